"""From stretches of words to the essay's paragraphs: which are found, whole or in part, and what is left."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sixtracks.witness.fingerprint import Fingerprint, Print, hashes_of, length_of
from sixtracks.witness.model import PRIVATE, Copy, CopyError, FoundPassage, Rest, State, Witness
from sixtracks.witness.paths import Stretch, hashes_in, stretches
from sixtracks.witness.running import Break, Running, running_text
from sixtracks.witness.words import words_of

# The measures below are our choice, made on what `benchmarks/alignment.py` prints: with 5 % of the characters
# wrong the least alike paragraph of the essay has a coefficient of 0.4 (0.56 after its misread words are
# recognised), and the most alike digest of ours 0.55.

SURE = 0.57
"""For a text to be the essay, one paragraph must be this much like its print (Dice’s coefficient),"""
BOTH_SURE = 0.53
"""or two that follow each other this much each,"""
SURE_NATS = 25.0
"""and this much likelier than chance, in nats."""
ALIKE = 0.5
"""A paragraph that stands by itself is found where it is this much like its print,"""
PRECISE = 0.7
"""or, where a part of it stands by itself, where this share of its content words is in the print,"""
PART_NATS = 20.0
"""and that is this much likelier than chance, in nats."""
NEXT_ALIKE = 0.25
"""Next to a neighbour that is found, this much serves,"""
NEXT_PRECISE = 0.4
"""or this share, with a few words at least:"""
NEXT_NATS = 6.0
FRESH = 0.6
"""The share of a further part’s hits that the parts before it must not have had."""
WHOLE = 0.97
"""The share of its words with which a paragraph is whole wherever it stands;"""
NEARLY = 0.88
"""this much will do where it begins or ends as a paragraph does,"""
BETWEEN_EDGES = 0.8
"""and this much where it does both: scanning runs words together."""
REPEATED = 6
"""The fewest words of a block that is left out of its paragraph where it stands there a second time."""
TOO_LONG = 1.3
"""The parts of a paragraph may together have this many times its words, and no more."""


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch beside the print of its paragraph.

    Attributes:
        stretch: The stretch.
        hits: The hashes that it shares with the print.
        dice: Dice’s coefficient of its hashes and the print’s.
        precision: The share of its content words whose hash is in the print.
    """

    stretch: Stretch
    hits: frozenset[int]
    dice: float
    precision: float


Places = Mapping[int, Sequence[int]]
"""By a paragraph’s number, the places of its stretches in the path, in the copy’s order."""


def align(copy: Copy, fingerprint: Fingerprint, vocabulary: Container[str] = frozenset()) -> Witness:
    """Find the essay’s paragraphs in a copy.

    Args:
        copy: The copy.
        fingerprint: The essay’s.
        vocabulary: Folded words that are known to be words, by which misread ones are recognised.

    Raises:
        CopyError: The text is not the essay, or has too little of it to be sure.
    """
    if any(PRIVATE in line.text for line in copy.lines):
        what = "this is a page of a private edition, not a copy of the essay"
        raise CopyError(copy.name, what, "Give the copy from which that edition was made.")
    running = running_text(copy.lines, fingerprint.headings, vocabulary)
    hashes = hashes_in(running, fingerprint, vocabulary)
    path = stretches(running, fingerprint, hashes)
    prints = {each.number: each for each in fingerprint.prints}
    matches = {at: match(each, prints[each.number], hashes) for at, each in enumerate(path) if each.number}
    if not is_essay([matches[at] for at in sorted(matches)]):
        raise CopyError(
            copy.name,
            "this is not the essay, or too little of it: no paragraph could be recognised for certain",
            "Give a file with the text of the essay itself; book/get.md says where to get it.",
        )
    places = chosen(path, matches, prints)
    found = [passage_of(prints[number], own, path, running) for number, own in places.items()]
    return Witness(
        copy.name, tuple(sorted(found, key=lambda each: each.number)), tuple(rest_of(path, places, running))
    )


def match(stretch: Stretch, own: Print, hashes: Sequence[int]) -> Match:
    """A stretch beside its print; ``hashes`` as :func:`sixtracks.witness.paths.hashes_in` gives them."""
    content = [each for each in hashes[stretch.first : stretch.end] if each >= 0]
    hits = own.hashes.intersection(content)
    precision = sum(each in own.hashes for each in content) / max(1, len(content))
    return Match(stretch, hits, dice(own.hashes, frozenset(content)), precision)


def dice(one: frozenset[int], other: frozenset[int]) -> float:
    """How alike two sets are, 0 to 1: twice what they share, by the sum of their sizes.

    Source: Dice 1945, “Measures of the amount of ecologic association between species”, Ecology 26.
    """
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def is_essay(matches: Sequence[Match]) -> bool:
    """Whether what was matched, in the copy’s order, is the essay and not a text on the same subject."""
    likely = [each for each in matches if each.stretch.nats >= SURE_NATS]
    return any(each.dice >= SURE for each in likely) or any(
        before.stretch.number + 1 == after.stretch.number and min(before.dice, after.dice) >= BOTH_SURE
        for before, after in pairwise(likely)
    )


def chosen(path: Sequence[Stretch], matches: Mapping[int, Match], prints: Mapping[int, Print]) -> Places:
    """Which stretches make up each paragraph that is found."""
    sure = {at for at, each in matches.items() if stands_alone(each)}
    reached = set(sure)
    for step in (1, -1):  # what follows a sure one, then what comes before
        for at in sorted(matches, reverse=step < 0):
            if at in reached or not _beside(at, -step, path, matches, reached):
                continue
            if at - step in matches or in_place(matches[at]):  # nothing between the two, or much alike
                reached.add(at)
    by_number: dict[int, list[int]] = {}
    for at in sorted(reached, key=lambda each: -matches[each].stretch.nats):
        by_number.setdefault(path[at].number, []).append(at)
    return {number: _parts(own, matches, prints[number]) for number, own in by_number.items()}


def stands_alone(each: Match) -> bool:
    """Whether a stretch is surely of its paragraph, whatever stands beside it."""
    return each.dice >= ALIKE or (each.precision >= PRECISE and each.stretch.nats >= PART_NATS)


def in_place(each: Match) -> bool:
    """Whether a stretch is likely of its paragraph, seeing that the next or the one before is found."""
    return each.dice >= NEXT_ALIKE or (each.precision >= NEXT_PRECISE and each.stretch.nats >= NEXT_NATS)


def _beside(
    at: int, step: int, path: Sequence[Stretch], matches: Mapping[int, Match], reached: Container[int]
) -> bool:
    """Whether the next stretch in a direction, over background, is found and has the right number."""
    other = at + step
    while 0 <= other < len(path) and other not in matches:
        other += step
    expected = (path[at].number + step, path[at].number)  # a neighbour, or a part of the same
    return other in reached and path[other].number in expected


def _parts(places: Sequence[int], matches: Mapping[int, Match], own: Print) -> list[int]:
    """The stretches of one paragraph, without those that repeat what others have; the best come first."""
    kept: list[int] = []
    seen: frozenset[int] = frozenset()
    words = 0
    for at in places:
        each = matches[at]
        length = each.stretch.end - each.stretch.first
        fresh = len(each.hits - seen) >= FRESH * len(each.hits)
        if not kept or (each.hits and fresh and words + length <= TOO_LONG * own.words):
            kept.append(at)
            seen |= each.hits
            words += length
    return sorted(kept)


def passage_of(own: Print, places: Sequence[int], path: Sequence[Stretch], running: Running) -> FoundPassage:
    """A paragraph as the copy has it, from its places in the path."""
    blocks = [each for at in places for each in _blocks(running, path[at].first, path[at].end)]
    text = " ".join(slice_of(running, *each) for each in without_repeats(blocks, running))
    edges = _begins(places[0], path, running) + _ends(places[-1], text, path, running)
    hashes = hashes_of(word.text for word in words_of(text))
    alike = dice(own.hashes, hashes)
    return FoundPassage(own.number, state_of(text, own.words, edges), alike, text, length=own.words)


def without_repeats(blocks: Sequence[tuple[int, int]], running: Running) -> list[tuple[int, int]]:
    """The blocks of a paragraph without one that repeats the others, as a pull quote does."""
    kept = list(blocks)
    for block in blocks:
        words = [word.text for word in running.words[block[0] : block[1]]]
        others = [word.text for each in kept if each != block for word in running.words[each[0] : each[1]]]
        if len(words) >= REPEATED and f" {' '.join(words)} " in f" {' '.join(others)} ":
            kept.remove(block)
    return kept


def _begins(at: int, path: Sequence[Stretch], running: Running) -> bool:
    """Whether a stretch begins where a block does, or behind another paragraph."""
    return running.breaks[path[at].first] is Break.PARAGRAPH or (at > 0 and bool(path[at - 1].number))


def _ends(at: int, text: str, path: Sequence[Stretch], running: Running) -> bool:
    """Whether a stretch ends where a block does, before another paragraph, or as a sentence does."""
    if _SENTENCE.search(text):
        return True
    if at + 1 == len(path):
        return False
    return bool(path[at + 1].number) or running.breaks[path[at + 1].first] is Break.PARAGRAPH


_SENTENCE = re.compile(r"[.?!…][^\w\s]*$")


def state_of(text: str, words: int, edges: int) -> State:
    """Whether a text is the whole of a paragraph of so many words.

    Args:
        text: The text.
        words: The paragraph's length.
        edges: How many of its two ends are those of a paragraph.
    """
    least = (WHOLE, NEARLY, BETWEEN_EDGES)[edges]
    return "whole" if length_of(text) >= least * words else "part"


def slice_of(running: Running, first: int, end: int) -> str:
    """The text from one word to before another, with the punctuation that belongs to it."""
    words, text = running.words, running.text
    start = words[first].start
    while start > 0 and not text[start - 1].isspace() and (first == 0 or start > words[first - 1].end):
        start -= 1
    stop = words[end - 1].end
    limit = words[end].start if end < len(words) else len(text)
    while stop < limit and not text[stop].isspace():
        stop += 1
    # a closing mark that scanning set apart belongs to the sentence before it
    apart = _CLOSING.match(text, stop)
    return text[start : apart.end() if apart and apart.end() < limit else stop].strip()


_CLOSING = re.compile(r"\s[”’\"'.?!]+(?=\s)")


def rest_of(path: Sequence[Stretch], places: Places, running: Running) -> Iterator[Rest]:
    """What is no part of a found paragraph, in the copy's order: a block each, and the page furniture."""
    taken = {at: number for number, own in places.items() for at in own}
    heads = list(running.furniture)
    after = 0
    for at, stretch in enumerate(path):
        while heads and heads[0][1] < stretch.end:
            text, words = heads.pop(0)
            within = at in taken and words > stretch.first
            yield Rest(text, taken[at] if within else after, within=within)
        if at in taken:
            after = taken[at]
            continue
        follows = next((taken[other] for other in range(at + 1, len(path)) if other in taken), 0)
        for first, end in _blocks(running, stretch.first, stretch.end):
            yield Rest(slice_of(running, first, end), after, within=bool(after) and after == follows)
    for text, _ in heads:
        yield Rest(text, after)


def _blocks(running: Running, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The words from first to end, parted where blocks begin."""
    start = first
    for at in range(first + 1, end):
        if running.breaks[at] is Break.PARAGRAPH:
            yield start, at
            start = at
    yield start, end
