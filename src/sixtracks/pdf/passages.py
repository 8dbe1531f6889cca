"""The edition's own: passages and their notes."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeGuard

from docutils import nodes

from sixtracks.book.nodes import (
    annotation,
    annotation_mark,
    digest,
    essay_text,
    passage,
    passage_cards,
    passage_events,
)
from sixtracks.pdf import copies
from sixtracks.pdf.code import array, call, literal, sequence
from sixtracks.pdf.inline import goal
from sixtracks.pdf.writer import Writer, writes
from sixtracks.records.edition import Edition, day

DIGEST, NOTE, EDITORS = "Digest", "Editors’ note", "Editors"


@writes(passage, names_itself=True)
def _passage(writer: Writer, node: nodes.Element) -> str:
    """A passage; its notes are written where their marks stand."""
    body = [child for part in node.children if isinstance(part, digest) for child in part.children]
    beside = _beside(writer, node)
    known = essay_text | digest | annotation | passage_cards | passage_events
    strange = [child for child in node.children if not isinstance(child, known)]
    named = {"beside": beside} if beside else {}
    text = next((child for child in node.children if isinstance(child, essay_text)), None)
    if text is not None:
        named |= copies.state_line(text)
        if text.children:
            named |= {
                "speaker": literal(speaker(writer.book.edition)),
                "essay": copies.essay_words(writer, text),
            }
    first, rest = writer.parted(body)
    given = [str(node["number"]), literal(DIGEST), writer.anchors(node), first, rest]
    code = call("passage", *given, **named)
    return "\n".join([code, *(writer.block(child) for child in strange)])


def _beside(writer: Writer, node: nodes.Element) -> str:
    """The cards of a passage, and the events that bear on it, in one paragraph of the editors'."""
    cards = [link for each in node.children if isinstance(each, passage_cards) for link in _links(each)]
    events = [
        link for each in node.children if isinstance(each, passage_events) for link in _untold(writer, each)
    ]
    if not (cards or events):
        return ""
    lists = (array(map(writer.inline, links)) for links in ([[link] for link in cards], events))
    return call("passage-beside", literal(EDITORS), str(node["number"]), *lists)


def _links(node: nodes.Element) -> list[nodes.reference]:
    return list(node.findall(nodes.reference))


def _untold(writer: Writer, node: passage_events) -> list[list[nodes.Node]]:
    """The links to events, without those that a note names: it stands at the foot of the same page."""
    told = set(_events(writer, [note for note in node.parent.children if isinstance(note, annotation)]))
    paragraphs = [child for child in node.children if isinstance(child, nodes.paragraph)]
    return [_in_brief(each) for each in paragraphs if not told.intersection(_events(writer, [each]))]


@writes(passage_cards, passage_events)
def _stray_links(_writer: Writer, _node: nodes.Node) -> str:
    return ""  # written with the passage that holds them


def _events(writer: Writer, holders: Iterable[nodes.Element]) -> Iterator[tuple[str, str] | None]:
    """The events to which notes lead with their last paragraph, or paragraphs of events."""
    for holder in holders:
        paragraphs = filter(_leads_to_events, holder.children) if isinstance(holder, annotation) else [holder]
        for paragraph in paragraphs:
            yield from (goal(writer, link) for link in paragraph.findall(nodes.reference))


_YEAR = re.compile(r"\b\d{4}\b")


def _in_brief(paragraph: nodes.Element) -> list[nodes.Node]:
    """Links to events with the years of their dates: two dozen full dates would drown the digest."""
    brief = paragraph.deepcopy()
    for text in list(brief.findall(nodes.Text)):
        title, comma, when = text.astext().rpartition(", ")
        years = list(dict.fromkeys(_YEAR.findall(when)))
        if comma and years:
            about = "about " if when.startswith("about ") else ""
            text.parent.replace(text, nodes.Text(f"{title}, {about}{'–'.join(years)}"))
        elif text.astext() == ", ":
            text.parent.replace(text, nodes.Text("; "))  # titles and dates have commas of their own
    children: list[nodes.Node] = brief.children
    return children


@writes(digest)
def _digest(writer: Writer, node: nodes.Element) -> str:
    return writer.blocks(node.children)


@writes(annotation, names_itself=True)
def _stray_note(_writer: Writer, _node: nodes.Element) -> str:
    return ""  # a note is written at its mark


@writes(annotation_mark, names_itself=True)
def _mark(writer: Writer, node: annotation_mark) -> str:
    """The note itself, as a footnote hung on its mark; where the essay's own text has it, a link to it."""
    if not node["ids"]:
        return _parted(node, copies.again(writer, node))
    found = (n for n in writer.doctree.findall(annotation) if node["annotation"] in n["ids"])
    note = next(found, None)
    if note is None:
        return ""  # reported when the chapter was read
    links = [child for child in note.children if _leads_to_events(child)]
    first, rest = writer.parted([child for child in note.children if child not in links])
    judged = verdict(writer.book.edition, note["then"], note["now"])
    code = call(
        "note",
        str(note["number"]),
        writer.anchors(node),
        writer.anchors(note),
        literal(NOTE),
        literal(note["kind"]),
        str(note["passage"]),
        literal(speaker(writer.book.edition)),
        literal(note["lemma"]),
        first,
        rest,
        *([call("verdict", *judged, *_why(writer, note))] if judged else []),
        *(call("note-events", writer.inline(_in_brief(each))) for each in links),
        **copies.found_words(note),
    )
    return _parted(node, code)


def _parted(node: nodes.Element, code: str) -> str:
    """A mark, with a comma where it stands right behind another."""
    return sequence([call("super", literal(", ")), code]) if _follows_mark(node) else code


def _why(writer: Writer, note: annotation) -> list[str]:
    """The way to the reasons in the ledger, where a chapter gives them."""
    docname, ident = note.get("ledger", ("", ""))
    target = writer.target(ident, docname) if ident else None
    return [call("see", literal(target.label), literal("why"))] if target else []


def _follows_mark(node: nodes.Element) -> bool:
    """Whether another mark stands right before this one: without a comma, 2 and 0 would read as 20."""
    before = node.parent.children[: node.parent.index(node)]
    while before and isinstance(before[-1], nodes.Text) and not before[-1].strip():
        before.pop()
    return bool(before) and isinstance(before[-1], annotation_mark)


def _leads_to_events(node: nodes.Node) -> TypeGuard[nodes.paragraph]:
    """Whether a note's paragraph is the one with its events, which stands last, below the verdict."""
    return isinstance(node, nodes.paragraph) and "note-events" in node["classes"]


def speaker(edition: Edition) -> str:
    """The name under which the essay's words are quoted: its author's family name."""
    return edition.essay.author.split()[-1]


def verdict(edition: Edition, then: str, now: str) -> list[str]:
    """A note's two verdicts, each after the day on which it holds; nothing where nothing is judged."""
    if not (then and now):
        return []
    return [literal(word) for word in (day(edition.essay.published), then, day(edition.as_of), now)]
