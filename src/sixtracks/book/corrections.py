"""Corrections: the errata, the way to them from what was corrected, and where to suggest another.

Where the edition names its repository, a suggestion opens a form there that knows already what it is about
and in which version. Where it does not, it leads to the section that says where to write.
"""

from pathlib import Path
from urllib.parse import urlencode

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from sixtracks import __version__
from sixtracks.book.directives import make_referable, report
from sixtracks.book.figures import Place, cites, reference
from sixtracks.book.nodes import (
    annotation,
    event_cell,
    event_row,
    ledger_claim,
    passage,
    passage_cards,
    register_card,
    suggestion,
)
from sixtracks.book.source import records_of
from sixtracks.records import Edition, Erratum
from sixtracks.records.edition import day
from sixtracks.records.errata import FILE
from sixtracks.records.reading import Wrong, load, refuse

WHERE = "where-to-write"
"""The id of the section that says where to write."""
FORM = "correction.yml"
"""The form in ``.github/ISSUE_TEMPLATE``; ``place`` and ``version`` are the ids of its fields."""


class ErrataDirective(SphinxDirective):
    """The errata, newest first, each with its address.

    ::

        ```{errata}
        ```
    """

    def run(self) -> list[nodes.Node]:
        """Make the list from the records."""
        errata = records_of(self.env.app).errata
        labels = self.env.get_domain("std").data["labels"]
        if any(each.address in labels for each in errata):
            mend = "Keep one; an erratum has one address."
            report("the errata are listed twice", mend, (self.env.docname, self.lineno), "errata-twice")
            return []
        if not errata:
            return [nodes.paragraph("", "So far there is none.")]
        place = Place(self.state.document, self.env, self.lineno)
        items = [self.item(each, place) for each in errata]
        return [nodes.bullet_list("", *items, bullet="-", classes=["errata"])]

    def item(self, erratum: Erratum, place: Place) -> nodes.list_item:
        """One erratum: when, where, what stood there, what stands there now, and why."""
        item = nodes.list_item(ids=[erratum.address])
        self.state.document.ids[erratum.address] = item
        make_referable(self.env, erratum.address, f"erratum of {day(erratum.date)}")
        head = nodes.paragraph(
            "", "", nodes.strong("", "", reference(place.docname, erratum.address, day(erratum.date)))
        )
        head += [
            nodes.Text(f", version {erratum.version}: "),
            reference(place.docname, erratum.place, ""),
            nodes.Text("."),
        ]
        item += head
        item += nodes.paragraph("", "", nodes.emphasis("", "Was:"), nodes.Text(f" {erratum.was}"))
        item += nodes.paragraph("", "", nodes.emphasis("", "Is:"), nodes.Text(f" {erratum.now}"))
        why = nodes.paragraph("", "", nodes.emphasis("", "Because:"), nodes.Text(f" {erratum.because} "))
        why += cites(erratum.sources, place)
        item += why
        return item


class WhereDirective(SphinxDirective):
    """The section that says where a correction can be sent, as ``data/edition.yml`` has it.

    What the chapter adds of its own stands in the directive.

    ::

        :::{where-to-write}
        A sentence is enough.
        :::
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Make the section."""
        title, labels = "Where to write", self.env.get_domain("std").data["labels"]
        if WHERE in labels:
            mend = f"Keep one; the first is in {labels[WHERE][0]}.md."
            report("where to write is said twice", mend, (self.env.docname, self.lineno), "errata-twice")
            return []
        section = nodes.section("", nodes.title("", title), ids=[WHERE], names=[WHERE])
        self.set_source_info(section)
        self.state.document.ids[WHERE] = section
        make_referable(self.env, WHERE, title)
        section += where_to_write(records_of(self.env.app).edition)
        self.state.nested_parse(self.content, self.content_offset, section)
        return [section]


def where_to_write(edition: Edition) -> list[nodes.paragraph]:
    """Where a correction can be sent."""
    told = nodes.paragraph()
    if edition.repository:
        told += nodes.Text("Open an issue at ")
        told += nodes.reference("", edition.repository, refuri=_form(edition))
        told += nodes.Text(
            ". On the web, “Suggest a correction” at each note, card and claim opens a form that knows "
            "already what it is about."
        )
    if edition.contact:
        address = edition.contact if edition.contact.startswith("https:") else f"mailto:{edition.contact}"
        told += nodes.Text(" Or write to " if edition.repository else "Write to ")
        told += nodes.reference("", edition.contact, refuri=address)
        told += nodes.Text(".")
    if not (edition.repository or edition.contact):
        told += nodes.Text(
            "This copy names no address of its own. Write to whoever published it or gave it to you: they "
            "can change it, or pass your letter on to the editors."
        )
    return [told]


def _form(edition: Edition, **fields: str) -> str:
    """The address of the form, with some of its fields filled in."""
    return f"{edition.repository}/issues/new?{urlencode({'template': FORM, **fields})}"


def suggestion_address(app: Sphinx, docname: str, ident: str) -> str:
    """Where a link that suggests a correction leads from a chapter; empty where it can lead nowhere.

    Args:
        app: The application.
        docname: The chapter.
        ident: The id of what is to be corrected.
    """
    edition = records_of(app).edition
    if edition.repository:
        return _form(edition, title=f"Correction: {ident}", place=ident, version=__version__)
    labels = app.env.get_domain("std").data["labels"]
    if WHERE not in labels:
        return ""
    there = labels[WHERE][0]
    page = "" if there == docname else app.builder.get_relative_uri(docname, there)
    return f"{page}#{WHERE}"


class LinkErrata(SphinxPostTransform):
    """Lead from what was corrected to its erratum."""

    default_priority = 8  # once passages have their cards and events (6); references are resolved at 10

    def run(self, **kwargs: object) -> None:
        """Add the links to this chapter."""
        labels = self.env.get_domain("std").data["labels"]
        places: dict[str, list[Erratum]] = {}
        for erratum in records_of(self.app).errata:
            if erratum.address in labels:
                places.setdefault(erratum.place, []).append(erratum)
        if not places:
            return
        for node in list(self.document.findall(nodes.Element)):
            ident = node["event"] if isinstance(node, event_row) else next(iter(node["ids"]), "")
            if ident in places:
                self.link(node, places[ident])

    def link(self, node: nodes.Element, errata: list[Erratum]) -> None:
        """Add the way to some errata to what they correct; a figure and the like have no room for it."""
        words = nodes.paragraph("", "Corrected on ", classes=["corrected"])
        for number, erratum in enumerate(errata):
            docname = self.env.get_domain("std").data["labels"][erratum.address][0]
            text = nodes.Text(day(erratum.date))
            link = make_refnode(self.app.builder, self.env.docname, docname, erratum.address, [text])
            words += [nodes.Text(", "), link] if number else link
        words += nodes.Text(".")
        if isinstance(node, passage):
            is_page = (
                self.app.builder.format == "html"
            )  # where what stands below a digest has a place of its own
            node.insert(1, passage_cards("", words) if is_page else words)
        elif isinstance(node, event_row):
            cells = (cell for cell in node.children if isinstance(cell, event_cell))
            next(cell for cell in cells if cell["role"] == "what").append(words)
        elif isinstance(node, register_card):
            node.insert(len(node.children) - 1, words)  # before its links
        elif isinstance(node, annotation | nodes.section | ledger_claim):
            node.append(words)


class SuggestCorrections(SphinxPostTransform):
    """Put a link that suggests a correction at the foot of every note, card and claim; paper has none."""

    default_priority = 9  # below the way to errata
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Add the links to this chapter."""
        for note in self.document.findall(annotation):
            note["suggest"] = suggestion_address(self.app, self.env.docname, note["ids"][0])
        for claim in self.document.findall(ledger_claim):
            self.add(claim, f"claim “{claim['lemma']}”")
        for section in self.document.findall(nodes.section):
            if "card" in section["classes"]:
                self.add(section, section[0].astext())
        for card in self.document.findall(register_card):
            self.add(card, card["heading"])

    def add(self, node: nodes.Element, label: str) -> None:
        """Add the link to a card or a claim: beside its permanent link, or below it."""
        address = suggestion_address(self.app, self.env.docname, node["ids"][0])
        if not address:
            return
        link = suggestion(address=address, label=label)
        last = node[-1]
        if isinstance(last, nodes.paragraph) and "card-links" in last["classes"]:
            last += [nodes.Text(" · "), link]
        else:
            node += nodes.paragraph("", "", link, classes=["suggest"])


def check_errata(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop where an erratum corrects something that the book does not have, or no chapter lists the errata.

    Raises:
        FaultError: One fault for each such erratum, at its line.
    """
    errata = records_of(app).errata
    if not errata:
        return
    labels = env.get_domain("std").data["labels"]
    root = Path(app.srcdir)
    order = [each.id for each in load(root / FILE, tuple[Erratum, ...], root)]
    unknown = "Write the id of a passage, note, claim, event or card, as its address ends."
    unlisted = "List them with ```{errata} in a chapter."
    wrong: list[Wrong] = [
        ((order.index(each.id), "place"), f"erratum {each.id}: the book has no “{each.place}”", unknown)
        for each in errata
        if each.place not in labels
    ]
    wrong += [
        ((order.index(each.id),), f"erratum {each.id} stands in no chapter", unlisted)
        for each in errata
        if each.address not in labels
    ]
    refuse(wrong, root / FILE, root)
