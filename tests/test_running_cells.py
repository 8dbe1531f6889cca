"""Code cells of a chapter: run once, taken from the cache after that, and told where they fail."""

from pathlib import Path

import pytest

from markup import one, page, words
from sixtracks.cli import main
from sixtracks.cli.stamp import digest_of_folder

HEAD = """\
---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
---

"""
CELL = "\n```{{code-cell}} python\n{}\n```\n"


class Count:
    """A cell that leaves a stroke in a file whenever it is run."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "strokes.txt"
        self.cell = f"with open({str(self.file)!r}, 'a') as file:\n    print(file.write('x') + 41)"

    def runs(self) -> int:
        """How often it was run."""
        return len(self.file.read_text(encoding="utf-8")) if self.file.exists() else 0


@pytest.fixture
def count(tmp_path: Path) -> Count:
    """A cell that counts its runs."""
    return Count(tmp_path)


def write_cells(root: Path, *cells: str) -> Path:
    """Make the second chapter a notebook that ends in these cells."""
    chapter = root / "book" / "two.md"
    text = HEAD + chapter.read_text(encoding="utf-8") + "".join(CELL.format(cell) for cell in cells)
    chapter.write_text(text, encoding="utf-8")
    return chapter


def test_a_cell_runs_once_and_its_result_stays(warm_book: Path, count: Count):
    """Changed prose does not run it again, nor does the PDF; changed code and changed data do."""
    chapter = write_cells(warm_book, count.cell)
    assert main(["build", str(warm_book)]) == 0
    assert count.runs() == 1
    first = page(warm_book / "_build" / "html" / "book" / "two.html")
    assert words(one(first, ".cell_output")) == "42"

    prose = chapter.read_text(encoding="utf-8")
    chapter.write_text(prose.replace("She concludes", "She ends"), encoding="utf-8")
    assert main(["build", str(warm_book)]) == 0
    assert count.runs() == 1
    again = (warm_book / "_build" / "html" / "book" / "two.html").read_text(encoding="utf-8")
    assert "She ends" in again
    assert "42" in again.partition("cell_output")[2]

    chapter.write_text(prose.replace("print(", "print(1, "), encoding="utf-8")
    assert main(["build", str(warm_book)]) == 0
    assert count.runs() == 2

    names = warm_book / "data" / "people.yml"
    names.write_text(names.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    assert main(["build", str(warm_book)]) == 0
    assert count.runs() == 3


def test_a_page_with_code_has_the_styles_of_code(warm_book: Path):
    """And a page without has not."""
    write_cells(warm_book, "6 * 7")
    assert main(["build", str(warm_book)]) == 0
    html = warm_book / "_build" / "html" / "book"
    for name, expected in (("two", 2), ("one", 0)):
        sheets = [str(s["href"]) for s in page(html / f"{name}.html").select("link[rel=stylesheet]")]
        assert len([s for s in sheets if "pygments" in s or "mystnb" in s]) == expected


def test_identical_cells_are_no_fault(warm_book: Path, count: Count):
    """Twice in one chapter: both are run, both show their result."""
    write_cells(warm_book, count.cell, count.cell)
    assert main(["build", str(warm_book)]) == 0
    assert count.runs() == 2
    shown = page(warm_book / "_build" / "html" / "book" / "two.html").select(".cell_output")
    assert [words(each) for each in shown] == ["42", "42"]


def test_a_cell_runs_where_its_chapter_lies(warm_book: Path):
    """So that a path in it is what an author sees in Jupyter; state does not leak between chapters."""
    write_cells(
        warm_book, "import pathlib\nprint(pathlib.Path('one.md').exists(), 'mine' in globals())\nmine = 1"
    )
    other = warm_book / "book" / "get.md"
    text = HEAD + other.read_text(encoding="utf-8") + CELL.format("print('mine' in globals())")
    other.write_text(text, encoding="utf-8")
    assert main(["build", str(warm_book)]) == 0
    html = warm_book / "_build" / "html" / "book"
    assert words(one(page(html / "two.html"), ".cell_output")) == "True False"
    assert words(one(page(html / "get.html"), ".cell_output")) == "False"


def test_a_failing_cell_stops_the_build(warm_book: Path, capsys: pytest.CaptureFixture[str]):
    """File, line, the error in a word, how to mend it; the last good output stays."""
    before = digest_of_folder(warm_book / "_build" / "html")
    chapter = write_cells(warm_book, "1 + 1", "1 / 0", "2 + 2")
    line = chapter.read_text(encoding="utf-8").split("\n").index("1 / 0") + 1
    assert main(["build", str(warm_book)]) == 1
    told = capsys.readouterr().err
    places = [
        f"book/two.md:{n}: this cell fails (ZeroDivisionError: division by zero)" for n in (line - 1, line)
    ]
    assert told.startswith(tuple(places))
    assert "\n    Mend: " in told
    assert "Traceback" not in told
    assert digest_of_folder(warm_book / "_build" / "html") == before


def test_cells_give_the_same_bytes_anew_and_from_the_cache(warm_book: Path):
    """A result that was kept is the result."""
    write_cells(warm_book, "print({'a', 'b'} == {'b', 'a'})")
    found = []
    for _ in range(2):
        assert main(["build", "--force", str(warm_book)]) == 0
        found.append((warm_book / "_build" / "html" / "book" / "two.html").read_bytes())
    assert found[0] == found[1]
