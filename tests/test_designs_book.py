"""A small book with tracks and designs, built whole and read back: cards, links both ways, tables, charts."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from keeping import build_apart
from markup import check_links, lead_to, one, page, pages_of, words
from sixtracks.cli.stamp import digest_of_folder
from sixtracks.figures.gallery import Gallery
from sixtracks.figures.model import NetworkFigure
from sixtracks.networks import outcomes, seatings
from sixtracks.records import Records, Seat, load_records
from sixtracks.records.cards import all_cards

CARDS = ["card-peace", "card-trade", "card-both", "card-alone"]
SMALL = ["network-peace", "network-trade", "network-both", "network-both-rivals", "network-alone"]
LARGE = {
    "network": ["network", "seats", "standing", "designs", "sensitivity"],
    "road": ["episodes", "talks", "rates", "lanes-open", "first-agreement", "waiting"],
}
TABLES = ["seats", "standing", "designs", "sensitivity", "rates", "lanes-open", "first-agreement", "waiting"]


@pytest.fixture(scope="module")
def book(built_book: Callable[..., Path]) -> Path:
    """The small book with tracks and designs; a warning would have stopped its build."""
    return built_book("designs")


@pytest.fixture(scope="module")
def html(book: Path) -> Path:
    """Its pages."""
    return book / "_build" / "html"


@pytest.fixture(scope="module")
def known(book: Path) -> Records:
    """Its records."""
    return load_records(book)


@pytest.fixture(scope="module")
def gallery(known: Records) -> Gallery:
    """Its figures."""
    return Gallery(known)


def chapter(html: Path, name: str) -> BeautifulSoup:
    """A chapter's page."""
    return page(html / "book" / f"{name}.html")


def card(html: Path, ident: str) -> Tag:
    """A card in its chapter."""
    return one(chapter(html, "cards"), f'section.card[id="{ident}"]')


def links(element: Tag, html: Path, name: str) -> list[tuple[str, str]]:
    """Where the links of an element lead: the chapter and the id."""
    path = html / "book" / f"{name}.html"
    found = (lead_to(path, str(link["href"])) for link in element.select("a[href]"))
    return [(target.stem, ident) for target, ident in found]


def cells(table: Tag) -> list[list[str]]:
    """The words of a table's body."""
    return [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]


HOMES = {1: "one", 2: "one", 3: "two"}


def passages(*numbers: int) -> list[tuple[str, str]]:
    """Where paragraphs of the essay are digested."""
    return [(HOMES[number], f"p{number}") for number in numbers]


# Cards


def test_each_card_stands_under_its_id(html: Path, known: Records):
    """In the order of the chapter, with its title and its drawings, each with a number."""
    assert [each["id"] for each in chapter(html, "cards").select("section.card")] == CARDS
    titles = {each.id: each.title for each in all_cards(known)}
    for ident in CARDS:
        assert words(one(card(html, ident), "h3")).removesuffix("¶").strip() == titles[ident]
    found = chapter(html, "cards").select("figure.chart-figure")
    assert [each["id"] for each in found] == [f"figure-{name}" for name in SMALL]
    assert [words(one(each, ".caption-number")) for each in found] == [f"Fig. {n}" for n in range(1, 6)]
    assert words(one(found[3], ".caption-text")).endswith("Both at once, read as: the two are rivals")


FACTS = {
    "card-peace": ("¶1, ¶2 · format: “two plus two” · From 1991", passages(1, 2)),
    "card-trade": ("¶2 · format: “two plus Council”", passages(2)),
    "card-both": ("¶1, ¶3", passages(1, 3)),
    "card-alone": ("1993 and 1994", []),
}


@pytest.mark.parametrize("ident", CARDS)
def test_the_line_below_a_title_holds_the_facts(html: Path, ident: str):
    """Its paragraphs as links, its format, when it meets; what there is of these."""
    line = one(card(html, ident), ".card-facts")
    assert (words(line), links(line, html, "cards")) == FACTS[ident]


def told_seats(seats: tuple[Seat, ...], known: Records) -> list[list[str]]:
    """The rows of a card's table of seats."""
    called = {party.id: party.name for party in known.parties}
    return [
        [called[seat.party], seat.role, f"{seat.reason} {seat.basis.capitalize()}: ¶{seat.paragraph}."]
        for seat in seats
    ]


def test_a_track_s_card_lists_its_seats(html: Path, known: Records):
    """Each with its role, its reason and its basis; of a track with two readings those of both."""
    peace, trade, *_ = known.tracks
    (table,) = card(html, "card-peace").select("table")
    assert cells(table) == told_seats(peace.seated(), known)
    assert links(table, html, "cards") == passages(1, 1, 2, 2)
    tables = card(html, "card-trade").select("table")
    assert [cells(each) for each in tables] == [
        told_seats(reading.seats, known) for reading in trade.readings or ()
    ]
    heads = [
        words(each) for each in card(html, "card-trade").select("p") if words(each).startswith("Read as")
    ]
    assert heads == [
        "Read as: the two are neighbours. They are the two of the first track.",
        "Read as: the two are rivals. They speak of it most.",
    ]


def test_a_design_whose_tracks_have_no_cards_lists_its_seats_itself(html: Path):
    """With the documents that they rest on; another design leaves them to the cards of its tracks."""
    assert card(html, "card-both").select("table") == []
    (table,) = card(html, "card-alone").select("table")
    found = [" ".join(row) for row in cells(table)]
    for row, (party, role, basis) in zip(
        found,
        (
            ("The West", "principal", "(UN Security Council 2006b)"),
            ("The North", "principal", "(Smith and Doe 2017; UN Security Council 2006b)"),
            ("The Islands", "consulted", "¶1"),
        ),
        strict=True,
    ):
        assert party in row
        assert role in row
        assert basis in row


def remarks(html: Path, ident: str) -> dict[str, list[str]]:
    """What a card tells under each of its heads."""
    told = one(card(html, ident), "dl.card-told")
    heads = [words(each) for each in told.select("dt")]
    bodies = [[words(each) for each in body.select("li")] for body in told.select("dd")]
    return dict(zip(heads, bodies, strict=True))


def test_a_card_tells_what_its_record_says(html: Path):
    """Under heads of its own, with citations and links; no head without a remark."""
    assert remarks(html, "card-peace") == {
        "What he proposes": [
            "The two make a peace treaty. [¶1]",
            "Two others confirm it. (Smith and Doe 2017) [¶2]",
        ],
        "What it takes up": ["An armistice", "The border"],
        "Precedents, and how well they fit": [
            "An older peace (fits closely). The same seats. (Roe 2011) [The two meet]",
            "A war without end (fits loosely). Nobody came. [¶3]",
        ],
        "What was tried later": [
            "The two agreed, as Hong Gildong (홍길동) said. (Smith and Doe 2017; UN Security Council 2006a) "
            "[The two agree; The two meet]"
        ],
    }
    assert remarks(html, "card-trade") == {"What he proposes": ["Trade opens by steps. [¶2]"]}
    assert remarks(html, "card-both") == {
        "What it is": ["No track waits for another. [¶1; ¶3]"],
        "What became of it": ["One of them was tried. (UN Security Council 2006b) [The two agree]"],
    }
    assert remarks(html, "card-alone") == {
        "What it is": ["All questions come to one table. (UN Security Council 2006b)"],
        "What it takes up": ["Everything"],
    }


# Links both ways


def test_passages_and_cards_link_to_each_other(html: Path, known: Records):
    """A passage to each card of what it describes, in the order of the records; the card back to it."""
    back = {
        number: [("cards", each.id) for each in all_cards(known) if number in each.paragraphs]
        for number in HOMES
    }
    assert {len(found) for found in back.values()} == {1, 2}
    for number, expected in back.items():
        passage = one(chapter(html, HOMES[number]), f"#p{number}")
        (line,) = passage.select(".passage-cards")
        assert links(line, html, HOMES[number]) == expected
        assert words(line).startswith("Cards: " if len(expected) > 1 else "Card: ")
        for _, ident in expected:
            assert (HOMES[number], f"p{number}") in links(
                one(card(html, ident), ".card-facts"), html, "cards"
            )


def test_events_and_cards_link_to_each_other(html: Path, known: Records):
    """An event's row to each card that speaks of it, once; the card's remark back to the event."""
    named = {
        event.id: [each.id for each in all_cards(known) if any(event.id in r.events for r in each.remarks)]
        for event in known.events
    }
    assert {ident: cards for ident, cards in named.items() if cards} == {
        "e-1990-opening": ["card-peace"],
        "e-1991-accord": ["card-peace", "card-both"],
    }
    for event, cards in named.items():
        row = one(chapter(html, "road"), f'tr[id="{event}"]')
        bears = links(one(row, "td.bears"), html, "road")
        assert [ident for name, ident in bears if name == "cards"] == cards
        for ident in cards:
            see = [link for each in card(html, ident).select(".see") for link in links(each, html, "cards")]
            assert ("road", event) in see


def test_the_index_and_the_bibliography_lead_to_cards(html: Path):
    """A name that a card mentions, a source that it cites, and one that is cited in a card alone."""
    sources = chapter(html, "sources")
    for name in ("name-hong-gildong", "name-peace"):
        assert ("cards", "card-peace") in links(one(sources, f"#{name}"), html, "sources")
    only = one(sources, "#source-card2011only")
    assert words(one(only, ".cited-at")).startswith("Cited at card “")
    assert links(one(only, ".cited-at"), html, "sources") == [("cards", "card-peace")]
    smith = links(one(sources, "#source-smith2017talks .cited-at"), html, "sources")
    assert [ident for name, ident in smith if name == "cards"] == ["card-peace", "card-alone"]
    for ident in CARDS:
        for citation in card(html, ident).select(".bibtex-citation"):
            for target, key in links(citation, html, "cards"):
                assert target == "sources"
                assert one(sources, f'[id="{key}"]')


def test_links_in_the_text_lead_to_cards_and_figures(html: Path):
    """By their ids."""
    (line,) = [p for p in chapter(html, "network").select("p") if words(p).startswith("See the card")]
    assert links(line, html, "network") == [("cards", "card-trade"), ("network", "figure-network")]


def test_every_link_has_its_end(html: Path):
    """And no page has an id twice."""
    check_links(html)


# Figures


def test_figures_stand_where_their_cells_ask_for_them(html: Path):
    """Numbered after those of the cards, each with a description and its files."""
    numbers = []
    for name, figures in LARGE.items():
        found = chapter(html, name).select("figure.chart-figure")
        assert [each["id"] for each in found] == [f"figure-{figure}" for figure in figures]
        numbers += [words(one(each, ".caption-number")) for each in found]
        for each in found:
            stage = one(each, ".stage")
            assert stage["role"] == "img"
            assert 20 < len(str(stage["aria-label"])) <= 1000
            assert [str(link["href"]).rpartition(".")[2] for link in each.select(".chart-files a")] == [
                "csv", "json", "svg",
            ]  # fmt: skip
    assert numbers == [f"Fig. {n}" for n in range(6, 17)]


def rows_of(html: Path, figure: str) -> Tag:
    """What a figure shows, as a table of its page."""
    (name,) = [name for name, figures in LARGE.items() if figure in figures]
    return one(chapter(html, name), f'.rows[data-figure="{figure}"]')


@pytest.mark.parametrize("figure", TABLES)
def test_tables_are_those_of_the_figures(html: Path, gallery: Gallery, figure: str):
    """Cell by cell, on the page and in the files, row by row under the marks of the drawing."""
    table = gallery.figure(figure).table
    shown = rows_of(html, figure)
    assert [words(head) for head in shown.select("thead th")] == list(table.heads)
    assert cells(shown) == [[" ".join(cell.split()) for cell in row] for _, row in table.rows]
    assert [row["data-event"] for row in shown.select("tbody tr")] == [mark for mark, _ in table.rows]
    text = (html / "figures" / f"{figure}.csv").read_text(encoding="utf-8")
    assert [list(row.values()) for row in csv.DictReader(io.StringIO(text))] == [
        list(row) for _, row in table.rows
    ]
    told = json.loads((html / "figures" / f"{figure}.json").read_text(encoding="utf-8"))
    assert len(told["rows"]) == len(table.rows)


def test_the_grid_says_who_sits_where(html: Path, known: Records):
    """Each party of the first design a row, each of its tracks a column; an inferred seat says so."""
    rows = {row[0]: row[1:] for row in cells(rows_of(html, "seats"))}
    called = {party.id: party.name for party in known.parties}
    where = seatings(known.designs[0], known.tracks)
    expected: dict[str, list[str]] = {}
    for column, each in enumerate(where):
        for seat in each.seats:
            row = expected.setdefault(called[seat.party], [""] * len(where))
            row[column] = seat.role if seat.basis == "stated" else f"{seat.role} (inferred)"
    assert rows == expected


def test_the_case_table_tells_the_outcomes(html: Path, known: Records):
    """The lead with our weights and the share of random weightings in which the claim holds."""
    weights = {str(role.id): role.weight for role in known.roles}
    found = outcomes(known.designs[0], known.tracks, known.parties, weights)
    rows = cells(rows_of(html, "sensitivity"))
    assert len(rows) == len(found)
    for row, each in zip(rows, found, strict=True):
        lead, holds = row[1].replace("\N{MINUS SIGN}", "-"), row[5]
        assert (lead, holds) == (f"{100 * each.lead:.1f}", f"{100 * each.holds:.1f}")


def views_of(known: Records) -> dict[str, list[list[str]]]:
    """The seats of each view, from the records alone: who sits where, in the order of the records."""
    both, alone = known.designs
    chosen = {"both": (both, ""), "both-rivals": (both, "rivals"), "alone": (alone, "")}
    return {
        view: [
            [f"party-{seat.party}", f"track-{each.track.id}"]
            for each in seatings(design, known.tracks, reading=reading)
            for seat in each.seats
        ]
        for view, (design, reading) in chosen.items()
    }


def network_chart(html: Path) -> Tag:
    """The network with all its views."""
    return one(chapter(html, "network"), '.chart[data-kind="network"]')


def test_the_script_is_told_what_the_records_say(html: Path, known: Records):
    """Each view with its seats, each node with its name and its seats in words."""
    views: list[dict[str, Any]] = json.loads(str(network_chart(html)["data-views"]))
    assert {view["id"]: [seat[1:] for seat in view["seats"]] for view in views} == views_of(known)
    assert [view["name"] for view in views] == [
        "Both at once", "Both at once, read as: the two are rivals", "One table alone",
    ]  # fmt: skip
    names = {f"party-{each.id}": each.name for each in known.parties}
    names |= {f"track-{each.id}": each.name for each in known.tracks}
    for view in views:
        nodes = {ident: (name, told) for ident, name, told in view["nodes"]}
        assert nodes.keys() == {end for _, *ends in view["seats"] for end in ends}
        for ident, (name, told) in nodes.items():
            assert name == names[ident]
            assert told.startswith(name)
        for _, party, track in view["seats"]:
            assert names[track] in nodes[party][1]
            assert names[party] in nodes[track][1]


def test_each_view_is_drawn_with_its_own_seats(html: Path, gallery: Gallery):
    """For wide windows and for phones; only the first is shown until a reader chooses another."""
    chart = network_chart(html)
    figure = gallery.figure("network")
    assert isinstance(figure, NetworkFigure)
    assert [(each["data-view"], each.has_attr("hidden")) for each in chart.select(".drawing")] == [
        (view.id, number > 0) for number, view in enumerate(figure.views) for _ in ("wide", "phone")
    ]
    for view in figure.views:
        for drawing in chart.select(f'.drawing[data-view="{view.id}"]'):
            marks = {str(mark["data-event"]) for mark in drawing.select("[data-event]")}
            assert {mark for mark in marks if mark.startswith("seat-")} == {tie.id for tie in view.ties}
            assert {mark for mark in marks if not mark.startswith("seat-")} >= {
                node.id for node in (*view.left, *view.tracks, *view.right)
            }


def test_each_seat_of_the_network_has_a_row(html: Path, gallery: Gallery):
    """Under its mark, in a table for each design; the file tells in which views it is, and why."""
    shown = rows_of(html, "network")
    figure = gallery.figure("network")
    assert isinstance(figure, NetworkFigure)
    marks = [row["id"] for row in shown.select("tbody tr[id]")]
    assert sorted(marks) == sorted(mark for mark, _ in figure.table.rows)
    assert len(shown.select("table")) == 2
    for view in figure.views:
        for tie in view.ties:
            row = words(one(shown, f'tr[id="{tie.id}"]'))
            party = next(node for node in (*view.left, *view.right) if node.id == tie.party)
            assert party.name in row
            assert tie.role in row
            assert ("stated" if tie.stated else "inferred") in row
    text = (html / "figures" / "network.csv").read_text(encoding="utf-8")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["seat-trade-north"]["designs"].split("; ") == [
        "Both at once", "Both at once, read as: the two are rivals",
    ]  # fmt: skip
    assert rows["seat-trade-rivals-south"]["role"] == "consulted"
    assert rows["seat-one-table-us"]["reason"] == "It signed."
    assert rows["seat-one-table-north"]["sources"].split() == ["UN2006second", "Smith2017talks"]


def test_small_drawings_ask_for_no_script(html: Path):
    """Nor for files, nor for the keyboard: the cards' page loads only the style of figures."""
    cards = chapter(html, "cards")
    charts = cards.select(".chart")
    assert len(charts) == len(SMALL)
    for chart in charts:
        assert chart["class"] == ["chart", "small"]
        assert set(chart.attrs) == {"class"}
        assert not chart.select("[tabindex], a, button, .chart-files")
        assert len(chart.select(".drawing svg")) == 2
        assert one(chart, ".stage")["role"] == "img"
    assert not any("figures" in str(each["src"]) for each in cards.select("script[src]"))
    assert any("figures.css" in str(each["href"]) for each in cards.select('link[rel="stylesheet"]'))


def test_scripts_are_loaded_only_where_they_serve(html: Path):
    """The network's on its own page, the model's on the model's; none on pages without a large chart."""
    loaded = {
        path.stem: {
            Path(str(each["src"]).partition("?")[0]).name for each in page(path).select("script[src]")
        }
        for path in pages_of(html)
    }
    with_charts = {name for name, scripts in loaded.items() if "figures.js" in scripts}
    assert with_charts == {"network", "road"}
    own = {name: loaded[name] - loaded["get"] - {"figures.js"} for name in with_charts}
    assert own["network"]
    assert own["road"]
    assert not own["network"] & own["road"]
    assert not any("plotly" in script for scripts in loaded.values() for script in scripts)


def test_episodes_stand_with_their_events(html: Path, known: Records):
    """Each a row under its id, with how it ended, and links to the events with which it began and ended."""
    rows = rows_of(html, "episodes").select("tbody tr")
    assert [row["id"] for row in rows] == [each.id for each in known.episodes]
    ended = {"breakdown": "broken off", "agreement": "ended in agreement", "lapse": "lapsed", None: "open"}
    for row, each in zip(rows, known.episodes, strict=True):
        assert row["data-kind"] == ended[each.ended]
        assert words(one(row, "td.what")) == f"{each.name} {each.reason}"
        named = dict.fromkeys((each.opens, *each.agreements, *([each.closes] if each.closes else [])))
        assert links(one(row, "td.bears"), html, "road") == [("road", event) for event in named]


# The whole


def test_the_same_source_gives_the_same_bytes(book: Path, tmp_path: Path):
    """Pages, drawings, files and PDF, wherever the book lies."""
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(book, elsewhere, ignore=shutil.ignore_patterns("_build"))
    build_apart(elsewhere)
    one_, other = (root / "_build" for root in (book, elsewhere))
    for part in ("html", "pdf"):
        files = [
            {str(p.relative_to(root / part)): p.read_bytes() for p in (root / part).rglob("*") if p.is_file()}
            for root in (one_, other)
        ]
        assert files[0].keys() == files[1].keys()
        assert [name for name in files[0] if files[0][name] != files[1][name]] == []
        assert digest_of_folder(one_ / part) == digest_of_folder(other / part)


def test_a_change_in_a_seat_changes_all_that_shows_it(book: Path, tmp_path: Path):
    """Card, drawing, grid, files, though drawings and cells are kept; a sign of markup is text everywhere."""
    root = Path(shutil.copytree(book, tmp_path / "book"))
    path = root / "data" / "tracks.yml"
    text = path.read_text(encoding="utf-8")
    old = "{party: china, role: ratifier, basis: stated, paragraph: 2, reason: It confirms it too.}"
    new = '{party: china, role: consulted, basis: inferred, paragraph: 2, reason: "<b>& $x$ *so* 한국"}'
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    build_apart(root)
    html = root / "_build" / "html"
    row = cells(card(html, "card-peace").select("table")[0])[3]
    assert row == ["The Mainland", "consulted", "<b>& $x$ *so* 한국 Inferred: ¶2."]
    grid = {each[0]: each[1] for each in cells(rows_of(html, "seats"))}
    assert grid["The Mainland"] == "consulted (inferred)"
    views = json.loads(str(network_chart(html)["data-views"]))
    assert "consulted in Peace" in next(
        told for ident, _, told in views[0]["nodes"] if ident == "party-china"
    )
    legend = words(one(card(html, "card-peace"), ".chart-legend"))
    assert "consulted" in legend
    rows = csv.DictReader(io.StringIO((html / "figures" / "network.csv").read_text(encoding="utf-8")))
    assert "<b>& $x$ *so* 한국" in [each["reason"] for each in rows]
    assert not any("<b>& $x$" in each.read_text(encoding="utf-8") for each in pages_of(html))
