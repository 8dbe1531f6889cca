"""From a checked source to HTML and PDF: two Sphinx builders over one reading of the chapters.

The chapters are read once, by the HTML builder. Then a fork sets the PDF from what was read, on another
core, while the pages are written.
"""

import gc
import io
import multiprocessing
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NoReturn

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging as sphinx_logging
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sixtracks.book.copies import summary
from sixtracks.cells.running import has_cells
from sixtracks.cli.building import OwnCopy
from sixtracks.cli.progress import say
from sixtracks.cli.reports import Collector, fault_of_error
from sixtracks.faults import FaultError
from sixtracks.pdf.builder import file_name
from sixtracks.pdf.press import has_compiled

_SPHINX_SETUP = sphinx_logging.setup
# In the fork the pages' extensions are registered already, in the same process: nothing to tell anyone.
TWICE = ["app.add_node", "app.add_directive", "app.add_role", "app.add_generic_role"]
BUILDERS = {"html": "html", "pdf": "typst"}


@dataclass(frozen=True, slots=True)
class Job:
    """What is built, from where, to where.

    Attributes:
        root: The book's folder.
        new: The empty folder for the output.
        cache: A folder that outlives the build.
        chapters: How many chapters there are.
        cells: Waits until the chapters' cells have been run.
        copy: The reader's own copy; nothing for a public edition.
    """

    root: Path
    new: Path
    cache: Path
    chapters: int
    cells: Callable[[], object]
    copy: OwnCopy | None = None

    @property
    def pdf(self) -> str:
        """The PDF's name."""
        return file_name(private=self.copy is not None)


def make(job: Job) -> list[str]:
    """Build HTML and PDF.

    Returns:
        What is to be said of the reader's own copy, line by line.

    Raises:
        FaultError: Sphinx or an extension warned of anything, or a cell failed.
        OSError: The machine is at fault: no room, no right.
    """
    gc.disable()  # a short life and much memory: looking for cycles costs a tenth of the time
    pdf = PdfFork(job) if can_fork() else None
    try:
        told = run_sphinx(job, "html", pdf.start if pdf else None)
        if pdf:
            pdf.finish()
        else:
            run_sphinx(job, "pdf")
    finally:
        if pdf:
            pdf.stop()
        gc.enable()
    # For incremental builds, which this is not; and it differs from folder to folder.
    (job.new / "html" / ".buildinfo").unlink(missing_ok=True)
    # Beside the pages, so that they can link to it wherever they are put.
    shutil.copyfile(job.new / "pdf" / job.pdf, job.new / "html" / job.pdf)
    return told


def can_fork() -> bool:
    """Whether this process may be forked: not on macOS, and not once Typst has run in it."""
    return hasattr(os, "fork") and sys.platform != "darwin" and not has_compiled()


def run_sphinx(job: Job, name: str, once_read: Callable[[], None] | None = None) -> list[str]:
    """Run one builder.

    Args:
        job: What is built.
        name: ``html`` or ``pdf``.
        once_read: What to call when every chapter is read and none has a fault.

    Returns:
        What is to be said of the reader's own copy, line by line.

    Raises:
        FaultError: Sphinx or an extension warned of anything.
    """
    overrides: dict[str, Any] = {
        "external_toc_path": "_toc.yml",
        "latex_individualpages": False,
        "sixtracks_cache": str(job.cache),
        "sixtracks_pdf": job.pdf,
    }
    if job.copy:
        overrides |= {"sixtracks_copy": str(job.copy.path), "sixtracks_as_scanned": not job.copy.mend}
    config, _ = get_final_config(user_yaml=job.root / "_config.yml", cli_config=overrides, sourcedir=job.root)
    # The same for both builders: another setting would make the second read every chapter again.
    config["suppress_warnings"] = [*config.get("suppress_warnings", []), *TWICE]
    collector = Collector(job.root)
    gc.freeze()  # sphinx_external_toc looks for one object among all that there are: leave it only the new
    with listening(collector), patch_docutils(None), docutils_namespace():
        try:
            app = Sphinx(
                srcdir=job.root,
                confdir=None,
                outdir=job.new / name,
                doctreedir=job.new / "doctrees",
                buildername=BUILDERS[name],
                confoverrides=config,
                status=None,
                warning=io.StringIO(),
            )
            app.connect("env-before-read-docs", lambda _app, _env, names: cells_last(names, job.root))
            app.connect("source-read", lambda _app, name, _text: wait_for_cells(job, name))
            follow(app, job.chapters)
            app.connect("env-check-consistency", lambda *_: go_on(collector, once_read), priority=900)
            app.build(force_all=False)
        except Exception as error:
            give_up(error, collector, job.root)
    if collector.faults:
        raise FaultError(*collector.faults)
    return summary(app)


def cells_last(names: list[str], root: Path) -> None:
    """Let chapters without cells be read while the cells of the others still run."""
    names.sort(key=lambda name: (has_cells(root / f"{name}.md"), name))


def wait_for_cells(job: Job, name: str) -> None:
    """Let the cells end before the first chapter that has any is read, since reading takes their results."""
    if has_cells(job.root / f"{name}.md"):
        job.cells()


def go_on(collector: Collector, once_read: Callable[[], None] | None) -> None:
    """Stop once everything is read, if reading found faults: writing would only take time."""
    if collector.faults:
        raise FaultError(*collector.faults)
    if once_read:
        once_read()


def give_up(error: Exception, collector: Collector, root: Path) -> NoReturn:
    """End a build that an exception stopped: tell the fault behind it where there is one."""
    for cause in causes(error):
        if isinstance(cause, FaultError):
            raise FaultError(*collector.faults, *cause.faults) from None
        if isinstance(cause, OSError) and cause.errno:
            raise cause
    if collector.faults:
        raise FaultError(*collector.faults) from None
    if isinstance(error, SphinxError):
        raise FaultError(fault_of_error(error, root)) from None
    raise error


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and those behind it."""
    while error is not None:
        yield error
        error = getattr(error, "orig_exc", None) or error.__cause__ or error.__context__


class PdfFork:
    """The process that sets the PDF while the pages are written."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._process: BaseProcess | None = None
        self._answer: Connection | None = None

    def start(self) -> None:
        """Fork."""
        context = multiprocessing.get_context("fork")
        self._answer, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=self._run, args=(sender,))
        self._process.start()
        sender.close()  # ours, so that the other end's closing is seen

    def _run(self, sender: Connection) -> None:
        """In the fork: set the PDF, and say what came of it."""
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the parent ends it at once
        answer: object = None
        try:
            run_sphinx(self._job, "pdf")
        except FaultError as error:
            answer = error.faults
        except OSError as error:
            answer = error
        except KeyboardInterrupt:
            pass  # the parent was interrupted too, and says so
        except Exception:
            answer = traceback.format_exc()
        sender.send(answer)

    def finish(self) -> None:
        """Wait for the PDF.

        Raises:
            FaultError: Setting it found faults.
            OSError: The machine is at fault.
            RuntimeError: The program is.
        """
        assert self._answer is not None
        assert self._process is not None
        say("  setting the PDF", passing=True)
        try:
            answer = self._answer.recv()
        except EOFError:
            self._process.join()
            answer = f"the process that sets the PDF ended with status {self._process.exitcode}"
        if isinstance(answer, tuple):
            raise FaultError(*answer)
        if isinstance(answer, OSError):
            raise answer
        if answer is not None:
            raise RuntimeError(answer)

    def stop(self) -> None:
        """End it if it still runs."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()


@contextmanager
def listening(collector: Collector) -> Iterator[None]:
    """Collect what Sphinx warns of, from the moment at which it sets up its logging."""
    before = sphinx_logging.setup  # in the fork, the one that fills the parent's collector

    def setup(*arguments: Any, **keywords: Any) -> None:  # noqa: ANN401
        _SPHINX_SETUP(*arguments, **keywords)
        collector.attach()

    sphinx_logging.setup = setup  # extensions warn while the application is being made
    try:
        yield
    finally:
        sphinx_logging.setup = before


def follow(app: Sphinx, chapters: int) -> None:
    """Say how far the build has come."""
    read = 0

    def reading(_app: object, docname: str, _source: list[str]) -> None:
        nonlocal read
        read += 1
        say(f"  reading {docname} ({read} of {chapters})", passing=True)

    def writing(_app: object, pagename: str, *_: object) -> None:
        say(f"  writing {pagename}.html", passing=True)

    app.connect("source-read", reading)
    if app.builder.format == "html":
        app.connect("html-page-context", writing)
