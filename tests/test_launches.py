"""Launches and nuclear tests: what the tables hold, what is said where one is wrong, the edition's counts."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from places import ROOT
from sixtracks.faults import Fault, FaultError
from sixtracks.figures.counts import launches_figure, pauses
from sixtracks.figures.files import as_csv
from sixtracks.records import load_edition, load_launches, load_nuclear_tests, load_sources
from sixtracks.records.dates import moment
from sixtracks.records.launches import day_in_korea

HEAD = "id,date,time,missile,type,site,outcome,note\n"
ROW = "l-2017-07-04-1,2017-07-04,00:40,Hwasong-14,ICBM,A field,success,\n"
TESTS_HEAD = "n,date,time,magnitude,magnitude_source,yield_low_kt,yield_high_kt,yield_source,sources\n"
TEST = "1,2006-10-09,01:35:28,4.3,USGS,0.5,1.0,Smith,Smith2017talks UN2006first\n"
LOADERS = {"launches.csv": load_launches, "nuclear_tests.csv": load_nuclear_tests}

# The total of each year as counted from the CNS table before this edition kept its own; 0 in the others.
BEFORE = {1984: 6, 1986: 1, 1990: 2, 1991: 1, 1992: 1, 1993: 4, 1998: 1, 2006: 7, 2009: 8}
SINCE = dict(enumerate((2, 6, 19, 15, 24, 21, 0, 27, 9, 6, 69, 33, 41, 11, 25), 2012))
TOTALS = {**dict.fromkeys(range(1984, 2027), 0), **BEFORE, **SINCE}


def faults_in(root: Path, text: str | bytes, name: str = "launches.csv") -> tuple[Fault, ...]:
    """What is wrong with a table of this content."""
    content = text if isinstance(text, bytes) else text.encode()
    (root / "data" / name).write_bytes(content)
    with pytest.raises(FaultError) as stopped:
        LOADERS[name](root)
    assert all(fault.path == f"data/{name}" and fault.mend for fault in stopped.value.faults)
    return stopped.value.faults


def test_launches_of_the_small_book(overlay: Callable[[str], Path]):
    """In the order of their dates; an empty cell is nothing; a comma in quotation marks is a comma."""
    launches = load_launches(overlay("histories"))
    assert [each.id for each in launches] == [
        *("l-2016-07-01-1", "l-2017-07-04-1", "l-2017-11-28-1", "l-2019-05-04-1", "l-2019-05-04-2"),
    ]
    assert (launches[0].date.precision, launches[0].time) == ("month", None)
    assert (launches[1].site, launches[1].time) == ("A field, by a lake", time(0, 40))
    assert [each.in_korea for each in launches] == [None, None, date(2017, 11, 29), None, None]
    assert [(each.outcome, each.note) for each in launches[3:]] == [
        ("success", ""),
        ("failure", "One of two."),
    ]


def test_tests_of_the_small_book(overlay: Callable[[str], Path]):
    """In their order; what was not measured is nothing; sources stand one after the other."""
    root = overlay("histories")
    first, second = load_nuclear_tests(root, {source.key for source in load_sources(root)})
    assert (first.n, first.date.iso, first.yield_low_kt, first.yield_high_kt) == (1, "2016-09-09", 10, 20)
    assert (second.magnitude, second.yield_low_kt, second.yield_source) == (6.3, None, "")
    assert second.sources == ("Smith2017talks", "UN2006first")


def test_a_test_names_a_source_that_exists(overlay: Callable[[str], Path]):
    """On the line of its row."""
    root = overlay("histories")
    with pytest.raises(FaultError, match=r"data/nuclear_tests\.csv:3: there is no source “UN2006first”"):
        load_nuclear_tests(root, {"Smith2017talks"})


@pytest.mark.parametrize("text", ["", "\n", HEAD, HEAD + "\n\n", "\ufeff" + HEAD.replace("\n", "\r\n")])
def test_a_table_without_rows_is_no_fault(small_book: Path, text: str):
    """And neither is a book without a table."""
    assert load_launches(small_book) == load_nuclear_tests(small_book) == ()
    (small_book / "data" / "launches.csv").write_text(text, encoding="utf-8", newline="")
    assert load_launches(small_book) == ()


@pytest.mark.parametrize(
    ("day", "clock", "there"),
    [
        ("2017-11-28", time(18, 17), date(2017, 11, 29)),
        ("2017-11-28", time(14, 59, 59), None),
        ("2017-11-28", time(15, 0), date(2017, 11, 29)),
        ("2017-12-31", time(23, 59), date(2018, 1, 1)),
        ("2016-02-28", time(20, 0), date(2016, 2, 29)),
        ("1987-06-01", time(14, 30), date(1987, 6, 2)),  # summer time in Seoul: ten hours ahead
        ("2017-11-28", None, None),
        ("2017-11", time(18, 17), None),
    ],
)
def test_the_day_in_korea(day: str, clock: time | None, there: date | None):
    """Another than in UTC from three in the afternoon on; nothing where the hour is unknown."""
    assert day_in_korea(moment(day), clock) == there


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (HEAD + ROW.replace("2017-07-04,", "4 July 2017,"), 2, "date: “4 July 2017” is no date"),
        (HEAD + ROW.replace("2017-07-04,", "2017-07-32,"), 2, "date: there is no date 2017-07-32"),
        (HEAD + ROW.replace("2017-07-04,", "2017,"), 2, "date: 2017 is only a year"),
        (HEAD + ROW.replace("2017-07-04,", ","), 2, "date: “” is no date"),
        *(
            (HEAD + ROW.replace("00:40", clock), 2, f"time: “{clock}” is no time")
            for clock in ("24:00", "7:40", "07:60", "0740", "07:40Z", "07:40+09:00", "3", "07:40:61", "٠٧:٤٠")
        ),
        (HEAD + "\n" + ROW.replace("ICBM", "ICMB"), 3, "type: “ICMB” is unknown"),
        (HEAD + ROW.replace("success", "hit"), 2, "outcome: “hit” is unknown"),
        (HEAD + ROW.replace("Hwasong-14", ""), 2, "missile: it is empty"),
        (HEAD + ROW.replace("Hwasong-14", "x" * 10**5), 2, "missile: it has more than 80 characters"),
        (HEAD + ROW.replace("A field", "A\x1b[2Jfield"), 2, "site: it holds U+001B, which cannot be printed"),
        (HEAD + ROW.replace("l-2017", "L-2017"), 2, "id: “L-2017-07-04-1” does not have the right form"),
        (HEAD + ROW + "\n" + ROW, 4, "launch l-2017-07-04-1 stands twice"),
        (HEAD + ROW.replace("A field", '"A\nfield"') + ROW, 4, "launch l-2017-07-04-1 stands twice"),
        (HEAD + ROW + "l-2017-07-04-2,2017-07-04\n", 3, "this row has 2 cells, the head has 8"),
        (HEAD + ROW.replace("A field", '"A\nfield", by'), 2, "this row has 8 cells, the head has 8"),
        (HEAD + ROW.replace("A field", '"A field'), 2, "this is not valid CSV (unexpected end of data)"),
        (HEAD + ROW.replace("A field", '"A" field'), 2, "this is not valid CSV ("),
        (HEAD + ROW.replace("A field", "x" * 2**20), 2, "this is not valid CSV (field larger than"),
        (HEAD.replace("missile", "rocket") + ROW, 1, "the head is id,date,time,rocket,type,site,outcome,no…"),
        (HEAD.replace(",note", "") + ROW, 1, "the head is id,date,time,missile,type,site,outcome"),
        (HEAD.replace("note", "site") + ROW, 1, "the head is id,date,time,missile,type,site,outcome,s…"),
        (ROW, 1, "the head is l-2017-07-04-1,2017-07-04,00:40,Hwasong-…"),
        (b"\xff", 1, "the file is not UTF-8 (byte 0xff)"),
    ],
)  # fmt: skip
def test_a_wrong_launch_is_told(small_book: Path, text: str | bytes, line: int, what: str):
    """With the line on which its row begins."""
    if "this row has 8" in what:  # the comma after a quotation belongs to it: nine cells
        what = "this row has 9 cells, the head has 8"
    (fault,) = faults_in(small_book, text)
    assert (fault.line, fault.what[: len(what)]) == (line, what)
    assert len(str(fault)) < 300


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (TEST.replace("1,2006", "0,2006"), "n: "),
        (TEST.replace("1,2006", "one,2006"), "n: "),
        (TEST.replace("2006-10-09", "2006-10"), "date: “2006-10” is no day"),
        (TEST.replace("4.3", "strong"), "magnitude: "),
        (TEST.replace("4.3", "nan"), "magnitude: "),
        (TEST.replace("1.0", "inf"), "yield_high_kt: "),
        (TEST.replace("0.5", "-0.5"), "yield_low_kt: "),
        (TEST.replace("Smith2017talks UN2006first", ""), "sources: it is empty"),
    ],
)
def test_a_wrong_test_is_told(small_book: Path, text: str, what: str):
    """With its line."""
    (fault,) = faults_in(small_book, TESTS_HEAD + text, "nuclear_tests.csv")
    assert fault.line == 2
    assert fault.what.startswith(what)
    (fault,) = faults_in(small_book, TESTS_HEAD + TEST + TEST, "nuclear_tests.csv")
    assert (fault.line, fault.what) == (3, "test 1 stands twice")


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    [*ROW.strip().split(","), *TEST.strip().split(","), '"', "\n", "é", "=1+1"]
)
ROWS = st.lists(st.lists(CELLS, max_size=10), max_size=4)


@settings(
    max_examples=150, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@example("launches.csv", [], '"')
@given(st.sampled_from(sorted(LOADERS)), ROWS, st.text('",\n\r\0 a1', max_size=12))
def test_whatever_stands_in_a_table_is_read_or_refused(
    small_book: Path, name: str, rows: list[list[str]], rest: str
):
    """Never a traceback; each fault has its line and can be printed."""
    buffer = io.StringIO(HEAD if name == "launches.csv" else TESTS_HEAD)
    buffer.seek(0, io.SEEK_END)
    csv.writer(buffer).writerows(rows)
    (small_book / "data" / name).write_text(buffer.getvalue() + rest, encoding="utf-8", newline="")
    try:
        LOADERS[name](small_book)
    except FaultError as error:
        for fault in error.faults:
            assert fault.path == f"data/{name}"
            assert fault.line >= 1
            assert fault.mend
            assert str(fault).replace("\n", "").isprintable()


# The edition's own


def test_launches_by_year_are_those_of_the_table():
    """The columns, the rows, the records and the totals that were counted before: all the same."""
    launches, tests, edition = load_launches(ROOT), load_nuclear_tests(ROOT), load_edition(ROOT)
    counted = Counter(each.date.year for each in launches)
    assert {year: counted[year] for year in TOTALS} == TOTALS
    assert len(TOTALS) == 43
    assert sum(TOTALS.values()) == len(launches)
    figure = launches_figure("year", launches, tests, edition)
    assert {column.start.year: column.total for column in figure.columns} == TOTALS
    rows = list(csv.DictReader(io.StringIO(as_csv(figure))))
    assert {int(row["year"]): int(row["launches"]) for row in rows} == TOTALS
    assert sum(int(row["nuclear_tests"]) for row in rows) == 6
    assert str(len(launches)) in figure.alt


def test_launches_by_month_add_up_to_those_by_year():
    """In every year and for every type."""
    launches, tests, edition = load_launches(ROOT), load_nuclear_tests(ROOT), load_edition(ROOT)
    years = launches_figure("year", launches, tests, edition)
    months = launches_figure("month", launches, tests, edition)
    assert years.series == months.series
    for column in years.columns:
        mine = [month.amounts for month in months.columns if month.start.year == column.start.year]
        assert column.amounts == tuple(
            map(sum, zip(*mine, strict=True)) if mine else (0,) * len(years.series)
        )
    assert all(
        month.total or month.start in {t.date.earliest.replace(day=1) for t in tests}
        for month in months.columns
    )


def test_the_pause_into_which_the_essay_falls():
    """From the Hwasong-15 to the first test of 2019: 505 days."""
    launches, tests, edition = load_launches(ROOT), load_nuclear_tests(ROOT), load_edition(ROOT)
    found = pauses(launches, tests)
    (around,) = [(a, b) for a, b in found if a < edition.essay.published < b]
    assert around == (date(2017, 11, 28), date(2019, 4, 17))
    assert (around[1] - around[0]).days == 505
    assert len(found) == 8
    assert all((b - a).days >= 365 for a, b in found)
    for by in ("year", "month"):
        figure = launches_figure(by, launches, tests, edition)
        assert (*around, "505 days") in figure.spans
        assert "28 November 2017 to 17 April 2019" in figure.alt
        assert "28 November 2017 to 17 April 2019 (505 days)" in figure.description[0]


def test_the_six_tests():
    """With their days in UTC."""
    tests = load_nuclear_tests(ROOT, {source.key for source in load_sources(ROOT)})
    assert [(test.n, test.date.iso) for test in tests] == [
        (1, "2006-10-09"),
        (2, "2009-05-25"),
        (3, "2013-02-12"),
        (4, "2016-01-06"),
        (5, "2016-09-09"),
        (6, "2017-09-03"),
    ]
    figure = launches_figure("month", load_launches(ROOT), tests, load_edition(ROOT))
    assert [day for day, _ in figure.marks] == [test.date.earliest for test in tests]


def test_a_launch_of_which_only_the_month_is_known_makes_no_pause_longer(overlay: Callable[[str], Path]):
    """A pause ends on the first day of that month, and one begins on its last."""
    root = overlay("histories")
    launches, tests = load_launches(root), load_nuclear_tests(root)
    assert pauses(launches, tests) == ((date(2017, 11, 28), date(2019, 5, 4)),)
    path = root / "data" / "launches.csv"
    month = "l-2018-05-01-1,2018-05,,Hwasong-6,SRBM,The coast,unknown,\n"
    path.write_text(path.read_text(encoding="utf-8") + month, encoding="utf-8")
    assert pauses(load_launches(root), tests) == ()
    later = month.replace("2018-05", "2020-12")
    path.write_text(path.read_text(encoding="utf-8").replace(month, later), encoding="utf-8")
    assert pauses(load_launches(root), tests) == (
        (date(2017, 11, 28), date(2019, 5, 4)),
        (date(2019, 5, 4), date(2020, 12, 1)),
    )
