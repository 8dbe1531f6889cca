"""Reads a copy in a process of its own, bounded in memory and time.

A file may be hostile or only broken. A fresh interpreter reads it, not a fork: a fork of a process that
builds has its threads' locks, and counts its memory as its own.
"""

import json
import subprocess
import sys
from typing import IO

from sixtracks.witness.gathering import UnreadableError
from sixtracks.witness.model import Line

MOST_SECONDS = 20
"""How long a copy may take to be read, by the clock."""


def read_bounded(file: IO[bytes], kind: str) -> tuple[Line, ...]:
    """The lines of a copy.

    Args:
        file: The copy, open, at its beginning.
        kind: What its name says it is, one of `sixtracks.witness.kinds.KINDS`.

    Raises:
        UnreadableError: The copy cannot be read, or not within the bounds.
    """
    command = [sys.executable, "-P", "-m", "sixtracks.witness.child", kind]
    try:
        done = subprocess.run(
            command,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(
            f"reading it takes more than {MOST_SECONDS} seconds",
            "Give only the essay, or the page or the issue that holds it; save it anew if it is not large.",
        ) from None
    if done.returncode:
        signal = f" (signal {-done.returncode})" if done.returncode < 0 else ""
        raise UnreadableError(
            f"the process that read it broke off{signal}",
            "The file is probably damaged: open it, and save it anew, as plain text if nothing else helps.",
        )
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise UnreadableError(*answer["fault"])
    return tuple(Line(text, begins, page) for text, begins, page in answer["lines"])
