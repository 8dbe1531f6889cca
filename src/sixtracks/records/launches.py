"""Launches and nuclear tests: two tables, one row a launch or a test."""

import csv
import datetime as dt
import io
import re
from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.records.dates import Moment, When, exact_day, moment
from sixtracks.records.reading import UnfitError, brief, read_text, said
from sixtracks.records.text import Id, Line, Words

T = TypeVar("T")
KOREA = ZoneInfo("Asia/Seoul")
UTC = ZoneInfo("UTC")
# MRBM to SRBM are ranges, HGV a glider, SLBM from a submarine, SLV a satellite launcher.
MissileType = Literal["SRBM", "MRBM", "IRBM", "ICBM", "SLBM", "SLV", "HGV", "Unknown"]


def _or_none(value: object) -> object:
    return None if value == "" else value


def _split(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


def _clock(value: object) -> object:
    """A time of day as the tables write it, or nothing."""
    if not isinstance(value, str):
        return value
    if value and not _TIME.match(value):
        raise UnfitError(f"“{brief(value)}” is no time", "Write HH:MM or HH:MM:SS, in UTC.")
    return value or None


def _month_at_least(when: Moment) -> Moment:
    """The date, if it is exact enough to be counted by month."""
    if not when.month:
        raise UnfitError(f"{when} is only a year", "Write YYYY-MM-DD, or YYYY-MM where no more is known.")
    return when


def _day(value: object) -> Moment:
    return moment(exact_day(value))


_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$", re.ASCII)
Dated = Annotated[When, AfterValidator(_month_at_least)]
Day = Annotated[Moment, BeforeValidator(_day)]
Clock = Annotated[dt.time | None, BeforeValidator(_clock)]
Amount = Annotated[Annotated[float, Field(ge=0, allow_inf_nan=False)] | None, BeforeValidator(_or_none)]


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
    date: Dated
    time: Clock
    missile: Annotated[Line, Field(max_length=80)]
    type: MissileType
    site: Annotated[Words, Field(max_length=120)]
    outcome: Literal["success", "failure", "unknown"]
    note: Annotated[Words, Field(max_length=200)] = ""

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
    date: Day
    time: Clock
    magnitude: Amount
    magnitude_source: Annotated[Words, Field(max_length=120)]
    yield_low_kt: Amount
    yield_high_kt: Amount
    yield_source: Annotated[Words, Field(max_length=200)]
    sources: Annotated[tuple[str, ...], BeforeValidator(_split), Field(min_length=1)]


def load_launches(root: Path) -> tuple[Launch, ...]:
    """The launches in ``data/launches.csv``, in the order of their dates; none without such a file.

    Raises:
        FaultError: A row is wrong, or an id stands twice.
    """
    path = root / "data" / "launches.csv"
    launches = _load(path, Launch, root)
    _refuse_repeats([(f"launch {each.id}", line) for each, line in launches], path, root)
    found = (launch for launch, _ in launches)
    return tuple(sorted(found, key=lambda each: (each.date.earliest, each.time or dt.time(), each.id)))


def load_nuclear_tests(root: Path, keys: Collection[str] | None = None) -> tuple[NuclearTest, ...]:
    """The nuclear tests in ``data/nuclear_tests.csv``, in order; none without such a file.

    Args:
        root: The book's folder.
        keys: The citation keys that there are; nothing where they are not to be checked.

    Raises:
        FaultError: A row is wrong, a number stands twice, or a row names a source that does not exist.
    """
    path = root / "data" / "nuclear_tests.csv"
    tests = _load(path, NuclearTest, root)
    _refuse_repeats([(f"test {each.n}", line) for each, line in tests], path, root)
    unknown = [
        (key, line) for test, line in tests for key in test.sources if keys is not None and key not in keys
    ]
    if unknown:
        mend = "Correct the key, or add the source to data/references.bib."
        raise FaultError(
            *(
                Fault(shown(path, root), line, f"there is no source “{brief(key)}”", mend)
                for key, line in unknown
            )
        )
    return tuple(sorted((test for test, _ in tests), key=lambda each: each.n))


def _refuse_repeats(names: list[tuple[str, int]], path: Path, root: Path) -> None:
    seen: set[str] = set()
    for name, line in names:
        if name in seen:
            mend = "Number the launches of a day, and the tests, from 1; or remove the row."
            raise FaultError(Fault(shown(path, root), line, f"{name} stands twice", mend))
        seen.add(name)


def _load(path: Path, shape: type[T], root: Path) -> list[tuple[T, int]]:
    """The rows of a table as records, each with its line."""
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
