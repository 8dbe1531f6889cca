"""The essay's surviving texts as paragraphs. They are read where they lie, and never kept.

Independent of :mod:`sixtracks.witness`: what the aligner finds is judged against what is read here.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from places import ROOT, SHARED
from sixtracks.records import load_passages, load_records

PAGE = "\n\n\n\n"
"""Where a page of the reprint ends. Every other paragraph ends with one empty line."""

GOES_ON = "Washington and Seoul"
"""With these words a page begins that goes on with ¶21, though the sentence before has ended."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an essay, in one line; `section` is the id of its chapter."""

    number: int
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Essay:
    """An essay as one text has it.

    Attributes:
        paragraphs: Those that it has, in order; the last may break off.
        headings: The heading of each section that has one.
        notes: What follows the last paragraph.
        shares: How much of a paragraph's words are there, where not all are: from 0 to 1.
    """

    paragraphs: tuple[Paragraph, ...]
    headings: dict[str, str]
    notes: tuple[str, ...]
    shares: dict[int, float]

    @property
    def sections(self) -> tuple[str, ...]:
        """The ids of its sections, in order."""
        return tuple(dict.fromkeys(p.section for p in self.paragraphs))


@dataclass(frozen=True, slots=True)
class Lemma:
    """An annotation's id, the number of its paragraph, and the words that it is on."""

    id: str
    number: int
    text: str


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return [found[0].lower() for found in _WORD.finditer(text)]


@cache
def whole_essay() -> Essay:
    """The reprint: all paragraphs, three of them across a page's end, and its closing notes."""
    essay = split(_blocks(_seed("000")))
    passages = load_passages(ROOT)
    named = zip(essay.paragraphs, passages, strict=True)
    return replace(essay, paragraphs=tuple(replace(p, section=known.chapter) for p, known in named))


@cache
def broken_off_essay() -> Essay:
    """The publisher's page: ¶1–4 whole and ¶5 in part, without the headings of sections."""
    text = _seed("001")
    found = [block for block in _blocks(text) if len(block.split()) > 18 and " / " not in block]
    assert len(found) == 5, "the publisher's page has other paragraphs than it had"
    paragraphs = tuple(
        Paragraph(known.number, known.chapter, block)
        for known, block in zip(load_passages(ROOT), found, strict=False)
    )
    length = load_passages(ROOT)[4].words
    return Essay(paragraphs, {}, (), {5: len(found[-1].split()) / length})


def seed_path(name: str) -> Path:
    """Where a surviving text lies, by the first figures of its name."""
    return next((SHARED / "seeds").glob(f"{name}*.txt"))


def split(blocks: list[str]) -> Essay:
    """Blocks as an essay: a short block without a full stop is a heading, one behind a star a note.

    The sections are named by the order of their headings: ``s0`` stands before the first.
    """
    paragraphs: list[Paragraph] = []
    headings: dict[str, str] = {}
    for at, block in enumerate(blocks):
        section = f"s{len(headings)}"
        if block.startswith("*"):
            return Essay(tuple(paragraphs), _named(headings), tuple(blocks[at:]), {})
        if len(block.split()) < 12 and block[-1] not in ".?!”":
            headings[f"s{len(headings) + 1}"] = block
        else:
            paragraphs.append(Paragraph(len(paragraphs) + 1, section, block))
    return Essay(tuple(paragraphs), _named(headings), (), {})


@cache
def all_lemmas() -> tuple[Lemma, ...]:
    """The lemma of every annotation: those of claims, and those that stand in the book's chapters."""
    found = [Lemma(claim.id, claim.paragraph, claim.lemma) for claim in load_records(ROOT).claims]
    for path in sorted((ROOT / "book").glob("*.md")):
        for note in re.finditer(
            r"^:::+\{annotation\} (p(\d+)-\S+)\n((?::\S+:.*\n)*)", path.read_text("utf-8"), re.M
        ):
            if own := re.search(r"^:lemma: *(.+?) *$", note[3], re.M):
                found.append(Lemma(note[1], int(note[2]), own[1]))
    return tuple(sorted(found, key=lambda lemma: (lemma.number, lemma.id)))


def digests() -> tuple[str, ...]:
    """The edition's own digest of each paragraph, in order."""
    found: dict[int, str] = {}
    for path in sorted((ROOT / "book").glob("*.md")):
        for digest in re.finditer(r"^:::+\{passage\} (\d+)\n(.+?)^:::", path.read_text("utf-8"), re.M | re.S):
            found[int(digest[1])] = " ".join(re.sub(r"\{\w+\}`[^`]*`", "", digest[2]).split())
    return tuple(found[number] for number in sorted(found))


@cache
def _seed(name: str) -> str:
    return seed_path(name).read_text(encoding="utf-8").replace("\r\n", "\n").replace("\xa0", " ")


def _blocks(text: str) -> list[str]:
    """A text's blocks, each in one line; what goes on over a page's end is one block."""
    blocks: list[str] = []
    for page in text.split(PAGE):
        of_page = [" ".join(block.split()) for block in page.split("\n\n") if block.strip()]
        if blocks and of_page and (blocks[-1][-1] not in ".?!”" or of_page[0].startswith(GOES_ON)):
            blocks[-1] += " " + of_page.pop(0)
        blocks += of_page
    return blocks


def _named(headings: dict[str, str]) -> dict[str, str]:
    """Headings by the ids that the edition gives their sections, where they are the essay's."""
    ids = ("next-stage", "broader", "six-tracks", "potential")
    if len(headings) != len(ids):
        return headings
    return dict(zip(ids, headings.values(), strict=True))
