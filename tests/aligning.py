"""Aligns a copy with the essay as a private build does, without a file and without a process."""

from dataclasses import dataclass
from functools import cache

from essay_text import all_lemmas, whole_essay
from places import ROOT
from sixtracks.witness.align import align
from sixtracks.witness.fingerprint import FILE, Fingerprint, load_fingerprint, make_fingerprint
from sixtracks.witness.lemmas import locate
from sixtracks.witness.model import Copy, FoundPassage
from sixtracks.witness.reading import vocabulary_of, with_mends


@dataclass(frozen=True)
class Located:
    """A witness with the lemmas of its passages.

    Attributes:
        passages: As in the witness, with the places of the lemmas.
        lost: The ids of the lemmas whose paragraph was found, but not they themselves.
    """

    passages: tuple[FoundPassage, ...]
    lost: tuple[str, ...] = ()


def aligned(copy: Copy, fingerprint: Fingerprint, lemmas: dict[int, dict[str, str]]) -> Located:
    """The copy aligned, mended, and with its lemmas located.

    Args:
        copy: The copy.
        fingerprint: The essay's.
        lemmas: By the number of its paragraph and its id, each lemma.

    Raises:
        CopyError: It is not the essay.
    """
    witness = with_mends(align(copy, fingerprint, vocabulary()), fingerprint, vocabulary())
    located = [locate(passage, lemmas.get(passage.number, {}), vocabulary()) for passage in witness.passages]
    lost = tuple(ident for _, of_passage in located for ident in of_passage)
    return Located(tuple(passage for passage, _ in located), lost)


def essay_aligned(copy: Copy) -> Located:
    """A copy aligned with the essay itself, by the edition's fingerprint and all its lemmas."""
    return aligned(copy, essay_fingerprint(), lemmas_by_paragraph())


@cache
def essay_fingerprint() -> Fingerprint:
    """The fingerprint in ``data/``; made from the reprint where the book has none."""
    if (ROOT / FILE).is_file():
        return load_fingerprint(ROOT)
    return make_fingerprint([p.text for p in whole_essay().paragraphs])


@cache
def lemmas_by_paragraph() -> dict[int, dict[str, str]]:
    """The edition's lemmas by number and id."""
    found: dict[int, dict[str, str]] = {}
    for lemma in all_lemmas():
        found.setdefault(lemma.number, {})[lemma.id] = lemma.text
    return found


@cache
def vocabulary() -> dict[str, str]:
    """The edition's words."""
    return vocabulary_of(ROOT)
