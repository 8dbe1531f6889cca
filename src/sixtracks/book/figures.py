"""From a cell's few words to a figure in the chapter: its place, its caption, its table.

A cell returns the name of a figure; here it becomes nodes. What they show is drawn when a builder writes,
from the records as they are then.
"""

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.roles import CitationRef

from sixtracks.book.directives import make_referable, report
from sixtracks.book.nodes import (
    annotation,
    chart,
    count_table,
    digest,
    event_cell,
    event_row,
    event_table,
    passage,
    passage_events,
)
from sixtracks.book.source import gallery_of, records_of
from sixtracks.faults import Fault, FaultError, shown
from sixtracks.figures import MIME
from sixtracks.figures.model import Figure, TimelineFigure
from sixtracks.records import Event, Records
from sixtracks.records.edition import day
from sixtracks.records.reading import line_of, parse_yaml, read_text, tree_of


class FigureMime:
    """What MyST-NB calls for the result of a cell that names a figure."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("*", MIME, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: int) -> list[nodes.Node] | None:  # noqa: ANN401 (MyST-NB)
        """The figure's nodes, or nothing where the result is something else."""
        if inline or data.mime_type != MIME:
            return None
        page = renderer.renderer
        place = Place(page.document, page.sphinx_env, data.line or 1)
        return figure_nodes(str(data.content["figure"]), place)


class Place(NamedTuple):
    """Where a chapter asks for a figure.

    Attributes:
        document: The chapter, as far as it is read.
        env: Sphinx's environment.
        line: The line of the cell.
    """

    document: nodes.document
    env: BuildEnvironment
    line: int

    @property
    def docname(self) -> str:
        """The chapter's name."""
        return self.env.docname


def figure_nodes(name: str, place: Place) -> list[nodes.Node]:
    """A figure, its caption and its table; nothing but a report where there is no such figure.

    Args:
        name: The figure's name.
        place: Where the chapter asks for it.
    """
    gallery = gallery_of(place.env.app)
    if name not in gallery.names:
        known = f"Use one of {', '.join(gallery.names)}."
        mend = known if gallery.names else "Describe it in data/timelines.yml first."
        report(f"there is no figure “{name}”", mend, (place.docname, place.line), "figure-unknown")
        return [nodes.problematic()]
    figure = gallery.figure(name)
    ident = f"figure-{name}"
    labels = place.env.get_domain("std").data["labels"]
    if ident in labels:
        first = labels[ident][0]
        mend = f"Link to the first, in {first}.md, with [](#{ident})."
        report(f"the figure “{name}” is shown twice", mend, (place.docname, place.line), "figure-twice")
        return [nodes.problematic()]
    holder = nodes.figure("", chart(figure=name), ids=[ident], names=[ident], classes=["chart-figure"])
    holder += nodes.caption("", figure.title)
    holder += _legend(figure, place)
    place.document.ids[ident] = holder  # where {numref} looks
    make_referable(place.env, ident, figure.title)
    if isinstance(figure, TimelineFigure):
        return [holder, _event_table(figure, gallery.records, place)]
    return [holder, count_table(figure=name)]


def _legend(figure: Figure, place: Place) -> nodes.legend:
    """What stands below a figure: what it shows, what is in it, up to which day, and its sources."""
    legend = nodes.legend()
    legend += [nodes.paragraph("", words) for words in (*figure.description, *figure.rule)]
    last = nodes.paragraph("", f"Kept up to {day(figure.as_of)}. ")
    if figure.sources:
        last += [nodes.Text("Source: "), *_cites(figure.sources, place), nodes.Text(".")]
    else:
        last += nodes.Text("Source: the records in the table, each with its own.")
    legend += last
    return legend


def _cites(keys: Iterable[str], place: Place) -> list[nodes.Node]:
    """Citations as a chapter's own are."""
    reference = ",".join(keys)
    node = addnodes.pending_xref(reference, nodes.inline(reference, reference), refdomain="cite", reftype="p")
    node.attributes |= {
        "reftarget": reference,
        "refdoc": place.docname,
        "refexplicit": False,
        "refwarn": True,
    }
    node.line = place.line
    place.document.note_explicit_target(node, node)
    # What the role {cite} notes, so that the bibliography lists these sources too.
    targets = list(parse_citation_targets(reference))
    refs = place.env.get_domain("cite").citation_refs  # type: ignore[attr-defined]
    refs.append(CitationRef(node["ids"][0], place.docname, place.line, targets))
    return [node]


def _event_table(figure: TimelineFigure, records: Records, place: Place) -> event_table:
    events = {event.id: event for event in records.events}
    parties = {party.id: party.name for party in records.parties}
    lanes = dict(figure.lanes)
    entries = {entry.id: entry for entry in figure.entries}
    table = event_table(figure=figure.name)
    for ident, _ in figure.table.rows:
        event, entry = events[ident], entries[ident]
        home = event.timelines[0][0] == figure.name
        row = event_row("", ids=[ident], event=ident, home=home, kind=event.kind, lane=lanes[entry.lane])
        row["title"] = event.title
        row["spoken"] = f"{entry.when}: {event.title}"
        row["start"], row["end"] = event.start.earliest.isoformat(), event.last.latest.isoformat()
        row["parties"] = [parties[party] for party in event.parties]
        row["paragraphs"] = list(event.paragraphs)
        row.source, row.line = place.env.doc2path(place.docname), place.line
        row += _cell("when", [nodes.Text(entry.when)])
        what = _cell("what", [nodes.strong("", event.title)])
        what += nodes.paragraph("", event.text)
        if event.why_not_counted:
            what += nodes.paragraph("", f"Not counted: {event.why_not_counted}")
        row += what
        row += _cell("parties", [nodes.Text(", ".join(row["parties"]))])
        row += _cell("bears", _joined(_bearings(place.docname, event)))
        row += _cell("sources", _cites(event.sources, place))
        table += row
        if home or event.id not in place.env.get_domain("std").data["labels"]:
            make_referable(place.env, event.id, event.title)  # links lead to its home, or where it stands
    return table


def _cell(role: str, words: list[nodes.Node]) -> event_cell:
    return event_cell("", nodes.paragraph("", "", *words), role=role)


def _bearings(docname: str, event: Event) -> list[nodes.Node]:
    """Links to the passages and notes on which an event bears."""
    marks = [(f"p{number}", f"¶{number}") for number in event.paragraphs]
    links: list[nodes.Node] = [_reference(docname, ident, label) for ident, label in marks]
    return links + [_reference(docname, ident, "") for ident in event.annotations]


def _reference(docname: str, ident: str, label: str) -> addnodes.pending_xref:
    """A link to an id; its label is the target's own where none is given."""
    inner = nodes.inline("", label or ident, classes=["xref", "std", "std-ref"])
    return addnodes.pending_xref(
        "", inner, refdomain="std", reftype="ref", reftarget=ident, refdoc=docname, refexplicit=bool(label),
        refwarn=True,
    )  # fmt: skip


def _joined(parts: list[nodes.Node], between: str = ", ") -> list[nodes.Node]:
    joined: list[nodes.Node] = []
    for part in parts:
        joined += [nodes.Text(between), part] if joined else [part]
    return joined


class PlaceEvents(SphinxTransform):
    """Where two timelines of a chapter share an event, one row has its id: its home's, else the first."""

    default_priority = 410

    def apply(self, **kwargs: object) -> None:
        """Take the id from the other rows."""
        rows: dict[str, list[event_row]] = {}
        for row in self.document.findall(event_row):
            rows.setdefault(row["event"], []).append(row)
        for found in rows.values():
            keeper = next((row for row in found if row["home"]), found[0])
            self.document.ids[keeper["event"]] = keeper  # where {numref} looks
            for row in found:
                if row is not keeper:
                    row["ids"] = []


class CheckCells(SphinxTransform):
    """A cell that makes a figure shows it: if it is not the last expression, it is lost without a word."""

    default_priority = 411

    def apply(self, **kwargs: object) -> None:
        """Report cells that make more figures than they show."""
        for cell in self.document.findall(nodes.container):
            if cell.get("nb_element") != "cell_code":
                continue
            shown = sum(1 for _ in cell.findall(chart)) + sum(1 for _ in cell.findall(nodes.problematic))
            if figures_made(cell) > shown:
                mend = "Let each figure have a cell of its own, and stand alone in its last line."
                report("this cell makes a figure that it does not show", mend, cell, "figure-not-shown")


def figures_made(cell: nodes.container) -> int:
    """How many figures a cell's code asks for."""
    parts = (child for child in cell.children if isinstance(child, nodes.Element))
    source = next((part for part in parts if part.get("nb_element") == "cell_code_source"), None)
    if source is None:
        return 0
    try:
        tree = ast.parse(source.astext())
    except SyntaxError:  # a line for IPython, such as %timeit
        return 0
    calls = (n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))
    return sum(1 for name in calls if name in MAKERS)


MAKERS = ("timeline", "concurrency", "launches")


class LinkEvents(SphinxPostTransform):
    """Put the way to its events beside each passage and each note; the events' own links lead back."""

    default_priority = 6  # before references are resolved at 10

    def run(self, **kwargs: object) -> None:
        """Add the links to this chapter."""
        labels = self.env.get_domain("std").data["labels"]
        events = [event for event in records_of(self.app).events if event.id in labels]
        for place in self.document.findall(passage):
            found = [event for event in events if place["number"] in event.paragraphs]
            if found:
                holder = passage_events()
                holder += [nodes.paragraph("", "", self.link(event)) for event in found]
                after = [child for child in place.children if isinstance(child, digest)]
                place.insert(place.index(after[-1]) + 1 if after else 0, holder)
        for note in self.document.findall(annotation):
            found = [event for event in events if note["ids"][0] in event.annotations]
            if found:
                head = "In the timelines: " if len(found) > 1 else "In the timeline: "
                links = _joined([self.link(event) for event in found], "; ")  # titles have commas
                words = [nodes.Text(head), *links, nodes.Text(".")]
                note.append(nodes.paragraph("", "", *words, classes=["note-events"]))

    def link(self, event: Event) -> nodes.reference:
        """A link to an event under its title and dates."""
        docname = self.env.get_domain("std").data["labels"][event.id][0]
        text = nodes.Text(f"{event.title}, {event.when}")
        return make_refnode(self.app.builder, self.env.docname, docname, event.id, [text])


def check_events(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop where an event names an annotation that no chapter has.

    Raises:
        FaultError: The records name annotations that do not exist.
    """
    labels = env.get_domain("std").data["labels"]
    wrong = [
        (event, ident)
        for event in records_of(app).events
        for ident in event.annotations
        if ident not in labels
    ]
    if wrong:
        raise FaultError(*(_missing(app, event, ident) for event, ident in wrong))


def _missing(app: Sphinx, event: Event, ident: str) -> Fault:
    """The fault, at the line of the id."""
    root = Path(app.srcdir)
    mend = "Correct the id, or take it out of annotations:."
    for path in sorted((root / "data" / "events").glob("*.yml")):
        text = read_text(path, root)
        records = parse_yaml(text, path, root) or []
        index = next((i for i, record in enumerate(records) if record["id"] == event.id), None)
        if index is not None:
            place = (index, "annotations", event.annotations.index(ident))
            line = line_of(tree_of(text), place)
            return Fault(shown(path, root), line, f"there is no annotation “{ident}”", mend)
    raise AssertionError("an event stands in a file")


def figures_in(env: BuildEnvironment) -> tuple[str, ...]:
    """The names of the figures that the chapters show."""
    labels = env.get_domain("std").data["labels"]
    return tuple(name for name in gallery_of(env.app).names if f"figure-{name}" in labels)
