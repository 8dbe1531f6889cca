"""Run the cells that changed, all chapters at once, into the cache from which MyST-NB takes their results."""

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.figures import BUILDING

PACKAGE = Path(__file__).parents[1]
TIMEOUT = 60  # seconds for one cell
SIDE_BY_SIDE = 8  # chapters; a kernel mostly waits for its client, so more than there are cores
_IMPORT = re.compile(r"^\s*(?:import|from)\s+([A-Za-z_][\w.]*)", re.MULTILINE)
_CELL = re.compile(r"^```+\s*\{code-cell\}.*?$(.*?)^```+\s*$", re.MULTILINE | re.DOTALL)


def has_cells(chapter: Path) -> bool:
    """Whether a chapter is a notebook in MyST, with cells that run."""
    with chapter.open(encoding="utf-8") as file:
        head = file.read(2000)
    return head.startswith("---") and bool(re.search(r"^file_format:\s*mystnb\s*$", head, re.MULTILINE))


def modules_of(chapters: Iterable[Path]) -> tuple[str, ...]:
    """What the cells of some chapters import, so that it is loaded once for all of them."""
    found = set()
    for chapter in chapters:
        for cell in _CELL.findall(chapter.read_text(encoding="utf-8")):
            found |= set(_IMPORT.findall(cell))
    return tuple(sorted(found))


def records_digest(root: Path) -> str:
    """A digest of ``data/``, which chapters and their cells read."""
    told = hashlib.sha256()
    for path in sorted((root / "data").rglob("*")):
        if path.is_file():
            told.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()


def cache_of(base: Path, records: str) -> Path:
    """The folder with the results of cells, one for each state of what cells may read.

    jupyter-cache knows a result by the cell's code alone; a figure also depends on ``data/`` and on this
    package, so a change in either leads to another folder.

    Args:
        base: A folder that outlives a build.
        records: A digest of ``data/``.
    """
    told = hashlib.sha256(records.encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        told.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return base / f"cells-{told.hexdigest()[:16]}"


@contextmanager
def running(chapters: list[Path], base: Path, root: Path) -> Iterator[Callable[[], int]]:
    """Run the cells that changed while the caller goes on with other things.

    Args:
        chapters: The book's chapters, with cells or without.
        base: A folder that outlives a build.
        root: The book's folder.

    Yields:
        A function that waits for the cells and returns how many chapters were run; it raises FaultError
        where a cell failed.
    """
    notebooks = [chapter for chapter in chapters if has_cells(chapter)]
    cache = cache_of(base, records_digest(root))
    for old in base.glob("cells-*"):
        if old != cache:
            shutil.rmtree(old)
    if not notebooks:
        yield lambda: 0
        return
    from sixtracks.cells.provisioner import NAME, VARIABLE, WARM, is_possible  # only where there are cells

    os.environ[BUILDING] = "1"
    if is_possible():
        os.environ[VARIABLE] = NAME
        WARM.start(modules_of(notebooks))
    try:
        with ThreadPoolExecutor(max_workers=1) as pool:
            yield pool.submit(run_changed, notebooks, cache, root).result
    finally:
        WARM.stop()
        os.environ.pop(VARIABLE, None)


def run_changed(chapters: list[Path], cache: Path, root: Path) -> int:
    """Run the cells of the chapters whose results the cache does not have.

    Returns:
        How many chapters were run.

    Raises:
        FaultError: A cell failed, or ran too long.
    """
    from jupyter_cache import get_cache

    store = get_cache(cache)
    waiting: list[tuple[Path, Any]] = []
    for chapter in chapters:
        notebook = read_notebook(chapter)
        try:
            store.match_cache_notebook(notebook)
        except KeyError:
            waiting.append((chapter, notebook))
    if not waiting:
        return 0
    faults: list[Fault] = []
    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE) as pool:
        results = pool.map(lambda each: _run(each[0], each[1], root), waiting)
        for (chapter, _), result in zip(waiting, results, strict=True):
            if isinstance(result, Fault):
                faults.append(result)
            else:
                _keep(store, chapter, result)
    if faults:
        raise FaultError(*faults)
    return len(waiting)


def read_notebook(chapter: Path) -> Any:  # noqa: ANN401 (nbformat ships no types)
    """A chapter as the notebook that MyST-NB makes of it."""
    from myst_nb.core.config import NbParserConfig
    from myst_nb.core.read import create_nb_reader
    from myst_parser.config.main import MdParserConfig

    text = chapter.read_text(encoding="utf-8")
    return create_nb_reader(str(chapter), MdParserConfig(), NbParserConfig(), text).read(text)


def _run(chapter: Path, notebook: Any, root: Path) -> Any:  # noqa: ANN401
    """The result of running a notebook, or the fault that stopped it."""
    from jupyter_cache.executors.utils import single_nb_execution

    try:
        result = single_nb_execution(notebook, cwd=str(chapter.parent), timeout=TIMEOUT, allow_errors=False)
    except RuntimeError as error:  # the kernel died, as it does when a cell calls os._exit
        what = f"running the cells of this chapter ended before its end ({error})"
        return Fault(
            shown(chapter, root), 1, what, "Open the chapter in Jupyter and find the cell that does it."
        )
    if result.err is None:
        return result
    name = getattr(result.err, "ename", "") or type(result.err).__name__
    slow = f"it ran longer than {TIMEOUT} seconds"
    why = getattr(result.err, "evalue", slow) or "it says no more"
    return Fault(
        shown(chapter, root),
        _line_of_failure(notebook),
        f"this cell fails ({name}: {why.splitlines()[0]})",
        "Open the chapter in Jupyter, run it, and mend the cell.",
    )


def _line_of_failure(notebook: Any) -> int:  # noqa: ANN401
    """The line of the last cell that was begun."""
    lines = notebook.metadata.get("source_map", [])
    begun = [
        index
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and (cell.execution_count or cell.outputs)
    ]
    return lines[begun[-1]] + 1 if begun and begun[-1] < len(lines) else 1


def _keep(store: Any, chapter: Path, result: Any) -> None:  # noqa: ANN401
    from jupyter_cache.base import CacheBundleIn

    bundle = CacheBundleIn(result.nb, str(chapter), data={"execution_seconds": result.time})
    store.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
