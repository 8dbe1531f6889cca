"""Where the parts of a map stand, and what its frame cuts off. Both forms follow one layout."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, inf, radians

from sixtracks.figures.layout import Measure
from sixtracks.figures.map_labels import Box, Dot, Placing, Point, around, box_of, hits, within
from sixtracks.figures.model import Chart, MapFigure
from sixtracks.figures.scale import Stroke, Words
from sixtracks.records.outlines import Window

DEGREE = 111.2
"""Kilometres of a degree of latitude."""
LEAST_HIGH, SHARE_HIGH = 44, 0.72
"""A map is at most so many sizes high, or that share of its width, whichever is more."""
FINEST = 0.6
"""Points of an outline that are nearer than that to the last one are left out."""
_QUIET = 0.92  # the size of names that stand for themselves, in sizes
_HEAD = 1.9  # the height of a map's own name, in sizes


@dataclass(frozen=True, slots=True)
class Panel:
    """A map, laid out.

    Attributes:
        frame: Its edges.
        lands: The outlines of land, as far as the frame shows them.
        waters: Those of the seas within them.
        strokes: Borders and other lines, the scale bar, what leads to names.
        words: All text.
        dots: The places.
    """

    frame: Box
    lands: tuple[tuple[Point, ...], ...]
    waters: tuple[tuple[Point, ...], ...]
    strokes: tuple[Stroke, ...]
    words: tuple[Words, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class MapLayout:
    """Maps below one another, laid out.

    Attributes:
        measure: The width for which they are made.
        height: Their height together.
        panels: The maps.
    """

    measure: Measure
    height: float
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees as lengths: the same everywhere, so that a rectangle of the globe is one on the sheet.

    Attributes:
        west: The longitude of the left edge.
        north: The latitude of the upper edge.
        left: Where the left edge stands.
        top: Where the upper edge stands.
        across: The length of a degree of longitude.
        down: The length of a degree of latitude.
    """

    west: float
    north: float
    left: float
    top: float
    across: float
    down: float

    def at(self, longitude: float, latitude: float) -> Point:
        """Where a point of the globe stands."""
        x = self.left + (longitude - self.west) * self.across
        return round(x, 1), round(self.top + (self.north - latitude) * self.down, 1)


def map_layout(figure: MapFigure, measure: Measure) -> MapLayout:
    """Maps laid out for a width."""
    heights = [_height(chart, measure) for chart in figure.charts]
    head = _HEAD * measure.size
    room = (measure.height or inf) - len(heights) * head - 1
    factor = min(1, room / sum(heights))
    panels, top = [], 0.0
    for chart, height in zip(figure.charts, heights, strict=True):
        panels.append(_panel(chart, measure, top, round(height * factor, 1)))
        top = panels[-1].frame[3] + head * 0.4
    return MapLayout(measure, round(panels[-1].frame[3] + 1, 1), tuple(panels))


def _height(chart: Chart, measure: Measure) -> float:
    west, south, east, north = chart.map.window
    whole = measure.width * (north - south) / ((east - west) * cos(radians(chart.map.true_at)))
    return min(whole, max(SHARE_HIGH * measure.width, LEAST_HIGH * measure.size))


def _panel(chart: Chart, measure: Measure, top: float, height: float) -> Panel:
    size, known = measure.size, chart.map
    frame = (0.5, round(top + _HEAD * size, 1), measure.width - 0.5, round(top + _HEAD * size + height, 1))
    projection = projected(known.window, known.true_at, frame)
    lands, waters = (tuple(_shapes(shapes, projection, frame)) for shapes in (known.lands, known.waters))
    lines = [
        Stroke("lines", part, "quiet" if line.style == "solid" else "red", 1.1, line.style == "dashed")
        for line in known.lines
        for part in _cut(_fine([projection.at(*point) for point in line.points]), frame)
    ]
    bar, bar_words = _bar(known.bar, known.window, projection, frame, size)
    dots = tuple(Dot(spot, *projection.at(spot.longitude, spot.latitude)) for spot in chart.spots)
    labels = [
        Words("labels", line.label, *projection.at(*line.at), role="red", size=_QUIET)
        for line in known.lines
        if line.at
    ]
    names = [
        Words("names", (name.text,), *projection.at(*name.at), "center", "quiet", _QUIET)
        for name in known.names
    ]
    segments = [pair for shape in (*lands, *waters) for pair in pairwise((*shape, shape[0]))]
    segments += [pair for stroke in lines for pair in pairwise(stroke.points)]
    fixed = [box_of(each, size) for each in (*labels, *bar_words)]
    placed, leaders = Placing(
        dots,
        size=size,
        frame=frame,
        segments=segments,
        fixed=fixed,
        quiet=[box_of(each, size) for each in names],
    ).done()
    taken = [*fixed, *(box_of(each, size) for each in placed), *(around(dot, size) for dot in dots)]
    free = [
        name for name in names if within(box_of(name, size), frame) and not hits(box_of(name, size), taken)
    ]
    title = Words("heads", (known.name,), frame[0] + 0.5, top + size * 1.05)
    return Panel(
        frame, lands, waters, (*lines, *bar, *leaders), (title, *free, *labels, *bar_words, *placed), dots
    )


def projected(window: Window, true_at: float, frame: Box) -> Projection:
    """What puts a window into the middle of a frame, as large as may be; the frame shows more around it."""
    west, south, east, north = window
    left, top, right, bottom = frame
    squeeze = cos(radians(true_at))
    down = min((bottom - top) / (north - south), (right - left) / ((east - west) * squeeze))
    across = down * squeeze
    more_west = ((right - left) / across - (east - west)) / 2
    more_north = ((bottom - top) / down - (north - south)) / 2
    return Projection(west - more_west, north + more_north, left, top, across, down)


def _shapes(
    shapes: Iterable[Sequence[Point]], projection: Projection, frame: Box
) -> Iterator[tuple[Point, ...]]:
    """Closed outlines, as far as a frame shows them."""
    for shape in shapes:
        cut = _fine(cut_shape([projection.at(*point) for point in shape], frame))
        if len(cut) > 2:  # noqa: PLR2004 (a shape has three corners)
            yield tuple(cut)


def _fine(points: Sequence[Point]) -> list[Point]:
    """The points without those that nobody could tell from the one before them."""
    kept: list[Point] = []
    for x, y in points:
        if not kept or hypot(x - kept[-1][0], y - kept[-1][1]) >= FINEST:
            kept.append((x, y))
    return kept


def cut_shape(shape: Sequence[Point], frame: Box) -> list[Point]:
    """A closed outline without what lies beyond a frame; where it is cut, it goes on along the edge."""
    points = list(shape)
    for axis, edge, sign in ((0, frame[0], 1), (1, frame[1], 1), (0, frame[2], -1), (1, frame[3], -1)):
        kept: list[Point] = []
        for before, here in zip([*points[-1:], *points[:-1]], points, strict=True):
            inside = (here[axis] - edge) * sign >= 0
            if inside != ((before[axis] - edge) * sign >= 0):
                kept.append(_crossing(before, here, axis, edge))
            if inside:
                kept.append(here)
        points = kept
    return points


def _crossing(one: Point, other: Point, axis: int, edge: float) -> Point:
    share = (edge - one[axis]) / (other[axis] - one[axis])
    x, y = (round(one[i] + share * (other[i] - one[i]), 1) for i in (0, 1))
    return (edge, y) if axis == 0 else (x, edge)


def _cut(points: Sequence[Point], frame: Box) -> Iterator[tuple[Point, ...]]:
    """The parts of a line whose points a frame shows."""
    part: list[Point] = []
    for x, y in points:
        if frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]:
            part.append((x, y))
            continue
        if len(part) > 1:
            yield tuple(part)
        part = []
    if len(part) > 1:
        yield tuple(part)


def _bar(
    kilometres: int, window: Window, projection: Projection, frame: Box, size: float
) -> tuple[list[Stroke], list[Words]]:
    """The scale bar, at the window's lower left corner."""
    if not kilometres:
        return [], []
    x, _ = projection.at(window[0], window[1])
    x, y = max(x, frame[0]) + size * 0.8, frame[3] - size * 1.1
    end = round(x + kilometres / DEGREE * projection.down, 1)
    tick = size * 0.25
    points = ((x, y - tick), (x, y), (end, y), (end, y - tick))
    words = Words("bar", (f"{kilometres:,} km",), end + size * 0.5, y, "left", "quiet", _QUIET)
    return [Stroke("bar", points, "quiet", 1.1)], [words]
