"""Errata: what a published version had wrong, and what is right."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.dates import exact_day
from sixtracks.records.edition import day
from sixtracks.records.reading import UnfitError, Wrong, load_list, refuse
from sixtracks.records.text import Id, Key, Line

FILE = "data/errata.yml"
_Said = Annotated[Line, Field(max_length=400)]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Erratum:
    """A correction of something that stood in a published version.

    Attributes:
        id: Its id; it never changes.
        date: The day of the correction.
        place: The id of what was corrected: a passage, a note, a claim, an event, a card.
        was: What stood there.
        now: What stands there since; ``is`` in the file.
        because: Why, in a sentence.
        sources: What shows it, by citation key.
        version: The first version that has it right.
    """

    id: Id
    date: Annotated[date, BeforeValidator(exact_day)]
    place: Id
    was: _Said
    now: Annotated[_Said, Field(alias="is")]
    because: _Said
    sources: Annotated[tuple[Key, ...], Field(min_length=1, max_length=6)]
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]

    def __post_init__(self) -> None:
        """Stop where nothing is corrected."""
        if self.was == self.now:
            raise UnfitError("was and is say the same", "Write what stood there, and what stands now.")

    @property
    def address(self) -> str:
        """Its id in HTML and in the PDF."""
        return f"erratum-{self.id}"


def load_errata(root: Path, sources: Collection[str], as_of: date) -> tuple[Erratum, ...]:
    """The errata in ``data/errata.yml``, newest first; none where there is no such file.

    Args:
        root: The book's folder.
        sources: The citation keys that exist.
        as_of: The day up to which the edition was kept.

    Raises:
        FaultError: The file is wrong, or an erratum names an unknown source or a day that is still to come.
    """
    path = root / FILE
    errata = load_list(path, tuple[Erratum, ...], root, what="erratum")
    mend = "Correct the key, or add the source to data/references.bib."
    wrong: list[Wrong] = [
        ((i, "sources", j), f"there is no source “{key}”", mend)
        for i, each in enumerate(errata)
        for j, key in enumerate(each.sources)
        if key not in sources
    ]
    wrong += [
        (
            (i, "date"),
            f"erratum {each.id} is dated {day(each.date)}, after the edition's as-of date, {day(as_of)}",
            "Correct the date, or move as_of: in data/edition.yml.",
        )
        for i, each in enumerate(errata)
        if each.date > as_of
    ]
    refuse(wrong, path, root)
    return tuple(sorted(errata, key=lambda each: each.date, reverse=True))
