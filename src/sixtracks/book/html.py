"""How the edition's own nodes look in HTML.

The three voices are told apart by words that stand in the page, so that they are also heard, copied and
printed: “Digest”, “Editors’ note”, and “Zelikow” before a lemma. In a private edition the essay's own text
stands above the digest, which is folded; :mod:`sixtracks.book.copies_html` says how it looks.
"""

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sixtracks.book.copies_html import STATES, copy_state
from sixtracks.book.nodes import (
    annotation,
    annotation_mark,
    digest,
    essay_text,
    foreign,
    passage,
    passage_cards,
    passage_events,
    suggestion,
)
from sixtracks.book.source import records_of
from sixtracks.records.edition import day

PILCROW = "¶"


def visit_passage(self: HTML5Translator, node: passage) -> None:
    """A group of the paragraph's number (a permanent link), its digest and its notes."""
    ident, number = node["ids"][0], node["number"]
    self.body.append(self.starttag(node, "div", CLASS="passage"))
    self.body.append(
        f'<p class="passage-place"><a class="passage-number" href="#{ident}" title="Permanent link">'
        f"{PILCROW}{number}</a></p>\n"
    )


def visit_digest(self: HTML5Translator, node: digest) -> None:
    """The digest under its label; folded where the essay's own text stands above it."""
    if not isinstance(node.parent[0], essay_text):
        self.body.append('<div class="passage-text">\n')
    if folded := node.get("folded"):
        shown = " open" if folded == "open" else ""
        self.body.append(f'<details class="digest"{shown}><summary class="voice">Digest</summary>\n')
    else:
        self.body.append('<div class="digest">\n<p class="voice">Digest</p>\n')


def depart_digest(self: HTML5Translator, node: digest) -> None:
    """Close the digest; the way to cards and events, where it has any, stands below it."""
    self.body.append("</details>\n" if node.get("folded") else "</div>\n")
    _open_notes_after(self, node)


def visit_passage_cards(self: HTML5Translator, node: passage_cards) -> None:
    """The way to the cards."""
    self.body.append('<div class="passage-cards">\n')


def depart_passage_cards(self: HTML5Translator, node: passage_cards) -> None:
    """Close it."""
    self.body.append("</div>\n")
    _open_notes_after(self, node)


def visit_passage_events(self: HTML5Translator, node: passage_events) -> None:
    """The way to the events, folded."""
    number = len(node.children)
    word = "event" if number == 1 else "events"
    self.body.append(f'<details class="passage-events"><summary>{number} {word} in the timelines</summary>\n')


def depart_passage_events(self: HTML5Translator, node: passage_events) -> None:
    """Close them."""
    self.body.append("</details>\n")
    _open_notes_after(self, node)


def _open_notes_after(self: HTML5Translator, node: nodes.Element) -> None:
    """Open the notes of a passage, if this is the last of what stands before them."""
    before = [
        each for each in node.parent.children if isinstance(each, digest | passage_cards | passage_events)
    ]
    if node is before[-1]:
        _open_notes(self, node.parent)


def _open_notes(self: HTML5Translator, node: nodes.Element) -> None:
    """Close what stands in the text's column, and open the notes where there are any."""
    self.body.append("</div>\n")
    if any(isinstance(child, annotation) for child in node.children):
        self.body.append('<div class="notes">\n')


def depart_passage(self: HTML5Translator, node: passage) -> None:
    """Close the notes and the passage."""
    if any(isinstance(child, annotation) for child in node.children):
        self.body.append("</div>\n")
    self.body.append("</div>\n")


def visit_annotation_mark(self: HTML5Translator, node: annotation_mark) -> None:
    """A raised number that leads to the note, and opens it on a narrow screen."""
    ident = "".join(f' id="{each}"' for each in node["ids"])  # none where the essay's own text has the mark
    self.body.append(
        f'<a class="annotation-mark"{ident} href="#{node["annotation"]}" role="doc-noteref" '
        f'aria-label="Note {node["number"]}">{node["number"]}</a>'
    )
    raise nodes.SkipNode


def visit_annotation(self: HTML5Translator, node: annotation) -> None:
    """The note's head: its number (the way back), its voice, its kind and its lemma."""
    ident = node["ids"][0]
    kind = self.encode(node["kind"])
    self.body.append(
        f'<div class="annotation" id="{ident}" role="note" aria-labelledby="{ident}-head">\n'
        f'<p class="annotation-head" id="{ident}-head">'
        f'<a class="annotation-number" href="#{node["mark"]}">{node["number"]}</a> '
        f'<span class="voice">Editors’ note</span> <span class="kind">{kind}</span></p>\n'
        f'<p class="lemma"><span class="voice">Zelikow</span> “{self.encode(node["lemma"])}”'
    )
    found = node.get("found", "exactly")  # of the reader's own copy, in a private edition
    if found == "with scanning faults":
        self.body.append(f' <span class="lemma-found">{STATES[found]}</span>')
    self.body.append("</p>\n" + (copy_state(found) if found == "lost" else ""))


def depart_annotation(self: HTML5Translator, node: annotation) -> None:
    """The verdicts, and the ways out: back to the passage, on to the neighbours."""
    if node["then"]:
        edition = records_of(self.builder.app).edition
        self.body.append(
            '<p class="verdict"><span class="verdict-name">Verdict</span> '
            f"<span>{day(edition.essay.published)}: <b>{self.encode(node['then'])}</b></span> "
            f"<span>{day(edition.as_of)}: <b>{self.encode(node['now'])}</b></span>{_why(self, node)}</p>\n"
        )
    ways = [f'<a href="#{node["mark"]}">Back to {PILCROW}{node["passage"]}</a>']
    for name, ident in (("Previous", node.get("previous")), ("Next", node.get("next"))):
        if ident:
            ways.append(f'<a href="#{ident}">{name} note</a>')
    suggests = ""
    if address := node.get("suggest"):
        suggests = "<span> · </span>" + _suggests(self, address, f"note {node['number']}")
    self.body.append(f'<p class="ways"><span>{" · ".join(ways)}</span>{suggests}</p>\n</div>\n')


def _suggests(self: HTML5Translator, address: str, label: str) -> str:
    """A link that suggests a correction; who hears it is told of what."""
    words = "Suggest a correction"
    told = f"{words}: {label}"
    return f'<a href="{self.encode(address)}" aria-label="{self.encode(told)}">{words}</a>'


def visit_suggestion(self: HTML5Translator, node: suggestion) -> None:
    """The same for a card or a claim."""
    self.body.append(_suggests(self, node["address"], node["label"]))
    raise nodes.SkipNode


def _why(self: HTML5Translator, node: annotation) -> str:
    """The way to the reasons, where a chapter gives them."""
    if "ledger" not in node:
        return ""
    docname, ident = node["ledger"]
    address = self.builder.get_relative_uri(self.builder.current_docname, docname)
    return f' <a href="{address}#{ident}">why</a>'


def visit_foreign(self: HTML5Translator, node: foreign) -> None:
    """Words in another script, with their language."""
    self.body.append(f'<span lang="{node["lang"]}">')


def depart_foreign(self: HTML5Translator, node: foreign) -> None:
    """Close it."""
    self.body.append("</span>")
