"""What the edition says of itself and of the essay: titles, dates, licences."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict
from pydantic.dataclasses import dataclass

from sixtracks.records.reading import UnfitError, brief, load, refuse
from sixtracks.records.text import Line

_WEB = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(/[\w.~/%-]*)?", re.ASCII | re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)


def https_address(text: str) -> str:
    """An address on the web, without a slash at its end; or nothing.

    Raises:
        UnfitError: It does not begin with ``https://`` and a host, or holds what no such address holds.
    """
    if text and not _WEB.fullmatch(text):
        mend = 'Write https:// and the rest of the address, or leave it empty: "".'
        raise UnfitError(f"“{brief(text)}” is no https address", mend)
    return text.rstrip("/")


def where_to_write(text: str) -> str:
    """An address for letters, by mail or on the web; or nothing.

    Raises:
        UnfitError: It is neither.
    """
    if text and not (_WEB.fullmatch(text) or _MAIL.fullmatch(text)):
        mend = 'Write name@host, or an address that begins with https://, or leave it empty: "".'
        raise UnfitError(f"“{brief(text)}” is no address", mend)
    return text


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

    author: Line
    title: Line
    container: Line
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
        contact: Where to write, by mail or on the web; empty where no address is set.
        essay: The text that is annotated.
    """

    title: Line
    subtitle: Line
    editors: Line
    as_of: date
    essay: Essay
    repository: Annotated[str, AfterValidator(https_address)] = ""
    contact: Annotated[str, AfterValidator(where_to_write)] = ""


def load_edition(root: Path) -> Edition:
    """The edition's record in ``data/edition.yml``.

    Raises:
        FaultError: The file is missing or wrong.
    """
    path = root / "data" / "edition.yml"
    edition = load(path, Edition, root)
    if edition.as_of < edition.essay.published:
        what = f"as_of: the edition's day, {edition.as_of}, is before the essay's, {edition.essay.published}"
        refuse([(("as_of",), what, "Write the day up to which the edition's verdicts hold.")], path, root)
    return edition


def day(value: date) -> str:
    """A date as the edition's prose writes it: ``9 July 2018``."""
    return f"{value.day} {value:%B} {value.year}"
