"""The ways between passages, notes, events and cards, made by the build and not by hand."""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sixtracks.book.figures import joined
from sixtracks.book.nodes import annotation, digest, passage, passage_cards, passage_events
from sixtracks.book.source import records_of
from sixtracks.faults import Fault, FaultError, shown
from sixtracks.records import Event
from sixtracks.records.cards import TitledCard, all_cards, card_of_design, card_of_track
from sixtracks.records.reading import Wrong, line_of, parse_yaml, read_text, refuse, tree_of


class LinkPassages(SphinxPostTransform):
    """Put the way to its cards and events beside each passage and note; their own links lead back."""

    default_priority = 6  # before references are resolved at 10

    def run(self, **kwargs: object) -> None:
        """Add the links to this chapter."""
        labels = self.env.get_domain("std").data["labels"]
        events = [event for event in records_of(self.app).events if event.id in labels]
        for place in self.document.findall(passage):
            self.link_cards(place)
            found = [event for event in events if place["number"] in event.paragraphs]
            if found:
                holder = passage_events()
                holder += [nodes.paragraph("", "", self.link(event)) for event in found]
                _insert(place, holder)
        weighed = {claim.id: claim.address for claim in records_of(self.app).claims}
        for note in self.document.findall(annotation):
            address = weighed.get(note["ids"][0], "")
            if address in labels:
                note["ledger"] = (labels[address][0], address)
            found = [event for event in events if note["ids"][0] in event.annotations]
            if found:
                head = "In the timelines: " if len(found) > 1 else "In the timeline: "
                links = joined([self.link(event) for event in found], "; ")  # titles have commas
                words = [nodes.Text(head), *links, nodes.Text(".")]
                note.append(nodes.paragraph("", "", *words, classes=["note-events"]))

    def link_cards(self, place: passage) -> None:
        """The cards of what a passage describes, where chapters show them."""
        labels = self.env.get_domain("std").data["labels"]
        found = [card for card in all_cards(records_of(self.app)) if card.id in labels]
        links: list[nodes.Node] = [
            make_refnode(
                self.app.builder, self.env.docname, labels[card.id][0], card.id, [nodes.Text(card.title)]
            )
            for card in found
            if place["number"] in card.paragraphs
        ]
        if links:
            head = "Cards: " if len(links) > 1 else "Card: "
            words = [nodes.Text(head), *joined(links, "; "), nodes.Text(".")]
            _insert(place, passage_cards("", nodes.paragraph("", "", *words)))

    def link(self, event: Event) -> nodes.reference:
        """A link to an event under its title and dates."""
        docname = self.env.get_domain("std").data["labels"][event.id][0]
        text = nodes.Text(f"{event.title}, {event.when}")
        return make_refnode(self.app.builder, self.env.docname, docname, event.id, [text])


def _insert(place: passage, what: nodes.Element) -> None:
    """Put something after a passage's digest and what stands there already."""
    before = [c for c in place.children if isinstance(c, digest | passage_cards | passage_events)]
    place.insert(place.index(before[-1]) + 1 if before else 0, what)


def check_events(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop where an event names an annotation that no chapter has.

    Raises:
        FaultError: The records name annotations that do not exist.
    """
    labels = env.get_domain("std").data["labels"]
    wrong = [
        (event, ident)
        for event in records_of(app).events
        for ident in event.annotations
        if ident not in labels
    ]
    if wrong:
        raise FaultError(*(_missing(app, event, ident) for event, ident in wrong))


def _missing(app: Sphinx, event: Event, ident: str) -> Fault:
    """The fault, at the line of the id."""
    root = Path(app.srcdir)
    mend = "Correct the id, or take it out of annotations:."
    for path in sorted((root / "data" / "events").glob("*.yml")):
        text = read_text(path, root)
        records = parse_yaml(text, path, root) or []
        index = next((i for i, record in enumerate(records) if record["id"] == event.id), None)
        if index is not None:
            place = (index, "annotations", event.annotations.index(ident))
            line = line_of(tree_of(text), place)
            return Fault(shown(path, root), line, f"there is no annotation “{ident}”", mend)
    raise AssertionError("an event stands in a file")


def check_cards(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop where a card stands in no chapter, or names an event that no chapter shows.

    Raises:
        FaultError: The records describe what the book leaves out.
    """
    labels = env.get_domain("std").data["labels"]
    known = records_of(app)
    if not any(card.id in labels for card in all_cards(known)):
        return  # a book without cards
    tracks = [card_of_track(track) for track in known.tracks]
    designs = [card_of_design(design) for design in known.designs]
    for what, cards in (("track", tracks), ("design", designs)):
        path = Path(app.srcdir) / "data" / f"{what}s.yml"
        refuse([*_card_faults(what, cards, labels)], path, Path(app.srcdir))


def _card_faults(what: str, cards: Sequence[TitledCard | None], labels: Container[str]) -> Iterator[Wrong]:
    for index, card in enumerate(cards):
        if card is None:
            continue
        if card.id not in labels:
            ident = card.id.removeprefix("card-")
            mend = f"Show it with :::{{{what}}} {ident} and a line ::: in a chapter, or take it out."
            yield (index,), f"the card of “{ident}” stands in no chapter", mend
        for field in ("proposes", "precedents", "later"):
            for number, remark in enumerate(getattr(card.card, field)):
                for place, event in enumerate(remark.events):
                    if event not in labels:
                        mend = "Show its timeline in a chapter, or take it out of events:."
                        where = (index, "card", field, number, "events", place)
                        yield where, f"the event “{event}” stands in no chapter", mend
