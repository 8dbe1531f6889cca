"""The edition against the essay's surviving text, which is not part of the repository."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from essay_text import all_lemmas, whole_essay
from markup import one, page, words
from places import ROOT, SHARED
from sixtracks.records import load_passages

pytestmark = pytest.mark.essay
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


def folded(text: str) -> str:
    """A text without what scanning and typography change: quotes, spaces, case, hyphens at line ends."""
    text = re.sub(r"\bus\.", "u.s.", text.translate(QUOTES).lower().replace("vietham", "vietnam"))
    return re.sub(r"\s+", " ", re.sub(r"(\w)' s\b", r"\1's", text))


@pytest.fixture(scope="module")
def essay() -> str:
    """The whole surviving text, folded."""
    texts = [folded(p.read_text(encoding="utf-8")) for p in sorted((SHARED / "seeds").glob("*.txt"))]
    return max(texts, key=len)


@pytest.fixture(scope="module")
def lemmas(edition: Path) -> dict[str, str]:
    """Every annotation's lemma, in the book's order."""
    found = {}
    for name in dict.fromkeys(p.chapter for p in load_passages(ROOT)):
        for note in page(edition / "html" / "book" / f"{name}.html").select(".annotation"):
            found[str(note["id"])] = words(one(note, ".lemma")).partition("“")[2].removesuffix("”")
    return found


def test_every_lemma_is_the_essays_own_words(essay: str, lemmas: dict[str, str]):
    """Letter for letter, but for quotation marks, spaces and case."""
    assert lemmas
    assert {i: lemma for i, lemma in lemmas.items() if folded(lemma) not in essay} == {}


def test_lemmas_stand_in_the_order_of_the_paragraphs(essay: str, lemmas: dict[str, str]):
    """Each can be placed so that no paragraph's words stand before those of an earlier paragraph."""
    passages: dict[int, list[str]] = {}
    for ident, lemma in lemmas.items():
        passages.setdefault(int(ident[1:].partition("-")[0]), []).append(folded(lemma))
    reached = 0
    for number in sorted(passages):
        places = [essay.find(lemma, reached) for lemma in passages[number]]
        assert min(places) >= 0, f"a lemma of ¶{number} stands before one of an earlier paragraph"
        reached = max(places)


def test_lemmas_lie_within_the_length_of_their_paragraph(essay: str, lemmas: dict[str, str]):
    """The lemmas of a paragraph stand no further apart than the paragraph is long."""
    lengths = {p.number: p.words for p in load_passages(ROOT)}
    passages: dict[int, list[str]] = {}
    for ident, lemma in lemmas.items():
        passages.setdefault(int(ident[1:].partition("-")[0]), []).append(folded(lemma))
    reached = 0
    for number in sorted(passages):
        places = [essay.find(lemma, reached) for lemma in passages[number]]
        span = essay[min(places) : max(places)]
        assert len(span.split()) <= lengths[number], f"¶{number}: {len(span.split())} words apart"
        reached = max(places)


def test_no_sentence_of_the_essay_is_in_the_repository():
    """The project's own check: the longest run of the essay's words in any tracked file."""
    check = SHARED / "checks" / "essay_overlap.py"
    if not check.is_file() or not (ROOT / ".git").exists():
        pytest.skip("no check, or not a checkout")
    done = subprocess.run(
        [sys.executable, str(check), str(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_each_lemma_stands_once_in_its_paragraph():
    """So that a reader's copy cannot have it in two places."""
    paragraphs = {each.number: folded(each.text) for each in whole_essay().paragraphs}
    assert {each.id: 1 for each in all_lemmas()} == {
        each.id: paragraphs[each.number].count(folded(each.text)) for each in all_lemmas()
    }
