"""Two copies compared: each class of variant, which form is the fault, the table and the JSON."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixtracks.cli import main
from sixtracks.cli.collate import FORMAT, as_table
from sixtracks.witness.align import align
from sixtracks.witness.collation import Reading, Variant, collate, length, tokens
from sixtracks.witness.copies import read_copy
from sixtracks.witness.fingerprint import dump, make_fingerprint
from sixtracks.witness.model import FoundPassage, Rest, Witness
from sixtracks.witness.variants import Vocabulary, judge
from sixtracks.witness.words import words_of

ESSAY = (
    "Every harbour keeps a ledger of the ships that came home, and a shorter one of those that did "
    "not. The keeper’s first duty is to write both with the same ink. A pilot who reads only the "
    "happy pages will steer by them, and sooner or later a sandbank will correct his reading.",
    "The oldest lighthouse on our coast was built by a merchant who had lost three cargoes in one "
    "winter. He asked no toll at first; gratitude, he believed, would pay the oil. Within four years "
    "he was bankrupt, and the parish took over the lamp, the debts and the merchant’s quarrel with "
    "the fishermen.",
    "Lamp oil was the great expense. Whale oil burned cleanly but followed the price of whales; colza "
    "needed heating in frost; paraffin stank. In 1871 the engineers of the board compared all three "
    "through eleven months of weather, and their tables are still a pleasure to read.",
    "Fog defeats every lamp. Bells, guns, reeds and finally the siren were tried in turn, each with "
    "its defenders. The siren won because a tired man can tell its note from the sea’s own voices, "
    "which no bell and certainly no gun had ever managed in a gale.",
    "What remains today is mostly silence. Satellites tell the captains where they are, and the "
    "towers are let to painters in summer. Yet the ledgers were never closed, and twice in ten years "
    "a fisherman whose screen had gone dark came home by the old light alone.",
)
WORDS = frozenset(word.text for text in ESSAY for word in words_of(text))
PRINTS = make_fingerprint(ESSAY)


def witness(*texts: str, name: str = "copy.txt", rest: tuple[Rest, ...] = ()) -> Witness:
    """A copy with these paragraphs, from the first; an empty one is wanting."""
    found = [FoundPassage(n, "whole", 1.0, text) for n, text in enumerate(texts, 1) if text]
    return Witness(name, tuple(found), rest)


def changed(old: str, new: str) -> tuple[Variant, ...]:
    """The variants between the essay and the same with one change; it must fit in one place."""
    assert sum(text.count(old) for text in ESSAY) == 1
    return collate(witness(*ESSAY), witness(*(text.replace(old, new) for text in ESSAY)), WORDS)


def test_a_text_against_itself_has_no_variants():
    assert collate(witness(*ESSAY), witness(*ESSAY)) == ()


def test_line_ends_blanks_ligatures_and_soft_hyphens_are_no_variants():
    other = [
        text.replace(" ", "  ")
        .replace("  lamp", "\n lamp")
        .replace("fi", "ﬁ")
        .replace("merch", "mer\u00adch")
        for text in ESSAY
    ]
    assert collate(witness(*ESSAY), witness(*(text.replace(" in ", "\u00a0in ") for text in other))) == ()


@pytest.mark.parametrize(
    ("fault", "right"),
    [
        ("Washington” s", "Washington’s"),
        ("Washington’ s", "Washington’s"),
        ("Washington”s", "Washington’s"),
        ("US.", "U.S."),
        ("|siren", "siren"),
        ("light- house", "lighthouse"),
        ("long- range", "long-range"),
        ("engi-neers", "engineers"),
        ("engi”neers", "engineers"),
        ("gale .", "gale."),
        ("engi neers", "engineers"),
        ("inthe", "in the"),
        ("l871", "1871"),
        ("ta6les", "tables"),
        ("mercham", "merchant"),  # letters misread
        ("satelites", "satellites"),  # one lost
        ("bankru", "bankrupt"),  # several
        ("tk", "to"),  # in a short word, against one that is known
    ],
)
def test_the_faulty_one_of_two_forms_is_told(fault: str, right: str):
    """Each rule, both ways round."""
    words = Vocabulary(ESSAY, {"washington", *WORDS})
    assert (found := judge(fault, right, words)).kind == "scanning fault"
    assert found.fault == "a"
    assert judge(right, fault, words).fault == "b"


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("lamp", "lamp,", "punctuation"),
        ("U.S.-North", "U.S.–North", "punctuation"),
        ("“lamp”", "'lamp'", "punctuation"),
        ("oil – the", "oil—the", "punctuation"),
        ("US", "U.S.", "punctuation"),  # a way of writing it, and no fault
        ("co-operate", "cooperate", "punctuation"),
        ("Viet Nam", "Vietnam", "spelling"),
        ("some day", "someday", "spelling"),
        ("organisation", "organization", "spelling"),
        ("harbours", "harbors", "spelling"),
        ("defence", "defense", "spelling"),
        ("Board", "board", "spelling"),
        ("café", "cafe", "spelling"),
        ("Rhee", "Rhie", "spelling"),
        ("1871", "1877", "wording"),  # a number is never taken for a fault
        ("gun", "guns", "wording"),  # both are known
        ("lamp", "tower", "wording"),
        ("lamp", "", "wording"),
    ],
)
def test_what_is_no_fault_of_scanning(a: str, b: str, kind: str):
    words = Vocabulary(
        (*ESSAY, "some day, we cooperate; he would operate one gun"),
        {"guns", "co", "some", "day", "someday", "organization", "harbors", "defense"},
    )
    assert (judge(a, b, words).kind, judge(a, b, words).fault) == (kind, "")
    assert judge(b, a, words).kind == kind


def test_look_alikes_that_stand_nowhere_else_are_a_fault_of_either():
    assert judge("Vietham’s", "Vietnam’s", Vocabulary(())) == judge("Vietnam’s", "Vietham’s", Vocabulary(()))
    assert judge("Vietham’s", "Vietnam’s", Vocabulary(())).kind == "scanning fault"
    assert judge("Vietham’s", "Vietnam’s", Vocabulary((), {"vietnam"})).fault == "a"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("keeper’s first", "keeper” s first", (1, 22, "scanning fault", "keeper’s", "keeper” s")),
        ("gratitude, he", "gratitude he", (2, 26, "punctuation", "gratitude,", "gratitude")),
        ("great expense", "principal cost", (3, 5, "wording", "great expense.", "principal cost.")),
        ("still a pleasure", "a pleasure", (3, 43, "wording", "still", "")),
        ("a tired man", "a very tired man", (4, 24, "wording", "", "very")),
        ("Bells, guns, reeds", "reeds Bells, guns,",
         (4, 5, "wording", "Bells, guns, reeds", "reeds Bells, guns,")),
        ("lamp, the debts", "debts, the lamp", (2, 45, "wording", "lamp, the debts", "debts, the lamp")),
        ("Satellites tell", "satellites tell", (5, 7, "spelling", "Satellites", "satellites")),
    ],
)  # fmt: skip
def test_one_change_is_one_variant_at_its_place(old: str, new: str, expected: tuple[int, int, str, str, str]):
    (found,) = changed(old, new)
    assert (found.passage, found.place, found.kind, found.a.words, found.b.words) == expected


def test_a_reading_stands_between_three_words_on_either_side():
    (found,) = changed("cleanly", "brightly")
    assert found.a == Reading("cleanly", 10, "Whale oil burned", "but followed the")


def test_a_fault_leaves_the_numbers_of_the_words_behind_it():
    """``Washington” s`` is one word, as it is without the fault."""
    a, b = "The keeper’s first duty is to write", "The keeper” s first job is to write"
    *_, found = collate(witness(a), witness(b))
    assert (found.a.place, found.b.place) == (4, 4)
    assert tokens(b)[1] == "keeper” s"
    assert length(b) == length(a)


@pytest.mark.parametrize(
    ("wanting", "place", "reason"),
    [
        (ESSAY[2], 1, "the whole paragraph"),
        (ESSAY[1].split(" at first; ")[0], 1, "its beginning is wanting"),
        (" and sooner or later a sandbank will correct his reading.", 45, "it breaks off"),
        (" needed heating in frost; paraffin stank. In 1871 the engineers", 18, "words are wanting"),
    ],
)
def test_many_words_that_one_copy_lacks_are_a_lacuna(wanting: str, place: int, reason: str):
    (found,) = changed(wanting, "")
    assert (found.kind, found.place, found.reason) == ("lacuna", place, reason)
    assert found.a.words == wanting.strip()
    assert found.b.words == ""


def test_a_copy_breaks_off_within_a_word():
    """What it has of the word is part of the lacuna, and no variant of its own."""
    whole = witness(*ESSAY[:2])
    broken = replace(whole.passages[1], state="part", text=ESSAY[1][: ESSAY[1].index("itude, he believed")])
    (found,) = collate(whole, Witness("broken.txt", (whole.passages[0], broken)))
    assert (found.kind, found.reason, found.place) == ("lacuna", "it breaks off", 26)
    assert (found.a.words.split()[0], found.b.words) == ("gratitude,", "grat")


def test_a_copy_begins_late():
    """A few words at its beginning are a lacuna too, where the copy has the paragraph in part."""
    late = FoundPassage(1, "part", 0.9, ESSAY[0].removeprefix("Every harbour keeps a "))
    (found,) = collate(witness(ESSAY[0]), Witness("late.txt", (late,)))
    assert (found.kind, found.reason, found.a.words) == (
        "lacuna", "its beginning is wanting", "Every harbour keeps a",
    )  # fmt: skip


def test_headings_and_paratext():
    """A heading stands between two paragraphs, once; a running head, a page's number and a title do not."""
    rest = (Rest("A TALE OF LAMPS", 0), Rest("The First Keeper", 1), Rest("The Harbour Review", 2),
            Rest("12", 2), Rest("The Harbour Review", 3), Rest("All rights reserved.", 5))  # fmt: skip
    found = collate(witness(*ESSAY, rest=rest), witness(*ESSAY))
    assert [(each.passage, each.kind, each.place) for each in found] == [
        (0, "paratext", 0), (1, "heading", 0), (2, "paratext", 0), (2, "paratext", 0), (3, "paratext", 0),
        (5, "paratext", 0),
    ]  # fmt: skip


def test_a_heading_that_both_have_in_two_forms_is_one_variant():
    a, b = (witness(*ESSAY, rest=(Rest(text, 1),)) for text in ("The First Keeper", "The First Keepers"))
    (found,) = collate(a, b)
    assert (found.kind, found.a.words, found.b.words) == ("heading", "The First Keeper", "The First Keepers")


# Known changes are found, exactly ---------------------------------------------------------------------------

CHANGES = {
    "dropped": lambda word: ("", "wording", ""),
    "another": lambda word: ("zebra", "wording", ""),
    "comma": lambda word: (f"{word.rstrip(',.;')}:", "punctuation", ""),
    "capitals": lambda word: (word.upper(), "spelling", ""),
    "letter lost": lambda word: (word[: len(word) // 2] + word[len(word) // 2 + 1 :], "scanning fault", "b"),
    "blank": lambda word: (f"{word[:4]} {word[4:]}", "scanning fault", "b"),
    "sign": lambda word: (f"|{word}", "scanning fault", "b"),
}
EDITS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 10)), st.sampled_from(sorted(CHANGES)), max_size=20
)


def apply(edits: dict[tuple[int, int], str]) -> tuple[Witness, list[tuple[object, ...]]]:
    """The essay with some changes, four words apart, and what must be found."""
    expected, texts = [], []
    for number, text in enumerate(ESSAY):
        words = tokens(text)
        for at in range(0, len(words), 4):
            name = edits.get((number, at // 4), "")
            changeable = len(words[at]) > 8 and words[at].isalpha() and words[at].islower()
            if not name or (not changeable and name in ("capitals", "letter lost", "blank")):
                continue
            new, kind, fault = CHANGES[name](words[at])
            expected.append((number + 1, at + 1, kind, words[at], new, fault))
            words[at] = new
        texts.append(" ".join(word for word in words if word))
    return witness(*texts, name="changed.txt"), expected


@given(EDITS)
@settings(deadline=None, max_examples=40)
def test_the_variants_are_the_changes_that_were_made(edits: dict[tuple[int, int], str]):
    other, expected = apply(edits)
    found = collate(witness(*ESSAY), other, WORDS)
    assert [(v.passage, v.place, v.kind, v.a.words, v.b.words, v.fault) for v in found] == expected


@given(EDITS, EDITS, st.sets(st.integers(0, 4)))
@settings(deadline=None, max_examples=40)
def test_the_other_way_round_is_the_same_with_the_sides_exchanged(
    one: dict[tuple[int, int], str], other: dict[tuple[int, int], str], wanting: set[int]
):
    a, b = apply(one)[0], apply(other)[0]
    a = replace(a, passages=tuple(p for p in a.passages if p.number not in wanting), rest=(Rest("Lamps", 1),))
    assert [each.exchanged() for each in collate(b, a, WORDS)] == list(collate(a, b, WORDS))


def test_what_may_be_told_in_two_ways_is_told_in_one():
    """“Ember” for “cedar” and “delta” for “ember”, or “cedar” left out and “delta” added."""
    a, b = witness("cedar ember"), witness("ember delta")
    assert [each.exchanged() for each in collate(b, a)] == list(collate(a, b))


# The command ------------------------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A folder with the fingerprint of the essay above."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "fingerprint.json").write_text(dump(PRINTS), encoding="utf-8")
    return tmp_path


def saved(folder: Path, name: str, *blocks: str) -> str:
    """A copy as a file."""
    (folder / name).write_text("\n\n".join(blocks), encoding="utf-8")
    return str(folder / name)


def copies(folder: Path) -> tuple[str, str]:
    """Two copies: the second with a title, one fault, and without the last two paragraphs."""
    a = saved(folder, "a.txt", *ESSAY)
    b = saved(folder, "b.txt", "Of Lamps", *[t.replace("keeper’s", "keeper” s") for t in ESSAY[:3]])
    return a, b


def test_the_table_fits_the_width(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "72")
    assert main(["collate", *copies(book), "--book", str(book)]) == 0
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= 72
    assert "B  b.txt: 3 of 5 paragraphs; 155 words" in told
    assert "4 variants: 2 lacunae, 1 paratext, 1 scanning fault (1 in B)." in told
    assert "¶1, 22" in told
    assert "¶4–5" in told


def test_many_changes_of_the_same_signs_are_one_line(book: Path):
    b = witness(*(text.replace("’", "'") for text in ESSAY))
    variants = collate(witness(*ESSAY), b)
    grouped, full = (as_table(b, b, variants, PRINTS, 100, in_full=each) for each in (False, True))
    assert "punctuation, 3" in grouped
    assert grouped.count("keeper") == 0
    assert full.count("keeper") == 2


def test_a_table_holds_nothing_that_a_terminal_obeys():
    a, b = witness("One\x1b[2J two three"), witness("One four three")
    told = as_table(a, b, collate(a, b), PRINTS, 80, in_full=True)
    assert "\x1b" not in told


def test_json_is_for_machines(book: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["collate", *copies(book), "--book", str(book), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["format"] == FORMAT
    assert told["b"] == {"name": "b.txt", "words": 155, "whole": [1, 2, 3], "part": []}
    assert told["counts"] == {"lacuna": 2, "paratext": 1, "scanning fault": 1}
    fault = next(each for each in told["variants"] if each["kind"] == "scanning fault")
    assert (fault["passage"], fault["fault"]) == (1, "b")
    assert fault["b"] == {
        "words": "keeper” s",
        "place": 22,
        "before": "did not. The",
        "after": "first duty is",
    }


def test_the_same_copy_twice(book: Path, capsys: pytest.CaptureFixture[str]):
    a, _ = copies(book)
    assert main(["collate", a, a, "--book", str(book)]) == 0
    assert "No variants" in capsys.readouterr().out


def test_copies_without_a_common_paragraph(book: Path, capsys: pytest.CaptureFixture[str]):
    a, b = saved(book, "a.txt", *ESSAY[:2]), saved(book, "b.txt", *ESSAY[2:])
    assert main(["collate", a, b, "--book", str(book)]) == 0
    assert "no paragraph in common" in capsys.readouterr().out


@pytest.mark.parametrize("foreign", ["missing.txt", "other.txt"])
def test_what_cannot_be_compared_is_refused(foreign: str, book: Path, capsys: pytest.CaptureFixture[str]):
    """A file that is not there, a text that is not the essay."""
    saved(
        book, "other.txt", "A recipe: take four eggs, a spoon of flour, and stir until the pan is warm. " * 20
    )
    assert main(["collate", copies(book)[0], str(book / foreign), "--book", str(book)]) == 1
    told = capsys.readouterr().err
    assert foreign in told
    assert "Mend:" in told


def test_copies_are_read_and_aligned_before_they_are_compared(book: Path):
    a, b = (align(read_copy(Path(path)), PRINTS) for path in copies(book))
    assert [each.kind for each in collate(a, b)] == ["paratext", "scanning fault", "lacuna", "lacuna"]
