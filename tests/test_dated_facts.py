"""Dated facts with their sources, against the records and the chapters: a wrong date cannot come back."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import pytest
import yaml
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as record

from keeping import edition_gallery
from places import ROOT
from sixtracks.faults import FaultError
from sixtracks.records import Records
from sixtracks.records.dates import Moment, When, exact_day, moment
from sixtracks.records.launches import Clock
from sixtracks.records.reading import UnfitError, load, refuse_repeats
from sixtracks.records.text import Id, Key, Line, NoteId, Number

FACTS = Path("tests", "dated_facts.yml")
AT_LEAST = 60

# The list


def _to_the_month(when: Moment) -> Moment:
    if not when.month:
        raise UnfitError(f"{when} is only a year", "Write YYYY-MM-DD, or YYYY-MM where no more is known.")
    return when


Chapter = Literal["opening", "next-stage", "broader", "six-tracks", "potential"]
Marks = Annotated[str, Field(pattern=r"^(end of )?e-[0-9]{4}(-[a-z0-9]+)+$")]


@record(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Fact:
    """One dated fact, and where the edition must have that date.

    Attributes:
        date: Its day, where it happened, or its month: in New York for the Security Council, in UTC for
            launches and nuclear tests, as in the records.
        fact: What happened.
        source: A source that states the date, by citation key.
        in_korea: The day in Korea, where that is another and the records give it.
        time: The time in UTC, for a launch or a nuclear test.
        events: The events that start on that date, or end: ``end of e-…``.
        agreements: The agreements signed or adopted then.
        launches: The launches of that date.
        nuclear: The nuclear tests of that date, by number.
        resolutions: The Security Council’s resolutions of that date, by number.
        chapters: The chapters that name the date in full, or the day in Korea.
        notes: The notes that name it, where the year may stand with an earlier date of the note.
    """

    date: Annotated[When, AfterValidator(_to_the_month)]
    fact: Annotated[Line, Field(max_length=90)]
    source: Key
    in_korea: Annotated[dt.date, BeforeValidator(exact_day)] | None = None
    time: Clock = None
    events: tuple[Marks, ...] = ()
    agreements: tuple[Id, ...] = ()
    launches: tuple[Id, ...] = ()
    nuclear: tuple[Number, ...] = ()
    resolutions: tuple[Number, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    notes: tuple[NoteId, ...] = ()

    @property
    def places(self) -> tuple[object, ...]:
        """Where its date is looked up."""
        records = (*self.events, *self.agreements, *self.launches, *self.nuclear, *self.resolutions)
        return (*records, *self.chapters, *self.notes)


def load_facts(root: Path) -> tuple[Fact, ...]:
    """The list, in the order of its dates.

    Raises:
        FaultError: It has another shape, or says the same twice.
    """
    facts = load(root / FACTS, tuple[Fact, ...], root)
    refuse_repeats([fact.fact for fact in facts], root / FACTS, root, what="the fact", field="fact")
    return facts


# Dates in prose

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DATE = re.compile(
    r"(?:(?<![\d¶.,–])(?P<days>\d{1,2}(?:(?:–|, | and | or | to )\d{1,2})*) )?"
    rf"\b(?P<month>{'|'.join(MONTHS)})\b(?: (?P<year>\d{{4}})\b)?"
)
_JOINED = re.compile(r"^(?: – |–| and | or | to |, )$")
_NOTE = re.compile(r"^:::\{annotation\} (\S+)\n(.*?)^:::$", re.MULTILINE | re.DOTALL)
_ROLE = re.compile(r"\{[a-z]+\}`[^`]*`")


@dataclass(frozen=True, slots=True)
class Named:
    """A date that a text names: its parts are 0 where it does not give them."""

    day: int
    month: int
    year: int


@cache
def named(text: str) -> tuple[Named, ...]:
    """The dates that a text names, the parts of lists and the two ends of spans one by one.

    A date without a year takes that of the next one where the two are joined: 27 February – 3 March 2019.
    """
    text = " ".join(_ROLE.sub("", text).split())
    found: list[Named] = []
    year, after = 0, len(text)
    for match in reversed(list(_DATE.finditer(text))):
        joined = _JOINED.match(text[match.end() : after])
        year = int(match["year"] or (year if joined else 0))
        after = match.start()
        month = MONTHS.index(match["month"]) + 1
        days = [int(day) for day in re.findall(r"\d+", match["days"] or "")]
        found[:0] = [Named(day, month, year) for day in days or [0]]
    return tuple(found)


def carried(dates: tuple[Named, ...]) -> set[Named]:
    """The dates of a note, one without a year with each year that stands with a date before it."""
    found: set[Named] = set()
    for index, each in enumerate(dates):
        years = {each.year} if each.year or not each.day else {before.year for before in dates[:index]}
        found |= {replace(each, year=year) for year in years}
    return found


def prose(markdown: str) -> str:
    """A chapter without its front matter."""
    return re.sub(r"\A---\n.*?^---\n", "", markdown, flags=re.MULTILINE | re.DOTALL)


def notes_of(markdown: str) -> dict[str, str]:
    """The annotations of a chapter, by their ids."""
    return {match[1]: match[2] for match in _NOTE.finditer(markdown)}


# The check


@dataclass(frozen=True, slots=True)
class Book:
    """What the facts are held against."""

    records: Records
    chapters: dict[str, str]
    notes: dict[str, str]


def differences(fact: Fact, book: Book) -> list[str]:
    """Where the edition does not have the date of a fact; nothing if it has it everywhere."""
    told = [f"there is no source {fact.source}"] * (
        fact.source not in {source.key for source in book.records.sources}
    )
    told += [] if fact.places else ["it is looked up nowhere"]
    for check in (_events, _agreements, _launches, _nuclear, _resolutions, _chapters, _notes):
        told += check(fact, book)
    return told


def _compared(what: str, wanted: object, has: object) -> Iterator[str]:
    if has != wanted:
        yield f"{what} has {has}, not {wanted}"


def _events(fact: Fact, book: Book) -> Iterator[str]:
    events = {event.id: event for event in book.records.events}
    for mark in fact.events:
        event = events.get(mark.removeprefix("end of "))
        if event is None:
            yield f"there is no event {mark.removeprefix('end of ')}"
            continue
        when = event.end if mark.startswith("end of ") else event.start
        yield from _compared(mark, str(fact.date), str(when))
        if fact.in_korea and when is event.start:
            yield from _compared(f"{mark}, in Korea,", fact.in_korea, event.in_korea)


def _agreements(fact: Fact, book: Book) -> Iterator[str]:
    agreements = {agreement.id: agreement for agreement in book.records.registers.agreements}
    for name in fact.agreements:
        if name in agreements:
            yield from _compared(f"agreement {name}", str(fact.date), str(agreements[name].date))
        else:
            yield f"there is no agreement {name}"


def _launches(fact: Fact, book: Book) -> Iterator[str]:
    launches = {launch.id: launch for launch in book.records.launches}
    for name in fact.launches:
        if name in launches:
            launch = launches[name]
            yield from _compared(f"launch {name}", str(fact.date), str(launch.date))
            yield from _hour(f"launch {name}", fact, launch.time, launch.in_korea)
        else:
            yield f"there is no launch {name}"


def _nuclear(fact: Fact, book: Book) -> Iterator[str]:
    tests = {test.n: test for test in book.records.tests}
    for number in fact.nuclear:
        if number in tests:
            what = f"nuclear test {number}"
            yield from _compared(what, str(fact.date), str(tests[number].date))
            yield from _hour(what, fact, tests[number].time, None)
        else:
            yield f"there is no nuclear test {number}"


def _resolutions(fact: Fact, book: Book) -> Iterator[str]:
    resolutions = {resolution.number: resolution for resolution in book.records.resolutions}
    for number in fact.resolutions:
        if number in resolutions:
            yield from _compared(f"resolution {number}", fact.date.iso, resolutions[number].date.isoformat())
        else:
            yield f"there is no resolution {number}"


def _hour(what: str, fact: Fact, has: dt.time | None, in_korea: dt.date | None) -> Iterator[str]:
    if fact.time:
        yield from _compared(f"{what}, as its time,", fact.time, has)
    if fact.in_korea:
        yield from _compared(f"{what}, in Korea,", fact.in_korea, in_korea)


def _days(fact: Fact) -> list[Named]:
    days = [Named(fact.date.day, fact.date.month, fact.date.year)]
    if fact.in_korea:
        days.append(Named(fact.in_korea.day, fact.in_korea.month, fact.in_korea.year))
    return days


def _chapters(fact: Fact, book: Book) -> Iterator[str]:
    for name in fact.chapters:
        dates = named(book.chapters[name])
        if not any(day in dates for day in _days(fact)):
            yield f"chapter {name} does not name {fact.date}"


def _notes(fact: Fact, book: Book) -> Iterator[str]:
    for name in fact.notes:
        if name not in book.notes:
            yield f"there is no note {name}"
            continue
        if not any(day in carried(named(book.notes[name])) for day in _days(fact)):
            yield f"note {name} does not name {fact.date}"


# What is held

LIST = load_facts(ROOT)


def name(fact: Fact) -> str:
    return f"{fact.date.iso} {fact.fact}"


@pytest.fixture(scope="module")
def book() -> Book:
    """The edition as it is."""
    chapters = {name: prose((ROOT / "book" / f"{name}.md").read_text("utf-8")) for name in get_args(Chapter)}
    notes = {name: text for chapter in chapters.values() for name, text in notes_of(chapter).items()}
    return Book(edition_gallery().records, chapters, notes)


@pytest.mark.parametrize("fact", LIST, ids=name)
def test_the_edition_has_the_date(fact: Fact, book: Book):
    """In every record and chapter that the list names."""
    assert differences(fact, book) == []


@pytest.mark.parametrize("fact", LIST, ids=name)
def test_another_date_is_told(fact: Fact, book: Book):
    """A day or a month off, or a year: no record or chapter answers to it by chance."""
    for wrong in others(fact.date):
        assert differences(replace(fact, date=wrong), book), wrong


def others(when: Moment) -> list[Moment]:
    """The date before and after, and the same of the years before and after."""
    if when.day:
        days = [when.earliest + dt.timedelta(days=step) for step in (-1, 1)]
        near = [Moment(day.year, day.month, day.day) for day in days]
    else:
        near = [Moment(when.year, month) for month in (when.month - 1, when.month + 1) if 1 <= month <= 12]
    return [*near, replace(when, year=when.year - 1), replace(when, year=when.year + 1)]


def test_the_list_is_long_enough_and_in_order():
    """Sixty facts at least, in the order of their dates, spread over the decades and all that is checked."""
    assert len(LIST) >= AT_LEAST
    days = [(fact.date.earliest, fact.date.latest) for fact in LIST]
    assert days == sorted(days)
    assert {fact.date.year // 10 for fact in LIST} == set(range(195, 203))
    assert {chapter for fact in LIST for chapter in fact.chapters} == set(get_args(Chapter))
    assert {number for fact in LIST for number in fact.nuclear} == set(range(1, 7))


def test_every_timeline_and_agreement_has_a_fact(book: Book):
    """No history goes unwatched, and no agreement."""
    marked = {mark.removeprefix("end of ") for fact in LIST for mark in fact.events}
    lines = {line for event in book.records.events if event.id in marked for line, _ in event.timelines}
    assert lines == {timeline.id for timeline in book.records.timelines}
    assert {agreement for fact in LIST for agreement in fact.agreements} == {
        agreement.id for agreement in book.records.registers.agreements
    }


def test_a_wrong_record_is_told(book: Book):
    """Each record by its id, with the date that it has and the one that it should have."""
    fact = Fact(
        **as_written(
            date="2017-11-28",
            fact="The Hwasong-15 flies",
            source="CNS2026missile",
            in_korea="2017-11-29",
            time="18:18",
            events=["e-2017-hwasong-15"],
            launches=["l-2017-11-28-1"],
        )
    )
    assert differences(fact, book) == []
    records = book.records
    wrong = replace(
        records,
        events=tuple(
            replace(event, start=moment("2017-11-29"), in_korea=None)
            if event.id == "e-2017-hwasong-15"
            else event
            for event in records.events
        ),
        launches=tuple(
            replace(launch, time=dt.time(6, 18)) if launch.id == "l-2017-11-28-1" else launch
            for launch in records.launches
        ),
    )
    assert differences(fact, replace(book, records=wrong)) == [
        "e-2017-hwasong-15 has 29 November 2017, not 28 November 2017",
        "e-2017-hwasong-15, in Korea, has None, not 2017-11-29",
        "launch l-2017-11-28-1, as its time, has 06:18:00, not 18:18:00",
        "launch l-2017-11-28-1, in Korea, has None, not 2017-11-29",
    ]


def test_what_is_not_there_is_told(book: Book):
    """No id of the list stands for nothing, and no fact for no place."""
    nothing = as_written(date="2001-01-01", fact="Nothing", source="Nobody2001nothing")
    assert differences(Fact(**nothing), book) == [
        "there is no source Nobody2001nothing",
        "it is looked up nowhere",
    ]
    fact = Fact(
        **nothing
        | {
            "events": ("e-2001-nothing", "end of e-1953-armistice"),
            "agreements": ("nothing",),
            "launches": ("l-2001-01-01-1",),
            "nuclear": (7,),
            "resolutions": (1,),
            "chapters": ("opening",),
            "notes": ("p1-nothing", "p1-stall"),
        }
    )
    assert differences(fact, book)[1:] == [
        "there is no event e-2001-nothing",
        "end of e-1953-armistice has None, not 1 January 2001",
        "there is no agreement nothing",
        "there is no launch l-2001-01-01-1",
        "there is no nuclear test 7",
        "there is no resolution 1",
        "chapter opening does not name 1 January 2001",
        "there is no note p1-nothing",
        "note p1-stall does not name 1 January 2001",
    ]


def as_written(**fields: object) -> dict[str, Any]:
    """The fields of a fact as the list has them."""
    return fields


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"when": "2018"}, "when"),
        ({"date": "2018"}, "2018 is only a year"),
        ({"date": "2018-02-30"}, "there is no date 2018-02-30"),
        ({"fact": "x" * 91}, "fact"),
        ({"source": ""}, "source"),
        ({"events": ["start of e-2018-essay"]}, "events"),
        ({"chapters": ["headnote"]}, "chapters"),
        ({"nuclear": ["6"]}, "nuclear"),
        ({"time": "24:00"}, "“24:00” is no time"),
        ({"in_korea": "2018-07"}, "“2018-07” is no day"),
    ],
)
def test_the_list_is_read_strictly(tmp_path: Path, change: dict[str, object], told: str):
    """Each field has its type, and no other field is known."""
    right = as_written(date="2018-07-09", fact="The essay appears", source="Zelikow2018diplomacy")
    (tmp_path / "tests").mkdir()
    (tmp_path / FACTS).write_text(yaml.safe_dump([right]), "utf-8")
    assert load_facts(tmp_path)[0].date == Moment(2018, 7, 9)
    (tmp_path / FACTS).write_text(yaml.safe_dump([right | change]), "utf-8")
    with pytest.raises(FaultError) as stopped:
        load_facts(tmp_path)
    assert told in str(stopped.value)


def test_a_fact_stands_once(tmp_path: Path):
    """Twice the same would be two dates of one thing."""
    right = as_written(date="2018-07-09", fact="The essay appears", source="Zelikow2018diplomacy")
    (tmp_path / "tests").mkdir()
    (tmp_path / FACTS).write_text(yaml.safe_dump([right, right | {"date": "2018-07-10"}]), "utf-8")
    with pytest.raises(FaultError, match="stands twice"):
        load_facts(tmp_path)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 9 July 2018 he", ["9 7 2018"]),
        ("6 and 7 July 2018", ["6 7 2018", "7 7 2018"]),
        ("1, 3 and 5 May 2019", ["1 5 2019", "3 5 2019", "5 5 2019"]),
        ("27–28 February 2019", ["27 2 2019", "28 2 2019"]),
        ("ran from 26 to 28 June 2018,", ["26 6 2018", "28 6 2018"]),
        ("27 February – 3 March 2019", ["27 2 2019", "3 3 2019"]),
        ("27 February and 3 March 2019", ["27 2 2019", "3 3 2019"]),
        ("27 February; on 3 March 2019", ["27 2 0", "3 3 2019"]),
        ("27 December 2018 – 3 January 2019", ["27 12 2018", "3 1 2019"]),
        ("on 20 April. In 2018", ["20 4 0"]),
        ("in September 2005, in May", ["0 9 2005", "0 5 0"]),
        ("of May\n1996", ["0 5 1996"]),
        ("by 2006, 9 October 2006", ["9 10 2006"]),
        ("[¶24](#p24) and ¶3 May 2018", ["0 5 2018"]),
        ("on 9 July 2018{annotation}`p1-a` and {cite}`May2018x`", ["9 7 2018"]),
        ("Theresa may; Mayor; 12 Mayflowers; March on", ["0 3 0"]),
        ("117 July 2018", ["0 7 2018"]),
        ("9 July 20185", ["9 7 0"]),
    ],
)
def test_the_dates_that_a_text_names(text: str, dates: list[str]):
    """Exactly those, also in lists and spans; a year only where it is written for them."""
    assert [f"{each.day} {each.month} {each.year}" for each in named(text)] == dates


def test_a_year_carries_over_within_a_note():
    """To a day without one, from any date before it; not backwards, and not to a month."""
    dates = named("On 1 May, in April 2018, on 2 May, in June, on 3 March 2019 and 4 May.")
    assert {(each.day, each.month, each.year) for each in carried(dates) if each.year} == {
        (0, 4, 2018),
        (2, 5, 2018),
        (3, 3, 2019),
        (4, 5, 2018),
        (4, 5, 2019),
    }


def test_the_notes_of_a_chapter():
    """Without what stands between them; and the front matter is no prose."""
    chapter = (
        "---\nmyst: 1 May 2001\n---\n# A\n\n:::{passage} 1\n2 May 2001\n:::\n\n"
        ":::{annotation} p1-a\n:kind: term\n\n3 May 2001\n:::\n\n:::{annotation} p1-b\n\n4 May 2001\n:::\n"
    )
    assert [each.day for each in named(prose(chapter))] == [2, 3, 4]
    assert {key: named(text)[0].day for key, text in notes_of(chapter).items()} == {"p1-a": 3, "p1-b": 4}
