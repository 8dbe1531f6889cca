"""``sixtracks build``: one clean build of HTML and PDF into an empty folder, then a swap.

What stands in ``_build/``:

- ``html/`` and ``pdf/``: the last good output.
- ``new/``: the build under way; a leftover of one that was stopped is removed by the next.
- ``old/``: the former output, for the instant of the swap.
- ``cache/``: results of cells. May be deleted at any time.
- ``stamp.json``: what the last good output was made from.
"""

import fcntl
import gc
import io
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging as sphinx_logging
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sixtracks.book import records_digest
from sixtracks.book.identity import identify
from sixtracks.book.source import load_records
from sixtracks.cells.provisioner import NAME, VARIABLE, WARM, is_possible
from sixtracks.cells.running import cache_of, has_cells, modules_of, run_changed
from sixtracks.cli.preflight import check_source
from sixtracks.cli.reports import Collector, fault_of_error
from sixtracks.cli.stamp import digest_of_inputs, is_current, write_stamp
from sixtracks.faults import Fault, FaultError
from sixtracks.pdf.builder import FILE_NAME

OUTPUTS = ("html", "pdf")
BUILDERS = {"html": "html", "pdf": "typst"}


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
        records = load_records(root)
        chapters = check_source(root)
        identity = identify(root, records.edition.as_of)
        inputs = digest_of_inputs(root, identity)
        outputs = [place / name for name in OUTPUTS]
        if not force and is_current(place / "stamp.json", inputs, outputs):
            say("Nothing changed since the last build.")
        else:
            say(f"Building {len(chapters)} chapters.")
            new = place / "new"
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir()
            os.environ["SOURCE_DATE_EPOCH"] = str(identity.epoch)  # no clock time in the output
            run_cells(root, chapters, place / "cache")
            make(root, new, place / "cache", len(chapters))
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


def run_cells(root: Path, chapters: list[Path], cache: Path) -> None:
    """Run the cells that changed, and forget results of cells that read older data.

    Raises:
        FaultError: A cell fails.
    """
    notebooks = [chapter for chapter in chapters if has_cells(chapter)]
    results = cache_of(cache, records_digest(root))
    for old in cache.glob("cells-*"):
        if old != results:
            shutil.rmtree(old)
    if not notebooks:
        return
    if is_possible():
        os.environ[VARIABLE] = NAME
        WARM.start(modules_of(notebooks))
    try:
        count = run_changed(notebooks, results, root)
    finally:
        WARM.stop()
        os.environ.pop(VARIABLE, None)
    say(f"  ran the cells of {count} of {len(notebooks)} chapters that have any")


def make(root: Path, new: Path, cache: Path, chapters: int) -> None:
    """Build HTML and PDF into an empty folder.

    Raises:
        FaultError: Sphinx or an extension warned of anything.
    """
    from jupyter_book.config import get_final_config

    cli_config: dict[str, Any] = {
        "external_toc_path": "_toc.yml",
        "latex_individualpages": False,
        "sixtracks_cache": str(cache),
        "sixtracks_pdf": FILE_NAME,
    }
    config, _ = get_final_config(user_yaml=root / "_config.yml", cli_config=cli_config, sourcedir=root)
    for name in OUTPUTS:
        collector = Collector(root)
        with _listening(collector), patch_docutils(None), docutils_namespace():
            try:
                app = Sphinx(
                    srcdir=root,
                    confdir=None,
                    outdir=new / name,
                    doctreedir=new / "doctrees",
                    buildername=BUILDERS[name],
                    confoverrides=dict(config),
                    status=None,
                    warning=io.StringIO(),
                    freshenv=False,
                )
                follow(app, chapters)
                stop_early(app, collector)
                app.build(force_all=False)
            except FaultError as error:
                raise FaultError(*collector.faults, *error.faults) from None
            except Exception as error:
                _give_up(error, collector, root)
        if collector.faults:
            raise FaultError(*collector.faults)
        gc.collect()
    shutil.copyfile(
        new / "pdf" / FILE_NAME, new / "html" / FILE_NAME
    )  # a page can link to what lies beside it


def _give_up(error: Exception, collector: Collector, root: Path) -> NoReturn:
    """End a build that an exception stopped: tell the fault behind it where there is one."""
    for cause in _causes(error):
        if isinstance(cause, FaultError):
            raise FaultError(*collector.faults, *cause.faults) from None
        if isinstance(cause, OSError) and cause.errno:
            raise cause
    if collector.faults:
        raise FaultError(*collector.faults) from None
    if isinstance(error, SphinxError):
        raise FaultError(fault_of_error(error, root)) from None
    raise error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and those behind it."""
    while error is not None:
        yield error
        error = getattr(error, "orig_exc", None) or error.__cause__ or error.__context__


@contextmanager
def _listening(collector: Collector) -> Iterator[None]:
    """Collect what Sphinx warns of, from the moment at which it sets up its logging."""
    original = sphinx_logging.setup

    def setup(*arguments: Any, **keywords: Any) -> None:  # noqa: ANN401
        original(*arguments, **keywords)
        collector.attach()

    sphinx_logging.setup = setup  # extensions warn while the application is being made
    try:
        yield
    finally:
        sphinx_logging.setup = original


def follow(app: Sphinx, chapters: int) -> None:
    """Say how far the build has come."""
    done = {"read": 0, "written": 0}

    def reading(_app: object, docname: str, _source: list[str]) -> None:
        done["read"] += 1
        say(f"  reading {docname} ({done['read']} of {chapters})", passing=True)

    def writing(_app: object, pagename: str, *_: object) -> None:
        done["written"] += 1
        say(f"  writing {pagename}.html", passing=True)

    app.connect("source-read", reading)
    if app.builder.format == "html":
        app.connect("html-page-context", writing)
    else:
        say("  setting the PDF", passing=True)


def stop_early(app: Sphinx, collector: Collector) -> None:
    """Stop once everything is read, if reading found faults: writing would only take time."""

    def check(*_: object) -> None:
        if collector.faults:
            raise FaultError(*collector.faults)

    app.connect("env-check-consistency", check, priority=900)


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
    stamp.replace(place / "stamp.json")
    shutil.rmtree(old)
    shutil.rmtree(place / "new")


def recover(place: Path) -> None:
    """Finish or undo a swap that was stopped half way: the reader always finds a whole output."""
    old = place / "old"
    if not old.is_dir():
        return
    for name in OUTPUTS:
        if (old / name).exists():
            shutil.rmtree(place / name, ignore_errors=True)
            (old / name).rename(place / name)
    (place / "stamp.json").unlink(missing_ok=True)
    shutil.rmtree(old)


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


def say(text: str, *, passing: bool = False) -> None:
    """Print a line; one that only passes is overwritten by the next on a terminal, and left out elsewhere."""
    if not sys.stdout.isatty():
        if not passing:
            print(text, flush=True)
        return
    width = shutil.get_terminal_size().columns - 1
    print(
        "\r\x1b[K" + text[:width] if passing else "\r\x1b[K" + text, end="" if passing else "\n", flush=True
    )
