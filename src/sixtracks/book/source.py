"""The records that a Sphinx application reads its chapters against."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sphinx.application import Sphinx

from sixtracks.records import (
    Edition,
    Name,
    Passage,
    Source,
    load_edition,
    load_names,
    load_passages,
    load_sources,
)


@dataclass(frozen=True, slots=True)
class Records:
    """All records of one book.

    Attributes:
        edition: What the edition says of itself.
        passages: The essay's paragraphs.
        names: What the index gathers.
        sources: The bibliography.
    """

    edition: Edition
    passages: tuple[Passage, ...]
    names: tuple[Name, ...]
    sources: tuple[Source, ...]


def load_records(root: Path) -> Records:
    """The records of the book in this folder.

    Raises:
        FaultError: A file of ``data/`` is missing or wrong.
    """
    return Records(load_edition(root), load_passages(root), load_names(root), load_sources(root))


@lru_cache(maxsize=4)
def _records_at(root: Path, digest: str) -> Records:
    """The records of a book in one state of its ``data/``, read once for all builders."""
    return load_records(root)


def records_of(app: Sphinx) -> Records:
    """The records of the application's book.

    Raises:
        FaultError: A file of ``data/`` is missing or wrong.
    """
    return _records_at(Path(app.srcdir), app.config.sixtracks_records)
