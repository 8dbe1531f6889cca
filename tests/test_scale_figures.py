"""Shares, ranges and curves in both forms: all hold the same, stand in the same places, and can be read."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixtracks.figures.curves_layout import apart, curves_layout
from sixtracks.figures.layout import FILE, PAGE, PHONE, WIDE, Measure
from sixtracks.figures.model import (
    Bar,
    Curve,
    CurvesFigure,
    Figure,
    Range,
    RangesFigure,
    SharesFigure,
    Table,
)
from sixtracks.figures.page import for_page
from sixtracks.figures.paper import drawn
from sixtracks.figures.ranges_layout import ranges_layouts
from sixtracks.figures.scale import ScaleLayout, Stroke, endless, rounded, written
from sixtracks.figures.screen import form, specification
from sixtracks.figures.shares_layout import shares_layouts
from sixtracks.figures.style import COLOURS
from sixtracks.figures.type import width

SVG = "{http://www.w3.org/2000/svg}"
MEASURES = (FILE, PAGE, WIDE, PHONE)
EACH_MEASURE = pytest.mark.parametrize("measure", MEASURES, ids=lambda each: each.name)
WHAT: dict[str, Any] = {
    "alt": "It shows amounts.",
    "description": ("It shows amounts.",),
    "rule": ("In: amounts.",),
    "as_of": date(2026, 1, 31),
    "sources": (),
    "table": Table((), (), ()),
}
PARTIES = ("North Korea", "South Korea", "United States", "China", "Japan", "Russia", "Others")
SHARES = SharesFigure(
    name="strength",
    title="Strength",
    unit="share of strength, per cent",
    series=PARTIES,
    bars=(
        Bar("row-six-before", "Six tracks, before the sixth", (33, 30, 19, 4, 4, 0, 10), "leads by 3"),
        Bar("row-triangle", "Triangle", (40, 30, 30, 0, 0, 0, 0), "leads by 10"),
        Bar("row-lane", "One lane", (50, 0, 50, 0, 0, 0, 0), "nobody leads"),
        Bar(
            "row-talks", "The talks of 2003 to 2009: every party in every group", (18, 18, 18, 19, 14, 13, 0)
        ),
        Bar("row-hub", "Hub", (100, 0, 0, 0, 0, 0, 0), "leads by 100"),
        Bar("row-small", "Small parts", (97, 0.6, 1, 1.4, 0, 0, 0)),
    ),
    **WHAT,
)
RANGES = RangesFigure(
    name="sensitivity",
    title="Sensitivity",
    unit="points by which North Korea leads",
    series=("as stated", "as inferred"),
    rows=(
        Range("row-a", "Two plus UNSC: the two Koreas; before the sixth", (11, 12.5), 4, 17, "98 %"),
        Range("row-b", "Two plus UNSC: North Korea; after the sixth", (11, None), 4, 17, "71 %"),
        Range("row-c", "Triangle: the two Koreas", (None, 3), 3, 3, "0 %"),
        Range("row-d", "Triangle: North Korea", (7, 7), -2, 19, "100 %"),
        Range("row-e", "One lane", (None, None), 0, 0),
    ),
    first=0,
    last=20,
    spread_name="half of all draws",
    note_name="draws in which it leads",
    level=10,
    level_name="as the essay has it",
    **WHAT,
)
LANES = ("at least one lane", *(f"at least {k} of 6 lanes" for k in range(2, 6)), "all six")
CURVES = CurvesFigure(
    name="highway",
    title="Highway",
    across="Coupling: how often a lane that stalls stops another",
    up="Share of the time",
    curves=(
        *(
            Curve(
                f"curve-{k}",
                name,
                tuple((i / 20, (1 - i / 20) * (1 - k / 7) + i / 20 * 0.3) for i in range(21)),
                f"s{k}",
            )
            for k, name in enumerate(LANES, 1)
        ),
        Curve("curve-toll", "the toll road", ((0, 0.45), (1, 0.45)), "red", dashed=True),
    ),
    first=(0, 0),
    last=(1, 1),
    marks=((0.2, "all six no better at 20 %"), (0.62, "breadth stops helping at 62 %")),
    percent=(True, True),
    **WHAT,
)
FIGURES = (SHARES, RANGES, CURVES)
EACH = pytest.mark.parametrize("figure", FIGURES, ids=lambda each: each.name)


def ids_of(figure: Figure) -> set[str]:
    """The marks of a figure."""
    if isinstance(figure, SharesFigure):
        return {bar.id for bar in figure.bars}
    if isinstance(figure, RangesFigure):
        return {row.id for row in figure.rows}
    assert isinstance(figure, CurvesFigure)
    return {curve.id for curve in figure.curves}


def layout_of(figure: Figure, measure: Measure) -> ScaleLayout:
    """Where the parts of a figure of one sheet stand."""
    if isinstance(figure, SharesFigure):
        return shares_layouts(figure, endless(measure))[0]
    if isinstance(figure, RangesFigure):
        return ranges_layouts(figure, endless(measure))[0]
    assert isinstance(figure, CurvesFigure)
    return curves_layout(figure, measure)


def marks_in(svg: str) -> dict[str, list[str]]:
    """What a drawing has of each mark: the names of the elements."""
    found: dict[str, list[str]] = {}
    for node in ElementTree.fromstring(svg).iter():
        if ident := node.get("data-event"):
            found.setdefault(ident, []).extend(child.tag.removeprefix(SVG) for child in node.iter())
    return found


Box = tuple[str, float, float, float, float]


def texts_in(svg: str) -> Iterator[Box]:
    """The texts of a drawing: left, right, top and bottom of each."""
    for node in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        x, y, size = (float(node.attrib[key]) for key in ("x", "y", "font-size"))
        wide = width(node.text or "", size)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "start")]
        yield node.text or "", left, left + wide, y - size * 0.7, y + size * 0.2


def size_of(svg: str) -> tuple[float, float]:
    """A drawing's width and height."""
    *_, wide, high = map(float, ElementTree.fromstring(svg).attrib["viewBox"].split())
    return wide, high


def assert_readable(svg: str, measure: Measure) -> None:
    """No text leaves its sheet or stands on another."""
    wide, high = size_of(svg)
    texts = list(texts_in(svg))
    assert wide == pytest.approx(measure.width, abs=0.5)
    assert high <= (measure.height or float("inf"))
    assert [t for t in texts if t[1] < 0 or t[2] > wide or t[3] < 0 or t[4] > high] == []
    clashes = [
        (a[0], b[0])
        for n, a in enumerate(texts)
        for b in texts[:n]
        if a[1] < b[2] and b[1] < a[2] and a[3] < b[4] - 0.2 and b[3] < a[4] - 0.2
    ]
    assert clashes == []


def trace(figure: Figure, measure: Measure, name: str) -> dict[str, Any]:
    """A trace of a figure's plotly form."""
    return next(each for each in form(figure, measure)["data"] if each["name"] == name)


# All of them


@EACH
@EACH_MEASURE
def test_every_mark_is_in_both_forms(figure: Figure, measure: Measure):
    """A bar, a row or a curve: as a shape and with its label."""
    (svg,) = drawn(figure, measure)
    marks = marks_in(svg)
    assert set(marks) == ids_of(figure)
    assert all("text" in tags for tags in marks.values())
    bare = {"row-e"}  # it has a label alone
    assert {ident for ident, tags in marks.items() if not {"path", "use"} & set(tags)} == bare & set(marks)
    made = form(figure, measure)
    assert {ident for each in made["data"] for ident in each["customdata"]} == ids_of(figure)


@EACH
@EACH_MEASURE
def test_every_text_has_its_place(figure: Figure, measure: Measure):
    """In the sheet, and on no other."""
    for svg in drawn(figure, measure):
        assert_readable(svg, measure)


@EACH
@EACH_MEASURE
def test_the_form_takes_the_drawings_place(figure: Figure, measure: Measure):
    """As wide and as high, its axes over the whole sheet; each text stands where the drawing has it."""
    layout, made = layout_of(figure, measure), form(figure, measure)["layout"]
    assert (made["width"], made["height"]) == (layout.measure.width, layout.height)
    assert made["xaxis"]["fixedrange"]
    assert made["yaxis"]["fixedrange"]
    if not measure.legend:
        assert size_of(drawn(figure, measure)[0]) == pytest.approx((measure.width, layout.height), abs=0.5)
    drawn_at = sorted(
        (t[0], round(t[3] + (t[4] - t[3]) * 7 / 9), x)
        for svg in drawn(figure, replace(measure, legend=False))
        for t, x in ((t, round((t[1] + t[2]) / 2)) for t in texts_in(svg))
    )
    shown = []
    for each in form(figure, measure)["data"]:
        if "text" in each:
            for x, y, text, position in zip(
                each["x"], each["y"], each["text"], each["textposition"], strict=True
            ):
                shown += _lines(made, text, (x, y), position.split()[1], each["textfont"]["size"])
    opposite = {"left": "right", "right": "left", "center": "center"}
    for each in made["annotations"]:
        place = (each["x"], each["y"])
        shown += _lines(made, each["text"], place, opposite[each["xanchor"]], each["font"]["size"])
    assert sorted(text for text, *_ in shown) == [text for text, *_ in drawn_at]
    for (_, y, x), (text, its_y, its_x) in zip(drawn_at, sorted(shown), strict=True):
        assert abs(x - its_x) <= 1, text
        assert abs(y - its_y) <= measure.size * 0.4, text


def _lines(
    made: dict[str, Any], text: str, place: tuple[float, float], to: str, size: float
) -> Iterator[tuple[str, int, int]]:
    """The lines of a text of a form: each with its baseline and its middle on the sheet."""
    (x0, x1), (y1, y0) = made["xaxis"]["range"], made["yaxis"]["range"]
    across, down = (place[0] - x0) / (x1 - x0) * made["width"], (place[1] - y0) / (y1 - y0) * made["height"]
    lines = [unescape(each) for each in text.split("<br>")]
    for index, line in enumerate(lines):
        middle = across + {"left": -0.5, "center": 0, "right": 0.5}[to] * width(line, size)
        baseline = down + (index - (len(lines) - 1) / 2) * made["font"]["size"] * 1.25 + size * 0.32
        yield line, round(baseline), round(middle)


@EACH
def test_the_same_figure_gives_the_same_bytes(figure: Figure):
    """Twice in one process."""
    assert drawn(figure, PAGE) == drawn(figure, PAGE)
    assert specification(figure, (WIDE, PHONE)) == specification(figure, (WIDE, PHONE))


@EACH
@EACH_MEASURE
def test_plotly_takes_the_form(figure: Figure, measure: Measure):
    """It is of plain values, of paper's colours, and nothing in it is unknown to plotly."""
    made = form(figure, measure)
    assert json.loads(json.dumps(made)) == made
    go.Figure(made)
    colours = set(re.findall(r"#[0-9a-f]{6}", json.dumps(made)))
    assert colours <= set(COLOURS.values())
    assert made["layout"]["showlegend"] is False
    for each in made["data"]:
        assert len(each["x"]) == len(each["y"]) == len(each["customdata"]), each["name"]


@EACH
def test_a_drawing_stands_in_a_page(figure: Figure):
    """With the page's colours alone."""
    assert not re.search(r"#[0-9a-f]{6}|font-family|<title", for_page(drawn(figure, WIDE)[0]))


ODD = '<b>"A & B"</b> $x$ %{x}'


@pytest.mark.parametrize(
    "figure",
    [
        replace(
            SHARES,
            title=ODD,
            unit=ODD,
            series=tuple(ODD + str(n) for n in range(7)),
            bars=tuple(replace(bar, label=ODD, note=ODD) for bar in SHARES.bars),
        ),
        replace(
            RANGES,
            title=ODD,
            unit=ODD,
            level_name=ODD,
            note_name=ODD,
            spread_name=ODD,
            rows=tuple(replace(row, label=ODD, note=ODD) for row in RANGES.rows),
        ),
        replace(
            CURVES,
            title=ODD,
            across=ODD,
            up=ODD,
            marks=((0.5, ODD),),
            curves=tuple(replace(curve, name=ODD) for curve in CURVES.curves),
        ),
    ],
    ids=lambda each: each.name,
)
def test_odd_text_is_text(figure: Figure):
    """No tag of it works, in either form, and no template."""
    for measure in MEASURES:
        for svg in drawn(figure, measure):
            assert_readable(svg, measure)
            assert not list(ElementTree.fromstring(svg).iter(f"{SVG}b"))
    made = form(figure, WIDE)
    texts = [
        text
        for each in made["data"]
        for key in ("text", "hovertext", "meta", "hovertemplate")
        for text in ((each[key],) if isinstance(each.get(key), str) else each.get(key, ()))
    ] + [each["text"] for each in made["layout"]["annotations"]]
    assert any("&lt;b&gt;" in text for text in texts)
    assert [text for text in texts if '<b>"' in text] == []
    for each in made["data"]:
        values = re.findall(r"%\{(\w+)[:}]", each.get("hovertemplate", ""))
        assert values in ([], ["meta", "x", "y"])


@pytest.mark.parametrize(
    "figure",
    [
        replace(SHARES, bars=()),
        replace(SHARES, bars=SHARES.bars[:1], series=PARTIES),
        replace(SHARES, bars=(Bar("row-nil", "Nothing", (0,) * 7),)),
        replace(RANGES, rows=()),
        replace(RANGES, rows=RANGES.rows[:1], series=("as stated", "as inferred")),
        replace(RANGES, rows=RANGES.rows[-1:], note_name="", spread_name="", level=None),
        replace(RANGES, rows=(), first=5, last=5, unit="", note_name=""),
        replace(CURVES, curves=()),
        replace(CURVES, curves=CURVES.curves[:1], marks=()),
        replace(CURVES, curves=(Curve("curve-nil", "nothing", (), "s1"),)),
        replace(CURVES, curves=(Curve("curve-one", "one", ((0.5, 0.5),), "s1"),)),
    ],
    ids=[
        "no bars", "one bar", "nothing", "no rows", "one row", "no points", "no scale",
        "no curves", "one curve", "no point", "one point",
    ],
)  # fmt: skip
def test_little_is_drawn(figure: Figure):
    """Nothing, one, and what is empty."""
    for measure in MEASURES:
        (svg,) = drawn(figure, measure)
        assert set(marks_in(svg)) == ids_of(figure)
        assert_readable(svg, measure)
        made = form(figure, measure)
        assert {ident for each in made["data"] for ident in each["customdata"]} == ids_of(figure)


@pytest.mark.parametrize("number", [20, 60, 90])
@pytest.mark.parametrize("figure", [SHARES, RANGES], ids=lambda each: each.name)
def test_many_rows_are_spread_over_sheets(figure: Figure, number: int):
    """On paper only, in sheets that are alike; none is lost or higher than a page."""
    if isinstance(figure, SharesFigure):
        bars = [replace(SHARES.bars[n % 6], id=f"row-{n}", label=f"Bar {n}") for n in range(number)]
        figure = replace(figure, bars=tuple(bars))
    elif isinstance(figure, RangesFigure):
        rows = [replace(RANGES.rows[n % 4], id=f"row-{n}", label=f"Row {n}") for n in range(number)]
        figure = replace(figure, rows=tuple(rows))
    for measure in MEASURES:
        sheets = drawn(figure, measure)
        found = [set(marks_in(sheet)) for sheet in sheets]
        assert set().union(*found) == ids_of(figure)
        assert sum(map(len, found)) == number
        assert (len(sheets) > 1) <= (measure is PAGE)
        for sheet in sheets:
            assert_readable(sheet, measure)
        heights = [size_of(sheet)[1] for sheet in sheets]
        assert max(heights) - min(heights) <= 100 or len(sheets) == 1
    labels = [each for each in form(figure, PAGE)["data"] if each["name"] == "labels"]
    assert len(labels[0]["customdata"]) == number


@given(
    names=st.lists(st.text("abcdeimnowWM ,", min_size=1, max_size=14), min_size=1, max_size=4, unique=True)
)
@settings(max_examples=60, deadline=None)
def test_no_label_is_broken_that_has_its_column(names: list[str]):
    """A column is as wide as its widest label."""
    names = [name.strip() or "x" for name in names]
    rows = tuple(Range(f"row-{n}", name, (1,), 0, 2, name) for n, name in enumerate(names))
    figure = replace(RANGES, rows=rows, series=("as stated",), note_name="")
    for words in layout_of(figure, WIDE).words:
        if words.part in {"labels", "notes"}:
            assert len(words.lines) == 1


# Shares


def test_a_bars_parts_are_its_amounts():
    """As wide as they are much, in order, with a gap between them; a part of nothing is not drawn."""
    layout = layout_of(SHARES, WIDE)
    for bar in SHARES.bars:
        parts = [part for part in layout.parts if part.id == bar.id]
        assert [part.series for part in parts] == [n for n, amount in enumerate(bar.amounts) if amount]
        start = 0.0
        for part in parts:
            assert layout.across.value(part.left) == pytest.approx(start)
            start += bar.amounts[part.series]
            assert part.right < layout.across.at(start)
            assert layout.across.at(start) - part.right < WIDE.size * 0.2
        assert all(a.right < b.left for a, b in pairwise(parts))
    whole = trace(SHARES, WIDE, "part 0 s1")
    assert whole["x"][whole["customdata"].index("row-hub")] == 0


def test_a_bar_says_how_much():
    """Below each part that is wide enough, in ink: a part's own colour need not bear text on either theme."""
    (svg,) = drawn(SHARES, WIDE)
    texts = [text for text, *_ in texts_in(svg)]
    assert texts.count("33") == 1
    assert texts.count("4") == 2
    assert "0" not in texts
    layout = layout_of(SHARES, WIDE)
    parts = [part for part in layout.parts if part.id == "row-six-before"]
    amounts = [each for each in layout.words if each.part == "amounts" and each.id == "row-six-before"]
    assert [each.lines for each in amounts] == [("33",), ("30",), ("19",), ("4",), ("4",), ("10",)]
    for part, amount in zip(parts, amounts, strict=True):
        assert part.left < amount.x < part.right
        assert amount.y > part.bottom
        assert amount.role == "ink"


def test_a_seventh_part_is_grey_with_an_edge():
    """Rule's colour would hardly show on paper."""
    others = trace(SHARES, WIDE, "part 6 rule")
    edge = trace(SHARES, WIDE, "part 6 quiet")
    assert others["line"]["width"] < edge["line"]["width"]
    assert edge["x"][0] < others["x"][0] < others["x"][1] < edge["x"][1]


def test_the_pointer_is_told_all_of_a_bar():
    """Wherever along the bar it stands."""
    bars = trace(SHARES, WIDE, "bars")
    told = dict(zip(bars["customdata"], bars["hovertext"], strict=True))["row-six-before"]
    assert "<b>Six tracks, before the sixth</b>" in told
    assert "North Korea: 33" in told
    assert "Russia" not in told
    assert told.endswith("leads by 3")
    assert bars["customdata"].count("row-hub") > 20


def test_what_rounds_to_more_than_the_whole_stays_on_the_sheet():
    """33.4 three times: the bars are a little narrower."""
    figure = replace(SHARES, bars=(Bar("row-a", "A", (33.4, 33.4, 33.4)),), series=("a", "b", "c"))
    layout = layout_of(figure, PHONE)
    assert max(part.right for part in layout.parts) <= PHONE.width - 8


# Ranges


def test_points_and_spreads_stand_where_they_are():
    """On the scale of the axis; a row without a point has none, and one without a spread has no line."""
    points, open_ones = trace(RANGES, WIDE, "points 0"), trace(RANGES, WIDE, "points 1")
    assert dict(zip(points["customdata"], points["x"], strict=True)) == pytest.approx(
        {"row-a": 11, "row-b": 11, "row-d": 7}
    )
    assert dict(zip(open_ones["customdata"], open_ones["x"], strict=True)) == pytest.approx(
        {"row-a": 12.5, "row-c": 3, "row-d": 7}
    )
    assert points["marker"]["color"] != open_ones["marker"]["color"] == COLOURS["paper"]
    assert open_ones["marker"]["size"] > points["marker"]["size"]  # seen around it
    spreads = trace(RANGES, WIDE, "spreads")
    assert [x for x in spreads["x"] if x is not None] == pytest.approx([4, 17, 4, 17, -2, 19])
    told = points["hovertext"][points["customdata"].index("row-a")]
    assert "half of all draws: 4 to 17" in told
    assert told.endswith("draws in which it leads: 98 %")


def test_no_value_falls_off_the_scale():
    """The scale is made wider where a row goes beyond it."""
    layout = layout_of(RANGES, WIDE)
    assert (layout.across.first, layout.across.last) == (-2, 20)


@pytest.mark.parametrize(("level", "shown"), [(10, True), (0, True), (20, True), (21, False), (None, False)])
def test_a_level_stands_on_the_scale_or_not_at_all(level: float | None, shown: bool):
    """A line elsewhere would lie."""
    figure = replace(RANGES, level=level)
    for measure in MEASURES:
        strokes = [stroke for stroke in layout_of(figure, measure).strokes if stroke.part == "level"]
        assert bool(strokes) == shown
        assert ("as the essay has it" in [text for text, *_ in texts_in(drawn(figure, measure)[0])]) == shown
        shapes = [shape for shape in form(figure, measure)["layout"]["shapes"] if shape["name"] == "level"]
        assert bool(shapes) == shown
        assert all(shape["x0"] == pytest.approx(level) for shape in shapes)
        assert_readable(drawn(figure, measure)[0], measure)


@pytest.mark.parametrize("measure", [PAGE, PHONE], ids=lambda each: each.name)
def test_nothing_upright_runs_through_a_label(measure: Measure):
    """Where labels stand above their rows, grid and level keep to the rows."""
    layout = layout_of(RANGES, measure)
    labels = [words for words in layout.words if words.part == "labels"]
    half = measure.size * 0.4
    for stroke in layout.strokes:
        (x, top), (other, bottom) = stroke.points
        if x == other:
            for label in labels:
                assert all(
                    not top < label.y + n * measure.size * 1.25 + half * side < bottom
                    for n in range(len(label.lines))
                    for side in (-1, 1)
                )


# Curves


def test_a_curve_is_a_trace_of_its_own():
    """Named by its id, of the figure's own values: a page's script replaces them."""
    for curve in CURVES.curves:
        found = trace(CURVES, PHONE, curve.id)
        assert list(zip(found["x"], found["y"], strict=True)) == list(curve.points)
        assert found["customdata"] == [curve.id] * len(curve.points)
        assert (found["line"]["dash"] == "solid") is not curve.dashed
    assert set(trace(CURVES, PHONE, "names")["customdata"]) == ids_of(CURVES)
    marks = [each for each in form(CURVES, WIDE)["layout"]["annotations"] if each["name"] == "mark"]
    assert [each["text"] for each in marks] == [label for _, label in CURVES.marks]
    lines = [each for each in form(CURVES, WIDE)["layout"]["shapes"] if each["name"] == "mark"]
    assert [each["x0"] for each in lines] == pytest.approx([value for value, _ in CURVES.marks])


@EACH_MEASURE
def test_names_stand_beside_the_ends(measure: Measure):
    """Right of the axes, in the order of the ends, and a line in the curve's colour leads to each."""
    layout = layout_of(CURVES, measure)
    names = [words for words in layout.words if words.part == "names"]
    curves = {curve.id: curve for curve in CURVES.curves}
    leaders = {stroke.id: stroke for stroke in layout.strokes if stroke.part == "leaders"}
    assert all(words.x > layout.across.end for words in names)
    assert [words.id for words in names] == ["curve-toll", *(f"curve-{k}" for k in range(1, 7))]
    assert [words.y for words in names] == sorted(words.y for words in names)
    for words in names:
        curve, leader = curves[words.id], leaders[words.id]
        assert leader.role == curve.role
        assert leader.points[0] == pytest.approx(
            (layout.across.at(curve.points[-1][0]), layout.up.at(curve.points[-1][1]))
        )
        middle = words.y + (len(words.lines) - 1) * measure.size * 1.25 / 2
        assert leader.points[-1][1] == pytest.approx(middle)
        assert leader.points[-1][0] < words.x


@EACH_MEASURE
@pytest.mark.parametrize(
    "values", [(0.5,), (0, 1), (0.5, 0.5, 0.5), (0.95, 0.97, 1), (0, 0.02), (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)]
)
def test_marks_stand_above_their_lines(values: tuple[float, ...], measure: Measure):
    """Each label over its line, which ends below it; no line runs through another label."""
    figure = replace(CURVES, marks=tuple((value, f"a mark that stands at {value}") for value in values))
    layout = layout_of(figure, measure)
    words = [each for each in layout.words if each.part == "mark"]
    strokes: list[Stroke] = [each for each in layout.strokes if each.part == "mark"]
    assert_readable(drawn(figure, measure)[0], measure)
    for label, stroke in zip(words, strokes, strict=True):
        x, top = stroke.points[0]
        wide = width(label.lines[0], measure.size)
        assert label.x - wide / 2 - measure.size < x < label.x + wide / 2 + measure.size
        assert top > label.y - measure.size * 0.6
    if len(values) <= 3:
        for label in words:
            half = width(label.lines[0], measure.size) / 2
            assert [
                stroke
                for stroke in strokes
                if stroke.points[0][1] < label.y and abs(stroke.points[0][0] - label.x) < half
            ] == []


def test_a_mark_outside_the_axes_is_not_drawn():
    """It would stand nowhere."""
    figure = replace(CURVES, marks=((1.5, "far away"),))
    assert "far away" not in drawn(figure, WIDE)[0]
    assert "far away" not in json.dumps(form(figure, WIDE))


def test_shares_of_one_are_written_in_per_cent():
    """With a space that no line ends at."""
    texts = [text for text, *_ in texts_in(drawn(CURVES, WIDE)[0])]
    assert {f"{n}\N{NARROW NO-BREAK SPACE}%" for n in range(0, 101, 20)} <= set(texts)
    plain = replace(CURVES, percent=(False, False))
    assert {"0", "0.2", "1"} <= {text for text, *_ in texts_in(drawn(plain, WIDE)[0])}


# Scales


@pytest.mark.parametrize(
    ("span", "most", "expected"),
    [
        ((0, 20), 5, (0, 5, 10, 15, 20)),
        ((0, 1), 6, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ((0, 1), 3, (0, 0.5, 1)),
        ((-2, 20), 6, (0, 5, 10, 15, 20)),
        ((3, 17), 4, (5, 10, 15)),
        ((0, 100), 5, (0, 25, 50, 75, 100)),
        ((0, 0.003), 4, (0, 0.001, 0.002, 0.003)),
    ],
)
def test_numbers_on_an_axis_are_round(span: tuple[float, float], most: int, expected: tuple[float, ...]):
    """And not more of them than have room."""
    assert rounded(*span, most) == pytest.approx(expected)


@given(first=st.floats(-1e6, 1e6), span=st.floats(1e-3, 1e6), most=st.integers(2, 12))
@settings(max_examples=200)
def test_numbers_on_an_axis_are_on_it(first: float, span: float, most: int):
    """In order, within its ends, and never more than asked for."""
    found = rounded(first, first + span, most)
    assert 1 <= len(found) <= most
    assert list(found) == sorted(set(found))
    assert all(first - span * 1e-3 <= value <= first + span * 1.001 for value in found)


def test_numbers_are_written_as_they_are_read():
    """A minus sign, no needless zeros, no minus zero."""
    assert [written(value) for value in (-2, 0.5, 10.0, -0.0)] == ["−2", "0.5", "10", "0"]
    assert written(0.07, percent=True) == "7\N{NARROW NO-BREAK SPACE}%"


@given(
    items=st.lists(st.tuples(st.floats(0, 300), st.floats(5, 30)), max_size=9).map(sorted),
)
@settings(max_examples=200)
def test_names_are_moved_apart(items: list[tuple[float, float]]):
    """No two overlap, all keep their order and their room, and who has room is not moved."""
    wanted, heights = [w for w, _ in items], [h for _, h in items]
    places = apart(wanted, heights, -10, 310)
    for (a, high), (b, its) in pairwise(zip(places, heights, strict=True)):
        assert b - a >= (high + its) / 2 - 1e-6
    for place, high in zip(places, heights, strict=True):
        assert place - high / 2 >= -10 - 1e-6
        assert place + high / 2 <= 310 + 1e-6
    if all(b - a > 30 for a, b in pairwise(wanted)) and all(15 <= w <= 285 for w in wanted):
        assert places == pytest.approx(wanted)
