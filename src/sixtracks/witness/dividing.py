"""A whole copy into the essay's paragraphs by their lengths: how a fingerprint is begun."""

from collections.abc import Mapping, Sequence

from sixtracks.witness.align import slice_of
from sixtracks.witness.fingerprint import length_of
from sixtracks.witness.model import Copy, CopyError
from sixtracks.witness.running import Break, running_text
from sixtracks.witness.spelling import meant
from sixtracks.witness.words import words_of

LONGEST_RUN = 6
"""The most blocks that one paragraph may be broken into."""
NEAR = 0.06
"""By which share of its words a paragraph may differ from its length: scanning parts words and joins them."""


def divided(copy: Copy, lengths: Sequence[int]) -> tuple[str, ...]:
    """The paragraphs of a copy that has them all in order, among headings and notes.

    Each paragraph is a run of blocks one after the other, since page breaks part them; blocks between the
    paragraphs are skipped. Of all ways to choose the runs, the one is taken whose words differ least from
    the lengths, by dynamic programming (Bellman 1957).

    Args:
        copy: The copy.
        lengths: How many words each paragraph has, in order.

    Raises:
        CopyError: A paragraph is missing, or its end cannot be told.
    """
    blocks = _blocks(copy)
    runs = _best_runs([length_of(block) for block in blocks], lengths)
    paragraphs = tuple(" ".join(blocks[first:end]) for first, end in runs)
    for number, (text, length) in enumerate(zip(paragraphs, lengths, strict=False), 1):
        if abs(length_of(text) - length) > max(2, NEAR * length):
            what = f"¶{number} should have {length} words, and the nearest paragraph has {length_of(text)}"
            mend = "Give a copy that has the whole essay in order, its paragraphs parted by blank lines."
            raise CopyError(copy.name, what, mend)
    if len(paragraphs) < len(lengths):
        what = f"it has {len(blocks)} blocks of text, too few for {len(lengths)} paragraphs"
        raise CopyError(copy.name, what, "Give a copy that has the whole essay in order.")
    return paragraphs


def _blocks(copy: Copy) -> list[str]:
    """The copy's text, block by block, without page furniture."""
    running = running_text(copy.lines)
    starts = [at for at, each in enumerate(running.breaks) if each is Break.PARAGRAPH]
    return [
        slice_of(running, first, end)
        for first, end in zip(starts, [*starts[1:], len(running.words)], strict=True)
    ]


def _best_runs(sizes: Sequence[int], lengths: Sequence[int]) -> list[tuple[int, int]]:
    """For each length the blocks, from first to end, whose words come nearest to it, all runs in order."""
    # best[at]: the least difference so far with `at` blocks used up, and the runs that give it
    best: dict[int, tuple[int, list[tuple[int, int]]]] = {at: (0, []) for at in range(len(sizes) + 1)}
    for length in lengths:
        reached: dict[int, tuple[int, list[tuple[int, int]]]] = {}
        for first in range(len(sizes)):
            if first not in best:
                continue
            cost, runs = best[first]
            for end in range(first + 1, min(len(sizes), first + LONGEST_RUN) + 1):
                offer = cost + abs(sum(sizes[first:end]) - length)
                if end not in reached or offer < reached[end][0]:
                    reached[end] = (offer, [*runs, (first, end)])
        best = _skipped(reached, len(sizes))
    return min(best.values(), key=lambda each: each[0])[1] if best else []


def _skipped(
    reached: Mapping[int, tuple[int, list[tuple[int, int]]]], count: int
) -> dict[int, tuple[int, list[tuple[int, int]]]]:
    """The same, where any number of blocks may be skipped behind a run."""
    found: dict[int, tuple[int, list[tuple[int, int]]]] = {}
    for at in range(count + 1):
        offers = [each for each in (reached.get(at), found.get(at - 1)) if each]
        if offers:
            found[at] = min(offers, key=lambda each: each[0])
    return found


def names_mended(text: str, vocabulary: Mapping[str, str]) -> str:
    """The text with misread names as they should be: those one letter from the only name that is known.

    Other words are left, for many of the essay's own words are in no vocabulary of ours.
    """
    parts, at = [], 0
    for word in words_of(text):
        found = [each for each in sorted(meant(word.text, vocabulary)) if vocabulary[each][:1].isupper()]
        if text[word.start].isupper() and len(found) == 1:
            parts += [text[at : word.start], vocabulary[found[0]]]
            at = word.end
    return "".join([*parts, text[at:]])
