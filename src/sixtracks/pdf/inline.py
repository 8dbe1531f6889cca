"""Words in a line: emphasis, links, footnote marks."""

import re
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

from sixtracks.book.nodes import annotation_mark, foreign
from sixtracks.pdf.code import call, literal, sequence
from sixtracks.pdf.documents import Target
from sixtracks.pdf.writer import Writer, writes

INTERNAL = "%"
"""Begins the uri of a document of this book, as the builder gives it."""


MARKS = (annotation_mark, nodes.footnote_reference)
"""What hangs on the word before it, whether or not the source has a space there."""


@writes(nodes.Text)
def _text(_writer: Writer, node: nodes.Text) -> str:
    text = re.sub(r"[ \t\r\n]+", " ", node.astext())
    text = re.sub(r"(¶\d+) n\. (?=\d)", "\\1\u00a0n.\u00a0", text)  # a place is not broken over two lines
    follower = node.next_node(descend=False, siblings=True)
    text = text.rstrip(" ") if isinstance(follower, MARKS) else text
    if isinstance(node.parent, nodes.reference):
        return literal(text)
    pieces = _BARE_ADDRESS.split(text)  # every second one is an address
    return sequence(_bare(piece) if i % 2 else literal(piece) for i, piece in enumerate(pieces))


_BARE_ADDRESS = re.compile(r"(https?://(?:\([^\s()]*\)|[^\s<>“”()])*(?:\([^\s()]*\)|[^\s<>“”().,;:]))")
"""An address without the stop or bracket behind it."""


def _bare(address: str) -> str:
    """An address that stands among words without being a link: it becomes one."""
    return call("web-address", literal(address), literal(address))


@writes(nodes.inline)
def _span(writer: Writer, node: nodes.Element) -> str:
    if "cited-at" in node["classes"]:
        return _cited_at(writer, node)
    if not {"see", "basis"}.intersection(node["classes"]):
        return writer.inline(node.children)
    return call("quietly", writer.inline(node.children))


def _cited_at(writer: Writer, node: nodes.Element) -> str:
    """The places that cite a source; the template sets what stands between them."""
    places = []
    for link in node.findall(nodes.reference):
        target = writer.book.targets.get(goal(writer, link) or ("", ""))
        if target is not None:
            places.append(call("", id=literal(target.label), body=writer.inline(link.children)))
    return call("cited-at", *places) if places else ""


@writes(
    nodes.generated,
    nodes.abbreviation,
    nodes.acronym,
    nodes.problematic,
    addnodes.download_reference,
    addnodes.manpage,
    nodes.attribution,
)
def _plain(writer: Writer, node: nodes.Element) -> str:
    return writer.inline(node.children)


@writes(nodes.emphasis, nodes.title_reference, addnodes.literal_emphasis)
def _emphasis(writer: Writer, node: nodes.Element) -> str:
    return call("emph", writer.inline(node.children))


@writes(nodes.strong, addnodes.literal_strong)
def _strong(writer: Writer, node: nodes.Element) -> str:
    return call("strong", writer.inline(node.children))


@writes(nodes.subscript)
def _subscript(writer: Writer, node: nodes.Element) -> str:
    return call("sub", writer.inline(node.children))


@writes(nodes.superscript)
def _superscript(writer: Writer, node: nodes.Element) -> str:
    return call("super", writer.inline(node.children))


@writes(nodes.literal)
def _literal(_writer: Writer, node: nodes.Element) -> str:
    return call("raw", literal(node.astext()))


@writes(foreign)
def _foreign(writer: Writer, node: nodes.Element) -> str:
    language, _, script = node["lang"].partition("-")
    function = "romanised" if script == "Latn" else "foreign"
    return call(function, literal(language), writer.inline(node.children))


_ADDRESS = re.compile(r"^\S*[./]\S*/\S*$")
"""A link whose text is an address: it has a slash and no space."""


def goal(writer: Writer, node: nodes.Element) -> tuple[str, str] | None:
    """The document and the id to which a reference leads; nothing where it leads out of the book."""
    uri: str = node.get("refuri", "")
    if uri.startswith(INTERNAL):
        docname, _, ident = uri.removeprefix(INTERNAL).partition("#")
        return docname, unquote(ident)
    if node.get("refid") or uri.startswith("#"):
        return writer.chapter.docname, node.get("refid") or unquote(uri[1:])
    return None


@writes(nodes.reference, addnodes.number_reference)
def _reference(writer: Writer, node: nodes.Element) -> str:
    body = writer.inline(node.children)
    uri = node.get("refuri", "")
    if isinstance(node.parent, nodes.figure):
        return body  # docutils wraps a picture that links somewhere
    place = goal(writer, node)
    if place is not None:
        return _link(writer, node, place, body)
    if not uri:
        return body
    function = "web-address" if _ADDRESS.match(node.astext()) else "web"
    return call(function, literal(uri.replace("&amp;", "&")), body)  # MyST gives HTML's escape for &


def _link(writer: Writer, node: nodes.Element, place: tuple[str, str], body: str) -> str:
    """A link within the book; in the running text it says the page, a citation does not."""
    target = writer.book.targets.get(place)
    if target is None:
        uri = node.get("refid") or node["refuri"].removeprefix(INTERNAL)
        writer.trouble(node, "pdf-link", f"this link leads nowhere: {uri}. Mend: correct or remove it.")
        return body
    silent = writer.plain_links or target.cited or _is_support(node, target)
    return call("to" if silent else "see", literal(target.label), body)


def _is_support(node: nodes.Element, target: Target) -> bool:
    """Whether it is a paragraph on which a remark of a card rests: its page stands under the card's title."""
    holder = node.parent
    classes = holder["classes"] if isinstance(holder, nodes.inline) else ()
    return bool(_PASSAGE.fullmatch(target.label)) and not {"see", "basis"}.isdisjoint(classes)


_PASSAGE = re.compile(r"p\d+")


@writes(nodes.footnote_reference, names_itself=True)
def _footnote_mark(writer: Writer, node: nodes.Element) -> str:
    """A footnote of docutils: its text where it is first named, a link to it later."""
    mark, ident = literal(node.astext()), node["refid"]
    note = next((n for n in writer.doctree.findall(nodes.footnote) if ident in n["ids"]), None)
    target = writer.target(ident)
    if note is None or target is None:
        return call("super", mark)
    if ident in writer.noted:
        return call("to", literal(target.label), call("super", mark))
    writer.noted.add(ident)
    text = sequence([writer.anchors(note), writer.flow(note.children)])
    return call("docutils-note", mark, writer.anchors(node), text)


@writes(nodes.target)
def _target(writer: Writer, node: nodes.Element) -> str:
    return writer.inline(node.children) if node.children else ""


@writes(nodes.raw)
def _raw(_writer: Writer, node: nodes.raw) -> str:
    # A hard line break reaches us as HTML; everything else raw is for another format.
    is_break = "html" in node.get("format", "") and node.astext().strip().startswith("<br")
    return "linebreak()" if is_break else ""
