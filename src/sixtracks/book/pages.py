"""What a page loads and says about itself; the real page at the root of the site."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sixtracks.book.copies import NOTICE
from sixtracks.book.nodes import annotation, mended, name_mention
from sixtracks.book.source import records_of

HERE = Path(__file__).parent
STYLE_SHEET = "sixtracks.css"
# In the page itself: without one, browsers ask for a file that a host may not have.
ICON = "data:image/svg+xml," + quote(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<path stroke="#8a1f11" stroke-width="3" d="M4 5h24M4 9.5h24M4 14h24M4 18.5h24M4 23h24M4 27.5h24"/>'
    "</svg>",
    safe="",
)
SIDEBARS = (
    "sidebar/brand.html",
    "sidebar/search.html",
    "sidebar/scroll-start.html",
    "sidebar/navigation.html",
    "sidebar/pdf.html",
    "sidebar/scroll-end.html",
)
_CODE = (nodes.literal_block, nodes.doctest_block)


def write_style_sheet(app: Sphinx) -> None:
    """Write the style sheets, kept by concern in ``assets/``, as the one file that a page loads."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        paths = sorted((HERE / "assets").glob("*.css"))
        if app.config.sixtracks_copy:
            paths += sorted((HERE / "assets" / "private").glob("*.css"))
        sheets = [path.read_text(encoding="utf-8") for path in paths]
        (static / STYLE_SHEET).write_text("\n".join(sheets), encoding="utf-8")


def lean_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Take from a page what it does not use: scripts of the search, styles of code."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    search = pagename == "search"
    code = doctree is not None and any(True for kind in _CODE for _ in doctree.findall(kind))
    unused = {"furo-extensions.css"}
    if not code:
        unused |= {"pygments.css", "mystnb"}
    if not search:
        unused |= {"doctools.js", "documentation_options.js", "sphinx_highlight.js"}
    for name in ("css_files", "script_files"):
        context[name] = [
            each for each in context.get(name, []) if not any(u in _address(each) for u in unused)
        ]
    context["furo_hide_toc"] = True  # the side notes stand where furo has the page's contents


def _address(asset: object) -> str:
    return str(getattr(asset, "filename", asset) or "")


def show_sections(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let the contents beside the page show a chapter's sections, so that each track is found there.

    The theme asks for chapters only; this puts another answer in the place of the one that it will get.
    """
    whole = context.get("toctree")
    if whole is None:
        return

    def toctree(**_asked: object) -> str:
        html: str = whole(collapse=False, titles_only=False, maxdepth=2, includehidden=True)
        # Sphinx calls a part's caption a heading but gives it no level, which is not valid
        return html.replace(' role="heading"', "")

    context["toctree"] = toctree


def describe_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the templates of the edition, of its PDF, and whether the page has notes and mentions."""
    context["edition"] = records_of(app).edition
    context["icon"] = ICON
    context["pdf_name"] = app.config.sixtracks_pdf
    context["private"] = NOTICE if app.config.sixtracks_copy else ""
    context["has_mends"] = doctree is not None and any(True for _ in doctree.findall(mended))
    context["has_notes"] = doctree is not None and any(True for _ in doctree.findall(annotation))
    context["has_mentions"] = doctree is not None and any(
        "refuri" in n for n in doctree.findall(name_mention)
    )


def write_front(app: Sphinx, exception: Exception | None) -> None:
    """Write a real page at the root of the site that leads to the title page in its folder."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder) or "/" not in app.config.root_doc:
        return
    edition = records_of(app).edition
    target = app.builder.get_target_uri(app.config.root_doc)
    page = app.builder.templates.render(
        "front.html",
        {
            "edition": edition,
            "icon": ICON,
            "target": target,
            "language": app.config.language,
            "private": NOTICE if app.config.sixtracks_copy else "",
        },
    )
    (Path(app.outdir) / "index.html").write_text(page, encoding="utf-8")
