"""Which word a misread one was meant to be: the only known word that is one letter away."""

from collections.abc import Container, Iterator
from functools import lru_cache
from string import ascii_lowercase

SHORTEST = 5
"""Shorter words have too many neighbours."""


@lru_cache(maxsize=100_000)
def neighbours(word: str) -> tuple[str, ...]:
    """The words that one letter more, less, changed or exchanged with the next makes of a word.

    The method is Norvig's (“How to Write a Spelling Corrector”, 2007).
    """
    return tuple(dict.fromkeys(_edits(word)))


def _edits(word: str) -> Iterator[str]:
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


def meant(word: str, vocabulary: Container[str]) -> tuple[str, ...]:
    """The known words that a folded word may have been before it was misread; none where it is known."""
    if len(word) < SHORTEST or word in vocabulary:
        return ()
    return tuple(each for each in neighbours(word) if len(each) >= SHORTEST and each in vocabulary)
