"""Which build this is: version, commit and date."""

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sixtracks import __version__


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one build from another; the same for every build of the same source.

    Attributes:
        version: The edition's version.
        commit: The commit's short hash; ``with changes`` behind it where the folder differs from it;
            empty where the folder is no git checkout.
        epoch: Seconds since 1970 (UTC) of the commit, or of SOURCE_DATE_EPOCH where that is set;
            the edition's as-of date where there is neither.
    """

    version: str
    commit: str
    epoch: int

    @property
    def date(self) -> date:
        """The day of the build's source, in UTC."""
        return datetime.fromtimestamp(self.epoch, UTC).date()


def identify(root: Path, as_of: date) -> Identity:
    """The identity of a build from this folder.

    Args:
        root: The book's folder.
        as_of: The edition's as-of date, which stands in for a commit's date.
    """
    commit, epoch = _git(root, "rev-parse", "--short=12", "HEAD"), _git(root, "log", "-1", "--format=%ct")
    if commit and _git(root, "status", "--porcelain", "--", *SOURCE):
        commit += " with changes"
    fallback = int(datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp())
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or epoch or fallback)
    return Identity(__version__, commit, seconds)


# What the book is made from; a change elsewhere (tests, README) does not change the book.
SOURCE = ("book", "data", "src", "_config.yml", "_toc.yml", "pyproject.toml", "requirements.lock")


def _git(root: Path, *words: str) -> str:
    """What git says, or nothing where there is no git or this folder is not the top of a checkout."""
    if not (root / ".git").exists():
        return ""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
