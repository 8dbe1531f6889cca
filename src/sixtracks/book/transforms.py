"""What happens to a chapter once it is read whole: notes find their places, names are marked."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import PurePosixPath

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import get_node_line

from sixtracks.book.directives import ANNOTATION_ID, NOTE_LIMIT, report
from sixtracks.book.mentions import finder_of
from sixtracks.book.nodes import (
    annotation,
    annotation_mark,
    digest,
    event_table,
    figure_rows,
    foreign,
    ledger,
    name_mention,
    names_index,
    passage,
    register_card,
)
from sixtracks.book.source import records_of
from sixtracks.records import Passage
from sixtracks.records.edition import day
from sixtracks.records.registers import Finder


class PlaceAnnotations(SphinxTransform):
    """Number a chapter's notes by their places and move each behind its digest."""

    default_priority = 400  # before references are resolved, after all directives have run

    def apply(self, **kwargs: object) -> None:
        """Place the notes; report what has no place, no note or no known number."""
        chapter = PurePosixPath(self.env.docname).name
        passages = list(self.document.findall(passage))
        known = {p.number: p for p in records_of(self.app).passages}
        check_passages(passages, known, chapter, (self.env.docname, 1))
        notes = _by_id(self.document.findall(annotation), "annotation")
        place_annotations(passages, notes)
        for note in notes.values():
            check_length(note)
        for mark in list(self.document.findall(annotation_mark)):
            if not mark["number"]:
                report(
                    f"{mark['annotation']} hangs outside a passage, or a second time",
                    "Let the mark stand once, in the digest of its passage.",
                    mark,
                    "mark-astray",
                )
                mark.parent.remove(mark)


def _by_id(found: Iterable[annotation], what: str) -> dict[str, annotation]:
    """The notes by id; one that repeats an id is reported and left out."""
    by_id: dict[str, annotation] = {}
    for node in list(found):
        ident = node["ids"][0]
        if ident in by_id:
            report(
                f"{what} {ident} stands twice",
                "Ids never change, so give the newer one another id.",
                node,
                "duplicate-id",
            )
            node.parent.remove(node)
        else:
            by_id[ident] = node
    return by_id


def check_passages(
    found: list[passage], known: Mapping[int, Passage], chapter: str, top: tuple[str, int]
) -> None:
    """Report passages that are unknown, repeated, out of place, too long, or missing from their chapter.

    One that is wrong is marked ``wrong``: what follows from that is not worth a message of its own.
    """
    seen: list[int] = []
    for node in found:
        number = node["number"]
        if wrong := passage_fault(node, known, chapter, seen):
            what, mend, subtype = wrong
            report(what, mend, node, subtype)
            node["wrong"] = True
        seen.append(number)
    for number, record in known.items():
        if record.chapter == chapter and number not in seen:
            mend = f"Add {{passage}} {number} with its digest; data/passages.yml says that it stands here."
            report(f"passage {number} is missing", mend, top, "passage-missing")


def passage_fault(
    node: passage, known: Mapping[int, Passage], chapter: str, seen: list[int]
) -> tuple[str, str, str] | None:
    """What is wrong with a passage, as what, mend and subtype; nothing where all is well."""
    number = node["number"]
    record = known.get(number)
    if record is None:
        span = f"¶{min(known, default=0)} to ¶{max(known, default=0)}"
        return f"there is no passage {number}", f"Use one of {span}.", "passage-unknown"
    if record.chapter != chapter:
        what = f"passage {number} does not belong in this chapter"
        return what, f"Move it to book/{record.chapter}.md.", "passage-astray"
    if number in seen:
        return f"passage {number} stands twice", "Keep one of the two.", "passage-twice"
    if seen and number < seen[-1]:
        what = f"passage {number} stands after passage {seen[-1]}"
        return what, "Put the passages in the essay's order.", "passage-order"
    length = count_words(node)
    if length > record.digest_limit:
        mend = f"Shorten it to {record.digest_limit} words, two fifths of the essay's paragraph."
        return f"the digest of passage {number} has {length} words", mend, "digest-long"
    return None if length else (f"passage {number} has no digest", "Write one.", "digest-empty")


def count_words(node: nodes.Node) -> int:
    """How many words a digest has; marks and punctuation do not count."""
    text = " ".join(t.astext() for d in node.findall(digest) for t in d.findall(nodes.paragraph))
    return len(_words(text))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s—]+", text) if re.search(r"\w", word)]


def place_annotations(passages: list[passage], notes: dict[str, annotation]) -> None:
    """Number the notes in the order of their marks, and move each to the end of its passage."""
    number = 0
    placed: set[str] = set()
    for place in passages:
        for mark in list(place.findall(annotation_mark)):
            ident = mark["annotation"]
            if ident in placed:
                continue  # reported as astray
            note = notes.get(ident)
            if note is None:
                mend = "Write {annotation} " + ident + " below the passage, or correct the id."
                report(
                    f"{ident} hangs here but there is no such annotation", mend, mark, "annotation-missing"
                )
                mark["number"] = -1
                continue
            astray = not ident.startswith(f"p{place['number']}-")
            if astray and ANNOTATION_ID.match(ident) and not place.get("wrong"):
                mend = f"Let the id begin with p{place['number']}-, or move the mark."
                report(
                    f"annotation {ident} hangs in passage {place['number']}", mend, mark, "annotation-astray"
                )
            number += 1
            placed.add(ident)
            mark["number"] = note["number"] = number
            note["passage"] = place["number"]
            note.parent.remove(note)
            place.append(note)
    link_neighbours([node for p in passages for node in p.children if isinstance(node, annotation)])
    for ident, note in notes.items():
        if ident not in placed:
            mend = "Write {annotation}`" + ident + "` in the digest, after the words that it explains."
            report(f"annotation {ident} has no place in its digest", mend, note, "annotation-placeless")
            note.parent.remove(note)


def check_length(note: annotation) -> None:
    """Report a note that is too long for the margin; its citations do not count."""
    cited = sum(len(_words(node.astext())) for node in note.findall(_is_citation))
    length = len(_words(" ".join(node.astext() for node in note.findall(nodes.paragraph)))) - cited
    if length > NOTE_LIMIT:
        mend = f"Shorten it to {NOTE_LIMIT} words; a longer story goes to a chapter that the note links to."
        report(f"annotation {note['ids'][0]} has {length} words", mend, note, "annotation-long")


def link_neighbours(notes: list[annotation]) -> None:
    """Let each note of a chapter know the one before and the one after it."""
    for before, after in pairwise(notes):
        before["next"], after["previous"] = after["ids"][0], before["ids"][0]


class AddEssayBox(SphinxTransform):
    """Say at the head of a chapter with passages what it digests, and how to get the essay itself."""

    default_priority = 405  # once the passages are known to be right

    def apply(self, **kwargs: object) -> None:
        """Put the box behind the chapter's title."""
        numbers = [node["number"] for node in self.document.findall(passage)]
        title = next(self.document.findall(nodes.title), None)
        if not numbers or title is None:
            return
        essay = records_of(self.app).edition.essay
        span = f"¶{numbers[0]}" if len(numbers) == 1 else f"¶{numbers[0]}–{numbers[-1]}"
        words = nodes.paragraph("", f"This chapter digests {span} of {essay.author}, “{essay.title}”, ")
        words += nodes.emphasis("", essay.container)
        if self.config.sixtracks_copy:
            words += nodes.Text(
                f", {day(essay.published)}. The essay’s text comes from your own copy. "
                "It is in copyright and not under our licence."
            )
        else:
            words += self.public_end(day(essay.published))
        title.parent.insert(title.parent.index(title) + 1, nodes.container("", words, classes=["essay-box"]))

    def public_end(self, published: str) -> list[nodes.Node]:
        """How to get the essay, where a chapter tells it."""
        words: list[nodes.Node] = [
            nodes.Text(f", {published}. The essay is in copyright and not included"),
        ]
        folder = PurePosixPath(self.env.docname).parent
        if (target := (folder / GET).as_posix()) in self.env.found_docs:
            link = addnodes.pending_xref(
                "", nodes.inline("", "how to get it"), refdomain="std", reftype="doc", reftarget=f"/{target}",
                refdoc=self.env.docname, refexplicit=True, refwarn=True,
            )  # fmt: skip
            words += [nodes.Text(": "), link]
        return [*words, nodes.Text(".")]


GET = "get"  # the chapter that says where the essay is found


class MarkNames(SphinxTransform):
    """Mark what the text names of the registers, for their cards and the index, and each chapter's firsts."""

    default_priority = 870  # after smart quotes (855), which change what is printed; before collectors (880)

    def apply(self, **kwargs: object) -> None:
        """Wrap each name that is found in a ``name_mention``."""
        finder = finder_of(self.app)
        if not finder.forms or any(True for _ in self.document.findall(_is_register)):
            return
        for text in [t for t in self.document.findall(nodes.Text) if isinstance(t.parent, _PROSE)]:
            if _within(text, _TOLD_ELSEWHERE, "essay-box"):
                continue
            pieces = mark_names(text.astext(), finder)
            if len(pieces) > 1 or isinstance(pieces[0], name_mention):
                text.parent.replace(text, pieces)
        for note in self.document.findall(annotation):
            mark_lemma(note, finder)
        mark_firsts(self.document)


def mark_firsts(document: nodes.document) -> None:
    """Tell the first mention of each name in running prose, in the chapter's own order, from the others."""
    seen: set[str] = set()
    for mention in document.findall(name_mention):
        if mention.children and mention["key"] not in seen and not _within(mention, (nodes.table,)):
            seen.add(mention["key"])
            mention["first"] = True


def _within(node: nodes.Node, kinds: tuple[type[nodes.Element], ...], style: str = "") -> bool:
    """Whether a node stands in one of some kinds, or in a container of a style."""
    here: nodes.Element | None = node.parent
    while here is not None:
        if isinstance(here, kinds) or (style and style in here.get("classes", ())):
            return True
        here = here.parent
    return False


def _is_register(node: nodes.Node) -> bool:
    return isinstance(node, register_card | names_index)


def mark_lemma(note: annotation, finder: Finder) -> None:
    """Let a note be found under the names in its lemma: an empty mention at the head of its text for each."""
    told = {mention["key"] for mention in note.findall(name_mention)}
    first = next(note.findall(nodes.paragraph), None)
    if first is not None:
        first[0:0] = [name_mention("", "", key=key) for key in finder.ids(note["lemma"]) if key not in told]


_PROSE = (nodes.paragraph, nodes.emphasis, nodes.strong)
_TOLD_ELSEWHERE = (nodes.title, nodes.caption, nodes.legend, event_table, figure_rows, ledger)
"""What names nothing, or says what records say: its mentions are found in them."""


def mark_names(text: str, finder: Finder) -> list[nodes.Node]:
    """The text in pieces, each name that it holds as a ``name_mention``."""
    pieces: list[nodes.Node] = [
        name_mention("", words, key=key) if key else nodes.Text(words) for words, key in finder.pieces(text)
    ]
    return pieces or [nodes.Text(text)]


class MarkHangul(SphinxTransform):
    """Mark runs of hangul as Korean, for voices, fonts and hyphenation."""

    default_priority = 872  # after names are marked: a name may hold hangul, hangul never a name

    def apply(self, **kwargs: object) -> None:
        """Wrap each run of hangul in a ``foreign``."""
        for text in [t for t in self.document.findall(nodes.Text) if _HANGUL.search(t)]:
            if isinstance(text.parent, nodes.FixedTextElement | nodes.literal | foreign):
                continue
            pieces: list[nodes.Node] = []
            for index, piece in enumerate(_HANGUL.split(text.astext())):
                if piece:
                    pieces.append(foreign("", piece, lang="ko") if index % 2 else nodes.Text(piece))
            text.parent.replace(text, pieces)


_HANGUL = re.compile(r"([\u1100-\u11ff\uac00-\ud7a3]+(?:\s[\u1100-\u11ff\uac00-\ud7a3]+)*)")


class CheckTitle(SphinxTransform):
    """Every chapter has one heading of the first level: contents and addresses are made from it."""

    default_priority = 6

    def apply(self, **kwargs: object) -> None:
        """Report a chapter without a title, and a second title."""
        found = [node for node in self.document.children if isinstance(node, nodes.section)]
        if not found:
            mend = "Begin it with a heading of the first level: # and its title."
            report("the chapter has no heading", mend, (self.env.docname, 1), "title-missing")
        for second in found[1:]:
            mend = "Use ## for the sections of a chapter, or make two chapters of it."
            report("the chapter has a second heading of the first level", mend, second, "title-twice")


class CheckFigures(SphinxTransform):
    """Every picture has an alt text, and every figure says where it comes from."""

    default_priority = 5  # before Sphinx's own workaround (10) takes the lines of pictures away

    def apply(self, **kwargs: object) -> None:
        """Report pictures without an alt text and figures without a source."""
        for image in self.document.findall(nodes.image):
            if not (image.get("alt") or "").strip():
                drawn = "jupyter_execute" in image.get("uri", "")  # where MyST-NB puts what cells draw
                what = "a picture that a cell draws" if drawn else f"the picture {image.get('uri')}"
                mend = "Say in a sentence what it shows: " + (CELL_ALT if drawn else ":alt: …")
                report(f"{what} has no alt text", mend, _placed(image), "alt-missing")
        for figure in self.document.findall(nodes.figure):
            words: list[nodes.Element] = [
                n for n in figure.children if isinstance(n, nodes.caption | nodes.legend)
            ]
            cites = any(True for n in words for _ in n.findall(_is_citation))
            if not cites and not any("Source:" in n.astext() for n in words):
                mend = "Add {cite}`…` to its caption, or a line “Source: …” below it."
                report("this figure names no source", mend, _placed(figure), "figure-source")


CELL_ALT = "at the head of the cell, mystnb: {image: {alt: …}} between two lines of three hyphens."


def _is_citation(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and node.get("refdomain") == "cite"


def _placed(node: nodes.Element) -> nodes.Element:
    """The node, or the nearest parent, that knows its line."""
    here: nodes.Element | None = node
    while here is not None and not get_node_line(here):
        here = here.parent
    return node if here is None else here
