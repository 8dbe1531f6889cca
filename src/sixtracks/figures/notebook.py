"""A figure in Jupyter, outside a build."""

from html import escape
from pathlib import Path
from typing import Any

from sixtracks.figures.gallery import Gallery
from sixtracks.figures.layout import WIDE
from sixtracks.figures.screen import interactive
from sixtracks.records import load_records


def load_gallery(root: Path) -> Gallery:
    """The figures of the book in a folder.

    Raises:
        FaultError: A record is wrong.
    """
    return Gallery(load_records(root))


def book_around(here: Path) -> Path:
    """The book's folder, in or above this one.

    Raises:
        FileNotFoundError: There is none.
    """
    for folder in (here, *here.parents):
        if (folder / "data" / "edition.yml").is_file():
            return folder
    raise FileNotFoundError(f"no data/edition.yml in {here} or above it; run the notebook inside the book")


def bundle(name: str, here: Path) -> dict[str, Any]:
    """What Jupyter shows of a figure: the plotly chart.

    Raises:
        ValueError: There is no such figure.
    """
    gallery = load_gallery(book_around(here))
    if name not in gallery.names:
        raise ValueError(f"there is no figure {name!r}; there are {', '.join(gallery.names)}")
    figure = gallery.figure(name)
    sheet = interactive(figure, WIDE).update_layout(title=escape(figure.title, quote=False))
    shown: dict[str, Any] = sheet._repr_mimebundle_()
    return {**shown, "text/plain": figure.alt}
