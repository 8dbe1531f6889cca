"""The print form of shares, ranges and curves."""

from sixtracks.figures.layout import Measure
from sixtracks.figures.model import CurvesFigure, RangesFigure, SharesFigure


def draw_shares(figure: SharesFigure, measure: Measure) -> tuple[str, ...]:
    """Bars of parts as SVG."""
    raise NotImplementedError


def draw_ranges(figure: RangesFigure, measure: Measure) -> tuple[str, ...]:
    """Rows with points and spreads as SVG."""
    raise NotImplementedError


def draw_curves(figure: CurvesFigure, measure: Measure) -> tuple[str, ...]:
    """Curves as SVG."""
    raise NotImplementedError
