"""The map of places in a browser, from a disk: the drawing, the chart in its place, the way to the cards."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
widths = pytest.mark.parametrize("width", [390, 1440])
RINGED = """ident => {
  const svg = [...document.querySelectorAll('.drawing > svg')].find((each) => each.getClientRects().length);
  const sheet = svg.getBoundingClientRect(), ring = svg.querySelector('.here')?.getBoundingClientRect();
  const found = [...svg.querySelectorAll(`[data-event="${ident}"]`)];
  const marks = found.map((mark) => mark.getBoundingClientRect());
  return ring && ring.width < sheet.width * 0.6 && marks.length > 1 && marks.every((mark) => (
    ring.left <= mark.left && mark.right <= ring.right
    && ring.top <= mark.top && mark.bottom <= ring.bottom));
}"""
"""Whether the ring in the drawing that is seen lies around all marks of a place, and not across the sheet."""
PLACES = ["name-east", "name-west", "name-far"]


@pytest.fixture(scope="module")
def chapter(built_book: Callable[..., Path]) -> str:
    """The chapter with the map of the small book with places."""
    return (built_book("places") / "_build" / "html" / "book" / "places.html").as_uri()


@widths
def test_a_place_is_marked_around_its_dot_and_name(open_page: Callable[..., Page], chapter: str, width: int):
    page = open_page(width)
    page.goto(chapter)
    for ident in PLACES:
        page.get_by_role("button", name="Next").click()
        row = page.locator(f'tr[data-event="{ident}"]')
        expect(row).to_have_attribute("aria-current", "true")
        page.wait_for_function(RINGED, arg=ident)  # it is drawn in the next frame


@widths
def test_the_chart_that_takes_the_drawings_place_shows_the_same(
    open_page: Callable[..., Page], chapter: str, width: int
):
    page = open_page(width)
    page.goto(chapter)
    page.get_by_role("button", name="Explore the chart").click()
    plot = page.locator(".plot")
    expect(plot.locator(".scatterlayer .point")).to_have_count(len(PLACES))
    texts = plot.locator(".textpoint").all_text_contents()
    assert sorted(texts) == ["Easton", "Farpoint", "Westhaven"]
    point = plot.locator(".scatterlayer .points path.point").nth(2)
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator('tr[data-event="name-far"]')).to_have_attribute("aria-current", "true")


def test_without_a_script_the_table_leads_to_the_cards(open_page: Callable[..., Page], chapter: str):
    page = open_page(script=False)
    page.goto(chapter)
    page.locator(".rows").get_by_role("link", name="Farpoint").click()
    assert page.url.endswith("#name-far")
    expect(page.locator("#name-far")).to_be_in_viewport()


@pytest.mark.parametrize("dark", [False, True])
@widths
def test_nothing_stands_in_the_way_of_who_cannot_see_the_map(
    open_page: Callable[..., Page], chapter: str, width: int, dark: bool
):
    page = open_page(width, dark=dark)
    page.goto(chapter)
    found = Axe().run(page, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()
