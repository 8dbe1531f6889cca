"""A sheet of SVG on which things are drawn, by matplotlib. No other module knows matplotlib."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Sheet
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from sixtracks.figures.layout import Measure
from sixtracks.figures.style import COLOURS, EDGE, SIGNS

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
Align = Literal["left", "center", "right"]
PAPER_FACE = "Libertinus Serif, Source Serif 4, Times New Roman, serif"
_SETTINGS: Any = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "six-tracks",  # the same bytes each time
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "path.simplify": False,
}
_NO_METADATA: dict[str, Any] = dict.fromkeys(("Date", "Creator", "Format", "Type"))


@contextmanager
def drawing() -> Iterator[None]:
    """What holds while sheets are drawn."""
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sign that the measuring face lacks is drawn all the same
        yield


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
        face, angle = self.get_fontproperties(), self.get_rotation()
        renderer.draw_text(gc, x, height - y, self.get_text(), face, angle, mtext=self)
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

    def upright(
        self, x: float, y: float, words: str, role: str = "ink", *, gid: str = "", size: float = 1
    ) -> None:
        """A line of text that runs upwards from a point, around a distance from the left."""
        text = _Line(x + self.size * size * 0.32, y, words, color=COLOURS[role], rotation=90, clip_on=False)
        text.set_rotation_mode("anchor")
        text.set_gid(gid or None)
        text.set_fontsize(self.size * size)
        self._add(text)

    def curve(
        self,
        points: Sequence[tuple[float, float]],
        role: str,
        wide: float,
        dashes: Sequence[float] = (),
        gid: str = "",
    ) -> None:
        """A Bézier curve through its end points; its width and dashes in thirteenths of the label's size."""
        curve = PathPatch(Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]), gid=gid or None)
        curve.set(facecolor="none", edgecolor=COLOURS[role], linewidth=wide * self.size / 13, clip_on=False)
        curve.set_capstyle("butt")
        if dashes:
            curve.set_linestyle(
                (0, tuple(length / wide for length in dashes))
            )  # matplotlib's unit is the width
        self._add(curve)

    def disc(
        self, x: float, y: float, radius: float, role: str, gid: str = "", *, filled: bool = True
    ) -> None:
        """A disc with an edge, or a ring of the same size with the paper's colour in it."""
        disc = Line2D([x], [y], linestyle="none", marker="o", gid=gid or None, clip_on=False)
        disc.set(markeredgecolor=COLOURS[role], markeredgewidth=self.size * EDGE)
        disc.set(markersize=2 * radius, markerfacecolor=COLOURS[role if filled else "paper"])
        self._add(disc)

    def shape(
        self, corners: Sequence[tuple[float, float]], role: str, gid: str = "", *, filled: bool = True
    ) -> None:
        """A polygon with an edge, filled with its colour or with the paper's."""
        shape = Polygon(corners, closed=True, gid=gid or None, clip_on=False)
        shape.set(facecolor=COLOURS[role if filled else "paper"], edgecolor=COLOURS[role])
        shape.set_linewidth(self.size * EDGE)
        self._add(shape)

    def area(self, corners: Sequence[tuple[float, float]], role: str, edge: str, wide: float) -> None:
        """A polygon with an edge of another colour; the edge's width in thirteenths of the label's size."""
        area = Polygon(corners, closed=True, clip_on=False)
        area.set(facecolor=COLOURS[role], edgecolor=COLOURS[edge], linewidth=wide * self.size / 13)
        area.set_joinstyle("round")
        self._add(area)

    def panel(self, left: float, top: float, right: float, bottom: float, gid: str = "") -> None:
        """A quiet ground for words, with round corners and an edge."""
        curve = min(self.size * 0.3, (bottom - top) / 2)
        look = f"round,pad=0,rounding_size={curve}"
        panel = FancyBboxPatch((left, top), right - left, bottom - top, look, clip_on=False)
        panel.set_gid(gid or None)
        panel.set(facecolor=COLOURS["band"], edgecolor=COLOURS["quiet"], linewidth=self.size * EDGE)
        self._add(panel)

    def polyline(
        self,
        points: Sequence[tuple[float, float]],
        role: str,
        wide: float = 1,
        *,
        dashed: bool = False,
        gid: str = "",
    ) -> None:
        """Straight lines through points; their width in thirteenths of the label's size."""
        line = Line2D([x for x, _ in points], [y for _, y in points], gid=gid or None, clip_on=False)
        line.set(color=COLOURS[role], linewidth=wide * self.size / 13, solid_joinstyle="round")
        line.set_linestyle((0, (3, 2)) if dashed else "-")
        line.set_solid_capstyle("butt")
        self._add(line)

    def svg(self, title: str) -> str:
        """The sheet as SVG."""
        buffer = io.BytesIO()
        self._canvas.print_figure(buffer, format="svg", metadata=_NO_METADATA)
        return _cleaned(buffer.getvalue(), self.name, title)


_MARK = re.compile(r"^[a-z]+-")  # matplotlib's own ids have no hyphen


def _cleaned(raw: bytes, name: str, title: str) -> str:
    """Matplotlib's SVG without what it does not need, its ids made unique and its marks named.

    What marks a record bears ``data-event``; other ids stay only where something refers to them.
    """
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(raw)
    for child in [c for c in root if c.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}defs")]:
        root.remove(child)
    used = _used(root)
    for node in root.iter():
        ident = node.attrib.pop("id", "")
        if _MARK.match(ident):
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
