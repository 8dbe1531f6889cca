"""Where the parts of a network stand. Both forms follow one layout."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sixtracks.figures.layout import LEADING, Measure
from sixtracks.figures.model import NetworkFigure, Node, Tie, View
from sixtracks.figures.network_parts import (
    AIR,
    SAMPLE,
    SIDE,
    SIGN,
    Key,
    Point,
    Words,
    is_narrow,
    legend_keys,
    most_height,
    moved,
    set_names,
    stacked,
)
from sixtracks.figures.style import ROLES
from sixtracks.figures.type import width

_BOX_AIR = 0.75  # between a box's edge and its words, in sizes
_GAP = 1.7  # from one box to the next, in sizes
_PORT = 0.72  # from one line's end to the next along a box's edge, in sizes
_FEW = 6  # nodes in a column: with less they stand further apart
FINEST = 0.12  # the width of lines and the size of signs in a crowd, as a share of what they have alone


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


def network_layout(figure: NetworkFigure, measure: Measure) -> NetworkLayout:
    """The first view of a network, laid out for a width."""
    view, size = figure.views[0], measure.size
    names = dict(figure.roles)
    roles = [role for role in ROLES if any(tie.role == role for tie in view.ties)]
    items = [(role, True, names.get(role, role)) for role in roles]
    items += [("", stated, f"role {'stated' if stated else 'inferred'}") for stated in ends(view.ties)]
    keys, foot = legend_keys(items, measure, (size * (SAMPLE + 0.5), size * 1.1))
    columns = _columns(view, measure)
    wishes = [column.wish for column in columns]
    height = min(max(wishes) + 2 * SIDE, most_height(measure) - foot)
    signs: list[Sign] = []
    boxes: list[Box] = []
    for column in columns:
        if column.of_tracks:
            boxes += _boxes(column, view, measure, height)
        else:
            signs += _signs(column, measure, height)
    pitch = min(height / max(len(column.nodes), 1) for column in columns)
    fine = min(max(pitch / (size * 1.5), FINEST), 0.8 if is_narrow(measure) else 1)
    threads = _threads(view.ties, signs, boxes, size)
    keys = tuple(moved(key, height) for key in keys)
    return NetworkLayout(
        measure, height, height + foot, tuple(signs), tuple(boxes), tuple(threads), fine, keys
    )


def ends(ties: Iterable[Tie]) -> list[bool]:
    """Whether ends are stated or not, in the order of a legend: those that occur."""
    return sorted({tie.stated for tie in ties}, reverse=True)


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
    size, whole, narrow = measure.size, measure.width, is_narrow(measure)
    both = bool(view.left and view.right)
    numbers = max((width(track.number, size * AIR) for track in view.tracks), default=0)
    numbers += size * 0.55 if numbers else 0
    inside = 2 * _BOX_AIR * size + numbers
    rooms = (0.19, 0.27) if both else (0.28, 0.36)
    left, right = (
        set_names(nodes, size, whole * rooms[0], short=narrow) for nodes in (view.left, view.right)
    )
    named, wide = set_names(view.tracks, size, whole * rooms[1] - inside, short=narrow)
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
            words = tuple(stacked(lines, inner, y, size, align))
            free = y + need / 2
        yield Sign(node, x, y, radius, words)


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
                words += stacked(lines, begin + column.numbers, y, size, "left")
            else:
                words += stacked(lines, (left + right) / 2, y, size, "center")
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
