"""Named destinations: ``six-tracks.pdf#p17`` opens at ¶17.

Typst names labelled headings only, so the template leaves each place's position in the document's
metadata, and it is written into the PDF here.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ABOVE = 18.0  # points kept above a place, so that the line itself is seen, and not cut


@dataclass(frozen=True, slots=True)
class Place:
    """Where an id stands.

    Attributes:
        id: The id.
        page: The page, counted from 1.
        x: Points from the left edge.
        y: Points from the upper edge.
    """

    id: str
    page: int
    x: float
    y: float


def add(pdf: bytes, places: Iterable[Place]) -> bytes:
    """The PDF with a named destination for each place; the same bytes for the same input."""
    import pikepdf

    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if pikepdf.Name.Names not in document.Root:
            document.Root.Names = document.make_indirect(pikepdf.Dictionary())
        tree = pikepdf.NameTree.new(document)
        document.Root.Names.Dests = tree.obj
        for place in sorted(places, key=lambda each: each.id.encode()):
            page = document.pages[place.page - 1]
            top = float(page.mediabox[3]) - max(place.y - ABOVE, 0)
            tree[place.id] = pikepdf.Array([page.obj, pikepdf.Name.XYZ, 0, round(top, 2), 0])
        document.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def read(path: Path) -> dict[str, int]:
    """The named destinations of a PDF, each with the index of its page."""
    import pikepdf

    with pikepdf.open(path) as document:
        indices = {page.obj.objgen: index for index, page in enumerate(document.pages)}
        tree = pikepdf.NameTree(document.Root.Names.Dests)
        return {str(name): indices[destination[0].objgen] for name, destination in tree.items()}
