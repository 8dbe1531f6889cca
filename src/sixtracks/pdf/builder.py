"""The Sphinx builder ``typst``: ``jupyter-book build . --builder custom --custom-builder typst``."""

import shutil
import tempfile
from importlib import resources
from pathlib import Path

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.util import logging
from sphinx.util.display import progress_message

from sixtracks.book.charts import drawings_folder
from sixtracks.book.identity import identify
from sixtracks.book.source import gallery_of, records_of
from sixtracks.figures.drawings import kept_drawing
from sixtracks.figures.layout import PAGE
from sixtracks.figures.model import Figure
from sixtracks.pdf.documents import Chapter, chapters_of, targets_of
from sixtracks.pdf.inline import INTERNAL
from sixtracks.pdf.places import places_of
from sixtracks.pdf.press import PdfError, Pressed, press
from sixtracks.pdf.rendering import render
from sixtracks.pdf.writer import Book, placed

FILE_NAME = "six-tracks.pdf"
PRIVATE_NAME = "six-tracks-private.pdf"

logger = logging.getLogger(__name__)


def file_name(*, private: bool) -> str:
    """The PDF's name: a private one, with the reader's own copy of the essay, is known by it."""
    return PRIVATE_NAME if private else FILE_NAME


class TypstBuilder(Builder):
    """Writes all documents into one PDF, through Typst."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]  # noqa: RUF012 (Sphinx's own type)

    def get_outdated_docs(self) -> set[str]:
        """All of them: one file holds the whole book."""
        return set(self.env.found_docs)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A uri that the writer tells from an address on the web."""
        if docname not in self.env.found_docs:
            raise NoUri(docname, typ)
        return INTERNAL + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere: there is one file."""
        return self.get_target_uri(to, typ)

    def write(self, *_ignored: object) -> None:
        """Write the PDF; nothing is written where something is wrong."""
        edition = records_of(self.app).edition
        identity = identify(Path(self.srcdir), edition.as_of)
        preface = Chapter(self.config.root_doc, 1)
        chapters = [preface, *chapters_of(self.env)]
        doctrees = {chapter.docname: self._resolved(chapter.docname) for chapter in chapters}
        book = self._book(doctrees)
        documents = [(chapter, doctrees[chapter.docname]) for chapter in chapters]
        source = render(book, identity, documents[0], documents[1:], self._titles(chapters))
        _stop_at_troubles(book)
        name = file_name(private=book.private)
        with progress_message(f"setting {name}"):
            done = self._pressed(source, book, identity.epoch)
        for warning in done.warnings:
            logger.warning("Typst: %s", warning, type="sixtracks", subtype="pdf-typst")
        _replace(Path(self.outdir) / name, done.pdf)

    def _resolved(self, docname: str) -> nodes.document:
        """A document with its references resolved; toctrees are left, since the PDF has its own contents."""
        doctree = self.env.get_doctree(docname)
        self.env.apply_post_transforms(doctree, docname)
        self.post_process_images(doctree)
        return doctree

    def _book(self, doctrees: dict[str, nodes.document]) -> Book:
        images = {uri: f"image-{i}{Path(uri).suffix.lower()}" for i, uri in enumerate(self.images)}
        records = records_of(self.app)

        def drawn(figure: Figure) -> tuple[str, ...]:
            return kept_drawing(figure, PAGE, drawings_folder(self.app))

        return Book(
            edition=records.edition,
            targets=targets_of(doctrees),
            images=images,
            section_numbers=self.env.toc_secnumbers,
            figure_numbers=self.env.toc_fignumbers,
            figure_formats=self.config.numfig_format,
            root=Path(self.srcdir),
            figure=gallery_of(self.app).figure,
            drawn=drawn,
            designs=records.designs,
            tracks=records.tracks,
            places=places_of(Path(self.srcdir)),
            private=bool(self.config.sixtracks_copy),
        )

    def _titles(self, chapters: list[Chapter]) -> dict[str, str]:
        metadata = ((c.docname, self.env.metadata.get(c.docname, {})) for c in chapters)
        return {docname: str(given["pdf_title"]) for docname, given in metadata if given.get("pdf_title")}

    def _pressed(self, source: str, book: Book, epoch: int) -> Pressed:
        """The PDF, made in a temporary folder.

        A reader's own text goes to no folder but that of the output, where the next build finds what one that
        was stopped has left.
        """
        beside = Path(self.outdir).parent if book.private else None
        try:
            with tempfile.TemporaryDirectory(prefix="sixtracks-", dir=beside) as folder:
                self._fill(Path(folder), source, book)
                return press(Path(folder), epoch)
        except OSError as error:
            raise PdfError(f"there is no temporary folder ({error}). Mend: make room on the disk.") from None

    def _fill(self, folder: Path, source: str, book: Book) -> None:
        """Put the source, the template and the pictures into a folder."""
        (folder / "main.typ").write_text(source, encoding="utf-8")
        template = resources.files("sixtracks.pdf").joinpath("template.typ").read_text(encoding="utf-8")
        (folder / "template.typ").write_text(template, encoding="utf-8")
        for uri, name in book.images.items():
            shutil.copyfile(Path(self.srcdir) / uri, folder / name)
        for name, svg in book.drawings.items():
            (folder / name).write_text(svg, encoding="utf-8")


def _stop_at_troubles(book: Book) -> None:
    """Report what the PDF cannot show, and stop if there is anything."""
    for node, subtype, what in book.troubles:
        logger.warning(what, location=placed(node), type="sixtracks", subtype=subtype)
    if found := len(book.troubles):
        raise PdfError(f"{found} thing{'s' if found > 1 else ''} to mend; see above.")


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: the last good one stays until then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    try:
        new.write_bytes(content)
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise PdfError(f"{path.name} cannot be written ({error.strerror}).") from None
