"""Two copies compared: paragraph by paragraph, word by word.

The words are aligned by rapidfuzz on their letters, so that case and punctuation never part two words; what
is left between words that agree is paired by a best path. On the reprint's paragraphs, with up to 5 % of the
characters wrong and words dropped and added, rapidfuzz's Levenshtein, its Indel and difflib placed the same
share of words rightly (96.5 to 99.9 %, within 0.1 of one another). Levenshtein left the fewest words alone,
and has no rule of thumb about frequent words, as difflib has.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel, Levenshtein

from sixtracks.witness.model import FoundPassage, Rest, Witness
from sixtracks.witness.variants import Judgement, Kind, Side, Vocabulary, alike, judge, letters

CONTEXT = 3
"""Words that a reading shows before and after it, at most."""
LACUNA = 10
"""So many words that one copy lacks in one place are a lacuna, and no longer another wording. Our choice."""
ORDER_GAP = 2
"""Words in another order may have so many between them. Our choice."""
HEADING = 10
"""The most words of a heading. Our choice: the essay's have three to seven."""
PARATEXT = 0.8
"""Two pieces of paratext are one, in two forms, from this share of common words on. Our choice."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one copy has at a variant's place.

    Attributes:
        words: Its words, with their punctuation; empty where it has none.
        place: The number of the first of them in its paragraph, from 1; where the copy has none there, the
            number of the word behind which they are wanting. 0 outside the paragraphs.
        before: Up to three words before them.
        after: Up to three words after them.
    """

    words: str
    place: int = 0
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """A place at which two copies differ.

    Attributes:
        passage: The paragraph's number; for a heading or paratext, that of the paragraph before it, or 0.
        kind: Its class.
        a: What the first copy has.
        b: What the second has.
        fault: Which of the two has the fault of scanning, where it is one and that can be told.
        reason: Why it is of this class, in a few words.
    """

    passage: int
    kind: Kind
    a: Reading
    b: Reading
    fault: Side = ""
    reason: str = ""

    @property
    def place(self) -> int:
        """The number of its first word: in the first copy, or in the second where the first has none."""
        return self.a.place or self.b.place

    @property
    def outside(self) -> bool:
        """Whether it stands between the paragraphs and not in one."""
        return self.kind in ("heading", "paratext")

    @property
    def whole_passage(self) -> bool:
        """Whether one copy lacks the whole paragraph."""
        return self.kind == "lacuna" and not (self.a.place and self.b.place)

    def exchanged(self) -> "Variant":
        """The same, seen from the other copy."""
        sides: dict[Side, Side] = {"a": "b", "b": "a", "": ""}
        turned = {"left out": "added", "added": "left out"}
        reason = turned.get(self.reason, self.reason)
        return Variant(self.passage, self.kind, self.b, self.a, sides[self.fault], reason)


def collate(a: Witness, b: Witness, known: Collection[str] = ()) -> tuple[Variant, ...]:
    """The variants between two copies, in the essay's order.

    The same copies the other way round give the same variants, with their sides exchanged. Line ends, double
    blanks, ligatures and soft hyphens make none.

    Args:
        a: The first copy, aligned.
        b: The second.
        known: Words, folded, that are words whether or not a copy has them elsewhere.
    """
    of_a, of_b = ({each.number: each for each in copy.passages} for copy in (a, b))
    vocabulary = Vocabulary([each.text for each in (*a.passages, *b.passages)], known)
    outside = _outside(a, b)
    found = [each for each in outside if each.passage == 0]
    for number in sorted({*of_a, *of_b}):
        found += collate_passage(of_a.get(number), of_b.get(number), vocabulary)
        found += [each for each in outside if each.passage == number]
    return tuple(found)


def collate_passage(
    a: FoundPassage | None, b: FoundPassage | None, vocabulary: Vocabulary
) -> tuple[Variant, ...]:
    """The variants of one paragraph; one of the copies may lack it.

    Args:
        a: The paragraph in the first copy.
        b: In the second.
        vocabulary: The words that are known.
    """
    if a is None or b is None:
        whole = [Reading(tidy(each.text), 1) if each else Reading("") for each in (a, b)]
        number = (a or b).number  # type: ignore[union-attr]  # one of them is there
        return (Variant(number, "lacuna", whole[0], whole[1], reason="the whole paragraph"),)
    if b.text < a.text:  # one way to part what can be parted in two, whichever comes first
        return tuple(each.exchanged() for each in collate_passage(b, a, vocabulary))
    return tuple(_Pair(a, b).variants(vocabulary))


# One paragraph ----------------------------------------------------------------------------------------------

_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_IGNORED = str.maketrans({**_LIGATURES, "\u00ad": "", "\u200b": "", "\ufeff": ""})
_STRAY = re.compile(r".*[^\W_][”“\"’‘'`´]\Z")
_ENDING = re.compile(r"(?:s|t|d|m|re|ve|ll)\b")


def tidy(text: str) -> str:
    """A text in one line, with single blanks, its ligatures dissolved, without signs that have no shape."""
    return " ".join(text.translate(_IGNORED).split())


def tokens(text: str) -> list[str]:
    """The words of a paragraph with their punctuation, as blanks part them.

    An ending that a scan has parted from its word (``Washington” s``) stays with it, so that the numbers of
    the words behind it are those of a copy without the fault.
    """
    found: list[str] = []
    for chunk in tidy(text).split():
        if found and _STRAY.match(found[-1]) and _ENDING.match(chunk):
            found[-1] += " " + chunk
        else:
            found.append(chunk)
    return found


def length(text: str) -> int:
    """The number of words of a paragraph, as places count them; a sign that stands alone is none."""
    return sum(map(_is_word, tokens(text)))


@dataclass(frozen=True, slots=True)
class _Span:
    """Some words of each side that belong together: from, to; and what was judged of them, if they differ."""

    a: tuple[int, int]
    b: tuple[int, int]
    paired: bool = True
    judged: Judgement | None = None

    @property
    def is_wording(self) -> bool:
        return self.judged is not None and self.judged.kind == "wording"

    def joined(self, other: "_Span", judged: Judgement | None = None) -> "_Span":
        """This and one that follows, as one."""
        return _Span((self.a[0], other.a[1]), (self.b[0], other.b[1]), self.paired and other.paired, judged)


class _Pair:
    """A paragraph in two copies."""

    def __init__(self, a: FoundPassage, b: FoundPassage) -> None:
        self.number = a.number
        self.part = (a.state == "part", b.state == "part")
        self.words = (tokens(a.text), tokens(b.text))
        self.keys = tuple([letters(token) or token for token in side] for side in self.words)

    def variants(self, vocabulary: Vocabulary) -> Iterator[Variant]:
        """The variants, in order."""
        spans = self._whole_lacunae([self._judged(span, vocabulary) for span in self._spans()])
        for span in self._in_order(_wordings(spans)):
            if span.judged is not None:
                a, b = (self._reading(side, at) for side, at in enumerate((span.a, span.b)))
                yield Variant(self.number, span.judged.kind, a, b, span.judged.fault, span.judged.reason)

    def _spans(self) -> list[_Span]:
        """The paragraph as pairs of words, and as runs of words that have no like on the other side."""
        spans: list[_Span] = []
        ends = (len(self.keys[0]), len(self.keys[1]))
        agree = [
            (step.src_start, step.dest_start, step.src_end - step.src_start)
            for step in Levenshtein.opcodes(*self.keys)
            if step.tag == "equal"
        ]
        for from_a, from_b, length in [*agree, (*ends, 0)]:
            at = (spans[-1].a[1], spans[-1].b[1]) if spans else (0, 0)
            spans += self._gap((at[0], from_a), (at[1], from_b))
            spans += [
                _Span((from_a + k, from_a + k + 1), (from_b + k, from_b + k + 1)) for k in range(length)
            ]
        return spans

    def _gap(self, a: tuple[int, int], b: tuple[int, int]) -> list[_Span]:
        """What stands between words that agree, paired as cheaply as it can be."""
        if (a[1] - a[0]) * (b[1] - b[0]) > WIDEST_GAP:
            return [_Span(a, b, paired=False)]
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(a[0], b[0]): (0.0, (0, 0))}
        for i in range(a[0], a[1] + 1):
            for j in range(b[0], b[1] + 1):
                steps = [
                    (best[i - m, j - n][0] + cost, (m, n))
                    for m, n in STEPS
                    if i - m >= a[0] and j - n >= b[0]
                    and (cost := self._cost((i - m, i), (j - n, j))) is not None
                ]  # fmt: skip
                if steps:
                    best[i, j] = min(steps)
        return _runs(self._path(best, (a[1], b[1])))

    def _path(
        self, best: dict[tuple[int, int], tuple[float, tuple[int, int]]], end: tuple[int, int]
    ) -> list[_Span]:
        spans: list[_Span] = []
        i, j = end
        while (step := best[i, j][1]) != (0, 0):
            m, n = step
            spans.append(_Span((i - m, i), (j - n, j), paired=bool(m and n)))
            i, j = i - m, j - n
        return spans[::-1]

    def _cost(self, a: tuple[int, int], b: tuple[int, int]) -> float | None:
        """What it costs to pair some words: the share of letters to edit; none where they are not alike."""
        of_a, of_b = "".join(self.keys[0][slice(*a)]), "".join(self.keys[1][slice(*b)])
        if not (of_a and of_b):
            return 1.0  # a word alone
        return Levenshtein.normalized_distance(of_a, of_b) if alike(of_a, of_b) else None

    def _judged(self, span: _Span, vocabulary: Vocabulary) -> _Span:
        a, b = self._text(0, span.a), self._text(1, span.b)
        if a == b:
            return span
        if self._is_lacuna(span):
            return replace(span, judged=Judgement("lacuna", "", self._lacuna(span)))
        return replace(span, judged=judge(a, b, vocabulary))

    def _is_lacuna(self, span: _Span) -> bool:
        """Whether one side alone has words, and many of them, or the other begins late or breaks off."""
        length = (span.a[1] - span.a[0], span.b[1] - span.b[0])
        if min(length):
            return min(length) == 1 < max(length) and self._ends(span) and self._is_cut(span)
        return max(length) >= LACUNA or (
            self.part[length.index(0)] and (self._ends(span) or span.a[0] == span.b[0] == 0)
        )

    def _is_cut(self, span: _Span) -> bool:
        """Whether what the one side has is how the other's begins."""
        a, b = self._text(0, span.a), self._text(1, span.b)
        return a.startswith(b) or b.startswith(a)

    def _ends(self, span: _Span) -> bool:
        return (span.a[1], span.b[1]) == (len(self.words[0]), len(self.words[1]))

    def _lacuna(self, span: _Span) -> str:
        if self._ends(span):
            return "it breaks off"
        return "its beginning is wanting" if span.a[0] == span.b[0] == 0 else "words are wanting"

    def _whole_lacunae(self, spans: list[_Span]) -> list[_Span]:
        """The spans; a word that a copy cuts off where it breaks off is part of what it lacks."""
        if len(spans) == 1 or spans[-1].judged is None or spans[-1].judged.kind != "lacuna":
            return spans
        cut, last = spans[-2:]
        return [*spans[:-2], cut.joined(last, last.judged)] if cut.judged and self._is_cut(cut) else spans

    def _in_order(self, spans: list[_Span]) -> list[_Span]:
        """The spans; the same words in another order are one variant."""
        told: list[_Span] = []
        for span in spans:
            told.append(span)
            if not span.is_wording:
                continue
            for back in range(2, min(ORDER_GAP + 2, len(told)) + 1):
                first = told[-back]
                whole = first.joined(span, Judgement("wording", "", "another order"))
                if first.is_wording and self._same_words(whole):
                    told[-back:] = [whole]
                    break
        return told

    def _same_words(self, span: _Span) -> bool:
        return Counter(self.keys[0][slice(*span.a)]) == Counter(self.keys[1][slice(*span.b)])

    def _text(self, side: int, at: tuple[int, int]) -> str:
        return " ".join(self.words[side][slice(*at)])

    def _reading(self, side: int, at: tuple[int, int]) -> Reading:
        start, end = at
        words = self._text(side, at)
        counted = sum(map(_is_word, self.words[side][:start]))
        return Reading(
            words,
            counted + 1 if _is_word(words) else counted,
            self._text(side, (max(0, start - CONTEXT), start)),
            self._text(side, (end, end + CONTEXT)),
        )


WIDEST_GAP = 10_000
"""Beyond so many pairs of words between two that agree, nothing is paired: the texts are others there."""
STEPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (0, 1), (1, 0))
"""How many words of either side a pair may hold: a scan parts a word in up to three."""


def _is_word(token: str) -> bool:
    return any(sign.isalnum() for sign in token)


def _runs(spans: list[_Span]) -> list[_Span]:
    """The spans; words without a like that follow one another are one run."""
    told: list[_Span] = []
    for span in spans:
        if told and not (told[-1].paired or span.paired):
            told[-1] = told[-1].joined(span)
        else:
            told.append(span)
    return told


def _wordings(spans: list[_Span]) -> list[_Span]:
    """The spans; other words that follow one another are one variant."""
    told: list[_Span] = []
    for span in spans:
        if told and told[-1].is_wording and span.is_wording:
            told[-1] = told[-1].joined(span, Judgement("wording", "", "other words"))
        else:
            told.append(span)
    return told


# What surrounds the paragraphs ------------------------------------------------------------------------------


def _outside(a: Witness, b: Witness) -> list[Variant]:
    """The variants of headings and paratext, by the paragraph behind which they stand."""
    places = sorted({each.after for copy in (a, b) for each in copy.rest})
    return [variant for place in places for variant in _outside_at(place, a, b)]


def _outside_at(place: int, a: Witness, b: Witness) -> list[Variant]:
    of_a, of_b = (_pieces_at(place, copy) for copy in (a, b))
    if of_b < of_a:
        return [each.exchanged() for each in _outside_at(place, b, a)]
    found: list[Variant] = []
    rest = list(of_b)
    for kind, text in of_a:
        other = max((_share(text, each), -at) for at, (_, each) in enumerate([*rest, (kind, "")]))
        if other[0] < PARATEXT:
            found.append(Variant(place, kind, Reading(text), Reading(""), reason="left out"))
        elif (same := rest.pop(-other[1])[1]) != text:
            found.append(Variant(place, kind, Reading(text), Reading(same), reason="in two forms"))
    return found + [Variant(place, kind, Reading(""), Reading(text), reason="added") for kind, text in rest]


def _share(a: str, b: str) -> float:
    return Indel.normalized_similarity(letters(a), letters(b)) if b else 0.0


def _pieces_at(place: int, copy: Witness) -> list[tuple[Kind, str]]:
    """What a copy has behind a paragraph, beside paragraphs, each piece with its class."""
    return [(_kind(each, copy), tidy(each.text)) for each in copy.rest if each.after == place]


def _kind(rest: Rest, copy: Witness) -> Kind:
    """A heading is short, has no full stop, and stands once in the copy, between two paragraphs."""
    words, text = rest.text.split(), tidy(rest.text)
    between = not rest.within and any(each.number > rest.after for each in copy.passages) and rest.after
    once = sum(letters(each.text) == letters(text) for each in copy.rest) == 1
    is_heading = between and once and len(words) <= HEADING and _NO_HEADING.search(text) is None
    return "heading" if is_heading else "paratext"


_NO_HEADING = re.compile(r"[.,;:…]\Z|\A[^\W\d_]*\W*\d*\W*\Z|://|\b(?:page|p\.)\s*\d", re.I)
"""A sentence, a word alone, a page number, an address."""
