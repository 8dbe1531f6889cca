"""Timelines: which histories the edition draws, by which rule, in which lanes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.dates import Moment, When, exact_day
from sixtracks.records.reading import UnfitError, load_list, refuse
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


KEPT = (
    "network", "seats", "standing", "designs", "sensitivity", "episodes", "rates", "lanes-open",
    "first-agreement", "waiting",
)  # fmt: skip
"""The names of other figures."""


def _own_name(ident: str) -> str:
    """The id, unless the chart of another figure is called so."""
    if ident in KEPT or ident.endswith("-concurrency") or ident.startswith(("launches-by-", "network-")):
        raise UnfitError(f"“{ident}” is kept for the chart of another figure", "Give it another id.")
    return ident


def _apart(lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
    ids = [lane.id for lane in lanes]
    for ident in ids:
        if ids.count(ident) > 1:
            raise UnfitError(f"lane {ident} stands twice", "Remove or rename one of the two.")
    return lanes


def _to_the_month(when: Moment) -> Moment:
    if not when.month or when.day:
        raise UnfitError(f"“{when.iso}” is no month", "Write YYYY-MM.")
    return when


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Count:
    """How the negotiations of a timeline are counted that were open at the same time.

    Attributes:
        first: The first month.
        last: The last month.
        level: The number that the count is compared with.
        level_name: What that number is.
        core: Lanes that are also counted by themselves.
        core_name: What these lanes are together.
    """

    first: Annotated[When, AfterValidator(_to_the_month)]
    last: Annotated[When, AfterValidator(_to_the_month)]
    level: Annotated[int, Field(ge=1)]
    level_name: Annotated[Line, Field(max_length=40)]
    core: Annotated[tuple[Id, ...], Field(min_length=1)]
    core_name: Annotated[Line, Field(max_length=80)]


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
        count: How its negotiations are counted, where they are.
    """

    id: Annotated[Id, AfterValidator(_own_name)]
    title: Annotated[Line, Field(max_length=100)]
    rule: Annotated[Line, Field(max_length=900)]
    as_of: Annotated[date, BeforeValidator(exact_day)]
    lanes: Annotated[tuple[Lane, ...], Field(min_length=1, max_length=12), AfterValidator(_apart)]
    shows: Annotated[Line, Field(max_length=900)]
    opens: Annotated[date, BeforeValidator(exact_day)] | None = None
    count: Count | None = None


def load_timelines(root: Path) -> tuple[Timeline, ...]:
    """The timelines in ``data/timelines.yml``, in the file's order; none where there is no such file.

    Raises:
        FaultError: The file is wrong, or an id stands twice.
    """
    path = root / "data" / "timelines.yml"
    timelines = load_list(path, tuple[Timeline, ...], root, what="timeline")
    wrong = [(i, *each) for i, timeline in enumerate(timelines) for each in _count_faults(timeline)]
    refuse([((i, "count", field), what, mend) for i, field, what, mend in wrong], path, root)
    return timelines


def _count_faults(timeline: Timeline) -> Iterator[tuple[str, str, str]]:
    """What is wrong with how a timeline is counted: the field, what, and the mend."""
    count, lanes = timeline.count, [lane.id for lane in timeline.lanes]
    if count is None:
        return
    if count.last.earliest < count.first.earliest:
        yield "last", "the count ends before it begins", "Correct one of the two months."
    for lane in count.core:
        if lane not in lanes:
            yield "core", f"timeline {timeline.id} has no lane “{lane}”", f"Use one of {', '.join(lanes)}."
