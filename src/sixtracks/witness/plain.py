"""Reads a copy that is plain text."""

import codecs
import re

from sixtracks.witness.gathering import Gathering
from sixtracks.witness.model import Begins, Line

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16, so it is asked for first
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE = re.compile("([^\r\n\v\u0085\u2028\u2029]+)([\r\n\v\u0085\u2028\u2029]*)")


def plain_lines(data: bytes) -> list[Line]:
    """The lines of a plain text; a form feed parts pages, a blank line paragraphs.

    Raises:
        UnreadableError: The text is too long.
    """
    sheets = decoded(data).split("\f")
    gathering = Gathering()
    for page, sheet in enumerate(sheets, start=1):
        add_lines(
            gathering, sheet, "page" if len(sheets) > 1 else "paragraph", page if len(sheets) > 1 else 0
        )
    return gathering.lines


def add_lines(gathering: Gathering, text: str, begins: Begins, page: int = 0) -> None:
    """Add lines, of which the first begins something, and each after a blank one a paragraph."""
    for line in _LINE.finditer(text):
        if gathering.add(line[1], begins, page):
            begins = "line"
        elif begins == "line":
            begins = "paragraph"
        if begins == "line" and len(line[2]) - line[2].count("\r\n") > 1:
            begins = "paragraph"


def decoded(data: bytes) -> str:
    """Bytes as text: by their mark, else UTF-8, else Windows-1252.

    A text in UTF-8 with a few broken bytes stays one: in Windows-1252, what UTF-8 would read as a letter of
    several bytes hardly occurs.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    several = sum(not letter.isascii() for letter in text) - broken
    return text if several > broken else data.decode("windows-1252", errors="replace")
