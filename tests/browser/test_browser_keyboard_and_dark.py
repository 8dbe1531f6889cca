"""By the keyboard alone; in the dark."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
NARROW, WIDE = 390, 1440
CHAPTER = "book/six-tracks.html"
scripts = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])

FOCUSED = """() => {
  const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
  return {
    id: e.id, kind: e.className, href: e.getAttribute('href'),
    note: e.closest('.annotation')?.id || '', article: !!e.closest('article'),
    shown: r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight,
    ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0,
  };
}"""


def tab(page: Page) -> dict[str, object]:
    """Go on to what has the focus next."""
    page.keyboard.press("Tab")
    found: dict[str, object] = page.evaluate(FOCUSED)
    return found


def tab_to(page: Page, ident: str) -> dict[str, object]:
    """Go on until an element has the focus; on the way, what has the focus is seen."""
    for _ in range(200):
        found = tab(page)
        if found["article"]:
            assert found["shown"], found
            assert found["ring"], found
        if found["id"] == ident:
            return found
    raise AssertionError(f"{ident} cannot be reached")


@scripts
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_note_is_read_by_the_keyboard_alone(open_page, files: str, width: int, script: bool):
    """Skip link, mark, Enter, the note's links, back."""
    page = open_page(width, script=script)
    page.goto(files + CHAPTER)
    assert "skip-to-content" in str(tab(page)["kind"])
    expect(page.locator(".skip-to-content")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    tab_to(page, "p14-statement-mark")
    page.keyboard.press("Enter")
    assert page.url.endswith("#p14-statement")
    assert page.locator("#p14-statement").is_visible()
    inside = tab(page)
    assert inside["note"] == "p14-statement"
    assert inside["href"] == "#p14-statement-mark"
    seen = []
    while inside["note"] == "p14-statement" and len(seen) < 60:
        seen.append(inside["href"])
        inside = tab(page)
    assert seen[-3:] == ["#p14-statement-mark", "#p14-six", "errata.html#where-to-write"]
    assert any("#source-" in str(address) for address in seen)


def background(page: Page) -> float:
    """How light the page's ground is, from 0 to 1."""
    red, green, blue = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)"
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


@scripts
def test_the_page_is_dark_where_the_system_is(open_page, files: str, script: bool):
    """And light where it is light."""
    for dark in (True, False):
        page = open_page(WIDE, script=script, dark=dark)
        page.goto(files + CHAPTER)
        assert (background(page) < 0.2) is dark
        assert (background(page) > 0.9) is not dark


def test_a_reader_chooses_light_or_dark(open_page, site: str):
    """The button goes through the themes, and the choice lasts to the next page."""
    page = open_page(WIDE)
    page.goto(site + CHAPTER)
    button = page.locator(".theme-toggle:visible").first
    for _ in range(3):
        button.click()
        if page.evaluate("document.body.dataset.theme") == "dark":
            break
    assert background(page) < 0.2
    page.goto(site + "book/opening.html")
    assert background(page) < 0.2
