"""From a cell's few words to a figure in the chapter: its place, its caption, its table.

A cell returns the name of a figure; here it becomes nodes. What they show is drawn when a builder writes,
from the records as they are then.
"""

import ast
from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.roles import CitationRef

from sixtracks.book.directives import make_referable, report
from sixtracks.book.nodes import (
    chart,
    count_table,
    event_cell,
    event_row,
    event_table,
    figure_rows,
)
from sixtracks.book.source import gallery_of
from sixtracks.figures import MIME
from sixtracks.figures.model import (
    CurvesFigure,
    DatedFigure,
    Figure,
    MapFigure,
    NetworkFigure,
    RangesFigure,
    TimelineFigure,
)
from sixtracks.figures.seating import seat_mark
from sixtracks.records import Episode, Event, Records, Track
from sixtracks.records.cards import all_cards
from sixtracks.records.edition import day
from sixtracks.records.reading import brief


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
        names = [each for each in gallery.names if not each.startswith("network-")]  # those are a card's
        mend = f"Use one of {', '.join(names)}." if names else "Describe what it shows in data/ first."
        report(f"there is no figure “{brief(name)}”", mend, (place.docname, place.line), "figure-unknown")
        return [nodes.problematic()]
    figure = gallery.figure(name)
    ident = f"figure-{name}"
    labels = place.env.get_domain("std").data["labels"]
    if ident in labels:
        first = labels[ident][0]
        mend = f"Link to the first, in {first}.md, with [](#{ident})."
        report(f"the figure “{name}” is shown twice", mend, (place.docname, place.line), "figure-twice")
        return [nodes.problematic()]
    if name.startswith("network-"):
        report(
            f"“{name}” is the small figure of a card",
            "Show the card: :::{track} or :::{design} with its id.",
            (place.docname, place.line),
            "figure-unknown",
        )
        return [nodes.problematic()]
    holder = nodes.figure("", chart(figure=name), ids=[ident], names=[ident], classes=["chart-figure"])
    holder += nodes.caption("", figure.title)
    holder += _legend(figure, place)
    place.document.ids[ident] = holder  # where {numref} looks
    make_referable(place.env, ident, figure.title)
    return [holder, _rows_of(figure, gallery.records, place)]


def _rows_of(figure: Figure, known: Records, place: Place) -> nodes.Element:
    """What a figure shows, as a table."""
    if isinstance(figure, NetworkFigure):
        tables = figure_rows(figure=figure.name)
        for design in known.designs:
            tracks = tuple(track for ident in design.tracks for track in known.tracks if track.id == ident)
            tables += nodes.paragraph("", "", nodes.strong("", design.name))
            tables += seat_rows(tracks, known, place, with_ids=True)
        return tables
    if isinstance(figure, TimelineFigure):
        return _event_table(figure, known, place)
    return count_table(figure=figure.name)


def text_table(
    heads: tuple[str, ...],
    widths: tuple[int, ...],
    rows: Iterable[list[list[nodes.Node]]],
    ids: Iterable[str] = (),
) -> nodes.table:
    """A table of words.

    Args:
        heads: The columns' names.
        widths: Their widths, in hundredths of the whole.
        rows: For each row its cells, each as inline nodes.
        ids: The ids of the rows, where they have any.
    """
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
    group += nodes.thead("", _row([[nodes.Text(head)] for head in heads]))
    body = [_row(cells) for cells in rows]
    for row, ident in zip(body, ids, strict=False):
        row["ids"] = [ident]
    group += nodes.tbody("", *body)
    return nodes.table("", group, classes=["words"])


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *words)) for words in cells))


def seat_rows(
    tracks: tuple[Track, ...], known: Records, place: Place, *, with_ids: bool = False
) -> nodes.table:
    """Who sits in some tracks, a row for each seat, those of further readings too.

    Args:
        tracks: The tracks.
        known: The records.
        place: Where the chapter asks for it.
        with_ids: Whether each row has the seat's mark as its id.
    """
    parties = {party.id: party.name for party in known.parties}
    roles = {role.id: role.name for role in known.roles}
    rows: dict[str, list[list[nodes.Node]]] = {}
    for track in tracks:
        readings = track.readings or (None,)
        for reading in readings:
            for seat in reading.seats if reading else track.seated():
                support = reference(place.docname, f"p{seat.paragraph}", f"¶{seat.paragraph}")
                basis = [support] if seat.paragraph is not None else cites(seat.sources, place)
                is_other = reading is not None and reading is not readings[0]
                name = f"{track.name}, read as: {reading.name}" if reading and is_other else track.name
                rows.setdefault(
                    seat_mark(track, seat),
                    [
                        [nodes.Text(name)],
                        [nodes.Text(parties[seat.party])],
                        [nodes.Text(roles[seat.role])],
                        [nodes.Text(f"{seat.basis}: "), *basis],
                    ],
                )
    heads = ("Track", "Party", "Role", "Basis")
    return text_table(heads, (34, 26, 16, 24), rows.values(), rows if with_ids else ())


def _legend(figure: Figure, place: Place) -> nodes.legend:
    """What stands below a figure: what it shows, what is in it, up to which day, and its sources."""
    legend = nodes.legend()
    legend += [nodes.paragraph("", words) for words in (*figure.description, *figure.rule)]
    last = nodes.paragraph("", f"Kept up to {day(figure.as_of)}. ")
    if figure.sources:
        last += [nodes.Text("Source: "), *cites(figure.sources, place), nodes.Text(".")]
    else:
        last += nodes.Text(f"Source: {_origin(figure)}.")
    legend += last
    return legend


def _origin(figure: Figure) -> str:
    """Where a figure comes from that rests on many records, each with its own sources."""
    if isinstance(figure, MapFigure):
        return "our own drawing; the coordinates of places are those of their cards"
    if isinstance(figure, DatedFigure):
        return "the records in the table, each with its own"
    if isinstance(figure, CurvesFigure | RangesFigure) and figure.model:
        return "the model, with the rates of the record"
    if figure.name == "rates":
        return "the record of episodes, each with its own"
    return "our coding of who sits where; the cards give each seat’s own"


def cites(keys: Iterable[str], place: Place) -> list[nodes.Node]:
    """Citations, as a chapter's own are; the bibliography lists their sources too."""
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


def _event_table(figure: TimelineFigure, known: Records, place: Place) -> event_table:
    """The rows of a timeline, or of the episodes, in the order of their dates."""
    events = {event.id: event for event in known.events}
    episodes = {episode.id: episode for episode in known.episodes}
    entries = {entry.id: entry for entry in figure.entries}
    lanes = dict(figure.lanes)
    table = event_table(figure=figure.name)
    for ident, _ in figure.table.rows:
        entry = entries[ident]
        row = event_row("", ids=[ident], event=ident, lane=lanes[entry.lane], title=entry.title)
        row["spoken"] = f"{entry.when}: {entry.title}"
        row["start"], row["end"] = entry.starts[0].isoformat(), entry.ends[1].isoformat()
        row["parties"], row["paragraphs"] = list(entry.parties), list(entry.paragraphs)
        row.source, row.line = place.env.doc2path(place.docname), place.line
        row += _cell("when", [nodes.Text(entry.when)])
        if ident in episodes:
            _fill_episode(row, episodes[ident], place)
        else:
            _fill_event(row, events[ident], figure.name, known, place)
        table += row
        if row["home"] or ident not in place.env.get_domain("std").data["labels"]:
            make_referable(place.env, ident, entry.title)  # links lead to its home, or where it stands
    return table


def _fill_event(row: event_row, event: Event, timeline: str, known: Records, place: Place) -> None:
    """What a timeline tells of an event."""
    row["home"], row["kind"] = event.timelines[0][0] == timeline, event.kind
    what = _cell("what", [nodes.strong("", event.title)])
    what += nodes.paragraph("", event.text)
    if event.why_not_counted:
        what += nodes.paragraph("", f"Not counted: {event.why_not_counted}")
    row += what
    row += _cell("parties", [nodes.Text(", ".join(row["parties"]))])
    links = _bearings(place.docname, event)
    links += [reference(place.docname, ident, "") for ident in cards_naming(event.id, known)]
    row += _cell("bears", joined(links))
    row += _cell("sources", cites(event.sources, place))


def _fill_episode(row: event_row, episode: Episode, place: Place) -> None:
    """What the record tells of an episode; its sources are those of its events."""
    ended = {"agreement": "ended in agreement", "breakdown": "broken off", "lapse": "lapsed"}
    row["home"], row["kind"] = True, ended.get(episode.ended or "", "open")
    what = _cell("what", [nodes.strong("", episode.name)])
    what += nodes.paragraph("", episode.reason)
    row += what
    row += _cell("parties", [nodes.Text(", ".join(row["parties"]))])
    named = dict.fromkeys([episode.opens, *episode.agreements, *([episode.closes] if episode.closes else [])])
    row += _cell("bears", joined([reference(place.docname, ident, "") for ident in named], "; "))
    row += _cell("sources", [nodes.Text("as its events")])


def cards_naming(event: str, known: Records) -> tuple[str, ...]:
    """The ids of the cards that speak of an event."""
    return tuple(
        card.id for card in all_cards(known) if any(event in remark.events for remark in card.remarks)
    )


def _cell(role: str, words: list[nodes.Node]) -> event_cell:
    return event_cell("", nodes.paragraph("", "", *words), role=role)


def _bearings(docname: str, event: Event) -> list[nodes.Node]:
    """Links to the passages and notes on which an event bears."""
    marks = [(f"p{number}", f"¶{number}") for number in event.paragraphs]
    links: list[nodes.Node] = [reference(docname, ident, label) for ident, label in marks]
    return links + [reference(docname, ident, "") for ident in event.annotations]


def reference(docname: str, ident: str, label: str) -> addnodes.pending_xref:
    """A link to an id; its label is the target's own where none is given."""
    inner = nodes.inline("", label or ident, classes=["xref", "std", "std-ref"])
    return addnodes.pending_xref(
        "", inner, refdomain="std", reftype="ref", reftarget=ident, refdoc=docname, refexplicit=bool(label),
        refwarn=True,
    )  # fmt: skip


def joined(parts: list[nodes.Node], between: str = ", ") -> list[nodes.Node]:
    """Parts with a sign between each two."""
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
                stand = "and stand alone in its last line, with its brackets."
                mend = f"Let each figure have a cell of its own, {stand}"
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
    bare = (n.value.id for n in tree.body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Name))
    return sum(1 for name in (*calls, *bare) if name in MAKERS)  # without its brackets, it is not called


MAKERS = (
    "timeline", "concurrency", "launches", "network", "seats", "standing", "designs", "sensitivity",
    "highway", "places",
)  # fmt: skip


def figures_in(env: BuildEnvironment) -> tuple[str, ...]:
    """The names of the figures that the chapters show."""
    labels = env.get_domain("std").data["labels"]
    return tuple(name for name in gallery_of(env.app).names if f"figure-{name}" in labels)
