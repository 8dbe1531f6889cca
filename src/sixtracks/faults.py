"""What is said to someone whose chapter, record or setting is wrong: where, what, and how to mend it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in the source.

    Attributes:
        path: The file, as the reader would name it (relative to the book's folder where it lies in it).
        line: The line, counted from 1; 0 where the fault has no line.
        what: What is wrong, without a full stop.
        mend: What to do about it, as one sentence.
    """

    path: str
    line: int
    what: str
    mend: str = ""

    def __str__(self) -> str:
        """The fault as it is printed: ``file:line: what`` and, below it, how to mend it."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.what}." + (f"\n    Mend: {self.mend}" if self.mend else "")


class FaultError(Exception):
    """The source cannot be used as it stands; carries every fault that was found."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def shown(path: Path, root: Path) -> str:
    """A path as a message names it: relative to the book's folder where it lies in it."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return str(path)
