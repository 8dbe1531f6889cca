"""Writes and builds small books for the tests of the PDF."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sixtracks.pdf import destinations

EXTENSIONS = ["myst_nb", "sphinx_external_toc", "sphinxcontrib.bibtex", "sixtracks.book", "sixtracks.pdf"]

EDITION = """\
title: Six Tracks
subtitle: An annotated edition
editors: the Six Tracks contributors
as_of: 2026-11-22
essay:
  author: Philip Zelikow
  title: How Diplomacy With North Korea Can Work
  container: Foreign Affairs
  published: 2018-07-09
  url: https://example.org/essay
"""
PEOPLE = """\
- {id: kim, heading: "Kim Jong Un", found_as: ["Kim"], hangul: 김정은, hanja: 金正恩, revised: Gim Jeongeun, \
mccune: Kim Chŏngŭn, short: The leader, text: He leads., sources: [Hecker2018roadmap]}
- {id: moon, heading: "Moon Jae-in", found_as: ["Moon"], short: The president, text: He presides., \
sources: [Hecker2018roadmap]}
"""
SOURCES = """\
@misc{Hecker2018roadmap,
  author = {Hecker, Siegfried},
  title = {A Roadmap},
  year = {2018},
  keywords = {scholarship}
}
"""
_PASSAGE = re.compile(r"\{passage\} (\d+)")


@dataclass(frozen=True)
class Built:
    """A book that was built: where, what was warned of, what stopped it."""

    pdf: Path
    warnings: str
    error: str

    def opened(self) -> pikepdf.Pdf:
        """The PDF; the build must have gone well."""
        assert not self.error, self.error + self.warnings
        assert not self.warnings
        return pikepdf.open(self.pdf)

    def places(self) -> dict[str, int]:
        """The named destinations."""
        self.opened().close()
        return destinations.read(self.pdf)


def write_book(folder: Path, chapters: Mapping[str, str], *, edition: str = EDITION) -> None:
    """Write a book: ``index`` is its root, the other chapters follow in order."""
    (folder / "data").mkdir(parents=True)
    (folder / "data/edition.yml").write_text(edition, encoding="utf-8")
    (folder / "data/people.yml").write_text(PEOPLE, encoding="utf-8")
    (folder / "data/references.bib").write_text(SOURCES, encoding="utf-8")
    passages = [
        {"number": int(number), "chapter": name, "words": 500}
        for name, text in chapters.items()
        for number in _PASSAGE.findall(text)
    ]
    (folder / "data/passages.yml").write_text(json.dumps(passages), encoding="utf-8")
    for name, text in ({"index": "# About\n\nWords.\n"} | dict(chapters)).items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    others = [{"file": name} for name in chapters if name != "index"]
    toc: dict[str, object] = {"format": "jb-book", "root": "index"}
    if others:
        toc["parts"] = [{"caption": "The part", "chapters": others}]
    (folder / "_toc.yml").write_text(json.dumps(toc), encoding="utf-8")


def build_book(folder: Path, **config: object) -> Built:
    """Build the PDF of a book in a folder."""
    settings = {
        "extensions": EXTENSIONS,
        "language": "en",
        "numfig": True,
        "bibtex_bibfiles": ["data/references.bib"],
        "bibtex_default_style": "sixtracks",
        "bibtex_reference_style": "sixtracks",
        "bibtex_cite_id": "source-{key}",
        "myst_enable_extensions": ["colon_fence", "deflist", "smartquotes"],
        "external_toc_path": str(folder / "_toc.yml"),
        "exclude_patterns": ["_build"],
        "nb_execution_mode": "off",
    }
    out, warned, error = folder / "_build/pdf", io.StringIO(), ""
    try:
        with patch_docutils(), docutils_namespace():  # one process builds many books
            app = Sphinx(
                folder, None, out, folder / "_build/doctrees", "typst", settings | config, None, warned
            )
            app.build()
    except SphinxError as stopped:
        error = str(stopped)
    return Built(out / "six-tracks.pdf", re.sub(r"\x1b\[[\d;]*m", "", warned.getvalue()).strip(), error)
