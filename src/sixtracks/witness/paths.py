"""Find the essay's paragraphs in a copy, by the hashes of their words.

A hidden Markov model: each word was written either in one of the paragraphs or in what surrounds them, and
the best path through these states is found by the algorithm of Viterbi (1967, “Error bounds for
convolutional codes”, IEEE Transactions on Information Theory 13). In a paragraph most content words have a
hash of its print; in the background a hash is met as often as chance and the essay's own subject have it.
Changing the state is cheap between paragraphs, dearer at a sentence's end, dearest within one.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sixtracks.witness.fingerprint import BITS, Fingerprint, hash_of, is_content
from sixtracks.witness.running import Break, Running
from sixtracks.witness.spelling import meant

Scores = npt.NDArray[np.float64]

# Costs and shares are our choice, made on what `benchmarks/alignment.py` prints.

READ_RIGHT = 0.72
"""The share of a paragraph's content words that a scanned copy is expected to have without a fault."""
TOPICAL = 0.45
"""The share of the background's content words that are drawn from the essay's own vocabulary, since other
texts on a page are often on the same subject."""


class Costs(NamedTuple):
    """What a change of state costs, in nats.

    Attributes:
        leave: From a paragraph into the background.
        enter: From the background into a paragraph.
        go_on: From a paragraph to the next.
        jump: From a paragraph to any other.
    """

    leave: float
    enter: float
    go_on: float
    jump: float


COSTS = {
    Break.PARAGRAPH: Costs(1.0, 3.0, 0.3, 5.0),
    Break.SENTENCE: Costs(7.0, 7.0, 4.0, 11.0),
    Break.LINE: Costs(7.0, 7.0, 9.0, 12.0),
    Break.NONE: Costs(12.0, 12.0, 12.0, 16.0),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words that belong together.

    Attributes:
        number: The paragraph that they belong to; 0 for the background.
        first: The place of the first word.
        end: The place behind the last.
        nats: How much likelier they are in the paragraph than in the background, as a logarithm.
    """

    number: int
    first: int
    end: int
    nats: float


def stretches(running: Running, fingerprint: Fingerprint, hashes: Sequence[int]) -> list[Stretch]:
    """The best path through paragraphs and background.

    Args:
        running: The copy's text.
        fingerprint: The essay's.
        hashes: For each word its hash, or -1 where it is no content word.
    """
    table = likelihoods(fingerprint)
    path = best_path(running, table, hashes)
    count = len(fingerprint.prints)
    found, at = [], 0
    for state, words in groupby(path):
        end = at + len(list(words))
        if state < count:
            nats = float(sum(table[each, state] for each in hashes[at:end] if each >= 0))
            found.append(Stretch(fingerprint.prints[state].number, at, end, nats))
        else:
            found.append(Stretch(0, at, end, 0.0))
        at = end
    return found


def hashes_in(
    running: Running, fingerprint: Fingerprint, vocabulary: Container[str] = frozenset()
) -> list[int]:
    """For each word its hash, or -1 where it is no content word.

    A word that no vocabulary knows gets the hash of the known word that is one letter away, if exactly one
    such word may stand in the essay.
    """
    known = fingerprint.all_hashes
    hashes: dict[str, int] = {}
    for word in {each.text for each in running.words}:
        own = hash_of(word) if is_content(word) else -1
        if own >= 0 and own not in known:
            others = {hash_of(each) for each in meant(word, vocabulary) if is_content(each)} & known
            own = others.pop() if len(others) == 1 else own
        hashes[word] = own
    return [hashes[each.text] for each in running.words]


def likelihoods(fingerprint: Fingerprint) -> Scores:
    """How much likelier each hash is in each paragraph than in the background, as a logarithm.

    Returns:
        An array of 4096 hashes × (paragraphs + 1); the last column, the background, is 0.
    """
    uses = np.zeros(1 << BITS)
    for each in fingerprint.prints:
        uses[list(each.hashes)] += 1
    background = (1 - TOPICAL) / uses.size + TOPICAL * uses / max(1.0, uses.sum())
    table = np.zeros((uses.size, len(fingerprint.prints) + 1))
    table[:, :-1] = np.log(1 - READ_RIGHT)
    for column, each in enumerate(fingerprint.prints):
        own = np.array(sorted(each.hashes), dtype=np.intp)
        if own.size:
            table[own, column] = np.log(READ_RIGHT / (own.size * background[own]) + 1 - READ_RIGHT)
    return table


def best_path(running: Running, table: Scores, hashes: Sequence[int]) -> list[int]:
    """For each word its state: the index of a paragraph, or behind the last for the background."""
    states = table.shape[1]
    everything = np.arange(states)
    score = np.full(states, -COSTS[Break.PARAGRAPH].enter)
    score[-1] = 0.0
    came = np.empty((len(hashes), states), dtype=np.int32)
    for at, each in enumerate(hashes):
        came[at] = everything
        if at:
            score = _step(score, came[at], COSTS[running.breaks[at]])
        if each >= 0:
            score = score + table[each]
        score[:-1] -= running.outside[at]
    state = int(score.argmax()) if len(hashes) else 0
    path = []
    for row in came[::-1]:
        path.append(state)
        state = int(row[state])
    return path[::-1]


def _step(score: Scores, came: npt.NDArray[np.int32], costs: Costs) -> Scores:
    """The best scores after a change of state or none; ``came`` is told whence."""
    new = score.copy()
    top = int(score[:-1].argmax())
    ways = (
        (slice(0, -1), score[top] - costs.jump, top),
        (slice(1, -1), score[:-2] - costs.go_on, np.arange(len(score) - 2)),
        (slice(0, -1), score[-1] - costs.enter, len(score) - 1),
        (slice(-1, None), score[top] - costs.leave, top),
    )
    for place, offer, whence in ways:
        better = offer > new[place]
        new[place] = np.where(better, offer, new[place])
        came[place] = np.where(better, whence, came[place])
    return new
