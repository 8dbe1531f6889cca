"""What is checked before Sphinx starts: settings, contents, front matter."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixtracks.cli.preflight import check_front_matter, check_source, read_toc
from sixtracks.faults import Fault, FaultError


def faults_of(root: Path) -> tuple[Fault, ...]:
    """The faults of a book's source."""
    with pytest.raises(FaultError) as stopped:
        check_source(root)
    assert all(fault.mend for fault in stopped.value.faults)
    return stopped.value.faults


def test_chapters_come_in_the_order_of_the_contents(small_book: Path):
    """The root first; a name may have its ending."""
    toc = small_book / "_toc.yml"
    toc.write_text(toc.read_text(encoding="utf-8").replace("book/two", "book/two.md"), encoding="utf-8")
    assert [c.stem for c in check_source(small_book)] == ["index", "one", "two", "get", "sources"]


def test_every_chapters_front_matter_is_told_at_once(small_book: Path):
    """An author mends all of them in one go."""
    for name in ("one", "two"):
        (small_book / "book" / f"{name}.md").write_text("---\na: [\n---\n# A\n", encoding="utf-8")
    assert [(f.path, f.line) for f in faults_of(small_book)] == [("book/one.md", 2), ("book/two.md", 2)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# A\n---\na: [\n", None),
        ("---\n---\n# A\n", None),
        ("---\na: 1\n...\n# A\n", None),
        ("---\r\na: 1\r\n---\r\n# A\r\n", None),
        ("---\na: 1\n# A\n", 1),
        ("---\n- a\n---\n# A\n", 2),
        ("---\na: 1\nb: 'c\n---\n# A\n", 3),
        ("", None),
    ],
)
def test_front_matter(tmp_path: Path, text: str, line: int | None):
    """It is a list of keys, if there is any, and has an end."""
    chapter = tmp_path / "a.md"
    chapter.write_text(text, encoding="utf-8", newline="")
    found = None
    try:
        check_front_matter(chapter, tmp_path)
    except FaultError as error:
        found = error.faults[0].line
    assert found == line


def test_every_wrong_entry_of_the_contents_is_told(small_book: Path):
    """A missing file and a repeated one, each with its line."""
    (small_book / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n"
        "  - file: book/none\n  - file: book/one\n  - file: book/one\n",
        encoding="utf-8",
    )
    assert [(f.line, f.what) for f in faults_of(small_book)] == [
        (4, "there is no file for the entry book/none"),
        (6, "book/one stands twice"),
    ]


@pytest.mark.parametrize(
    "toc", ["", "[]", "format: jb-book", "format: jb-book\nroot: 3", "- root: book/index"]
)
def test_contents_that_are_none(small_book: Path, toc: str):
    """Each is told as a fault of _toc.yml."""
    (small_book / "_toc.yml").write_text(toc, encoding="utf-8")
    assert {fault.path for fault in faults_of(small_book)} == {"_toc.yml"}


@pytest.mark.parametrize("settings_text", ["", "- a", "a: ["])
def test_settings_that_are_none(small_book: Path, settings_text: str):
    """Each is told as a fault of _config.yml."""
    (small_book / "_config.yml").write_text(settings_text, encoding="utf-8")
    assert {fault.path for fault in faults_of(small_book)} == {"_config.yml"}


TOC = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["jb-book", "book/one", "book/index", "\0"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["format", "root", "file", "parts", "chapters", "sections", "url"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TOC)
def test_no_contents_end_in_anything_but_a_fault(small_book: Path, toc: object):
    """Whatever shape a table of contents has, it is read or refused."""
    import yaml

    (small_book / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    paths = {"_toc.yml"}
    try:
        read_toc(small_book)
    except FaultError as error:
        paths = {fault.path for fault in error.faults}
    assert paths == {"_toc.yml"}
