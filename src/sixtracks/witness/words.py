"""A text as words: what case, accents, ligatures and soft hyphens leave the same."""

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:\u00ad[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands.

    Attributes:
        text: The word, folded.
        start: Where it begins in the text, counted in characters from 0.
        end: Where it ends; the character there is no longer part of it.
    """

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text, in order; punctuation parts them, an apostrophe and a hyphen too."""
    return [Word(folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def folded(word: str) -> str:
    """A word in lower case, its ligatures dissolved, without accents and soft hyphens."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.replace("\u00ad", "")).casefold()
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
