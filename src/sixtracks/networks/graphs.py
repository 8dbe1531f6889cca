"""Designs as graphs: parties and tracks, and the parties alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

import networkx as nx

from sixtracks.records import Design, Party, Seat, Track
from sixtracks.records.seats import ROLE_IDS


@dataclass(frozen=True, slots=True)
class Seating:
    """Who sits in one track.

    Attributes:
        track: The track.
        seats: Its seats, in one reading.
    """

    track: Track
    seats: tuple[Seat, ...]


def seatings(
    design: Design, tracks: tuple[Track, ...], *, reading: str = "", later: bool = True
) -> tuple[Seating, ...]:
    """Who sits where in a design.

    Args:
        design: The design.
        tracks: All tracks.
        reading: The reading of tracks that have several; the preferred one where it is not among theirs.
        later: Whether the tracks have convened that wait for the progress of others.
    """
    by_id = {track.id: track for track in tracks}
    return tuple(
        Seating(by_id[ident], by_id[ident].seated(reading))
        for ident in design.tracks
        if later or ident not in design.later
    )


def without_inferred(where: tuple[Seating, ...]) -> tuple[Seating, ...]:
    """The seats whose role is stated; tracks without one are left out."""
    stated = (replace(each, seats=tuple(s for s in each.seats if s.basis == "stated")) for each in where)
    return tuple(each for each in stated if each.seats)


def council_expanded(where: tuple[Seating, ...], parties: tuple[Party, ...]) -> tuple[Seating, ...]:
    """Bodies that have members (the Security Council) replaced by these, in the body's role.

    A member that sits in the track by itself has the stronger of its two roles.
    """
    members = {party.id: party.members for party in parties if party.members}
    return tuple(replace(each, seats=_expanded(each.seats, members)) for each in where)


def _expanded(seats: tuple[Seat, ...], members: Mapping[str, tuple[str, ...]]) -> tuple[Seat, ...]:
    found: dict[str, Seat] = {}
    for seat in seats:
        for party in members.get(seat.party, (seat.party,)):
            other = found.get(party)
            if other is None or ROLE_IDS.index(seat.role) < ROLE_IDS.index(other.role):
                found[party] = replace(seat, party=party)
    return tuple(found.values())


class Join(NamedTuple):
    """Two parties that a track joins.

    Attributes:
        one: A principal.
        other: Another party.
        role: The weaker role of the two.
        track: The track.
    """

    one: str
    other: str
    role: str
    track: str


def joins(where: tuple[Seating, ...]) -> tuple[Join, ...]:
    """Which parties each track joins: every principal with every other party; others not with one another."""
    found = []
    for track, seats in ((each.track, each.seats) for each in where):
        for a, b in combinations(seats, 2):
            one, other = sorted((a, b), key=lambda seat: ROLE_IDS.index(seat.role))
            if one.role == "principal":
                found.append(Join(one.party, other.party, other.role, track.id))
    return tuple(found)


def between(where: tuple[Seating, ...]) -> "nx.Graph[str]":
    """The bipartite graph of parties and tracks.

    Nodes are ``party-ID`` (``bipartite`` 0) and ``track-ID`` (1); an edge bears the seat's ``role`` and
    ``basis``.
    """
    graph: nx.Graph[str] = nx.Graph()
    for each in where:
        graph.add_node(f"track-{each.track.id}", bipartite=1)
        for seat in each.seats:
            graph.add_node(f"party-{seat.party}", bipartite=0)
            graph.add_edge(f"party-{seat.party}", f"track-{each.track.id}", role=seat.role, basis=seat.basis)
    return graph


def together(where: tuple[Seating, ...], weights: Mapping[str, float]) -> "nx.Graph[str]":
    """The projection to parties: who is joined with whom, how strongly.

    An edge's ``weight`` is the sum over the tracks that join the two of the track's strength times the weight
    of the weaker role. Every party with a seat is a node, joined or not.

    Args:
        where: Who sits where.
        weights: The weight of each role.
    """
    strength = {each.track.id: each.track.strength for each in where}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(dict.fromkeys(seat.party for each in where for seat in each.seats))
    for join in joins(where):
        more = strength[join.track] * weights[join.role]
        before = graph.get_edge_data(join.one, join.other, {"weight": 0.0})["weight"]
        graph.add_edge(join.one, join.other, weight=before + more)
    return graph
