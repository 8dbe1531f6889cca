"""Networks and their grids: both forms hold the same in the same place, and nothing is cut off or covered."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from sixtracks.figures.layout import FILE, PAGE, PHONE, WIDE, Measure
from sixtracks.figures.matrix_layout import MatrixLayout, matrix_layout
from sixtracks.figures.model import Figure, MatrixFigure, NetworkFigure, Node, Table, Tie, View
from sixtracks.figures.network_form import matrix_form, network_form
from sixtracks.figures.network_layout import NetworkLayout, network_layout
from sixtracks.figures.network_paper import draw_matrix, draw_network
from sixtracks.figures.network_parts import TALLEST, Words, balanced
from sixtracks.figures.page import for_page
from sixtracks.figures.style import COLOURS, ROLES, end_sample, line_sample, sign_sample
from sixtracks.figures.type import width

SVG = "{http://www.w3.org/2000/svg}"
EACH_MEASURE = pytest.mark.parametrize("measure", [FILE, PAGE, WIDE, PHONE], ids=lambda each: each.name)
BASE: dict[str, Any] = {
    "name": "network",
    "title": "The tracks as a network",
    "alt": "Who sits where.",
    "description": (),
    "rule": (),
    "as_of": date(2026, 1, 31),
    "sources": (),
    "table": Table((), (), ()),
}
Edges = tuple[float, float, float, float]

PARTIES = {
    "us": ("United States", "US"),
    "dprk": ("North Korea", "North Korea"),
    "rok": ("South Korea", "South Korea"),
    "security-council": ("UN Security Council", "Security Council"),
    "china": ("China", "China"),
    "weapons-conventions": ("OPCW and the weapons conventions", "Weapons bodies"),
    "japan": ("Japan", "Japan"),
    "international-community": ("Wider international community", "Other states"),
    "russia": ("Russia", "Russia"),
}
TRACKS = {
    "inter-korean": ("Inter-Korean relations", "Inter-Korean"),
    "economic": ("Economic measures and sanctions", "Economic"),
    "nuclear": ("Nuclear security and long-range missiles", "Nuclear"),
    "general-security": ("General security", "General security"),
    "humanitarian": ("Humanitarian and cultural issues", "Humanitarian"),
    "regional": ("Regional security", "Regional"),
}
SEATS = """
inter-korean dprk principal, inter-korean rok principal, inter-korean us ratifier,
inter-korean china ratifier, economic dprk principal?, economic rok principal?,
economic security-council guarantor, economic us consulted, economic japan possible,
nuclear us principal, nuclear dprk principal, nuclear rok possible,
general-security dprk principal?, general-security rok principal?, general-security us principal?,
general-security weapons-conventions guarantor, humanitarian rok principal, humanitarian dprk principal?,
humanitarian japan possible, humanitarian international-community consulted, regional china principal,
regional japan principal, regional russia principal, regional us principal, regional dprk principal,
regional rok principal
"""
"""The essay's seats; a question mark is that the role is inferred."""


def seat(track: str, party: str, role: str = "principal", *, stated: bool = True) -> Tie:
    """A seat with what is told of it."""
    told = f"{party}: {role} in {track}"
    return Tie(f"seat-{track}-{party}", f"party-{party}", f"track-{track}", role, stated, told)


def ties(told: str) -> tuple[Tie, ...]:
    """Seats from their short form."""
    rows = [each.split() for each in told.split(",")]
    return tuple(
        seat(track, party, role.rstrip("?"), stated=not role.endswith("?")) for track, party, role in rows
    )


def nodes(sort: str, named: dict[str, tuple[str, str]], *, numbered: bool = False) -> tuple[Node, ...]:
    """Parties or tracks."""
    return tuple(
        Node(f"{sort}-{ident}", name, short, str(index) if numbered else "", f"{name}: told.")
        for index, (ident, (name, short)) in enumerate(named.items(), 1)
    )


def network(view: View) -> NetworkFigure:
    """A network of one view."""
    used = {tie.role for tie in view.ties}
    return NetworkFigure(**BASE, views=(view,), roles=tuple((role, role) for role in ROLES if role in used))


def matrix(view: View) -> MatrixFigure:
    """The same as a grid."""
    return MatrixFigure(
        **BASE,
        parties=(*view.left, *view.right),
        tracks=view.tracks,
        ties=view.ties,
        roles=network(view).roles,
    )


_NODES = nodes("party", PARTIES)
ESSAY = View("six", "Six", _NODES[:3], nodes("track", TRACKS, numbered=True), _NODES[3:], ties(SEATS), "Six.")
PAIR = View(
    "pair",
    "Pair",
    nodes("party", {"a": ("A", "A")}),
    nodes("track", {"t": ("Talks", "Talks")}),
    nodes("party", {"b": ("B", "B")}),
    ties("t a principal, t b consulted?"),
    "Two.",
)
LEFT_ALONE = replace(ESSAY, left=_NODES, right=())
RIGHT_ALONE = replace(ESSAY, left=(), right=_NODES)
EACH_VIEW = pytest.mark.parametrize(
    "view", [ESSAY, PAIR, LEFT_ALONE, RIGHT_ALONE], ids=["essay", "pair", "left", "right"]
)


def crowd(number: int, tracks: int = 8) -> View:
    """Many parties, with two seats each."""
    parties = nodes("party", {f"p{i}": (f"Party number {i}", f"Party {i}") for i in range(number)})
    rooms = {f"t{i}": (f"The track {i} of all", f"Track {i}") for i in range(tracks)}
    roles = tuple(ROLES)
    seats = tuple(
        seat(f"t{(i + k) % tracks}", f"p{i}", roles[(i + k) % len(roles)], stated=i % 3 > 0)
        for i in range(number)
        for k in (0, 3)
    )
    half = number // 2
    return View(
        "c", "C", parties[:half], nodes("track", rooms, numbered=True), parties[half:], seats, "Many."
    )


def marks_of(view: View) -> set[str]:
    """The marks of all its parts."""
    return {each.id for each in (*view.left, *view.tracks, *view.right, *view.ties)}


def drawn_marks(svg: str) -> Counter[str]:
    """How often each mark stands in a drawing."""
    found = (node.get("data-event") for node in ElementTree.fromstring(svg).iter())
    return Counter(mark for mark in found if mark)


def told_marks(form: dict[str, Any]) -> set[str]:
    """The marks in a form."""
    return {mark for trace in form["data"] for mark in trace["customdata"]}


def traces(form: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Its traces of a name."""
    return [trace for trace in form["data"] if trace["name"] == name]


def apart(one: Edges, other: Edges) -> bool:
    """Whether two rectangles have no point in common."""
    slack = 0.01
    return (
        one[2] <= other[0] + slack
        or other[2] <= one[0] + slack
        or one[3] <= other[1] + slack
        or other[3] <= one[1] + slack
    )


def assert_apart(edges: Iterable[Edges]) -> None:
    """Nothing stands on anything else."""
    for one, other in combinations(edges, 2):
        assert apart(one, other), (one, other)


def extents(words: Iterable[Words], measure: Measure) -> Iterator[Edges]:
    """The rectangles of words."""
    for each in words:
        yield each.extent(measure.size)


def assert_on_sheet(edges: Iterable[Edges], measure: Measure, height: float) -> None:
    """Nothing is cut off."""
    for left, top, right, bottom in edges:
        assert left >= 0
        assert top >= 0
        assert right <= measure.width
        assert bottom <= height


def labels_of_network(layout: NetworkLayout) -> list[Words]:
    """All that is written."""
    parts = [words for part in (*layout.boxes, *layout.signs) for words in part.words]
    return [*parts, *(key.words for key in layout.keys)]


def labels_of_matrix(layout: MatrixLayout) -> list[Words]:
    """All that is written."""
    parts = [words for head in (*layout.rows, *layout.columns) for words in head.words]
    return [*parts, *(key.words for key in layout.keys)]


@EACH_MEASURE
@EACH_VIEW
def test_every_part_is_in_both_forms(view: View, measure: Measure) -> None:
    """Each party, track and seat bears its mark, as a shape and as words; a seat as a line and its end."""
    (svg,) = draw_network(network(view), measure)
    found = drawn_marks(svg)
    assert set(found) == marks_of(view)
    assert all(found[tie.id] == 2 for tie in view.ties)
    form = network_form(network(view), measure)
    assert told_marks(form) == marks_of(view)
    assert set(traces(form, "ends")[0]["customdata"]) == {tie.id for tie in view.ties}
    for role in {tie.role for tie in view.ties}:
        (line,) = traces(form, f"ties {role}")
        assert set(line["customdata"]) == {tie.id for tie in view.ties if tie.role == role}
        assert len(line["x"]) == len(line["y"]) == len(line["customdata"])


@EACH_MEASURE
@EACH_VIEW
def test_every_part_is_in_both_forms_of_the_grid(view: View, measure: Measure) -> None:
    """Each party, track and seat bears its mark, also where names run upwards."""
    (svg,) = draw_matrix(matrix(view), measure)
    assert set(drawn_marks(svg)) == marks_of(view)
    form = matrix_form(matrix(view), measure)
    assert told_marks(form) == marks_of(view)
    (seats,) = traces(form, "seats")
    assert [text.replace("<br>", " ") for text in seats["hovertext"]] == [tie.told for tie in view.ties]


@EACH_MEASURE
@EACH_VIEW
def test_nothing_stands_on_anything_else(view: View, measure: Measure) -> None:
    """Words are apart from one another, from signs and from foreign boxes, and on the sheet."""
    layout = network_layout(network(view), measure)
    written = list(extents(labels_of_network(layout), measure))
    signs = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in layout.signs]
    boxes = [(b.left, b.top, b.right, b.bottom) for b in layout.boxes]
    outside = list(extents([w for s in layout.signs for w in s.words], measure))
    assert_apart(written)
    assert_apart([*outside, *signs, *boxes])
    assert_on_sheet([*written, *signs, *boxes], measure, layout.sheet)
    for box in layout.boxes:
        for left, top, right, bottom in extents(box.words, measure):
            assert box.left < left < right < box.right
            assert box.top < top < bottom < box.bottom


@EACH_MEASURE
@EACH_VIEW
def test_nothing_stands_on_anything_else_in_the_grid(view: View, measure: Measure) -> None:
    """Words are apart from one another and from signs, and on the sheet."""
    layout = matrix_layout(matrix(view), measure)
    reach = measure.size * 0.6
    cells = [(c.x - reach, c.y - reach, c.x + reach, c.y + reach) for c in layout.cells]
    written = list(extents(labels_of_matrix(layout), measure))
    assert_apart([*written, *cells])
    assert_on_sheet([*written, *cells], measure, layout.sheet)


@EACH_MEASURE
def test_names_are_whole_and_short_on_a_phone(measure: Measure) -> None:
    """Every name is written out, the short one where the drawing is narrow."""
    layout = network_layout(network(ESSAY), measure)
    for part in (*layout.boxes, *layout.signs):
        said = " ".join(words.text for words in part.words)
        name = part.node.short if measure is PHONE else part.node.name
        assert said == f"{part.node.number} {name}".strip()


@EACH_MEASURE
@EACH_VIEW
def test_lines_end_apart_and_in_the_order_of_the_parties(view: View, measure: Measure) -> None:
    """Along an edge of a box the ends are spread, within it, and cross no more than they must."""
    layout = network_layout(network(view), measure)
    signs = {sign.node.id: sign for sign in layout.signs}
    for box in layout.boxes:
        for edge in (box.left, box.right):
            at = [t for t in layout.threads if t.tie.track == box.node.id and t.points[-1][0] == edge]
            at.sort(key=lambda thread: thread.points[-1][1])
            heights = [signs[thread.tie.party].y for thread in at]
            assert heights == sorted(heights)
            assert all(box.top < thread.points[-1][1] < box.bottom for thread in at)
            for one, other in pairwise(at):
                assert other.points[-1][1] - one.points[-1][1] > one.radius + other.radius


@pytest.mark.parametrize("measure", [WIDE, PHONE], ids=lambda each: each.name)
def test_plotly_takes_the_drawings_place(measure: Measure) -> None:
    """A form has the drawing's size, no margins, and its unit, downwards from the top."""
    pairs: list[tuple[str, dict[str, Any]]] = [
        (draw_network(network(ESSAY), measure)[0], network_form(network(ESSAY), measure)),
        (draw_matrix(matrix(ESSAY), measure)[0], matrix_form(matrix(ESSAY), measure)),
    ]
    for svg, form in pairs:
        (_, _, wide, high) = map(float, ElementTree.fromstring(svg).get("viewBox", "").split())
        layout = form["layout"]
        assert [layout["width"], layout["height"]] == pytest.approx([wide, high], abs=0.01)
        assert layout["xaxis"]["range"] == [0, measure.width]
        assert layout["yaxis"]["range"] == [layout["height"], 0]
        assert set(layout["margin"].values()) == {0}
        assert not layout["xaxis"]["visible"]
        go.Figure(form)  # which refuses what plotly does not know
        json.dumps(form, allow_nan=False)


@EACH_MEASURE
def test_words_stand_where_the_drawing_has_them(measure: Measure) -> None:
    """Each line of a label has its own place in plotly's form."""
    form = network_form(network(ESSAY), measure)
    (labels,) = traces(form, "labels")
    parts = network_layout(network(ESSAY), measure)
    words = [each for part in (*parts.boxes, *parts.signs) for each in part.words]
    assert [text.removeprefix("<b>").removesuffix("</b>") for text in labels["text"]] == [
        w.text for w in words
    ]
    assert labels["x"] == pytest.approx([each.x for each in words], abs=0.01)


@EACH_MEASURE
def test_the_same_bytes_twice(measure: Measure) -> None:
    """A drawing is the same each time."""
    assert draw_network(network(ESSAY), measure) == draw_network(network(ESSAY), measure)
    assert draw_matrix(matrix(ESSAY), measure) == draw_matrix(matrix(ESSAY), measure)


def test_colours_are_those_that_the_page_replaces() -> None:
    """No colour is unknown to the page, in neither form."""
    for svg in (*draw_network(network(ESSAY), WIDE), *draw_matrix(matrix(ESSAY), WIDE)):
        assert "#" not in for_page(svg).replace('href="#', "").replace("url(#", "")
    told = json.dumps([network_form(network(ESSAY), WIDE), matrix_form(matrix(ESSAY), WIDE)])
    assert {part for part in told.split('"') if part.startswith("#")} <= set(COLOURS.values())


def test_roles_differ_without_colour() -> None:
    """Roles are told apart by dashes or width, and by the shape of their signs."""
    assert len({(style.wide, style.dashes) for style in ROLES.values()}) == len(ROLES)
    assert len({style.dashes for style in ROLES.values()}) == len(ROLES)
    assert len({style.symbol for style in ROLES.values()}) == len(ROLES)
    assert len({style.corners for style in ROLES.values()}) == len(ROLES)


def test_what_is_inferred_is_open() -> None:
    """A seat that the source does not state ends in a ring, and has an open sign."""
    (ends,) = traces(network_form(network(ESSAY), WIDE), "ends")
    (signs,) = traces(matrix_form(matrix(ESSAY), WIDE), "seats")
    stated = {tie.id: tie.stated for tie in ESSAY.ties}
    for trace in (ends, signs):
        for mark, colour in zip(trace["customdata"], trace["marker"]["color"], strict=True):
            assert (colour != COLOURS["paper"]) == stated[mark]


@pytest.mark.parametrize("measure", [FILE, PAGE], ids=lambda each: each.name)
def test_a_file_bears_its_legend(measure: Measure) -> None:
    """Roles that occur, and what the ends say; a page of the site has it in text."""
    keys = network_layout(network(ESSAY), measure).keys
    assert [key.words.text for key in keys] == [*ROLES, "role stated", "role inferred"]
    assert [key.words.text for key in network_layout(network(PAIR), measure).keys] == [
        "principal", "consulted", "role stated", "role inferred",
    ]  # fmt: skip
    keys = matrix_layout(matrix(ESSAY), measure).keys
    assert [key.words.text for key in keys] == [*ROLES, "open: role inferred"]
    assert not network_layout(network(ESSAY), WIDE).keys


def test_samples_are_well_formed_and_have_the_pages_colours() -> None:
    """What a legend in HTML shows of a role is the same look, in the page's colours."""
    samples = [line_sample(role) for role in ROLES]
    samples += [sign_sample(role, stated=stated) for role in ROLES for stated in (True, False)]
    samples += [end_sample(stated=True), end_sample(stated=False)]
    for sample in samples:
        assert ElementTree.fromstring(sample).tag == "svg"
        assert "#" not in sample
        assert "var(--chart-" in sample
    assert len(set(samples)) == len(samples)


@EACH_MEASURE
@pytest.mark.parametrize("hostile", ["A <b>&\"'</b> B", "$x_1$ {y} %s \\n", "Ω–日本 ½"])
def test_text_is_text(hostile: str, measure: Measure) -> None:
    """Signs of markup are written as they are."""
    node = Node("party-a", hostile, hostile, "", hostile)
    track = Node("track-t", hostile, hostile, "<1>", hostile)
    told = replace(PAIR.ties[0], told=hostile)
    view = replace(PAIR, left=(node,), tracks=(track,), ties=(told, PAIR.ties[1]))
    for figure in (network(view), matrix(view)):
        svg, form = _both(figure, measure)
        said = " ".join(node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text"))
        assert all(word in said for word in hostile.split())
        assert "<1>" in said
        hovers = [text for trace in form["data"] for text in trace.get("hovertext", [])]
        escaped = hostile.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert escaped in {text.replace("<br>", " ") for text in hovers}


def _both(figure: Figure, measure: Measure) -> tuple[str, dict[str, Any]]:
    if isinstance(figure, NetworkFigure):
        return draw_network(figure, measure)[0], network_form(figure, measure)
    assert isinstance(figure, MatrixFigure)
    return draw_matrix(figure, measure)[0], matrix_form(figure, measure)


@EACH_MEASURE
@pytest.mark.parametrize(("number", "tracks"), [(12, 8), (1000, 60)])
def test_a_crowd_is_drawn_on_one_sheet(number: int, tracks: int, measure: Measure) -> None:
    """However many there are, all are drawn, on a sheet no higher than it may be, their names apart."""
    view = crowd(number, tracks)
    most = min(measure.height or 1e9, TALLEST * measure.size)
    layout = network_layout(network(view), measure)
    grid = matrix_layout(matrix(view), measure)
    assert max(layout.sheet, grid.sheet) <= most + 0.01
    for sheet, words in ((layout.sheet, labels_of_network(layout)), (grid.sheet, labels_of_matrix(grid))):
        assert_on_sheet(extents(words, measure), measure, sheet)
        assert_apart(extents(words, measure))
    assert len(layout.signs) == number
    assert set(drawn_marks(draw_network(network(view), measure)[0])) == marks_of(view)
    assert {tie.id for tie in view.ties} <= set(drawn_marks(draw_matrix(matrix(view), measure)[0]))
    assert told_marks(network_form(network(view), measure)) == marks_of(view)
    if number <= len(PARTIES) + 3:
        assert all(part.words for part in (*layout.signs, *layout.boxes, *grid.rows, *grid.columns))


def test_lines_of_a_name_are_even() -> None:
    """A name takes as few lines as it may, and these are of like length."""
    text = "Economic measures and sanctions"
    size, room = 10, width("Economic measures and", 10)
    assert balanced(text, size, room) == ("Economic measures", "and sanctions")
    assert balanced("Korea", size, room) == ("Korea",)
