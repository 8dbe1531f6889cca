"""How the registers look in HTML: their cards, the mentions that lead to them, and the index of them all."""

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sixtracks.book.nodes import card_events, index_entry, name_mention, register_card


def visit_register_card(self: HTML5Translator, node: register_card) -> None:
    """A section, which the contents leave out; a source's title is not said at each of its citations."""
    for link in node.findall(nodes.reference):
        link.attributes.pop("reftitle", None)  # on a page of cards, those weigh a fifth
    self.body.append(f'<section class="card entry" id="{node["ids"][0]}">\n')


def depart_register_card(self: HTML5Translator, node: register_card) -> None:
    """Close it."""
    self.body.append("</section>\n")


def visit_card_heading(self: HTML5Translator, node: nodes.Element) -> None:
    """A heading below the chapter's."""
    self.body.append("<h2>")


def depart_card_heading(self: HTML5Translator, node: nodes.Element) -> None:
    """Close it."""
    self.body.append("</h2>\n")


def visit_card_events(self: HTML5Translator, node: card_events) -> None:
    """The way to the events, folded."""
    self.body.append(f"<details><summary>{node['number']} events in the timelines</summary>\n")


def depart_card_events(self: HTML5Translator, node: card_events) -> None:
    """Close it."""
    self.body.append("</details>\n")


def visit_name_mention(self: HTML5Translator, node: name_mention) -> None:
    """A chapter's first mention leads to its card; what that is in short stands in no copied text."""
    if node.get("refuri"):
        short = self.attval(node["short"])
        self.body.append(f'<a class="mention" href="{node["refuri"]}" data-short="{short}">')


def depart_name_mention(self: HTML5Translator, node: name_mention) -> None:
    """Close the link."""
    if node.get("refuri"):
        self.body.append("</a>")


def visit_names_index(self: HTML5Translator, node: nodes.Element) -> None:
    """A list of headings."""
    self.body.append('<ul class="names-index">\n')


def depart_names_index(self: HTML5Translator, node: nodes.Element) -> None:
    """Close it."""
    self.body.append("</ul>\n")


def visit_index_entry(self: HTML5Translator, node: index_entry) -> None:
    """A heading, which leads to its card, its name in hangul, its kind; without a card the places follow."""
    hangul = f' <span lang="ko">{self.encode(node["hangul"])}</span>' if node["hangul"] else ""
    heading = self.encode(node["heading"])
    way = f'<a href="{node["refuri"]}">{heading}</a>' if node["refuri"] else f"<span>{heading}</span>"
    self.body.append(f'<li id="name-{node["key"]}">{way}{hangul} <span class="kind">{node["kind"]}</span> ')


def depart_index_entry(self: HTML5Translator, node: index_entry) -> None:
    """Close it."""
    self.body.append("</li>\n")
