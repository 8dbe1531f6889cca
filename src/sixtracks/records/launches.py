"""Launches and nuclear tests: two tables, one row a launch or a test."""

import datetime as dt
import re
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.dates import Moment, When, exact_day, moment
from sixtracks.records.reading import UnfitError, brief
from sixtracks.records.tables import load_rows, refuse_repeated_rows, refuse_unknown_sources, split
from sixtracks.records.text import Id, Line, Words

KOREA = ZoneInfo("Asia/Seoul")
UTC = ZoneInfo("UTC")
REPEATED = "Number the launches of a day, and the tests, from 1; or remove the row."
# MRBM to SRBM are ranges, HGV a glider, SLBM from a submarine, SLV a satellite launcher.
MissileType = Literal["SRBM", "MRBM", "IRBM", "ICBM", "SLBM", "SLV", "HGV", "Unknown"]


def _or_none(value: object) -> object:
    return None if value == "" else value


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
    sources: Annotated[tuple[str, ...], BeforeValidator(split), Field(min_length=1)]


def load_launches(root: Path) -> tuple[Launch, ...]:
    """The launches in ``data/launches.csv``, in the order of their dates; none without such a file.

    Raises:
        FaultError: A row is wrong, or an id stands twice.
    """
    path = root / "data" / "launches.csv"
    launches = load_rows(path, Launch, root)
    refuse_repeated_rows([(f"launch {each.id}", line) for each, line in launches], path, root, REPEATED)
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
    tests = load_rows(path, NuclearTest, root)
    refuse_repeated_rows([(f"test {each.n}", line) for each, line in tests], path, root, REPEATED)
    if keys is not None:
        refuse_unknown_sources([(test.sources, line) for test, line in tests], keys, path, root)
    return tuple(sorted((test for test, _ in tests), key=lambda each: each.n))
