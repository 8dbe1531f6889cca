"""What stands by itself: sections, paragraphs, lists, quotations, admonitions, code."""

import re
from collections import Counter
from operator import itemgetter

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from sixtracks.book.nodes import chart, colophon_facts
from sixtracks.pdf.code import array, call, literal, sequence
from sixtracks.pdf.documents import document_label, is_bibliography
from sixtracks.pdf.tables import is_words
from sixtracks.pdf.writer import Writer, writes


@writes(
    nodes.comment,
    nodes.substitution_definition,
    nodes.footnote,
    nodes.meta,
    nodes.pending,
    nodes.system_message,
    nodes.docinfo,
    nodes.decoration,
    colophon_facts,
    addnodes.index,
    addnodes.toctree,
    addnodes.highlightlang,
    addnodes.tabular_col_spec,
    names_itself=True,
)
def _nothing(_writer: Writer, _node: nodes.Node) -> str:
    return ""


@writes(nodes.section, names_itself=True)
def _section(writer: Writer, node: nodes.Element) -> str:
    level, place = writer.level, writer.chapter
    is_first = level == place.level and node is next(iter(writer.doctree.findall(nodes.section)))
    heading, rest = _heading(writer, node, is_first), node.children[1:]
    writer.level += 1
    body = writer.blocks(rest)
    writer.level = level
    return heading + ("\n" + body if body != "[]" else "")


def _heading(writer: Writer, node: nodes.Element, is_first: bool) -> str:
    """The call that sets a section's title."""
    docname = writer.chapter.docname
    anchors = writer.anchors(node)
    if is_first:
        anchors = sequence([call("spot", literal(document_label(docname))), anchors])
    numbers = writer.book.section_numbers.get(docname, {})
    number = numbers.get("" if is_first else f"#{node['ids'][0]}")
    writer.plain_links += 1
    title = literal(writer.title) if is_first and writer.title else writer.inline(node[0].children)
    writer.plain_links -= 1
    if number:
        title = sequence([literal(".".join(map(str, number)) + "\u2002"), title])
    if writer.level > 1:
        return call("section", str(writer.level), title, anchors)
    part = literal(writer.chapter.part) if is_first and writer.chapter.part else "none"
    return call("chapter", title, anchors, part=part)


@writes(nodes.paragraph, addnodes.compact_paragraph)
def _paragraph(writer: Writer, node: nodes.Element) -> str:
    body = writer.inline(node.children)
    if "card-facts" in node["classes"]:
        return call("card-facts", body)
    follower = node.next_node(descend=False, siblings=True)
    if isinstance(follower, nodes.paragraph) and "card-facts" in follower["classes"]:
        return call("card-summary", body)
    return call("before-table" if is_words(follower) else "par", body)


@writes(nodes.compound, nodes.container, nodes.legend, nodes.definition, nodes.field_body, nodes.header)
def _container(writer: Writer, node: nodes.Element) -> str:
    if "toctree-wrapper" in node["classes"]:
        return ""
    children = node.children
    if node.get("hide_mode") in ("input", "all"):  # paper has no button that would show it again
        children = [c for c in children if not _is_cell_part(c, "cell_code_source")]
    if node.get("hide_mode") in ("output", "all"):  # but a figure stays: links lead to it and to its rows
        children = [c for c in children if not _is_cell_part(c, "cell_code_output") or _has_figure(c)]
    body = writer.blocks(children)
    return call("essay-box", body) if "essay-box" in node["classes"] else body


def _is_cell_part(node: nodes.Node, part: str) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == part


def _has_figure(node: nodes.Node) -> bool:
    return next(iter(node.findall(chart)), None) is not None


@writes(nodes.rubric, nodes.caption)
def _rubric(writer: Writer, node: nodes.Element) -> str:
    return call("rubric", writer.inline(node.children))


@writes(nodes.transition)
def _transition(_writer: Writer, node: nodes.Element) -> str:
    # MyST puts one before the footnotes, which stand at the foot of their page here.
    return "" if "footnotes" in node["classes"] else call("transition")


@writes(nodes.bullet_list)
def _bullets(writer: Writer, node: nodes.Element) -> str:
    items = [item for item in node.children if isinstance(item, nodes.list_item)]
    if is_bibliography(node):
        return _sources(writer, items)
    return call("list", *_items(writer, items), tight=_tight(items))


_READ = re.compile(r" \(read (\d{1,2} \w+ \d{4})\)")
"""How book.citations ends an address that was read on a day."""


def _sources(writer: Writer, items: list[nodes.list_item]) -> str:
    """A list of sources; the day on which most of them were read is said once, above the list."""
    copies = [item.deepcopy() for item in items]
    texts = [text for item in copies for text in item.findall(nodes.Text)]
    days = Counter(found[1] for text in texts if (found := _READ.match(text)))
    usual, number = max(days.items(), key=itemgetter(1), default=("", 0))
    for text in texts if number > 1 else ():
        if (found := _READ.match(text)) and found[1] == usual:
            text.parent.replace(text, nodes.Text(text[found.end() :]))
    others = " unless an entry gives another day" if len(days) > 1 else ""
    note = literal(f"Addresses were read on {usual}{others}.") if number > 1 else "none"
    entries = (call("", writer.anchors(item), writer.flow(item.children)) for item in copies)
    return call("bibliography-list", note, array("\n" + entry for entry in entries))


@writes(nodes.enumerated_list)
def _numbers(writer: Writer, node: nodes.Element) -> str:
    items = [item for item in node.children if isinstance(item, nodes.list_item)]
    kinds = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
    pattern = node.get("prefix", "") + kinds.get(node.get("enumtype", ""), "1") + (node.get("suffix") or ".")
    start = str(node.get("start", 1))
    return call("enum", *_items(writer, items), start=start, numbering=literal(pattern), tight=_tight(items))


def _items(writer: Writer, items: list[nodes.list_item]) -> list[str]:
    return ["\n" + sequence([writer.anchors(item), writer.flow(item.children)]) for item in items]


def _tight(items: list[nodes.list_item]) -> str:
    return "true" if all(len(item.children) == 1 for item in items) else "false"


@writes(nodes.list_item, names_itself=True)
def _stray_item(writer: Writer, node: nodes.Element) -> str:
    return sequence([writer.anchors(node), writer.flow(node.children)])


@writes(nodes.definition_list, nodes.field_list, addnodes.glossary)
def _definitions(writer: Writer, node: nodes.Element) -> str:
    if isinstance(node, addnodes.glossary):
        return writer.blocks(node.children)
    told = "card-told" in node["classes"]
    items = []
    for item in node.children:
        if not isinstance(item, nodes.Element):
            continue
        terms = [c for c in item.children if isinstance(c, nodes.term | nodes.classifier | nodes.field_name)]
        bodies = [c for c in item.children if isinstance(c, nodes.definition | nodes.field_body)]
        name = sequence([writer.anchors(item), *_joined([writer.node(term) for term in terms])])
        body = sequence(writer.flow(each.children) for each in bodies)
        items.append("\n" + call("" if told else "terms.item", name, body))
    return call("card-told" if told else "terms", *items)


def _joined(parts: list[str]) -> list[str]:
    return [code for i, part in enumerate(parts) for code in ([literal(", ")] if i else []) + [part]]


@writes(nodes.term, nodes.classifier, nodes.field_name)
def _term(writer: Writer, node: nodes.Element) -> str:
    return writer.inline(node.children)


@writes(nodes.block_quote)
def _quote(writer: Writer, node: nodes.Element) -> str:
    body = [child for child in node.children if not isinstance(child, nodes.attribution)]
    attribution = next((child for child in node.children if isinstance(child, nodes.attribution)), None)
    source = writer.inline(attribution.children) if attribution is not None else "none"
    return call("quote", writer.blocks(body), block="true", attribution=source)


@writes(nodes.line_block)
def _verse(writer: Writer, node: nodes.Element) -> str:
    inner = isinstance(node.parent, nodes.line_block)
    rows = [writer.node(child) for child in node.children]
    code = sequence(code for i, row in enumerate(rows) for code in (["linebreak()"] if i else []) + [row])
    return call("indented", code) if inner else call("line-block", code)


@writes(nodes.line)
def _line(writer: Writer, node: nodes.Element) -> str:
    return writer.inline(node.children)


@writes(nodes.literal_block, nodes.doctest_block)
def _code(_writer: Writer, node: nodes.Element) -> str:
    return call("raw", literal(node.astext().rstrip("\n")), block="true")


@writes(
    nodes.note,
    nodes.tip,
    nodes.hint,
    nodes.warning,
    nodes.important,
    nodes.attention,
    nodes.caution,
    nodes.danger,
    nodes.error,
    nodes.admonition,
    nodes.topic,
    nodes.sidebar,
    addnodes.seealso,
)
def _admonition(writer: Writer, node: nodes.Element) -> str:
    children = node.children
    label = str(admonitionlabels.get(type(node).__name__, ""))
    title = literal(label) if label else "none"
    if children and isinstance(children[0], nodes.title):
        title, children = writer.inline(children[0].children), children[1:]
    return call("admonition", title, writer.blocks(children))
