"""The command ``sixtracks``."""

import argparse
import errno
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from sixtracks.cli import build, collate, fingerprint, guard
from sixtracks.faults import FaultError


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit status is 0, or 1 for a fault of the source, 130 when interrupted."""
    parser = argparse.ArgumentParser(prog="sixtracks", description="Build the Six Tracks edition.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for each in COMMANDS:
        each.add(commands)
    options = parser.parse_args(arguments)
    command: Command = options.run
    try:
        with _ended_by(signal.SIGTERM):
            return command(options)
    except FaultError as error:
        print(error, file=sys.stderr)
        return _failed(options)
    except KeyboardInterrupt:
        print("\nStopped." + (f" {KEPT}" if _builds(options) else ""), file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read what we print has gone, as in `make book | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(_machine_fault(error), file=sys.stderr)
        return _failed(options)
    except Exception:
        print(_program_fault(options), file=sys.stderr)
        return 1


@contextmanager
def _ended_by(number: signal.Signals) -> Iterator[None]:
    """Let a signal end the command as Ctrl-C does, so that what is temporary is taken away."""

    def interrupt(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may listen
        return
    before = signal.signal(number, interrupt)
    try:
        yield
    finally:
        signal.signal(number, before)


Command = Callable[[argparse.Namespace], int]
COMMANDS = (build, guard, collate, fingerprint)
KEPT = "The last good output is as it was."


def _builds(options: argparse.Namespace) -> bool:
    """Whether the command replaces what was built."""
    return bool(options.command == "build")


def _failed(options: argparse.Namespace) -> int:
    if _builds(options):
        print(f"\nNothing was replaced: {KEPT[0].lower()}{KEPT[1:]}", file=sys.stderr)
    return 1


def _program_fault(options: argparse.Namespace) -> str:
    """What to say where the program is at fault; the details go to a file."""
    own = any(getattr(options, name, None) for name in ("copy", "a", "copies"))  # a reader's copy was read
    try:
        log = options.folder.resolve() / "_build" / ("private" if own else "") / "error.log"
        log.parent.mkdir(exist_ok=True, parents=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
        look = " Look through it first: it may hold words of your copy." if own else ""
        told = f"Please report it with {log}.{look}"
    except OSError:
        told = f"Please report it: {traceback.format_exc(limit=-1).splitlines()[-1]}."
    return f"This stopped on a fault of the program, not of your text. {told}"


def _machine_fault(error: OSError) -> str:
    """What to say where the machine, not the source, is at fault: no room, no right, and the like."""
    place = error.filename or "_build"
    mends = {
        "ENOSPC": "Make room on the disk that holds _build/ (a build needs about 30 MB), then build again.",
        "EDQUOT": "Make room in your quota, then build again.",
        "EFBIG": "Make room for larger files (ulimit -f), then build again.",
        "EACCES": "Give yourself the right to write there, then build again.",
        "EEXIST": "Move that file away: the build needs its name for a folder.",
        "ENOTDIR": "Move that file away: the build needs its name for a folder.",
        "EROFS": "Copy the book to a disk that can be written, then build again.",
    }
    name = errno.errorcode.get(error.errno or 0, "")
    mend = mends.get(name, "Mend that, then build again.")
    return f"{place}: {os.strerror(error.errno) if error.errno else error}.\n    Mend: {mend}"
