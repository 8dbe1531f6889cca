"""The highway as a model: an illustration under stated assumptions, not a forecast.

The essay sets a one-lane toll road, where every issue queues behind one, against a highway of many lanes.
Here lanes stall, recover and reach agreement at constant rates; a lane that stalls may take others hostage
(coupling), and lanes may share their negotiators (dilution). The model says how much of the time lanes move,
how long agreements take, and at which coupling breadth stops helping, if these assumptions held. That rates
are constant, that lanes are alike and that agreements do not help or hurt one another are assumptions too.
"""

from sixtracks.highway.model import (
    MOST_LANES,
    Road,
    Yardstick,
    advantage,
    agreement_times,
    at_least,
    break_even,
    generator,
    queue_share,
    queue_times,
    states,
)
from sixtracks.highway.rates import (
    Ending,
    MovingSpell,
    Rate,
    StandingSpell,
    agreement_rate,
    recovery_rate,
    stall_rate,
)
from sixtracks.highway.simulation import Estimate, simulated_agreement_times, simulated_at_least

__all__ = [
    "MOST_LANES",
    "Ending",
    "Estimate",
    "MovingSpell",
    "Rate",
    "Road",
    "StandingSpell",
    "Yardstick",
    "advantage",
    "agreement_rate",
    "agreement_times",
    "at_least",
    "break_even",
    "generator",
    "queue_share",
    "queue_times",
    "recovery_rate",
    "simulated_agreement_times",
    "simulated_at_least",
    "stall_rate",
    "states",
]
