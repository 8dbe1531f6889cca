"""Dated events: one record an event, in however many timelines it stands."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.records.dates import Moment, Precision, When, approximate, exact_day, span
from sixtracks.records.parties import Party
from sixtracks.records.reading import UnfitError, brief, line_of, load, read_text, tree_of
from sixtracks.records.text import EventId, Id, Key, Line, NoteId, Number, Words
from sixtracks.records.timelines import Timeline

EventKind = Literal[
    "agreement",
    "meeting",
    "negotiation",
    "statement",
    "decision",
    "resolution",
    "test",
    "incident",
    "publication",
]
EVENT_KINDS: tuple[str, ...] = get_args(EventKind)


def _pairs(value: object) -> object:
    """A mapping as pairs, so that the record stays frozen."""
    if isinstance(value, Mapping):
        return tuple(value.items())
    if isinstance(value, tuple):
        return value
    raise UnfitError(
        "it does not say which lane", "Write {timeline: lane}, for as many timelines as it is in."
    )


_zones = cache(available_timezones)  # which looks through the system's files


def _zone(value: str) -> str:
    if value and value not in _zones():
        raise UnfitError(
            f"there is no time zone “{brief(value)}”",
            "Write UTC, or an IANA name: America/New_York, Asia/Seoul.",
        )
    return value


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Dormant:
    """A span of a negotiation in which nothing was negotiated.

    Attributes:
        start: Its beginning.
        end: Its end.
        text: Why.
    """

    start: When
    end: When
    text: Annotated[Line, Field(max_length=300)]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Event:
    """A dated event.

    Attributes:
        id: Its id, the same on the page, in the PDF and in the exports; it never changes.
        timelines: The timelines that it belongs to, each with its lane there; the first is its home.
        start: Its day, or its first day.
        title: A few words.
        text: What happened, in a sentence or two.
        kind: What kind of event it is.
        parties: Who acted or signed, by id.
        sources: Where it stands, by citation key.
        end: Its last day; nothing for an event of one date.
        precision: How exact the start is; taken from its form unless it is only about.
        end_precision: The same of the end.
        zone: The time zone of its dates, where that matters; else they are those of the place.
        in_korea: The day in Korea, where that is another.
        paragraphs: The paragraphs of the essay on which it bears.
        annotations: The annotations that speak of it.
        counted: Whether it counts as a negotiation of its own.
        why_not_counted: Why not.
        dormant: Spans in which nothing was negotiated.
    """

    id: EventId
    timelines: Annotated[tuple[tuple[Id, Id], ...], BeforeValidator(_pairs), Field(min_length=1)]
    start: When
    title: Annotated[Line, Field(max_length=80)]
    text: Annotated[Line, Field(max_length=600)]
    kind: EventKind
    parties: Annotated[tuple[Id, ...], Field(min_length=1, max_length=40)]
    sources: Annotated[tuple[Key, ...], Field(min_length=1, max_length=8)]
    end: When | None = None
    precision: Precision | None = None
    end_precision: Precision | None = None
    zone: Annotated[str, AfterValidator(_zone)] = ""
    in_korea: Annotated[date, BeforeValidator(exact_day)] | None = None
    paragraphs: Annotated[tuple[Number, ...], Field(max_length=30)] = ()
    annotations: Annotated[tuple[NoteId, ...], Field(max_length=30)] = ()
    counted: bool = True
    why_not_counted: Annotated[Words, Field(max_length=300)] = ""
    dormant: Annotated[tuple[Dormant, ...], Field(max_length=20)] = ()

    @property
    def when(self) -> str:
        """Its date or dates as prose writes them."""
        return span(self.start, self.end)

    @property
    def last(self) -> Moment:
        """Its end, or its only date."""
        return self.end or self.start

    def lane(self, timeline: str) -> str:
        """Its lane in a timeline; empty where it does not belong to it."""
        return dict(self.timelines).get(timeline, "")


_Place = tuple[Path, int]


def load_events(
    root: Path,
    timelines: tuple[Timeline, ...],
    parties: tuple[Party, ...],
    sources: Collection[str],
    passages: Collection[int],
) -> tuple[Event, ...]:
    """The events in ``data/events/``, in the order of their dates.

    Args:
        root: The book's folder.
        timelines: The timelines that there are.
        parties: The parties that there are.
        sources: The citation keys that there are.
        passages: The numbers of the essay's paragraphs.

    Raises:
        FaultError: A record is wrong, an id stands twice, or a record names what does not exist.
    """
    events: list[Event] = []
    places: list[_Place] = []
    folder = root / "data" / "events"
    for path in folder.glob("*.yaml"):
        raise FaultError(Fault(shown(path, root), 0, "no file of events ends in .yaml", "Rename it: .yml."))
    for path in sorted(folder.glob("*.yml")):
        found = load(path, tuple[Event, ...], root, may_be_empty=True)
        events += found
        places += [(path, index) for index in range(len(found))]
    known = _Known(
        {t.id: {lane.id for lane in t.lanes} for t in timelines},
        {t.id: t.opens for t in timelines if t.opens},
        {t.id: t.as_of for t in timelines},
        {p.id for p in parties},
        set(sources),
        set(passages),
    )
    events = [_with_precision(event) for event in events]
    wrong = list(_repeats(events, places, root))
    for event, place in zip(events, places, strict=True):
        wrong += [(place, *each) for each in _faults(event, known)]
    if wrong:
        raise FaultError(*_told(wrong, root))
    return tuple(sorted(events, key=lambda e: (e.start.earliest, e.last.latest, e.id)))


@dataclass(frozen=True, slots=True)
class _Known:
    """What a record may name."""

    lanes: dict[str, set[str]]
    opens: dict[str, date]
    kept_to: dict[str, date]
    parties: set[str]
    sources: set[str]
    passages: set[int]


def _with_precision(event: Event) -> Event:
    start = approximate(event.start) if event.precision == "about" else event.start
    end = approximate(event.end) if event.end and event.end_precision == "about" else event.end
    return replace(event, start=start, end=end)


_Wrong = tuple[tuple[int | str, ...], str, str]


def _faults(event: Event, known: _Known) -> Iterator[_Wrong]:
    """What is wrong with a record that has the right shape: the field's place, what, and the mend."""
    yield from _date_faults(event)
    yield from _dormant_faults(event)
    yield from _timeline_faults(event, known)
    yield from _unknown(event, known)
    for field in ("parties", "sources", "paragraphs", "annotations"):
        named = getattr(event, field)
        for index, name in enumerate(named):
            if name in named[:index]:
                yield (field, index), f"{name} stands twice", "Remove one of the two."
    if event.why_not_counted and event.counted:
        yield ("why_not_counted",), "it says why it is not counted, but it is", "Add counted: false."
    if not event.counted and not event.why_not_counted:
        yield ("counted",), "it does not say why it is not counted", "Add why_not_counted: with a sentence."


def _unknown(event: Event, known: _Known) -> Iterator[_Wrong]:
    for index, party in enumerate(event.parties):
        if party not in known.parties:
            mend = "Correct it, or add it to data/parties.yml."
            yield ("parties", index), f"there is no party “{party}”", mend
    for index, key in enumerate(event.sources):
        if key not in known.sources:
            mend = "Correct the key, or add the source to data/references.bib."
            yield ("sources", index), f"there is no source “{key}”", mend
    for index, number in enumerate(event.paragraphs):
        if number not in known.passages:
            span_ = f"{min(known.passages, default=0)} to {max(known.passages, default=0)}"
            yield ("paragraphs", index), f"the essay has no paragraph {brief(number)}", f"Use one of {span_}."


def _timeline_faults(event: Event, known: _Known) -> Iterator[_Wrong]:
    for timeline, lane in event.timelines:
        place = ("timelines", timeline)
        opens = known.opens.get(timeline)
        if timeline not in known.lanes:
            yield place, f"there is no timeline “{timeline}”", _one_of(known.lanes)
        elif lane not in known.lanes[timeline]:
            yield place, f"timeline {timeline} has no lane “{lane}”", _one_of(known.lanes[timeline])
        elif opens and event.last.latest < opens:
            what = f"it ends ({event.last}) before timeline {timeline} opens ({opens})"
            yield place, what, "Take it out of this timeline, or correct opens: in data/timelines.yml."
        elif event.start.earliest > known.kept_to[timeline]:
            what = f"it is later than the day up to which timeline {timeline} was kept"
            yield ("start",), what, "Correct the date, or as_of: in data/timelines.yml."


def _date_faults(event: Event) -> Iterator[_Wrong]:
    if event.end and event.end.latest < event.start.earliest:
        what = f"it ends ({event.end}) before it starts ({event.start})"
        yield ("end",), what, "Correct one of the two dates."
    for field, when, given in (
        ("precision", event.start, event.precision),
        ("end_precision", event.end, event.end_precision),
    ):
        if given and not when:
            yield (field,), "it says how exact an end is that it does not have", "Take it out, or add end:."
        elif given and when and given not in ("about", when.precision):
            what = f"it says {given}, but the date {when.iso} gives a {when.precision}"
            yield (field,), what, "Leave it out, or write about; how exact a date is shows from its form."
    if event.in_korea:
        if not event.zone:
            yield ("in_korea",), "it has a day in Korea but no time zone", "Add zone: with the zone of start."
        if event.start.precision != "day":
            yield ("in_korea",), "it has a day in Korea, but its start is no day", "Take it out."
        elif abs((event.in_korea - event.start.earliest).days) != 1:
            what = f"the day in Korea ({event.in_korea}) is not the one before or after {event.start.iso}"
            yield ("in_korea",), what, "Correct it; where the day is the same, take it out."


def _dormant_faults(event: Event) -> Iterator[_Wrong]:
    for index, each in enumerate(event.dormant):
        if each.end.latest < each.start.earliest:
            yield ("dormant", index), "this span ends before it starts", "Correct one of the two dates."
        elif each.start.latest < event.start.earliest or each.end.earliest > event.last.latest:
            what = f"this span lies outside the event’s own, {event.when}"
            yield ("dormant", index), what, "Correct one of the dates."


def _one_of(names: Collection[str]) -> str:
    return (
        f"Use one of {', '.join(sorted(names))}." if names else "Restore data/timelines.yml, which has none."
    )


def _repeats(
    events: list[Event], places: list[_Place], root: Path
) -> Iterator[tuple[_Place, tuple[int | str, ...], str, str]]:
    first: dict[str, _Place] = {}
    for event, place in zip(events, places, strict=True):
        if event.id in first:
            where = shown(first[event.id][0], root)
            mend = f"Ids never change, so give the newer one another; the first is in {where}."
            yield place, ("id",), f"event {event.id} stands twice", mend
        first.setdefault(event.id, place)


def _told(wrong: list[tuple[_Place, tuple[int | str, ...], str, str]], root: Path) -> Iterator[Fault]:
    trees: dict[Path, Any] = {}
    for (path, index), place, what, mend in wrong:
        if path not in trees:
            trees[path] = tree_of(read_text(path, root))
        yield Fault(shown(path, root), line_of(trees[path], (index, *place)), what, mend)
