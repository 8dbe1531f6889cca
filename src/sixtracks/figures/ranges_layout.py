"""Where the parts of a chart of ranges stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sixtracks.figures.layout import LEADING, Measure
from sixtracks.figures.model import Range, RangesFigure
from sixtracks.figures.scale import (
    AIR,
    ROOMY,
    ROW,
    SIDE,
    SMALL,
    Dot,
    Scale,
    ScaleLayout,
    Stroke,
    Words,
    column_width,
    in_lines,
    in_sheets,
    room_for_rows,
    rounded,
    written,
)
from sixtracks.figures.type import width


@dataclass(frozen=True, slots=True)
class _Row:
    """A row at the top of a sheet: its height, the height of its points, its label and its note."""

    height: float
    middle: float
    label: Words
    note: Words


def ranges_layouts(figure: RangesFigure, measure: Measure) -> tuple[ScaleLayout, ...]:
    """Rows laid out for a width, in as many parts as its height needs."""
    size, line = measure.size, measure.size * LEADING
    labels = _labels_column(figure, measure)
    notes = column_width((row.note for row in figure.rows), size, measure.width * 0.24)
    edge = SIDE + size * 0.9  # the first and the last number reach out
    across = Scale(
        *span_of(_values(figure), figure.first, figure.last),
        max(SIDE + labels + size * 1.2 if labels else 0, edge),
        measure.width - max(SIDE + notes + size * 1.4 if notes else 0, edge),
    )
    heads, head = _heads(figure, measure, across, notes)
    unit = in_lines(figure.unit, size, measure.width - 2 * SIDE)
    foot = size * 1.7 + len(unit) * line
    rows = [_row(row, measure, labels, notes) for row in figure.rows]
    room = room_for_rows(measure, ranges_legend(figure), head + foot)
    made = []
    for shown in in_sheets([row.height for row in rows], room):
        tops = [head + sum(rows[i].height for i in shown[:n]) for n in range(len(shown) + 1)]
        words, strokes, dots = list(heads), [], []
        for index, top in zip(shown, tops, strict=False):
            placed, row = rows[index], figure.rows[index]
            row_strokes, row_dots = _marks_of(row, across, top + placed.middle)
            strokes += row_strokes
            dots += row_dots
            words += [replace(each, y=each.y + top) for each in (placed.label, placed.note) if each.lines]
        bottom = tops[-1] + size * 0.2
        reach = size * 0.62  # of what is upright, where labels stand above their rows: not through these
        middles = [top + rows[index].middle for index, top in zip(shown, tops, strict=False)]
        bands = [(head, bottom)] if labels else [(y - reach, y + reach) for y in middles]
        strokes += _uprights(figure, across, bands, size)
        for value in rounded(across.first, across.last, int((across.end - across.start) / (size * 3.4))):
            words.append(
                Words(
                    "tick",
                    (written(value),),
                    across.at(value),
                    bottom + size * 0.75,
                    "center",
                    "quiet",
                    SMALL,
                )
            )
        strokes.append(Stroke("axis", ((across.start, bottom), (across.end, bottom)), "quiet", 1))
        words.append(label_below(unit, across, bottom + size * 1.45 + line / 2, measure))
        height = bottom + foot
        own = Scale(0, height, 0, height)
        made.append(ScaleLayout(measure, height, across, own, tuple(words), tuple(strokes), dots=tuple(dots)))
    return tuple(made)


def _labels_column(figure: RangesFigure, measure: Measure) -> float:
    """How wide the labels beside the rows are; 0 where they stand above these."""
    natural = column_width((row.label for row in figure.rows), measure.size, float("inf"))
    if measure.width >= ROOMY:
        return min(natural, measure.width * 0.4)
    return natural if natural <= measure.width * 0.44 else 0


def _heads(figure: RangesFigure, measure: Measure, across: Scale, notes: float) -> tuple[list[Words], float]:
    """What stands above the rows, and how high it is: the name of the notes, and that of the level."""
    size, line = measure.size, measure.size * LEADING
    right = measure.width - SIDE
    note = in_lines(figure.note_name, size, max(notes, measure.width * 0.3)) if notes else ()
    level = figure.level_name if _has_level(figure, across) else ""
    words: list[Words] = []
    lines = len(note)
    if level and figure.level is not None:
        half = width(level, size) * AIR / 2
        x = min(max(across.at(figure.level), SIDE + half), right - half)
        above = len(note) if note and x + half > right - column_width(note, size, right) - size else 0
        lines = max(lines, above + 1)
        words.append(Words("level", (level,), x, -line * (above + 0.5), "center", "red"))
    if note:
        words.append(Words("head", note, right, -line * (len(note) - 0.5), "right", "quiet"))
    head = size * 0.5 + lines * line
    return [replace(each, y=head - size * 0.15 + each.y) for each in words], head


def _has_level(figure: RangesFigure, across: Scale) -> bool:
    return figure.level is not None and across.first <= figure.level <= across.last


def _marks_of(row: Range, across: Scale, y: float) -> tuple[list[Stroke], list[Dot]]:
    """A row's guide, its spread and its points."""
    strokes = [Stroke("grid", ((across.start, y), (across.end, y)), "rule", 0.8)]
    if row.high > row.low:
        ends = ((across.at(row.low), y), (across.at(row.high), y))
        strokes.append(Stroke("spreads", ends, "quiet", 1.6, id=row.id))
    return strokes, [
        Dot(row.id, series, across.at(point), y)
        for series, point in enumerate(row.points)
        if point is not None
    ]


def _uprights(
    figure: RangesFigure, across: Scale, bands: Sequence[tuple[float, float]], size: float
) -> Iterator[Stroke]:
    """The grid and the level's line, within bands."""
    for value in rounded(across.first, across.last, int((across.end - across.start) / (size * 3.4))):
        role = "quiet" if value == 0 > across.first else "rule"
        for edges in bands if value != figure.level else ():
            yield _upright("grid", across.at(value), edges, role, 0.8)
    if _has_level(figure, across) and figure.level is not None:
        for edges in bands:
            yield _upright("level", across.at(figure.level), edges, "red", 1.1)


def _upright(part: str, x: float, edges: tuple[float, float], role: str, wide: float) -> Stroke:
    return Stroke(part, ((x, edges[0]), (x, edges[1])), role, wide, part == "level")


def ranges_legend(figure: RangesFigure) -> list[str]:
    """What a legend of rows names: the points, then the spread."""
    return [*figure.series, *([figure.spread_name] if figure.spread_name else [])]


def _values(figure: RangesFigure) -> Iterator[float]:
    for row in figure.rows:
        yield from (point for point in row.points if point is not None)
        if row.high > row.low:
            yield from (row.low, row.high)


def span_of(values: Iterable[float], first: float, last: float) -> tuple[float, float]:
    """The ends of a scale, made wider where a value would fall outside: no mark stands where it is not."""
    values = [*values, first, last]
    first, last = min(values), max(values)
    return (first, last) if last > first else (first, first + 1)


def _row(row: Range, measure: Measure, labels: float, notes: float) -> _Row:
    size, line = measure.size, measure.size * LEADING
    label = in_lines(row.label, size, labels or measure.width - 2 * SIDE)
    note = in_lines(row.note, size, notes)
    if labels:
        high = max(len(label), len(note), 1) * line
        middle, height = high / 2, high + size * (ROW - LEADING)
        middle += size * (ROW - LEADING) / 2
        start = middle - (len(label) - 1) * line / 2
    else:
        start = size * 0.2 + line / 2
        middle = start + (len(label) - 0.5) * line + max(len(note), 1) * line / 2
        height = middle + max(len(note), 1) * line / 2 + size * 0.5
    x = SIDE + labels if labels else SIDE
    return _Row(
        height,
        middle,
        Words("labels", label, x, start, "right" if labels else "left", id=row.id),
        Words(
            "notes",
            note,
            measure.width - SIDE,
            middle - (len(note) - 1) * line / 2,
            "right",
            "quiet",
            id=row.id,
        ),
    )


def label_below(lines: tuple[str, ...], across: Scale, y: float, measure: Measure) -> Words:
    """An axis's name below the middle of the axis, within the sheet."""
    half = max((width(line, measure.size) * AIR / 2 for line in lines), default=0)
    x = min(max((across.start + across.end) / 2, SIDE + half), measure.width - SIDE - half)
    return Words("axis", lines, x, y, "center", "quiet")


# Curves
