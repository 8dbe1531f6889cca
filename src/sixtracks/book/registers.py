"""The registers: a card for each entry, the ways there and back, and the index of them all."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from yaml import Node

from sixtracks.book.directives import make_referable, report
from sixtracks.book.figures import Place, cites, joined, reference
from sixtracks.book.mentions import Mention, links_to, mentions_by_key
from sixtracks.book.nodes import (
    card_events,
    card_heading,
    foreign,
    index_entry,
    name_mention,
    names_index,
    register_card,
)
from sixtracks.book.source import records_of
from sixtracks.faults import Fault, FaultError
from sixtracks.records import Agreement, Entry, Party
from sixtracks.records.reading import Wrong, read_text, refuse, tree_of
from sixtracks.records.registers import REGISTERS

FEW_EVENTS = 3
"""More events than these are folded."""


def card_id(key: str) -> str:
    """The id of an entry's card, which is its heading's in the index too."""
    return f"name-{key}"


@lru_cache(maxsize=5)
def _tree(text: str) -> Node | None:
    """The tree of a file's text, which each of its cards asks for."""
    return tree_of(text)


class RegisterDirective(SphinxDirective):
    """The cards of a register.

    ::

        ```{register} people
        ```
    """

    optional_arguments = 1  # whether it is missing, we say ourselves
    has_content = True  # so that we can say that it may have none

    def run(self) -> list[nodes.Node]:
        """Make the cards from the records."""
        where, name = (self.env.docname, self.lineno), self.arguments[0] if self.arguments else ""
        registers = records_of(self.env.app).registers
        full = [each for each, _ in REGISTERS if registers.of(each)]
        if self.content:
            report(
                "a register has no text of its own", "Write it above the register.", where, "register-text"
            )
        if name not in full:
            known = f"Use one of {', '.join(full)}." if full else "Write its cards into data/ first."
            report(f"there is no register “{name}” with a card", known, where, "register-unknown")
            return []
        entries = registers.of(name)
        labels = self.env.get_domain("std").data["labels"]
        if (ident := card_id(entries[0].id)) in labels:
            mend = f"Link to the first, in {PurePosixPath(labels[ident][0]).name}.md."
            report(f"the register “{name}” is shown twice", mend, where, "register-twice")
            return []
        root = Path(self.env.srcdir)
        path = root / "data" / f"{name}.yml"
        tree = _tree(read_text(path, root))
        lines = {entry["id"]: line for entry, line in _lines(tree)}
        return [self.card(entry, str(path), lines[entry.id]) for entry in entries]

    def card(self, entry: Entry, path: str, line: int) -> register_card:
        """One card; what mentions its entry is added once every chapter is known."""
        place = Place(self.state.document, self.env, self.lineno)
        ident = card_id(entry.id)
        card = register_card(
            ids=[ident], names=[ident], key=entry.id, kind=entry.kind, heading=entry.heading
        )  # fmt: skip
        card += card_heading("", entry.heading)
        if forms := [nodes.inline("", "", *form) for form in forms_of(entry)]:
            card += nodes.paragraph("", "", *joined(list(forms), " · "), classes=["card-forms"])
        if facts := facts_of(entry, records_of(self.env.app).parties):
            card += nodes.paragraph("", " · ".join(facts), classes=["card-facts"])
        words = [*linked(entry.text, place.docname), nodes.Text(" "), *cites(entry.sources, place)]
        card += nodes.paragraph("", "", *words)
        link = nodes.reference("", "Permanent link", refid=ident)
        card += nodes.paragraph("", "", link, classes=["card-links"])
        parts: list[nodes.Element] = [card, *card.findall(nodes.paragraph)]
        for part in parts:
            part.source, part.line = path, line
        self.state.document.ids[ident] = card
        make_referable(self.env, ident, entry.heading)
        return card


def _lines(tree: Node | None) -> Iterable[tuple[dict[str, str], int]]:
    """The id of each record of a file, and the line on which it begins."""
    for record in getattr(tree, "value", ()):
        fields = {key.value: value.value for key, value in record.value}
        yield fields, record.start_mark.line + 1


def linked(text: str, docname: str) -> list[nodes.Node]:
    """A text whose ¶17 are links to those passages."""
    parts = _PASSAGE.split(text)  # every second one is a passage's number
    return [
        reference(docname, f"p{part}", f"¶{part}") if i % 2 else nodes.Text(part)
        for i, part in enumerate(parts)
        if part
    ]


_PASSAGE = re.compile(r"¶(\d+)\b")


def forms_of(entry: Entry) -> list[list[nodes.Node]]:
    """An entry's names in other scripts, each with its language; the romanisations with their names."""
    given = (
        ("", entry.hangul, "ko-Hang"),
        ("", entry.hanja, "ko-Hani"),
        ("", entry.characters, entry.written_in or "und-Hani"),
        ("Revised Romanization ", entry.revised, "ko-Latn"),
        ("McCune–Reischauer ", entry.mccune, "ko-Latn"),
    )
    return [
        [*([nodes.Text(label)] if label else []), foreign("", form, lang=lang)]
        for label, form, lang in given
        if form
    ]


def facts_of(entry: Entry, parties: Iterable[Party]) -> list[str]:
    """The facts under an entry's heading: role and dates; of an agreement, its day, parties and status."""
    facts = [entry.role, entry.dates]
    if isinstance(entry, Agreement):
        names = {party.id: party.name for party in parties}
        facts = [str(entry.date), ", ".join(names[each] for each in entry.parties), *facts, entry.status]
    return [fact for fact in facts if fact]


class FillRegisters(SphinxPostTransform):
    """Fill cards with what mentions their entries, the index with its headings, and link first mentions."""

    default_priority = 7  # before references are resolved at 10

    def run(self, **kwargs: object) -> None:
        """Fill what this chapter has of them."""
        self.link_mentions()
        cards = list(self.document.findall(register_card))
        indexes = list(self.document.findall(names_index))
        if not cards and not indexes:
            return
        by_key = mentions_by_key(self.app)
        for card in cards:
            self.fill(card, by_key.get(card["key"], []))
        for index in indexes:
            entries = records_of(self.app).registers.entries
            index.extend(self.heading(entry, by_key.get(entry.id, [])) for entry in entries)

    def link_mentions(self) -> None:
        """Give the first mentions of this chapter the way to their cards, where chapters show them."""
        shorts = {entry.id: entry.short for entry in records_of(self.app).registers.entries}
        for mention in self.document.findall(name_mention):
            if mention.get("first") and (uri := self.way(mention["key"])):
                mention["refuri"], mention["short"] = uri, shorts[mention["key"]]

    def way(self, key: str) -> str:
        """The address of an entry's card from this chapter; empty where no chapter shows it."""
        label = self.env.get_domain("std").data["labels"].get(card_id(key))
        if label is None:
            return ""
        return f"{self.app.builder.get_relative_uri(self.env.docname, label[0])}#{label[1]}"

    def fill(self, card: register_card, mentions: list[Mention]) -> None:
        """Add the ways back to a card, before its own link."""
        dated = [each for each in mentions if each.dated]
        folded = dated if len(dated) > FEW_EVENTS else []
        told = [each for each in mentions if each not in folded]
        at = len(card.children) - 1
        if folded:
            links = nodes.paragraph("", "", *links_to(self.app, folded, "; "))
            card.insert(at, card_events("", links, number=len(folded)))
        if told:
            words = [nodes.Text("Mentioned at "), *links_to(self.app, told), nodes.Text(".")]
            card.insert(at, nodes.paragraph("", "", *words, classes=["card-places"]))

    def heading(self, entry: Entry, mentions: list[Mention]) -> index_entry:
        """A heading of the index: the way to its card or, where there is none, to what mentions it."""
        label = self.env.get_domain("std").data["labels"].get(card_id(entry.id))
        node = index_entry(key=entry.id, heading=entry.heading, hangul=entry.hangul, kind=entry.kind)
        node["card"], node["refuri"] = (label[0], label[1]) if label else (), self.way(entry.id)
        if not label:
            node += nodes.inline("", "", *links_to(self.app, mentions))
        return node


def check_registers(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop where nothing mentions an entry, or where a register stands in no chapter though another does.

    Raises:
        FaultError: The registers hold what the book does not use or show.
    """
    registers = records_of(app).registers
    labels = env.get_domain("std").data["labels"]
    if not any(card_id(entry.id) in labels for entry in registers.entries):
        return  # a book without cards
    faults: list[Fault] = []
    root, mentioned = Path(app.srcdir), mentions_by_key(app)
    for name, _ in REGISTERS:
        path = root / "data" / f"{name}.yml"
        if not registers.of(name):
            continue
        tree = tree_of(read_text(path, root))
        wrong: list[Wrong] = []
        for index, (fields, _line) in enumerate(_lines(tree)):
            ident = fields["id"]
            if not mentioned.get(ident):
                mend = "Correct found_as:, letter for letter as the text has it, or take the card out."
                wrong.append(((index, "found_as"), f"nothing in the book mentions “{ident}”", mend))
        if card_id(registers.of(name)[0].id) not in labels:
            mend = f"Show it with ```{{register}} {name} and a line ``` in a chapter."
            wrong.append(((0,), f"the register “{name}” stands in no chapter", mend))
        try:
            refuse(wrong, path, root)
        except FaultError as error:
            faults += error.faults
    if faults:
        raise FaultError(*faults)
