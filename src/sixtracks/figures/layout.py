"""Where the parts of a timeline stand. Both the print form and the plotly form follow one layout."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sixtracks.figures.model import ColumnsFigure, Entry, TimelineFigure
from sixtracks.figures.style import SIGNS
from sixtracks.figures.type import width, wrapped


@dataclass(frozen=True, slots=True)
class Measure:
    """A width for which a figure is drawn.

    Attributes:
        name: Its name.
        width: The drawing's width: points on paper, CSS pixels on a screen.
        size: The size of its labels, in the same unit.
        height: The height at which it is split; 0 on a screen, where the page scrolls.
        legend: Whether the drawing bears its own legend; a page of the site has one in text.
    """

    name: str
    width: float
    size: float
    height: float = 0
    legend: bool = False


FILE = Measure("file", 560, 9, float("inf"), legend=True)  # for a slide or a paper: one sheet
PAGE = Measure("page", 388, 8, 600, legend=True)  # 137 mm: the text and most of the margin beside it
WIDE = Measure("wide", 800, 13)
PHONE = Measure("phone", 360, 13)

LABELLED = 120
"""With more events than this, the screen's chart shows marks only; labels are in the table and on paper."""
DENSE_ROWS = 12
"""Rows of a lane without labels."""

_SIDE = 8.0
_GAP = 8.0  # between a mark and its label
LEADING = 1.25  # from one line to the next, in sizes
LEGEND_LINE = 1.5  # the same in a legend


@dataclass(frozen=True, slots=True)
class Placed:
    """An event in its place.

    Attributes:
        entry: The event.
        y: The height of its mark, from the top.
        lines: Its label; empty where there is no room for any.
        x: Where its label begins or ends.
        left: Whether its label stands to the left of ``x``.
    """

    entry: Entry
    y: float
    lines: tuple[str, ...] = ()
    x: float = 0
    left: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A lane in its place.

    Attributes:
        name: Its name.
        top: Its upper edge.
        bottom: Its lower edge.
    """

    name: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Time from left to right.

    Attributes:
        first: The first day.
        last: The last day.
        left: Where the first day stands.
        right: Where the last day stands.
    """

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands; a day beyond an end stands at that end."""
        day = min(max(day, self.first), self.last)
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + share * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Layout:
    """A timeline, or a part of one that fits a page.

    Attributes:
        measure: The width for which it is made.
        height: Its height.
        top: Where the lanes begin.
        bottom: Where they end.
        axis: Its time axis.
        ticks: Days that are named, with their names.
        bands: Its lanes.
        placed: Its events, in reading order.
    """

    measure: Measure
    height: float
    top: float
    bottom: float
    axis: Axis
    ticks: tuple[tuple[date, str], ...]
    bands: tuple[Band, ...]
    placed: tuple[Placed, ...]


def layouts(figure: TimelineFigure, measure: Measure) -> tuple[Layout, ...]:
    """A timeline laid out for a width, in as many parts as its height needs."""
    axis = axis_of(figure, measure)
    ticks = tuple(ticks_of(axis, measure))
    dense = len(figure.entries) > LABELLED and not measure.height
    rows = _dense(figure, measure, axis) if dense else _labelled(figure, measure, axis)
    head = measure.size * 3.2  # the ticks, and the essay's name above them
    foot = measure.size * 1.6
    room = (
        measure.height - head - foot - legend_height(kinds_in(figure), measure)
        if measure.height
        else float("inf")
    )
    lanes, lane_head = list(rows), measure.size * LEADING * 1.8
    made = []
    for part in _parted(lanes, _balanced(lanes, room, lane_head), lane_head):
        y = head
        bands, placed = [], []
        for name, lane_rows in part:
            top = y
            y += measure.size * LEADING * 1.35  # the lane's name
            for height, marks in lane_rows:
                placed += [_at(each, y) for each in marks]
                y += height
            y += measure.size * 0.45
            bands.append(Band(name, top, y))
        made.append(Layout(measure, y + foot, head, y, axis, ticks, tuple(bands), tuple(placed)))
    return tuple(made)


def kinds_in(figure: TimelineFigure) -> list[str]:
    """The kinds of its events, in the order of the signs."""
    used = {entry.kind for entry in figure.entries}
    return [kind for kind in SIGNS if kind in used]


def legend_height(labels: list[str], measure: Measure) -> float:
    """How much the drawing's own legend takes; 0 where it has none."""
    lines = [line for _, line in flowed(labels, measure)] if measure.legend else []
    return (lines[-1] + 1.3) * measure.size * LEGEND_LINE if lines else 0


_Row = tuple[float, list[Placed]]
_Lane = tuple[str, list[_Row]]


def _at(placed: Placed, y: float) -> Placed:
    return Placed(placed.entry, y + placed.y, placed.lines, placed.x, placed.left)


def _labelled(figure: TimelineFigure, measure: Measure, axis: Axis) -> Iterator[_Lane]:
    """A row for each event, its label beside its mark."""
    by_lane = _by_lane(figure)
    line = measure.size * LEADING
    for lane, name in figure.lanes:
        rows: list[_Row] = []
        for entry in by_lane.get(lane, []):
            lines, x, left = _label(entry, measure, axis)
            rows.append((line * len(lines) + measure.size * 0.3, [Placed(entry, line / 2, lines, x, left)]))
        if rows:
            yield name, rows


def _label(entry: Entry, measure: Measure, axis: Axis) -> tuple[tuple[str, ...], float, bool]:
    """An event's label in lines, where it begins or ends, and whether it stands to the left."""
    gap = _GAP * measure.size / 13
    right, left = axis.x(entry.ends[1]) + gap, axis.x(entry.starts[0]) - gap
    room_right, room_left = measure.width - 2 - right, left - 2
    size = measure.size * 1.06  # a little air: the face at this size, or another face, may be wider
    whole = width(entry.label, size)
    if max(room_right, room_left) < measure.width * 0.3:  # a bar over the whole width: below it
        return ("", *wrapped(entry.label, size, measure.width - 2 * _SIDE)), _SIDE, False
    if whole <= room_right or room_right >= room_left:
        return wrapped(entry.label, size, room_right), right, False
    return wrapped(entry.label, size, room_left), left, True


def _dense(figure: TimelineFigure, measure: Measure, axis: Axis) -> Iterator[_Lane]:
    """Marks only, each in the first row of its lane that is free; a full lane begins again at its top."""
    by_lane = _by_lane(figure)
    step = measure.size * 0.8
    for lane, name in figure.lanes:
        free = [axis.left - 1.0] * DENSE_ROWS
        rows: list[_Row] = [(step, []) for _ in range(DENSE_ROWS)]
        for number, entry in enumerate(by_lane.get(lane, [])):
            start = axis.x(entry.starts[0])
            row = next((i for i, end in enumerate(free) if end < start), number % DENSE_ROWS)
            free[row] = max(free[row], axis.x(entry.ends[1]) + step)
            rows[row][1].append(Placed(entry, step / 2))
        if rows := [row for row in rows if row[1]]:
            yield name, rows


def _by_lane(figure: TimelineFigure) -> dict[str, list[Entry]]:
    lanes: dict[str, list[Entry]] = {}
    for entry in figure.entries:
        lanes.setdefault(entry.lane, []).append(entry)
    return lanes


def _parted(lanes: list[_Lane], room: float, lane_head: float) -> Iterator[list[_Lane]]:
    """The lanes in parts that fit a height; a lane that is cut bears its name in each part."""
    part: list[_Lane] = []
    used = 0.0
    for name, rows in lanes:
        open_lane: list[_Row] = []
        if part and used + lane_head + sum(height for height, _ in rows[:2]) > room:
            yield part  # no lane begins with a single event at the foot of a sheet
            part, used = [], 0.0
        for row in rows:
            need = row[0] + (0 if open_lane else lane_head)
            if used + need > room and (part or open_lane):
                if open_lane:
                    part.append((name, open_lane))
                yield part
                part, open_lane, used, need = [], [], 0.0, row[0] + lane_head
            open_lane.append(row)
            used += need
        part.append((name, open_lane))
    yield part


def _balanced(lanes: list[_Lane], room: float, lane_head: float) -> float:
    """The height at which lanes are cut so that the parts are alike, and as few as the room allows."""
    rows = [row for _, part in lanes for row, _ in part]
    total = sum(rows) + lane_head * len(lanes)
    if total <= room:
        return room
    parts = -(-total // room)
    return min(room, total / parts + max(rows) + lane_head)


def extent(figure: TimelineFigure) -> tuple[date, date]:
    """The first and last day that its events may have, or it reaches; the essay's day if it has none."""
    first = min((e.starts[0] for e in figure.entries), default=figure.essay)
    last = max((e.ends[1] for e in figure.entries), default=figure.essay)
    return first, max(last, figure.reaches or last)


def axis_of(figure: TimelineFigure, measure: Measure) -> Axis:
    """The time axis of a timeline: from its first day to its last, with a little room."""
    first, last = extent(figure)
    air = timedelta(days=max((last - first).days // 60, 10))
    begin = max(first - air, figure.opens) if figure.opens else first - air
    return Axis(begin, last + air, _SIDE, measure.width - _SIDE)


YEAR = 12  # months
_STEPS = (1, 2, 3, 6, YEAR, 2 * YEAR, 5 * YEAR, 10 * YEAR, 20 * YEAR, 50 * YEAR)
YEARS_ALONE = 30  # months: on a longer axis years are enough


def ticks_of(axis: Axis, measure: Measure) -> Iterator[tuple[date, str]]:
    """Days to name below the axis, as many as have room."""
    months = (axis.last.year - axis.first.year) * YEAR + axis.last.month - axis.first.month
    least = YEAR if months > YEARS_ALONE else 1
    room = (axis.right - axis.left) / (measure.size * (3.2 if least == YEAR else 4.6))
    step = next((s for s in _STEPS if s >= least and months / s <= room), _STEPS[-1])
    month = axis.first.year * YEAR + axis.first.month - 1
    for at in range(-(-month // step) * step, axis.last.year * YEAR + axis.last.month, step):
        day = date(at // YEAR, at % YEAR + 1, 1)
        name = str(day.year) if step >= YEAR else _month(day)
        if axis.first <= day <= axis.last and axis.x(day) + 2 + width(name, measure.size) <= measure.width:
            yield day, name


def _month(day: date) -> str:
    name = calendar.month_abbr[day.month]
    return f"{name} {day.year}" if day.month == 1 else name


def solid(entry: Entry) -> Iterator[tuple[date, date]]:
    """The parts of a span that are certain and not dormant."""
    start, end = entry.starts[1], entry.ends[0]
    for gap_start, gap_end in sorted(entry.dormant):
        if start < gap_start:
            yield start, min(gap_start, end)
        start = max(start, gap_end)
    if start < end:
        yield start, end


def flowed(labels: Iterable[str], measure: Measure) -> Iterator[tuple[float, int]]:
    """Where the items of a legend stand: how far from the left, and in which line."""
    x, line = 0.0, 0
    for label in labels:
        need = measure.size * 2.3 + width(label, measure.size)
        if x and x + need > measure.width - 2 * _SIDE:
            x, line = 0.0, line + 1
        yield _SIDE + x, line
        x += need


LEVELS = 5
"""Amounts named at the left of a chart of columns, at most."""
_LEVELS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**9)

PANEL = 160
"""Columns side by side at most; a chart with more is cut into panels one below the other."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a chart of columns, over the whole width.

    Attributes:
        axis: Its time axis.
        top: Its upper edge.
        base: Where its columns stand.
        ticks: Days that are named, with their names.
    """

    axis: Axis
    top: float
    base: float
    ticks: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class ColumnsLayout:
    """A chart of columns, laid out.

    Attributes:
        measure: The width for which it is made.
        height: Its height.
        panels: Its panels, from top to bottom.
        ceiling: The amount at the upper edge of a panel.
        levels: Amounts that are named at the left.
    """

    measure: Measure
    height: float
    panels: tuple[Panel, ...]
    ceiling: float
    levels: tuple[int, ...]

    def y(self, panel: Panel, amount: float) -> float:
        """Where an amount stands in a panel."""
        return panel.base - amount / self.ceiling * (panel.base - panel.top)


def columns_layout(figure: ColumnsFigure, measure: Measure) -> ColumnsLayout:
    """A chart of columns laid out for a width: its panels, and the amounts that are named."""
    size = measure.size
    step = (figure.columns[0].end - figure.columns[0].start).days if figure.columns else 31
    number = max(-(-(figure.last - figure.first).days // (step * PANEL)), 1)
    most = max(*(column.high for column in figure.columns), figure.level, 1)
    ceiling = most * 1.08 + 1
    high = measure.width * 0.42 if number == 1 else max(measure.width * 0.15, 9 * size)
    named = bool(figure.marks) or figure.first <= figure.essay < figure.last
    head = size * (2.6 if named else 0.8)
    left = _SIDE + width("00", size) + size * 0.5
    years = figure.last.year - figure.first.year
    panels, y = [], 0.0
    for index in range(number):
        first = figure.first.replace(year=figure.first.year + years * index // number)
        last = figure.first.replace(year=figure.first.year + years * (index + 1) // number)
        axis = Axis(first, last, left, measure.width - _SIDE)
        base = y + head + high
        panels.append(Panel(axis, y + head, base, tuple(ticks_of(axis, measure))))
        y = base + size * 1.8
    gap = next(step for step in _LEVELS if most / step <= LEVELS)
    return ColumnsLayout(measure, y, tuple(panels), ceiling, tuple(range(gap, int(most) + 1, gap)))
