"""``sixtracks build``: nothing when nothing changed, the same bytes anywhere, and never a broken output."""

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sixtracks
from places import BOOKS
from sixtracks.book.identity import identify
from sixtracks.cli import building, main, making
from sixtracks.cli.stamp import digest_of_folder
from sixtracks.records import load_edition

COMMAND = [sys.executable, "-m", "sixtracks.cli", "build"]


def outputs(root: Path) -> tuple[str, str]:
    """Digests of HTML and PDF."""
    html, pdf = (digest_of_folder(root / "_build" / name) for name in ("html", "pdf"))
    assert html
    assert pdf
    return html, pdf


def differing(one: Path, other: Path) -> list[str]:
    """The files of two outputs that are not the same, or that only one has."""
    files = {
        path.relative_to(root / "_build").as_posix()
        for root in (one, other)
        for name in ("html", "pdf")
        for path in (root / "_build" / name).rglob("*")
        if path.is_file()
    }
    contents = {name: [(r / "_build" / name) for r in (one, other)] for name in sorted(files)}
    return [
        name
        for name, (a, b) in contents.items()
        if not (a.is_file() and b.is_file() and a.read_bytes() == b.read_bytes())
    ]


def _whole(root: Path, model: Path) -> bool:
    """Whether a book's output has every file of another's."""
    has, wants = (
        {p.relative_to(r / "_build") for name in ("html", "pdf") for p in (r / "_build" / name).rglob("*")}
        for r in (root, model)
    )
    return has == wants


def change_a_word(root: Path) -> None:
    """Let the digest of ¶1 say “those” for “that”."""
    chapter = root / "book" / "one.md"
    text = chapter.read_text(encoding="utf-8")
    assert " and that." in text
    chapter.write_text(text.replace(" and that.", " and those."), encoding="utf-8")


def times(root: Path) -> dict[Path, int]:
    """When each file of the output was written."""
    built = root / "_build"
    return {p: p.stat().st_mtime_ns for name in ("html", "pdf") for p in (built / name).rglob("*")}


def test_nothing_is_done_when_nothing_changed(warm_book: Path, capsys: pytest.CaptureFixture[str]):
    """It says so, says where the output is, and touches no file."""
    before = times(warm_book)
    assert main(["build", str(warm_book)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Nothing changed since the last build.\n")
    assert "_build/html/index.html  (7 pages" in told
    assert "_build/pdf/six-tracks.pdf  (" in told
    assert times(warm_book) == before


def test_a_changed_word_is_built(warm_book: Path, capsys: pytest.CaptureFixture[str]):
    """One word in one chapter: a new page, a new PDF, and nothing left behind."""
    before = outputs(warm_book)
    change_a_word(warm_book)
    assert main(["build", str(warm_book)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Building 5 chapters.\n")
    assert "Done in " in told
    assert "and those." in (warm_book / "_build/html/book/one.html").read_text(encoding="utf-8")
    assert not set(before) & set(outputs(warm_book))
    left = {p.name for p in (warm_book / "_build").iterdir()}
    assert left == {"html", "lock", "pdf", "stamp.json"}


@pytest.mark.parametrize("lost", ["html/book/two.html", "pdf/six-tracks.pdf", "stamp.json", "html"])
def test_output_that_somebody_touched_is_made_again(warm_book: Path, built_small_book: Path, lost: str):
    """A file that is gone comes back."""
    gone = warm_book / "_build" / lost
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    assert main(["build", str(warm_book)]) == 0
    assert _whole(warm_book, built_small_book)


def test_two_folders_give_the_same_bytes(built_small_book: Path, tmp_path: Path):
    """HTML and PDF: another folder for book and program, another clock, language and hash seed, no git."""
    root = shutil.copytree(BOOKS / "small", tmp_path / "a folder" / "엽서")
    compiled = shutil.ignore_patterns("__pycache__")  # another test may be writing it
    shutil.copytree(
        Path(sixtracks.__file__).parent, tmp_path / "a folder" / "src" / "sixtracks", ignore=compiled
    )
    (tmp_path / "bin").mkdir()
    surroundings = {
        "PATH": str(tmp_path / "bin"),
        "PYTHONPATH": str(tmp_path / "a folder" / "src"),
        "HOME": str(tmp_path),
        "TZ": "Asia/Pyongyang",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
    }
    done = subprocess.run(
        [*COMMAND, str(root)], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert differing(root, built_small_book) == []


def test_two_builds_in_one_process_give_the_same_bytes(warm_book: Path, built_small_book: Path):
    """Nothing of the first build is left over in the second."""
    assert main(["build", "--force", str(warm_book)]) == 0
    assert differing(warm_book, built_small_book) == []


def test_source_date_is_the_colophons(warm_book: Path, monkeypatch: pytest.MonkeyPatch):
    """SOURCE_DATE_EPOCH counts as a change, and is the date that the book shows."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    assert main(["build", str(warm_book)]) == 0
    assert "14 July 2017" in (warm_book / "_build/html/book/sources.html").read_text(encoding="utf-8")


def test_without_git_there_is_no_commit(small_book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A checkout on a machine without git is built as a plain folder."""
    (small_book / ".git").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    found = identify(small_book, load_edition(small_book).as_of)
    assert (found.commit, str(found.date)) == ("", "2026-01-31")


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_a_checkout_is_named_by_its_commit(small_book: Path, monkeypatch: pytest.MonkeyPatch):
    """The commit's short hash and date; “with changes” once a file of the book differs."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
        monkeypatch.setenv(f"GIT_{name}_DATE", "2020-02-29T12:00:00Z")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "All"]):
        subprocess.run(["git", "-C", str(small_book), *words], check=True)
    as_of = load_edition(small_book).as_of
    clean = identify(small_book, as_of)
    assert len(clean.commit) == 12
    assert str(clean.date) == "2020-02-29"
    (small_book / "README.md").write_text("not of the book", encoding="utf-8")
    assert identify(small_book, as_of) == clean
    change_a_word(small_book)
    assert identify(small_book, as_of).commit == f"{clean.commit} with changes"


@pytest.mark.parametrize("moment", ["html/_static", "html/book"])
def test_a_build_that_is_killed_leaves_the_last_output(
    warm_book: Path, moment: str, capsys: pytest.CaptureFixture[str]
):
    """Killed while it reads or while it writes: the output is as it was, and a next build ends well."""
    before = times(warm_book)
    change_a_word(warm_book)
    with subprocess.Popen([*COMMAND, str(warm_book)], stdout=subprocess.DEVNULL) as under_way:
        until((warm_book / "_build" / "new" / moment).exists)
        under_way.send_signal(signal.SIGKILL)
    assert times(warm_book) == before
    # What the killed process had started may hold on for a moment; until then the next build is refused.
    until(lambda: main(["build", str(warm_book)]) == 0 or "another build" not in capsys.readouterr().err)
    assert "and those." in (warm_book / "_build/html/book/one.html").read_text(encoding="utf-8")
    assert not (warm_book / "_build" / "new").exists()


def until(true: Callable[[], bool]) -> None:
    """Wait for something, half a minute at most."""
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_build_that_is_interrupted_says_so(
    warm_book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Ctrl-C: the status of an interrupt, one line, the last output."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = times(warm_book)
    change_a_word(warm_book)
    monkeypatch.setattr(making, "make", interrupt)
    assert main(["build", str(warm_book)]) == 130
    assert capsys.readouterr().err == "\nStopped. The last good output is as it was.\n"
    assert times(warm_book) == before


class PulledPlug(BaseException):
    """The end of the process, at a place that a test chooses."""


@pytest.mark.parametrize("step", range(5))
def test_a_swap_that_is_stopped_is_undone_or_done(
    warm_book: Path, step: int, monkeypatch: pytest.MonkeyPatch
):
    """Wherever the swap stops, the reader has one whole output again, HTML and PDF of one build."""
    place = warm_book / "_build"
    former = outputs(warm_book)
    new = place / "new"
    for name in ("html", "pdf"):
        (new / name).mkdir(parents=True)
        (new / name / "a.txt").write_text("new", encoding="utf-8")
    coming = digest_of_folder(new / "html"), digest_of_folder(new / "pdf")
    done = 0

    def stopping(original: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            nonlocal done
            if done == step:
                raise PulledPlug
            done += 1
            return original(*arguments)

        return run

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", stopping(Path.rename))
        patch.setattr(Path, "replace", stopping(Path.replace))
        with pytest.raises(PulledPlug):
            building.swap(place, "inputs")
    building.recover(place)
    assert outputs(warm_book) in (former, coming)
    assert not (place / "old").exists()


def test_a_finished_swap_is_not_undone_with_half_an_old_output(warm_book: Path):
    """Stopped while the former output was being deleted: what is left of it replaces nothing."""
    before = outputs(warm_book)
    old = warm_book / "_build" / "old" / "html"
    old.mkdir(parents=True)
    (old / "index.html").write_text("all that is left of the former output", encoding="utf-8")
    building.recover(warm_book / "_build")
    assert outputs(warm_book) == before


def test_a_stopped_swap_is_undone_before_anything_else(
    warm_book: Path, built_small_book: Path, capsys: pytest.CaptureFixture[str]
):
    """The reader has the last output back even where the next build finds a fault."""
    place = warm_book / "_build"
    (place / "old").mkdir()
    for name in ("html", "pdf"):
        (place / name).rename(place / "old" / name)
    (warm_book / "_toc.yml").write_text("", encoding="utf-8")
    assert main(["build", str(warm_book)]) == 1
    assert differing(warm_book, built_small_book) == []


def test_leftovers_do_not_stop_the_next_build(warm_book: Path, built_small_book: Path):
    """An `old/` and a `new/` of a swap that was stopped: the build ends well and clears both."""
    place = warm_book / "_build"
    (place / "old").mkdir()
    for name in ("html", "pdf"):
        (place / name).rename(place / "old" / name)
        (place / "new" / name).mkdir(parents=True)
    assert main(["build", str(warm_book)]) == 0
    assert _whole(warm_book, built_small_book)
    assert not {"old", "new"} & {p.name for p in place.iterdir()}


def test_two_builds_at_once_are_refused(warm_book: Path, capsys: pytest.CaptureFixture[str]):
    """The second says why, and leaves the output alone."""
    before = times(warm_book)
    change_a_word(warm_book)
    with (warm_book / "_build" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert main(["build", str(warm_book)]) == 1
    told = capsys.readouterr().err
    assert "another build of this book is running" in told
    assert "Mend: Wait until it is done" in told
    assert times(warm_book) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many KiB."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can make a small disk")
    place = tmp_path / "disk"
    place.mkdir()

    def mount(kib: int) -> Path:
        words = ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(place)]
        if subprocess.run(words, capture_output=True, check=False).returncode:
            pytest.skip("this machine lets nobody mount")
        return place

    yield mount
    subprocess.run(["umount", str(place)], capture_output=True, check=False)


@pytest.mark.parametrize("share", [0, 0.1, 0.2, 0.3])
def test_a_disk_without_room_is_told_in_one_message(
    built_small_book: Path,
    small_disk: Callable[[int], Path],
    capsys: pytest.CaptureFixture[str],
    share: float,
):
    """Wherever the room ends: what, how to mend it, no traceback, the last good output."""
    held = sum(-(-p.stat().st_size // 4096) * 4 + 4 for p in built_small_book.rglob("*"))
    root = shutil.copytree(built_small_book, small_disk(held + int(held * share)) / "book")
    before = outputs(root)
    change_a_word(root)
    status = main(["build", str(root)])
    told = capsys.readouterr().err
    assert status == 1
    assert "No space left on device" in told
    assert told.count("Mend: ") == 1
    assert "Make room on the disk" in told
    assert "Traceback" not in told
    assert outputs(root) == before


def test_a_limit_on_file_sizes_is_told_in_one_message(warm_book: Path):
    """As a quota or `ulimit -f` gives it: the same for whoever is not root."""
    before = outputs(warm_book)
    change_a_word(warm_book)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    done = subprocess.run(
        [*COMMAND, str(warm_book)], capture_output=True, text=True, check=False, preexec_fn=limit
    )
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert done.stderr.count("Mend: ") == 1
    assert "Traceback" not in done.stderr
    assert outputs(warm_book) == before


def test_a_fault_of_the_program_leaves_its_trace_in_a_file(
    warm_book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Ours to mend: the reader gets one line and a file to send, not a traceback."""

    def fail(*_: object) -> None:
        raise RuntimeError("ours")

    change_a_word(warm_book)
    monkeypatch.setattr(making, "make", fail)
    assert main(["build", str(warm_book)]) == 1
    told = capsys.readouterr().err
    log = warm_book / "_build" / "error.log"
    assert "RuntimeError: ours" in log.read_text(encoding="utf-8")
    assert str(log) in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_holds_no_book(tmp_path: Path, there: bool, capsys: pytest.CaptureFixture[str]):
    """It is told, with what to do, and nothing is written."""
    root = tmp_path / "empty"
    if there:
        root.mkdir()
    assert main(["build", str(root)]) == 1
    told = capsys.readouterr().err
    assert f"{root}: there is no book in this folder" in told
    assert "Mend: Go to the edition's top folder" in told
    assert list(tmp_path.rglob("*")) == ([root] if there else [])


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]):
    """`sixtracks --help` ends well."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "usage: sixtracks" in told
    assert "build HTML and PDF into _build/" in " ".join(told.split())


def test_a_reader_of_the_messages_that_goes_away(warm_book: Path):
    """`sixtracks build | head -1`: a build that was done is not said to have failed."""
    change_a_word(warm_book)
    done = subprocess.run(
        f"{' '.join(COMMAND)} {warm_book} | head -1",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "Building 5 chapters.\n"
    assert "those" in (warm_book / "_build/html/book/one.html").read_text(encoding="utf-8")
    assert "Nothing was replaced" not in done.stderr


def test_a_command_that_does_not_exist(capsys: pytest.CaptureFixture[str]):
    """A slip of the keyboard gives the usage, not a traceback."""
    with pytest.raises(SystemExit) as ended:
        main(["biuld"])
    assert ended.value.code == 2
    assert "invalid choice: 'biuld'" in capsys.readouterr().err
