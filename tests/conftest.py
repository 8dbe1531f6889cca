"""What the tests share: small books to build, and the edition as `make book` built it."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from keeping import build_apart, process_kept
from places import BOOKS, CHROMIUM, ROOT, SHARED
from sixtracks.cli import main


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly what was left out, and why."""
    if CHROMIUM is None:
        terminalreporter.write_line(
            "The tests in a browser were skipped: there is no Chromium on this machine "
            "(Debian: apt install chromium)."
        )
    if not (SHARED / "seeds").is_dir():
        terminalreporter.write_line(
            "The tests against the essay's text were skipped: it is not at hand, "
            "and is not part of the repository."
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run."""
    for item in items:
        if "browser" in item.keywords and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium"))
        if "essay" in item.keywords and not (SHARED / "seeds").is_dir():
            item.add_marker(pytest.mark.skip(reason="the essay's text is not at hand"))


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    """A fresh copy of the smallest whole book."""
    return Path(shutil.copytree(BOOKS / "small", tmp_path / "small"))


@pytest.fixture
def overlay(small_book: Path) -> Callable[[str], Path]:
    """The smallest book with one folder of tests/books/ laid over it."""

    def lay(name: str) -> Path:
        shutil.copytree(BOOKS / name, small_book, dirs_exist_ok=True)
        return small_book

    return lay


@pytest.fixture(scope="session")
def built_small_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest book, built once."""
    root = tmp_path_factory.mktemp("built") / "small"
    shutil.copytree(BOOKS / "small", root)
    with process_kept():
        assert main(["build", str(root)]) == 0
    return root


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The smallest book with some folders of tests/books/ laid over it: ``built_book("designs", "errata")``.

    Built by a process of its own, which leaves nothing behind in this one; a warning would stop it. All
    processes of a run share it, so a test that changes it changes a copy.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def build(*names: str) -> Path:
        place = shared / "-".join(("book", *names))
        place.mkdir(exist_ok=True)
        root = place / "book"
        with (place / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (place / "built").exists():
                shutil.rmtree(root, ignore_errors=True)  # of an attempt that failed
                for name in ("small", *names):
                    shutil.copytree(BOOKS / name, root, dirs_exist_ok=True)
                build_apart(root)
                (place / "built").touch()
        return root

    return build


@pytest.fixture
def warm_book(built_small_book: Path, tmp_path: Path) -> Path:
    """A copy of the smallest book together with its output, to build again."""
    return Path(shutil.copytree(built_small_book, tmp_path / "warm"))


@pytest.fixture(scope="session")
def edition() -> Path:
    """The edition's `_build`, as `make book` left it."""
    built = ROOT / "_build"
    assert (built / "stamp.json").is_file(), "run `make book` first (`make test` does)"
    return built


@pytest.fixture(autouse=True)
def _same_process() -> Iterator[None]:
    """Leave the process as a test found it: builds set the date of their source."""
    with process_kept():
        yield
