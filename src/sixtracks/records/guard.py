"""What of the essay may stand in the edition: ``data/guard.yml``."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.reading import UnfitError, Wrong, load, refuse, refuse_repeats
from sixtracks.records.text import Key, Line

FILE = "data/guard.yml"


def _expression(pattern: str) -> str:
    """The pattern, if it is a regular expression that says something.

    Raises:
        UnfitError: It is none, or fits even the empty text.
    """
    try:
        empty = re.compile(pattern).match("")
    except re.error as error:
        raise UnfitError(f"it is no regular expression ({error.msg})", "Correct it.") from None
    if empty:
        raise UnfitError("it fits every text", "Say what has to stand there at least.")
    return pattern


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Allowance:
    """Something of the essay that may stand.

    Attributes:
        kind: What it is.
        source: Where it comes from, by citation key: for a quotation, from whom the essay has it.
        why: Why it may stand, in a sentence.
        text: Its words; empty where a pattern is given.
        pattern: A regular expression for what is known by its form; empty where the words are given.
    """

    kind: Literal["title", "heading", "address", "quotation"]
    source: Key
    why: Annotated[Line, Field(max_length=200)]
    text: Annotated[Line, Field(max_length=120)] | None = None
    pattern: Annotated[str, Field(max_length=120), AfterValidator(_expression)] | None = None

    def __post_init__(self) -> None:
        """Stop where it is said twice, or not at all, what may stand."""
        if (self.text is None) == (self.pattern is None):
            raise UnfitError("it should have a text or a pattern", "Give one of the two.")


def load_allowances(root: Path, sources: Collection[str]) -> tuple[Allowance, ...]:
    """What may stand, in the file's order.

    Args:
        root: The book's folder.
        sources: The citation keys that exist.

    Raises:
        FaultError: The file is missing or wrong, has something twice, or names an unknown source.
    """
    path = root / FILE
    allowances = load(path, tuple[Allowance, ...], root, may_be_empty=True)
    names = [each.text or each.pattern or "" for each in allowances]
    refuse_repeats(names, path, root, what="the allowance", field="text")
    mend = "Correct the key, or add the source to data/references.bib."
    wrong: list[Wrong] = [
        ((i, "source"), f"there is no source “{each.source}”", mend)
        for i, each in enumerate(allowances)
        if each.source not in sources
    ]
    refuse(wrong, path, root)
    return allowances
