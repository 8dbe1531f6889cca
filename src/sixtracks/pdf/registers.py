"""The registers and the index of names on paper."""

from functools import cache

from docutils import nodes

from sixtracks.book.nodes import (
    card_events,
    card_heading,
    foreign,
    index_entry,
    name_mention,
    names_index,
    register_card,
)
from sixtracks.pdf.code import array, call, literal
from sixtracks.pdf.inline import goal
from sixtracks.pdf.press import hangul_fonts
from sixtracks.pdf.writer import Writer, writes

FACE = "NanumGothic.ttf"
"""The face of hangul and of Chinese characters; it has those of Korean use, not the simplified ones."""


@cache
def _signs() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(hangul_fonts() / FACE, lazy=True) as face:
        return frozenset(face.getBestCmap())


def is_printable(text: str) -> bool:
    """Whether the PDF's faces have all signs of a name in Chinese characters."""
    return all(ord(sign) in _signs() for sign in text)


@writes(register_card, names_itself=True)
def _card(writer: Writer, node: nodes.Element) -> str:
    """A card: its heading, names, facts and text, then the ways back, with pages."""
    given = {"forms": "none", "facts": "none"}
    text: list[nodes.Node] = []
    places = events = "()"
    for child in (each for each in node.children if isinstance(each, nodes.Element)):
        classes = child["classes"]
        if "card-forms" in classes:
            given["forms"] = array(writer.inline([form]) for form in child.children if _is_shown(form))
        elif "card-facts" in classes:
            given["facts"] = writer.inline(child.children)
        elif "card-places" in classes:
            places = _places(writer, child)
        elif isinstance(child, card_events):
            events = _places(writer, child)
        elif not ({"card-links"}.intersection(classes) or isinstance(child, card_heading)):
            text.append(child)
    first, rest = writer.parted(text)
    heading = writer.inline([nodes.Text(node["heading"])])
    return call(
        "register-card", writer.anchors(node), heading, first, rest, **given, places=places, events=events
    )


def _is_shown(form: nodes.Node) -> bool:
    """Whether it is a name, and not what stands between two, and one that a face can show."""
    return isinstance(form, nodes.inline) and all(
        not each["lang"].endswith(("Hani", "Hans", "Hant", "ja")) or is_printable(each.astext())
        for each in form.findall(foreign)
    )


def _places(writer: Writer, node: nodes.Element) -> str:
    """The places to which some links lead, each with its label and its words."""
    places = []
    for link in node.findall(nodes.reference):
        target = writer.book.targets.get(goal(writer, link) or ("", ""))
        if target is not None:
            places.append(call("", id=literal(target.label), body=writer.inline(link.children)))
    return array(places)


@writes(card_heading, card_events)
def _within_a_card(_writer: Writer, _node: nodes.Element) -> str:
    return ""  # written with the card


@writes(name_mention)
def _mention(writer: Writer, node: nodes.Element) -> str:
    return call("mention", literal(node["key"]), writer.inline(node.children))


@writes(names_index)
def _index(writer: Writer, node: nodes.Element) -> str:
    return call("names-index", writer.blocks(node.children))


@writes(index_entry)
def _entry(writer: Writer, node: nodes.Element) -> str:
    hangul = call("foreign", literal("ko"), literal(node["hangul"])) if node.get("hangul") else "none"
    card = writer.book.targets.get(tuple(node.get("card", ())))  # type: ignore[arg-type]
    named = {"card": literal(card.label)} if card else {}
    return call("index-entry", literal(node["key"]), literal(node["heading"]), hangul, **named)
