"""What charts on a scale are made of, and how it is measured: words, strokes, parts, dots, sheets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor, log10
from typing import Literal

from sixtracks.figures.layout import Measure, legend_height
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

SIDE = 8.0
BAR = 1.15  # the height of a bar, in sizes
ROW = 1.75  # from one row with a label beside it to the next, in sizes


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


def amount_text(amount: float, whole: float) -> str:
    """An amount to the hundredth of a whole."""
    return f"{amount:.{max(0, 2 - floor(log10(whole)))}f}"


def column_width(texts: Iterable[str], size: float, most: float) -> float:
    """How wide a column of texts is, which are wrapped where they are wider than the most that it may be."""
    return min(max((width(text, size) * AIR for text in texts), default=0), most)


def in_lines(text: str, size: float, room: float) -> tuple[str, ...]:
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


def in_sheets(heights: Sequence[float], room: float) -> list[range]:
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


def room_for_rows(measure: Measure, legend: Sequence[str], taken: float) -> float:
    """What is left of a sheet's height for rows."""
    return measure.height - taken - legend_height(list(legend), measure) if measure.height else float("inf")


# Shares
