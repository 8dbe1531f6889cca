"""What networks and grids are made of, and how their names are set."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sixtracks.figures.layout import LEADING, LEGEND_LINE, Measure
from sixtracks.figures.model import Node
from sixtracks.figures.type import width, wrapped

Point = tuple[float, float]

SIDE = 8.0
TALLEST = 90
"""The height of a drawing that no page limits, at most, in label sizes: what has more rows is drawn finer."""
NARROW = 40
"""A drawing that is less wide than that, in label sizes, has short names."""
HEAD = 0.92
"""The size of the names above a grid's columns, in label sizes."""
SIGN = 0.42
"""The radius of a party's sign, in label sizes."""

AIR = 1.09  # the face at this size, or another face, may be wider than was measured
SAMPLE = 2.6
"""The length of a line in the legend, in label sizes."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text around its height.

    Attributes:
        x: Where it begins, ends or has its middle.
        y: The height of its middle.
        text: The words.
        align: ``left``, ``right`` or ``center``.
        quiet: Whether it is in the quiet colour.
        bold: Whether it is bold.
        upright: Whether it runs upwards, from ``y``, around ``x``.
        size: Its size, in label sizes.
    """

    x: float
    y: float
    text: str
    align: str = "left"
    quiet: bool = False
    bold: bool = False
    upright: bool = False
    size: float = 1

    def extent(self, label: float) -> tuple[float, float, float, float]:
        """Its left, upper, right and lower edge, for the size of a label."""
        size = label * self.size
        long, half = width(self.text, size), size * 0.5
        if self.upright:
            return self.x - half, self.y - long, self.x + half, self.y
        left = self.x - {"left": 0.0, "right": long, "center": long / 2}[self.align]
        return left, self.y - half, left + long, self.y + half


@dataclass(frozen=True, slots=True)
class Key:
    """An item of a drawing's own legend.

    Attributes:
        x: Where it begins.
        y: The height of its middle.
        role: The role whose sample stands before it; empty where that is an end, or nothing.
        stated: Of an end, whether it is that of a stated role.
        words: What it says.
    """

    x: float
    y: float
    role: str
    stated: bool
    words: Words


def most_height(measure: Measure) -> float:
    """The greatest height of a sheet."""
    tallest = TALLEST * measure.size
    return min(measure.height, tallest) if measure.height else tallest


def is_narrow(measure: Measure) -> bool:
    """Whether names are short here."""
    return measure.width < NARROW * measure.size


def set_names(
    nodes: Iterable[Node], size: float, room: float, *, short: bool
) -> tuple[list[tuple[str, ...]], float]:
    """The names of nodes in lines, and the width that these take; a long word may take more than the room."""
    texts = [node.short if short else node.name for node in nodes]
    size *= AIR
    longest = max((width(word, size) for text in texts for word in text.split(" ")), default=0)
    room = max(room, min(longest, room * 1.6))
    lines = [balanced(text, size, room) for text in texts]
    return lines, max((width(line, size) for each in lines for line in each), default=0)


def balanced(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in as few lines as a room allows, and these as even as may be."""
    lines = wrapped(text, size, room)
    if len(lines) == 1:
        return lines
    low, high = room / len(lines) / 2, room
    for _ in range(12):
        middle = (low + high) / 2
        words_fit = all(width(word, size) <= middle for line in lines for word in line.split(" "))
        if words_fit and len(wrapped(text, size, middle)) == len(lines):
            high = middle
        else:
            low = middle
    return wrapped(text, size, high)


def stacked(lines: Sequence[str], x: float, y: float, size: float, align: str) -> Iterator[Words]:
    """Lines of text, together around a height."""
    step = size * LEADING
    for index, line in enumerate(lines):
        yield Words(x, y + (index - (len(lines) - 1) / 2) * step, line, align)


def legend_keys(
    items: Iterable[tuple[str, bool, str]], measure: Measure, before: tuple[float, float]
) -> tuple[tuple[Key, ...], float]:
    """The items of a drawing's own legend below it, and the height that they take; nothing without one.

    Before what an item says is room for a role's sample, or for what others have.
    """
    if not measure.legend:
        return (), 0
    size, keys = measure.size, []
    x, line = SIDE, 0
    for role, stated, name in items:
        room = before[0] if role else before[1]
        need = room + width(name, size * AIR)
        if x > SIDE and x + need > measure.width - SIDE:
            x, line = SIDE, line + 1
        y = (line + 0.9) * size * LEGEND_LINE
        keys.append(Key(x, y, role, stated, Words(x + room, y, name, quiet=True)))
        x += need + size * 1.4
    return tuple(keys), (line + 1.5) * size * LEGEND_LINE if keys else 0


def moved(key: Key, down: float) -> Key:
    """A part of the legend, let down."""
    words = Words(key.words.x, key.words.y + down, key.words.text, quiet=True)
    return Key(key.x, key.y + down, key.role, key.stated, words)
