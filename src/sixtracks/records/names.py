"""Names and terms that the index gathers."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.reading import load, refuse_repeats

Kind = Literal["person", "body", "place", "term", "agreement"]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Name:
    """A person, body, place, term or agreement that the index lists.

    Attributes:
        id: Its id, lower case with hyphens; it never changes.
        heading: How the index names it, family name first.
        kind: What it is.
        found_as: The forms by which the build finds it in digests and notes, letter for letter.
        hangul: Its name in Korean script, where it has one.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    heading: Annotated[str, Field(min_length=1)]
    kind: Kind
    found_as: Annotated[tuple[Annotated[str, Field(min_length=2)], ...], Field(min_length=1)]
    hangul: str = ""


def load_names(root: Path) -> tuple[Name, ...]:
    """The names in ``data/names.yml``, in the order of their headings.

    Raises:
        FaultError: The file is wrong, or an id stands twice.
    """
    path = root / "data" / "names.yml"
    names = load(path, tuple[Name, ...], root)
    refuse_repeats([n.id for n in names], path, root, what="name", field="id")
    return tuple(sorted(names, key=lambda n: n.heading.casefold()))
