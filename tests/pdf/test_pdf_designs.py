"""Networks, cards and the highway on paper, read back from the PDF of a small book with two designs."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils import new_document
from pdf_books import Built, build_book, write_book
from test_pdf_figures import alts, page_of, tags, tags_below

from places import BOOKS
from sixtracks.book.figures import text_table
from sixtracks.book.nodes import count_table, passage, passage_cards, passage_events
from sixtracks.figures.model import Figure, RangesFigure, SharesFigure, Table
from sixtracks.figures.notebook import load_gallery
from sixtracks.pdf.documents import Chapter, targets_of
from sixtracks.pdf.rendering import Writer
from sixtracks.pdf.rows import groups_of
from sixtracks.pdf.writer import Book

CARDS = ("card-peace", "card-trade", "card-both", "card-alone")
EPISODES = ("ep-1990-home", "ep-1993-home", "ep-1993-abroad", "ep-1995-abroad")
COUNTED = ("seats", "standing", "designs", "sensitivity", "rates", "lanes-open", "first-agreement", "waiting")
RIGHT_EDGE = 595.3 - 41 / 25.4 * 72
"""Where the text ends, in points."""


def lay(folder: Path) -> Path:
    """The small book with two designs, laid out in a folder."""
    shutil.copytree(BOOKS / "small", folder)
    return Path(shutil.copytree(BOOKS / "designs", folder, dirs_exist_ok=True))


@pytest.fixture(scope="module")
def designs(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Its PDF, built once."""
    return build_book(lay(tmp_path_factory.mktemp("designs") / "book"), nb_execution_mode="cache")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory):
    """Its figures."""
    return load_gallery(lay(tmp_path_factory.mktemp("records") / "book"))


def read(built: Built, *options: str) -> str:
    """What pdftotext gives; skipped where there is none."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    built.opened().close()
    command = ["pdftotext", *options, str(built.pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def text(designs: Built) -> str:
    """Its words, with single spaces."""
    return re.sub(r"\s+", " ", read(designs, "-raw").replace("\u2060", ""))


def tree(*children: nodes.Node) -> nodes.document:
    document = new_document("one")
    document += list(children)
    return document


# Places


def test_cards_and_episodes_are_named_destinations(designs):
    places = designs.places()
    assert {*CARDS, *EPISODES} <= places.keys()
    assert places["card-peace"] <= places["card-trade"] <= places["card-both"] <= places["card-alone"]


def test_seats_have_marks_and_no_destinations(designs):
    assert not [name for name in designs.places() if name.startswith(("seat-", "row-", "case-"))]


def test_cards_stand_in_the_bookmarks(designs):
    with designs.opened() as pdf, pdf.open_outline() as outline:
        chapter = next(item for item in outline.root if item.title == "Cards")
        titles = [card.title for section in chapter.children for card in section.children]
    assert titles == [
        "Track 1: Peace between the two",
        "Track 2: Trade and what stops it",
        "Both at once",
        "One table alone",
    ]


# Passages and cards


def test_passage_leads_to_its_cards_and_events_in_one_line(text):
    one = r"Editors ¶1 has cards: Track 1: Peace between the two \(p\. \d+\); Both at once \(p\. \d+\)\."
    assert re.search(one, text, re.IGNORECASE)


def test_passage_with_one_card_says_so(write):
    link = nodes.reference("", "Track 1: Peace", refid="card-peace")
    section = nodes.section("", nodes.title("", "Track 1: Peace"), ids=["card-peace"])
    card = passage_cards("", nodes.paragraph("", "", nodes.Text("Card: "), link, nodes.Text(".")))
    place = passage("", card, ids=["p1"], number=1)
    code, _ = write(tree(place, section))
    assert 'beside: passage-beside("Editors", 1, (see("card-peace", "Track 1: Peace"), ), ())' in code
    place += passage_events("", nodes.paragraph("", "A, 1994"))
    code, _ = write(tree(place, section))
    assert '(see("card-peace", "Track 1: Peace"), ), ("A, 1994", ))' in code


def test_card_says_all_in_the_order_of_its_parts(text):
    """Facts, drawing, seats, remarks; what they rest on stands in brackets, paragraphs without their page."""
    card = text[text.rindex("Track 1: Peace between the two ¶1") :]
    parts = [
        r"¶1 \(p\. \d\), ¶2 \(p\. \d\) · format: “two plus two” · From 1991",
        r"Fig\. \d+ Who takes part: Peace between the two",
        r"Source: the seats in the table, each with its own\.",
        r"Party Role Why",
        r"ratifier It confirms what the two agree\. Stated: ¶2\.",
        r"What he proposes",
        r"The two make a peace treaty\. \[¶1\]",
        r"What it takes up",
        r"Precedents, and how well they fit",
        r"An older peace \(fits closely\)\. The same seats\. \(.+? 2011\) \[.+? \(p\. \d+\)\]",
        r"What was tried later",
    ]
    at = 0
    for part in parts:
        found = re.compile(part, re.IGNORECASE).search(card, at)
        assert found, part
        at = found.end()


def test_every_figure_says_what_it_shows(designs, gallery):
    """The small ones of the cards first, which stand in an earlier chapter; sheets say their number."""
    said = alts(designs)
    small = ("peace", "trade", "both", "both-rivals", "alone")
    names = [*(f"network-{view}" for view in small), "network", *COUNTED[:4]]
    assert said[: len(names)] == [gallery.figure(name).alt for name in names]


def test_lists_of_remarks_are_tagged_whole(designs):
    """Each list's items have their words; the heads are paragraphs, since a list within a list breaks."""
    with designs.opened() as pdf:
        bodies = list(tags(pdf, "/LBody"))
        assert bodies
        assert all("/K" in body for body in bodies)


# Rows


def test_network_says_in_which_cards_its_seats_are(text):
    line = (
        r"The seats These seats are in cards, with what they rest on\. Both at once, by track: Track 1: "
        r"Peace between the two \(p\. \d+\), Track 2: Trade and what stops it \(p\. \d+\)\. "
        r"One table alone \(p\. \d+\)\."
    )
    assert re.search(line, text, re.IGNORECASE)


def test_network_gives_the_seats_that_no_card_has(text):
    """Those of a track without a card, in a row for all parties with the same role on the same basis."""
    after = text[text.index("These seats are in cards") :]
    rows = after[after.index("Track Party Role Basis") : after.index("Fig.")]
    assert rows.count("The region") == 2
    assert re.search(r"The region .+, .+, .+, .+ principal stated: ¶3", rows)
    assert "Peace between the two" not in rows


def test_rows_that_differ_in_the_party_alone_are_one(write):
    def row(*cells: str) -> list[list[nodes.Node]]:
        return [[nodes.Text(cell)] for cell in cells]

    seats = [
        row("Peace", "North", "principal", "stated"),
        row("Peace", "West", "ratifier", "stated"),
        row("Peace", "South", "principal", "stated"),
        row("Trade", "South", "principal", "stated"),
    ]
    code, _ = write(tree(text_table(("Track", "Party", "Role", "Basis"), (25, 25, 25, 25), seats)))
    cells = re.findall(r'table\.cell\("([^"]*)"', code)[4:]
    assert cells[:4] == ["Peace", "North, South", "principal", "stated"]
    assert cells[4:8] == ["Peace", "West", "ratifier", "stated"]
    assert cells[8:] == ["Trade", "South", "principal", "stated"]
    code, _ = write(tree(text_table(("Party", "Role"), (50, 50), [row("A", "b"), row("A", "b")])))
    assert len(re.findall(r"table\.cell", code)) == 6


def test_every_cell_of_a_table_is_on_paper(designs, gallery):
    """In the figure's own order, with a minus sign where the record has a hyphen."""
    with designs.opened() as pdf:
        tables = [len(list(tags_below(table, "/TD", "/TH"))) for table in tags(pdf, "/Table")]
    for name in COUNTED:
        table = gallery.figure(name).table
        whole = len(table.heads) * (len(table.rows) + 1)
        split = [len(group.columns) + 1 for group in groups_of(gallery.figure(name))]
        halves = [columns * (len(table.rows) + 1) for columns in split]
        assert whole in tables or set(halves) <= set(tables), name


def test_tables_have_a_head_and_stand_on_one_page(designs):
    with designs.opened() as pdf:
        for table in tags(pdf, "/Table"):
            first, *others = [len(list(tags_below(row, "/TH"))) for row in tags_below(table, "/TR")]
            assert first
            assert not any(others)
            assert len({page_of(cell) for cell in tags_below(table, "/TD", "/TH")} - {None}) == 1


def test_nothing_stands_in_the_right_margin(designs):
    """A table that is too wide would run out of the text."""
    words = re.findall(r'<word xMin="([\d.-]+)" .*?xMax="([\d.]+)"', read(designs, "-bbox"))
    assert words
    assert all(float(left) > 0 and float(right) < RIGHT_EDGE + 4 for left, right in words)


# Groups of columns


def ranges(series: tuple[str, ...], *heads: str) -> RangesFigure:
    table = Table(heads, heads, (("r", tuple("1" for _ in heads)),), heads[1:])
    return RangesFigure(
        name="x", title="X", alt="X.", description=(), rule=(), as_of=date(2026, 1, 1), sources=(),
        table=table, unit="years", series=series, rows=(), first=0, last=1,
    )  # fmt: skip


STATES = ("before it convenes", "once it has convened")


def test_columns_are_grouped_by_what_their_heads_end_with():
    heads = (
        "Party",
        "Ties, before",
        "Share, %, before",
        "Rank, before",
        "Ties, with",
        "Share, %, with",
        "Rank, with",
    )
    first, second = groups_of(ranges(STATES, *heads))
    assert first == ("Before it convenes", (1, 2, 3), ("Ties", "Share, %", "Rank"))
    assert second == ("Once it has convened", (4, 5, 6), ("Ties", "Share, %", "Rank"))


def test_few_columns_that_end_alike_are_no_group():
    figure = ranges(STATES, "Party", "Ties, before", "Share, before", "Ties, with")
    assert [group.columns for group in groups_of(figure)] == [(1, 2, 3)]


def test_group_without_a_name_keeps_its_heads():
    figure = ranges(("ours",), "Case", "Lead", "One, %", "Two, %", "Three, %")
    assert groups_of(figure) == [("", (1,), ("Lead",)), ("", (2, 3, 4), ("One, %", "Two, %", "Three, %"))]


def test_shares_of_a_whole_are_called_by_their_unit(gallery):
    figure = gallery.figure("designs")
    assert isinstance(figure, SharesFigure)
    named = [group for group in groups_of(figure) if group.name]
    assert [group.name for group in named] == ["Per cent of all strength"]
    assert not any("%" in head for head in named[0].heads)


def test_numbers_have_minus_signs_and_words_keep_their_hyphens(edition_record):
    heads = ("Case", "Lead", "Other")
    table = Table(heads, heads, (("r", ("Six-Party Talks", "-3.6", "a-b")),), ("Lead",))
    figure = Figure("x", "X", "X.", (), (), date(2026, 1, 1), (), table)
    document = tree(count_table(figure="x"))
    book = Book(edition_record, targets_of({"one": document}), figure=lambda _: figure)
    code = Writer(book, Chapter("one", 1), document).document()
    assert '("Six-Party Talks", "−3.6", "a-b", )' in code
    assert 'count-table("The numbers"' in code


# Episodes and cells


def test_episodes_are_told_with_their_events(text):
    assert re.search(r"4 episodes, in the order of their dates", text, re.IGNORECASE)
    assert re.search(
        r"Events .+? \(p\. \d+\)(; .+? \(p\. \d+\))*\. Strand North and South", text, re.IGNORECASE
    )
    assert "as its events" not in text


def test_figure_in_a_hidden_output_stays_since_links_lead_to_it(tmp_path):
    folder = lay(tmp_path / "book")
    path = folder / "book/road.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[hide-input]", "[hide-output]"), encoding="utf-8"
    )
    built = build_book(folder, nb_execution_mode="cache")
    assert set(EPISODES) <= built.places().keys()


def test_other_hidden_output_is_left_out(tmp_path):
    head = "---\nfile_format: mystnb\nkernelspec: {name: python3}\n---\n\n# One\n\nWords.\n\n"
    folder = tmp_path / "book"
    write_book(
        folder, {"one": head + "```{code-cell} ipython3\n:tags: [hide-output]\n\nprint('se' + 'cret')\n```\n"}
    )
    text = read(build_book(folder, nb_execution_mode="cache"))
    assert "print('se' + 'cret')" in text
    assert "secret" not in text
