"""Errata and suggestions: the list, the ways there and back, and where a correction can be sent."""

import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from bs4 import Tag

from keeping import process_kept
from markup import check_links, lead_to, one, page, pages_of, words
from places import BOOKS, ROOT
from sixtracks import __version__
from sixtracks.book.corrections import where_to_write
from sixtracks.cli import main
from sixtracks.faults import FaultError
from sixtracks.records import load_edition, load_errata

CARDS = ["card-peace", "card-trade", "card-both", "card-alone"]
NOTES = ["p1-first", "p2-second", "p2-third", "p3-last"]
REPOSITORY = "https://example.org/six/tracks"


def built(root: Path, *overlays: str, edition: str = "") -> Path:
    """A small book with some folders laid over it, and some lines in its edition's record, built."""
    shutil.copytree(BOOKS / "small", root)
    for name in overlays:
        shutil.copytree(BOOKS / name, root, dirs_exist_ok=True)
    with (root / "data" / "edition.yml").open("a", encoding="utf-8") as file:
        file.write(edition)
    with process_kept():
        assert main(["build", str(root)]) == 0
    return root


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book with cards, events and errata; no address is set."""
    return built(tmp_path_factory.mktemp("errata") / "book", "designs", "errata")


@pytest.fixture(scope="module")
def html(book: Path) -> Path:
    """Its pages."""
    return book / "_build" / "html"


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the same book, with a repository and a contact."""
    edition = f"repository: {REPOSITORY}/\ncontact: errata@example.org\n"
    root = built(tmp_path_factory.mktemp("addressed") / "book", "designs", "errata", edition=edition)
    return root / "_build" / "html"


def suggestions(path: Path) -> list[Tag]:
    """The links of a page that suggest a correction."""
    return [link for link in page(path).select("a") if words(link) == "Suggest a correction"]


# The list


def test_errata_are_listed_newest_first_each_with_an_address(html: Path):
    items = page(html / "book" / "errata.html").select("ul.errata > li")
    assert [item["id"] for item in items] == [
        "erratum-speaker",
        "erratum-accord",
        "erratum-table",
        "erratum-speaker-again",
        "erratum-conclusion",
    ]
    assert [words(line) for line in items[0].select("p")] == [
        "31 January 2026, version 0.2.0: note on “this thing”.",
        "Was: Somebody said so.",
        "Is: Hong Gildong (홍길동) said so.",
        "Because: The minutes name him, with “two” others & more. "
        "(UN Security Council 2006a; UN Security Council 2006b)",
    ]
    links = [str(link["href"]) for link in items[0].select("p:first-child a")]
    assert links == ["#erratum-speaker", "one.html#p1-first"]


def test_what_was_corrected_says_when_and_leads_to_the_erratum(html: Path):
    said: dict[str, tuple[str, list[str]]] = {}
    for path in pages_of(html):
        for line in page(path).select(".corrected"):
            holder = line.find_parent(class_=["annotation", "passage", "card"]) or line.find_parent("tr")
            assert isinstance(holder, Tag)
            links = [lead_to(path, str(link["href"])) for link in line.select("a")]
            assert {target.name for target, _ in links} == {"errata.html"}
            said[str(holder["id"])] = words(line), [ident for _, ident in links]
    assert said == {
        "p1-first": (
            "Corrected on 31 January 2026, 6 January 2026.",
            ["erratum-speaker", "erratum-speaker-again"],
        ),
        "p3": ("Corrected on 5 January 2026.", ["erratum-conclusion"]),
        "e-1991-accord": ("Corrected on 20 January 2026.", ["erratum-accord"]),
        "card-peace": ("Corrected on 20 January 2026.", ["erratum-table"]),
    }
    check_links(html)


def test_the_pdf_has_the_errata_and_the_ways_to_them(book: Path):
    import pikepdf

    from sixtracks.pdf.destinations import read

    pdf = book / "_build" / "pdf" / "six-tracks.pdf"
    places = read(pdf)
    assert {"erratum-speaker", "erratum-conclusion", "where-to-write"} <= set(places)
    if shutil.which("pdftotext"):
        import subprocess

        text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
        assert " ".join(text.split()).count("Corrected on ") == 4
        assert "This copy names no address of its own" in " ".join(text.split())
        assert "Suggest a correction" not in text
    with pikepdf.open(pdf) as opened:
        assert len(opened.pages) > 1


def test_a_book_without_errata_says_so(book: Path, tmp_path: Path):
    root = Path(shutil.copytree(book, tmp_path / "book"))
    (root / "data" / "errata.yml").write_text("# none yet\n", encoding="utf-8")
    with process_kept():
        assert main(["build", str(root)]) == 0
    errata = (root / "_build" / "html" / "book" / "errata.html").read_text(encoding="utf-8")
    assert "So far there is none." in errata
    one_html = (root / "_build" / "html" / "book" / "one.html").read_text(encoding="utf-8")
    assert "Corrected on" not in one_html


# Suggestions


def test_every_note_card_and_claim_has_a_link_that_suggests_a_correction(html: Path):
    labels = [
        str(link["aria-label"])
        for name in ("one", "two")
        for link in suggestions(html / "book" / f"{name}.html")
    ]
    assert labels == [f"Suggest a correction: note {number}" for number in (1, 2, 3, 1)]
    cards = page(html / "book" / "cards.html").select("section.card")
    assert [card["id"] for card in cards] == CARDS
    for card in cards:
        link = one(card, ".suggest a")
        assert link["aria-label"] == f"Suggest a correction: {words(one(card, 'h3')).removesuffix('¶')}"
        assert link["href"] == "errata.html#where-to-write"


def test_without_an_address_suggestions_lead_to_where_to_write(html: Path):
    for name in ("one", "two", "cards"):
        for link in suggestions(html / "book" / f"{name}.html"):
            assert link["href"] == "errata.html#where-to-write"
    section = one(page(html / "book" / "errata.html"), "#where-to-write")
    assert words(section).startswith("Where to write")
    assert "Write to whoever published it or gave it to you" in words(section)
    assert words(section).endswith("A sentence is enough.")


def test_with_a_repository_suggestions_open_a_form_that_is_filled_in(addressed: Path):
    form = yaml.safe_load(
        (ROOT / ".github" / "ISSUE_TEMPLATE" / "correction.yml").read_text(encoding="utf-8")
    )
    fields = {part["id"] for part in form["body"]}
    found = []
    for name in ("one", "two", "cards"):
        for link in suggestions(addressed / "book" / f"{name}.html"):
            parts = urlsplit(str(link["href"]))
            asked = {key: value for key, (value,) in parse_qs(parts.query).items()}
            assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{REPOSITORY}/issues/new"
            assert set(asked) - {"template", "title"} <= fields
            assert asked["template"] == "correction.yml"
            assert asked["title"] == f"Correction: {asked['place']}"
            assert asked["version"] == __version__
            found.append(asked["place"])
    assert found == [*NOTES, *CARDS]


def test_the_page_of_errata_names_the_addresses_that_are_set(addressed: Path):
    section = one(page(addressed / "book" / "errata.html"), "#where-to-write")
    assert words(section).startswith(f"Where to write¶ Open an issue at {REPOSITORY}.")
    assert "Or write to errata@example.org." in words(section)


def test_the_cards_of_registers_have_the_link_too(tmp_path: Path):
    root = tmp_path / "book"
    shutil.copytree(BOOKS / "small", root)
    shutil.copytree(BOOKS / "places", root, dirs_exist_ok=True)
    chapter = root / "book" / "get.md"
    chapter.write_text("# How to get it\n\n```{errata}\n```\n\n:::{where-to-write}\n:::\n", encoding="utf-8")
    (root / "data" / "errata.yml").write_text(
        "- {id: place, date: 2026-01-05, place: name-west, was: North., is: West., because: So the map., "
        "sources: [Smith2017talks], version: 0.1.1}\n",
        encoding="utf-8",
    )
    with process_kept():
        assert main(["build", str(root)]) == 0
    card = one(page(root / "_build" / "html" / "book" / "places.html"), "#name-west")
    assert words(one(card, ".corrected")) == "Corrected on 5 January 2026."
    link = one(card, ".card-links a[aria-label]")
    assert (link["aria-label"], link["href"]) == (
        "Suggest a correction: Westhaven",
        "get.html#where-to-write",
    )
    check_links(root / "_build" / "html")


def test_where_nothing_says_where_to_write_there_is_no_link(built_small_book: Path):
    assert not suggestions(built_small_book / "_build" / "html" / "book" / "one.html")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("contact: errata@example.org\n", "Write to errata@example.org."),
        ("contact: https://example.org/write\n", "Write to https://example.org/write."),
        ("contact: ''\n", "This copy names no address of its own."),
    ],
)
def test_what_is_said_follows_the_editions_record(lines: str, told: str, small_book: Path):
    with (small_book / "data" / "edition.yml").open("a", encoding="utf-8") as file:
        file.write(lines)
    (paragraph,) = where_to_write(load_edition(small_book))
    assert paragraph.astext().startswith(told)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/six",
        "https://",
        "https://exa mple.org",
        "example.org",
        'https://a.org/"onclick',
        "ftp://a.org",
    ],
)
def test_a_repository_is_an_https_address(address: str, small_book: Path):
    record = small_book / "data" / "edition.yml"
    text = record.read_text(encoding="utf-8")
    record.write_text(f"{text}repository: {yaml.safe_dump(address)}", encoding="utf-8")
    with pytest.raises(FaultError, match="no https address"):
        load_edition(small_book)


# The edition's own


def test_the_editions_errata_are_in_order():
    keys = {line.split("{")[1].split(",")[0] for line in _sources() if line.startswith("@")}
    errata = load_errata(ROOT, keys, load_edition(ROOT).as_of)
    assert [each.date for each in errata] == sorted((each.date for each in errata), reverse=True)


def _sources() -> list[str]:
    return (ROOT / "data" / "references.bib").read_text(encoding="utf-8").splitlines()


def test_the_edition_has_its_page_of_errata(edition: Path):
    tree = page(edition / "html" / "book" / "errata.html")
    assert words(one(tree, "h1")).removesuffix("¶") == "Errata and corrections"
    assert one(tree, "#where-to-write")
    notes = page(edition / "html" / "book" / "six-tracks.html").select(".annotation")
    assert notes
    assert all("Suggest a correction" in words(one(note, ".ways")) for note in notes)
