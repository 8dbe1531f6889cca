"""The registers: people, bodies, places, terms and agreements, a card each, and how the text names them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass as plain
from pathlib import Path
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.faults import Fault, FaultError
from sixtracks.records.dates import When
from sixtracks.records.reading import UnfitError, Wrong, brief, load_list, refuse
from sixtracks.records.text import Id, Key, Line, Words

TEXT_LIMIT = 70
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
"""The most words of a card's text."""
KOREA = ((33.0, 43.5), (123.5, 132.0))
"""What the map of Korea shows: from the least to the greatest latitude, and longitude."""

_Form = Annotated[Line, Field(min_length=2, max_length=80)]
_Name = Annotated[Words, Field(max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Entry:
    """What the cards of all registers have.

    Attributes:
        id: Its id; it never changes.
        heading: How the index names it: a Western name family name first, with a comma.
        found_as: The forms by which the build finds it in the book's text, letter for letter.
        not_in: Wordings that hold such a form but name something else, as the Washington Post no city.
        short: What it is, in a line that stands by itself.
        text: What a reader has to know of it, in one to three sentences.
        sources: Where that stands, by citation key.
        hangul: Its name in Korean script, where it has one.
        hanja: The same in Chinese characters, where that is usual.
        characters: Its Chinese or Japanese name, as it is written there.
        written_in: The language and script of those characters, as BCP 47 names them.
        revised: The Korean name in the Revised Romanization of 2000.
        mccune: The same in the romanisation of McCune and Reischauer.
        role: What it was on the day of the essay; of what was gone by then, what it had been.
        dates: Its life, its founding and end, or when it was in use.
    """

    kind: ClassVar[str]

    id: Id
    heading: Annotated[Line, Field(max_length=90)]
    found_as: Annotated[tuple[_Form, ...], Field(min_length=1, max_length=20)]
    short: Annotated[Line, Field(max_length=110)]
    text: Annotated[Line, Field(max_length=700)]
    sources: Annotated[tuple[Key, ...], Field(min_length=1, max_length=6)]
    not_in: Annotated[tuple[_Form, ...], Field(max_length=20)] = ()
    hangul: _Name = ""
    hanja: _Name = ""
    characters: _Name = ""
    written_in: Literal["zh-Hans", "zh-Hant", "ja"] | None = None
    revised: _Name = ""
    mccune: _Name = ""
    role: Annotated[Words, Field(max_length=160)] = ""
    dates: Annotated[Words, Field(max_length=120)] = ""

    def __post_init__(self) -> None:
        """Stop where a Korean name lacks a romanisation, or a card is too long for one."""
        if self.hangul and not (self.revised and self.mccune):
            missing = "revised" if not self.revised else "mccune"
            raise UnfitError(f"{self.id} has hangul but no {missing}", "Give both romanisations.")
        if not self.hangul and (self.hanja or self.revised or self.mccune):
            mend = "Add hangul:, or take them out; a Chinese or Japanese name stands in characters:."
            raise UnfitError(f"{self.id} has a Korean name but no hangul", mend)
        for field, value, signs in (("hangul", self.hangul, _HANGUL), ("hanja", self.hanja, _HAN)):
            if value and not signs.search(value):
                raise UnfitError(
                    f"the {field} of {self.id} is “{brief(value)}”", "Write it in its own script."
                )
        if (length := len(self.text.split())) > TEXT_LIMIT:
            raise UnfitError(
                f"the text of {self.id} has {length} words", f"Shorten it to {TEXT_LIMIT} words."
            )


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Person(Entry):
    """A person."""

    kind: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Body(Entry):
    """A body: an office, an army, a committee, a company, a centre of study."""

    kind: ClassVar[str] = "body"


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Place(Entry):
    """A place.

    Attributes:
        latitude: Of the spot that is meant, in degrees, north above 0; of a country, that of its capital.
        longitude: The same, east above 0.
        map: On which map it is drawn; on none where that is left out.
    """

    kind: ClassVar[str] = "place"

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    map: Literal["korea", "world"] | None = None

    def __post_init__(self) -> None:
        """Stop where the map of Korea would have to show a place beyond it."""
        Entry.__post_init__(self)
        if self.map == "korea":
            for name, value, (least, most) in zip(
                ("latitude", "longitude"), (self.latitude, self.longitude), KOREA, strict=True
            ):
                if not least <= value <= most:
                    what = f"the {name} of {self.id}, {value:g}, is beyond the map of Korea"
                    raise UnfitError(what, f"Give one from {least:g} to {most:g}, or write map: world.")


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Term(Entry):
    """A term."""

    kind: ClassVar[str] = "term"


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Agreement(Entry):
    """A treaty, a declaration, a resolution.

    Attributes:
        date: When it was signed or adopted.
        parties: Who signed or agreed, by their ids in ``data/parties.yml``.
        status: What has become of it, in a line.
    """

    kind: ClassVar[str] = "agreement"

    date: When
    parties: Annotated[tuple[Id, ...], Field(max_length=20)] = ()
    status: Annotated[Words, Field(max_length=120)] = ""


REGISTERS: tuple[tuple[str, type[Entry]], ...] = (
    ("people", Person),
    ("bodies", Body),
    ("places", Place),
    ("terms", Term),
    ("agreements", Agreement),
)
"""The registers by the names of their files, each with what it holds."""


@plain(frozen=True, slots=True)
class Registers:
    """The five registers of a book, each in the order of its headings; one that the book lacks is empty.

    Attributes:
        people: The people.
        bodies: The bodies.
        places: The places.
        terms: The terms.
        agreements: The agreements.
    """

    people: tuple[Person, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    terms: tuple[Term, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    def of(self, name: str) -> tuple[Entry, ...]:
        """The register of this name.

        Raises:
            AttributeError: There is none.
        """
        entries: tuple[Entry, ...] = getattr(self, name)
        return entries

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of their headings."""
        return by_heading(entry for name, _ in REGISTERS for entry in self.of(name))


E = TypeVar("E", bound=Entry)


def by_heading(entries: Iterator[E] | Sequence[E]) -> tuple[E, ...]:
    """Entries in the order of their headings; capitals do not count."""
    return tuple(sorted(entries, key=lambda entry: entry.heading.casefold()))


def load_registers(root: Path, sources: Collection[str], parties: Collection[str]) -> Registers:
    """The registers in ``data/``.

    Args:
        root: The book's folder.
        sources: The citation keys that exist.
        parties: The ids of the parties that exist.

    Raises:
        FaultError: A file is wrong, an id or a form stands in two cards, or a card names a source or a party
            that does not exist.
    """
    data = root / "data"
    read = {
        name: load_list(data / f"{name}.yml", tuple[kind, ...], root, what=kind.kind)  # type: ignore[valid-type]
        for name, kind in REGISTERS
    }
    faults: list[Fault] = []
    taken = _Taken({}, {})
    for name, entries in read.items():
        wrong = [each for i, entry in enumerate(entries) for each in taken.faults(entry, i, name)]
        wrong += [each for i, entry in enumerate(entries) for each in _unknown(entry, i, sources, parties)]
        try:
            refuse(wrong, data / f"{name}.yml", root)
        except FaultError as error:
            faults += error.faults
    if faults:
        raise FaultError(*faults)
    return Registers(**{name: by_heading(entries) for name, entries in read.items()})


@plain(frozen=True, slots=True)
class _Taken:
    """The ids and forms of the cards that have been read, each with the card that has it."""

    ids: dict[str, str]
    forms: dict[str, str]

    def faults(self, entry: Entry, index: int, name: str) -> Iterator[Wrong]:
        """What of this card another has already."""
        card = f"“{entry.id}” in data/{name}.yml"
        if (other := self.ids.setdefault(entry.id, card)) != card:
            yield (index, "id"), f"{entry.id} stands twice; the first is {other}", "Keep one, or rename one."
        for j, form in enumerate(entry.found_as):
            other = self.forms.setdefault(form, card)
            if other != card:
                mend = "Keep it in one of the two, or make both forms longer."
                yield (index, "found_as", j), f"“{form}” is a form of {other} too", mend
            elif form in entry.found_as[:j]:
                yield (index, "found_as", j), f"“{form}” stands twice in this card", "Remove one of the two."
        for j, wording in enumerate(entry.not_in):
            if not any(form in wording and form != wording for form in entry.found_as):
                mend = "It is never found: take it out, or correct it letter for letter."
                yield (index, "not_in", j), f"“{wording}” holds no form of this card", mend


def _unknown(entry: Entry, index: int, sources: Collection[str], parties: Collection[str]) -> Iterator[Wrong]:
    for j, key in enumerate(entry.sources):
        if key not in sources:
            mend = "Correct the key, or add the source to data/references.bib."
            yield (index, "sources", j), f"there is no source “{key}”", mend
    for j, party in enumerate(entry.parties if isinstance(entry, Agreement) else ()):
        if party not in parties:
            mend = "Correct it, or add it to data/parties.yml."
            yield (index, "parties", j), f"there is no party “{party}”", mend


class Finder:
    """Finds entries in text by their forms: letter for letter, whole words, the longest form first.

    What a card says it is not in is found the same way and names nothing. So does a person's one word before
    another with a capital: Kim is not in Kim Na-yeon.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.forms = dict.fromkeys((wording for entry in entries for wording in entry.not_in), "")
        self.forms |= {form: entry.id for entry in entries for form in entry.found_as}
        people = [entry for entry in entries if isinstance(entry, Person)]
        family = {form for person in people for form in person.found_as if " " not in form}
        longest_first = sorted(self.forms, key=lambda form: (-len(form), form))
        patterns = (re.escape(form) + r"(?!\s[A-Z])" * (form in family) for form in longest_first)
        any_of = "|".join(patterns) or r"(?!)"
        self._pattern = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)")

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the id of the entry that it names; empty where it names none."""
        end = 0
        for found in self._pattern.finditer(text):
            if found.start() > end:
                yield text[end : found.start()], ""
            yield found[0], self.forms[found[0]]
            end = found.end()
        if end < len(text):
            yield text[end:], ""

    def ids(self, *texts: str) -> tuple[str, ...]:
        """The ids of the entries that some texts name, each once, in the texts' order."""
        return tuple(dict.fromkeys(ident for text in texts for _, ident in self.pieces(text) if ident))
