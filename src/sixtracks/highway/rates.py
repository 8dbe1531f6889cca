"""Rates from the lengths of spells, with bootstrap intervals.

A spell is a stretch of years in which a negotiation moved or stood. Spells that had not come to their end
when last seen are censored: they add their years but no event.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Ending = Literal["stall", "agreement", "open"]

DRAWS = 2000
"""How often spells are drawn anew for an interval."""


def _check_length(years: float) -> None:
    if not (math.isfinite(years) and years > 0):
        raise ValueError(f"A spell has a length above 0 in years, not {years}.")


@dataclass(frozen=True, slots=True)
class MovingSpell:
    """A stretch in which a negotiation moved.

    Attributes:
        years: Its length.
        ending: How it ended: by breakdown or lapse ("stall"), by agreement, or not yet ("open").
        agreements: How many agreements were reached in it, that which ended it included.
    """

    years: float
    ending: Ending
    agreements: int = 0

    def __post_init__(self) -> None:
        _check_length(self.years)
        if self.ending not in ("stall", "agreement", "open"):
            raise ValueError(
                f"A moving spell ends by “stall” or “agreement” or is “open”, not “{self.ending}”."
            )
        if self.agreements < 0:
            raise ValueError(f"A number of agreements is 0 or more, not {self.agreements}.")
        if self.ending == "agreement" and not self.agreements:
            raise ValueError("A spell that ended by agreement has at least one agreement.")


@dataclass(frozen=True, slots=True)
class StandingSpell:
    """A stretch in which a negotiation stood.

    Attributes:
        years: Its length.
        ended: Whether talks resumed; otherwise they had not when last seen.
    """

    years: float
    ended: bool

    def __post_init__(self) -> None:
        _check_length(self.years)


@dataclass(frozen=True, slots=True)
class Rate:
    """An estimated rate per year.

    Attributes:
        value: The maximum-likelihood estimate: ``count / exposure``.
        low: The lower end of its bootstrap interval.
        high: The upper end.
        count: How many events it rests on.
        exposure: In how many years they were seen.
    """

    value: float
    low: float
    high: float
    count: int
    exposure: float


def _rate(events: Sequence[int], years: Sequence[float], *, seed: int, level: float = 0.95) -> Rate:
    """The rate of events that come at a constant rate while spells last.

    The likelihood of d events in spells of T years in all is λ^d · e^(−λT), whether or not a spell ended in
    one; it is greatest at λ = d / T (J. F. Lawless, Statistical Models and Methods for Lifetime Data, 2nd
    edition, Wiley 2003, on the exponential distribution with censored data). The spells are then drawn anew
    from among themselves, as many as there are, each with its events and years (B. Efron, “Bootstrap Methods:
    Another Look at the Jackknife”, The Annals of Statistics 7, 1979); the interval runs between the
    percentiles of the rates that come out. With few spells it is too narrow, and without any event it is no
    interval at all: 0 to 0.

    Args:
        events: For each spell, how many events it saw.
        years: For each spell, its length.
        seed: Of the random draws.
        level: The share of drawn rates that lie in the interval.
    """
    if not years:
        raise ValueError("A rate needs at least one spell.")
    counts, exposures = np.asarray(events), np.asarray(years, dtype=float)
    chosen = np.random.default_rng(seed).integers(len(exposures), size=(DRAWS, len(exposures)))
    drawn = counts[chosen].sum(axis=1) / exposures[chosen].sum(axis=1)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    count, exposure = int(counts.sum()), math.fsum(years)
    return Rate(count / exposure, float(low), float(high), count, exposure)


def stall_rate(spells: Sequence[MovingSpell], *, seed: int, level: float = 0.95) -> Rate:
    """The rate at which what moves stalls: spells that broke down or lapsed, over all years of movement."""
    stalls = [int(spell.ending == "stall") for spell in spells]
    return _rate(stalls, [spell.years for spell in spells], seed=seed, level=level)


def agreement_rate(spells: Sequence[MovingSpell], *, seed: int, level: float = 0.95) -> Rate:
    """The rate at which what moves reaches agreement: all agreements, over all years of movement."""
    agreements = [spell.agreements for spell in spells]
    return _rate(agreements, [spell.years for spell in spells], seed=seed, level=level)


def recovery_rate(spells: Sequence[StandingSpell], *, seed: int, level: float = 0.95) -> Rate:
    """The rate at which what stands moves again: spells that ended, over all years of standing."""
    resumed = [int(spell.ended) for spell in spells]
    return _rate(resumed, [spell.years for spell in spells], seed=seed, level=level)
