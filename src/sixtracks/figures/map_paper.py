"""The print form of maps."""

from sixtracks.figures.board import Board, drawing
from sixtracks.figures.layout import LEADING, Measure
from sixtracks.figures.map_layout import Panel, map_layout
from sixtracks.figures.model import MapFigure
from sixtracks.figures.scale import DOTS


def draw_maps(figure: MapFigure, measure: Measure) -> tuple[str, ...]:
    """Maps as SVG, below one another on one sheet."""
    layout = map_layout(figure, measure)
    with drawing():
        board = Board(measure, layout.height, f"{figure.name}-{measure.name}")
        for panel in layout.panels:
            _draw(board, panel)
        return (board.svg(figure.title),)


def _draw(board: Board, panel: Panel) -> None:
    board.box(*panel.frame, "band")
    for land in panel.lands:
        board.area(land, "paper", "s6", 0.8)
    for water in panel.waters:
        board.area(water, "band", "s6", 0.8)
    board.box(*panel.frame, "s6", edge=True)
    for stroke in panel.strokes:
        board.polyline(stroke.points, stroke.role, stroke.wide, dashed=stroke.dashed, gid=stroke.id)
    for dot in panel.dots:
        board.disc(dot.x, dot.y, board.size * DOTS[0], "ink", dot.spot.id)
    for words in panel.words:
        for index, line in enumerate(words.lines):
            y = words.y + index * board.size * words.size * LEADING
            bold = words.part == "heads"
            board.text(
                words.x, y, line, words.role, align=words.align, bold=bold, gid=words.id, size=words.size
            )
