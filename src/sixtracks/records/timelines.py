"""Timelines: which histories the edition draws, by which rule, in which lanes."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.reading import load, refuse_repeats
from sixtracks.records.text import Id, Line


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Lane:
    """A strand of a timeline.

    Attributes:
        id: Its id.
        name: How the chart names it.
    """

    id: Id
    name: Annotated[Line, Field(max_length=60)]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Timeline:
    """One history.

    Attributes:
        id: Its id, by which a chapter's cell asks for it.
        title: Its title.
        rule: The rule of inclusion: what is in and what is out.
        as_of: The day up to which it was kept.
        lanes: Its lanes, from top to bottom.
        shows: What a reader sees in it, in a sentence or two; part of the description for those who
            cannot see the chart.
        opens: The first day that the chart shows, where some events began before it.
    """

    id: Id
    title: Annotated[Line, Field(max_length=100)]
    rule: Annotated[Line, Field(max_length=900)]
    as_of: date
    lanes: Annotated[tuple[Lane, ...], Field(min_length=1)]
    shows: Annotated[Line, Field(max_length=900)]
    opens: date | None = None


def load_timelines(root: Path) -> tuple[Timeline, ...]:
    """The timelines in ``data/timelines.yml``, in the file's order; none where there is no such file.

    Raises:
        FaultError: The file is wrong, or an id stands twice.
    """
    path = root / "data" / "timelines.yml"
    if not path.exists():
        return ()
    timelines = load(path, tuple[Timeline, ...], root)
    refuse_repeats([t.id for t in timelines], path, root, what="timeline", field="id")
    return timelines
