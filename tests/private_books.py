"""The small book with a little essay of its own, its fingerprint, and a reader's copy with two faults."""

import shutil
from pathlib import Path

from places import BOOKS
from sixtracks.witness.fingerprint import dump, make_fingerprint

FAULTS = (("town’ s", "town’s"), ("tbe end", "the end"))
"""What the scan made of the essay, and what it was."""


def lay_private(root: Path) -> Path:
    """Put the book into a folder that does not exist yet; the copy is ``essay.txt``."""
    shutil.copytree(BOOKS / "small", root)
    shutil.copytree(BOOKS / "private", root, dirs_exist_ok=True)
    text = (root / "essay.txt").read_text(encoding="utf-8")
    for scanned, meant in FAULTS:
        assert scanned in text
        text = text.replace(scanned, meant)
    _, _, _, *paragraphs, _ = text.split("\n\n")  # under three lines of a head, above one of a foot
    (root / "data" / "fingerprint.json").write_text(dump(make_fingerprint(paragraphs)), encoding="utf-8")
    return root
