"""``sixtracks build``: one clean build of HTML and PDF into an empty folder, then a swap.

What stands in ``_build/``:

- ``html/`` and ``pdf/``: the last good output.
- ``new/``: the build under way; a leftover of one that was stopped is removed by the next.
- ``old/``: the former output, for the instant of the swap.
- ``cache/``: results of cells, drawings. May be deleted at any time.
- ``lock``: held while a build runs; ``error.log``: the last fault of the program.
- ``stamp.json``: what the last good output was made from.
- ``private/``: the same folders and stamp once more, for an edition with the reader's own copy of the essay.
  It shares the lock and the cache.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sixtracks.book.identity import identify
from sixtracks.book.source import copy_at, gallery_at
from sixtracks.cells.running import records_digest, running
from sixtracks.cli.preflight import check_source
from sixtracks.cli.progress import say
from sixtracks.cli.stamp import digest_of_inputs, is_current, write_stamp
from sixtracks.faults import Fault, FaultError
from sixtracks.witness.copies import digest_of

OUTPUTS = ("html", "pdf")


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """A reader's own copy, of which a private edition is made.

    Attributes:
        path: The file, absolute.
        mend: Whether scanning faults are mended in the display.
    """

    path: Path
    mend: bool = True


def build_book(root: Path, *, force: bool = False, copy: OwnCopy | None = None) -> None:
    """Build the book in this folder, unless nothing changed.

    Args:
        root: The folder.
        force: Whether to build even so.
        copy: The reader's own copy; with it a private edition is built, beside the public one.

    Raises:
        FaultError: The source has faults, or the copy is not the essay; the last good output is as it was.
    """
    started = time.monotonic()
    if not (root / "_config.yml").is_file():
        what = "there is no book in this folder: it has no _config.yml"
        raise FaultError(
            Fault(str(root), 0, what, "Go to the edition's top folder, or name it: sixtracks build FOLDER.")
        )
    built = root / "_build"
    place = built / "private" if copy else built
    place.mkdir(exist_ok=True, parents=True)
    with _alone(built):
        recover(place)
        records = gallery_at(root, records_digest(root)).records
        chapters = check_source(root)
        identity = identify(root, records.edition.as_of)
        inputs = digest_of_inputs(root, identity, _told_of(copy))
        outputs = [place / name for name in OUTPUTS]
        if not force and is_current(place / "stamp.json", inputs, outputs):
            say("Nothing changed since the last build.")
        else:
            check_copy(root, copy)
            from sixtracks.cli.making import Job, make  # Sphinx takes half a second to load

            say(f"Building {len(chapters)} chapters.")
            new = place / "new"
            new.mkdir()
            os.environ["SOURCE_DATE_EPOCH"] = str(identity.epoch)  # no clock time in the output
            with running(chapters, built / "cache", root) as cells:
                told = make(Job(root, new, built / "cache", len(chapters), cells, copy))
            swap(place, inputs)
            for line in told:
                say(line)
            say(f"Done in {time.monotonic() - started:.1f} s.")
        tell_results(root, outputs)


def _told_of(copy: OwnCopy | None) -> str:
    """What the output depends on of a copy: its name, its bytes, whether its faults are mended."""
    return f"{copy.path.name}\0{digest_of(copy.path)}\0{copy.mend}" if copy else ""


def check_copy(root: Path, copy: OwnCopy | None) -> None:
    """Read the reader's own copy before anything is built; what was read is kept for the builders.

    Raises:
        FaultError: It cannot be read, or is not the essay.
    """
    if copy:
        copy_at(root, copy.path, digest_of(copy.path))


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
