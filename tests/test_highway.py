"""The highway model: its limits, its agreement with simulations and with a second computation, and rates."""

import itertools
import math
from dataclasses import replace
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixtracks.highway import (
    MovingSpell,
    Road,
    StandingSpell,
    Yardstick,
    advantage,
    agreement_rate,
    agreement_times,
    at_least,
    break_even,
    generator,
    queue_share,
    queue_times,
    recovery_rate,
    simulated_agreement_times,
    simulated_at_least,
    stall_rate,
    states,
)

YARDSTICKS: tuple[Yardstick, ...] = ("open", "first", "last")
ROAD = Road(lanes=6, stall=1.0, recover=0.8, agree=0.5, coupling=0.3, dilution=0.4)

rates = st.floats(0.01, 20)
shares = st.floats(0, 1)
roads = st.builds(
    Road,
    lanes=st.integers(1, 6),
    stall=st.one_of(st.just(0.0), rates),
    recover=rates,
    agree=rates,
    coupling=shares,
    dilution=shares,
)


def near(expected):
    return pytest.approx(expected, rel=1e-10, abs=1e-12)


# The chain


def test_states_are_the_partitions_of_what_stands():
    assert states(3) == ((), (1,), (2,), (1, 1), (3,), (2, 1), (1, 1, 1))
    assert [len(states(lanes)) for lanes in range(1, 9)] == [2, 4, 7, 12, 19, 30, 45, 67]
    assert all(len(set(states(lanes))) == len(states(lanes)) for lanes in range(1, 9))


@given(roads)
def test_the_generator_conserves_probability(road):
    """Each row sums to 0, and nothing but the diagonal is below it."""
    q = generator(road)
    assert q.sum(axis=1) == pytest.approx(np.zeros(len(q)), abs=1e-11)
    assert (q - np.diag(np.diag(q)) >= 0).all()


def test_rates_from_the_start_are_as_stated():
    """From three moving lanes: knots of one, two or three form as hostages are taken."""
    road = Road(lanes=3, stall=2.0, recover=1.0, agree=1.0, coupling=0.25)
    to = dict(zip(states(3), generator(road)[0], strict=True))
    assert to[1,] == near(6 * 0.75**2)
    assert to[2,] == near(6 * 2 * 0.25 * 0.75)
    assert to[3,] == near(6 * 0.25**2)
    assert to[()] == near(-6)
    assert to[1, 1] == to[2, 1] == to[1, 1, 1] == 0


def test_equal_knots_come_undone_each_at_its_own_rate():
    row = generator(Road(lanes=3, stall=1.0, recover=5.0, agree=1.0))[states(3).index((1, 1, 1))]
    assert row[states(3).index((1, 1))] == 15


# A second computation: every lane by name, each set of hostages by itself, times solved backwards


def _moves(road: Road, lanes: tuple[int, ...], *, leaving: bool) -> list[tuple[tuple[int, ...], float]]:
    """Where one event leads: a lane is −1 (moves), −2 (has agreed) or the lane that stopped it."""
    moves = []
    moving = [i for i, lane in enumerate(lanes) if lane == -1]
    share = road.agree / (1 + road.dilution * (sum(lane != -2 for lane in lanes) - 1))
    for i in moving:
        others = [j for j in moving if j != i]
        for seized in itertools.product((False, True), repeat=len(others)):
            taken = {i, *(j for j, is_taken in zip(others, seized, strict=True) if is_taken)}
            chance = math.prod(road.coupling if is_taken else 1 - road.coupling for is_taken in seized)
            after = tuple(i if j in taken else lane for j, lane in enumerate(lanes))
            moves.append((after, road.stall * chance))
        if leaving:
            moves.append((tuple(-2 if j == i else lane for j, lane in enumerate(lanes)), share))
    for cause in {lane for lane in lanes if lane >= 0}:
        moves.append((tuple(-1 if lane == cause else lane for lane in lanes), road.recover))
    return moves


def _chain(road: Road, *, leaving: bool) -> tuple[list[tuple[int, ...]], np.ndarray]:
    found = [(-1,) * road.lanes]
    known = set(found)
    for lanes in found:
        if all(lane == -2 for lane in lanes):
            continue
        for after, _ in _moves(road, lanes, leaving=leaving):
            if after not in known:
                known.add(after)
                found.append(after)
    q = np.zeros((len(found), len(found)))
    for i, lanes in enumerate(found):
        if all(lane == -2 for lane in lanes):
            continue
        for after, speed in _moves(road, lanes, leaving=leaving):
            q[i, found.index(after)] += speed
            q[i, i] -= speed
    return found, q


SMALL = [
    Road(lanes, stall, 0.7, 0.3, coupling, dilution)
    for lanes, stall, coupling, dilution in itertools.product(
        (2, 3), (0.4, 3.0), (0.0, 0.35, 1.0), (0.0, 0.6, 1.0)
    )
]


@pytest.mark.parametrize("road", SMALL, ids=str)
def test_lanes_by_name_give_the_same_shares(road):
    """Knots may be counted by size alone: the chain over lanes with names has the same shares of time."""
    found, q = _chain(road, leaving=False)
    balance = np.vstack([q.T, np.ones(len(found))])
    shares = np.linalg.lstsq(balance, np.array([0.0] * len(found) + [1.0]), rcond=None)[0]
    moving = [sum(lane == -1 for lane in lanes) for lanes in found]
    expected = [sum(p for p, m in zip(shares, moving, strict=True) if m >= k) for k in range(road.lanes + 1)]
    assert at_least(road) == near(tuple(expected))


@pytest.mark.parametrize("road", SMALL, ids=str)
def test_lanes_by_name_give_the_same_times(road):
    """Mean hitting times by first-step equations, from every state backwards, are those found forwards."""
    found, q = _chain(road, leaving=True)
    agreed = np.array([sum(lane == -2 for lane in lanes) for lanes in found])
    expected = []
    for j in range(1, road.lanes + 1):
        before = np.flatnonzero(agreed < j)
        expected.append(np.linalg.solve(-q[np.ix_(before, before)], np.ones(len(before)))[0])
    assert agreement_times(road) == near(tuple(expected))


def test_digits_as_computed_in_another_language():
    """A program in JavaScript with its own elimination, written from the description, gave these digits."""
    assert at_least(ROAD)[1:] == pytest.approx(
        (0.833035801518, 0.574033705234, 0.331491818903, 0.159815479572, 0.0615841741699, 0.019664572922),
        rel=1e-11,
    )
    assert agreement_times(ROAD) == pytest.approx(
        (2.71038956032, 5.80073874933, 9.01324127831, 12.3900377753, 16.1623033066, 21.2682440784), rel=1e-11
    )
    assert [break_even(ROAD, yardstick) for yardstick in YARDSTICKS] == pytest.approx(
        (0.854635460758, 0.74793547446, 0.735670719312), rel=1e-11
    )


# Limits


@pytest.mark.parametrize("lanes", range(1, 9))
@pytest.mark.parametrize("stall", [0.0, 0.3, 2.0, 15.0])
def test_without_coupling_the_moving_lanes_are_binomial(lanes, stall):
    road = Road(lanes, stall, recover=0.8, agree=1.0)
    p = queue_share(road)
    tail = [
        sum(math.comb(lanes, m) * p**m * (1 - p) ** (lanes - m) for m in range(k, lanes + 1))
        for k in range(lanes + 1)
    ]
    assert at_least(road) == near(tuple(tail))


@pytest.mark.parametrize("lanes", range(1, 9))
@pytest.mark.parametrize("stall", [0.0, 0.3, 2.0, 15.0])
def test_with_full_coupling_the_lanes_are_one_lane_with_every_cause_of_stalling(lanes, stall):
    """They move and stand together, as a toll road does that any of n issues can stop."""
    road = Road(lanes, stall, recover=0.8, agree=0.5, coupling=1.0, dilution=0.3)
    one = replace(road, lanes=1, stall=lanes * stall)
    assert at_least(road) == near((1.0, *[queue_share(one)] * lanes))
    assert at_least(road)[1] == near(0.8 / (0.8 + lanes * stall))
    levels = [(1 + m * stall / 0.8) * (1 + 0.3 * (m - 1)) / (m * 0.5) for m in range(lanes, 0, -1)]
    assert agreement_times(road) == near(tuple(itertools.accumulate(levels)))


@given(roads)
def test_one_lane_is_a_toll_road_with_one_issue(road):
    """Coupling and dilution mean nothing to it, and breadth never helps."""
    one = replace(road, lanes=1)
    assert at_least(one) == near((1.0, queue_share(one)))
    assert agreement_times(one) == near(queue_times(one))
    assert [break_even(one, yardstick) for yardstick in YARDSTICKS] == [0, 0, 0]


@pytest.mark.parametrize("dilution", [0.0, 0.5, 1.0])
def test_without_stalls_agreements_come_at_the_rate_of_the_open_lanes(dilution):
    road = Road(5, stall=0.0, recover=1.0, agree=0.5, coupling=0.7, dilution=dilution)
    levels = [(1 + dilution * (m - 1)) / (m * 0.5) for m in range(5, 0, -1)]
    assert agreement_times(road) == near(tuple(itertools.accumulate(levels)))
    assert at_least(road) == near((1.0,) * 6)


@pytest.mark.parametrize("lanes", [1, 2, 3, 5, 6])
@pytest.mark.parametrize(("stall", "recover", "agree"), [(0.4, 0.7, 0.2), (3.0, 1.0, 2.0), (0.1, 5.0, 0.5)])
def test_independent_lanes_agree_as_order_statistics_do(lanes, stall, recover, agree):
    """Without coupling and dilution the times are independent, each a mixture of two exponentials.

    A lane has not agreed at t with probability a·e^(−αt) + (1 − a)·e^(−βt), where α and β solve
    x² − (stall + agree + recover)·x + agree·recover = 0 and the slope at 0 is −agree. The mean of the least
    of k such times is the integral of the k-th power, and the j-th of n follows by inclusion and exclusion.
    """
    half = (stall + agree + recover) / 2
    root = math.sqrt(half**2 - agree * recover)
    alpha, beta = half - root, half + root
    a = (beta - agree) / (beta - alpha)

    def least(k: int) -> float:
        return sum(
            math.comb(k, i) * a**i * (1 - a) ** (k - i) / (i * alpha + (k - i) * beta) for i in range(k + 1)
        )

    expected = [
        sum(
            (-1) ** (k - (lanes - j + 1)) * math.comb(k - 1, lanes - j) * math.comb(lanes, k) * least(k)
            for k in range(lanes - j + 1, lanes + 1)
        )
        for j in range(1, lanes + 1)
    ]
    assert agreement_times(Road(lanes, stall, recover, agree)) == pytest.approx(tuple(expected), rel=1e-9)


@given(rates, rates, shares)
def test_two_lanes_by_hand(stall, recover, coupling):
    """The four states' balance, solved by hand with x = stall / recover."""
    x = stall / recover
    whole = 1 + 2 * x + x * x * (1 - coupling)
    both, neither = 1 / whole, (2 * x * coupling + x * x * (1 - coupling)) / whole
    assert at_least(Road(2, stall, recover, 1.0, coupling)) == near((1.0, 1 - neither, both))


def test_the_toll_road_by_hand():
    road = Road(lanes=3, stall=1.0, recover=2.0, agree=0.5)
    assert queue_share(road) == near(2 / 3)
    assert queue_times(road) == near((3.0, 6.0, 9.0))


# Order


@given(roads)
def test_shares_fall_and_times_rise(road):
    """What at least k + 1 lanes do at least k do, and the next agreement is later."""
    shares, times = at_least(road), agreement_times(road)
    assert shares[0] == 1
    assert all(0 <= b <= a <= 1 for a, b in itertools.pairwise(shares))
    assert times[0] > 0
    assert all(a < b for a, b in itertools.pairwise(times))


@given(roads, st.floats(0.1, 10))
def test_only_the_ratios_of_rates_matter_to_shares(road, factor):
    """In another unit of time shares are the same and times are as many units."""
    other = replace(road, stall=road.stall * factor, recover=road.recover * factor, agree=road.agree * factor)
    assert at_least(other) == pytest.approx(at_least(road), rel=1e-8, abs=1e-10)
    assert agreement_times(other) == pytest.approx(tuple(t / factor for t in agreement_times(road)), rel=1e-8)


@given(roads, st.floats(1.01, 5))
def test_worse_rates_make_it_worse(road, factor):
    """More stalls or slower recovery: less time and later agreements. More dilution: later agreements."""
    more_stalls = replace(road, stall=road.stall * factor)
    slower = replace(road, recover=road.recover / factor)
    for worse in (more_stalls, slower):
        pairs = zip(at_least(worse), at_least(road), strict=True)
        assert all(a <= b + 1e-9 for a, b in pairs)
        pairs = zip(agreement_times(worse), agreement_times(road), strict=True)
        assert all(a >= b * (1 - 1e-9) for a, b in pairs)
    diluted = replace(road, dilution=min(1.0, road.dilution * factor))
    pairs = zip(agreement_times(diluted), agreement_times(road), strict=True)
    assert all(a >= b * (1 - 1e-9) for a, b in pairs)


GRID = [
    Road(lanes, stall, 1.0, agree, 0.0, dilution)
    for lanes, stall, agree, dilution in itertools.product(
        (2, 4, 6, 8), (0.01, 0.3, 1.0, 3.0, 30.0), (0.05, 1.0, 20.0), (0.0, 0.5, 1.0)
    )
]


@pytest.mark.parametrize("lanes", [2, 4, 6, 8])
def test_breadth_helps_less_the_closer_the_coupling(lanes):
    """By all three yardsticks, on 45 roads of as many lanes each: so the advantage crosses 0 once at most."""
    for road in (road for road in GRID if road.lanes == lanes):
        for yardstick in YARDSTICKS:
            curve = [advantage(replace(road, coupling=step / 10), yardstick) for step in range(11)]
            assert all(b <= a + 1e-11 for a, b in itertools.pairwise(curve)), (road, yardstick)


def test_coupling_raises_the_share_for_which_all_lanes_move():
    """The other side: lanes that stall together also move together, so not every curve falls."""
    curve = [at_least(replace(ROAD, coupling=step / 10)) for step in range(11)]
    assert all(b[-1] > a[-1] for a, b in itertools.pairwise(curve))
    assert all(b[1] < a[1] for a, b in itertools.pairwise(curve))


# Where breadth stops helping


@pytest.mark.parametrize("road", GRID[::4], ids=str)
@pytest.mark.parametrize("yardstick", YARDSTICKS)
def test_the_break_even_is_where_the_curves_cross(road, yardstick):
    point = break_even(road, yardstick)
    if point is None:
        assert advantage(replace(road, coupling=1.0), yardstick) > 0
        return
    if point == 0:
        assert advantage(road, yardstick) <= 1e-12
        return
    assert advantage(replace(road, coupling=point), yardstick) == pytest.approx(0, abs=1e-10)
    assert advantage(replace(road, coupling=point * 0.999), yardstick) > 0
    assert advantage(replace(road, coupling=point + (1 - point) * 0.001), yardstick) < 0


@given(rates, rates)
def test_the_break_even_of_two_lanes_by_hand(stall, recover):
    point = break_even(Road(2, stall, recover, 1.0), "open")
    assert point == pytest.approx((recover + stall) / (2 * recover + stall), rel=1e-7)


def test_the_roads_own_coupling_does_not_matter():
    assert break_even(replace(ROAD, coupling=0.9), "first") == break_even(ROAD, "first")


def test_each_lane_with_its_own_people_helps_at_any_coupling():
    """Without dilution agreements come sooner on the highway even where all lanes stand as one."""
    road = Road(6, stall=0.4, recover=0.7, agree=0.2)
    assert break_even(road, "first") is None
    assert break_even(road, "last") is None
    assert break_even(road, "open") == pytest.approx(0.798443155013, rel=1e-11)


def test_one_team_for_all_lanes_is_no_sooner_done():
    """The case against breadth: fully diluted, even independent lanes reach the last agreement later."""
    road = Road(6, stall=0.4, recover=0.7, agree=0.2, dilution=1.0)
    assert break_even(road, "last") == 0


def test_breadth_may_stop_helping_just_at_full_coupling():
    """With three lanes, a dilution of a quarter and stall = recover, (1 + 3) · 1.5 / 3 is just 1 + 1."""
    assert break_even(Road(3, 1.0, 1.0, 0.7, dilution=0.25), "first") == 1


def test_breadth_cannot_help_what_never_stalls():
    assert break_even(Road(6, 0.0, 1.0, 1.0), "open") == 0


# Simulation

POINTWISE = NormalDist().inv_cdf(1 - 0.01 / 2)
SIMULTANEOUS = NormalDist().inv_cdf(1 - 0.01 / 2 / 384)

PLAYED = [
    Road(lanes, stall, 1.0, agree, coupling, dilution)
    for lanes, (stall, agree), coupling, dilution in itertools.product(
        (2, 4, 6), ((0.6, 0.5), (2.0, 1.0)), (0.0, 0.3, 0.8, 1.0), (0.0, 0.6)
    )
]


def _exact(road: Road) -> tuple[float, ...]:
    """At least 1 … n lanes move; the first … n-th agreement."""
    return (*at_least(road)[1:], *agreement_times(road))


@pytest.fixture(scope="module")
def played() -> dict[Road, np.ndarray]:
    """For each road of the grid the exact values' distances from the simulated ones, in standard errors.

    Each simulation has its own seed, its place in the grid.
    """
    found = {}
    for place, road in enumerate(PLAYED):
        shares = simulated_at_least(road, seed=place, runs=800)[1:]
        times = simulated_agreement_times(road, seed=len(PLAYED) + place, runs=3000)
        found[road] = np.array([(e.value, (e.high - e.low) / 2 / POINTWISE) for e in (*shares, *times)])
    return found


def _distances(road: Road, played: np.ndarray) -> np.ndarray:
    return (np.array(_exact(road)) - played[:, 0]) / played[:, 1]


def test_every_exact_value_lies_within_the_simultaneous_interval(played):
    """48 roads give 384 intervals of 99 %, of which some four may be expected to miss by chance.

    So each is widened by Bonferroni's rule until the chance that any misses is 1 % at most: then none may.
    """
    distances = np.concatenate([_distances(road, played[road]) for road in PLAYED])
    assert len(PLAYED) == 48
    assert len(distances) == 384
    assert np.abs(distances).max() < SIMULTANEOUS


@pytest.mark.parametrize(("name", "which"), [("open", 0), ("all move", -1), ("first", 1), ("last", -2)])
def test_no_more_exact_values_miss_the_99_percent_interval_than_chance_allows(played, name, which):
    """Four values of each road, chosen beforehand, are looked at one by one.

    Values of one road hang together and those of different roads do not, so for one value the misses over
    48 roads are binomial: more than three come by chance once in 730 times.
    """
    misses = 0
    for road in PLAYED:
        distances = _distances(road, played[road])
        index = {"open": 0, "all move": road.lanes - 1, "first": road.lanes, "last": 2 * road.lanes - 1}[name]
        misses += abs(distances[index]) > POINTWISE
    assert misses <= 3


def test_the_simulation_would_tell_a_wrong_model(played):
    """The intervals are narrow enough: another coupling, dilution or recovery is found out each time."""
    for road in PLAYED:
        wrong = [
            replace(road, coupling=road.coupling + 0.2 if road.coupling < 0.5 else road.coupling - 0.2),
            replace(road, dilution=road.dilution + 0.3),
            replace(road, recover=road.recover * 1.15),
        ]
        for other in wrong:
            assert np.abs(_distances(other, played[road])).max() > SIMULTANEOUS, (road, other)


def test_simulations_repeat_with_their_seed():
    road = Road(3, 1.0, 1.0, 1.0, 0.5, 0.5)
    assert simulated_at_least(road, 7, runs=20) == simulated_at_least(road, 7, runs=20)
    assert simulated_at_least(road, 7, runs=20) != simulated_at_least(road, 8, runs=20)
    assert simulated_agreement_times(road, 7, runs=20) == simulated_agreement_times(road, 7, runs=20)


def test_simulated_intervals_widen_with_their_level():
    road = Road(2, 1.0, 1.0, 1.0, 0.5, 1.0)
    narrow = simulated_agreement_times(road, 1, runs=50, level=0.9)[0]
    wide = simulated_agreement_times(road, 1, runs=50, level=0.99)[0]
    assert narrow.value == wide.value
    assert wide.low < narrow.low < narrow.value < narrow.high < wide.high


def test_simulated_lanes_that_never_stall_always_move():
    road = Road(2, 0.0, 1.0, 1.0, 0.5)
    assert [estimate.value for estimate in simulated_at_least(road, 1, runs=5)] == [1, 1, 1]


# Wrong roads


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"lanes": 0}, "1 to 8 lanes, not 0"),
        ({"lanes": 9}, "1 to 8 lanes, not 9"),
        ({"lanes": 2.5}, "1 to 8 lanes, not 2.5"),
        ({"stall": -1.0}, "“stall” is a number of 0 or more, not -1.0"),
        ({"stall": math.nan}, "“stall” is a number of 0 or more, not nan"),
        ({"agree": math.inf}, "“agree” is a number of 0 or more, not inf"),
        ({"recover": 0.0}, "“recover” is above 0"),
        ({"agree": 0.0}, "“agree” is above 0"),
        ({"coupling": -0.1}, "“coupling” is a number of 0 or more"),
        ({"coupling": 1.1}, "“coupling” lies from 0 to 1, not at 1.1"),
        ({"dilution": 2.0}, "“dilution” lies from 0 to 1, not at 2.0"),
    ],
)
def test_a_wrong_road_is_refused(wrong: dict[str, Any], message: str):
    with pytest.raises(ValueError, match=message):
        replace(ROAD, **wrong)


# Rates from spells

MOVED = (MovingSpell(2.0, "stall", 1), MovingSpell(3.0, "open"), MovingSpell(5.0, "agreement", 2))

moving_spells = st.lists(
    st.one_of(
        st.builds(MovingSpell, st.floats(0.01, 30), st.sampled_from(["stall", "open"]), st.integers(0, 3)),
        st.builds(MovingSpell, st.floats(0.01, 30), st.just("agreement"), st.integers(1, 3)),
    ),
    min_size=1,
    max_size=12,
)


def test_rates_are_events_over_years():
    stall, agreement = stall_rate(MOVED, seed=1), agreement_rate(MOVED, seed=1)
    assert (stall.value, stall.count, stall.exposure) == (0.1, 1, 10)
    assert (agreement.value, agreement.count, agreement.exposure) == (0.3, 3, 10)
    recovery = recovery_rate([StandingSpell(1.0, ended=True), StandingSpell(3.0, ended=False)], seed=1)
    assert (recovery.value, recovery.count, recovery.exposure) == (0.25, 1, 4)


def test_a_bootstrap_interval_by_hand():
    """Of two spells of a year, one of which ended, draws give rates of 0, ½ and 1, by ¼, ½ and ¼."""
    spells = [StandingSpell(1.0, ended=True), StandingSpell(1.0, ended=False)]
    wide, narrow = recovery_rate(spells, seed=3), recovery_rate(spells, seed=3, level=0.4)
    assert (wide.low, wide.value, wide.high) == (0, 0.5, 1)
    assert (narrow.low, narrow.high) == (0.5, 0.5)


def test_one_spell_gives_no_interval():
    assert stall_rate([MovingSpell(4.0, "stall")], seed=1) == stall_rate([MovingSpell(4.0, "stall")], seed=2)


@settings(max_examples=50)
@given(moving_spells, st.integers(0, 2**32))
def test_intervals_stay_within_what_single_spells_say(spells, seed):
    """A rate drawn from spells lies between the least and the greatest rate of any one of them."""
    found = agreement_rate(spells, seed=seed)
    single = [spell.agreements / spell.years for spell in spells]
    slack = 1e-9 * (1 + max(single))
    assert min(single) - slack <= found.low <= found.high <= max(single) + slack
    assert min(single) - slack <= found.value <= max(single) + slack
    assert found == agreement_rate(spells, seed=seed)


@settings(max_examples=50)
@given(moving_spells, st.floats(0.01, 10))
def test_no_other_rate_is_more_likely(spells, other):
    """The likelihood, spell by spell: a density where it stalled, the chance of lasting where it did not."""

    def log_likelihood(speed: float) -> float:
        return sum(
            (math.log(speed) if spell.ending == "stall" else 0) - speed * spell.years for spell in spells
        )

    found = stall_rate(spells, seed=1)
    if found.count:
        assert log_likelihood(found.value) >= log_likelihood(other) - 1e-9
    else:
        assert found.value == found.low == found.high == 0


@settings(max_examples=50)
@given(moving_spells, st.floats(0.1, 10))
def test_rates_do_not_depend_on_the_unit_of_time(spells, factor):
    longer = [replace(spell, years=spell.years * factor) for spell in spells]
    one, other = stall_rate(spells, seed=1), stall_rate(longer, seed=1)
    assert (other.value, other.low, other.high) == pytest.approx(
        (one.value / factor, one.low / factor, one.high / factor), rel=1e-9
    )


def test_intervals_cover_a_known_rate():
    """Of 200 records of 40 spells, cut off at random, at least 88 % of the 95 % intervals hold the rate."""
    draws = np.random.default_rng(4)
    held = 0
    for seed in range(200):
        lasting, watched = draws.exponential(1 / 0.5, 40), draws.exponential(4.0, 40)
        spells = [StandingSpell(min(a, b), ended=bool(a <= b)) for a, b in zip(lasting, watched, strict=True)]
        found = recovery_rate(spells, seed=seed)
        held += found.low <= 0.5 <= found.high
    assert held >= 176


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0.0, "stall"), "length above 0 in years, not 0.0"),
        ((math.nan, "stall"), "length above 0"),
        ((math.inf, "open"), "length above 0"),
        ((1.0, "lapse"), "not “lapse”"),
        ((1.0, "stall", -1), "0 or more, not -1"),
        ((1.0, "agreement", 0), "at least one agreement"),
    ],
)
def test_a_wrong_spell_is_refused(arguments: tuple[Any, ...], message: str):
    with pytest.raises(ValueError, match=message):
        MovingSpell(*arguments)


def test_a_standing_spell_has_a_length():
    with pytest.raises(ValueError, match="length above 0"):
        StandingSpell(-1.0, ended=True)


def test_a_rate_needs_a_spell():
    with pytest.raises(ValueError, match="at least one spell"):
        recovery_rate([], seed=1)
