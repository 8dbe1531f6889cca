"""Figures made from records: drawings, chronicles, tables of counts."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from docutils import nodes

from sixtracks.book.nodes import chart, count_table, event_cell, event_row, event_table
from sixtracks.figures.model import ColumnsFigure, Figure, TimelineFigure
from sixtracks.pdf.code import array, call, literal
from sixtracks.pdf.press import MARK
from sixtracks.pdf.writer import Writer, writes

MOST_ROWS = 100
"""A table of counts with more rows than this is left to the site's files."""
LABELS = {"parties": "Parties", "bears": "Bears on", "sources": "Sources"}

_HEIGHT = re.compile(r'<svg\b[^>]*? height="([\d.]+)pt"')
_EVENT = re.compile(r'data-event="([^"]+)"')


class Sheet(NamedTuple):
    """A drawing that stands on one page.

    Attributes:
        file: Its file, as the Typst source names it.
        alt: What it shows.
        height: Its height in points.
    """

    file: str
    alt: str
    height: str


def sheets_of(writer: Writer, figure: Figure) -> list[Sheet]:
    """A figure's sheets; their files are noted, so that the builder writes them."""
    drawings = writer.book.drawn(figure)
    sheets = []
    for number, svg in enumerate(drawings, 1):
        file = f"{figure.name}-{number}.svg"
        writer.book.drawings[file] = svg
        height = _HEIGHT.search(svg)
        assert height is not None, "drawings for paper say their size"
        sheets.append(Sheet(file, _alt(figure, svg, number, len(drawings)), height[1]))
    return sheets


def _alt(figure: Figure, svg: str, number: int, of: int) -> str:
    """What a sheet shows: the first says it for all of them, the others what they go on with."""
    if of == 1:
        return figure.alt
    if number == 1:
        return f"{figure.alt} This is sheet 1 of {of}."
    told = f"{figure.title}, continued: sheet {number} of {of}"
    if not isinstance(figure, TimelineFigure):
        return f"{told}."
    shown = set(_EVENT.findall(svg))
    used = {entry.lane for entry in figure.entries if entry.id in shown}
    lanes = ", ".join(name for lane, name in figure.lanes if lane in used)
    return f"{told}, with {_counted(len(shown))} in {lanes}."


def _counted(number: int) -> str:
    return f"{number} event" if number == 1 else f"{number} events"


def chart_figure(writer: Writer, node: nodes.Element, caption: str, legend: nodes.legend | None) -> str:
    """A figure with a drawing made from records.

    Args:
        writer: Writes the chapter.
        node: The ``figure``; it holds a ``chart``.
        caption: Its number and title, as code.
        legend: What stands with it.
    """
    drawing = next(child for child in node.children if isinstance(child, chart))
    figure = writer.book.figure(drawing["figure"])
    sheets = [
        call("", path=literal(each.file), alt=literal(each.alt), height=f"{each.height}pt")
        for each in sheets_of(writer, figure)
    ]
    notes = "none" if legend is None else writer.blocks(legend.children)
    code = call("chart-figure", writer.anchors(node), caption, literal(figure.title), notes, array(sheets))
    return _marked(writer, figure.name, code)


def _marked(writer: Writer, ident: str, code: str) -> str:
    """Code under the line of the record that it comes from, where that is known."""
    place = writer.book.places.get(ident, "")
    return f"\n{MARK}{place}\n{code}" if place else code


@writes(chart)
def _stray_chart(_writer: Writer, _node: nodes.Element) -> str:
    return ""  # a chart is written with the figure that holds it


@writes(event_table)
def _chronicle(writer: Writer, node: nodes.Element) -> str:
    rows = [row for row in node.children if isinstance(row, event_row)]
    if not rows:
        return ""
    head = f"{_counted(len(rows))}, in the order of their dates" if len(rows) > 1 else "1 event"
    return call("chronicle", literal(head), *(writer.node(row) for row in rows))


@writes(event_row, names_itself=True)
def _event(writer: Writer, node: nodes.Element) -> str:
    """One event: its date and kind, its title and text, then what it leads to.

    Where it is a guest, it is told in short, with the page of its home.
    """
    cells = {cell["role"]: cell for cell in node.children if isinstance(cell, event_cell)}
    title, *told = cells["what"].children
    named = {"when": _dates(cells["when"].astext()), "title": writer.inline(title.children)}
    if _is_guest(writer, node):
        short = call("", **named, anchors=writer.anchors(node), home=literal(node["event"]))
        return _marked(writer, node["event"], "\n" + short)
    text, more = writer.parted(told)
    facts = []
    for role, label in LABELS.items():
        words = _without_brackets(child for each in _paragraphs(cells.get(role)) for child in each.children)
        if words:
            facts.append(call("fact", literal(label), writer.inline(words)))
    facts.append(call("fact", literal("Lane"), literal(node["lane"])))
    facts.append(call("event-id", literal(node["event"])))
    parts = {
        **named,
        "kind": literal(node["kind"]),
        "anchors": writer.anchors(node),
        "text": text,
        "more": more,
        "facts": array(facts),
    }
    return _marked(writer, node["event"], "\n" + call("", **parts))


def _dates(when: str) -> str:
    """The dates in pieces that are not broken over lines; what they are in Korea stands below them."""
    here, _, elsewhere = when.partition(" (")
    pieces = re.split(r"(?<=–) | (?=to )", here)
    below = literal(elsewhere.removesuffix(")")) if elsewhere else "none"
    return call("dates", array(map(literal, pieces)), below)


def _without_brackets(children: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Words without the brackets around a citation, which follows a label here."""
    words = list(children)
    while len(words) == 1 and isinstance(words[0], nodes.inline):
        words = words[0].children
    if words and words[0].astext() == "(" and words[-1].astext() == ")":
        return words[1:-1]
    return words


def _paragraphs(cell: event_cell | None) -> list[nodes.paragraph]:
    children = [] if cell is None else cell.children
    return [child for child in children if isinstance(child, nodes.paragraph) and child.astext().strip()]


def _is_guest(writer: Writer, node: nodes.Element) -> bool:
    """Whether the event is told in full elsewhere: in another table of the chapter, or in another chapter."""
    target = writer.target(node["event"])
    return not node["ids"] or (target is not None and target.label != node["event"])


@writes(event_cell)
def _stray_cell(writer: Writer, node: nodes.Element) -> str:
    return writer.flow(node.children)


@writes(count_table)
def _counts(writer: Writer, node: nodes.Element) -> str:
    """The rows of a chart of columns, or where to find them."""
    figure = writer.book.figure(node["figure"])
    assert isinstance(figure, ColumnsFigure), "tables of counts are made for charts of columns"
    labels = {column.id: column.label for column in figure.columns}
    rows = [(labels.get(ident, cells[0]), *cells[1:]) for ident, cells in figure.table.rows]
    if len(rows) > MOST_ROWS:
        told = f"The {len(rows):,} rows of this chart are in the file {figure.name}.csv of the site."
        return call("count-rows-elsewhere", literal(told))
    heads = array(literal(head) for head in figure.table.heads)
    body = array("\n" + array(literal(cell) for cell in cells) for cells in rows)
    ends = array(str(number) for number in _ends([cells[0] for _, cells in figure.table.rows]))
    return _marked(writer, figure.name, call("count-table", literal("The counts"), heads, body, ends))


def _ends(names: list[str]) -> list[int]:
    """The numbers, from 1, of the rows that end a year of months or a decade of years."""
    groups = [name[:4] if "-" in name else name[:3] for name in names]
    return [number for number, (one, other) in enumerate(pairwise(groups), 1) if one != other]
