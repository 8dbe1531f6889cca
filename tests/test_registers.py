"""The records of the registers: what they hold, in which order, and what text names."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sixtracks.book.registers import facts_of, forms_of, linked
from sixtracks.records import Agreement, Entry, Party, Person, Place, Registers, Term, load_registers
from sixtracks.records.dates import Moment
from sixtracks.records.registers import REGISTERS, Finder

KEYS = ("Smith2017talks", "UN2006first", "UN2006second")
SHARED = {"short": "Short", "text": "It is.", "sources": ("UN2006first",)}


@pytest.fixture
def registers(overlay: Callable[[str], Path]) -> Registers:
    """Those of the small book with registers."""
    overlay("designs")
    return load_registers(overlay("registers"), KEYS, ("north", "south"))


def test_each_file_gives_its_register_by_heading(registers: Registers):
    """However the file has them."""
    assert [entry.id for entry in registers.people] == ["hong-gildong", "ning", "smith"]
    assert [entry.heading for entry in registers.entries] == [
        "Accord (1991)", "Council, the", "hall, the", "Hong Gildong", "Ning Fukui", "peace treaty",
        "Smith, Jane",
    ]  # fmt: skip
    kinds = {entry.kind for name, _ in REGISTERS for entry in registers.of(name)}
    assert kinds == {"person", "body", "place", "term", "agreement"}


def test_a_book_may_lack_any_register(tmp_path: Path):
    """No file, no entries."""
    assert load_registers(tmp_path, (), ()).entries == ()


def test_what_a_register_has_of_its_own(registers: Registers):
    """Where a place lies; when an agreement was made, by whom, and what became of it."""
    (hall,), (accord,) = registers.places, registers.agreements
    assert (hall.latitude, hall.longitude, hall.map) == (37.956, 126.677, "korea")
    assert (accord.date, accord.parties, accord.status) == (
        Moment(1991, 2),
        ("north", "south"),
        "lapsed in 1993",
    )


def test_an_entry_does_not_change(registers: Registers):
    """Records are frozen."""
    with pytest.raises(AttributeError):
        registers.people[0].heading = "Another"  # type: ignore[misc]


def test_names_in_other_scripts_have_their_language():
    """Hangul, hanja and romanisations as Korean, characters as what they are written in."""
    korean = Person(
        id="a", heading="A", found_as=("Aa",), hangul="가", hanja="加", revised="Ga", mccune="Ka", **SHARED
    )
    told = [("".join(n.astext() for n in form), form[-1]["lang"]) for form in forms_of(korean)]
    assert told == [
        ("가", "ko-Hang"),
        ("加", "ko-Hani"),
        ("Revised Romanization Ga", "ko-Latn"),
        ("McCune–Reischauer Ka", "ko-Latn"),
    ]
    for written_in, lang in (("zh-Hans", "zh-Hans"), ("ja", "ja"), (None, "und-Hani")):
        other = Person(
            id="a", heading="A", found_as=("Aa",), characters="宁", written_in=written_in, **SHARED
        )
        assert [form[-1]["lang"] for form in forms_of(other)] == [lang]
    assert forms_of(Term(id="a", heading="A", found_as=("Aa",), **SHARED)) == []


def test_facts_in_their_order():
    """Role and dates; of an agreement its day and parties first, its status last."""
    person = Person(id="a", heading="A", found_as=("Aa",), role="Minister", dates="born 1950", **SHARED)
    assert facts_of(person, ()) == ["Minister", "born 1950"]
    pact = Agreement(
        id="a", heading="A", found_as=("Aa",), date="1953-07-27", parties=("north",), status="in force",
        **SHARED,
    )  # fmt: skip
    parties = [Party(id="north", name="The North", kind="state")]
    assert facts_of(pact, parties) == ["27 July 1953", "The North", "in force"]


def test_a_paragraph_in_a_text_is_a_link():
    """¶17, but not a sign alone."""
    parts = linked("As ¶1 and ¶27, not ¶, tell.", "book/people")
    assert [(part.astext(), part.get("reftarget")) for part in parts if hasattr(part, "get")] == [
        ("¶1", "p1"),
        ("¶27", "p27"),
    ]
    assert "".join(part.astext() for part in parts) == "As ¶1 and ¶27, not ¶, tell."


def finder(**forms: tuple[str, ...]) -> Finder:
    """A finder of terms by these forms."""
    return Finder([Term(id=i, heading=i, found_as=each, **SHARED) for i, each in forms.items()])


def test_a_finder_names_each_entry_once_in_the_texts_order():
    """Letter for letter, whole words, the longest form first; in any number of texts."""
    found = finder(korea=("Korea",), north=("North Korea", "Pyongyang"), peace=("peace",))
    assert found.ids("peace in North Korea", "", "Korea, Pyongyang, peaceful") == ("peace", "north", "korea")


def test_a_finder_without_entries_finds_nothing():
    """Not even in nothing."""
    assert finder().ids("anything", "") == ()
    assert list(finder().pieces("anything")) == [("anything", "")]


@pytest.mark.parametrize(
    ("latitude", "longitude", "where", "fits"),
    [
        (33, 123.5, "korea", True),
        (43.5, 132, "korea", True),
        (32.9, 127, "korea", False),
        (43.6, 127, "korea", False),
        (37, 132.1, "korea", False),
        (-90, -180, "world", True),
        (90.1, 0, None, False),
        (0, 180.1, None, False),
    ],
)
def test_a_place_lies_on_the_earth_and_on_its_map(
    latitude: float, longitude: float, where: str | None, fits: bool
):
    """At the edge it still does."""

    def made() -> Entry:
        at = {"latitude": latitude, "longitude": longitude, "map": where}
        return Place(id="a", heading="A", found_as=("Aa",), **SHARED, **at)

    if fits:
        assert made()
    else:
        with pytest.raises(ValueError, match=r"map of Korea|less than or equal"):
            made()


def test_a_finder_passes_over_what_a_card_is_not_in():
    """The China Daily is no mention of China, though the country is one beside it."""
    china = Term(id="china", heading="China", found_as=("China",), not_in=("China Daily",), **SHARED)
    found = Finder([china])
    assert found.ids("China Daily") == ()
    assert list(found.pieces("In China, China Daily")) == [
        ("In ", ""), ("China", "china"), (", ", ""), ("China Daily", ""),
    ]  # fmt: skip


def test_one_word_of_a_person_is_not_found_in_a_longer_name():
    """Another of the same family may be named; a place may stand before any name."""
    kim = Person(id="kim", heading="Kim Jong Un", found_as=("Kim Jong Un", "Kim"), **SHARED)
    at = {"latitude": 21, "longitude": 106}
    found = Finder([kim, Place(id="hanoi", heading="Hanoi", found_as=("Hanoi",), **at, **SHARED)])
    assert found.ids("Kim Na-yeon") == ()
    assert found.ids("In Hanoi Kim spoke") == ("hanoi", "kim")
    assert found.ids("Kim Jong Un") == found.ids("Kim’s") == ("kim",)
