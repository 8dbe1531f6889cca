"""The map of places: its outlines, where its parts stand, both forms of it, and how a book shows it."""

import csv
import json
import re
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations, product
from math import cos, hypot, radians
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keeping import edition_gallery
from markup import check_links, one, page, words
from places import BOOKS, ROOT
from sixtracks.figures.layout import FILE, PAGE, PHONE, WIDE, Measure
from sixtracks.figures.map_form import coordinates
from sixtracks.figures.map_labels import DISTANCES, Box, around, box_of, crosses
from sixtracks.figures.map_layout import DEGREE, MapLayout, Panel, cut_shape, map_layout, projected
from sixtracks.figures.maps import places_figure
from sixtracks.figures.model import Chart, MapFigure, Spot, Table
from sixtracks.figures.paper import drawn
from sixtracks.figures.screen import form, specification
from sixtracks.records import load_records
from sixtracks.records.outlines import Map, load_maps
from sixtracks.records.registers import Place

SVG = "{http://www.w3.org/2000/svg}"
MEASURES = (FILE, PAGE, WIDE, PHONE)
EACH_MEASURE = pytest.mark.parametrize("measure", MEASURES, ids=lambda each: each.name)
FRAME: Box = (0, 0, 100, 80)

# Well-known places, [longitude, latitude], to hold our outlines against: on land, and at sea.
ASHORE = {
    "korea": {
        "Pyongyang": (125.75, 39.03), "Seoul": (126.98, 37.57), "Panmunjom": (126.677, 37.956),
        "Yongbyon": (125.75, 39.8), "Punggye-ri": (129.08, 41.28), "Sohae": (124.705, 39.66),
        "Kwangju": (126.85, 35.16), "Halla": (126.53, 33.36), "Paektu": (128.05, 41.98),
        "Changchun": (125.3, 43.6), "Fukuoka": (130.45, 33.55), "Daegu": (128.6, 35.87),
    },
    "world": {
        "Washington": (-77.04, 38.9), "Stanford": (-122.17, 37.43), "Geneva": (6.15, 46.2),
        "Stockholm": (17.6, 59.3), "Paris": (2.35, 48.85), "Vienna": (16.37, 48.2),
        "Moscow": (37.62, 55.75), "Beijing": (116.4, 39.9), "Hanoi": (105.6, 21.03), "Delhi": (77.2, 28.6),
    },
}  # fmt: skip
AT_SEA = {
    "korea": {
        "between Korea and Shandong": (123.5, 37), "between Korea and Japan": (131.5, 38.5),
        "the strait of Korea": (128.9, 34.6), "between Jeju and the coast": (126.5, 33.9),
        "the bay of Korea": (123.8, 39.2), "Peter the Great Gulf": (131.7, 42.7),
    },
    "world": {
        "the Atlantic": (-40, 35), "the Baltic": (19.5, 57.8), "the Mediterranean": (18, 35),
        "the Black Sea": (34, 43.3), "the Caspian Sea": (51.5, 40), "the Indian Ocean": (75, 0),
        "Hudson Bay": (-85, 58), "the Gulf of Mexico": (-90, 25), "the Red Sea": (38, 20.5),
        "between Korea and Japan": (134, 39),
    },
}  # fmt: skip


def is_within(point: tuple[float, float], shape: Sequence[tuple[float, float]]) -> bool:
    """Whether a point lies in a closed outline, by how often a ray from it meets the edge."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(shape, [*shape[1:], shape[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


def is_ashore(point: tuple[float, float], known: Map) -> bool:
    """Whether a point lies on the land of a map."""
    return any(is_within(point, land) for land in known.lands) and not any(
        is_within(point, water) for water in known.waters
    )


@pytest.fixture(scope="module")
def maps() -> dict[str, Map]:
    """The edition's maps."""
    return {each.id: each for each in load_maps(ROOT, (), {"any"})}


def figure_of(*charts: Chart) -> MapFigure:
    """A figure with nothing but its maps."""
    return MapFigure(
        "places", "Places", "Maps.", (), (), date(2026, 1, 31), (), Table((), (), ()), charts=charts
    )


@pytest.fixture(scope="module")
def crowd(maps: dict[str, Map]) -> MapFigure:
    """Both maps with many places, some very near to others."""
    near = {**ASHORE["korea"], **AT_SEA["korea"], "Kaesong": (126.555, 37.97), "Incheon": (126.63, 37.46)}
    far = {
        **ASHORE["world"],
        "New York": (-74, 40.75),
        "Helsinki": (24.94, 60.17),
        "Singapore": (103.8, 1.35),
    }
    return figure_of(
        *(
            Chart(
                maps[ident],
                tuple(
                    Spot(f"name-{ident}{i}", name, *where, "")
                    for i, (name, where) in enumerate(sorted(named.items()))
                    if maps[ident].shows(*where)
                ),
            )
            for ident, named in (("korea", near), ("world", far))
        )
    )


# Outlines


@pytest.mark.parametrize("ident", ["korea", "world"])
def test_what_is_land_is_drawn_as_land_and_the_sea_as_sea(ident: str, maps: dict[str, Map]):
    wrong = [name for name, point in ASHORE[ident].items() if not is_ashore(point, maps[ident])]
    wrong += [name for name, point in AT_SEA[ident].items() if is_ashore(point, maps[ident])]
    assert not wrong


def test_the_places_of_the_book_stand_on_land_or_at_its_edge(maps: dict[str, Map]):
    allowed = {"korea": 0.2, "world": 1.5}  # degrees: how exact the outlines are
    for place in edition_gallery().records.registers.places:
        if place.map is None:
            continue
        reach = allowed[place.map]
        around_it = product((0, reach, -reach), repeat=2)
        points = [(place.longitude + x, place.latitude + y) for x, y in around_it]
        assert any(is_ashore(point, maps[place.map]) for point in points), place.id


def test_no_two_places_of_the_book_share_a_dot_and_no_country_has_one():
    shown = [place for place in edition_gallery().records.registers.places if place.map]
    spots = [(place.map, place.latitude, place.longitude) for place in shown]
    assert sorted(set(spots)) == sorted(spots)
    countries = {"china", "germany", "iran", "japan", "russia", "vietnam"}
    assert not countries & {place.id for place in shown}


def test_the_demarcation_line_runs_from_coast_to_coast_between_the_armies(maps: dict[str, Map]):
    line = next(line for line in maps["korea"].lines if line.style == "dashed")
    assert line.name == "Military demarcation line"
    (west, south), (east, north) = line.points[0], line.points[-1]
    assert (west, east) == (pytest.approx(126.68, abs=0.1), pytest.approx(128.36, abs=0.1))
    assert (south, north) == (pytest.approx(37.85, abs=0.1), pytest.approx(38.61, abs=0.1))


def test_no_map_names_a_sea_or_an_islet(maps: dict[str, Map]):
    named = {name.text for each in maps.values() for name in each.names}
    assert named == {"North Korea", "South Korea", "China", "Russia", "Japan"}


# Geometry

corner = st.tuples(*[st.floats(-150, 250, width=16)] * 2)


@given(st.lists(corner, min_size=3, max_size=8))
def test_a_shape_is_cut_at_the_frame(shape: list[tuple[float, float]]):
    for x, y in cut_shape(shape, FRAME):
        assert 0 <= x <= 100
        assert 0 <= y <= 80


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 80)), min_size=3, max_size=8))
def test_a_shape_within_the_frame_stays_as_it_is(shape: list[tuple[float, float]]):
    assert cut_shape(shape, FRAME) == shape


@settings(max_examples=300)
@given(corner, corner, corner, st.floats(1, 99), st.floats(1, 79))
def test_what_the_frame_shows_of_a_shape_is_what_lies_in_it(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], x: float, y: float
):
    def far(one: tuple[float, float], other: tuple[float, float]) -> float:
        long = hypot(other[0] - one[0], other[1] - one[1])
        twice = (other[0] - one[0]) * (y - one[1]) - (other[1] - one[1]) * (x - one[0])
        return abs(twice) / long if long else hypot(x - one[0], y - one[1])

    if min(far(a, b), far(b, c), far(c, a)) > 1:  # cuts are rounded to a tenth
        cut = cut_shape([a, b, c], FRAME)
        assert is_within((x, y), [a, b, c]) == (len(cut) > 2 and is_within((x, y), cut))


@pytest.mark.parametrize(
    ("one_end", "other_end", "meets"),
    [
        ((-5, 5), (15, 5), True),
        ((5, 5), (6, 6), True),
        ((-5, 5), (-1, 5), False),
        ((-5, 2), (2, -5), False),
        ((-1, 12), (12, -1), True),
        ((5, -5), (5, -1), False),
    ],
)
def test_a_line_meets_a_box(one_end: tuple[float, float], other_end: tuple[float, float], meets: bool):
    assert crosses(one_end, other_end, (0, 0, 10, 10)) == meets
    assert crosses(other_end, one_end, (0, 0, 10, 10)) == meets


@given(st.floats(50, 900), st.floats(50, 900))
def test_a_window_is_shown_whole_in_any_frame(wide: float, high: float):
    window = (124.0, 34.0, 131.0, 42.0)
    projection = projected(window, 38, (0, 0, wide, high))
    left, bottom = projection.at(window[0], window[1])
    right, top = projection.at(window[2], window[3])
    assert left >= -0.1
    assert top >= -0.1
    assert right <= wide + 0.1
    assert bottom <= high + 0.1
    assert left + right == pytest.approx(wide, abs=0.3)
    assert projection.across / projection.down == pytest.approx(cos(radians(38)))


# Layout


def panels(layout: MapLayout) -> list[tuple[Panel, float]]:
    """The maps of a layout, each with the size of its labels."""
    return [(panel, layout.measure.size) for panel in layout.panels]


@EACH_MEASURE
def test_every_name_can_be_read(crowd: MapFigure, measure: Measure):
    for (panel, size), chart in zip(panels(map_layout(crowd, measure)), crowd.charts, strict=True):
        named = [each for each in panel.words if each.part == "spots"]
        assert sorted(each.id for each in named) == sorted(spot.id for spot in chart.spots)
        fixed = [each for each in panel.words if each.part in ("labels", "names", "bar")]
        for one_word, other in combinations([*named, *fixed], 2):
            a, b = box_of(one_word, size), box_of(other, size)
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (one_word, other)
        for word in [*named, *fixed]:
            box = box_of(word, size)
            assert panel.frame[0] <= box[0] <= box[2] <= panel.frame[2], word
            assert panel.frame[1] <= box[1] <= box[3] <= panel.frame[3], word


@EACH_MEASURE
def test_a_name_stands_by_its_dot_or_is_led_to_it(crowd: MapFigure, measure: Measure):
    for panel, size in panels(map_layout(crowd, measure)):
        led = {stroke.id for stroke in panel.strokes if stroke.part == "leaders"}
        for word in (each for each in panel.words if each.part == "spots"):
            dot = next(dot for dot in panel.dots if dot.spot.id == word.id)
            box = box_of(word, size)
            far = hypot(max(box[0] - dot.x, 0, dot.x - box[2]), max(box[1] - dot.y, 0, dot.y - box[3]))
            assert far <= DISTANCES[-1] * size + 0.1
            assert word.id in led or far <= DISTANCES[0] * size + 0.1
            assert (
                not any(
                    box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
                    for other in (around(each, size) for each in panel.dots if each is not dot)
                )
                or measure is PHONE
            )


@EACH_MEASURE
def test_the_scale_bar_is_as_long_as_it_says(crowd: MapFigure, measure: Measure):
    korea, world = map_layout(crowd, measure).panels
    (bar,) = (stroke for stroke in korea.strokes if stroke.part == "bar")
    dots = {dot.spot.name: dot for dot in korea.dots}
    north, south = dots["Pyongyang"], dots["Kwangju"]
    degrees = north.spot.latitude - south.spot.latitude
    long = bar.points[2][0] - bar.points[1][0]
    assert long / 200 == pytest.approx((south.y - north.y) / (degrees * DEGREE), rel=0.01)
    assert not [stroke for stroke in world.strokes if stroke.part == "bar"]


@EACH_MEASURE
def test_the_order_of_the_records_does_not_change_the_drawing(crowd: MapFigure, measure: Measure):
    turned = figure_of(*(Chart(chart.map, chart.spots[::-1]) for chart in crowd.charts))
    there, back = (map_layout(each, measure) for each in (crowd, turned))
    for one_panel, other in zip(there.panels, back.panels, strict=True):
        assert set(one_panel.words) == set(other.words)
        assert set(one_panel.dots) == set(other.dots)


@EACH_MEASURE
def test_the_maps_fit_their_sheet(crowd: MapFigure, measure: Measure):
    layout = map_layout(crowd, measure)
    assert layout.height <= (measure.height or float("inf"))
    for panel in layout.panels:
        for shape in (*panel.lands, *panel.waters):
            for x, y in shape:
                assert panel.frame[0] <= x <= panel.frame[2]
                assert panel.frame[1] <= y <= panel.frame[3]
    assert layout.panels[0].frame[3] < layout.panels[1].frame[1]


def test_a_wide_drawing_shows_more_to_both_sides(crowd: MapFigure):
    wide, phone = (map_layout(crowd, measure).panels[0] for measure in (WIDE, PHONE))
    assert len(wide.lands) > len(phone.lands) or len(wide.lands) == len(crowd.charts[0].map.lands)
    assert wide.frame[2] / wide.frame[3] > 1 > phone.frame[2] / phone.frame[3]


# Forms


@EACH_MEASURE
def test_both_forms_hold_the_same_places(crowd: MapFigure, measure: Measure):
    (svg,) = drawn(crowd, measure)
    root = ElementTree.fromstring(svg)
    made = form(crowd, measure)
    traces = {trace["name"]: trace for trace in made["data"]}
    marks = {spot.id for chart in crowd.charts for spot in chart.spots}
    assert {node.get("data-event") for node in root.iter() if node.get("data-event")} == marks
    assert set(traces["spots"]["customdata"]) == set(traces["labels"]["customdata"]) == marks
    texts = [node.text for node in root.iter(f"{SVG}text")]
    assert sorted(texts) == sorted(
        [
            *traces["labels"]["text"],
            *(
                re.sub("</?b>", "", line)
                for each in made["layout"]["annotations"]
                for line in each["text"].split("<br>")
            ),
        ]
    )


def test_names_are_never_taken_for_tags(maps: dict[str, Map]):
    spots = (Spot("name-a", "<b>A</b> & $x^2$", 10, 50, "<i>told</i>"),)
    figure = figure_of(Chart(maps["world"], spots))
    (svg,) = drawn(figure, WIDE)
    assert "&lt;b&gt;A&lt;/b&gt; &amp; $x^2$" in svg
    told = json.loads(specification(figure, (WIDE,)))
    trace = next(each for each in told["forms"]["wide"]["data"] if each["name"] == "spots")
    assert trace["hovertext"] == [
        "<b>&lt;b&gt;A&lt;/b&gt; &amp; $x^2$</b><br>&lt;i&gt;told&lt;/i&gt;<br>50° N, 10° E"
    ]


def test_coordinates_are_read_as_prose_writes_them():
    assert coordinates(Spot("name-a", "A", -77.04, 38.9, "")) == "38.9° N, 77.04° W"
    assert coordinates(Spot("name-b", "B", 126.677, -37.956, "")) == "37.96° S, 126.68° E"


def test_the_same_places_give_the_same_bytes(crowd: MapFigure):
    assert drawn(crowd, PAGE) == drawn(crowd, PAGE)
    assert specification(crowd, (WIDE, PHONE)) == specification(crowd, (WIDE, PHONE))


# A book with a map


@pytest.fixture(scope="module")
def book(built_book: Callable[..., Path]) -> Path:
    """The small book with places and two maps, built whole."""
    return built_book("places")


def test_a_place_without_a_map_has_no_dot_and_a_map_without_places_is_left_out(tmp_path: Path):
    root = Path(shutil.copytree(BOOKS / "small", tmp_path / "book"))
    shutil.copytree(BOOKS / "places", root, dirs_exist_ok=True)
    known = load_records(root)
    figure = places_figure(known)
    assert [[spot.name for spot in chart.spots] for chart in figure.charts] == [
        ["Easton", "Westhaven"],
        ["Farpoint"],
    ]
    assert figure.alt == (
        "2 maps with dots for places. Near: coasts; the river; the line; Easton, Westhaven. "
        "Far: coasts; Farpoint."
    )
    places = root / "data" / "places.yml"
    places.write_text(
        "".join(line for line in places.open(encoding="utf-8") if "world" not in line), encoding="utf-8"
    )
    figure = places_figure(load_records(root))
    assert [chart.map.id for chart in figure.charts] == ["korea"]
    assert figure.alt.startswith("A map with dots for places. Near: ")


def test_the_chapter_shows_the_map_with_what_it_leaves_out(book: Path):
    tree = page(book / "_build" / "html" / "book" / "places.html")
    chart = one(tree, ".chart[data-kind=map]")
    assert one(chart, ".stage")["aria-label"] == places_figure(load_records(book)).alt
    assert len(chart.select(".drawing > svg")) == 2
    assert [words(item) for item in chart.select(".chart-legend li")] == [
        "● place",
        "─ The river",
        "╌ The line",
    ]
    told = words(one(tree, "figure.chart-figure figcaption, .chart-figure figcaption"))
    assert "The nearer map is a drawing for tests. The farther map is one too." in told
    assert "Source: our own drawing" in told


def test_the_table_and_the_files_have_the_coordinates(book: Path):
    html = book / "_build" / "html"
    rows = page(html / "book" / "places.html").select('.rows[data-figure="places"] tbody tr')
    cells = [[words(cell) for cell in row.select("th, td")] for row in rows]
    assert cells == [
        ["Easton", "38.02", "125.1", "Korea"],
        ["Westhaven", "38", "125", "Korea"],
        ["Farpoint", "-3.5", "-70.25", "World"],
    ]
    with (html / "figures" / "places.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["place", "latitude", "longitude", "map"], *cells]
    told = json.loads((html / "figures" / "places.json").read_text(encoding="utf-8"))
    assert told["rows"][2] == {"place": "Farpoint", "latitude": -3.5, "longitude": -70.25, "map": "World"}
    assert "Westhaven" in (html / "figures" / "places.svg").read_text(encoding="utf-8")
    check_links(html)


def test_the_pdf_has_the_map(book: Path):
    import pikepdf

    with pikepdf.open(book / "_build" / "pdf" / "six-tracks.pdf") as pdf:
        alts = [
            str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        ]
    assert places_figure(load_records(book)).alt in alts


def test_a_point_of_the_globe_is_refused_when_it_is_none():
    with pytest.raises(ValueError, match="latitude"):
        Place(
            id="a",
            heading="A",
            found_as=("A a",),
            short="s",
            text="t",
            sources=("K",),
            latitude=91,
            longitude=0,
        )
