"""The apparatus: its records, its table, and, with the essay’s texts at hand, that it says what they have."""

from pathlib import Path

import pytest

from essay_text import seed_path
from markup import page, words
from places import ROOT
from sixtracks.faults import FaultError
from sixtracks.pdf.destinations import read
from sixtracks.records.variants import Variant, load_variants
from sixtracks.witness.collation import collate, tokens
from sixtracks.witness.model import FoundPassage, Witness
from sixtracks.witness.reading import read_witness, vocabulary_of

GOOD = {"id": "v1-1", "passage": "1", "place": "3", "kind": "wording", "reprint": "one", "publisher": "two",
        "remark": "A remark."}  # fmt: skip


@pytest.fixture(scope="module")
def variants() -> tuple[Variant, ...]:
    """The apparatus."""
    return load_variants(ROOT, range(1, 28))


@pytest.fixture(scope="module")
def reprint() -> Witness:
    """The whole reprint, aligned and mended."""
    return read_witness(seed_path("000"), ROOT).witness


@pytest.fixture(scope="module")
def publisher() -> Witness:
    """The publisher's page."""
    return read_witness(seed_path("001"), ROOT).witness


@pytest.mark.essay
def test_it_lists_what_collating_the_two_texts_finds(
    variants: tuple[Variant, ...], reprint: Witness, publisher: Witness
):
    """In the paragraphs that both have: no variant more, none less, each of its class and at its place."""
    both = {passage.number for passage in publisher.passages}
    found = [
        each
        for each in collate(reprint, publisher, vocabulary_of(ROOT))
        if each.passage in both and not each.outside
    ]
    listed = [(v.passage, v.place, v.kind, v.reprint, v.publisher) for v in variants if v.publisher]
    assert [(v.passage, v.place, v.kind, _first(v.a.words), v.b.words) for v in found] == listed
    assert {v.fault for v in found if v.kind == "scanning fault"} == {"a"}


def _first(words: str) -> str:
    """What the apparatus quotes of a reading: of a lacuna, the first word."""
    return words if len(words.split()) <= 3 else words.split(maxsplit=1)[0]


@pytest.mark.essay
def test_each_reading_of_the_reprint_stands_at_its_place(variants: tuple[Variant, ...], reprint: Witness):
    texts = {passage.number: tokens(passage.text) for passage in reprint.passages}
    for each in variants:
        assert " ".join(texts[each.passage][each.place - 1 :]).startswith(f"{each.reprint} "), each.id


@pytest.mark.essay
def test_what_a_private_edition_mends_is_listed_with_its_mend(
    variants: tuple[Variant, ...], reprint: Witness
):
    """All of it, and nothing that it does not mend."""
    mended = {each.number: _mended_words(each) for each in reprint.passages}
    assert {(v.passage, v.place, v.mend) for v in variants if v.mend} == {
        (number, place, word) for number, words in mended.items() for place, word in words
    }


def _mended_words(passage: FoundPassage) -> list[tuple[int, str]]:
    """The words of a passage that the display changes, with their numbers."""
    pairs = zip(tokens(passage.text), tokens(passage.mended), strict=True)
    return [(place, after) for place, (before, after) in enumerate(pairs, 1) if before != after]


def test_it_quotes_as_little_of_the_essay_as_may_be(variants: tuple[Variant, ...]):
    """Each quoted word counts against the essay's share."""
    assert max(len(v.reprint.split()) for v in variants) <= 3
    assert sum(len(f"{v.reprint} {v.publisher} {v.mend}".split()) for v in variants) < 60


def test_each_variant_has_a_row_and_an_address(variants: tuple[Variant, ...], edition: Path):
    chapter = page(edition / "html" / "book" / "witnesses.html")
    rows = chapter.select("table.apparatus tbody tr")
    assert [[str(e["id"]) for e in row.select("[id]")] for row in rows] == [[v.id] for v in variants]
    for row, variant in zip(rows, variants, strict=True):
        place, has, other, _ = row.select("td")
        assert words(place).replace("\xa0", " ") == f"¶{variant.passage}, word {variant.place} ({variant.id})"
        assert words(has).replace("\xa0", " ") == variant.reprint
        assert words(other).replace("\xa0", " ") == (variant.publisher or "–")
        assert [str(a["href"]) for a in place.select("a")][1] == f"#{variant.id}"


def test_each_variant_has_a_place_in_the_pdf(variants: tuple[Variant, ...], edition: Path):
    assert {v.id for v in variants} <= read(edition / "pdf" / "six-tracks.pdf").keys()


def written(root: Path, *records: dict[str, str]) -> Path:
    """A book's folder with these records."""
    (root / "data").mkdir()
    lines = (
        "\n".join(f"{'-' if not at else ' '} {key}: {value}" for at, (key, value) in enumerate(each.items()))
        for each in records
    )
    (root / "data" / "variants.yml").write_text("\n".join(lines), encoding="utf-8")
    return root


def test_a_book_may_have_none(tmp_path: Path):
    assert load_variants(tmp_path, {1}) == ()


def test_they_are_in_the_essays_order(tmp_path: Path):
    later = GOOD | {"id": "v2-1", "passage": "2"}
    before = GOOD | {"id": "v1-2", "place": "1"}
    loaded = load_variants(written(tmp_path, later, GOOD, before), {1, 2})
    assert [each.id for each in loaded] == ["v1-2", "v1-1", "v2-1"]


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        ({"mend": "a b c d e f g h i"}, 8, "it quotes 9 words"),
        ({"passage": "2"}, 1, "v1-1 is in ¶2"),
        ({"publisher": "one"}, 1, "the reprint has the same"),
        ({"id": "v9-1", "passage": "9"}, 2, "there is no ¶9"),
        ({"id": "p1-1"}, 1, "does not have the right form"),
        ({"kind": "typo"}, 4, "is unknown"),
        ({"place": "0"}, 3, "place"),
    ],
)
def test_a_wrong_record_is_refused(change: dict[str, str], line: int, told: str, tmp_path: Path):
    with pytest.raises(FaultError) as refused:
        load_variants(written(tmp_path, GOOD | change), {1, 2})
    (fault,) = refused.value.faults
    assert (fault.path, fault.line) == ("data/variants.yml", line)
    assert told in fault.what
    assert fault.mend


def test_an_id_stands_once(tmp_path: Path):
    with pytest.raises(FaultError, match="variant v1-1 stands twice"):
        load_variants(written(tmp_path, GOOD, GOOD), {1})
