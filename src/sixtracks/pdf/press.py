"""From Typst to PDF: fonts, standards, and what is said when Typst stops."""

import importlib.util
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from sphinx.errors import SphinxError

from sixtracks.pdf import destinations

MARK = "//@ "
"""Begins the comment that says which line of which chapter the code below it comes from."""

_MAIN_LINE = re.compile(r"main\.typ:(\d+):")
_MISSING = re.compile(r"the text `(\".*\")` could not be displayed")
_POINT = re.compile(r"\\u\{([0-9a-f]+)\}")


class PdfError(SphinxError):
    """The PDF cannot be made; says where and why."""

    category = "No PDF"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the press gives.

    Attributes:
        pdf: The file's bytes.
        warnings: What Typst warned of.
    """

    pdf: bytes
    warnings: tuple[str, ...]


def hangul_fonts() -> Path:
    """The folder with NanumGothic; its package is not imported, since that would load matplotlib."""
    spec = importlib.util.find_spec("koreanize_matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise PdfError(
            "the package koreanize-matplotlib is missing. Mend: install what requirements.lock lists."
        )
    return Path(spec.submodule_search_locations[0]) / "fonts"


def has_compiled() -> bool:
    """Whether this process may have run Typst, by whatever hand; its threads do not survive a fork."""
    return "typst" in sys.modules


def press(folder: Path, timestamp: int) -> Pressed:
    """Compile ``main.typ`` in a folder and name the places in the PDF.

    Args:
        folder: Holds ``main.typ``, the template and the pictures.
        timestamp: The document's date, in seconds since 1970.

    Raises:
        PdfError: Typst stopped.
    """
    import typst

    main = folder / "main.typ"
    # System fonts are ignored: with them, bytes would vary with the machine.
    compiler = typst.Compiler(main, root=folder, font_paths=[hangul_fonts()], ignore_system_fonts=True)
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=timestamp
        )
        found = json.loads(compiler.query("<destination>", field="value"))
    except typst.TypstError as error:
        raise PdfError(explain(error.message, error.diagnostic, main.read_text(encoding="utf-8"))) from None
    if not isinstance(pdf, bytes):
        raise PdfError("Typst gave no PDF")
    places = [destinations.Place(**value) for value in found]
    return Pressed(destinations.add(pdf, places), tuple(str(w.message) for w in warnings))


def explain(message: str, diagnostic: str, source: str) -> str:
    """What Typst complains of, in the book's own terms: which line of which chapter, and how to mend it."""
    if missing := _MISSING.search(message):
        text = _POINT.sub(lambda point: chr(int(point[1], 16)), missing[1].strip('"'))
        points = ", ".join(f"U+{ord(c):04X}" for c in text if not c.isspace())
        place = _place_of(source, text)
        return (
            f"{place}no font of the PDF has “{text}” ({points}). Mend: say it in words, or use another sign."
        )
    line = _MAIN_LINE.search(diagnostic)
    offset = len("\n".join(source.split("\n")[: int(line[1])])) if line else -1
    what = message.rpartition("error: ")[2]
    return f"{_place(source, offset)}Typst cannot set this ({what})."


def _place_of(source: str, text: str) -> str:
    """Where words stand: in a record, if they stand in one, for the chapters repeat what records say."""
    found = [_place(source, each.start()) for each in re.finditer(re.escape(text), source)]
    return next((place for place in found if place.startswith("data/")), found[0] if found else "")


def _place(source: str, offset: int) -> str:
    """The chapter's line that the code at an offset comes from, from the nearest mark above it."""
    start = source.rfind(MARK, 0, offset) if offset >= 0 else -1
    return source[start + len(MARK) : source.index("\n", start)] + ": " if start >= 0 else ""
