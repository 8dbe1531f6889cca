"""What the book mentions and cites, so that the registers and the bibliography can point back.

Chapters are gathered from once they are read, and kept with Sphinx's environment; what records say (events,
episodes, claims) is read from the records. Both are spent when a builder writes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from sixtracks.book.collecting import ChapterCollector
from sixtracks.book.identity import identify
from sixtracks.book.nodes import (
    annotation,
    colophon_facts,
    digest,
    event_row,
    name_mention,
    passage,
    register_card,
)
from sixtracks.book.source import gallery_at, records_of
from sixtracks.records import Records
from sixtracks.records.edition import day
from sixtracks.records.registers import Finder


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names an entry of the registers, or cites a source.

    Attributes:
        key: The entry's id, or the source's citation key.
        docname: The chapter.
        anchor: The id of the place.
        label: How the place is called: ``¶17`` or ``¶17 n. 3``, an event, a card or a chapter by its title.
        dated: Whether the place is an event or an episode, of which there may be many.
    """

    key: str
    docname: str
    anchor: str
    label: str
    dated: bool = False


def mentions_in(doctree: nodes.document, docname: str) -> tuple[Mention, ...]:
    """What a chapter's digests, notes, events, cards and prose mention and cite, each once a place."""
    places = [*_passages_and_notes(doctree), *_events(doctree), *_cards(doctree)]
    found = {Mention(key, docname, anchor, label): None for anchor, label, keys in places for key in keys}
    # what the chapter says outside them; a row of an event that is at home elsewhere counts there
    told = Counter(key for _, _, keys in places for key in keys)
    told.update(key for row in doctree.findall(event_row) if not row["ids"] for key in _keys(row))
    chapter = next(doctree.findall(nodes.section), None)
    title = next(doctree.findall(nodes.title), None)
    if chapter is not None and title is not None:
        for key in Counter(_keys(doctree)) - told:
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
    for card in doctree.findall(register_card):
        yield card["ids"][0], f"“{card['heading']}”", list(_keys(card))


def _keys(part: nodes.Element) -> Iterable[str]:
    for node in part.findall(nodes.Element):
        if isinstance(node, name_mention):
            yield node["key"]
        elif node.get("refdomain") == "cite":
            yield from (target.key for target in parse_citation_targets(node["reftarget"]))


class MentionCollector(ChapterCollector):
    """Keeps each chapter's mentions."""

    name = "sixtracks_mentions"

    def gather(self, app: Sphinx, doctree: nodes.document) -> tuple[Mention, ...]:
        """The mentions of a chapter."""
        return mentions_in(doctree, app.env.docname)


def mentions_by_key(app: Sphinx) -> dict[str, list[Mention]]:
    """Every mention of each entry and source, in the book's order; what records say stands behind it."""
    env = app.env
    by_key: dict[str, list[Mention]] = defaultdict(list)
    register = MentionCollector.register(env)
    labels = env.get_domain("std").data["labels"]
    for docname in _in_order(env):
        for mention in register.get(docname, ()):
            if labels.get(mention.anchor, (docname,))[0] == docname:  # an event, where links to it lead
                by_key[mention.key].append(mention)
    for anchor, label, keys, dated in _told_at(Path(app.srcdir), app.config.sixtracks_records):
        if anchor in labels:
            for key in keys:
                by_key[key].append(Mention(key, labels[anchor][0], anchor, label, dated))
    return by_key


def finder_of(app: Sphinx) -> Finder:
    """What finds the entries of the registers in the book's text."""
    return _finder_at(Path(app.srcdir), app.config.sixtracks_records)


@lru_cache(maxsize=4)
def _finder_at(root: Path, digest: str) -> Finder:
    return Finder(gallery_at(root, digest).records.registers.entries)


_Told = tuple[str, str, tuple[str, ...], bool]  # anchor, label, keys, whether it is dated


@lru_cache(maxsize=4)
def _told_at(root: Path, digest: str) -> tuple[_Told, ...]:
    return tuple(told_by(gallery_at(root, digest).records, _finder_at(root, digest)))


def told_by(known: Records, finder: Finder) -> Iterator[_Told]:
    """The claims, events and episodes that name entries: their places, what they are called, and the ids."""
    for claim in known.claims:
        dissent = claim.dissent.text if claim.dissent else ""
        ids = finder.ids(claim.lemma, claim.claim, claim.then.reason, claim.now.reason, dissent)
        yield claim.address, f"claim “{claim.lemma}”", ids, False
    for event in sorted(known.events, key=lambda event: event.start.earliest):
        ids = finder.ids(event.title, event.text, event.why_not_counted)
        yield event.id, f"{event.start.year} {event.title}", ids, True
    for episode in known.episodes:
        yield episode.id, f"episode “{episode.name}”", finder.ids(episode.name, episode.reason), True


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


def links_to(app: Sphinx, mentions: Iterable[Mention], between: str = ", ") -> list[nodes.Node]:
    """Links to some places, from the chapter that is written."""
    out: list[nodes.Node] = []
    for mention in mentions:
        if out:
            out.append(nodes.Text(between))
        words: list[nodes.Node] = [nodes.Text(mention.label)]
        link = make_refnode(app.builder, app.env.docname, mention.docname, mention.anchor, words)
        link["classes"].append("place")
        out.append(link)
    return out


class FillPlaces(SphinxPostTransform):
    """Fill the bibliography's way back, and the colophon's facts."""

    default_priority = 7  # the bibliography's entries exist since 5; references are resolved at 10

    def run(self, **kwargs: object) -> None:
        """Fill what this chapter has of them."""
        if any(True for _ in self.document.findall(nodes.citation)):
            self.list_sources(mentions_by_key(self.app))
        for facts in list(self.document.findall(colophon_facts)):
            facts.replace_self(self.facts())

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
        if places := links_to(self.app, mentions):
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
