"""Tables in CSV into records, with a line number for every fault."""

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.records.reading import brief, read_text, said

T = TypeVar("T")


def split(value: object) -> object:
    """A cell that holds several words, parted by blanks."""
    return tuple(value.split()) if isinstance(value, str) else value


def load_rows(path: Path, shape: type[T], root: Path) -> list[tuple[T, int]]:
    """The rows of a table as records, each with its line; none where there is no such file.

    Args:
        path: The file.
        shape: What a row holds, a dataclass whose fields are the heads.
        root: The book's folder, for messages.

    Raises:
        FaultError: It is no CSV, its head is another, or a row is wrong.
    """
    if not path.exists():
        return []
    rows, lines = _read(path, tuple(field.name for field in fields(shape)), root)  # type: ignore[arg-type]
    try:
        records = TypeAdapter(list[shape]).validate_python(rows)  # type: ignore[valid-type]
    except ValidationError as error:
        faults = []
        for each in error.errors():
            what, mend = said(each)
            line = next((lines[step] for step in each["loc"][:1] if isinstance(step, int)), 1)
            faults.append(Fault(shown(path, root), line, what, mend))
        raise FaultError(*faults) from None
    return list(zip(records, lines, strict=True))


def _read(path: Path, wanted: tuple[str, ...], root: Path) -> tuple[list[dict[str, str]], list[int]]:
    """The rows of a table, and the line on which each begins.

    Raises:
        FaultError: It is no CSV, its head is another, or a row has more or fewer cells.
    """
    reader = csv.reader(io.StringIO(read_text(path, root)), strict=True)
    heads: list[str] = []
    rows, lines = [], []
    line = 1
    try:
        for cells in reader:
            if cells and not heads:
                heads = cells
                if sorted(heads) != sorted(wanted):
                    what = f"the head is {brief(','.join(heads))}"
                    raise FaultError(Fault(shown(path, root), line, what, f"Write {','.join(wanted)}."))
            elif cells:
                if len(cells) != len(heads):
                    what = f"this row has {len(cells)} cells, the head has {len(heads)}"
                    mend = "Put a text that has a comma in quotation marks; leave an empty cell empty."
                    raise FaultError(Fault(shown(path, root), line, what, mend))
                rows.append(dict(zip(heads, cells, strict=True)))
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        what = f"this is not valid CSV ({error})"
        mend = "Look for a quotation mark without its partner."
        raise FaultError(Fault(shown(path, root), line, what, mend)) from None
    return rows, lines


def refuse_repeated_rows(names: Sequence[tuple[str, int]], path: Path, root: Path, mend: str) -> None:
    """Stop where two rows share a name.

    Args:
        names: What each row is called, and its line.
        path: The file.
        root: The book's folder, for messages.
        mend: How to mend it.

    Raises:
        FaultError: The second such row.
    """
    seen: set[str] = set()
    for name, line in names:
        if name in seen:
            raise FaultError(Fault(shown(path, root), line, f"{name} stands twice", mend))
        seen.add(name)


def refuse_unknown_sources(
    cited: Sequence[tuple[Sequence[str], int]], keys: Collection[str], path: Path, root: Path
) -> None:
    """Stop where a row names a source that does not exist.

    Args:
        cited: The citation keys of each row, and its line.
        keys: The citation keys that there are.
        path: The file.
        root: The book's folder, for messages.

    Raises:
        FaultError: One fault for each such key.
    """
    mend = "Correct the key, or add the source to data/references.bib."
    faults = [
        Fault(shown(path, root), line, f"there is no source “{brief(key)}”", mend)
        for sources, line in cited
        for key in sources
        if key not in keys
    ]
    if faults:
        raise FaultError(*faults)
