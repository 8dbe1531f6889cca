"""Figures: what a chapter's cell calls.

In a build a cell's result is a few words that name the figure, and the edition's extension draws it: kernels
load neither plotly nor matplotlib. In Jupyter the same line shows the chart.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

MIME = "application/vnd.sixtracks.figure+json"
BUILDING = "SIXTRACKS_BUILDING"
"""Set in the environment of the kernels of a build."""


@dataclass(frozen=True, slots=True)
class Specification:
    """A figure by its name.

    Attributes:
        name: Its name among the book's figures.
    """

    name: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """What a notebook shows: the name alone in a build, the plotly chart elsewhere."""
        if os.environ.get(BUILDING):
            return {MIME: {"figure": self.name}, "text/plain": f"figure {self.name}"}
        from sixtracks.figures.notebook import bundle

        return bundle(self.name, Path.cwd())


def timeline(name: str) -> Specification:
    """A timeline.

    Args:
        name: Its id in ``data/timelines.yml``.
    """
    return Specification(name)


def concurrency(name: str) -> Specification:
    """How many negotiations of a timeline were open at the same time.

    Args:
        name: The timeline's id.
    """
    return Specification(f"{name}-concurrency")


def launches(by: Literal["year", "month"]) -> Specification:
    """Missile launches and nuclear tests.

    Args:
        by: The width of a column.
    """
    return Specification(f"launches-by-{by}")


def network() -> Specification:
    """Who takes part in which track, in each design."""
    return Specification("network")


def seats() -> Specification:
    """Parties and tracks of the essay's design, as a grid."""
    return Specification("seats")


def standing() -> Specification:
    """Each party's share of strength in the essay's design, before and after its last track convenes."""
    return Specification("standing")


def designs() -> Specification:
    """The designs side by side."""
    return Specification("designs")


def sensitivity() -> Specification:
    """How far the essay's claim depends on readings, seats and weights."""
    return Specification("sensitivity")


def highway(shows: Literal["episodes", "rates", "lanes-open", "first-agreement", "waiting"]) -> Specification:
    """The highway model.

    Args:
        shows: The episodes of the record, and its rates; how much of the time lanes move; the time to the
            first agreement; the time to each.
    """
    return Specification(shows)


def places() -> Specification:
    """The places, on maps."""
    return Specification("places")
