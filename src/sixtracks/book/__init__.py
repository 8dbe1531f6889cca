"""The Sphinx extension: passages, annotations, figures, registers, citations and the pages' look."""

import contextlib
import os
from pathlib import Path
from typing import Any

from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sixtracks import __version__
from sixtracks.book import charts, copies_html, html, ledger_html, pages, registers_html
from sixtracks.book.apparatus import (
    ApparatusDirective,
    depart_variant_place,
    variant_place,
    visit_variant_place,
)
from sixtracks.book.cards import CheckCards, DesignDirective, TrackDirective
from sixtracks.book.citations import ShortenTitles, check_citations, register_styles
from sixtracks.book.copies import CopyCollector, ShowCopy, TellOfCopy, YourCopyDirective
from sixtracks.book.corrections import (
    ErrataDirective,
    LinkErrata,
    SuggestCorrections,
    WhereDirective,
    check_errata,
)
from sixtracks.book.directives import (
    AnnotationDirective,
    AnnotationRole,
    ColophonDirective,
    NamesIndexDirective,
    PassageDirective,
)
from sixtracks.book.figures import CheckCells, PlaceEvents
from sixtracks.book.fonts import place_fonts
from sixtracks.book.lean import lean_sheets
from sixtracks.book.ledger import LedgerDirective, OutcomesDirective, ResolutionsDirective, check_claims
from sixtracks.book.links import LinkPassages, check_cards, check_events
from sixtracks.book.mentions import FillPlaces, MentionCollector
from sixtracks.book.nodes import (
    annotation,
    annotation_mark,
    card_events,
    card_heading,
    chart,
    colophon_facts,
    count_table,
    digest,
    essay_text,
    event_cell,
    event_row,
    event_table,
    figure_rows,
    foreign,
    index_entry,
    ledger,
    ledger_claim,
    ledger_state,
    lemma_words,
    mended,
    name_mention,
    names_index,
    passage,
    passage_cards,
    passage_events,
    register_card,
    suggestion,
    your_copy,
)
from sixtracks.book.registers import FillRegisters, RegisterDirective, check_registers
from sixtracks.book.source import records_of
from sixtracks.book.transforms import (
    AddEssayBox,
    CheckFigures,
    CheckTitle,
    MarkHangul,
    MarkNames,
    PlaceAnnotations,
)
from sixtracks.cells.running import cache_of, records_digest, running
from sixtracks.faults import FaultError
from sixtracks.figures import BUILDING
from sixtracks.records.edition import day
from sixtracks.witness.copies import digest_of


def watch_records(app: Sphinx, config: Config) -> None:
    """Read every chapter again when a record changes, and run cells again when what they read changes.

    The edition's own facts are one record wherever they are shown: a chapter writes ``{{ as_of }}``; and
    ``{{ essay_is }}`` for whether it holds the essay, which a private edition does.
    """
    os.environ[BUILDING] = "1"  # for the kernels: a cell names its figure, and the extension draws it
    config.sixtracks_records = records_digest(Path(app.srcdir))
    if config.sixtracks_copy:
        config.sixtracks_copy_digest = digest_of(Path(config.sixtracks_copy))
    edition = records_of(app).edition
    config.myst_substitutions = {
        **config.myst_substitutions,
        "as_of": day(edition.as_of),
        "published": day(edition.essay.published),
        "version": __version__,
        "essay_is": "is shown here from your own copy" if config.sixtracks_copy else "is not included",
    }
    if not config.nb_execution_cache_path:
        base = Path(config.sixtracks_cache or Path(app.outdir).parent / ".jupyter_cache")
        config.nb_execution_cache_path = str(cache_of(base, config.sixtracks_records))


def run_cells(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the chapters' cells, where the command line has not: side by side, and kernels say nothing."""
    if app.config.sixtracks_cache:
        return
    chapters = [Path(env.doc2path(name)) for name in docnames]
    base = Path(app.config.nb_execution_cache_path).parent
    with contextlib.suppress(FaultError), running(chapters, base, Path(app.srcdir)) as done:
        done()  # a cell that fails is run again by MyST-NB, which reports it


def prepare_pages(app: Sphinx, config: Config) -> None:
    """Add the edition's templates and style sheet; early, for builders look for them when they are made."""
    config.templates_path = [*config.templates_path, str(pages.HERE / "templates")]
    config.html_sidebars = {"**": list(pages.SIDEBARS)}
    app.add_css_file(pages.STYLE_SHEET, priority=900)


def prepare_fonts(app: Sphinx, exception: Exception | None) -> None:
    """Put the text face beside the style sheet."""
    if exception is None and app.builder.format == "html":
        place_fonts(Path(app.outdir) / "_static")


def add_nodes(app: Sphinx) -> None:
    """Say how the edition's nodes look in HTML; the PDF's builder has its own."""
    app.add_node(passage, html=(html.visit_passage, html.depart_passage))
    app.add_node(digest, html=(html.visit_digest, html.depart_digest))
    app.add_node(annotation, html=(html.visit_annotation, html.depart_annotation))
    app.add_node(annotation_mark, html=(html.visit_annotation_mark, None))
    app.add_node(foreign, html=(html.visit_foreign, html.depart_foreign))
    app.add_node(passage_events, html=(html.visit_passage_events, html.depart_passage_events))
    app.add_node(passage_cards, html=(html.visit_passage_cards, html.depart_passage_cards))
    app.add_node(figure_rows, html=(charts.visit_figure_rows, charts.depart_figure_rows))
    app.add_node(chart, html=(charts.visit_chart, charts.depart_chart))
    app.add_node(event_table, html=(charts.visit_event_table, charts.depart_event_table))
    app.add_node(event_row, html=(charts.visit_event_row, charts.depart_event_row))
    app.add_node(event_cell, html=(charts.visit_event_cell, charts.depart_event_cell))
    # MyST-NB's own writes a paragraph into a summary, which is not valid
    folded = (charts.visit_folded_code, charts.depart_folded_code)
    app.add_node(HideCodeCellNode, override=True, html=folded)
    app.add_node(count_table, html=(charts.visit_count_table, None))
    app.add_node(ledger, html=(ledger_html.visit_ledger, ledger_html.depart_ledger))
    app.add_node(ledger_claim, html=(ledger_html.visit_ledger_claim, ledger_html.depart_ledger_claim))
    app.add_node(ledger_state, html=(ledger_html.visit_ledger_state, ledger_html.depart_ledger_state))
    app.add_node(suggestion, html=(html.visit_suggestion, None))
    app.add_node(variant_place, html=(visit_variant_place, depart_variant_place))
    app.add_node(essay_text, html=(copies_html.visit_essay_text, copies_html.depart_essay_text))
    app.add_node(lemma_words, html=(copies_html.visit_lemma_words, copies_html.depart_lemma_words))
    app.add_node(mended, html=(copies_html.visit_mended, copies_html.depart_mended))
    app.add_node(your_copy)
    app.add_node(colophon_facts)
    for kind in (register_card, card_heading, card_events, name_mention, names_index, index_entry):
        name = kind.__name__
        app.add_node(
            kind, html=tuple(getattr(registers_html, f"{way}_{name}") for way in ("visit", "depart"))
        )


def add_directives(app: Sphinx) -> None:
    """Name what a contributor writes."""
    app.add_directive("passage", PassageDirective)
    app.add_directive("annotation", AnnotationDirective)
    app.add_directive("track", TrackDirective)
    app.add_directive("design", DesignDirective)
    app.add_directive("register", RegisterDirective)
    app.add_directive("names-index", NamesIndexDirective)
    app.add_directive("errata", ErrataDirective)
    app.add_directive("where-to-write", WhereDirective)
    app.add_directive("colophon", ColophonDirective)
    app.add_directive("ledger", LedgerDirective)
    app.add_directive("outcomes", OutcomesDirective)
    app.add_directive("resolutions", ResolutionsDirective)
    app.add_directive("apparatus", ApparatusDirective)
    app.add_directive("your-copy", YourCopyDirective)
    app.add_role("annotation", AnnotationRole())


def setup(app: Sphinx) -> dict[str, Any]:
    """Wire the extension into Sphinx."""
    register_styles()
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_config_value("sixtracks_records", "", "env", str)
    app.add_config_value("sixtracks_cache", "", "", str)  # a folder that outlives a build
    app.add_config_value(
        "sixtracks_pdf", "", "html", str
    )  # the PDF's name beside the pages, if it is put there

    app.add_config_value("sixtracks_copy", "", "env", str)  # the reader's own copy, for a private edition
    app.add_config_value("sixtracks_copy_digest", "", "env", str)
    app.add_config_value("sixtracks_as_scanned", False, "env", bool)

    add_nodes(app)
    add_directives(app)

    app.add_transform(PlaceAnnotations)
    app.add_transform(PlaceEvents)
    app.add_transform(CheckCells)
    app.add_transform(CheckCards)
    app.add_transform(AddEssayBox)
    app.add_transform(CheckTitle)
    app.add_transform(CheckFigures)
    app.add_transform(MarkNames)
    app.add_transform(MarkHangul)
    app.add_env_collector(MentionCollector)
    app.add_env_collector(CopyCollector)
    app.add_post_transform(ShowCopy)
    app.add_post_transform(TellOfCopy)
    app.add_post_transform(LinkPassages)
    app.add_post_transform(FillRegisters)
    app.add_post_transform(FillPlaces)
    app.add_post_transform(LinkErrata)
    app.add_post_transform(SuggestCorrections)
    app.add_post_transform(ShortenTitles)

    app.connect("config-inited", watch_records)
    app.connect("config-inited", prepare_pages)
    app.connect("builder-inited", pages.write_style_sheet)
    app.connect("env-before-read-docs", run_cells)
    app.connect("source-read", check_citations)
    app.connect("env-check-consistency", check_events)
    app.connect("env-check-consistency", check_cards)
    app.connect("env-check-consistency", check_registers)
    app.connect("env-check-consistency", check_errata)
    app.connect("env-check-consistency", check_claims)
    app.connect("html-page-context", charts.add_files)
    app.connect("html-page-context", ledger_html.add_files)
    app.connect("html-page-context", pages.describe_page)
    app.connect("html-page-context", pages.lean_page, priority=900)  # after the theme and other extensions
    app.connect("html-page-context", pages.show_sections, priority=100)  # before the theme makes the tree
    app.connect("build-finished", prepare_fonts)
    app.connect("build-finished", charts.write_files)
    app.connect("build-finished", ledger_html.write_files)
    app.connect("build-finished", pages.write_front)
    app.connect("build-finished", lean_sheets, priority=900)  # once every page and script is there
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
