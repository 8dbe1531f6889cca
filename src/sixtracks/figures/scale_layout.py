"""Where the parts of shares, ranges and curves stand. Both forms follow one layout.

A layout is a list of what is drawn, in the unit of its measure, from the top left corner. It says nothing of
a form: a form only puts each part where the layout has it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import ceil, floor, log10
from typing import Literal

from sixtracks.figures.layout import LEADING, Measure, legend_height
from sixtracks.figures.model import Bar, Curve, CurvesFigure, Range, RangesFigure, SharesFigure
from sixtracks.figures.style import SERIES
from sixtracks.figures.type import width, wrapped

Align = Literal["left", "center", "right"]

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
ROOMY = 500
"""From this width on, labels stand to the left of what they name."""
TIGHT = 40
"""A width of so many sizes or less is a phone's: curves stand higher there."""
SMALL = 0.88
"""Numbers beside marks and below axes, in sizes."""
AIR = 1.08
"""Text may be that much wider than measured: another face, or the same at another optical size."""
DOTS = (0.27, 0.38)
"""The radius of a filled and of an open dot, in sizes: where the two meet, one shows around the other."""

_SIDE = 8.0
_BAR = 1.15  # the height of a bar, in sizes
_ROW = 1.75  # from one row with a label beside it to the next, in sizes


@dataclass(frozen=True, slots=True)
class Scale:
    """Values along a sheet.

    Attributes:
        first: A value.
        last: Another one.
        start: Where the first stands.
        end: Where the other stands.
    """

    first: float
    last: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.start + (value - self.first) / (self.last - self.first) * (self.end - self.start)

    def value(self, place: float) -> float:
        """What stands at a place."""
        return self.first + (place - self.start) / (self.end - self.start) * (self.last - self.first)


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text.

    Attributes:
        part: What they are: ``labels``, ``amounts``, ``notes``, ``names`` of marks; ``axis``, ``tick``,
            ``head``, ``level``, ``mark`` of what marks are read against.
        lines: The lines.
        x: Where they begin, end or have their middle.
        y: The height of the first line's middle.
        align: What stands at ``x``.
        role: The part of their colour.
        size: Their size, in sizes.
        id: What they belong to; empty for what belongs to all.
    """

    part: str
    lines: tuple[str, ...]
    x: float
    y: float
    align: Align = "left"
    role: str = "ink"
    size: float = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points.

    Attributes:
        part: What it is: ``spreads``, ``curves``, ``leaders`` of marks; ``grid``, ``axis``, ``level``,
            ``mark`` of what marks are read against.
        points: Its points.
        role: The part of its colour.
        wide: Its width, in thirteenths of a size.
        dashed: Whether it is dashed.
        id: What it belongs to; empty for what belongs to all.
    """

    part: str
    points: tuple[tuple[float, float], ...]
    role: str
    wide: float = 1
    dashed: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar.

    Attributes:
        id: The bar's mark.
        series: Which part it is, counted from 0.
        left: Its left edge.
        top: Its upper edge.
        right: Its right edge.
        bottom: Its lower edge.
    """

    id: str
    series: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a row.

    Attributes:
        id: The row's mark.
        series: Which point it is: 0 is filled, all others are open.
        x: How far from the left it stands.
        y: How far from the top.
    """

    id: str
    series: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ScaleLayout:
    """Shares, ranges or curves, laid out.

    Attributes:
        measure: The width for which it is made.
        height: Its height, without a legend.
        across: The scale from left to right.
        up: The scale from top to bottom; of bars and rows, the sheet's own.
        words: All text.
        strokes: All lines.
        parts: The parts of bars.
        dots: The points of rows.
    """

    measure: Measure
    height: float
    across: Scale
    up: Scale
    words: tuple[Words, ...]
    strokes: tuple[Stroke, ...] = ()
    parts: tuple[Part, ...] = ()
    dots: tuple[Dot, ...] = ()


def endless(measure: Measure) -> Measure:
    """The same width for one sheet, however high."""
    return replace(measure, height=0)


def part_role(series: int) -> str:
    """The part of the colour of a series; all beyond the colours are grey, and want an edge."""
    return SERIES[series] if series < len(SERIES) else "rule"


def written(value: float, *, percent: bool = False) -> str:
    """A number as it is read: without needless zeros, with a minus sign; a share of one in per cent."""
    text = f"{round(value * 100 if percent else value, 6) + 0:g}".replace("-", "\N{MINUS SIGN}")
    return f"{text}{NARROW_SPACE}%" if percent else text


def rounded(first: float, last: float, most: int) -> tuple[float, ...]:
    """Round values from one to another: so many at most, but two where the span allows it."""
    span = last - first
    for exponent in range(floor(log10(span)) - 3, floor(log10(span)) + 2):
        for step in (1, 2, 2.5, 5):
            gap = step * 10.0**exponent
            if step == 2.5 and exponent < 1:  # noqa: PLR2004 (2.5 is less round than 2 and 5)
                continue
            low, high = ceil(first / gap - 1e-9), floor(last / gap + 1e-9)
            if high - low < max(most, 2):
                return tuple(round(number * gap, 9) + 0 for number in range(low, high + 1))
    return (first, last)


def _amount(amount: float, whole: float) -> str:
    """An amount to the hundredth of a whole."""
    return f"{amount:.{max(0, 2 - floor(log10(whole)))}f}"


def _column(texts: Iterable[str], size: float, most: float) -> float:
    """How wide a column of texts is, which are wrapped where they are wider than the most that it may be."""
    return min(max((width(text, size) * AIR for text in texts), default=0), most)


def _lines(text: str, size: float, room: float) -> tuple[str, ...]:
    """A text in as few lines as a room allows, and in lines that are alike."""
    if not text:
        return ()
    room += 1e-6  # a column is as wide as its widest text, which is not to be broken by rounding
    lines = wrapped(text, size * AIR, room)
    fewest, longest = len(lines), max(width(word, size * AIR) for word in text.split(" "))
    while fewest > 1 and (room := room - size / 2) > longest:
        if len(narrower := wrapped(text, size * AIR, room)) > fewest:
            break
        lines = narrower
    return lines


def _sheets(heights: Sequence[float], room: float) -> list[range]:
    """Rows in as few sheets as a room allows, and in sheets that are alike."""
    if not heights:
        return [range(0)]
    fewest = _parted(heights, room)
    limit = sum(heights) / len(fewest)
    while limit < room:
        parted = _parted(heights, limit)
        if len(parted) <= len(fewest):
            return parted
        limit += max(heights) / 4
    return fewest


def _parted(heights: Sequence[float], room: float) -> list[range]:
    cuts, used = [0], 0.0
    for index, height in enumerate(heights):
        if used and used + height > room:
            cuts.append(index)
            used = 0.0
        used += height
    return [range(*ends) for ends in pairwise([*cuts, len(heights)])]


def _room(measure: Measure, legend: Sequence[str], taken: float) -> float:
    """What is left of a sheet's height for rows."""
    return measure.height - taken - legend_height(list(legend), measure) if measure.height else float("inf")


# Shares


def shares_layouts(figure: SharesFigure, measure: Measure) -> tuple[ScaleLayout, ...]:
    """Bars laid out for a width, in as many parts as its height needs."""
    size = measure.size
    beside = measure.width >= ROOMY
    labels = _column((bar.label for bar in figure.bars), size, measure.width * 0.36) if beside else 0
    notes = _column((bar.note for bar in figure.bars), size, measure.width * 0.2) if beside else 0
    left = _SIDE + (labels + size if beside and figure.bars else 0)
    right = measure.width - _SIDE - (notes + size if notes else 0)
    # a bar may come to more than the whole by what rounding adds
    whole = max(figure.whole, *(sum(bar.amounts) for bar in figure.bars), 1e-9)
    across = Scale(0, whole, left, right)
    head = size * 0.4
    rows = [_bar(bar, measure, across, (labels, notes), figure.whole) for bar in figure.bars]
    made = []
    for shown in _sheets([height for height, _, _ in rows], _room(measure, figure.series, head)):
        y = head
        words: list[Words] = []
        parts: list[Part] = []
        for index in shown:
            height, row_words, row_parts = rows[index]
            words += [replace(each, y=each.y + y) for each in row_words]
            parts += [replace(each, top=each.top + y, bottom=each.bottom + y) for each in row_parts]
            y += height
        height = max(y, size)
        own = Scale(0, height, 0, height)
        made.append(ScaleLayout(measure, height, across, own, tuple(words), parts=tuple(parts)))
    return tuple(made)


_Bar = tuple[float, list[Words], list[Part]]


def _bar(bar: Bar, measure: Measure, across: Scale, columns: tuple[float, float], whole: float) -> _Bar:
    """A bar at the top of a sheet: its height, its text and its parts."""
    size, line = measure.size, measure.size * LEADING
    labels, notes = columns
    if labels:  # beside it
        label, note = _lines(bar.label, size, labels), _lines(bar.note, size, notes)
        middle = max(len(label), len(note)) * line / 2
        edge = measure.width - _SIDE - notes
        taken = 2 * middle
    else:  # above it, in one line where they fit
        end = min(width(bar.note, size) * AIR, measure.width * 0.4)
        label = _lines(bar.label, size, measure.width - 2 * _SIDE - (end + size if end else 0))
        note = _lines(bar.note, size, end + 0.1)
        taken = max(len(label), len(note)) * line
        middle = taken + size * (0.1 + _BAR / 2)
        edge = measure.width - _SIDE
    top, bottom = middle - size * _BAR / 2, middle + size * _BAR / 2
    heights = [middle if labels else taken - len(lines) * line / 2 for lines in (label, note)]
    x = across.start - size if labels else _SIDE
    words = [
        Words("labels", label, x, _first(label, heights[0], size), "right" if labels else "left", id=bar.id),
        Words(
            "notes",
            note,
            edge,
            _first(note, heights[1], size),
            "left" if labels else "right",
            "quiet",
            id=bar.id,
        ),
    ]
    words = [each for each in words if each.lines]
    parts = list(_parts(bar, across, (top, bottom), size))
    below = bottom + size * 0.58
    words += [
        Words("amounts", (text,), x, below, "center", "ink", SMALL, bar.id)
        for x, text in _amounts(bar, across, whole, size * SMALL)
    ]
    height = max(taken, below + size * 0.45) + size * (0.75 if labels else 0.8)
    return height, words, parts


def _first(lines: Sequence[str], middle: float, size: float) -> float:
    """The height of the first of some lines that stand around a height."""
    return middle - (len(lines) - 1) * size * LEADING / 2


def _parts(bar: Bar, across: Scale, edges: tuple[float, float], size: float) -> Iterator[Part]:
    """The parts of a bar that are something, with a gap between each two."""
    gap, start = size * 0.1, 0.0
    for series, amount in enumerate(bar.amounts):
        if amount > 0:
            left, right = across.at(start), across.at(start + amount)
            cut = min(gap, (right - left) / 2)
            yield Part(bar.id, series, left, edges[0], max(right - cut, left + 0.3), edges[1])
            start += amount


def _amounts(bar: Bar, across: Scale, whole: float, size: float) -> list[tuple[float, str]]:
    """Where the amounts stand, largest first, each below the middle of its part where there is room."""
    start = 0.0
    found: list[tuple[float, float, str]] = []
    for amount in bar.amounts:
        if amount > 0:
            text = _amount(amount, whole)
            found.append((amount, across.at(start + amount / 2), text))
            start += amount
    taken: list[tuple[float, float]] = []
    placed = []
    for _, middle, text in sorted(found, key=lambda each: -each[0]):
        half = width(text, size) * AIR / 2
        x = min(max(middle, across.start + half), across.end - half)
        reach = (x - half - size * 0.25, x + half + size * 0.25)
        if float(text) and all(reach[1] <= left or right <= reach[0] for left, right in taken):
            taken.append(reach)
            placed.append((x, text))
    return sorted(placed)


# Ranges


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
    notes = _column((row.note for row in figure.rows), size, measure.width * 0.24)
    edge = _SIDE + size * 0.9  # the first and the last number reach out
    across = Scale(
        *_span(_values(figure), figure.first, figure.last),
        max(_SIDE + labels + size * 1.2 if labels else 0, edge),
        measure.width - max(_SIDE + notes + size * 1.4 if notes else 0, edge),
    )
    heads, head = _heads(figure, measure, across, notes)
    unit = _lines(figure.unit, size, measure.width - 2 * _SIDE)
    foot = size * 1.7 + len(unit) * line
    rows = [_row(row, measure, labels, notes) for row in figure.rows]
    room = _room(measure, ranges_legend(figure), head + foot)
    made = []
    for shown in _sheets([row.height for row in rows], room):
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
        words.append(_under(unit, across, bottom + size * 1.45 + line / 2, measure))
        height = bottom + foot
        own = Scale(0, height, 0, height)
        made.append(ScaleLayout(measure, height, across, own, tuple(words), tuple(strokes), dots=tuple(dots)))
    return tuple(made)


def _labels_column(figure: RangesFigure, measure: Measure) -> float:
    """How wide the labels beside the rows are; 0 where they stand above these."""
    natural = _column((row.label for row in figure.rows), measure.size, float("inf"))
    if measure.width >= ROOMY:
        return min(natural, measure.width * 0.4)
    return natural if natural <= measure.width * 0.44 else 0


def _heads(figure: RangesFigure, measure: Measure, across: Scale, notes: float) -> tuple[list[Words], float]:
    """What stands above the rows, and how high it is: the name of the notes, and that of the level."""
    size, line = measure.size, measure.size * LEADING
    right = measure.width - _SIDE
    note = _lines(figure.note_name, size, max(notes, measure.width * 0.3)) if notes else ()
    level = figure.level_name if _has_level(figure, across) else ""
    words: list[Words] = []
    lines = len(note)
    if level and figure.level is not None:
        half = width(level, size) * AIR / 2
        x = min(max(across.at(figure.level), _SIDE + half), right - half)
        above = len(note) if note and x + half > right - _column(note, size, right) - size else 0
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


def _span(values: Iterable[float], first: float, last: float) -> tuple[float, float]:
    """The ends of a scale, made wider where a value would fall outside: no mark stands where it is not."""
    values = [*values, first, last]
    first, last = min(values), max(values)
    return (first, last) if last > first else (first, first + 1)


def _row(row: Range, measure: Measure, labels: float, notes: float) -> _Row:
    size, line = measure.size, measure.size * LEADING
    label = _lines(row.label, size, labels or measure.width - 2 * _SIDE)
    note = _lines(row.note, size, notes)
    if labels:
        high = max(len(label), len(note), 1) * line
        middle, height = high / 2, high + size * (_ROW - LEADING)
        middle += size * (_ROW - LEADING) / 2
        start = middle - (len(label) - 1) * line / 2
    else:
        start = size * 0.2 + line / 2
        middle = start + (len(label) - 0.5) * line + max(len(note), 1) * line / 2
        height = middle + max(len(note), 1) * line / 2 + size * 0.5
    x = _SIDE + labels if labels else _SIDE
    return _Row(
        height,
        middle,
        Words("labels", label, x, start, "right" if labels else "left", id=row.id),
        Words(
            "notes",
            note,
            measure.width - _SIDE,
            middle - (len(note) - 1) * line / 2,
            "right",
            "quiet",
            id=row.id,
        ),
    )


def _under(lines: tuple[str, ...], across: Scale, y: float, measure: Measure) -> Words:
    """An axis's name below the middle of the axis, within the sheet."""
    half = max((width(line, measure.size) * AIR / 2 for line in lines), default=0)
    x = min(max((across.start + across.end) / 2, _SIDE + half), measure.width - _SIDE - half)
    return Words("axis", lines, x, y, "center", "quiet")


# Curves


def curves_layout(figure: CurvesFigure, measure: Measure) -> ScaleLayout:
    """Curves laid out for a width."""
    size, line = measure.size, measure.size * LEADING
    xs = _span((x for curve in figure.curves for x, _ in curve.points), figure.first[0], figure.last[0])
    ys = _span((y for curve in figure.curves for _, y in curve.points), figure.first[1], figure.last[1])
    most = measure.width * (0.3 if measure.width >= ROOMY else 0.34)
    names = _column((curve.name for curve in figure.curves), size, most) + 0.1
    levels = rounded(*ys, 6)
    numbers = [written(value, percent=figure.percent[1]) for value in levels]
    left = _SIDE + _column(numbers, size * SMALL, measure.width) + size * 0.5
    reach = size * 1.9  # from a curve's end to its name
    right = measure.width - _SIDE - (names + reach if figure.curves else size)
    across = Scale(*xs, left, right)
    named = [_lines(curve.name, size, names) for curve in figure.curves]
    needed = sum(len(lines) for lines in named) * line + size * 0.25 * len(named)
    high = max((right - left) * (0.62 if measure.width > TIGHT * size else 1.05), needed, size * 12)
    up_name = _lines(figure.up, size, measure.width - 2 * _SIDE)
    marks = _marks(figure, across, measure)
    mark_high = max((len(mark.lines) for mark in marks), default=0) * line
    mark_room = mark_high * max((mark.place.row + 1 for mark in marks), default=0)
    head = size * 0.3 + len(up_name) * line
    top = head + mark_room + size * (0.95 if marks else 0.6)
    bottom = top + high
    up = Scale(*ys, bottom, top)
    words = [Words("axis", up_name, _SIDE, size * 0.3 + line / 2, role="quiet")]
    strokes = []
    for value, number in zip(levels, numbers, strict=True):
        y = up.at(value)
        strokes.append(Stroke("grid", ((left, y), (right, y)), "rule", 0.8))
        words.append(Words("tick", (number,), left - size * 0.5, y, "right", "quiet", SMALL))
    strokes.append(Stroke("axis", ((left, bottom), (right, bottom)), "quiet", 1))
    for value in rounded(*xs, int((right - left) / (size * 3.6))):
        x = across.at(value)
        strokes.append(Stroke("axis", ((x, bottom), (x, bottom + size * 0.3)), "quiet", 0.8))
        number = written(value, percent=figure.percent[0])
        words.append(Words("tick", (number,), x, bottom + size * 1.0, "center", "quiet", SMALL))
    for mark in marks:
        y = top - size * 0.45 - mark.place.row * mark_high  # the label's lower edge
        upper = y - len(mark.lines) * line
        middle = (mark.place.left + mark.place.right) / 2
        words.append(Words("mark", mark.lines, middle, upper + line / 2, "center", "quiet"))
        begin = upper + size * 0.2 if mark.place.beside else y + size * 0.1
        strokes.append(Stroke("mark", ((mark.x, begin), (mark.x, bottom)), "quiet", 1))
    across_name = _lines(figure.across, size, measure.width - 2 * _SIDE)
    words.append(_under(across_name, across, bottom + size * 1.7 + line / 2, measure))
    for curve in figure.curves:
        points = tuple((across.at(x), up.at(y)) for x, y in curve.points)
        strokes.append(Stroke("curves", points, curve.role, 1.8, curve.dashed, curve.id))
    for curve, lines, y in _names(figure.curves, named, up, measure):
        x, end = (across.at(curve.points[-1][0]), up.at(curve.points[-1][1])) if curve.points else (right, y)
        points = ((x, end), (right + reach * 0.55, y), (right + reach * 0.85, y))
        strokes.append(Stroke("leaders", points, curve.role, 0.9, curve.dashed, curve.id))
        first = y - (len(lines) - 1) * line / 2
        words.append(Words("names", lines, right + reach, first, id=curve.id))
    height = bottom + size * 1.9 + len(across_name) * line
    return ScaleLayout(measure, height, across, up, tuple(words), tuple(strokes))


def _names(
    curves: Sequence[Curve], named: Sequence[tuple[str, ...]], up: Scale, measure: Measure
) -> Iterator[tuple[Curve, tuple[str, ...], float]]:
    """Each curve's name with the height of its middle: beside the curve's end, or as near as others allow.

    Curves that end at the same height keep the order in which they came there.
    """
    line, gap = measure.size * LEADING, measure.size * 0.25

    def order(item: tuple[Curve, tuple[str, ...]]) -> tuple[float, float]:
        points = item[0].points
        mean = sum(y for _, y in points) / max(len(points), 1)
        return (-round(points[-1][1] if points else up.first, 9), -mean)

    ordered = sorted(zip(curves, named, strict=True), key=order)
    wanted = [up.at(curve.points[-1][1] if curve.points else up.first) for curve, _ in ordered]
    heights = [len(lines) * line + gap for _, lines in ordered]
    places = apart(wanted, heights, up.end - line / 2, up.start + line / 2)
    for (curve, lines), place in zip(ordered, places, strict=True):
        yield curve, lines, place


def apart(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Where things stand that would stand at some heights, so that none overlaps the next.

    They keep their order. Those that meet are moved as one, so that their middle is where they would be.

    Args:
        wanted: The heights of their middles, in order.
        heights: How high they are.
        top: No edge above this one, if all have room.
        bottom: No edge below this one.
    """
    groups: list[tuple[list[int], float]] = []  # things that touch, and the upper edge of the first
    for index in range(len(wanted)):
        members = [index]
        start = _start(members, wanted, heights, top, bottom)
        while groups and groups[-1][1] + sum(heights[i] for i in groups[-1][0]) > start + 1e-9:
            members = groups.pop()[0] + members
            start = _start(members, wanted, heights, top, bottom)
        groups.append((members, start))
    places = []
    for members, start in groups:
        y = start
        for index in members:
            places.append(y + heights[index] / 2)
            y += heights[index]
    return places


def _start(
    members: Sequence[int], wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> float:
    """The upper edge of things that touch, at which they are least moved on the average."""
    before, shifts = 0.0, 0.0
    for index in members:
        shifts += wanted[index] - (before + heights[index] / 2)
        before += heights[index]
    return max(min(shifts / len(members), bottom - before), top)


MARKS = 3
"""With more marks than this each has a row of its own."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mark's label may stand: its edges, its row from below, whether its line is beside it."""

    left: float
    right: float
    row: int
    beside: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark: where its line stands, its label, and where that stands."""

    x: float
    lines: tuple[str, ...]
    place: _Place


def _marks(figure: CurvesFigure, across: Scale, measure: Measure) -> list[_Mark]:
    """The marks that stand on the axis, and labels that stand neither on one another nor on other lines."""
    size = measure.size
    shown = sorted((value, label) for value, label in figure.marks if across.first <= value <= across.last)
    texts = [_lines(label, size, measure.width - 2 * _SIDE) for _, label in shown]
    xs = [across.at(value) for value, _ in shown]
    choices = [list(_places(x, text, range(len(shown)), measure)) for x, text in zip(xs, texts, strict=True)]
    clear = (
        (chosen for chosen in product(*choices) if _is_clear(chosen, xs, size))
        if len(shown) <= MARKS
        else iter(())
    )
    best = min(
        clear,
        key=lambda chosen: (max((place.row for place in chosen), default=0), sum(p.row for p in chosen)),
        default=tuple(
            replace(each[0], row=row) for row, each in zip(reversed(range(len(shown))), choices, strict=True)
        ),
    )
    return [_Mark(*each) for each in zip(xs, texts, best, strict=True)]


def _places(x: float, lines: Sequence[str], rows: Iterable[int], measure: Measure) -> Iterator[_Place]:
    """Over its line: around it, begun there, ended there; and beside it. Always within the sheet."""
    size = measure.size
    wide = max((width(line, size) * AIR for line in lines), default=0)
    last = measure.width - _SIDE - wide
    over = [min(max(left, _SIDE), last) for left in (x - wide / 2, x - size * 0.3, x - wide + size * 0.3)]
    beside = [left for left in (x + size * 0.5, x - wide - size * 0.5) if _SIDE <= left <= last]
    for row in rows:
        for left in dict.fromkeys(over):
            yield _Place(left, left + wide, row, beside=False)
        for left in beside:
            yield _Place(left, left + wide, row, beside=True)


def _is_clear(chosen: Sequence[_Place], xs: Sequence[float], size: float) -> bool:
    """Whether no label stands on another, nor on a line that runs up to one."""
    for one, own in zip(chosen, xs, strict=True):
        for other, x in zip(chosen, xs, strict=True):
            if other is one:
                continue
            # with its line, which may run up beside it
            left, right = min(one.left, own), max(one.right, own)
            if other.row == one.row and left < other.right + size and other.left < right + size:
                return False
            if other.row > one.row and one.left - size * 0.4 < x < one.right + size * 0.4:
                return False
    return True
