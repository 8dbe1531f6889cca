"""A private edition: the reader's own copy above each digest, marked as private, and nowhere else."""

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st

from keeping import process_kept
from markup import check_links, one, page, pages_of, words
from places import BOOKS, ROOT
from private_books import lay_private
from sixtracks.book.copies import NOTICE, PRIVATE, clean, essay_nodes, runs_of, spans
from sixtracks.book.nodes import annotation_mark
from sixtracks.cli import main
from sixtracks.cli.stamp import digest_of_folder
from sixtracks.pdf import destinations
from sixtracks.pdf.copies import printable
from sixtracks.witness.model import FoundPassage, LemmaPlace, Mend

BANNER = "aside.private-notice"
MARKS = {"p1-first": "1", "p1-lost": "2", "p2-second": "3", "p2-third": "4"}


def build(root: Path, *more: str) -> int:
    """Build with a copy, or with what else is given."""
    with process_kept():
        return main(["build", str(root), *more])


def changed(copy: Path, *changes: tuple[str, str]) -> Path:
    """The copy with words changed."""
    text = copy.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    copy.write_text(text, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book, built in public and then in private; its copy names someone whom it has a card of."""
    root = lay_private(tmp_path_factory.mktemp("private") / "book")
    changed(root / "essay.txt", ("Engineers favour steel", "Hong Gildong and 홍길동 favour steel"))
    assert build(root) == 0
    assert build(root, "--copy", str(root / "essay.txt")) == 0
    return root


@pytest.fixture(scope="module")
def html(book: Path) -> Path:
    """The private pages."""
    return book / "_build" / "private" / "html"


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same from a copy without ¶1, with half of ¶2, with scripts and strange signs in ¶3; as scanned."""
    root = lay_private(tmp_path_factory.mktemp("damaged") / "book")
    copy = root / "essay.txt"
    text = copy.read_text(encoding="utf-8")
    before, second = text[: text.index("The harbour town")], text[text.index("Suppose the council") :]
    copy.write_text(before + second, encoding="utf-8")
    changed(
        copy,
        ("nurses and schoolteachers at one table, and", "nurses and"),
        ("What they settle would be\nwritten as a treaty between the two shores, ", ""),
        ("a ferry that sails", "<script>alert(1)</script> a <img src=x onerror=alert(2)> ferry that sails"),
        ("money may run out", "mon\u202eey\u0007 may \U0001f6a2\ue000 run “out” \ufb01"),
    )
    assert build(root, "--as-scanned", "--copy", str(copy)) == 0
    return root


def passage(html: Path, number: int) -> Tag:
    """A passage of the private pages."""
    return one(page(html / "book" / ("two.html" if number == 3 else "one.html")), f"div.passage#p{number}")


# ---- Passages -------------------------------------------------------------------------------------


def test_a_passage_shows_the_essays_own_words_under_their_voice(html: Path):
    """First the essay, labelled, then the digest, folded and labelled, then the notes."""
    shown = passage(html, 2)
    parts = one(shown, ".passage-text").find_all(True, recursive=False)
    assert [part.get("class") for part in parts][:2] == [["essay"], ["digest"]]
    assert words(parts[0]).startswith("Zelikow Suppose the council began otherwise and asked who must live")
    assert parts[1].name == "details"
    assert not parts[1].has_attr("open")
    assert words(one(parts[1], "summary")) == "Digest"
    assert not shown.select(".copy-state")


def test_notes_have_the_numbers_and_ids_of_the_public_edition(book: Path):
    """¶2 note 4 is the same note in both."""
    for folder in ("html", "private/html"):
        tree = page(book / "_build" / folder / "book" / "one.html")
        assert {n["id"]: words(one(n, ".annotation-number")) for n in tree.select(".annotation")} == MARKS
        assert {str(mark["id"])[:-5] for mark in tree.select(".annotation-mark[id]")} == set(MARKS)


def test_a_mark_hangs_behind_its_lemma_in_the_essay(html: Path):
    """The words are marked, the number is right behind them; the digest's own is a link to the note."""
    for number, ident, lemma in ((1, "p1-first", "this thing"), (2, "p2-third", "a treaty")):
        text = one(passage(html, number), ".essay")
        mark = one(text, f"#{ident}-mark")
        assert words(mark.previous_sibling) == lemma
        assert mark.previous_sibling["class"] == ["lemma-words"]
        again = one(passage(html, number), f".digest a[href='#{ident}']")
        assert not again.has_attr("id")
        assert words(again) == words(mark) == MARKS[ident]


def test_a_lemma_that_is_not_found_is_told(html: Path):
    """Its mark stays in the digest, which is open; the note says so, and no other does."""
    shown = passage(html, 1)
    assert one(shown, "details.digest[open] #p1-lost-mark")
    assert words(one(shown, "#p1-lost .copy-state")) == "Not found in your copy."
    assert len(shown.select(".copy-state")) == 1


def test_a_lemma_with_scanning_faults_is_told(html: Path):
    """The words are marked all the same; the note has a hint."""
    shown = passage(html, 3)
    assert words(one(shown, ".essay .lemma-words")) == "tbe end"
    assert words(one(shown, "#p3-last .lemma")) == "Zelikow “the end” with scanning faults in your copy"


def test_a_mend_shows_one_of_two_and_has_its_reason(html: Path):
    """Both stand in the page; the sheet shows one, and a box on the page turns it."""
    mend = one(passage(html, 2), "ins.mended")
    assert (mend.get_text(), mend.next_sibling.name, mend.next_sibling.get_text()) == ("’", "del", "’ ")
    assert "apostrophe" in mend["title"]
    assert one(page(html / "book" / "one.html"), "article input#show-scanned")
    assert not page(html / "book" / "two.html").select("#show-scanned")


def test_the_essays_words_are_left_pure(html: Path):
    """No name in them is a link, no hangul is marked, no quotation mark is turned."""
    text = one(passage(html, 1), ".essay")
    assert "Hong Gildong and 홍길동 favour steel" in words(text)
    assert {(tag.name, *tag.get("class", ())) for tag in text.find_all(True)} == {
        ("p", "voice"),
        ("p",),
        ("span", "lemma-words"),
        ("a", "annotation-mark"),
    }


def test_the_search_finds_the_essays_words(book: Path):
    """It is the reader's own; the public index has none of them."""
    index = (book / "_build/private/html/searchindex.js").read_text(encoding="utf-8")
    assert '"ostrand"' in index
    assert '"ostrand"' not in (book / "_build/html/searchindex.js").read_text(encoding="utf-8")


def test_links_have_their_ends(html: Path):
    """In the private pages too, no id stands twice."""
    check_links(html)


def test_passages_in_part_or_missing_are_told(damaged: Path):
    """In part: a line and an open digest; missing: the digest as in the public edition, under a line."""
    html = damaged / "_build" / "private" / "html"
    part, missing = passage(html, 2), passage(html, 1)
    assert words(one(part, ".essay + .copy-state")) == "Your copy has this paragraph in part."
    assert one(part, "details.digest[open]")
    assert words(one(missing, ".passage-text > .copy-state")) == "Not in your copy."
    assert words(one(missing, "div.digest > .voice")) == "Digest"
    assert one(missing, "div.digest #p1-first-mark")
    assert not missing.select(".essay, .annotation .copy-state")


def test_nothing_of_a_copys_markup_reaches_a_page(damaged: Path):
    """Tags in it are words; signs that show nothing, or turn the line around, are gone."""
    html = damaged / "_build" / "private" / "html"
    text = one(passage(html, 3), ".essay")
    assert "<script>alert(1)</script> a <img src=x onerror=alert(2)> ferry" in words(text)
    assert "money may 🚢 run “out” ﬁ," in words(text)
    for path in pages_of(html):
        tree = page(path)
        assert not tree.select("[onerror], img[src='x']")
        assert not any("alert(" in script.get_text() for script in tree.select("script"))


def test_as_scanned_mends_nothing(damaged: Path):
    """No mend, no box; the report says why."""
    html = damaged / "_build" / "private" / "html"
    assert "The town’ s clerk" in words(passage(html, 2))
    for path in pages_of(html):
        assert not page(path).select(".mended, .scanned, #show-scanned")
    assert "Nothing is mended" in words(page(html / "book" / "witnesses.html"))


# ---- The mark of a private edition ----------------------------------------------------------------


def test_every_page_is_marked(book: Path, html: Path):
    """A banner, a title, and a word to search engines; the root page too, the public pages none."""
    assert len(pages_of(html)) == len(pages_of(book / "_build" / "html"))
    for path in pages_of(html):
        tree = page(path)
        assert NOTICE in words(tree.body)
        assert "private study copy" in words(one(tree, "head > title"))
        assert one(tree, "meta[name=robots][content='noindex, noarchive']")
        if path.parent != html or path.name == "search.html":
            assert words(tree.body.find(True)) == NOTICE
            assert one(tree, BANNER)
    for path in pages_of(book / "_build" / "html"):
        told = path.read_text(encoding="utf-8")
        assert not re.search(r"noarchive|private-notice|private study", told, re.I)


def test_the_boxes_say_whose_text_it_is(book: Path, html: Path):
    """The public box is as it was."""
    said = words(one(page(html / "book" / "one.html"), ".essay-box"))
    assert said.endswith(
        "The essay’s text comes from your own copy. It is in copyright and not under our licence."
    )
    said = words(one(page(book / "_build" / "html" / "book" / "one.html"), ".essay-box"))
    assert said.endswith("The essay is in copyright and not included: how to get it.")


def test_the_public_edition_says_how_to_make_a_private_one(book: Path):
    """One paragraph in the place of the report."""
    said = words(one(page(book / "_build" / "html" / "book" / "witnesses.html"), "article section"))
    assert "made without a copy of the essay" in said
    assert "make book COPY=path" in said


def test_the_report_tells_all(html: Path, damaged: Path):
    """Each paragraph, each lemma that is not there exactly, each mend; the links lead there."""
    report = one(page(html / "book" / "witnesses.html"), "article")
    assert "your own copy, essay.txt: 3 of 3 paragraphs found (3 whole);" in words(report)
    paragraphs, mends = report.select("table")
    rows = [[words(cell) for cell in row.select("td")] for row in paragraphs.select("tbody tr")]
    assert [row[:2] for row in rows] == [["¶1", "whole"], ["¶2", "whole"], ["¶3", "whole"]]
    assert [row[3] for row in rows] == ["69", "67", "67"]
    assert [words(cell) for cell in mends.select("tbody td")][:3] == ["¶2", "town’ s", "town’s"]
    assert [words(head) for head in report.select("h2")] == [
        "Lemmas found with scanning faults",
        "Lemmas not found",
        "Scanning faults that are mended",
    ]
    assert [(words(item), item.a["href"]) for item in report.select("li")] == [
        ("¶3 n. 1, “the end”", "two.html#p3-last"),
        ("¶1 n. 2, “words of another copy”", "one.html#p1-lost"),
    ]
    other = one(page(damaged / "_build/private/html/book/witnesses.html"), "article")
    cells = [
        [words(cell) for cell in row.select("td")] for row in other.select("table")[0].select("tbody tr")
    ]
    assert cells[0] == ["¶1", "not found", "–", "–"]
    assert cells[1][1] == "in part"


# ---- The PDF --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdf(book: Path) -> Path:
    """The private PDF."""
    return book / "_build" / "private" / "pdf" / "six-tracks-private.pdf"


def pages_as_text(path: Path) -> list[str]:
    """The pages' text, spaces folded."""
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext on this machine (Debian: apt install poppler-utils)")
    told = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return [" ".join(text.split()) for text in told.stdout.split("\f")[:-1]]


def test_the_pdf_is_known_by_name_and_metadata(book: Path, pdf: Path):
    """It lies beside the pages too; no other name is there."""
    assert [p.name for p in pdf.parent.iterdir()] == [pdf.name]
    assert (book / "_build" / "private" / "html" / pdf.name).read_bytes() == pdf.read_bytes()
    with pikepdf.open(pdf) as opened:
        assert "(private study copy)" in str(opened.docinfo["/Title"])
        assert PRIVATE in str(opened.docinfo["/Keywords"])


def test_every_sheet_of_the_pdf_is_marked(pdf: Path):
    """The line at its foot."""
    pages = pages_as_text(pdf)
    assert len(pages) > 4
    assert [n for n, text in enumerate(pages, 1) if NOTICE not in text] == []


def test_the_pdf_has_the_essay_its_notes_and_the_digest(pdf: Path, damaged: Path):
    """Voices are words in the margin; places have their public names; strange signs do not stop it."""
    text = " ".join(pages_as_text(pdf))
    assert re.search(r"¶2 Author Suppose the council began", text, re.I)
    assert re.search(r"Digest Then\S* she proposes", text, re.I)
    assert "“words of another copy” (not found in your copy)" in text
    assert "“the end” (with scanning faults in your copy)" in text
    assert set(MARKS) | {f"{ident}-mark" for ident in MARKS} <= set(destinations.read(pdf))
    other = " ".join(pages_as_text(damaged / "_build" / "private" / "pdf" / "six-tracks-private.pdf"))
    assert "Your copy has this paragraph in part." in other
    assert "Not in your copy." in other
    assert "money may \ufffd run" in other


# ---- The build ------------------------------------------------------------------------------------


@pytest.fixture
def warm(book: Path, tmp_path: Path) -> Path:
    """A copy of the book with both outputs, to build again."""
    return Path(shutil.copytree(book, tmp_path / "a warm book"))


def test_the_public_edition_is_untouched_and_the_private_one_kept(
    warm: Path, capsys: pytest.CaptureFixture[str]
):
    """Neither build changes the other's output, or makes it stale; only what changed is built again."""
    built = warm / "_build"
    copy = ["--copy", str(warm / "essay.txt")]
    public = [digest_of_folder(built / name) for name in ("html", "pdf")]
    assert build(warm, *copy) == 0
    assert build(warm) == 0
    assert capsys.readouterr().out.count("Nothing changed since the last build.") == 2
    changed(warm / "essay.txt", ("thirty winters", "forty winters"))
    assert build(warm, *copy) == 0
    told = capsys.readouterr().out
    assert "Your copy: 3 of 3 paragraphs found (3 whole); 4 of 5 lemmas located, 1 not found; 1 scan" in told
    assert "PDF   _build/private/pdf/six-tracks-private.pdf  (" in told
    one_page = (built / "private/html/book/one.html").read_text(encoding="utf-8")
    assert "forty winters" in one_page
    assert build(warm, *copy, "--as-scanned") == 0
    assert "Nothing changed" not in capsys.readouterr().out
    assert public == [digest_of_folder(built / name) for name in ("html", "pdf")]
    assert {p.name for p in built.iterdir()} == {"html", "lock", "pdf", "private", "stamp.json"}
    assert {p.name for p in (built / "private").iterdir()} == {"html", "pdf", "stamp.json"}


def test_the_public_pages_are_what_they_are_without_a_copy(book: Path, tmp_path: Path):
    """Byte for byte, in a folder that never saw one."""
    other = lay_private(tmp_path / "other")
    shutil.copyfile(book / "essay.txt", other / "essay.txt")
    assert build(other) == 0
    for name in ("html", "pdf"):
        assert digest_of_folder(other / "_build" / name) == digest_of_folder(book / "_build" / name)


def test_missing_paragraphs_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """By number, on a line of their own."""
    root = lay_private(tmp_path / "book")
    text = (root / "essay.txt").read_text(encoding="utf-8")
    (root / "essay.txt").write_text(text[text.index("Suppose the council") :], encoding="utf-8")
    assert build(root, "--copy", str(root / "essay.txt")) == 0
    told = capsys.readouterr().out
    assert (
        "Your copy: 2 of 3 paragraphs found (2 whole); 3 of their 3 lemmas located; 1 scanning fault" in told
    )
    assert "\nNot in your copy: ¶1.\n" in told


def _no_print(root: Path) -> list[str]:
    (root / "data" / "fingerprint.json").unlink()
    return ["--copy", str(root / "essay.txt")]


def _other_text(root: Path) -> list[str]:
    shutil.copyfile(BOOKS / "other-essays" / "cookery.txt", root / "other.txt")
    return ["--copy", str(root / "other.txt")]


def _no_file(root: Path) -> list[str]:
    return ["--copy", str(root / "none.txt")]


def _pipe(root: Path) -> list[str]:
    os.mkfifo(root / "pipe.txt")
    return ["--copy", str(root / "pipe.txt")]


def _no_name(_root: Path) -> list[str]:
    return ["--copy", " "]


def _nobodys(root: Path) -> list[str]:
    return ["--copy", "~no-such-user-here/x.txt"]


def _loop(root: Path) -> list[str]:
    (root / "loop.txt").symlink_to(root / "loop.txt")
    return ["--copy", str(root / "loop.txt")]


def _no_copy(_root: Path) -> list[str]:
    return ["--as-scanned"]


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (_no_print, "data/fingerprint.json: this book has no fingerprint"),
        (_other_text, "other.txt: "),
        (_no_file, "none.txt: there is no such file"),
        (_no_copy, "--as-scanned: there is no copy"),
        (_pipe, "pipe.txt: it is a pipe or a device"),
        (_no_name, "--copy: no copy is named"),
        (_nobodys, "x.txt: there is no such file"),
        (_loop, "loop.txt: it cannot be opened"),
    ],
)
def test_a_copy_that_cannot_be_used_stops_the_build_before_it_begins(
    warm: Path, capsys: pytest.CaptureFixture[str], wrong: Callable[[Path], list[str]], what: str
):
    """One message with a mend; nothing is built, both outputs stay."""
    outputs = [warm / "_build" / name for name in ("html", "pdf", "private/html", "private/pdf")]
    before = [digest_of_folder(each) for each in outputs]
    assert build(warm, *wrong(warm)) == 1
    told = capsys.readouterr()
    assert what in told.err
    assert told.err.count("\n    Mend: ") == 1
    assert "Building" not in told.out
    assert before == [digest_of_folder(each) for each in outputs]
    assert not (warm / "_build" / "private" / "new").exists()


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., list[str]]:
    """Run ``make book`` with some words, with a command that prints what it is given, an argument a line."""
    if not shutil.which("make"):
        pytest.skip("no make on this machine")
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    command = tmp_path / ".venv" / "bin" / "sixtracks"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    (tmp_path / ".venv" / ".book").touch()

    def run(*given: str) -> list[str]:
        done = subprocess.run(
            ["make", "-s", "book", *given], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()

    return run


def test_make_hands_the_path_on_as_it_stands(make: Callable[..., list[str]]):
    """Blanks, quotation marks, signs of make and of the shell; without COPY nothing is added."""
    assert make() == ["build"]
    assert make("COPY=") == ["build"]
    for path in ("my copy.txt", "~/copy.txt", "../a/b.pdf", 'it\'s "mine" $(x) $HOME `y` & z;.html'):
        assert make(f"COPY={path}") == ["build", "--copy", path]
    assert make("COPY=x.txt", "MENDS=no") == ["build", "--copy", "x.txt", "--as-scanned"]
    assert make("COPY=x.txt", "MENDS=yes") == ["build", "--copy", "x.txt"]


def test_a_path_may_begin_at_home_or_here(warm: Path, monkeypatch: pytest.MonkeyPatch):
    """``~`` is the home folder, and a relative path begins where the command runs."""
    monkeypatch.setenv("HOME", str(warm))
    monkeypatch.chdir(warm / "book")
    assert build(warm, "--copy", "~/essay.txt") == 0
    assert build(warm, "--copy", "../essay.txt") == 0


# ---- The parts ------------------------------------------------------------------------------------


def marks_of(found: FoundPassage) -> dict[str, annotation_mark]:
    """A mark for each lemma, numbered in the order in which they are given."""
    return {
        place.id: annotation_mark("", ids=[f"{place.id}-mark"], annotation=place.id, number=number)
        for number, place in enumerate(found.lemmas, 1)
    }


def as_line(found: FoundPassage) -> str:
    """A passage's nodes in a line: [lemma], {mended}, and ^n for a mark."""
    shown = []
    for node in essay_nodes(found, marks_of(found)):
        if isinstance(node, annotation_mark):
            shown.append(f"^{node['number']}")
            continue
        parts = [node] if node.__class__.__name__ != "lemma_words" else node.children
        told = "".join(f"{{{p.astext()}}}" if p.__class__.__name__ == "mended" else p.astext() for p in parts)
        shown.append(f"[{told}]" if parts is not None and node.__class__.__name__ == "lemma_words" else told)
    return "".join(shown)


def found_passage(text: str, mends: tuple[Mend, ...] = (), *lemmas: tuple[int, int]) -> FoundPassage:
    """A passage with mends, and lemmas named by letters."""
    places = tuple(LemmaPlace("abcdef"[i], start, end, "exactly") for i, (start, end) in enumerate(lemmas))
    return FoundPassage(1, "whole", 1.0, text, mends, places)


def test_lemmas_may_overlap_touch_and_hold_each_other():
    """The text is cut into runs; each mark stands right behind its own lemma."""
    assert as_line(found_passage("one two three", (), (0, 7), (4, 13))) == "[one two]^1[ three]^2"
    assert as_line(found_passage("one two three", (), (0, 13), (4, 7))) == "[one two]^2[ three]^1"
    assert as_line(found_passage("one two", (), (0, 3), (0, 3))) == "[one]^1^2 two"
    assert as_line(found_passage("onetwo", (), (0, 3), (3, 6))) == "[one]^1[two]^2"


def test_mends_stand_in_lemmas_and_are_never_cut():
    """One that adds a letter, one that takes a sign away, one that a lemma's end would cut."""
    mends = (Mend(3, 3, "n", "a lost letter"), Mend(7, 8, "", "a stray sign"))
    assert as_line(found_passage("ope fir“e now", mends, (0, 9))) == "[ope{n} fir{}e]^1 now"
    assert (
        as_line(found_passage("one tvo six", (Mend(4, 7, "two", "misread"),), (0, 5))) == "[one {two}]^1 six"
    )


places = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted).filter(lambda p: p[0] < p[1])


@given(st.lists(places.map(tuple), max_size=4), st.lists(st.integers(0, 12), max_size=6, unique=True))
def test_nothing_is_lost_and_each_mark_stands_once(lemmas: list[tuple[int, int]], ends: list[int]):
    """Whatever overlaps, the runs are the text, and each lemma ends once."""
    text, cuts = "abcdefghijkl", sorted(ends)
    mends = tuple(Mend(a, b, "X", "") for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    found = found_passage(text, mends, *lemmas)
    runs = list(runs_of(found))
    assert "".join(run.text for run in runs) == text
    assert [run.mend for run in runs if run.mend] == list(mends)
    assert sorted(ident for run in runs for ident in run.ends) == [each.id for each in found.lemmas]


def test_ranges_of_paragraphs_are_drawn_together():
    """As a reader would say them."""
    assert spans([3, 18, 19, 20, 22]) == "¶3, ¶18–20, ¶22"


@given(st.text())
def test_signs_that_show_nothing_are_taken_out(text: str):
    """Controls and marks of direction go; what can be seen stays."""
    assert [sign for sign in text if unicodedata.category(sign)[0] not in "CZ"] == [
        sign for sign in clean(text) if unicodedata.category(sign)[0] != "Z"
    ]


def test_signs_that_the_pdf_lacks_are_made_simpler_or_told():
    """A ligature stays, a full-width letter becomes a plain one, a picture is a sign of replacement."""
    assert printable("ﬁ ｗｅ é e\u0301 홍 🚢") == "ﬁ we é é 홍 \ufffd"


def test_no_page_of_the_book_holds_the_copy_but_the_private_ones(book: Path):
    """Nothing of it stands in the public output, in the cache or beside it."""
    for path in (book / "_build").rglob("*"):
        if path.is_file() and "private" not in path.parts:
            assert b"Ostrand" not in path.read_bytes(), path
