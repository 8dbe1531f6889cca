"""By what the essay's paragraphs are known without their text: ``data/fingerprint.json``.

For each paragraph it holds the number of words and an unordered set of 12-bit hashes of its content words.
Each hash fits dozens of English words, and nothing tells in which order they stood, so that no sentence can
be read back. ``data/README.md`` says more, and ``tests/test_fingerprint.py`` mounts the attack.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.witness.words import words_of

BITS = 12
SHORTEST = 4
"""The fewest letters of a content word."""
FILE = Path("data", "fingerprint.json")

# Words of four letters and more that say nothing of what a paragraph is about.
FUNCTION_WORDS = frozenset(
    """
    about above after again against almost along already also although always among another
    because been before being below between both cannot could does doing done down during each
    either else even ever every first from further have having here hers herself himself however
    into itself just least less like made make many might more most much must myself neither
    never next none nothing once only onto other others ought ours over perhaps quite rather
    same seem seems several shall should since some still such than that their theirs them
    themselves then there therefore these they this those though through thus together too
    toward towards under until unto upon very want well were what whatever when where whether
    which while whom whose will with within without would your yours
    """.split()  # noqa: SIM905 (a list of quoted words is harder to read)
)


@dataclass(frozen=True, slots=True)
class Print:
    """What is kept of a paragraph.

    Attributes:
        number: The paragraph's number.
        words: Its length in words, as ``data/passages.yml`` counts them.
        hashes: The 12-bit hashes of its content words, without order.
    """

    number: int
    words: int
    hashes: frozenset[int]


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of the essay.

    Attributes:
        prints: The prints of all paragraphs, by number.
        headings: Its title and headings, which may be known: they belong to no paragraph.
    """

    prints: tuple[Print, ...]
    headings: tuple[str, ...] = ()

    @cached_property
    def all_hashes(self) -> frozenset[int]:
        """The hashes of all paragraphs."""
        return frozenset().union(*(each.hashes for each in self.prints))


@cache
def hash_of(word: str) -> int:
    """The 12-bit hash of a folded word: 0 to 4095."""
    return int.from_bytes(blake2b(word.encode(), digest_size=2).digest(), "big") >> (16 - BITS)


def is_content(word: str) -> bool:
    """Whether a folded word says what a text is about."""
    return len(word) >= SHORTEST and word not in FUNCTION_WORDS


def hashes_of(words: Iterable[str]) -> frozenset[int]:
    """The hashes of the content words among folded words."""
    return frozenset(hash_of(word) for word in words if is_content(word))


def length_of(text: str) -> int:
    """The number of words of a text, as blanks part them; what has no letter or digit is none."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def make_fingerprint(paragraphs: Sequence[str], headings: Sequence[str] = ()) -> Fingerprint:
    """The fingerprint of paragraphs, which are numbered from 1, and of what stands between them."""
    return Fingerprint(
        tuple(
            Print(number, length_of(text), hashes_of(word.text for word in words_of(text)))
            for number, text in enumerate(paragraphs, 1)
        ),
        tuple(headings),
    )


def dump(fingerprint: Fingerprint) -> str:
    """The fingerprint as JSON: two signs of base64 for each hash, sorted, a line for each paragraph."""
    lines = (
        json.dumps({"number": each.number, "words": each.words, "hashes": _packed(each.hashes)})
        for each in fingerprint.prints
    )
    headings = json.dumps(fingerprint.headings, ensure_ascii=False)
    paragraphs = ",\n  ".join(lines)
    return f'{{\n "headings": {headings},\n "paragraphs": [\n  {paragraphs}\n ]\n}}\n'


_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _packed(hashes: frozenset[int]) -> str:
    """Each 12-bit number as two signs of base64url (RFC 4648), the smallest first."""
    return "".join(_SIGNS[each >> 6] + _SIGNS[each & 63] for each in sorted(hashes))


def _unpacked(text: str) -> frozenset[int]:
    places = [_SIGNS.index(sign) for sign in text]
    return frozenset(a << 6 | b for a, b in zip(places[::2], places[1::2], strict=True))


def _counted(words: object) -> int:
    """A paragraph's length.

    Raises:
        ValueError: It has no words.
    """
    if not isinstance(words, int) or words < 1:
        raise ValueError("a paragraph without words")
    return words


def load_fingerprint(root: Path) -> Fingerprint:
    """The fingerprint of the essay of the book in this folder.

    Raises:
        FaultError: The book has none, or it is damaged.
    """
    path = root / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        headings = tuple(str(each) for each in told["headings"])
        paragraphs = told["paragraphs"]
        prints = tuple(
            Print(int(p["number"]), _counted(p["words"]), _unpacked(p["hashes"])) for p in paragraphs
        )
    except FileNotFoundError:
        what = "this book has no fingerprint of its essay, so that no copy of it can be recognised"
        mend = "Build without a copy, or get data/fingerprint.json from the edition’s repository."
        raise FaultError(Fault(shown(path, root), 0, what, mend)) from None
    except (ValueError, KeyError, TypeError):
        what = "the fingerprint is damaged"
        mend = "Get it again from the edition’s repository; sixtracks fingerprint makes it from whole copies."
        raise FaultError(Fault(shown(path, root), 0, what, mend)) from None
    return Fingerprint(prints, headings)
