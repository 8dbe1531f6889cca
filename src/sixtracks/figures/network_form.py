"""What plotly is to draw of networks and of their matrix."""

from typing import Any

from sixtracks.figures.layout import Measure
from sixtracks.figures.model import MatrixFigure, NetworkFigure


def network_form(figure: NetworkFigure, measure: Measure) -> dict[str, Any]:
    """The first view of a network, as plotly's data and layout."""
    raise NotImplementedError


def matrix_form(figure: MatrixFigure, measure: Measure) -> dict[str, Any]:
    """The grid of parties and tracks, as plotly's data and layout."""
    raise NotImplementedError
