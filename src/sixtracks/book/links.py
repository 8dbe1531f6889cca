"""The ways between passages, notes, events and cards, made by the build and not by hand."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sixtracks.book.figures import joined
from sixtracks.book.nodes import annotation, digest, passage, passage_cards, passage_events
from sixtracks.book.source import records_of
from sixtracks.records import Event
from sixtracks.records.cards import all_cards


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
        for note in self.document.findall(annotation):
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
