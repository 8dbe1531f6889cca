"""Who sits with whom: designs as graphs, what is measured of them, and how much that depends on us.

Only here is networkx used. A graph is made from seats, never from a figure.
"""

from sixtracks.networks.graphs import Seating, between, council_expanded, seatings, together, without_inferred
from sixtracks.networks.measures import Measures, Standing, measures
from sixtracks.networks.sensitivity import CASES, Case, Outcome, outcome, outcomes

__all__ = [
    "CASES",
    "Case",
    "Measures",
    "Outcome",
    "Seating",
    "Standing",
    "between",
    "council_expanded",
    "measures",
    "outcome",
    "outcomes",
    "seatings",
    "together",
    "without_inferred",
]
