"""The maps: outlines of land, lines and names, by their coordinates, on which the places stand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.reading import UnfitError, Wrong, load_list, refuse
from sixtracks.records.registers import Place
from sixtracks.records.text import Key, Line

MOST_NORTH, MOST_EAST = 90, 180


def on_the_globe(point: tuple[float, float]) -> tuple[float, float]:
    """A point, if there is such a place.

    Raises:
        UnfitError: Its longitude or its latitude is none.
    """
    longitude, latitude = point
    if not (abs(longitude) <= MOST_EAST and abs(latitude) <= MOST_NORTH):  # so that no number is none either
        mend = f"Write [longitude, latitude], at most {MOST_EAST} and {MOST_NORTH} degrees."
        raise UnfitError(f"[{longitude:g}, {latitude:g}] lies outside the globe", mend)
    return point


def of_some_size(window: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A window, if it lies on the globe and shows something.

    Raises:
        UnfitError: It does not, or its edges are in another order.
    """
    west, south, east, north = window
    on_the_globe((west, south))
    on_the_globe((east, north))
    if west >= east or south >= north:
        raise UnfitError("it shows nothing", "Write [west, south, east, north], from the less to the more.")
    return window


Point = Annotated[tuple[float, float], AfterValidator(on_the_globe)]
"""Longitude and latitude in degrees, east and north above 0."""
Window = Annotated[tuple[float, float, float, float], AfterValidator(of_some_size)]
"""The edges of what a map shows: west, south, east, north."""
Shape = Annotated[tuple[Point, ...], Field(min_length=3, max_length=2000)]
"""The corners of a closed outline."""
_Name = Annotated[Line, Field(max_length=40)]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class MapLine:
    """A line on a map: a border, a demarcation line.

    Attributes:
        name: What it is.
        style: How it is drawn.
        points: Its points.
        label: Its name as the map sets it, a line each; empty where the map does not.
        at: Where the label begins, at the height of its first line's middle.
    """

    name: Annotated[Line, Field(max_length=80)]
    style: Literal["solid", "dashed"]
    points: Annotated[tuple[Point, ...], Field(min_length=2, max_length=2000)]
    label: Annotated[tuple[_Name, ...], Field(max_length=4)] = ()
    at: Point | None = None

    def __post_init__(self) -> None:
        """Stop where a label has no place."""
        if bool(self.label) != (self.at is not None):
            raise UnfitError(f"“{self.name}” has a label or at: without the other", "Give both, or neither.")


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class MapName:
    """A name that a map sets quietly, around a point.

    Attributes:
        text: The name.
        at: The point.
    """

    text: _Name
    at: Point


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Map:
    """A map: what is drawn of the world, without the places.

    Attributes:
        id: By what places name it.
        name: Its name.
        window: What every drawing shows.
        true_at: The latitude at which widths are true; south of it all is narrower than it should be.
        note: What it shows, and what it leaves out.
        lands: The outlines of land.
        waters: Seas within them.
        lines: Borders and other lines.
        names: Names that stand for themselves.
        bar: The length of its scale bar, in kilometres; 0 where it has none, since one scale does not hold.
        sources: What its lines rest on, by citation key.
    """

    id: Literal["korea", "world"]
    name: _Name
    window: Window
    true_at: Annotated[float, Field(ge=0, le=80)]
    note: Annotated[Line, Field(max_length=600)]
    lands: Annotated[tuple[Shape, ...], Field(min_length=1, max_length=500)]
    waters: Annotated[tuple[Shape, ...], Field(max_length=100)] = ()
    lines: Annotated[tuple[MapLine, ...], Field(max_length=50)] = ()
    names: Annotated[tuple[MapName, ...], Field(max_length=50)] = ()
    bar: Annotated[int, Field(ge=0, le=5000)] = 0
    sources: Annotated[tuple[Key, ...], Field(max_length=6)] = ()

    def shows(self, longitude: float, latitude: float) -> bool:
        """Whether every drawing of it shows a point."""
        west, south, east, north = self.window
        return west <= longitude <= east and south <= latitude <= north


def load_maps(root: Path, places: Sequence[Place], sources: set[str]) -> tuple[Map, ...]:
    """The maps in ``data/outlines.yml``; none where there is no such file.

    Args:
        root: The book's folder.
        places: The places.
        sources: The citation keys that exist.

    Raises:
        FaultError: The file is wrong, or a place names a map that does not show it.
    """
    path = root / "data" / "outlines.yml"
    maps = load_list(path, tuple[Map, ...], root, what="map")
    wrong: list[Wrong] = [
        ((i, "sources", j), f"there is no source “{key}”", "Correct the key, or add it to references.bib.")
        for i, each in enumerate(maps)
        for j, key in enumerate(each.sources)
        if key not in sources
    ]
    refuse(wrong, path, root)
    if maps:
        _check_places(root, places, {each.id: each for each in maps})
    return maps


def _check_places(root: Path, places: Sequence[Place], maps: dict[str, Map]) -> None:
    """Stop where a place names a map that does not exist, or does not reach so far."""
    wrong: dict[str, tuple[str, str, str]] = {}
    for place in places:
        if place.map is None:
            continue
        known = maps.get(place.map)
        if known is None:
            mend = "Draw it in data/outlines.yml, or take out map:."
            wrong[place.id] = ("map", f"there is no map “{place.map}”", mend)
        elif not known.shows(place.longitude, place.latitude):
            where = f"{place.latitude:g}, {place.longitude:g}"
            what = f"{place.id}, at {where}, lies outside the map “{place.map}” that it names"
            wrong[place.id] = ("map", what, "Correct the coordinates, name another map, or take out map:.")
    if wrong:
        _refuse_places(root, wrong)


def _refuse_places(root: Path, wrong: dict[str, tuple[str, str, str]]) -> None:
    """Tell what is wrong with places, at their lines: the records do not know their order in the file."""
    path = root / "data" / "places.yml"
    order = [place.id for place in load_list(path, tuple[Place, ...], root, what="place")]
    refuse(
        [((order.index(ident), field), what, mend) for ident, (field, what, mend) in wrong.items()],
        path,
        root,
    )
