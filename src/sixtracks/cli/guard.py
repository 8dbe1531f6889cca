"""``sixtracks guard``: whether a tracked file holds more of the essay than may be quoted."""

import argparse
import codecs
import os
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sixtracks.faults import Fault, FaultError
from sixtracks.witness.guard import FOUND_ALWAYS, LIMIT, SHORTEST, Run

if TYPE_CHECKING:
    from sixtracks.records.guard import Allowance
    from sixtracks.witness.guard import Standing, Text

LARGEST = 5_000_000
"""The size in bytes above which a file is not read; the edition's largest text has a tenth of it."""
READ_AS_COPIES = (".pdf", ".docx", ".epub")
"""The formats, beside text, in which somebody might add a copy."""
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".woff2")
"""What need not be read: pictures and type."""
_PROBE = 8_000
"""How far a file is looked through for the byte 0, which no text has; as git does."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, and what was found.

    Attributes:
        files: How many files were read.
        unread: The files that were not read: those that are no text, or too large.
        against: What they were compared with, in words.
        faults: One for each run that is too long.
        longest: The longest run, in words, where a copy was given; 0 where none has four.
    """

    files: int
    unread: tuple[str, ...]
    against: str
    faults: tuple[Fault, ...]
    longest: int | None = None

    def __str__(self) -> str:
        """In a line: what was checked."""
        said = f"The guard compared {self.files:,} tracked files with {self.against}: "
        if self.longest is None:
            said += f"none holds {FOUND_ALWAYS} or more of its words in a row."
        elif self.longest:
            said += f"the longest run has {self.longest} words, and {LIMIT} may stand."
        else:
            said += f"no run has {SHORTEST} words."
        return said + (
            f" Not read, being too large or no text: {', '.join(self.unread)}." if self.unread else ""
        )


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say which words the command takes."""
    parser = commands.add_parser("guard", help="look for the essay's words in the files that git tracks")
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="the book's folder (default: this one)"
    )
    parser.add_argument(
        "--copy",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help=f"a copy of the essay, to hold the exact limit of {LIMIT} words; may be given again",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check; the status is 1 where a run is too long.

    The sampled set is used with a copy too: a copy may have misread words, or only a part of the essay.
    """
    root = options.folder.resolve()
    if options.copy:
        _say(check_with_copies(root, options.copy))
    _say(check(root))
    return 0


def _say(checked: Checked) -> None:
    if checked.faults:
        raise FaultError(*checked.faults)
    print(checked)


def check(root: Path) -> Checked:
    """Look for the sampled groups of ``data/guard.json`` in the tracked files.

    Raises:
        FaultError: The folder is no git checkout, or the set cannot be used.
    """
    from sixtracks.witness.guard import load_guard, sampled_runs

    guard = load_guard(root)
    files, unread, runs = _look(root, lambda text: sampled_runs(text, guard))
    against = f"the sampled set ({len(guard.digests)} groups of nine words)"
    return Checked(files, unread, against, _faults(runs, "at least ") + _unread_faults(unread))


def check_with_copies(root: Path, copies: Sequence[Path]) -> Checked:
    """Look for every run of more than eight words that the tracked files share with copies of the essay.

    Raises:
        FaultError: The folder is no git checkout, or a copy cannot be used.
    """
    texts = [text for copy in copies for text in texts_of(copy, root)]
    against = "the copy" if len(copies) == 1 else f"{len(copies)} copies"
    return check_with_texts(root, texts, against)


def check_with_texts(root: Path, texts: "Sequence[Text]", against: str) -> Checked:
    """Look for every run of more than eight words that the tracked files share with texts of the essay."""
    from sixtracks.witness.guard import essay_of, exact_runs

    essay = essay_of(texts, standing_of(root))
    files, unread, runs = _look(root, lambda text: exact_runs(text, essay))
    longest = max((run.length for _, run in runs), default=0)
    faults = _faults([each for each in runs if each[1].length > LIMIT]) + _unread_faults(unread)
    return Checked(files, unread, against, faults, longest)


def texts_of(path: Path, root: Path) -> "tuple[Text, ...]":
    """The essay's text in a copy, as it stands and with the scanning faults mended.

    Raises:
        FaultError: The copy cannot be read, or is not the essay.
    """
    from sixtracks.witness.guard import text_of
    from sixtracks.witness.reading import read_witness

    passages = read_witness(path, root).witness.passages
    return tuple(dict.fromkeys((text_of(passages), text_of(passages, mended=True))))


def standing_of(root: Path) -> "Standing":
    """What may stand, from ``data/guard.yml``.

    Raises:
        FaultError: That file, or the bibliography, is wrong.
    """
    from sixtracks.witness.guard import Standing

    allowances = allowances_of(root)
    return Standing(
        tuple(each.text for each in allowances if each.text),
        tuple(re.compile(each.pattern) for each in allowances if each.pattern),
    )


def allowances_of(root: Path) -> "tuple[Allowance, ...]":
    """What ``data/guard.yml`` says.

    Raises:
        FaultError: That file, or the bibliography, is wrong.
    """
    from sixtracks.records.guard import load_allowances
    from sixtracks.records.sources import load_sources

    return load_allowances(root, {source.key for source in load_sources(root)})


def _look(
    root: Path, runs_in: Callable[[str], tuple[Run, ...]]
) -> tuple[int, tuple[str, ...], list[tuple[str, Run]]]:
    """How many files were read, which were not, and the runs in them."""
    files, unread = 0, []
    runs: list[tuple[str, Run]] = []
    for name in tracked(root):
        path = root / name
        if path.is_symlink() or not path.is_file():
            continue  # a link's target is tracked itself, or is none of ours
        if (text := _text_of(path)) is None:
            unread.append(name)
        else:
            files += 1
            runs += [(name, each) for each in runs_in(text)]
    return files, tuple(unread), runs


def tracked(root: Path) -> tuple[str, ...]:
    """The names of the files below a folder that git tracks, relative to it.

    Raises:
        FaultError: There is no git, or the folder is no checkout.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}  # of a hook
    mend = "Run it in a clone of the repository: only git says which files are tracked."
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z"], capture_output=True, env=clean, check=False
        )
    except FileNotFoundError:
        raise FaultError(Fault(str(root), 0, "git is missing", "Install git.")) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0].rstrip(".")
        raise FaultError(Fault(str(root), 0, f"this is no git checkout ({said})", mend))
    return tuple(os.fsdecode(name) for name in done.stdout.split(b"\0") if name)


def _text_of(path: Path) -> str | None:
    """The text of a file, with plain line ends; nothing where it has none, or is too large.

    What is not UTF-8 is read all the same, without the letters that are not: the words between them count.
    """
    if path.stat().st_size > LARGEST:
        return None
    if path.suffix.lower() in READ_AS_COPIES:
        return _text_of_copy(path)
    raw = path.read_bytes()
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw.decode("utf-16", "replace")
    elif b"\0" in raw[:_PROBE]:
        return None
    else:
        text = raw.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text_of_copy(path: Path) -> str | None:
    """The text of a file in a format in which readers hold copies; nothing where it cannot be read."""
    from sixtracks.witness.copies import read_copy
    from sixtracks.witness.model import CopyError

    try:
        return "\n".join(line.text for line in read_copy(path).lines)
    except CopyError:
        return None


def _unread_faults(unread: Sequence[str]) -> tuple[Fault, ...]:
    """The files that may hold the essay unseen; a picture may not."""
    what = "the guard cannot read this file, so it may hold the essay"
    mend = "Keep it out of the repository, or save it as text."
    return tuple(Fault(name, 0, what, mend) for name in unread if Path(name).suffix.lower() not in PICTURES)


def _faults(runs: list[tuple[str, Run]], least: str = "") -> tuple[Fault, ...]:
    mend = f"Say it in the edition's own words, or quote {LIMIT} words at most."
    return tuple(
        Fault(
            name, run.line, f"here stand {least}{run.length} words of the essay in a row, {run.brief}", mend
        )
        for name, run in runs
    )
