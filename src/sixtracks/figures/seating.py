"""Who sits where, as figures: the network of each design and track, the grid of parties and tracks."""

from collections.abc import Mapping

from sixtracks.figures.model import MatrixFigure, NetworkFigure, Node, Table, Tie, View, tabled
from sixtracks.networks import Seating, seatings
from sixtracks.records import Design, Party, Records, Role, Seat, Track

MANY = 2
"""Tracks in which a party is a principal that stands to the left of them."""
CODING = (
    "Who sits where is our coding of the text. A full sign marks a role that the essay, or the document of a "
    "historical design, states; an open one a role that we infer."
)
REASONS = "The CSV file gives the reason for each seat."
KEYS = ("id", "designs", "track", "party", "role", "basis", "reason", "paragraph", "sources")


def view_id(design: Design, reading: str = "") -> str:
    """The id of a design as a view, in one of its readings."""
    return f"{design.id}-{reading}" if reading else design.id


def readings_of(design: Design, tracks: tuple[Track, ...]) -> tuple[tuple[str, str], ...]:
    """The ways to read a design: the id and name of each, the preferred one with an empty id and name."""
    others = (
        (reading.id, reading.name)
        for track in tracks
        if track.id in design.tracks and track.readings
        for reading in track.readings[1:]
    )
    return (("", ""), *others)


def seat_mark(track: Track, seat: Seat) -> str:
    """The mark of a seat; a seat of a further reading bears the reading's id."""
    for reading in (track.readings or ())[1:]:
        if seat in reading.seats and seat not in track.seated():
            return f"seat-{track.id}-{reading.id}-{seat.party}"
    return f"seat-{track.id}-{seat.party}"


def network_figure(known: Records) -> NetworkFigure:
    """Every design as a network, each reading a view.

    Args:
        known: The records.
    """
    views = []
    where: dict[str, tuple[Seating, ...]] = {}
    for design in known.designs:
        for reading, name in readings_of(design, known.tracks):
            seats = seatings(design, known.tracks, reading=reading)
            title = f"{design.name}, read as: {name}" if name else design.name
            views.append(_view(view_id(design, reading), title, seats, design.centre, known))
            where[views[-1].name] = seats
    return NetworkFigure(
        name="network",
        title="Who takes part in which track",
        alt=views[0].told,
        description=(_at_length(next(iter(where.values())), known),),
        rule=(f"{CODING} {REASONS}",),
        as_of=known.edition.as_of,
        sources=(),
        table=_table(where, known),
        views=tuple(views),
        roles=_roles(known.roles, views),
    )


def design_figure(design: Design, reading: str, known: Records) -> NetworkFigure:
    """One design, in one reading, as a network of its own."""
    seats = seatings(design, known.tracks, reading=reading)
    return _single(view_id(design, reading), design.name, seats, design.centre, known)


def track_figure(track: Track, centre: tuple[str, ...], known: Records) -> NetworkFigure:
    """One track as a network of its own.

    Args:
        track: The track.
        centre: The parties that stand to its left.
        known: The records.
    """
    return _single(track.id, track.name, (Seating(track, track.seated()),), centre, known)


def _single(
    ident: str, name: str, seats: tuple[Seating, ...], centre: tuple[str, ...], known: Records
) -> NetworkFigure:
    view = _view(ident, name, seats, centre, known)
    return NetworkFigure(
        name=f"network-{ident}",
        title=f"Who takes part: {name}",
        alt=view.told,
        description=(_at_length(seats, known),),
        rule=(f"{CODING} {REASONS}",),
        as_of=known.edition.as_of,
        sources=(),
        table=_table({name: seats}, known),
        views=(view,),
        roles=_roles(known.roles, [view]),
    )


def matrix_figure(design: Design, known: Records) -> MatrixFigure:
    """A design as a grid, a party in each row and a track in each column.

    Args:
        design: The design.
        known: The records.
    """
    where = seatings(design, known.tracks)
    view = _view(design.id, design.name, where, design.centre, known)
    parties = (*view.left, *view.right)
    roles = {(tie.party, tie.track): tie for tie in view.ties}
    names = dict(_roles(known.roles, [view]))
    rows = tuple(
        (
            party.id,
            (
                party.name,
                *(_cell(roles.get((party.id, track.id)), names) for track in view.tracks),
            ),
        )
        for party in parties
    )
    heads = (
        "Party",
        *(f"{track.number}. {track.name}" if track.number else track.name for track in view.tracks),
    )
    keys = ("party", *(track.id.removeprefix("track-").replace("-", "_") for track in view.tracks))
    return MatrixFigure(
        name="seats",
        title=f"Parties and tracks: {design.name}",
        alt=(
            f"Grid of {len(parties)} parties and {len(view.tracks)} tracks with {len(view.ties)} seats. "
            f"{view.told}"
        ),
        description=(_at_length(where, known),),
        rule=(f"{CODING} The cards give the reasons.",),
        as_of=known.edition.as_of,
        sources=(),
        table=tabled(heads, keys, rows),
        parties=parties,
        tracks=view.tracks,
        ties=view.ties,
        roles=tuple(names.items()),
    )


def _cell(tie: Tie | None, names: Mapping[str, str]) -> str:
    if tie is None:
        return ""
    return names[tie.role] if tie.stated else f"{names[tie.role]} (inferred)"


def _roles(roles: tuple[Role, ...], views: list[View]) -> tuple[tuple[str, str], ...]:
    used = {tie.role for view in views for tie in view.ties}
    return tuple((role.id, role.name) for role in roles if role.id in used)


def _view(ident: str, name: str, where: tuple[Seating, ...], centre: tuple[str, ...], known: Records) -> View:
    called = {party.id: party for party in known.parties}
    names = {str(role.id): role.name for role in known.roles}
    places = _places(where)
    left, right = _sides(places, len(where), centre)
    return View(
        ident,
        name,
        tuple(_party_node(called[party], places, names) for party in left),
        tuple(_track_node(each, called, names) for each in where),
        tuple(_party_node(called[party], places, names) for party in right),
        tuple(
            Tie(
                seat_mark(each.track, seat),
                f"party-{seat.party}",
                f"track-{each.track.id}",
                seat.role,
                seat.basis == "stated",
                f"{called[seat.party].name}: {names[seat.role]} in {each.track.name} ({seat.basis})",
            )
            for each in where
            for seat in each.seats
        ),
        _told(name, where, called),
    )


_Places = Mapping[str, list[tuple[int, str, str]]]
"""Where each party sits: the track's place in the order, its name, and the role's id."""


def _places(where: tuple[Seating, ...]) -> _Places:
    found: dict[str, list[tuple[int, str, str]]] = {}
    for index, each in enumerate(where):
        for seat in each.seats:
            found.setdefault(seat.party, []).append((index, each.track.name, seat.role))
    return found


def _sides(places: _Places, tracks: int, centre: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Which parties stand to the left of the tracks and which to the right, each from top to bottom.

    To the left stand those who negotiate in several tracks, to the right the others; of a single track, to
    the left those in the centre. Within a side each stands at the mean height of its tracks.
    """
    present = {party: number for number, party in enumerate(places)}
    if tracks == 1:
        left = [party for party in present if party in centre]
    else:
        left = [p for p in present if sum(role == "principal" for _, _, role in places[p]) >= MANY]
    standing = set(left)
    right = [party for party in present if party not in standing]
    if tracks == 1 and not (left and right):
        left, right = [*present][: (len(present) + 1) // 2], [*present][(len(present) + 1) // 2 :]
    if not left:
        left, right = right, []

    def height(party: str) -> tuple[float, int, int]:
        at = [index for index, _, _ in places[party]]
        return sum(at) / len(at), -len(at), present[party]

    return sorted(left, key=height), sorted(right, key=height)


def _party_node(party: Party, places: _Places, names: Mapping[str, str]) -> Node:
    seats: dict[str, list[str]] = {}
    for _, track, role in places[party.id]:
        seats.setdefault(names[role], []).append(track)
    told = "; ".join(f"{role} in {_listed(tracks)}" for role, tracks in seats.items())
    return Node(f"party-{party.id}", party.name, party.short or party.name, "", f"{party.name}: {told}.")


def _track_node(each: Seating, called: Mapping[str, Party], names: Mapping[str, str]) -> Node:
    track = each.track
    seats: dict[str, list[str]] = {}
    for seat in each.seats:
        seats.setdefault(names[seat.role], []).append(called[seat.party].name)
    told = "; ".join(f"{role}: {_listed(parties)}" for role, parties in seats.items())
    number = str(track.number) if track.number else ""
    told = f"{track.name}. {told[0].upper()}{told[1:]}."
    return Node(f"track-{track.id}", track.name, track.short, number, told)


MOST = 3  # parties that a short text names


def _told(name: str, where: tuple[Seating, ...], called: Mapping[str, Party]) -> str:
    """A design in two sentences: how large it is, and who sits in most of its tracks."""
    places = _places(where)
    most = sorted(places, key=lambda party: -len(places[party]))[:MOST]
    told = _listed([f"{_in_prose(called[party])} in {len(places[party])}" for party in most])
    tracks = "1 track" if len(where) == 1 else f"{len(where)} tracks"
    size = f"{name}: {len(places)} parties in {tracks}."
    return (
        f"{size} {told[0].upper()}{told[1:]} of them."
        if len(where) > 1
        else f"{size} {_track_told(where[0], called)}"
    )


def _at_length(where: tuple[Seating, ...], known: Records) -> str:
    """Who sits in each track."""
    called = {party.id: party for party in known.parties}
    return " ".join(_track_told(each, called) for each in where)


def _track_told(each: Seating, called: Mapping[str, Party]) -> str:
    leads = [_in_prose(called[seat.party]) for seat in each.seats if seat.role == "principal"]
    others = [_in_prose(called[seat.party]) for seat in each.seats if seat.role != "principal"]
    beside = f"; beside them {_listed(others)}" if others else ""
    return f"In {each.track.name}: {_listed(leads)}{beside}."


def _in_prose(party: Party) -> str:
    return party.prose or party.name


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _table(where: Mapping[str, tuple[Seating, ...]], known: Records) -> Table:
    """The seats of some designs, a row each, under the names of the designs that have it."""
    called = {party.id: party.name for party in known.parties}
    names = {role.id: role.name for role in known.roles}
    rows: dict[str, list[str]] = {}
    designs: dict[str, list[str]] = {}
    for design, seats in where.items():
        for each in seats:
            for seat in each.seats:
                mark = seat_mark(each.track, seat)
                designs.setdefault(mark, []).append(design)
                rows[mark] = [
                    each.track.name,
                    called[seat.party],
                    names[seat.role],
                    seat.basis,
                    seat.reason,
                    f"p{seat.paragraph}" if seat.paragraph else "",
                    " ".join(seat.sources),
                ]
    return Table(
        heads=KEYS,
        keys=KEYS,
        rows=tuple((mark, (mark, "; ".join(designs[mark]), *cells)) for mark, cells in rows.items()),
    )
