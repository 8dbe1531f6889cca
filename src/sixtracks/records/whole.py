"""All records of one book."""

from dataclasses import dataclass, field
from pathlib import Path

from sixtracks.records.claims import Claim, load_claims
from sixtracks.records.edition import Edition, load_edition
from sixtracks.records.episodes import Episode, load_episodes
from sixtracks.records.errata import Erratum, load_errata
from sixtracks.records.events import Event, load_events
from sixtracks.records.launches import Launch, NuclearTest, load_launches, load_nuclear_tests
from sixtracks.records.outlines import Map, load_maps
from sixtracks.records.parties import Party, load_parties
from sixtracks.records.passages import Passage, load_passages
from sixtracks.records.registers import Registers, load_registers
from sixtracks.records.resolutions import Resolution, load_resolutions
from sixtracks.records.seats import Role
from sixtracks.records.sources import Source, load_sources
from sixtracks.records.timelines import Timeline, load_timelines
from sixtracks.records.tracks import Design, Track, known_of, load_designs, load_roles, load_tracks
from sixtracks.records.variants import Variant, load_variants


@dataclass(frozen=True, slots=True)
class Records:
    """All records of one book.

    Attributes:
        edition: What the edition says of itself.
        passages: The essay's paragraphs.
        sources: The bibliography.
        parties: Who acts in events.
        timelines: The histories that are drawn.
        events: The dated events.
        launches: The launches of missiles.
        tests: The nuclear tests.
        roles: The roles in which parties sit in tracks, with their weights.
        tracks: The tracks.
        designs: The designs made of them.
        episodes: The episodes of negotiation.
        claims: What the essay claims, judged on two days.
        resolutions: What the Security Council resolved on Korea.
        registers: Who and what the book speaks of, a card each.
        maps: On what the places are shown.
        errata: What published versions had wrong, newest first.
        variants: Where the essay's texts differ, in its order.
    """

    edition: Edition
    passages: tuple[Passage, ...]
    sources: tuple[Source, ...]
    parties: tuple[Party, ...]
    timelines: tuple[Timeline, ...]
    events: tuple[Event, ...]
    launches: tuple[Launch, ...]
    tests: tuple[NuclearTest, ...]
    roles: tuple[Role, ...]
    tracks: tuple[Track, ...]
    designs: tuple[Design, ...]
    episodes: tuple[Episode, ...]
    claims: tuple[Claim, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    registers: Registers = field(default_factory=Registers)
    maps: tuple[Map, ...] = ()
    errata: tuple[Erratum, ...] = ()
    variants: tuple[Variant, ...] = ()


def load_records(root: Path) -> Records:
    """The records of the book in this folder.

    Raises:
        FaultError: A file of ``data/`` is missing or wrong.
    """
    passages, sources = load_passages(root), load_sources(root)
    parties, timelines = load_parties(root), load_timelines(root)
    keys, numbers = {source.key for source in sources}, {passage.number for passage in passages}
    events = load_events(root, timelines, parties, keys, numbers)
    known = known_of(parties, keys, numbers, events)
    tracks = load_tracks(root, known)
    edition = load_edition(root)
    essays = [track.id for track in tracks if track.number]
    registers = load_registers(root, keys, {party.id for party in parties})
    return Records(
        edition,
        passages,
        sources,
        parties,
        timelines,
        events,
        load_launches(root),
        load_nuclear_tests(root, keys),
        load_roles(root),
        tracks,
        load_designs(root, tracks, known),
        load_episodes(root, events, timelines),
        load_claims(root, passages, sources, essays, (edition.essay.published, edition.as_of)),
        load_resolutions(root, keys),
        registers,
        load_maps(root, registers.places, keys),
        load_errata(root, keys, edition.as_of),
        load_variants(root, numbers),
    )
