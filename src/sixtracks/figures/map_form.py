"""What plotly is to draw of maps. The chart's plane is the sheet itself."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from sixtracks.figures.layout import LEADING, Measure
from sixtracks.figures.map_labels import Point
from sixtracks.figures.map_layout import MapLayout, map_layout
from sixtracks.figures.model import MapFigure, Spot
from sixtracks.figures.scale import DOTS, Stroke, Words
from sixtracks.figures.sheet import sheet
from sixtracks.figures.style import COLOURS

_Form = dict[str, Any]
_POSITIONS = {"left": "middle right", "center": "middle center", "right": "middle left"}


def map_form(figure: MapFigure, measure: Measure) -> _Form:
    """Maps, as plotly's data and layout.

    The traces are ``lands``, ``waters``, the lines, what leads to names, the ``spots`` and their ``labels``.
    """
    layout = map_layout(figure, measure)
    axis = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False, "type": "linear"}
    lands = [land for panel in layout.panels for land in panel.lands]
    waters = [water for panel in layout.panels for water in panel.waters]
    strokes = [stroke for panel in layout.panels for stroke in panel.strokes]
    words = [each for panel in layout.panels for each in panel.words]
    return {
        "data": [
            *_areas(lands, "lands", "paper", measure),
            *_areas(waters, "waters", "band", measure),
            *(_line(stroke, measure) for stroke in strokes if not stroke.id),
            *_leaders([stroke for stroke in strokes if stroke.id], measure),
            _spots(layout),
            _labels([each for each in words if each.id], measure),
        ],
        "layout": {
            **sheet(measure, layout.height),
            "xaxis": {**axis, "range": [0, measure.width]},
            "yaxis": {**axis, "range": [layout.height, 0]},
            "shapes": [
                {
                    "type": "rect", "layer": "below", "fillcolor": COLOURS["band"],
                    "x0": panel.frame[0], "y0": panel.frame[1], "x1": panel.frame[2], "y1": panel.frame[3],
                    "line": {"color": COLOURS["s6"], "width": measure.size / 13},
                }
                for panel in layout.panels
            ],
            "annotations": [_annotation(each, measure) for each in words if not each.id],
        },
    }  # fmt: skip


def _areas(shapes: Sequence[Sequence[Point]], name: str, role: str, measure: Measure) -> Iterable[_Form]:
    """Closed outlines, as one trace with gaps."""
    if not shapes:
        return
    xs: list[float | None] = []
    ys: list[float | None] = []
    for shape in shapes:
        xs += [*(x for x, _ in shape), shape[0][0], None]
        ys += [*(y for _, y in shape), shape[0][1], None]
    yield {
        "type": "scatter", "mode": "lines", "name": name, "x": xs, "y": ys, "fill": "toself",
        "fillcolor": COLOURS[role], "hoverinfo": "skip", "connectgaps": False,
        "line": {"color": COLOURS["s6"], "width": 0.8 * measure.size / 13},
    }  # fmt: skip


def _line(stroke: Stroke, measure: Measure) -> _Form:
    wide = stroke.wide * measure.size / 13
    dash = f"{3 * wide:.4g}px,{2 * wide:.4g}px" if stroke.dashed else "solid"
    return {
        "type": "scatter", "mode": "lines", "name": stroke.part, "hoverinfo": "skip",
        "x": [x for x, _ in stroke.points], "y": [y for _, y in stroke.points],
        "line": {"color": COLOURS[stroke.role], "width": wide, "dash": dash},
    }  # fmt: skip


def _leaders(strokes: Sequence[Stroke], measure: Measure) -> Iterable[_Form]:
    """What leads from dots to names, as one trace with gaps that carry the mark too."""
    if not strokes:
        return
    xs: list[float | None] = []
    ys: list[float | None] = []
    for stroke in strokes:
        xs += [*(x for x, _ in stroke.points), None]
        ys += [*(y for _, y in stroke.points), None]
    yield {
        "type": "scatter", "mode": "lines", "name": "leaders", "x": xs, "y": ys, "hoverinfo": "skip",
        "customdata": [stroke.id for stroke in strokes for _ in (*stroke.points, None)], "connectgaps": False,
        "line": {"color": COLOURS[strokes[0].role], "width": strokes[0].wide * measure.size / 13},
    }  # fmt: skip


def _spots(layout: MapLayout) -> _Form:
    dots = [dot for panel in layout.panels for dot in panel.dots]
    size = layout.measure.size
    return {
        "type": "scatter", "mode": "markers", "name": "spots", "cliponaxis": False,
        "x": [dot.x for dot in dots], "y": [dot.y for dot in dots],
        "customdata": [dot.spot.id for dot in dots],
        "marker": {"symbol": "circle", "size": 2 * DOTS[0] * size, "color": COLOURS["ink"], "opacity": 1},
        "hovertext": [_told(dot.spot) for dot in dots], "hoverinfo": "text",
    }  # fmt: skip


def _labels(words: Sequence[Words], measure: Measure) -> _Form:
    return {
        "type": "scatter", "mode": "text", "name": "labels", "cliponaxis": False, "hoverinfo": "skip",
        "x": [each.x for each in words], "y": [each.y for each in words],
        "text": [escape(each.lines[0], quote=False) for each in words],
        "customdata": [each.id for each in words],
        "textposition": [_POSITIONS[each.align] for each in words],
        "textfont": {"color": COLOURS["ink"], "size": measure.size},
    }  # fmt: skip


def _annotation(words: Words, measure: Measure) -> _Form:
    lines = [escape(line, quote=False) for line in words.lines]
    text = "<br>".join(lines)
    size = measure.size * words.size
    return {
        "name": words.part, "text": f"<b>{text}</b>" if words.part == "heads" else text, "showarrow": False,
        "borderpad": 0, "x": words.x, "y": words.y + (len(lines) - 1) * size * LEADING / 2,
        "xanchor": words.align, "yanchor": "middle", "align": words.align,
        "font": {"color": COLOURS[words.role], "size": size},
    }  # fmt: skip


def _told(spot: Spot) -> str:
    """What the pointer shows of a place."""
    lines = [f"<b>{escape(spot.name, quote=False)}</b>", escape(spot.told, quote=False), coordinates(spot)]
    return "<br>".join(filter(None, lines))


def coordinates(spot: Spot) -> str:
    """Where a place lies, as prose writes it: ``37.96° N, 126.68° E``."""
    north, east = "N" if spot.latitude >= 0 else "S", "E" if spot.longitude >= 0 else "W"
    return f"{abs(spot.latitude):.4g}° {north}, {abs(spot.longitude):.5g}° {east}"
