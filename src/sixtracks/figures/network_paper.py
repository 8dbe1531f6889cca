"""The print form of networks and of their matrix."""

from typing import cast

from sixtracks.figures.board import Align, Board, drawing
from sixtracks.figures.layout import Measure
from sixtracks.figures.matrix_layout import Cell, MatrixLayout, matrix_layout
from sixtracks.figures.model import MatrixFigure, NetworkFigure
from sixtracks.figures.network_layout import NetworkLayout, network_layout
from sixtracks.figures.network_parts import SAMPLE, Key, Words
from sixtracks.figures.style import ROLES


def draw_network(figure: NetworkFigure, measure: Measure) -> tuple[str, ...]:
    """The first view of a network as SVG."""
    layout = network_layout(figure, measure)
    with drawing():
        board = Board(measure, layout.sheet, f"{figure.name}-{measure.name}")
        _draw_threads(board, layout)
        for box in layout.boxes:
            board.panel(box.left, box.top, box.right, box.bottom, box.node.id)
            _write(board, box.words, box.node.id)
        for thread in layout.threads:
            x, y = thread.points[-1]
            role = ROLES[thread.tie.role].role
            board.disc(x, y, thread.radius, role, thread.tie.id, filled=thread.tie.stated)
        for sign in layout.signs:
            board.disc(sign.x, sign.y, sign.radius, "ink", sign.node.id)
            _write(board, sign.words, sign.node.id)
        for key in layout.keys:
            _draw_line_key(board, key)
        return (board.svg(figure.title),)


def draw_matrix(figure: MatrixFigure, measure: Measure) -> tuple[str, ...]:
    """The grid of parties and tracks as SVG."""
    layout = matrix_layout(figure, measure)
    with drawing():
        board = Board(measure, layout.sheet, f"{figure.name}-{measure.name}")
        for top, bottom in layout.stripes:
            board.box(0, top, measure.width, bottom, "band")
        board.line((0, measure.width), (layout.top, layout.top), "rule", 0.8)
        for head in (*layout.columns, *layout.rows):
            _write(board, head.words, head.node.id)
        for cell in layout.cells:
            _draw_cell(board, cell, layout)
        for key in layout.keys:
            if key.role:
                middle = key.y + ROLES[key.role].drop * board.size
                _draw_seat(board, key.x + board.size * 0.5, middle, key.role, filled=True)
            _write(board, (key.words,))
        return (board.svg(figure.title),)


def _write(board: Board, words: tuple[Words, ...], gid: str = "") -> None:
    for each in words:
        role = "quiet" if each.quiet else "ink"
        if each.upright:
            board.upright(each.x, each.y, each.text, role, gid=gid, size=each.size)
        else:
            align = cast("Align", each.align)
            board.text(each.x, each.y, each.text, role, align=align, bold=each.bold, gid=gid, size=each.size)


def _draw_threads(board: Board, layout: NetworkLayout) -> None:
    for thread in layout.threads:
        style = ROLES[thread.tie.role]
        dashes = [length * layout.fine for length in style.dashes]
        board.curve(thread.points, style.role, style.wide * layout.fine, dashes, thread.tie.id)


def _draw_line_key(board: Board, key: Key) -> None:
    size = board.size
    if key.role:
        style = ROLES[key.role]
        right = key.x + size * SAMPLE
        points = [(key.x + (right - key.x) * share, key.y) for share in (0, 1 / 3, 2 / 3, 1)]
        board.curve(points, style.role, style.wide, style.dashes)
    else:
        board.disc(key.x + size * 0.4, key.y, size * 0.2, "quiet", filled=key.stated)
    _write(board, (key.words,))


def _draw_cell(board: Board, cell: Cell, layout: MatrixLayout) -> None:
    tie = cell.tie
    _draw_seat(board, cell.x, cell.y, tie.role, gid=tie.id, filled=tie.stated, share=layout.fine)


def _draw_seat(
    board: Board, x: float, y: float, role: str, *, filled: bool, gid: str = "", share: float = 1
) -> None:
    """The sign of a role: a disc or a polygon, filled or open."""
    style = ROLES[role]
    reach = style.reach * board.size * share
    if style.corners:
        corners = [(x + across * reach, y + down * reach) for across, down in style.corners]
        board.shape(corners, style.role, gid, filled=filled)
    else:
        board.disc(x, y, reach, style.role, gid, filled=filled)
