"""How far the answer depends on us: on readings, on inferred seats, on the weights.

The claim that is tested is the essay's: its design puts the two Koreas at the centre. It holds where each of
them has a larger share of all strength than every other party.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from sixtracks.networks.graphs import Seating, council_expanded, joins, seatings, together, without_inferred
from sixtracks.networks.measures import measures
from sixtracks.records import Design, Party, Track
from sixtracks.records.seats import ROLE_IDS, Reading

DRAWS = 10_000
SEED = 20180709
LEAST_TRACK, MOST_TRACK = 0.5, 2.0
PERCENTILES = (5, 50, 95)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A set of assumptions.

    Attributes:
        later: Whether the tracks have convened that wait for others.
        reading: Which of the further readings of the design's tracks, by number; 0 for the preferred ones.
        inferred: Whether inferred seats count.
        expanded: Whether a body with members is replaced by these.
    """

    later: bool
    reading: int
    inferred: bool = True
    expanded: bool = False


def cases(further: int) -> tuple[Case, ...]:
    """The sets of assumptions, those before the last track convenes first.

    Args:
        further: How many readings there are beside the preferred ones.
    """
    return tuple(
        Case(later, reading, inferred, expanded)
        for later in (False, True)
        for inferred, expanded in ((True, False), (False, False), (True, True))
        for reading in range(further + 1)
    )


CASES = cases(1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a case.

    Attributes:
        case: The case.
        shares: With the edition's weights, the share of each party, from 0 to 1, largest first.
        lead: With the edition's weights, by how much the lesser share of the two states in the centre is
            above the largest of all others; below 0 where it is less.
        low: Over random weights, the lead that 5 in 100 are below.
        middle: The median lead.
        high: The lead that 5 in 100 are above.
        holds: The share of random weightings in which the claim holds.
    """

    case: Case
    shares: tuple[tuple[str, float], ...]
    lead: float
    low: float
    middle: float
    high: float
    holds: float


def outcomes(
    design: Design, tracks: tuple[Track, ...], parties: tuple[Party, ...], weights: Mapping[str, float]
) -> tuple[Outcome, ...]:
    """All cases of a design; those that come to the same as an earlier one are left out.

    Args:
        design: The design.
        tracks: All tracks.
        parties: All parties.
        weights: The edition's weight of each role.
    """
    found: list[Outcome] = []
    seen: set[tuple[Seating, ...]] = set()
    for case in cases(len(further_readings(design, tracks))):
        where = seated(case, design, tracks, parties)
        if where not in seen:
            seen.add(where)
            found.append(outcome(case, where, design.centre, weights))
    return tuple(found)


def further_readings(design: Design, tracks: tuple[Track, ...]) -> tuple[Reading, ...]:
    """The readings of a design's tracks beside the preferred ones; one at a time differs."""
    mine = (each.readings for each in tracks if each.id in design.tracks and each.readings)
    return tuple(reading for readings in mine for reading in readings[1:])


def seated(
    case: Case, design: Design, tracks: tuple[Track, ...], parties: tuple[Party, ...]
) -> tuple[Seating, ...]:
    """Who sits where under the assumptions of a case."""
    further = further_readings(design, tracks)
    reading = further[case.reading - 1].id if 0 < case.reading <= len(further) else ""
    where = seatings(design, tracks, reading=reading, later=case.later)
    where = where if case.inferred else without_inferred(where)
    return council_expanded(where, parties) if case.expanded else where


def outcome(
    case: Case, where: tuple[Seating, ...], centre: tuple[str, ...], weights: Mapping[str, float]
) -> Outcome:
    """What comes of a case, with the edition's weights and with random ones.

    A random weighting draws the weight of each role but the principal's evenly between 0 and 1, and the
    weight of each track between a half and twice its own, evenly on a logarithmic scale. Principals
    count 1.

    Args:
        case: The case.
        where: Who sits where.
        centre: The two states.
        weights: The edition's weight of each role.
    """
    parties, ties = _ties(where)
    leads = _leads(parties, _random_strengths(ties, len(where)), centre)
    low, middle, high = np.percentile(leads, PERCENTILES)
    standing = measures(together(where, weights)).standings
    shares = {each.party: each.share for each in standing}
    others = max((share for party, share in shares.items() if party not in centre), default=0.0)
    lead = min(shares.get(party, 0.0) for party in centre) - others
    holds = float(np.mean(leads > 0))
    return Outcome(case, tuple(shares.items()), lead, float(low), float(middle), float(high), holds)


def _ties(where: tuple[Seating, ...]) -> tuple[tuple[str, ...], Numbers]:
    """The parties, and how many ties each has, by track and by the role that weighs them."""
    parties = tuple(dict.fromkeys(seat.party for each in where for seat in each.seats))
    row = {party: index for index, party in enumerate(parties)}
    track = {each.track.id: index for index, each in enumerate(where)}
    ties = np.zeros((len(parties), len(where), len(ROLE_IDS)))
    for join in joins(where):
        for party in (join.one, join.other):
            ties[row[party], track[join.track], ROLE_IDS.index(join.role)] += 1
    strengths = np.array([each.track.strength for each in where])
    return parties, ties * strengths[np.newaxis, :, np.newaxis]


def _random_strengths(ties: Numbers, tracks: int) -> Numbers:
    """The strength of each party under each random weighting."""
    draw = Random(SEED)
    span = MOST_TRACK / LEAST_TRACK
    roles = np.array([[1.0, *(draw.random() for _ in ROLE_IDS[1:])] for _ in range(DRAWS)])
    lanes = np.array([[LEAST_TRACK * span ** draw.random() for _ in range(tracks)] for _ in range(DRAWS)])
    strengths: Numbers = np.einsum("ptr,dt,dr->dp", ties, lanes, roles)
    return strengths


def _leads(parties: tuple[str, ...], strengths: Numbers, centre: tuple[str, ...]) -> Numbers:
    """By how much, in each weighting, the lesser of the two shares is above the largest of all others."""
    total = strengths.sum(axis=1, keepdims=True)
    shares = np.divide(strengths, total, out=np.zeros_like(strengths), where=total > 0)
    inside = [shares[:, parties.index(p)] if p in parties else np.zeros(len(shares)) for p in centre]
    outside = [shares[:, index] for index, party in enumerate(parties) if party not in centre]
    others = np.max(outside, axis=0) if outside else np.zeros(len(shares))
    found: Numbers = np.min(inside, axis=0) - others
    return found
