"""Whether anything changed since the last good build: digests of what goes in and of what came out."""

import hashlib
import json
import sys
from pathlib import Path

from sixtracks.book.identity import SOURCE, Identity


def digest_of_inputs(root: Path, identity: Identity, copy: str = "") -> str:
    """A digest of everything that the output depends on: the source, the lock file, Python, the commit.

    Args:
        root: The book's folder.
        identity: Which build it is.
        copy: What tells the reader's own copy from another; empty for a public edition.
    """
    told = hashlib.sha256(f"{sys.version}\0{identity}\0{copy}".encode())
    for path in source_files(root):
        told.update(path.relative_to(root).as_posix().encode() + b"\0")
        told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()


def source_files(root: Path) -> list[Path]:
    """The files that the book is made from."""
    found: list[Path] = []
    for name in SOURCE:
        place = root / name
        found += [place] if place.is_file() else [p for p in place.rglob("*") if p.is_file()]
    return sorted(p for p in found if not {"__pycache__", ".ipynb_checkpoints"} & set(p.parts))


def digest_of_folder(folder: Path) -> str:
    """A digest of a folder's files, names and contents; empty where there is no such folder."""
    if not folder.is_dir():
        return ""
    told = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        told.update(path.relative_to(folder).as_posix().encode() + b"\0")
        told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()


def write_stamp(path: Path, inputs: str, outputs: list[Path]) -> None:
    """Note what the present output was made from."""
    told = {"inputs": inputs, "outputs": {folder.name: digest_of_folder(folder) for folder in outputs}}
    path.write_text(json.dumps(told, indent=1), encoding="utf-8")


def is_current(path: Path, inputs: str, outputs: list[Path]) -> bool:
    """Whether the present output was made from these inputs and is untouched since."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    now = {folder.name: digest_of_folder(folder) for folder in outputs}
    return bool(told == {"inputs": inputs, "outputs": now} and all(now.values()))
