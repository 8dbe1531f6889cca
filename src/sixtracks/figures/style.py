"""How figures look: signs, colours by their part, the same on paper and on a screen."""

from typing import NamedTuple


class Sign(NamedTuple):
    """The sign of a kind of event.

    Attributes:
        marker: matplotlib's name for it.
        symbol: plotly's name for it.
        role: The part of its colour, a key of ``COLOURS``.
        glyph: The character that stands for it in the legend.
    """

    marker: str
    symbol: str
    role: str
    glyph: str


SIGNS = {
    "agreement": Sign("o", "circle", "blue", "●"),
    "meeting": Sign("D", "diamond", "blue", "◆"),
    "negotiation": Sign("s", "square", "blue", "■"),
    "statement": Sign("o-", "circle-open", "ink", "○"),
    "decision": Sign("s", "square", "ink", "■"),
    "resolution": Sign("s-", "square-open", "ink", "□"),
    "test": Sign("^", "triangle-up", "red", "▲"),
    "incident": Sign("X", "x", "red", "✖"),
    "publication": Sign("*", "star", "red", "★"),
}
"""A marker that ends in a hyphen is drawn open."""

COLOURS = {
    "ink": "#1d1b18",
    "quiet": "#5b554b",
    "rule": "#ded7c6",
    "band": "#f7f4ec",
    "blue": "#14507e",
    "red": "#8a1f11",
    "paper": "#fffefb",
    "s1": "#14507e",
    "s2": "#5b9bc8",
    "s3": "#8a6d1f",
    "s4": "#8a1f11",
    "s5": "#6b7f3a",
    "s6": "#b3ada1",
}
"""A colour on paper for each part; a page replaces them by its own, light or dark (``--chart-…``)."""

SERIES = ("s1", "s2", "s3", "s4", "s5", "s6")
