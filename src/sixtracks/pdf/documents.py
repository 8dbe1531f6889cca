"""Which documents the PDF holds, in which order, and what each place in them is called."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from sixtracks.book.apparatus import variant_place
from sixtracks.book.nodes import (
    annotation,
    annotation_mark,
    event_row,
    ledger_claim,
    ledger_state,
    passage,
    register_card,
)

# What readers and other formats point to: these get a named destination, the rest a place for links only.
PUBLIC = (
    passage,
    annotation,
    annotation_mark,
    event_row,
    ledger_claim,
    ledger_state,
    register_card,
    variant_place,
    nodes.section,
    nodes.list_item,
    nodes.figure,
    nodes.table,
)
OURS = (passage, annotation, annotation_mark, ledger_claim, ledger_state, variant_place)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document in its place.

    Attributes:
        docname: The document.
        level: Its heading's level; 1 for a chapter, more for documents below it.
        part: The label of the part that begins with it; empty where none does.
    """

    docname: str
    level: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A place that can be linked to.

    Attributes:
        label: What it is called in Typst, and in the PDF where it is public.
        public: Whether it is a named destination.
        cited: Whether it is an entry of the bibliography.
    """

    label: str
    public: bool
    cited: bool = False


Targets = Mapping[tuple[str, str], Target]


def chapters_of(env: BuildEnvironment) -> Iterator[Chapter]:
    """The documents below the root document, in the order of the table of contents, each once."""
    root: str = env.config.root_doc
    seen = {root}

    def below(docname: str, level: int) -> Iterator[Chapter]:
        for toctree in env.get_doctree(docname).findall(addnodes.toctree):
            part = toctree.get("caption") or ""
            for _title, entry in toctree["entries"]:
                if entry in env.found_docs and entry not in seen:
                    seen.add(entry)
                    yield Chapter(entry, level, part)
                    part = ""
                    yield from below(entry, level + 1)

    yield from below(root, 1)


def is_bibliography(node: nodes.Node | None) -> bool:
    """Whether the node is the list of sources."""
    return isinstance(node, nodes.bullet_list) and "bibliography" in node["classes"]


def targets_of(doctrees: Mapping[str, nodes.document]) -> dict[tuple[str, str], Target]:
    """The name of each id in the book, by document and id; of a whole document, by an empty id.

    A passage's or note's name is its id, and an event's where it is at home; an event without a home in
    this book is at home in the first table that has it. Any other public place is called by its id too,
    unless another document has the same id; then the document's own name stands before it.
    """
    found = [
        (docname, node) for docname, doctree in doctrees.items() for node in doctree.findall(nodes.Element)
    ]
    public = [
        (docname, node, ident) for docname, node in found if isinstance(node, PUBLIC) for ident in node["ids"]
    ]
    homes = _homes(public)
    reserved = {str(ident) for _, node, ident in public if isinstance(node, OURS)} | homes.keys()
    uses: Counter[str] = Counter(ident for _, _, ident in public)
    stems = Counter(PurePosixPath(docname).name for docname in doctrees)
    targets = {(docname, ""): Target(document_label(docname), public=False) for docname in doctrees}
    for docname, node in found:
        ids: list[str] = node.get("ids", [])
        for ident in ids:
            targets.setdefault((docname, ident), Target(f"{docname}#{ident}", public=False))
    for docname, node, ident in public:
        name = ident
        keeps = isinstance(node, OURS) or (isinstance(node, event_row) and homes[ident] == docname)
        if not keeps and (uses[ident] > 1 or ident in reserved):
            stem = PurePosixPath(docname).name
            name = f"{stem if stems[stem] == 1 else docname}:{ident}"
        targets[docname, ident] = Target(name, public=True, cited=is_bibliography(node.parent))
    return targets


def _homes(public: Iterable[tuple[str, nodes.Element, str]]) -> dict[str, str]:
    """The document in which each event is at home."""
    homes: dict[str, str] = {}
    rows = [each for each in public if isinstance(each[1], event_row)]
    for docname, _, ident in sorted(rows, key=lambda each: not each[1]["home"]):
        homes.setdefault(ident, docname)
    return homes


def document_label(docname: str) -> str:
    """The label of a document's beginning, for links to it as a whole."""
    return f"document:{docname}"


def names_of(targets: Iterable[Target]) -> list[str]:
    """The named destinations, sorted."""
    return sorted(target.label for target in targets if target.public)
