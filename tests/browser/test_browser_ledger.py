"""The ledger in a browser: judged first, opened then; sorted and filtered in the page, without a server."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
LEDGER = "book/ledger.html"
PHONE, WIDE = 390, 1440
KINDS = ("fact", "reading", "forecast", "proposal")
LINE = 20  # pixels, at least


def shown(page: Page) -> list[str]:
    """The ids of the claims that stand in the page, in their order."""
    return [str(each.get_attribute("id")) for each in page.locator(".claim:visible").all()]


def facets(page: Page, name: str) -> list[str]:
    """What the claims that stand in the page are, of one kind of facet."""
    return [str(each.get_attribute(f"data-{name}")) for each in page.locator(".claim:visible").all()]


def test_without_a_script_all_claims_stand_and_open(open_page: Open, files: str):
    """From a disk: evidence first, a verdict opened by a click or by the keyboard, no controls."""
    page = open_page(PHONE, script=False)
    page.goto(f"{files}{LEDGER}")
    first = page.locator(".claim").first
    expect(first.locator(".claim-evidence")).to_be_visible()
    expect(first.locator(".state").first).to_be_hidden()
    first.locator("summary").first.click()
    expect(first.locator(".state").first).to_be_visible()
    second = first.locator("summary").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    expect(first.locator(".state").nth(1)).to_be_visible()
    expect(page.locator(".ledger-controls")).to_have_count(0)


def test_an_address_opens_its_verdict(open_page: Open, files: str):
    """Of a state of a claim, and another reached from within the page."""
    page = open_page(PHONE)
    page.goto(f"{files}{LEDGER}#claim-p2-tests-now")
    expect(page.locator("#claim-p2-tests-now")).to_be_in_viewport()
    expect(page.locator("#claim-p2-tests-then")).to_be_hidden()
    page.evaluate("location.hash = 'claim-p13-start-then'")
    expect(page.locator("#claim-p13-start-then")).to_be_in_viewport()


def test_claims_are_filtered_and_sorted(open_page: Open, files: str):
    """By kind, track and verdict; what is chosen is said, and how many fit is not."""
    page = open_page(WIDE)
    page.goto(f"{files}{LEDGER}")
    whole = shown(page)
    page.get_by_label("Kind", exact=True).select_option("proposal")
    assert set(facets(page, "kind")) == {"proposal"}
    page.get_by_label("Track", exact=True).select_option("regional")
    assert set(facets(page, "track")) == {"regional"}
    said = page.locator(".ledger-none")
    expect(said).to_have_text("Kind: proposal; Track: regional")
    page.get_by_label("Kind", exact=True).select_option("fact")
    assert shown(page) == []
    expect(said).to_have_text("No claim fits all of these.")
    for label in ("Kind", "Track"):
        page.get_by_label(label, exact=True).select_option("all")
    assert shown(page) == whole
    page.get_by_label("Order", exact=True).select_option("now")
    verdicts = facets(page, "now")
    assert verdicts == sorted(verdicts)
    accurate = [ident for ident, verdict in zip(shown(page), verdicts, strict=True) if verdict == "accurate"]
    assert accurate == [ident for ident in whole if ident in accurate]  # the essay's order among equals
    page.get_by_label("Order", exact=True).select_option("place")
    assert shown(page) == whole


def test_a_filtered_claim_is_found_by_its_address(open_page: Open, files: str):
    """The filter gives way."""
    page = open_page(WIDE)
    page.goto(f"{files}{LEDGER}")
    page.get_by_label("Kind", exact=True).select_option("proposal")
    page.evaluate("location.hash = 'claim-p2-tests'")
    expect(page.locator("#claim-p2-tests")).to_be_in_viewport()
    expect(page.get_by_label("Kind", exact=True)).to_have_value("all")


def test_all_verdicts_open_at_once_and_on_paper(open_page: Open, files: str):
    """And close again."""
    page = open_page(WIDE)
    page.goto(f"{files}{LEDGER}")
    page.get_by_role("button", name="Open all verdicts").click()
    assert page.locator(".claim details:not([open])").count() == 0
    page.get_by_role("button", name="Close all verdicts").click()
    assert page.locator(".claim details[open]").count() == 0
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#claim-p2-tests-now")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("#claim-p2-tests-now")).to_be_hidden()


def test_without_a_script_all_verdicts_stand_on_paper(open_page: Open, files: str):
    """The style sheet opens them."""
    page = open_page(WIDE, script=False)
    page.goto(f"{files}{LEDGER}")
    page.emulate_media(media="print")
    assert page.locator("#claim-p2-tests-now").evaluate(
        "e => e.checkVisibility({contentVisibilityAuto: true})"
    )
    assert page.locator("#claim-p2-tests-now").bounding_box()["height"] > 20  # type: ignore[index]


def test_axe_finds_nothing_in_the_open_ledger(open_page: Open, site: str):
    """On a phone in the dark, all verdicts open, and nothing wider than the window."""
    page = open_page(PHONE, dark=True)
    page.goto(f"{site}{LEDGER}")
    page.get_by_role("button", name="Open all verdicts").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_going_back_shows_what_was_chosen(open_page: Open, files: str):
    """A browser restores the choice; the list follows it."""
    page = open_page(WIDE)
    page.goto(f"{files}{LEDGER}")
    page.get_by_label("Kind", exact=True).select_option("proposal")
    page.goto(f"{files}book/errata.html")
    page.go_back()
    chosen = page.get_by_label("Kind", exact=True).input_value()
    assert set(facets(page, "kind")) == ({"proposal"} if chosen == "proposal" else {*KINDS})


def test_an_address_that_is_none_is_borne(open_page: Open, files: str):
    """No error, and the ledger works."""
    page = open_page(WIDE)
    page.goto(f"{files}{LEDGER}#claim-%ZZ")
    page.get_by_role("button", name="Open all verdicts").click()
