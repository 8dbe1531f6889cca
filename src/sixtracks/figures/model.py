"""What a figure is, before it has a form: what it shows, in the order in which it is read.

A figure is made once from records. Its forms (:mod:`paper`, :mod:`screen`, :mod:`files`, and the table that
the book prints) are made from it alone, so that all of them hold the same.
"""

import re
from dataclasses import dataclass
from datetime import date

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
        essay: The day of the essay's publication, the reference line.
    """

    name: str
    title: str
    alt: str
    description: tuple[str, ...]
    rule: tuple[str, ...]
    as_of: date
    sources: tuple[str, ...]
    table: Table
    essay: date


@dataclass(frozen=True, slots=True)
class TimelineFigure(Figure):
    """Events in lanes over time.

    Attributes:
        lanes: Each lane's id and name, from top to bottom.
        entries: The events, lane by lane, in the order of their dates.
        opens: The first day of the axis, where what began earlier is cut off there.
    """

    lanes: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    opens: date | None = None


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
class ColumnsFigure(Figure):
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
