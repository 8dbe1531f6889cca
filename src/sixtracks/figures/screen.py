"""The plotly form: figures as plotly reads them. No other module knows plotly.

It follows the same layout as the drawing whose place it takes. Colours are those of paper; the page's script
puts its own in their place, since it alone knows whether the page is dark.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import singledispatch
from html import escape
from typing import Any

import plotly.graph_objects as go

from sixtracks.figures.layout import (
    LEADING,
    Axis,
    ColumnsLayout,
    Layout,
    Measure,
    Panel,
    Placed,
    columns_layout,
    extent,
    layouts,
    solid,
)
from sixtracks.figures.map_form import map_form
from sixtracks.figures.model import (
    Column,
    ColumnsFigure,
    DatedFigure,
    Entry,
    Figure,
    NetworkFigure,
    TimelineFigure,
)
from sixtracks.figures.network_form import matrix_form, network_form
from sixtracks.figures.scale_form import curves_form, ranges_form, shares_form
from sixtracks.figures.sheet import sheet
from sixtracks.figures.style import COLOURS, SERIES, SIGNS
from sixtracks.figures.type import width
from sixtracks.records.edition import day

_DAY = 86_400_000  # milliseconds, plotly's unit of time


@singledispatch
def form(figure: Figure, measure: Measure) -> dict[str, Any]:
    """What plotly is to draw of a figure that does not run over time: its data and layout."""
    raise TypeError(type(figure))


for _form in (network_form, matrix_form, shares_form, ranges_form, curves_form, map_form):
    form.register(_form)


@singledispatch
def interactive(figure: Figure, measure: Measure) -> go.Figure:
    """A figure as plotly's, laid out for a width; of a network, its first view.

    Lengths are in the measure's unit. Each point carries the mark of its record in ``customdata``, and so do
    the gaps between lines, so that a filter can take a record out of every trace.

    Args:
        figure: The figure.
        measure: The width to lay it out for.
    """
    return go.Figure(form(figure, measure))


def specification(figure: Figure, measures: Iterable[Measure]) -> str:
    """The plotly form as JSON, for each of some widths, with the ranges that buttons offer.

    A network has a form for each of its views.
    """
    measures = tuple(measures)
    told: dict[str, Any] = {
        "ranges": ranges(figure) if isinstance(figure, DatedFigure) else [],
        "colours": {colour: role for role, colour in reversed(COLOURS.items())},
        "forms": _forms(figure, measures),
    }
    if isinstance(figure, NetworkFigure):
        told["views"] = {view.id: _forms(replace(figure, views=(view,)), measures) for view in figure.views}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _forms(figure: Figure, measures: Iterable[Measure]) -> dict[str, Any]:
    forms = {
        measure.name: {"width": measure.width, **json.loads(interactive(figure, measure).to_json())}
        for measure in measures
    }
    for form in forms.values():
        form["layout"].pop("template", None)  # plotly's own look, 7 kB that nothing here uses
    return forms


@interactive.register
def _timeline(figure: TimelineFigure, measure: Measure) -> go.Figure:
    (layout,) = layouts(figure, measure)
    traces = [
        *_lines(
            layout, lambda e: [(e.starts[0], e.ends[1])] if e.ends[1] > e.starts[0] else [], 0.25, "possible"
        ),
        *_lines(layout, lambda e: list(solid(e)) if e.is_span else [], 1, "certain"),
        _signs(layout),
        _labels(layout),
    ]
    sheet = go.Figure(traces)
    size, axis = measure.size, layout.axis
    edge = axis.left / (axis.right - axis.left)  # the lanes reach over the axis to the edges of the sheet
    sheet.update_layout(
        **_frame(measure, layout.height, axis, (layout.top, layout.bottom), len(layout.ticks)),
        yaxis={"range": [layout.bottom, layout.top], "visible": False, "fixedrange": True},
        shapes=[
            *(
                {
                    "type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": COLOURS["band"],
                    "xref": "paper", "x0": -edge, "x1": 1 + edge, "y0": band.top, "y1": band.bottom,
                }
                for band in layout.bands[::2]
            ),
            *_essay(figure, (axis.first, axis.last), size * 1.5 / max(layout.bottom - layout.top, 1)),
        ],
        annotations=[
            *(
                {
                    "xref": "paper", "x": 0, "xanchor": "left", "y": band.top + size * LEADING * 0.75,
                    "yanchor": "middle", "text": f"<b>{escape(band.name, quote=False)}</b>",
                    "showarrow": False, "font": {"color": COLOURS["quiet"], "size": size},
                }
                for band in layout.bands
            ),
            *_essay_name(figure, axis, size * 1.9, 0.5),
        ],
    )  # fmt: skip
    return sheet


def _frame(
    measure: Measure, height: float, axis: Axis, edges: tuple[float, float], ticks: int
) -> dict[str, Any]:
    """What every chart's layout has: its size, its margins, its time axis with so many ticks at most."""
    size = measure.size
    return {
        **sheet(measure, height),
        "margin": {
            "l": axis.left, "r": measure.width - axis.right, "t": edges[0], "b": height - edges[1], "pad": 0,
        },
        "dragmode": "pan",
        "xaxis": {
            "type": "date", "range": [axis.first.isoformat(), axis.last.isoformat()], "side": "top",
            "gridcolor": COLOURS["rule"], "showline": False, "zeroline": False,
            "ticklabelposition": "outside right",
            "tickfont": {"color": COLOURS["quiet"], "size": size * 0.92},
            "minallowed": axis.first.isoformat(), "maxallowed": axis.last.isoformat(), "nticks": ticks + 1,
        },
    }  # fmt: skip


def _essay(figure: DatedFigure, span: tuple[date, date], rise: float) -> list[dict[str, Any]]:
    if not span[0] <= figure.essay <= span[1]:
        return []
    at = figure.essay.isoformat()
    return [
        {
            "type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1 + rise, "layer": "below",
            "opacity": 0.5, "line": {"color": COLOURS["red"], "width": 1.2}, "name": "essay",
        }
    ]  # fmt: skip


def _essay_name(figure: DatedFigure, axis: Axis, rise: float, late: float) -> list[dict[str, Any]]:
    """The essay's name beside its line; to the left of it from a share of the axis on."""
    if not axis.first <= figure.essay <= axis.last:
        return []
    left = figure.essay - axis.first > late * (axis.last - axis.first)
    return [
        {
            "x": figure.essay.isoformat(), "yref": "paper", "y": 1, "yanchor": "middle", "showarrow": False,
            "yshift": rise, "xshift": -3 if left else 3, "xanchor": "right" if left else "left",
            "text": f"The essay, {day(figure.essay)}", "font": {"color": COLOURS["red"]},
        }
    ]  # fmt: skip


_Spans = Callable[[Entry], list[tuple[date, date]]]


def _lines(layout: Layout, spans: _Spans, opacity: float, name: str) -> list[go.Scatter]:
    """The spans of all events as thick lines, a trace for each colour."""
    traces = []
    for role in dict.fromkeys(sign.role for sign in SIGNS.values()):
        xs: list[str | None] = []
        ys: list[float | None] = []
        ids: list[str] = []
        for placed in layout.placed:
            entry = placed.entry
            if SIGNS[entry.kind].role != role:
                continue
            for start, end in spans(entry):
                first = max(start, layout.axis.first)
                xs += [first.isoformat(), max(end, first).isoformat(), None]
                ys += [placed.y, placed.y, None]
                ids += [entry.id] * 3
        if ids:
            traces.append(
                go.Scatter(
                    x=xs,
                    y=ys,
                    customdata=ids,
                    mode="lines",
                    opacity=opacity,
                    hoverinfo="skip",
                    connectgaps=False,
                    line={"color": COLOURS[role], "width": layout.measure.size * 0.52},
                    name=f"{name} {role}",
                )
            )
    return traces


def _middle(entry: Entry, layout: Layout) -> str:
    first = max(entry.starts[0], layout.axis.first)
    return (first + (entry.ends[1] - first) / 2).isoformat()


def _signs(layout: Layout) -> go.Scatter:
    """A sign for each event; on a span it is clear, and there for the pointer."""
    entries = [placed.entry for placed in layout.placed]
    size = layout.measure.size
    wide = [entry.is_span and _long(entry, layout) for entry in entries]
    return go.Scatter(
        x=[_middle(entry, layout) for entry in entries],
        y=[placed.y for placed in layout.placed],
        customdata=[entry.id for entry in entries],
        mode="markers",
        marker={
            "symbol": [SIGNS[entry.kind].symbol for entry in entries],
            "color": [COLOURS[SIGNS[entry.kind].role] for entry in entries],
            "opacity": [0 if each else 1 for each in wide],
            "size": size * 0.68,
            "line": {"width": size / 10, "color": [COLOURS[SIGNS[entry.kind].role] for entry in entries]},
        },
        hovertext=[hover(entry) for entry in entries],
        hoverinfo="text",
        name="events",
    )


def _long(entry: Entry, layout: Layout) -> bool:
    return layout.axis.x(entry.ends[1]) - layout.axis.x(entry.starts[0]) > layout.measure.size * 0.6


def _labels(layout: Layout) -> go.Scatter:
    """The labels, each beside its mark."""
    line = layout.measure.size * LEADING
    shown = [placed for placed in layout.placed if any(placed.lines)]
    return go.Scatter(
        x=[_label_day(placed, layout) for placed in shown],
        y=[placed.y + (len(placed.lines) - 1) * line / 2 for placed in shown],
        text=[_label_text(placed) for placed in shown],
        customdata=[placed.entry.id for placed in shown],
        textposition=["middle left" if placed.left else "middle right" for placed in shown],
        textfont={"size": layout.measure.size, "color": COLOURS["ink"]},
        cliponaxis=False,
        mode="markers+text",
        marker={"size": layout.measure.size * 0.86, "opacity": 0},  # keeps the text off the mark
        hovertext=[hover(placed.entry) for placed in shown],
        hoverinfo="text",
        name="labels",
    )


def _label_day(placed: Placed, layout: Layout) -> str:
    if placed.lines[0] == "":  # below a bar over the whole width
        return layout.axis.first.isoformat()
    return (placed.entry.starts[0] if placed.left else placed.entry.ends[1]).isoformat()


def _label_text(placed: Placed) -> str:
    return "<br>".join(escape(line, quote=False) or "\N{NO-BREAK SPACE}" for line in placed.lines)


def hover(entry: Entry) -> str:
    """What the pointer shows of an event: title, date, parties, sources; with plotly's few tags, escaped."""
    lines = [f"<b>{escape(entry.title, quote=False)}</b>", escape(entry.when, quote=False)]
    lines.append(escape(", ".join(entry.parties), quote=False))
    lines.append(f"<i>{escape('; '.join(entry.sources), quote=False)}</i>")
    return "<br>".join(lines)


def ranges(figure: DatedFigure) -> list[dict[str, Any]]:
    """The stretches of time that buttons offer: round years, and the months around the essay."""
    first, last = _span(figure)
    years = last.year - first.year + 1
    step = next((s for s in (1, 2, 5, 10, 20) if years / s <= 7), 50)  # noqa: PLR2004 (buttons in a row)
    found: list[dict[str, Any]] = []
    for year in range(first.year // step * step, last.year + 1, step):
        start, end = max(date(year, 1, 1), first), min(date(year + step, 1, 1), last)
        if start < end:
            opens, closes = max(year, first.year), min(year + step - 1, last.year)
            name = str(opens) if opens == closes else f"{opens}–{closes}"
            found.append({"name": name, "range": [start.isoformat(), end.isoformat()]})
    if first < figure.essay < last:
        half = timedelta(days=ABOUT_THE_ESSAY)
        start, end = max(figure.essay - half, first), min(figure.essay + half, last)
        found.append({"name": "Around the essay", "range": [start.isoformat(), end.isoformat()]})
    return found if len(found) > 1 else []


ABOUT_THE_ESSAY = 200
"""Days before and after it that the button shows."""


def _span(figure: DatedFigure) -> tuple[date, date]:
    if isinstance(figure, ColumnsFigure):
        return figure.first, figure.last - timedelta(days=1)
    assert isinstance(figure, TimelineFigure)
    first, last = extent(figure)
    return (max(first, figure.opens) if figure.opens else first), last


@interactive.register
def _columns(figure: ColumnsFigure, measure: Measure) -> go.Figure:
    layout = columns_layout(figure, measure)
    size, axis = measure.size, replace(layout.panels[0].axis, first=figure.first, last=figure.last)
    bars = [
        go.Bar(
            x=[_centre(column) for column in figure.columns],
            y=[column.amounts[index] for column in figure.columns],
            width=[(column.end - column.start).days * _DAY * 0.86 for column in figure.columns],
            customdata=[column.id for column in figure.columns],
            marker={"color": COLOURS[SERIES[index]], "line": {"width": 0}},
            hovertext=[told(figure, column) for column in figure.columns],
            hoverinfo="text",
            name=name,
        )
        for index, name in enumerate(figure.series)
    ]
    panel = Panel(axis, layout.panels[0].top, layout.panels[-1].base, layout.panels[0].ticks)
    rise = size * 0.7  # above the columns, for the marks
    top = layout.ceiling * (1 + rise / (panel.base - panel.top))
    sheet = go.Figure(
        [
            *bars,
            *_amounts(figure, layout),
            *_uncertainty(figure, size),
            *_marks(figure, (layout.ceiling + top) / 2, size),
        ]
    )
    frame = _frame(measure, layout.height, axis, (panel.top - rise, panel.base), len(panel.ticks))
    frame["xaxis"] |= {
        "side": "bottom",
        "showgrid": False,
        "showline": True,
        "linecolor": COLOURS["quiet"],
        "linewidth": 1,
    }
    sheet.update_layout(
        **frame,
        barmode="stack",
        yaxis={
            "range": [0, top], "fixedrange": True, "gridcolor": COLOURS["rule"], "zeroline": False,
            "tickvals": list(layout.levels), "tickfont": {"color": COLOURS["quiet"], "size": size * 0.92},
        },
        shapes=[
            *_pauses(figure, axis, layout.ceiling / top, size),
            *_level(figure),
            *_essay(figure, (axis.first, axis.last), size * 1.05 / (panel.base - panel.top + rise)),
        ],
        annotations=_essay_name(figure, axis, size * 0.85, 0.6),
    )  # fmt: skip
    return sheet


def _pauses(figure: ColumnsFigure, axis: Axis, height: float, size: float) -> list[dict[str, Any]]:
    """Stretches of time with their labels, upright where they have no room."""
    size *= 0.85
    bands = []
    for start, end, name in figure.spans:
        room = axis.x(end) - axis.x(start)
        upright = width(name, size) >= room - 4
        label = {
            "text": name, "textangle": -90 if upright else 0, "padding": 2,
            "textposition": "middle center" if upright else "top center",
            "font": {"color": COLOURS["quiet"], "size": size},
        }  # fmt: skip
        bands.append(
            {
                "type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": COLOURS["band"],
                "x0": start.isoformat(), "x1": end.isoformat(), "yref": "paper", "y0": 0, "y1": height,
                "label": label if room > size * 1.3 else {},
            }
        )  # fmt: skip
    return bands


def _amounts(figure: ColumnsFigure, layout: ColumnsLayout) -> list[go.Scatter]:
    """The number above each column, where the drawing has it too."""
    axis, size = layout.panels[0].axis, layout.measure.size
    wide = [c for c in figure.columns if c.total and axis.x(c.end) - axis.x(c.start) > size * 0.7]
    if figure.uncertain or not wide or len(layout.panels) > 1:
        return []
    return [
        go.Scatter(
            x=[_centre(column) for column in wide],
            y=[column.total for column in wide],
            text=[str(column.total) for column in wide],
            customdata=[column.id for column in wide],
            mode="text",
            textposition="top center",
            textfont={"size": size * 0.85, "color": COLOURS["ink"]},
            hoverinfo="skip",
            cliponaxis=False,
            name="amounts",
        )
    ]


def _centre(column: Column) -> str:
    return (column.start + (column.end - column.start) / 2).isoformat()


def _level(figure: ColumnsFigure) -> list[dict[str, Any]]:
    if not figure.level:
        return []
    return [
        {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": figure.level, "y1": figure.level,
            "line": {"color": COLOURS["red"], "width": 1, "dash": "dash"},
            "label": {"text": figure.level_name, "textposition": "start", "yanchor": "bottom",
                      "font": {"color": COLOURS["red"]}},
        }
    ]  # fmt: skip


def _uncertainty(figure: ColumnsFigure, size: float) -> list[go.Scatter]:
    if not figure.uncertain:
        return []
    xs: list[str | None] = []
    ys: list[int | None] = []
    ids: list[str] = []
    for column in figure.columns:
        if column.high > column.low:
            xs += [_centre(column), _centre(column), None]
            ys += [column.low, column.high, None]
            ids += [column.id] * 3
    line = {"color": COLOURS["ink"], "width": size / 12}
    return [
        go.Scatter(x=xs, y=ys, customdata=ids, mode="lines", line=line, hoverinfo="skip", name="uncertainty")
    ]


def _marks(figure: ColumnsFigure, height: float, size: float) -> list[go.Scatter]:
    if not figure.marks:
        return []
    return [
        go.Scatter(
            x=[at.isoformat() for at, _ in figure.marks],
            y=[height] * len(figure.marks),
            mode="markers",
            marker={"symbol": SIGNS["test"].symbol, "color": COLOURS["red"], "size": size * 0.7},
            hovertext=[escape(label, quote=False) for _, label in figure.marks],
            hoverinfo="text",
            name=figure.marks_name,
        )
    ]


def told(figure: ColumnsFigure, column: Column) -> str:
    """What the pointer shows of a column."""
    lines = [f"<b>{column.label}</b>: {column.total} {figure.unit}"]
    lines += [
        f"{escape(name, quote=False)}: {n}"
        for name, n in zip(figure.series, column.amounts, strict=True)
        if n
    ]
    if figure.uncertain:
        lines.append(f"at least {column.low}, at most {column.high}")
    return "<br>".join(lines)
