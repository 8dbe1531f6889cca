"""What the fingerprint holds, how it is made, and what an attacker can read back from it."""

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import ROOT, SHARED
from sixtracks.cli.prints import make_fingerprint as make_from_copies
from sixtracks.cli.prints import write_prints
from sixtracks.faults import FaultError
from sixtracks.records import load_passages
from sixtracks.witness.copies import read_copy
from sixtracks.witness.dividing import divided, names_mended
from sixtracks.witness.fingerprint import (
    FILE,
    FUNCTION_WORDS,
    Fingerprint,
    Print,
    dump,
    hash_of,
    hashes_of,
    is_content,
    length_of,
    load_fingerprint,
    make_fingerprint,
)
from sixtracks.witness.model import Copy, CopyError, Line
from sixtracks.witness.words import folded, words_of

# A text of our own, which the attacker tries to read back.
TEXT = """
The ferry leaves the northern harbour twice each morning, and whoever misses the second crossing waits until
evening. Farmers from the island bring barley, onions and dried fish; on the way home they carry paraffin,
newspapers and letters from children who study in the capital. In winter the captain keeps close to the shore,
where the old breakwater shelters small boats, although the current there is stronger than the charts admit.
Nobody remembers when the lighthouse burned, but every family tells the story differently, and each of them
claims to have lent the first bucket. Some say lightning struck the tower; others blame a careless keeper,
whose grandson now sells tickets beside the pier and never speaks about it.
"""


def texts_of_the_edition() -> str:
    """All prose of the repository: what an attacker may know."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "book").glob("*.md")))


def plain(text: str) -> list[str]:
    return [word.text for word in words_of(text)]


# ---- What it holds -----------------------------------------------------------------------------


def test_a_print_has_length_and_hashes_of_content_words_only():
    made = make_fingerprint(["The ferry would leave, – and the FERRY left.", "Onions!"])
    assert [each.words for each in made.prints] == [8, 1]
    assert made.prints[0].hashes == {hash_of("ferry"), hash_of("leave"), hash_of("left")}
    assert made.prints[1].number == 2


def test_case_accents_ligatures_and_soft_hyphens_make_no_difference():
    assert (
        make_fingerprint(["ofﬁce CAFÉ har\u00adbour"]).prints
        == make_fingerprint(["Office café harbour"]).prints
    )


@given(sets=st.lists(st.frozensets(st.integers(0, 4095)), min_size=1, max_size=5))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, sets: list[frozenset[int]]):
    prints = tuple(Print(n, 3, hashes) for n, hashes in enumerate(sets, 1))
    made = Fingerprint(prints, ("A Heading", "Another “Heading”"))
    folder = tmp_path_factory.mktemp("book")
    (folder / "data").mkdir()
    (folder / FILE).write_text(dump(made), encoding="utf-8")
    assert load_fingerprint(folder) == made


DAMAGED = [
    "",
    "{}",
    "[]",
    '{"headings": [], "paragraphs": [1]}',
    '{"headings": [], "paragraphs": [{"number": 1}]}',
    '{"headings": [], "paragraphs": [{"number": 1, "words": 2, "hashes": "A"}]}',
    '{"headings": 1, "paragraphs": []}',
]


@pytest.mark.parametrize("wrong", DAMAGED)
def test_a_damaged_file_is_told(tmp_path: Path, wrong: str):
    (tmp_path / "data").mkdir()
    (tmp_path / FILE).write_text(wrong, encoding="utf-8")
    with pytest.raises(FaultError, match=r"data/fingerprint\.json: the fingerprint is damaged"):
        load_fingerprint(tmp_path)


def test_a_book_without_one_is_told(tmp_path: Path):
    with pytest.raises(FaultError, match="this book has no fingerprint of its essay"):
        load_fingerprint(tmp_path)


def test_the_editions_own_is_small_and_agrees_with_the_passages():
    """About two thousand bytes of hashes, and the lengths that the digests are measured against."""
    own = load_fingerprint(ROOT)
    assert {each.number: each.words for each in own.prints} == {
        p.number: p.words for p in load_passages(ROOT)
    }
    assert (ROOT / FILE).stat().st_size < 3_300
    assert all(5 < len(each.hashes) < each.words for each in own.prints)


# ---- How it is made ----------------------------------------------------------------------------


def copy_of(*blocks: str) -> Copy:
    return Copy("copy.txt", tuple(Line(block, "paragraph") for block in blocks))


def test_a_copy_is_divided_by_the_lengths_of_its_paragraphs():
    """Headings are skipped, and what a page break parted is joined."""
    copy = copy_of(
        "A title", "one two three four five", "six seven eight", "The heading", "one two three four"
    )
    assert divided(copy, [8, 4]) == ("one two three four five six seven eight", "one two three four")


def test_a_copy_that_lacks_a_paragraph_is_refused():
    with pytest.raises(CopyError, match="¶2 should have 30 words"):
        divided(copy_of("one two three", "four five six"), [3, 30])
    with pytest.raises(CopyError, match="too few for 3 paragraphs"):
        divided(copy_of("one two three"), [3, 3, 3])


def test_only_misread_names_are_mended_before_hashing():
    """A word that is in no vocabulary may be the essay's own; a name one letter from a known one is not."""
    known = {"vietnam": "Vietnam", "saigon": "Saigon", "flood": "flood"}
    assert names_mended("From Vietham to a blood orange.", known) == "From Vietnam to a blood orange."


@pytest.mark.essay
def test_the_editions_own_is_made_again_from_the_texts():
    texts = sorted((SHARED / "seeds").glob("*.txt"), key=lambda path: -path.stat().st_size)
    assert dump(make_from_copies(texts, ROOT)) == (ROOT / FILE).read_text(encoding="utf-8")


@pytest.mark.essay
def test_another_text_does_not_replace_the_fingerprint(tmp_path: Path):
    """A paraphrase has the lengths of the paragraphs, and yet is another text."""
    first = max((SHARED / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
    other = first.read_text(encoding="utf-8").replace("process", "method").replace("North Korea", "the North")
    other = re.sub(r"\b(\w{6})\w*", r"\1x", other)
    (tmp_path / "other.txt").write_text(other, encoding="utf-8")
    book = tmp_path / "book"  # were it not refused, it would write
    for name in ("book", "data"):
        shutil.copytree(ROOT / name, book / name)
    with pytest.raises(CopyError, match="its words differ from those of the present fingerprint"):
        write_prints([tmp_path / "other.txt"], book)


# ---- What an attacker can read back --------------------------------------------------------------

Fits = Callable[[tuple[str, ...]], bool]


def read_back(fits: Fits, dictionary: Iterable[str], group: int) -> list[tuple[str, ...]]:
    """Every group of words of a dictionary that fits a set of hashes: the dictionary attack."""
    return [words for words in product(sorted(dictionary), repeat=group) if fits(words)]


def chained(groups: Sequence[tuple[str, ...]], likely: Mapping[tuple[str, str], int]) -> list[str]:
    """The groups put one behind the other.

    A group that begins with the words with which another ends goes on from it; where nothing overlaps, the
    word follows that most often stands behind the last one in what the attacker knows.
    """
    left = list(dict.fromkeys(groups))
    tails = {each[1:] for each in left}
    left.sort(key=lambda each: each[:-1] in tails)  # begin where no other leads
    text = list(left.pop(0)) if left else []
    while left:
        overlap = len(left[0]) - 1
        tail = tuple(text[len(text) - overlap :])
        best = max(left, key=lambda each: (each[:overlap] == tail, likely.get((text[-1], each[overlap]), 0)))
        if overlap and best[:overlap] != tail:
            text += best
        else:
            text.append(best[overlap])
        left.remove(best)
    return text


def longest_run(guess: Sequence[str], text: Sequence[str]) -> int:
    """The longest run of words that a guess shares with a text."""
    best, row = 0, [0] * (len(text) + 1)
    for word in guess:
        row = [0, *(row[at] + 1 if word == other else 0 for at, other in enumerate(text))]
        best = max(best, *row)
    return best


def pair_statistics(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(plain(text)))


def digest(words: tuple[str, ...]) -> bytes:
    return blake2b(" ".join(words).encode(), digest_size=4).digest()


def some_words(text: str, others: int) -> set[str]:
    """A dictionary that has every word of a text, and some of the edition's."""
    more = sorted(set(plain(texts_of_the_edition())) - set(plain(text)))
    return set(plain(text)) | set(random.Random(7).sample(more, others))


def test_overlapping_groups_can_be_read_back():
    """The attack works where it can: on hashes of three words, each sharing two with the next."""
    text = plain(TEXT)[:80]
    kept = {digest(group) for group in zip(text, text[1:], text[2:], strict=False)}
    groups = read_back(lambda group: digest(group) in kept, {*text, *some_words("", 20)}, 3)
    assert longest_run(chained(groups, {}), text) >= 40


def guessed(
    hashes: frozenset[int], dictionary: Iterable[str], likely: Mapping[tuple[str, str], int]
) -> list[str]:
    """What an attacker makes of the set of a paragraph: the words that fit, in the likeliest order."""
    fits = read_back(lambda words: is_content(words[0]) and hash_of(words[0]) in hashes, dictionary, 1)
    return with_function_words(chained(fits, likely), likely)


def with_function_words(words: Sequence[str], likely: Mapping[tuple[str, str], int]) -> list[str]:
    """The words, and between two of them the function word that most often stands there."""
    found = list(words[:1])
    for before, after in pairwise(words):
        score, best = max((likely.get((before, f), 0) * likely.get((f, after), 0), f) for f in FILLERS)
        found += [best, after] if score > likely.get((before, after), 0) else [after]
    return found


FILLERS = (
    *sorted(FUNCTION_WORDS),
    "a",
    "an",
    "and",
    "as",
    "by",
    "in",
    "is",
    "it",
    "of",
    "on",
    "or",
    "the",
    "to",
)


def test_the_hashes_of_single_words_give_no_order():
    """With every word of the text in the dictionary, and nothing but them: still no sentence."""
    text = plain(TEXT)
    own = hashes_of(text)
    likely = pair_statistics(texts_of_the_edition())
    assert longest_run(guessed(own, some_words(TEXT, 0), likely), text) <= 3
    assert longest_run(guessed(own, some_words(TEXT, 3000), likely), text) <= 3


def test_a_hash_fits_many_words():
    """Hashes are spread evenly: beside the word that was meant, each fits its share of a dictionary."""
    dictionary = {each for each in plain(all_texts()) if is_content(each) and each.isalpha()}
    fitting = Counter(map(hash_of, dictionary))
    kept = [each for own in load_fingerprint(ROOT).prints for each in own.hashes]
    beside = sum(max(0, fitting[each] - 1) for each in kept) / len(kept)
    assert beside * 100_000 / len(dictionary) > 20  # of a hundred thousand English words


def all_texts() -> str:
    folders = [ROOT / "book", ROOT / "data", ROOT / "data" / "events"]
    paths = (path for folder in folders for path in sorted(folder.iterdir()) if path.is_file())
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.suffix != ".json")


@pytest.mark.essay
def test_no_run_of_the_essay_can_be_read_back():
    """With all prose of the repository for a dictionary and for what is likely to follow what."""
    texts = sorted((SHARED / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
    essay = plain(texts[-1].read_text(encoding="utf-8"))
    likely = pair_statistics(all_texts())
    dictionary = set(plain(texts_of_the_edition()))
    for own in load_fingerprint(ROOT).prints:
        assert longest_run(guessed(own.hashes, dictionary, likely), essay) <= 5, f"¶{own.number}"


@pytest.mark.essay
def test_how_many_guesses_are_right():
    """As data/README.md says: a third of all words that fit, about four in five of the common ones."""
    texts = sorted((SHARED / "seeds").glob("*.txt"), key=lambda path: -path.stat().st_size)
    lengths = [p.words for p in load_passages(ROOT)]
    paragraphs = divided(read_copy(texts[0]), lengths)
    dictionary = {each for each in plain(all_texts()) if is_content(each)}
    assert share_right(dictionary, paragraphs) < 0.4
    uses = Counter(plain(texts_of_the_edition()))
    assert 0.7 < share_right({each for each in dictionary if uses[each] >= 10}, paragraphs) < 0.9


def share_right(dictionary: set[str], paragraphs: Sequence[str]) -> float:
    """Of the words of a dictionary that fit the paragraphs, the share that stand there."""
    right = total = 0
    for own, text in zip(load_fingerprint(ROOT).prints, paragraphs, strict=True):
        fits = {each for each in dictionary if hash_of(each) in own.hashes}
        right += len(fits & set(plain(text)))
        total += len(fits)
    return right / total


def test_length_counts_what_has_a_letter_or_a_digit():
    assert length_of("one – two ” 3 *") == 3
    assert folded("Ünïted") == "united"
