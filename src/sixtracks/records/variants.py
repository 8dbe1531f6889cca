"""The apparatus: where the essay's two surviving texts differ, and where the reprint alone is at fault."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.reading import UnfitError, Wrong, load_list, refuse
from sixtracks.records.text import Line, Number, Words

FILE = "data/variants.yml"
LONGEST = 8
"""The most words of the essay that a reading may quote."""

Kind = Literal["scanning fault", "punctuation", "spelling", "wording", "lacuna"]


def _brief(words: str) -> str:
    """The words, if they are few.

    Raises:
        UnfitError: They are more than eight.
    """
    if (count := len(words.split())) > LONGEST:
        raise UnfitError(
            f"it quotes {count} words of the essay",
            f"Quote {LONGEST} words at most, better one to three; the essay is in copyright.",
        )
    return words


Phrase = Annotated[Line, AfterValidator(_brief)]
PhraseOrNothing = Annotated[Words, AfterValidator(_brief)]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Variant:
    """A place of the essay at which its texts differ, or the reprint is at fault.

    Attributes:
        id: Its id: ``v``, the paragraph, a number; it never changes.
        passage: The paragraph's number.
        place: The number of its first word in the paragraph, from 1, as :mod:`sixtracks.witness.collation`
            counts them: what stands between blanks, a parted apostrophe’s ending with its word.
        kind: Its class.
        reprint: What the reprint has.
        publisher: What the publisher’s page has; empty where it lacks the paragraph.
        mend: What a private edition shows in place of the reprint’s words; empty where it mends nothing.
        remark: What the editors say of it.
    """

    id: Annotated[str, Field(pattern=r"^v[1-9][0-9]*-[1-9][0-9]*$")]
    passage: Number
    place: Annotated[int, Field(strict=True, ge=1)]
    kind: Kind
    reprint: Phrase
    remark: Annotated[Line, Field(max_length=300)]
    publisher: PhraseOrNothing = ""
    mend: PhraseOrNothing = ""

    def __post_init__(self) -> None:
        """Stop where the id is that of another paragraph, or nothing differs."""
        if not self.id.startswith(f"v{self.passage}-"):
            raise UnfitError(
                f"{self.id} is in ¶{self.passage}",
                f"Correct the one that is wrong: v{self.passage}-1, for one.",
            )
        if self.reprint in (self.publisher, self.mend):
            raise UnfitError(
                "the reprint has the same", "Write what the reprint has, and what differs from it."
            )


def load_variants(root: Path, numbers: Collection[int]) -> tuple[Variant, ...]:
    """The variants in ``data/variants.yml``, in the essay's order; none where there is no such file.

    Args:
        root: The book's folder.
        numbers: The numbers of the essay's paragraphs.

    Raises:
        FaultError: The file is wrong, an id stands twice, or a variant is in no paragraph of the essay.
    """
    path = root / FILE
    variants = load_list(path, tuple[Variant, ...], root, what="variant")
    wrong: list[Wrong] = [
        ((i, "passage"), f"variant {each.id}: there is no ¶{each.passage}", "Correct the number.")
        for i, each in enumerate(variants)
        if each.passage not in numbers
    ]
    refuse(wrong, path, root)
    return tuple(sorted(variants, key=lambda each: (each.passage, each.place)))
