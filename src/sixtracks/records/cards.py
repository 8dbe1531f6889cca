"""The cards of a book: of its tracks, and of its designs."""

from collections.abc import Iterator
from dataclasses import dataclass

from sixtracks.records.seats import Card, Remark
from sixtracks.records.tracks import Design, Track
from sixtracks.records.whole import Records


@dataclass(frozen=True, slots=True)
class TitledCard:
    """A card with what it is about.

    Attributes:
        id: Its id, ``card-nuclear``.
        title: Its title.
        paragraphs: The paragraphs of the essay that describe what it is about.
        card: What it tells.
    """

    id: str
    title: str
    paragraphs: tuple[int, ...]
    card: Card

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """All that it says."""
        return (*self.card.proposes, *self.card.precedents, *self.card.later)


def card_of_track(track: Track) -> TitledCard | None:
    """A track's card, if it has one."""
    if track.card is None:
        return None
    title = f"Track {track.number}: {track.name}" if track.number else track.name
    return TitledCard(f"card-{track.id}", title, track.paragraphs, track.card)


def card_of_design(design: Design) -> TitledCard:
    """A design's card."""
    return TitledCard(f"card-{design.id}", design.name, design.paragraphs, design.card)


def all_cards(known: Records) -> Iterator[TitledCard]:
    """Every card of a book: those of tracks, then those of designs."""
    for track in known.tracks:
        if card := card_of_track(track):
            yield card
    for design in known.designs:
        yield card_of_design(design)
