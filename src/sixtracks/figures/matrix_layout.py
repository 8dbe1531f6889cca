"""Where the parts of a grid stand. Both forms follow one layout."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sixtracks.figures.layout import LEADING, Measure
from sixtracks.figures.model import MatrixFigure, Node, Tie
from sixtracks.figures.network_layout import FINEST, ends
from sixtracks.figures.network_parts import (
    AIR,
    HEAD,
    SIDE,
    Key,
    Point,
    Words,
    balanced,
    is_narrow,
    legend_keys,
    most_height,
    moved,
    set_names,
    stacked,
)
from sixtracks.figures.style import ROLES
from sixtracks.figures.type import width, wrapped

_UPRIGHT = 16  # the length of a name that runs upwards, at most, in sizes


@dataclass(frozen=True, slots=True)
class Cell:
    """A seat in its place in a grid.

    Attributes:
        tie: The seat.
        x: The middle of its sign.
        y: The height of its middle.
    """

    tie: Tie
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Head:
    """A party or a track at the edge of a grid.

    Attributes:
        node: The party or the track.
        x: The middle of its column; the left edge of its row.
        y: The middle of its row; the lower edge of its head.
        words: Its name; empty where there is no room for it.
    """

    node: Node
    x: float
    y: float
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class MatrixLayout:
    """A grid, laid out.

    Attributes:
        measure: The width for which it is made.
        height: Its height, without the legend.
        sheet: The same with it.
        top: Where the rows begin.
        bottom: Where they end.
        rows: The parties.
        columns: The tracks.
        cells: The seats.
        fine: The size of signs, as a share of what they have where there is room.
        stripes: The upper and lower edges of the rows that have a ground.
        keys: The legend.
    """

    measure: Measure
    height: float
    sheet: float
    top: float
    bottom: float
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[Cell, ...]
    fine: float
    stripes: tuple[Point, ...]
    keys: tuple[Key, ...]


def matrix_layout(figure: MatrixFigure, measure: Measure) -> MatrixLayout:
    """A grid laid out for a width."""
    size, narrow = measure.size, is_narrow(measure)
    names = dict(figure.roles)
    roles = [role for role in ROLES if any(tie.role == role for tie in figure.ties)]
    items = [(role, True, names.get(role, role)) for role in roles]
    items += [("", False, "open: role inferred")] if False in ends(figure.ties) else []
    keys, foot = legend_keys(items, measure, (size * 1.4, 0))
    lines, wide = set_names(figure.parties, size, measure.width * 0.26, short=narrow)
    begin = SIDE + wide + size
    step = (measure.width - SIDE - begin) / max(len(figure.tracks), 1)
    xs = [begin + (index + 0.5) * step for index in range(len(figure.tracks))]
    columns, top = _heads(figure.tracks, xs, step, measure)
    wants = [max(len(each) * LEADING + 0.75, 1.95) * size for each in lines]
    room = most_height(measure) - foot - top - size * 0.4
    factor = min(1, room / sum(wants)) if wants else 1
    rows, stripes, y, free = [], [], top, top
    for index, (node, each, want) in enumerate(zip(figure.parties, lines, wants, strict=True)):
        middle, half = y + want * factor / 2, len(each) * size * LEADING / 2
        words: tuple[Words, ...] = ()
        if middle - half >= free - size * 0.1 and middle + half <= top + sum(wants) * factor + size * 0.1:
            words = tuple(stacked(each, SIDE, middle, size, "left"))
            free = middle + half
        rows.append(Head(node, SIDE, middle, words))
        if index % 2 == 0:
            stripes.append((y, y + want * factor))
        y += want * factor
    row_of = {row.node.id: row.y for row in rows}
    column_of = {column.node.id: column.x for column in columns}
    fine = max(min(1, 1.95 * factor, step / (1.3 * size)), FINEST)
    cells = tuple(
        Cell(tie, column_of[tie.track], row_of[tie.party] + ROLES[tie.role].drop * size * fine)
        for tie in figure.ties
    )
    height = y + size * 0.4
    return MatrixLayout(
        measure, height, height + foot, top, y, tuple(rows), tuple(columns), cells, fine, tuple(stripes),
        tuple(moved(key, height) for key in keys),
    )  # fmt: skip


def _heads(
    tracks: Sequence[Node], xs: Sequence[float], step: float, measure: Measure
) -> tuple[list[Head], float]:
    """The heads of a grid's columns, and where its rows begin; names run upwards where they are too wide."""
    size = measure.size * HEAD * AIR
    texts = [track.short if is_narrow(measure) else track.name for track in tracks]
    room = step - measure.size
    if all(width(word, size) <= room for text in texts for word in text.split(" ")):
        return _level_heads(tracks, xs, [balanced(text, size, room) for text in texts], measure)
    return _upright_heads(tracks, xs, step, measure)


def _level_heads(
    tracks: Sequence[Node], xs: Sequence[float], named: Sequence[tuple[str, ...]], measure: Measure
) -> tuple[list[Head], float]:
    """Heads whose names stand below their numbers."""
    line, numbered = measure.size * LEADING, any(track.number for track in tracks)
    top = SIDE + (max(map(len, named), default=0) + numbered) * line + measure.size * 0.5
    first = SIDE + line / 2
    heads = []
    for track, x, lines in zip(tracks, xs, named, strict=True):
        words = [Words(x, first, track.number, "center", bold=True)] if track.number else []
        words += [
            Words(x, first + (index + numbered) * line, text, "center", size=HEAD)
            for index, text in enumerate(lines)
        ]
        heads.append(Head(track, x, top, tuple(words)))
    return heads, top


def _upright_heads(
    tracks: Sequence[Node], xs: Sequence[float], step: float, measure: Measure
) -> tuple[list[Head], float]:
    """Heads whose short names run upwards from their numbers; where they are too close, not all."""
    size = measure.size
    names = [_cut(track.short, size * HEAD * AIR, size * _UPRIGHT) for track in tracks]
    numbered = any(track.number for track in tracks)
    fits = numbered and all(width(track.number, size * AIR) < step for track in tracks)
    foot = size * LEADING if fits else 0.0
    top = SIDE + max(width(name, size * HEAD * AIR) for name in names) + foot + size * 0.5
    heads = []
    for track, x, name, is_shown in zip(tracks, xs, names, _apart(xs, size * LEADING), strict=True):
        words: list[Words] = []
        if is_shown:
            words.append(Words(x, top - size * 0.45 - foot, name, upright=True, size=HEAD))
            if fits and track.number:
                words.append(Words(x, top - size * 0.35 - foot / 2, track.number, "center", bold=True))
        heads.append(Head(track, x, top, tuple(words)))
    return heads, top


def _cut(text: str, size: float, room: float) -> str:
    """As much of a text as has room."""
    first, *rest = wrapped(text, size, room)
    return first + ("…" if rest else "")


def _apart(places: Iterable[float], least: float) -> Iterator[bool]:
    """Whether each of some places is far enough from the last that was."""
    previous: float | None = None
    for place in places:
        is_far = previous is None or place - previous >= least
        if is_far:
            previous = place
        yield is_far
