"""The text face of the pages: a subset of an installed font, made once and kept."""

import hashlib
import os
import shutil
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

# The letters of English, of the names in it, and of the romanisations of Korean (ŏ, ŭ) and Japanese (ō, ū),
# and the marks that the pages print. What is not among them is set in the reader's own serif; every further
# letter would be loaded by every reader, with its kerning.
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_ACCENTED = "àáâãäåæçèéêëíîïñóôõöøúûüßÀÁÄÅÇÉÖØÜćčŏŎōŌœšŠŭŬūŪžŽ"
_MARKS = "\u00a0§©«°±¶·»×½‐\u2011–—‘’“”…←→↩−"
CHARACTERS = _ASCII + _ACCENTED + _MARKS
FEATURES = ("kern", "liga", "onum", "lnum")
FACES = {
    "text.woff2": "SourceSerif4[opsz,wght].ttf",
    "text-italic.woff2": "SourceSerif4-Italic[opsz,wght].ttf",
}
AXES = {"opsz": 14, "wght": 400}  # the optical size for running text, the regular weight


def place_fonts(static: Path) -> None:
    """Put the faces into a site's static folder.

    Args:
        static: The site's ``_static``.
    """
    static.mkdir(parents=True, exist_ok=True)
    for name, kept in kept_fonts().items():
        shutil.copyfile(kept, static / name)


def kept_fonts() -> dict[str, Path]:
    """The faces by their names on the site; made where they are not kept yet.

    They depend on installed packages alone, so they are kept with the environment: ``make book`` makes
    them when it makes that, and builds only copy them.
    """
    folder = Path(sys.prefix) / "share" / "sixtracks"
    fonts = {name: folder / f"{_key(source)}-{name}" for name, source in FACES.items()}
    for name, kept in fonts.items():
        if not kept.exists():
            folder.mkdir(parents=True, exist_ok=True)
            half = kept.with_suffix(f".{os.getpid()}")  # one stopped half way leaves no half a font behind
            make_subset(_font(FACES[name]), half)
            half.replace(kept)
    return fonts


def make_subset(font: Path, target: Path) -> None:
    """Write the part of a variable font that the pages use, at one weight, as WOFF2."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    options = Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    # lazy: most of the file is not needed; no new time stamp: the same font, the same bytes
    with TTFont(font, lazy=True, recalcTimestamp=False) as face:
        subsetter = Subsetter(options)
        subsetter.populate(text=CHARACTERS)
        subsetter.subset(face)
        instantiateVariableFont(face, AXES, inplace=True)
        face.flavor = "woff2"
        face.save(target)


def _font(name: str) -> Path:
    spec = find_spec("fontpkg_source_serif_4")
    assert spec is not None, "a dependency of ours"
    assert spec.origin is not None, "a package with a file"
    return Path(spec.origin).parent / "files" / name


def _key(source: str) -> str:
    told = (version("fontpkg-source-serif-4"), version("fonttools"), source, CHARACTERS, FEATURES, AXES)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
