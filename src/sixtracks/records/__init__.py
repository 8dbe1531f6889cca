"""Facts in ``data/`` as typed, frozen records; every fault names its file, its line and its mend."""

from sixtracks.records.edition import Edition, load_edition
from sixtracks.records.events import Event, load_events
from sixtracks.records.launches import Launch, NuclearTest, load_launches, load_nuclear_tests
from sixtracks.records.names import Name, load_names
from sixtracks.records.parties import Party, load_parties
from sixtracks.records.passages import Passage, load_passages
from sixtracks.records.sources import Source, load_sources
from sixtracks.records.timelines import Lane, Timeline, load_timelines
from sixtracks.records.whole import Records, load_records

__all__ = [
    "Edition",
    "Event",
    "Lane",
    "Launch",
    "Name",
    "NuclearTest",
    "Party",
    "Passage",
    "Records",
    "Source",
    "Timeline",
    "load_edition",
    "load_events",
    "load_launches",
    "load_names",
    "load_nuclear_tests",
    "load_parties",
    "load_passages",
    "load_records",
    "load_sources",
    "load_timelines",
]
