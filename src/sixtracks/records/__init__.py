"""Facts in ``data/`` as typed, frozen records; every fault names its file, its line and its mend."""

from sixtracks.records.claims import Claim, load_claims
from sixtracks.records.edition import Edition, load_edition
from sixtracks.records.episodes import Episode, load_episodes
from sixtracks.records.errata import Erratum, load_errata
from sixtracks.records.events import Event, load_events
from sixtracks.records.launches import Launch, NuclearTest, load_launches, load_nuclear_tests
from sixtracks.records.parties import Party, load_parties
from sixtracks.records.passages import Passage, load_passages
from sixtracks.records.registers import (
    Agreement,
    Body,
    Entry,
    Person,
    Place,
    Registers,
    Term,
    load_registers,
)
from sixtracks.records.seats import Role, Seat
from sixtracks.records.sources import Source, load_sources
from sixtracks.records.timelines import Lane, Timeline, load_timelines
from sixtracks.records.tracks import Design, Track, load_designs, load_roles, load_tracks
from sixtracks.records.whole import Records, load_records

__all__ = [
    "Agreement",
    "Body",
    "Claim",
    "Design",
    "Edition",
    "Entry",
    "Episode",
    "Erratum",
    "Event",
    "Lane",
    "Launch",
    "NuclearTest",
    "Party",
    "Passage",
    "Person",
    "Place",
    "Records",
    "Registers",
    "Role",
    "Seat",
    "Source",
    "Term",
    "Timeline",
    "Track",
    "load_claims",
    "load_designs",
    "load_edition",
    "load_episodes",
    "load_errata",
    "load_events",
    "load_launches",
    "load_nuclear_tests",
    "load_parties",
    "load_passages",
    "load_records",
    "load_registers",
    "load_roles",
    "load_sources",
    "load_timelines",
    "load_tracks",
]
