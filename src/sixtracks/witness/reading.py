"""A reader's copy from its file to the essay's paragraphs, with what the display mends."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sixtracks.witness.align import align
from sixtracks.witness.copies import read_copy
from sixtracks.witness.fingerprint import Fingerprint, load_fingerprint
from sixtracks.witness.mends import Vocabulary, mended
from sixtracks.witness.model import Witness
from sixtracks.witness.words import words_of

VOCABULARY = ("book/*.md", "data/claims.yml", "data/people.yml", "data/places.yml", "data/terms.yml")
"""Where the words stand by which a misread word is recognised: the edition's own texts."""
_ID = re.compile(r"\b(?:p\d+|[a-z]|id|key)(?:-[a-z0-9]+)+\b|^[ -]*(?:id|key): .*$", re.MULTILINE)
FEW = 0.3
"""How often the rarer form of a word may stand, by the commoner, for the word to be taken as written in the
commoner one only: chosen so that ids and titles do not count."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A copy as it was read.

    Attributes:
        witness: The essay as the copy has it, with what the display mends, without lemmas.
        vocabulary: The words by which misread ones were recognised.
    """

    witness: Witness
    vocabulary: Vocabulary


def read_witness(path: Path, root: Path) -> Reading:
    """Read a copy, find the essay in it, and mend its obvious scanning faults.

    Args:
        path: The copy's file.
        root: The book's folder.

    Raises:
        CopyError: The file cannot be read, or it is not the essay.
        FaultError: The book has no fingerprint.
    """
    fingerprint = load_fingerprint(root)
    vocabulary = vocabulary_of(root)
    witness = align(read_copy(path), fingerprint, vocabulary)
    return Reading(with_mends(witness, fingerprint, vocabulary), vocabulary)


def with_mends(witness: Witness, fingerprint: Fingerprint, vocabulary: Vocabulary) -> Witness:
    """The witness with what the display mends in each passage."""
    prints = {each.number: each for each in fingerprint.prints}
    passages = (mended(each, prints[each.number], vocabulary) for each in witness.passages)
    return replace(witness, passages=tuple(passages))


def vocabulary_of(root: Path) -> dict[str, str]:
    """The words of the edition's own texts, and of English: folded, and as they are written.

    Returns:
        By the folded word its written form; empty for a word that is written with a capital as well as
        without, as “North” and “north” are, or of which we cannot tell.
    """
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for path in (path for name in VOCABULARY for path in sorted(root.glob(name))):
        text = _ID.sub(" ", path.read_text(encoding="utf-8", errors="replace"))
        for word in words_of(text):
            (small if text[word.start].islower() else large)[word.text] += 1
    own = {word: _form(word, small[word], large[word]) for word in sorted(small | large)}
    return dict.fromkeys(_english(), "") | own


@cache
def _english() -> tuple[str, ...]:
    """English words, as pyspellchecker lists them, so that a word which we do not use is no misread one.

    How they are written is not told there.
    """
    from spellchecker import SpellChecker

    return tuple(SpellChecker(language="en").word_frequency.dictionary)


def _form(word: str, small: int, large: int) -> str:
    """How a word is written; a name also stands in small letters in ids, a noun with a capital in titles."""
    if min(small, large) > FEW * max(small, large):
        return ""
    return word if small > large else word.capitalize()
