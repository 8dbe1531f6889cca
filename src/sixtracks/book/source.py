"""The records that a Sphinx application reads its chapters against, and the figures made from them."""

from functools import lru_cache
from pathlib import Path

from sphinx.application import Sphinx

from sixtracks.figures.gallery import Gallery
from sixtracks.records import Records, load_records


@lru_cache(maxsize=4)
def gallery_at(root: Path, digest: str) -> Gallery:
    """The figures of a book in one state of its ``data/``, and its records; read once for all builders.

    Raises:
        FaultError: A file of ``data/`` is missing or wrong.
    """
    return Gallery(load_records(root))


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
