"""Make what the essay is known by without its text: ``data/fingerprint.json`` and ``data/guard.json``."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sixtracks.cli.guard import allowances_of, standing_of
from sixtracks.records import load_passages
from sixtracks.witness import fingerprint, guard
from sixtracks.witness.align import align, dice
from sixtracks.witness.copies import read_copy
from sixtracks.witness.dividing import divided, names_mended
from sixtracks.witness.fingerprint import Fingerprint, hashes_of
from sixtracks.witness.guard import Guard
from sixtracks.witness.model import CopyError
from sixtracks.witness.reading import vocabulary_of, with_mends
from sixtracks.witness.words import words_of


def make_fingerprint(copies: Sequence[Path], root: Path) -> Fingerprint:
    """The fingerprint of the essay as these copies have it.

    The first copy is divided into paragraphs by the lengths in ``data/passages.yml``; the others add the
    words that they have in paragraphs which are whole in them.

    Raises:
        FaultError: A copy cannot be read, is not the essay, or the first does not have all paragraphs.
    """
    vocabulary = vocabulary_of(root)
    passages = load_passages(root)
    first, *others = (read_copy(path) for path in copies)
    texts = divided(first, [each.words for each in passages])
    headings = [each.text for each in allowances_of(root) if each.text and each.kind in ("title", "heading")]
    made = fingerprint.make_fingerprint([names_mended(text, vocabulary) for text in texts], headings)
    prints = {own.number: replace(own, words=p.words) for own, p in zip(made.prints, passages, strict=True)}
    for witness in (align(copy, made, vocabulary) for copy in others):
        for each in witness.passages:
            if each.state == "whole":
                own = prints[each.number]
                more = hashes_of(word.text for word in words_of(names_mended(each.text, vocabulary)))
                prints[each.number] = replace(own, hashes=own.hashes | more)
    return replace(made, prints=tuple(prints.values()))


def make_guard(copies: Sequence[Path], made: Fingerprint, root: Path) -> Guard:
    """The guard's sampled set, from these copies as they stand and as mended.

    Raises:
        FaultError: A copy cannot be read or is not the essay; or what may stand is not told rightly.
    """
    vocabulary = vocabulary_of(root)
    found = [with_mends(align(read_copy(path), made, vocabulary), made, vocabulary) for path in copies]
    texts = [guard.text_of(each.passages, mended=mended) for each in found for mended in (False, True)]
    return guard.make_guard(texts, standing_of(root))


SAME = 0.9
"""How alike two prints of a paragraph are that were made of the same text (Dice's coefficient)."""


def _refuse_another(copy: Path, made: Fingerprint, present: Fingerprint) -> None:
    """Stop where a copy is another text than the present fingerprint's: it may be a paraphrase."""
    prints = {each.number: each.hashes for each in present.prints}
    other = [p.number for p in made.prints if dice(p.hashes, prints.get(p.number, frozenset())) < SAME]
    if other:
        what = f"its words differ from those of the present fingerprint, first in ¶{other[0]}"
        mend = "Give the copy of which that was made; or --anew, if this is another essay."
        raise CopyError(str(copy), what, mend)


def write_prints(copies: Sequence[Path], root: Path, *, anew: bool = False) -> tuple[Path, ...]:
    """Make both files and write them; nothing is written where one cannot be made.

    Args:
        copies: The copies, a whole one first.
        root: The book's folder.
        anew: Whether a fingerprint that the book has may be replaced by that of another text.

    Returns:
        The files.

    Raises:
        FaultError: One cannot be made, or the copy is not the text of which the present one was made.
    """
    made = make_fingerprint(copies, root)
    if not anew and (root / fingerprint.FILE).exists():
        _refuse_another(copies[0], made, fingerprint.load_fingerprint(root))
    texts = {fingerprint.FILE: fingerprint.dump(made), guard.FILE: guard.dump(make_guard(copies, made, root))}
    for name, text in texts.items():
        new = (root / name).with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(root / name)
    return tuple(texts)
