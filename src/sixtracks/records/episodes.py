"""Episodes of negotiation: stretches between two dated events in which a strand of talks was moving."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass as plain
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.events import Event
from sixtracks.records.reading import UnfitError, Wrong, load_list, refuse
from sixtracks.records.text import EventId, Id, Line
from sixtracks.records.timelines import Timeline

_YEAR = 365.25  # days
STRANDS = "talks"
"""The timeline whose lanes are the strands."""


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Episode:
    """A stretch in which a strand of talks was moving; between two of a strand it stood still.

    Attributes:
        id: Its id; it never changes.
        strand: The strand that it belongs to.
        name: Its name.
        opens: The event with which it began.
        reason: Why these two events, and what is doubtful.
        closes: The event with which it ended; nothing while it is open.
        ended: How it ended: by an agreement, by a break, or without either.
        agreements: The events in it that are agreements.
    """

    id: Annotated[str, Field(pattern=r"^ep-[0-9]{4}(-[a-z0-9]+)+$", max_length=60)]
    strand: Id
    name: Annotated[Line, Field(max_length=60)]
    opens: EventId
    reason: Annotated[Line, Field(max_length=320)]
    closes: EventId | None = None
    ended: Literal["agreement", "breakdown", "lapse"] | None = None
    agreements: Annotated[tuple[EventId, ...], Field(max_length=12)] = ()

    def __post_init__(self) -> None:
        """Stop where it is said that it closed but not how, or how but not when."""
        if (self.closes is None) != (self.ended is None):
            what = "closes and ended go together"
            raise UnfitError(what, "Give both, or, for an episode that is still open, neither.")
        if self.ended == "agreement" and not self.agreements:
            what = "it ended in agreement, but names none"
            raise UnfitError(what, "Add agreements: with the event of the agreement.")


@plain(frozen=True, slots=True)
class Spell:
    """A stretch of time in one strand.

    Attributes:
        id: The id of its episode; of a standstill, of the episode before it.
        strand: The strand.
        start: Its first day, an uncertain date taken at its middle.
        end: Its last day; the day up to which the record was kept where it was not over then.
        over: Whether it was.
    """

    id: str
    strand: str
    start: date
    end: date
    over: bool

    @property
    def years(self) -> float:
        """Its length in years of 365.25 days."""
        return (self.end - self.start).days / _YEAR


def load_episodes(
    root: Path, events: tuple[Event, ...], timelines: tuple[Timeline, ...]
) -> tuple[Episode, ...]:
    """The episodes in ``data/episodes.yml``, in the order of their beginnings; none where there is no file.

    Raises:
        FaultError: The file is wrong, an id stands twice, an episode names an event that does not exist, ends
            before it begins, or overlaps another of its strand; or the model would lack a rate.
    """
    path = root / "data" / "episodes.yml"
    episodes = load_list(path, tuple[Episode, ...], root, what="episode")
    by_id = {event.id: event for event in events}
    strands = {lane.id for each in timelines if each.id == STRANDS for lane in each.lanes}
    refuse([*_strangers(episodes, strands)], path, root)
    refuse([each for i, episode in enumerate(episodes) for each in _unknown(episode, i, by_id)], path, root)
    kept = strands_kept(timelines) or date.max
    refuse([*_disordered(episodes, by_id), *_too_late(episodes, by_id, kept)], path, root)
    refuse([*_without_rates(episodes, by_id)] if episodes else [], path, root)
    return tuple(sorted(episodes, key=lambda each: (begins(each, by_id), each.id)))


def strands_kept(timelines: tuple[Timeline, ...]) -> date | None:
    """The day up to which the strands' timeline was kept; nothing where there is none."""
    return next((each.as_of for each in timelines if each.id == STRANDS), None)


def begins(episode: Episode, events: Mapping[str, Event]) -> date:
    """The day on which it began; the middle of the days on which it may have."""
    return events[episode.opens].start.middle


def ends(episode: Episode, events: Mapping[str, Event]) -> date:
    """The day on which it ended; the last day there is while it is open."""
    return events[episode.closes].last.middle if episode.closes else date.max


def moving_spells(
    episodes: tuple[Episode, ...], events: Mapping[str, Event], as_of: date
) -> tuple[Spell, ...]:
    """The stretches in which a strand was moving: its episodes.

    Args:
        episodes: The episodes.
        events: The events, by id.
        as_of: The day up to which the record was kept.
    """
    return tuple(
        Spell(
            each.id,
            each.strand,
            begins(each, events),
            min(ends(each, events), as_of),
            each.closes is not None,
        )
        for each in episodes
    )


def standing_spells(
    episodes: tuple[Episode, ...], events: Mapping[str, Event], as_of: date
) -> tuple[Spell, ...]:
    """The stretches in which a strand stood still: from the end of an episode to the next of its strand."""
    found = []
    for strand in dict.fromkeys(each.strand for each in episodes):
        mine = [each for each in moving_spells(episodes, events, as_of) if each.strand == strand]
        for before, after in pairwise(mine):
            found.append(Spell(before.id, strand, before.end, after.start, over=True))
        if mine[-1].over and mine[-1].end < as_of:
            found.append(Spell(mine[-1].id, strand, mine[-1].end, as_of, over=False))
    return tuple(found)


def _strangers(episodes: tuple[Episode, ...], strands: Collection[str]) -> Iterator[Wrong]:
    for i, episode in enumerate(episodes):
        if episode.strand not in strands:
            lanes = f"Use one of {', '.join(sorted(strands))}" if strands else "Add it"
            mend = f"{lanes}; the strands are the lanes of the timeline {STRANDS} in data/timelines.yml."
            yield (i, "strand"), f"there is no strand “{episode.strand}”", mend


def _unknown(episode: Episode, index: int, events: Mapping[str, Event]) -> Iterator[Wrong]:
    named = [("opens", episode.opens), ("closes", episode.closes)]
    places: list[tuple[tuple[int | str, ...], str | None]] = [
        ((index, field), ident) for field, ident in named
    ]
    places += [((index, "agreements", j), ident) for j, ident in enumerate(episode.agreements)]
    for place, ident in places:
        if ident is not None and ident not in events:
            yield place, f"there is no event “{ident}”", "Correct it, or add it to data/events/."


def _disordered(episodes: tuple[Episode, ...], events: Mapping[str, Event]) -> Iterator[Wrong]:
    """What does not follow in time: ends before beginnings, agreements outside, overlaps within a strand."""
    for i, episode in enumerate(episodes):
        start, end = begins(episode, events), ends(episode, events)
        if end <= start:
            what = (
                f"it ends ({end}) before it begins ({start})"
                if end < start
                else "it begins and ends on one day"
            )
            yield (i, "closes"), what, "Correct one of the two events."
        yield from _agreement_faults(episode, i, events)
        for other in episodes[:i]:
            if other.strand != episode.strand:
                continue
            if start < ends(other, events) and begins(other, events) < end:
                what = f"it overlaps {other.id} of the same strand"
                yield (i, "opens"), what, "Correct the events, or join the two."
        for other in (each for each in episodes if each is not episode):
            if (other.strand, ends(other, events)) == (episode.strand, start) and other.ended != "agreement":
                what = f"it begins on the day on which {other.id} ended, so the strand never stood still"
                yield (i, "opens"), what, "Correct the events, or join the two."


def _agreement_faults(episode: Episode, index: int, events: Mapping[str, Event]) -> Iterator[Wrong]:
    start, end = begins(episode, events), ends(episode, events)
    span = f"{start} to {end}" if episode.closes else f"open since {start}"
    for j, ident in enumerate(episode.agreements):
        if ident in episode.agreements[:j]:
            yield (index, "agreements", j), f"“{ident}” stands twice", "Remove one of the two."
        if not start <= events[ident].last.middle <= end:
            what = f"“{ident}” lies outside the episode, {span}"
            yield (index, "agreements", j), what, "Take it out, or correct opens or closes."


def _too_late(episodes: tuple[Episode, ...], events: Mapping[str, Event], kept: date) -> Iterator[Wrong]:
    """What lies beyond the day up to which the strands were kept."""
    mend = f"Correct the event, or as_of: of the timeline {STRANDS} in data/timelines.yml."
    for i, episode in enumerate(episodes):
        if begins(episode, events) >= kept:
            yield (i, "opens"), f"it begins on or after {kept}, up to which the strands were kept", mend
        elif episode.closes and ends(episode, events) > kept:
            yield (i, "closes"), f"it ends after {kept}, up to which the strands were kept", mend


def _without_rates(episodes: tuple[Episode, ...], events: Mapping[str, Event]) -> Iterator[Wrong]:
    """What the highway model needs and these episodes lack: an agreement, and a standstill that ended."""
    if not any(episode.agreements for episode in episodes):
        mend = "Add agreements: to an episode that had one."
        yield (), "no episode has an agreement, so the highway model lacks its rate", mend
    stalled = {(each.strand, ends(each, events)) for each in episodes if each.ended in ("breakdown", "lapse")}
    if not any(e.strand == strand and begins(e, events) > end for e in episodes for strand, end in stalled):
        what = "no strand moved again after it broke off or lapsed, so the highway model lacks that rate"
        yield (), what, "Add an earlier or a later episode of a strand that did."
