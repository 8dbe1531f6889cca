"""The kinds of file that a copy may be: told by the name's end, held against what the file begins with."""

import re
import unicodedata

from sixtracks.witness.gathering import UnreadableError

KINDS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".epub": "epub",
}
"""The kind of a file by its suffix, in lower case."""

TITLES = {
    "text": "a plain text",
    "html": "an HTML page",
    "pdf": "a PDF",
    "docx": "a Word document (.docx)",
    "epub": "an EPUB",
}
"""What messages call each kind."""

_KNOWN = "A copy is a .txt, .html, .pdf, .docx or .epub"
_TO_DOCX = f"{_KNOWN}: open it in a word processor and save it as .docx."
_TO_EPUB = f"{_KNOWN}: convert it to EPUB, with Calibre for instance."
_TO_HTML = f"{_KNOWN}: open it in a browser and save it as “web page, HTML only”."
_TO_OCR = f"{_KNOWN}: make a PDF with a text layer of it, with ocrmypdf for instance."
_UNPACK = f"{_KNOWN}: unpack it, and give the file that holds the essay."
_OTHERS = (
    ((".doc", ".dot", ".docm", ".rtf", ".odt", ".pages", ".wpd"), _TO_DOCX),
    ((".mobi", ".azw", ".azw3", ".azw4", ".kfx", ".prc", ".fb2", ".lit"), _TO_EPUB),
    ((".mht", ".mhtml", ".webarchive"), _TO_HTML),
    ((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".djvu", ".heic"), _TO_OCR),
    ((".zip", ".gz", ".7z", ".rar", ".tar", ".tgz"), _UNPACK),
    ((".md", ".text", ".asc"), f"{_KNOWN}: rename it to .txt if it is plain text."),
)

_PDF = b"%PDF-"
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS = (
    (b"{\\rtf", "a document in Rich Text Format", _TO_DOCX),
    (b"\x89PNG", "a picture", _TO_OCR),
    (b"\xff\xd8\xff", "a picture", _TO_OCR),
    (b"GIF8", "a picture", _TO_OCR),
    (b"II*\x00", "a picture", _TO_OCR),
    (b"MM\x00*", "a picture", _TO_OCR),
    (b"AT&TFORM", "a DjVu scan", _TO_OCR),
    (b"\x1f\x8b", "a packed file", _UNPACK),
    (b"7z\xbc\xaf", "a packed file", _UNPACK),
    (b"Rar!", "a packed file", _UNPACK),
    (b"bplist00", "a web archive of Safari", _TO_HTML),
    (b"From: <Saved by", "a web archive (.mhtml)", _TO_HTML),
    (b"MIME-Version:", "a web archive (.mhtml)", _TO_HTML),
)
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html[\s>])|<\?xml[^>]*\?>\s*(?:<!doctype\s+html|<html[\s>])", re.I
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MOST_CONTROLS = 0.01
_HEAD = 65_536


def kind_of(suffix: str) -> str:
    """The kind of file that a name's end tells, whatever its case.

    Raises:
        UnreadableError: It is none that can be read.
    """
    suffix = suffix.lower()
    if suffix in KINDS:
        return KINDS[suffix]
    advice = (mend for suffixes, mend in _OTHERS if suffix in suffixes)
    what = f"files that end in {suffix} cannot be read" if suffix else "its name does not tell what it is"
    raise UnreadableError(what, next(advice, f"{_KNOWN}: save it as one of these."))


def check_content(data: bytes, kind: str) -> None:
    """Hold what a file begins with against the kind that its name tells.

    Raises:
        UnreadableError: It is something else.
    """
    kinds, what, mend = _seems(data)
    if kind in kinds:
        return
    raise UnreadableError(f"its name says {TITLES[kind]}, but it seems to be {what}", mend)


def _seems(data: bytes) -> tuple[tuple[str, ...], str, str]:
    """The kinds that data may be, what it seems to be, and what to do if its name says otherwise."""
    head = data[:_HEAD]
    bare = next((head[len(mark) :] for mark in _MARKS if head.startswith(mark)), head).lstrip()
    if bare.startswith(_PACKED):
        return _packed(head)
    if bare.startswith(_OLE):
        return _compound(data)
    signed = next(((what, mend) for sign, what, mend in _SIGNS if bare.startswith(sign)), None)
    if signed:
        return (), *signed
    if bare.startswith(_PDF) or (_PDF in head[:1024] and _is_binary(head)):
        return ("pdf",), "a PDF", "Give it the suffix .pdf."
    return _of_text(head, bare)


def _of_text(head: bytes, bare: bytes) -> tuple[tuple[str, ...], str, str]:
    """What data without a sign at its beginning seems to be."""
    if head[60:68] == b"BOOKMOBI":
        return (), "a book for Kindle", _TO_EPUB
    if _is_binary(head):
        return (), "data that is no text", f"{_KNOWN}: give the file in which the essay can be read."
    if _MARKUP.match(bare):
        return ("html",), "an HTML page", "Give it the suffix .html."
    return ("text", "html"), "a plain text", "Give it the suffix .txt if the essay can be read in it."


def _packed(head: bytes) -> tuple[tuple[str, ...], str, str]:
    """What a zip archive seems to be; which of the packed kinds it is, is told when it is opened."""
    if b"mimetypeapplication/epub+zip" in head:
        return ("epub", "docx"), "an EPUB", "Give it the suffix .epub."
    if b"[Content_Types].xml" in head or b"word/" in head:
        return ("docx", "epub"), "a document of a word processor", "Give it the suffix .docx."
    return ("docx", "epub"), "a packed file", _UNPACK


def _compound(data: bytes) -> tuple[tuple[str, ...], str, str]:
    """What a compound file of Microsoft's seems to be: Word packs a locked .docx into one."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (), "a document locked with a password", "Open it in Word and save it without the password."
    return (), "an old Word document (.doc)", _TO_DOCX


def _is_binary(head: bytes) -> bool:
    """Whether data cannot be text in any encoding that is read here."""
    if head.startswith(_MARKS[1:]):
        text = head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
        strange = sum(unicodedata.category(letter) in ("Cc", "Cn", "Co") for letter in text)
        return (strange - sum(map(text.count, "\t\n\r\f"))) > _MOST_CONTROLS * len(text)
    controls = sum(map(head.count, (bytes([code]) for code in range(32) if code not in b"\t\n\r\f\v")))
    return controls > _MOST_CONTROLS * len(head)
