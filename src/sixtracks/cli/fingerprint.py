"""``sixtracks fingerprint``: make ``data/fingerprint.json`` and ``data/guard.json`` from copies."""

import argparse
from pathlib import Path

from sixtracks.cli.progress import say


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say which words the command takes."""
    parser = commands.add_parser(
        "fingerprint",
        help="make data/fingerprint.json and data/guard.json from copies of the essay; for its keepers",
    )
    parser.add_argument(
        "copies", nargs="+", type=Path, metavar="COPY", help="a whole copy first, then any other"
    )
    parser.add_argument(
        "--book", dest="folder", type=Path, default=Path(), help="the book's folder (default: this one)"
    )
    parser.add_argument("--anew", action="store_true", help="replace the fingerprint of another text")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make both files."""
    from sixtracks.cli.prints import write_prints

    for path in write_prints(options.copies, options.folder.resolve(), anew=options.anew):
        say(f"Wrote {path}.")
    return 0
