"""The print form: figures as SVG.

The same drawing is what a page shows first, in the page's own colours and text face: see :mod:`page`.
"""

from functools import singledispatch

from sixtracks.figures.dated_paper import draw_columns, draw_timeline
from sixtracks.figures.layout import Measure
from sixtracks.figures.map_paper import draw_maps
from sixtracks.figures.model import Figure
from sixtracks.figures.network_paper import draw_matrix, draw_network
from sixtracks.figures.scale_paper import draw_curves, draw_ranges, draw_shares


@singledispatch
def drawn(figure: Figure, measure: Measure) -> tuple[str, ...]:
    """A figure as SVG, in as many sheets as a page's height asks for; of a network, its first view.

    Args:
        figure: The figure.
        measure: The width to draw it for.
    """
    raise TypeError(type(figure))


for _draw in (
    draw_timeline,
    draw_columns,
    draw_network,
    draw_matrix,
    draw_shares,
    draw_ranges,
    draw_curves,
    draw_maps,
):
    drawn.register(_draw)
