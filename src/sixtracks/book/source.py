"""The records that a Sphinx application reads its chapters against, the figures made from them, the copy."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

from sixtracks.checks import Answer, answers, refuse_contradictions
from sixtracks.figures.gallery import Gallery
from sixtracks.records import Records, load_records

if TYPE_CHECKING:
    from sixtracks.witness.reading import Reading


@lru_cache(maxsize=4)
def gallery_at(root: Path, digest: str) -> Gallery:
    """The figures of a book in one state of its ``data/``, and its records; read once for all builders.

    Raises:
        FaultError: A file of ``data/`` is missing or wrong.
    """
    known = load_records(root)
    refuse_contradictions(known, root)
    return Gallery(known)


@lru_cache(maxsize=4)
def _answers_at(root: Path, digest: str) -> Mapping[str, Answer]:
    return answers(gallery_at(root, digest).records)


def answers_of(app: Sphinx) -> Mapping[str, Answer]:
    """What ``data/`` itself answers of the claims of the application's book, by the claim's id."""
    return _answers_at(Path(app.srcdir), app.config.sixtracks_records)


def gallery_of(app: Sphinx) -> Gallery:
    """The figures of the application's book.

    Raises:
        FaultError: A file of ``data/`` is missing or wrong.
    """
    return gallery_at(Path(app.srcdir), app.config.sixtracks_records)


def records_of(app: Sphinx) -> Records:
    """The records of the application's book.

    Raises:
        FaultError: A file of ``data/`` is missing or wrong.
    """
    return gallery_of(app).records


@lru_cache(maxsize=4)
def copy_at(root: Path, path: Path, digest: str) -> "Reading":
    """A reader's own copy, the essay found in it, with its mends, without lemmas; read once for all builders.

    Args:
        root: The book's folder.
        path: The copy.
        digest: Its digest, so that another copy under the same name is read again.

    Raises:
        CopyError: It cannot be read, or is not the essay.
        FaultError: The book cannot tell its essay from another.
    """
    from sixtracks.witness import reading  # what reads PDF and EPUB is loaded only where there is a copy

    return reading.read_witness(path, root)


def copy_of(app: Sphinx) -> "Reading | None":
    """The essay as the reader's own copy has it; nothing in a public edition."""
    settings = app.config
    if not settings.sixtracks_copy:
        return None
    return copy_at(Path(app.srcdir), Path(settings.sixtracks_copy), settings.sixtracks_copy_digest)
