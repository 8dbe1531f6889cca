"""Networks, grids, shares, ranges, curves and the highway's sliders, in a browser and from a disk.

What a script adds to drawings and tables; the same once plotly took the drawing's place; the model as
the page computes it against the model in Python.
"""

import gzip
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from sixtracks.highway import Road, agreement_times, at_least, break_even, queue_share, queue_times

pytestmark = pytest.mark.browser
PHONE, WIDE = 390, 1440
KIB = 1024
AXE = Axe()
KINDS = {"seats": 7, "standing": 7, "designs": 5, "sensitivity": 10}
SLIDERS = (
    "Lanes",
    "A moving lane stalls",
    "A standing lane moves again",
    "A moving lane agrees",
    "Coupling",
    "Dilution",
)
MODELS = ("lanes-open", "first-agreement", "waiting")
widths = pytest.mark.parametrize("width", [PHONE, WIDE])
explored = pytest.mark.parametrize("is_explored", [False, True], ids=["drawing", "plotly"])


@pytest.fixture(scope="module")
def pages(built_book: Callable[..., Path]) -> Path:
    """The pages of the small book with designs."""
    return built_book("designs") / "_build" / "html"


@pytest.fixture
def open_page(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Open a page on which nobody waits for long."""

    def run(*args: int, **options: bool) -> Page:
        page = open_page(*args, **options)
        page.set_default_timeout(8_000)
        return page

    return run


@pytest.fixture
def network(pages: Path) -> str:
    """The address of the chapter with a network."""
    return (pages / "book" / "network.html").as_uri()


@pytest.fixture
def road(pages: Path) -> str:
    """The address of the chapter with the model."""
    return (pages / "book" / "road.html").as_uri()


def chart_of(page: Page, figure: str = "network") -> Locator:
    """A figure's chart."""
    return page.locator(f".chart[data-figure={figure}]")


def press(page: Page, name: str, figure: str = "network") -> None:
    """Press a button of a chart."""
    chart_of(page, figure).get_by_role("button", name=name, exact=True).click()


def explore(page: Page, figure: str = "network") -> None:
    """Ask for a chart by its button, and wait until plotly has drawn it."""
    chart_of(page, figure).get_by_role("button", name="Explore the chart").click()
    drawn(page, figure)


def drawn(page: Page, figure: str) -> None:
    """Wait until plotly has taken a drawing's place and the page is at rest."""
    sheet = page.locator(f".chart.is-explored[data-figure={figure}] .plot svg.main-svg").first
    expect(sheet).to_be_attached(timeout=20_000)
    rest(page)


def rest(page: Page) -> None:
    """Let two frames pass: what changes a chart is drawn once in the next."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_timeout(80)


def said(page: Page, figure: str = "network") -> str:
    """What a chart last told a screen reader."""
    return chart_of(page, figure).locator("[aria-live]").inner_text()


def lit(page: Page) -> set[str]:
    """The marks of the visible drawing that are not dimmed; none if no mark is."""
    found = chart_of(page).evaluate(
        """chart => [...chart.querySelectorAll('.has-lit .drawing [data-event]')].filter(mark =>
        mark.getClientRects().length && getComputedStyle(mark).opacity === '1').map(m => m.dataset.event)"""
    )
    return set(found)


def lit_in_plotly(page: Page) -> set[str]:
    """What plotly shows without dimming it."""
    found = chart_of(page).evaluate(
        "c => c.querySelector('.plot').data.filter(t => !(t.opacity < 1)).flatMap(t => t.customdata || [])"
    )
    return set(found)


def seats_shown(page: Page) -> list[str]:
    """The seats that the tables show."""
    rows = page.locator(".rows[data-figure=network] tbody tr")
    return [str(row.get_attribute("id")) for row in rows.all() if row.is_visible()]


# Networks

NORTH = {
    "party-north",
    "seat-peace-north",
    "seat-trade-north",
    "seat-region-north",
    "track-peace",
    "track-trade",
    "track-region",
}


@widths
def test_a_button_shows_a_design(open_page, network: str, width: int):
    """Its drawing, its text, its rows, in the address; the plotly form too once that is there."""
    page = open_page(width)
    page.goto(network)
    chart = chart_of(page)
    group = chart.get_by_role("group", name="Design")
    first, second, alone = group.get_by_role("button").all()
    expect(first).to_have_attribute("aria-pressed", "true")
    assert chart.locator(".drawing:visible").count() == 1
    both = seats_shown(page)
    assert len(both) == 14
    assert "seat-trade-rivals-us" not in both
    second.click()
    assert "seat-trade-rivals-us" in seats_shown(page)
    assert "seat-trade-japan" not in seats_shown(page)
    for is_explored in (False, True):
        if is_explored:
            explore(page)
            first.click()
        alone.click()
        expect(alone).to_have_attribute("aria-pressed", "true")
        expect(first).to_have_attribute("aria-pressed", "false")
        assert page.url.endswith("#view-alone")
        assert seats_shown(page) == ["seat-one-table-us", "seat-one-table-north", "seat-one-table-japan"]
        assert str(chart.locator(".stage").get_attribute("aria-label")).startswith("One table alone: ")
        rest(page)
        shown = chart.locator(f".drawing.{'phone' if width == PHONE else 'wide'}[data-view=alone]")
        if is_explored:
            assert "seat-one-table-us" in lit_in_plotly(page)
            assert "seat-peace-north" not in lit_in_plotly(page)
        else:
            expect(shown).to_be_visible()
            assert chart.locator(".drawing:visible").count() == 1


def test_without_a_script_all_tables_stand(open_page, network: str):
    """And one drawing, that of the first design, and no button."""
    page = open_page(script=False)
    page.goto(network)
    assert len(seats_shown(page)) == 19
    assert chart_of(page).locator(".drawing:visible").count() == 1
    assert chart_of(page).locator("button").count() == 0


def test_an_address_opens_a_design_or_a_seat(open_page, network: str):
    """A seat's row is in view and has the focus; a reading's seat shows that reading."""
    page = open_page()
    page.goto(f"{network}#view-alone")
    alone = chart_of(page).get_by_role("button", name="One table alone")
    expect(alone).to_have_attribute("aria-pressed", "true")
    expect(chart_of(page)).to_be_in_viewport()
    page.evaluate("location.hash = 'seat-trade-rivals-us'")
    expect(page.locator("#seat-trade-rivals-us")).to_be_focused()
    expect(page.locator("#seat-trade-rivals-us")).to_be_in_viewport()
    page.evaluate("location.hash = 'seat-peace-us'")
    expect(page.locator("#seat-peace-us")).to_be_focused()
    assert "seat-trade-rivals-us" in seats_shown(page)
    page.goto(f"{network}#seat-one-table-japan")
    page.reload()
    expect(page.locator("#seat-one-table-japan")).to_be_focused()
    for other in ("#who-sits-where", "#%", "#view-nothing"):
        page.goto(network + other)


@explored
def test_arrows_go_from_party_to_party_and_then_to_tracks(open_page, network: str, is_explored: bool):
    """What belongs to it is lit, the rest is dim; the card lists its seats; each step is said."""
    page = open_page()
    page.goto(network)
    if is_explored:
        explore(page)
    walk = chart_of(page).get_by_role("application")
    walk.press("ArrowRight")
    rest(page)
    assert lit(page) == NORTH
    if is_explored:
        assert lit_in_plotly(page) == NORTH
    assert said(page).endswith("; 1 of 10")
    assert "North" in said(page)
    card = chart_of(page).get_by_role("group", name="Current party or track")
    expect(card.locator(".card-title")).to_contain_text("North")
    expect(card.locator("li").first).to_have_text("Peace between the two – principal – stated: ¶1")
    assert card.locator("li").first.get_by_role("link", name="¶1").get_attribute("href")
    walk.press("End")
    expect(card.locator(".card-title")).to_have_text("The region")
    assert card.locator("li").count() == 6
    expect(card.locator("li").nth(4)).to_have_text("The Islands – principal – inferred: ¶3")
    walk.press("ArrowUp")
    assert "Trade" in said(page)
    walk.press("Home")
    walk.press("Enter")
    expect(page.locator("#seat-peace-north")).to_be_focused()
    walk.press("Escape")
    expect(card).to_be_hidden()
    rest(page)
    assert page.locator(".has-lit").count() == 0


def point_at(page: Page, mark: str) -> tuple[float, float]:
    """The middle of a party's sign or of a track."""
    page.evaluate("document.querySelector('.stage').scrollIntoView({block: 'center', behavior: 'instant'})")
    marks = chart_of(page).locator(f".drawing:not([hidden]) [data-event={mark}] > *")
    boxes = [box for each in marks.all() if (box := each.bounding_box()) and box["width"]]
    box = boxes[0]
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@explored
def test_a_mouse_over_a_party_lights_it_without_flicker(open_page, network: str, is_explored: bool):
    """One change when it comes, one when it goes; a click keeps it."""
    page = open_page()
    page.goto(network)
    if is_explored:
        explore(page)
    x, y = point_at(page, "party-north")
    page.evaluate(
        """() => { window.changes = 0; new MutationObserver(all => { window.changes += all.length; })
        .observe(document.querySelector('.stage'), {attributes: true, attributeFilter: ['class']}); }"""
    )
    for step in range(12):
        page.mouse.move(x + step % 3, y + step % 2)
        page.wait_for_timeout(30)
    rest(page)
    if is_explored:
        assert lit_in_plotly(page) == NORTH
    else:
        page.wait_for_timeout(200)
        assert lit(page) == NORTH
    assert page.evaluate("window.changes") == 1
    assert chart_of(page).locator(".chart-card").is_hidden()
    page.mouse.click(x, y)
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    assert page.locator(".has-lit").count() == 1
    expect(chart_of(page).locator(".card-title")).to_contain_text("North")
    press(page, "Close")
    assert page.locator(".has-lit").count() == 0


def test_a_finger_needs_no_hover(open_page, network: str):
    """A tap on a track lights it and opens the card; one beside all clears."""
    page = open_page(PHONE, touch=True)
    page.goto(network)
    x, y = point_at(page, "track-trade")
    page.touchscreen.tap(x, y)
    expect(chart_of(page).locator(".card-title")).to_have_text("Trade and what stops it")
    assert "seat-trade-council" in lit(page)
    box = chart_of(page).locator(".stage").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 2, box["y"] + box["height"] - 2)
    assert page.locator(".has-lit").count() == 0


def test_a_table_of_seats_sorts(open_page, network: str):
    """By its heads, as other tables do."""
    page = open_page()
    page.goto(network)
    table = page.locator(".rows[data-figure=network] table").first
    table.get_by_role("button", name="Party").click()
    cells = table.locator("tbody tr:visible td:nth-child(2)").all_inner_texts()
    assert cells == sorted(cells)
    assert said(page) == "Sorted by Party, ascending"


# Rows: grids, ranges, shares, curves


@explored
@pytest.mark.parametrize("figure", KINDS)
def test_rows_are_stepped_through(open_page, network: str, figure: str, is_explored: bool):
    """The current one is marked in the drawing and in the table, and said; plotly leaves it to be seen."""
    page = open_page()
    page.goto(network)
    if is_explored:
        explore(page, figure)
    chart, rows = chart_of(page, figure), page.locator(f".rows[data-figure={figure}] tbody tr")
    assert rows.count() == KINDS[figure]
    walk = chart.get_by_role("application")
    walk.press("ArrowRight")
    walk.press("ArrowDown")
    rest(page)
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    name = rows.nth(1).locator("th").inner_text()
    assert said(page, figure).startswith(f"{name}: ")
    assert said(page, figure).endswith(f"; 2 of {KINDS[figure]}")
    expect(chart.locator(".card-when")).to_have_text(f"{name} · 2 of {KINDS[figure]}")
    here = chart.locator(".here")
    assert [mark.evaluate("e => getComputedStyle(e).visibility") for mark in here.all()] == ["visible"]
    ident = str(rows.nth(1).get_attribute("data-event"))
    inside = chart.evaluate(
        """(chart, id) => { const here = chart.querySelector('.here').getBoundingClientRect();
        return [...chart.querySelectorAll(`[data-event="${id}"]`)].map(m => m.getBoundingClientRect())
        .filter(b => b.height)
        .every(b => b.top >= here.top - 1 && b.bottom <= here.bottom + 1); }""",
        ident,
    )
    assert inside
    walk.press("Enter")
    expect(rows.nth(1)).to_be_focused()
    walk.press("Escape")
    rest(page)
    assert here.count() == 0


def test_long_tables_have_a_search_and_no_chart_a_range(open_page, network: str, road: str):
    """Above eight rows; what is filtered leaves the drawing and plotly too."""
    page = open_page()
    page.goto(network)
    for figure, number in KINDS.items():
        assert chart_of(page, figure).get_by_role("searchbox").count() == (number > 8)
    explore(page, "sensitivity")
    chart = chart_of(page, "sensitivity")
    assert chart.get_by_role("button", name="Zoom in").count() == 0
    chart.get_by_role("searchbox").fill("stated seats only")
    rows = page.locator(".rows[data-figure=sensitivity] tbody tr")
    left = [str(row.get_attribute("data-event")) for row in rows.all() if row.is_visible()]
    assert 0 < len(left) < 10
    rest(page)
    found = chart.evaluate("c => c.querySelector('.plot').data.flatMap(t => t.customdata || [])")
    assert set(found) == set(left)
    drawn = chart.evaluate(
        "c => [...c.querySelectorAll('.drawing [data-event]:not(.out)')].map(m => m.dataset.event)"
    )
    assert set(drawn) == set(left)
    page.goto(road)
    assert chart_of(page, "lanes-open").get_by_role("searchbox").count() == 0


def test_numbers_sort_as_numbers(open_page, network: str):
    """Fractions and negative numbers, what is empty last."""
    page = open_page()
    page.goto(network)
    table = page.locator(".rows[data-figure=sensitivity] table")
    table.get_by_role("button", name="Lead, 5 in 100 below").click()
    numbers = [float(cell) for cell in table.locator("tbody td:nth-child(3)").all_inner_texts()]
    assert numbers == sorted(numbers)


def test_a_click_chooses_the_nearest_row(open_page, network: str, road: str):
    """In a grid the party of a seat, between curves the coupling."""
    page = open_page()
    page.goto(network)
    chart_of(page, "seats").locator(".drawing:visible [data-event=seat-peace-us]").first.click()
    chosen = page.locator(".rows[data-figure=seats] tr[aria-current]")
    expect(chosen).to_have_attribute("data-event", "party-us")
    drawn(page, "seats")
    page.goto(road)
    box = chart_of(page, "lanes-open").locator(".drawing:visible [data-event=curve-1]").first
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    assert place
    page.mouse.click(place["x"] + 0.52 * place["width"], place["y"] + 20)
    expect(page.locator(".rows[data-figure=lanes-open] tr[aria-current]")).to_have_attribute(
        "data-event", "at-50"
    )
    assert said(page, "lanes-open").startswith("Coupling, % 50: ")
    drawn(page, "lanes-open")


# The highway


def roads() -> list[Road]:
    """Reference roads, and some at random."""
    chance = random.Random(4)
    made = [
        Road(6, 1.0, 0.8, 0.5, 0.3, 0.4),
        Road(3, 0.5, 2.0, 0.25, 0.75, 1.0),
        Road(8, 2.5, 1.0, 1.5, 0.1, 0.6),
        Road(6, 0.4, 0.7, 0.2, 0.0, 0.0),
        Road(6, 0.4, 0.7, 0.2, 1.0, 1.0),
    ]
    for _ in range(12):
        rates = (chance.uniform(0.05, 3), chance.uniform(0.02, 3), chance.uniform(0.05, 3))
        made.append(Road(chance.randint(1, 8), *rates, chance.random(), chance.random()))
    return made


def test_the_page_computes_what_the_model_does(open_page, road: str):
    """Shares of time, years, break-evens: to nine digits."""
    page = open_page()
    page.goto(road)
    for each in roads():
        told = {
            "lanes": each.lanes,
            "stall": each.stall,
            "recover": each.recover,
            "agree": each.agree,
            "coupling": each.coupling,
            "dilution": each.dilution,
        }
        found = page.evaluate(
            """road => { const h = window.sixTracksHighway;
            return {shares: h.atLeast(road), times: h.agreementTimes(road),
            share: h.queueShare(road), queue: h.queueTimes(road),
            evens: ['open', 'first', 'last'].map(which => h.breakEven(road, which))}; }""",
            told,
        )
        assert found["shares"] == pytest.approx(at_least(each), rel=1e-9, abs=1e-12)
        assert found["times"] == pytest.approx(agreement_times(each), rel=1e-9)
        assert found["share"] == pytest.approx(queue_share(each), rel=1e-12)
        assert found["queue"] == pytest.approx(queue_times(each), rel=1e-12)
        evens = [break_even(each, "open"), break_even(each, "first"), break_even(each, "last")]
        for ours, theirs in zip(found["evens"], evens, strict=True):
            assert ours is theirs is None or ours == pytest.approx(theirs, abs=1e-9)


def slider(page: Page, name: str) -> Locator:
    """A slider by its label."""
    return page.get_by_role("slider", name=name)


def settle(page: Page) -> None:
    """Wait until a slider counts as at rest, and all is drawn."""
    page.wait_for_timeout(600)
    rest(page)


def cells_of(page: Page, figure: str, row: str) -> list[str]:
    """The visible cells of a row."""
    cells = page.locator(f".rows[data-figure={figure}] tr[data-event={row}] > *")
    return [cell.inner_text() for cell in cells.all() if cell.is_visible()]


TEXT = """() => { const copy = document.querySelector('article').cloneNode(true);
  copy.querySelectorAll('[aria-live], .plot, .chart-note').forEach(node => node.remove());
  return copy.textContent; }"""


def test_without_a_script_there_is_no_panel(open_page, road: str):
    """And nothing refers to one."""
    page = open_page(script=False)
    page.goto(road)
    assert page.locator("input[type=range], .chart-note").count() == 0
    for figure in MODELS:
        assert chart_of(page, figure).locator(".drawing:visible").count() == 1


def test_sliders_are_native_and_say_their_value(open_page, road: str):
    """One panel, above the first chart of the model."""
    page = open_page()
    page.goto(road)
    panel = page.get_by_role("group", name="Set the road")
    assert panel.count() == 1
    assert panel.get_by_role("slider").count() == len(SLIDERS)
    assert page.evaluate(
        """() => Boolean(document.querySelector('.road').compareDocumentPosition(
        document.querySelector('.chart[data-model]')) & Node.DOCUMENT_POSITION_FOLLOWING)"""
    )
    for name in SLIDERS:
        assert slider(page, name).get_attribute("aria-valuetext")
    expect(slider(page, "Coupling")).to_have_attribute("aria-valuetext", "25\u202f%")
    expect(panel.get_by_role("button", name="Back to the record")).to_be_disabled()


@explored
@widths
def test_a_slider_changes_results_charts_and_tables(open_page, road: str, width: int, is_explored: bool):
    """To what Python computes for that road; and back to the record, to the letter."""
    page = open_page(width)
    page.goto(road)
    if is_explored:
        for figure in MODELS:
            explore(page, figure)
    before = page.evaluate(TEXT)
    drawing = chart_of(page, "lanes-open").locator(".drawing").first.inner_html()
    model = chart_of(page, "lanes-open").evaluate("c => JSON.parse(c.dataset.model)")
    slider(page, "Coupling").fill("60")
    slider(page, "Dilution").fill("100")
    slider(page, "Lanes").fill("4")
    settle(page)
    assert page.url.endswith("#lanes=4&coupling=60&dilution=100")
    set_road = Road(4, model["stall"], model["recover"], model["agree"], 0.6, 1.0)
    shares, times, queue = at_least(set_road), agreement_times(set_road), queue_times(set_road)
    results = page.locator(".road-results").inner_text()
    assert f"1 or more: {100 * shares[1]:.0f}\u202f%" in results
    assert f"after {times[0]:.0f} years; on the toll road {queue[0]:.0f} years" in results
    assert f"after {times[-1]:.0f} years; on the toll road {queue[-1]:.0f} years" in results
    even = break_even(set_road, "open")
    assert even
    assert f"up to a coupling of {100 * even:.0f}\u202f%" in results
    assert "never" in results
    live = page.locator(".road [aria-live]")
    expect(live).to_contain_text("1 or more")

    single = f"{100 * queue_share(set_road):.1f}"
    assert cells_of(page, "lanes-open", "at-60") == [
        "60",
        *(f"{100 * each:.1f}" for each in shares[1:]),
        single,
    ]
    heads = page.locator(".rows[data-figure=lanes-open] thead th:visible").all_inner_texts()
    assert heads[4] == "all 4, %"
    assert cells_of(page, "first-agreement", "at-60")[3] == f"{times[0]:.2f}"
    assert cells_of(page, "waiting", "agreement-4")[1] == f"{times[3]:.1f}"
    assert cells_of(page, "waiting", "agreement-5") == []
    for figure in MODELS:
        expect(chart_of(page, figure).locator(".chart-note")).to_be_visible()
        assert "with your settings" in str(
            chart_of(page, figure).locator(".stage").get_attribute("aria-label")
        )

    marks = chart_of(page, "waiting").evaluate(
        "c => [...c.querySelectorAll('[data-event]')].map(m => m.dataset.event)"
    )
    assert set(marks) == {f"agreement-{number}" for number in range(1, 5)}
    if is_explored:
        shown = chart_of(page, "lanes-open").evaluate(
            "c => c.querySelector('.plot').data.find(t => t.name === 'curve-1').y.at(24)"
        )
        assert shown == pytest.approx(shares[1], rel=1e-9)
    else:
        assert ratio_drawn(page) == pytest.approx(shares[1] / queue_share(set_road), rel=0.01)

    page.locator(".road").get_by_role("button", name="Back to the record").click()
    settle(page)
    assert "#" not in page.url
    assert page.evaluate(TEXT) == before
    assert chart_of(page, "lanes-open").locator(".drawing").first.inner_html() == drawing


def test_an_address_sets_the_road(open_page, road: str):
    """What it names, within the sliders' ends; nonsense is left alone."""
    page = open_page()
    page.goto(f"{road}#stall=0.5&coupling=40&lanes=99&dilution=x")
    expect(slider(page, "Coupling")).to_have_value("40")
    expect(slider(page, "Lanes")).to_have_attribute("aria-valuetext", "8 lanes")
    expect(slider(page, "Dilution")).to_have_value("50")
    expect(slider(page, "A moving lane stalls")).to_have_attribute("aria-valuetext", "0.50 a year")
    settle(page)
    assert page.locator(".rows[data-figure=waiting] tr[data-event=agreement-6] th").inner_text() == "8"
    expect(page.locator(".road")).to_be_in_viewport()


def ratio_drawn(page: Page) -> float:
    """How high the first curve is drawn at a coupling of 60 per cent, in heights of the toll road's line."""
    found: float = chart_of(page, "lanes-open").evaluate(
        """chart => {
        const svg = [...chart.querySelectorAll('.drawing > svg')].find(s => s.getClientRects().length);
        const heights = p => p.getAttribute('d').slice(1).split('L').map(each => Number(each.split(' ')[1]));
        const of = id => heights(svg.querySelector(`[data-event=${id}] path`));
        const [nought] = heights(svg.querySelector('path'));
        return (nought - of('curve-1')[24]) / (nought - of('curve-toll-road')[0]); }"""
    )
    return found


def test_all_ends_of_the_sliders_can_be_shown(open_page, road: str):
    """One lane and eight, nothing and everything; each time all is drawn within its sheet."""
    page = open_page()
    page.goto(road)
    for lanes in ("1", "2", "8"):
        for end in ("Home", "End"):
            slider(page, "Lanes").fill(lanes)
            for name in SLIDERS[1:]:
                slider(page, name).press(end)
            settle(page)
            assert "NaN" not in page.locator(".road").inner_text()
            assert "Infinity" not in page.locator(".road").inner_text()
            drawn = page.evaluate(
                """() => [...document.querySelectorAll('.chart[data-model] .drawing svg')].filter(
                s => s.getClientRects().length).map(s => { const b = s.getBBox(), v = s.viewBox.baseVal;
                return [s.outerHTML.includes('NaN'), b.x > -v.width * .05, b.y >= -2,
                b.y + b.height < v.height + 2]; })"""
            )
            assert drawn == [[False, True, True, True]] * 3, (lanes, end)


# Everybody


PLACES = """selector => [...document.querySelectorAll(selector)].map(e => {
  const r = e.getBoundingClientRect(); return [r.left, r.top + scrollY, r.width, r.height]; })"""
BELOW = ".board, .stage, .chart-legend, .chart-files, figcaption, .rows, footer"


@widths
def test_nothing_moves_when_plotly_takes_over(open_page, network: str, road: str, width: int):
    """Every element from the stage down has the same box before and after."""
    page = open_page(width)
    for address, figures in ((network, ("network", *KINDS)), (road, MODELS)):
        page.goto(address)
        page.evaluate("document.fonts.ready")
        rest(page)
        for figure in figures:
            # the theme's header is a pixel lower at the very top
            chart_of(page, figure).locator(".chart-reach").scroll_into_view_if_needed()
            page.mouse.wheel(0, 40)
            rest(page)
            before = page.evaluate(PLACES, BELOW)
            explore(page, figure)
            after = page.evaluate(PLACES, BELOW)
            for old, new in zip(before, after, strict=True):
                assert new == pytest.approx(old, abs=0.01), figure
            chart = f".chart[data-figure={figure}]"
            stage, sheet = (
                page.evaluate(PLACES, f"{chart} {each}")[0] for each in (".stage", ".plot .main-svg")
            )
            assert sheet == pytest.approx(stage, abs=1), figure


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_pages_do_not_scroll_sideways(open_page, pages: Path, script: bool):
    """At any width, with each design and with a set road."""
    page = open_page(script=script)
    for name in (
        "network.html",
        "network.html#view-alone",
        "road.html",
        "road.html#lanes=8&recover=0.02",
        "cards.html",
    ):
        page.goto("about:blank")
        page.goto(f"{(pages / 'book').as_uri()}/{name}")
        for width in (WIDE, 900, PHONE, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(100)
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), (name, width)


def test_pages_load_only_what_they_need(open_page, pages: Path):
    """No script for small drawings, none for the model beside networks, nor the reverse; and all is light."""
    page = open_page()
    wanted = {
        "network.html": {"figures.js", "networks.js"},
        "road.html": {"figures.js", "highway.js", "roads.js"},
        "cards.html": set(),
    }
    for name, scripts in wanted.items():
        page.goto((pages / "book" / name).as_uri())
        found = page.evaluate("[...document.scripts].map(s => s.src.split('/').pop().split('?')[0])")
        assert set(found) & {"figures.js", "networks.js", "highway.js", "roads.js"} == scripts
    for script, kib in (("networks.js", 3), ("highway.js", 3), ("roads.js", 9)):
        assert len(gzip.compress((pages / "_static" / script).read_bytes())) < kib * KIB, script


MODES: dict[str, dict[str, Any]] = {
    "light": {"width": 1366},
    "phone-dark": {"width": 360, "touch": True, "dark": True},
}


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_before_and_after_exploring(open_page, network: str, road: str, mode: str):
    """No violation, with a design and a party chosen, a row current, a road set; targets are large enough."""
    found = []
    for address, figures in ((network, ("network", "seats", "sensitivity")), (road, MODELS)):
        page = open_page(**MODES[mode])
        page.goto(address)
        page.evaluate("document.fonts.ready")
        found += violations(page)
        if address == network:
            chart_of(page).get_by_role("button", name="read as").click()
        else:
            slider(page, "Coupling").fill("70")
            settle(page)
        for figure in figures:
            press(page, "Next", figure)
            explore(page, figure)
        rest(page)
        found += violations(page)
        small = page.evaluate(
            """() => [...document.querySelectorAll('.chart button, .road :is(input, button), .rows button')]
            .map(e => [e.textContent, e.getBoundingClientRect()])
            .filter(([, b]) => b.height && (b.height < 24 || b.width < 24))
            .map(([text, b]) => `${text} ${b.width} ${b.height}`)"""
        )
        assert small == []
    assert found == []


def violations(page: Page) -> list[tuple[str, str, Any]]:
    """What axe has to say against a page."""
    told = AXE.run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    return [(page.url, each["id"], [node["target"] for node in each["nodes"]][:3]) for each in told]


@widths
def test_on_paper_all_designs_tables_and_no_tools(open_page, network: str, road: str, width: int):
    """The rows of every design, the drawing that is shown; of the panel nothing."""
    page = open_page(width)
    page.goto(network)
    press(page, "Next")
    page.emulate_media(media="print")
    assert len(seats_shown(page)) == 19
    for furniture in (".chart-views", ".chart-tools", ".chart-card"):
        assert page.locator(furniture).locator("visible=true").count() == 0, furniture
    page.emulate_media(media="screen")
    page.goto(f"{road}#coupling=80")
    settle(page)
    page.emulate_media(media="print")
    assert page.locator(".road").locator("visible=true").count() == 0
