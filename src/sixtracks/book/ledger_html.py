"""How the ledger looks in HTML: the evidence first, each verdict behind a native disclosure."""

import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

from sixtracks.book.nodes import ledger, ledger_claim, ledger_state

ASSETS = Path(__file__).parent / "assets" / "ledger"
STYLE, SCRIPT = "ledger.css", "ledger.js"


def visit_ledger(self: HTML5Translator, node: ledger) -> None:
    """The list of claims; a script puts the ways to sort and filter above it."""
    self.body.append('<div class="ledger">\n')


def depart_ledger(self: HTML5Translator, node: ledger) -> None:
    """Close it."""
    self.body.append("</div>\n")


def visit_ledger_claim(self: HTML5Translator, node: ledger_claim) -> None:
    """A claim under its lemma, with what it is sorted and filtered by."""
    (ident,) = node["ids"]
    facets = "".join(
        f' data-{name}="{node[name]}"' for name in ("kind", "track", "then", "now") if node[name]
    )
    self.body.append(
        f'<section class="claim" id="{ident}" data-place="{node["paragraph"]}"{facets}>\n'
        f'<h2><span class="voice">Zelikow</span> “{self.encode(node["lemma"])}” '
        f'<span class="kind">{node["kind"]}</span></h2>\n'
    )


def depart_ledger_claim(self: HTML5Translator, node: ledger_claim) -> None:
    """Close it."""
    self.body.append("</section>\n")


def visit_ledger_state(self: HTML5Translator, node: ledger_state) -> None:
    """A verdict, folded; an address that leads into it opens it, in browsers and by our script."""
    (ident,) = node["ids"]
    self.body.append(
        f'<details><summary>{self.encode(node["title"])}</summary><div id="{ident}" class="state">\n'
    )


def depart_ledger_state(self: HTML5Translator, node: ledger_state) -> None:
    """Close it, with its permanent link."""
    (ident,) = node["ids"]
    words = "Link to this verdict"
    told = self.encode(f"{words}: “{node.parent['lemma']}”, {node['clock']}")
    self.body.append(
        f'<p class="ways"><a href="#{ident}" aria-label="{told}">{words}</a></p></div></details>\n'
    )


def add_files(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let a page with the ledger load its style and script, and no other page."""
    if doctree is not None and any(True for _ in doctree.findall(ledger)):
        app.add_css_file(STYLE, priority=901)
        app.add_js_file(SCRIPT, loading_method="defer")


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Put the ledger's style and script beside the others."""
    if exception is None and isinstance(app.builder, StandaloneHTMLBuilder):
        for name in (STYLE, SCRIPT):
            shutil.copyfile(ASSETS / name, Path(app.outdir) / "_static" / name)
