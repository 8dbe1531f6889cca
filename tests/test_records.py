"""Files of ``data/`` as records: what they hold, and what is said where one is wrong."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.records import Passage, load_edition, load_passages, load_sources
from sixtracks.records.edition import day
from sixtracks.records.reading import line_of, parse_yaml, read_text, tree_of

LOADERS = {
    "edition.yml": load_edition,
    "passages.yml": load_passages,
    "references.bib": load_sources,
}


def fault_in(root: Path, name: str, text: str | bytes) -> Fault:
    """The first fault that a file of ``data/`` has with this content."""
    path = root / "data" / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(FaultError) as stopped:
        LOADERS[name](root)
    for fault in stopped.value.faults:
        assert fault.path == f"data/{name}"
        assert fault.mend
    return stopped.value.faults[0]


def test_records_of_the_small_book(small_book: Path):
    """Each file gives its records, in the order that readers want."""
    edition = load_edition(small_book)
    assert (edition.title, edition.as_of) == ("Small", date(2026, 1, 31))
    assert edition.essay.published == date(2018, 7, 9)
    assert [(p.number, p.id, p.chapter) for p in load_passages(small_book)] == [
        (1, "p1", "one"),
        (2, "p2", "one"),
        (3, "p3", "two"),
    ]
    sources = {s.key: s for s in load_sources(small_book)}
    assert list(sources) == ["Smith2017talks", "UN2006first", "UN2006second"]
    assert sources["UN2006first"].line == 12
    assert sources["Smith2017talks"].field("author") == "Smith, Jane and Doe, John"
    assert sources["UN2006first"].field("url") == ""


def test_records_are_put_in_order(small_book: Path):
    """Passages by number, however the file has them."""
    data = small_book / "data"
    (data / "passages.yml").write_text(
        "- {number: 9, chapter: two, words: 9}\n- {number: 2, chapter: one, words: 9}", encoding="utf-8"
    )
    assert [p.number for p in load_passages(small_book)] == [2, 9]


def test_a_record_does_not_change(small_book: Path):
    """Records are frozen."""
    with pytest.raises(AttributeError):
        load_passages(small_book)[0].number = 7


@pytest.mark.parametrize(("words", "limit"), [(1, 0), (5, 2), (7, 2), (142, 56), (100, 40)])
def test_digest_limit_is_two_fifths_rounded_down(words: int, limit: int):
    """A digest is never longer than two fifths of its paragraph."""
    assert Passage(number=1, chapter="one", words=words).digest_limit == limit


def test_a_day_as_prose_writes_it():
    """No leading zero, the month in full."""
    assert day(date(2018, 7, 9)) == "9 July 2018"


@pytest.mark.parametrize(
    ("name", "text", "line", "what"),
    [
        ("passages.yml", "- {number: 0, chapter: one, words: 5}", 1, "number: "),
        ("passages.yml", "\n- {number: 1, chapter: One, words: 5}", 2, "chapter: "),
        ("passages.yml", "- number: 1\n  chapter: one\n  words: five\n", 3, "words: "),
        ("passages.yml", "- {number: 1, chapter: one}", 1, "words: field required"),
        ("passages.yml", "- {number: 1, chapter: one, words: 5, page: 3}", 1, "page: "),
        ("passages.yml", "number: 1", 1, "the record: "),
        ("passages.yml", "", 1, "the record: "),
        ("passages.yml", "- {number: 1, chapter: one, words: 5}\n- [", 2, "this is not valid YAML ("),
        ("passages.yml", "a: 2018-02-30", 1, "this is not valid YAML ("),
        ("passages.yml", b"- a\n- \xff\n", 2, "the file is not UTF-8 (byte 0xff)"),
        ("edition.yml", "title: A\n", 1, "as_of: field required"),
        ("references.bib", "@misc{Un2006first, title = {A}, year = {2006}, keywords = {news}}", 1, "author"),
        ("references.bib", "\n@misc{Un2006first,\n title = {A},", 3, "this is not valid BibTeX ("),
        (
            "references.bib",
            "\n@misc{un2006, author={A}, title={A}, year={2006}, keywords={news}}",
            2,
            "AuthorYYYYword",
        ),
        (
            "references.bib",
            "@misc{Un2006a, author={A}, title={A}, year={2006}, keywords={blog}}",
            1,
            "keywords is “blog”",
        ),
        (
            "references.bib",
            "@misc{Un2006a, author={A}, title={A}, year={2006}, keywords={news}, url={https://example.org}}",
            1,
            "day of reading",
        ),
    ],
)
def test_a_wrong_record_is_told_with_its_line(
    small_book: Path, name: str, text: str | bytes, line: int, what: str
):
    """File, line, field, mend."""
    fault = fault_in(small_book, name, text)
    assert fault.line == line, fault
    assert what in fault.what


def test_a_repeated_record_is_told_at_the_second(small_book: Path):
    """The line of the one that repeats, for each kind of list."""
    passages = "- {number: 1, chapter: one, words: 5}\n- {number: 1, chapter: two, words: 5}\n"
    assert str(fault_in(small_book, "passages.yml", passages)).startswith(
        "data/passages.yml:2: passage 1 stands twice.\n    Mend: "
    )
    entry = "@misc{Un2006a, author={A}, title={A}, year={2006}, keywords={news}}\n"
    assert fault_in(small_book, "references.bib", entry * 2).line == 2


def test_a_missing_file_is_told(small_book: Path):
    """By its name; there is no line."""
    (small_book / "data" / "passages.yml").unlink()
    with pytest.raises(FaultError, match=r"data/passages\.yml: the file does not exist\.\n    Mend: "):
        load_passages(small_book)


def test_text_is_read_alike_from_every_editor(tmp_path: Path):
    """A byte-order mark and the line ends of Windows and of old Macs do not matter."""
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert read_text(path, tmp_path) == "one\ntwo\nthree\n"


def test_lines_in_a_tree_of_yaml():
    """The line of a value; of its nearest parent where there is none."""
    tree = tree_of("- a: 1\n  b:\n    - 2\n- a: 3\n")
    places = {(0, "a"): 1, (0, "b", 0): 3, (1, "a"): 4, (1, "z"): 4, (7,): 1, (): 1}
    assert {place: line_of(tree, place) for place in places} == places
    assert line_of(None, ("a",)) == 1


def test_a_fault_reads_well(tmp_path: Path):
    """Place, what, mend; faults stand in order, each once; a path outside the book is given whole."""
    late, early = Fault("b.md", 12, "this is wrong", "Mend it."), Fault("b.md", 2, "so is this")
    assert str(late) == "b.md:12: this is wrong.\n    Mend: Mend it."
    assert str(Fault("b.md", 0, "this is wrong")) == "b.md: this is wrong."
    assert FaultError(late, early, late).faults == (early, late)
    assert shown(tmp_path / "book" / "a.md", tmp_path) == "book/a.md"
    assert shown(Path("/elsewhere/a.md"), tmp_path) == "/elsewhere/a.md"


YAML = st.text(alphabet=st.sampled_from("-:[]{}&*!|>'\"%@`#,? \n\tab01.~<=é한"), max_size=40)


@settings(max_examples=400, deadline=None)
@example("a: 2018-02-30")
@example("[" * 5000)
@example("!!python/object:os.system {}")
@example("? {a: [}")
@example("*a")
@example("a: &a [*a]")
@example("!!int x")
@example("!!float x")
@example("!!binary é")
@example("!!timestamp x")
@given(YAML)
def test_no_yaml_ends_in_anything_but_a_fault(text: str):
    """Whatever a file of YAML holds, it is read or refused with its place."""
    faults: tuple[Fault, ...] = ()
    try:
        parse_yaml(text, Path("/book/data/a.yml"), Path("/book"))
    except FaultError as error:
        faults = error.faults
    assert all(fault.path == "data/a.yml" and fault.line >= 1 for fault in faults)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # the book is overwritten each time
@given(st.sampled_from(sorted(LOADERS)), st.binary(max_size=60) | YAML.map(str.encode))
def test_no_bytes_end_in_anything_but_a_fault(small_book: Path, name: str, content: bytes):
    """Whatever bytes stand in a file of ``data/``, it is read or refused."""
    (small_book / "data" / name).write_bytes(content)
    faults: tuple[Fault, ...] = ()
    try:
        LOADERS[name](small_book)
    except FaultError as error:
        faults = error.faults
    assert all(fault.path == f"data/{name}" for fault in faults)
