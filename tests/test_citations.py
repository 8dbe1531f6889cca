"""How sources look: the short reference in a note, and the entry in the bibliography."""

import re

import pytest
from pybtex.database import BibliographyData, Entry
from pybtex.database.input import bibtex

from sixtracks.book.citations import AuthorYearLabels, format_source, short_author


def entry(kind: str = "misc", **fields: str) -> Entry:
    """An entry with these fields, as BibTeX reads it."""
    inside = ",\n".join(f"{name} = {{{value}}}" for name, value in fields.items())
    read: BibliographyData = bibtex.Parser().parse_string(f"@{kind}{{Key2018a,\n{inside}\n}}")
    return read.entries["Key2018a"]


@pytest.mark.parametrize(
    ("author", "short"),
    [
        ("Hecker, Siegfried", "Hecker"),
        ("Siegfried S. Hecker", "Hecker"),
        ("Carlin, Robert and Hecker, Siegfried", "Carlin and Hecker"),
        ("Hecker, A and Carlin, B and Serbin, C", "Hecker et al."),
        ("{UN Security Council}", "UN Security Council"),
        ("van Buren, Martin", "van Buren"),
        (r"G{\'o}mez, Ana", "Gómez"),
        ("{Ministry of Unification and Others}", "Ministry of Unification and Others"),
    ],
)
def test_short_author(author: str, short: str):
    """Family names, two at most; a body as it is."""
    assert short_author(entry(author=author)) == short


def test_an_editor_stands_in_for_an_author():
    """A volume without an author is known by its editor; one with neither by nothing."""
    assert short_author(entry(editor="Doe, John")) == "Doe"
    assert short_author(entry(title="A")) == ""


def test_labels_get_letters_only_where_two_would_be_the_same():
    """In the order of the bibliography; one without a twin has no letter."""
    entries = [
        entry(author="{KCNA}", year="2018"),
        entry(author="{KCNA}", year="2018"),
        entry(author="{KCNA}", year="2019"),
        entry(author="Hecker, A and Carlin, B and Serbin, C", year="2018"),
        entry(author="{KCNA}", year="2018"),
    ]
    assert list(AuthorYearLabels().format_labels(entries)) == [
        "KCNA 2018a",
        "KCNA 2018b",
        "KCNA 2019",
        "Hecker et al. 2018",
        "KCNA 2018c",
    ]


ARTICLE = {
    "author": "Hecker, Siegfried S. and Carlin, Robert and Serbin, Elliot",
    "title": "{A Roadmap}",
    "journal": "{38 North}",
    "volume": "3",
    "number": "2",
    "pages": "10--12",
    "year": "2018",
    "date": "2018-05-28",
}


@pytest.mark.parametrize(
    ("kind", "fields", "year", "text"),
    [
        (
            "article",
            ARTICLE,
            "2018",
            "Hecker, Siegfried S., Robert Carlin and Elliot Serbin (2018), “A Roadmap”, "
            "38 North, 3:2, pp. 10–12, 28 May 2018.",
        ),
        (
            "misc",
            {"author": "{KCNA}", "title": "{On Talks}", "year": "2018", "date": "2018-07"},
            "2018b",
            "KCNA (2018b), “On Talks”, July 2018.",
        ),
        (
            "book",
            {
                "author": "Zelikow, Philip and Rice, Condoleezza",
                "title": "{Germany}",
                "publisher": "{A Press}",
                "year": "1995",
            },
            "1995",
            "Zelikow, Philip and Condoleezza Rice (1995), Germany, A Press.",
        ),
        (
            "incollection",
            {
                "editor": "Doe, John",
                "title": "{A Part}",
                "booktitle": "{A Whole}",
                "pages": "7",
                "year": "1995",
            },
            "1995",
            "Doe, John (ed.) (1995), “A Part”, in A Whole, p. 7.",
        ),
        (
            "misc",
            {"author": "{CNS}", "title": "{[Launch data]}", "year": "2026", "note": "Read as CSV"},
            "2026",
            "CNS (2026), [Launch data]. Read as CSV.",
        ),
        (
            "article",
            {
                "author": "{Associated Press}",
                "title": "{Talks}",
                "journal": "Associated Press",
                "year": "1997",
            },
            "1997",
            "Associated Press (1997), “Talks”.",
        ),
        (
            "misc",
            {
                "author": "{A}",
                "title": "{T}",
                "year": "2018",
                "url": "https://www.example.org/a/",
                "urldate": "2026-11-02",
            },
            "2018",
            "A (2018), “T”. example.org/a (read 2 November 2026).",
        ),
        (
            "misc",
            {"author": "{A}", "title": "{T}", "year": "2018", "doi": "10.1000/182"},
            "2018",
            "A (2018), “T”. doi:10.1000/182.",
        ),
    ],
)
def test_an_entry_of_the_bibliography(kind: str, fields: dict[str, str], year: str, text: str):
    """Author (year), title, container, number, pages, date, note, address: what the entry has of them."""
    assert str(format_source(entry(kind, **fields), year)) == text


def test_an_address_is_shown_short_and_links_whole():
    """What is left out of the text is in the link."""
    fields = {"author": "{A}", "title": "{T}", "year": "2018", "url": "https://www.example.org/a/"}
    markup = format_source(entry(**fields), "2018").render_as("html")
    assert '<a href="https://www.example.org/a/">example.org/a</a>' in markup


def test_a_container_is_in_italics():
    """A journal and a book's title are; an article's title is in quotation marks."""
    markup = format_source(entry("article", **ARTICLE), "2018").render_as("html")
    assert re.search(r"<em>(<[^>]*>)?38 North<", markup)
    assert not re.search(r"<em>(<[^>]*>)?A Roadmap<", markup)
