"""Tracks, the designs that are made of them, and the weights of their roles."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass as plain
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.events import Event
from sixtracks.records.parties import Party
from sixtracks.records.reading import UnfitError, Wrong, brief, load_list, refuse
from sixtracks.records.seats import ROLE_IDS, Card, Reading, Remark, Role, Seat, Seats, Weight
from sixtracks.records.text import Id, Line, Number, Words


def _several(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings, if they are several and each has an id of its own."""
    if len(readings) == 1:
        raise UnfitError("there is one reading only", "Write its seats under seats:, or add another reading.")
    ids = [reading.id for reading in readings]
    for ident in ids:
        if ids.count(ident) > 1:
            raise UnfitError(f"reading {ident} stands twice", "Remove or rename one of the two.")
    return readings


def _two(centre: tuple[str, ...]) -> tuple[str, ...]:
    """The centre, if it is two states."""
    if len(set(centre)) != 2 or len(centre) != 2:  # noqa: PLR2004 (the two Koreas)
        raise UnfitError("it does not name two parties", "Name the two states: [one, another].")
    return centre


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Track:
    """A table at which parties sit.

    Attributes:
        id: Its id; it never changes.
        name: Its name.
        short: The same for narrow drawings.
        number: Its number in the essay, if it is one of its six.
        format: The name that the essay gives to its format.
        paragraphs: The paragraphs of the essay that describe it.
        strength: What its ties weigh beside those of a full negotiation.
        strength_reason: Why they weigh less.
        seats: Who sits there, where there is one reading.
        readings: Where there are several: each, the preferred one first.
        card: What the book tells of it, if it has a card of its own.
    """

    id: Id
    name: Annotated[Line, Field(max_length=60)]
    short: Annotated[Line, Field(max_length=20)]
    number: Annotated[int, Field(strict=True, ge=1, le=99)] | None = None
    format: Annotated[Words, Field(max_length=60)] = ""
    paragraphs: Annotated[tuple[Number, ...], Field(max_length=10)] = ()
    strength: Weight = 1.0
    strength_reason: Annotated[Words, Field(max_length=240)] = ""
    seats: Seats | None = None
    readings: (
        Annotated[tuple[Reading, ...], Field(min_length=1, max_length=6), AfterValidator(_several)] | None
    ) = None
    card: Card | None = None

    def __post_init__(self) -> None:
        """Stop where nobody sits, where it is said twice who does, where a lesser strength has no reason."""
        if self.seats is None and self.readings is None:
            raise UnfitError(
                "nobody sits in this track", "Add seats: to it, a party and its role on each line."
            )
        if self.seats is not None and self.readings is not None:
            mend = "Keep seats:, or put each way to read it under readings:."
            raise UnfitError("it has both seats and readings", mend)
        if self.strength != 1 and not self.strength_reason:
            raise UnfitError("nothing says why its ties weigh less", "Add strength_reason: to it.")

    def seated(self, reading: str = "") -> tuple[Seat, ...]:
        """Who sits there, in one of its readings; in the preferred one where that is not among them."""
        if self.readings is None:
            return self.seats or ()
        chosen = next((each for each in self.readings if each.id == reading), self.readings[0])
        return chosen.seats


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Design:
    """A way to set up negotiations: which tracks there are.

    Attributes:
        id: Its id; it never changes.
        name: Its name.
        short: The same for narrow drawings.
        summary: What it is, in a sentence or two.
        tracks: Its tracks, by id, in order.
        centre: The two states whose central place is asked about.
        card: What the book tells of it.
        paragraphs: The paragraphs of the essay that speak of it.
        later: Those of its tracks that convene only once others have progressed.
    """

    id: Id
    name: Annotated[Line, Field(max_length=60)]
    short: Annotated[Line, Field(max_length=24)]
    summary: Annotated[Line, Field(max_length=400)]
    tracks: Annotated[tuple[Id, ...], Field(min_length=1, max_length=1200)]
    centre: Annotated[tuple[Id, ...], AfterValidator(_two)]
    card: Card
    paragraphs: Annotated[tuple[Number, ...], Field(max_length=12)] = ()
    later: Annotated[tuple[Id, ...], Field(max_length=1200)] = ()


@plain(frozen=True, slots=True)
class Known:
    """What tracks and designs may name.

    Attributes:
        parties: The ids of the parties.
        sources: The citation keys.
        passages: The numbers of the essay's paragraphs.
        events: The ids of the events.
    """

    parties: Collection[str]
    sources: Collection[str]
    passages: Collection[int]
    events: Collection[str]


def known_of(
    parties: tuple[Party, ...], sources: Collection[str], passages: Collection[int], events: tuple[Event, ...]
) -> Known:
    """What tracks and designs may name."""
    return Known({p.id for p in parties}, sources, passages, {e.id for e in events})


def load_roles(root: Path) -> tuple[Role, ...]:
    """The roles in ``data/roles.yml``, strongest first; none where there is no such file.

    Raises:
        FaultError: The file is wrong, a role is missing from it, or there are tracks but no roles.
    """
    path = root / "data" / "roles.yml"
    roles = load_list(path, tuple[Role, ...], root, what="role")
    missing = [role for role in ROLE_IDS if role not in {each.id for each in roles}]
    if missing and (roles or (root / "data" / "tracks.yml").exists()):
        mend = f"Give each of {', '.join(ROLE_IDS)} a name, a meaning and a weight."
        refuse([((), f"there is no role {', '.join(missing)}", mend)], path, root)
    return tuple(sorted(roles, key=lambda role: ROLE_IDS.index(role.id)))


def load_tracks(root: Path, known: Known) -> tuple[Track, ...]:
    """The tracks in ``data/tracks.yml``, in the file's order; none where there is no such file.

    Raises:
        FaultError: The file is wrong, an id stands twice, or a track names what does not exist.
    """
    path = root / "data" / "tracks.yml"
    tracks = load_list(path, tuple[Track, ...], root, what="track")
    wrong: list[Wrong] = []
    for i, track in enumerate(tracks):
        wrong += _numbers_unknown(track.paragraphs, (i, "paragraphs"), known)
        if track.seats is not None:
            wrong += _seat_faults(track.seats, (i, "seats"), known)
        for j, reading in enumerate(track.readings or ()):
            wrong += _seat_faults(reading.seats, (i, "readings", j, "seats"), known)
        if track.card:
            wrong += _card_faults(track.card, (i, "card"), known)
    refuse([*wrong, *_row_faults(tracks)], path, root)
    return tracks


def load_designs(root: Path, tracks: tuple[Track, ...], known: Known) -> tuple[Design, ...]:
    """The designs in ``data/designs.yml``, in the file's order; none where there is no such file.

    Raises:
        FaultError: The file is wrong, an id stands twice, a design names what does not exist or shares an
            address with another card, or a track stands in no design.
    """
    path = root / "data" / "designs.yml"
    designs = load_list(path, tuple[Design, ...], root, what="design")
    by_id = {track.id: track for track in tracks}
    wrong: list[Wrong] = []
    for i, design in enumerate(designs):
        wrong += _numbers_unknown(design.paragraphs, (i, "paragraphs"), known)
        wrong += _track_faults(design, i, by_id)
        wrong += _centre_faults(design, i, by_id, known)
        wrong += _card_faults(design.card, (i, "card"), known)
    refuse([*wrong, *_address_faults(designs, by_id)], path, root)
    used = {track for design in designs for track in design.tracks}
    mend = "Name it under tracks: of a design in data/designs.yml, or take it out."
    stray: list[Wrong] = [
        ((i,), f"track {track.id} stands in no design", mend)
        for i, track in enumerate(tracks)
        if track.id not in used
    ]
    refuse(stray, root / "data" / "tracks.yml", root)
    return designs


_Place = tuple[int | str, ...]


def _track_faults(design: Design, index: int, tracks: Mapping[str, Track]) -> Iterator[Wrong]:
    for j, ident in enumerate(design.tracks):
        if ident not in tracks:
            mend = "Correct it, or add it to data/tracks.yml."
            yield (index, "tracks", j), f"there is no track “{ident}”", mend
        elif ident in design.tracks[:j]:
            yield (
                (index, "tracks", j),
                f"track “{ident}” stands twice in this design",
                "Remove one of the two.",
            )
    for j, ident in enumerate(design.later):
        if ident not in design.tracks:
            mend = f"Use one of {', '.join(design.tracks)}."
            yield (index, "later", j), f"“{ident}” is no track of this design", mend
    if set(design.tracks) <= set(design.later):
        yield (index, "later"), "no track is left that convenes first", "Take one out of later:."


def _centre_faults(design: Design, index: int, tracks: Mapping[str, Track], known: Known) -> Iterator[Wrong]:
    seated = {seat.party for ident in design.tracks if ident in tracks for seat in _all_seats(tracks[ident])}
    for j, party in enumerate(design.centre):
        if party not in known.parties:
            mend = "Correct it, or add it to data/parties.yml."
            yield (index, "centre", j), f"there is no party “{party}”", mend
        elif seated and party not in seated and not _may_be_absent(party, j, design, seated):
            what = f"“{party}” sits in no track of this design"
            yield (index, "centre", j), what, "Correct it, or give it a seat."


def _address_faults(designs: tuple[Design, ...], tracks: Mapping[str, Track]) -> Iterator[Wrong]:
    """What would stand under one address: the cards of a track and a design, the drawings of two views."""
    taken = {ident: f"the track {ident}" for ident, track in tracks.items() if track.card}
    for i, design in enumerate(designs):
        views = {design.id: f"the design {design.id}"}
        for track in (tracks[ident] for ident in design.tracks if ident in tracks):
            for reading in (track.readings or ())[1:]:
                view = f"{design.id}-{reading.id}"  # as figures.seating.view_id
                name = f"the design {design.id} with the reading {reading.id} of {track.id}"
                if view in views:
                    yield (i, "tracks"), f"{name} has the address of {views[view]}", "Rename a reading."
                views[view] = name
        for view in views.keys() & taken.keys():
            what = f"{views[view]} would have the address of {taken[view]}"
            yield (i, "id"), what, "Give one of the two another id."
        taken |= views


def _may_be_absent(party: str, index: int, design: Design, seated: Collection[str]) -> bool:
    """Whether the other of the two sits: a design that leaves one of them out is what its rivals are."""
    return party != design.centre[1 - index] and design.centre[1 - index] in seated


def _all_seats(track: Track) -> tuple[Seat, ...]:
    if track.readings is None:
        return track.seats or ()
    return tuple(seat for reading in track.readings for seat in reading.seats)


def _seat_faults(seats: tuple[Seat, ...], place: _Place, known: Known) -> Iterator[Wrong]:
    parties = [seat.party for seat in seats]
    for j, seat in enumerate(seats):
        if seat.party not in known.parties:
            mend = "Correct it, or add it to data/parties.yml."
            yield (*place, j, "party"), f"there is no party “{seat.party}”", mend
        if seat.party in parties[:j]:
            mend = "Keep one seat for it, with the stronger role."
            yield (*place, j), f"party {seat.party} has two seats in this track", mend
        if seat.paragraph is not None:
            yield from _numbers_unknown((seat.paragraph,), (*place, j, "paragraph"), known)
        yield from _sources_unknown(seat.sources, (*place, j, "sources"), known)
    if not any(seat.role == "principal" for seat in seats):
        yield place, "nobody in this track is a principal", "Say who negotiates: role: principal."


def _row_faults(tracks: tuple[Track, ...]) -> Iterator[Wrong]:
    """Seats whose rows would stand under one id, so that one of them would be lost."""
    taken: dict[str, str] = {}
    for i, track in enumerate(tracks):
        further = [(f"{track.id}-{each.id}", each.seats) for each in (track.readings or ())[1:]]
        for prefix, seats in ((track.id, track.seated()), *further):
            for party in dict.fromkeys(seat.party for seat in seats):
                row = f"seat-{prefix}-{party}"  # as figures.seating.seat_mark
                name = f"the seat of {party} in {track.id}"
                if taken.setdefault(row, name) != name:
                    yield (i, "id"), f"{name} would have the id of {taken[row]}", "Rename one of the tracks."


def _card_faults(card: Card, place: _Place, known: Known) -> Iterator[Wrong]:
    for field in ("proposes", "precedents", "later"):
        remarks: tuple[Remark, ...] = getattr(card, field)
        for j, remark in enumerate(remarks):
            here = (*place, field, j)
            yield from _numbers_unknown(remark.paragraphs, (*here, "paragraphs"), known)
            yield from _sources_unknown(remark.sources, (*here, "sources"), known)
            for k, event in enumerate(remark.events):
                if event not in known.events:
                    mend = "Correct it, or add it to data/events/."
                    yield (*here, "events", k), f"there is no event “{event}”", mend


def _numbers_unknown(numbers: tuple[int, ...], place: _Place, known: Known) -> Iterator[Wrong]:
    span = f"{min(known.passages, default=0)} to {max(known.passages, default=0)}"
    for k, number in enumerate(numbers):
        if number not in known.passages:
            yield (*place, k), f"the essay has no paragraph {brief(number)}", f"Use one of {span}."


def _sources_unknown(keys: tuple[str, ...], place: _Place, known: Known) -> Iterator[Wrong]:
    for k, key in enumerate(keys):
        if key not in known.sources:
            mend = "Correct the key, or add the source to data/references.bib."
            yield (*place, k), f"there is no source “{key}”", mend
