"""Dates as exact as they are known: a day, a month, a year, or about that."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator

from sixtracks.records.reading import UnfitError, brief

Precision = Literal["day", "month", "year", "about"]

_FORM = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", re.ASCII)
DATE_MEND = "Write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known."


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as exact as it is known.

    Attributes:
        year: The year.
        month: The month, or 0 where only the year is known.
        day: The day, or 0 where only the month is known.
        about: Whether it is approximate beyond that. By the edition's rule an approximate date may be off by
            one unit of what is written: about February 1990 is January to March 1990, about 1990 is 1989 to
            1991, about 3 May is 2 to 4 May.
    """

    year: int
    month: int = 0
    day: int = 0
    about: bool = False

    @property
    def precision(self) -> Precision:
        """How exact it is."""
        if self.about:
            return "about"
        return "day" if self.day else "month" if self.month else "year"

    @property
    def earliest(self) -> date:
        """The first day that it may be."""
        first = date(self.year, self.month or 1, self.day or 1)
        if not self.about:
            return first
        if self.day:
            return first - timedelta(days=1)
        if self.month:
            return (first - timedelta(days=1)).replace(day=1)
        return date(max(self.year - 1, 1), 1, 1)

    @property
    def latest(self) -> date:
        """The last day that it may be."""
        if self.day:
            return date(self.year, self.month, self.day) + timedelta(days=int(self.about))
        year, month = self.year, self.month
        if self.about:
            year, month = (year, month + 1) if month else (year + 1, 0)
            year, month = (year + 1, 1) if month > DECEMBER else (year, month)
        month = month or DECEMBER
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def middle(self) -> date:
        """The day at which a chart puts its mark."""
        return self.earliest + (self.latest - self.earliest) / 2

    def __str__(self) -> str:
        """As prose writes it: ``21 October 1994``, ``October 1994``, ``about 1994``."""
        words = [str(self.day)] if self.day else []
        if self.month:
            words.append(calendar.month_name[self.month])
        return " ".join(["about"] * self.about + [*words, str(self.year)])

    @property
    def iso(self) -> str:
        """As records write it: ``1994-10-21``, ``1994-10``, ``1994``."""
        parts = [f"{self.year:04}", *(f"{each:02}" for each in (self.month, self.day) if each)]
        return "-".join(parts)


DECEMBER = 12


def moment(value: object) -> Moment:
    """A date as a record writes it.

    Raises:
        UnfitError: It is no date.
    """
    if isinstance(value, Moment):
        return value
    found = _FORM.match(str(value).strip()) if isinstance(value, date | int | str) else None
    if found is None:
        raise UnfitError(f"“{brief(value)}” is no date", DATE_MEND)
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise UnfitError(f"there is no date {value}", DATE_MEND) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnfitError(f"{year} is no year of these histories", DATE_MEND)
    if (found[2] and not month) or (found[3] and not day):
        raise UnfitError(f"there is no date {value}", DATE_MEND)
    return Moment(year, month, day)


When = Annotated[Moment, BeforeValidator(moment)]
"""A date as a field of a record."""


def exact_day(value: object) -> date:
    """A day as a record writes it, where no less will do.

    Raises:
        UnfitError: It is no date, or only a month or a year.
    """
    when = moment(value)
    if not when.day or when.about:
        raise UnfitError(f"“{brief(value)}” is no day", "Write YYYY-MM-DD.")
    return when.earliest


FIRST_YEAR, LAST_YEAR = 1800, 2200


def approximate(when: Moment) -> Moment:
    """The same date, but only about it."""
    return replace(when, about=True)


def span(start: Moment, end: Moment | None) -> str:
    """A start and an end as prose writes them, nothing said twice: ``27–28 February 2019``."""
    if end is None or end == start:
        return str(start)
    if start.about or end.about or (start.precision != end.precision):
        return f"{start} to {end}"
    if start.day and (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end}"
    if start.month and start.year == end.year:
        head = str(start).removesuffix(f" {start.year}")
        return f"{head} – {end}" if start.day else f"{head}–{end}"
    return f"{start} – {end}" if start.month else f"{start}–{end}"
