"""The damages by name, each as a case that ends in a copy; and texts that are not the essay."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import damage as d
import layouts as to
from damage import Damage, Sheet
from essay_text import Essay, digests, words
from places import BOOKS, ROOT
from sixtracks.witness.child import lines_of
from sixtracks.witness.model import Copy


@dataclass(frozen=True, slots=True)
class Case:
    """How a sheet becomes a copy.

    Attributes:
        write: What lays it out as text; nothing for a PDF of two columns.
        damages: What happens to it before, in order.
        kind: The kind of file.
        once: Whether the copy has each word once, so that words can be counted.
    """

    write: to.Write | None
    damages: tuple[Damage, ...] = ()
    kind: str = "text"
    once: bool = True


PLAIN = to.wrapped(80)


def cases(essay: Essay, seed: int) -> dict[str, Case]:
    """The damages by name, for an essay with these sections."""
    sections = essay.sections
    mixed = random.Random(seed).sample(sections, len(sections))
    return {
        "clean": Case(PLAIN),
        "wrapped at 40": Case(to.wrapped(40)),
        "wrapped at 60": Case(to.wrapped(60)),
        "wrapped at 100": Case(to.wrapped(100)),
        "hyphens at line ends": Case(to.wrapped(60, hyphens=True)),
        "hyphens, narrow columns": Case(to.wrapped(36, hyphens=True)),
        "indented, no blank lines": Case(to.wrapped(70, indent="   ")),
        "running heads": Case(to.in_pages(70)),
        "running heads every 12": Case(to.in_pages(60, 12)),
        "joined in pairs": Case(PLAIN, (d.joined_in_pairs,)),
        "joined, no line breaks": Case(to.line_a_paragraph, (d.joined_in_pairs,)),
        "split at sentences": Case(PLAIN, (d.split_at_sentences,)),
        "split in sentences": Case(PLAIN, (d.split_in_sentences,)),
        **{f"{section} alone": Case(PLAIN, (d.section_alone(section),)) for section in sections},
        "sections reversed": Case(PLAIN, (d.sections_in_order(sections[::-1]),)),
        "sections mixed": Case(PLAIN, (d.sections_in_order(mixed),)),
        "paragraphs shuffled": Case(PLAIN, (d.paragraphs_shuffled(seed),)),
        "page of a site": Case(to.html_page(seed), (), "html"),
        "page, joined, typography": Case(
            to.html_page(seed), (d.joined_in_pairs, d.other_typography(seed)), "html"
        ),
        "page, with advertisements": Case(to.html_page(seed), (d.with_advertisements,), "html"),
        "PDF of two columns": Case(None, (), "pdf"),
        "ligatures": Case(to.wrapped(60), (d.ligatures,)),
        "other typography": Case(to.wrapped(60), (d.other_typography(seed),)),
        "quotation marks lost": Case(to.wrapped(60), (d.unquoted,)),
        "capitals": Case(to.wrapped(60), (d.capitals,)),
        **{
            f"broken off at {share:.0%}": Case(PLAIN, (d.broken_off(share),))
            for share in (0.15, 0.37, 0.5, 0.63, 0.88)
        },
        "a line a paragraph": Case(to.line_a_paragraph),
        "one line": Case(to.one_line),
        "numbered lines": Case(to.numbered(65)),
        "text twice": Case(PLAIN, (d.doubled,), once=False),
        "footnote marks": Case(PLAIN, (d.footnoted,)),
        "advertisements": Case(PLAIN, (d.with_advertisements,)),
        "scan of a book": Case(
            to.in_pages(55, 30), (d.ligatures, d.split_in_sentences, d.other_typography(seed))
        ),
    }


def damaged(case: Case, sheet: Sheet, share: float, seed: int | str) -> Sheet:
    """A sheet with this share of wrong characters, damaged as the case says."""
    damages = (d.noise(share, seed), *case.damages) if share else case.damages
    return reduce(lambda done, damage: damage(done), damages, sheet)


def copied(case: Case, sheet: Sheet, folder: Path) -> Copy:
    """A damaged sheet, laid out as the case says and read as a reader's copy is, in this process."""
    if case.write:
        data = case.write(sheet).encode()
    else:
        data = to.pdf_of_columns(sheet, folder / "copy.pdf").read_bytes()
    return Copy("copy", tuple(lines_of(data, case.kind)))


def other_texts() -> Mapping[str, Callable[[], str]]:
    """By name, what makes each text that is not the essay."""
    return {
        **{path.stem: path.read_text for path in sorted((BOOKS / "other-essays").glob("*.txt"))},
        "all other essays": lambda: "\n\n".join(
            p.read_text() for p in sorted((BOOKS / "other-essays").glob("*.txt"))
        ),
        "the small essay": (BOOKS / "own-essay.txt").read_text,
        "the digests": lambda: "\n\n".join(digests()),
        "the digests, one line": lambda: " ".join(digests()),
        **{f"book/{path.name}": path.read_text for path in sorted((ROOT / "book").glob("*.md"))},
        **{f"data/{path.name}": path.read_text for path in sorted((ROOT / "data").glob("*.yml"))},
        "data/events": lambda: "\n".join(p.read_text() for p in sorted((ROOT / "data/events").glob("*.yml"))),
        "lorem ipsum": lambda: "Lorem ipsum dolor sit amet, consectetur adipiscing elit. " * 300,
        "the book's words": lambda: _prose_of(_book_words(), 3000, 1),
        "the book's words, no blanks": lambda: " ".join(_prose_of(_book_words(), 3000, 2).split()),
        "words of the subject": lambda: _prose_of(
            words((BOOKS / "other-essays/abstract.txt").read_text()), 2000, 3
        ),
    }


def bag_of(essay: Essay, seed: int) -> str:
    """The essay's own words without their order: none of its text, all of its vocabulary."""
    return _prose_of([word for p in essay.paragraphs for word in words(p.text)], 2000, seed)


def _book_words() -> list[str]:
    text = " ".join(path.read_text() for path in sorted((ROOT / "book").glob("*.md")))
    return sorted(set(re.findall(r"[a-z]{2,}", text)))


def _prose_of(known: Sequence[str], length: int, seed: int) -> str:
    """So many words of chance, in sentences and paragraphs."""
    chance = random.Random(seed)
    found = [chance.choice(known) for _ in range(length)]
    paragraphs = [" ".join(found[at : at + 80]).capitalize() + "." for at in range(0, length, 80)]
    return "\n\n".join(paragraphs)
