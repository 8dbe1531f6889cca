"""``sixtracks build``: one clean build of HTML and PDF into an empty folder, then a swap.

What stands in ``_build/``:

- ``html/`` and ``pdf/``: the last good output.
- ``new/``: the build under way; a leftover of one that was stopped is removed by the next.
- ``old/``: the former output, for the instant of the swap.
- ``cache/``: results of cells. May be deleted at any time.
- ``stamp.json``: what the last good output was made from.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sixtracks.book.identity import identify
from sixtracks.book.source import gallery_at
from sixtracks.cells.running import records_digest, running
from sixtracks.cli.preflight import check_source
from sixtracks.cli.progress import say
from sixtracks.cli.stamp import digest_of_inputs, is_current, write_stamp
from sixtracks.faults import Fault, FaultError

OUTPUTS = ("html", "pdf")


def build_book(root: Path, *, force: bool = False) -> None:
    """Build the book in this folder, unless nothing changed.

    Raises:
        FaultError: The source has faults; the last good output is as it was.
    """
    started = time.monotonic()
    if not (root / "_config.yml").is_file():
        what = "there is no book in this folder: it has no _config.yml"
        raise FaultError(
            Fault(str(root), 0, what, "Go to the edition's top folder, or name it: sixtracks build FOLDER.")
        )
    place = root / "_build"
    place.mkdir(exist_ok=True)
    with _alone(place):
        recover(place)
        records = gallery_at(root, records_digest(root)).records
        chapters = check_source(root)
        identity = identify(root, records.edition.as_of)
        inputs = digest_of_inputs(root, identity)
        outputs = [place / name for name in OUTPUTS]
        if not force and is_current(place / "stamp.json", inputs, outputs):
            say("Nothing changed since the last build.")
        else:
            from sixtracks.cli.making import Job, make  # Sphinx takes half a second to load

            say(f"Building {len(chapters)} chapters.")
            new = place / "new"
            new.mkdir()
            os.environ["SOURCE_DATE_EPOCH"] = str(identity.epoch)  # no clock time in the output
            with running(chapters, place / "cache", root) as cells:
                make(Job(root, new, place / "cache", len(chapters), cells))
            swap(place, inputs)
            say(f"Done in {time.monotonic() - started:.1f} s.")
        tell_results(root, outputs)


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Keep two builds from writing into one folder."""
    with (place / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            what = "another build of this book is running"
            raise FaultError(Fault("_build/lock", 0, what, "Wait until it is done, or stop it.")) from None
        yield


def swap(place: Path, inputs: str) -> None:
    """Put the new output in the place of the old, as close to at once as a file system allows."""
    stamp = place / "new" / "stamp.json"
    write_stamp(stamp, inputs, [place / "new" / name for name in OUTPUTS])
    old = place / "old"
    shutil.rmtree(old, ignore_errors=True)
    old.mkdir()
    for name in OUTPUTS:
        if (place / name).exists():
            (place / name).rename(old / name)
    for name in OUTPUTS:
        (place / "new" / name).rename(place / name)
    stamp.replace(place / "stamp.json")  # from here on the swap counts
    shutil.rmtree(old)
    shutil.rmtree(place / "new")


def recover(place: Path) -> None:
    """Finish or undo a swap that was stopped half way: the reader always finds a whole output."""
    old = place / "old"
    whole = all((place / name).exists() for name in OUTPUTS)
    if old.is_dir() and (not whole or (place / "new" / "stamp.json").exists()):  # it does not count yet
        for name in OUTPUTS:
            if (old / name).exists():
                shutil.rmtree(place / name, ignore_errors=True)
                (old / name).rename(place / name)
    for leftover in (old, place / "new"):
        shutil.rmtree(leftover, ignore_errors=True)


def tell_results(root: Path, outputs: list[Path]) -> None:
    """Say where the output is, how large, how many pages."""
    import pikepdf

    html, pdf = outputs
    pages = sorted(p for p in html.rglob("*.html") if "_static" not in p.parts)
    size = sum(p.stat().st_size for p in html.rglob("*") if p.is_file())
    say(f"HTML  {_shown(html / 'index.html', root)}  ({len(pages)} pages, {size / 1e6:.1f} MB)")
    for path in sorted(pdf.glob("*.pdf")):
        with pikepdf.open(path) as document:
            count = len(document.pages)
        say(f"PDF   {_shown(path, root)}  ({count} pages, {path.stat().st_size / 1e6:.1f} MB)")


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
