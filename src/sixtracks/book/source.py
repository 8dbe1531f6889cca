"""The records that a Sphinx application reads its chapters against, the figures made from them, the copy."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sphinx.application import Sphinx

from sixtracks.checks import Answer, answers, refuse_contradictions
from sixtracks.figures.gallery import Gallery
from sixtracks.records import Records, load_records
from sixtracks.witness.model import CopyError, Witness


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


def digest_of_copy(path: Path) -> str:
    """A digest of a reader's own copy.

    Raises:
        CopyError: There is no such file, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        what = f"this copy cannot be read ({error.strerror})"
        raise CopyError(str(path), what, "Name a file that exists: --copy PATH, or COPY=path.") from None


@lru_cache(maxsize=4)
def witness_at(root: Path, path: Path, digest: str) -> Witness:
    """The essay as a reader's own copy has it, with its mends, without lemmas; read once for all builders.

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


def witness_of(app: Sphinx) -> Witness | None:
    """The essay as the reader's own copy has it; nothing in a public edition."""
    settings = app.config
    if not settings.sixtracks_copy:
        return None
    return witness_at(Path(app.srcdir), Path(settings.sixtracks_copy), settings.sixtracks_copy_digest)


@lru_cache(maxsize=4)
def _vocabulary_at(root: Path, _records: str) -> Mapping[str, str]:
    from sixtracks.witness.reading import vocabulary_of

    return vocabulary_of(root)


def vocabulary_of_book(app: Sphinx) -> Mapping[str, str]:
    """The words by which a misread word of the reader's own copy is recognised."""
    return _vocabulary_at(Path(app.srcdir), app.config.sixtracks_records)
