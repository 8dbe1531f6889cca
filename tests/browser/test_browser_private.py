"""A private edition in a browser: mends turned on and off, digests opened, notes by their marks, on paper."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from keeping import process_kept
from private_books import lay_private
from sixtracks.book.copies import NOTICE
from sixtracks.cli import main

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
PHONE, WIDE = 390, 1440
CLERK, SCANNED = "The town’s clerk", "The town’ s clerk"


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small book's private pages, as they lie on a disk."""
    root = lay_private(tmp_path_factory.mktemp("private") / "book")
    with process_kept():
        assert main(["build", str(root), "--copy", str(root / "essay.txt")]) == 0
    return f"{(root / '_build' / 'private' / 'html').as_uri()}/"


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_a_box_shows_the_copys_own_characters(open_page: Open, private: str, width: int):
    """By the keyboard, without a script; what is hidden is neither read nor copied."""
    page = open_page(width, script=False)
    page.goto(f"{private}book/one.html")
    text = page.locator("#p2 .essay")
    assert CLERK in text.inner_text()
    box = page.get_by_label("Show scanning faults")
    box.focus()
    page.keyboard.press("Space")
    assert SCANNED in text.inner_text()
    assert "’’" not in text.inner_text()


def test_what_is_copied_names_its_voices(open_page: Open, private: str):
    """A passage as a reader copies it: Zelikow, Digest, Editors' note, and one of mended and scanned."""
    page = open_page()
    page.goto(f"{private}book/one.html")
    page.locator("#p2 details.digest > summary").click()
    select = "getSelection().selectAllChildren(document.querySelector('#p2'))"
    copied = page.evaluate(f"{select}, String(getSelection())")
    places = [
        copied.upper().index(word)
        for word in ("ZELIKOW", "SUPPOSE", "DIGEST", "SHE PROPOSES", "EDITORS’ NOTE")
    ]
    assert places == sorted(places)
    assert CLERK in copied
    assert copied.count("clerk") == 1


def test_a_digest_opens_by_the_keyboard(open_page: Open, private: str):
    """Folded where the essay stands above it; open where a note hangs in it."""
    page = open_page(script=False)
    page.goto(f"{private}book/one.html")
    digest = page.locator("#p2 .digest > p")
    expect(digest).to_be_hidden()
    expect(page.locator("#p1 .digest > p")).to_be_visible()
    page.locator("#p2 summary").focus()
    page.keyboard.press("Enter")
    expect(digest).to_be_visible()


def test_a_mark_in_the_essay_opens_its_note_and_the_note_leads_back(open_page: Open, private: str):
    """On a phone, where notes are hidden until they are asked for."""
    page = open_page(PHONE, script=False, touch=True)
    page.goto(f"{private}book/one.html")
    note = page.locator("#p2-third")
    expect(note).to_be_hidden()
    page.locator("#p2 .essay").get_by_label("Note 4").tap()
    expect(note).to_be_visible()
    note.get_by_role("link", name="Back to ¶2").tap()
    assert page.evaluate("document.querySelector(':target').closest('.essay') !== null")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, WIDE])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, private: str, width: int, dark: bool):
    """Every digest open, in two widths, light and dark."""
    page = open_page(width, dark=dark)
    for name in ("book/index.html", "book/one.html", "book/witnesses.html", "search.html"):
        page.goto(f"{private}{name}")
        page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [(name, each["id"], each["nodes"][0]["target"]) for each in found] == []
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), name


def test_lines_of_the_essay_have_a_readable_length(open_page: Open, private: str):
    """60 to 75 signs on average, where there is room; the last line is taken for a half."""
    page = open_page(WIDE)
    page.goto(f"{private}book/one.html")
    signs, count = page.eval_on_selector(
        "#p1 .essay > p:last-child",
        "p => [p.innerText.length, p.clientHeight / parseFloat(getComputedStyle(p).lineHeight)]",
    )
    assert 60 <= signs / (count - 0.5) <= 75


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext")
def test_on_paper_each_sheet_is_marked_and_digests_are_open(open_page: Open, private: str, tmp_path: Path):
    """What is folded on a screen is printed, the box is not, and no sheet goes without its notice."""
    page = open_page()
    page.goto(f"{private}book/one.html")
    page.pdf(path=tmp_path / "sheets.pdf", format="A6")
    command = ["pdftotext", str(tmp_path / "sheets.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    sheets = [" ".join(text.split()) for text in told.stdout.split("\f")[:-1]]
    assert len(sheets) > 1
    assert all("Private study copy: do not pass it on." in sheet for sheet in sheets)
    assert NOTICE in sheets[0]
    whole = " ".join(sheets)
    assert "she proposes a peace treaty" in whole
    assert "Show scanning faults" not in whole
