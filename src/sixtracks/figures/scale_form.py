"""What plotly is to draw of shares, ranges and curves."""

from typing import Any

from sixtracks.figures.layout import Measure
from sixtracks.figures.model import CurvesFigure, RangesFigure, SharesFigure


def shares_form(figure: SharesFigure, measure: Measure) -> dict[str, Any]:
    """Bars of parts, as plotly's data and layout."""
    raise NotImplementedError


def ranges_form(figure: RangesFigure, measure: Measure) -> dict[str, Any]:
    """Rows with points and spreads, as plotly's data and layout."""
    raise NotImplementedError


def curves_form(figure: CurvesFigure, measure: Measure) -> dict[str, Any]:
    """Curves, as plotly's data and layout."""
    raise NotImplementedError
