"""The records that a Sphinx application reads its chapters against, and the figures made from them."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sphinx.application import Sphinx

from sixtracks.checks import Answer, answers, refuse_contradictions
from sixtracks.figures.gallery import Gallery
from sixtracks.records import Records, load_records


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
