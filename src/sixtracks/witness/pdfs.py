"""Reads a copy that is a PDF: the letters of each page by pdfminer.six, their order by `columns`."""

import math
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTPage
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from sixtracks.witness.columns import Box, Row, known_gutters, rows_of, straightened
from sixtracks.witness.gathering import Gathering, UnreadableError
from sixtracks.witness.model import Begins, Line

_UNKNOWN = "\ufffd"
_MOST_UNKNOWN = 0.3
_ASKEW = 0.1
_SPACED = 1 / 15
"""A page on which blanks are this share of the letters has written its blanks; others leave gaps."""
_GAP, _GAP_BESIDE_BLANKS = 0.12, 0.3
"""The gap that parts words, in heights of a letter: where there are no other blanks, and where there are."""


def pdf_lines(data: bytes) -> list[Line]:
    """The lines of a PDF, page by page, column by column.

    Raises:
        UnreadableError: It is locked with a password, its letters have no meaning, or its text is too long.
    """
    try:
        pages = [words_of_page(page) for page in _pages(data)]
    except PDFPasswordIncorrect:
        raise UnreadableError(
            "it is locked with a password", "Unlock it: print it to a new PDF, for instance."
        ) from None
    except PDFEncryptionError:
        raise UnreadableError(
            "it is locked in a way that cannot be opened here",
            "Unlock it: print it to a new PDF, for instance.",
        ) from None
    if not pages:
        raise UnreadableError(
            "it is damaged: it has no pages", "Open it, and print it to a new PDF, for instance."
        )
    _check_letters(pages)
    gutters = known_gutters(pages)
    gathering = Gathering()
    for number, words in enumerate(pages, start=1):
        _add_rows(gathering, rows_of(words, gutters), number)
    return gathering.lines


def words_of_page(page: LTPage) -> list[Box]:
    """The words of a page in the order in which they are drawn.

    Most of its letters tell which way the page is read; those that stand otherwise, as a note up the margin
    or a watermark does, are left out.
    """
    letters = [(letter, turn) for letter in _letters(page) if (turn := _turn(letter, page)) is not None]
    usual = max(range(4), key=[turn for _, turn in letters].count)
    upright = [(letter, _turned(letter, usual)) for letter, turn in letters if turn == usual]
    blanks = sum(box.text.isspace() for _, box in upright)
    gap = _GAP_BESIDE_BLANKS if blanks > _SPACED * len(upright) else _GAP
    words: list[Box] = []
    drawn: set[tuple[str, int, int]] = set()
    parted = True
    for _, box in upright:
        if not box.text.strip():
            parted = True
        elif not _drawn_before(drawn, box):
            if not parted and words[-1].goes_on(box, gap):
                words[-1] = words[-1].joined(box)
            else:
                words.append(replace(box, parted=parted))
            parted = False
    return straightened(words)


def _pages(data: bytes) -> Iterator[LTPage]:
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.get_pages(BytesIO(data)):
        interpreter.process_page(page)
        yield device.get_result()


def _letters(container: LTContainer[LTComponent]) -> Iterator[LTChar]:
    """Every letter of a page, those within figures too: some programs draw a whole page as one."""
    pending = [iter(container)]
    while pending:
        for item in pending[-1]:
            if isinstance(item, LTChar):
                yield item
            elif isinstance(item, LTContainer):
                pending.append(iter(item))
                break
        else:
            pending.pop()


def _turn(letter: LTChar, page: LTPage) -> int | None:
    """How many quarters of a turn a letter stands to the left; None if it stands askew or beyond the page."""
    inside = page.x0 - 1 <= letter.x0 <= page.x1 + 1 and page.y0 - 1 <= letter.y0 <= page.y1 + 1
    if not inside or not all(map(math.isfinite, letter.bbox)):
        return None
    quarters = math.degrees(math.atan2(letter.matrix[1], letter.matrix[0])) / 90
    return round(quarters) % 4 if abs(quarters - round(quarters)) < _ASKEW else None


def _turned(letter: LTChar, turn: int) -> Box:
    """A letter's box as it is when the page is turned so that the letter stands upright."""
    text = _UNKNOWN if letter.get_text().startswith("(cid:") else letter.get_text().replace("\x00", "")
    x0, y0, x1, y1 = letter.bbox
    if turn == 1:
        return Box(text, y0, -x1, y1, -x0)
    if turn == 2:  # noqa: PLR2004  upside down
        return Box(text, -x1, -y1, -x0, -y0)
    return Box(text, -y1, x0, -y0, x1) if turn else Box(text, x0, y0, x1, y1)


def _drawn_before(drawn: set[tuple[str, int, int]], box: Box) -> bool:
    """Whether the same letter stands at the same place: drawn twice, it looks bold or casts a shadow."""
    step = box.height / 20  # of two equal letters that are narrow, the second stands further off
    x, y = int(box.x0 / step), int(box.y0 / step)
    if any((box.text, x + right, y + up) in drawn for right in (-1, 0, 1) for up in (-1, 0, 1)):
        return True
    drawn.add((box.text, x, y))
    return False


def _check_letters(pages: list[list[Box]]) -> None:
    """Refuse a PDF whose font does not say which letters its shapes are."""
    letters = sum(len(word.text) for words in pages for word in words)
    unknown = sum(word.text.count(_UNKNOWN) for words in pages for word in words)
    if letters and unknown > _MOST_UNKNOWN * letters:
        raise UnreadableError(
            "its fonts do not say which letters their shapes are",
            "Run OCR on it: ocrmypdf --force-ocr, for instance.",
        )


def _add_rows(gathering: Gathering, rows: list[Row], page: int) -> None:
    first = True
    for row in rows:
        begins: Begins = "page" if first else "paragraph" if row.begins_paragraph else "line"
        first = not gathering.add(row.text, begins, page) and first
