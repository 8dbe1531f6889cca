"""The print form of networks and of their matrix."""

from sixtracks.figures.layout import Measure
from sixtracks.figures.model import MatrixFigure, NetworkFigure


def draw_network(figure: NetworkFigure, measure: Measure) -> tuple[str, ...]:
    """The first view of a network as SVG."""
    raise NotImplementedError


def draw_matrix(figure: MatrixFigure, measure: Measure) -> tuple[str, ...]:
    """The grid of parties and tracks as SVG."""
    raise NotImplementedError
