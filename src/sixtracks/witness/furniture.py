"""What belongs to a page and not to its text: running heads, page numbers, line numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from sixtracks.witness.model import Line
from sixtracks.witness.words import words_of

HEAD_WORDS = 14
"""The most words of a running head."""
ALIKE = 80
"""How alike two running heads are where scanning damaged them: Indel similarity, 0 to 100."""
WORD_ALIKE = 62
"""… and each word of them: North and South are 60."""
SHORT = 4
"""… of which shorter ones do not tell: one misread letter is half of “of”."""
EDGE = 2
"""How many lines at the head and at the foot of a page may be running heads."""
MOST = 400
"""With more candidates than these, only equal ones are taken for the same: each is compared with each."""
STEPS = (1, 2, 5, 10)
"""By how much the numbers of lines in a margin go up."""
FEWEST_NUMBERS = 5

_DECORATED = re.compile(
    r"[\s\-–—\[(|·•]*(?:page|pp?|pg)[\s.]*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s\-–—\])|·•]*"
    r"|\s*(?:[\-–—|·•]\s*\d{1,4}\s*[\-–—|·•]|[\[(]\s*\d{1,4}\s*[\])])\s*"
    r"|\s*\d{1,4}\s*(?:of|/)\s*\d{1,4}\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,4}")
_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_DASHES = ("-", "‐", "–", "—", "\u00ad", "¬")
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)


def furniture_among(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines that are running heads or page numbers.

    A running head is a short line in the manner of a title, or one that holds a number, which stands a
    second time; page numbers in it may differ, and so may letters that scanning damaged. Where the copy has
    pages, it stands at the edge of one. Beside a page number, a line in the manner of a title need not stand
    a second time.
    """
    numbers = _page_numbers(lines)
    titled = [at for at, line in enumerate(lines) if is_titled(line.text)]
    if are_capitals(len(titled), len(lines)):
        titled = []
    counted = [at for at, line in enumerate(lines) if _is_counted(line.text)]
    edges = _page_edges(lines)
    places = sorted(at for at in {*titled, *counted} - numbers if edges is None or at in edges)
    candidates = {at: bare for at in places if (bare := _bare(lines[at].text))}
    beside = {at for at in titled if {at - 1, at + 1} & numbers}
    return frozenset(numbers | beside | _repeated(candidates))


def are_capitals(titled: int, lines: int) -> bool:
    """Whether so many lines look like titles that the whole text is in capitals."""
    return titled > lines / 2


def _page_edges(lines: Sequence[Line]) -> frozenset[int] | None:
    """The places of the first and last lines of each page; nothing where the copy has no pages."""
    if not any(line.page for line in lines):
        return None
    pages: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        pages.setdefault(line.page, []).append(at)
    return frozenset(at for own in pages.values() for at in (*own[:EDGE], *own[-EDGE:]))


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """The places of page numbers.

    A bare number may also be a line of the text, in a narrow column: it must stand at the edge of a page or
    by itself as a block, or be one of several that go up by one.
    """
    edges = _page_edges(lines) or frozenset()
    found, bare = set(), {}
    for at, line in enumerate(lines):
        if at and lines[at - 1].text.endswith(_DASHES):
            continue
        if _DECORATED.fullmatch(line.text):
            found.add(at)
            bare[at] = int(re.findall(r"\d+", line.text)[0])
        elif _NUMBER.fullmatch(line.text) or _ROMAN.fullmatch(line.text):
            if at in edges or _is_block(lines, at):
                found.add(at)
            elif line.text.isdecimal():
                bare[at] = int(line.text)
    rising = (pair for pair in pairwise(sorted(bare)) if bare[pair[1]] == bare[pair[0]] + 1)
    return found.union(*rising)


def _is_block(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a block by itself."""
    ends = at + 1 == len(lines) or lines[at + 1].begins != "line"
    return lines[at].begins != "line" and ends


def is_titled(text: str) -> bool:
    """Whether a line is written as a title is: short, its words with capitals, no full stop at its end."""
    words = text.split()
    if not 1 <= len(words) <= HEAD_WORDS or re.search(r"[.?!,;:]\W*$", text):
        return False
    weighty = [word for word in words if word.lower() not in _SMALL and any(c.isalpha() for c in word)]
    return bool(weighty) and all(_first_letter(word).isupper() for word in weighty)


def _first_letter(word: str) -> str:
    return next(letter for letter in word if letter.isalpha())


_AT_AN_END = re.compile(r"^[^\w\s]*\d{1,3}\b[^\w\s]*\s|\s[^\w\s.]*\d{1,3}[^\w\s.,;:?!”]*$")


def _is_counted(text: str) -> bool:
    """Whether a short line begins or ends with a number, as a running head with its page does."""
    return len(text.split()) <= HEAD_WORDS and bool(_AT_AN_END.search(text))


def _bare(text: str) -> str:
    """A line without numbers and punctuation."""
    return " ".join(word.text for word in words_of(text) if not word.text.isdigit())


def _repeated(candidates: dict[int, str]) -> set[int]:
    """The candidates that are like another."""
    found: set[int] = set()
    seen: dict[str, int] = {}
    fuzzy = len(candidates) <= MOST
    for at, bare in candidates.items():
        like = bare if bare in seen else None
        if like is None and fuzzy and len(bare) >= FEWEST_LETTERS:
            like = next((each for each in seen if _is_same(bare, each)), None)
        if like is None:
            seen[bare] = at
        else:
            found |= {at, seen[like]}
    return found


def _is_same(one: str, other: str) -> bool:
    """Whether two lines differ by misread letters only: not in a whole word, as North and South."""
    if fuzz.ratio(one, other) < ALIKE:
        return False
    mine, theirs = one.split(), other.split()
    return len(mine) != len(theirs) or all(
        min(len(a), len(b)) < SHORT or fuzz.ratio(a, b) >= WORD_ALIKE
        for a, b in zip(mine, theirs, strict=True)
    )


FEWEST_LETTERS = 8
"""Shorter lines are taken for the same only where they are equal."""

_NUMBERED = re.compile(r"\s*(\d{1,4})\s+(?=\S)")


def without_line_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without numbers in the margin, where lines begin with numbers that go up by even steps.

    The numbers may begin anew on each page.
    """
    found = {at: int(m[1]) for at, line in enumerate(lines) if (m := _NUMBERED.match(line.text))}
    for step in STEPS:
        numbered = {at for chain in _chains(found, step) if len(chain) >= FEWEST_NUMBERS for at in chain}
        if numbered:
            return [
                replace(line, text=_NUMBERED.sub("", line.text, count=1)) if at in numbered else line
                for at, line in enumerate(lines)
            ]
    return lines


def _chains(found: dict[int, int], step: int) -> Iterator[list[int]]:
    """The series of places whose numbers follow one another by a step."""
    chain: list[int] = []
    for at in sorted(found):
        if chain and found[at] == found[chain[-1]] + step:
            chain.append(at)
        elif found[at] in (step, 1):
            yield chain
            chain = [at]
    yield chain
