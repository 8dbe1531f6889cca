"""Where records stand, so that a message about what they say names their file and line."""

import re
from collections.abc import Iterator
from pathlib import Path

from sixtracks.faults import shown
from sixtracks.records.reading import read_text
from sixtracks.records.registers import REGISTERS

_ID = re.compile(r"""^(?:- \{?\s*|  )id:\s*["']?([a-z0-9-]+)""")


def places_of(root: Path) -> dict[str, str]:
    """The file and line of each timeline's, event's and episode's record, by id, and of each card's.

    A record that is laid out in another way than ours is left out.

    Args:
        root: The book's folder, with records that have been read without a fault.
    """
    data = root / "data"
    found: dict[str, str] = {}
    events = sorted((data / "events").glob("*.yml"))
    for path in (data / "timelines.yml", data / "episodes.yml", *events):
        found |= {ident: place for ident, place in _ids_in(path, root) if ident not in found}
    for name, _ in REGISTERS:
        found |= {f"name-{ident}": place for ident, place in _ids_in(data / f"{name}.yml", root)}
    for path in (data / "tracks.yml", data / "designs.yml"):
        found |= {f"card-{ident}": place for ident, place in _ids_in(path, root)}
    return found


def _ids_in(path: Path, root: Path) -> Iterator[tuple[str, str]]:
    lines = read_text(path, root).split("\n") if path.is_file() else []
    for number, line in enumerate(lines, 1):
        if known := _ID.match(line):
            yield known[1], f"{shown(path, root)}:{number}"
