"""The text face of the pages: a subset of an installed font, made once and kept."""

import hashlib
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

# Western European letters, the romanisations of Korean (ŏ, ŭ), and the marks that the pages print.
CHARACTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) + "ćčĭōŏŒœşŠšŭŽž‐\u2011–—‘’“”…←→↩"
FEATURES = ("kern", "liga", "onum", "lnum", "mark", "ccmp", "locl")
FACES = {
    "text.woff2": "SourceSerif4[opsz,wght].ttf",
    "text-italic.woff2": "SourceSerif4-Italic[opsz,wght].ttf",
}
AXES = {"opsz": 14, "wght": 400}  # the optical size for running text, the regular weight


def place_fonts(static: Path, cache: Path) -> None:
    """Put the faces into a site's static folder, making them where the cache has none.

    Args:
        static: The site's ``_static``.
        cache: A folder that outlives the build.
    """
    static.mkdir(parents=True, exist_ok=True)
    for name, source in FACES.items():
        kept = cache / f"{_key(source)}-{name}"
        if not kept.exists():
            cache.mkdir(parents=True, exist_ok=True)
            half = kept.with_suffix(".part")  # a build stopped half way leaves no half a font behind
            make_subset(_font(source), half)
            half.replace(kept)
        shutil.copyfile(kept, static / name)


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
