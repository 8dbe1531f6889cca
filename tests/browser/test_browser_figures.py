"""Figures in a browser, from a disk and without a network.

The drawing, plotly in its place, filters, the way from event to event, the table, addresses, paper.
"""

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser
PHONE, WIDE = 390, 1440
TALKS = ["e-1990-talks", "e-1991-side-talks", "e-1991-admission", "e-1993-statement", "e-1994-agreement"]
KIB = 1024
AXE = Axe()
scripts = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
widths = pytest.mark.parametrize("width", [PHONE, WIDE])


@pytest.fixture(scope="module")
def histories(built_book: Callable[..., Path]) -> Path:
    """The pages of the small book with timelines."""
    return built_book("histories") / "_build" / "html"


@pytest.fixture
def open_page(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Open a page on which nobody waits for long."""

    def run(*args: int, **options: bool) -> Page:
        page = open_page(*args, **options)
        page.set_default_timeout(8_000)
        return page

    return run


@pytest.fixture
def chapter(histories: Path) -> str:
    """The address of the chapter with timelines, as it lies on the disk."""
    return (histories / "book" / "histories.html").as_uri()


@pytest.fixture
def launches(histories: Path) -> str:
    """The address of the chapter with columns."""
    return (histories / "book" / "launches.html").as_uri()


def chart_of(page: Page) -> Locator:
    """The first chart of the page: the timeline of talks, or launches by year."""
    return page.locator(".chart").first


def rows_of(page: Page) -> Locator:
    """The rows of its table."""
    return page.locator(".rows").first.locator("tbody tr")


def press(page: Page, name: str) -> None:
    """Press a button of the first chart."""
    chart_of(page).get_by_role("button", name=name, exact=True).click()


def explore(page: Page) -> None:
    """Ask for the chart by its button, and wait until plotly has drawn it."""
    chart_of(page).get_by_role("button", name="Explore the chart").click()
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until plotly has taken the drawing's place and the page is at rest."""
    expect(chart_of(page).locator(".plot svg.main-svg").first).to_be_attached(timeout=20_000)
    expect(chart_of(page).get_by_role("button", name="Zoom in")).to_be_visible()
    rest(page)


def rest(page: Page) -> None:
    """Let two frames pass: what changes a chart is drawn once in the next."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_timeout(60)


def said(page: Page) -> str:
    """What the first chart last told a screen reader."""
    return chart_of(page).locator("[aria-live]").inner_text()


def drawn_ids(page: Page) -> set[str]:
    """The events that the visible drawing shows."""
    found = chart_of(page).evaluate(
        """chart => [...chart.querySelectorAll('.drawing [data-event]')]
        .filter(e => e.getClientRects().length).map(e => e.dataset.event)"""
    )
    return set(found)


def plotted_ids(page: Page) -> set[str]:
    """The events that plotly shows."""
    found = chart_of(page).evaluate(
        "chart => chart.querySelector('.plot').data.flatMap(trace => trace.customdata || [])"
    )
    return set(found)


def shown_ids(page: Page) -> list[str]:
    """The events that the table shows, in its order."""
    return [str(row.get_attribute("data-event")) for row in rows_of(page).all() if row.is_visible()]


def seen_range(page: Page) -> list[str]:
    """The first and the last day that plotly shows."""
    found: list[str] = chart_of(page).evaluate("c => c.querySelector('.plot').layout.xaxis.range.map(String)")
    return [day[:10] for day in found]


# The drawing


@scripts
@widths
def test_the_drawing_and_the_table_stand_at_once(open_page, chapter: str, script: bool, width: int):
    """The drawing for the width of the window, all rows, and nothing loaded that was not asked for."""
    asked: list[str] = []
    page = open_page(width, script=script)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(chapter)
    shown = chart_of(page).locator(".drawing:visible")
    assert shown.count() == 1
    assert ("phone" in str(shown.get_attribute("class"))) is (width == PHONE)
    assert shown_ids(page) == TALKS
    assert drawn_ids(page) == set(TALKS)
    expect(page.get_by_role("img", name=alternative(page), exact=True)).to_be_visible()
    assert chart_of(page).locator("button, select, input").count() == 0 or script
    assert not [url for url in asked if "/figures/" in url]


def alternative(page: Page) -> str:
    """The alternative text as the page has it."""
    return str(page.locator(".stage").first.get_attribute("aria-label"))


@scripts
def test_pages_with_charts_do_not_scroll_sideways(open_page, chapter: str, launches: str, script: bool):
    """Nothing but code and wide tables is wider than the window, down to 320 pixels."""
    page = open_page(script=script)
    for address in (chapter, launches):
        page.goto(address)
        for width in (WIDE, 900, PHONE, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(100)
            wide = page.evaluate(
                """() => [...document.querySelectorAll('article *')].filter(
                e => !e.closest('.rows, .chart-reach, svg, pre, .visually-hidden')
                && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
                ).map(e => e.className || e.tagName)"""
            )
            assert wide == [], (address, width)
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_only_pages_with_charts_load_the_script(open_page, histories: Path):
    """And it is light: script and style weigh 12 KiB at most."""
    page = open_page()
    page.goto((histories / "book" / "histories.html").as_uri())
    assert page.locator("script[src*='figures.js']").count() == 1
    page.goto((histories / "book" / "index.html").as_uri())
    assert page.locator("script[src*='figures.js'], link[href*='figures.css']").count() == 0
    files = [histories / "_static" / name for name in ("figures.js", "figures.css")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 12 * KIB


# The chart in its place

PLACES = """selector => [...document.querySelectorAll(selector)].map(e => {
  const r = e.getBoundingClientRect(); return [r.left, r.top + scrollY, r.width, r.height]; })"""
BELOW = ".board, .stage, .chart-legend, .chart-files, figcaption, .rows, footer"


@widths
def test_nothing_moves_when_plotly_takes_over(open_page, chapter: str, launches: str, width: int):
    """Every element from the stage down has the same box before and after, to the pixel's hundredth."""
    page = open_page(width)
    for address in (chapter, launches):
        page.goto(address)
        page.evaluate("document.fonts.ready")
        rest(page)
        before = page.evaluate(PLACES, BELOW)
        explore(page)
        after = page.evaluate(PLACES, BELOW)
        assert len(after) == len(before)
        for old, new in zip(before, after, strict=True):
            assert new == pytest.approx(old, abs=0.01)
        stage, sheet = (page.evaluate(PLACES, each)[0] for each in (".stage", ".plot .main-svg"))
        assert sheet == pytest.approx(stage, abs=1)


@widths
def test_the_chart_is_plotly_without_its_furniture(open_page, chapter: str, width: int):
    """No toolbar of plotly's, no logo, no wheel; screen readers meet the alternative text as before."""
    page = open_page(width)
    page.goto(chapter)
    name = alternative(page)
    explore(page)
    chart = chart_of(page)
    assert chart.locator(".modebar-btn, .plotlyjsicon").count() == 0
    assert chart.locator(".plot svg:not([aria-hidden=true])").count() == 0
    assert chart.evaluate("c => c.querySelector('.plot')._context.scrollZoom") in (False, {})
    assert chart.locator(".drawing").locator("visible=true").count() == 0
    expect(page.get_by_role("img", name=name)).to_be_attached()
    for each in ("Zoom in", "Zoom out", "Earlier", "Later", "All", "First", "Previous", "Next", "Last"):
        expect(chart.get_by_role("button", name=each, exact=True)).to_be_visible()


@widths
def test_table_drawing_and_chart_hold_the_same_events(open_page, chapter: str, width: int):
    """Ids of the rows, of the drawing's marks, of plotly's points, and of each form as it was loaded."""
    page = open_page(width)
    page.goto(chapter)
    explore(page)
    assert plotted_ids(page) == drawn_ids(page) == set(shown_ids(page)) == set(TALKS)
    forms = page.evaluate("Object.values(window.sixTracks.talks.forms).map(form => form.data)")
    for data in forms:
        signs = next(trace for trace in data if trace["name"] == "events")
        assert sorted(signs["customdata"]) == sorted(TALKS)


def click_a_mark(page: Page) -> None:
    """Click on the label of the agreement."""
    chart_of(page).locator(".drawing:visible [data-event=e-1994-agreement] text").first.click()


def rest_the_mouse(page: Page) -> None:
    """Move the mouse onto the drawing and leave it there."""
    chart_of(page).locator(".stage").hover(position={"x": 30, "y": 90})


def press_plus(page: Page) -> None:
    """Reach for more by the keyboard."""
    chart_of(page).get_by_role("application").press("+")


@pytest.mark.parametrize("reach", [click_a_mark, rest_the_mouse, press_plus, explore])
def test_plotly_loads_when_a_reader_reaches_for_the_chart(
    open_page, chapter: str, reach: Callable[[Page], None]
):
    """By a click, by a mouse at rest, by a key, by the button; a click selects what is under it."""
    page = open_page()
    page.goto(chapter)
    reach(page)
    drawn(page)
    chosen = page.locator("tr[aria-current]")
    if reach is click_a_mark:
        expect(chosen).to_have_attribute("data-event", "e-1994-agreement")
    else:
        assert chosen.count() == 0


def test_a_mouse_that_passes_by_loads_nothing(open_page, chapter: str):
    """It crosses the drawing and is gone within the time."""
    page = open_page()
    page.goto(chapter)
    rest_the_mouse(page)
    page.mouse.move(5, 5)
    page.wait_for_timeout(700)
    assert page.locator(".plot").count() == 0


def test_the_drawing_stays_when_plotly_does_not_load(chromium: Browser, histories: Path):
    """The page says so, and the reader can try again."""
    context = chromium.new_context(viewport={"width": WIDE, "height": 900})
    page = context.new_page()
    page.route("**/plotly.min.js", lambda route: route.abort())
    page.goto((histories / "book" / "histories.html").as_uri())
    chart_of(page).get_by_role("button", name="Explore the chart").click()
    expect(chart_of(page).locator(".chart-reach")).to_contain_text("did not load")
    assert "did not load" in said(page)
    assert chart_of(page).locator(".drawing.wide").is_visible()
    page.unroute("**/plotly.min.js")
    press(page, "Try again")
    drawn(page)
    context.close()


def test_zoom_ranges_and_drag(open_page, chapter: str):
    """Buttons and a drag move the time that is shown; All shows all; nothing goes beyond the ends."""
    page = open_page()
    page.goto(chapter)
    explore(page)
    first, last = whole = seen_range(page)
    press(page, "Zoom in")
    rest(page)
    nearer = seen_range(page)
    assert first < nearer[0] < nearer[1] < last
    press(page, "Earlier")
    rest(page)
    assert seen_range(page)[0] < nearer[0]
    box = chart_of(page).locator(".stage").bounding_box()
    page.mouse.move(box["x"] + 500, box["y"] + box["height"] - 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + box["height"] - 40, steps=5)
    page.mouse.up()
    rest(page)
    dragged = seen_range(page)
    assert dragged[0] > first
    for _ in range(12):
        press(page, "Later")
    rest(page)
    assert seen_range(page)[1] == last
    press(page, "All")
    rest(page)
    assert seen_range(page) == whole
    chart_of(page).locator(".chart-reach button").last.click()
    rest(page)
    assert seen_range(page) != whole


COLOURS = """chart => {
  const labels = chart.querySelector('.plot').data.find(trace => trace.name === 'labels');
  return [labels.textfont.color, getComputedStyle(chart).getPropertyValue('--chart-ink').trim()]; }"""


def test_colours_follow_the_theme_and_the_system(open_page, chapter: str):
    """The page's own, in the drawing and in the chart, changed while the reader looks at it."""
    page = open_page()
    page.goto(chapter)
    explore(page)
    seen = []
    for change in (
        lambda: None,
        lambda: page.emulate_media(color_scheme="dark"),
        lambda: page.evaluate("document.body.dataset.theme = 'light'"),
        lambda: page.evaluate("document.body.dataset.theme = 'dark'"),
    ):
        change()
        rest(page)
        chart, ink = chart_of(page).evaluate(COLOURS)
        assert chart == ink
        seen.append(ink)
    assert seen[0] == seen[2] != seen[1] == seen[3]
    text = chart_of(page).locator(".plot .textpoint text").first
    assert text.evaluate("e => getComputedStyle(e).fontFamily").startswith('"Edition Text"')


def test_a_window_that_narrows_gets_the_other_form(open_page, chapter: str):
    """At every width the chart fills the drawing's box."""
    page = open_page()
    page.goto(chapter)
    explore(page)
    for width in (1000, PHONE, 320, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        rest(page)
        rest(page)
        stage, sheet = (page.evaluate(PLACES, each)[0] for each in (".stage", ".plot .main-svg"))
        assert sheet == pytest.approx(stage, abs=1), width


# A finger


@pytest.fixture
def finger(open_page, chapter: str) -> tuple[Page, Callable[[int, int], None]]:
    """A phone with the chart explored in its window, and a swipe over the chart."""
    page = open_page(PHONE, touch=True)
    page.goto(chapter)
    chart_of(page).get_by_role("button", name="Explore the chart").tap()
    drawn(page)
    page.evaluate("document.querySelector('.board').scrollIntoView({block: 'center', behavior: 'instant'})")
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})
        page.wait_for_timeout(20)

    def swipe(right: int, down: int) -> None:
        box = chart_of(page).locator(".stage").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        touch("touchStart", {"x": x, "y": y})
        for part in range(1, 9):
            touch("touchMove", {"x": x + right * part / 8, "y": y + down * part / 8})
        touch("touchEnd")
        rest(page)

    return page, swipe


def test_a_swipe_over_the_chart_scrolls_the_page(finger):
    """Up and down belong to the page."""
    page, swipe = finger
    before = page.evaluate("scrollY")
    swipe(0, -150)
    assert page.evaluate("scrollY") > before + 100


def test_a_swipe_to_the_side_moves_the_time(finger):
    """When the chart shows a part of it."""
    page, swipe = finger
    chart_of(page).get_by_role("button", name="Zoom in").tap()
    page.evaluate("document.querySelector('.board').scrollIntoView({block: 'center', behavior: 'instant'})")
    rest(page)
    before = seen_range(page)
    swipe(-100, 0)
    assert seen_range(page)[0] > before[0]


# From event to event


def test_stepping_marks_and_says_each_event(open_page, chapter: str):
    """In the order of the table; drawing, card and address go along, and the page stays where it is."""
    page = open_page()
    page.goto(chapter)
    length, top = page.evaluate("[history.length, scrollY]")
    for place, ident in enumerate(TALKS, 1):
        press(page, "Next")
        rest(page)
        row = page.locator("tr[aria-current]")
        assert row.get_attribute("data-event") == ident
        assert said(page) == f"{row.get_attribute('data-spoken')}; {place} of {len(TALKS)}"
        assert page.url.endswith(f"#{ident}")
        mark = chart_of(page).locator(f".drawing.wide [data-event={ident}] text").first.bounding_box()
        here = chart_of(page).locator(".drawing.wide .here").bounding_box()
        assert here["y"] <= mark["y"] + 1
        assert here["y"] + here["height"] >= mark["y"] + mark["height"] - 1
        card = chart_of(page).get_by_role("group", name="Current event")
        expect(card).to_contain_text(row.locator("strong").inner_text())
        expect(card).to_contain_text(f"{place} of {len(TALKS)}")
        assert card.get_by_role("link").count() == row.locator(".bears a, .sources a").count()
    press(page, "Next")
    assert said(page).endswith("5 of 5")
    press(page, "First")
    assert said(page).endswith("1 of 5")
    press(page, "Previous")
    assert said(page).endswith("1 of 5")
    press(page, "Last")
    assert said(page).endswith("5 of 5")
    assert page.evaluate("[history.length, scrollY]") == [length, top]


def test_stepping_by_the_keyboard(open_page, chapter: str):
    """The chart takes the arrows, Home, End, Escape; Enter leads to the row."""
    page = open_page()
    page.goto(chapter)
    stage = chart_of(page).get_by_role("application")
    stage.focus()
    assert stage.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    for key, place in (("ArrowRight", 1), ("ArrowRight", 2), ("End", 5), ("ArrowLeft", 4), ("Home", 1)):
        page.keyboard.press(key)
        assert said(page).endswith(f"; {place} of 5"), key
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "e-1994-agreement"
    expect(page.locator("#e-1994-agreement")).to_be_in_viewport()
    stage.press("Escape")
    assert page.locator("tr[aria-current]").count() == 0
    assert not chart_of(page).get_by_role("group", name="Current event").is_visible()


@widths
def test_the_card_does_not_move_the_stage(open_page, chapter: str, width: int):
    """It stands below, and sticks to the window's foot where the stage is taller than the window."""
    page = open_page(width)
    page.goto(chapter)
    before = page.evaluate(PLACES, ".stage")[0]
    press(page, "Next")
    rest(page)
    assert page.evaluate(PLACES, ".stage")[0] == before
    expect(chart_of(page).locator(".chart-card")).to_be_in_viewport(ratio=0.5)


def test_the_current_event_is_marked_in_the_chart(open_page, chapter: str, launches: str):
    """By a band behind its row or its column, also when a click on a mark or a label chooses it."""
    page = open_page()
    for address in (chapter, launches):
        page.goto(address)
        explore(page)
        press(page, "Last")
        rest(page)
        found, shapes = chart_of(page).evaluate(
            """c => [getComputedStyle(c).getPropertyValue('--chart-found').trim(),
            c.querySelector('.plot').layout.shapes.map(s => s.fillcolor)]"""
        )
        assert shapes.count(found) == 1
    page.goto(chapter)
    explore(page)
    chosen = page.locator("tr[aria-current]")
    label = chart_of(page).locator(".plot .textpoint text", has_text="A statement")
    place = label.bounding_box()
    page.mouse.click(place["x"] + place["width"] - 4, place["y"] + 4)
    expect(chosen).to_have_attribute("data-event", "e-1993-statement")
    press(page, "Zoom in")
    rest(page)
    point = chart_of(page).locator(".plot .point").first.bounding_box()
    page.mouse.click(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    expect(chosen).to_have_count(1)


def test_columns_have_steps_and_a_search(open_page, launches: str):
    """No choices by party or kind; what is spoken is the year and its counts."""
    page = open_page()
    page.goto(launches)
    chart = chart_of(page)
    assert chart.locator("select").count() == 0
    press(page, "First")
    assert said(page) == f"{rows_of(page).first.get_attribute('data-spoken')}; 1 of {rows_of(page).count()}"
    year = rows_of(page).last.locator("th").inner_text()
    chart.get_by_label("Search").fill(year)
    expect(chart.locator("output")).to_have_text(f"1 of {rows_of(page).count()} rows")
    explore(page)
    assert plotted_ids(page) == {f"c-{year}"}


# Filters


def test_filters_work_by_keyboard_and_say_what_remains(open_page, chapter: str):
    """Rows, drawing and chart show the same; stepping goes over what is shown; one button clears."""
    page = open_page()
    page.goto(chapter)
    count = chart_of(page).get_by_role("status")
    expect(count).to_have_text("5 events")
    kind = chart_of(page).get_by_label("Kind")
    kind.focus()
    page.keyboard.type("neg")
    expect(kind).to_have_value("negotiation")
    expect(count).to_have_text("2 of 5 events")
    assert shown_ids(page) == TALKS[:2]
    assert drawn_ids(page) == set(TALKS[:2])
    press(page, "Last")
    assert said(page).endswith("; 2 of 2")
    explore(page)
    assert plotted_ids(page) == set(TALKS[:2])
    chart_of(page).get_by_label("Paragraph").select_option(label="¶2")
    expect(count).to_have_text("1 of 5 events")
    rest(page)
    assert plotted_ids(page) == {"e-1990-talks"}
    assert page.locator("tr[aria-current]").count() == 0
    clear = chart_of(page).get_by_role("button", name="Clear")
    clear.focus()
    page.keyboard.press("Enter")
    expect(count).to_have_text("5 events")
    rest(page)
    assert not clear.is_visible()
    assert page.evaluate("document.activeElement.name") == "party"
    assert plotted_ids(page) == set(shown_ids(page)) == set(TALKS)


def test_each_filter_narrows(open_page, chapter: str):
    """Party, kind and paragraph by choice, words by search, in any case and order."""
    page = open_page()
    page.goto(chapter)
    chart = chart_of(page)
    for label, value, expected in (
        ("Kind", "statement", ["e-1993-statement"]),
        ("Paragraph", "2", ["e-1990-talks", "e-1991-admission"]),
    ):
        chart.get_by_label(label).select_option(value)
        assert [ident for ident in shown_ids(page) if ident in expected] == expected
        assert set(shown_ids(page)) <= set(TALKS)
        press(page, "Clear")
    for option in chart.get_by_label("Party").locator("option").all_inner_texts()[1:]:
        chart.get_by_label("Party").select_option(option)
        for ident in TALKS:
            row = page.locator(f".rows >> nth=0 >> tr[data-event={ident}]")
            told = str(row.get_attribute("data-parties")).split("|")
            assert row.is_visible() is (option in told)
    press(page, "Clear")
    search = chart.get_by_role("searchbox", name="Search")
    search.fill("CORRIDOR delegations")
    assert shown_ids(page) == ["e-1991-side-talks"]
    search.fill("nothing has this")
    expect(chart.get_by_role("status")).to_have_text("0 of 5 events")
    press(page, "Next")
    assert page.locator("tr[aria-current]").count() == 0


def test_what_is_shown_can_be_taken_along(open_page, chapter: str):
    """As CSV, with date, event, parties, sources and id of the rows that the filter left."""
    page = open_page()
    page.goto(chapter)
    take = chart_of(page).get_by_role("button", name="CSV of what is shown")
    assert not take.is_visible()
    chart_of(page).get_by_label("Kind").select_option("negotiation")
    with page.expect_download() as download:
        take.click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    heads, *lines = csv.reader(io.StringIO(text))
    assert heads == ["date", "event", "parties", "sources", "id"]
    assert [line[-1] for line in lines] == TALKS[:2]
    assert lines[0][1] == "Talks on everything"
    assert download.value.suggested_filename == "talks-shown.csv"


# The table


def test_the_table_sorts_by_its_heads(open_page, chapter: str):
    """Up, then down; a screen reader is told; steps follow the new order."""
    page = open_page()
    page.goto(chapter)
    table = page.locator("table.events").first
    head = table.get_by_role("button", name="Event")
    head.click()
    titles = table.locator("tbody strong").all_inner_texts()
    assert titles == sorted(titles)
    expect(table.get_by_role("columnheader", name="Event")).to_have_attribute("aria-sort", "ascending")
    assert said(page) == "Sorted by Event, ascending"
    head.click()
    assert table.locator("tbody strong").all_inner_texts() == titles[::-1]
    assert said(page) == "Sorted by Event, descending"
    press(page, "Next")
    expect(page.locator("tr[aria-current] strong")).to_have_text(titles[-1])
    assert said(page).endswith("; 1 of 5")
    table.get_by_role("button", name="Date").click()
    assert shown_ids(page) == TALKS
    assert table.locator("[aria-sort]").count() == 1


def test_rows_are_cards_on_a_phone_and_wide_tables_scroll_in_their_box(
    open_page, chapter: str, launches: str
):
    """Each cell below the other; a table of numbers keeps its columns, in a box for the keyboard too."""
    page = open_page(PHONE)
    page.goto(chapter)
    left = page.eval_on_selector_all(
        "#e-1990-talks > *", "all => all.map(e => Math.round(e.getBoundingClientRect().left))"
    )
    assert len(set(left)) == 1
    page.goto(launches)
    box = page.get_by_role("region", name="Table: ").first
    assert box.evaluate("e => [e.tabIndex, e.scrollWidth > e.clientWidth]") == [0, True]


# Addresses


@widths
def test_an_address_opens_its_event(open_page, chapter: str, width: int):
    """The row is in view and has the focus, its event is current; another address, another event."""
    page = open_page(width)
    page.goto(f"{chapter}#e-1994-agreement")
    expect(page.locator("#e-1994-agreement")).to_be_focused()
    expect(page.locator("#e-1994-agreement")).to_have_attribute("aria-current", "true")
    expect(page.locator("#e-1994-agreement")).to_be_in_viewport()
    assert "5 of 5" in said(page)
    chart_of(page).get_by_label("Kind").select_option("statement")
    page.evaluate("location.hash = 'e-1990-talks'")
    expect(page.locator("#e-1990-talks")).to_be_focused()
    expect(page.locator("#e-1990-talks")).to_be_in_viewport()
    expect(chart_of(page).get_by_role("status")).to_have_text("5 events")
    assert page.locator("tr[aria-current]").count() == 1


def test_an_address_that_is_no_event_is_left_alone(open_page, chapter: str):
    """A section, a figure, nonsense."""
    page = open_page()
    for address in ("#talks", "#figure-talks", "#%", "#e-1066-hastings"):
        page.goto(chapter + address)
        assert page.locator("tr[aria-current]").count() == 0


def test_without_a_script_the_address_marks_its_row(open_page, chapter: str):
    """By :target; with a script, the row that is current, and no other."""
    ground = "e => getComputedStyle(e).backgroundColor"
    page = open_page(script=False)
    page.goto(f"{chapter}#e-1994-agreement")
    marked = page.locator("#e-1994-agreement").evaluate(ground)
    assert marked != page.locator("#e-1990-talks").evaluate(ground)
    page = open_page()
    page.goto(f"{chapter}#e-1994-agreement")
    press(page, "First")
    assert page.locator("#e-1990-talks").evaluate(ground) == marked
    assert page.locator("#e-1994-agreement").evaluate(ground) != marked


def test_a_passage_leads_to_its_events_and_they_to_it(open_page, histories: Path):
    """Folded below the digest; open in a note; the event's own links lead back."""
    page = open_page()
    page.goto((histories / "book" / "histories.html").as_uri())
    page.locator("#e-1990-talks .bears a").first.click()
    passage = page.locator(".passage:target")
    events = passage.locator("details.passage-events")
    assert not events.get_by_role("link").first.is_visible()
    events.locator("summary").click()
    events.get_by_role("link", name="Talks on everything").click()
    expect(page.locator("#e-1990-talks")).to_be_focused()
    page.go_back()
    expect(page.locator(".note-events").first).to_be_visible()


# Paper


@widths
def test_on_paper_the_wide_drawing_and_all_rows(open_page, chapter: str, width: int):
    """Also after a filter and with plotly in the drawing's place; no tools, no card."""
    page = open_page(width)
    page.goto(chapter)
    explore(page)
    chart_of(page).get_by_label("Kind").select_option("statement")
    press(page, "Next")
    page.emulate_media(media="print")
    chart = chart_of(page)
    assert chart.locator(".drawing.wide").is_visible()
    assert not chart.locator(".drawing.phone").is_visible()
    assert drawn_ids(page) == set(shown_ids(page)) == set(TALKS)
    for furniture in (".chart-filters", ".chart-tools", ".chart-card", ".plot", ".cell > details"):
        assert page.locator(furniture).locator("visible=true").count() == 0, furniture
    assert rows_of(page).first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    page.goto(chapter.replace("histories.html", "one.html"))
    for events in page.locator(".passage-events > p").all():
        assert events.is_visible()


# Everybody


MODES: dict[str, dict[str, Any]] = {
    "light": {"width": 1366},
    "phone-dark": {"width": 360, "touch": True, "dark": True},
}


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_before_and_after_exploring(open_page, chapter: str, launches: str, mode: str):
    """No violation, with an event chosen and a filter on."""
    found = []
    for address in (chapter, launches):
        page = open_page(**MODES[mode])
        page.goto(address)
        page.evaluate("document.fonts.ready")
        found += violations(page)
        press(page, "Next")
        chart_of(page).get_by_label("Search").fill("19")
        explore(page)
        press(page, "Next")
        rest(page)
        found += violations(page)
    assert found == []


def violations(page: Page) -> list[tuple[str, str, Any]]:
    """What axe has to say against a page."""
    told = AXE.run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    return [(page.url, each["id"], [node["target"] for node in each["nodes"]][:3]) for each in told]
