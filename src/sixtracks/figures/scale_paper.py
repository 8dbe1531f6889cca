"""The print form of shares, ranges and curves."""

from itertools import pairwise

from sixtracks.figures.board import Board, drawing
from sixtracks.figures.curves_layout import curves_layout
from sixtracks.figures.layout import LEADING, LEGEND_LINE, Measure, flowed, legend_height
from sixtracks.figures.model import CurvesFigure, Figure, RangesFigure, SharesFigure
from sixtracks.figures.ranges_layout import ranges_layouts, ranges_legend
from sixtracks.figures.scale import DOTS, Dot, Part, ScaleLayout, Stroke, Words, part_role
from sixtracks.figures.shares_layout import shares_layouts


def draw_shares(figure: SharesFigure, measure: Measure) -> tuple[str, ...]:
    """Bars of parts as SVG, in as many sheets as a page's height asks for."""
    return tuple(_drawn(figure, layout, list(figure.series)) for layout in shares_layouts(figure, measure))


def draw_ranges(figure: RangesFigure, measure: Measure) -> tuple[str, ...]:
    """Rows with points and spreads as SVG, in as many sheets as a page's height asks for."""
    return tuple(_drawn(figure, layout, ranges_legend(figure)) for layout in ranges_layouts(figure, measure))


def draw_curves(figure: CurvesFigure, measure: Measure) -> tuple[str, ...]:
    """Curves as SVG; their names stand at their ends, so that they need no legend."""
    return (_drawn(figure, curves_layout(figure, measure), []),)


def _drawn(figure: Figure, layout: ScaleLayout, legend: list[str]) -> str:
    measure = layout.measure
    height = layout.height + legend_height(legend, measure)
    with drawing():
        board = Board(measure, height, f"{figure.name}-{measure.name}")
        for stroke in layout.strokes:
            _stroke(board, stroke)
        for part in layout.parts:
            _part(board, part)
        for dot in sorted(layout.dots, key=lambda each: -each.series):  # the filled one over the open one
            _dot(board, dot)
        for words in layout.words:
            _words(board, words)
        if measure.legend:
            _legend(board, figure, layout, legend)
        return board.svg(figure.title)


def _stroke(board: Board, stroke: Stroke) -> None:
    if stroke.id:
        board.polyline(stroke.points, stroke.role, stroke.wide, dashed=stroke.dashed, gid=stroke.id)
        return
    for (x0, y0), (x1, y1) in pairwise(stroke.points):
        board.line((x0, x1), (y0, y1), stroke.role, stroke.wide, dashed=stroke.dashed)


def _part(board: Board, part: Part) -> None:
    role = part_role(part.series)
    board.box(part.left, part.top, part.right, part.bottom, role, gid=part.id)
    if role == "rule":
        air = board.size / 26  # half the edge: it stands within the part
        board.box(
            part.left + air,
            part.top + air,
            part.right - air,
            part.bottom - air,
            "quiet",
            gid=part.id,
            edge=True,
        )


def _dot(board: Board, dot: Dot) -> None:
    radius = board.size * DOTS[min(dot.series, 1)]
    board.disc(dot.x, dot.y, radius, "s1", dot.id, filled=not dot.series)


def _words(board: Board, words: Words) -> None:
    for index, line in enumerate(words.lines):
        y = words.y + index * board.size * LEADING
        board.text(words.x, y, line, words.role, align=words.align, gid=words.id, size=words.size)


def _legend(board: Board, figure: Figure, layout: ScaleLayout, legend: list[str]) -> None:
    size = board.size
    for index, ((x, line), name) in enumerate(zip(flowed(legend, layout.measure), legend, strict=True)):
        y = layout.height + (line + 0.6) * size * LEGEND_LINE
        if isinstance(figure, SharesFigure):
            _part(board, Part("", index, x, y - size * 0.35, x + size * 0.8, y + size * 0.35))
        elif isinstance(figure, RangesFigure) and index < len(figure.series):
            _dot(board, Dot("", index, x + size * 0.5, y))
        else:
            board.line((x, x + size * 0.95), (y, y), "quiet", 1.6)
        board.text(x + size * 1.3, y, name, "quiet")
