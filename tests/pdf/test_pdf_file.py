"""The file itself, read back: places, page numbers, tags, metadata, bytes."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pdf_books import EDITION, Built, build_book, write_book

ESSAY = """\
# Opening

:::{passage} 1
He argues one thing{annotation}`p1-a` and another{annotation}`p1-b`.
:::

:::{annotation} p1-a
:lemma: some words
:kind: person

Kim is written 김정은 {cite}`Hecker2018roadmap`.
:::

:::{annotation} p1-b
:lemma: other words
:kind: term

Moon met Kim.
:::
"""
NEXT = """\
# Next

See [](#p1) and [](one.md).

## A section

:::{passage} 2
He proposes a thing{annotation}`p2-a`.
:::

:::{annotation} p2-a
:lemma: third words
:kind: term

A note.
:::
"""
REFERENCE = """\
# Reference

```{bibliography}
```

## Names

```{names-index}
```

## Verdicts

```{list-table} What they mean
:header-rows: 1

* - Verdict
  - Meaning
* - accurate
  - It holds.
```

:::{figure} line.svg
:alt: A line that rises.

A line. Source: the editors.
:::
"""
LINE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 9L9 0" stroke="#000"/></svg>'


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Built:
    """A book with something of everything."""
    folder = tmp_path_factory.mktemp("whole") / "book"
    return _whole(folder)


def _whole(folder: Path) -> Built:
    write_book(folder, {"one": ESSAY, "two": NEXT, "reference": REFERENCE})
    (folder / "line.svg").write_text(LINE, encoding="utf-8")
    return build_book(folder)


def tags(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The elements of the structure tree, in reading order."""
    todo = [pdf.Root.StructTreeRoot.K]
    while todo:
        node = todo.pop()
        if isinstance(node, pikepdf.Array):
            todo.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary) and pikepdf.Name.S in node:
            yield node
            todo.append(node.get("/K", pikepdf.Array()))


def test_one_file_and_nothing_else(book):
    book.opened().close()
    assert [path.name for path in book.pdf.parent.iterdir()] == ["six-tracks.pdf"]


def test_every_id_is_a_named_destination(book):
    places = book.places()
    assert {"p1", "p2", "p1-a", "p1-a-mark", "p2-a", "p2-a-mark", "opening", "a-section"} <= set(places)
    assert places["p1"] < places["p2"]
    assert any("ecker2018roadmap" in name for name in places)


def test_page_labels_are_roman_then_arabic_from_one(book):
    places = book.places()
    with book.opened() as pdf:
        labels = [page.label for page in pdf.pages]
    first = places["opening"]
    assert labels[: first + 2][-2:] == ["1", "2"]
    assert labels[:4] == ["i", "ii", "iii", "iv"]
    assert all(not label.isdigit() for label in labels[:first])


def test_document_says_what_it_is(book):
    with book.opened() as pdf:
        root, info = pdf.Root, pdf.docinfo
        assert str(info["/Title"]) == "Six Tracks: An annotated edition"
        assert str(info["/Author"]) == "the Six Tracks contributors"
        assert str(info["/CreationDate"]).startswith("D:20261122")
        assert str(root.Lang) == "en"
        assert root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")


def test_bookmarks_lead_to_chapters_and_sections(book):
    with book.opened() as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        sections = [item.title for item in outline.root[titles.index("Next")].children]
    assert titles == ["Contents", "About", "Opening", "Next", "Reference"]
    assert sections == ["A section"]


def test_tags(book):
    """Notes, header cells, pictures and Korean words are what they are to a screen reader too."""
    with book.opened() as pdf:
        found = list(tags(pdf))
        counts = Counter(str(tag.S) for tag in found)
        scopes = sorted(
            str(tag.A.Scope if isinstance(tag.A, pikepdf.Dictionary) else tag.A[0].Scope)
            for tag in found
            if tag.S == pikepdf.Name.TH
        )
        alts = [str(tag.Alt) for tag in found if "/Alt" in tag]
        drawn = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert counts["/Note"] == 3
    assert counts["/H1"] == 5
    assert counts["/TOCI"] == 7
    assert scopes == ["/Column", "/Column"]
    assert "A line that rises." in alts
    assert b"/Lang(ko)" in drawn  # Typst says the language where the words are drawn


def test_fonts_are_ours(book):
    """Libertinus from Typst's wheel, NanumGothic for hangul: none from the machine."""
    with book.opened() as pdf:
        names = {
            str(font.BaseFont).partition("+")[2].split("-")[0].removesuffix("Identity")
            for page in pdf.pages
            for font in page.obj.Resources.get("/Font", {}).values()
        }
    assert names == {"LibertinusSerif", "NanumGothic"}


def test_the_same_source_gives_the_same_bytes_in_any_folder(book, tmp_path):
    again = _whole(tmp_path / "somewhere else" / "book")
    again.opened().close()
    assert again.pdf.read_bytes() == book.pdf.read_bytes()
    assert b"somewhere else" not in again.pdf.read_bytes()


def test_title_with_every_special_sign(build):
    """Nothing that Typst reads as markup or code is read so."""
    edition = EDITION.replace("title: Six Tracks", """title: '#[]$"\\*_`<a>@b //'""")
    built = build(edition, one='# `code` & #[]$"\\\\ @x <!-- \n')
    with built.opened() as pdf:
        assert str(pdf.docinfo["/Title"]).startswith('#[]$"\\*_`<a>@b //')


def test_front_matter_title_for_paper(build):
    built = build(index="---\npdf_title: About this edition\n---\n# Six Tracks\n\nWords.\n")
    with built.opened() as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Contents", "About this edition"]
