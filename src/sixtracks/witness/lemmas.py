"""Where the lemmas of annotations stand in a passage: exactly, or with faults of scanning."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from sixtracks.witness.model import FoundPassage, How, LemmaPlace, Mend
from sixtracks.witness.words import Word, words_of

# Our choice, on what `benchmarks/alignment.py` prints: looser, and lemmas are found in wrong places.

ALIKE = 0.79
"""How alike the letters of a lemma and of a place must be (normalised Indel similarity, 0 to 1)."""
EACH = 0.5
"""How alike each word must be to its own of the lemma."""
LENGTH = 0.15
"""By which share of its letters a place may be longer or shorter, where blanks came or went."""
APART = 0.1
"""By how much the best place must be better than any other, where none is exact."""
MORE, LESS = 2, 1
"""By how many words a place may be longer or shorter than its lemma: blanks come and go in scanning."""


@dataclass(frozen=True, slots=True)
class Place:
    """A run of words that may be a lemma.

    Attributes:
        first: The place of its first word.
        end: The place behind its last.
        alike: How alike it is, from 0 to 1; more than 1 where the words are the lemma's own.
    """

    first: int
    end: int
    alike: float


EXACT = 2.0


def locate(
    passage: FoundPassage, lemmas: Mapping[str, str], vocabulary: Container[str] = frozenset()
) -> tuple[FoundPassage, tuple[str, ...]]:
    """Find the lemmas of a passage in its text.

    Args:
        passage: The passage, with its mends.
        lemmas: By the annotation's id, its lemma.
        vocabulary: Folded words that are known to be words: where all words of a place are known, what
            differs from the lemma is no fault of scanning.

    Returns:
        The passage with the places that were found, in order, and the ids of the lemmas that were not.
    """
    words = words_as_mended(passage)
    places = {
        ident: best_place(lemma, [word.text for word in words], vocabulary) for ident, lemma in lemmas.items()
    }
    found = [_placed(ident, place, words) for ident, place in places.items() if place]
    found.sort(key=lambda each: (each.start, each.end))
    lost = tuple(ident for ident, place in places.items() if place is None)
    return replace(passage, lemmas=tuple(found)), lost


def _placed(ident: str, place: Place, words: Sequence[Word]) -> LemmaPlace:
    how: How = "exactly" if place.alike == EXACT else "with scanning faults"
    return LemmaPlace(ident, words[place.first].start, words[place.end - 1].end, how)


def words_as_mended(passage: FoundPassage) -> list[Word]:
    """The words that the display shows, where they stand in the copy's own text.

    A word that a mend made or touched takes the whole of the mend's place.
    """
    return [
        Word(word.text, _back(passage.mends, word.start, end=False), _back(passage.mends, word.end, end=True))
        for word in words_of(passage.mended)
    ]


def _back(mends: Sequence[Mend], at: int, *, end: bool) -> int:
    """The place in the copy's text of a place in the mended text; at a mend's bounds, the outer one."""
    shift = 0  # how many characters the mended text is ahead
    for mend in mends:
        start = mend.start + shift
        stop = start + len(mend.mended)
        if at < start or (at == start and end):
            break
        if at < stop or (at == stop and end):
            return mend.end if end else mend.start
        shift += len(mend.mended) - (mend.end - mend.start)
    return at - shift


def best_place(lemma: str, words: Sequence[str], vocabulary: Container[str] = frozenset()) -> Place | None:
    """Where a lemma stands among folded words; nothing where it stands nowhere, or it is not certain where.

    An exact place is taken before all others, and the first of several: a lemma should stand only once.
    """
    sought = [word.text for word in words_of(lemma)]
    exact = [
        Place(at, at + len(sought), EXACT)
        for at in range(len(words) - len(sought) + 1)
        if list(words[at : at + len(sought)]) == sought
    ]
    if exact:
        return exact[0]
    faulty = (
        each
        for each in _alike(sought, words)
        if not all(word in vocabulary for word in words[each.first : each.end])
    )
    alike = _rivals(sorted(faulty, key=lambda place: -place.alike))
    if not alike or (len(alike) > 1 and alike[0].alike - alike[1].alike < APART):
        return None
    return alike[0]


def _alike(sought: Sequence[str], words: Sequence[str]) -> Iterator[Place]:
    """The runs of about as many words that are like a lemma."""
    letters = "".join(sought)
    for at in range(len(words)):
        for end in range(at + max(1, len(sought) - LESS), min(len(words), at + len(sought) + MORE) + 1):
            here = words[at:end]
            alike = Indel.normalized_similarity(letters, "".join(here), score_cutoff=ALIKE)
            if alike and _may_be(sought, here):
                yield Place(at, end, alike)


def _may_be(sought: Sequence[str], here: Sequence[str]) -> bool:
    """Whether words may be a lemma's: each like its own, or the same letters under other blanks."""
    if len(sought) == len(here):
        pairs = zip(sought, here, strict=True)
        return all(Indel.normalized_similarity(one, other) >= EACH for one, other in pairs)
    one, other = "".join(sought), "".join(here)
    near = abs(len(one) - len(other)) <= max(2, LENGTH * len(one))
    return near and one[0] == other[0] and one[-1] == other[-1]


def _rivals(places: Sequence[Place]) -> list[Place]:
    """The places that do not overlap a better one, the best first."""
    kept: list[Place] = []
    for each in places:
        if all(each.end <= other.first or each.first >= other.end for other in kept):
            kept.append(each)
    return kept
