"""Dates, parties, timelines and events: what the records hold, and what is said where one is wrong."""

import calendar
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from places import ROOT
from sixtracks.faults import Fault, FaultError
from sixtracks.figures.files import as_csv, as_json
from sixtracks.figures.layout import FILE, PAGE, PHONE, WIDE, layouts
from sixtracks.figures.model import TimelineFigure
from sixtracks.figures.notebook import load_gallery
from sixtracks.figures.paper import drawn
from sixtracks.figures.screen import specification
from sixtracks.records import (
    Event,
    load_events,
    load_parties,
    load_passages,
    load_sources,
    load_timelines,
)
from sixtracks.records.dates import Moment, approximate, exact_day, moment, span
from sixtracks.records.events import EVENT_KINDS
from sixtracks.records.reading import UnfitError, parse_yaml

Overlay = Callable[[str], Path]


def events_of(root: Path) -> tuple[Event, ...]:
    """The events of a book, read as a build reads them."""
    timelines, parties = load_timelines(root), load_parties(root)
    keys, numbers = {s.key for s in load_sources(root)}, {p.number for p in load_passages(root)}
    return load_events(root, timelines, parties, keys, numbers)


def faults_of(root: Path) -> tuple[Fault, ...]:
    """What is wrong with the events of a book."""
    with pytest.raises(FaultError) as stopped:
        events_of(root)
    assert all(fault.mend for fault in stopped.value.faults)
    return stopped.value.faults


def write(root: Path, text: str | bytes, name: str = "1990s.yml") -> None:
    """Put a text in the place of the small book's first file of events."""
    content = text if isinstance(text, bytes) else text.encode()
    (root / "data" / "events" / name).write_bytes(content)


def record(**fields: object) -> dict[str, Any]:
    """A right event, with some fields otherwise."""
    return {
        "id": "e-1992-visit",
        "timelines": {"talks": "results"},
        "start": "1992-05-11",
        "title": "A visit",
        "text": "Someone came.",
        "kind": "meeting",
        "parties": ["north"],
        "sources": ["UN2006first"],
        **fields,
    }


def written(*records: dict[str, Any]) -> str:
    """Records as an author writes them."""
    return yaml.safe_dump(list(records), allow_unicode=True, sort_keys=False, width=10**6)


# Dates

ABOUT = [
    # what is written, whether only about that, the first and the last day that it may be
    ("1994-10-21", False, date(1994, 10, 21), date(1994, 10, 21)),
    ("1994-10", False, date(1994, 10, 1), date(1994, 10, 31)),
    ("1994-12", False, date(1994, 12, 1), date(1994, 12, 31)),
    ("1992-02", False, date(1992, 2, 1), date(1992, 2, 29)),
    ("1900-02", False, date(1900, 2, 1), date(1900, 2, 28)),
    ("2000-02-29", False, date(2000, 2, 29), date(2000, 2, 29)),
    ("1994", False, date(1994, 1, 1), date(1994, 12, 31)),
    ("1994-05-03", True, date(1994, 5, 2), date(1994, 5, 4)),
    ("1994-01-01", True, date(1993, 12, 31), date(1994, 1, 2)),
    ("1994-12-31", True, date(1994, 12, 30), date(1995, 1, 1)),
    ("1992-02-29", True, date(1992, 2, 28), date(1992, 3, 1)),
    ("1990-02", True, date(1990, 1, 1), date(1990, 3, 31)),
    ("1992-01", True, date(1991, 12, 1), date(1992, 2, 29)),
    ("1994-12", True, date(1994, 11, 1), date(1995, 1, 31)),
    ("1990", True, date(1989, 1, 1), date(1991, 12, 31)),
    ("1800", True, date(1799, 1, 1), date(1801, 12, 31)),
    ("2200", True, date(2199, 1, 1), date(2201, 12, 31)),
]


@pytest.mark.parametrize(("text", "about", "first", "last"), ABOUT)
def test_the_days_that_a_date_may_be(text: str, about: bool, first: date, last: date):
    """As exact as it is written; where it is only about that, one unit of it to either side."""
    when = approximate(moment(text)) if about else moment(text)
    assert (when.earliest, when.latest) == (first, last)
    assert when.earliest <= when.middle <= when.latest
    assert abs((when.latest - when.middle) - (when.middle - when.earliest)) <= timedelta(days=1)
    assert when.precision == ("about" if about else ["year", "month", "day"][text.count("-")])
    assert when.iso == text


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("1994-10-21", None, "21 October 1994"),
        ("1994-10-21", "1994-10-21", "21 October 1994"),
        ("2019-02-27", "2019-02-28", "27–28 February 2019"),
        ("2019-02-27", "2019-03-03", "27 February – 3 March 2019"),
        ("2018-12-27", "2019-01-03", "27 December 2018 – 3 January 2019"),
        ("1990-03", "1990-06", "March–June 1990"),
        ("1990-03", "1991-06", "March 1990 – June 1991"),
        ("1990", "1991", "1990–1991"),
        ("1990", "1990-06", "1990 to June 1990"),
        ("1990-03-05", "1990-06", "5 March 1990 to June 1990"),
        ("1990", None, "1990"),
        ("about 1990", None, "about 1990"),
        ("about 1990-02", "1994-10-21", "about February 1990 to 21 October 1994"),
        ("1990-02", "about 1990-02", "February 1990 to about February 1990"),
        ("about 1990-02", "about 1990-04", "about February 1990 to about April 1990"),
        ("about 1990-02-03", None, "about 3 February 1990"),
    ],
)
def test_a_span_in_words(start: str, end: str | None, words: str):
    """As short as prose has it, nothing said twice and nothing left open."""

    def read(text: str) -> Moment:
        when = moment(text.removeprefix("about "))
        return approximate(when) if text.startswith("about") else when

    assert span(read(start), read(end) if end else None) == words


NO_DATES = (
    *("", "1994-", "1994-1-2", "1994-13", "1994-00", "1994-02-30", "1993-02-29", "1900-02-29", "1994-10-00"),
    *(
        "94-10-21",
        "21 October 1994",
        "1994/10/21",
        "1994-10-21T10:00",
        "１９９４",
        "19941021",
        "0000",
        "9999",
    ),
    *("about 1994", "1994-10-21-22", 7, -1994, 10**30, 1994.5, True, None, [1994], {"year": 1994}, b"1994"),
)


@pytest.mark.parametrize("value", NO_DATES)
def test_what_is_no_date(value: object):
    """It is refused, with a word on how to write one."""
    with pytest.raises(UnfitError) as stopped:
        moment(value)
    assert "Write YYYY-MM-DD" in stopped.value.mend


@pytest.mark.parametrize("value", ["1994-10", "1994", 1994, "", None, 0])
def test_what_is_no_day(value: object):
    """Where a day is asked for, a month is not enough."""
    with pytest.raises(UnfitError):
        exact_day(value)
    assert exact_day("1994-10-21") == exact_day(date(1994, 10, 21)) == date(1994, 10, 21)


@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)), st.sampled_from([4, 7, 10]), st.booleans())
def test_dates_are_read_as_they_are_written(day: date, length: int, about: bool):
    """A date, cut to what is known, comes back; it contains its day; about it contains more."""
    text = day.isoformat()[:length]
    when = moment(text)
    assert when.iso == text
    assert moment(when) is when
    assert moment(f" {text}\n") == when
    wide = approximate(when)
    assert wide.earliest < when.earliest <= day <= when.latest < wide.latest
    assert str(wide) == f"about {when}"
    assert str(when).endswith(str(day.year))
    assert (calendar.month_name[day.month] in str(when)) == (length > 4)


@given(
    st.text(max_size=12)
    | st.text("0123456789-", max_size=11)
    | st.integers()
    | st.floats()
    | st.dates()
    | st.none()
)
def test_whatever_is_no_date_is_refused(value: object):
    """Nothing but a date or a refusal comes of it."""
    when, refused = None, ""
    try:
        when = moment(value)
    except UnfitError as error:
        refused = error.what
    assert refused.isprintable()
    assert len(refused) < 80
    assert when is None or when.iso == str(value).strip()


# Events


def test_events_of_the_small_book(overlay: Overlay):
    """In the order of their dates, from all files; each with its precision, its home and what it bears on."""
    events = {event.id: event for event in events_of(overlay("histories"))}
    assert list(events) == [
        "e-1990-talks",
        "e-1991-side-talks",
        "e-1991-admission",
        "e-1993-statement",
        "e-1994-agreement",
        "e-1994-session",
    ]
    assert {ident: event.when for ident, event in events.items()} == {
        "e-1990-talks": "about February 1990 to 21 October 1994",
        "e-1991-side-talks": "1991 to June 1993",
        "e-1991-admission": "17 September 1991",
        "e-1993-statement": "1993",
        "e-1994-agreement": "21 October 1994",
        "e-1994-session": "3–5 November 1994",
    }
    talks, admission = events["e-1990-talks"], events["e-1991-admission"]
    assert (talks.start.precision, talks.last.precision) == ("about", "day")
    assert talks.paragraphs == (1, 2)
    assert talks.annotations == ("p1-first",)
    assert [(d.start.iso, d.end.iso, d.text) for d in talks.dormant] == [
        ("1992-03", "1993-03-12", "Nobody came.")
    ]
    assert admission.timelines == (("council", "acts"), ("talks", "results"))
    assert [admission.lane(name) for name in ("council", "talks", "other")] == ["acts", "results", ""]
    assert (admission.zone, admission.in_korea) == ("America/New_York", date(1991, 9, 18))
    assert not events["e-1991-side-talks"].counted
    assert all(event.counted for ident, event in events.items() if ident != "e-1991-side-talks")


def test_a_book_without_timelines_has_no_events(small_book: Path):
    """The records are there for those who want them."""
    assert (load_timelines(small_book), load_parties(small_book), events_of(small_book)) == ((), (), ())


@pytest.mark.parametrize("text", ["", "\n\n", "# Nothing happened yet.\n", "---\n", "[]\n", "\ufeff# é\r\n"])
def test_a_file_without_an_event_is_no_fault(overlay: Overlay, text: str):
    """A decade in which nothing happened may have its file all the same."""
    root = overlay("histories")
    write(root, text, "2020s.yml")
    assert len(events_of(root)) == 6
    for name in ("parties.yml", "timelines.yml"):
        (root / "data" / name).write_text(text, encoding="utf-8")
    assert (load_timelines(root), load_parties(root)) == ((), ())


TITLES = [
    "<script>alert(1)</script>",
    "$100 & 10 % of {it}, \\alpha $x^2$",
    "&lt;b&gt; &amp; “quoted” 'and' \"so\"",
    "{{ substituted }} %(this)s {0} $name",
    "남북 공동성명 — 板門店",
    "# no heading, * no list, `no code`, [no](link)",
    "=1+1",
    "-- » |a|b|",
    "e\u0301 🕊",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_text(overlay: Overlay, title: str):
    """No sign in it means anything; see test_figures.py for what becomes of it."""
    root = overlay("histories")
    write(root, written(record(title=title)))
    assert title in {event.title for event in events_of(root)}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: f"---\n{text}...\n".encode(),
    ],
    ids=["byte-order mark", "Windows", "old Mac", "no end of line", "document marks"],
)
def test_events_are_read_alike_from_every_editor(overlay: Overlay, change: Callable[[str], bytes]):
    """How an editor saves a file does not matter."""
    root = overlay("histories")
    before = events_of(root)
    path = root / "data" / "events" / "1990s.yml"
    path.write_bytes(change(path.read_text(encoding="utf-8")))
    assert events_of(root) == before


def test_spaces_and_line_breaks_are_folded(overlay: Overlay):
    """A text is a line, however it stands in the file."""
    root = overlay("histories")
    write(
        root, written(record(title="  A\n\n  visit\t\u00a0 ", why_not_counted=" So\n it is. ", counted=False))
    )
    event = next(each for each in events_of(root) if each.id == "e-1992-visit")
    assert (event.title, event.why_not_counted) == ("A visit", "So it is.")


@pytest.mark.parametrize("field", ["title", "text", "zone", "kind", "id", "why_not_counted", "start"])
def test_a_megabyte_in_a_field_is_told_in_a_line(overlay: Overlay, field: str):
    """And soon; no message repeats it."""
    root = overlay("histories")
    write(root, written(record(**{field: "x" * 2**20})))
    (fault, *_) = faults_of(root)
    assert fault.path == "data/events/1990s.yml"
    assert fault.what.startswith(f"{field}: ")
    assert len(str(fault)) < 300


def test_a_megabyte_in_the_name_of_a_field_is_told_in_a_line(overlay: Overlay):
    """The same, where a name is wrong; and no sign that a terminal would obey is repeated."""
    root = overlay("histories")
    write(root, written(record(**{"x" * 2**20: 1, "\x1b[2J": 2, "zone": "\x1b[2J"})))
    faults = faults_of(root)
    assert len(faults) == 3
    assert all(len(str(fault)) < 300 and "\x1b" not in str(fault) for fault in faults)


def test_a_file_that_refers_to_itself_takes_no_time(overlay: Overlay):
    """Nine lines of YAML that stand for a thousand million texts are refused where they begin."""
    root = overlay("histories")
    bomb = "- &a0 [ha, ha]\n" + "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    write(root, bomb)
    assert [(f.line, f.what) for f in faults_of(root)] == [(2, "*a0 stands for another part of the file")]


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000])
def test_a_file_too_deep_is_told(overlay: Overlay, text: str):
    """PyYAML's loader in C would end the process."""
    root = overlay("histories")
    write(root, text)
    (fault,) = faults_of(root)
    assert (fault.line, fault.what) == (1, "here stand more than 50 levels of lists within one another")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: 1\na: 2", "“a” stands twice in one record"),
        ("a: 1\nb: 2018-02-30", "there is no date 2018-02-30"),
        ("a: 1\nb: !!int x", "there is no int x"),
        ("a: 1\nb: !!bool x", "there is no bool x"),
        ("a: 1\n? [b]\n: 2", "found unhashable key"),
    ],
)
def test_yaml_that_python_would_stumble_over_is_told_with_its_line(text: str, what: str):
    """The second line of each."""
    with pytest.raises(FaultError) as stopped:
        parse_yaml(text, Path("/book/data/a.yml"), Path("/book"))
    (fault,) = stopped.value.faults
    assert (fault.line, fault.what) == (2, f"this is not valid YAML ({what})")


def test_a_file_that_would_be_overlooked_is_told(overlay: Overlay):
    """Only .yml is read, so .yaml is a slip."""
    root = overlay("histories")
    write(root, written(record()), "1980s.yaml")
    assert [str(fault) for fault in faults_of(root)] == [
        "data/events/1980s.yaml: no file of events ends in .yaml.\n    Mend: Rename it: .yml."
    ]


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"id": "e-1992-visit\n"}, "id: "),
        ({"id": "e-１９９２-visit"}, "id: “e-１９９２-visit” does not have the right form"),
        ({"id": "e-1992"}, "id: "),
        ({"timelines": []}, "timelines: it does not say which lane"),
        ({"timelines": {}}, "timelines: "),
        ({"timelines": [["talks", "results"]]}, "timelines: it does not say which lane"),
        ({"timelines": {"talks": ["results"]}}, "timelines: input should be a valid string"),
        ({"timelines": {"council": "acts"}, "start": "1990-12-31"}, "before timeline council opens"),
        ({"start": ["1992"]}, "start: “['1992']” is no date"),
        ({"end": "1992-05-10"}, "it ends (10 May 1992) before it starts (11 May 1992)"),
        ({"title": ""}, "title: it is empty"),
        ({"title": " \t "}, "title: "),
        ({"title": "x" * 81}, "title: it has more than 80 characters"),
        ({"title": ["x"]}, "title: input should be a valid string"),
        ({"title": "x\u202ey"}, "title: it holds U+202E, which cannot be printed"),
        ({"text": "x" * 601}, "text: it has more than 600 characters"),
        ({"parties": []}, "parties: it is empty"),
        ({"parties": "north"}, "parties: it should be a list"),
        ({"parties": ["north", "north"]}, "north stands twice"),
        ({"sources": []}, "sources: "),
        ({"sources": ["UN2006first", "UN2006first"]}, "UN2006first stands twice"),
        ({"sources": ["\x1b[2J"]}, "sources: “\ufffd[2J” does not have the right form"),
        ({"paragraphs": [0]}, "the essay has no paragraph 0"),
        ({"paragraphs": [True]}, "paragraphs: "),
        ({"paragraphs": ["1"]}, "paragraphs: "),
        ({"paragraphs": [1, 1]}, "1 stands twice"),
        ({"paragraphs": 1}, "paragraphs: it should be a list"),
        ({"annotations": ["p1"]}, "annotations: “p1” does not have the right form"),
        ({"precision": "day", "start": "1992-05"}, "it says day, but the date 1992-05 gives a month"),
        ({"precision": "hour"}, "precision: “hour” is unknown"),
        ({"end_precision": "about"}, "it says how exact an end is that it does not have"),
        ({"in_korea": "1992-05-12"}, "it has a day in Korea but no time zone"),
        ({"in_korea": "1992-05-13", "zone": "UTC"}, "is not the one before or after 1992-05-11"),
        ({"in_korea": "1992-05", "zone": "UTC"}, "in_korea: “1992-05” is no day"),
        ({"in_korea": "1992-05-12", "zone": "UTC", "start": "1992-05"}, "but its start is no day"),
        ({"in_korea": 0, "zone": "UTC"}, "in_korea: “0” is no date"),
        ({"zone": "../../etc/passwd"}, "zone: there is no time zone"),
        ({"counted": False}, "it does not say why it is not counted"),
        ({"why_not_counted": "So."}, "it says why it is not counted, but it is"),
        ({"dormant": [{"start": 1992, "end": 1991, "text": "So."}]}, "this span ends before it starts"),
        ({"dormant": [{"start": 1980, "end": 1981, "text": "So."}]}, "lies outside the event’s own"),
        ({"dormant": {"start": 1992, "end": 1992, "text": "So."}}, "dormant: it should be a list"),
        ({"dormant": ["1992"]}, "dormant: it should hold fields, each with a value"),
        ({"colour": "red"}, "colour: there is no such field"),
    ],
)
def test_a_wrong_event_is_told(overlay: Overlay, fields: dict[str, Any], what: str):
    """In a file whose second record it is, on a line of that record."""
    root = overlay("histories")
    first = written(record(id="e-1992-another"))
    write(root, first + written(record(**fields)))
    faults = faults_of(root)
    assert all(f.path == "data/events/1990s.yml" and f.line > first.count("\n") for f in faults)
    assert any(what in fault.what for fault in faults), faults


def test_all_faults_of_all_records_are_told_together(overlay: Overlay):
    """Who mends a file wants to know all that is wrong with it."""
    root = overlay("histories")
    wrong = [record(id=f"e-1992-visit-{n}", parties=["nobody"], paragraphs=[99]) for n in range(20)]
    write(root, written(*wrong))
    assert len(faults_of(root)) == 40


def test_the_edition_has_its_events():
    """What stands in data/ is read without a fault, and every kind of event and every lane is used."""
    events, timelines = events_of(ROOT), load_timelines(ROOT)
    assert len(timelines) == 6
    assert {event.kind for event in events} == set(EVENT_KINDS)
    for timeline in timelines:
        used = {event.lane(timeline.id) for event in events} - {""}
        assert used == {lane.id for lane in timeline.lanes}, timeline.id


# Whatever an author writes

SIGNS = st.sampled_from(
    [*TITLES, "e-1992-visit", "talks", "north", "UN2006first", "1992-05-11", "1992", "UTC"]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | SIGNS
SCALARS = TEXT | st.integers() | st.floats() | st.booleans() | st.none() | st.dates() | st.datetimes()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT | st.integers(), inner, max_size=3),
    max_leaves=5,
)
FIELDS = [
    *("id", "timelines", "start", "end", "title", "text", "kind", "parties", "sources", "precision"),
    *("end_precision", "zone", "in_korea", "paragraphs", "annotations", "counted", "why_not_counted"),
    *("dormant", "anything"),
]
RECORDS = st.builds(
    lambda fields: record(**fields), st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=3)
)


@settings(
    max_examples=150, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@example([record(title=title) for title in TITLES[:1]])
@example([{1: 2}])
@example([record(dormant=[{"start": "1992", "end": "1992", "text": "x", 1: 2}])])
@given(st.lists(RECORDS | VALUES, max_size=3) | VALUES)
def test_whatever_stands_in_a_file_of_events_is_read_or_refused(overlay: Overlay, value: object):
    """Never a traceback; a fault has its place, and can be printed; what is read can be drawn."""
    root = overlay("histories")
    write(root, yaml.safe_dump(value, allow_unicode=True))
    try:
        events_of(root)
        figure = load_gallery(root).figure("talks")
        assert isinstance(figure, TimelineFigure)
        for measure in (FILE, PAGE, WIDE, PHONE):
            assert layouts(figure, measure)
        for sheet in drawn(figure, PAGE):
            ElementTree.fromstring(sheet)
        json.loads(specification(figure, (WIDE, PHONE)))
        assert as_csv(figure).count("\n") == len(figure.table.rows) + 1
        assert len(json.loads(as_json(figure, ""))["rows"]) == len(figure.table.rows)
    except FaultError as error:
        for fault in error.faults:
            assert fault.path.startswith("data/events/")
            assert fault.line >= 1
            assert fault.mend
            assert len(str(fault)) < 500
            assert str(fault).replace("\n", "").isprintable()
