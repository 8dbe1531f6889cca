"""Reading a reader's copy: whatever file it is, its lines in reading order, or one clear message."""

import io
import json
import os
import random
import re
import subprocess
import sys
import textwrap
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import docx
import pikepdf
import pytest
import typst
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from places import BOOKS
from sixtracks.witness import bounded, copies, packed
from sixtracks.witness.bounded import read_bounded
from sixtracks.witness.copies import read_copy
from sixtracks.witness.gathering import MOST_WORDS
from sixtracks.witness.model import CopyError, Line

PROSE = (BOOKS / "copies" / "timetable.txt").read_text(encoding="utf-8")
PARAGRAPHS = PROSE.split("\n\n")

Read = Callable[[str, bytes], tuple[Line, ...]]
Refuse = Callable[[str, bytes], str]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a copy of a name and a content."""

    def lines(name: str, content: bytes) -> tuple[Line, ...]:
        path = tmp_path / name
        path.write_bytes(content)
        copy = read_copy(path)
        assert copy.name == name
        assert all(line.text.strip() for line in copy.lines)
        return copy.lines

    return lines


@pytest.fixture
def refuse(tmp_path: Path) -> Refuse:
    """Reads a copy that is refused, and gives the message."""

    def message(name: str, content: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(CopyError) as caught:
            read_copy(path)
        said = str(caught.value)
        assert said.startswith(f"{path}: ")
        assert "\n    Mend: " in said
        assert "Traceback" not in said
        return said

    return message


def texts(lines: Iterable[Line]) -> list[str]:
    return [line.text for line in lines]


def begins(lines: Iterable[Line]) -> list[str]:
    return [line.begins for line in lines]


# Plain text


def test_blank_lines_part_the_paragraphs_of_a_text(read: Read) -> None:
    lines = read("a.txt", b"\n\n  One \r\ntwo\r\n\r\nThree\rfour\n \t\nFive\n")
    assert texts(lines) == ["One", "two", "Three", "four", "Five"]
    assert begins(lines) == ["paragraph", "line", "paragraph", "line", "paragraph"]
    assert {line.page for line in lines} == {0}


def test_form_feeds_part_the_pages_of_a_text(read: Read) -> None:
    lines = read("a.TXT", b"One\ntwo\n\f\nThree\n\nfour\f")
    assert begins(lines) == ["page", "line", "page", "paragraph"]
    assert [line.page for line in lines] == [1, 1, 2, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_text_is_read_in_the_encoding_that_it_has(encoding: str, read: Read) -> None:
    said = "“Ça va”, naïve – café"
    assert texts(read("a.txt", said.encode(encoding))) == [said]


def test_a_broken_byte_does_not_change_the_encoding_of_all_others(read: Read) -> None:
    assert texts(read("a.txt", "“Ça va”".encode() + b" \xff")) == ["“Ça va” \ufffd"]


def test_characters_stay_as_they_are(read: Read) -> None:
    said = "of\u00adfice o\ufb03ce a\u00a0b ½"
    assert texts(read("a.txt", said.encode())) == [said]


def test_control_characters_are_no_text(read: Read) -> None:
    assert texts(read("a.txt", PROSE.encode() + b"\n\x1aend\x00\x7f"))[-1] == "end"


# Web pages

PAGE = """<!DOCTYPE html><html><head><title>The page</title><style>p { color: red }</style>
<script>var text = "<p>from a script</p>";</script></head><body>
<!-- a comment --><nav><ul><li><a href="/">Home</a><li>News</ul></nav>
<template><p>a template</p></template><noscript>no script</noscript>
<div hidden>hidden</div><p style="color: red; display: none">not displayed</p>
<svg><text>drawn</text></svg><form><button>Send</button><select><option>Choice</select>Kept in a form</form>
<h1>Time&shy;table</h1>
<p>One <b>bold</b>
   line<br>and another<p>unclosed <span>before<div>a block within</div>after</span>
<table><tr><td>left<td>right</table><blockquote>quoted</blockquote>
<pre>first line
second line

third line</pre></body></html>"""


def test_a_page_is_read_by_its_blocks_and_nothing_unseen_is_text(read: Read) -> None:
    lines = read("a.html", PAGE.encode())
    assert texts(lines) == [
        *("The page", "Home", "News", "Kept in a form", "Time\u00adtable", "One bold line", "and another"),
        *("unclosed before", "a block within", "after", "left", "right", "quoted"),
        *("first line", "second line", "third line"),
    ]
    begun = {line.text: line.begins for line in lines}
    assert [text for text in begun if begun[text] == "line"] == ["and another", "second line"]


@pytest.mark.parametrize("head", ["", '<meta charset="utf-8">', "<?xml version='1.0' encoding='utf-8'?>"])
def test_a_page_in_utf_8(head: str, read: Read) -> None:
    assert texts(read("a.htm", f"{head}<p>“naïve”".encode())) == ["“naïve”"]


def test_a_page_that_calls_itself_latin_1_is_read_as_browsers_read_it(read: Read) -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><p>“naïve”'
    assert texts(read("a.html", page.encode("windows-1252"))) == ["“naïve”"]


def test_a_script_that_xml_leaves_empty_swallows_nothing(read: Read) -> None:
    body = '<head><script src="a.js"/></head><p>A&nbsp;b &amp; c<br/>d</p>'
    page = f'<html xmlns="http://www.w3.org/1999/xhtml">{body}</html>'
    assert texts(read("a.xhtml", page.encode())) == ["A\u00a0b & c", "d"]


def test_a_page_that_only_says_it_is_xml_is_read_as_html(read: Read) -> None:
    assert texts(read("a.html", b"<?xml version='1.0'?><html xmlns='x'><p>One<p>Two")) == ["One", "Two"]


def test_a_page_that_waits_hidden_for_its_scripts_is_read(read: Read) -> None:
    assert texts(read("a.html", b'<body style="visibility: hidden"><p>One')) == ["One"]


def test_a_page_may_hold_its_pictures(read: Read) -> None:
    page = b'<p>Before<img src="data:image/png;base64,' + b"A" * 11_000_000 + b'"><p>After'
    assert texts(read("a.html", page)) == ["Before", "After"]


def test_a_page_may_be_nested_deeply(read: Read) -> None:
    assert texts(read("a.html", b"<div>" * 100_000 + b"Deep")) == ["Deep"]


# Word documents


NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def document(make: Callable[[docx.document.Document], None]) -> bytes:
    made = docx.Document()
    make(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_document_is_read_in_its_order(read: Read) -> None:
    def make(made: docx.document.Document) -> None:
        made.add_heading("Head")
        made.add_paragraph("One").add_run().add_break()
        made.paragraphs[-1].add_run("two\tthree")
        cells = made.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "left", "right"
        made.add_paragraph("Four")
        made.add_paragraph("unseen").runs[0].font.hidden = True

    lines = read("a.docx", document(make))
    assert texts(lines) == ["Head", "One", "two three", "left", "right", "Four"]
    assert begins(lines) == ["paragraph", "paragraph", "line", "paragraph", "paragraph", "paragraph"]


def test_a_text_box_is_read_once(read: Read) -> None:
    """Word writes it twice, the second time for old programs."""
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    run = f"<w:r {NAMES}><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"

    def make(made: docx.document.Document) -> None:
        paragraph = made.add_paragraph("Before ")
        paragraph._p.append(parse_xml(run))
        paragraph.add_run("and after")

    assert texts(read("a.docx", document(make))) == ["Before and after", "boxed"]


def test_text_that_was_moved_away_is_not_read(read: Read) -> None:
    moved = f'<w:moveFrom w:id="1" {NAMES}><w:r><w:t>moved</w:t></w:r></w:moveFrom>'
    added = f'<w:ins w:id="2" {NAMES}><w:r><w:t>added</w:t></w:r></w:ins>'

    def make(made: docx.document.Document) -> None:
        made.add_paragraph("")._p.extend([parse_xml(moved), parse_xml(added)])

    assert texts(read("a.docx", document(make))) == ["added"]


def test_footnotes_are_read_last(read: Read) -> None:
    notes = (
        f"<w:footnotes {NAMES}><w:footnote><w:p><w:r><w:t>A note</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )

    def make(made: docx.document.Document) -> None:
        made.add_paragraph("One")
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), made.part.package)
        made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    assert texts(read("a.docx", document(make))) == ["One", "A note"]


# EPUBs

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item id="a" href="first%20page.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
<item id="font" href="font.otf" media-type="font/otf"/>
</manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>"""


def archive(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, content in parts.items():
            packing.writestr(name, content)
    return file.getvalue()


def epub(page: str = "<p>Later</p>", **more: str) -> bytes:
    """A book of two pages, of which the second comes first."""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE,
        "OPS/first page.xhtml": page,
        "OPS/b.xhtml": "<p>Sooner</p>",
        "OPS/font.otf": "a font",
    }
    return archive({**parts, **more})


def locking(name: str) -> dict[str, str]:
    reference = f'<c:CipherData><c:CipherReference URI="{name}"/></c:CipherData>'
    data = f'<c:EncryptedData xmlns:c="http://www.w3.org/2001/04/xmlenc#">{reference}</c:EncryptedData>'
    names = 'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
    return {"META-INF/encryption.xml": f"<encryption {names}>{data}</encryption>"}


def test_a_book_is_read_in_the_order_of_its_spine(read: Read) -> None:
    assert texts(read("a.epub", epub())) == ["Sooner", "Later"]


def test_a_locked_font_locks_no_text(read: Read) -> None:
    assert texts(read("a.epub", epub(**locking("OPS/font.otf")))) == ["Sooner", "Later"]


def test_a_locked_page_is_told(refuse: Refuse) -> None:
    assert "digital rights management (1 of 2 pages)" in refuse(
        "a.epub", epub(**locking("OPS/first%20page.xhtml"))
    )


# PDFs

SHEET = '#set page(paper: "a5", margin: 1.5cm)\n#set text(size: 9pt, lang: "en")\n'
JUSTIFIED = SHEET + "#set par(justify: true, first-line-indent: 1em)\n"
HEADLINE = "On tables, and those who draw them across a page"


def typeset(source: str) -> bytes:
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


def words(lines: Iterable[Line]) -> list[str]:
    """The words of lines, those joined that are parted at a line's end."""
    return re.sub("[-\u2010\u00ad] ", "", " ".join(texts(lines))).split()


@pytest.mark.parametrize("head", [True, False])
@pytest.mark.parametrize(("columns", "gutter"), [(1, 0), (2, 12), (2, 6), (3, 8)])
def test_columns_are_read_one_after_the_other(columns: int, gutter: int, head: bool, read: Read) -> None:
    headline = f"#text(17pt)[{HEADLINE}]\n\n" if head else ""
    body = f"#columns({columns}, gutter: {gutter}pt)[\n{PROSE}]"
    lines = read("a.pdf", typeset(JUSTIFIED + headline + body))
    assert words(lines) == (HEADLINE.split() if head else []) + PROSE.split()
    assert [line.page for line in lines if line.begins == "page"] == list(range(1, lines[-1].page + 1))


def test_lines_say_where_a_paragraph_begins(read: Read) -> None:
    """An indent does; the top of a column in the middle of a paragraph does not."""
    lines = read("a.pdf", typeset(JUSTIFIED + f"#columns(2)[\n{PROSE}]"))
    starts = [paragraph.split()[:4] for paragraph in PARAGRAPHS]
    begun = [line.text.split()[:4] for line in lines if line.begins == "paragraph"]
    assert begun == starts[1:]


@pytest.mark.parametrize("order", ["row by row", "at random"])
@pytest.mark.parametrize("columns", [2, 3])
def test_the_order_in_which_lines_are_drawn_does_not_matter(columns: int, order: str, read: Read) -> None:
    broken = textwrap.wrap(" ".join(PROSE.split()), 34)
    deep = -(-len(broken) // columns)
    width = 34 * 4.2 + 9
    drawn = [(row, column, text) for at, text in enumerate(broken) for column, row in [divmod(at, deep)]]
    drawn.sort() if order == "row by row" else random.Random(1).shuffle(drawn)
    placed = "".join(
        f"#place(dx: {column * width}pt, dy: {40 + row * 10}pt, box(width: 400pt)[#{json.dumps(text)}])\n"
        for row, column, text in drawn
    )
    sheet = '#set page(width: 500pt, height: 850pt, margin: 20pt)\n#set text(font: "DejaVu Sans Mono", 7pt)\n'
    lines = read("a.pdf", typeset(f"{sheet}{placed}#place(text(14pt)[{HEADLINE}])"))
    assert texts(lines) == [HEADLINE, *broken]


def test_a_figure_notes_and_a_running_head_stay_out_of_the_columns(read: Read) -> None:
    source = f"""{JUSTIFIED}
#set page(header: [Tables #h(1fr) 12], footer: align(center)[12])
#columns(2, gutter: 9pt)[{PARAGRAPHS[0]} #colbreak() #rect(height: 2cm)[Label]
#text(7pt)[Figure 1. A line for each train.]

{PARAGRAPHS[1]}]
#v(1cm) #text(7pt)[1. {PARAGRAPHS[6][:250]}]"""
    lines = read("a.pdf", typeset(source))
    expected = f"Tables 12 {PARAGRAPHS[0]} Label Figure 1. A line for each train. {PARAGRAPHS[1]}"
    assert words(lines) == f"{expected} 1. {PARAGRAPHS[6][:250]} 12".split()


def test_a_note_up_the_margin_is_left_out(read: Read) -> None:
    note = "#place(dx: -1cm, dy: 3cm, rotate(-90deg, reflow: true)[A note up the margin])\n"
    lines = read("a.pdf", typeset(JUSTIFIED + note + PARAGRAPHS[0]))
    assert words(lines) == PARAGRAPHS[0].split()


def test_a_page_that_is_drawn_sideways_is_read(read: Read) -> None:
    lines = read(
        "a.pdf", typeset(SHEET + f"#rotate(90deg, reflow: true, block(width: 12cm)[{PARAGRAPHS[0]}])")
    )
    assert words(lines) == PARAGRAPHS[0].split()


def test_what_is_drawn_twice_is_read_once(read: Read) -> None:
    bold = "#place(dx: 0.3pt)[All tall bells call]\n#place[All tall bells call]"
    assert texts(read("a.pdf", typeset(SHEET + bold))) == ["All tall bells call"]


def test_an_initial_belongs_to_its_word(read: Read) -> None:
    lines = ("he first of all", "of these three lines", "and the last")
    block = "#place(text(30pt)[T])\n#block(inset: (left: 20pt))[" + " \\ ".join(lines) + "]"
    assert texts(read("a.pdf", typeset(SHEET + block))) == [f"T{lines[0]}", *lines[1:]]


def test_a_page_that_was_scanned_askew_is_read(read: Read) -> None:
    askew = f"#rotate(1.2deg, block(width: 12cm)[{PARAGRAPHS[0]}])"
    lines = read("a.pdf", typeset(SHEET + askew))
    assert words(lines) == PARAGRAPHS[0].split()
    assert begins(lines) == ["page"] + ["line"] * (len(lines) - 1)


def test_hyphens_at_line_ends_stay(read: Read) -> None:
    lines = read(
        "a.pdf", typeset(SHEET + "#set text(hyphenate: true)\n#block(width: 1.2cm)[connections connections]")
    )
    assert any(line.text[-1] in "-\u2010\u00ad" for line in lines)


def encrypted(user: str) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset("Open"))) as made:
        made.save(file, encryption=pikepdf.Encryption(owner="owner", user=user))
    return file.getvalue()


def test_a_pdf_that_only_its_owner_may_change_is_read(read: Read) -> None:
    assert texts(read("a.pdf", encrypted(""))) == ["Open"]


def test_a_pdf_with_a_password_is_refused(refuse: Refuse) -> None:
    assert "locked with a password" in refuse("a.pdf", encrypted("secret"))


def test_a_pdf_of_pictures_needs_ocr(refuse: Refuse) -> None:
    assert "it has no text layer" in (said := refuse("a.pdf", typeset("#rect(width: 5cm, height: 5cm)")))
    assert "ocrmypdf" in said


def test_a_pdf_whose_pages_go_round_in_a_circle_is_refused(refuse: Refuse) -> None:
    catalogue = b"1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n"
    pages = b"2 0 obj\n<</Type /Pages /Count 1 /Kids [2 0 R]>>\nendobj\n"
    assert "no pages" in refuse("a.pdf", b"%PDF-1.7\n" + catalogue + pages + b"trailer\n<</Root 1 0 R>>\n")


# What cannot be read

DECLARED = b"<!DOCTYPE a [<!ENTITY b0 'ha'>" + b"".join(
    b"<!ENTITY b%d '%s'>" % (level, b"&b%d;" % (level - 1) * 10) for level in range(1, 10)
)
LAUGHS = (DECLARED + b"]>").decode()
PACKED = archive({"a.txt": "text"})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "it is empty"),
        ("blank.txt", b" \n\n", "there is no text in it"),
        ("binary.txt", bytes(range(256)) * 9, "data that is no text"),
        ("binary.html", bytes(range(256)) * 9, "data that is no text"),
        ("pdf.txt", b"%PDF-1.7\n", "it seems to be a PDF"),
        ("page.txt", b"\xef\xbb\xbf <!DOCTYPE html><p>One", "it seems to be an HTML page"),
        ("page.pdf", b"<html><p>Not found", "it seems to be an HTML page"),
        ("text.epub", b"Once", "it seems to be a plain text"),
        ("word.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "an old Word document"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n", "it seems to be a picture"),
        ("kindle.epub", b"A book".ljust(60, b"\0") + b"BOOKMOBI", "a book for Kindle"),
        ("book.docx", epub(), "it seems to be an EPUB"),
        ("document.epub", document(lambda made: None), "it seems to be an Office document"),
        ("archive.docx", PACKED, "some zip archive"),
        ("cut.docx", document(lambda made: None)[:9000], "it is damaged"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "damaged"),
        ("scripts.html", b"<script>write('One')</script>", "there is no text in it"),
        ("old.doc", b"x", "save it as .docx"),
        ("old.RTF", b"x", "save it as .docx"),
        ("old.odt", b"x", "save it as .docx"),
        ("kindle.mobi", b"x", "convert it to EPUB"),
        ("kindle.azw3", b"x", "convert it to EPUB"),
        ("page.mhtml", b"x", "HTML only"),
        ("other.xyz", b"x", "A copy is a .txt, .html, .pdf, .docx or .epub"),
        ("none", b"x", "its name does not tell what it is"),
        ("long.txt", b"word " * (MOST_WORDS + 1), "it holds more than 150,000 words"),
        ("long.html", b"<p>word " * (MOST_WORDS + 1), "it holds more than 150,000 words"),
        ("unparted.txt", b"word" * 1_000_001, "it holds more than 150,000 words"),
        ("bomb.docx", archive({"[Content_Types].xml": b" " * 101_000_000}), "it unpacks to more than 100 MB"),
        ("bomb.epub", epub("<p>" + "a" * 31_000_000), "unpacks to more than 30 MB"),
        ("many.epub", archive({str(number): b"" for number in range(10_001)}), "more than 10,000 files"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and " " not in value else "",
)
def test_what_cannot_be_read_is_told(name: str, content: bytes, said: str, refuse: Refuse) -> None:
    assert said in refuse(name, content)


def test_an_archive_that_declares_less_than_it_holds_is_not_unpacked_further(refuse: Refuse) -> None:
    size = 20_000_000
    lying = epub("a" * size).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert "damaged" in refuse("a.epub", lying)
    parts = packed.unpacked(lying, "epub")
    tracemalloc.start()
    try:
        with pytest.raises(zipfile.BadZipFile):
            parts.read("OPS/first page.xhtml")
        assert tracemalloc.get_traced_memory()[1] < size / 10
    finally:
        tracemalloc.stop()


def test_a_part_is_read_no_further_than_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_IN_A_PART", 3)
    with pytest.raises(packed.UnreadableError, match="mimetype in it unpacks"):
        packed.unpacked(epub(), "epub").read("mimetype")


@pytest.mark.parametrize("entity", ["'ha'", "SYSTEM 'file:///etc/passwd'"])
def test_an_entity_is_left_out(entity: str, read: Read) -> None:
    page = f"<?xml version='1.0'?><!DOCTYPE p [<!ENTITY b {entity}>]><p>Once &b;twice</p>"
    assert texts(read("a.xhtml", page.encode())) == ["Once twice"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", f"{LAUGHS}<html xmlns='http://www.w3.org/1999/xhtml'><p>Once &b9;</p></html>".encode()),
        ("a.epub", epub(f"{LAUGHS}<html xmlns='http://www.w3.org/1999/xhtml'><p>Once &b9;</p></html>")),
    ],
)
def test_entities_are_not_expanded(name: str, content: bytes, read: Read) -> None:
    assert sum(map(len, texts(read(name, content)))) < 100


def test_entities_of_a_document_are_not_expanded(refuse: Refuse) -> None:
    with zipfile.ZipFile(io.BytesIO(document(lambda made: made.add_paragraph("Once")))) as made:
        parts: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    text = parts["word/document.xml"]
    assert isinstance(text, bytes)
    start = text.index(b"<w:document")
    parts["word/document.xml"] = LAUGHS.encode() + text[start:].replace(b"Once", b"&b9;")
    assert "cannot be read" in refuse("a.docx", archive(parts))


# What is no file


@pytest.mark.parametrize(("name", "said"), [("missing.txt", "no such file"), (".", "it is a folder")])
def test_what_is_no_file_is_told(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(CopyError, match=said):
        read_copy(tmp_path / name)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(CopyError, match="a pipe or a device"):
        read_copy(tmp_path / "pipe.txt")


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superuser may read every file, so the refusal is played."""

    def forbidden(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(copies.os, "open", forbidden)
    with pytest.raises(CopyError, match="you may not read it"):
        read_copy(tmp_path / "a.txt")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    monkeypatch.setattr(copies, "read_bounded", lambda *_: pytest.fail("it was read"))
    with pytest.raises(CopyError, match="50 MB"):
        read_copy(path)


# The process that reads


def test_a_reader_that_takes_too_long_is_ended(refuse: Refuse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_SECONDS", 0.001)
    assert "takes more than" in refuse("a.txt", b"Once")


def test_a_reader_that_breaks_off_is_told(
    refuse: Refuse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = tmp_path / "dying"
    dying.write_text("#!/bin/sh\nkill -KILL $$\n")
    dying.chmod(0o700)
    monkeypatch.setattr(bounded.sys, "executable", str(dying))
    assert "broke off (signal 9)" in refuse("a.txt", b"Once")


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS bounds no process's memory")
def test_a_reader_that_takes_too_much_memory_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"word " * 8_000_000)
    less = "from sixtracks.witness import child; child.MOST_MEMORY = 100_000_000; child.main()"
    with path.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-c", less, "text"], stdin=file, capture_output=True, check=True
        )
    assert "of memory" in json.loads(done.stdout)["fault"][0]


def test_a_folder_s_own_modules_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader starts where the user is, and a folder may hold a json.py."""
    (tmp_path / "json.py").write_text("raise SystemExit(1)")
    (tmp_path / "a.txt").write_bytes(b"Once")
    monkeypatch.chdir(tmp_path)
    with Path("a.txt").open("rb") as file:
        assert texts(read_bounded(file, "text")) == ["Once"]


@pytest.mark.parametrize(
    "beside",
    [
        "<figcaption>A caption</figcaption>",
        "<aside>Read more</aside>",
        "<blockquote class='article pullquote'>A quotation</blockquote>",
        "<p>The <del>old</del><s>older</s>text<sup><a href='#c1'>[a]</a></sup></p>",
        "<p>The text<a role='doc-noteref' href='#n1'>1</a></p>",
    ],
)
def test_what_the_markup_itself_sets_aside_is_left_out(read: Read, beside: str) -> None:
    """Captions, asides, pull quotes, what was struck out, the marks of notes."""
    lines = read("page.html", f"<body><p>One.</p>{beside}<p>Two.</p></body>".encode())
    assert [line.text for line in lines if line.text not in ("The text",)] == ["One.", "Two."]
