"""What belongs to a page and not to its text: running heads, page numbers, line numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from sixtracks.witness.model import Line
from sixtracks.witness.words import words_of

HEAD_WORDS = 14
"""The most words of a running head."""
ALIKE = 80
"""How alike two running heads are where scanning damaged them: Indel similarity, 0 to 100."""
MOST = 400
"""With more candidates than these, only equal ones are taken for the same: each is compared with each."""
STEPS = (1, 2, 5, 10)
"""By how much the numbers of lines in a margin go up."""
FEWEST_NUMBERS = 5

_PAGE_NUMBER = re.compile(
    r"[\s\-–—\[(|·•]*(?:page|p|pp|pg)?[\s.]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[\s\-–—\])|·•]*",
    re.IGNORECASE,
)
_DASHES = ("-", "‐", "–", "\u00ad")
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)


def furniture_among(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines that are running heads or page numbers.

    A running head is a short line in the manner of a title, or one that holds a number, which stands a
    second time; page numbers in it may differ, and so may letters that scanning damaged.
    """
    numbers = {
        at
        for at, line in enumerate(lines)
        if _PAGE_NUMBER.fullmatch(line.text) and not (at and lines[at - 1].text.endswith(_DASHES))
    }
    titled = [at for at, line in enumerate(lines) if is_titled(line.text)]
    if len(titled) > len(lines) / 2:  # everything is in capitals
        titled = []
    counted = [at for at, line in enumerate(lines) if _is_counted(line.text)]
    candidates = {at: _bare(lines[at].text) for at in sorted({*titled, *counted} - numbers)}
    return frozenset(numbers | _repeated({at: bare for at, bare in candidates.items() if bare}))


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
            like = next((each for each in seen if fuzz.ratio(bare, each) >= ALIKE), None)
        if like is None:
            seen[bare] = at
        else:
            found |= {at, seen[like]}
    return found


FEWEST_LETTERS = 8
"""Shorter lines are taken for the same only where they are equal."""

_NUMBERED = re.compile(r"\s*(\d{1,4})\s+(?=\S)")


def without_line_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without numbers in the margin, where lines begin with numbers that go up in even steps."""
    found = {at: int(m[1]) for at, line in enumerate(lines) if (m := _NUMBERED.match(line.text))}
    for step in STEPS:
        chain = _chain(found, step)
        if len(chain) >= FEWEST_NUMBERS:
            return [
                replace(line, text=_NUMBERED.sub("", line.text, count=1)) if at in chain else line
                for at, line in enumerate(lines)
            ]
    return lines


def _chain(found: dict[int, int], step: int) -> set[int]:
    """The places whose numbers follow one another by a step, at even distances."""
    chain: list[int] = []
    best: list[int] = []
    for at in sorted(found):
        if chain and found[at] == found[chain[-1]] + step:
            chain.append(at)
        elif found[at] in (step, 1):
            chain = [at]
        if len(chain) > len(best):
            best = list(chain)
    return set(best)
