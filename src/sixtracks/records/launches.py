"""Launches and nuclear tests: two tables, one row a launch or a test."""

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.records.dates import Moment, moment
from sixtracks.records.reading import read_text, said
from sixtracks.records.text import Id, Line

T = TypeVar("T")
KOREA = ZoneInfo("Asia/Seoul")
UTC = ZoneInfo("UTC")
# MRBM to SRBM are ranges, HGV a glider, SLBM from a submarine, SLV a satellite launcher.
MissileType = Literal["SRBM", "MRBM", "IRBM", "ICBM", "SLBM", "SLV", "HGV", "Unknown"]


def _or_none(value: object) -> object:
    return None if value == "" else value


def _split(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


When = Annotated[Moment, BeforeValidator(moment)]
Clock = Annotated[dt.time | None, BeforeValidator(_or_none)]
Amount = Annotated[float | None, BeforeValidator(_or_none)]


def day_in_korea(when: Moment, clock: dt.time | None) -> dt.date | None:
    """The day in Korea (South Korean time) of something dated in UTC, where it is another day."""
    if not when.day or clock is None:
        return None
    there = dt.datetime.combine(when.earliest, clock, UTC).astimezone(KOREA).date()
    return there if there != when.earliest else None


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Launch:
    """One launch of a missile or a rocket.

    Attributes:
        id: Its id, ``l-`` and its date, numbered within the date.
        date: Its date in UTC, or its month where no more is known.
        time: Its time in UTC; nothing where it is unknown.
        missile: The missile, as the table names it.
        type: Its type.
        site: Where it was launched.
        outcome: Whether it flew as it should, as the table judges it.
        note: What the edition corrects; empty as a rule.
    """

    id: Id
    date: When
    time: Clock
    missile: Annotated[Line, Field(max_length=80)]
    type: MissileType
    site: Annotated[str, Field(max_length=120)]
    outcome: Literal["success", "failure", "unknown"]
    note: Annotated[str, Field(max_length=200)] = ""

    @property
    def in_korea(self) -> dt.date | None:
        """The day in Korea, where it is another."""
        return day_in_korea(self.date, self.time)


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class NuclearTest:
    """One nuclear test.

    Attributes:
        n: Its number, 1 to 6.
        date: Its day in UTC.
        time: Its time in UTC.
        magnitude: The magnitude of the earthquake that it made.
        magnitude_source: Who measured it.
        yield_low_kt: The lowest estimate of its yield, in kilotons.
        yield_high_kt: The highest.
        yield_source: Who estimated it.
        sources: Where this stands, by citation key.
    """

    n: Annotated[int, Field(ge=1)]
    date: When
    time: Clock
    magnitude: Amount
    magnitude_source: Annotated[str, Field(max_length=120)]
    yield_low_kt: Amount
    yield_high_kt: Amount
    yield_source: Annotated[str, Field(max_length=200)]
    sources: Annotated[tuple[str, ...], BeforeValidator(_split), Field(min_length=1)]


def load_launches(root: Path) -> tuple[Launch, ...]:
    """The launches in ``data/launches.csv``, in the order of their dates; none without such a file.

    Raises:
        FaultError: A row is wrong, or an id stands twice.
    """
    path = root / "data" / "launches.csv"
    launches = _load(path, tuple[Launch, ...], root)
    seen: set[str] = set()
    for row, launch in enumerate(launches):
        if launch.id in seen:
            mend = "Number the launches of a day from 1."
            raise FaultError(Fault(shown(path, root), row + 2, f"launch {launch.id} stands twice", mend))
        seen.add(launch.id)
    return tuple(sorted(launches, key=lambda each: (each.date.earliest, each.time or dt.time(), each.id)))


def load_nuclear_tests(root: Path) -> tuple[NuclearTest, ...]:
    """The nuclear tests in ``data/nuclear_tests.csv``, in order; none without such a file.

    Raises:
        FaultError: A row is wrong.
    """
    tests = _load(root / "data" / "nuclear_tests.csv", tuple[NuclearTest, ...], root)
    return tuple(sorted(tests, key=lambda each: each.date.earliest))


def _load(path: Path, shape: type[tuple[T, ...]], root: Path) -> tuple[T, ...]:
    if not path.exists():
        return ()
    reader = csv.reader(io.StringIO(read_text(path, root)), strict=True)
    heads: list[str] = []
    rows, lines = [], []
    try:
        for cells in reader:
            if not heads:
                heads = cells
            elif cells:
                if len(cells) != len(heads):
                    what = f"this row has {len(cells)} cells, the head has {len(heads)}"
                    mend = "Put a text that has a comma in quotation marks; leave an empty cell empty."
                    raise FaultError(Fault(shown(path, root), reader.line_num, what, mend))
                rows.append(dict(zip(heads, cells, strict=True)))
                lines.append(reader.line_num)
    except csv.Error as error:
        what = f"this is not valid CSV ({error})"
        mend = "Look for a quotation mark without its partner."
        raise FaultError(Fault(shown(path, root), reader.line_num, what, mend)) from None
    try:
        return TypeAdapter(shape).validate_python(rows)
    except ValidationError as error:
        faults = []
        for each in error.errors():
            row = each["loc"][0] if each["loc"] else 0
            what, mend = said(each)
            faults.append(Fault(shown(path, root), lines[row] if isinstance(row, int) else 1, what, mend))
        raise FaultError(*faults) from None
