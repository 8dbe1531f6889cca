"""How each construct is written, seen in the Typst source; nothing is compiled."""

import re

import pytest
from docutils import nodes
from docutils.utils import new_document

from sixtracks.book.nodes import (
    annotation,
    annotation_mark,
    digest,
    foreign,
    index_entry,
    name_mention,
    passage,
)
from sixtracks.pdf.code import literal, sequence
from sixtracks.pdf.documents import targets_of


def tree(*children: nodes.Node) -> nodes.document:
    document = new_document("one.md")
    document += list(children)
    return document


def note(ident: str, number: int, **more: str) -> annotation:
    """An editors' note to ¶17."""
    given = {"lemma": "the lemma", "kind": "term", "then": "", "now": ""} | more
    node = annotation("", nodes.paragraph("", "The note."), ids=[ident], mark=f"{ident}-mark", **given)
    node["number"], node["passage"] = number, 17
    return node


def mark(ident: str, number: int) -> annotation_mark:
    return annotation_mark("", ids=[f"{ident}-mark"], annotation=ident, number=number)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A *b* **c** ``d``", 'par({"A "; emph("b"); " "; strong("c"); " "; raw("d")})'),
        (r"H\ :sub:`2`\ O\ :sup:`3`", 'par({"H"; sub("2"); "O"; super("3")})'),
        ('#[]$"\\\\*_', r'par("#[]$\"\\*_")'),
        ("two\nlines", 'par("two lines")'),
        ("`here <https://example.org/>`_", 'par({web("https://example.org/", "here")'),
        ("- a\n- b", 'list(\n"a", \n"b", tight: true)'),
        ("3. a\n4. b", 'enum(\n"a", \n"b", start: 3, numbering: "1.", tight: true)'),
        ("a. x", 'numbering: "a."'),
        ("term : kind\n   What it is.", 'terms(\nterms.item({"term"; ", "; "kind"}, "What it is."))'),
        (":field: value", 'terms.item("field", "value")'),
        ("| one\n| two", 'line-block({"one"; linebreak(); "two"})'),
        ("p\n\n    quoted\n\n    -- Somebody", 'block: true, attribution: "Somebody")'),
        ("::\n\n    code  x", 'raw("code  x", block: true)'),
        (".. note:: Mind.", 'admonition("Note", {\n'),
        (".. admonition:: Own title\n\n   Mind.", 'admonition("Own title", {\n'),
        (".. rubric:: Small", 'rubric("Small")'),
        ("a\n\n----\n\nb", "transition()"),
        (".. raw:: html\n\n   <b>x</b>\n\np", 'par("p")'),
        (".. comment", "[]"),
        ("A |x|.\n\n.. |x| replace:: y", 'par({"A "; "y"; "."})'),
        ("A note [#]_.\n\n.. [#] Its text.", 'docutils-note("1", spot("one#footnote-reference-1"), {'),
    ],
)
def test_construct(write, source, expected):
    """Each construct becomes the call that the template knows."""
    code, book = write(source)
    assert not book.troubles
    assert expected in code


def test_sections_become_chapter_and_sections(write):
    code, _ = write("Title\n=====\n\nOne\n---\n\np\n\nTwo\n---\n\nq")
    assert 'chapter("Title", {spot("document:one"); anchor("title")}, part: none)' in code
    assert 'section(2, "One", anchor("one"))' in code
    assert 'section(2, "Two", anchor("two"))' in code


def test_unknown_construct_is_collected(write):
    """Mathematics is not for this edition; it is not passed over in silence either."""
    _, book = write("Some :math:`x` here.")
    assert [trouble.node.tagname for trouble in book.troubles] == ["math"]


def test_passage_puts_notes_at_their_marks(write):
    """Two notes of one place get a comma between their marks, and no space before them."""
    words = nodes.paragraph(
        "", "", nodes.Text("He argues. "), mark("p17-a", 1), nodes.Text("\n"), mark("p17-b", 2)
    )
    code, book = write(
        tree(passage("", digest("", words), note("p17-a", 1), note("p17-b", 2), ids=["p17"], number=17))
    )
    assert not book.troubles
    assert (
        'passage(17, "Digest", anchor("p17"), {"He argues."; note(1, anchor("p17-a-mark"), anchor("p17-a")'
        in code
    )
    assert (
        'super(", "); note(2, anchor("p17-b-mark"), anchor("p17-b"), "Editors’ note", "term", 17, "Zelikow"'
        in code
    )
    assert code.count("The note.") == 2


def test_note_gives_both_verdicts_with_their_days(write):
    words = nodes.paragraph("", "Word", mark("p17-a", 1))
    words += mark("p17-a", 1)
    judged = note("p17-a", 1, then="accurate", now="contested")
    code, _ = write(tree(passage("", digest("", words), judged, ids=["p17"], number=17)))
    assert 'verdict("9 July 2018", "accurate", "22 November 2026", "contested")' in code


def test_names_and_hangul(write):
    line = nodes.paragraph("", "", name_mention("", "Kim", key="kim"), foreign("", "김정은", lang="ko"))
    entry = index_entry(key="kim", heading="Kim Jong Un", hangul="김정은", kind="person")
    code, _ = write(tree(line, entry))
    assert 'mention("kim", "Kim")' in code
    assert 'foreign("ko", "김정은")' in code
    assert 'index-entry("kim", "Kim Jong Un", foreign("ko", "김정은"))' in code


def test_table_has_header_cells_and_spans(write):
    code, book = write("=== ===\nA   B\n=== ===\n1   2\n=== ===")
    assert not book.troubles
    assert "framed-table((3fr, 3fr, ), 1, (\ntable.header(table.cell(" in code


def test_address_among_words_becomes_a_link(write):
    code, _ = write(tree(nodes.paragraph("", "At https://example.org/a_(b), say (https://example.org).")))
    assert (
        'par({"At "; web-address("https://example.org/a_(b)", "https://example.org/a_(b)"); ", say ("; '
        in code
    )
    assert 'web-address("https://example.org", "https://example.org"); ")."})' in code


def source(ident: str, *days: str) -> nodes.list_item:
    """A source with an address, and the day on which it was read."""
    words = [nodes.reference("", "example.org/a", refuri="https://example.org/a")]
    words += [nodes.Text(f" (read {day}).") for day in days] or [nodes.Text(".")]
    back = nodes.inline("", " Cited at ", nodes.reference("", "¶1", refid="p1"), nodes.Text("."))
    back["classes"].append("cited-at")
    return nodes.list_item("", nodes.paragraph("", "“T”. ", *words, back), ids=[ident])


@pytest.mark.parametrize(
    ("days", "note", "kept"),
    [
        (["2 May 2026"] * 3, '"Addresses were read on 2 May 2026."', []),
        (
            ["2 May 2026", "2 May 2026", "3 May 2026"],
            '"Addresses were read on 2 May 2026 unless an entry gives another day."',
            ["3 May 2026"],
        ),
        (["2 May 2026"], "none", ["2 May 2026"]),
        ([], "none", []),
    ],
)
def test_sources_say_once_on_which_day_most_were_read(write, days, note, kept):
    items = [source("source-z"), *(source(f"source-{n}", day) for n, day in enumerate(days))]
    document = tree(
        passage("", ids=["p1"], number=1), nodes.bullet_list("", *items, classes=["bibliography"])
    )
    before = document.astext()
    code, _ = write(document)
    assert f'bibliography-list({note}, (\n(anchor("source-z"), ' in code
    assert re.findall(r"\(read (.*?)\)", code) == kept
    assert code.count('cited-at((id: "p1", body: "¶1"))') == len(items)
    assert document.astext() == before


def test_link_that_leads_nowhere_is_collected(write):
    line = nodes.paragraph("", "", nodes.reference("", "there", refid="nowhere"))
    code, book = write(tree(line))
    assert [trouble.what[:35] for trouble in book.troubles] == ["this link leads nowhere: nowhere. M"]
    assert 'par("there")' in code


def test_same_section_in_two_documents_gets_the_documents_name():
    """A passage keeps its id whatever sections are called; sections of one name are told apart."""
    one = tree(nodes.section("", ids=["notes"]), passage("", ids=["p1"], number=1))
    two = tree(
        nodes.section("", ids=["notes"]), nodes.section("", ids=["p1"]), nodes.section("", ids=["alone"])
    )
    targets = targets_of({"book/one": one, "book/two": two})
    labels = {place: target.label for place, target in targets.items() if target.public}
    assert labels == {
        ("book/one", "notes"): "one:notes",
        ("book/one", "p1"): "p1",
        ("book/two", "notes"): "two:notes",
        ("book/two", "p1"): "two:p1",
        ("book/two", "alone"): "alone",
    }


def test_literal_keeps_every_sign():
    assert literal('a"b\\c\n\t\u00a0\u2028') == '"a\\"b\\\\c\\n\\t\\u{a0}\\u{2028}"'


def test_sequence_of_nothing_is_an_empty_text():
    assert sequence([]) == '""'
    assert sequence(["", '"a"']) == '"a"'
