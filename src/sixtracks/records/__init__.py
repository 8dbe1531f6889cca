"""Facts in ``data/`` as typed, frozen records; every fault names its file, its line and its mend."""

from sixtracks.records.edition import Edition, load_edition
from sixtracks.records.episodes import Episode, load_episodes
from sixtracks.records.events import Event, load_events
from sixtracks.records.launches import Launch, NuclearTest, load_launches, load_nuclear_tests
from sixtracks.records.names import Name, load_names
from sixtracks.records.parties import Party, load_parties
from sixtracks.records.passages import Passage, load_passages
from sixtracks.records.seats import Role, Seat
from sixtracks.records.sources import Source, load_sources
from sixtracks.records.timelines import Lane, Timeline, load_timelines
from sixtracks.records.tracks import Design, Track, load_designs, load_roles, load_tracks
from sixtracks.records.whole import Records, load_records

__all__ = [
    "Design",
    "Edition",
    "Episode",
    "Event",
    "Lane",
    "Launch",
    "Name",
    "NuclearTest",
    "Party",
    "Passage",
    "Records",
    "Role",
    "Seat",
    "Source",
    "Timeline",
    "Track",
    "load_designs",
    "load_edition",
    "load_episodes",
    "load_events",
    "load_launches",
    "load_names",
    "load_nuclear_tests",
    "load_parties",
    "load_passages",
    "load_records",
    "load_roles",
    "load_sources",
    "load_timelines",
    "load_tracks",
]
