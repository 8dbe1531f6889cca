"""``sixtracks build``: the command; what it does stands in :mod:`sixtracks.cli.building`."""

import argparse
import contextlib
from pathlib import Path

from sixtracks.faults import Fault, FaultError


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say which words the command takes."""
    parser = commands.add_parser(
        "build", help="build HTML and PDF into _build/; does nothing when nothing changed"
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="the book's folder (default: this one)"
    )
    parser.add_argument("--force", action="store_true", help="build even when nothing changed")
    parser.add_argument(
        "--copy",
        metavar="PATH",
        help="your own copy of the essay (.txt, .html, .pdf, .docx, .epub): build a private edition with its "
        "text into _build/private/",
    )
    parser.add_argument(
        "--as-scanned", action="store_true", help="with --copy: show scanning faults, mend nothing"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build.

    Raises:
        FaultError: The source has faults, or the copy cannot be used.
    """
    from sixtracks.cli.building import OwnCopy, build_book

    if options.copy is None and options.as_scanned:
        what = "there is no copy of which scanning faults could be shown"
        raise FaultError(
            Fault("--as-scanned", 0, what, "Name your copy: --copy PATH, or COPY=path for make.")
        )
    copy = None
    if options.copy is not None and not options.copy.strip():
        raise FaultError(Fault("--copy", 0, "no copy is named", "Give its path: --copy PATH, or COPY=path."))
    if options.copy is not None:
        path = Path(options.copy)
        with contextlib.suppress(RuntimeError):  # ~draft.txt names no user
            path = path.expanduser()  # make hands ~ on as it stands
        copy = OwnCopy(path.absolute(), mend=not options.as_scanned)
    build_book(options.folder.resolve(), force=options.force, copy=copy)
    return 0
