"""What the Security Council resolved on Korea: one row a resolution."""

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.records.dates import exact_day
from sixtracks.records.tables import load_rows, refuse_repeated_rows, refuse_unknown_sources, split
from sixtracks.records.text import Line


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Resolution:
    """One resolution of the Security Council.

    Attributes:
        id: Its id, ``r-`` and its number.
        number: Its number.
        date: The day on which it was adopted, in New York.
        sanctions: Whether it imposed sanctions on North Korea.
        subject: What it answers and does, in a line.
        sources: Where this stands, by citation key.
    """

    id: Annotated[str, Field(pattern=r"^r-[1-9][0-9]*$")]
    number: Annotated[int, Field(ge=1)]
    date: Annotated[dt.date, BeforeValidator(exact_day)]
    sanctions: Literal["yes", "no"]
    subject: Annotated[Line, Field(max_length=90)]
    sources: Annotated[tuple[str, ...], BeforeValidator(split), Field(min_length=1)]


def load_resolutions(root: Path, keys: Collection[str]) -> tuple[Resolution, ...]:
    """The resolutions in ``data/resolutions.csv``, in order; none without such a file.

    Args:
        root: The book's folder.
        keys: The citation keys that there are.

    Raises:
        FaultError: A row is wrong, an id stands twice, or a row names a source that does not exist.
    """
    path = root / "data" / "resolutions.csv"
    rows = load_rows(path, Resolution, root)
    named = [(each, line) for each, line in rows if each.id != f"r-{each.number}"]
    if named:
        raise FaultError(
            *(
                Fault(
                    shown(path, root),
                    line,
                    f"{each.id} has the number {each.number}",
                    "Correct the one that is wrong.",
                )
                for each, line in named
            )
        )
    refuse_repeated_rows([(each.id, line) for each, line in rows], path, root, "Remove one of the two.")
    refuse_unknown_sources([(each.sources, line) for each, line in rows], keys, path, root)
    return tuple(sorted((each for each, _ in rows), key=lambda each: (each.date, each.number)))
