"""The Sphinx extension: passages, annotations, the index of names, citations and the pages' look."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from sixtracks import __version__
from sixtracks.book import html, pages
from sixtracks.book.citations import register_styles
from sixtracks.book.directives import (
    AnnotationDirective,
    AnnotationRole,
    ColophonDirective,
    NamesIndexDirective,
    PassageDirective,
)
from sixtracks.book.fonts import place_fonts
from sixtracks.book.nodes import (
    annotation,
    annotation_mark,
    colophon_facts,
    digest,
    foreign,
    index_entry,
    name_mention,
    names_index,
    passage,
)
from sixtracks.book.register import FillPlaces, MentionCollector
from sixtracks.book.source import records_of
from sixtracks.book.transforms import (
    AddEssayBox,
    CheckFigures,
    CheckTitle,
    MarkHangul,
    MarkNames,
    PlaceAnnotations,
)
from sixtracks.cells.running import cache_of, records_digest
from sixtracks.records.edition import day


def watch_records(app: Sphinx, config: Config) -> None:
    """Read every chapter again when a record changes, and run cells again when what they read changes.

    The edition's own facts are one record wherever they are shown: a chapter writes ``{{ as_of }}``.
    """
    config.sixtracks_records = records_digest(Path(app.srcdir))
    edition = records_of(app).edition
    config.myst_substitutions = {
        **config.myst_substitutions,
        "as_of": day(edition.as_of),
        "published": day(edition.essay.published),
        "version": __version__,
    }
    if not config.nb_execution_cache_path:
        base = Path(config.sixtracks_cache or Path(app.outdir).parent / ".jupyter_cache")
        config.nb_execution_cache_path = str(cache_of(base, config.sixtracks_records))


def prepare_pages(app: Sphinx, config: Config) -> None:
    """Add the edition's templates and style sheet; early, for builders look for them when they are made."""
    config.templates_path = [*config.templates_path, str(pages.HERE / "templates")]
    config.html_sidebars = {"**": list(pages.SIDEBARS)}
    app.add_css_file(pages.STYLE_SHEET, priority=900)


def prepare_fonts(app: Sphinx, exception: Exception | None) -> None:
    """Put the text face beside the style sheet."""
    if exception is None and app.builder.format == "html":
        place_fonts(Path(app.outdir) / "_static")


def setup(app: Sphinx) -> dict[str, Any]:
    """Wire the extension into Sphinx."""
    register_styles()
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_config_value("sixtracks_records", "", "env", str)
    app.add_config_value("sixtracks_cache", "", "", str)  # a folder that outlives a build
    app.add_config_value(
        "sixtracks_pdf", "", "html", str
    )  # the PDF's name beside the pages, if it is put there

    app.add_node(passage, html=(html.visit_passage, html.depart_passage))
    app.add_node(digest, html=(html.visit_digest, html.depart_digest))
    app.add_node(annotation, html=(html.visit_annotation, html.depart_annotation))
    app.add_node(annotation_mark, html=(html.visit_annotation_mark, None))
    app.add_node(foreign, html=(html.visit_foreign, html.depart_foreign))
    app.add_node(name_mention, html=(html.transparent, html.transparent))
    app.add_node(names_index, html=(html.visit_names_index, html.depart_names_index))
    app.add_node(index_entry, html=(html.visit_index_entry, html.depart_index_entry))
    app.add_node(colophon_facts)

    app.add_directive("passage", PassageDirective)
    app.add_directive("annotation", AnnotationDirective)
    app.add_directive("names-index", NamesIndexDirective)
    app.add_directive("colophon", ColophonDirective)
    app.add_role("annotation", AnnotationRole())

    app.add_transform(PlaceAnnotations)
    app.add_transform(AddEssayBox)
    app.add_transform(CheckTitle)
    app.add_transform(CheckFigures)
    app.add_transform(MarkNames)
    app.add_transform(MarkHangul)
    app.add_env_collector(MentionCollector)
    app.add_post_transform(FillPlaces)

    app.connect("config-inited", watch_records)
    app.connect("config-inited", prepare_pages)
    app.connect("builder-inited", pages.write_style_sheet)
    app.connect("html-page-context", pages.describe_page)
    app.connect("html-page-context", pages.lean_page, priority=900)  # after the theme and other extensions
    app.connect("html-page-context", pages.show_sections, priority=100)  # before the theme makes the tree
    app.connect("build-finished", prepare_fonts)
    app.connect("build-finished", pages.write_front)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
