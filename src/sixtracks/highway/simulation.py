"""An independent check of the exact model: lanes played out one by one at random.

Nothing here knows of partitions or of equations. Each lane holds a label: the lane that stopped it, or
:data:`MOVING`, or :data:`AGREED`. Many roads are played side by side, each from its own draws, by the direct
method of D. T. Gillespie, “Exact Stochastic Simulation of Coupled Chemical Reactions”, The Journal of
Physical Chemistry 81 (1977): the time to the next event is exponential with the sum of all rates, and the
event is drawn in proportion to its rate.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sixtracks.highway.model import Road

MOVING = -1
AGREED = -2

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over independent runs, with its confidence interval.

    Attributes:
        value: The mean.
        low: The lower end of the interval.
        high: The upper end.
    """

    value: float
    low: float
    high: float


class _Roads:
    """Roads with the same rates, played side by side; a row is a run, a column a lane."""

    def __init__(self, road: Road, runs: int, seed: int, *, agreeing: bool) -> None:
        self.road = road
        self.draws = np.random.default_rng(seed)
        self.labels = np.full((runs, road.lanes), MOVING)
        self.agreeing = agreeing

    @property
    def moving(self) -> NDArray[np.bool_]:
        """Which lanes move."""
        moving: NDArray[np.bool_] = self.labels == MOVING
        return moving

    def rates(self) -> Numbers:
        """For each lane the rate at which it stalls or comes free, then for each that at which it agrees.

        Of a knot's lanes only the one that stopped the others has the rate at which the knot comes undone.
        """
        road, lanes = self.road, np.arange(self.road.lanes)
        turns: Numbers = self.moving * road.stall + (self.labels == lanes) * road.recover
        if not self.agreeing:
            return turns
        others = np.maximum((self.labels != AGREED).sum(axis=1, keepdims=True) - 1, 0)
        return np.hstack([turns, self.moving * (road.agree / (1 + road.dilution * others))])

    def step(self) -> Numbers:
        """Play the next event of every run; return how long each waited for it."""
        labels, moving, runs = self.labels, self.moving, np.arange(len(self.labels))
        heaped = self.rates().cumsum(axis=1)
        total = heaped[:, -1]
        with np.errstate(divide="ignore"):  # a run in which nothing can happen waits for ever
            waits: Numbers = self.draws.exponential(size=len(labels)) / total
        mark = (1 - self.draws.random(len(labels))) * total  # above 0: no event of rate 0 is drawn
        event = (heaped < mark[:, None]).sum(axis=1)
        lane = event % self.road.lanes
        agrees = event >= self.road.lanes
        stalls = ~agrees & moving[runs, lane] & (total > 0)
        frees = ~agrees & ~stalls & (total > 0)
        seized = moving & (self.draws.random(labels.shape) < self.road.coupling)
        seized[runs, lane] = True
        freed = labels == lane[:, None]
        labels = np.where(stalls[:, None] & seized, lane[:, None], labels)
        labels = np.where(frees[:, None] & freed, MOVING, labels)
        labels[runs[agrees], lane[agrees]] = AGREED
        self.labels = labels
        return waits


def _estimates(samples: Numbers, level: float) -> tuple[Estimate, ...]:
    """The mean of each column of independent rows, with its interval by the central limit theorem.

    The interval holds where the runs saw what is counted many times over; for what is rarer it is too narrow.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    means = samples.mean(axis=0)
    margins = z * samples.std(axis=0, ddof=1) / len(samples) ** 0.5
    return tuple(
        Estimate(float(mean), float(mean - margin), float(mean + margin))
        for mean, margin in zip(means, margins, strict=True)
    )


def simulated_at_least(
    road: Road, seed: int, *, runs: int = 1000, level: float = 0.99
) -> tuple[Estimate, ...]:
    """The share of time for which at least k lanes move, for k = 0 … n, over independent runs.

    Each run starts with all lanes moving. It is watched for 12 / recover years, after a time in which it
    forgets its start: 12 / recover years, and longer where stalls are frequent, since knots that formed apart
    become one only if both come undone before their lanes stall again.

    Args:
        road: The road; its lanes do not leave.
        seed: Of the random draws.
        runs: How many independent runs.
        level: The confidence level of each interval.
    """
    roads = _Roads(road, runs, seed, agreeing=False)
    begin = 12 / road.recover * (1 + road.lanes * road.stall / (4 * road.recover))
    end = begin + 12 / road.recover
    clock = np.zeros(runs)
    spent = np.zeros((runs, road.lanes + 1))  # years with exactly k lanes moving
    while clock.min() < end:
        count = roads.moving.sum(axis=1)
        then = clock + roads.step()
        spent[np.arange(runs), count] += np.clip(then, begin, end) - np.clip(clock, begin, end)
        clock = then
    return _estimates(spent[:, ::-1].cumsum(axis=1)[:, ::-1] / (end - begin), level)


def simulated_agreement_times(
    road: Road, seed: int, *, runs: int = 4000, level: float = 0.99
) -> tuple[Estimate, ...]:
    """The years until the j-th agreement, for j = 1 … n, over independent runs from all lanes moving.

    Args:
        road: The road; a lane that has reached agreement leaves it.
        seed: Of the random draws.
        runs: How many independent runs.
        level: The confidence level of each interval.
    """
    roads = _Roads(road, runs, seed, agreeing=True)
    clock = np.zeros(runs)
    times = np.zeros((runs, road.lanes))
    agreed = np.zeros(runs, dtype=int)
    while agreed.min() < road.lanes:
        clock += np.where(agreed < road.lanes, roads.step(), 0.0)
        now = (roads.labels == AGREED).sum(axis=1)
        news = np.flatnonzero(now > agreed)
        times[news, now[news] - 1] = clock[news]
        agreed = now
    return _estimates(times, level)
