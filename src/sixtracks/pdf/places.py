"""Where records stand, so that a message about what they say names their file and line."""

import re
from pathlib import Path

from sixtracks.faults import shown
from sixtracks.records.reading import read_text

_ID = re.compile(r"""^(?:- \{?\s*|  )id:\s*["']?([a-z0-9-]+)""")


def places_of(root: Path) -> dict[str, str]:
    """The file and line of each timeline's and each event's record, by id.

    A record that is laid out in another way than ours is left out.

    Args:
        root: The book's folder, with records that have been read without a fault.
    """
    data = root / "data"
    found: dict[str, str] = {}
    for path in (data / "timelines.yml", *sorted((data / "events").glob("*.yml"))):
        lines = read_text(path, root).split("\n") if path.is_file() else []
        for number, line in enumerate(lines, 1):
            if known := _ID.match(line):
                found.setdefault(known[1], f"{shown(path, root)}:{number}")
    return found
