"""What the layout of every plotly form has: its size, its type, its colours."""

from typing import Any

from sixtracks.figures.layout import Measure
from sixtracks.figures.style import COLOURS


def sheet(measure: Measure, height: float) -> dict[str, Any]:
    """A sheet without margins that cannot be dragged, as plotly's layout.

    Args:
        measure: The width for which it is laid out.
        height: Its height, in the measure's unit.
    """
    label = {"color": COLOURS["ink"], "size": measure.size}
    return {
        "width": measure.width,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "font": dict(label),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": COLOURS["paper"],
            "bordercolor": COLOURS["quiet"],
            "align": "left",
            "font": dict(label),
        },
    }
