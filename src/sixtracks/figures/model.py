"""What a figure is, before it has a form: what it shows, in the order in which it is read.

A figure is made once from records. Its forms (:mod:`paper`, :mod:`screen`, :mod:`files`, and the table that
the book prints) are made from it alone, so that all of them hold the same.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sixtracks.records.outlines import Map

NO_BREAK = "\N{NO-BREAK SPACE}"
_IN_A_DATE = re.compile(r"(?<=\w) (?=[A-Z\d])")


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as a chart shows it.

    Attributes:
        id: The event's id.
        title: Its title.
        when: Its dates as prose writes them.
        lane: Its lane's id.
        kind: Its kind.
        parties: The names of its parties.
        sources: How its sources are named in a line: author and year.
        paragraphs: The paragraphs on which it bears.
        starts: The first and last day on which it may have begun; the same day twice where that is known.
        ends: The same of its end; equal to ``starts`` for an event of one date.
        dormant: Spans in which nothing was negotiated.
        counted: Whether it counts as a negotiation of its own.
    """

    id: str
    title: str
    when: str
    lane: str
    kind: str
    parties: tuple[str, ...]
    sources: tuple[str, ...]
    paragraphs: tuple[int, ...]
    starts: tuple[date, date]
    ends: tuple[date, date]
    dormant: tuple[tuple[date, date], ...] = ()
    counted: bool = True

    @property
    def is_span(self) -> bool:
        """Whether it has a start and an end of its own."""
        return self.ends != self.starts

    @property
    def label(self) -> str:
        """How a chart writes it: a line does not end within a date."""
        return f"{self.title}, {_IN_A_DATE.sub(NO_BREAK, self.when)}"


@dataclass(frozen=True, slots=True)
class Table:
    """The same as rows, for exports and for those who would rather read it.

    Attributes:
        heads: The columns' names.
        keys: The columns' names in exports.
        rows: For each row, its id and its cells.
        numeric: Which columns hold numbers.
    """

    heads: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    numeric: tuple[str, ...] = ()


_NUMBER = re.compile(r"-?\d+(\.\d+)?|–|")


def tabled(
    heads: tuple[str, ...], keys: tuple[str, ...], rows: Iterable[tuple[str, tuple[str, ...]]]
) -> Table:
    """A table whose columns, but the first, hold numbers where all their cells do or are dashes."""
    rows = tuple(rows)
    columns = zip(keys, zip(*(cells for _, cells in rows), strict=True), strict=True) if rows else ()
    numeric = tuple(key for key, cells in columns if all(_NUMBER.fullmatch(cell) for cell in cells))
    return Table(heads, keys, rows, tuple(key for key in numeric if key != keys[0]))


@dataclass(frozen=True, slots=True)
class Figure:
    """What every figure has.

    Attributes:
        name: By what a chapter's cell asks for it, and how its files are named.
        title: Its title.
        alt: What it shows, in a sentence or two, for those who cannot see it.
        description: The same at length, a paragraph each.
        rule: What is in and what is out, and how dates are to be read.
        as_of: The day up to which its records were kept.
        sources: Citation keys of what the whole figure rests on.
        table: Its rows.
    """

    name: str
    title: str
    alt: str
    description: tuple[str, ...]
    rule: tuple[str, ...]
    as_of: date
    sources: tuple[str, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class DatedFigure(Figure):
    """A figure that runs over time.

    Attributes:
        essay: The day of the essay's publication, the reference line.
    """

    essay: date


@dataclass(frozen=True, slots=True)
class TimelineFigure(DatedFigure):
    """Events in lanes over time.

    Attributes:
        lanes: Each lane's id and name, from top to bottom.
        entries: The events, lane by lane, in the order of their dates.
        opens: The first day of the axis, where what began earlier is cut off there.
        reaches: A day to which the axis reaches at least, where it matters that nothing happened until then.
    """

    lanes: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    opens: date | None = None
    reaches: date | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A span of time with amounts.

    Attributes:
        id: Its id, ``c-1990-05``.
        label: Its name: ``May 1990``.
        start: Its first day.
        end: The first day after it.
        amounts: How much of each series, from bottom to top.
        low: The least that the total may be.
        high: The most that it may be.
    """

    id: str
    label: str
    start: date
    end: date
    amounts: tuple[int, ...]
    low: int
    high: int

    @property
    def total(self) -> int:
        """All series together."""
        return sum(self.amounts)


@dataclass(frozen=True, slots=True)
class ColumnsFigure(DatedFigure):
    """Amounts over time, in columns.

    Attributes:
        unit: What is counted, in the plural.
        series: The names of the series, from bottom to top.
        columns: The columns that are not empty, in order.
        first: The first day of the axis.
        last: The first day after it.
        marks: Single days under a sign of their own, each with its label.
        marks_name: What the marks are, in the plural; empty where there are none.
        spans: Stretches of time with a label.
        level: A level with a name, to compare the columns with; 0 where there is none.
        level_name: What the level is.
        uncertain: Whether ``low`` and ``high`` of the columns are drawn.
    """

    unit: str
    series: tuple[str, ...]
    columns: tuple[Column, ...]
    first: date
    last: date
    marks: tuple[tuple[date, str], ...] = ()
    marks_name: str = ""
    spans: tuple[tuple[date, date, str], ...] = ()
    level: int = 0
    level_name: str = ""
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A party or a track in a network.

    Attributes:
        id: Its mark: ``party-dprk``, ``track-nuclear``.
        name: Its name.
        short: The same for narrow drawings.
        number: The track's number in the essay, as text; empty where it has none.
        told: What a pointer and a screen reader say of it: who sits there, or where it sits.
    """

    id: str
    name: str
    short: str
    number: str
    told: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A seat: a party in a track.

    Attributes:
        id: Its mark, ``seat-nuclear-dprk``.
        party: The mark of the party.
        track: The mark of the track.
        role: The role's id.
        stated: Whether the source states the role; else it is inferred.
        told: The seat in words.
    """

    id: str
    party: str
    track: str
    role: str
    stated: bool
    told: str


@dataclass(frozen=True, slots=True)
class View:
    """One design as a network.

    Attributes:
        id: The design's id.
        name: Its name.
        left: The parties that stand to the left of the tracks, from top to bottom.
        tracks: The tracks, from top to bottom.
        right: The parties that stand to their right.
        ties: The seats.
        told: What it shows, in a sentence.
    """

    id: str
    name: str
    left: tuple[Node, ...]
    tracks: tuple[Node, ...]
    right: tuple[Node, ...]
    ties: tuple[Tie, ...]
    told: str


@dataclass(frozen=True, slots=True)
class NetworkFigure(Figure):
    """Parties and tracks joined by seats, a view for each design.

    Attributes:
        views: The designs; the first is what stands in the page and on paper.
        roles: The id and name of each role that occurs, strongest first.
    """

    views: tuple[View, ...]
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MatrixFigure(Figure):
    """Which party sits in which track, in which role, as a grid.

    Attributes:
        parties: The rows, from top to bottom.
        tracks: The columns, from left to right.
        ties: The seats, each where its row and its column meet.
        roles: The id and name of each role that occurs, strongest first.
    """

    parties: tuple[Node, ...]
    tracks: tuple[Node, ...]
    ties: tuple[Tie, ...]
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar made of parts.

    Attributes:
        id: Its mark, ``row-triangle``.
        label: Its name.
        amounts: How much of each series, from left to right.
        note: What stands at its end.
    """

    id: str
    label: str
    amounts: tuple[float, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class SharesFigure(Figure):
    """Wholes and their parts, a bar each.

    Attributes:
        unit: What the amounts are.
        series: The names of the parts, from left to right.
        bars: The bars, from top to bottom.
        whole: What each bar comes to.
    """

    unit: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    whole: float = 100


@dataclass(frozen=True, slots=True)
class Range:
    """A quantity with its spread.

    Attributes:
        id: Its mark.
        label: Its name.
        points: Its values, one for each series; nothing where there is none.
        low: The lower end of its spread; equal to ``high`` where it has none.
        high: The upper end.
        note: What stands at the end of the row.
    """

    id: str
    label: str
    points: tuple[float | None, ...]
    low: float
    high: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class RangesFigure(Figure):
    """Quantities on one scale, a row each, with their spreads.

    Attributes:
        unit: What the scale measures, as its axis says it.
        series: The names of the points, filled first, then open.
        rows: The rows, from top to bottom.
        first: The lower end of the scale.
        last: Its upper end.
        spread_name: What the line through a row is; empty where there is none.
        note_name: What the notes at the end of the rows are; empty where there are none.
        level: A value with a name, to compare the rows with; nothing where there is none.
        level_name: What it is.
        model: What the page's script computes the rows from, as JSON; empty where it does not.
    """

    unit: str
    series: tuple[str, ...]
    rows: tuple[Range, ...]
    first: float
    last: float
    spread_name: str = ""
    note_name: str = ""
    level: float | None = None
    level_name: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A quantity as another one changes.

    Attributes:
        id: Its mark.
        name: Its name, written at its end.
        points: x and y, from left to right.
        role: The part of its colour.
        dashed: Whether it is what others are compared with.
    """

    id: str
    name: str
    points: tuple[tuple[float, float], ...]
    role: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class CurvesFigure(Figure):
    """Quantities as another one changes.

    Attributes:
        across: What runs from left to right, as its axis says it.
        up: What runs upwards.
        curves: The curves.
        first: Left and lower end of the axes.
        last: Right and upper end of the axes.
        marks: Values of x with a label, each a line across the curves.
        percent: Whether both axes are written in per cent.
        model: What the page's script computes the curves from, as JSON; empty where it does not.
    """

    across: str
    up: str
    curves: tuple[Curve, ...]
    first: tuple[float, float]
    last: tuple[float, float]
    marks: tuple[tuple[float, str], ...] = ()
    percent: tuple[bool, bool] = (False, False)
    model: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map.

    Attributes:
        id: Its mark, which is also the address of its card.
        name: Its name.
        longitude: In degrees, east above 0.
        latitude: In degrees, north above 0.
        told: What it is, in a line.
    """

    id: str
    name: str
    longitude: float
    latitude: float
    told: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A map with its places.

    Attributes:
        map: What is drawn of the world.
        spots: The places.
    """

    map: Map
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class MapFigure(Figure):
    """Places on maps.

    Attributes:
        charts: The maps, from top to bottom.
    """

    charts: tuple[Chart, ...]
