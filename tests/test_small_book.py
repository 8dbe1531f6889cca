"""The smallest book's pages: passages, notes, voices, links, citations, the registers."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from markup import addresses, is_elsewhere, one, page, pages_of, words
from sixtracks import __version__
from sixtracks.book.directives import KINDS


@pytest.fixture
def html(built_small_book: Path) -> Path:
    """The book's pages."""
    return built_small_book / "_build" / "html"


@pytest.fixture
def first(html: Path) -> BeautifulSoup:
    """The first chapter."""
    return page(html / "book" / "one.html")


@pytest.fixture
def second(html: Path) -> BeautifulSoup:
    """The second chapter."""
    return page(html / "book" / "two.html")


@pytest.fixture
def sources(html: Path) -> BeautifulSoup:
    """The chapter with bibliography, index and colophon."""
    return page(html / "book" / "sources.html")


def test_a_passage_has_its_number_as_a_permanent_link(first: BeautifulSoup):
    """¶1 stands in a group with the id p1, and its number links to that id."""
    for number in (1, 2):
        passage = one(first, f"div.passage#p{number}")
        link = one(passage, "a.passage-number")
        assert (link["href"], words(link)) == (f"#p{number}", f"¶{number}")


def test_passages_stand_in_the_section_that_they_belong_to(first: BeautifulSoup):
    """A heading between two passages parts them."""
    assert one(first, "#p2").find_parent("section")["id"] == "a-part"
    assert one(first, "#p1").find_parent("section")["id"] == "chapter-one"


def test_notes_are_numbered_by_place_and_stand_behind_their_digest(first: BeautifulSoup):
    """The source has p2-third before p2-second; the page has them in the order of their marks."""
    notes = first.select(".annotation")
    assert [note["id"] for note in notes] == ["p1-first", "p2-second", "p2-third"]
    assert [words(one(note, ".annotation-number")) for note in notes] == ["1", "2", "3"]
    assert [words(mark) for mark in first.select(".annotation-mark")] == ["1", "2", "3"]
    for note in notes:
        digest = note.find_parent(class_="notes").find_previous_sibling(class_="passage-text")
        assert one(digest, f"#{note['id']}-mark")


def test_numbers_begin_again_in_each_chapter(second: BeautifulSoup):
    """The second chapter's only note is note 1, and has no neighbours."""
    assert words(one(second, ".annotation-number")) == "1"
    assert [words(a) for a in second.select(".ways a")] == ["Back to ¶3"]


def test_a_mark_leads_to_its_note_and_the_note_back(first: BeautifulSoup):
    """There and back: by the note's number and by its last line."""
    for mark in first.select("a.annotation-mark"):
        note = one(first, str(mark["href"]))
        assert mark["role"] == "doc-noteref"
        assert mark["aria-label"] == f"Note {words(mark)}"
        assert note["role"] == "note"
        back = [a["href"] for a in note.select("a.annotation-number, .ways a:first-child")]
        assert back == [f"#{mark['id']}"] * 2


def test_a_note_knows_the_ones_before_and_after_it(first: BeautifulSoup):
    """Previous and next go through the chapter, across passages."""
    ways = {
        note["id"]: {words(a): a["href"] for a in note.select(".ways a")}
        for note in first.select(".annotation")
    }
    assert ways == {
        "p1-first": {"Back to ¶1": "#p1-first-mark", "Next note": "#p2-second"},
        "p2-second": {
            "Back to ¶2": "#p2-second-mark",
            "Previous note": "#p1-first",
            "Next note": "#p2-third",
        },
        "p2-third": {"Back to ¶2": "#p2-third-mark", "Previous note": "#p2-second"},
    }


def test_three_voices_are_named_in_words(first: BeautifulSoup):
    """Who speaks is text in the page, so that it is heard, copied and printed."""
    assert [words(p)[:7] for p in first.select(".digest")] == ["Digest "] * 2
    for note in first.select(".annotation"):
        assert "Editors’ note" in words(one(note, ".annotation-head"))
        assert note["aria-labelledby"] == one(note, ".annotation-head")["id"]
    assert [words(p) for p in first.select(".lemma")] == [
        "Zelikow “this thing”",
        "Zelikow “then”",
        "Zelikow “a treaty”",
    ]


def test_each_note_shows_its_kind(first: BeautifulSoup, second: BeautifulSoup):
    """The kinds are words of the edition's list."""
    kinds = [words(k) for tree in (first, second) for k in tree.select(".annotation .kind")]
    assert kinds == ["person", "context", "term", "aftermath"]
    assert set(kinds) <= set(KINDS)


def test_a_note_that_weighs_no_claim_has_no_verdict(first: BeautifulSoup, second: BeautifulSoup):
    """No line where nothing is judged; with a ledger, test_ledger_book looks."""
    assert not first.select(".verdict")
    assert not second.select(".verdict")


def test_hangul_is_marked_as_korean(first: BeautifulSoup, sources: BeautifulSoup):
    """A voice and a font can tell: in a note and in the index, and nothing else is marked."""
    for tree in (first, sources):
        assert [words(e) for e in tree.select("[lang=ko]")] == ["홍길동"]
        assert not re.search(r"[가-힣]", re.sub(r'<span lang="ko">[^<]*</span>', "", str(tree.body)))


def test_citations_are_short_and_lead_to_the_bibliography(first: BeautifulSoup, sources: BeautifulSoup):
    """Author and year; a letter where two would look the same; each leads to its source's entry."""
    cited = {words(a): str(a["href"]) for a in first.select(".annotation a[href*='#source-']")}
    assert cited == {
        "UN Security Council 2006a": "sources.html#source-un2006first",
        "UN Security Council 2006b": "sources.html#source-un2006second",
        "Smith and Doe 2017": "sources.html#source-smith2017talks",
    }
    for address in cited.values():
        assert one(sources, f"li#{address.partition('#')[2]}")
    both = words(one(first, "#p2-second .bibtex-citation"))
    assert both == "(Smith and Doe 2017; UN Security Council 2006a)"


def test_bibliography_says_where_each_source_is_cited(sources: BeautifulSoup):
    """An entry in full, and links back to the notes that cite it."""
    entry = one(sources, "ul.bibliography > li#source-smith2017talks")
    assert words(entry) == (
        "Smith, Jane and John Doe (2017), “On talks”, Journal of Talks, 2 March 2017. "
        "example.org/talks (read 31 January 2026). Cited at ¶2 n. 2, ¶3 n. 1."
    )
    assert [a["href"] for a in entry.select(".cited-at a")] == ["one.html#p2-second", "two.html#p3-last"]
    assert "(2006b)" in words(one(sources, "#source-un2006second"))


def test_index_lists_names_with_hangul_and_places(sources: BeautifulSoup):
    """A name in a note leads to the note, one in a digest to the paragraph."""
    entries = [words(li) for li in sources.select("ul.names-index > li")]
    assert entries == ["Hong Gildong 홍길동 person ¶1 n. 1", "peace treaty term ¶2"]
    assert [a["href"] for a in sources.select(".names-index a")] == ["one.html#p1-first", "one.html#p2"]


def test_colophon_tells_which_build_this_is(sources: BeautifulSoup):
    """Version, commit, date and the two days of the verdicts; no commit where there is no checkout."""
    facts = {words(dt): words(dt.find_next_sibling("dd")) for dt in sources.select("dl > dt")}
    assert facts == {
        "Version": __version__,
        "Commit": "not built from a git checkout",
        "Date of the source": "31 January 2026",
        "Verdicts as of": "9 July 2018 and 31 January 2026",
    }


def test_a_box_says_what_the_chapter_digests_and_how_to_get_it(html: Path):
    """It names the paragraphs, and stands only in chapters that digest some."""
    spans = {}
    for path in pages_of(html / "book"):
        for box in page(path).select(".essay-box"):
            spans[path.stem] = words(box)
            assert [a["href"] for a in box.select("a")] == ["get.html"]
    assert spans == {
        chapter: f"This chapter digests {span} of Ann Author, “An Essay”, A Journal, 9 July 2018. "
        "The essay is in copyright and not included: how to get it."
        for chapter, span in (("one", "¶1–2"), ("two", "¶3"))
    }


def test_digest_only_is_offered_where_there_are_notes(html: Path):
    """The box, with its label, stands on the two chapters and nowhere else."""
    offered = {path.stem for path in pages_of(html) if page(path).select("input#digest-only")}
    assert offered == {"one", "two"}
    assert words(one(page(html / "book" / "one.html"), "label[for=digest-only]")) == "Digest only"


def test_front_page_is_a_real_page(html: Path):
    """At the root: a doctype, a language, a title, and a link that also works without the refresh."""
    path = html / "index.html"
    assert path.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    front = page(path)
    assert one(front, "html")["lang"] == "en"
    assert words(one(front, "title")) == words(one(front, "h1")) == "Small"
    link = one(front, "main a")
    assert (html / str(link["href"])).is_file()
    assert words(link) == "A small book for tests"


def test_links_by_id_work_across_chapters(html: Path):
    """[…](#p1) leads to the passage, [](#p2-second) to the note, from any chapter."""
    links = addresses(page(html / "book" / "index.html"))
    assert {"one.html#p1", "one.html#p2-second"} <= set(links)


def test_a_chapters_description_is_in_its_head(html: Path):
    """What front matter says for search engines and link previews."""
    meta = one(page(html / "book" / "index.html"), "meta[name=description]")
    assert meta["content"] == "A small book for tests."


def _assets(tree: BeautifulSoup) -> set[str]:
    """The scripts and style sheets of a page, by name without digest."""
    found: list[Tag] = tree.select("script[src], link[rel=stylesheet]")
    addressed = [str(e.get("src") or e.get("href")).partition("?")[0] for e in found]
    assert not any(is_elsewhere(address) for address in addressed)
    return {re.sub(r"\.[0-9a-f]{32,}", "", address.rpartition("/")[2]) for address in addressed}


def test_a_page_loads_only_what_it_uses(html: Path, first: BeautifulSoup):
    """Prose has two style sheets and the theme's script; the search page has the scripts of the search."""
    assert _assets(first) == {"furo.css", "sixtracks.css", "furo.js"}
    search = _assets(page(html / "search.html"))
    assert {"searchtools.js", "language_data.js", "doctools.js", "documentation_options.js"} <= search
    assert not {"pygments.css", "mystnb.css"} & search


def test_search_says_that_it_needs_a_script(html: Path):
    """It only adds; without JavaScript its page says so instead of staying empty."""
    assert "JavaScript" in words(one(page(html / "search.html"), "article noscript"))


def test_contents_name_every_chapter(html: Path, first: BeautifulSoup):
    """The contents beside a page list the chapters in order, and the PDF."""
    listed = [words(a) for a in first.select(".sidebar-tree a.reference")]
    assert listed == ["Chapter one", "Chapter two", "How to get it", "Sources"]
    assert (html / "book" / str(one(first, ".sidebar-pdf a")["href"])).resolve().is_file()


def test_previous_and_next_chapter(first: BeautifulSoup):
    """At the foot of a page."""
    assert one(first, ".related-pages a.next-page")["href"] == "two.html"
    assert one(first, ".related-pages a.prev-page")["href"] == "index.html"
