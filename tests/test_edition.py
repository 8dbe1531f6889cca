"""The edition as it was built: whole, at one with itself, alone on its own host, and sourced."""

import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from keeping import edition_gallery
from markup import addresses, ids_of, is_elsewhere, lead_to, one, page, pages_of, words
from places import ROOT
from sixtracks.book.directives import KINDS
from sixtracks.book.fonts import CHARACTERS
from sixtracks.pdf import destinations
from sixtracks.records import Passage, load_edition, load_passages, load_sources
from sixtracks.records.claims import LEMMA_LIMIT, VERDICTS, in_words

PASSAGES = load_passages(ROOT)
CHAPTERS = tuple(dict.fromkeys(p.chapter for p in PASSAGES))


@pytest.fixture(scope="module")
def html(edition: Path) -> Path:
    """The edition's pages."""
    return edition / "html"


@pytest.fixture(scope="module")
def notes(html: Path) -> dict[str, Tag]:
    """Every annotation, by its id."""
    return {str(note["id"]): note for name in CHAPTERS for note in chapter(html, name).select(".annotation")}


def chapter(html: Path, name: str) -> BeautifulSoup:
    """A chapter's page."""
    return page(html / "book" / f"{name}.html")


def digest_of(html: Path, passage: Passage) -> str:
    """A passage's digest as it is read, without its label and the numbers of its notes."""
    copy = BeautifulSoup(str(one(chapter(html, passage.chapter), f"#{passage.id} .digest")), "html.parser")
    for each in copy.select(".voice, .annotation-mark"):
        each.decompose()
    return words(copy)


def count(text: str) -> int:
    """The words of a text; dashes and other signs alone are none."""
    return len([word for word in re.split(r"[\s—]+", text) if re.search(r"\w", word)])


# Ids and links


def test_every_passage_is_a_place_in_html(html: Path):
    """¶1 to ¶27, in order, each in its chapter."""
    assert [p.number for p in PASSAGES] == list(range(1, 28))
    found = [(name, str(e["id"])) for name in CHAPTERS for e in chapter(html, name).select(".passage")]
    assert found == [(p.chapter, p.id) for p in PASSAGES]


def test_the_same_ids_in_html_and_pdf(html: Path, edition: Path, notes: dict[str, Tag]):
    """Passages, annotations, marks and sources: complete, and equal in both."""
    places = destinations.read(edition / "pdf" / "six-tracks.pdf")
    ours = re.compile(r"p\d+(-[a-z0-9-]+)?|source-[a-z0-9]+")
    in_html = {
        i for path in pages_of(html) for i in ids_of(path) if ours.fullmatch(i) and not i.endswith("-head")
    }
    assert in_html == {place for place in places if ours.fullmatch(place)}
    assert in_html >= {p.id for p in PASSAGES}
    assert in_html >= set(notes) | {f"{ident}-mark" for ident in notes}
    assert in_html >= {f"source-{s.key.lower()}" for s in load_sources(ROOT)}


def test_passages_stand_in_order_in_the_pdf(edition: Path):
    """No later paragraph is on an earlier page."""
    places = destinations.read(edition / "pdf" / "six-tracks.pdf")
    numbers = [places[p.id] for p in PASSAGES]
    assert numbers == sorted(numbers)


def test_no_id_stands_twice_on_a_page(html: Path):
    """A link to an id leads to one place."""
    for path in pages_of(html):
        assert [i for i, n in Counter(ids_of(path)).items() if n > 1] == [], path.name


def test_every_internal_link_leads_somewhere(html: Path):
    """The file is there, and the id in it."""
    broken = []
    for path in pages_of(html):
        for address in filter(lambda a: not is_elsewhere(a), addresses(page(path))):
            target, anchor = lead_to(path, address)
            there = target.is_file() and (not anchor or anchor in ids_of(target))
            if not there and address != "#":
                broken.append((path.name, address))
    assert broken == []


def test_nothing_is_loaded_from_another_host(html: Path):
    """No script, style, picture or font, neither by a page nor by a style sheet."""
    loaded = []
    for path in pages_of(html):
        tree = page(path)
        loaded += [str(element["src"]) for element in tree.select("[src]")]
        loaded += [str(element["data"]) for element in tree.select("object[data]")]
        for link in tree.select("link[href]:not([rel=canonical])"):
            loaded.append(str(link["href"]))
        for style in tree.select("style, [style]"):
            loaded += re.findall(
                r"(?:url\(|@import)\s*['\"]?([^'\")]+)", style.get_text() + str(style.get("style", ""))
            )
    for sheet in html.rglob("*.css"):
        loaded += re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8"))
    elsewhere = [a for a in loaded if is_elsewhere(a) and urlsplit(a).scheme != "data"]
    assert loaded
    assert elsewhere == []


def test_every_page_says_what_it_is(html: Path):
    """Language, title, one heading of the first level, a description of its own."""
    descriptions = []
    for path in pages_of(html):
        tree = page(path)
        assert one(tree, "html")["lang"] == "en", path.name
        assert words(one(tree, "head > title")), path.name
        assert words(one(tree, "h1")), path.name
        if path.name != "search.html":  # which asks robots to leave it out
            said = [str(meta["content"]) for meta in tree.select("meta[name=description]")]
            assert len(said) == 1, path.name
            assert 40 <= len(said[0]) <= 160, path.name
            descriptions += said
    assert len(set(descriptions)) == len(descriptions)


def test_six_tracks_stand_in_the_contents_of_every_page(html: Path):
    """In order, each leading to its section."""
    for path in pages_of(html):
        if path == html / "index.html":
            continue
        links = page(path).select(".sidebar-tree a[href*='#track-']")  # and beside them those to the cards
        tracks = [words(link) for link in links]
        assert [t.partition(":")[0] for t in tracks] == [f"Track {n}" for n in range(1, 7)], path.name


def test_every_letter_of_the_pages_is_in_their_font(html: Path):
    """But hangul and Chinese characters, which the reader's system has, and the theme's own signs."""
    text = "".join(words(article) for path in pages_of(html) for article in page(path).select("article"))
    assert {
        c
        for c in text
        if c not in CHARACTERS and not ("\uac00" <= c <= "\ud7a3" or "\u4e00" <= c <= "\u9fff")
    } <= set("✓☰●◆■○□▲✖★│─╌╎")


# Digests and notes


def test_each_digest_is_two_fifths_of_its_paragraph_at_most(html: Path):
    """As a reader counts the words of the page; and all of them together too."""
    counts = {p.number: count(digest_of(html, p)) for p in PASSAGES}
    assert {p.number: counts[p.number] for p in PASSAGES if counts[p.number] > p.digest_limit} == {}
    assert min(counts.values()) >= 5
    assert sum(counts.values()) <= 0.4 * sum(p.words for p in PASSAGES)


HE_SAYS = re.compile(r"\b(Zelikow|[Hh]e|[Hh]is|[Hh]im)\b")


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p.id)
def test_each_digest_says_whose_view_it_gives(html: Path, passage: Passage):
    """An attribution in each: what the essay proposes is not stated as fact."""
    assert HE_SAYS.search(digest_of(html, passage)), digest_of(html, passage)


def test_three_sourced_notes_in_each_section_and_forty_in_all(html: Path, notes: dict[str, Tag]):
    """The least that each chapter of the essay has."""
    cited = {
        name: len(chapter(html, name).select(".annotation:has(a[href*='#source-'])")) for name in CHAPTERS
    }
    assert len(cited) == 5
    assert min(cited.values()) >= 3, cited
    assert len(notes) >= 40


def test_every_note_cites_a_source(notes: dict[str, Tag]):
    """None rests on our word."""
    assert [ident for ident, note in notes.items() if not note.select("a[href*='#source-']")] == []


VERDICT_WORDS = {in_words(word) for clocks in VERDICTS.values() for words in clocks for word in words}


def test_every_note_is_whole(html: Path, notes: dict[str, Tag]):
    """A kind of the list, both verdicts or none, a mark in the digest of the paragraph that its id names."""
    for ident, note in notes.items():
        assert words(one(note, ".kind")) in KINDS, ident
        verdicts = [words(b) for b in note.select(".verdict b")]
        assert len(verdicts) in (0, 2), ident
        assert set(verdicts) <= VERDICT_WORDS, ident
        number = ident.partition("-")[0]
        passage = note.find_parent(class_="passage")
        assert passage["id"] == number, ident
        assert one(passage, f".digest #{ident}-mark")["href"] == f"#{ident}"


def test_everything_that_the_essay_leans_on_has_a_note(notes: dict[str, Tag]):
    """Each of the 78 items of tests/coverage.yml, and two notes at least in every paragraph."""
    followed = yaml.safe_load((ROOT / "tests" / "coverage.yml").read_text(encoding="utf-8"))
    assert list(followed) == list(range(1, 79))
    assert [(item, ident) for item, ident in followed.items() if ident not in notes] == []
    number = Counter(int(ident[1:].partition("-")[0]) for ident in notes)
    assert {p.number: number[p.number] for p in PASSAGES if number[p.number] < 2} == {}


def listed_sources(html: Path) -> list[Tag]:
    """The entries of all lists of sources."""
    return [e for path in pages_of(html / "book") for e in page(path).select(".bibliography > li")]


def test_every_source_is_cited(html: Path):
    """The bibliography lists what the chapters use, and nothing else."""
    entries = listed_sources(html)
    assert sorted(str(e["id"]) for e in entries) == sorted(
        f"source-{s.key.lower()}" for s in load_sources(ROOT)
    )
    cited = {
        a.rpartition("#")[2] for path in pages_of(html) for a in addresses(page(path)) if "#source-" in a
    }
    assert [e["id"] for e in entries if e["id"] not in cited] == []


def test_the_way_back_from_the_bibliography(html: Path, notes: dict[str, Tag]):
    """Each source names exactly the notes and events that cite it, and the chapters that do so elsewhere."""
    cited: dict[str, set[str]] = {}
    for ident, note in notes.items():
        for link in note.select("a[href*='#source-']"):
            cited.setdefault(str(link["href"]).rpartition("#")[2], set()).add(ident)
    for path in pages_of(html / "book"):
        chapter = page(path).select_one("article section[id]")
        for link in page(path).select("article .bibtex-citation a[href*='#source-']"):
            if link.find_parent(class_="annotation") is None:
                row, card = (
                    link.find_parent("tr", attrs={"data-event": True}),
                    link.find_parent(class_="card"),
                )
                assert chapter is not None
                place = row["data-event"] if row else (card or chapter)["id"]
                cited.setdefault(str(link["href"]).rpartition("#")[2], set()).add(str(place))
    entries = listed_sources(html)
    back = {
        str(e["id"]): [str(a["href"]).rpartition("#")[2] for a in e.select(".cited-at a")] for e in entries
    }
    assert {source: set(places) for source, places in back.items()} == cited
    assert all(len(places) == len(set(places)) for places in back.values())


def test_the_numbers_in_the_note_on_the_dozen_are_those_of_the_chart(notes: dict[str, Tag]):
    """What the note says in words, counted from the records."""
    figure = edition_gallery().figure("cold-war-concurrency")
    assert "rises to 16 in March 1990" in figure.alt
    assert "come to 9 at most" in figure.description[0]
    said = words(notes["p14-dozen-tracks"])
    assert "nine talks at most" in said
    assert "sixteen in March 1990" in said


LEAST = {"people": 30, "bodies": 25, "places": 15, "terms": 40, "agreements": 25}


@pytest.mark.parametrize("register", LEAST)
def test_every_card_is_sourced_mentioned_and_in_the_index(html: Path, register: str):
    """As many as the edition promises; each with a source, a way back, and its heading in the index."""
    cards = page(html / "book" / f"{register}.html").select("section.entry")
    assert len(cards) >= LEAST[register]
    listed = {str(a["href"]) for a in page(html / "book" / "names.html").select(".names-index > li > a")}
    for card in cards:
        assert card.select("a[href*='#source-']"), card["id"]
        assert card.select(".card-places a, details a"), card["id"]
        assert f"{register}.html#{card['id']}" in listed
    assert {a for a in listed if a.startswith(register)} == {
        f"{register}.html#{card['id']}" for card in cards
    }


OLD_NAMES = ("name-1718-committee", "name-kim-jong-un", "name-peace-regime", "name-xi-jinping")


def test_names_keep_their_addresses(html: Path):
    """In the index, where they have always been, beside those of their cards."""
    assert set(OLD_NAMES) <= set(ids_of(html / "book" / "names.html"))


def test_a_chapter_links_a_name_once(html: Path):
    """The first mention leads to the card and says what it is; cards and index have no such links."""
    for path in pages_of(html / "book"):
        found = [str(a["href"]) for a in page(path).select("a.mention")]
        assert len(found) == len(set(found)), path.name
        assert all(0 < len(str(a["data-short"])) <= 110 for a in page(path).select("a.mention"))
        outside = (
            "a a.mention, h1 a.mention, h2 a.mention, .lemma a.mention, table a.mention, .entry a.mention"
        )
        assert not page(path).select(outside), path.name


def test_lemmas_are_short(notes: dict[str, Tag]):
    """Four words on average, eight at most, and a tenth of the essay all together."""
    lengths = [count(words(one(note, ".lemma")).partition("“")[2]) for note in notes.values()]
    assert sum(lengths) / len(lengths) <= 4
    assert max(lengths) <= LEMMA_LIMIT
    assert sum(lengths) <= sum(p.words for p in PASSAGES) / 10


# What the repository says of itself


def test_one_version_everywhere(html: Path):
    """pyproject.toml, CITATION.cff, and the examples of how to cite."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cff["version"] == version
    said = words(one(page(html / "book" / "reading.html"), "article"))
    named = re.findall(r"version (\d\S*?)[,.]?(?:\s|$)", said)
    assert len(named) == 5
    assert set(named) == {version}
    facts = {
        words(dt): words(dt.find_next("dd")) for dt in page(html / "book" / "colophon.html").select("dt")
    }
    assert facts["Version"] == version


def test_citation_file_and_edition_agree():
    """Title, authors, the date and the essay are the same records."""
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    record = load_edition(ROOT)
    assert cff["title"] == f"{record.title}: {record.subtitle}"
    assert [a["name"] for a in cff["authors"]] == [record.editors]
    assert cff["date-released"] == record.as_of
    (essay,) = cff["references"]
    assert (essay["title"], essay["journal"], essay["date-published"], essay["url"]) == (
        record.essay.title,
        record.essay.container,
        record.essay.published,
        record.essay.url,
    )


def test_no_file_names_a_package_registry():
    """Packages come from wherever the machine is set up to get them."""
    done = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a checkout")
    hosts = [
        "py" + "pi.org",
        "files.python" + "hosted",
        "registry.npm" + "js",
        "crates" + ".io",
        "conda" + ".anaconda",
    ]
    named = [
        (name, host)
        for name in filter(None, done.stdout.split("\0"))
        for host in hosts
        if (ROOT / name).is_file() and host.encode() in (ROOT / name).read_bytes()
    ]
    assert named == []
