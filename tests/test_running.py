"""A copy's lines as one running text: what is joined, and what of a page is left out."""

from functools import cache

import pytest

from places import ROOT
from sixtracks.witness.furniture import furniture_among, without_line_numbers
from sixtracks.witness.model import Line
from sixtracks.witness.reading import vocabulary_of
from sixtracks.witness.running import Break, Running, running_text


def lines_of(text: str) -> list[Line]:
    """The lines of a text; what follows an empty line begins a paragraph."""
    found: list[Line] = []
    begins = True
    for line in text.strip().split("\n"):
        if line.strip():
            found.append(Line(line.strip(), "paragraph" if begins else "line"))
        begins = not line.strip()
    return found


def run(text: str) -> Running:
    return running_text(lines_of(text))


@cache
def english() -> dict[str, str]:
    return vocabulary_of(ROOT)


# ---- Hyphens at line ends ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("a ferry in the har-\nbour", "a ferry in the harbour"),
        ("a ferry in the har\u00ad\nbour", "a ferry in the harbour"),
        ("a ferry in the har¬\nbour", "a ferry in the harbour"),
        ("the U.S.-\nKorean talks", "the U.S.-Korean talks"),
        ("in 2018-\n19", "in 2018-19"),
        ("an agreement—\nwhich was", "an agreement—which was"),
        ("a pause –\nwhich was", "a pause – which was"),
        ("har-\n\nbour over a page break", "harbour over a page break"),
    ],
)
def test_a_word_broken_at_a_line_end_is_one(text: str, joined: str):
    assert run(text).text == joined


def test_a_hyphen_of_the_words_own_stays():
    """Its halves also stand by themselves."""
    text = "one lane, a ten lane road, and ten more: ten-\nlane"
    assert run(text).text.endswith("ten-lane")


@pytest.mark.parametrize("compound", ["short-term", "low-level", "face-saving", "two-party"])
def test_a_compound_keeps_its_hyphen(compound: str):
    """Both halves are English words, and both together are none."""
    text = compound.replace("-", "-\n")
    assert running_text(lines_of(text), (), english()).text == compound
    assert running_text(lines_of("negoti-\nations"), (), english()).text == "negotiations"


# ---- What lies between words -----------------------------------------------------------------------


def test_breaks_are_told_apart():
    found = run("One two. Three\nfour\n\nFive")
    assert [found.text[w.start : w.end] for w in found.words] == ["One", "two", "Three", "four", "Five"]
    assert list(found.breaks) == [
        Break.PARAGRAPH,
        Break.NONE,
        Break.SENTENCE,
        Break.LINE,
        Break.PARAGRAPH,
    ]


def test_a_heading_is_loose_and_a_broken_paragraph_is_not():
    found = run("The Next Crossing\n\nThe ferry leaves\n\nat noon.\n\nIt is late.")
    words = [found.text[w.start : w.end] for w, cost in zip(found.words, found.outside, strict=True) if cost]
    assert words == ["The", "Next", "Crossing"]


def test_a_heading_among_lines_is_a_block_of_its_own():
    """Where no empty line parts it: it is written as a title, after a full stop and before a capital."""
    found = run("It sails at noon.\nThe Next Crossing\nThe ferry leaves\nagain at nine.")
    starts = [w for w, each in zip(found.words, found.breaks, strict=True) if each is Break.PARAGRAPH]
    assert [found.text[w.start :].split()[0] for w in starts] == ["It", "The", "The"]


def test_the_essays_own_headings_are_known_within_a_line():
    lines = lines_of("It sails. The Next Crassing The ferry leaves.")
    found = running_text(lines, ["The Next Crossing"])
    outside = [
        found.text[w.start : w.end] for w, cost in zip(found.words, found.outside, strict=True) if cost
    ]
    assert outside == ["The", "Next", "Crassing"]


def test_a_sentence_may_begin_with_a_headings_words():
    found = running_text(lines_of("It sails. The next crossing will be late."), ["The Next Crossing"])
    assert not any(found.outside)


# ---- Furniture ---------------------------------------------------------------------------------------


def left_out(text: str) -> list[str]:
    lines = lines_of(text)
    return [lines[at].text for at in sorted(furniture_among(lines))]


@pytest.mark.parametrize("number", ["- 12 -", "[12]", "Page 3 of 8", "p. 12", "3/8", "— 7 —", "PAGE 4"])
def test_a_page_number_is_left_out(number: str):
    assert left_out(f"The ferry leaves\n{number}\nat noon.") == [number]


def test_bare_numbers_that_stand_apart_or_go_up_are_left_out():
    """By themselves as a block; or one more each time, as on pages."""
    assert left_out("The ferry leaves\n\nxiv\n\nat noon.") == ["xiv"]
    assert left_out("The ferry leaves\n\n12\n\nat noon.") == ["12"]
    assert left_out("The ferry\n12\nleaves at\n13\nnoon.") == ["12", "13"]


@pytest.mark.parametrize(
    "text", ["2019.", "1994", "27", "I", "ill", "civil", "in 12", "1,200", "a 5", "12 boats left."]
)
def test_a_number_of_the_text_stays(text: str):
    assert left_out(f"The ferry leaves\n{text}\nat noon.") == []


def test_running_heads_are_left_out():
    """Also where their page numbers differ, or a letter was misread; each alone would stay."""
    text = "The Ferry Review 12\nIt leaves at\nThe Ferry Revlew 13\nnoon, they say, and\nJuly Issue\nreturns."
    assert left_out(text) == ["The Ferry Review 12", "The Ferry Revlew 13"]


def test_lines_with_another_word_are_no_running_heads():
    text = (
        "talks among the\nUnited States and North Korea\nand then the\nUnited States and South Korea\nwent on"
    )
    assert left_out(text) == []


def test_running_heads_of_pages_stand_at_their_edges():
    """Where the copy has pages, a title-like line within one is the text's own."""
    page = ["Ferry Review", "It leaves", "The Northern Harbour", "early and", "comes late", "to the quay"]
    lines = [Line(text, "page" if not n else "line", p) for p in (1, 2) for n, text in enumerate(page)]
    assert {lines[at].text for at in furniture_among(lines)} == {"Ferry Review"}


def test_a_paragraph_begins_behind_a_number_that_is_left_out():
    found = run("It sails.\n\n- 1 -\nThe ferry leaves.")
    assert found.text == "It sails. The ferry leaves."
    assert found.breaks[2] is Break.PARAGRAPH
    assert found.furniture == (("- 1 -", 2),)


def test_line_numbers_may_begin_anew_on_each_page():
    lines = [Line(f"{n} and so on") for _ in range(3) for n in range(1, 11)]
    assert {line.text for line in without_line_numbers(lines)} == {"and so on"}


def test_a_sentence_that_stands_twice_stays():
    assert left_out("and so they left\nagain\nand so they left\nfor good") == []


def test_a_text_all_in_capitals_is_not_all_running_heads():
    assert left_out("THE FERRY LEFT\nAT NOON AND\nTHE FERRY LEFT\nAGAIN") == []


def test_line_numbers_in_the_margin_are_taken_away():
    lines = [Line(f"{n} and so on" if n % 5 == 0 else "and so on") for n in range(1, 31)]
    assert {line.text for line in without_line_numbers(lines)} == {"and so on"}


def test_numbers_that_do_not_count_lines_stay():
    lines = [Line(f"{year} was a year") for year in (1950, 1953, 1985, 1994, 2005, 2018)]
    assert without_line_numbers(lines) == lines
