"""Cards of tracks and designs: what the records say of each, as a section of a chapter."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from yaml import Node

from sixtracks.book.directives import make_referable, report
from sixtracks.book.figures import Place, cites, joined, reference, seat_rows, text_table
from sixtracks.book.nodes import chart
from sixtracks.book.source import gallery_of, records_of
from sixtracks.figures.seating import readings_of, view_id
from sixtracks.records import Design, Records, Track
from sixtracks.records.cards import TitledCard, card_of_design, card_of_track
from sixtracks.records.reading import line_of, read_text, tree_of
from sixtracks.records.seats import Card, Remark, Seat

IN_TABLE, IN_CARDS = "the seats in the table", "the seats in the cards of the tracks"
FITS = {"close": "fits closely", "partial": "fits in part", "loose": "fits loosely"}


@lru_cache(maxsize=2)
def _tree(text: str) -> Node | None:
    """The tree of a file's text, which each of its cards asks for."""
    return tree_of(text)


class _CardDirective(SphinxDirective):
    """What the two directives share."""

    optional_arguments = 1  # whether it is missing, we say ourselves
    has_content = True  # so that we can say that it may have none
    final_argument_whitespace = False
    what: ClassVar[str]

    @property
    def name_given(self) -> str:
        """The id that the chapter gives; empty where it gives none."""
        return self.arguments[0] if self.arguments else ""

    def place(self) -> Place:
        """Where the chapter asks for the card."""
        return Place(self.state.document, self.env, self.lineno)

    def unknown(self, known: Iterable[str]) -> list[nodes.Node]:
        """Say that there is no such card."""
        names = ", ".join(known)
        mend = f"Use one of {names}." if names else f"Describe it, with its card, in data/{self.what}s.yml."
        what = f"there is no {self.what} “{self.name_given}” with a card"
        report(what, mend, (self.env.docname, self.lineno), f"{self.what}-unknown")
        return []

    def placed(self, section: nodes.section, index: int) -> nodes.section:
        """The section, its words under the line of the record from which they come."""
        path = Path(self.env.srcdir) / "data" / f"{self.what}s.yml"
        line = line_of(_tree(read_text(path, Path(self.env.srcdir))), (index,))
        for words in section.findall(nodes.paragraph):
            words.source, words.line = str(path), line
        return section

    def check_content(self) -> None:
        """Say where a card has been given a text."""
        if self.content:
            mend = "Write it below the card, or into its record; the card ends with a line :::."
            report("a card has no text of its own", mend, (self.env.docname, self.lineno), "card-text")

    def section(self, card: TitledCard) -> nodes.section | None:
        """The card's section; nothing where another stands already."""
        self.check_content()
        ident, title = card.id, card.title
        labels = self.env.get_domain("std").data["labels"]
        if ident in labels:
            mend = f"Link to the first, in {labels[ident][0]}.md, with [](#{ident})."
            what = f"the card of “{self.name_given}” is shown twice"
            report(what, mend, (self.env.docname, self.lineno), "card-twice")
            return None
        node = nodes.section("", nodes.title("", title), ids=[ident], names=[ident], classes=["card"])
        self.set_source_info(node)
        self.state.document.ids[ident] = node
        make_referable(self.env, ident, title)
        return node


class TrackDirective(_CardDirective):
    """The card of a track.

    ::

        :::{track} inter-korean
        :::
    """

    what = "track"

    def run(self) -> list[nodes.Node]:
        """Make the card from the records."""
        known = records_of(self.env.app)
        tracks = {track.id: track for track in known.tracks if track.card}
        track = tracks.get(self.name_given)
        card = card_of_track(track) if track else None
        if track is None or card is None:
            return self.unknown(tracks)
        section = self.section(card)
        if section is None:
            return []
        place = self.place()
        section += _facts(track.paragraphs, track.format, card.card.timing, place)
        section += small_figure(track.id, place)
        for reading in track.readings or ():
            section += nodes.paragraph(
                "", "", nodes.strong("", f"Read as: {reading.name}."), nodes.Text(f" {reading.reason}")
            )
            section += _seats_table(reading.seats, known, place)
        if track.seats is not None:
            section += _seats_table(track.seats, known, place)
        section += _told(card.card, "What he proposes", "What was tried later", place)
        return [self.placed(section, [each.id for each in known.tracks].index(track.id))]


class DesignDirective(_CardDirective):
    """The card of a design.

    ::

        :::{design} triangle
        :::
    """

    what = "design"

    def run(self) -> list[nodes.Node]:
        """Make the card from the records."""
        known = records_of(self.env.app)
        designs = {design.id: design for design in known.designs}
        design = designs.get(self.name_given)
        if design is None:
            return self.unknown(designs)
        section = self.section(card_of_design(design))
        if section is None:
            return []
        place = self.place()
        section += nodes.paragraph("", design.summary)
        section += _facts(design.paragraphs, "", design.card.timing, place)
        has_cards = any(track.card for track in _tracks_of(design, known))
        for reading, name in readings_of(design, known.tracks):
            section += small_figure(
                view_id(design, reading), place, name, seats=IN_CARDS if has_cards else IN_TABLE
            )
        if not has_cards:
            section += seat_rows(_tracks_of(design, known), known, place)
        section += _told(design.card, "What it is", "What became of it", place)
        return [self.placed(section, [each.id for each in known.designs].index(design.id))]


def _tracks_of(design: Design, known: Records) -> tuple[Track, ...]:
    by_id = {track.id: track for track in known.tracks}
    return tuple(by_id[ident] for ident in design.tracks)


def _facts(paragraphs: tuple[int, ...], form: str, timing: str, place: Place) -> nodes.paragraph:
    """The line under a card's title: its paragraphs, its format, when it meets."""
    line = nodes.paragraph(classes=["card-facts"])
    parts: list[list[nodes.Node]] = []
    if paragraphs:
        parts.append(_paragraph_links(paragraphs, place))
    if form:
        parts.append([nodes.Text(f"format: “{form}”")])
    if timing:
        parts.append([nodes.Text(timing.rstrip("."))])
    for number, part in enumerate(parts):
        line += [nodes.Text(" · "), *part] if number else part
    return line


def _paragraph_links(numbers: tuple[int, ...], place: Place) -> list[nodes.Node]:
    return joined([reference(place.docname, f"p{number}", f"¶{number}") for number in numbers])


def small_figure(view: str, place: Place, reading: str = "", *, seats: str = IN_TABLE) -> nodes.figure:
    """The small network of a card, which has no files and no table of its own.

    Args:
        view: The design's or the track's id, with that of a reading.
        place: Where the chapter asks for it.
        reading: The reading's name, where it is not the preferred one.
        seats: Where its seats are listed.
    """
    name = f"network-{view}"
    figure = gallery_of(place.env.app).figure(name)
    ident = f"figure-{name}"
    holder = nodes.figure(
        "", chart(figure=name, small=True), ids=[ident], names=[ident], classes=["chart-figure"]
    )
    holder += nodes.caption("", f"{figure.title}, read as: {reading}" if reading else figure.title)
    holder += nodes.legend("", nodes.paragraph("", f"Source: {seats}, each with its own."))
    place.document.ids[ident] = holder
    make_referable(place.env, ident, figure.title)
    return holder


def _seats_table(seats: tuple[Seat, ...], known: Records, place: Place) -> nodes.table:
    """Who sits there, in which role, and why."""
    parties = {party.id: party.name for party in known.parties}
    roles = {role.id: role.name for role in known.roles}
    rows: list[list[list[nodes.Node]]] = [
        [
            [nodes.Text(parties[seat.party])],
            [nodes.Text(roles[seat.role])],
            [nodes.Text(f"{seat.reason} "), *_basis(seat, place)],
        ]
        for seat in seats
    ]
    return text_table(("Party", "Role", "Why"), (22, 16, 62), rows)


def _basis(seat: Seat, place: Place) -> list[nodes.Node]:
    """Whether the role is stated or inferred, and from what."""
    support: list[nodes.Node] = [nodes.Text(f"{seat.basis.capitalize()}")]
    if seat.paragraph is not None:
        support += [nodes.Text(": "), reference(place.docname, f"p{seat.paragraph}", f"¶{seat.paragraph}")]
    if seat.sources:
        support += [nodes.Text(" "), *cites(seat.sources, place)]
    return [nodes.inline("", "", *support, classes=["basis"]), nodes.Text(".")]


def _told(card: Card, first: str, last: str, place: Place) -> nodes.definition_list:
    """What a card tells, under its heads."""
    precedents = [_remark(each, place, name=each.name, fit=each.fit) for each in card.precedents]
    takes_up = [nodes.paragraph("", f"{matter[0].upper()}{matter[1:]}") for matter in card.takes_up]
    heads: list[tuple[str, list[nodes.paragraph]]] = [
        (first, [_remark(each, place) for each in card.proposes]),
        ("What it takes up", takes_up),
        ("Precedents, and how well they fit", precedents),
        (last, [_remark(each, place) for each in card.later]),
    ]
    items = []
    for head, paragraphs in heads:
        if paragraphs:
            bullets = nodes.bullet_list("", *(nodes.list_item("", each) for each in paragraphs), bullet="-")
            items.append(nodes.definition_list_item("", nodes.term("", head), nodes.definition("", bullets)))
    return nodes.definition_list("", *items, classes=["card-told"])


def _remark(each: Remark, place: Place, *, name: str = "", fit: str = "") -> nodes.paragraph:
    """A remark with what it rests on; a precedent begins with its name and how well it fits."""
    line = nodes.paragraph()
    if name:
        line += [nodes.strong("", name), nodes.Text(f" ({FITS[fit]}). ")]
    line += nodes.Text(each.text)
    if each.sources:
        line += [nodes.Text(" "), *cites(each.sources, place)]
    links: list[nodes.Node] = [reference(place.docname, f"p{n}", f"¶{n}") for n in each.paragraphs]
    links += [reference(place.docname, event, "") for event in each.events]
    if links:
        line += nodes.inline("", "", nodes.Text(" ["), *joined(links, "; "), nodes.Text("]"), classes=["see"])
    return line


class CheckCards(SphinxTransform):
    """A card is a section of its chapter: it cannot stand in a list, a note or a quotation."""

    default_priority = 412

    def apply(self, **kwargs: object) -> None:
        """Report cards that stand in something else."""
        for section in self.document.findall(nodes.section):
            if "card" in section["classes"] and not isinstance(section.parent, nodes.section):
                mend = "Let it stand by itself, below the chapter's heading."
                report("a card stands within something else", mend, section, "card-place")
