"""The print form of timelines and of columns over time."""

from sixtracks.figures.board import Align, Board, drawing
from sixtracks.figures.layout import (
    LEADING,
    LEGEND_LINE,
    Axis,
    ColumnsLayout,
    Layout,
    Measure,
    Panel,
    Placed,
    columns_layout,
    flowed,
    kinds_in,
    layouts,
    legend_height,
    solid,
)
from sixtracks.figures.model import Column, ColumnsFigure, DatedFigure, TimelineFigure
from sixtracks.figures.style import SERIES, SIGNS
from sixtracks.figures.type import width
from sixtracks.records.edition import day

FAINT = 0.5  # of a line that may run through a label


def draw_timeline(figure: TimelineFigure, measure: Measure) -> tuple[str, ...]:
    """A timeline as SVG, in as many sheets as a page's height asks for."""
    return tuple(_draw_timeline(figure, layout) for layout in layouts(figure, measure))


def draw_columns(figure: ColumnsFigure, measure: Measure) -> tuple[str, ...]:
    """Columns as SVG."""
    return (_draw_columns(figure, columns_layout(figure, measure)),)


def _draw_timeline(figure: TimelineFigure, layout: Layout) -> str:
    measure, axis, size = layout.measure, layout.axis, layout.measure.size
    legend = kinds_in(figure) if measure.legend else []
    places = list(flowed(legend, measure))
    height = layout.height + legend_height(legend, measure)
    with drawing():
        board = Board(measure, height, f"{figure.name}-{measure.name}")
        for band in layout.bands[::2]:
            board.box(0, band.top, measure.width, band.bottom, "band")
        for at, name in layout.ticks:
            board.line((axis.x(at), axis.x(at)), (layout.top, layout.bottom), "rule", 0.8)
            board.text(axis.x(at) + 2, layout.top - size * 0.6, name, "quiet", size=0.92)
        _draw_essay(board, figure, axis, (layout.top, layout.bottom), (1.5, 1.9), late=0.5)
        for band in layout.bands:
            board.text(8, band.top + size * LEADING * 0.75, band.name, "quiet", bold=True)
        for placed in layout.placed:
            _draw_entry(board, placed, layout)
        for (x, line), kind in zip(places, legend, strict=True):
            y = layout.height + (line + 0.6) * size * LEGEND_LINE
            board.sign(x + size * 0.5, y, kind)
            board.text(x + size * 1.3, y, kind, "quiet")
        return board.svg(figure.title)


def _draw_entry(board: Board, placed: Placed, layout: Layout) -> None:
    entry, axis, size, y = placed.entry, layout.axis, layout.measure.size, placed.y
    half = size * 0.26
    role = SIGNS[entry.kind].role
    left, right = axis.x(entry.starts[0]), axis.x(entry.ends[1])
    if entry.is_span:
        # all that it may have been, light; what is certain, solid
        board.box(left, y - half, max(right, left + 1.5), y + half, role, gid=entry.id, alpha=0.25)
        for start, end in solid(entry):
            begin = axis.x(start)
            board.box(
                begin,
                y - half,
                max(axis.x(end), begin + 1.5),
                y + half,
                role,
                gid=entry.id,
                edge=not entry.counted,
            )
        if right - left < size * 0.6:
            board.sign((left + right) / 2, y, entry.kind, entry.id)
    else:
        if right - left > size * 0.6:
            board.box(left, y - half / 2, right, y + half / 2, role, gid=entry.id, alpha=0.25)
        board.sign((left + right) / 2, y, entry.kind, entry.id)
    for index, line in enumerate(placed.lines):
        if line:
            board.text(
                placed.x,
                y + index * size * LEADING,
                line,
                align="right" if placed.left else "left",
                gid=entry.id,
            )


def _draw_columns(figure: ColumnsFigure, layout: ColumnsLayout) -> str:
    measure, size = layout.measure, layout.measure.size
    legend = [*figure.series, *([figure.marks_name] if figure.marks_name else [])] if measure.legend else []
    places = list(flowed(legend, measure))
    height = layout.height + legend_height(legend, measure)
    with drawing():
        board = Board(measure, height, f"{figure.name}-{measure.name}")
        for panel in layout.panels:
            _draw_panel(board, figure, layout, panel)
        for index, ((x, line), name) in enumerate(zip(places, legend, strict=True)):
            y = layout.height + (line + 0.6) * size * LEGEND_LINE
            if index < len(figure.series):
                board.box(x, y - size * 0.35, x + size * 0.8, y + size * 0.35, SERIES[index])
            else:
                board.sign(x + size * 0.5, y, "test")
            board.text(x + size * 1.3, y, name, "quiet")
        return board.svg(figure.title)


def _draw_panel(board: Board, figure: ColumnsFigure, layout: ColumnsLayout, panel: Panel) -> None:
    axis, size = panel.axis, layout.measure.size
    for start, end, label in figure.spans:
        left, right = axis.x(max(start, axis.first)), axis.x(min(end, axis.last))
        if right > left:
            board.box(left, panel.top, right, panel.base, "band")
            _label_span(board, (left, right), panel, label)
    for level in layout.levels:
        y = layout.y(panel, level)
        board.line((axis.left, axis.right), (y, y), "rule", 0.8)
        board.text(axis.left - size * 0.4, y, str(level), "quiet", align="right", size=0.92)
    for column in figure.columns:
        if axis.first <= column.start < axis.last:
            _draw_column(board, figure, layout, panel, column)
    board.line((axis.left, axis.right), (panel.base, panel.base), "quiet", 1)
    for at, name in panel.ticks:
        board.line((axis.x(at), axis.x(at)), (panel.base, panel.base + size * 0.3), "quiet", 0.8)
        board.text(axis.x(at) + 2, panel.base + size * 0.85, name, "quiet", size=0.92)
    _draw_references(board, figure, layout, panel)


def _draw_column(
    board: Board, figure: ColumnsFigure, layout: ColumnsLayout, panel: Panel, column: Column
) -> None:
    size = layout.measure.size
    left, right = panel.axis.x(column.start), panel.axis.x(column.end)
    air = min((right - left) * 0.12, 2)
    amount = 0
    for index, part in enumerate(column.amounts):
        if part:
            top, bottom = layout.y(panel, amount + part), layout.y(panel, amount)
            board.box(left + air, top, right - air, bottom, SERIES[index], gid=column.id)
        amount += part
    middle = (left + right) / 2
    if not amount:
        board.box(left + air, panel.base - 0.4, right - air, panel.base, "quiet", gid=column.id)
    if figure.uncertain and column.high > column.low:
        low, high = layout.y(panel, column.low), layout.y(panel, column.high)
        board.line((middle, middle), (low, high), "ink", 1.1)
    elif amount and not figure.uncertain and right - left > size * 0.7:
        board.text(middle, layout.y(panel, amount) - size * 0.55, str(amount), align="center", size=0.85)


def _draw_references(board: Board, figure: ColumnsFigure, layout: ColumnsLayout, panel: Panel) -> None:
    """What the columns are read against: a level, the tests, the essay's day."""
    axis, size = panel.axis, layout.measure.size
    if figure.level:
        y = layout.y(panel, figure.level)
        board.line((axis.left, axis.right), (y, y), "red", 1, dashed=True)
        board.text(axis.left + 3, y - size * 0.7, figure.level_name, "red")
    for at, _label in figure.marks:
        if axis.first <= at < axis.last:
            board.sign(axis.x(at), panel.top - size * 0.35, "test")
    if figure.essay < axis.last:  # on the last day the next panel has it
        _draw_essay(board, figure, axis, (panel.top, panel.base), (2, 1.6), late=0.6)


def _draw_essay(
    board: Board,
    figure: DatedFigure,
    axis: Axis,
    edges: tuple[float, float],
    rises: tuple[float, float],
    *,
    late: float,
) -> None:
    """The essay's day: a line that rises over the upper edge, and its name.

    The rises of line and name are in sizes. From a share of the axis on, the name stands to the left.
    """
    if not axis.first <= figure.essay <= axis.last:
        return
    x, size = axis.x(figure.essay), board.size
    left = x > axis.left + late * (axis.right - axis.left)
    align: Align = "right" if left else "left"
    board.line((x, x), (edges[0] - size * rises[0], edges[1]), "red", 1.2, alpha=FAINT)
    name = f"The essay, {day(figure.essay)}"
    board.text(x - 4 if left else x + 4, edges[0] - size * rises[1], name, "red", align=align)


def _label_span(board: Board, edges: tuple[float, float], panel: Panel, label: str) -> None:
    left, right = edges
    size = board.size * 0.85
    middle = (left + right) / 2
    if width(label, size) < right - left - 4:
        board.text(middle, panel.top + size, label, "quiet", align="center", size=0.85)
    elif right - left > size * 1.3:
        board.text(middle, (panel.top + panel.base) / 2, label, "quiet", align="center", turn=90, size=0.85)
