"""Pictures, figures and tables."""

import re

from docutils import nodes

from sixtracks.book.nodes import chart
from sixtracks.pdf.charts import chart_figure
from sixtracks.pdf.code import array, call, literal, sequence
from sixtracks.pdf.writer import Writer, writes

_LENGTH = re.compile(r"^(\d+(?:\.\d+)?)(px|pt|cm|mm|in|em|%)?$")


@writes(nodes.image)
def _image(writer: Writer, node: nodes.Element) -> str:
    path = writer.book.images.get(node["uri"])
    if path is None:
        return ""  # Sphinx has said that it cannot find the picture
    named = {"width": width} if (width := _width(node)) else {}
    alt = (node.get("alt") or "").strip()
    if not alt:
        what = f"the picture {node['uri']} has no alt text. Mend: say in a sentence what it shows."
        writer.trouble(node, "pdf-alt", what)
    picture = call("picture", literal(path), literal(alt), **named)
    if isinstance(_around(node), nodes.TextElement):
        return call("box", picture)
    return picture if isinstance(_around(node), nodes.figure) else call("centred", picture)


def _around(node: nodes.Node) -> nodes.Node | None:
    """What holds a picture, leaving out a link around it."""
    return node.parent.parent if isinstance(node.parent, nodes.reference) else node.parent


def _width(node: nodes.Element) -> str:
    found = _LENGTH.match(str(node.get("width", "")).strip())
    if found is None:
        return ""
    if found[2] in (None, "px"):
        return f"{float(found[1]) * 0.75:g}pt"
    return found[1] + found[2]


@writes(nodes.figure, names_itself=True)
def _figure(writer: Writer, node: nodes.Element) -> str:
    caption = next((c for c in node.children if isinstance(c, nodes.caption)), None)
    legend = next((c for c in node.children if isinstance(c, nodes.legend)), None)
    pictures = [c for c in node.children if not isinstance(c, nodes.caption | nodes.legend)]
    words = _caption(writer, node, caption, "figure")
    if any(isinstance(child, chart) for child in pictures):
        return chart_figure(writer, node, words, legend)
    body = sequence(writer.node(child) for child in pictures)
    if legend is not None:
        words = sequence([words if words != "none" else "", "parbreak()", writer.blocks(legend.children)])
    return call("captioned", "image", writer.anchors(node), words, body)


def _caption(writer: Writer, node: nodes.Element, caption: nodes.Element | None, kind: str) -> str:
    """A caption with its number, where Sphinx gave it one."""
    if caption is None:
        return "none"
    numbers = writer.book.figure_numbers.get(writer.chapter.docname, {}).get(kind, {})
    number = next((numbers[ident] for ident in node["ids"] if ident in numbers), ())
    words = writer.inline(caption.children)
    if not number:
        return words
    name = writer.book.figure_formats.get(kind, "%s") % ".".join(map(str, number))
    return sequence([call("small", literal(name)), literal("\u2002"), words])


@writes(nodes.table, names_itself=True)
def _table(writer: Writer, node: nodes.Element) -> str:
    caption = next((c for c in node.children if isinstance(c, nodes.title)), None)
    group = next(c for c in node.children if isinstance(c, nodes.tgroup))
    widths = [str(c.get("colwidth", 1)) for c in group.children if isinstance(c, nodes.colspec)]
    stubs = sum(1 for c in group.children if isinstance(c, nodes.colspec) and c.get("stub"))
    head = [row for part in group.children if isinstance(part, nodes.thead) for row in part.children]
    body = [row for part in group.children if isinstance(part, nodes.tbody) for row in part.children]
    if is_words(node):
        body = _seats_together(head, body)
    rows = [code for row in body for code in _row(writer, row, stubs)]
    if head:
        rows.insert(0, "\n" + call("table.header", *(code for row in head for code in _row(writer, row, 0))))
    columns = array(f"{width}fr" for width in widths)
    if is_words(node):
        code = call("words-table", columns, str(len(head)), array(rows))
        return sequence([writer.anchors(node), code])
    code = call("framed-table", columns, str(len(head)), array(rows))
    return call("captioned", "table", writer.anchors(node), _caption(writer, node, caption, "table"), code)


def is_words(node: nodes.Node | None) -> bool:
    """Whether a node is a table of words, which records fill."""
    return isinstance(node, nodes.table) and "words" in node["classes"]


PARTIES = 1
"""The column that may differ in rows that are set as one."""


def _seats_together(head: list[nodes.Node], rows: list[nodes.Node]) -> list[nodes.Node]:
    """Rows with a row for each seat, those that differ in the party alone as one row with all of them."""
    if [cell.astext() for row in head for cell in row.children] != ["Track", "Party", "Role", "Basis"]:
        return rows
    found: dict[tuple[str, ...], list[nodes.Node]] = {}
    for row in rows:
        cells = [cell.astext() for cell in row.children]
        found.setdefault((*cells[:PARTIES], *cells[PARTIES + 1 :]), []).append(row)
    together: list[nodes.Node] = []
    for alike in found.values():
        row = alike[0].deepcopy()
        names = ", ".join(each.children[PARTIES].astext() for each in alike)
        row.children[PARTIES].children = [nodes.paragraph("", names)]
        together.append(row)
    return together


def _row(writer: Writer, row: nodes.Node, stubs: int) -> list[str]:
    cells = []
    for index, entry in enumerate(row.children):
        if not isinstance(entry, nodes.Element):
            continue
        named = {"colspan": str(entry.get("morecols", 0) + 1), "rowspan": str(entry.get("morerows", 0) + 1)}
        body = writer.flow(entry.children)
        # Typst 0.15 tags header rows only; a header column is bold, and read as plain cells.
        cells.append(call("table.cell", call("strong", body) if index < stubs else body, **named))
    return cells
