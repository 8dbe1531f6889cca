"""The records that a Sphinx application reads its chapters against."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from sphinx.application import Sphinx

from sixtracks.figures.gallery import Gallery
from sixtracks.records import (
    Edition,
    Event,
    Launch,
    Name,
    NuclearTest,
    Party,
    Passage,
    Source,
    Timeline,
    load_edition,
    load_events,
    load_launches,
    load_names,
    load_nuclear_tests,
    load_parties,
    load_passages,
    load_sources,
    load_timelines,
)


@dataclass(frozen=True)
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

    @cached_property
    def gallery(self) -> Gallery:
        """The figures."""
        return Gallery(
            self.edition, self.timelines, self.events, self.parties, self.sources, self.launches, self.tests
        )


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


@lru_cache(maxsize=4)
def records_at(root: Path, digest: str) -> Records:
    """The records of a book in one state of its ``data/``, read once for the checks and all builders.

    Raises:
        FaultError: A file of ``data/`` is missing or wrong.
    """
    return load_records(root)


def records_of(app: Sphinx) -> Records:
    """The records of the application's book.

    Raises:
        FaultError: A file of ``data/`` is missing or wrong.
    """
    return records_at(Path(app.srcdir), app.config.sixtracks_records)
