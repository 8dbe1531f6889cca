"""What an aligned copy got right, judged by where each letter of the copy comes from."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from rapidfuzz.distance import LCSseq, Levenshtein

from aligning import Located
from damage import NEVER_STOOD, Piece, Sheet, joined
from essay_text import Essay, Lemma
from sixtracks.witness.model import FoundPassage, LemmaPlace

PART = 0.75
"""With a smaller share of its words, a paragraph may not be called whole."""

EDGE = 3
"""So many characters may be gone at either end of a paragraph that is whole."""

SCRAP = 12
"""So few words of a paragraph may be missed."""

SAME_PLACE, BESIDE = 0.5, 12
"""A place is a lemma's own when it covers this share of its letters, and no more others than these: a mend
that parts two words takes the next word in, too.
"""


@dataclass(frozen=True, slots=True)
class Truth:
    """A paragraph as a damaged sheet has it.

    Attributes:
        number: The paragraph's number.
        text: Its characters.
        origins: Where each comes from in the undamaged text.
        clean: The undamaged text.
        share: How much of the paragraph's words is there.
        complete: Whether beginning and end are there.
    """

    number: int
    text: str
    origins: tuple[int, ...]
    clean: str
    share: float
    complete: bool


@dataclass(slots=True)
class Score:
    """Numbers of paragraphs, counts of words, ids of annotations.

    Attributes:
        found: Paragraphs found that are there.
        missed: Paragraphs there with more than a scrap, and not found.
        wrong: Paragraphs found that are not there.
        misjudged: Paragraphs called whole that are there in part, or the other way round.
        words: Words of all paragraphs there.
        right: Those that were found in their paragraph, in order.
        foreign: Words found in a paragraph that are not its own.
        exact: Lemmas located as their own words.
        fuzzy: Lemmas located with faults.
        lost: Lemmas whose words are there, and that were reported lost.
        absent: Lemmas whose words are not there, and that were reported lost.
        elsewhere: Lemmas located at the same words' second or third place in the paragraph.
        astray: Lemmas located where their words are not, or as exact where they differ.
        unreported: Lemmas of found paragraphs that were neither located nor reported lost.
    """

    found: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    misjudged: list[int] = field(default_factory=list)
    words: int = 0
    right: int = 0
    foreign: int = 0
    exact: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    unreported: list[str] = field(default_factory=list)

    @property
    def share_right(self) -> float:
        """The share of the words that stand in their paragraph."""
        return self.right / self.words if self.words else 1.0


def truths(sheet: Sheet, essay: Essay) -> dict[int, Truth]:
    """The paragraphs that a damaged sheet has; of a text that it has twice, the first."""
    clean = {p.number: p.text for p in essay.paragraphs}
    found = {}
    for number in dict.fromkeys(piece.number for piece in sheet if piece.number):
        pieces = _first_copy([piece for piece in sheet if piece.number == number])
        whole = joined(*pieces)
        share = len(whole.text.split()) / len(clean[number].split()) * essay.shares.get(number, 1)
        stood = [origin for origin in whole.origins if origin != NEVER_STOOD]
        ends = bool(stood) and stood[0] <= EDGE and stood[-1] >= len(clean[number]) - EDGE
        complete = ends and number not in essay.shares
        found[number] = Truth(number, whole.text, whole.origins, clean[number], share, complete)
    return found


def judged(
    witness: Located, sheet: Sheet, essay: Essay, lemmas: Sequence[Lemma] = (), *, by_words: bool = True
) -> Score:
    """What of an aligned copy is right. `by_words` false leaves the words out, where a text stands twice."""
    there = truths(sheet, essay)
    passages = {passage.number: passage for passage in witness.passages}
    score = Score(
        found=sorted(passages.keys() & there.keys()),
        missed=[n for n, truth in there.items() if n not in passages and len(truth.text.split()) > SCRAP],
        wrong=sorted(passages.keys() - there.keys()),
    )
    for number in score.found:
        if _misjudged(passages[number].state, there[number]):
            score.misjudged.append(number)
    for number in sorted(passages.keys() | there.keys()) if by_words else ():
        found = words_of_text(passages[number].text) if number in passages else []
        own = words_of_text(there[number].text) if number in there else []
        same = LCSseq.similarity(found, own)
        score.words += len(own)
        score.right += same
        score.foreign += len(found) - same
    for number in score.found:
        of_passage = [lemma for lemma in lemmas if lemma.number == number]
        _judge_lemmas(score, passages[number], there[number], of_passage, set(witness.lost))
    return score


def words_of_text(text: str) -> list[str]:
    """Words as a reader would compare them: no case, no ligatures, no soft hyphens."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return [word.casefold() for word in re.findall(r"[^\W_]+", text)]


def places(lemma: str, clean: str) -> list[tuple[int, int]]:
    """Where a lemma's letters stand in a paragraph, from the start of a word; points do not count."""
    at = [place for place, letter in enumerate(clean) if letter.isalnum()]
    letters = "".join(clean[place] for place in at).lower()
    sought = "".join(letter for letter in lemma if letter.isalnum()).lower()
    found = (hit.start() for hit in re.finditer(f"(?={re.escape(sought)})", letters))
    return [
        (at[hit], at[hit + len(sought) - 1] + 1)
        for hit in found
        if at[hit] == 0 or not clean[at[hit] - 1].isalnum()
    ]


def _misjudged(state: str, truth: Truth) -> bool:
    return (state == "part" and truth.complete) or (state == "whole" and truth.share < PART)


def _judge_lemmas(
    score: Score, passage: FoundPassage, truth: Truth, lemmas: Iterable[Lemma], lost: set[str]
) -> None:
    located = {place.id: place for place in passage.lemmas}
    origins = _origins(passage.text, truth)
    for lemma in lemmas:
        stands = places(lemma.text, truth.clean)
        there = [span for span in stands if _left(span, truth) > 0.5]
        if lemma.id not in located:
            reported = (score.lost if there else score.absent) if lemma.id in lost else score.unreported
            reported.append(lemma.id)
            continue
        place = located[lemma.id]
        covered = {o for o in origins[place.start : place.end] if o != NEVER_STOOD}
        fits = [span for span in stands if _same_place(covered, span)]
        # a mend that parts two words belongs to a place as a whole, with a word too many
        same = _letters(lemma.text) in _letters(_mended(passage, place))
        if not fits or (place.how == "exactly" and not same):
            score.astray.append(lemma.id)
            continue
        (score.exact if place.how == "exactly" else score.fuzzy).append(lemma.id)
        if fits[0] != stands[0]:
            score.elsewhere.append(lemma.id)


def _mended(passage: FoundPassage, place: LemmaPlace) -> str:
    inside = [mend for mend in passage.mends if place.start <= mend.start and mend.end <= place.end]
    text = passage.text[: place.end]
    for mend in reversed(inside):
        text = text[: mend.start] + mend.mended + text[mend.end :]
    return text[place.start :]


def _letters(text: str) -> str:
    return "".join(words_of_text(text))


def _origins(text: str, truth: Truth) -> list[int]:
    """For each character of a found text its place in the undamaged paragraph."""
    found = [NEVER_STOOD] * len(text)
    for step in Levenshtein.opcodes(text, truth.text):
        if step.tag == "equal":
            found[step.src_start : step.src_end] = truth.origins[step.dest_start : step.dest_end]
    return found


def _left(span: tuple[int, int], truth: Truth) -> float:
    """How much of a span of the undamaged paragraph is left."""
    return len({o for o in truth.origins if span[0] <= o < span[1]}) / (span[1] - span[0])


def _same_place(covered: set[int], span: tuple[int, int]) -> bool:
    own = set(range(*span))
    return len(covered & own) >= SAME_PLACE * len(own) and len(covered - own) <= BESIDE


def _first_copy(pieces: list[Piece]) -> list[Piece]:
    last = [NEVER_STOOD]

    def goes_on(piece: Piece) -> bool:
        stood = [origin for origin in piece.origins if origin != NEVER_STOOD]
        after = not stood or stood[0] > last[0]
        last[0] = stood[-1] if stood else last[0]
        return after

    return list(takewhile(goes_on, pieces))
