"""Where the parts of a chart of shares stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sixtracks.figures.layout import LEADING, Measure
from sixtracks.figures.model import Bar, SharesFigure
from sixtracks.figures.scale import (
    AIR,
    BAR,
    ROOMY,
    SIDE,
    SMALL,
    Part,
    Scale,
    ScaleLayout,
    Words,
    amount_text,
    column_width,
    in_lines,
    in_sheets,
    room_for_rows,
)
from sixtracks.figures.type import width


def shares_layouts(figure: SharesFigure, measure: Measure) -> tuple[ScaleLayout, ...]:
    """Bars laid out for a width, in as many parts as its height needs."""
    size = measure.size
    beside = measure.width >= ROOMY
    labels = column_width((bar.label for bar in figure.bars), size, measure.width * 0.36) if beside else 0
    notes = column_width((bar.note for bar in figure.bars), size, measure.width * 0.2) if beside else 0
    left = SIDE + (labels + size if beside and figure.bars else 0)
    right = measure.width - SIDE - (notes + size if notes else 0)
    # a bar may come to more than the whole by what rounding adds
    whole = max(figure.whole, *(sum(bar.amounts) for bar in figure.bars), 1e-9)
    across = Scale(0, whole, left, right)
    head = size * 0.4
    rows = [_bar(bar, measure, across, (labels, notes), figure.whole) for bar in figure.bars]
    made = []
    for shown in in_sheets([height for height, _, _ in rows], room_for_rows(measure, figure.series, head)):
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
        label, note = in_lines(bar.label, size, labels), in_lines(bar.note, size, notes)
        middle = max(len(label), len(note)) * line / 2
        edge = measure.width - SIDE - notes
        taken = 2 * middle
    else:  # above it, in one line where they fit
        end = min(width(bar.note, size) * AIR, measure.width * 0.4)
        label = in_lines(bar.label, size, measure.width - 2 * SIDE - (end + size if end else 0))
        note = in_lines(bar.note, size, end + 0.1)
        taken = max(len(label), len(note)) * line
        middle = taken + size * (0.1 + BAR / 2)
        edge = measure.width - SIDE
    top, bottom = middle - size * BAR / 2, middle + size * BAR / 2
    heights = [middle if labels else taken - len(lines) * line / 2 for lines in (label, note)]
    x = across.start - size if labels else SIDE
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
            text = amount_text(amount, whole)
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
