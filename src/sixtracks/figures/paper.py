"""The print form: figures as SVG, drawn by matplotlib. No other module knows matplotlib.

The same drawing is what a page shows first, in the page's own colours and text face: see :mod:`page`.
"""

import io
import re
import warnings
from functools import singledispatch
from typing import Any, Literal
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Sheet
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from sixtracks.figures.layout import (
    LEADING,
    LEGEND_LINE,
    Axis,
    ColumnsLayout,
    Layout,
    Measure,
    Panel,
    Placed,
    columns_layout,
    flowed,
    kinds_in,
    layouts,
    legend_height,
    solid,
)
from sixtracks.figures.model import Column, ColumnsFigure, Figure, TimelineFigure
from sixtracks.figures.style import COLOURS, SERIES, SIGNS
from sixtracks.figures.type import width
from sixtracks.records.edition import day

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
Align = Literal["left", "center", "right"]
FAINT = 0.5  # of a line that may run through a label
PAPER_FACE = "Libertinus Serif, Source Serif 4, Times New Roman, serif"
_SETTINGS: Any = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "six-tracks",  # the same bytes each time
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "path.simplify": False,
}
_NO_METADATA: dict[str, Any] = dict.fromkeys(("Date", "Creator", "Format", "Type"))


@singledispatch
def drawn(figure: Figure, measure: Measure) -> tuple[str, ...]:
    """A figure as SVG, in as many sheets as a page's height asks for.

    Args:
        figure: The figure.
        measure: The width to draw it for.
    """
    raise TypeError(type(figure))


@drawn.register
def _timeline(figure: TimelineFigure, measure: Measure) -> tuple[str, ...]:
    return tuple(_draw_timeline(figure, layout) for layout in layouts(figure, measure))


@drawn.register
def _columns(figure: ColumnsFigure, measure: Measure) -> tuple[str, ...]:
    return (_draw_columns(figure, columns_layout(figure, measure)),)


class _Line(Text):
    """A line of text on its baseline, drawn unmeasured.

    Measuring each takes longer than all the rest, and SVG aligns text by itself.
    """

    def draw(self, renderer: Any) -> None:  # noqa: ANN401 (matplotlib's signature)
        """Draw it where it begins, or ends, or has its middle."""
        renderer.open_group("text", self.get_gid())
        x, y = self.get_transform().transform(self.get_unitless_position())
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        height = renderer.get_canvas_width_height()[1]
        renderer.draw_text(gc, x, height - y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        gc.restore()
        renderer.close_group("text")


class Board:
    """A sheet on which things are drawn from the top left corner, in the unit of its measure."""

    def __init__(self, measure: Measure, height: float, name: str) -> None:
        self.size, self.name = measure.size, name
        self._sheet = Sheet(figsize=(measure.width / 72, height / 72))
        self._canvas = FigureCanvasSVG(self._sheet)
        self._place = Affine2D().scale(1, -1).translate(0, height)
        self._sheet.patch.set_visible(False)

    def _add(self, artist: Artist) -> None:
        """Put an artist on the sheet itself: axes would measure each one for limits that are fixed here."""
        artist.set_transform(self._place)
        self._sheet.add_artist(artist)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        role: str,
        *,
        gid: str = "",
        alpha: float = 1,
        edge: bool = False,
    ) -> None:
        """A filled rectangle, or only its edge."""
        box = Rectangle((left, top), right - left, bottom - top, alpha=alpha, gid=gid or None, clip_on=False)
        box.set_facecolor("none" if edge else COLOURS[role])
        box.set_edgecolor(COLOURS[role] if edge else "none")
        box.set_linewidth(self.size / 13 if edge else 0)
        if role == "band":
            box.set_zorder(0.5)  # below the grid, which is below all else
        self._add(box)

    def line(
        self,
        xs: tuple[float, float],
        ys: tuple[float, float],
        role: str,
        wide: float = 1,
        *,
        dashed: bool = False,
        alpha: float = 1,
    ) -> None:
        """A straight line; its width in thirteenths of the label's size."""
        line = Line2D(xs, ys, color=COLOURS[role], linewidth=wide * self.size / 13, clip_on=False)
        line.set_linestyle((0, (3, 2)) if dashed else "-")
        line.set_alpha(alpha)
        if role == "rule":
            line.set_zorder(0.8)
        line.set_solid_capstyle("butt")
        self._add(line)

    def sign(self, x: float, y: float, kind: str, gid: str = "") -> None:
        """The sign of a kind of event."""
        sign = SIGNS[kind]
        colour = COLOURS[sign.role]
        mark = Line2D([x], [y], linestyle="none", color=colour, clip_on=False, gid=gid or None)
        mark.set_marker(sign.marker.rstrip("-"))
        mark.set_markersize(self.size * 0.6)
        mark.set_markeredgewidth(self.size / 10)
        mark.set_markerfacecolor(COLOURS["paper"] if sign.marker.endswith("-") else colour)
        self._add(mark)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        role: str = "ink",
        *,
        align: Align = "left",
        bold: bool = False,
        gid: str = "",
        turn: float = 0,
        size: float = 1,
    ) -> None:
        """A line of text around a height."""
        drop = 0 if turn else self.size * 0.32
        kind = Text if turn else _Line
        text = kind(x, y + drop, words, color=COLOURS[role], rotation=turn, clip_on=False)
        text.set_fontsize(self.size * size)
        text.set_horizontalalignment(align)
        text.set_verticalalignment("center" if turn else "baseline")
        text.set_fontweight("bold" if bold else "normal")
        text.set_gid(gid or None)
        self._add(text)

    def svg(self, title: str) -> str:
        """The sheet as SVG."""
        buffer = io.BytesIO()
        self._canvas.print_figure(buffer, format="svg", metadata=_NO_METADATA)
        return _cleaned(buffer.getvalue(), self.name, title)


def _draw_timeline(figure: TimelineFigure, layout: Layout) -> str:
    measure, axis, size = layout.measure, layout.axis, layout.measure.size
    legend = kinds_in(figure) if measure.legend else []
    places = list(flowed(legend, measure))
    height = layout.height + legend_height(legend, measure)
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sign that the measuring face lacks is drawn all the same
        board = Board(measure, height, f"{figure.name}-{measure.name}")
        for band in layout.bands[::2]:
            board.box(0, band.top, measure.width, band.bottom, "band")
        for at, name in layout.ticks:
            board.line((axis.x(at), axis.x(at)), (layout.top, layout.bottom), "rule", 0.8)
            board.text(axis.x(at) + 2, layout.top - size * 0.6, name, "quiet", size=0.92)
        _draw_essay(board, figure, axis, (layout.top, layout.bottom), (1.5, 1.9), late=0.5)
        for band in layout.bands:
            board.text(8, band.top + size * LEADING * 0.75, band.name, "quiet", bold=True)
        for placed in layout.placed:
            _draw_entry(board, placed, layout)
        for (x, line), kind in zip(places, legend, strict=True):
            y = layout.height + (line + 0.6) * size * LEGEND_LINE
            board.sign(x + size * 0.5, y, kind)
            board.text(x + size * 1.3, y, kind, "quiet")
        return board.svg(figure.title)


def _draw_entry(board: Board, placed: Placed, layout: Layout) -> None:
    entry, axis, size, y = placed.entry, layout.axis, layout.measure.size, placed.y
    half = size * 0.26
    role = SIGNS[entry.kind].role
    left, right = axis.x(entry.starts[0]), axis.x(entry.ends[1])
    if entry.is_span:
        # all that it may have been, light; what is certain, solid
        board.box(left, y - half, max(right, left + 1.5), y + half, role, gid=entry.id, alpha=0.25)
        for start, end in solid(entry):
            begin = axis.x(start)
            board.box(
                begin,
                y - half,
                max(axis.x(end), begin + 1.5),
                y + half,
                role,
                gid=entry.id,
                edge=not entry.counted,
            )
        if right - left < size * 0.6:
            board.sign((left + right) / 2, y, entry.kind, entry.id)
    else:
        if right - left > size * 0.6:
            board.box(left, y - half / 2, right, y + half / 2, role, gid=entry.id, alpha=0.25)
        board.sign((left + right) / 2, y, entry.kind, entry.id)
    for index, line in enumerate(placed.lines):
        if line:
            board.text(
                placed.x,
                y + index * size * LEADING,
                line,
                align="right" if placed.left else "left",
                gid=entry.id,
            )


def _draw_columns(figure: ColumnsFigure, layout: ColumnsLayout) -> str:
    measure, size = layout.measure, layout.measure.size
    legend = [*figure.series, *([figure.marks_name] if figure.marks_name else [])] if measure.legend else []
    places = list(flowed(legend, measure))
    height = layout.height + legend_height(legend, measure)
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        board = Board(measure, height, f"{figure.name}-{measure.name}")
        for panel in layout.panels:
            _draw_panel(board, figure, layout, panel)
        for index, ((x, line), name) in enumerate(zip(places, legend, strict=True)):
            y = layout.height + (line + 0.6) * size * LEGEND_LINE
            if index < len(figure.series):
                board.box(x, y - size * 0.35, x + size * 0.8, y + size * 0.35, SERIES[index])
            else:
                board.sign(x + size * 0.5, y, "test")
            board.text(x + size * 1.3, y, name, "quiet")
        return board.svg(figure.title)


def _draw_panel(board: Board, figure: ColumnsFigure, layout: ColumnsLayout, panel: Panel) -> None:
    axis, size = panel.axis, layout.measure.size
    for start, end, label in figure.spans:
        left, right = axis.x(max(start, axis.first)), axis.x(min(end, axis.last))
        if right > left:
            board.box(left, panel.top, right, panel.base, "band")
            _label_span(board, (left, right), panel, label)
    for level in layout.levels:
        y = layout.y(panel, level)
        board.line((axis.left, axis.right), (y, y), "rule", 0.8)
        board.text(axis.left - size * 0.4, y, str(level), "quiet", align="right", size=0.92)
    for column in figure.columns:
        if axis.first <= column.start < axis.last:
            _draw_column(board, figure, layout, panel, column)
    board.line((axis.left, axis.right), (panel.base, panel.base), "quiet", 1)
    for at, name in panel.ticks:
        board.line((axis.x(at), axis.x(at)), (panel.base, panel.base + size * 0.3), "quiet", 0.8)
        board.text(axis.x(at) + 2, panel.base + size * 0.85, name, "quiet", size=0.92)
    _draw_references(board, figure, layout, panel)


def _draw_column(
    board: Board, figure: ColumnsFigure, layout: ColumnsLayout, panel: Panel, column: Column
) -> None:
    size = layout.measure.size
    left, right = panel.axis.x(column.start), panel.axis.x(column.end)
    air = min((right - left) * 0.12, 2)
    amount = 0
    for index, part in enumerate(column.amounts):
        if part:
            top, bottom = layout.y(panel, amount + part), layout.y(panel, amount)
            board.box(left + air, top, right - air, bottom, SERIES[index], gid=column.id)
        amount += part
    middle = (left + right) / 2
    if not amount:
        board.box(left + air, panel.base - 0.4, right - air, panel.base, "quiet", gid=column.id)
    if figure.uncertain and column.high > column.low:
        low, high = layout.y(panel, column.low), layout.y(panel, column.high)
        board.line((middle, middle), (low, high), "ink", 1.1)
    elif amount and not figure.uncertain and right - left > size * 0.7:
        board.text(middle, layout.y(panel, amount) - size * 0.55, str(amount), align="center", size=0.85)


def _draw_references(board: Board, figure: ColumnsFigure, layout: ColumnsLayout, panel: Panel) -> None:
    """What the columns are read against: a level, the tests, the essay's day."""
    axis, size = panel.axis, layout.measure.size
    if figure.level:
        y = layout.y(panel, figure.level)
        board.line((axis.left, axis.right), (y, y), "red", 1, dashed=True)
        board.text(axis.left + 3, y - size * 0.7, figure.level_name, "red")
    for at, _label in figure.marks:
        if axis.first <= at < axis.last:
            board.sign(axis.x(at), panel.top - size * 0.35, "test")
    if figure.essay < axis.last:  # on the last day the next panel has it
        _draw_essay(board, figure, axis, (panel.top, panel.base), (2, 1.6), late=0.6)


def _draw_essay(
    board: Board,
    figure: Figure,
    axis: Axis,
    edges: tuple[float, float],
    rises: tuple[float, float],
    *,
    late: float,
) -> None:
    """The essay's day: a line that rises over the upper edge, and its name.

    The rises of line and name are in sizes. From a share of the axis on, the name stands to the left.
    """
    if not axis.first <= figure.essay <= axis.last:
        return
    x, size = axis.x(figure.essay), board.size
    left = x > axis.left + late * (axis.right - axis.left)
    align: Align = "right" if left else "left"
    board.line((x, x), (edges[0] - size * rises[0], edges[1]), "red", 1.2, alpha=FAINT)
    name = f"The essay, {day(figure.essay)}"
    board.text(x - 4 if left else x + 4, edges[0] - size * rises[1], name, "red", align=align)


def _label_span(board: Board, edges: tuple[float, float], panel: Panel, label: str) -> None:
    left, right = edges
    size = board.size * 0.85
    middle = (left + right) / 2
    if width(label, size) < right - left - 4:
        board.text(middle, panel.top + size, label, "quiet", align="center", size=0.85)
    elif right - left > size * 1.3:
        board.text(middle, (panel.top + panel.base) / 2, label, "quiet", align="center", turn=90, size=0.85)


_EVENT = re.compile(r"^[ec]-\d")


def _cleaned(raw: bytes, name: str, title: str) -> str:
    """Matplotlib's SVG without what it does not need, its ids made unique and its events named.

    An artist of an event bears ``data-event``; other ids stay only where something refers to them.
    """
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(raw)
    for child in [c for c in root if c.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}defs")]:
        root.remove(child)
    used = _used(root)
    for node in root.iter():
        ident = node.attrib.pop("id", "")
        if _EVENT.match(ident):
            node.set("data-event", ident)
        elif ident in used:
            node.set("id", f"{name}-{ident}")
        if href := node.attrib.pop(f"{{{XLINK}}}href", ""):
            node.set("href", f"#{name}-{href.removeprefix('#')}")
        if node.tag == f"{{{SVG}}}text":
            _set_face(node)
    _flatten(root)
    box = root.get("viewBox", "").split()
    for key in list(root.attrib):
        del root.attrib[key]
    root.attrib.update({"viewBox": " ".join(box), "width": f"{box[2]}pt", "height": f"{box[3]}pt"})
    label = ElementTree.Element(f"{{{SVG}}}title")
    label.text = title
    root.insert(0, label)
    return ElementTree.tostring(root, encoding="unicode")


def _used(root: ElementTree.Element) -> set[str]:
    return {node.get(f"{{{XLINK}}}href", "").removeprefix("#") for node in root.iter()} - {""}


def _set_face(node: ElementTree.Element) -> None:
    """Text in the edition's face, at a size and weight of its own."""
    style = node.get("style", "")
    size = re.search(r"([\d.]+)px", style)
    bold = re.search(r"\b(?:bold|700)\b", style)
    anchor = re.search(r"text-anchor:\s*(\w+)", style)
    colour = re.search(r"fill:\s*(#[0-9a-f]{6})", style)
    node.attrib.pop("style", None)
    node.set("font-family", PAPER_FACE)
    if size:
        node.set("font-size", size[1])
    if bold:
        node.set("font-weight", "bold")
    if anchor and anchor[1] != "start":
        node.set("text-anchor", anchor[1])
    if colour:
        node.set("fill", colour[1])


def _flatten(node: ElementTree.Element) -> None:
    """Take out groups that say nothing."""
    children: list[ElementTree.Element] = []
    for child in list(node):
        _flatten(child)
        if child.tag == f"{{{SVG}}}g" and not child.attrib:
            children += list(child)
        else:
            child.text, child.tail = (child.text if child.tag == f"{{{SVG}}}text" else None), None
            children.append(child)
    text = node.text if node.tag == f"{{{SVG}}}text" else None
    node[:] = children
    node.text = text
