"""The reader's own copy in a private edition: its text above each digest, and what is told of it.

The copy is read and aligned once, by :func:`sixtracks.book.source.copy_of`. When a chapter is read, the
lemmas of its notes are located; when a builder writes, the text comes in, after everything that would change
it: smart quotes, marks of names, marks of hangul.
"""

import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from sixtracks.book.collecting import ChapterCollector
from sixtracks.book.figures import text_table
from sixtracks.book.nodes import (
    annotation,
    annotation_mark,
    digest,
    essay_text,
    lemma_words,
    mended,
    passage,
    your_copy,
)
from sixtracks.book.source import copy_of
from sixtracks.witness import model
from sixtracks.witness.fingerprint import length_of
from sixtracks.witness.model import FoundPassage, Mend, Witness

NOTICE = model.PRIVATE
"""What stands on every page of a private edition."""
PRIVATE = NOTICE.partition(":")[0]
RIGHTS = (
    "The essay belongs to its publisher. Its text in this private study copy comes from the reader’s own "
    "copy, is not under our licence, and must not be passed on."
)
"""The rights of a private edition, in the place of the public one's."""
LOST = "lost"
"""How a lemma was found that was not, though its paragraph was."""


@dataclass(frozen=True, slots=True)
class LocatedNote:
    """A note, and whether its lemma stands in the reader's copy.

    Attributes:
        id: The annotation's id.
        number: Its number in its chapter.
        lemma: The essay's words to which it belongs.
        found: ``exactly``, ``with scanning faults`` or ``lost``; empty where the passage itself is missing.
    """

    id: str
    number: int
    lemma: str
    found: str


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage of the book as a private edition shows it.

    Attributes:
        number: Its number.
        docname: Its chapter.
        found: The copy's text, with the places of the lemmas; nothing where the copy lacks the passage.
        notes: Its notes, in the order of their numbers.
    """

    number: int
    docname: str
    found: FoundPassage | None
    notes: tuple[LocatedNote, ...]

    @property
    def state(self) -> str:
        """``whole``, ``part`` or ``missing``."""
        return self.found.state if self.found else "missing"


class CopyCollector(ChapterCollector):
    """Locates the lemmas of each chapter's notes in the copy, and keeps their places."""

    name = "sixtracks_copy"

    def gather(self, app: Sphinx, doctree: nodes.document) -> tuple[ShownPassage, ...]:
        """The passages of a chapter with their lemmas; nothing in a public edition."""
        copy = copy_of(app)
        if copy is None:
            return ()
        found = {each.number: each for each in copy.witness.passages}
        return tuple(
            _shown(place, found.get(place["number"]), copy.vocabulary, app)
            for place in doctree.findall(passage)
        )


def _shown(
    place: passage, found: FoundPassage | None, vocabulary: Container[str], app: Sphinx
) -> ShownPassage:
    from sixtracks.witness.lemmas import locate  # with what it loads only where there is a copy

    notes = [child for child in place.children if isinstance(child, annotation)]
    if found:
        lemmas = {note["ids"][0]: note["lemma"] for note in notes}
        # By the mended words, also where the faults are shown.
        found, _ = locate(found, lemmas, vocabulary)
        if app.config.sixtracks_as_scanned:
            found = replace(found, mends=())
    how = {each.id: str(each.how) for each in found.lemmas} if found else {}
    lost = LOST if found else ""
    located = (
        LocatedNote(note["ids"][0], note["number"], note["lemma"], how.get(note["ids"][0], lost))
        for note in notes
    )
    return ShownPassage(place["number"], app.env.docname, found, tuple(located))


def shown_passages(env: BuildEnvironment) -> list[ShownPassage]:
    """The book's passages, by number, once every chapter is read; empty in a public edition."""
    every = (shown for passages in CopyCollector.register(env).values() for shown in passages)
    return sorted(every, key=lambda shown: shown.number)


class ShowCopy(SphinxPostTransform):
    """Put the copy's text above each digest, and let its notes hang there."""

    default_priority = 5  # before the ways to cards and events (6), which come behind the digest

    def run(self, **kwargs: object) -> None:
        """Change the passages of this chapter."""
        known = {shown.number: shown for shown in CopyCollector.register(self.env).get(self.env.docname, ())}
        if copy_of(self.app) is None:
            return
        for place in self.document.findall(passage):
            show(place, known[place["number"]])


def show(place: passage, shown: ShownPassage) -> None:
    """Put the copy's text into one passage."""
    marks = {mark["annotation"]: mark for part in _digests(place) for mark in part.findall(annotation_mark)}
    text = essay_text(state=shown.state)
    if shown.found:
        own = {each.id: mark for each in shown.found.lemmas if (mark := marks.get(each.id))}
        text += essay_nodes(shown.found, own)
        for mark in own.values():
            mark["ids"] = []  # the essay's text has it now
        needed = shown.state == "part" or len(own) < len(marks)
        for part in _digests(place):
            part["folded"] = "open" if needed else "closed"
    place.insert(0, text)
    how = {note.id: note.found for note in shown.notes}
    for note in place.children:
        if isinstance(note, annotation) and (found := how.get(note["ids"][0])):
            note["found"] = found


def _digests(place: passage) -> list[digest]:
    return [child for child in place.children if isinstance(child, digest)]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a passage between two places where anything begins or ends.

    Attributes:
        text: The copy's characters.
        mend: What is shown instead, if anything is.
        in_lemma: Whether it belongs to a lemma.
        ends: The ids of the annotations whose lemma ends with it.
    """

    text: str
    mend: Mend | None
    in_lemma: bool
    ends: tuple[str, ...] = ()


def runs_of(found: FoundPassage) -> Iterator[Run]:
    """A passage's text in pieces, in order; lemmas may overlap, and a mend is never cut."""
    mends = {mend.start: mend for mend in found.mends}

    def settled(place: int) -> int:
        """The place itself, or the end of the mend that it would cut."""
        return next((mend.end for mend in found.mends if mend.start < place < mend.end), place)

    lemmas = [(settled(each.start), settled(each.end), each.id) for each in found.lemmas]
    cuts = {0, len(found.text), *(place for lemma in lemmas for place in lemma[:2])}
    cuts |= {place for mend in found.mends for place in (mend.start, mend.end)}
    added = [mend.start for mend in found.mends if mend.start == mend.end]  # a letter that was lost
    for start, end in pairwise(sorted([*cuts, *added])):
        in_lemma = any(first <= start and end <= last for first, last, _ in lemmas)
        mend = mends.get(start)
        is_last = start == end or end not in added  # of the pieces that end here
        ends = tuple(ident for _, last, ident in lemmas if last == end) if is_last else ()
        yield Run(found.text[start:end], mend if mend and mend.end == end else None, in_lemma, ends)


def essay_nodes(found: FoundPassage, marks: Mapping[str, annotation_mark]) -> list[nodes.Node]:
    """A passage's text as nodes: words, words of lemmas, mends, and each mark behind its lemma.

    Args:
        found: The passage.
        marks: The marks that hang in it, by annotation, with their numbers and ids.
    """
    made: list[nodes.Node] = []
    for run in runs_of(found):
        words = _words(run)
        if run.in_lemma and made and isinstance(made[-1], lemma_words):
            made[-1] += words
        elif run.in_lemma and words:
            made.append(lemma_words("", "", *words))
        else:
            made += words
        ending = sorted((marks[ident] for ident in run.ends if ident in marks), key=lambda m: m["number"])
        made += [mark.deepcopy() for mark in ending]
    return made


def _words(run: Run) -> list[nodes.Node]:
    words = [nodes.Text(text)] if (text := clean(run.mend.mended if run.mend else run.text)) else []
    if run.mend is None:
        return [*words]
    return [mended("", "", *words, scanned=clean(run.text), reason=run.mend.reason)]


def clean(text: str) -> str:
    """A copy's characters without those that show nothing: controls, marks of direction, private ones."""
    return "".join(
        " " if sign in "\t\r\n" else sign
        for sign in text
        if sign in "\t\r\n" or unicodedata.category(sign)[0] != "C"
    )


# ---- What is told of a copy ------------------------------------------------------------


def summary(app: Sphinx) -> list[str]:
    """What the command line says of the copy, once the book is built; nothing of a public edition."""
    if copy_of(app) is None:
        return []
    passages = shown_passages(app.env)
    states = [shown.state for shown in passages]
    found = len(passages) - states.count("missing")
    parts = [f"{states.count('whole')} whole"] if found else []
    parts += [f"{states.count('part')} in part"] if "part" in states else []
    notes = [note.found for shown in passages for note in shown.notes if note.found]
    lost = notes.count(LOST)
    mends = sum(len(shown.found.mends) for shown in passages if shown.found)
    whose = "" if found == len(passages) else "their "
    told = [
        f"{found} of {len(passages)} paragraphs found ({', '.join(parts)})",
        f"{len(notes) - lost} of {whose}{len(notes)} lemmas located"
        + (f", {lost} not found" if lost else ""),
    ]
    if not app.config.sixtracks_as_scanned:
        told.append(f"{mends or 'no'} scanning fault{'' if mends == 1 else 's'} mended")
    longer = [shown.number for shown in passages if shown.found and shown.found.more]
    if longer:
        told.append(f"{spans(longer)} longer than in the essay: other text may stand there")
    missing = [shown.number for shown in passages if not shown.found]
    return [f"Your copy: {'; '.join(told)}.", *([f"Not in your copy: {spans(missing)}."] if missing else [])]


def spans(numbers: Sequence[int]) -> str:
    """Paragraphs' numbers, runs of them drawn together: “¶3, ¶18–20”."""
    ends: list[list[int]] = []
    for number in numbers:
        if ends and number == ends[-1][1] + 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    return ", ".join(f"¶{first}" if first == last else f"¶{first}–{last}" for first, last in ends)


class YourCopyDirective(SphinxDirective):
    """Of which copy this edition was made, and how well it was read.

    ::

        ```{your-copy}
        ```
    """

    def run(self) -> list[nodes.Node]:
        """Leave the place; what stands there is known once every chapter is read."""
        node = your_copy()
        self.set_source_info(node)
        return [node]


class TellOfCopy(SphinxPostTransform):
    """Fill the place that tells of the copy."""

    default_priority = 7  # references are resolved at 10

    def run(self, **kwargs: object) -> None:
        """Fill what this chapter has of it."""
        for place in list(self.document.findall(your_copy)):
            copy = copy_of(self.app)
            told = self.report(copy.witness) if copy else [public_words()]
            for head in told:
                if isinstance(head, nodes.rubric):
                    head["level"] = _level(place) + 1  # MyST makes a heading of it
            place.replace_self(told)

    def report(self, witness: Witness) -> list[nodes.Node]:
        """The whole report."""
        passages = shown_passages(self.env)
        told = " ".join(summary(self.app)).removeprefix("Your copy: ")
        head = nodes.paragraph("", "This private edition was made with your own copy, ")
        head += [nodes.literal("", witness.name), nodes.Text(f": {told}")]
        made: list[nodes.Node] = [head]
        rows = [self._row(shown) for shown in passages]
        made.append(_table(("Paragraph", "In your copy", "Similarity", "Words"), (22, 34, 22, 22), rows))
        notes = [(shown, note) for shown in passages for note in shown.notes]
        made += self._list("Lemmas found with scanning faults", notes, "with scanning faults")
        made += self._list("Lemmas not found", notes, LOST)
        return [*made, *self._mends(passages)]

    def _row(self, shown: ShownPassage) -> list[list[nodes.Node]]:
        words = {"whole": "whole", "part": "in part", "missing": "not found"}[shown.state]
        if shown.found and shown.found.more:
            words += f", with {shown.found.more} words too many: other text may stand in it"
        cells = ["–", "–"]
        if shown.found:
            cells = [f"{shown.found.similarity:.0%}".replace("%", " %"), str(length_of(shown.found.mended))]
        return self._cells(shown, words, *cells)

    def _cells(self, shown: ShownPassage, *texts: str) -> list[list[nodes.Node]]:
        """A row: the passage, as a link, and what is told of it."""
        place: list[nodes.Node] = [self._link(f"p{shown.number}", f"¶{shown.number}")]
        others: list[list[nodes.Node]] = [[nodes.Text(text)] for text in texts]
        return [place, *others]

    def _list(self, head: str, notes: list[tuple[ShownPassage, LocatedNote]], found: str) -> list[nodes.Node]:
        """The notes whose lemma was found in one way; nothing where there is none."""
        items = []
        for shown, note in notes:
            if note.found == found:
                link = self._link(note.id, f"¶{shown.number} n. {note.number}")
                items.append(
                    nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f", “{note.lemma}”")))
                )
        return [nodes.rubric("", head), nodes.bullet_list("", *items, bullet="-")] if items else []

    def _mends(self, passages: list[ShownPassage]) -> list[nodes.Node]:
        """The mends, or a word that there is none."""
        if self.config.sixtracks_as_scanned:
            return [
                nodes.paragraph("", "Nothing is mended in this edition: it shows the text as it was scanned.")
            ]
        rows = [
            self._cells(shown, *_before_and_after(shown.found, mend), mend.reason)
            for shown in passages
            if shown.found
            for mend in shown.found.mends
        ]
        if not rows:
            return []
        heads = ("Paragraph", "Your copy has", "Shown", "Reason")
        return [
            nodes.rubric("", "Scanning faults that are mended"),
            _table(heads, (16, 27, 27, 30), rows),
        ]

    def _link(self, ident: str, words: str) -> nodes.reference:
        docname = self.env.get_domain("std").data["labels"][ident][0]
        return make_refnode(self.app.builder, self.env.docname, docname, ident, [nodes.Text(words)])


def _level(node: nodes.Element) -> int:
    """In how many sections a node stands, which is the level of the heading above it."""
    return isinstance(node, nodes.section) + (_level(node.parent) if node.parent else 0)


def _table(
    heads: tuple[str, ...], widths: tuple[int, ...], rows: list[list[list[nodes.Node]]]
) -> nodes.table:
    made = text_table(heads, widths, rows)
    made["classes"].append("copy-report")
    return made


def public_words() -> nodes.paragraph:
    """What a public edition says of the reader's own copy."""
    told = nodes.paragraph(
        "", "This edition was made without a copy of the essay. Who has one, as text, HTML, PDF, "
    )
    told += nodes.Text(
        "Word or EPUB, can make a private edition that shows the essay’s own text above each digest: "
    )
    told += [
        nodes.literal("", "make book COPY=path"),
        nodes.Text(". It is for study only, and not to be passed on."),
    ]
    return told


_NEAR = 24
"""The most characters of a word that are told on one side of a mend."""


def _before_and_after(found: FoundPassage, mend: Mend) -> tuple[str, str]:
    """A mend in its word: as the copy has it, and as it is shown."""
    text = found.text
    start = text.rfind(" ", max(0, mend.start - _NEAR), mend.start) + 1 or max(0, mend.start - _NEAR)
    stop = text.find(" ", mend.end, mend.end + _NEAR)
    end = stop if stop >= 0 else min(len(text), mend.end + _NEAR)
    inside = tuple(m for m in found.mends if start <= m.start and m.end <= end)
    shown, at = [], start
    for each in inside:
        shown += [text[at : each.start], each.mended]
        at = each.end
    return clean(text[start:end]), clean("".join([*shown, text[at:end]]))
