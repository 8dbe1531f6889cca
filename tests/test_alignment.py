"""Damaged copies are aligned with the essay, and other texts are refused.

`damage` and `layouts` damage a text, `damage_cases` names the damages, `judging` says what was right. The
small essay is our own, so that alignment is tested where the real one is not at hand;
`benchmarks/alignment.py` tries many more combinations.
"""

from functools import cache
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

import damage as d
from aligning import Located, aligned, essay_aligned
from damage import NEVER_STOOD, sheet_of
from damage_cases import Case, bag_of, cases, copied, damaged, other_texts
from essay_text import Essay, Lemma, all_lemmas, broken_off_essay, seed_path, split, whole_essay
from judging import Score, judged, truths
from places import BOOKS, ROOT
from sixtracks.records import load_passages
from sixtracks.witness.align import align
from sixtracks.witness.child import lines_of
from sixtracks.witness.fingerprint import Fingerprint, make_fingerprint
from sixtracks.witness.model import PRIVATE, Copy, CopyError, Line
from sixtracks.witness.reading import read_witness

TITLE = "How Diplomacy With North Korea Can Work"
SMALL_LEMMAS = (
    Lemma("p1-steered", 1, "steered a barge"),
    Lemma("p1-locks", 1, "eleven of the nineteen locks"),
    Lemma("p2-bishops", 2, "six bishops on horseback"),
    Lemma("p2-gate", 2, "model of a gate"),
    Lemma("p3-winter", 3, "hardest in living memory"),
    Lemma("p4-pace", 4, "the pace of a walking child"),
    Lemma("p5-surplus", 5, "a small surplus"),
)
NOT_THERE = "p2-bishops"


@cache
def small_essay() -> Essay:
    """Our own, of five paragraphs under two headings."""
    text = (BOOKS / "own-essay.txt").read_text(encoding="utf-8")
    return split([block.strip() for block in text.split("\n\n")][1:])


SMALL_CASES = tuple(cases(small_essay(), 1))
ESSAY_CASES = tuple(cases(Essay((), {}, (), {}), 1)) + tuple(
    f"{section} alone" for section in ("opening", "next-stage", "broader", "six-tracks", "potential")
)


# The damages themselves


@pytest.mark.parametrize("share", [0.01, 0.03, 0.05])
def test_noise_makes_the_share_of_wrong_characters_that_it_promises(share: float):
    clean = sheet_of(small_essay())
    noisy = d.noise(share, 7)(clean)
    before, after = ("\n".join(piece.text for piece in sheet) for sheet in (clean, noisy))
    assert Levenshtein.distance(before, after) / len(before) == pytest.approx(share, abs=0.006)
    assert noisy == d.noise(share, 7)(clean) != d.noise(share, 8)(clean)


@pytest.mark.parametrize("name", SMALL_CASES)
def test_every_letter_remembers_where_it_stood(name: str):
    """Without noise, each that has a place is the letter of that place; none has come in, none is lost."""
    essay = small_essay()
    for number, truth in truths(damaged(cases(essay, 1)[name], sheet_of(essay), 0, 1), essay).items():
        assert len(truth.text) == len(truth.origins)
        stood = [(truth.text[at], origin) for at, origin in enumerate(truth.origins) if origin != NEVER_STOOD]
        assert all(
            letter.casefold()[0] in truth.clean[origin].casefold() or not truth.clean[origin].isalpha()
            for letter, origin in stood
        ), number
        if truth.complete:
            left = {origin for _, origin in stood}
            letters = {at for at, letter in enumerate(truth.clean) if letter.isalpha()}
            assert len(letters - left) <= truth.text.count("ﬁ") + truth.text.count("ﬂ") + truth.text.count(
                "ﬀ"
            )


def test_a_text_that_breaks_off_is_there_in_part():
    essay = small_essay()
    found = truths(d.broken_off(0.5)(sheet_of(essay)), essay)
    assert [(n, truth.complete) for n, truth in found.items()] == [(1, True), (2, True), (3, False)]


def test_what_is_judged_wrong_is_said_to_be_wrong(tmp_path: Path):
    """The judge sees a paragraph too many, one too few, one called part, and a lemma in the wrong place."""
    essay, case = small_essay(), Case(cases(small_essay(), 1)["clean"].write)
    witness = aligned(copied(case, sheet_of(essay), tmp_path), _small_print(), _small_lemmas())
    without = tuple(piece for piece in sheet_of(essay) if piece.number != 2)
    assert judged(witness, without, essay).wrong == [2]
    fewer = Located(witness.passages[1:])
    assert judged(fewer, sheet_of(essay), essay).missed == [1]
    cut = d.broken_off(0.3)(sheet_of(essay))
    assert judged(witness, cut, essay).misjudged == [max(truths(cut, essay))]
    swapped = [Lemma(lemma.id, lemma.number, "some other words") for lemma in SMALL_LEMMAS]
    assert len(judged(witness, sheet_of(essay), essay, swapped).astray) == len(SMALL_LEMMAS) - 1


# Our own essay, for those who have not the other


@pytest.mark.parametrize("share", [0, 0.05], ids=["clean", "5 % wrong"])
@pytest.mark.parametrize("name", SMALL_CASES)
def test_small_essay_is_found_in_damaged_copies(name: str, share: float, tmp_path: Path):
    essay = small_essay()
    case = cases(essay, 1)[name]
    sheet = damaged(case, sheet_of(essay, "The Canal at Harrowby"), share, f"{name} 1")
    witness = aligned(copied(case, sheet, tmp_path), _small_print(), _small_lemmas())
    score = judged(witness, sheet, essay, SMALL_LEMMAS, by_words=case.once)
    _all_right(score)
    assert share or (not score.fuzzy and not score.lost)


def test_a_lemma_that_is_not_there_is_reported_lost(tmp_path: Path):
    essay = small_essay()
    witness = aligned(
        copied(cases(essay, 1)["clean"], sheet_of(essay), tmp_path), _small_print(), _small_lemmas()
    )
    assert witness.lost == (NOT_THERE,)


# The essay


@pytest.mark.essay
def test_reprint_is_read_as_the_paragraphs_that_the_edition_counts():
    """Where scanning set `’s` apart or left no blank at a dash, a paragraph's count differs by that much."""
    for paragraph, passage in zip(whole_essay().paragraphs, load_passages(ROOT), strict=True):
        apart = paragraph.text.count("” s ") + paragraph.text.count("’ s ")
        dashes = paragraph.text.count("—") if paragraph.number == 15 else 0
        assert len(paragraph.text.split()) - apart + dashes == passage.words, passage.number


@pytest.mark.essay
@pytest.mark.parametrize("name", ["000", "001"])
def test_surviving_texts_are_aligned_with_every_lemma_in_its_place(name: str):
    essay = {"000": whole_essay, "001": broken_off_essay}[name]()
    copy = Copy(name, tuple(lines_of(seed_path(name).read_bytes(), "text")))
    witness = essay_aligned(copy)
    score = judged(witness, sheet_of(essay), essay, all_lemmas())
    _all_right(score)
    assert [(p.number, p.state) for p in witness.passages] == [
        (p.number, "part" if p.number in essay.shares else "whole") for p in essay.paragraphs
    ]
    assert (score.fuzzy, score.lost, score.elsewhere) == ([], [], [])


@pytest.mark.essay
@pytest.mark.parametrize("name", ESSAY_CASES)
def test_essay_is_found_in_damaged_copies(name: str, tmp_path: Path):
    """All paragraphs and none wrongly, 98 % of the words, no lemma in a wrong place; 5 % wrong characters."""
    _all_right(_score(whole_essay(), name, 0.05, tmp_path))


@pytest.mark.essay
@pytest.mark.parametrize(
    "name",
    ["PDF of two columns", "page, with advertisements", "hyphens, narrow columns", "sections reversed"],
)
def test_what_the_publisher_shows_is_found_in_damaged_copies(name: str, tmp_path: Path):
    """¶1–4 at least; of ¶5 there are some twenty words, which may go unseen among faults."""
    score = _score(broken_off_essay(), name, 0.03, tmp_path)
    score.missed = [number for number in score.missed if number != 5]
    _all_right(score, words=0.92)


@pytest.mark.essay
@pytest.mark.parametrize("name", ["clean", "page of a site", "PDF of two columns"])
def test_file_is_read_and_aligned(name: str, tmp_path: Path):
    """From the file's name on, as `sixtracks build --copy` does."""
    case = cases(whole_essay(), 1)[name]
    sheet = sheet_of(whole_essay(), TITLE)
    path = tmp_path / f"copy.{ {'text': 'txt'}.get(case.kind, case.kind) }"
    if case.write:
        path.write_text(case.write(sheet), encoding="utf-8")
    else:
        copied(case, sheet, tmp_path)
    _all_right(judged(Located(read_witness(path, ROOT).witness.passages), sheet, whole_essay()))


# Other texts


@pytest.mark.parametrize("name", [name for name in other_texts() if not name.startswith(("book/", "data/"))])
def test_other_texts_are_refused(name: str):
    _refused(other_texts()[name]())


def test_the_edition_itself_is_refused():
    """The chapters that follow the essay, and what is said of its claims."""
    others = other_texts()
    for name in dict.fromkeys(passage.chapter for passage in load_passages(ROOT)):
        _refused(others[f"book/{name}.md"](), name)
    _refused(others["data/claims.yml"](), "claims")


@pytest.mark.essay
def test_the_essays_words_in_any_order_are_refused():
    _refused(bag_of(whole_essay(), 1))


def test_small_essay_in_no_order_is_refused():
    for seed in range(5):
        copy = Copy("bag", tuple(lines_of(bag_of(small_essay(), seed).encode(), "text")))
        with pytest.raises(CopyError):
            aligned(copy, _small_print(), {})


def _score(essay: Essay, name: str, share: float, folder: Path) -> Score:
    case = cases(essay, 1)[name]
    sheet = damaged(case, sheet_of(essay, TITLE), share, f"{name} 1")
    witness = essay_aligned(copied(case, sheet, folder))
    return judged(witness, sheet, essay, all_lemmas(), by_words=case.once)


def _all_right(score: Score, words: float = 0.98) -> None:
    assert score.found
    assert (score.missed, score.wrong, score.misjudged) == ([], [], [])
    assert score.share_right >= words
    assert (score.astray, score.elsewhere, score.unreported) == ([], [], [])


def _refused(text: str, name: str = "other") -> None:
    try:
        witness = essay_aligned(Copy(name, tuple(lines_of(text.encode(), "text"))))
    except CopyError:
        return
    pytest.fail(f"{name} is taken for the essay: {[(p.number, p.similarity) for p in witness.passages]}")


@cache
def _small_print() -> Fingerprint:
    return make_fingerprint([p.text for p in small_essay().paragraphs])


def _small_lemmas() -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for lemma in SMALL_LEMMAS:
        found.setdefault(lemma.number, {})[lemma.id] = lemma.text
    return found


# What surrounds the essay or repeats it


def _plain_copy(*blocks: str) -> Copy:
    return Copy("copy.txt", tuple(Line(block, "paragraph") for block in blocks))


def test_a_pull_quote_is_not_read_twice():
    """A block that repeats a part of its paragraph is left out of it."""
    texts = [paragraph.text for paragraph in small_essay().paragraphs]
    quote = " ".join(texts[1].split()[4:16])
    half = len(texts[1].split()) // 2
    halves = [" ".join(texts[1].split()[:half]), " ".join(texts[1].split()[half:])]
    found = align(_plain_copy(texts[0], halves[0], quote, halves[1], *texts[2:]), _small_print())
    assert [each.text.split() for each in found.passages] == [text.split() for text in texts]


def test_a_paragraph_with_too_many_words_is_told():
    """Whatever else stands in it, the reader hears of it."""
    texts = [paragraph.text for paragraph in small_essay().paragraphs]
    words = texts[1].split()
    mixed = " ".join(word + (" et" if n % 3 == 0 else "") for n, word in enumerate(words))
    found = align(_plain_copy(texts[0], mixed, *texts[2:]), _small_print()).passages
    assert [bool(each.more) for each in found] == [False, True, *[False] * (len(texts) - 2)]
    assert found[1].more == len(range(0, len(words), 3))


def test_a_page_of_a_private_edition_is_no_copy():
    texts = [paragraph.text for paragraph in small_essay().paragraphs]
    with pytest.raises(CopyError, match="a page of a private edition, not a copy"):
        align(_plain_copy(PRIVATE, *texts), _small_print())


def test_running_heads_keep_their_place_in_what_is_left():
    texts = [paragraph.text for paragraph in small_essay().paragraphs]
    found = align(_plain_copy(texts[0], "– 12 –", *texts[1:], "The end"), _small_print())
    assert [(each.text, each.after) for each in found.rest] == [("– 12 –", 1), ("The end", len(texts))]
