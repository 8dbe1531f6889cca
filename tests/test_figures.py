"""Figures in all their forms, drawn, for plotly and as files: all hold the same, and all have their place."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import plotly.io
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from keeping import edition_gallery
from sixtracks.figures import BUILDING, MIME, concurrency, launches, timeline
from sixtracks.figures.counts import concurrency_figure
from sixtracks.figures.drawings import kept_drawing, kept_form
from sixtracks.figures.files import as_csv, as_json
from sixtracks.figures.histories import timeline_figure
from sixtracks.figures.layout import FILE, LABELLED, PAGE, PHONE, WIDE, Layout, Measure, layouts, solid
from sixtracks.figures.model import (
    ColumnsFigure,
    CurvesFigure,
    Figure,
    MatrixFigure,
    NetworkFigure,
    TimelineFigure,
)
from sixtracks.figures.notebook import book_around, bundle, load_gallery
from sixtracks.figures.page import for_page
from sixtracks.figures.paper import drawn
from sixtracks.figures.screen import specification
from sixtracks.figures.type import width, wrapped
from sixtracks.records import Edition, Event, Lane, Party, Timeline, load_edition
from sixtracks.records.dates import Moment, approximate, moment
from sixtracks.records.edition import Essay
from sixtracks.records.events import EVENT_KINDS, Dormant
from sixtracks.records.timelines import Count

SVG = "{http://www.w3.org/2000/svg}"
MEASURES = (FILE, PAGE, WIDE, PHONE)
GALLERY = edition_gallery()
EVERY = pytest.mark.parametrize("name", GALLERY.names)
EACH_MEASURE = pytest.mark.parametrize("measure", MEASURES, ids=lambda each: each.name)
EDITION = Edition(
    title="Small",
    subtitle="A small book",
    editors="nobody",
    as_of=date(2026, 1, 31),
    essay=Essay(author="A", title="E", container="J", published=date(2018, 7, 9), url="https://example.org"),
)
PARTIES = (Party(id="north", name="The North", kind="state"),)
NAMES = {"UN2006first": "UN Security Council 2006"}
TALKS = Timeline(
    id="talks",
    title="Talks",
    rule="In: talks.",
    as_of=date(2026, 1, 31),
    lanes=(Lane(id="one", name="The first lane"), Lane(id="two", name="The second lane")),
    shows="Talks.",
)
COUNT = Count(
    first=moment("1985-01"),
    last=moment("1992-12"),
    level=12,
    level_name="a dozen",
    core=("one",),
    core_name="Lane one",
)


def event(ident: str, start: str | Moment, end: str | Moment | None = None, **fields: Any) -> Event:  # noqa: ANN401
    """An event of the first lane; its title is its id unless another is given."""
    return Event(
        id=ident,
        timelines=fields.pop("timelines", (("talks", "one"),)),
        start=moment(start),
        end=None if end is None else moment(end),
        title=fields.pop("title", ident),
        text="It happened.",
        kind=fields.pop("kind", "negotiation"),
        parties=("north",),
        sources=("UN2006first",),
        **fields,
    )


def figure_of(*events: Event, shown: Timeline = TALKS) -> TimelineFigure:
    """A timeline of some events."""
    return timeline_figure(shown, events, PARTIES, NAMES, EDITION)


@cache
def sheets_of(name: str, measure: Measure) -> tuple[str, ...]:
    """A figure of the edition, drawn once."""
    return drawn(GALLERY.figure(name), measure)


def ids_in(svg: str) -> set[str]:
    """The events and columns that a drawing marks."""
    return {
        node.attrib["data-event"]
        for node in ElementTree.fromstring(svg).iter()
        if "data-event" in node.attrib
    }


def ids_in_form(form: dict[str, Any]) -> set[str]:
    """The events and columns that a plotly form marks."""
    return {ident for trace in form["data"] for ident in trace.get("customdata", ())}


class Words(NamedTuple):
    """A text of a drawing, and the box that it takes up."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def covers(self, other: "Words") -> bool:
        """Whether the two stand on one another by more than a hair."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom - 0.2
            and other.top < self.bottom - 0.2
        )


def words_in(svg: str) -> Iterator[Words]:
    """The texts of a drawing that lie flat."""
    for node in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        turned = re.search(r"rotate\((-?[\d.]+)", node.get("transform", ""))
        if turned and abs(float(turned[1])) > 1:
            continue
        x, y, size = (float(node.attrib[key]) for key in ("x", "y", "font-size"))
        text = node.text or ""
        wide = width(text, size)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "start")]
        yield Words(text, left, left + wide, y - size * 0.7, y + size * 0.2)


def boxes_of(layout: Layout) -> Iterator[Words]:
    """The labels of a layout, a line each."""
    size = layout.measure.size
    for placed in layout.placed:
        for index, line in enumerate(placed.lines):
            wide, middle = width(line, size), placed.y + index * size * 1.25
            left = placed.x - wide if placed.left else placed.x
            if line:
                yield Words(line, left, left + wide, middle - size / 2, middle + size / 2)


def clashes(words: list[Words]) -> list[tuple[str, str]]:
    """The texts that stand on one another."""
    return [(a.text, b.text) for n, a in enumerate(words) for b in words[:n] if a.covers(b)]


# The edition's figures


@EVERY
def test_every_form_holds_the_same(name: str):
    """The table, the drawings and the plotly forms name the same events, columns, rows or seats."""
    figure = GALLERY.figure(name)
    rows = {ident for ident, _ in figure.table.rows}
    assert len(rows) == len(figure.table.rows)
    assert isinstance(figure, NetworkFigure) is name.startswith("network")  # a test below goes by the name
    if isinstance(figure, ColumnsFigure):
        assert {column.id for column in figure.columns} == rows
    marks = marks_of(figure)
    for measure in MEASURES:
        assert set().union(*(ids_in(sheet) for sheet in sheets_of(name, measure))) == marks, measure.name
    forms = json.loads(specification(figure, (WIDE, PHONE)))["forms"]
    assert {key: ids_in_form(form) for key, form in forms.items()} == {"wide": marks, "phone": marks}


def marks_of(figure: Figure) -> set[str]:
    """What a figure's drawings and forms name; the rows of its table, unless it says more or other things."""
    rows = {ident for ident, _ in figure.table.rows}
    if isinstance(figure, NetworkFigure):
        view = figure.views[0]
        assert {tie.id for view in figure.views for tie in view.ties} == rows
        return {each.id for each in (*view.left, *view.tracks, *view.right, *view.ties)}
    if isinstance(figure, MatrixFigure):
        assert {party.id for party in figure.parties} == rows
        return {each.id for each in (*figure.parties, *figure.tracks, *figure.ties)}
    if isinstance(figure, CurvesFigure):  # a row for each x, a column for each curve
        assert len(figure.table.heads) == len(figure.curves) + 1
        return {curve.id for curve in figure.curves}
    return rows


@pytest.mark.parametrize("name", [n for n in GALLERY.names if n.startswith("network")])
def test_every_view_of_a_network_has_its_form(name: str):
    """Each design is drawn by plotly with its own seats."""
    figure = GALLERY.figure(name)
    assert isinstance(figure, NetworkFigure)
    views = json.loads(specification(figure, (WIDE, PHONE)))["views"]
    assert list(views) == sorted(view.id for view in figure.views)
    for view in figure.views:
        seats = {tie.id for tie in view.ties}
        for form in views[view.id].values():
            assert {mark for mark in ids_in_form(form) if mark.startswith("seat-")} == seats


@EVERY
def test_files_hold_the_table(name: str):
    """The same rows in CSV and in JSON, with what is needed to cite them."""
    figure = GALLERY.figure(name)
    rows = list(csv.DictReader(io.StringIO(as_csv(figure))))
    told = json.loads(as_json(figure, "cited so"))
    assert [tuple(row.values()) for row in rows] == [cells for _, cells in figure.table.rows]
    for mine, row in zip(told["rows"], rows, strict=True):
        for key, value in mine.items():
            if key not in figure.table.numeric:
                assert value == row[key]
            elif value is None:
                assert row[key] in ("", "–")
            else:
                assert type(value) in (int, float)
                assert value == float(row[key])
    assert told["title"] == figure.title
    assert told["citation"] == "cited so"
    assert told["as_of"] == figure.as_of.isoformat()
    assert told["licence"] == "CC BY 4.0"


@EVERY
def test_every_figure_is_told_in_words(name: str):
    """Those who cannot see it read what it shows: not nothing, and not a page."""
    figure = GALLERY.figure(name)
    assert 40 < len(figure.alt) <= 600, len(figure.alt)
    assert figure.description
    assert figure.rule
    assert all(words.strip() == words != "" for words in (*figure.description, *figure.rule, figure.title))
    assert "  " not in figure.alt
    if isinstance(figure, TimelineFigure):
        assert str(len(figure.entries)) in figure.alt


@EVERY
@EACH_MEASURE
def test_every_text_of_a_drawing_has_its_place(name: str, measure: Measure):
    """Inside the drawing, and on no other."""
    for sheet in sheets_of(name, measure):
        words = list(words_in(sheet))
        assert words
        assert [w for w in words if w.left < 0 or w.right > measure.width] == []
        assert clashes(words) == []


@EVERY
@EACH_MEASURE
def test_a_sheet_fits_its_page(name: str, measure: Measure):
    """Nothing is wider or taller than the place that it is made for."""
    sheets = sheets_of(name, measure)
    if measure is not PAGE:
        assert len(sheets) == 1
    for sheet in sheets:
        root = ElementTree.fromstring(sheet)
        left, top, wide, high = map(float, root.attrib["viewBox"].split())
        assert (left, top) == (0, 0)
        assert wide == pytest.approx(measure.width, abs=0.5)
        assert high <= (measure.height or float("inf"))
        assert root.find(f"{SVG}title") is not None


@EVERY
def test_a_drawing_stands_in_a_page(name: str):
    """With the page's colours, without a face, a size or a title of its own, and with no colour left over."""
    shown = for_page(sheets_of(name, WIDE)[0])
    root = ElementTree.fromstring(shown)
    assert root.tag == "svg"
    assert root.attrib.keys() == {"viewBox", "aria-hidden", "focusable"}
    assert not re.search(r"#[0-9a-f]{6}|font-family|<title|xmlns", shown)
    known = {node.get("id") for node in root.iter()}
    assert all(node.get("href", "#")[1:] in known for node in root.iter() if node.get("href"))
    assert all(re.match(rf"{name}-wide-", ident) for ident in known if ident)


def test_two_drawings_share_no_id():
    """So that many of them can stand in one page."""
    found = [
        node.attrib["id"]
        for name in GALLERY.names
        for measure in (WIDE, PHONE)
        for node in ElementTree.fromstring(sheets_of(name, measure)[0]).iter()
        if "id" in node.attrib
    ]
    assert len(found) == len(set(found))


DIGEST = """
import hashlib, sys
from pathlib import Path
from sixtracks.figures.files import as_csv, as_json
from sixtracks.figures.layout import PAGE, PHONE, WIDE
from sixtracks.figures.notebook import load_gallery
from sixtracks.figures.paper import drawn
from sixtracks.figures.screen import specification

gallery = load_gallery(Path(sys.argv[1]))
print(gallery.names)
for name in gallery.names:
    figure = gallery.figure(name)
    forms = [*drawn(figure, PAGE), *drawn(figure, WIDE), as_csv(figure), as_json(figure, "")]
    forms.append(specification(figure, (WIDE, PHONE)))
    print(name, *(hashlib.sha256(form.encode()).hexdigest() for form in forms))
"""


def python(code: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """A Python of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


def printed(process: subprocess.Popen[str]) -> str:
    """What it prints."""
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return told


def test_the_same_records_give_the_same_bytes(overlay: Callable[[str], Path]):
    """In another process, whatever its hashes are; and twice in the same."""
    book = str(overlay("histories"))
    both = [python(DIGEST, book, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    one, other = map(printed, both)
    assert one == other
    assert one.count("\n") == 6
    for name in ("diplomacy", "cold-war-concurrency"):
        figure = GALLERY.figure(name)
        assert drawn(figure, PAGE) == sheets_of(name, PAGE)
        assert specification(figure, (PHONE,)) == specification(figure, (PHONE,))


# Timelines


def test_many_events_are_spread_over_pages_and_shown_dense():
    """Three hundred: on paper as many sheets as they need, on the screen marks alone; none is lost."""
    first = date(1990, 1, 1)
    many = figure_of(
        *(
            event(
                f"e-1990-{n}",
                (first + timedelta(days=17 * n)).isoformat(),
                (first + timedelta(days=17 * n + n % 40)).isoformat() if n % 3 else None,
                title=f"Event {n} of many, of which each has a name",
                kind=EVENT_KINDS[n % len(EVENT_KINDS)],
                timelines=(("talks", "one" if n % 5 else "two"),),
            )
            for n in range(300)
        )
    )
    ids = {f"e-1990-{n}" for n in range(300)}
    for measure in MEASURES:
        parts = layouts(many, measure)
        if measure is PAGE or measure is PHONE:
            sheets = drawn(many, measure)
            assert len(parts) == len(sheets)
            assert set().union(*map(ids_in, sheets)) == ids
        placed = [each.entry.id for part in parts for each in part.placed]
        assert sorted(placed) == sorted(ids)
        dense = measure in (WIDE, PHONE)
        assert all(bool(each.lines) != dense for part in parts for each in part.placed)
        for part in parts:
            assert clashes(list(boxes_of(part))) == []
            assert all(part.top <= each.y <= part.bottom for each in part.placed)
        if measure is PAGE:
            assert len(parts) > 5
            assert all(part.height <= PAGE.height for part in parts)
            assert [band.name for part in parts for band in part.bands].count("The first lane") > 3
        else:
            assert len(parts) == 1
    forms = json.loads(specification(many, (WIDE, PHONE)))["forms"]
    assert all(ids_in_form(form) == ids for form in forms.values())
    assert all(form["layout"]["height"] < 800 for form in forms.values())
    few = replace(many, entries=many.entries[:LABELLED])
    assert all(each.lines for each in layouts(few, PHONE)[0].placed)


def test_a_timeline_without_events_can_be_drawn():
    """Before its first record is written."""
    empty = figure_of()
    assert empty.alt == "Talks: no events."
    for measure in MEASURES:
        (sheet,) = drawn(empty, measure)
        assert ids_in(sheet) == set()
    assert json.loads(specification(empty, (WIDE,)))["forms"]["wide"]["data"] is not None


def test_what_a_bar_shows_solid():
    """What is certain and not dormant; nothing where no day is certain."""

    def parts(*dormant: tuple[str, str], start: str = "1990", end: str = "1994") -> list[tuple[str, str]]:
        spans = tuple(Dormant(start=moment(a), end=moment(b), text="So.") for a, b in dormant)
        (entry,) = figure_of(event("e-1990-a", start, end, dormant=spans)).entries
        return [(a.isoformat(), b.isoformat()) for a, b in solid(entry)]

    assert parts() == [("1990-12-31", "1994-01-01")]
    assert parts(("1992-03", "1993-03-12")) == [("1990-12-31", "1992-03-01"), ("1993-03-12", "1994-01-01")]
    assert parts(("1992", "1993"), ("1991-06", "1992-06")) == [
        ("1990-12-31", "1991-06-01"),
        ("1993-12-31", "1994-01-01"),
    ]
    assert parts(("1990", "1994")) == []
    assert parts(start="1990", end="1990-06") == []


def test_an_event_is_told_by_its_dates_wherever_it_stands():
    """The day in Korea where it is another; all days that it may be; the order of lanes, then of dates."""
    figure = figure_of(
        event("e-1991-b", "1991", timelines=(("talks", "two"),)),
        event("e-1990-a", approximate(moment("1990-02")), "1994-10-21"),
        event("e-1990-c", "1990-03-05", zone="UTC", in_korea=date(1990, 3, 6), kind="test"),
        event("e-1990-d", "1990-01-01", timelines=(("others", "one"),)),
    )  # fmt: skip
    assert [(entry.id, entry.when) for entry in figure.entries] == [
        ("e-1990-a", "about February 1990 to 21 October 1994"),
        ("e-1990-c", "5 March 1990 (6 March in Korea)"),
        ("e-1991-b", "1991"),
    ]
    assert figure.entries[0].starts == (date(1990, 1, 1), date(1990, 3, 31))
    assert [entry.is_span for entry in figure.entries] == [True, False, False]
    assert [ident for ident, _ in figure.table.rows] == ["e-1990-a", "e-1990-c", "e-1991-b"]
    assert "3 events in 2 lanes, from e-1990-a, about February 1990" in figure.alt
    assert (
        figure.description[1]
        == "The first lane: 1 negotiation, 1 test or launch. The second lane: 1 negotiation."
    )


def test_text_is_as_wide_as_its_signs():
    """Unknown signs count a whole em, so that no label is thought narrower than it is."""
    assert width("", 10) == 0
    assert width("ii", 10) == pytest.approx(2 * width("i", 10))
    assert width("W", 20) == pytest.approx(2 * width("W", 10))
    assert width("한", 10) == 10
    assert wrapped("one two three", 10, width("one two", 10)) == ("one two", "three")
    assert wrapped("", 10, 3) == ("",)


# Negotiations side by side


def counts(*events: Event) -> dict[str, tuple[int, int, int, int]]:
    """For each month: the best count, the lowest, the highest, the dormant."""
    figure = concurrency_figure(TALKS, COUNT, events, EDITION)
    totals = {ident.removeprefix("c-"): tuple(map(int, cells[-4:])) for ident, cells in figure.table.rows}
    assert {
        column.id.removeprefix("c-"): (column.total, column.low, column.high) for column in figure.columns
    } == {month: told[:3] for month, told in totals.items()}
    return totals  # type: ignore[return-value]


def test_who_counts_as_open():
    """On the 15th: what surely was, what may have been, what stood still, what is not counted."""
    sure = event("e-1986-sure", "1986-03-15", "1986-05-15")
    vague = event("e-1986-vague", "1987", "1988")  # open by its middles: from July 1987 to July 1988
    about = event("e-1986-about", approximate(moment("1990-02")), "1990-06-14")
    dormant = event(
        "e-1986-dormant", "1991-01-01", "1991-12-31",
        dormant=(Dormant(start=moment("1991-03"), end=moment("1991-04"), text="So."),),
    )  # fmt: skip
    aside = event("e-1986-aside", "1986-04-01", "1986-04-30", counted=False, why_not_counted="So.")
    other = event("e-1986-meeting", "1986-04-01", "1986-04-30", kind="meeting")
    elsewhere = event("e-1986-other", "1986-04-01", "1986-04-30", timelines=(("others", "one"),))
    found = counts(sure, vague, about, dormant, aside, other, elsewhere)
    assert len(found) == 96
    assert [month for month in found if any(found[month])] == [
        *("1986-03", "1986-04", "1986-05"),
        *(f"1987-{m:02}" for m in range(1, 13)),
        *(f"1988-{m:02}" for m in range(1, 13)),
        *(f"1990-{m:02}" for m in range(1, 6)),
        *(f"1991-{m:02}" for m in range(1, 13)),
    ]
    expected = {
        "1986-03": (1, 1, 1, 0),
        "1986-04": (1, 1, 2, 0),
        "1986-05": (1, 1, 1, 0),
        "1987-06": (0, 0, 1, 0),
        "1987-07": (1, 0, 1, 0),
        "1988-06": (1, 0, 1, 0),
        "1988-07": (0, 0, 1, 0),
        "1990-01": (0, 0, 1, 0),
        "1990-02": (1, 0, 1, 0),
        "1990-03": (1, 0, 1, 0),
        "1990-04": (1, 1, 1, 0),
        "1990-05": (1, 1, 1, 0),
        "1991-02": (1, 1, 1, 0),
        "1991-03": (0, 0, 1, 1),
        "1991-04": (0, 0, 1, 1),
        "1991-05": (1, 1, 1, 0),
    }
    assert {month: found[month] for month in expected} == expected


def test_columns_are_cut_by_lane():
    """Each lane has its part of a column."""
    figure = concurrency_figure(
        TALKS,
        COUNT,
        (
            event("e-1986-a", "1986-01-01", "1986-12-31"),
            event("e-1986-b", "1986-01-01", "1986-12-31", timelines=(("talks", "two"),)),
            event("e-1986-c", "1986-01-01", "1986-12-31", timelines=(("talks", "two"),)),
        ),
        EDITION,
    )
    june = next(column for column in figure.columns if column.id == "c-1986-06")
    assert (june.label, june.amounts, june.total) == ("June 1986", (1, 2), 3)
    assert "rises to 3 in January 1986" in figure.alt


@pytest.mark.parametrize("name", [name for name in GALLERY.names if name.endswith("-concurrency")])
def test_the_best_count_lies_between_the_lowest_and_the_highest(name: str):
    """In every month."""
    figure = GALLERY.figure(name)
    assert isinstance(figure, ColumnsFigure)
    assert len(figure.columns) == 96
    assert all(0 <= column.low <= column.total <= column.high for column in figure.columns)


# In a notebook and in a build

LIGHT = """
import json, sys
from sixtracks.figures import concurrency, launches, timeline

shown = [each._repr_mimebundle_() for each in (timeline("talks"), concurrency("talks"), launches("year"))]
heavy = {"plotly", "matplotlib", "pydantic", "sphinx", "numpy", "yaml"} & set(sys.modules)
print(json.dumps([shown, sorted(heavy)]))
"""


def test_kernels_of_a_build_stay_light():
    """What a cell returns is the figure's name; nothing heavy is loaded for it."""
    shown, heavy = json.loads(printed(python(LIGHT, **{BUILDING: "1"})))
    assert heavy == []
    assert shown == [
        {MIME: {"figure": name}, "text/plain": f"figure {name}"}
        for name in ("talks", "talks-concurrency", "launches-by-year")
    ]


def test_a_notebook_shows_the_chart(overlay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch):
    """In the book's folder or below it, and in words where there is no screen."""
    root = overlay("histories")
    monkeypatch.delenv(BUILDING, raising=False)
    monkeypatch.setattr(plotly.io.renderers, "default", "plotly_mimetype")  # as it is in Jupyter
    for folder in (root, root / "book"):
        monkeypatch.chdir(folder)
        for figure in (timeline("talks"), concurrency("talks"), launches("month")):
            told = figure._repr_mimebundle_()
            assert len(told["text/plain"]) > 40
            form = told["application/vnd.plotly.v1+json"]
            assert form["data"]
            assert form["layout"]["title"]["text"]
    assert book_around(root / "book") == root


def test_a_notebook_says_what_is_wrong(overlay: Callable[[str], Path], tmp_path: Path):
    """No figure of that name; no book around it."""
    root = overlay("histories")
    with pytest.raises(ValueError, match="there is no figure 'walks'; there are talks, talks-concurrency, "):
        bundle("walks", root)
    with pytest.raises(FileNotFoundError, match=r"no data/edition\.yml"):
        bundle("talks", tmp_path.parent)


def test_what_was_drawn_is_kept(tmp_path: Path):
    """Read, not drawn again, in a folder for one state of the records; another has another."""
    figure = figure_of(event("e-1990-a", "1990"))
    first = kept_drawing(figure, WIDE, tmp_path / "a")
    form = kept_form(figure, tmp_path / "a")
    assert first == drawn(figure, WIDE)
    assert form == specification(figure, (WIDE, PHONE))
    other = figure_of(event("e-1990-b", "1990"))
    assert kept_drawing(other, WIDE, tmp_path / "a") == first
    assert kept_form(other, tmp_path / "a") == form
    assert ids_in(kept_drawing(other, WIDE, tmp_path / "b")[0]) == {"e-1990-b"}
    assert all(path.suffix == ".json" for path in (tmp_path / "a").iterdir())


# Whatever a record holds

PLAIN = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"])
SNIPPETS = st.sampled_from(
    [
        *(
            "<script>alert(1)</script>",
            "</svg>",
            "<b>",
            "</title>",
            "]]>",
            "<!--",
            "-->",
            "&lt;",
            "&amp;lt;",
            "&#60;",
        ),
        *(
            "$x^2$",
            "$",
            "%",
            "{}",
            "{0}",
            "%{x}",
            "\\alpha",
            "한국",
            "板門店",
            "🕊",
            "e\u0301",
            '"',
            "'",
            "`",
            "\\",
        ),
        *("#14507e", ' font-family="x"', ' fill="var(--chart-ink)"', "<br>", "-", "=1+1", "a|b"),
    ]
)
WORDS = st.lists(SNIPPETS | st.text(PLAIN, max_size=6), min_size=1, max_size=5).map(
    lambda parts: " ".join(" ".join(parts).split())[:70].strip() or "x"
)
DATES = st.sampled_from(
    ["1800", "1950-06-25", "1990", "1990-02", "1990-02-28", "1994-12-31", "2018-07-09", "2200-12"]
)
EVENTS = st.builds(
    lambda title, start, end, about, kind, lane: (title, start, end, about, kind, lane),
    WORDS,
    DATES,
    DATES | st.none(),
    st.booleans(),
    st.sampled_from(EVENT_KINDS),
    st.sampled_from(["one", "two"]),
)


def made(number: int, drawn_: tuple[Any, ...]) -> Event:
    """An event from what Hypothesis drew; its end comes after its start."""
    title, start, end, about, kind, lane = drawn_
    begun = approximate(moment(start)) if about else moment(start)
    ended = moment(end) if end and moment(end).latest > begun.latest else None
    return event(f"e-1990-{number}", begun, ended, title=title, kind=kind, timelines=(("talks", lane),))


@settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@example([("<script>alert(1)</script>", "1990", None, False, "agreement", "one")], "</title>", "<b>&lt;</b>")
@example(
    [("$a$ #14507e {x} %", "1990", "1994-12-31", True, "negotiation", "two")], "$b$ #8a1f11", "한국 & 板門店"
)
@given(st.lists(EVENTS, min_size=1, max_size=4), WORDS, WORDS)
def test_no_text_of_a_record_means_anything_in_a_form(drawn_: list[tuple[Any, ...]], title: str, lane: str):
    """Titles and names come out as the text that they are, in every form."""
    lanes = (Lane(id="one", name=lane), Lane(id="two", name="Two"))
    events = [made(number, each) for number, each in enumerate(drawn_)]
    figure = figure_of(*events, shown=replace(TALKS, title=title, lanes=lanes))
    titles = {each.id: each.title for each in events}
    for measure in (PAGE, PHONE):
        for sheet in drawn(figure, measure):
            root = ElementTree.fromstring(sheet)
            assert {node.tag for node in root.iter()} <= {f"{SVG}{tag}" for tag in SHAPES}
            assert root.findtext(f"{SVG}title") == title
            assert {ident: sorted(labels_in(sheet, ident)) for ident in ids_in(sheet)} == {
                ident: sorted(words_of(figure, ident)) for ident in ids_in(sheet)
            }
            assert {node.tag for node in ElementTree.fromstring(for_page(sheet)).iter()} <= set(SHAPES)
    told = json.loads(as_json(figure, title))
    assert {row["id"]: row["title"] for row in told["rows"]} == titles
    rows = csv.DictReader(io.StringIO(as_csv(figure)))
    assert {row["id"]: row["title"] for row in rows} == titles
    for form in json.loads(specification(figure, (WIDE, PHONE)))["forms"].values():
        for words in plotly_texts(form):
            assert set(re.findall(r"<[^>]*>", words)) <= {"<b>", "</b>", "<i>", "</i>", "<br>"}
            assert not re.search(r"&(?!amp;|lt;|gt;)", words)
        hovers = {
            ident: unescape(words.split("<br>")[0].removeprefix("<b>").removesuffix("</b>"))
            for trace in form["data"]
            for ident, words in zip(trace.get("customdata", ()), trace.get("hovertext", ()), strict=False)
        }
        assert hovers == titles


SHAPES = ("svg", "title", "g", "path", "use", "text", "defs", "clipPath", "rect", "style")


def labels_in(sheet: str, ident: str) -> list[str]:
    """The words of an event's label in a drawing."""
    root = ElementTree.fromstring(sheet)
    marked = [node for node in root.iter() if node.get("data-event") == ident]
    texts = {id(text): text for node in marked for text in node.iter(f"{SVG}text")}
    return [word for text in texts.values() for word in (text.text or "").split()]


def words_of(figure: TimelineFigure, ident: str) -> list[str]:
    """The words of which an event's label is made."""
    return next(entry for entry in figure.entries if entry.id == ident).label.split()


def plotly_texts(form: dict[str, Any]) -> Iterator[str]:
    """All that plotly would read as its few tags."""
    for trace in form["data"]:
        for key in ("text", "hovertext"):
            told = trace.get(key, [])
            yield from [told] if isinstance(told, str) else told
    for note in form["layout"].get("annotations", ()):
        yield note["text"]


def test_names_of_lanes_are_text_in_columns_too():
    """What the pointer shows of a column escapes them."""
    lanes = (Lane(id="one", name="<a href='x'>one</a> &lt;"),)
    figure = concurrency_figure(
        replace(TALKS, lanes=lanes), COUNT, (event("e-1986-a", "1986-01-01", "1986-12-31"),), EDITION
    )
    for form in json.loads(specification(figure, (WIDE,)))["forms"].values():
        told = [words for words in plotly_texts(form) if "one" in words]
        assert told
        assert all("&lt;a href='x'&gt;one&lt;/a&gt; &amp;lt;: 1" in words for words in told)


def test_a_colour_in_a_title_is_text():
    """A page's colours take the place of those of the drawing, and of nothing else."""
    title = 'Blue is #14507e, font-family="x" is none'
    (sheet,) = drawn(figure_of(event("e-1990-a", "1990", title=title)), FILE)
    assert labels_in(for_page(sheet).replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1), "e-1990-a")[:3] == [
        *("Blue", "is", "#14507e,"),
    ]


def test_a_word_too_long_is_broken():
    """No label leaves the drawing, whatever it is made of."""
    for word in ("x" * 80, "한" * 40):
        figure = figure_of(event("e-1990-a", "1990", title=word), event("e-2018-b", "2018", title=word))
        for measure in MEASURES:
            for part in layouts(figure, measure):
                assert [box for box in boxes_of(part) if box.left < 0 or box.right > measure.width] == []


def test_the_figures_of_a_book_have_names_and_no_others(overlay: Callable[[str], Path]):
    """A timeline its own, a count where there is something to count, launches where there are any."""
    root = overlay("histories")
    gallery = load_gallery(root)
    assert gallery.names == ("talks", "talks-concurrency", "council", "launches-by-year", "launches-by-month")
    assert all(isinstance(gallery.figure(name), Figure) for name in gallery.names)
    assert gallery.figure("talks") is gallery.figure("talks")
    assert gallery.records.edition == load_edition(root)
    (root / "data" / "launches.csv").unlink()
    assert load_gallery(root).names == ("talks", "talks-concurrency", "council")
    with pytest.raises(KeyError):
        gallery.figure("walks")
