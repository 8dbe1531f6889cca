"""Obvious faults of scanning in a passage, and what the display shows instead.

Only what cannot be read otherwise is mended. Each rule needs a witness beside the letters themselves: the
grammar of English or, for a misread word, a known word one letter away whose hash stands in the paragraph's
print. What might be the author's own way of writing stays.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from sixtracks.witness.fingerprint import Print, hash_of, is_content
from sixtracks.witness.model import FoundPassage, Mend
from sixtracks.witness.spelling import meant, one_spelling
from sixtracks.witness.words import Word, folded, words_of

Vocabulary = Mapping[str, str]
"""Known words: folded, and as they are written; empty where some write them with a capital and some not."""
Rule = Callable[[str, Print, Vocabulary], Iterator[Mend]]


def mended(passage: FoundPassage, own: Print, vocabulary: Vocabulary) -> FoundPassage:
    """The passage with what the display mends.

    Args:
        passage: The passage as the copy has it.
        own: The print of its paragraph.
        vocabulary: Words that are known to be words.
    """
    found: list[Mend] = []
    for rule in RULES:
        for each in rule(passage.text, own, vocabulary):
            if all(each.end <= other.start or each.start >= other.end for other in found):
                found.append(each)
    return replace(passage, mends=tuple(sorted(found, key=lambda each: each.start)))


# Scanning sets the s of a genitive apart, and takes its apostrophe for a quotation mark.
_APART = re.compile(r"([^\W\d_]+)([’'‘][ \u00a0]+|[”“\"][ \u00a0]*)(?=s\b(?![’'.]))")


def _possessives(text: str, own: Print, vocabulary: Vocabulary) -> Iterator[Mend]:
    for fault in _APART.finditer(text):
        word = folded(fault[1])
        if _is_known(word, own, vocabulary) or _intended(word, own, vocabulary):
            reason = "a quotation mark or a blank where an apostrophe belongs"
            yield Mend(fault.start(2), fault.end(2), "’", reason)


_LOST_STOP = re.compile(r"\b(?:US\.|U\.S(?!\.)|U\.? S\.)(?=[ \u00a0][a-z])")


def _initials(text: str, own: Print, vocabulary: Vocabulary) -> Iterator[Mend]:
    for fault in _LOST_STOP.finditer(text):
        yield Mend(fault.start(), fault.end(), "U.S.", "a full stop lost or a blank too many in “U.S.”")


_MARK_BEFORE = re.compile(r"(?<=\w)[ \u00a0]+(?=[,;:?!](?:\s|$)|\.(?!\s*\.)(?:\s|$))")


def _blanks(text: str, own: Print, vocabulary: Vocabulary) -> Iterator[Mend]:
    for fault in _MARK_BEFORE.finditer(text):
        yield Mend(fault.start(), fault.end(), "", "a blank before a punctuation mark")


def _misread(text: str, own: Print, vocabulary: Vocabulary) -> Iterator[Mend]:
    for word in words_of(text):
        written = text[word.start : word.end]
        found = _as_written(_intended(word.text, own, vocabulary), written, vocabulary)
        if found:
            reason = f"“{written}” is no known word; one letter makes it a word of this paragraph"
            yield Mend(word.start, word.end, found, reason)


def _intended(word: str, own: Print, vocabulary: Vocabulary) -> str:
    """The only known word of the paragraph that a misread one may be; empty where there is none."""
    if hash_of(word) in own.hashes:
        return ""
    found = [
        each for each in sorted(meant(word, vocabulary)) if is_content(each) and hash_of(each) in own.hashes
    ]
    others = [each for each in found if one_spelling(each) != one_spelling(word)]
    return others[0] if len(found) == len(others) == 1 else ""


def _as_written(word: str, like: str, vocabulary: Vocabulary) -> str:
    """A folded word with capitals as the misread one has them; empty where its first letter is in doubt."""
    if not word or (like.isupper() and len(like) > 1):
        return word.upper()
    if word[0] == like[0].lower():
        return word.capitalize() if like[0].isupper() else word
    return vocabulary[word]


def _is_known(word: str, own: Print, vocabulary: Vocabulary) -> bool:
    """Whether a folded word is a word."""
    return word in vocabulary or (is_content(word) and hash_of(word) in own.hashes)


_BETWEEN = re.compile(r"[-‐\u00ad¬]?[ \u00a0]")


def _parted(text: str, own: Print, vocabulary: Vocabulary) -> Iterator[Mend]:
    words = words_of(text)
    for one, other in pairwise(words):
        if _BETWEEN.fullmatch(text, one.end, other.start) and _is_one(one, other, own, vocabulary):
            whole = text[one.start : one.end] + text[other.start : other.end]
            yield Mend(one.start, other.end, whole, "one word parted by a blank or a hyphen")


def _is_one(one: Word, other: Word, own: Print, vocabulary: Vocabulary) -> bool:
    """Whether two words are the halves of one that the paragraph has, and one half is no word by itself."""
    whole = one.text + other.text
    known = is_content(whole) and whole in vocabulary and hash_of(whole) in own.hashes
    return known and not (one.text in vocabulary and other.text in vocabulary)


SHORTEST_RUN = 7
"""The fewest letters of what may be two words run together."""


def _run_together(text: str, own: Print, vocabulary: Vocabulary) -> Iterator[Mend]:
    for word in words_of(text):
        if len(word.text) < SHORTEST_RUN or _is_known(word.text, own, vocabulary):
            continue
        cuts = [at for at in range(2, len(word.text) - 1) if _is_pair(word.text, at, own, vocabulary)]
        if len(cuts) == 1 and len(word.text) == word.end - word.start:
            at = word.start + cuts[0]
            yield Mend(word.start, word.end, f"{text[word.start : at]} {text[at : word.end]}", "a lost blank")


def _is_pair(word: str, at: int, own: Print, vocabulary: Vocabulary) -> bool:
    """Whether a run of letters is two known words, of which the content words stand in the paragraph."""
    halves = word[:at], word[at:]
    content = [half for half in halves if is_content(half)]
    return (
        all(half in vocabulary for half in halves)
        and bool(content)
        and all(hash_of(half) in own.hashes for half in content)
    )


RULES: tuple[Rule, ...] = (_possessives, _initials, _parted, _misread, _run_together, _blanks)
"""In the order in which they are asked; a place that one has mended is left alone by the next."""
