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

EDGE = 0.085
"""The width of the edges of signs and boxes in networks and grids, in label sizes."""


class RoleStyle(NamedTuple):
    """How a role in a track looks: as a line in a network, as a sign in a grid.

    Attributes:
        role: The part of its colour, a key of ``COLOURS``.
        wide: The width of its line, in thirteenths of the label's size.
        dashes: Lengths of its dashes and of the gaps between them, in the same unit; a line without is solid.
        symbol: plotly's name for its sign.
        reach: Half the size of its sign, in label sizes, as plotly takes it.
        corners: The corners of its sign for a reach of 1; a disc has none.
    """

    role: str
    wide: float
    dashes: tuple[float, ...]
    symbol: str
    reach: float
    corners: tuple[tuple[float, float], ...]

    @property
    def drop(self) -> float:
        """How far its sign is to be let down to look centred, in label sizes."""
        heights = [y for _, y in self.corners] or [0.0]
        return -(min(heights) + max(heights)) / 2 * self.reach

    def dash(self, size: float) -> str:
        """Its dashes as plotly reads them, at a label's size."""
        return ",".join(f"{length * size / 13:g}px" for length in self.dashes) or "solid"


_SQUARE = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
_DIAMOND = ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0))
_TRIANGLE = ((-1.155, 0.5), (1.155, 0.5), (0.0, -1.0))
_CROSS = (
    (1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4),
    (-1.2, -0.4), (-0.4, -0.4), (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4),
)  # fmt: skip

ROLES = {
    "principal": RoleStyle("blue", 2, (), "square", 0.42, _SQUARE),
    "ratifier": RoleStyle("ink", 1.5, (9, 4), "diamond", 0.4, _DIAMOND),
    "guarantor": RoleStyle("s3", 1.7, (7, 2.5, 1.7, 2.5), "triangle-up", 0.48, _TRIANGLE),
    "consulted": RoleStyle("s5", 2, (2, 3), "circle", 0.32, ()),
    "possible": RoleStyle("quiet", 1.2, (1.2, 3.2), "cross", 0.28, _CROSS),
}
"""The roles, strongest first. They can be told apart in black and white: by dashes, and by shape."""


def line_sample(role: str) -> str:
    """The line of a role, as SVG for a legend in HTML."""
    style = ROLES[role]
    dashes = f' stroke-dasharray="{" ".join(f"{each:g}" for each in style.dashes)}"' if style.dashes else ""
    return _sample(
        34,
        f'<path d="M0 6H34" style="stroke:var(--chart-{style.role})" stroke-width="{style.wide:g}"{dashes}/>',
    )


def end_sample(*, stated: bool) -> str:
    """The end of a line in a network, as SVG for a legend in HTML: filled where the role is stated."""
    fill = "quiet" if stated else "paper"
    style = f"fill:var(--chart-{fill});stroke:var(--chart-quiet)"
    return _sample(12, f'<circle cx="6" cy="6" r="2.6" stroke-width="1.2" style="{style}"/>')


def sign_sample(role: str, *, stated: bool = True) -> str:
    """The sign of a role in a grid, as SVG for a legend in HTML: filled where the role is stated."""
    style = ROLES[role]
    fill = style.role if stated else "paper"
    look = f'stroke-width="1.3" style="fill:var(--chart-{fill});stroke:var(--chart-{style.role})"'
    reach = style.reach * 12
    if not style.corners:
        return _sample(14, f'<circle cx="7" cy="6" r="{reach:.4g}" {look}/>')
    middle = 6 + style.drop * 12
    points = " ".join(f"{7 + x * reach:.4g},{middle + y * reach:.4g}" for x, y in style.corners)
    return _sample(14, f'<polygon points="{points}" {look}/>')


def _sample(wide: int, inner: str) -> str:
    return (
        f'<svg class="sample" width="{wide}" height="12" viewBox="0 0 {wide} 12" aria-hidden="true" '
        f'focusable="false">{inner}</svg>'
    )
