"""What Sphinx warns of, as faults with file, line, what and mend."""

import logging
from pathlib import Path

import pytest

from sixtracks.cli.reports import MENDS, fault_of, fault_of_error
from sixtracks.faults import Fault

ROOT = Path("/books/mine")


def record(message: str, location: object = None, *arguments: object) -> logging.LogRecord:
    """A warning as Sphinx logs it."""
    made = logging.LogRecord("sphinx", logging.WARNING, "", 0, message, arguments, None)
    made.location = location
    return made


@pytest.mark.parametrize(
    ("message", "location", "expected"),
    [
        (
            "this is wrong. Mend: Right it.",
            "/books/mine/book/one.md:12",
            Fault("book/one.md", 12, "this is wrong", "Right it."),
        ),
        (
            "\x1b[31mcould not find bibtex key \x1b[1mA2018b\x1b[0m [bibtex.key_not_found]",
            "/books/mine/book/one.md:3",
            Fault(
                "book/one.md",
                3,
                "could not find bibtex key A2018b",
                "Correct the key, or add the source to data/references.bib.",
            ),
        ),
        ("new to us.", "/books/mine/book/one.md:3", Fault("book/one.md", 3, "new to us")),
        ("new to us", "/books/mine/book/one.md", Fault("book/one.md", 0, "new to us")),
        ("new to us", "/books/mine/book/one.md:<autosummary>", Fault("book/one.md", 0, "new to us")),
        ("new to us", "/elsewhere/one.md:3", Fault("/elsewhere/one.md", 3, "new to us")),
        ("new to us", None, Fault("the book", 0, "new to us")),
        ("new to us", "somewhere", Fault("somewhere", 0, "new to us")),
    ],
)
def test_a_warning_as_a_fault(message: str, location: str | None, expected: Fault):
    """The place as the author names it, no colours, no type in brackets, our mend or the message's own."""
    assert fault_of(record(message, location), ROOT) == expected


def test_a_warning_with_arguments():
    """They are filled in; a per cent sign in one does no harm."""
    assert fault_of(record("%s is %s", None, "100%", "much"), ROOT).what == "100% is much"


def test_an_error_as_a_fault():
    """An exception's message may begin with its place."""
    told = fault_of_error(ValueError("/books/mine/book/one.md:7: it broke. Mend: Glue it."), ROOT)
    assert told == Fault("book/one.md", 7, "it broke", "Glue it.")
    assert fault_of_error(ValueError("it broke"), ROOT) == Fault("the book", 0, "it broke")


def test_mends_are_sentences():
    """Each tells what to do, and ends with a full stop."""
    assert all(mend[0].isupper() and mend.endswith(".") for _, mend in MENDS)
