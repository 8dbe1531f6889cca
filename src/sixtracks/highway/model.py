"""The exact model: one continuous-time Markov chain for the highway, closed forms for the toll road.

The state of the highway is how many lanes stand, and in which knots: a multiset of knot sizes, which is a
partition of the number of standing lanes. Lanes are alike, so nothing else about them bears on what comes
next.
"""

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

MOST_LANES = 8

State = tuple[int, ...]
"""The sizes of the knots, largest first; ``()`` where all lanes move."""
Matrix = NDArray[np.float64]
Yardstick = Literal["open", "first", "last"]

_ROUNDING = 1e-12
"""An advantage of this share of the toll road's value, or of less, is taken for rounding."""


@dataclass(frozen=True, slots=True)
class Road:
    """A highway and the rates that drive it; all rates are per year.

    Attributes:
        lanes: How many lanes it has; for the toll road, how many issues queue.
        stall: The rate at which a moving lane stalls on its own.
        recover: The rate at which a knot of standing lanes comes undone.
        agree: The rate at which a moving lane that has its negotiators to itself reaches agreement.
        coupling: The probability that a lane that stalls stops any other moving lane with it.
        dilution: How far one team serves all lanes. With m lanes open each reaches agreement at
            ``agree / (1 + dilution · (m − 1))``: 0 where each lane has its own people, 1 where one team
            divides its time.
    """

    lanes: int
    stall: float
    recover: float
    agree: float
    coupling: float = 0.0
    dilution: float = 0.0

    def __post_init__(self) -> None:
        if not (isinstance(self.lanes, int) and 1 <= self.lanes <= MOST_LANES):
            raise ValueError(f"A road has 1 to {MOST_LANES} lanes, not {self.lanes}.")
        for name in ("stall", "recover", "agree", "coupling", "dilution"):
            value = getattr(self, name)
            if not math.isfinite(value) or value < 0:
                raise ValueError(f"“{name}” is a number of 0 or more, not {value}.")
        for name in ("recover", "agree"):
            if getattr(self, name) == 0:
                raise ValueError(f"“{name}” is above 0: otherwise nothing ever comes to an end.")
        for name in ("coupling", "dilution"):
            if getattr(self, name) > 1:
                raise ValueError(f"“{name}” lies from 0 to 1, not at {getattr(self, name)}.")


@cache
def states(lanes: int) -> tuple[State, ...]:
    """The states of a road: each partition of each number of standing lanes, 30 of them for six lanes."""

    def partitions(total: int, largest: int) -> list[State]:
        if total == 0:
            return [()]
        return [
            (size, *rest)
            for size in range(min(total, largest), 0, -1)
            for rest in partitions(total - size, size)
        ]

    return tuple(state for standing in range(lanes + 1) for state in partitions(standing, standing))


def generator(road: Road, lanes: int | None = None) -> Matrix:
    """The rates from state to state as a Q-matrix: rows as in :func:`states`, each summing to 0.

    With m lanes moving, some lane stalls at rate m · stall. The number of hostages that it takes among the
    other m − 1 is binomial with probability ``coupling``, so that a knot of 1 + h lanes forms at rate m ·
    stall · C(m−1, h) · coupling^h · (1 − coupling)^(m−1−h). This is a common shock: a set of lanes stops at
    one moment, as in A. W. Marshall and I. Olkin, “A Multivariate Exponential Distribution”, Journal of the
    American Statistical Association 62 (1967). A knot of any size comes undone at rate ``recover``.

    Args:
        road: The road.
        lanes: How many of its lanes are still open; all of them if not given.
    """
    lanes = road.lanes if lanes is None else lanes
    all_states = states(lanes)
    index = {state: i for i, state in enumerate(all_states)}
    q = np.zeros((len(all_states), len(all_states)))
    for i, state in enumerate(all_states):
        others = lanes - sum(state) - 1
        for hostages in range(others + 1):
            chance = (
                math.comb(others, hostages)
                * road.coupling**hostages
                * (1 - road.coupling) ** (others - hostages)
            )
            knotted = tuple(sorted((*state, 1 + hostages), reverse=True))
            q[i, index[knotted]] += (others + 1) * road.stall * chance
        for size, knots in Counter(state).items():
            first = state.index(size)
            q[i, index[state[:first] + state[first + 1 :]]] += knots * road.recover
        q[i, i] = -q[i].sum()
    return q


def at_least(road: Road) -> tuple[float, ...]:
    """The long-run share of time for which at least k lanes move, for k = 0 … n; no lane leaves the road.

    The shares π of the states solve π Q = 0 with sum 1. They are unique, since all lanes moving can be
    reached from every state, and by the ergodic theorem they are the shares of time (J. R. Norris, Markov
    Chains, Cambridge University Press 1997, sections 3.5 and 3.8). One of the equations follows from the
    others and is replaced by the sum.
    """
    equations = generator(road).T
    equations[-1] = 1.0
    one = np.zeros(len(equations))
    one[-1] = 1.0
    shares = np.linalg.solve(equations, one)
    moving = [0.0] * (road.lanes + 1)
    for state, share in zip(states(road.lanes), shares, strict=True):
        moving[road.lanes - sum(state)] += float(share)
    return (1.0, *(min(1.0, max(0.0, sum(moving[k:]))) for k in range(1, road.lanes + 1)))  # rounding aside


def agreement_times(road: Road) -> tuple[float, ...]:
    """The expected years until the j-th agreement, for j = 1 … n, from a start with all lanes moving.

    A lane that has reached agreement leaves, so the chain goes down through levels of m = n … 1 open lanes
    and is absorbed when none is left. Let Q be the generator for m lanes, A the diagonal of the rates at
    which the level is left (``agree / (1 + dilution · (m − 1))`` for each moving lane), and p the
    probabilities of the states in which the level is entered. The expected years x in each state before it is
    left solve x (A − Q) = p, their sum is the expected time on the level, and the level below is entered in
    each state with probability x A: the same knots, one moving lane less. These are the equations of mean
    hitting times, solved from the start forwards (J. R. Norris, Markov Chains, Cambridge University Press
    1997, section 3.3).
    """
    entered: dict[State, float] = {(): 1.0}
    elapsed = 0.0
    times = []
    for lanes in range(road.lanes, 0, -1):
        rate = road.agree / (1 + road.dilution * (lanes - 1))
        leaving = np.array([rate * (lanes - sum(state)) for state in states(lanes)])
        start = np.array([entered.get(state, 0.0) for state in states(lanes)])
        years = np.linalg.solve((np.diag(leaving) - generator(road, lanes)).T, start)
        elapsed += float(years.sum())
        times.append(elapsed)
        entered = dict(zip(states(lanes), (years * leaving).tolist(), strict=True))
    return tuple(times)


def queue_share(road: Road) -> float:
    """The long-run share of time for which the toll road moves: recover / (recover + stall).

    One lane moves for 1 / stall years on average and stands for 1 / recover, in turn.
    """
    return road.recover / (road.recover + road.stall)


def queue_times(road: Road) -> tuple[float, ...]:
    """The expected years until the j-th agreement of the toll road, for j = 1 … n.

    An issue comes up with the lane moving. It needs 1 / agree years of movement on average, whatever
    interrupts them; during these stall / agree stalls are expected, each of 1 / recover years. The issues
    come up one after another: j · (1 + stall / recover) / agree.
    """
    return tuple(j * (1 + road.stall / road.recover) / road.agree for j in range(1, road.lanes + 1))


def advantage(road: Road, yardstick: Yardstick) -> float:
    """How far the highway is ahead of the toll road of as many issues, as a share of the toll road's value.

    Above 0 where breadth helps: for "open", where at least one lane moves for more of the time; for "first"
    and "last", where the first or the last of n agreements is expected sooner.
    """
    if yardstick == "open":
        return at_least(road)[1] / queue_share(road) - 1
    which = {"first": 0, "last": -1}[yardstick]
    return 1 - agreement_times(road)[which] / queue_times(road)[which]


def break_even(road: Road, yardstick: Yardstick) -> float | None:
    """The least coupling at which breadth stops helping; the road's own coupling does not matter.

    It is where :func:`advantage`, as a function of coupling, comes down to 0, found by Brent's method. For
    these three yardsticks the advantage falls throughout as coupling rises on every road tried (the grid in
    the tests), so that it crosses 0 once at most; no proof is offered. The same is not true of the share of
    time for which many lanes move: coupling raises the share for which all of them do.

    At the ends there are closed forms. With coupling 1 the open lanes move and stand as one, m of them
    stalling at m · stall: at least one moves for recover / (recover + n · stall) of the time, which for n > 1
    and stall > 0 is less than the toll road's share, so there is always a break-even for "open". The first
    agreement then takes (1 + n · stall / recover) · (1 + dilution · (n − 1)) / (n · agree), which without
    dilution is less than the toll road's (1 + stall / recover) / agree: there breadth helps at any coupling.
    For two lanes the four stationary equations can be solved by hand, and the break-even for "open" is
    (recover + stall) / (2 · recover + stall).

    Returns:
        A number from 0 to 1; 0 where breadth never helps, None where it still does at coupling 1.
    """
    from scipy.optimize import brentq

    def ahead(coupling: float) -> float:
        return advantage(replace(road, coupling=coupling), yardstick)

    if ahead(0.0) <= _ROUNDING:
        return 0.0
    at_one = ahead(1.0)
    if at_one > _ROUNDING:
        return None
    if at_one >= -_ROUNDING:
        return 1.0
    return float(brentq(ahead, 0.0, 1.0, xtol=1e-14))
