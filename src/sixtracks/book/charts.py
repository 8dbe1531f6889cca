"""How figures look in HTML, and the files that come with them.

The drawing stands in the page; plotly and the chart's data are files that the page's script loads when a
reader reaches for the chart.
"""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from sixtracks import __version__
from sixtracks.book.figures import figures_in
from sixtracks.book.nodes import chart, count_table, event_cell, event_row, event_table, figure_rows
from sixtracks.book.source import gallery_of, records_of
from sixtracks.figures.drawings import kept_drawing, kept_form
from sixtracks.figures.files import as_csv, as_json
from sixtracks.figures.layout import FILE, PHONE, WIDE, kinds_in
from sixtracks.figures.model import (
    ColumnsFigure,
    CurvesFigure,
    Figure,
    MapFigure,
    MatrixFigure,
    NetworkFigure,
    RangesFigure,
    SharesFigure,
    TimelineFigure,
)
from sixtracks.figures.page import for_page
from sixtracks.figures.scale import part_role
from sixtracks.figures.style import SERIES, SIGNS, end_sample, line_sample, sign_sample
from sixtracks.records import Edition
from sixtracks.records.edition import day

HERE = Path(__file__).parent
FOLDER = "figures"  # beside the chapters, at the root of the site
PLOTLY = "plotly.min.js"
SCRIPT, STYLE = "figures.js", "figures.css"
NETWORK_SCRIPTS = ("networks.js",)
MODEL_SCRIPTS = ("highway.js", "roads.js")
"""What a page loads after the script of all figures: for a network, and for a model with sliders."""
HEADS = (
    ("when", "Date"),
    ("what", "Event"),
    ("parties", "Parties"),
    ("bears", "Bears on"),
    ("sources", "Sources"),
)


def drawings_folder(app: Sphinx) -> Path:
    """Where the drawings of this state of the records are kept."""
    return Path(app.config.nb_execution_cache_path) / "drawings"


def citation(edition: Edition, figure: Figure) -> str:
    """How a figure and its data are cited."""
    where = f", {edition.repository}" if edition.repository else ""
    return (
        f"{edition.editors[0].upper()}{edition.editors[1:]}, “{figure.title}”, in {edition.title}, version "
        f"{__version__}, data kept up to {day(figure.as_of)}{where}. CC BY 4.0."
    )


KINDS = {
    TimelineFigure: "timeline",
    ColumnsFigure: "columns",
    NetworkFigure: "network",
    MatrixFigure: "matrix",
    SharesFigure: "shares",
    RangesFigure: "ranges",
    CurvesFigure: "curves",
    MapFigure: "map",
}
"""What the page's script calls each type of figure."""


def visit_chart(self: HTML5Translator, node: chart) -> None:
    """The drawing, for wide windows and for narrow ones, with its legend and its files."""
    app = self.builder.app
    records = records_of(app)
    figure = gallery_of(app).figure(node["figure"])
    legend = f'<ul class="chart-legend">{"".join(_legend(figure))}</ul>\n'
    stage = (
        f'<div class="stage" role="img" aria-label="{escape(figure.alt)}">\n{_drawings(app, figure)}</div>\n'
    )
    if node.get("small"):
        self.body.append(f'<div class="chart small">\n{stage}{legend}')
        return
    here = self.builder.get_target_uri(self.builder.current_docname)
    files = {
        kind: relative_uri(here, f"{FOLDER}/{figure.name}.{kind}") for kind in ("csv", "json", "svg", "js")
    }
    told = {
        "class": "chart",
        "data-figure": figure.name,
        "data-kind": KINDS[type(figure)],
        "data-form": files["js"],
        "data-plotly": relative_uri(here, f"{FOLDER}/{PLOTLY}"),
        "data-name": figure.title,
    }
    if isinstance(figure, NetworkFigure):
        told["data-views"] = _views(figure)
    if isinstance(figure, RangesFigure | CurvesFigure) and figure.model:
        told["data-model"] = figure.model
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in told.items())
    self.body.append(
        f"<div {attributes}>\n{stage}{legend}"
        f'<p class="chart-files">Data and drawing: <a href="{files["csv"]}" download>CSV</a>, '
        f'<a href="{files["json"]}" download>JSON</a>, <a href="{files["svg"]}" download>SVG</a>. '
        f"Cite as: {escape(citation(records.edition, figure), quote=False)}</p>\n"
    )


def _drawings(app: Sphinx, figure: Figure) -> str:
    """A figure's drawings; of a network, its other views hidden until the page's script shows one."""
    shown = [("", figure)]
    if isinstance(figure, NetworkFigure):
        shown = [(view.id, gallery_of(app).figure(f"network-{view.id}")) for view in figure.views]
    return "".join(
        f'<div class="drawing {measure.name}"{_of_view(view, hidden=number > 0)}>{for_page(drawing)}</div>\n'
        for number, (view, each) in enumerate(shown)
        for measure in (WIDE, PHONE)
        for drawing in kept_drawing(each, measure, drawings_folder(app))
    )


def _of_view(view: str, *, hidden: bool) -> str:
    return f' data-view="{view}"{" hidden" if hidden else ""}' if view else ""


def _views(figure: NetworkFigure) -> str:
    """What the page's script asks of each view: its name, what it tells, its seats, what each node tells."""
    told = [
        {
            "id": view.id,
            "name": view.name,
            "told": view.told,
            "seats": [[tie.id, tie.party, tie.track] for tie in view.ties],
            "nodes": [[node.id, node.name, node.told] for node in (*view.left, *view.right, *view.tracks)],
        }
        for view in figure.views
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def depart_chart(self: HTML5Translator, node: chart) -> None:
    """Close it."""
    self.body.append("</div>\n")


def _legend(figure: Figure) -> list[str]:
    """What each sign or colour means."""
    match figure:
        case TimelineFigure():
            items = [_sign(SIGNS[kind].role, SIGNS[kind].glyph, kind) for kind in kinds_in(figure)]
        case ColumnsFigure():
            items = _columns_legend(figure)
        case NetworkFigure() | MatrixFigure():
            items = _roles_legend(figure)
        case SharesFigure():
            items = [_sign(part_role(number), "■", name) for number, name in enumerate(figure.series)]
        case RangesFigure():
            items = _ranges_legend(figure)
        case MapFigure():
            items = _map_legend(figure)
        case CurvesFigure():
            items = [_sign(curve.role, "╌" if curve.dashed else "─", curve.name) for curve in figure.curves]
        case _:
            raise TypeError(type(figure))
    return items


def _columns_legend(figure: ColumnsFigure) -> list[str]:
    items = [_sign(role, "■", name) for role, name in zip(SERIES, figure.series, strict=False)]
    if figure.marks_name:
        items.append(_sign("red", "▲", figure.marks_name))
    if figure.spans:
        items.append(_sign("band", "■", "a pause of a year or more"))
    if figure.uncertain:
        items.append(_sign("ink", "│", "what the count may be"))
    return items


def _roles_legend(figure: NetworkFigure | MatrixFigure) -> list[str]:
    if isinstance(figure, MatrixFigure):
        items = [f"<li>{sign_sample(role)} {escape(name, quote=False)}</li>" for role, name in figure.roles]
        inferred = figure.roles[0][0]
        return [*items, f"<li>{sign_sample(inferred, stated=False)} inferred, not stated</li>"]
    items = [f"<li>{line_sample(role)} {escape(name, quote=False)}</li>" for role, name in figure.roles]
    ends = ((True, "stated"), (False, "inferred"))
    return [*items, *(f"<li>{end_sample(stated=stated)} {name}</li>" for stated, name in ends)]


def _map_legend(figure: MapFigure) -> list[str]:
    lines = {line.name: line.style for chart in figure.charts for line in chart.map.lines}
    looks = {"solid": ("quiet", "─"), "dashed": ("red", "╌")}
    return [_sign("ink", "●", "place"), *(_sign(*looks[style], name) for name, style in lines.items())]


def _ranges_legend(figure: RangesFigure) -> list[str]:
    items = [_sign("blue", glyph, name) for glyph, name in zip("●○", figure.series, strict=False)]
    if figure.spread_name:
        items.append(_sign("quiet", "─", figure.spread_name))
    if figure.level_name:
        items.append(_sign("red", "╎", figure.level_name))
    return items


def _sign(role: str, glyph: str, name: str) -> str:
    return (
        f'<li><span class="sign {role}" style="color:var(--chart-{role})" aria-hidden="true">{glyph}</span> '
        f"{escape(name, quote=False)}</li>"
    )


def visit_event_table(self: HTML5Translator, node: event_table) -> None:
    """The table's head."""
    heads = "".join(f'<th scope="col" data-role="{role}">{name}</th>' for role, name in HEADS)
    name = gallery_of(self.builder.app).figure(node["figure"]).title
    unit = "episode" if node["figure"] == "episodes" else "event"
    count = f"{len(node.children)} {unit}{'' if len(node.children) == 1 else 's'}"
    self.body.append(
        f'<div class="rows" data-figure="{node["figure"]}">\n<table class="events">\n'
        f"<caption>{escape(name, quote=False)}: {count}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    )


def depart_event_table(self: HTML5Translator, node: event_table) -> None:
    """Close it."""
    self.body.append("</tbody>\n</table>\n</div>\n")


def visit_event_row(self: HTML5Translator, node: event_row) -> None:
    """An event's row; what a filter asks for stands in its attributes."""
    told = {
        "data-event": node["event"],
        "data-kind": node["kind"],
        "data-lane": node["lane"],
        "data-start": node["start"],
        "data-end": node["end"],
        "data-spoken": node["spoken"],
        "data-parties": "|".join(node["parties"]),
        "data-paragraphs": " ".join(map(str, node["paragraphs"])),
        "tabindex": "-1",
    }
    self.body.append(self.starttag(node, "tr", "", **told))


def depart_event_row(self: HTML5Translator, node: event_row) -> None:
    """Close it."""
    self.body.append("</tr>\n")


def visit_event_cell(self: HTML5Translator, node: event_cell) -> None:
    """A cell; the date leads, and is a permanent link to the event."""
    role = node["role"]
    if role == "when":
        self.body.append('<th scope="row" class="when">')
    else:
        self.body.append(f'<td class="{role}">')


def depart_event_cell(self: HTML5Translator, node: event_cell) -> None:
    """Close it."""
    row = node.parent
    if node["role"] == "when":
        kind, lane = self.encode(row["kind"]), self.encode(row["lane"])
        self.body.append(
            f'<p class="event-kind">{kind} · {lane}</p><p class="event-link"><a href="#{row["event"]}" '
            f'title="Permanent link">{row["event"]}</a></p></th>\n'
        )
    else:
        self.body.append("</td>\n")


def visit_figure_rows(self: HTML5Translator, node: figure_rows) -> None:
    """The tables of a figure whose rows are words."""
    self.body.append(f'<div class="rows words" data-figure="{node["figure"]}">\n')


def depart_figure_rows(self: HTML5Translator, node: figure_rows) -> None:
    """Close it."""
    self.body.append("</div>\n")


def visit_count_table(self: HTML5Translator, node: count_table) -> None:
    """The rows of a chart of columns."""
    figure = gallery_of(self.builder.app).figure(node["figure"])
    table = figure.table
    words = set(table.keys) - set(table.numeric)
    heads = "".join(
        f'<th scope="col"{WORDS if key in words else ""}>{escape(head, quote=False)}</th>'
        for key, head in zip(table.keys, table.heads, strict=True)
    )
    self.body.append(
        f'<div class="rows" data-figure="{figure.name}" tabindex="0" role="region" '
        f'aria-label="Table: {escape(figure.title)}">\n<table class="counts">\n'
        f"<caption>{escape(figure.title, quote=False)}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    )
    for ident, cells in table.rows:
        row = "".join(
            _amount(cell, key in words) for key, cell in zip(table.keys[1:], cells[1:], strict=True)
        )
        self.body.append(
            f'<tr data-event="{ident}" data-spoken="{escape(_spoken(figure, cells))}" tabindex="-1">'
            f'<th scope="row">{_head(self, figure, ident, cells[0])}</th>{row}</tr>\n'
        )
    self.body.append("</tbody>\n</table>\n</div>\n")
    raise nodes.SkipNode


def _head(self: HTML5Translator, figure: Figure, ident: str, name: str) -> str:
    """A row's name; of a place, the way to its card, where a chapter has that."""
    text = escape(name, quote=False)
    labels = self.builder.env.get_domain("std").data["labels"]
    if not isinstance(figure, MapFigure) or ident not in labels:
        return text
    here, there = self.builder.current_docname, labels[ident][0]
    page = "" if here == there else self.builder.get_relative_uri(here, there)
    return f'<a href="{page}#{ident}">{text}</a>'


WORDS = ' class="words"'


def _amount(cell: str, is_word: bool) -> str:
    if is_word:
        return f"<td{WORDS}>{escape(cell, quote=False)}</td>"
    return '<td class="nil">0</td>' if cell == "0" else f"<td>{escape(cell, quote=False)}</td>"


def _spoken(figure: Figure, cells: tuple[str, ...]) -> str:
    table = figure.table
    told = [
        f"{head} {cell}"
        for head, cell in zip(table.heads[1:], cells[1:], strict=True)
        if cell not in ("0", "")
    ]
    return f"{cells[0]}: {', '.join(told) or 'nothing'}"


def add_files(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let a page with figures load their style and the scripts that they need, and no other page."""
    charts = [] if doctree is None else list(doctree.findall(chart))
    if charts:
        app.add_css_file(STYLE, priority=901)
    figures = [gallery_of(app).figure(node["figure"]) for node in charts if not node.get("small")]
    for script in _scripts(figures):
        app.add_js_file(script, loading_method="defer")


def _scripts(figures: Sequence[Figure]) -> Iterator[str]:
    """What a page with these figures loads; small ones, in cards, need none."""
    if figures:
        yield SCRIPT
    if any(isinstance(figure, NetworkFigure) for figure in figures):
        yield from NETWORK_SCRIPTS
    if any(isinstance(figure, RangesFigure | CurvesFigure) and figure.model for figure in figures):
        yield from MODEL_SCRIPTS


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write what figures need and what readers take along: plotly, each chart's data, CSV, JSON and SVG."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    names = figures_in(app.env)
    if not names:
        return
    records = records_of(app)
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    for name in names:
        figure = gallery_of(app).figure(name)
        form = kept_form(figure, drawings_folder(app))
        written = {
            "js": f'(window.sixTracks = window.sixTracks || {{}})["{name}"] = {form};\n',
            "csv": as_csv(figure),
            "json": as_json(figure, citation(records.edition, figure)),
            "svg": kept_drawing(figure, FILE, drawings_folder(app))[0] + "\n",
        }
        for kind, text in written.items():
            (folder / f"{name}.{kind}").write_text(text, encoding="utf-8", newline="\n")
    spec = find_spec("plotly")
    assert spec is not None, "a dependency of ours"
    assert spec.origin is not None, "a package with a file"
    shutil.copyfile(Path(spec.origin).parent / "package_data" / PLOTLY, folder / PLOTLY)
    for name in (SCRIPT, *NETWORK_SCRIPTS, *MODEL_SCRIPTS, STYLE):
        source = (HERE / "assets" / "figures" / name).read_text(encoding="utf-8")
        (Path(app.outdir) / "_static" / name).write_text(lean(source), encoding="utf-8", newline="\n")


def lean(source: str) -> str:
    """A script or style without its indentation and the comments that have a line of their own.

    Those are for who reads the source; a page is lighter by a quarter without them.
    """
    kept = re.sub(r"^[ ]*(/\*.*?\*/|//[^\n]*)\n", "", source, flags=re.DOTALL | re.MULTILINE)
    return "".join(f"{line.strip()}\n" for line in kept.splitlines() if line.strip())


def visit_folded_code(self: HTML5Translator, node: nodes.Element) -> None:
    """A cell's code, folded. MyST-NB's own has paragraphs in the summary, which HTML does not allow."""
    self.body.append('<details class="folded-code">\n<summary>Code of this figure</summary>\n')


def depart_folded_code(self: HTML5Translator, node: nodes.Element) -> None:
    """Close it."""
    self.body.append("</details>\n")
