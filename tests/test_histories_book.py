"""A small book with timelines, built whole and read back: rows, links both ways, files, numbers."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from keeping import build_apart
from markup import check_links, lead_to, one, page, pages_of, words
from places import BOOKS

TALKS = ["e-1990-talks", "e-1991-side-talks", "e-1991-admission", "e-1993-statement", "e-1994-agreement"]
COUNCIL = ["e-1991-admission", "e-1994-session"]
FIGURES = ["talks", "talks-concurrency", "council", "launches-by-year", "launches-by-month"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book with timelines, the Council's in a chapter of its own; built once."""
    root = tmp_path_factory.mktemp("histories") / "book"
    shutil.copytree(BOOKS / "small", root)
    shutil.copytree(BOOKS / "histories", root, dirs_exist_ok=True)
    chapter, toc = root / "book" / "histories.md", root / "_toc.yml"
    talks, head, council = chapter.read_text(encoding="utf-8").partition("## The Council\n")
    front = talks[: talks.index("# Histories")]
    imported = council.replace(
        'timeline("council")', 'from sixtracks.figures import timeline\n\ntimeline("council")'
    )
    chapter.write_text(talks, encoding="utf-8")
    (root / "book" / "the-council.md").write_text(f"{front}{head[1:]}{imported}", encoding="utf-8")
    entry = "      - file: book/histories\n"
    listed = toc.read_text(encoding="utf-8").replace(entry, f"{entry}      - file: book/the-council\n")
    toc.write_text(listed, encoding="utf-8")
    build_apart(root)
    return root


@pytest.fixture(scope="module")
def html(book: Path) -> Path:
    """Its pages."""
    return book / "_build" / "html"


def chapter(html: Path, name: str) -> BeautifulSoup:
    """A chapter's page."""
    return page(html / "book" / f"{name}.html")


def row(html: Path, name: str, ident: str) -> Tag:
    """An event's row in a chapter."""
    return one(chapter(html, name), f'tr[id="{ident}"]')


def links(element: Tag, html: Path, name: str) -> list[tuple[str, str]]:
    """Where the links of an element lead: the chapter and the id."""
    path = html / "book" / f"{name}.html"
    found = (lead_to(path, str(link["href"])) for link in element.select("a[href]"))
    return [(target.stem, ident) for target, ident in found]


@pytest.mark.parametrize(("name", "events"), [("histories", TALKS), ("the-council", COUNCIL)])
def test_each_event_has_a_row_under_its_id(html: Path, name: str, events: list[str]):
    """In the order of their dates; the date links to the row itself; the drawings know the same ids."""
    rows = chapter(html, name).select("table.events tbody tr")
    assert [each["id"] for each in rows] == events
    assert [each["data-event"] for each in rows] == events
    for each in rows:
        assert [str(link["href"]) for link in each.select(".event-link a")] == [f"#{each['id']}"]
        assert len(each.select("th[scope=row]")) == 1
        assert len(each.select("td")) == 4
    (chart,) = [c for c in chapter(html, name).select(".chart") if c["data-kind"] == "timeline"]
    assert len(chart.select("svg")) == 2
    for svg in chart.select("svg"):
        assert {str(mark["data-event"]) for mark in svg.select("[data-event]")} == set(events)


def test_a_row_tells_all_of_its_event(html: Path):
    """Date, title, text, parties, bearings, sources; what a filter asks for; why it is not counted."""
    admission = row(html, "the-council", "e-1991-admission")
    assert words(one(admission, "th p:first-child")) == "17 September 1991 (18 September in Korea)"
    assert words(one(admission, ".event-kind")) == "resolution · Acts"
    assert (
        words(one(admission, "td.what")) == "Both are admitted The Council admitted the North and the South."
    )
    assert words(one(admission, "td.parties")) == "The Council, The North, The South"
    assert words(one(admission, "td.bears")) == "¶2, note on “then”, note on “this thing”"
    assert words(one(admission, "td.sources")) == "(UN Security Council 2006a)"
    data = {key: value for key, value in admission.attrs.items() if key.startswith("data-")}
    assert data == {
        "data-event": "e-1991-admission",
        "data-kind": "resolution",
        "data-lane": "Acts",
        "data-start": "1991-09-17",
        "data-end": "1991-09-17",
        "data-spoken": "17 September 1991 (18 September in Korea): Both are admitted",
        "data-parties": "The Council|The North|The South",
        "data-paragraphs": "2",
    }
    assert row(html, "histories", "e-1991-admission")["data-lane"] == "What came of them"
    aside = one(row(html, "histories", "e-1991-side-talks"), "td.what")
    assert words(aside).endswith("Not counted: The same delegations spoke of the same things.")
    vague = row(html, "histories", "e-1990-talks")
    assert words(one(vague, "th p:first-child")) == "about February 1990 to 21 October 1994"
    assert (vague["data-start"], vague["data-end"]) == ("1990-01-01", "1994-10-21")


BEARINGS = {
    "e-1990-talks": [("one", "p1"), ("one", "p2"), ("one", "p1-first")],
    "e-1991-side-talks": [],
    "e-1991-admission": [("one", "p2"), ("one", "p2-second"), ("one", "p1-first")],
    "e-1993-statement": [("one", "p1")],
    "e-1994-agreement": [("one", "p2"), ("one", "p2-third")],
}
HOMES = {"e-1991-admission": "the-council"}


def test_events_link_to_passages_and_notes(html: Path):
    """Each to those on which it bears."""
    assert {
        ident: links(one(row(html, "histories", ident), "td.bears"), html, "histories") for ident in BEARINGS
    } == BEARINGS


def test_passages_and_notes_link_back(html: Path):
    """To each event that names them, in its home timeline, in the order of dates; others to none."""
    one_ = chapter(html, "one")
    back: dict[str, list[str]] = {}
    for ident, places in BEARINGS.items():
        for _, place in places:
            back.setdefault(place, []).append(ident)
    for place, events in back.items():
        element = one(one_, f"#{place}")
        if "-" in place:
            holder = one(element, ".note-events")
            assert words(holder).startswith("In the timelines: " if len(events) > 1 else "In the timeline: ")
        else:
            holder = one(element, "details.passage-events")
            assert words(one(holder, "summary")) == f"{len(events)} events in the timelines"
        expected = [(HOMES.get(ident, "histories"), ident) for ident in events]
        assert links(holder, html, "one") == expected, place
    assert words(one(one_, "#p2-third .note-events")) == "In the timeline: The agreement, 21 October 1994."
    assert chapter(html, "two").select(".passage-events, .note-events") == []


def test_links_in_the_text_lead_to_the_home_timeline(html: Path):
    """Though the other chapter is read first, and has the event too."""
    (paragraph,) = [
        p for p in chapter(html, "histories").select("p") if words(p).startswith("See the admission")
    ]
    assert links(paragraph, html, "histories") == [
        ("the-council", "e-1991-admission"),
        ("histories", "e-1994-agreement"),
    ]


def test_every_link_has_its_end(html: Path):
    """And no page has an id twice."""
    check_links(html)


def test_citations_of_events_reach_the_bibliography(html: Path):
    """Each source tells at which events it is cited, in their home timelines."""
    sources = chapter(html, "sources")
    cited = {words(place): links(place, html, "sources") for place in sources.select(".cited-at")}
    (smith,) = [each for each in cited if "¶3 n. 1" in each]
    assert smith.startswith(
        "Cited at ¶2 n. 2, ¶3 n. 1, Talks on everything, Talks beside the talks, A statement"
    )
    ends = [end for found in cited.values() for end in found if end[1].startswith("e-")]
    assert sorted(set(ends)) == sorted(
        (HOMES.get(ident, "histories") if ident in TALKS else "the-council", ident)
        for ident in {*TALKS, *COUNCIL}
    )
    for name, ident in (("histories", "e-1991-side-talks"), ("the-council", "e-1994-session")):
        for target, key in links(one(row(html, name, ident), "td.sources"), html, name):
            assert target == "sources"
            assert one(sources, f'[id="{key}"]')


def test_figures_are_numbered_and_named(html: Path):
    """In the order of the book; under each stand what it shows, its rule, its day and its files."""
    found = [
        figure
        for name in ("histories", "the-council", "launches")
        for figure in chapter(html, name).select("figure.chart-figure")
    ]
    assert [figure["id"] for figure in found] == [f"figure-{name}" for name in FIGURES]
    assert [words(one(figure, ".caption-number")) for figure in found] == [f"Fig. {n}" for n in range(1, 6)]
    assert words(one(found[0], ".caption-text")) == "Talks, 1990–1994"
    legend = words(one(found[0], ".legend"))
    assert "Talks open in 1990, stall in 1992, and close with an agreement in 1994." in legend
    assert "In: talks between the North and the South. Out: all else." in legend
    assert "Kept up to 31 January 2026." in legend
    for figure in found:
        stage = one(figure, ".stage")
        assert stage["role"] == "img"
        assert 20 < len(str(stage["aria-label"])) <= 600
        assert [str(link["href"]).rpartition(".")[2] for link in figure.select(".chart-files a")] == [
            "csv", "json", "svg",
        ]  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_files_hold_the_rows_of_the_page(html: Path, name: str):
    """CSV, JSON, SVG and the form for plotly: where the page says, with the ids of the page's table."""
    folder = html / "figures"
    pages = [chapter(html, each) for each in ("histories", "the-council", "launches")]
    (table,) = [found for each in pages for found in each.select(f'.rows[data-figure="{name}"]')]
    ids = [str(each["data-event"]) for each in table.select("tbody tr")]
    rows = list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8"))))
    told = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert [next(iter(each.values())) for each in rows] == [ident.removeprefix("c-") for ident in ids]
    assert [{key: str(value) for key, value in each.items()} for each in told["rows"]] == rows
    assert told["title"] in told["citation"]
    svg = BeautifulSoup((folder / f"{name}.svg").read_text(encoding="utf-8"), "html.parser")
    assert {str(mark["data-event"]) for mark in svg.select("[data-event]")} == set(ids)
    assert words(one(svg, "svg > title")) == told["title"]
    script = (folder / f"{name}.js").read_text(encoding="utf-8")
    assert script.startswith(f'(window.sixTracks = window.sixTracks || {{}})["{name}"] = {{')
    form = json.loads(script.partition(" = {")[2].join(["{", ""]).rstrip().removesuffix(";"))
    assert form["forms"].keys() == {"wide", "phone"}
    for chart in (c for each in pages for c in each.select(f'.chart[data-figure="{name}"]')):
        for key in ("data-form", "data-plotly"):
            assert lead_to(html / "book" / "x.html", str(chart[key]))[0].is_file()


def test_only_pages_with_charts_load_their_script(html: Path):
    """And none loads plotly before a reader asks for it."""
    for path in pages_of(html):
        tree = page(path)
        loaded = [str(each["src"]) for each in tree.select("script[src]")]
        styles = [str(each["href"]) for each in tree.select('link[rel="stylesheet"]')]
        has_charts = bool(tree.select(".chart"))
        assert has_charts == (path.stem in ("histories", "the-council", "launches"))
        assert any("figures.js" in each for each in loaded) == has_charts, path.name
        assert any("figures.css" in each for each in styles) == has_charts, path.name
        assert not any("plotly" in each for each in loaded)


def test_the_words_of_a_cell_are_not_shown(html: Path):
    """The figure takes their place."""
    for name in ("histories", "the-council", "launches"):
        text = words(one(chapter(html, name), "article"))
        assert "figure talks" not in text
        assert "figure launches-by" not in text
        assert "Specification(" not in text


CHANGES: dict[str, Any] = {
    "A statement": "<script>alert(1)</script> & $x$ {y} 한국",
}


def test_a_change_in_a_record_changes_what_is_built(book: Path, tmp_path: Path):
    """Drawing, row, files and links, though drawings are kept; and a tag in a title is text everywhere."""
    root = Path(shutil.copytree(book, tmp_path / "book"))
    path = root / "data" / "events" / "1990s.yml"
    text = path.read_text(encoding="utf-8")
    ((old, new),) = CHANGES.items()
    assert text.count(f"title: {old}\n") == 1
    path.write_text(text.replace(f"title: {old}\n", f'title: "{new}"\n'), encoding="utf-8")
    build_apart(root)
    html = root / "_build" / "html"
    tree = chapter(html, "histories")
    assert words(one(tree, "#e-1993-statement .what strong")) == new
    for svg in tree.select('.chart[data-figure="talks"] svg'):
        label = " ".join(words(each) for each in svg.select('[data-event="e-1993-statement"]'))
        assert "<script>alert(1)</script>" in label
        assert old not in label
    (link,) = [a for a in chapter(html, "one").select(".passage-events a") if "alert" in words(a)]
    assert words(link) == f"{new}, 1993"
    raw = [p.read_text(encoding="utf-8") for p in (*pages_of(html), *(html / "figures").glob("talks.svg"))]
    assert not any("<script>alert" in each for each in raw)
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in each for each in raw)
    rows = csv.DictReader(io.StringIO((html / "figures" / "talks.csv").read_text(encoding="utf-8")))
    assert new in [each["title"] for each in rows]
    told = json.loads((html / "figures" / "talks.json").read_text(encoding="utf-8"))
    assert new in [each["title"] for each in told["rows"]]
    form = (html / "figures" / "talks.js").read_text(encoding="utf-8")
    assert "<script>alert" not in form
    assert re.search(r"<b>&lt;script&gt;alert\(1\)&lt;/script&gt; &amp; \$x\$ \{y\} 한국</b>", form)
