"""Every page as a web server gives it: its weight, its accessibility, the search."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Response, Route, expect

pytestmark = pytest.mark.browser
KIB = 1024
AXE = Axe()


KINDS = (
    "index.html", "search.html",
    *(f"book/{name}.html" for name in (
        "index", "reading", "six-tracks", "tracks", "network", "highway", "names", "colophon",
    )),
)  # fmt: skip
"""A page of each kind: the judges ask every page, in four modes."""
HEAVY = ("book/ledger.html", "book/people.html", "book/talks.html")


def test_a_page_is_light(open_page, site: str):
    """All that a first visit to a page of each kind loads, gzipped: 80 KiB in 10 requests.

    ``.ci/loads.py`` asks it of every page. The search page loads its index, which grows with the book. A page
    with a chart has 160 KiB and 14 requests before a reader reaches for the chart.
    """
    found, heavy = {}, {}
    weights: dict[str, int] = {}  # most files are those of every page
    for name in (*KINDS[1:], *HEAVY):  # the first leads on at once
        responses: list[Response] = []
        page = open_page(anew=True)
        page.on("response", lambda response, into=responses: into.append(response))
        page.goto(site + name, wait_until="load")
        page.evaluate("document.fonts.ready")
        for response in responses:
            if response.ok and response.url not in weights:
                weights[response.url] = len(gzip.compress(response.body()))
        weight = sum(weights[response.url] for response in responses if response.ok)
        found[name] = (round(weight / KIB, 1), len(responses))
        chart = page.locator(".chart").count() > 0
        limits = (160, 14) if chart else (120, 12) if name == "search.html" else (80, 10)
        page.context.close()
        if found[name][0] > limits[0] or found[name][1] > limits[1]:
            heavy[name] = found[name]
    assert heavy == {}, found


MODES = {
    "light": {"width": 1366},
    "mobile-dark": {"width": 360, "touch": True, "dark": True},
}


LONG = ("book/peace.html", "book/bibliography-news.html")
"""A long table and a long list, which take many seconds."""


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(open_page, site: str, mode: str):
    """No violation on a page of each kind; on a phone with a note open, too."""
    page = open_page(**MODES[mode])
    page.route(site + "index.html", stay)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if "dark" in mode:  # the same page in other colours
        options["runOnly"] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    found = []
    addresses = [*KINDS, "book/six-tracks.html#p17-vietnam", *(LONG if mode == "light" else ())]
    for name in addresses:
        page.goto(site + name, wait_until="load")
        page.evaluate("document.fonts.ready")
        for violation in AXE.run(page, options=options).response["violations"]:
            targets = [node["target"] for node in violation["nodes"]]
            found.append((name, violation["id"], targets[:3]))
    assert found == []


def stay(route: Route) -> None:
    """Give the front page without its refresh, so that it can be looked at."""
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace('http-equiv="refresh"', 'name="later"'))


@pytest.mark.parametrize("width", [390, 1440])
def test_search_finds_a_word(open_page, site: str, width: int):
    """From a chapter's search box to a page that has the word."""
    page = open_page(width)
    page.goto(site + "book/opening.html")
    if width == 390:
        page.locator("label.nav-overlay-icon").click()
    box = page.locator("input[name=q]")
    box.fill("Vietnam")
    box.press("Enter")
    results = page.locator("#search-results .search li a")
    expect(results.first).to_be_visible()
    assert "A Six-Track Proposal" in results.all_inner_texts()
    results.get_by_text("A Six-Track Proposal", exact=True).click()
    page.wait_for_url("**/book/six-tracks.html**")


def test_search_says_when_there_is_nothing(open_page, site: str):
    """A word that the book does not have."""
    page = open_page()
    page.goto(site + "search.html?q=xylophone")
    expect(page.locator("#search-results")).to_contain_text("did not match any documents")
