"""The ledger of claims on paper: every verdict open, under the lemma that it weighs."""

from docutils import nodes

from sixtracks.book.nodes import ledger, ledger_claim, ledger_state
from sixtracks.pdf.code import call, literal
from sixtracks.pdf.passages import DIGEST, speaker
from sixtracks.pdf.writer import Writer, writes


@writes(ledger)
def _ledger(writer: Writer, node: nodes.Element) -> str:
    return writer.blocks(node.children)


@writes(ledger_claim, names_itself=True)
def _claim(writer: Writer, node: nodes.Element) -> str:
    place, says, evidence, *states = node.children
    assert isinstance(place, nodes.paragraph)
    assert isinstance(says, nodes.paragraph)
    assert isinstance(evidence, nodes.paragraph)
    return call(
        "claim",
        writer.anchors(node),
        literal(speaker(writer.book.edition)),
        literal(node["lemma"]),
        literal(node["kind"]),
        writer.inline(place.children),
        literal(DIGEST),
        writer.inline(says.children[1:]),
        writer.inline(evidence.children),
        writer.blocks(states),
    )


@writes(ledger_state, names_itself=True)
def _state(writer: Writer, node: nodes.Element) -> str:
    first, rest = writer.parted(node.children)
    return call("claim-state", writer.anchors(node), literal(node["title"]), first, rest)
