"""What happens to a text on its way to a reader: faults of scanning, typography, order.

Each damage takes a sheet and returns another, and the same seed does the same. A letter remembers where it
stood in its paragraph, through any number of damages: that is the truth by which the aligner is judged.
:mod:`layouts` makes files of sheets.
"""

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from essay_text import Essay

ALIKE = {
    "a": "oe", "b": "h6", "c": "eo", "d": "cl", "e": "co", "f": "t", "g": "q9", "h": "bn", "i": "l1j",
    "j": "i", "k": "lc", "l": "1I", "m": "rn", "n": "uh", "o": "c0", "p": "q", "q": "g", "r": "tv",
    "s": "5e", "t": "fl", "u": "nv", "v": "uy", "w": "v", "x": "k", "y": "vg", "z": "2", "I": "l", "S": "5",
    "O": "0", "B": "8", "C": "G", "E": "F", ".": ",", ",": ".", "’": "”", "-": "~", "0": "O", "1": "l",
    "2": "z", "5": "S", "8": "B",
}  # fmt: skip
"""What a scanner takes a character for."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SENTENCE_END = re.compile(r"(?<=[a-z][.?!]) (?=[A-Z])")
NEVER_STOOD = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a sheet: a paragraph or a part of one, or what stands beside them.

    Attributes:
        text: Its characters.
        number: The number of its paragraph; 0 for headings, notes, advertisements.
        section: The section that it belongs to.
        origins: For each character its place in the undamaged paragraph; -1 for one that never stood there.
    """

    text: str
    number: int = 0
    section: str = ""
    origins: tuple[int, ...] = ()

    def cut(self, start: int, end: int) -> "Piece":
        """A part of it."""
        return replace(self, text=self.text[start:end], origins=self.origins[start:end])


Sheet = tuple[Piece, ...]
Damage = Callable[[Sheet], Sheet]


def sheet_of(essay: Essay, title: str = "") -> Sheet:
    """An undamaged essay as a sheet: title, headings, paragraphs, notes."""
    pieces = [Piece(title)] if title else []
    for section in essay.sections:
        if section in essay.headings:
            pieces.append(Piece(essay.headings[section], 0, section))
        for p in essay.paragraphs:
            if p.section == section:
                pieces.append(Piece(p.text, p.number, section, tuple(range(len(p.text)))))
    return (*pieces, *(Piece(note) for note in essay.notes))


def sheet_of_texts(texts: Iterable[str]) -> Sheet:
    """Paragraphs that are not the essay's."""
    return tuple(Piece(text) for text in texts)


def joined(*pieces: Piece, by: str = " ") -> Piece:
    """Pieces of one paragraph behind each other."""
    text = by.join(piece.text for piece in pieces)
    origins: list[int] = []
    for piece in pieces:
        origins += [NEVER_STOOD] * len(by) if origins else []
        origins += piece.origins
    return replace(pieces[0], text=text, origins=tuple(origins))


def replaced(piece: Piece, pattern: str | re.Pattern[str], by: Callable[[re.Match[str]], str]) -> Piece:
    """A piece in which every match of a pattern gives way to other characters.

    As many characters as before keep their origins one by one; fewer or more, all that of the first.
    """
    text: list[str] = []
    origins: list[int] = []
    at = 0
    for found in re.finditer(pattern, piece.text):
        new = by(found)
        text += [piece.text[at : found.start()], new]
        if piece.origins:
            origins += piece.origins[at : found.start()]
            own = piece.origins[found.start() : found.end()]
            origins += own if len(own) == len(new) else [own[0] if own else NEVER_STOOD] * len(new)
        at = found.end()
    text.append(piece.text[at:])
    return replace(piece, text="".join(text), origins=(*origins, *piece.origins[at:]))


# Characters


def noise(share: float, seed: int | str) -> Damage:
    """This share of all characters wrong: another one, none, one more, a stray space or quotation mark."""
    chance = random.Random(seed)

    def by(found: re.Match[str]) -> str:
        letter = found[0]
        if chance.random() >= share:
            return letter
        kind = chance.random()
        if kind < 0.5:
            like = ALIKE.get(letter, "") if chance.random() < 0.7 else ""
            return chance.choice(like or [other for other in LETTERS if other != letter])
        if kind < 0.7:
            return ""
        return letter + (chance.choice(LETTERS) if kind < 0.85 else chance.choice(" “”"))

    return _each(lambda piece: replaced(piece, re.compile(r".", re.S), by))


def capitals(sheet: Sheet) -> Sheet:
    """Everything in capitals."""
    return _each(lambda piece: replaced(piece, r"[^\W\d_]", lambda found: found[0].upper()))(sheet)


def ligatures(sheet: Sheet) -> Sheet:
    """The letters ff, fi and fl as one character each."""
    signs = {"ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
    return _each(lambda piece: replaced(piece, "ff|fi|fl", lambda found: signs[found[0]]))(sheet)


def other_typography(seed: int) -> Damage:
    """Dashes swapped, quotation marks straight or curled, spaces that do not break."""
    chance = random.Random(seed)
    signs = {"“": '"', "”": '"', "‘": "'", "’": "'"}

    def by(found: re.Match[str]) -> str:
        if found[0] in signs:
            return signs[found[0]]
        if found[0] == " ":
            return chance.choice("   \u00a0\u2009")
        return chance.choice(["–", "-", "\u2011"] if found[0] in "-–" else ["—", " – ", "--"])

    return _each(lambda piece: replaced(piece, "[“”‘’ –—-]", by))


def unquoted(sheet: Sheet) -> Sheet:
    """All quotation marks lost, apostrophes too."""
    return _each(lambda piece: replaced(piece, "[“”‘’\"']", lambda _: ""))(sheet)


def footnoted(sheet: Sheet) -> Sheet:
    """The mark of a note behind every second sentence."""
    count = iter(range(2, 10_000))

    def by(found: re.Match[str]) -> str:
        mark = next(count)
        return "" if mark % 2 else f"[{mark // 2}]"

    return _each(lambda piece: replaced(piece, r"(?<=[a-z][.?!])(?= |$)", by))(sheet)


# Paragraphs


def joined_in_pairs(sheet: Sheet) -> Sheet:
    """In each section the first paragraph goes on with the second, the third with the fourth.

    The pair keeps its two pieces; the space at the end of the first tells a layout not to part them.
    """
    found: list[Piece] = []
    for piece in sheet:
        before = found[-1] if found else Piece("")
        if before.number and piece.number and before.section == piece.section and before.text[-1] != " ":
            parts = sum(p.section == piece.section and p.number > 0 for p in found)
            if parts % 2:
                found[-1] = joined(before, Piece("", origins=()), by=" ")
        found.append(piece)
    return tuple(found)


def split_at_sentences(sheet: Sheet) -> Sheet:
    """Each paragraph in two, at the end of the sentence that is nearest to its middle."""
    return _split(sheet, lambda text: [found.start() for found in SENTENCE_END.finditer(text)])


def split_in_sentences(sheet: Sheet) -> Sheet:
    """Each paragraph in two, between the two words that are nearest to its middle."""
    return _split(sheet, lambda text: [found.start() for found in re.finditer(" ", text)])


def with_advertisements(sheet: Sheet) -> Sheet:
    """What a publisher puts between paragraphs, and a photograph's caption."""
    between = (
        "Sign up for our newsletter and get the week’s best writing on foreign policy in your inbox.",
        "Advertisement",
        "Stay informed. Subscribe today for unlimited access to a century of expert analysis.",
        "A missile on parade in Pyongyang, April 2017. Photo by our correspondent / Agency",
        "You have read two of your three free articles this month. Already a subscriber? Sign in",
    )
    found: list[Piece] = []
    for at, piece in enumerate(sheet):
        found.append(piece)
        if piece.number and at % 3 == 0:
            found.append(Piece(between[at // 3 % len(between)]))
    return tuple(found)


# Order


def section_alone(section: str) -> Damage:
    """One section with its heading, and nothing else."""
    return lambda sheet: tuple(piece for piece in sheet if piece.section == section)


def sections_in_order(order: Sequence[str]) -> Damage:
    """Sections in another order, each with its heading; what belongs to none stays in front."""
    return lambda sheet: (
        *(piece for piece in sheet if not piece.section),
        *(piece for section in order for piece in sheet if piece.section == section),
    )


def paragraphs_shuffled(seed: int) -> Damage:
    """All blocks in an order of chance."""
    return lambda sheet: tuple(random.Random(seed).sample(sheet, len(sheet)))


def broken_off(share: float) -> Damage:
    """The text stops behind this share of its words, wherever that is."""

    def damage(sheet: Sheet) -> Sheet:
        left = int(share * sum(len(piece.text.split()) for piece in sheet))
        found: list[Piece] = []
        for piece in sheet:
            ends = [word.end() for word in re.finditer(r"\S+", piece.text)]
            if left >= len(ends):
                found.append(piece)
            elif left > 0:
                found.append(piece.cut(0, ends[left - 1]))
            left -= len(ends)
        return tuple(found)

    return damage


def doubled(sheet: Sheet) -> Sheet:
    """The text twice, as on a page that is made for print and for telephones."""
    return (*sheet, *sheet)


def _each(change: Callable[[Piece], Piece]) -> Damage:
    return lambda sheet: tuple(change(piece) for piece in sheet)


def _split(sheet: Sheet, places: Callable[[str], list[int]]) -> Sheet:
    found: list[Piece] = []
    for piece in sheet:
        middle = len(piece.text) // 2
        cuts = places(piece.text) if piece.number else []
        if not cuts:
            found.append(piece)
            continue
        cut = min(cuts, key=lambda place: abs(place - middle))
        found += [piece.cut(0, cut), piece.cut(cut + 1, len(piece.text))]
    return tuple(found)
