"""A drawing made for paper as it stands in a page: with the page's own colours and text face."""

import re

from sixtracks.figures.style import COLOURS

_ROLES = {colour: role for role, colour in reversed(COLOURS.items())}
_COLOUR = re.compile("|".join(map(re.escape, _ROLES)))
_TAG = re.compile(r"<[^>]*>")


def _recoloured(tag: str) -> str:
    tag = _COLOUR.sub(lambda found: f"var(--chart-{_ROLES[found[0]]})", tag)
    tag = re.sub(r' font-family="[^"]*"', "", tag)
    # presentation attributes cannot hold var(): they become style
    return re.sub(r' fill="(var\(--chart-\w+\))"', r' style="fill:\1"', tag)


def for_page(svg: str) -> str:
    """A drawing with the page's colours and face, to stand in the page itself."""
    svg = _TAG.sub(lambda tag: _recoloured(tag[0]), svg)  # not what stands between tags: that is a title's
    svg = re.sub(r' width="[\d.]+pt" height="[\d.]+pt"', "", svg, count=1)
    svg = re.sub(r"<title>.*?</title>", "", svg, count=1)
    return svg.replace(' xmlns="http://www.w3.org/2000/svg"', ' aria-hidden="true" focusable="false"', 1)
