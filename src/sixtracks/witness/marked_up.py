"""Reads a copy that is marked up: a web page, a Word document, an EPUB.

Markup tells the blocks, so each becomes a line that begins a paragraph. Whether a block belongs to the essay
is not asked here; only what no reader sees is left out. Nothing is fetched, no entity is expanded.
"""

import codecs
import posixpath
import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from sixtracks.witness.gathering import Gathering, UnreadableError
from sixtracks.witness.model import Line
from sixtracks.witness.packed import Parts, unpacked
from sixtracks.witness.plain import add_lines, decoded

_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li
    listing main menu nav ol p pre section summary table tbody td tfoot th thead title tr ul xmp
"""
_UNSEEN_NAMES = """
    applet audio button canvas datalist embed iframe input math meter noembed noframes noscript
    object optgroup option progress script select style svg template textarea video
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_KEPT = frozenset(("pre", "listing", "xmp"))
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_DECLARED = re.compile(
    rb"<meta\b[^<>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^<>]*?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_XML = re.compile(rb"\s*(?:<\?xml\b|(?:<!doctype[^>]*>\s*)?<html\b[^>]*\bxmlns\s*=)", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_MOST_PRESCANNED = 65_536  # a page saved in one file may have a long comment before its declaration

_CONTAINER = "META-INF/container.xml"
_LOCK = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SIGNS = {
    f"{_W}tab": " ",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
}


if TYPE_CHECKING:
    _Target = etree.ParserTarget[None]  # only the stubs have it
else:
    _Target = object


class _Page(_Target):
    """Takes a page's tags and text as a parser meets them, and gathers its blocks."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._text: list[str] = []
        self._break = False
        self._open: list[tuple[str, bool]] = []
        self._unseen = 0
        self._kept = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        tag = _local(tag)
        # Scripts hide a whole page until they have run, so a page that was saved may be hidden as a whole.
        unseen = tag in _UNSEEN or (
            tag not in ("html", "body") and (_is_hidden(attributes) or _is_beside(tag, attributes))
        )
        unseen = unseen or (tag == "a" and any(each == "sup" for each, _ in self._open))  # a note's mark
        self._open.append((tag, unseen))
        if tag in _BLOCKS:
            self._end_block()
        elif tag == "br":
            self._end_line()
        self._unseen += unseen
        self._kept += tag in _KEPT

    def end(self, tag: str) -> None:
        """A tag closes; a parser closes every one that it opens, in order."""
        del tag
        tag, unseen = self._open.pop()
        if tag in _BLOCKS:
            self._end_block()
        self._unseen -= unseen
        self._kept -= tag in _KEPT

    def data(self, text: str) -> None:
        """Text stands there."""
        if self._unseen:
            return
        self._text.append(text if self._kept else _BLANKS.sub(" ", text))

    def close(self) -> None:
        """The page ends."""
        self._end_block()

    def _end_line(self) -> None:
        # In a pre, the end of a line is one; everywhere else there is none in the text.
        text = "".join(self._text)
        self._text.clear()
        before = len(self._gathering.lines)
        add_lines(
            self._gathering, _once(text) if "\n" not in text else text, "line" if self._break else "paragraph"
        )
        self._break = self._break or len(self._gathering.lines) > before

    def _end_block(self) -> None:
        if self._text:
            self._end_line()
        self._break = False


def html_lines(data: bytes) -> list[Line]:
    """The blocks of a web page, in the order of its source.

    Raises:
        UnreadableError: Its text is too long.
    """
    gathering = Gathering()
    _add_page(gathering, data)
    return gathering.lines


def epub_lines(data: bytes) -> list[Line]:
    """The blocks of an EPUB's pages, in the order of its spine.

    Raises:
        UnreadableError: It is damaged, locked, larger inside than any book, or its text is too long.
    """
    parts = unpacked(data, "epub")
    pages = list(_spine(parts))
    if locked := _locked(parts) & set(pages):
        raise UnreadableError(
            f"its text is locked with digital rights management ({len(locked)} of {len(pages)} pages)",
            "Take a copy without it: print the pages to a PDF, or copy the text into a .txt.",
        )
    gathering = Gathering()
    for page in pages:
        if page in parts.names:
            _add_page(gathering, parts.read(page))
    return gathering.lines


def docx_lines(data: bytes) -> list[Line]:
    """The paragraphs of a Word document, those of tables and text boxes too; footnotes at its end.

    Raises:
        UnreadableError: It is damaged, locked, larger inside than any document, or its text is too long.
    """
    import docx
    from docx.oxml import parse_xml

    document = docx.Document(unpacked(data, "docx").repacked())
    gathering = Gathering()
    roots = [document.element.body]
    roots += [
        parse_xml(relation.target_part.blob)
        for relation in document.part.rels.values()
        if relation.reltype == _FOOTNOTES and not relation.is_external
    ]
    for root in roots:
        for paragraph in root.iter(f"{_W}p"):
            if not _in_fallback(paragraph):
                add_lines(gathering, "".join(_runs(paragraph)), "paragraph")
    return gathering.lines


def _add_page(gathering: Gathering, data: bytes) -> None:
    """Add a page: as XML if it says that it is and keeps XML's rules, else as HTML, which forgives all.

    As HTML, an empty ``<script/>`` or ``<title/>`` of XML would swallow all that follows.
    """
    text = _decoded_page(data).replace("\x00", "\ufffd")
    if _XML.match(data[:_MOST_PRESCANNED]) and (root := _xml_of(text)) is not None:
        page = _Page(gathering)
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                page.start(str(element.tag), dict(element.attrib.items()))
                page.data(element.text or "")
            else:
                page.end(str(element.tag))
                page.data(element.tail or "")
        page.close()
        return
    # The size of an attribute is not bounded (huge_tree): a saved page holds its pictures in them, as text.
    parser = etree.HTMLParser(target=_Page(gathering), encoding="utf-8", huge_tree=True)
    parser.feed(text.encode("utf-8", errors="replace"))
    parser.close()


def _xml_of(text: str) -> etree._Element | None:
    """A page's tree without comments and entities of its own; None if it is not XML."""
    named = _ENTITY.sub(_character, re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    try:
        root = _tree(named.encode("utf-8", errors="replace"))
    except etree.XMLSyntaxError:
        return None
    return root


def _tree(data: bytes) -> etree._Element:
    """The tree of an XML part: nothing is fetched, no entity is expanded, and its depth is bounded."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    etree.strip_elements(root, etree.Entity, with_tail=False)
    return root


def _character(entity: re.Match[str]) -> str:
    """A character that HTML names, which XML does not know without its DTD."""
    name = entity[1]
    return entity[0] if name in _XML_ENTITIES else html5.get(f"{name};", entity[0])


def _decoded_page(data: bytes) -> str:
    """A page as text: by its mark, else by what it declares, else UTF-8, else Windows-1252.

    What calls itself Latin-1 is Windows-1252, as every browser reads it (WHATWG Encoding, section 4.2).
    """
    declared = _DECLARED.search(data[:_MOST_PRESCANNED])
    if not declared or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decoded(data)
    try:
        encoding = codecs.lookup((declared[1] or declared[2]).decode("ascii")).name
        if encoding.startswith("utf-16"):  # a declaration in ASCII is none of UTF-16
            return decoded(data)
        return data.decode(
            "windows-1252" if encoding in ("iso8859-1", "ascii") else encoding, errors="replace"
        )
    except (LookupError, ValueError):
        return decoded(data)


_BESIDE = frozenset(("aside", "del", "figcaption", "s", "strike"))
_BESIDE_CLASS = re.compile(r"\b(?:pull-?quote|footnote-?ref|noteref|comment-?mark)\b", re.IGNORECASE)
_BESIDE_ROLE = re.compile(r"\b(?:doc-noteref|doc-pullquote|noteref)\b")


def _is_beside(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether the markup itself says that a text is no part of what goes on around it."""
    kind = f"{attributes.get('role', '')} {attributes.get('epub:type', '')} {attributes.get(_EPUB_TYPE, '')}"
    return (
        tag in _BESIDE
        or bool(_BESIDE_CLASS.search(attributes.get("class", "")))
        or bool(_BESIDE_ROLE.search(kind))
    )


_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if "hidden" in attributes:
        return attributes["hidden"].strip().lower() != "until-found"
    return "style" in attributes and bool(_HIDING.search(attributes["style"]))


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def _once(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _spine(parts: Parts) -> Iterator[str]:
    """The names of an EPUB's pages in the archive, in reading order."""
    rootfile = _tree(parts.read(_CONTAINER)).find(".//{*}rootfile")
    if rootfile is None:
        raise UnreadableError(
            "it names no package document", "Get the file again, or convert it to EPUB anew."
        )
    package = unquote(rootfile.get("full-path", ""))
    if package not in parts.names:
        raise UnreadableError(
            f"its package document {package} is missing", "Get the file again: it is perhaps not whole."
        )
    root = _tree(parts.read(package))
    items = {item.get("id"): item for item in root.iterfind(".//{*}manifest/{*}item")}
    for reference in root.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and item.get("media-type", _PAGES[0]) in _PAGES:
            href = unquote(item.get("href", "")).partition("#")[0]
            yield posixpath.normpath(posixpath.join(posixpath.dirname(package), href))


def _locked(parts: Parts) -> set[str]:
    """The names of the files in an EPUB that are encrypted, fonts among them."""
    if _LOCK not in parts.names:
        return set()
    references = _tree(parts.read(_LOCK)).iterfind(".//{*}CipherReference")
    return {posixpath.normpath(unquote(reference.get("URI", ""))) for reference in references}


def _runs(paragraph: etree._Element) -> Iterator[str]:
    """The text of a paragraph without that of paragraphs in it, as a text box has them."""
    for element in paragraph.iter(f"{_W}t", *_SIGNS):
        if next(element.iterancestors(f"{_W}p")) is paragraph and not _is_gone(element):
            yield element.text or "" if element.tag == f"{_W}t" else _SIGNS[str(element.tag)]


def _is_gone(element: etree._Element) -> bool:
    """Whether text was moved away from where it stands, or is hidden."""
    run = element.getparent()
    if next(element.iterancestors(f"{_W}moveFrom", f"{_W}del"), None) is not None or run is None:
        return True
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val", "1") not in ("0", "false", "off")


def _in_fallback(element: etree._Element) -> bool:
    """Whether an element repeats for old programs what stands beside it."""
    return next(element.iterancestors(_FALLBACK), None) is not None
