"""The command ``sixtracks``."""

import argparse
import errno
import os
import sys
import traceback
from pathlib import Path

from sixtracks.faults import FaultError


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit status is 0, or 1 for a fault of the source, 130 when interrupted."""
    parser = argparse.ArgumentParser(prog="sixtracks", description="Build the Six Tracks edition.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser(
        "build", help="build HTML and PDF into _build/; does nothing when nothing changed"
    )
    build.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="the book's folder (default: this one)"
    )
    build.add_argument("--force", action="store_true", help="build even when nothing changed")
    options = parser.parse_args(arguments)

    from sixtracks.cli.building import build_book

    folder = options.folder.resolve()
    try:
        build_book(folder, force=options.force)
    except FaultError as error:
        print(error, file=sys.stderr)
        print("\nNothing was replaced: the last good output is as it was.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The last good output is as it was.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read what we print has gone, as in `make book | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(_machine_fault(error), file=sys.stderr)
        print("\nNothing was replaced: the last good output is as it was.", file=sys.stderr)
        return 1
    except Exception:
        log = folder / "_build" / "error.log"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        print(
            f"The build stopped on a fault of the program, not of your text. Please report it with {log}.",
            file=sys.stderr,
        )
        return 1
    return 0


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
