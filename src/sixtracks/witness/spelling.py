"""Which word a misread one was meant to be, and what is only another spelling."""

import re
from collections.abc import Container, Iterator
from string import ascii_lowercase

SHORTEST = 5
"""Shorter words have too many neighbours."""


def _neighbours(word: str) -> Iterator[str]:
    """The words that one letter more, less, changed or exchanged with the next makes of a word.

    The method is Norvig's (“How to Write a Spelling Corrector”, 2007).
    """
    for at in range(len(word) + 1):
        start, end = word[:at], word[at:]
        if end:
            yield start + end[1:]
            for letter in ascii_lowercase:
                yield start + letter + end[1:]
        if len(end) > 1:
            yield start + end[1] + end[0] + end[2:]
        for letter in ascii_lowercase:
            yield start + letter + end


def meant(word: str, vocabulary: Container[str]) -> frozenset[str]:
    """The known words that a folded word may have been before it was misread; none where it is known."""
    if len(word) < SHORTEST or word in vocabulary:
        return frozenset()
    return frozenset(each for each in _neighbours(word) if len(each) >= SHORTEST and each in vocabulary)


# British and American spellings, as the Oxford English Dictionary and Merriam-Webster have them.
_SPELLINGS = (
    (re.compile(r"is(?=e|ing|ation|able)"), "iz"),
    (re.compile(r"ys(?=e|ing)"), "yz"),
    (re.compile(r"our\b|our(?=s|ed|ing|able|ful|ite|hood|ly)"), "or"),
    (re.compile(r"(?<=[bt])re\b"), "er"),
    (re.compile(r"ogue"), "og"),
    (re.compile(r"(?<=n)ce\b"), "se"),
    (re.compile(r"ll(?=ed|ing|er)"), "l"),
    (re.compile(r"amme\b"), "am"),
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"(?<=dg)e(?=ment)"), ""),
    (re.compile(r"\bsc(?=eptic)"), "sk"),
)


def one_spelling(word: str) -> str:
    """A folded word in the one of its spellings that is usual in America."""
    for pattern, one in _SPELLINGS:
        word = pattern.sub(one, word)
    return word
