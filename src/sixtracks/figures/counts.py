"""The figures that count: launches and tests by year and month, and negotiations open side by side."""

import calendar
import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from sixtracks.figures.model import Column, ColumnsFigure, Table
from sixtracks.records import Edition, Event, Launch, NuclearTest, Timeline
from sixtracks.records.edition import day
from sixtracks.records.timelines import Count

By = Literal["year", "month"]

FAMILIES = {
    "Short range": ("SRBM",),
    "Medium and intermediate range": ("MRBM", "IRBM", "HGV"),
    "From submarines": ("SLBM",),
    "Intercontinental": ("ICBM",),
    "Satellite launchers": ("SLV",),
    "Unknown": ("Unknown",),
}
"""The types of the table, gathered so that a chart can tell them apart."""

PAUSE = 365
"""Days without a launch or a test that a chart marks as a pause."""


RULE = (
    "In: launches of missiles that can carry 500 kilograms over 300 kilometres or more, and of satellite "
    "launchers, as the CNS North Korea Missile Test Database lists them, failures included; each missile "
    "of a salvo counts. Out: artillery rockets, cruise missiles, tests of engines. The database does not "
    "keep the rule strictly (its KN-02 and KN-35 fly less far), and “unknown” hides at least one satellite "
    "launcher and one intercontinental missile. Dates are in UTC: what is launched in Korea before nine in "
    "the morning belongs to the day before."
)
THIN = (
    "launches of May, August, September and October 2026 were reported that it does not have, and its "
    "salvos of 2025 count fewer missiles than were reported. Its last two years are too low."
)
SOURCES = ("CNS2026missile", "Nagix2026launches")


def months(first: date, last: date) -> Iterator[date]:
    """The first days of the months from one day's to another's, both counted."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def next_month(day_: date) -> date:
    """The first day of the month after."""
    return (day_.replace(day=28) + timedelta(days=4)).replace(day=1)


def pauses(launches: tuple[Launch, ...], tests: tuple[NuclearTest, ...]) -> tuple[tuple[date, date], ...]:
    """The spans of a year or more from the table's first row on in which it has no launch and no test.

    A launch of which only the month is known ends a pause on the month's first day and begins one on
    its last, so no pause is made longer than it is known to be.
    """
    dates = [*(each.date for each in launches), *(each.date for each in tests)]
    days = sorted((when.latest, when.earliest) for when in dates)
    found = []
    for (before, _), (_, after) in itertools.pairwise(days):
        if (after - before).days >= PAUSE:
            found.append((before, after))
    return tuple(found)


def launches_figure(
    by: By, launches: tuple[Launch, ...], tests: tuple[NuclearTest, ...], edition: Edition
) -> ColumnsFigure:
    """Launches by year or by month, the nuclear tests and the pauses marked.

    Args:
        by: The width of a column.
        launches: All launches.
        tests: All nuclear tests.
        edition: The edition, for the essay's day and the day of reading.
    """
    families = {kind: index for index, kinds in enumerate(FAMILIES.values()) for kind in kinds}
    dates = [*(each.date for each in launches), *(each.date for each in tests)]
    first = date(min(each.year for each in dates), 1, 1)
    last = max(edition.as_of, *(each.latest for each in dates))
    tested = Counter(_bin(each.date.earliest, by) for each in tests)
    flown: dict[date, Counter[int]] = {}
    for launch in launches:
        flown.setdefault(_bin(launch.date.earliest, by), Counter())[families[launch.type]] += 1
    years = {date(year, 1, 1) for year in range(first.year, last.year + 1)}
    columns, rows = [], []
    for start in sorted({*flown, *tested} if by == "month" else years):
        counter = flown.get(start, Counter())
        amounts = tuple(counter[index] for index in range(len(FAMILIES)))
        iso = str(start.year) if by == "year" else f"{start:%Y-%m}"
        label = str(start.year) if by == "year" else f"{calendar.month_name[start.month]} {start.year}"
        end = date(start.year + 1, 1, 1) if by == "year" else next_month(start)
        total = sum(amounts)
        columns.append(Column(f"c-{iso}", label, start, end, amounts, total, total))
        rows.append((f"c-{iso}", (iso, *map(str, amounts), str(total), str(tested[start]))))
    keys = (by, *(name.casefold().replace(" ", "_") for name in FAMILIES), "launches", "nuclear_tests")
    stops = pauses(launches, tests)
    told = "; ".join(f"{day(a)} to {day(b)} ({(b - a).days} days)" for a, b in stops)
    newest = max(launch.date.latest for launch in launches)
    busiest = max(columns, key=lambda each: each.total)
    return ColumnsFigure(
        name=f"launches-by-{by}",
        title=f"Missile launches and nuclear tests by {by}, {first.year}–{newest.year}",
        alt=(
            f"Column chart of {len(launches)} launches by {by}, {first.year} to {newest.year}, and "
            f"{len(tests)} nuclear tests. The most in one {by}: {busiest.total}, in {busiest.label}. The "
            f"essay’s date falls into {_around(stops, edition.essay.published)}."
        ),
        description=(f"Pauses of a year or more without a launch or a test in the table: {told}.",),
        rule=(RULE, f"The table’s last launch is of {day(newest)}; {THIN}"),
        as_of=newest,
        sources=(*SOURCES, *dict.fromkeys(key for test in tests for key in test.sources)),
        table=Table((by.capitalize(), *FAMILIES, "Launches", "Nuclear tests"), keys, tuple(rows), keys[1:]),
        essay=edition.essay.published,
        unit="launches",
        series=tuple(FAMILIES),
        columns=tuple(columns),
        first=first,
        last=date(last.year + 1, 1, 1),
        marks=tuple((each.date.earliest, f"Nuclear test {each.n}, {each.date}") for each in tests),
        marks_name="nuclear tests",
        spans=tuple((a, b, f"{(b - a).days} days") for a, b in stops),
    )


def _bin(day_: date, by: By) -> date:
    return date(day_.year, 1, 1) if by == "year" else day_.replace(day=1)


def _around(stops: tuple[tuple[date, date], ...], when: date) -> str:
    found = next(((a, b) for a, b in stops if a < when < b), None)
    return f"a pause from {day(found[0])} to {day(found[1])}" if found else "no pause"


def is_open(event: Event, at: date, *, surely: bool) -> bool:
    """Whether a negotiation was open on a day.

    Args:
        event: The negotiation.
        at: The day.
        surely: Whether to ask if it was surely open and not dormant; else, if it may have been.
    """
    if surely:
        return event.start.latest <= at <= event.last.earliest and not is_dormant(event, at)
    return event.start.earliest <= at <= event.last.latest


def is_dormant(event: Event, at: date) -> bool:
    """Whether a negotiation stood still on a day."""
    return any(each.start.earliest <= at <= each.end.latest for each in event.dormant)


def concurrency_figure(
    timeline: Timeline, count: Count, events: tuple[Event, ...], edition: Edition
) -> ColumnsFigure:
    """How many negotiations were open in the middle of each month, with the count's uncertainty.

    A column's height is the best count: negotiations that are counted, open by the middle of their uncertain
    dates and not dormant. ``low`` counts only what was surely open and not dormant; ``high`` all that may
    have been open, what was dormant and what is not counted included.

    Args:
        timeline: The timeline of the negotiations.
        count: Which months are counted, and what the count is compared with.
        events: All events; those that belong to the timeline are taken.
        edition: The edition, for the essay's day.
    """
    mine = [each for each in events if each.lane(timeline.id) and each.kind == "negotiation"]
    counted = [each for each in mine if each.counted]
    lanes = [lane.id for lane in timeline.lanes]
    first, last = count.first.earliest, count.last.earliest
    columns, rows = [], []
    for start in months(first, last):
        at = start.replace(day=15)
        live = Counter(each.lane(timeline.id) for each in counted if is_probably_open(each, at))
        low = sum(1 for each in counted if is_open(each, at, surely=True))
        high = sum(1 for each in mine if is_open(each, at, surely=False))
        dormant = sum(1 for each in counted if is_dormant(each, at))
        iso, label = f"{start:%Y-%m}", f"{calendar.month_name[start.month]} {start.year}"
        column = Column(
            f"c-{iso}", label, start, next_month(start), tuple(live[lane] for lane in lanes), low, high
        )
        columns.append(column)
        rows.append((column.id, (iso, *map(str, (*column.amounts, column.total, low, high, dormant)))))
    names = tuple(lane.name for lane in timeline.lanes)
    keys = ("month", *(lane.replace("-", "_") for lane in lanes), "open", "at_least", "at_most", "dormant")
    return ColumnsFigure(
        name=f"{timeline.id}-concurrency",
        title=f"Negotiations open at the same time, {first.year}–{last.year}",
        alt=_count_alt(columns, count),
        description=(*_count_text(columns, lanes, count), *_not_counted(mine)),
        rule=(
            f"Counted on the 15th of each month: {len(counted)} negotiations of the timeline above. The "
            "column is the best count: an approximate date is taken at its middle, a dormant negotiation "
            "is left out. The lower end of the line counts only what was surely open; its upper end also "
            "what may have been open, what was dormant, and what we do not count as a negotiation of its "
            "own.",
        ),
        as_of=timeline.as_of,
        sources=(),
        table=Table(("Month", *names, *OUTCOMES), keys, tuple(rows), keys[1:]),
        essay=edition.essay.published,
        unit="negotiations",
        series=names,
        columns=tuple(columns),
        first=first,
        last=next_month(last),
        level=count.level,
        level_name=count.level_name,
        uncertain=True,
    )


OUTCOMES = ("Open", "At least", "At most", "Dormant")


def is_probably_open(event: Event, at: date) -> bool:
    """Whether a negotiation was open on a day, uncertain dates taken at their middle, and not dormant."""
    return event.start.middle <= at <= event.last.middle and not is_dormant(event, at)


def _count_alt(columns: list[Column], count: Count) -> str:
    peak = max(columns, key=lambda each: each.total)
    above = [each for each in columns if each.low > count.level]
    surely = (
        f"Even the lowest count is above {count.level_name} from {above[0].label} to {above[-1].label}."
        if above
        else f"The lowest count never passes {count.level_name}."
    )
    return (
        f"Column chart of the negotiations open in the middle of each month, {columns[0].start.year} to "
        f"{columns[-1].start.year}. The best count rises to {peak.total} in {peak.label}, where it may be "
        f"anything from {peak.low} to {peak.high}. {surely}"
    )


def _count_text(columns: list[Column], lanes: list[str], count: Count) -> tuple[str, ...]:
    """How far the core lanes alone come, and when all lanes together pass the level."""
    core = [index for index, lane in enumerate(lanes) if lane in count.core]
    most = max(sum(column.amounts[index] for index in core) for column in columns)
    passed = [column.label for column in columns if column.total > count.level]
    whole = f"with all lanes the best count passes {count.level_name} in {len(passed)} months"
    when = f", from {passed[0]} to {passed[-1]}" if passed else ""
    return (f"{count.core_name} alone come to {most} at most; {whole}{when}.",)


def _not_counted(mine: list[Event]) -> tuple[str, ...]:
    skipped = [f"{each.title}: {each.why_not_counted.rstrip('.')}" for each in mine if not each.counted]
    return (f"Shown in the timeline, but not counted: {'; '.join(skipped)}.",) if skipped else ()
