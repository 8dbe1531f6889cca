"""What the edition says of itself and of the essay: titles, dates, licences."""

from datetime import date
from pathlib import Path

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from sixtracks.records.reading import load


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Essay:
    """The text that is annotated.

    Attributes:
        author: Its author.
        title: Its title.
        container: The journal that published it.
        published: The day of publication, and the first of the two days on which a verdict is given.
        url: Its address at the publisher's.
    """

    author: str
    title: str
    container: str
    published: date
    url: str


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Edition:
    """The edition.

    Attributes:
        title: Its title.
        subtitle: Its subtitle.
        editors: Its authors, as they are cited.
        as_of: The second of the two days on which a verdict is given.
        repository: Where its source is kept and corrections go; empty where none is set.
        essay: The text that is annotated.
    """

    title: str
    subtitle: str
    editors: str
    as_of: date
    essay: Essay
    repository: str = ""


def load_edition(root: Path) -> Edition:
    """The edition's record in ``data/edition.yml``.

    Raises:
        FaultError: The file is missing or wrong.
    """
    return load(root / "data" / "edition.yml", Edition, root)


def day(value: date) -> str:
    """A date as the edition's prose writes it: ``9 July 2018``."""
    return f"{value.day} {value:%B} {value.year}"
