"""The edition's own: passages, their notes, and the index of names."""

from docutils import nodes

from sixtracks.book.nodes import annotation, annotation_mark, digest, index_entry, names_index, passage
from sixtracks.pdf.code import call, literal, sequence
from sixtracks.pdf.writer import Writer, writes
from sixtracks.records.edition import Edition, day

DIGEST, NOTE = "Digest", "Editors’ note"


@writes(passage, names_itself=True)
def _passage(writer: Writer, node: nodes.Element) -> str:
    """A passage; its notes are written where their marks stand."""
    body = [child for part in node.children if isinstance(part, digest) for child in part.children]
    strange = [child for child in node.children if not isinstance(child, digest | annotation)]
    first, rest = writer.parted(body)
    code = call("passage", str(node["number"]), literal(DIGEST), writer.anchors(node), first, rest)
    return "\n".join([code, *(writer.block(child) for child in strange)])


@writes(digest)
def _digest(writer: Writer, node: nodes.Element) -> str:
    return writer.blocks(node.children)


@writes(annotation, names_itself=True)
def _stray_note(_writer: Writer, _node: nodes.Element) -> str:
    return ""  # a note is written at its mark


@writes(annotation_mark, names_itself=True)
def _mark(writer: Writer, node: nodes.Element) -> str:
    """The note itself, as a footnote hung on its mark."""
    found = (n for n in writer.doctree.findall(annotation) if node["annotation"] in n["ids"])
    note = next(found, None)
    if note is None:
        return ""  # reported when the chapter was read
    first, rest = writer.parted(note.children)
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
        *([call("verdict", *judged)] if judged else []),
    )
    return sequence([call("super", literal(", ")), code]) if _follows_mark(node) else code


def _follows_mark(node: nodes.Element) -> bool:
    """Whether another mark stands right before this one: without a comma, 2 and 0 would read as 20."""
    before = node.parent.children[: node.parent.index(node)]
    while before and isinstance(before[-1], nodes.Text) and not before[-1].strip():
        before.pop()
    return bool(before) and isinstance(before[-1], annotation_mark)


def speaker(edition: Edition) -> str:
    """The name under which the essay's words are quoted: its author's family name."""
    return edition.essay.author.split()[-1]


def verdict(edition: Edition, then: str, now: str) -> list[str]:
    """A note's two verdicts, each after the day on which it holds; nothing where nothing is judged."""
    if not (then and now):
        return []
    return [literal(word) for word in (day(edition.essay.published), then, day(edition.as_of), now)]


@writes(names_index)
def _index(writer: Writer, node: nodes.Element) -> str:
    return call("names-index", writer.blocks(node.children))


@writes(index_entry)
def _entry(_writer: Writer, node: nodes.Element) -> str:
    hangul = call("foreign", literal("ko"), literal(node["hangul"])) if node.get("hangul") else "none"
    return call("index-entry", literal(node["key"]), literal(node["heading"]), hangul)
