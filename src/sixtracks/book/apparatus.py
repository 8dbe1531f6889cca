"""The apparatus of variants, as a table; each row can be addressed and cited."""

from docutils import nodes
from docutils.nodes import NodeVisitor
from sphinx.util.docutils import SphinxDirective

from sixtracks.book.directives import make_referable, report
from sixtracks.book.figures import Place, reference, text_table
from sixtracks.book.source import records_of
from sixtracks.records.variants import Variant

HEADS = ("Place", "R", "P", "What it is")
WIDTHS = (21, 18, 18, 43)
WANTING = "–"
"""What stands where a text lacks the paragraph."""


class variant_place(nodes.paragraph):  # noqa: N801  # docutils names nodes so
    """Where a variant stands; it has the variant's id, for the id of a row itself is lost in the PDF."""


def visit_variant_place(self: NodeVisitor, node: variant_place) -> None:
    """Open it as the paragraph that it is."""
    self.visit_paragraph(node)


def depart_variant_place(self: NodeVisitor, node: variant_place) -> None:
    """Close it."""
    self.depart_paragraph(node)


class ApparatusDirective(SphinxDirective):
    """Every variant of ``data/variants.yml``, in the essay's order.

    ::

        ```{apparatus}
        ```
    """

    def run(self) -> list[nodes.Node]:
        """Make the table from the records; the chapter that holds it is where variants are addressed."""
        variants = records_of(self.env.app).variants
        labels = self.env.get_domain("std").data["labels"]
        if any(each.id in labels for each in variants):
            mend = "Keep one; a variant has one address."
            report("the apparatus is shown twice", mend, (self.env.docname, self.lineno), "apparatus-twice")
            return []
        if not variants:
            return []
        place = Place(self.state.document, self.env, self.lineno)
        rows = [_cells(each, place) for each in variants]
        table = text_table(HEADS, WIDTHS, rows)
        table["classes"] += ["apparatus", "colwidths-given"]
        body = next(iter(table.findall(nodes.tbody)))
        for variant, row in zip(variants, body.children, strict=True):
            first = next(iter(row.findall(nodes.paragraph)))
            place_of = variant_place("", "", *first.children, ids=[variant.id])
            first.replace_self(place_of)
            self.state.document.ids[variant.id] = place_of
            make_referable(self.env, variant.id, f"variant {variant.id}")
        return [table]


def _cells(variant: Variant, place: Place) -> list[list[nodes.Node]]:
    """A row: its place and address, what either text has, its class, what the editors say and do."""
    where: list[nodes.Node] = [
        reference(place.docname, f"p{variant.passage}", f"¶{variant.passage}"),
        nodes.Text(f", word\u00a0{variant.place} ("),
        reference(place.docname, variant.id, variant.id),
        nodes.Text(")"),
    ]
    kind = f"{variant.kind[0].upper()}{variant.kind[1:]}"
    mend = f" Mended: “{variant.mend}”" if variant.mend else ""
    stop = "." if mend and variant.mend[-1] != "." else ""
    return [
        where,
        [nodes.Text(variant.reprint.replace(" ", "\u00a0"))],
        [nodes.Text(variant.publisher.replace(" ", "\u00a0") or WANTING)],
        [nodes.Text(f"{kind}. {variant.remark}{mend}{stop}")],
    ]
