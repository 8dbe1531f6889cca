"""Graphs of designs, what is measured of them, and how far the answer depends on assumptions.

Each measure is computed once more by python-igraph, from the seats and not from our graph.
"""

import math
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from keeping import edition_gallery
from sixtracks.networks import (
    CASES,
    Measures,
    Outcome,
    Seating,
    between,
    council_expanded,
    measures,
    outcome,
    outcomes,
    seatings,
    sensitivity,
    together,
    without_inferred,
)
from sixtracks.networks.sensitivity import DRAWS, LEAST_TRACK, MOST_TRACK, SEED, seated
from sixtracks.records import Design, Party, Records, Seat, Track
from sixtracks.records.seats import ROLE_IDS

KNOWN = edition_gallery().records
WEIGHTS = {str(role.id): role.weight for role in KNOWN.roles}
READING_A, READING_B = "two-koreas", "us-and-north"
NINE_DIGITS = 1e-9


def design(ident: str, known: Records = KNOWN) -> Design:
    """A design by its id."""
    return next(each for each in known.designs if each.id == ident)


def as_laid_out(known: Records) -> tuple[Track, ...]:
    """The tracks as `tracks.md` codes them: in reading A the United States are consulted on relief."""

    def before(track: Track) -> Track:
        readings = tuple(
            replace(
                reading,
                seats=tuple(
                    replace(seat, role="consulted")
                    if (reading.id, seat.party, seat.role) == (READING_A, "us", "guarantor")
                    else seat
                    for seat in reading.seats
                ),
            )
            for reading in track.readings or ()
        )
        return replace(track, readings=readings) if readings else track

    tracks = tuple(before(track) for track in known.tracks)
    assert sum(one != other for one, other in zip(tracks, known.tracks, strict=True)) == 1
    return tracks


def measured(
    ident: str, tracks: tuple[Track, ...] = KNOWN.tracks, *, reading: str = "", later: bool = True
) -> Measures:
    """The measures of a design of the edition."""
    return measures(together(seatings(design(ident), tracks, reading=reading, later=later), WEIGHTS))


def in_short(found: Measures) -> tuple[object, ...]:
    """What `tracks.md` tells of a design, in its order; shares of the North, the South, the United States."""
    return (
        len(found.standings),
        found.pairs,
        None if found.density is None else round(found.density, 3),
        tuple(round(100 * found.share(party)) for party in ("dprk", "rok", "us")),
        {each.party: round(each.betweenness, 3) for each in found.standings if each.betweenness},
        {each.party: each.strength for each in found.standings},
    )


# The check figures


COMMON = {
    "weapons-conventions": 1.5,
    "china": 1,
    "japan": 1,
    "security-council": 1,
    "international-community": 0.5,
}
LAST = COMMON | {"china": 6, "japan": 6, "russia": 5}
LAID_OUT = [
    ("one-lane", "", True, (2, 1, 1.0, (50, 0, 50), {}, {"dprk": 1, "us": 1})),
    (
        "one-lane-informed", "", True,
        (3, 2, 0.667, (40, 10, 50), {"us": 1.0}, {"us": 1.25, "dprk": 1, "rok": 0.25}),
    ),
    ("triangle", "", True, (3, 3, 1.0, (40, 30, 30), {}, {"dprk": 2, "rok": 1.5, "us": 1.5})),
    (
        "six-tracks", READING_A, False,
        (
            8, 14, 0.5, (33, 30, 19), {"dprk": 7.0, "rok": 7.0},
            {"dprk": 9.25, "rok": 8.5, "us": 5.25, **COMMON},
        ),
    ),
    (
        "six-tracks", READING_A, True,
        (
            9, 22, 0.611, (25, 23, 18), {"dprk": 6.5, "rok": 6.5, "us": 1.0},
            {"dprk": 14.25, "rok": 13.5, "us": 10.25, **LAST},
        ),
    ),
    (
        "six-tracks", READING_B, True,
        (
            9, 22, 0.611, (25, 21, 20), {"dprk": 7.0, "rok": 3.5, "us": 3.5},
            {"dprk": 14.25, "rok": 12, "us": 11.75, **LAST},
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("ident", "reading", "later", "told"), LAID_OUT)
def test_the_check_figures_come_out(ident: str, reading: str, later: bool, told: tuple[object, ...]):
    """Those at the end of `tracks.md`, for the coding given there."""
    assert in_short(measured(ident, as_laid_out(KNOWN), reading=reading, later=later)) == told


CORRECTED = [
    (
        READING_A, False,
        (
            8, 14, 0.5, (33, 30, 20), {"dprk": 7.0, "rok": 7.0},
            {"dprk": 9.5, "rok": 8.75, "us": 5.75, **COMMON},
        ),
    ),
    (
        READING_A, True,
        (
            9, 22, 0.611, (25, 23, 18), {"dprk": 6.5, "rok": 6.5, "us": 1.0},
            {"dprk": 14.5, "rok": 13.75, "us": 10.75, **LAST},
        ),
    ),
    (
        READING_B, False,
        (
            8, 15, 0.536, (33, 25, 24), {"dprk": 7.333, "rok": 3.833, "us": 1.833},
            {"dprk": 9.25, "rok": 7, "us": 6.75, **COMMON},
        ),
    ),
    (
        READING_B, True,
        (
            9, 22, 0.611, (25, 21, 20), {"dprk": 7.0, "rok": 3.5, "us": 3.5},
            {"dprk": 14.25, "rok": 12, "us": 11.75, **LAST},
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("reading", "later", "told"), CORRECTED)
def test_the_corrected_coding_is_pinned(reading: str, later: bool, told: tuple[object, ...]):
    """The edition's own: the United States decide much of the relief, and are guarantors in reading A."""
    assert in_short(measured("six-tracks", reading=reading, later=later)) == told


def test_the_rival_coding_differs_in_one_seat_only():
    """The first reading is the preferred one; the figures without a reading are its own."""
    assert measured("six-tracks") == measured("six-tracks", reading=READING_A)
    assert measured("six-tracks", reading=READING_B) == measured(
        "six-tracks", as_laid_out(KNOWN), reading=READING_B
    )


def test_the_sixth_track_supplies_half_of_all_strength():
    """Thirty units of fifty-nine, though it meets last."""
    before, after = (
        sum(each.strength for each in measured("six-tracks", later=later).standings)
        for later in (False, True)
    )
    assert (before, after) == (29, 59)


# A second implementation


def ties_by_hand(where: Iterable[Seating], weights: Mapping[str, float]) -> dict[frozenset[str], float]:
    """The weight between each two parties, from the seats alone."""
    found: dict[frozenset[str], float] = {}
    for each in where:
        for a, b in combinations(each.seats, 2):
            roles = {a.role, b.role}
            if "principal" in roles:
                weaker = max(a.role, b.role, key=ROLE_IDS.index)
                pair = frozenset((a.party, b.party))
                found[pair] = found.get(pair, 0.0) + each.track.strength * weights[weaker]
    return found


def second_opinion(
    where: Sequence[Seating], weights: Mapping[str, float]
) -> dict[str, dict[str, float | None]]:
    """Every measure by python-igraph, by party; what is measured of the whole under no party's name."""
    parties = sorted({seat.party for each in where for seat in each.seats})
    ties = [(sorted(pair), weight) for pair, weight in ties_by_hand(where, weights).items()]
    graph = igraph.Graph(len(parties), [tuple(map(parties.index, pair)) for pair, _ in ties])
    strengths = [weight for _, weight in ties]
    reached = [len(graph.subcomponent(vertex)) for vertex in range(len(parties))]
    others = max(len(parties) - 1, 1)
    # igraph takes the mean distance from those within reach; Wasserman and Faust weigh it by their share.
    near = [
        0.0 if many == 1 else value * (many - 1) / others
        for value, many in zip(graph.closeness(normalized=True), reached, strict=True)
    ]
    whole = bool(ties) and len(parties) in reached
    leading = graph.eigenvector_centrality(weights=strengths) if whole else []
    length = math.hypot(*leading)
    cuts = set(graph.articulation_points())
    sums = graph.strength(weights=strengths) if ties else [0.0] * len(parties)
    columns: dict[str, Sequence[float | None]] = {
        "degree": graph.degree(),
        "strength": sums,
        "share": [each / sum(sums) if ties else 0.0 for each in sums],
        "betweenness": graph.betweenness(),
        "closeness": near,
        "eigenvector": [each / length for each in leading] or [None] * len(parties),
        "articulation": [vertex in cuts for vertex in range(len(parties))],
    }
    found = {
        party: {name: column[index] for name, column in columns.items()}
        for index, party in enumerate(parties)
    }
    found[""] = {"pairs": len(ties), "density": graph.density() if len(parties) > 1 else None}
    return found


def first_opinion(
    where: tuple[Seating, ...], weights: Mapping[str, float]
) -> dict[str, dict[str, float | None]]:
    """The same from our own measures."""
    ours = measures(together(where, weights))
    names = ("degree", "strength", "share", "betweenness", "closeness", "eigenvector", "articulation")
    found: dict[str, dict[str, float | None]] = {
        each.party: {name: getattr(each, name) for name in names} for each in ours.standings
    }
    found[""] = {"pairs": ours.pairs, "density": ours.density}
    return found


def agree(where: tuple[Seating, ...], weights: Mapping[str, float]) -> None:
    """Every measure of every party is the same in both implementations, to nine digits."""
    ours, theirs = first_opinion(where, weights), second_opinion(where, weights)
    assert ours.keys() == theirs.keys()
    for party, values in theirs.items():
        for name, value in values.items():
            mine = ours[party][name]
            if value is None or mine is None:
                assert mine is value, (party, name)
            else:
                assert mine == pytest.approx(value, abs=NINE_DIGITS, rel=NINE_DIGITS), (party, name)


def all_states() -> Iterator[tuple[str, str, bool]]:
    """Every design in every reading, before its last track convenes and with it."""
    for each in KNOWN.designs:
        readings = {r.id for t in KNOWN.tracks if t.id in each.tracks for r in t.readings or ()}
        for reading in sorted(readings) or [""]:
            for later in (False, True) if each.later else (True,):
                yield each.id, reading, later


@pytest.mark.parametrize(("ident", "reading", "later"), list(all_states()))
def test_igraph_measures_the_same(ident: str, reading: str, later: bool):
    """Degree, strength, share, betweenness, closeness, eigenvector, density and cut points."""
    agree(seatings(design(ident), KNOWN.tracks, reading=reading, later=later), WEIGHTS)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_igraph_measures_the_same_in_every_case(case: sensitivity.Case):
    """Without inferred seats too, and with the Council as its five."""
    agree(seated(case, design("six-tracks"), KNOWN.tracks, KNOWN.parties), WEIGHTS)


def seat(party: str, role: str = "principal", basis: str = "stated") -> Seat:
    """A seat, supported by the essay's first paragraph."""
    return Seat(party=party, role=role, basis=basis, reason="So it is.", paragraph=1)  # type: ignore[arg-type]


def table(ident: str, *seats: Seat, strength: float = 1.0) -> Seating:
    """A track with its seats."""
    track = Track(
        id=ident, name=ident, short=ident, seats=seats, strength=strength, strength_reason="So it is."
    )
    return Seating(track, seats)


PARTIES = tuple("abcdefgh")
ROLES = st.sampled_from(ROLE_IDS)
STRENGTHS = st.sampled_from((1.0, 0.5, 0.25, 0.1))


@st.composite
def tables(draw: st.DrawFn) -> tuple[Seating, ...]:
    """Some tracks and who sits there; often in pieces, sometimes without a tie."""
    seated_at = draw(
        st.lists(
            st.tuples(st.dictionaries(st.sampled_from(PARTIES), ROLES, min_size=1, max_size=6), STRENGTHS),
            min_size=1,
            max_size=5,
        )
    )
    return tuple(
        table(f"t{number}", *(seat(party, role) for party, role in seats.items()), strength=strength)
        for number, (seats, strength) in enumerate(seated_at)
    )


ONE = (table("t", seat("a")),)
APART = (table("t", seat("a"), seat("b")), table("u", seat("c"), seat("d")))
CHAIN = tuple(
    table(f"t{i}", seat(a), seat(b), strength=0.1) for i, (a, b) in enumerate(("ab", "bc", "cd", "de"))
)
UNTIED = (table("t", seat("a", "ratifier"), seat("b", "consulted")),)
LOOSE = (
    table("t", *(seat(p) for p in "abcd")),
    table("u", *(seat(p) for p in "efgh")),
    table("v", seat("d"), seat("e", "possible"), strength=1e-4),
    table("w", seat("a"), seat("b", "possible"), strength=1e-4),
)
"""Two groups that are all but alike, and all but apart."""


@settings(max_examples=200, deadline=None)
@example(ONE)
@example(APART)
@example(CHAIN)
@example(UNTIED)
@example(LOOSE)
@given(tables())
def test_igraph_measures_the_same_of_any_seats(where: tuple[Seating, ...]):
    """Connected or in pieces."""
    agree(where, WEIGHTS)


# The projection


def weights_in(graph: "nx.Graph[str]") -> dict[str, float]:
    """The ties of a graph, each under the names of its two in order."""
    return {"".join(sorted((a, b))): data["weight"] for a, b, data in graph.edges(data=True)}


def test_weights_are_those_of_the_weaker_role():
    """Summed over the tracks, each times the track's strength; principals count one."""
    where = (
        table("t", seat("a"), seat("b"), seat("c", "ratifier"), seat("d", "possible")),
        table("u", seat("a"), seat("c"), seat("b", "consulted"), strength=0.5),
    )
    graph = together(where, WEIGHTS)
    assert weights_in(graph) == {
        "ab": 1 + 0.5 * 0.25, "ac": 0.5 + 0.5 * 1, "ad": 0.25, "bc": 0.5 + 0.5 * 0.25, "bd": 0.25,
    }  # fmt: skip
    found = measures(graph)
    assert {each.party: each.strength for each in found.standings} == {
        "a": 2.375, "b": 2.0, "c": 1.625, "d": 0.5,
    }  # fmt: skip
    assert [each.party for each in found.standings] == ["a", "b", "c", "d"]
    assert found.of("a") == found.standings[0]
    assert found.of("z") is None
    assert found.share("z") == 0
    assert found.share("a") == 2.375 / 6.5


def test_those_who_are_not_principals_are_not_joined():
    """Yet each of them is there, alone if nobody negotiates."""
    graph = together(UNTIED, WEIGHTS)
    assert set(graph) == {"a", "b"}
    assert not graph.edges
    pairs = {
        (one, other): together((table("t", seat("a", one), seat("b", other)),), WEIGHTS).has_edge("a", "b")
        for one in ROLE_IDS
        for other in ROLE_IDS
    }
    assert all(joined == ("principal" in roles) for roles, joined in pairs.items())


def test_the_graph_of_parties_and_tracks_bears_each_seat():
    """Its role and its basis, and nothing but seats."""
    where = seatings(design("six-tracks"), KNOWN.tracks)
    graph = between(where)
    assert nx.is_bipartite(graph)
    assert {data["bipartite"] for node, data in graph.nodes(data=True) if node.startswith("track-")} == {1}
    found = {(a, b): (data["role"], data["basis"]) for a, b, data in graph.edges(data=True)}
    assert {frozenset(pair) for pair in found} == {
        frozenset((f"party-{s.party}", f"track-{each.track.id}")) for each in where for s in each.seats
    }
    assert found["track-inter-korean", "party-us"] == ("ratifier", "stated")


@settings(max_examples=100, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_seats_and_tracks_does_not_matter(where: tuple[Seating, ...], chance: Random):
    """Nor does the order decide who of equals stands first."""

    def shuffled(items: Sequence[object]) -> tuple[object, ...]:
        return tuple(chance.sample(items, len(items)))

    other = tuple(replace(each, seats=shuffled(each.seats)) for each in shuffled(where))
    ours, theirs = (weights_in(together(each, WEIGHTS)) for each in (where, other))
    assert ours.keys() == theirs.keys()
    assert all(ours[pair] == pytest.approx(theirs[pair], rel=1e-12) for pair in ours)
    by_hand = ties_by_hand(where, WEIGHTS)
    assert {frozenset(pair): weight for pair, weight in ours.items()} == pytest.approx(by_hand, rel=1e-12)


@settings(max_examples=100, deadline=None)
@given(tables())
def test_measures_keep_within_their_bounds(where: tuple[Seating, ...]):
    """Shares add up to one, or to nothing where nobody is tied; the squares of the eigenvector to one."""
    found = measures(together(where, WEIGHTS))
    shares = [each.share for each in found.standings]
    assert sum(shares) == pytest.approx(1 if found.pairs else 0)
    assert shares == sorted(shares, reverse=True)
    assert sum(each.degree for each in found.standings) == 2 * found.pairs
    assert all(0 <= each.closeness <= 1 for each in found.standings)
    leading = [each.eigenvector for each in found.standings if each.eigenvector is not None]
    assert leading == [] or math.hypot(*leading) == pytest.approx(1)
    assert set(found.articulations) == {each.party for each in found.standings if each.articulation}


# Sensitivity


def outcome_of(where: tuple[Seating, ...], centre: tuple[str, ...] = ("a", "b")) -> Outcome:
    """What comes of some seats, none of a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return outcome(CASES[0], where, centre, WEIGHTS)


def of_the_edition(ident: str = "six-tracks") -> tuple[Outcome, ...]:
    """The cases of a design of the edition."""
    return outcomes(design(ident), KNOWN.tracks, KNOWN.parties, WEIGHTS)


def test_the_cases_are_the_same_on_each_run():
    """To the last bit; before the last track convenes comes first, in the preferred reading."""
    one, other = of_the_edition(), of_the_edition()
    assert one == other
    assert one[0].case == CASES[0] == sensitivity.Case(later=False, reading=0)
    assert len({each.case for each in one}) == len(one)


def test_cases_that_come_to_the_same_are_told_once():
    """A design with one reading, stated seats and no later track has one case."""
    assert [each.case for each in of_the_edition("one-lane")] == [CASES[0]]
    cases = [each.case for each in of_the_edition()]
    assert {(case.later, case.reading) for case in cases} == {
        (later, reading) for later in (False, True) for reading in (0, 1)
    }


def test_the_edition_s_weights_give_the_measured_shares():
    """The shares of a case are those of the graph, its lead the lesser of the two less the largest other."""
    for each in of_the_edition():
        where = seated(each.case, design("six-tracks"), KNOWN.tracks, KNOWN.parties)
        found = measures(together(where, WEIGHTS))
        assert each.shares == tuple((s.party, s.share) for s in found.standings)
        others = max(share for party, share in each.shares if party not in ("dprk", "rok"))
        assert each.lead == min(found.share("dprk"), found.share("rok")) - others
        assert each.low <= each.middle <= each.high
        assert 0 <= each.holds <= 1


def drawn_by_hand(where: Sequence[Seating], draws: Iterable[int]) -> Iterator[dict[str, float]]:
    """The strengths under some of the random weightings, one tie after the other."""
    chance = Random(SEED)
    roles = [[chance.random() for _ in ROLE_IDS[1:]] for _ in range(DRAWS)]
    tracks = [
        [LEAST_TRACK * (MOST_TRACK / LEAST_TRACK) ** chance.random() for _ in where] for _ in range(DRAWS)
    ]
    for number in draws:
        weights = dict(zip(ROLE_IDS, (1.0, *roles[number]), strict=True))
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(s.party for each in where for s in each.seats)
        for each, more in zip(where, tracks[number], strict=True):
            for pair, weight in ties_by_hand([each], weights).items():
                one, other = pair
                before = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
                graph.add_edge(one, other, weight=before + more * weight)
        yield dict(graph.degree(weight="weight"))


@pytest.mark.parametrize("case", [CASES[0], CASES[1], CASES[6], CASES[10]], ids=str)
def test_random_weightings_are_what_networkx_makes_of_them(case: sensitivity.Case):
    """All at once as matrices, or one after the other as graphs."""
    where = seated(case, design("six-tracks"), KNOWN.tracks, KNOWN.parties)
    parties, ties = sensitivity._ties(where)
    strengths = sensitivity._random_strengths(ties, len(where))
    assert strengths.shape == (DRAWS, len(parties))
    chosen = (0, 1, 17, DRAWS - 1)
    for number, by_hand in zip(chosen, drawn_by_hand(where, chosen), strict=True):
        assert dict(zip(parties, strengths[number], strict=True)) == pytest.approx(by_hand, rel=1e-12)


def test_weights_drawn_all_alike_give_one_lead(monkeypatch: pytest.MonkeyPatch):
    """That of the same weights, given: roles at a half, tracks at the middle of their scale, which is one."""

    class Middle:
        def __init__(self, seed: int) -> None:
            assert seed == SEED

        def random(self) -> float:
            return 0.5

    monkeypatch.setattr(sensitivity, "Random", Middle)
    halves = {role: 1.0 if role == "principal" else 0.5 for role in ROLE_IDS}
    for case in CASES:
        where = seated(case, design("six-tracks"), KNOWN.tracks, KNOWN.parties)
        found = outcome(case, where, ("dprk", "rok"), halves)
        assert [found.low, found.middle, found.high] == pytest.approx([found.lead] * 3, abs=1e-12)
        assert found.holds == (found.lead > NINE_DIGITS)


def test_other_random_weightings_come_to_the_same():
    """Drawn by another generator, measured as graphs: the share of cases agrees within four of its errors."""
    chance = np.random.default_rng(7)
    for case in (CASES[1], CASES[7]):
        where = seated(case, design("six-tracks"), KNOWN.tracks, KNOWN.parties)
        held = []
        for _ in range(400):
            weights = dict(zip(ROLE_IDS, (1.0, *chance.random(len(ROLE_IDS) - 1)), strict=True))
            strength: dict[str, float] = {}
            for each in where:
                more = float(np.exp(chance.uniform(math.log(LEAST_TRACK), math.log(MOST_TRACK))))
                for pair, weight in ties_by_hand([each], weights).items():
                    for party in pair:
                        strength[party] = strength.get(party, 0.0) + more * weight
            others = max(value for party, value in strength.items() if party not in ("dprk", "rok"))
            held.append(min(strength["dprk"], strength["rok"]) > others)
        told = outcome(case, where, ("dprk", "rok"), WEIGHTS).holds
        error = math.sqrt(max(told * (1 - told), 1e-3) / len(held))
        assert abs(float(np.mean(held)) - told) < 4 * error


def test_the_claim_always_holds_where_the_two_negotiate_everywhere_and_others_nowhere():
    """Whatever the weights; and never where the two sit nowhere."""
    where = (
        table("t", seat("a"), seat("b"), seat("c", "ratifier"), seat("d", "guarantor")),
        table("u", seat("a"), seat("b"), seat("c", "consulted"), seat("e", "possible")),
        table("v", seat("a"), seat("b"), strength=0.5),
    )
    found = outcome_of(where)
    assert found.holds == 1
    assert 0 < found.low <= found.middle <= found.high
    assert found.lead > 0
    nowhere = outcome_of(where, centre=("x", "y"))
    assert nowhere.holds == 0
    assert nowhere.lead == -max(share for _, share in nowhere.shares)
    half = outcome_of(where, centre=("a", "y"))
    assert half.holds == 0
    assert half.lead < 0


def test_a_level_lead_is_no_lead():
    """Three principals at one table have a third each, under every weighting."""
    found = outcome_of((table("t", seat("a"), seat("b"), seat("c")),))
    assert (found.holds, found.lead, found.low, found.high) == (0, 0, 0, 0)


@pytest.mark.parametrize("where", [UNTIED, ONE, ()], ids=["untied", "one party", "nobody"])
def test_seats_without_ties_give_no_lead_and_no_error(where: tuple[Seating, ...]):
    """Not even a division by nothing."""
    found = outcome_of(where)
    assert (found.lead, found.low, found.middle, found.high, found.holds) == (0, 0, 0, 0, 0)
    assert all(share == 0 for _, share in found.shares)


def test_two_alone_at_a_table_share_all():
    """There is no other to be ahead of: the lead is their own share."""
    found = outcome_of((table("t", seat("a"), seat("b")),))
    assert found.shares == (("a", 0.5), ("b", 0.5))
    assert (found.lead, found.low, found.high, found.holds) == (0.5, 0.5, 0.5, 1)


COUNCIL = (
    Party(id="council", name="The Council", kind="body", members=("b", "c", "d")),
    *(Party(id=ident, name=ident, kind="state") for ident in PARTIES),
)


def test_a_council_is_replaced_by_its_members():
    """Each in its role; one that sits there itself keeps the stronger of the two."""
    where = (
        table("t", seat("a"), seat("b", "consulted"), seat("council", "guarantor"), seat("d")),
        table("u", seat("council"), seat("b", "possible")),
        table("v", seat("a"), seat("e")),
    )
    found = council_expanded(where, COUNCIL)
    assert [{s.party: s.role for s in each.seats} for each in found] == [
        {"a": "principal", "b": "guarantor", "c": "guarantor", "d": "principal"},
        {"b": "principal", "c": "principal", "d": "principal"},
        {"a": "principal", "e": "principal"},
    ]
    assert all(len(each.seats) == len({s.party for s in each.seats}) for each in found)
    assert found[2] == where[2]


def test_the_council_s_five_stand_for_it_in_the_edition():
    """None of the cases with its five has the Council, and each has all of the five."""
    for case in CASES:
        where = seated(case, design("six-tracks"), KNOWN.tracks, KNOWN.parties)
        parties = {s.party for each in where for s in each.seats}
        assert ("security-council" in parties) == (not case.expanded)
        assert {"uk", "france"} <= parties or not case.expanded


def test_inferred_seats_are_left_out():
    """And so are tracks where no other is left."""
    where = (
        table("t", seat("a"), seat("b", basis="inferred"), seat("c")),
        table("u", seat("a", basis="inferred"), seat("b", basis="inferred")),
    )
    found = without_inferred(where)
    assert [(each.track.id, [s.party for s in each.seats]) for each in found] == [("t", ["a", "c"])]
    assert without_inferred(found) == found
    for case in CASES:
        if not case.inferred:
            left = seated(case, design("six-tracks"), KNOWN.tracks, KNOWN.parties)
            assert {s.basis for each in left for s in each.seats} == {"stated"}


@settings(max_examples=20, deadline=None)
@given(tables())
def test_any_seats_have_an_outcome(where: tuple[Seating, ...]):
    """Whoever sits, whoever is in the centre; leads keep between minus one and one."""
    found = outcome_of(where)
    assert -1 <= found.low <= found.middle <= found.high <= 1
    assert -1 <= found.lead <= 1
    assert 0 <= found.holds <= 1
    swapped = outcome_of(where, centre=("b", "a"))
    assert swapped == found
