"""What the chapters mention and cite, so that the index and the bibliography can point back.

Gathered once a chapter is read, kept with Sphinx's environment, spent when a builder writes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from sixtracks.book.identity import identify
from sixtracks.book.nodes import (
    annotation,
    colophon_facts,
    digest,
    event_row,
    index_entry,
    name_mention,
    names_index,
    passage,
)
from sixtracks.book.source import records_of
from sixtracks.records import Name
from sixtracks.records.edition import day


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a passage or a note names something of the index, or cites a source.

    Attributes:
        key: The name's id, or the source's citation key.
        docname: The chapter.
        anchor: The id of the passage or note.
        label: How the place is called: ``¶17`` or ``¶17 n. 3``, an event, a card or a chapter by its title.
    """

    key: str
    docname: str
    anchor: str
    label: str


def mentions_in(doctree: nodes.document, docname: str) -> tuple[Mention, ...]:
    """The names and sources that a chapter's digests, notes, events and cards mention, each once a place."""
    places = [*_passages_and_notes(doctree), *_events(doctree), *_cards(doctree)]
    found = {Mention(key, docname, anchor, label): None for anchor, label, keys in places for key in keys}
    # what the chapter cites outside them
    noted = {m.key for m in found} | {key for row in doctree.findall(event_row) for key in _keys(row)}
    chapter = next(doctree.findall(nodes.section), None)
    title = next(doctree.findall(nodes.title), None)
    if chapter is not None and title is not None:
        for key in _keys(doctree):
            if key not in noted:
                found[Mention(key, docname, chapter["ids"][0], f"“{title.astext()}”")] = None
    return tuple(found)  # a dict is a set that keeps its order


_Place = tuple[str, str, list[str]]  # anchor, label, keys


def _passages_and_notes(doctree: nodes.document) -> Iterator[_Place]:
    space = "\N{NO-BREAK SPACE}"
    for each in doctree.findall(passage):
        for part in each.children:
            if isinstance(part, digest):
                yield each["ids"][0], f"¶{each['number']}", list(_keys(part))
            elif isinstance(part, annotation):
                label = f"¶{each['number']}{space}n.{space}{part['number']}"
                yield part["ids"][0], label, list(_keys(part))


def _events(doctree: nodes.document) -> Iterator[_Place]:
    for row in doctree.findall(event_row):
        if row["ids"]:
            yield row["event"], row["title"], list(_keys(row))


def _cards(doctree: nodes.document) -> Iterator[_Place]:
    for section in doctree.findall(nodes.section):
        if "card" in section["classes"]:
            short = re.split("[:,]", section[0].astext())[0]  # hundreds of sources name their cards
            yield section["ids"][0], f"card “{short}”", list(_keys(section))


def _keys(part: nodes.Element) -> Iterable[str]:
    for node in part.findall(nodes.Element):
        if isinstance(node, name_mention):
            yield node["key"]
        elif node.get("refdomain") == "cite":
            yield from (target.key for target in parse_citation_targets(node["reftarget"]))


class MentionCollector(EnvironmentCollector):
    """Keeps each chapter's mentions with Sphinx's environment."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a chapter that is read again."""
        _register(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
    ) -> None:
        """Take over what a parallel reader gathered."""
        _register(env).update({name: found for name, found in _register(other).items() if name in docnames})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Gather from a chapter."""
        _register(app.env)[app.env.docname] = mentions_in(doctree, app.env.docname)


def _register(env: BuildEnvironment) -> dict[str, tuple[Mention, ...]]:
    if not hasattr(env, "sixtracks_mentions"):
        env.sixtracks_mentions = {}  # type: ignore[attr-defined]
    register: dict[str, tuple[Mention, ...]] = env.sixtracks_mentions  # type: ignore[attr-defined]
    return register


def mentions_by_key(env: BuildEnvironment) -> dict[str, list[Mention]]:
    """Every mention of each name and source, in the book's order."""
    by_key: dict[str, list[Mention]] = defaultdict(list)
    register = _register(env)
    labels = env.get_domain("std").data["labels"]
    for docname in _in_order(env):
        for mention in register.get(docname, ()):
            if labels.get(mention.anchor, (docname,))[0] == docname:  # an event, where links to it lead
                by_key[mention.key].append(mention)
    return by_key


def _in_order(env: BuildEnvironment) -> list[str]:
    """The chapters in the order of the table of contents."""
    order: list[str] = []

    def walk(docname: str) -> None:
        if docname not in order:
            order.append(docname)
            for child in env.toctree_includes.get(docname, ()):
                walk(child)

    walk(env.config.root_doc)
    return order


def _is_first(citation: nodes.citation) -> bool:
    return citation.parent.index(citation) == 0


class FillPlaces(SphinxPostTransform):
    """Fill the index of names, the bibliography's way back, and the colophon's facts."""

    default_priority = 7  # the bibliography's entries exist since 5; references are resolved at 10

    def run(self, **kwargs: object) -> None:
        """Fill what this chapter has of them."""
        by_key = mentions_by_key(self.env)
        for place in list(self.document.findall(names_index)):
            place.extend(
                self.entry(name, by_key[name.id]) for name in records_of(self.app).names if by_key[name.id]
            )
        self.list_sources(by_key)
        for facts in list(self.document.findall(colophon_facts)):
            facts.replace_self(self.facts())

    def references(self, mentions: list[Mention]) -> list[nodes.Node]:
        """Links to the places, with commas between them."""
        builder, here = self.app.builder, self.env.docname
        out: list[nodes.Node] = []
        for mention in mentions:
            if out:
                out.append(nodes.Text(", "))
            link = make_refnode(builder, here, mention.docname, mention.anchor, [nodes.Text(mention.label)])
            link["classes"].append("place")
            out.append(link)
        return out

    def entry(self, name: Name, mentions: list[Mention]) -> index_entry:
        """A heading of the index with the places that mention it."""
        node = index_entry(key=name.id, heading=name.heading, hangul=name.hangul, kind=name.kind)
        node += nodes.inline("", "", *self.references(mentions))
        return node

    def list_sources(self, by_key: dict[str, list[Mention]]) -> None:
        """Make the ``citation`` nodes of a bibliography one plain list, each with its way back."""
        domain = self.env.get_domain("cite")
        keys = {each.citation_id: each.key for each in domain.citations}  # type: ignore[attr-defined]
        for first in [c for c in self.document.findall(nodes.citation) if _is_first(c)]:
            holder = first.parent
            citations = [c for c in holder.children if isinstance(c, nodes.citation)]
            items = [self.source(c, by_key.get(keys[c["ids"][0]], [])) for c in citations]
            holder.children[:] = []
            holder.append(nodes.bullet_list("", *items, classes=["bibliography"]))

    def source(self, citation: nodes.citation, mentions: list[Mention]) -> nodes.list_item:
        """One source under its own id, and where it is cited."""
        paragraph = next(citation.findall(nodes.paragraph))
        if places := self.references(mentions):
            back = nodes.inline(classes=["cited-at"])
            back += [nodes.Text(" Cited at "), *places, nodes.Text(".")]
            paragraph += back
        return nodes.list_item("", paragraph, ids=citation["ids"])

    def facts(self) -> nodes.definition_list:
        """Version, commit and date of this build."""
        edition = records_of(self.app).edition
        identity = identify(self.app.srcdir, edition.as_of)
        rows = {
            "Version": identity.version,
            "Commit": identity.commit or "not built from a git checkout",
            "Date of the source": day(identity.date),
            "Verdicts as of": f"{day(edition.essay.published)} and {day(edition.as_of)}",
        }
        items = [
            nodes.definition_list_item(
                "", nodes.term("", name), nodes.definition("", nodes.paragraph("", value))
            )
            for name, value in rows.items()
        ]
        return nodes.definition_list("", *items)
