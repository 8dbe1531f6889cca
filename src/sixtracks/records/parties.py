"""Parties to events: states, bodies, groups and persons that act."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.reading import UnfitError, Wrong, load_list, refuse
from sixtracks.records.text import Id, Line, Words


def without_bars(text: str) -> str:
    """The text, if it has no |, by which a page's filter parts the names of parties.

    Raises:
        UnfitError: It has one.
    """
    if "|" in text:
        raise UnfitError("it holds |", "Write the name without it.")
    return text


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Party:
    """A party.

    Attributes:
        id: Its id; it never changes.
        name: How the edition names it.
        kind: What it is.
        full: Its full name, where that differs; empty otherwise.
        short: A name for narrow drawings, where that differs.
        prose: How a sentence names it, where that differs: ``the United States``.
        members: Of a body that decides by votes, the states whose consent it needs, by id.
    """

    id: Id
    name: Annotated[Line, AfterValidator(without_bars), Field(max_length=60)]
    kind: Literal["state", "body", "group", "person"]
    full: Annotated[Words, Field(max_length=120)] = ""
    short: Annotated[Words, Field(max_length=24)] = ""
    prose: Annotated[Words, Field(max_length=80)] = ""
    members: Annotated[tuple[Id, ...], Field(max_length=20)] = ()


def load_parties(root: Path) -> tuple[Party, ...]:
    """The parties in ``data/parties.yml``, in the file's order; none where there is no such file.

    Raises:
        FaultError: The file is wrong, or an id stands twice.
    """
    path = root / "data" / "parties.yml"
    parties = load_list(path, tuple[Party, ...], root, what="party")
    known = {party.id for party in parties}
    mend = "Correct it, or add it to this file."
    wrong: list[Wrong] = [
        ((i, "members", j), f"there is no other party “{member}”", mend)
        for i, party in enumerate(parties)
        for j, member in enumerate(party.members)
        if member not in known or member == party.id
    ]
    refuse(wrong, path, root)
    return parties
