"""Pages as trees, and their links as the files that they lead to."""

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag


@cache
def page(path: Path) -> BeautifulSoup:
    """A page, read once; tests look and do not touch."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def one(tree: BeautifulSoup | Tag, selector: str) -> Tag:
    """The one element that a selector finds."""
    found = tree.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)} found"
    return found[0]


def words(tree: Tag) -> str:
    """An element's text as it is read, spaces folded."""
    return " ".join(tree.get_text().split())


def addresses(tree: BeautifulSoup) -> list[str]:
    """What the links of a page say."""
    return [str(link["href"]) for link in tree.select("a[href]")]


def is_elsewhere(address: str) -> bool:
    """Whether an address leaves the book."""
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)


def lead_to(path: Path, address: str) -> tuple[Path, str]:
    """The file and the id that an address on a page leads to."""
    parts = urlsplit(address)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
    return target, unquote(parts.fragment)


def pages_of(html: Path) -> list[Path]:
    """A site's pages."""
    return sorted(p for p in html.rglob("*.html") if "_static" not in p.parts)


@cache
def ids_of(path: Path) -> tuple[str, ...]:
    """The ids on a page, as often as they stand there."""
    return tuple(str(element["id"]) for element in page(path).select("[id]"))


def check_links(html: Path) -> None:
    """Every link within some pages has its end, and no page has an id twice."""
    for path in pages_of(html):
        assert len(set(ids_of(path))) == len(ids_of(path)), path.name
        for address in addresses(page(path)):
            if not is_elsewhere(address):
                target, ident = lead_to(path, address)
                assert target.is_file(), address
                assert not ident or target.suffix != ".html" or ident in ids_of(target), address
