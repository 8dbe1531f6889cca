"""Of what kind a variant is, and which of its two forms is a fault of scanning.

The rules stand in an order, and the first that fits decides; each is tried both ways, and says something
only where it fits one way. Each has its test in ``tests/test_collation.py``.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from sixtracks.witness.spelling import one_spelling
from sixtracks.witness.words import words_of

Kind = Literal["scanning fault", "punctuation", "spelling", "wording", "lacuna", "heading", "paratext"]
Side = Literal["", "a", "b"]
"""One of two copies; empty where neither is meant, or nothing tells which."""

NO_EDIT, ONE_EDIT = 2, 5
"""The longest words, in letters, in which no letter may differ, and one; in longer ones two may.

So does Lucene bound a fuzzy search (Elasticsearch, “fuzziness: AUTO”); that most faults are of one letter is
Damerau's finding (“A technique for computer detection and correction of spelling errors”, Communications of
the ACM 7/3, 1964).
"""
LOST_SHARE = 0.5
"""The least share of a word's letters that must be left for the rest to count as lost. Our choice."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a variant is.

    Attributes:
        kind: Its kind.
        fault: Which of the copies has the fault of scanning, where one has.
        reason: Why, in a few words.
    """

    kind: Kind
    fault: Side
    reason: str


class Vocabulary:
    """The words that are known: those of both copies, and those that the edition uses itself.

    Args:
        texts: The copies' paragraphs.
        known: Further words, folded.
    """

    def __init__(self, texts: Collection[str], known: Collection[str] = ()) -> None:
        self._counts = Counter(word.text for text in texts for word in words_of(text))
        self._known = frozenset(known)

    def without(self, *forms: str) -> Callable[[str], bool]:
        """Whether a folded word is known by more than the places at which these forms stand."""
        own = Counter(word for form in forms for word in pieces(form))
        return lambda word: word in self._known or self._counts[word] > own[word]


Known = Callable[[str], bool]


def judge(a: str, b: str, vocabulary: Vocabulary) -> Judgement:
    """Of what kind the difference of two forms is.

    Args:
        a: What the one copy has; may be empty.
        b: What the other has in its place.
        vocabulary: The words that are known.
    """
    known = vocabulary.without(a, b)
    if letters(a) == letters(b):
        return _by_rules(SAME_LETTERS, a, b, known) or _same_letters(a, b)
    if not (a and b):
        return Judgement("wording", "", "added" if b else "left out")
    if _spelt(a) == _spelt(b):
        return Judgement("spelling", "", "two spellings")
    return _by_rules(OTHER_LETTERS, a, b, known) or _other_letters(a, b, known)


def pieces(form: str) -> list[str]:
    """The words of a form, folded, as punctuation and blanks part them."""
    return [word.text for word in words_of(form)]


def letters(form: str) -> str:
    """The letters and figures of a form, folded, without what parts them."""
    return "".join(pieces(form))


def alike(a: str, b: str) -> bool:
    """Whether two runs of letters may be one word: the same but for a few edits, or for letters lost."""
    return Levenshtein.distance(a, b) <= _edits(min(len(a), len(b))) or _lost(a, b) or _lost(b, a)


def _edits(length: int) -> int:
    return 0 if length <= NO_EDIT else 1 if length <= ONE_EDIT else 2


def _lost(a: str, b: str) -> bool:
    """Whether the first is what is left of the second: its letters in order, at least half of them."""
    rest = iter(b)
    return NO_EDIT < len(a) < len(b) and len(a) >= LOST_SHARE * len(b) and all(sign in rest for sign in a)


# Where both forms have the same letters ---------------------------------------------------------------------

_ENDING = r"(?:s|t|d|m|re|ve|ll)\b"
_STRAY_MARK = re.compile(rf"(?<=\w)(?:[”“\"]\s*|[’‘'`´]\s+){_ENDING}")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.){2,}")
_BROKEN = re.compile(r"(?<=\w)[-‐\u00ad]\s+(?=\w)")
_MARK_WITHIN = re.compile(r"(?<=\w)[-‐”“\"’‘'`´](?=\w)")
_BLANK_BEFORE = re.compile(r"\s[,.;:?!)\]]")
_NO_PROSE = re.compile(r"[|¦\\^~¬■□�{}]")


def _stray_mark(x: str, y: str, known: Known) -> bool:
    """``Washington” s`` for ``Washington’s``."""
    return bool(_STRAY_MARK.search(x)) and not _STRAY_MARK.search(y)


def _lost_stop(x: str, y: str, known: Known) -> bool:
    """``US.`` for ``U.S.``; ``US`` without any full stop is a way of writing, and no fault."""
    return (
        bool(_ABBREVIATION.search(y))
        and 0 < x.count(".") < y.count(".")
        and x.replace(".", "") == y.replace(".", "")
    )


def _broken_word(x: str, y: str, known: Known) -> bool:
    """``nego- tiation`` for ``negotiation``."""
    return bool(_BROKEN.search(x)) and not _BROKEN.search(y)


def _mark_within(x: str, y: str, known: Known) -> bool:
    """``nego”tiation`` for ``negotiation``, and ``nego-tiation``, if no part of it is a word."""
    marks = _MARK_WITHIN.findall(x)
    if len(marks) <= len(_MARK_WITHIN.findall(y)) or len(pieces(x)) <= len(pieces(y)):
        return False
    parts = [known(part) for part in _parted(x, y)]
    return not any(parts) if set(marks) <= set("-‐") else not all(parts)


def _blank_before_sign(x: str, y: str, known: Known) -> bool:
    """``word ,`` for ``word,``."""
    return bool(_BLANK_BEFORE.search(x)) and not _BLANK_BEFORE.search(y)


def _blank_within(x: str, y: str, known: Known) -> bool:
    """``denuclear ization`` for ``denuclearization``; not ``Viet Nam``, not ``any one``."""
    if len(x.split()) <= len(y.split()) or pieces(x) == pieces(y) or "-" in y:
        return False
    return not _capitals(x) and not all(map(known, _parted(x, y)))


def _blank_lost(x: str, y: str, known: Known) -> bool:
    """``inthe`` for ``in the``."""
    if len(x.split()) >= len(y.split()) or pieces(x) == pieces(y) or "-" in x:
        return False
    return not _capitals(y) and all(map(known, _parted(y, x))) and not all(map(known, _parted(x, y)))


def _foreign_sign(x: str, y: str, known: Known) -> bool:
    """``|The`` for ``The``: a sign that prose has not."""
    return bool(_NO_PROSE.search(x)) and not _NO_PROSE.search(y)


def _parted(x: str, y: str) -> list[str]:
    """The words of the one form that the other has not."""
    return list((Counter(pieces(x)) - Counter(pieces(y))).elements())


def _capitals(form: str) -> bool:
    """Whether each of its words begins with a capital letter."""
    return all(chunk[:1].isupper() for chunk in form.split())


def _same_letters(a: str, b: str) -> Judgement:
    if _bare(a) != _bare(b):
        return Judgement("spelling", "", "capital letters or accents")
    if _has_blanks(a) != _has_blanks(b) and pieces(a) != pieces(b) and "-" not in a + b:
        return Judgement("spelling", "", "one word or two")
    return Judgement("punctuation", "", "signs alone differ")


def _bare(form: str) -> str:
    return "".join(sign for sign in form if sign.isalnum())


def _has_blanks(form: str) -> bool:
    return " " in form


# Where the letters differ -----------------------------------------------------------------------------------

# What scanners take for one another, each as the second of a pair.
_LOOKALIKES = (
    *(("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("li", "h"), ("h", "n"), ("c", "e"), ("i", "l")),
    *(("0", "o"), ("1", "l"), ("5", "s"), ("8", "b"), ("6", "b"), ("9", "g")),
)
_MIXED = re.compile(r"[^\W\d_]\d|\d(?!(?:st|nd|rd|th|s)\b)[^\W\d_]")


def _spelt(form: str) -> list[str]:
    """The words of a form, those of several spellings in one of them."""
    return [one_spelling(word) for word in pieces(form)]


def _looks(form: str) -> str:
    """The letters of a form, each that scanners confuse as one of its kind."""
    told = letters(form)
    for sign, other in _LOOKALIKES:
        told = told.replace(sign, other)
    return told


def _figure_in_word(x: str, y: str, known: Known) -> bool:
    """``l953`` for ``1953``, ``Kore4`` for ``Korea``."""
    return bool(_MIXED.search(x)) and not _MIXED.search(y) and alike(letters(x), letters(y))


def _unknown_beside_known(x: str, y: str, known: Known) -> bool:
    """``Vietham`` for ``Vietnam``, ``nucler`` for ``nuclear``: a form that stands nowhere else."""
    one, other = letters(x), letters(y)
    near = alike(one, other) or (len(one + other) > NO_EDIT and Levenshtein.distance(one, other) == 1)
    if _numbers(x) != _numbers(y) or not near:
        return False
    return not all(map(known, _parted(x, y))) and all(map(known, _parted(y, x)))


def _numbers(form: str) -> list[str]:
    return re.findall(r"\d+", form)


def _other_letters(a: str, b: str, known: Known) -> Judgement:
    if _numbers(a) != _numbers(b):
        return Judgement("wording", "", "another number")
    if not alike(letters(a), letters(b)) or all(map(known, _parted(a, b) + _parted(b, a))):
        return Judgement("wording", "", "other words")
    if _looks(a) == _looks(b):
        return Judgement("scanning fault", "", "letters that scanners confuse; neither form stands elsewhere")
    return Judgement("spelling", "", "a few letters; neither form stands elsewhere")


Rule = tuple[Callable[[str, str, Known], bool], str]
SAME_LETTERS: tuple[Rule, ...] = (
    (_stray_mark, "a stray mark before an apostrophe’s ending"),
    (_lost_stop, "a full stop lost in an abbreviation"),
    (_foreign_sign, "a sign that prose has not"),
    (_broken_word, "a word broken by a hyphen and a blank"),
    (_mark_within, "a mark within a word"),
    (_blank_before_sign, "a blank before a sign"),
    (_blank_within, "a blank within a word"),
    (_blank_lost, "a blank lost between words"),
)
OTHER_LETTERS: tuple[Rule, ...] = (
    (_figure_in_word, "figures and letters in one word"),
    (_unknown_beside_known, "a form that stands nowhere else, beside one that does"),
)
"""When the first form is a fault of the second, and why; in the order in which they are asked."""


def _by_rules(rules: tuple[Rule, ...], a: str, b: str, known: Known) -> Judgement | None:
    for holds, reason in rules:
        in_a, in_b = holds(a, b, known), holds(b, a, known)
        if in_a != in_b:
            return Judgement("scanning fault", "a" if in_a else "b", reason)
    return None
