"""Where the names of places have room on a map.

Names are placed one after the other, the most crowded first, each where it is best read: clear of dots, of
other names and of coasts, close to its dot. A name that stands apart from its dot is led to it. Then each is
tried again with all others in place. The same places always lead to the same drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from sixtracks.figures.layout import LEADING
from sixtracks.figures.model import Spot
from sixtracks.figures.scale import AIR, DOTS, Align, Stroke, Words
from sixtracks.figures.type import width

Point = tuple[float, float]
Segment = tuple[Point, Point]
Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""

SWEEPS = 3
"""How often each name is tried again with all others in place."""
Direction = tuple[float, float, Align, float]
DIRECTIONS: tuple[Direction, ...] = (
    (1, 0, "left", 0),
    (-1, 0, "right", 1),
    (0.7, -0.7, "left", 1.5),
    (0.7, 0.7, "left", 1.5),
    (-0.7, -0.7, "right", 2),
    (-0.7, 0.7, "right", 2),
    (0, -1, "center", 2.5),
    (0, 1, "center", 2.5),
)
"""Where a name may stand around its dot: to the right, down, what is aligned there, and how bad that is."""
DISTANCES = (0.55, 1.1, 1.9, 2.8, 4, 5.5)
"""How far from its dot, in sizes; from the second on, a line leads there where it stands clear of the dot."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place in its place.

    Attributes:
        spot: The place.
        x: How far from the left it stands.
        y: How far from the top.
    """

    spot: Spot
    x: float
    y: float


def box_of(words: Words, size: float) -> Box:
    """What lines of text cover."""
    size *= words.size
    long = max(width(line, size * AIR) for line in words.lines)
    left = words.x - {"left": 0.0, "right": long, "center": long / 2}[words.align]
    return (
        left,
        words.y - size * 0.55,
        left + long,
        words.y + (len(words.lines) - 1) * size * LEADING + size * 0.55,
    )


def around(dot: Dot, size: float) -> Box:
    """What a dot covers, with a little air."""
    reach = size * (DOTS[0] + 0.12)
    return dot.x - reach, dot.y - reach, dot.x + reach, dot.y + reach


def within(box: Box, frame: Box) -> bool:
    """Whether a box lies in a frame, clear of its edges."""
    air = 2.0
    return (
        box[0] >= frame[0] + air
        and box[1] >= frame[1] + air
        and box[2] <= frame[2] - air
        and box[3] <= frame[3] - air
    )


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def hits(box: Box, others: Iterable[Box]) -> int:
    """How many of some boxes a box overlaps."""
    return sum(1 for other in others if _meet(box, other))


def crosses(one: Point, other: Point, box: Box) -> bool:
    """Whether a straight line between two points touches a box."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        start, step = one[axis], other[axis] - one[axis]
        low, high = box[axis], box[axis + 2]
        if not step:
            if not low <= start <= high:
                return False
            continue
        near, far = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, near), min(last, far)
        if first > last:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Choice:
    """A place for a name: its box, its words, the line that leads there, and how bad it is by itself."""

    box: Box
    words: Words
    leader: Segment | None
    cost: float


class Placing:
    """Puts a name beside each dot of a map."""

    # How bad it is where a name meets: another name, a dot that is not its own, a name that may give way,
    # a coast; where its leader meets a name or a dot; where it stands a step farther off.
    NAMES, DOTS, QUIET, COASTS, LEADER, FAR = 1000, 120, 14, 1.2, 60, 8
    MOST_COASTS = 6

    def __init__(
        self,
        dots: Sequence[Dot],
        *,
        size: float,
        frame: Box,
        segments: Sequence[Segment],
        fixed: Sequence[Box],
        quiet: Sequence[Box],
    ) -> None:
        self._size, self._frame = size, frame
        self._fixed, self._quiet = fixed, quiet
        self._dots = sorted(dots, key=lambda dot: (-self._neighbours(dot, dots), dot.spot.id))
        self._boxes = [around(dot, size) for dot in self._dots]
        self._choices = [self._choices_of(i, dot, segments) for i, dot in enumerate(self._dots)]

    def done(self) -> tuple[list[Words], list[Stroke]]:
        """The names, and the lines that lead to those which stand apart."""
        chosen: dict[int, _Choice] = {}
        for _ in range(1 + SWEEPS):
            for i, choices in enumerate(self._choices):
                others = [each for j, each in chosen.items() if j != i]
                chosen[i] = min(choices, key=lambda choice: choice.cost + self._among(choice, others))
        leaders = [
            Stroke("leaders", each.leader, "quiet", 0.6, id=each.words.id)
            for each in chosen.values()
            if each.leader
        ]
        return [chosen[i].words for i in sorted(chosen)], leaders

    def _neighbours(self, dot: Dot, dots: Sequence[Dot]) -> int:
        return sum(1 for each in dots if hypot(each.x - dot.x, each.y - dot.y) < self._size * 6)

    def _among(self, choice: _Choice, others: Iterable[_Choice]) -> float:
        """How bad a place is beside names that have theirs."""
        cost = 0.0
        for other in others:
            cost += self.NAMES * _meet(choice.box, other.box)
            if other.leader:
                cost += self.LEADER * crosses(*other.leader, choice.box)
            if choice.leader:
                cost += self.LEADER * crosses(*choice.leader, other.box)
        return cost

    def _choices_of(self, index: int, dot: Dot, segments: Sequence[Segment]) -> list[_Choice]:
        """The places for a name within the frame; where there is none, that to the right of its dot."""
        reach = width(dot.spot.name, self._size * AIR) + self._size * (DISTANCES[-1] + 1)
        near = (dot.x - reach, dot.y - reach, dot.x + reach, dot.y + reach)
        coasts = [pair for pair in segments if crosses(*pair, near)]
        rest = [box for j, box in enumerate(self._boxes) if j != index]
        made = [
            self._choice(dot, direction, step, coasts, rest)
            for step in range(len(DISTANCES))
            for direction in DIRECTIONS
        ]
        return [choice for choice in made if within(choice.box, self._frame)] or made[:1]

    def _choice(
        self, dot: Dot, direction: Direction, step: int, coasts: Sequence[Segment], rest: Sequence[Box]
    ) -> _Choice:
        """A place for a name, with how bad it is, whatever others have theirs."""
        right, down, align, cost = direction
        far = DISTANCES[step] * self._size
        rise = 0.0 if align != "center" else 0.35 * self._size * down
        x, y = round(dot.x + right * far, 1), round(dot.y + down * far + rise, 1)
        words = Words("spots", (dot.spot.name,), x, y, align, id=dot.spot.id)
        box = box_of(words, self._size)
        cost += step * self.FAR + self.NAMES * hits(box, self._fixed) + self.QUIET * hits(box, self._quiet)
        cost += self.DOTS * hits(box, rest)
        cost += self.COASTS * min(sum(1 for pair in coasts if crosses(*pair, box)), self.MOST_COASTS)
        if not step:
            return _Choice(box, words, None, cost)
        end = (round(x - (0 if align == "center" else right * self._size * 0.15), 1), round(y - rise, 1))
        leader = ((dot.x, dot.y), end)
        return _Choice(
            box, words, leader, cost + self.LEADER * sum(1 for each in rest if crosses(*leader, each))
        )
