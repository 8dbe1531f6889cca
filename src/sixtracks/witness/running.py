"""A copy's lines as one running text: hyphens at line ends joined, page furniture taken out."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby

from rapidfuzz.distance import Indel

from sixtracks.witness.furniture import are_capitals, furniture_among, is_titled, without_line_numbers
from sixtracks.witness.model import Begins, Line
from sixtracks.witness.words import Word, folded, words_of

LOOSE_WORDS = 14
"""The most words of a block that may be a heading, a caption or a button."""
LOOSE, HEADING = 1.0, 4.0
"""What it costs, for each word, to count such a block to a paragraph, and to count a heading of the essay, in
nats."""
ALIKE = 0.85
"""How alike the letters of a heading must be (normalised Indel similarity, 0 to 1)."""


class Break(IntEnum):
    """What lies between a word and the one before it, the weightiest that does."""

    NONE = 0
    LINE = 1
    SENTENCE = 2
    PARAGRAPH = 3


@dataclass(frozen=True, slots=True)
class Running:
    """A copy as one text.

    Attributes:
        text: The lines, joined by blanks.
        words: Its words.
        breaks: For each word, what lies before it.
        outside: For each word, what it costs to count it to a paragraph, in nats: more than 0 in the essay's
            headings, and in blocks that look like one.
        furniture: The lines that were left out, running heads and page numbers, each with the number of
            words before it.
    """

    text: str
    words: Sequence[Word]
    breaks: Sequence[Break]
    outside: Sequence[float]
    furniture: tuple[tuple[str, int], ...]


def running_text(
    lines: Sequence[Line], headings: Sequence[str] = (), vocabulary: Container[str] = frozenset()
) -> Running:
    """The lines of a copy as one text.

    Args:
        lines: The lines.
        headings: The essay's, which belong to no paragraph.
        vocabulary: Folded words that are known to be words: they tell whether a hyphen at a line's end parts
            a word or belongs to it.
    """
    lines = without_line_numbers(lines)
    out = furniture_among(lines)
    kept = with_headings_apart(_without(lines, out))
    text, starts = _joined(kept, vocabulary)
    words = words_of(text)
    loose = _loose(kept)
    breaks, outside = [], []
    at, before = -1, 0
    for word in words:
        here = at
        while here + 1 < len(starts) and starts[here + 1] <= word.start:
            here += 1
        blocks = any(kept[each].begins != "line" for each in range(at + 1, here + 1))
        breaks.append(_break(text, before, word, blocks=blocks, lines=here > at))
        outside.append(LOOSE if loose[here] else 0.0)
        at, before = here, word.end
    _set_headings_apart(text, words, headings, breaks, outside)
    return Running(text, words, breaks, outside, tuple(_left_out(lines, out)))


def _without(lines: Sequence[Line], out: Container[int]) -> list[Line]:
    """The lines without some; what began with one of these begins with the next."""
    kept: list[Line] = []
    begun: Begins = "line"
    for at, line in enumerate(lines):
        begun = max(begun, line.begins, key=_WEIGHT.__getitem__)
        if at not in out:
            kept.append(replace(line, begins=begun))
            begun = "line"
    return kept


_WEIGHT: dict[Begins, int] = {"line": 0, "paragraph": 1, "page": 2}


def _left_out(lines: Sequence[Line], out: Container[int]) -> Iterator[tuple[str, int]]:
    """The lines that were left out, each with the number of words before it."""
    words = 0
    for at, line in enumerate(lines):
        if at in out:
            yield line.text, words
        else:
            words += len(words_of(line.text))


def with_headings_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, of which one that stands as a heading between sentences is a block of its own."""
    titled = [is_titled(line.text) for line in lines]
    if are_capitals(sum(titled), len(lines)):
        return list(lines)
    found: list[Line] = []
    apart = False
    for at, line in enumerate(lines):
        before = lines[at - 1].text if at else "."
        after = lines[at + 1].text if at + 1 < len(lines) else ""
        heading = titled[at] and bool(_ENDED.search(before)) and not after[:1].islower()
        begins = "paragraph" if line.begins == "line" and (heading or apart) else line.begins
        found.append(replace(line, begins=begins))
        apart = heading
    return found


def _set_headings_apart(
    text: str, words: Sequence[Word], headings: Sequence[str], breaks: list[Break], outside: list[float]
) -> None:
    """Mark the essay's own headings, wherever they stand: also in the middle of a line."""
    for heading in headings:
        letters = [word.text for word in words_of(heading)]
        for at in range(len(words)):
            if breaks[at] is Break.NONE or not text[words[at].start].isupper():
                continue
            end = min(at + len(letters), len(words))
            here = "".join(word.text for word in words[at:end])
            if not is_titled(text[words[at].start : words[end - 1].end]):
                continue  # a sentence may begin with the same words
            if Indel.normalized_similarity("".join(letters), here, score_cutoff=ALIKE):
                outside[at:end] = [HEADING] * (end - at)
                breaks[at] = Break.PARAGRAPH
                if end < len(words):
                    breaks[end] = Break.PARAGRAPH


_ENDED = re.compile(r"[.?!…:][^\w\s]*$")
_SENTENCE_END = re.compile(r"[.?!…][^\w\s]*\s")


def _break(text: str, before: int, word: Word, *, blocks: bool, lines: bool) -> Break:
    """What lies before a word."""
    if blocks:
        return Break.PARAGRAPH
    if _SENTENCE_END.search(text, before, word.start) and not text[word.start].islower():
        return Break.SENTENCE
    return Break.LINE if lines else Break.NONE


def _joined(lines: Sequence[Line], vocabulary: Container[str]) -> tuple[str, list[int]]:
    """The text of the lines, and where in it each begins."""
    uses = Counter(word.text for line in lines for word in words_of(line.text))
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        text = " ".join(line.text.split())
        if parts:
            before = parts[-1]
            cut, blank = _seam(before, text, uses, vocabulary)
            parts[-1] = before[: len(before) - cut] + blank
            length += len(parts[-1])
        starts.append(length)
        parts.append(text)
    return "".join(parts), starts


_CUT = re.compile(r"([^\W\d_]+)(-|‐|\u00ad|¬)$")
_FIRST = re.compile(r"[^\W\d_]+")


def _seam(before: str, after: str, uses: Counter[str], vocabulary: Container[str]) -> tuple[int, str]:
    """How many characters to take from the end of a line, and what to put before the next."""
    if not re.search(r"\S[-‐–—\u00ad¬]$", before):
        return 0, " "
    cut, first = _CUT.search(before), _FIRST.match(after)
    if cut and first and _is_one_word(cut, first[0], uses, vocabulary):
        return 1, ""
    return 0, ""


def _is_one_word(cut: re.Match[str], rest: str, uses: Counter[str], vocabulary: Container[str]) -> bool:
    """Whether a hyphen at a line's end parts one word, rather than standing between two."""
    if cut[2] in "\u00ad¬":
        return True
    start, end = folded(cut[1]), folded(rest)
    whole = start + end
    if rest[0].isupper() and not cut[1].isupper():
        return False
    if whole in vocabulary or uses[whole]:
        return True
    # Two words are parted by a hyphen of their own, as in short-term.
    return not all(half in vocabulary or uses[half] > 1 for half in (start, end))


def _loose(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether its block looks like no part of a paragraph."""
    number = 0
    numbers = []
    for line in lines:
        number += line.begins != "line"
        numbers.append(number)
    blocks = [[lines[at].text for at in block] for block in _blocks(numbers)]
    found: list[bool] = []
    for at, block in enumerate(blocks):
        goes_on = at + 1 < len(blocks) and blocks[at + 1][0][:1].islower()
        ended = re.search(r"[.?!…:;,][^\w\s]*$", block[-1])
        words = sum(len(text.split()) for text in block)
        found += [words <= LOOSE_WORDS and not ended and not goes_on] * len(block)
    return found


def _blocks(numbers: Sequence[int]) -> Iterator[list[int]]:
    """The places of lines with the same number."""
    for _, places in groupby(range(len(numbers)), key=lambda at: numbers[at]):
        yield list(places)
