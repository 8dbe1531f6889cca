"""Scanning faults: which are mended in the display and which are left; and where lemmas are found."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixtracks.witness.fingerprint import make_fingerprint
from sixtracks.witness.lemmas import locate
from sixtracks.witness.mends import mended
from sixtracks.witness.model import FoundPassage, LemmaPlace

TEXT = "The island’s ferry leaves the northern harbour before dawn; Olafsson’s U.S. agents organise tickets."
NAMES = {"the": "The", "olafsson": "Olafsson"}
PLAIN = ("island", "ferry", "leaves", "harbour", "before", "dawn", "and", "agents", "tickets", "organise")
VOCABULARY = NAMES | {word: word for word in PLAIN} | {"northern": ""}  # written with a capital and without
PRINT = make_fingerprint([TEXT]).prints[0]


def passage(text: str) -> FoundPassage:
    return mended(FoundPassage(1, "whole", 1.0, text), PRINT, VOCABULARY)


@pytest.mark.parametrize(
    ("faulty", "shown", "reason"),
    [
        ("The island” s ferry", "The island’s ferry", "apostrophe"),
        ("The island’ s ferry", "The island’s ferry", "apostrophe"),
        ('The island"s ferry', "The island’s ferry", "apostrophe"),
        ("Olafson’ s agents", "Olafsson’s agents", "apostrophe"),
        ("his US. agents", "his U.S. agents", "full stop"),
        ("his U.S agents", "his U.S. agents", "full stop"),
        ("his U. S. agents", "his U.S. agents", "full stop"),
        ("the harbovr before", "the harbour before", "“harbovr” is no known word"),
        ("The HARBOVR before", "The HARBOUR before", "no known word"),
        ("the ferrry leaves", "the ferry leaves", "no known word"),
        ("the har bour before", "the harbour before", "parted"),
        ("the har- bour before", "the harbour before", "parted"),
        ("the islandferry leaves", "the island ferry leaves", "lost blank"),
        ("leaves the harbour , and", "leaves the harbour, and", "blank before"),
        ("he rarbour before", "he rarbour before", ""),
    ],
)
def test_an_obvious_fault_is_mended_with_its_reason(faulty: str, shown: str, reason: str):
    """What the copy has stays in the text; the last case has two words that may be meant, or none."""
    found = passage(faulty)
    expected = shown if shown != "he rarbour before" else "he harbour before"
    assert found.text == faulty
    assert found.mended == expected
    assert not reason or any(reason in mend.reason for mend in found.mends)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "They organize tickets",  # another spelling
        "‘the island’ surely",  # a quotation
        "thi”s island",  # no genitive
        "the US, agents say",
        "the quay before dawn",  # a word that is not known at all
        "the gorthern harbour",  # whether Northern or northern cannot be told
        "e.g. the dawn",
    ],
)
def test_what_may_be_the_authors_own_stays(text: str):
    assert passage(text).mends == ()


@given(st.text(alphabet=TEXT + "”xq -", max_size=80))
def test_mends_are_in_order_and_never_overlap(text: str):
    found = passage(text)
    places = [(mend.start, mend.end) for mend in found.mends]
    assert places == sorted(places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert all(0 <= start < end <= len(text) for start, end in places)


# ---- Lemmas ----------------------------------------------------------------------------------------------


def as_scanned(text: str) -> FoundPassage:
    return FoundPassage(1, "whole", 1.0, text)


def found(in_copy: FoundPassage, lemma: str) -> tuple[str, str] | None:
    """The words of the copy where a lemma was located, and how."""
    text = in_copy.text
    place, lost = locate(in_copy, {"p1-x": lemma}, VOCABULARY)
    if lost:
        assert lost == ("p1-x",)
        assert place.lemmas == ()
        return None
    return text[place.lemmas[0].start : place.lemmas[0].end], place.lemmas[0].how


@pytest.mark.parametrize(
    ("text", "lemma", "words"),
    [
        (TEXT, "northern harbour", "northern harbour"),
        ("the NORTHERN\u00a0harbour", "Northern Harbour", "NORTHERN\u00a0harbour"),
        ("“northern” harbour!", "northern harbour", "northern” harbour"),
        ("the northern-harbour crossing", "northern harbour", "northern-harbour"),
        ("his US. agents leave", "U.S. agents", "US. agents"),  # mended first
        ("the island” s ferry leaves", "island’s ferry", "island” s ferry"),
        ("the har bour before dawn", "harbour before", "har bour before"),
        ("dawn, dawn and dawn", "dawn", "dawn"),
    ],
)
def test_a_lemma_is_located_exactly(text: str, lemma: str, words: str):
    """Case, punctuation, blanks and mended faults make no difference."""
    assert found(passage(text), lemma) == (words, "exactly")


@pytest.mark.parametrize(
    ("text", "lemma", "words"),
    [
        ("the narthern hqrbour is", "northern harbour", "narthern hqrbour"),
        ("the northernharbour is", "northern harbour", "northernharbour"),
        ("leaves befone dnwn", "before dawn", "befone dnwn"),
    ],
)
def test_a_lemma_with_faults_is_located(text: str, lemma: str, words: str):
    assert found(as_scanned(text), lemma) == (words, "with scanning faults")


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        (TEXT, "southern harbour"),
        ("the ferry and the ferries", "before dawn"),
        ("the xxrthxrn hxrbxxr", "northern harbour"),
        ("the northexn harbxur, or the nortxern harboxr", "northern harbour"),
        ("", "dawn"),
    ],
)
def test_a_lemma_that_is_not_there_is_lost(text: str, lemma: str):
    """Also where two places are about as good, so that either may be wrong."""
    assert found(as_scanned(text), lemma) is None


def test_an_exact_place_is_taken_before_one_with_a_fault():
    """A lemma should stand once in its paragraph: then the words themselves are the surest sign."""
    text = "the northqrn harbour, the northern harbour"
    place, _ = locate(as_scanned(text), {"p1-h": "northern harbour"}, VOCABULARY)
    assert place.lemmas == (LemmaPlace("p1-h", 26, 42, "exactly"),)


@pytest.mark.parametrize("text", ["coercive rollbacx", "one statemext", "no sanctoins rexief"])
def test_a_place_that_lacks_a_word_of_the_lemma_is_another(text: str):
    for lemma in ("a rollback", "a statement", "seek sanctions relief"):
        assert found(as_scanned(text), lemma) is None


def test_another_word_of_the_language_is_no_fault():
    """“agent” is nearly “agents”, but it is a word by itself."""
    known = VOCABULARY | {"agent": "agent"}
    text = "the agent left, and the agents too"
    place, _ = locate(as_scanned(text), {"p1-a": "agents"}, known)
    assert [(p.start, p.how) for p in place.lemmas] == [(24, "exactly")]
