"""Figures made from records: drawings, chronicles, tables of counts."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from docutils import nodes

from sixtracks.book.nodes import chart, event_cell, event_row, event_table
from sixtracks.figures.model import Figure, NetworkFigure, TimelineFigure
from sixtracks.pdf.code import array, call, literal
from sixtracks.pdf.writer import Writer, writes

LABELS = {"parties": "Parties", "bears": "Bears on", "sources": "Sources"}
EPISODE_LABELS = {"parties": "Parties", "bears": "Events"}
"""An episode's sources are those of its events."""

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
    return f"{told}, with {_counted(len(shown), 'event')} in {lanes}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number:,} {what}s"


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
    notes = "none" if legend is None else writer.blocks(_notes(figure, legend))
    given = [writer.anchors(node), caption, literal(figure.title), notes, array(sheets)]
    code = call("chart-figure", *given, **({"small": "true"} if drawing.get("small") else {}))
    return writer.marked(figure.name, code)


def _notes(figure: Figure, legend: nodes.legend) -> list[nodes.Node]:
    """What stands with a figure; of a network with several views, paper shows one, and has no buttons."""
    children: list[nodes.Node] = legend.children
    if not isinstance(figure, NetworkFigure) or len(figure.views) == 1:
        return children
    told = f"The drawing shows {figure.views[0].name}; each card of a design has the drawing of its own."
    return [nodes.paragraph("", told), *children[len(figure.description) :]]


@writes(chart)
def _stray_chart(_writer: Writer, _node: nodes.Element) -> str:
    return ""  # a chart is written with the figure that holds it


@writes(event_table)
def _chronicle(writer: Writer, node: nodes.Element) -> str:
    rows = [row for row in node.children if isinstance(row, event_row)]
    if not rows:
        return ""
    count = _counted(len(rows), "episode" if _is_episode(rows[0]) else "event")
    head = f"{count}, in the order of their dates" if len(rows) > 1 else count
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
        return writer.marked(node["event"], "\n" + short)
    text, more = writer.parted(told)
    facts = []
    for role, label in (EPISODE_LABELS if _is_episode(node) else LABELS).items():
        words = _without_brackets(child for each in _paragraphs(cells.get(role)) for child in each.children)
        if words:
            facts.append(call("fact", literal(label), writer.inline(words)))
    lane = "Strand" if _is_episode(node) else "Lane"
    facts.append(call("fact", literal(lane), literal(node["lane"])))
    facts.append(call("event-id", literal(node["event"])))
    parts = {
        **named,
        "kind": literal(node["kind"]),
        "anchors": writer.anchors(node),
        "text": text,
        "more": more,
        "facts": array(facts),
    }
    return writer.marked(node["event"], "\n" + call("", **parts))


def _is_episode(row: nodes.Element) -> bool:
    ident: str = row["event"]
    return ident.startswith("ep-")  # no event's id does


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
