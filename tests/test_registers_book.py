"""A small book with registers, built whole and read back: cards, the ways there and back, paper."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup, Tag

from markup import addresses, check_links, one, page, words
from sixtracks.pdf import destinations
from sixtracks.pdf.registers import is_printable


@pytest.fixture(scope="module")
def book(built_book: Callable[..., Path]) -> Path:
    """The small book with tracks, a timeline, a ledger and registers."""
    return built_book("designs", "ledger", "registers")


@pytest.fixture(scope="module")
def html(book: Path) -> Path:
    """Its pages."""
    return book / "_build" / "html" / "book"


@pytest.fixture(scope="module")
def text(book: Path) -> str:
    """The words of its PDF."""
    path = book / "_build" / "pdf" / "six-tracks.pdf"
    ran = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(ran.stdout.replace("\u00a0", " ").split())


def card(html: Path, chapter: str, ident: str) -> Tag:
    """A card by its id."""
    return one(page(html / f"{chapter}.html"), f"section.card#name-{ident}")


def told(card: Tag) -> list[str]:
    """What a card's parts say, in order."""
    return [words(part) for part in card.find_all(recursive=False)]


def test_a_card_says_what_its_record_says(html: Path):
    """Heading, names, role and dates, text with its sources, what mentions it, a permanent link."""
    assert told(card(html, "people", "hong-gildong"))[:4] == [
        "Hong Gildong",
        "홍길동 · 洪吉童 · Revised Romanization Hong Gildong · McCune–Reischauer Hong Kiltong",
        "A minister of the North · born 1950",
        "He said so in 2006, as ¶1 tells. (Smith and Doe 2017; UN Security Council 2006a)",
    ]
    links = one(card(html, "people", "hong-gildong"), ".card-links")
    assert [a["href"] for a in links.select("a")] == ["#name-hong-gildong"]
    assert told(card(html, "others", "accord"))[1] == "February 1991 · The North, The South · lapsed in 1993"


def test_names_in_other_scripts_say_their_language(html: Path):
    """For voices, fonts and search."""
    forms = card(html, "people", "hong-gildong").select(".card-forms [lang]")
    assert [form["lang"] for form in forms] == ["ko-Hang", "ko-Hani", "ko-Latn", "ko-Latn"]
    assert one(card(html, "people", "ning"), ".card-forms [lang]")["lang"] == "zh-Hans"


def test_the_build_makes_the_ways_back(html: Path):
    """From notes and digests, cards, prose and claims; many events are folded."""
    back = {
        name: words(one(card(html, chapter, name), ".card-places"))
        for chapter, name in (("people", "hong-gildong"), ("people", "smith"), ("others", "peace"))
    }
    assert back == {
        "hong-gildong": "Mentioned at ¶1 n. 1, “Prose about Hong Gildong”, card “Track 1”.",
        "smith": "Mentioned at claim “this thing”, claim “then”.",
        "peace": "Mentioned at ¶2, card “Track 1”.",
    }
    places = card(html, "people", "hong-gildong").select(".card-places a")
    assert [a["href"] for a in places][:2] == ["one.html#p1-first", "prose.html#prose-about-hong-gildong"]


def test_few_events_are_told_and_many_folded(html: Path):
    """Three events name the accord or the paper."""
    accord = card(html, "others", "accord")
    assert not accord.select("details")
    assert words(one(accord, ".card-places")) == (
        "Mentioned at 1991 The two agree, 1994 A paper is signed, 1995 Another table."
    )


def mentions(html: Path, chapter: str) -> list[tuple[str, str, str]]:
    """The links of a chapter to cards that the build made: words, address, what is shown."""
    found = page(html / f"{chapter}.html").select("a.mention")
    return [(words(a), str(a["href"]), str(a["data-short"])) for a in found]


def test_the_first_mention_in_a_chapter_leads_to_its_card(html: Path):
    """In digests, notes and prose; not in a heading, a table, a link, or code; and one of each."""
    hong = ("Hong Gildong", "people.html#name-hong-gildong", "The man who said so")
    peace = ("peace treaty", "others.html#name-peace", "A treaty that ends a war")
    council = ("Council", "others.html#name-council", "The body that votes")
    border = ("the border", "people.html#name-ning", "An envoy of the Mainland")
    assert mentions(html, "one") == [hong, peace]
    assert mentions(html, "prose") == [hong, border, council]
    emphasis = page(html / "prose.html").select("em > a.mention")
    assert [words(a) for a in emphasis] == ["Hong Gildong"]
    assert mentions(html, "people") == mentions(html, "others") == mentions(html, "sources") == []


def test_what_a_mention_shows_is_in_no_text(html: Path):
    """It is an attribute, so that it is neither copied nor printed; signs are escaped in it."""
    assert "The man who said so" not in words(page(html / "prose.html"))
    assert 'data-short="The man who said so"' in (html / "prose.html").read_text(encoding="utf-8")


def test_escape_is_heard_where_there_are_mentions(html: Path):
    """And no other page has that script."""
    has = {path.stem for path in html.glob("*.html") if ".mention:is(" in path.read_text(encoding="utf-8")}
    assert {"one", "prose", "cards"} <= has
    assert not has & {"people", "others", "sources", "two"}


def test_the_index_leads_to_the_cards(html: Path):
    """Each heading under its id, with hangul and kind; nothing else."""
    entries = page(html / "sources.html").select(".names-index > li")
    assert [(str(e["id"]), words(e)) for e in entries] == [
        ("name-accord", "Accord (1991) agreement"),
        ("name-council", "Council, the body"),
        ("name-hall", "hall, the place"),
        ("name-hong-gildong", "Hong Gildong 홍길동 person"),
        ("name-ning", "Ning Fukui person"),
        ("name-peace", "peace treaty term"),
        ("name-smith", "Smith, Jane person"),
    ]
    assert [str(one(e, "a")["href"]) for e in entries][:2] == [
        "others.html#name-accord",
        "others.html#name-council",
    ]


def test_sources_know_the_cards_that_cite_them(html: Path):
    """Both ways."""
    entry = one(page(html / "sources.html"), "#source-smith2017talks")
    assert "people.html#name-hong-gildong" in addresses(BeautifulSoup(str(entry), "html.parser"))


def test_every_link_leads_somewhere(html: Path):
    """And no id stands twice on a page."""
    check_links(html.parent)


def test_cards_are_in_the_pdf(book: Path, text: str):
    """Under the same names, with the ways back as pages."""
    places = destinations.read(book / "_build" / "pdf" / "six-tracks.pdf")
    assert {"name-hong-gildong", "name-accord", "name-smith"} <= places.keys()
    assert "홍길동 · 洪吉童 · Revised Romanization Hong Gildong · McCune–Reischauer Hong Kiltong" in text
    assert "A minister of the North · born 1950 He said so in 2006, as ¶1 (p. 1) tells." in text
    assert "Permanent link" not in text
    assert "The man who said so" not in text


def test_the_index_on_paper_gives_pages(text: str):
    """The card's first; a digest, a note or a chapter after it."""
    index = text[text.rindex("Accord (1991)") :]
    assert "Hong Gildong [홍길동], " in index
    assert len(index[index.index("[홍길동], ") :].partition(" Ning")[0].split(", ")) >= 3


def test_characters_without_a_sign_in_the_fonts_stay_on_the_pages(text: str):
    """The face of the PDF has the characters of Korean use."""
    assert is_printable("金正恩洪吉童")
    assert not is_printable("宁赋魁")
    assert "Ning Fukui" in text
    assert "宁" not in text


def test_bookmarks_lead_to_cards(book: Path):
    """They are headings, though the printed contents leave them out."""
    with pikepdf.open(book / "_build" / "pdf" / "six-tracks.pdf") as pdf, pdf.open_outline() as outline:
        titles: list[str] = []
        todo = list(outline.root)
        while todo:
            each = todo.pop(0)
            titles.append(str(each.title))
            todo += each.children
    assert {"Hong Gildong", "Accord (1991)"} <= set(titles)
