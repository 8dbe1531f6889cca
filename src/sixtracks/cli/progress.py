"""What a command prints while it works."""

import shutil
import sys


def say(text: str, *, passing: bool = False) -> None:
    """Print a line; one that only passes is overwritten by the next on a terminal, and left out elsewhere."""
    if not sys.stdout.isatty():
        if not passing:
            print(text, flush=True)
        return
    width = shutil.get_terminal_size().columns - 1
    print("\r\x1b[K" + text[:width], end="" if passing else "\n", flush=True)
