"""Figures made from records, read back from the PDF: places, alt texts, every event, sheets, tables."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from docutils import nodes
from docutils.utils import new_document
from pdf_books import Built, build_book, write_book

from places import BOOKS
from sixtracks.book.nodes import (
    annotation,
    chart,
    count_table,
    event_cell,
    event_row,
    event_table,
    passage,
    passage_events,
)
from sixtracks.figures.model import Column, ColumnsFigure, Entry, Table, TimelineFigure
from sixtracks.figures.notebook import load_gallery
from sixtracks.pdf.documents import Chapter, targets_of
from sixtracks.pdf.places import places_of
from sixtracks.pdf.press import explain
from sixtracks.pdf.rendering import Writer
from sixtracks.pdf.rows import MOST_ROWS
from sixtracks.pdf.writer import Book

FIGURES = ("talks", "talks-concurrency", "council", "launches-by-year", "launches-by-month")
CELLS = """\
---
file_format: mystnb
kernelspec: {name: python3}
---

# Histories

"""


def lay_histories(folder: Path) -> Path:
    """The smallest book with events, laid out in a folder."""
    shutil.copytree(BOOKS / "small", folder)
    return Path(shutil.copytree(BOOKS / "histories", folder, dirs_exist_ok=True))


def build_figures(folder: Path) -> Built:
    return build_book(folder, nb_execution_mode="cache")


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The smallest book with events, built once."""
    return build_figures(lay_histories(tmp_path_factory.mktemp("figures") / "book"))


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory):
    """The figures of the smallest book with events, from its records."""
    return load_gallery(lay_histories(tmp_path_factory.mktemp("records") / "book"))


def tags(pdf: pikepdf.Pdf, *kinds: str) -> Iterator[pikepdf.Dictionary]:
    """The elements of these kinds in the structure tree, in reading order."""
    yield from tags_below(pdf.Root.StructTreeRoot, *kinds)


def page_of(element: pikepdf.Dictionary) -> tuple[int, int] | None:
    """The page on which an element's words stand; nothing where it has none."""
    for part in (element, *tags_below(element, "/P", "/Span", "/NonStruct", "/Div")):
        held = part.get("/K", pikepdf.Array())
        for each in held if isinstance(held, pikepdf.Array) else [held]:
            if isinstance(each, pikepdf.Dictionary) and "/Pg" in each:
                return each.Pg.objgen
        if "/Pg" in part:
            return part.Pg.objgen
    return None


def tags_below(element: pikepdf.Dictionary, *kinds: str) -> Iterator[pikepdf.Dictionary]:
    """The elements of these kinds below an element, in reading order."""
    todo = [element.get("/K", pikepdf.Array())]
    while todo:
        node = todo.pop()
        if isinstance(node, pikepdf.Array):
            todo.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary) and pikepdf.Name.S in node:
            if str(node.S) in kinds:
                yield node
            todo.append(node.get("/K", pikepdf.Array()))


def alts(built: Built) -> list[str]:
    """What is said of the pictures, in reading order."""
    with built.opened() as pdf:
        return [str(tag.Alt) for tag in tags(pdf, "/Figure") if "/Alt" in tag]


@pytest.fixture(scope="module")
def words() -> Callable[[Built], str]:
    """The text of a PDF as pdftotext gives it, with single spaces; skipped where there is none."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")

    def read(built: Built) -> str:
        built.opened().close()
        command = ["pdftotext", "-raw", str(built.pdf), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return re.sub(r"\s+", " ", text.replace("\u2060", ""))

    return read


def test_every_event_is_a_named_destination_where_it_is_at_home(histories, figures):
    places = histories.places()
    assert {entry.id for entry in figures.figure("talks").entries} <= places.keys()
    assert places["e-1991-admission"] == places["e-1994-session"] >= places["figure-council"]
    assert places["e-1990-talks"] >= places["figure-talks"]
    assert {f"figure-{name}" for name in FIGURES} <= places.keys()


def test_every_figure_says_what_it_shows(histories, figures):
    assert alts(histories) == [figures.figure(name).alt for name in FIGURES]


def test_every_event_of_a_figure_stands_in_the_text(histories, figures, words):
    """In the drawing, where text stays text, and in the chronicle below it."""
    text = words(histories)
    for name in ("talks", "council"):
        for entry in figures.figure(name).entries:
            drawn = text.count(" ".join(entry.label.split()))
            assert drawn, entry.label
            assert entry.id in text
            assert text.count(entry.title) > drawn, entry.title


def test_event_says_date_kind_text_parties_and_where_it_leads(histories, words):
    text = words(histories)
    assert "17 September 1991 18 September in Korea resolution Both are admitted The Council admitted" in text
    leads = (
        r"Parties The Council, The North, The South\. Bears on ¶2 \(p\. \d\), note on “then” \(p\. \d\), "
        r"note on “this thing” \(p\. \d\)\. Sources UN Security Council 2006a\. Lane Acts\. "
        r"id e-1991-admission"
    )
    assert re.search(leads, text)
    assert "Not counted: The same delegations spoke of the same things." in text


def test_event_away_from_home_is_told_in_short_with_the_page_of_its_home(histories, words):
    text = words(histories)
    short = re.search(r"17 September 1991 18 September in Korea Both are admitted see p\. (\d)", text)
    assert short
    assert text.count("The Council admitted the North and the South.") == 1
    assert text.count("id e-1991-admission") == 1


def test_passage_names_in_brief_the_events_that_its_notes_do_not(histories, words):
    text = words(histories)
    assert re.search(r"Editors ¶1 in the timelines: A statement, 1993 \(p\. \d\)\.", text, re.IGNORECASE)
    line = r"Editors ¶2 in the timelines: Talks on everything, about 1990–1994 \(p\. \d\)\."
    assert re.search(line, text, re.IGNORECASE)


def test_note_names_its_events_at_its_end(histories, words):
    line = (
        r"\)\. In the timelines: Talks on everything, about 1990–1994 \(p\. \d\); "
        r"Both are admitted, 1991 \(p\. \d\)\."
    )
    assert re.search(line, words(histories))


def test_chronicle_is_a_list(histories, figures):
    with histories.opened() as pdf:
        lists = [len(list(each.K)) for each in tags(pdf, "/L")]
    events = [len(figures.figure(name).entries) for name in ("talks", "council")]
    assert [number for number in lists if number in events] == events


def test_counts_are_tables_with_a_head_each_on_one_page(histories, figures):
    """Typst would repeat a head on the next page as an artifact, which a screen reader leaves out."""
    counted = [figures.figure(name).table for name in FIGURES if name not in ("talks", "council")]
    with histories.opened() as pdf:
        tables = [list(tags_below(table, "/TR")) for table in tags(pdf, "/Table")]
        heads = [[len(list(tags_below(row, "/TH"))) for row in rows] for rows in tables]
        pages = [{page_of(cell) for row in rows for cell in tags_below(row, "/TD", "/TH")} for rows in tables]
    assert len(tables) > len(counted)  # the table of 96 months fits no page
    assert sum(len(rows) - 1 for rows in tables) == sum(len(table.rows) for table in counted)
    assert all(first and not any(others) for first, *others in heads)
    assert all(len(on - {None}) == 1 for on in pages)


def test_the_same_records_give_the_same_bytes_in_any_folder(histories, tmp_path):
    again = build_figures(lay_histories(tmp_path / "somewhere else" / "book"))
    again.opened().close()
    assert again.pdf.read_bytes() == histories.pdf.read_bytes()


def test_sign_without_a_font_in_an_event_is_named_with_its_record(tmp_path):
    """Chapters repeat the title; what is to mend stands in the record."""
    folder = lay_histories(tmp_path / "book")
    path = folder / "data/events/at-the-end.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: The agreement", "title: The 😀"), encoding="utf-8"
    )
    built = build_figures(folder)
    assert built.error.startswith(
        "data/events/at-the-end.yml:1: no font of the PDF has “😀” (U+1F600). Mend:"
    )
    assert not built.pdf.exists()


def test_korean_words_in_a_drawing_are_drawn(tmp_path, words):
    """The drawing names no Korean face; NanumGothic steps in."""
    folder = lay_histories(tmp_path / "book")
    path = folder / "data/events/at-the-end.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: The agreement", "title: The 합의"), encoding="utf-8"
    )
    text = words(build_figures(folder))
    assert "The 합의, 21 October 1994" in text  # only the drawing gives the whole date so


def test_explain_names_the_chapter_where_no_record_has_the_words():
    source = '//@ book/one.md:3\npar("x☃")\n//@ data/timelines.yml:2\npar("y")\n'
    assert explain('the text `"☃"` could not be displayed', "", source).startswith("book/one.md:3: no font")


# ---- More than fits a page ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A timeline of two sheets, and launches in more months than are printed."""
    folder = tmp_path_factory.mktemp("long") / "book"
    cells = "from sixtracks.figures import launches, timeline\n\n{}"
    code = "".join(
        f"```{{code-cell}} ipython3\n:tags: [hide-input]\n\n{cells.format(call)}\n```\n\n"
        for call in ('timeline("talks")', 'launches("month")')
    )
    write_book(folder, {"one": CELLS + code, "sources": "# Sources\n\n```{bibliography}\n```\n"})
    data = folder / "data"
    (data / "people.yml").unlink()  # their sources are others
    (data / "events").mkdir()
    shutil.copyfile(BOOKS / "histories/data/references.bib", data / "references.bib")
    timeline = {
        "id": "talks",
        "title": "Talks",
        "rule": "In: talks.",
        "as_of": "2026-01-31",
        "shows": "Talks.",
        "lanes": [{"id": "early", "name": "Early"}, {"id": "late", "name": "Late"}],
    }
    events = [
        {
            "id": f"e-{1950 + n}-talk",
            "timelines": {"talks": "early" if n < 35 else "late"},
            "start": 1950 + n,
            "title": f"Talk number {n}",
            "text": "They talked. " * 20,
            "kind": "meeting",
            "parties": ["north"],
            "sources": ["Smith2017talks"],
        }
        for n in range(70)
    ]
    (data / "timelines.yml").write_text(json.dumps([timeline]), encoding="utf-8")
    (data / "events/all.yml").write_text(json.dumps(events), encoding="utf-8")
    (data / "parties.yml").write_text(
        '[{"id": "north", "name": "The North", "kind": "state"}]', encoding="utf-8"
    )
    months = [f"{2010 + n // 12}-{n % 12 + 1:02}" for n in range(MOST_ROWS + 1)]
    rows = "".join(f"l-{m}-01-1,{m}-01,00:40,Hwasong-14,ICBM,A field,success,\n" for m in months)
    (data / "launches.csv").write_text(
        f"id,date,time,missile,type,site,outcome,note\n{rows}", encoding="utf-8"
    )
    return build_figures(folder)


def test_sheets_after_the_first_say_that_they_go_on(long_book):
    first, *others, months = alts(long_book)
    assert first.startswith("Timeline of 70 events")
    assert first.endswith(f" This is sheet 1 of {len(others) + 1}.")
    assert others
    assert all(told.startswith("Talks, continued: sheet ") for told in others)
    assert sum(int(re.search(r"(\d+) events? in", told)[1]) for told in others) < 70
    assert others[-1].endswith("in Late.")
    assert months.startswith("Column chart")


def test_each_sheet_stands_on_a_page_of_its_own_with_its_head(long_book, words):
    text = words(long_book)
    sheets = len(alts(long_book)) - 1
    for number in range(1, sheets + 1):
        assert f"Talks sheet {number} of {sheets}" in text


def test_every_event_of_a_long_timeline_is_in_the_text(long_book, words):
    text = words(long_book)
    for n in range(70):
        assert f"Talk number {n}, {1950 + n}" in text
        assert f"e-{1950 + n}-talk" in text
    places = long_book.places()
    assert sorted(places[f"e-{1950 + n}-talk"] for n in range(70)) == [
        places[f"e-{1950 + n}-talk"] for n in range(70)
    ]


def test_more_rows_than_are_printed_are_left_to_the_site(long_book, words):
    assert (
        f"The {MOST_ROWS + 1} rows of this chart are in the file launches-by-month.csv of the site."
        in words(long_book)
    )
    with long_book.opened() as pdf:
        assert not list(tags(pdf, "/TR"))


# ---- Single steps -------------------------------------------------------------------------------


def row(ident: str, *, home: bool, place: bool = True, **more: str) -> event_row:
    """An event's row with the least that it has."""
    node = event_row(
        "", ids=[ident] if place else [], event=ident, home=home, kind="meeting", lane="Acts", **more
    )
    for role, text in (
        ("when", "1994"),
        ("what", "The title"),
        ("parties", ""),
        ("bears", ""),
        ("sources", ""),
    ):
        node += event_cell("", nodes.paragraph("", text), role=role)
    return node


def tree(*children: nodes.Node) -> nodes.document:
    document = new_document("one.md")
    document += list(children)
    return document


def test_an_event_is_at_home_in_its_first_timeline_or_else_in_its_first_table():
    trees = {
        "book/one": tree(
            event_table("", row("e-1991-a", home=False), row("e-1992-b", home=False), figure="one")
        ),
        "book/two": tree(
            event_table("", row("e-1991-a", home=True), row("e-1992-b", home=False), figure="two")
        ),
        "book/three": tree(nodes.section("", ids=["e-1991-a"])),
    }
    labels = {place: target.label for place, target in targets_of(trees).items() if target.public}
    assert labels == {
        ("book/one", "e-1991-a"): "one:e-1991-a",
        ("book/one", "e-1992-b"): "e-1992-b",
        ("book/two", "e-1991-a"): "e-1991-a",
        ("book/two", "e-1992-b"): "two:e-1992-b",
        ("book/three", "e-1991-a"): "three:e-1991-a",
    }


def test_an_event_in_two_tables_of_a_chapter_is_told_in_full_in_one(write):
    """The row without a place of its own leads to the other."""
    code, _ = write(
        tree(
            event_table("", row("e-1991-a", home=False, place=False), figure="one"),
            event_table("", row("e-1991-a", home=True), figure="two"),
        )
    )
    _, short, full = code.split("chronicle(")
    assert 'anchors: "", home: "e-1991-a"' in short
    assert 'anchors: anchor("e-1991-a")' in full
    assert "home:" not in full


def test_an_event_of_another_chapter_is_told_in_short_under_a_name_of_its_own(edition_record):
    here = tree(event_table("", row("e-1991-a", home=False), row("e-1992-b", home=False), figure="one"))
    there = tree(event_table("", row("e-1991-a", home=True), figure="two"))
    book = Book(edition_record, targets_of({"here": here, "there": there}))
    code = Writer(book, Chapter("here", 1), here).document()
    assert 'anchors: anchor("here:e-1991-a"), home: "e-1991-a"' in code
    assert 'anchors: anchor("e-1992-b"), text: ""' in code


def test_empty_cells_are_left_out_and_dates_in_korea_stand_below(write):
    node = row("e-1991-a", home=True)
    node[0][0] = nodes.paragraph("", "9 March 1995 – 31 May 2006 (1 June in Korea)")
    code, book = write(tree(event_table("", node, figure="one")))
    assert not book.troubles
    assert 'dates(("9 March 1995 –", "31 May 2006", ), "1 June in Korea")' in code
    assert 'facts: (fact("Lane", "Acts"), event-id("e-1991-a"), )' in code
    assert 'chronicle("1 event"' in code


def test_a_timeline_without_events_has_no_chronicle(write):
    assert write(tree(event_table("", figure="one")))[0] == "[]"


def test_passage_events_stand_after_the_digest(write):
    links = [
        nodes.paragraph("", "A bundle, about February 1990 – 3 May 1990"),
        nodes.paragraph("", "A, B, 1994"),
    ]
    code, _ = write(tree(passage("", passage_events("", *links), ids=["p1"], number=1)))
    assert 'beside: passage-beside("Editors", 1, (), ("A bundle, about 1990", "A, B, 1994", ))' in code


def test_passage_leaves_out_the_events_that_its_notes_name(write):
    """A link in a note's own words does not count, for it tells no more than the digest's."""

    def link(ident: str) -> nodes.reference:
        return nodes.reference("", f"{ident}, 1994", refid=ident)

    note = annotation("", nodes.paragraph("", "", link("e-1994-c")), ids=["p1-a"])
    note += nodes.paragraph("", "", link("e-1994-a"), classes=["note-events"])
    links = [nodes.paragraph("", "", link(f"e-1994-{name}")) for name in "abc"]
    places = [event_table("", *(row(f"e-1994-{name}", home=True) for name in "abc"), figure="one")]
    code, _ = write(tree(passage("", passage_events("", *links), note, ids=["p1"], number=1), *places))
    assert 'passage-beside("Editors", 1, (), (see("e-1994-b", "e-1994-b, 1994"), see("e-1994-c"' in code
    only = passage("", passage_events("", links[0].deepcopy()), note.deepcopy(), ids=["p1"], number=1)
    assert "passage-events" not in write(tree(only, *places))[0]


def columns(number: int) -> ColumnsFigure:
    """A chart of so many months."""
    made = tuple(
        Column(f"c-{n}", f"month {n}", date(2000 + n, 1, 1), date(2000 + n, 2, 1), (n,), n, n)
        for n in range(number)
    )
    rows = tuple((each.id, (f"{2000 + n}-01", str(n))) for n, each in enumerate(made))
    table = Table(("Month", "Launches"), ("month", "launches"), rows)
    first, last = date(2000, 1, 1), date(2100, 1, 1)
    return ColumnsFigure(
        "c", "Counts", "Columns.", (), (), first, (), table, first, "launches", ("All",), made, first, last
    )


def write_with(record, figure, sheets: tuple[str, ...], *children: nodes.Node) -> tuple[str, Book]:
    document = tree(*children)
    book = Book(record, targets_of({"one": document}), figure=lambda _: figure, drawn=lambda _: sheets)
    return Writer(book, Chapter("one", 1), document).document(), book


@pytest.mark.parametrize(
    ("number", "function"), [(MOST_ROWS, "count-table("), (MOST_ROWS + 1, "count-rows-else")]
)
def test_short_tables_of_counts_are_printed(edition_record, number, function):
    code, _ = write_with(edition_record, columns(number), (), count_table(figure="c"))
    assert function in code
    assert ('("month 0", "0", )' in code) == (number == MOST_ROWS)


def test_sheets_are_given_their_files_sizes_and_alt_texts(edition_record):
    entry = Entry(
        "e-1994-a", "A", "1994", "x", "meeting", (), (), (), (date(1994, 1, 1),) * 2, (date(1994, 1, 1),) * 2
    )
    figure = TimelineFigure(
        name="t", title="Title", alt="It shows.", description=(), rule=(), as_of=date(2026, 1, 1), sources=(),
        table=Table((), (), ()), essay=date(2018, 7, 9), lanes=(("x", "Lane x"), ("y", "Lane y")),
        entries=(entry, replace(entry, id="e-1995-b", lane="y")),
    )  # fmt: skip
    sheets = (
        '<svg width="388pt" height="600.5pt"><g data-event="e-1994-a"/></svg>',
        '<svg width="388pt" height="90pt"><g data-event="e-1995-b"/></svg>',
    )
    holder = nodes.figure("", chart(figure="t"), nodes.caption("", "Title"), nodes.legend(), ids=["figure-t"])
    code, book = write_with(edition_record, figure, sheets, holder)
    assert list(book.drawings.values()) == list(sheets)
    assert '(path: "t-1.svg", alt: "It shows. This is sheet 1 of 2.", height: 600.5pt)' in code
    assert (
        '(path: "t-2.svg", alt: "Title, continued: sheet 2 of 2, with 1 event in Lane y.", height: 90pt)'
        in code
    )


def test_records_are_found_by_file_and_line(tmp_path):
    (tmp_path / "data/events").mkdir(parents=True)
    (tmp_path / "data/timelines.yml").write_text(
        "- id: talks\n  lanes:\n    - {id: council, name: x}\n- id: council\n", encoding="utf-8"
    )
    (tmp_path / "data/events/a.yml").write_text(
        '\ufeff# x\r\n- {id: "e-1991-a"}\r\n- start: 1992\r\n  id: e-1992-b\r\n', encoding="utf-8", newline=""
    )
    assert places_of(tmp_path) == {
        "talks": "data/timelines.yml:1",
        "council": "data/timelines.yml:4",
        "e-1991-a": "data/events/a.yml:2",
        "e-1992-b": "data/events/a.yml:4",
    }


def test_a_book_without_records_has_no_places(tmp_path):
    assert places_of(tmp_path) == {}
