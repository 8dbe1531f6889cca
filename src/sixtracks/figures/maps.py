"""The figure of the places: which stand on which map, and what is told of them."""

from sixtracks.figures.model import Chart, MapFigure, Spot, tabled
from sixtracks.records import Records
from sixtracks.records.registers import Place

NAME = "places"
HEADS = ("Place", "Latitude (°N)", "Longitude (°E)", "Map")
DOTS = "Each dot stands at the coordinates in the table; what is no single spot, such as a country, has none."
KEYS = ("place", "latitude", "longitude", "map")


def place_mark(ident: str) -> str:
    """The mark of a place in the drawing and the table: the address of its card."""
    return f"name-{ident}"


def places_figure(known: Records) -> MapFigure:
    """The places on their maps, in the order of the records; a map without a place is left out."""
    shown = [
        (each, [place for place in known.registers.places if place.map == each.id]) for each in known.maps
    ]
    charts = tuple(Chart(each, tuple(map(_spot, places))) for each, places in shown if places)
    return MapFigure(
        NAME,
        "The places of this book",
        " ".join([_count(len(charts)), *(_alt(chart) for chart in charts)]),
        tuple(f"{chart.map.name}: {_number(len(chart.spots))}." for chart in charts),
        (DOTS, *(chart.map.note for chart in charts)),
        known.edition.as_of,
        tuple(dict.fromkeys(key for chart in charts for key in chart.map.sources)),
        tabled(
            HEADS,
            KEYS,
            (
                (spot.id, (spot.name, f"{spot.latitude:g}", f"{spot.longitude:g}", chart.map.id.capitalize()))
                for chart in charts
                for spot in chart.spots
            ),
        ),
        charts=charts,
    )


def _spot(place: Place) -> Spot:
    name = place.heading.partition(" (")[0]  # what the index adds to tell two headings apart
    return Spot(place_mark(place.id), name, place.longitude, place.latitude, place.short)


def _count(number: int) -> str:
    return "A map with dots for places." if number == 1 else f"{number} maps with dots for places."


def _number(places: int) -> str:
    return "one place" if places == 1 else f"{places} places"


def _alt(chart: Chart) -> str:
    names = ", ".join(spot.name for spot in chart.spots)
    lines = "".join(f"; {_as_said(line.name)}" for line in chart.map.lines)
    return f"{chart.map.name}: coasts{lines}; {names}."


def _as_said(name: str) -> str:
    """A line's name within a sentence."""
    return f"{name[:1].lower()}{name[1:]}"
