"""All records of one book."""

from dataclasses import dataclass
from pathlib import Path

from sixtracks.records.edition import Edition, load_edition
from sixtracks.records.events import Event, load_events
from sixtracks.records.launches import Launch, NuclearTest, load_launches, load_nuclear_tests
from sixtracks.records.names import Name, load_names
from sixtracks.records.parties import Party, load_parties
from sixtracks.records.passages import Passage, load_passages
from sixtracks.records.sources import Source, load_sources
from sixtracks.records.timelines import Timeline, load_timelines


@dataclass(frozen=True, slots=True)
class Records:
    """All records of one book.

    Attributes:
        edition: What the edition says of itself.
        passages: The essay's paragraphs.
        names: What the index gathers.
        sources: The bibliography.
        parties: Who acts in events.
        timelines: The histories that are drawn.
        events: The dated events.
        launches: The launches of missiles.
        tests: The nuclear tests.
    """

    edition: Edition
    passages: tuple[Passage, ...]
    names: tuple[Name, ...]
    sources: tuple[Source, ...]
    parties: tuple[Party, ...]
    timelines: tuple[Timeline, ...]
    events: tuple[Event, ...]
    launches: tuple[Launch, ...]
    tests: tuple[NuclearTest, ...]


def load_records(root: Path) -> Records:
    """The records of the book in this folder.

    Raises:
        FaultError: A file of ``data/`` is missing or wrong.
    """
    passages, sources = load_passages(root), load_sources(root)
    parties, timelines = load_parties(root), load_timelines(root)
    keys, numbers = {source.key for source in sources}, {passage.number for passage in passages}
    return Records(
        load_edition(root),
        passages,
        load_names(root),
        sources,
        parties,
        timelines,
        load_events(root, timelines, parties, keys, numbers),
        load_launches(root),
        load_nuclear_tests(root, keys),
    )
