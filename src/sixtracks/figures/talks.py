"""The episodes of negotiation as a figure: when each strand of talks moved, and when it stood still."""

from sixtracks.figures.model import Entry, Table, TimelineFigure
from sixtracks.figures.roads import kept_up_to
from sixtracks.records import Episode, Records, Timeline
from sixtracks.records.dates import span

KEYS = ("id", "start", "end", "title", "strand", "ended", "opens", "closes", "agreements", "reason")


def episodes_figure(strands: Timeline, known: Records) -> TimelineFigure:
    """The episodes, a lane for each strand.

    Args:
        strands: The timeline of the events with which they begin and end; its lanes are the strands.
        known: The records.
    """
    events = {event.id: event for event in known.events}
    called = {party.id: party.name for party in known.parties}
    lanes = tuple((lane.id, lane.name) for lane in strands.lanes)
    order = [lane for lane, _ in lanes]
    episodes = sorted(
        known.episodes, key=lambda each: (order.index(each.strand), events[each.opens].start.earliest)
    )

    def entry(each: Episode) -> Entry:
        opens, closes = events[each.opens], events[each.closes] if each.closes else None
        last = closes.last if closes else None
        end = (last.earliest, last.latest) if last else (kept_up_to(known), kept_up_to(known))
        return Entry(
            id=each.id,
            title=each.name,
            when=span(opens.start, last) if last else f"since {opens.start}",
            lane=each.strand,
            kind="negotiation",
            parties=tuple(called[party] for party in opens.parties),
            sources=(),
            paragraphs=(),
            starts=(opens.start.earliest, opens.start.latest),
            ends=end,
        )

    entries = tuple(entry(each) for each in episodes)
    rows = tuple((each.id, _cells(each, entry(each), dict(lanes))) for each in known.episodes)
    strand_count = len({each.strand for each in known.episodes})
    return TimelineFigure(
        name="episodes",
        title="When talks with North Korea moved",
        alt=(
            f"Timeline of {len(entries)} episodes of negotiation in {strand_count} strands. "
            + " ".join(f"{name}: {sum(1 for e in entries if e.lane == lane)}." for lane, name in lanes)
        ),
        description=(
            "A bar is an episode: a stretch in which officials of both sides were meeting. What is empty "
            "is time in "
            "which the strand stood still, had ended with its agreement, or was given up.",
        ),
        rule=(strands.rule,),
        as_of=kept_up_to(known),
        sources=(),
        table=Table(KEYS, KEYS, rows),
        essay=known.edition.essay.published,
        lanes=lanes,
        entries=entries,
        reaches=kept_up_to(known),
    )


def _cells(each: Episode, entry: Entry, lanes: dict[str, str]) -> tuple[str, ...]:
    return (
        each.id,
        entry.starts[0].isoformat(),
        entry.ends[1].isoformat() if each.closes else "",
        each.name,
        lanes[each.strand],
        each.ended or "open",
        each.opens,
        each.closes or "",
        " ".join(each.agreements),
        each.reason,
    )
