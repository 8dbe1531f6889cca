"""The reader's own copy on paper: the essay's words with their notes at the foot of the page."""

import re
import unicodedata

from docutils import nodes

from sixtracks.book.copies_html import STATES
from sixtracks.book.nodes import annotation, annotation_mark, essay_text, lemma_words, mended
from sixtracks.pdf.code import call, literal, sequence
from sixtracks.pdf.writer import Writer, writes

_STRANGE = re.compile(
    "[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0370-\u03ff\u0400-\u045f\u1e00-\u1eff\u2000-\u200a"
    "\u2010-\u2027\u2030-\u2040\u2044-\u205e\u2070-\u2089\u20ac\u2116-\u211e\u2120-\u2122\u2190-\u2193\u2212"
    "\u25a0-\u25cf\uac00-\ud7a3\ufb00-\ufb06]"
)
"""What the PDF's faces may not have; a copy can hold any sign, and must not stop the book."""
_REPLACEMENT = "\ufffd"


def printable(text: str) -> str:
    """A copy's text with a sign of ours for each that the PDF's faces may not have."""
    composed = unicodedata.normalize("NFC", text)
    return _STRANGE.sub(_simpler, composed)


def _simpler(found: re.Match[str]) -> str:
    simpler = unicodedata.normalize("NFKC", found[0])
    return _REPLACEMENT if _STRANGE.search(simpler) else simpler


def essay_words(writer: Writer, text: essay_text) -> str:
    """The essay's text in a line, with nothing changed by us: no address made a link, no blank taken."""
    return sequence(_piece(writer, child) for child in text.children)


def _piece(writer: Writer, node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return literal(printable(node.astext()))
    if isinstance(node, lemma_words):
        return call("lemma-words", sequence(_piece(writer, child) for child in node.children))
    if isinstance(node, mended):
        return call("mended", literal(printable(node.astext())))
    return writer.node(node)


def state_line(text: essay_text) -> dict[str, str]:
    """What is said of a passage that the copy has in part or lacks, as an argument."""
    return {} if text["state"] == "whole" else {"state": literal(STATES[text["state"]])}


def found_words(note: annotation) -> dict[str, str]:
    """What is said of a lemma that is not in the copy, or not exactly, as an argument."""
    words = {"lost": "not found in your copy"}.get(note.get("found", ""), STATES.get(note.get("found", "")))
    return {"found": literal(words)} if words else {}


def again(writer: Writer, mark: annotation_mark) -> str:
    """A mark in a digest whose note hangs in the essay's own text: a link to it."""
    target = writer.target(mark["annotation"])
    return call("mark-again", literal(target.label), str(mark["number"])) if target else ""


@writes(essay_text)
def _stray_text(_writer: Writer, _node: nodes.Element) -> str:
    return ""  # written with the passage that holds it
