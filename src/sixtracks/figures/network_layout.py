"""Where the parts of a network and of its grid stand, in the print form and in the plotly form."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sixtracks.figures.layout import LEADING, LEGEND_LINE, Measure
from sixtracks.figures.model import MatrixFigure, NetworkFigure, Node, Tie, View
from sixtracks.figures.style import ROLES
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

_AIR = 1.09  # the face at this size, or another face, may be wider than was measured
_BOX_AIR = 0.75  # between a box's edge and its words, in sizes
_GAP = 1.7  # from one box to the next, in sizes
_PORT = 0.72  # from one line's end to the next along a box's edge, in sizes
_FEW = 6  # nodes in a column: with less they stand further apart
_UPRIGHT = 16  # the length of a name that runs upwards, at most, in sizes
_FINEST = 0.12  # the width of lines and the size of signs in a crowd, as a share of what they have alone
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
class Sign:
    """A party in its place.

    Attributes:
        node: The party.
        x: The middle of its sign.
        y: The height of its middle.
        radius: Its radius.
        words: Its name; empty where there is no room for it.
    """

    node: Node
    x: float
    y: float
    radius: float
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A track in its place.

    Attributes:
        node: The track.
        left: Its left edge.
        top: Its upper edge.
        right: Its right edge.
        bottom: Its lower edge.
        words: Its number and name; empty where there is no room for them.
    """

    node: Node
    left: float
    top: float
    right: float
    bottom: float
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A seat in its place: a curve from the party's sign to the track's box.

    Attributes:
        tie: The seat.
        points: The points of a Bézier curve, from the party to the track.
        radius: The radius of the sign at its end.
    """

    tie: Tie
    points: tuple[Point, Point, Point, Point]
    radius: float

    def at(self, share: float) -> Point:
        """The point of the curve at a share of its way."""
        t, u = share, 1 - share
        parts = (u * u * u, 3 * t * u * u, 3 * t * t * u, t * t * t)
        return (
            sum(part * x for part, (x, _) in zip(parts, self.points, strict=True)),
            sum(part * y for part, (_, y) in zip(parts, self.points, strict=True)),
        )


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


@dataclass(frozen=True, slots=True)
class NetworkLayout:
    """A network, laid out.

    Attributes:
        measure: The width for which it is made.
        height: Its height, without the legend.
        sheet: The same with it.
        signs: The parties.
        boxes: The tracks.
        threads: The seats, those of the strongest role first.
        fine: The width of lines, as a share of what they have where there is room.
        keys: The legend.
    """

    measure: Measure
    height: float
    sheet: float
    signs: tuple[Sign, ...]
    boxes: tuple[Box, ...]
    threads: tuple[Thread, ...]
    fine: float
    keys: tuple[Key, ...]


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


def network_layout(figure: NetworkFigure, measure: Measure) -> NetworkLayout:
    """The first view of a network, laid out for a width."""
    view, size = figure.views[0], measure.size
    names = dict(figure.roles)
    roles = [role for role in ROLES if any(tie.role == role for tie in view.ties)]
    items = [(role, True, names.get(role, role)) for role in roles]
    items += [("", stated, f"role {'stated' if stated else 'inferred'}") for stated in _ends(view.ties)]
    keys, foot = _legend(items, measure, (size * (SAMPLE + 0.5), size * 1.1))
    columns = _columns(view, measure)
    wishes = [column.wish for column in columns]
    height = min(max(wishes) + 2 * SIDE, _most(measure) - foot)
    signs: list[Sign] = []
    boxes: list[Box] = []
    for column in columns:
        if column.of_tracks:
            boxes += _boxes(column, view, measure, height)
        else:
            signs += _signs(column, measure, height)
    pitch = min(height / max(len(column.nodes), 1) for column in columns)
    fine = min(max(pitch / (size * 1.5), _FINEST), 0.8 if _is_narrow(measure) else 1)
    threads = _threads(view.ties, signs, boxes, size)
    keys = tuple(_moved(key, height) for key in keys)
    return NetworkLayout(
        measure, height, height + foot, tuple(signs), tuple(boxes), tuple(threads), fine, keys
    )


def _ends(ties: Iterable[Tie]) -> list[bool]:
    """Whether ends are stated or not, in the order of a legend: those that occur."""
    return sorted({tie.stated for tie in ties}, reverse=True)


def _most(measure: Measure) -> float:
    """The greatest height of a sheet."""
    tallest = TALLEST * measure.size
    return min(measure.height, tallest) if measure.height else tallest


def _is_narrow(measure: Measure) -> bool:
    return measure.width < NARROW * measure.size


@dataclass(frozen=True, slots=True)
class _Column:
    """Nodes one below the other.

    Attributes:
        nodes: The nodes.
        lines: Of each, its name in lines.
        needs: The height that each needs at least.
        wants: The height that each would have.
        side: ``left``, ``right`` or, of tracks, ``middle``.
        edges: Its left and right edge.
        numbers: The width of the tracks' numbers.
    """

    nodes: tuple[Node, ...]
    lines: tuple[tuple[str, ...], ...]
    needs: tuple[float, ...]
    wants: tuple[float, ...]
    side: str
    edges: tuple[float, float]
    numbers: float = 0

    @property
    def of_tracks(self) -> bool:
        """Whether it holds the tracks."""
        return self.side == "middle"

    @property
    def wish(self) -> float:
        """The height that it would have."""
        return sum(self.wants)


def _columns(view: View, measure: Measure) -> list[_Column]:
    """The columns of a network, each as wide as its names, the tracks' between those of the parties."""
    size, whole, narrow = measure.size, measure.width, _is_narrow(measure)
    both = bool(view.left and view.right)
    numbers = max((width(track.number, size * _AIR) for track in view.tracks), default=0)
    numbers += size * 0.55 if numbers else 0
    inside = 2 * _BOX_AIR * size + numbers
    rooms = (0.19, 0.27) if both else (0.28, 0.36)
    left, right = (_set(nodes, size, whole * rooms[0], short=narrow) for nodes in (view.left, view.right))
    named, wide = _set(view.tracks, size, whole * rooms[1] - inside, short=narrow)
    wide += inside
    if both:
        begin = SIDE + left[1]
        end = whole - SIDE - right[1]
        middle = (begin + end) / 2
        edges = (middle - wide / 2, middle + wide / 2)
    elif view.right:
        edges = (SIDE, SIDE + wide)
    else:
        edges = (whole - SIDE - wide, whole - SIDE)
    to_left = {node.id for node in view.left}
    ends = Counter((tie.track, tie.party in to_left) for tie in view.ties)
    ports = [max(ends[track.id, True], ends[track.id, False]) for track in view.tracks]
    line = size * LEADING
    heights = [len(lines) * line + size * 0.7 for lines in named]
    gap = size * (_GAP + _loose(view.tracks))
    tracks = _Column(
        view.tracks,
        tuple(named),
        tuple(heights),
        tuple(max(h, (n + 0.4) * _PORT * size) + gap for h, n in zip(heights, ports, strict=True)),
        "middle",
        edges,
        numbers,
    )
    columns = [tracks]
    for nodes, (lines, wide_), side in ((view.left, left, "left"), (view.right, right, "right")):
        if nodes:
            needs = tuple(len(each) * line for each in lines)
            wants = tuple(need + size * (0.75 + _loose(nodes)) for need in needs)
            reach = (SIDE, SIDE + wide_) if side == "left" else (whole - SIDE - wide_, whole - SIDE)
            columns.append(_Column(nodes, tuple(lines), needs, wants, side, reach))
    return columns


def _loose(nodes: Sequence[Node]) -> float:
    """What more stands between few nodes than between many, in sizes."""
    return 0.25 * max(_FEW - len(nodes), 0)


def _set(
    nodes: Iterable[Node], size: float, room: float, *, short: bool
) -> tuple[list[tuple[str, ...]], float]:
    """The names of nodes in lines, and the width that these take; a long word may take more than the room."""
    texts = [node.short if short else node.name for node in nodes]
    size *= _AIR
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


def _spread(heights: Sequence[float], height: float) -> list[Point]:
    """The upper and lower edges of parts one below the other, spread over a height, or shrunk to it."""
    inner = height - 2 * SIDE
    total = sum(heights)
    factor = min(1, inner / total) if total else 1
    air = (inner - total * factor) / max(len(heights), 1)
    edges, y = [], SIDE
    for each in heights:
        edges.append((y + air / 2, y + air / 2 + each * factor))
        y += each * factor + air
    return edges


def _signs(column: _Column, measure: Measure, height: float) -> Iterator[Sign]:
    """The parties of a column, their names outside; a name that would stand on the one before is left out."""
    size = measure.size
    edges = _spread(column.wants, height)
    radius = min(SIGN * size, 0.42 * min(bottom - top for top, bottom in edges))
    align, out = ("right", -1) if column.side == "left" else ("left", 1)
    inner = column.edges[1] if column.side == "left" else column.edges[0]
    x = inner - out * (size * 0.45 + SIGN * size)
    free = 0.0
    for node, lines, need, (top, bottom) in zip(column.nodes, column.lines, column.needs, edges, strict=True):
        y = (top + bottom) / 2
        words: tuple[Words, ...] = ()
        if y - need / 2 >= free and y + need / 2 <= height:
            words = tuple(_stack(lines, inner, y, size, align))
            free = y + need / 2
        yield Sign(node, x, y, radius, words)


def _stack(lines: Sequence[str], x: float, y: float, size: float, align: str) -> Iterator[Words]:
    """Lines of text, together around a height."""
    step = size * LEADING
    for index, line in enumerate(lines):
        yield Words(x, y + (index - (len(lines) - 1) / 2) * step, line, align)


def _boxes(column: _Column, view: View, measure: Measure, height: float) -> Iterator[Box]:
    """The tracks, each as high as its name and the ends of its lines need."""
    size = measure.size
    left, right = column.edges
    gap = (_GAP + _loose(column.nodes)) * size
    least = [need + gap for need in column.needs]
    # of the room that there is, first what the words need, then ends of lines
    beyond, inner = column.wish - sum(least), height - 2 * SIDE - sum(least)
    share = min(max(inner / beyond, 0), 1) if beyond else 1
    heights = [low + share * (want - low) for low, want in zip(least, column.wants, strict=True)]
    for node, lines, need, (top, bottom) in zip(
        column.nodes, column.lines, column.needs, _spread(heights, height), strict=True
    ):
        y, room = (top + bottom) / 2, bottom - top
        tall = room - min(gap, room * 0.3)
        words: list[Words] = []
        if tall >= need - size * 0.6:
            begin = left + _BOX_AIR * size
            if column.numbers:
                step = (len(lines) - 1) / 2 * size * LEADING
                words += [Words(begin, y - step, node.number, bold=True)] if node.number else []
                words += _stack(lines, begin + column.numbers, y, size, "left")
            else:
                words += _stack(lines, (left + right) / 2, y, size, "center")
        yield Box(node, left, y - tall / 2, right, y + tall / 2, tuple(words))


def _threads(
    ties: Sequence[Tie], signs: Sequence[Sign], boxes: Sequence[Box], size: float
) -> Iterator[Thread]:
    """The seats, their ends spread along the edges of boxes in the order of the parties."""
    sign_of, box_of = {sign.node.id: sign for sign in signs}, {box.node.id: box for box in boxes}
    ends: dict[tuple[str, bool], list[Tie]] = {}
    for tie in ties:
        is_left = sign_of[tie.party].x < box_of[tie.track].left
        ends.setdefault((tie.track, is_left), []).append(tie)
    placed: dict[str, tuple[float, float]] = {}
    for (track, _), each in ends.items():
        box = box_of[track]
        each.sort(key=lambda tie: sign_of[tie.party].y)
        room = box.bottom - box.top
        pitch = min(room / (len(each) + 0.4), size * 1.1)
        for index, tie in enumerate(each):
            y = (box.top + box.bottom) / 2 + (index - (len(each) - 1) / 2) * pitch
            placed[tie.id] = y, min(size * 0.2, pitch * 0.4)
    for role in ROLES:
        for tie in ties:
            if tie.role == role:
                yield _thread(tie, sign_of[tie.party], box_of[tie.track], *placed[tie.id])


def _thread(tie: Tie, sign: Sign, box: Box, y: float, radius: float) -> Thread:
    """A gentle curve that leaves the sign towards its end and comes in level."""
    end = box.left if sign.x < box.left else box.right
    across, down = end - sign.x, y - sign.y
    begin = (sign.x, sign.y)
    first = (sign.x + across * 0.35, sign.y + down * 0.25)
    second = (end - across * 0.45, y)
    return Thread(tie, (begin, first, second, (end, y)), radius)


def _legend(
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
        need = room + width(name, size * _AIR)
        if x > SIDE and x + need > measure.width - SIDE:
            x, line = SIDE, line + 1
        y = (line + 0.9) * size * LEGEND_LINE
        keys.append(Key(x, y, role, stated, Words(x + room, y, name, quiet=True)))
        x += need + size * 1.4
    return tuple(keys), (line + 1.5) * size * LEGEND_LINE if keys else 0


def _moved(key: Key, down: float) -> Key:
    words = Words(key.words.x, key.words.y + down, key.words.text, quiet=True)
    return Key(key.x, key.y + down, key.role, key.stated, words)


def matrix_layout(figure: MatrixFigure, measure: Measure) -> MatrixLayout:
    """A grid laid out for a width."""
    size, narrow = measure.size, _is_narrow(measure)
    names = dict(figure.roles)
    roles = [role for role in ROLES if any(tie.role == role for tie in figure.ties)]
    items = [(role, True, names.get(role, role)) for role in roles]
    items += [("", False, "open: role inferred")] if False in _ends(figure.ties) else []
    keys, foot = _legend(items, measure, (size * 1.4, 0))
    lines, wide = _set(figure.parties, size, measure.width * 0.26, short=narrow)
    begin = SIDE + wide + size
    step = (measure.width - SIDE - begin) / max(len(figure.tracks), 1)
    xs = [begin + (index + 0.5) * step for index in range(len(figure.tracks))]
    columns, top = _heads(figure.tracks, xs, step, measure)
    wants = [max(len(each) * LEADING + 0.75, 1.95) * size for each in lines]
    room = _most(measure) - foot - top - size * 0.4
    factor = min(1, room / sum(wants)) if wants else 1
    rows, stripes, y, free = [], [], top, top
    for index, (node, each, want) in enumerate(zip(figure.parties, lines, wants, strict=True)):
        middle, half = y + want * factor / 2, len(each) * size * LEADING / 2
        words: tuple[Words, ...] = ()
        if middle - half >= free - size * 0.1 and middle + half <= top + sum(wants) * factor + size * 0.1:
            words = tuple(_stack(each, SIDE, middle, size, "left"))
            free = middle + half
        rows.append(Head(node, SIDE, middle, words))
        if index % 2 == 0:
            stripes.append((y, y + want * factor))
        y += want * factor
    row_of = {row.node.id: row.y for row in rows}
    column_of = {column.node.id: column.x for column in columns}
    fine = max(min(1, 1.95 * factor, step / (1.3 * size)), _FINEST)
    cells = tuple(
        Cell(tie, column_of[tie.track], row_of[tie.party] + ROLES[tie.role].drop * size * fine)
        for tie in figure.ties
    )
    height = y + size * 0.4
    return MatrixLayout(
        measure, height, height + foot, top, y, tuple(rows), tuple(columns), cells, fine, tuple(stripes),
        tuple(_moved(key, height) for key in keys),
    )  # fmt: skip


def _heads(
    tracks: Sequence[Node], xs: Sequence[float], step: float, measure: Measure
) -> tuple[list[Head], float]:
    """The heads of a grid's columns, and where its rows begin; names run upwards where they are too wide."""
    size = measure.size * HEAD * _AIR
    texts = [track.short if _is_narrow(measure) else track.name for track in tracks]
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
    names = [_cut(track.short, size * HEAD * _AIR, size * _UPRIGHT) for track in tracks]
    numbered = any(track.number for track in tracks)
    fits = numbered and all(width(track.number, size * _AIR) < step for track in tracks)
    foot = size * LEADING if fits else 0.0
    top = SIDE + max(width(name, size * HEAD * _AIR) for name in names) + foot + size * 0.5
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
