"""The timelines as figures, from the records."""

from collections import Counter
from collections.abc import Mapping

from sixtracks.figures.model import Entry, Table, TimelineFigure
from sixtracks.records import Edition, Event, Party, Timeline

PLURALS = {
    "agreement": "agreements",
    "meeting": "meetings",
    "negotiation": "negotiations",
    "statement": "statements",
    "decision": "decisions",
    "resolution": "resolutions",
    "test": "tests and launches",
    "incident": "incidents",
    "publication": "publications",
}
SINGULARS = {"test": "test or launch"}
DATES = (
    "A date is that of the place where the event happened; launches and nuclear tests are dated in UTC, and "
    "the Security Council’s acts in New York. Where the day in Korea is another, both are given. “About” "
    "means one unit more or less of what is written: a day, a month or a year."
)
KEYS = (
    "id",
    "start",
    "end",
    "precision",
    "end_precision",
    "zone",
    "in_korea",
    "title",
    "text",
    "kind",
    "lane",
    "parties",
    "paragraphs",
    "annotations",
    "counted",
    "sources",
)


def timeline_figure(
    timeline: Timeline,
    events: tuple[Event, ...],
    parties: tuple[Party, ...],
    names: Mapping[str, str],
    edition: Edition,
) -> TimelineFigure:
    """A timeline as a figure.

    Args:
        timeline: The timeline.
        events: All events; those that belong to it are taken.
        parties: All parties.
        names: How each source is named in a line, by citation key.
        edition: The edition, for the essay's day.
    """
    called = {party.id: party.name for party in parties}
    order = {lane.id: index for index, lane in enumerate(timeline.lanes)}
    mine = [event for event in events if event.lane(timeline.id)]
    mine.sort(key=lambda e: (order[e.lane(timeline.id)], e.start.earliest, e.last.latest, e.id))
    entries = tuple(_entry(event, timeline.id, called, names) for event in mine)
    return TimelineFigure(
        name=timeline.id,
        title=timeline.title,
        alt=alt_text(timeline, mine, entries),
        description=(timeline.shows, counts(timeline, entries)),
        rule=(timeline.rule, DATES),
        as_of=timeline.as_of,
        sources=(),
        table=_table(timeline, mine, called),
        essay=edition.essay.published,
        lanes=tuple((lane.id, lane.name) for lane in timeline.lanes),
        entries=entries,
        opens=timeline.opens,
    )


def _entry(event: Event, timeline: str, called: Mapping[str, str], names: Mapping[str, str]) -> Entry:
    when = event.when
    if event.in_korea:
        when += f" ({event.in_korea.day} {event.in_korea:%B} in Korea)"
    return Entry(
        id=event.id,
        title=event.title,
        when=when,
        lane=event.lane(timeline),
        kind=event.kind,
        parties=tuple(called[party] for party in event.parties),
        sources=tuple(names[key] for key in event.sources),
        paragraphs=event.paragraphs,
        starts=(event.start.earliest, event.start.latest),
        ends=(event.last.earliest, event.last.latest),
        dormant=tuple((each.start.earliest, each.end.latest) for each in event.dormant),
        counted=event.counted,
    )


def alt_text(timeline: Timeline, events: list[Event], entries: tuple[Entry, ...]) -> str:
    """What a timeline shows, in two sentences."""
    if not entries:
        return f"{timeline.title}: no events."
    first, last = min(events, key=lambda e: e.start.earliest), max(events, key=lambda e: e.start.earliest)
    lanes = len({entry.lane for entry in entries})
    return (
        f"Timeline of {len(entries)} events in {lanes} lanes, from "
        f"{first.title}, {first.when}, to {last.title}, {last.when}. {timeline.shows}"
    )


def counts(timeline: Timeline, entries: tuple[Entry, ...]) -> str:
    """How many events each lane has, and of which kinds."""
    sentences = []
    for lane in timeline.lanes:
        kinds = Counter(entry.kind for entry in entries if entry.lane == lane.id)
        if kinds:
            told = ", ".join(
                f"{n} {SINGULARS.get(kind, kind) if n == 1 else PLURALS[kind]}"
                for kind, n in kinds.most_common()
            )
            sentences.append(f"{lane.name}: {told}.")
    return " ".join(sentences)


def _table(timeline: Timeline, events: list[Event], called: Mapping[str, str]) -> Table:
    lanes = {lane.id: lane.name for lane in timeline.lanes}
    rows = []
    for event in sorted(events, key=lambda e: (e.start.earliest, e.last.latest, e.id)):
        end = event.end
        cells = (
            event.id,
            event.start.iso,
            end.iso if end else "",
            event.start.precision,
            end.precision if end else "",
            event.zone,
            event.in_korea.isoformat() if event.in_korea else "",
            event.title,
            event.text,
            event.kind,
            lanes[event.lane(timeline.id)],
            "; ".join(called[party] for party in event.parties),
            " ".join(f"p{number}" for number in event.paragraphs),
            " ".join(event.annotations),
            "yes" if event.counted else f"no: {event.why_not_counted}",
            " ".join(event.sources),
        )
        rows.append((event.id, cells))
    return Table(heads=KEYS, keys=KEYS, rows=tuple(rows))
