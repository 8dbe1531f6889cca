"""Small books for the tests of the PDF: each the smallest that shows one thing."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from pdf_books import EDITION, Built, build_book, write_book

from sixtracks.pdf.documents import Chapter, targets_of
from sixtracks.pdf.rendering import Writer
from sixtracks.pdf.writer import Book
from sixtracks.records.edition import load_edition

Build = Callable[..., Built]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write and build a book: ``build(one="# One")``."""

    def run(_edition: str = EDITION, _files: Mapping[str, str] | None = None, **chapters: str) -> Built:
        write_book(tmp_path / "book", chapters, edition=_edition)
        for name, text in (_files or {}).items():
            (tmp_path / "book" / name).write_text(text, encoding="utf-8")
        return build_book(tmp_path / "book")

    return run


@pytest.fixture
def edition_record(tmp_path: Path):
    """The edition's record."""
    (tmp_path / "record/data").mkdir(parents=True)
    (tmp_path / "record/data/edition.yml").write_text(EDITION, encoding="utf-8")
    return load_edition(tmp_path / "record")


SETTINGS = {"report_level": 5, "doctitle_xform": False, "docinfo_xform": False}


@pytest.fixture
def write(edition_record) -> Callable[[str | nodes.document], tuple[str, Book]]:
    """The Typst of a tree, or of reStructuredText, without compiling; and the book, with what is unknown."""

    def run(source: str | nodes.document) -> tuple[str, Book]:
        tree = publish_doctree(source, settings_overrides=SETTINGS) if isinstance(source, str) else source
        book = Book(edition_record, targets_of({"one": tree}))
        return Writer(book, Chapter("one", 1), tree).document(), book

    return run
