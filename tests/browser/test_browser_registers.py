"""A first mention shows what it is: under the pointer, with the focus, on a phone, without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OPENING, PHONE = "book/opening.html", 390
SHOWN = "a => getComputedStyle(a, '::after').content"


def shown(page: Page, number: int = 0) -> str:
    """What the mention of this number shows; ``none`` where it shows nothing."""
    return str(page.locator("a.mention").nth(number).evaluate(SHOWN))


def test_it_shows_under_the_pointer_and_goes_with_it(open_page: Callable[..., Page], site: str):
    """And while the pointer is on what is shown, which hangs below the line."""
    page = open_page()
    page.goto(site + OPENING)
    mention = page.locator("a.mention").first
    assert shown(page) == "none"
    mention.hover()
    assert shown(page) == f'"{mention.get_attribute("data-short")}"'
    box = mention.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 10, box["y"] + box["height"] + 12, steps=4)
    assert shown(page) != "none"
    page.mouse.move(5, 5)
    assert shown(page) == "none"


def test_it_shows_with_the_focus_and_escape_puts_it_away(open_page: Callable[..., Page], site: str):
    """Until the focus has left and come back."""
    page = open_page()
    page.goto(site + OPENING)
    mention = page.locator("a.mention").first
    page.keyboard.press("Tab")  # so that the focus is seen to come from the keyboard
    mention.focus()
    assert shown(page) != "none"
    page.keyboard.press("Escape")
    assert shown(page) == "none"
    expect(mention).to_be_focused()
    page.locator("a.mention").nth(1).focus()
    assert shown(page, 1) != "none"
    mention.focus()
    assert shown(page) != "none"


def test_escape_puts_it_away_under_the_pointer_too(open_page: Callable[..., Page], site: str):
    """Until the pointer has left and come back."""
    page = open_page()
    page.goto(site + OPENING)
    mention = page.locator("a.mention").first
    mention.hover()
    page.keyboard.press("Escape")
    assert shown(page) == "none"
    page.mouse.move(5, 5)
    mention.hover()
    assert shown(page) != "none"


@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_the_window_of_a_phone(open_page: Callable[..., Page], site: str, dark: bool):
    """It is as wide as its paragraph, which stands in the window; nothing is wider than that."""
    page = open_page(PHONE, dark=dark)
    page.goto(site + OPENING)
    page.keyboard.press("Tab")
    mentions = page.locator(".digest a.mention")
    for number in range(mentions.count()):
        mention = mentions.nth(number)
        mention.focus()
        width = mention.evaluate("a => parseFloat(getComputedStyle(a, '::after').width)")
        left = mention.evaluate("a => a.closest('p').getBoundingClientRect().left")
        assert left >= 0
        assert width > 200
        assert left + width <= PHONE
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_it_is_neither_copied_nor_printed(open_page: Callable[..., Page], site: str):
    """The text is the chapter's, with or without it."""
    page = open_page()
    page.goto(site + OPENING)
    mention = page.locator("a.mention").first
    mention.hover()
    copied = mention.evaluate(
        "a => { getSelection().selectAllChildren(a.closest('p')); return getSelection().toString(); }"
    )
    assert str(mention.get_attribute("data-short")) not in copied
    page.emulate_media(media="print")
    assert shown(page) == "none"


def test_without_a_script_it_leads_to_the_card(open_page: Callable[..., Page], files: str):
    """And the card leads back."""
    page = open_page(script=False)
    page.goto(files + OPENING)
    mention = page.locator("a.mention").first
    mention.hover()
    assert shown(page) != "none"
    mention.click()
    card = page.locator("section.entry:target")
    expect(card.locator("h2")).to_be_in_viewport()
    back = card.locator(".card-places a", has_text="¶1").first
    back.click()
    assert "/opening.html#p1" in page.url
