"""What is kept: the edition's records and figures, read once; the tests' own process, as it was."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from places import ROOT
from sixtracks.figures.gallery import Gallery
from sixtracks.figures.notebook import load_gallery


@cache
def edition_gallery() -> Gallery:
    """The edition's figures, and its records; nobody can change them."""
    return load_gallery(ROOT)


@contextmanager
def process_kept() -> Iterator[None]:
    """Put back the environment and the import path at the end."""
    before, path = dict(os.environ), list(sys.path)
    yield
    os.environ.clear()
    os.environ.update(before)
    sys.path[:] = path


def build_apart(root: Path) -> None:
    """Build a book in a process of its own, which leaves nothing behind in this one."""
    command = [sys.executable, "-m", "sixtracks.cli", "build", str(root)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
