"""Forms of figures, kept from one build to the next: what was made once is read.

Neither matplotlib nor plotly is loaded then. The folder that holds them is for one state of the records and
of this package; another state has another folder.
"""

import contextlib
import json
import os
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from sixtracks.figures.layout import PHONE, WIDE, Measure
from sixtracks.figures.model import Figure


def kept_drawing(figure: Figure, measure: Measure, folder: Path) -> tuple[str, ...]:
    """A figure as SVG, a sheet each.

    Args:
        figure: The figure.
        measure: The width to draw it for.
        folder: Where drawings are kept.
    """

    def draw() -> str:
        from sixtracks.figures.paper import drawn

        return json.dumps(drawn(figure, measure), ensure_ascii=False)

    name = f"{figure.name}-{measure.name}-{version('matplotlib')}.json"
    return tuple(json.loads(_kept(folder / name, draw)))


def kept_form(figure: Figure, folder: Path) -> str:
    """A figure's plotly form as JSON, for wide windows and for narrow ones.

    Args:
        figure: The figure.
        folder: Where forms are kept.
    """

    def make() -> str:
        from sixtracks.figures.screen import specification

        return specification(figure, (WIDE, PHONE))

    return _kept(folder / f"{figure.name}-form-{version('plotly')}.json", make)


def _kept(path: Path, make: Callable[[], str]) -> str:
    """The JSON that a file holds; made first where there is no such file."""
    with contextlib.suppress(OSError, ValueError):  # none, or one that a power cut left half written
        text = path.read_text(encoding="utf-8")
        json.loads(text)
        return text
    text = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")  # pages and the PDF draw side by side
    half.write_text(text, encoding="utf-8")
    half.replace(path)
    return text
