"""A figure in Jupyter, outside a build."""

from html import escape
from pathlib import Path
from typing import Any

from sixtracks.figures.gallery import Gallery
from sixtracks.figures.layout import WIDE
from sixtracks.figures.screen import interactive
from sixtracks.records import (
    load_edition,
    load_events,
    load_launches,
    load_nuclear_tests,
    load_parties,
    load_passages,
    load_sources,
    load_timelines,
)


def load_gallery(root: Path) -> Gallery:
    """The figures of the book in a folder.

    Raises:
        FaultError: A record is wrong.
    """
    timelines, parties, sources = load_timelines(root), load_parties(root), load_sources(root)
    passages = {passage.number for passage in load_passages(root)}
    keys = {source.key for source in sources}
    events = load_events(root, timelines, parties, keys, passages)
    return Gallery(
        load_edition(root),
        timelines,
        events,
        parties,
        sources,
        load_launches(root),
        load_nuclear_tests(root, keys),
    )


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
