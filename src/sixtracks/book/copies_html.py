"""How the reader's own copy looks in the pages of a private edition.

Nothing of a copy reaches a page but as the text of an element or an attribute, escaped.
"""

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sixtracks.book.nodes import essay_text, lemma_words, mended

STATES = {
    "part": "Your copy has this paragraph in part.",
    "missing": "Not in your copy.",
    "lost": "Not found in your copy.",
    "with scanning faults": "with scanning faults in your copy",
}
"""What is said of a passage or a lemma that is not there whole, or not exactly."""


def visit_essay_text(self: HTML5Translator, node: essay_text) -> None:
    """The essay's own words under their voice; where the copy lacks them, a line that says so."""
    self.body.append('<div class="passage-text">\n')
    if node["state"] == "missing":
        self.body.append(copy_state("missing"))
        raise nodes.SkipNode
    self.body.append('<div class="essay">\n<p class="voice">Zelikow</p>\n<p>')


def depart_essay_text(self: HTML5Translator, node: essay_text) -> None:
    """Close them."""
    self.body.append("</p>\n</div>\n")
    if node["state"] == "part":
        self.body.append(copy_state("part"))


def copy_state(state: str) -> str:
    """A line of the editors' about the copy."""
    return f'<p class="copy-state">{STATES[state]}</p>\n'


def visit_lemma_words(self: HTML5Translator, _node: lemma_words) -> None:
    """Words that a note explains."""
    self.body.append('<span class="lemma-words">')


def depart_lemma_words(self: HTML5Translator, _node: lemma_words) -> None:
    """Close them."""
    self.body.append("</span>")


def visit_mended(self: HTML5Translator, node: mended) -> None:
    """What is shown in the place of a fault, and the fault itself, of which a page shows one."""
    scanned = self.encode(node["scanned"])
    told = f"Your copy has “{node['scanned']}”: {node['reason']}" if scanned else node["reason"]
    self.body.append(f'<ins class="mended" title="{self.attval(told)}">')


def depart_mended(self: HTML5Translator, node: mended) -> None:
    """The fault."""
    self.body.append(f'</ins><del class="scanned">{self.encode(node["scanned"])}</del>')
