"""Where the parts of a chart of curves stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from sixtracks.figures.layout import LEADING, Measure
from sixtracks.figures.model import Curve, CurvesFigure
from sixtracks.figures.ranges_layout import label_below, span_of
from sixtracks.figures.scale import (
    AIR,
    ROOMY,
    SIDE,
    SMALL,
    TIGHT,
    Scale,
    ScaleLayout,
    Stroke,
    Words,
    column_width,
    in_lines,
    rounded,
    written,
)
from sixtracks.figures.type import width


def curves_layout(figure: CurvesFigure, measure: Measure) -> ScaleLayout:
    """Curves laid out for a width."""
    size, line = measure.size, measure.size * LEADING
    xs = span_of((x for curve in figure.curves for x, _ in curve.points), figure.first[0], figure.last[0])
    ys = span_of((y for curve in figure.curves for _, y in curve.points), figure.first[1], figure.last[1])
    most = measure.width * (0.3 if measure.width >= ROOMY else 0.34)
    names = column_width((curve.name for curve in figure.curves), size, most) + 0.1
    levels = rounded(*ys, 6)
    numbers = [written(value, percent=figure.percent[1]) for value in levels]
    left = SIDE + column_width(numbers, size * SMALL, measure.width) + size * 0.5
    reach = size * 1.9  # from a curve's end to its name
    right = measure.width - SIDE - (names + reach if figure.curves else size)
    across = Scale(*xs, left, right)
    named = [in_lines(curve.name, size, names) for curve in figure.curves]
    needed = sum(len(lines) for lines in named) * line + size * 0.25 * len(named)
    high = max((right - left) * (0.62 if measure.width > TIGHT * size else 1.05), needed, size * 12)
    up_name = in_lines(figure.up, size, measure.width - 2 * SIDE)
    marks = _marks(figure, across, measure)
    mark_high = max((len(mark.lines) for mark in marks), default=0) * line
    mark_room = mark_high * max((mark.place.row + 1 for mark in marks), default=0)
    head = size * 0.3 + len(up_name) * line
    top = head + mark_room + size * (0.95 if marks else 0.6)
    bottom = top + high
    up = Scale(*ys, bottom, top)
    words = [Words("axis", up_name, SIDE, size * 0.3 + line / 2, role="quiet")]
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
    across_name = in_lines(figure.across, size, measure.width - 2 * SIDE)
    words.append(label_below(across_name, across, bottom + size * 1.7 + line / 2, measure))
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
    texts = [in_lines(label, size, measure.width - 2 * SIDE) for _, label in shown]
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
    last = measure.width - SIDE - wide
    over = [min(max(left, SIDE), last) for left in (x - wide / 2, x - size * 0.3, x - wide + size * 0.3)]
    beside = [left for left in (x + size * 0.5, x - wide - size * 0.5) if SIDE <= left <= last]
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
