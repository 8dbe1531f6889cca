"""What a contributor is told when the PDF cannot be made; and no PDF is left."""

import pytest
from pdf_books import build_book

from sixtracks.pdf.press import PdfError, explain


def test_unknown_construct_stops_and_names_itself(build):
    built = build(one="# One\n\n```{math}\nx\n```\n")
    assert "one.md:3: WARNING: the PDF cannot show <math_block>. Mend:" in built.warnings
    assert "1 thing to mend" in built.error
    assert not built.pdf.exists()


def test_sign_without_a_font_is_named_with_its_line(build):
    built = build(one="# One\n\nFirst.\n\nA smile \N{GRINNING FACE} here.\n")
    assert "one.md:5: no font of the PDF has “\N{GRINNING FACE}” (U+1F600). Mend:" in built.error
    assert not built.pdf.exists()


def test_picture_without_alt_text_is_named_with_its_line(build):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    built = build(one="# One\n\nFirst.\n\n![](x.svg)\n", _files={"x.svg": svg})
    assert "one.md:5: WARNING: the picture x.svg has no alt text. Mend:" in built.warnings
    assert not built.pdf.exists()


def test_good_pdf_stays_when_the_next_build_fails(build, tmp_path):
    built = build(one="# One\n\nWords.\n")
    before = built.opened().pages[0] and built.pdf.read_bytes()
    (tmp_path / "book/one.md").write_text("# One\n\n\N{GRINNING FACE}\n", encoding="utf-8")
    assert build_book(tmp_path / "book").error
    assert built.pdf.read_bytes() == before


def test_explain_without_a_place_still_says_what():
    assert explain("something else", "", "") == "Typst cannot set this (something else)."


def test_error_has_a_name_for_readers():
    assert PdfError("x").category == "No PDF"


@pytest.mark.parametrize("text", ["[there](nowhere.md)", "[](#nowhere)"])
def test_link_that_leads_nowhere_is_told(build, text):
    built = build(one=f"# One\n\n{text}\n")
    assert built.warnings
