"""Reads a reader's copy of the essay, whatever file it is, into lines in reading order.

What is said of a file that cannot be read is said here once; what reads each kind is in `plain`, `marked_up`
and `pdfs`, and runs in a process of its own (`bounded`).
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sixtracks.witness.bounded import read_bounded
from sixtracks.witness.child import MOST_BYTES
from sixtracks.witness.gathering import UnreadableError
from sixtracks.witness.kinds import kind_of
from sixtracks.witness.model import Copy, CopyError

_FAILED = (
    (
        FileNotFoundError,
        "there is no such file",
        "Look at how its name is written, and in which folder it is.",
    ),
    (PermissionError, "you may not read it", "Change its permissions, or copy it to a folder of your own."),
)


def read_copy(path: Path) -> Copy:
    """A copy as lines, with everything that surrounds the essay.

    Args:
        path: A .txt, .html (.htm, .xhtml), .pdf, .docx or .epub.

    Raises:
        CopyError: The file cannot be read: it is missing, no ordinary file, too large, locked, damaged or
            empty, or it has more text than a copy can have.
    """
    with _told(path), _opened(path) as file:
        return Copy(path.name, read_bounded(file, kind_of(path.suffix)))


def digest_of(path: Path) -> str:
    """A digest of a copy's bytes, by which one is told from another.

    Raises:
        CopyError: It is missing, no ordinary file, too large or empty.
    """
    with _told(path), _opened(path) as file:
        return hashlib.sha256(file.read()).hexdigest()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell of a fault with the file's name."""
    try:
        yield
    except UnreadableError as fault:
        raise CopyError(str(path), fault.what, fault.mend) from None


def _opened(path: Path) -> BinaryIO:
    """A file, open; a pipe or device is told from a file before anything is read of it."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        known = (fault for kind, *fault in _FAILED if isinstance(error, kind))
        raise UnreadableError(
            *next(known, [f"it cannot be opened: {reason}", "Give another file."])
        ) from None
    try:
        _check_status(os.fstat(handle))
    except UnreadableError:
        os.close(handle)
        raise
    return os.fdopen(handle, "rb")


def _check_status(status: os.stat_result) -> None:
    """Refuse what is no ordinary file, empty or too large, without reading it."""
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableError("it is a folder", "Give the file in it that holds the essay.")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("it is a pipe or a device, not a file", "Give the file that holds the essay.")
    if not status.st_size:
        raise UnreadableError("it is empty", "Give the file that holds the essay.")
    if status.st_size > MOST_BYTES:
        raise UnreadableError(
            f"it has {status.st_size / 1e6:.0f} MB, and a copy may have {MOST_BYTES / 1e6:.0f}",
            "Give only the essay, or the page or the issue that holds it.",
        )
