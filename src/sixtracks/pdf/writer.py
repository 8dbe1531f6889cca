"""From a docutils tree to Typst: what every kind of node shares.

How a kind of node is written stands in :mod:`inline`, :mod:`blocks`, :mod:`tables`, :mod:`charts` and
:mod:`passages`, one function for each, registered by :func:`writes`. A kind that none of them knows is
noted, and the builder stops.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from docutils import nodes
from sphinx import addnodes

from sixtracks.figures.model import Figure
from sixtracks.pdf.code import call, lines, literal, sequence
from sixtracks.pdf.documents import Chapter, Target, Targets
from sixtracks.pdf.press import MARK
from sixtracks.records import Design, Edition, Track

Numbers = Mapping[str, tuple[int, ...]]
Write = Callable[["Writer", Any], str]

_WRITES: dict[type[nodes.Node], Write] = {}
_NAMES_ITSELF: set[type[nodes.Node]] = set()


def writes(*kinds: type[nodes.Node], names_itself: bool = False) -> Callable[[Write], Write]:
    """Register how these kinds of node are written.

    Args:
        kinds: The kinds, exactly: a subclass may mean something else.
        names_itself: Whether the function writes the node's ids too, in a place that it chooses.
    """

    def register(function: Write) -> Write:
        for kind in kinds:
            _WRITES[kind] = function
            if names_itself:
                _NAMES_ITSELF.add(kind)
        return function

    return register


class Trouble(NamedTuple):
    """Something that the PDF cannot show.

    Attributes:
        node: Where it stands.
        subtype: What kind of trouble it is, as the subtype of Sphinx's warning.
        what: What is wrong, and how to mend it.
    """

    node: nodes.Element
    subtype: str
    what: str


def _no_figure(_figure: object) -> NoReturn:
    raise LookupError("this book was given no figures")


@dataclass(frozen=True, slots=True)
class Book:
    """What is the same for all documents.

    Attributes:
        edition: What the edition says of itself.
        targets: The name of each id.
        images: The file of each picture, by its uri, as the Typst source names it.
        section_numbers: By document, the number of each section, by ``#id``; as Sphinx counted them.
        figure_numbers: By document and kind (``figure``, ``table``), the number of each, by id.
        figure_formats: By kind, how a number is written: ``Figure %s``.
        root: The book's folder, against which a message names files.
        figure: Gives a figure made from records, by its name.
        drawn: Gives a figure's drawings for paper, a sheet each.
        designs: The designs whose seats a figure shows.
        tracks: The tracks of those designs.
        places: By id, the file and line of an event's or a timeline's record, as a message gives them.
        private: Whether it holds the text of the reader's own copy.
        troubles: What the PDF cannot show; filled while writing.
        drawings: The drawings that the Typst source names, by file; filled while writing.
    """

    edition: Edition
    targets: Targets
    images: Mapping[str, str] = field(default_factory=dict)
    section_numbers: Mapping[str, Numbers] = field(default_factory=dict)
    figure_numbers: Mapping[str, Mapping[str, Numbers]] = field(default_factory=dict)
    figure_formats: Mapping[str, str] = field(default_factory=dict)
    root: Path = Path()
    figure: Callable[[str], Figure] = _no_figure
    drawn: Callable[[Figure], tuple[str, ...]] = _no_figure
    designs: tuple[Design, ...] = ()
    tracks: tuple[Track, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    private: bool = False
    troubles: list[Trouble] = field(default_factory=list)
    drawings: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Writer:
    """Writes one document.

    Attributes:
        book: What is the same for all documents.
        chapter: The document and its place.
        doctree: The document's tree.
        title: A title to take instead of the document's own; empty for its own.
        level: The level of the headings below the present section.
        plain_links: Above 0 where a cross-reference gets no page number, as in headings.
        noted: Ids of docutils' footnotes whose text has been given.
    """

    book: Book
    chapter: Chapter
    doctree: nodes.document
    title: str = ""
    level: int = 0
    plain_links: int = 0
    noted: set[str] = field(default_factory=set)

    def document(self) -> str:
        """The whole document."""
        self.level = self.chapter.level
        return self.blocks(self.doctree.children)

    def node(self, node: nodes.Node) -> str:
        """One node, with its ids before it."""
        write = _WRITES.get(type(node))
        if write is None:
            if isinstance(node, nodes.Element):
                what = f"the PDF cannot show <{node.tagname}>. Mend: write it in another way."
                self.trouble(node, "pdf-construct", what)
            return ""
        code = write(self, node)
        if isinstance(node, nodes.Element) and node.get("ids") and type(node) not in _NAMES_ITSELF:
            return sequence([self.anchors(node), code])
        return code

    def trouble(self, node: nodes.Element, subtype: str, what: str) -> None:
        """Note what the PDF cannot show; the builder reports it."""
        self.book.troubles.append(Trouble(node, subtype, what))

    def marked(self, ident: str, code: str) -> str:
        """Code under the line of the record that it comes from, where that is known."""
        place = self.book.places.get(ident, "")
        return f"\n{MARK}{place}\n{code}" if place else code

    def inline(self, children: Iterable[nodes.Node]) -> str:
        """Nodes in a line of text."""
        return sequence(self.node(child) for child in children)

    def blocks(self, children: Iterable[nodes.Node]) -> str:
        """Nodes one below the other, each under a mark with its line in the source."""
        return lines(self.block(child) for child in children)

    def flow(self, children: Sequence[nodes.Node]) -> str:
        """Nodes of which a first paragraph shares its line with what stands before: a number, a term."""
        words, rest = self.parted(children)
        return sequence([words, "" if rest == "[]" else rest])

    def parted(self, children: Sequence[nodes.Node]) -> tuple[str, str]:
        """The words of a first paragraph, and the blocks after it."""
        shown = [child for child in children if not isinstance(child, nodes.comment | nodes.label)]
        if not shown or not isinstance(shown[0], nodes.paragraph):
            return '""', self.blocks(shown)
        words = [self.anchors(shown[0])] if shown[0]["ids"] else []
        return sequence([*words, self.inline(shown[0].children)]), self.blocks(shown[1:])

    def block(self, node: nodes.Node) -> str:
        """A node that stands by itself, under a mark with its line in the source."""
        code = self.node(node)
        if not code or code == '""':
            return ""
        if isinstance(node, nodes.TextElement) and node.children and type(node) not in _BLOCKS:
            code = call("par", code)  # inline content that stands among blocks
        where = self.where(node)
        return f"{MARK}{where}\n{code}" if where else code

    def where(self, node: nodes.Node) -> str:
        """The file and line of a node, or an empty string."""
        if not isinstance(node, nodes.Element) or not node.line or not node.source:
            return ""
        return f"{relative(node.source, self.book.root)}:{node.line}"

    def anchors(self, node: nodes.Element) -> str:
        """Code that marks the node's ids, so that links find them."""
        found = (self.target(ident) for ident in node["ids"])
        return sequence(call("anchor" if t.public else "spot", literal(t.label)) for t in found if t)

    def target(self, ident: str, docname: str = "") -> Target | None:
        """The target of an id, in this document where none is named."""
        return self.book.targets.get((docname or self.chapter.docname, ident))


_BLOCKS: set[type[nodes.Node]] = {
    nodes.paragraph,
    addnodes.compact_paragraph,
    nodes.literal_block,
    nodes.doctest_block,
    nodes.rubric,
    nodes.caption,
    nodes.title,
}


def relative(source: str, root: Path) -> str:
    """A source file's name as a message gives it."""
    try:
        return Path(source).resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return Path(source).name


def placed(node: nodes.Element) -> nodes.Element:
    """The node, or the nearest one around it that knows its line."""
    here: nodes.Element | None = node
    while here is not None and not here.line:
        here = here.parent
    return node if here is None else here
