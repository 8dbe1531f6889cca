"""Tracks and the seats at them: which party sits where, in which role, and how we know."""

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.reading import UnfitError, brief
from sixtracks.records.text import EventId, Id, Key, Line, Number, Words

RoleId = Literal["principal", "ratifier", "guarantor", "consulted", "possible"]
ROLE_IDS: tuple[str, ...] = get_args(RoleId)
Basis = Literal["stated", "inferred"]


def _weight(value: object) -> object:
    """A weight as a number above nothing and of one at most, said in words where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        mend = "Write a number with a point, without quotation marks: 0.5."
        raise UnfitError(f"“{brief(value)}” is no number", mend)
    if not 0 < value <= 1:
        mend = "Write a number above 0 that is not above 1, for example 0.5."
        raise UnfitError(f"{brief(value)} is not above 0 and up to 1", mend)
    return value


Weight = Annotated[float, BeforeValidator(_weight)]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Role:
    """A role in which a party sits in a track.

    Attributes:
        id: Its id.
        name: How the edition names it.
        meaning: What it means.
        weight: The strength of the tie between a principal and a party in this role, 1 between principals.
    """

    id: RoleId
    name: Annotated[Line, Field(max_length=30)]
    meaning: Annotated[Line, Field(max_length=200)]
    weight: Weight

    def __post_init__(self) -> None:
        """Stop where a principal does not weigh 1: all others are weighed against it."""
        if self.id == "principal" and self.weight != 1:
            what = f"a principal weighs {self.weight:g}, but all others are weighed against it"
            raise UnfitError(what, "Write weight: 1.")


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Seat:
    """A party in a track.

    Attributes:
        party: The party's id.
        role: Its role there.
        basis: Whether the essay (or, of a historical design, the source) states the role, or we infer it.
        reason: Why it has this role.
        paragraph: The paragraph of the essay on which it rests, if it rests on one.
        sources: Where it stands, by citation key, if it rests on another document.
    """

    party: Id
    role: RoleId
    basis: Basis
    reason: Annotated[Line, Field(max_length=240)]
    paragraph: Number | None = None
    sources: Annotated[tuple[Key, ...], Field(max_length=8)] = ()

    def __post_init__(self) -> None:
        """Stop where nothing supports it."""
        if self.paragraph is None and not self.sources:
            raise UnfitError("nothing says where the seat comes from", "Add paragraph: or sources: to it.")


Seats = Annotated[tuple[Seat, ...], Field(min_length=1, max_length=1200)]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Reading:
    """One way to read who sits in a track.

    Attributes:
        id: Its id among the track's readings.
        name: Its name.
        reason: What speaks for it.
        seats: The seats, so read.
    """

    id: Id
    name: Annotated[Line, Field(max_length=60)]
    reason: Annotated[Line, Field(max_length=500)]
    seats: Seats


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Remark:
    """Something said of a track or a design, with what it rests on.

    Attributes:
        text: What is said.
        paragraphs: The paragraphs of the essay on which it rests.
        sources: Where it stands, by citation key.
        events: The dated events of which it speaks.
    """

    text: Annotated[Line, Field(max_length=700)]
    paragraphs: Annotated[tuple[Number, ...], Field(max_length=10)] = ()
    sources: Annotated[tuple[Key, ...], Field(max_length=8)] = ()
    events: Annotated[tuple[EventId, ...], Field(max_length=12)] = ()

    def __post_init__(self) -> None:
        """Stop where nothing supports it."""
        if not self.paragraphs and not self.sources:
            raise UnfitError("nothing says where this comes from", "Add paragraphs: or sources: to it.")


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Precedent(Remark):
    """An earlier negotiation that a track may be measured by.

    Attributes:
        name: Its name.
        fit: How well it fits.
    """

    name: Annotated[Line, Field(max_length=80)] = Field(kw_only=True)
    fit: Literal["close", "partial", "loose"] = Field(kw_only=True)


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Card:
    """What the book tells of a track or a design.

    Attributes:
        proposes: What the essay proposes; of a historical design, what it was.
        takes_up: The matters that it takes up.
        timing: When it meets.
        precedents: What it may be measured by.
        later: What was tried later, or what became of it; the newest last.
    """

    proposes: Annotated[tuple[Remark, ...], Field(min_length=1, max_length=8)]
    takes_up: Annotated[tuple[Annotated[Line, Field(max_length=90)], ...], Field(max_length=10)] = ()
    timing: Annotated[Words, Field(max_length=240)] = ""
    precedents: Annotated[tuple[Precedent, ...], Field(max_length=8)] = ()
    later: Annotated[tuple[Remark, ...], Field(max_length=10)] = ()
