"""The whole book as one Typst source."""

from collections.abc import Mapping, Sequence

from docutils import nodes

from sixtracks.book.copies import NOTICE
from sixtracks.book.identity import Identity

# Imported for their registrations: each says how some kinds of node are written.
from sixtracks.pdf import blocks, charts, inline, ledger, passages, registers, rows, tables  # noqa: F401
from sixtracks.pdf.code import array, call, lines, literal
from sixtracks.pdf.documents import Chapter
from sixtracks.pdf.frontmatter import file_title, keywords, title_back, title_page
from sixtracks.pdf.writer import Book, Writer


def render(
    book: Book,
    identity: Identity,
    preface: tuple[Chapter, nodes.document],
    chapters: Sequence[tuple[Chapter, nodes.document]],
    titles: Mapping[str, str],
) -> str:
    """The Typst source of the book.

    Args:
        book: What is the same for all documents; its ``troubles`` are filled.
        identity: Which build this is.
        preface: The root document, which stands before the chapters.
        chapters: The other documents, in order.
        titles: Titles to take instead of a document's own, by document.
    """
    edition = book.edition

    def written(chapter: Chapter, doctree: nodes.document) -> str:
        return Writer(book, chapter, doctree, titles.get(chapter.docname, "")).document()

    front = [
        title_page(edition, identity, private=book.private),
        title_back(edition, identity, private=book.private),
        call("contents"),
        written(*preface),
    ]
    show = call(
        "edition.with",
        title=literal(file_title(edition, private=book.private)),
        author=literal(edition.editors),
        description=literal(edition.subtitle),
        keywords=array(map(literal, keywords(edition, private=book.private))),
        running_title=literal(edition.title),
        **({"notice": literal(NOTICE)} if book.private else {}),
    )
    body = [written(*each) for each in chapters]
    return "\n".join(
        [
            '#import "template.typ": *',
            f"#show: {show}",
            "#" + call("front", lines(front)),
            "#" + call("main", lines(body)) if body else "",
            "",
        ]
    )
