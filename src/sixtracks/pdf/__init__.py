"""The PDF: a Sphinx builder that writes Typst, compiles it, and names the places in the result."""

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from sixtracks import __version__

# MyST-NB knows nothing of this builder, so it is told which form of an output paper takes.
OUTPUT_FORMS = ("image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain")


def prefer_print_forms(_app: Sphinx, config: Config) -> None:
    """Rank the forms of a cell's output for paper, where MyST-NB is loaded; a book's own ranks win."""
    if "nb_mime_priority_overrides" in config:
        ours = [("typst", form, 10 * (rank + 1)) for rank, form in enumerate(OUTPUT_FORMS)]
        config.nb_mime_priority_overrides = [*ours, *config.nb_mime_priority_overrides]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``typst``."""
    from sixtracks.pdf.builder import TypstBuilder

    app.add_builder(TypstBuilder)
    app.connect("config-inited", prefer_print_forms)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
