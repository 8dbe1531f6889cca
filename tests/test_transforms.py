"""What happens to a chapter once it is read: names are found, words are counted."""

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sixtracks.book.directives import annotation_faults
from sixtracks.book.nodes import annotation, annotation_mark, digest, name_mention, passage
from sixtracks.book.transforms import count_words, link_neighbours, mark_names, passage_fault
from sixtracks.records import Passage, Term
from sixtracks.records.registers import Finder

FORMS = {
    "korea": ("Korea", "Korean"),
    "north-korea": ("North Korea",),
    "peace": ("peace",),
    "peace-treaty": ("peace treaty",),
    "us": ("U.S.", "Washington"),
    "treaty": ("treaty (1953)", "한국"),
}
NAMES = Finder(
    [
        Term(id=ident, heading=ident, found_as=forms, short="A term", text="It is.", sources=("Key2018a",))
        for ident, forms in FORMS.items()
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    """The names in a text, each with the words by which it was found."""
    return [(p["key"], p.astext()) for p in mark_names(text, NAMES) if isinstance(p, name_mention)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea and Korea", [("north-korea", "North Korea"), ("korea", "Korea")]),
        ("a peace treaty for peace", [("peace-treaty", "peace treaty"), ("peace", "peace")]),
        ("the Korean war", [("korea", "Korean")]),
        ("Koreans, preKorea, Korea2, Korea_", []),
        ("Korea’s U.S.-led talks", [("korea", "Korea"), ("us", "U.S.")]),
        ("north korea", []),
        ("a treaty (1953), signed", [("treaty", "treaty (1953)")]),
        ("(한국)", [("treaty", "한국")]),
        ("KoreaKorea", []),
        ("", []),
    ],
)
def test_names_are_found_whole_and_the_longest_first(text: str, expected: list[tuple[str, str]]):
    """Letter for letter, and never a part of a word."""
    assert found(text) == expected


PIECES = st.sampled_from(
    ["Korea", "North Korea", "peace", " treaty", "U.S.", "treaty (1953)", " ", "n", ".", "한국", "’s", "\n"]
)
SIGNS = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5
)  # docutils drops NUL


@given(st.lists(PIECES | SIGNS, max_size=12).map("".join))
def test_pieces_join_to_the_text(text: str):
    """Marking names changes no letter, leaves no empty piece, and marks only what a name is found as."""
    pieces = mark_names(text, NAMES)
    assert "".join(piece.astext() for piece in pieces) == text
    assert all(piece.astext() for piece in pieces) or not text
    assert all(NAMES.forms[words] == key for key, words in found(text))


def passage_of(*texts: str, number: int = 1) -> passage:
    """A passage whose digest has these paragraphs."""
    return passage("", digest("", *(nodes.paragraph("", text) for text in texts)), number=number)


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        ((), 0),
        (("One two three.",), 3),
        (("One two", "three"), 3),
        (("He argues – or not — that it’s “so”.",), 7),
        (("shorter-range missiles",), 2),
        (("talks—then war",), 3),
        (("¶ … 14",), 1),
    ],
)
def test_words_are_counted_as_a_reader_counts_them(texts: tuple[str, ...], count: int):
    """Dashes and signs are no words; a hyphen joins; a dash between words parts."""
    assert count_words(passage_of(*texts)) == count


def test_marks_and_notes_are_not_counted():
    """Only the digest is, without the marks in it."""
    node = passage_of("He argues.")
    node[0][0] += annotation_mark("", annotation="p1-a", number=1)
    node += annotation("", nodes.paragraph("", "five words of a note"))
    assert count_words(node) == 2


KNOWN = {
    1: Passage(number=1, chapter="one", words=10),
    2: Passage(number=2, chapter="one", words=10),
    3: Passage(number=3, chapter="two", words=10),
}


@pytest.mark.parametrize(
    ("number", "words", "seen", "subtype"),
    [
        (1, 4, [], None),
        (2, 4, [1], None),
        (9, 4, [], "passage-unknown"),
        (3, 4, [], "passage-astray"),
        (1, 4, [1], "passage-twice"),
        (1, 4, [2], "passage-order"),
        (1, 5, [], "digest-long"),
        (1, 0, [], "digest-empty"),
    ],
)
def test_what_is_wrong_with_a_passage(number: int, words: int, seen: list[int], subtype: str | None):
    """Two fifths of ten words are four; each fault has its name, what and mend."""
    wrong = passage_fault(passage_of("word " * words, number=number), KNOWN, "one", seen)
    assert (wrong[2] if wrong else None) == subtype
    assert wrong is None or all(wrong)


def test_neighbours():
    """The first has none before it, the last none after it, an only one neither."""
    notes = [annotation("", ids=[ident]) for ident in ("a", "b", "c")]
    link_neighbours(notes)
    assert [(n.get("previous"), n.get("next")) for n in notes] == [(None, "b"), ("a", "c"), ("b", None)]
    link_neighbours([])


GOOD = {"lemma": "two words", "kind": "term", "then": "", "now": ""}


@pytest.mark.parametrize(
    ("ident", "changes", "expected"),
    [
        ("p1-a", {}, []),
        ("p17-two-words", {}, []),
        ("p01-a", {}, ["annotation-id"]),
        ("p1", {}, ["annotation-id"]),
        ("p1-A", {}, ["annotation-id"]),
        ("p1-a", {"lemma": ""}, ["lemma-missing"]),
        ("p1-a", {"lemma": "a b c d e f g h"}, []),
        ("p1-a", {"lemma": "a b c d e f g h i"}, ["lemma-long"]),
        ("p1-a", {"kind": ""}, ["kind-missing"]),
        ("p1-a", {"kind": "aside"}, ["kind-unknown"]),
        ("p1-a", {"then": "accurate", "now": "accurate"}, ["verdict-here"]),
        ("p1", {"lemma": "", "kind": ""}, ["annotation-id", "lemma-missing", "kind-missing"]),
    ],
)
def test_what_is_wrong_with_an_annotations_head(ident: str, changes: dict[str, str], expected: list[str]):
    """Every fault is told, not the first alone."""
    wrong = annotation_faults(ident, GOOD | changes, None, empty=False)
    assert [subtype for subtype, _, _ in wrong] == expected
    assert all(what and mend for _, what, mend in wrong)


def test_an_annotation_without_text():
    """It is told."""
    assert [w[0] for w in annotation_faults("p1-a", GOOD, None, empty=True)] == ["annotation-empty"]
