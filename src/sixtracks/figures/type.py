"""How wide text is in the edition's text face, so that labels are placed where they fit."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_FACE = "SourceSerif4[opsz,wght].ttf"


@cache
def _advances() -> tuple[dict[int, int], float]:
    """The width of each character in font units, and the units of an em."""
    from fontTools.ttLib import TTFont

    spec = find_spec("fontpkg_source_serif_4")
    assert spec is not None, "a dependency of ours"
    assert spec.origin is not None, "a package with a file"
    with TTFont(Path(spec.origin).parent / "files" / _FACE, lazy=True) as face:
        glyphs, metrics = face.getBestCmap(), face["hmtx"]
        return {code: metrics[name][0] for code, name in glyphs.items()}, float(face["head"].unitsPerEm)


def width(text: str, size: float) -> float:
    """The width of a text at a size, in the unit of the size; unknown characters count a whole em."""
    advances, em = _advances()
    return sum(advances.get(ord(character), em) for character in text) * size / em


def _parts(word: str, size: float, room: float) -> Iterator[str]:
    while len(word) > 1 and width(word, size) > room:
        fits = next((n for n in range(len(word) - 1, 1, -1) if width(word[:n], size) <= room), 1)
        yield word[:fits]
        word = word[fits:]
    yield word


def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines that fit a room; a word that is wider than it is broken."""
    lines: list[str] = []
    line = ""
    for word in (part for each in text.split(" ") for part in _parts(each, size, room)):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line)
