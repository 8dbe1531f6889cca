"""What plotly is to draw of shares, ranges and curves.

The chart's plane is the whole sheet, without margins: what stands beside the axes stands in it too. Of bars
and rows, y is the sheet's own height; all other values are the figure's.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from sixtracks.figures.curves_layout import curves_layout
from sixtracks.figures.layout import LEADING, Measure
from sixtracks.figures.model import Bar, CurvesFigure, Range, RangesFigure, SharesFigure
from sixtracks.figures.ranges_layout import ranges_layouts
from sixtracks.figures.scale import DOTS, ScaleLayout, Stroke, Words, endless, part_role, written
from sixtracks.figures.shares_layout import shares_layouts
from sixtracks.figures.sheet import sheet
from sixtracks.figures.style import COLOURS

_Form = dict[str, Any]
_Told = Mapping[str, str]

REACH = 12
"""Places for a pointer along a bar, in units of the sheet from one to the next."""


def shares_form(figure: SharesFigure, measure: Measure) -> _Form:
    """Bars of parts, as plotly's data and layout."""
    (layout,) = shares_layouts(figure, endless(measure))
    told = {bar.id: _told_bar(figure, bar) for bar in figure.bars}
    return _form(layout, [*_bars(layout), _reach(layout, told), *_texts(layout, told)])


def ranges_form(figure: RangesFigure, measure: Measure) -> _Form:
    """Rows with points and spreads, as plotly's data and layout."""
    (layout,) = ranges_layouts(figure, endless(measure))
    told = {row.id: _told_row(figure, row) for row in figure.rows}
    spreads = [stroke for stroke in layout.strokes if stroke.part == "spreads"]
    return _form(
        layout, [*_lines(layout, spreads, "spreads"), *_dots(figure, layout, told), *_texts(layout, told)]
    )


def curves_form(figure: CurvesFigure, measure: Measure) -> _Form:
    """Curves, as plotly's data and layout.

    Each curve is a trace of its own, named by its id, whose x and y are the figure's. The names are the trace
    ``names``, in the order of their heights; what leads from a curve's end to its name is ``leader`` and the
    curve's id. What the pointer shows is read from a trace's x and y, so that it holds when these change.
    """
    layout = curves_layout(figure, measure)
    size, name = measure.size, {curve.id: curve.name for curve in figure.curves}
    across, up = (
        f"%{{{axis}:{_format(percent)}}}" for axis, percent in zip("xy", figure.percent, strict=True)
    )
    curves = [
        {
            "type": "scatter", "mode": "lines", "name": curve.id,
            "x": [x for x, _ in curve.points], "y": [y for _, y in curve.points],
            "customdata": [curve.id] * len(curve.points),
            "line": _line(COLOURS[curve.role], 1.8 * size / 13, dashed=curve.dashed),
            "meta": _safe(name[curve.id]),
            "hovertemplate": f"<b>%{{meta}}</b><br>{_template(figure.across)}: {across}<br>"
            f"{_template(figure.up)}: {up}<extra></extra>",
        }
        for curve in figure.curves
    ]  # fmt: skip
    leaders = [
        trace
        for stroke in layout.strokes
        if stroke.part == "leaders"
        for trace in _lines(layout, [stroke], f"leader {stroke.id}")
    ]
    return _form(layout, [*curves, *leaders, *_texts(layout, {})])


def _form(layout: ScaleLayout, data: Sequence[_Form]) -> _Form:
    """The data with what every such chart's layout has."""
    measure = layout.measure
    axis = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False, "type": "linear"}
    across, up = layout.across, layout.up
    return {
        "data": [*data],
        "layout": {
            **sheet(measure, layout.height),
            "xaxis": {**axis, "range": [across.value(0), across.value(measure.width)]},
            "yaxis": {**axis, "range": [up.value(layout.height), up.value(0)]},
            "shapes": [_shape(layout, stroke) for stroke in layout.strokes if not stroke.id],
            "annotations": [_annotation(layout, each) for each in layout.words if not each.id and each.lines],
        },
    }  # fmt: skip


def _safe(text: str) -> str:
    return escape(text, quote=False)


def _template(text: str) -> str:
    """A text within a template: what plotly would put values for is broken by a space without width."""
    return _safe(text).replace("%{", "%\N{ZERO WIDTH SPACE}{")


def _format(percent: bool) -> str:
    return ".0%" if percent else ".3~g"


def _line(colour: str, wide: float, *, dashed: bool = False) -> _Form:
    return {
        "color": colour,
        "width": wide,
        "dash": f"{3 * wide:.4g}px,{2 * wide:.4g}px" if dashed else "solid",
    }


def _shape(layout: ScaleLayout, stroke: Stroke) -> _Form:
    """A line to read marks against."""
    (x0, y0), (x1, y1) = stroke.points
    across, up = layout.across, layout.up
    return {
        "type": "line", "name": stroke.part, "layer": "below",
        "x0": across.value(x0), "x1": across.value(x1), "y0": up.value(y0), "y1": up.value(y1),
        "line": _line(COLOURS[stroke.role], stroke.wide * layout.measure.size / 13, dashed=stroke.dashed),
    }  # fmt: skip


def _middle(layout: ScaleLayout, words: Words) -> float:
    return words.y + (len(words.lines) - 1) * layout.measure.size * LEADING / 2


def _annotation(layout: ScaleLayout, words: Words) -> _Form:
    return {
        "name": words.part, "text": "<br>".join(map(_safe, words.lines)), "showarrow": False, "borderpad": 0,
        "x": layout.across.value(words.x), "y": layout.up.value(_middle(layout, words)),
        "xanchor": words.align, "yanchor": "middle", "align": words.align,
        "font": {"color": COLOURS[words.role], "size": layout.measure.size * words.size},
    }  # fmt: skip


_POSITIONS = {"left": "middle right", "center": "middle center", "right": "middle left"}


def _texts(layout: ScaleLayout, told: _Told) -> list[_Form]:
    """The text that belongs to marks: a trace for each kind."""
    traces = []
    for part in dict.fromkeys(words.part for words in layout.words if words.id):
        shown = [words for words in layout.words if words.part == part and words.id and words.lines]
        if not shown:
            continue
        trace = {
            "type": "scatter", "mode": "text", "name": part, "cliponaxis": False,
            "x": [layout.across.value(words.x) for words in shown],
            "y": [layout.up.value(_middle(layout, words)) for words in shown],
            "text": ["<br>".join(map(_safe, words.lines)) for words in shown],
            "customdata": [words.id for words in shown],
            "textposition": [_POSITIONS[words.align] for words in shown],
            "textfont": {"color": COLOURS[shown[0].role], "size": layout.measure.size * shown[0].size},
            "hoverinfo": "skip",
        }  # fmt: skip
        if part == "labels":
            trace |= {"hovertext": [told[words.id] for words in shown], "hoverinfo": "text"}
        traces.append(trace)
    return traces


def _lines(layout: ScaleLayout, strokes: Sequence[Stroke], name: str) -> list[_Form]:
    """Lines that belong to marks, as one trace with gaps."""
    if not strokes:
        return []
    xs: list[float | None] = []
    ys: list[float | None] = []
    ids: list[str] = []
    for stroke in strokes:
        xs += [*(layout.across.value(x) for x, _ in stroke.points), None]
        ys += [*(layout.up.value(y) for _, y in stroke.points), None]
        ids += [stroke.id] * (len(stroke.points) + 1)
    first = strokes[0]
    line = _line(COLOURS[first.role], first.wide * layout.measure.size / 13, dashed=first.dashed)
    return [
        {
            "type": "scatter", "mode": "lines", "name": name, "x": xs, "y": ys, "customdata": ids,
            "line": line, "hoverinfo": "skip", "connectgaps": False,
        }
    ]  # fmt: skip


def _bars(layout: ScaleLayout) -> list[_Form]:
    """The parts of all bars as thick lines, a trace for each series; a grey one has an edge."""
    traces = []
    edge = layout.measure.size / 13
    for series in sorted({part.series for part in layout.parts}):
        role = part_role(series)
        for colour, cut in (("quiet", 0.0), ("rule", edge)) if role == "rule" else ((role, 0.0),):
            xs: list[float | None] = []
            ys: list[float | None] = []
            ids: list[str] = []
            parts = [part for part in layout.parts if part.series == series]
            for part in parts:
                xs += [layout.across.value(part.left + cut), layout.across.value(part.right - cut), None]
                ys += [(part.top + part.bottom) / 2] * 2 + [None]
                ids += [part.id] * 3
            wide = parts[0].bottom - parts[0].top - 2 * cut
            traces.append(
                {
                    "type": "scatter", "mode": "lines", "name": f"part {series} {colour}", "x": xs, "y": ys,
                    "customdata": ids, "line": _line(COLOURS[colour], wide), "hoverinfo": "skip",
                    "connectgaps": False,
                }
            )  # fmt: skip
    return traces


def _reach(layout: ScaleLayout, told: _Told) -> _Form:
    """Places all along the bars, for the pointer."""
    xs, ys, ids = [], [], []
    for part in layout.parts:
        number = max(int((part.right - part.left) / REACH), 1)
        for index in range(number):
            xs.append(layout.across.value(part.left + (index + 0.5) * (part.right - part.left) / number))
            ys.append((part.top + part.bottom) / 2)
            ids.append(part.id)
    return {
        "type": "scatter", "mode": "markers", "name": "bars", "x": xs, "y": ys, "customdata": ids,
        "marker": {"opacity": 0, "size": layout.measure.size, "color": COLOURS["ink"]},
        "hovertext": [told[ident] for ident in ids], "hoverinfo": "text",
    }  # fmt: skip


def _dots(figure: RangesFigure, layout: ScaleLayout, told: _Told) -> Iterable[_Form]:
    """The points, a trace for each series; the filled ones over the open ones."""
    size = layout.measure.size
    for series in reversed(range(len(figure.series))):
        dots = [dot for dot in layout.dots if dot.series == series]
        if dots:
            yield {
                "type": "scatter", "mode": "markers", "name": f"points {series}", "cliponaxis": False,
                "x": [layout.across.value(dot.x) for dot in dots], "y": [dot.y for dot in dots],
                "customdata": [dot.id for dot in dots],
                "marker": {
                    "symbol": "circle", "size": 2 * DOTS[min(series, 1)] * size,
                    "color": COLOURS["paper" if series else "s1"], "opacity": 1,
                    "line": {"width": size * 0.1, "color": COLOURS["s1"]},
                },
                "hovertext": [told[dot.id] for dot in dots], "hoverinfo": "text",
            }  # fmt: skip


def _told_bar(figure: SharesFigure, bar: Bar) -> str:
    """What the pointer shows of a bar."""
    lines = [f"<b>{_safe(bar.label)}</b>", _safe(figure.unit)]
    lines += [
        f"{_safe(name)}: {written(round(amount, 1))}"
        for name, amount in zip(figure.series, bar.amounts, strict=True)
        if amount
    ]
    return "<br>".join([*filter(None, lines), *([_safe(bar.note)] if bar.note else [])])


def _told_row(figure: RangesFigure, row: Range) -> str:
    """What the pointer shows of a row."""
    lines = [f"<b>{_safe(row.label)}</b>", _safe(figure.unit)]
    lines += [
        f"{_safe(name)}: {written(round(point, 3))}"
        for name, point in zip(figure.series, row.points, strict=True)
        if point is not None
    ]
    if row.high > row.low:
        spread = f"{written(round(row.low, 3))} to {written(round(row.high, 3))}"
        lines.append(f"{_safe(figure.spread_name)}: {spread}" if figure.spread_name else spread)
    if row.note:
        lines.append(f"{_safe(figure.note_name)}: {_safe(row.note)}" if figure.note_name else _safe(row.note))
    return "<br>".join(filter(None, lines))
