"""What plotly is to draw of networks and of their matrix.

What a pointer is told hangs on points that are not seen, some along each line and each box, and on the signs.
"""

from collections.abc import Iterable, Sequence
from html import escape
from math import cos, dist, pi, sin
from typing import Any

from sixtracks.figures.layout import Measure
from sixtracks.figures.matrix_layout import Head, MatrixLayout, matrix_layout
from sixtracks.figures.model import MatrixFigure, NetworkFigure
from sixtracks.figures.network_layout import Box, NetworkLayout, Sign, Thread, network_layout
from sixtracks.figures.network_parts import Words
from sixtracks.figures.sheet import sheet
from sixtracks.figures.style import COLOURS, EDGE, ROLES
from sixtracks.figures.type import wrapped

_HOVER = 22  # the length of a line that a pointer is shown, in its size
_PARTS = 12  # of a curve, each a spline
_TOLD = 2.2  # from one point along a curve to the next that tells a pointer of it, in label sizes
_ALL_TOLD = 2000  # such points on all curves, about

_Trace = dict[str, Any]


def network_form(figure: NetworkFigure, measure: Measure) -> dict[str, Any]:
    """The first view of a network, as plotly's data and layout."""
    layout = network_layout(figure, measure)
    size = measure.size
    named: list[tuple[str, tuple[Words, ...]]] = [
        *((box.node.id, box.words) for box in layout.boxes),
        *((sign.node.id, sign.words) for sign in layout.signs),
    ]
    data = [
        *_lines(layout),
        _boxes(layout),
        _ends(layout.threads, size),
        {
            **_points([(s.node.id, s.x, s.y) for s in layout.signs], [s.node.told for s in layout.signs]),
            "mode": "markers",
            "marker": {"symbol": "circle", "color": COLOURS["ink"], "opacity": 1, "line": {"width": 0},
                       "size": [_number(2 * sign.radius + size * EDGE) for sign in layout.signs]},
            "name": "parties",
        },
        *_labels(named, size),
        _told(layout),
    ]  # fmt: skip
    return {"data": data, "layout": _frame(measure, layout.height)}


def matrix_form(figure: MatrixFigure, measure: Measure) -> dict[str, Any]:
    """The grid of parties and tracks, as plotly's data and layout."""
    layout = matrix_layout(figure, measure)
    frame = _frame(measure, layout.height)
    frame["shapes"] = [
        *(
            {
                "type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": COLOURS["band"],
                "x0": 0, "x1": measure.width, "y0": _number(top), "y1": _number(bottom),
            }
            for top, bottom in layout.stripes
        ),
        {
            "type": "line", "layer": "below", "line": {"width": 0.8, "color": COLOURS["rule"]},
            "x0": 0, "x1": measure.width, "y0": _number(layout.top), "y1": _number(layout.top),
        },
    ]  # fmt: skip
    heads = [(head.node.id, head.words) for head in (*layout.columns, *layout.rows)]
    frame["annotations"] = [
        _upright(words, measure.size) for _, each in heads for words in each if words.upright
    ]
    data = [
        _seats(layout, measure.size),
        _unseen(layout.columns, "tracks", -measure.size),
        _unseen(layout.rows, "parties", 0),
        *_labels(heads, measure.size),
    ]
    return {"data": data, "layout": frame}


def _number(value: float) -> float:
    return round(value, 2)


def _hover(told: str) -> str:
    """Text as plotly writes it, in lines that fit a phone; its few tags are not for us."""
    return "<br>".join(escape(line, quote=False) for line in wrapped(told, 1, _HOVER))


def _frame(measure: Measure, height: float) -> dict[str, Any]:
    """The layout of a chart in the drawing's exact place: in the measure's unit, downwards from the top."""
    hidden = {"visible": False, "fixedrange": True}
    return {
        **sheet(measure, _number(height)),
        "xaxis": {**hidden, "range": [0, measure.width]},
        "yaxis": {**hidden, "range": [_number(height), 0]},
        "shapes": [],
        "annotations": [],
    }


def _points(places: Iterable[tuple[str, float, float]], told: Iterable[str] = ()) -> _Trace:
    """Points with the marks of their records, and what is told of them; nothing is where nothing is given."""
    ids, xs, ys = zip(*places, strict=True) if (places := list(places)) else ((), (), ())
    trace: _Trace = {
        "type": "scatter",
        "x": [_number(x) for x in xs],
        "y": [_number(y) for y in ys],
        "customdata": list(ids),
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    if texts := [_hover(text) for text in told]:
        trace |= {"hovertext": texts, "hoverinfo": "text"}
    return trace


def _broken(runs: Iterable[tuple[str, Sequence[tuple[float, float]]]]) -> _Trace:
    """Runs of points with a gap after each."""
    trace: _Trace = {**_points(()), "mode": "lines", "connectgaps": False}
    for ident, run in runs:
        trace["x"] += [*(_number(x) for x, _ in run), None]
        trace["y"] += [*(_number(y) for _, y in run), None]
        trace["customdata"] += [ident] * (len(run) + 1)
    return trace


def _lines(layout: NetworkLayout) -> Iterable[_Trace]:
    """The seats, a trace for each role."""
    size = layout.measure.size
    for role in dict.fromkeys(thread.tie.role for thread in layout.threads):
        style = ROLES[role]
        runs = [
            (thread.tie.id, [thread.at(part / _PARTS) for part in range(_PARTS + 1)])
            for thread in layout.threads
            if thread.tie.role == role
        ]
        line = {
            "color": COLOURS[style.role],
            "width": _number(style.wide * layout.fine * size / 13),
            "dash": style.dash(size * layout.fine),
            "shape": "spline",
        }
        yield {**_broken(runs), "line": line, "name": f"ties {role}"}


def _boxes(layout: NetworkLayout) -> _Trace:
    """The tracks as filled outlines."""
    runs = [(box.node.id, list(_outline(box, layout.measure.size * 0.3))) for box in layout.boxes]
    line = {"color": COLOURS["quiet"], "width": _number(layout.measure.size * EDGE)}
    return {**_broken(runs), "fill": "toself", "fillcolor": COLOURS["band"], "line": line, "name": "tracks"}


def _outline(box: Box, curve: float) -> Iterable[tuple[float, float]]:
    """The edge of a box with round corners, once around."""
    curve = min(curve, (box.bottom - box.top) / 2)
    left, top, right, bottom = box.left + curve, box.top + curve, box.right - curve, box.bottom - curve
    for quarter, (x, y) in enumerate([(right, bottom), (left, bottom), (left, top), (right, top)]):
        for turn in (quarter, quarter + 1 / 3, quarter + 2 / 3, quarter + 1):
            yield x + curve * cos(turn * pi / 2), y + curve * sin(turn * pi / 2)
    yield right + curve, bottom


def _ends(threads: Sequence[Thread], size: float) -> _Trace:
    """The ends of the seats at the tracks: filled where the role is stated."""
    colours = [COLOURS[ROLES[thread.tie.role].role] for thread in threads]
    fills = [
        colour if thread.tie.stated else COLOURS["paper"]
        for colour, thread in zip(colours, threads, strict=True)
    ]
    return {
        **_points(
            [(thread.tie.id, *thread.points[-1]) for thread in threads],
            [thread.tie.told for thread in threads],
        ),
        "mode": "markers",
        "marker": {
            "symbol": "circle",
            "size": [_number(2 * thread.radius) for thread in threads],
            "color": fills,
            "opacity": 1,
            "line": {"width": _number(size * EDGE), "color": colours},
        },
        "name": "ends",
    }


def _labels(parts: Iterable[tuple[str, Iterable[Words]]], size: float) -> Iterable[_Trace]:
    """Level words, each line in its place; those of a size of their own are a trace of their own."""
    lines = [(ident, each) for ident, words in parts for each in words if not each.upright]
    for share in dict.fromkeys(each.size for _, each in lines):
        shown = [(ident, each) for ident, each in lines if each.size == share]
        drop = size * share * 0.07  # plotly's middle is above the drawing's
        yield {
            **_points([(ident, each.x, each.y + drop) for ident, each in shown]),
            "mode": "text",
            "text": [_text(each) for _, each in shown],
            "textposition": [_POSITIONS[each.align] for _, each in shown],
            "textfont": {"size": _number(size * share), "color": COLOURS["ink"]},
            "name": "labels",
        }


_POSITIONS = {"left": "middle right", "right": "middle left", "center": "middle center"}


def _text(words: Words) -> str:
    text = escape(words.text, quote=False)
    return f"<b>{text}</b>" if words.bold else text


def _told(layout: NetworkLayout) -> _Trace:
    """Points that are not seen: in the boxes, on the names of parties, and along the lines."""
    size = layout.measure.size
    most = max(_ALL_TOLD // max(len(layout.threads), 1), 1)
    points = [
        *((box.node.id, place, box.node.told) for box in layout.boxes for place in _in_box(box, size)),
        *((sign.node.id, place, sign.node.told) for sign in layout.signs for place in _in_name(sign)),
        *(
            (thread.tie.id, place, thread.tie.told)
            for thread in layout.threads
            for place in _along(thread, size, most)
        ),
    ]
    return {
        **_points([(ident, *place) for ident, place, _ in points], [told for *_, told in points]),
        "mode": "markers",
        "marker": {"symbol": "square", "size": 4, "opacity": 0},
        "name": "targets",
    }


def _along(thread: Thread, size: float, most: int) -> Iterable[tuple[float, float]]:
    """Points along a curve, close enough to one another that one of them is nearest to a pointer on it."""
    long = sum(dist(thread.at(part / 8), thread.at((part + 1) / 8)) for part in range(8))
    number = min(max(round(long / (_TOLD * size)), 1), most)
    return [thread.at((index + 0.5) / number) for index in range(number)]


def _in_box(box: Box, size: float) -> Iterable[tuple[float, float]]:
    number = max(round((box.right - box.left) / (2 * size)), 1)
    step = (box.right - box.left) / number
    heights = [(box.top + box.bottom) / 2]
    if box.bottom - box.top > 2 * size:
        heights = [box.top + size * 0.6, box.bottom - size * 0.6]
    return [(box.left + (index + 0.5) * step, y) for y in heights for index in range(number)]


def _in_name(sign: Sign) -> Iterable[tuple[float, float]]:
    return [(sign.x + 4 * (sign.words[0].x - sign.x), sign.y)] if sign.words else []


def _seats(layout: MatrixLayout, size: float) -> _Trace:
    """The seats' signs: filled where the role is stated."""
    cells = layout.cells
    styles = [ROLES[cell.tie.role] for cell in cells]
    return {
        **_points([(cell.tie.id, cell.x, cell.y) for cell in cells], [cell.tie.told for cell in cells]),
        "mode": "markers",
        "marker": {
            "symbol": [style.symbol for style in styles],
            "size": [_number(2 * style.reach * size * layout.fine) for style in styles],
            "color": [
                COLOURS[style.role if cell.tie.stated else "paper"]
                for style, cell in zip(styles, cells, strict=True)
            ],
            "opacity": 1,
            "line": {"width": _number(size * EDGE), "color": [COLOURS[style.role] for style in styles]},
        },
        "name": "seats",
    }


def _unseen(heads: Sequence[Head], name: str, down: float) -> _Trace:
    """Points that are not seen, on the heads of rows or columns."""
    return {
        **_points([(h.node.id, h.x, h.y + down) for h in heads], [h.node.told for h in heads]),
        "mode": "markers",
        "marker": {"symbol": "square", "size": 2, "opacity": 0},
        "name": name,
    }


def _upright(words: Words, size: float) -> dict[str, Any]:
    """A name that runs upwards."""
    return {
        "x": _number(words.x), "y": _number(words.y), "text": _text(words), "textangle": -90,
        "xanchor": "center", "yanchor": "bottom", "showarrow": False, "borderpad": 0,
        "font": {"size": _number(size * words.size), "color": COLOURS["ink"]},
    }  # fmt: skip
