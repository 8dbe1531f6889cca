"""A file as a reader of its words sees it: without the markup that parts them.

The guard reads each file as it stands, and then through these views, so that a sentence is known again
whether it stands in a chapter, a record, a notebook, a bibliography, or a string of a program. None of them
parses a format: a wrong guess costs nothing, since the file is also read as it stands. Each view keeps the
line ends, so that a place in it has the line that it has in the file.
"""

import html
import re
from collections.abc import Callable
from typing import TypeAlias

_END = "\x0b"
"""A line end that the text only names, as ``\\n`` does in JSON: no line of the file ends there."""

_KEYS = re.compile(r"cite|footcite|annotation|ref$|numref$|eq$|doc$|download$|index$")
"""The roles whose content is a key, no words of the sentence."""

_BLOCKS = re.compile(r"</?(?:br|p|div|li|td|th|tr|h[1-6]|hr|dd|dt|section|article)\b", re.IGNORECASE)

Found: TypeAlias = "re.Match[str]"


def views(text: str) -> tuple[str, ...]:
    """The text as it stands, without markup, and also without hyphens at line ends; each once."""
    bare = unmarked(text)
    return tuple(dict.fromkeys((text, bare, _LINE_END_HYPHEN.sub(_rejoined, bare))))


def unmarked(text: str) -> str:
    """The text with escapes and entities written out, and without markup; it has as many line ends."""
    for pattern, instead in _STEPS:
        text = pattern.sub(instead, text)
    return text


def _lines(found: Found) -> str:
    """What stands for markup that is taken out: only its line ends."""
    return "\n" * found[0].count("\n")


def _shown(character: str) -> str:
    """A character that was written out; a line end would shift the lines behind it."""
    return _END if character in "\n\r" else character


def _escape(found: Found) -> str:
    return _shown(chr(int(found[1] or found[2], 16)))


def _entity(found: Found) -> str:
    return _shown(html.unescape(found[0]))


def _octets(found: Found) -> str:
    text = bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")
    return text.replace("\n", _END).replace("\r", _END)


def _tags(found: Found) -> str:
    """Nothing for one inline tag, which may stand within a word; a blank for a block's, or for several."""
    one = found[0].count("<") == 1 and not _BLOCKS.match(found[0])
    return ("" if one else " ") + _lines(found)


def _role(found: Found) -> str:
    """The words that a role sets; none where it holds a key."""
    name, content = found[1], found[3]
    words, target, _ = content.partition("<")
    if target:
        return words + "\n" * content[len(words) :].count("\n")
    return "\n" * content.count("\n") if _KEYS.match(name) else content


def _rejoined(found: Found) -> str:
    """A word that a line end had parted; the line ends come behind it."""
    return found[2] + "\n" * found[1].count("\n")


_PADDING = "\",'>#/*%;|+"
_LINE_END_HYPHEN = re.compile(
    rf"(?<=[^\W\d_])[-\u2010\u00ad]([ \t{_PADDING}]{{0,40}}[\n{_END}][\s{_PADDING}]{{0,80}})([^\W\d_]+)"
)

# In this order: a notebook holds HTML as JSON, and HTML may hold entities of entities.
_STEPS: tuple[tuple[re.Pattern[str], str | Callable[[Found], str]], ...] = (
    # JSON, Python, JavaScript
    (re.compile(r"\\+(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))"), _escape),
    # TeX: a key; a command and its braces
    (re.compile(r"\\+(?:\w*cite\w*|ref|label|index)\*?(?:\[[^\[\]\n]{0,80}\])*\{[^{}]{0,200}\}"), _lines),
    (re.compile(r"\\+[a-zA-Z]+\*?(?=\{)"), ""),
    (re.compile(r"\\+(?:em|it|bf|sl|sc|tt|rm|itshape|bfseries|[nm]dash|l?dots|q?quad|par)(?![a-zA-Z])"), ""),
    (re.compile(r"\\-"), ""),
    (re.compile(r"\\+[nrt]"), _END),
    # Python: the letter before a string
    (re.compile(r"(?<![\w\\])[rbfuRBFU]{1,2}(?=[\"'])"), ""),
    # addresses that write signs as octets
    (re.compile(r"(?:%[0-9A-Fa-f]{2})+"), _octets),
    # MyST, whose roles may hold a target in angle brackets
    (re.compile(r"\{([a-zA-Z][a-zA-Z0-9:_-]*)\}(`+)([^`]{0,2000})\2"), _role),
    # HTML and XML
    (re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});"), _entity),
    (re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});"), _entity),
    (re.compile(r"<sup\b[^<>]{0,200}>(?:(?!</sup>)[\s\S]){0,400}</sup>"), _lines),
    (re.compile(r"<!--(?:(?!-->)[\s\S]){0,4000}-->"), _lines),
    (re.compile(r"(?:</?[a-zA-Z][^<>]{0,2000}>\s{0,80}(?=<))*</?[a-zA-Z][^<>]{0,2000}>"), _tags),
    # Markdown, reStructuredText, Typst; addresses, but for a text to which one leads
    (re.compile(r":[a-z][a-z:-]*:(?=`)|#[a-z]+(?:\([^()\n]{0,200}\))?(?=\[)"), ""),
    (re.compile(r"\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"), ""),
    (re.compile(r"\]\[[^\[\]\n]{0,200}\]|\[(?:\^|-?@)[^\[\]\n]{1,200}\]|\[\d{1,3}\]"), ""),
    (re.compile(r"(?<![\w@])@[A-Za-z][\w:-]*"), ""),
    (re.compile(r"https?://(?:(?!:~:text=)[^\s<>\"'])+(?::~:text=)?"), ""),
    (re.compile(r"(?<=\w)\*+(?=\w)"), ""),
    # BibTeX; what has no width; raised figures
    (re.compile("[{}\u200b-\u200f\u2060\ufeff\u00b9\u00b2\u00b3\u2070-\u2079]"), ""),
)
