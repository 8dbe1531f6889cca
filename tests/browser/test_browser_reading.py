"""Reading from a disk, at three widths, with and without JavaScript: digests, notes, there and back."""

from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Locator, Page, expect

from markup import pages_of

pytestmark = pytest.mark.browser
NARROW, MIDDLE, WIDE = 390, 900, 1440
CHAPTER = "book/six-tracks.html"
scripts = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
narrow = pytest.mark.parametrize("width", [NARROW, MIDDLE])


IN_VIEW = """e => { const r = e.getClientRects()[0];
  return !!r && r.height > 0 && r.top >= 0 && r.top + Math.min(r.height, 60) <= innerHeight; }"""


def is_in_view(element: Locator) -> bool:
    """Whether an element's first lines can be seen without scrolling, once the browser has come to rest."""
    for _ in range(20):
        if element.evaluate(IN_VIEW):
            return True
        element.page.wait_for_timeout(50)
    return False


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """Where elements stand on the page."""
    found = page.eval_on_selector_all(
        selector,
        "all => all.map(e => { const r = e.getBoundingClientRect(); "
        "return {id: e.id, top: r.top + scrollY, bottom: r.bottom + scrollY}; })",
    )
    assert found
    return found


@scripts
def test_no_page_scrolls_sideways(open_page, files: str, edition: Path, script: bool):
    """Nothing is wider than the window, down to 320 pixels."""
    page = open_page(script=script)
    too_wide = []
    for path in pages_of(edition / "html" / "book"):
        page.goto(f"{files}book/{path.name}")
        for width in (WIDE, MIDDLE, NARROW, 320) if script else (NARROW, 320):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
                too_wide.append((path.name, width))
    assert too_wide == []


# The text of a digest line by line, as the browser breaks it; the last line of a paragraph is left out.
LINES = """() => [...document.querySelectorAll('.digest > p:not(.voice)')].flatMap(p => {
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT), range = document.createRange();
  const lines = ['']; let bottom = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest('.annotation-mark')) continue;
    for (let i = 0; i < node.length; i++) {
      range.setStart(node, i); range.setEnd(node, i + 1);
      const box = range.getClientRects()[0];
      if (box && box.width && bottom !== null && box.top > bottom) lines.push('');
      if (box && box.width) bottom = box.top + box.height * 0.7;
      lines[lines.length - 1] += node.data[i];
    }
  }
  return lines.slice(0, -1).map(line => line.trim().length);
})"""


def test_the_measure_is_60_to_75_characters(open_page, files: str):
    """Counted in the lines of the digests as they are shown."""
    page = open_page(WIDE)
    page.goto(files + CHAPTER)
    page.evaluate("document.fonts.ready")
    lengths = page.evaluate(LINES)
    assert len(lengths) > 10
    assert 60 <= median(lengths) <= 75, lengths


@scripts
def test_notes_stand_beside_their_digest_on_a_wide_screen(open_page, files: str, script: bool):
    """All are shown; none covers its digest, another note, or the next passage's."""
    page = open_page(WIDE, script=script)
    page.goto(files + CHAPTER)
    assert all(note.is_visible() for note in page.locator(".annotation").all())
    for passage in page.locator(".passage:has(.annotation)").all():
        digest, notes = passage.locator(".digest").bounding_box(), passage.locator(".notes").bounding_box()
        assert notes["x"] >= digest["x"] + digest["width"]
        assert abs(notes["y"] - digest["y"]) < 60
        assert notes["x"] + notes["width"] <= WIDE
    notes = boxes(page, ".annotation")
    for above, below in pairwise(notes):
        assert below["top"] >= above["bottom"], (above["id"], below["id"])
    passages = boxes(page, ".passage")
    for above, below in pairwise(passages):
        assert below["top"] >= above["bottom"], (above["id"], below["id"])


@scripts
def test_paragraph_numbers_stand_in_the_margin(open_page, files: str, script: bool):
    """Left of the digest, at its first line; a click makes the passage the address."""
    page = open_page(WIDE, script=script)
    page.goto(files + CHAPTER)
    for passage in page.locator(".passage").all():
        number, text = passage.locator(".passage-number"), passage.locator(".digest > p:not(.voice)").first
        place, line = number.bounding_box(), text.bounding_box()
        assert place["x"] + place["width"] <= line["x"]
        assert abs(place["y"] - line["y"]) < 25
    page.locator("#p17 .passage-number").click()
    assert page.url.endswith("six-tracks.html#p17")


@scripts
@narrow
def test_a_note_opens_in_place_on_a_narrow_screen(open_page, files: str, width: int, script: bool):
    """Closed at first; the mark opens it where both can be seen; back, next and previous work."""
    page = open_page(width, script=script, touch=width == NARROW)
    page.goto(files + CHAPTER)
    notes, opened = page.locator(".annotation"), page.locator(".annotation:visible")
    assert notes.count() > 20
    assert opened.count() == 0

    for ident in ("p14-dozen-tracks", "p17-vietnam", "p24-ning"):
        mark, note = page.locator(f"#{ident}-mark"), page.locator(f"#{ident}")
        mark.click()
        page.wait_for_url(f"**#{ident}")
        assert opened.count() == 1
        assert is_in_view(note), ident
        assert is_in_view(mark), ident

    page.locator("#p17-vietnam-mark").click()
    page.locator("#p17-vietnam .ways a", has_text="Next note").click()
    following = page.locator(".annotation:target")
    assert following.get_attribute("id") != "p17-vietnam"
    assert is_in_view(following)
    following.locator(".ways a", has_text="Previous note").click()
    assert page.url.endswith("#p17-vietnam")
    assert is_in_view(page.locator("#p17-vietnam"))
    page.locator("#p17-vietnam .ways a", has_text="Back to ¶17").click()
    assert page.url.endswith("#p17-vietnam-mark")
    assert is_in_view(page.locator("#p17-vietnam-mark"))
    assert opened.count() == 0


@scripts
def test_an_address_opens_its_note(open_page, files: str, script: bool):
    """Somebody sends the address of a note to a phone."""
    page = open_page(NARROW, script=script, touch=True)
    page.goto(f"{files}{CHAPTER}#p17-vietnam")
    assert page.locator(".annotation:visible").count() == 1
    assert is_in_view(page.locator("#p17-vietnam"))
    assert is_in_view(page.locator("#p17-vietnam-mark"))


@scripts
def test_digest_only_hides_the_notes(open_page, files: str, script: bool):
    """On a wide screen, for a first reading; a note that is asked for still shows."""
    page = open_page(WIDE, script=script)
    page.goto(files + CHAPTER)
    page.get_by_label("Digest only").check()
    assert page.locator(".annotation:visible").count() == 0
    page.locator("#p17-vietnam-mark").click()
    assert page.locator(".annotation:visible").count() == 1
    page.get_by_label("Digest only").uncheck()
    assert page.locator(".annotation:visible").count() == page.locator(".annotation").count()


@scripts
@narrow
def test_the_contents_open_on_a_narrow_screen(open_page, files: str, width: int, script: bool):
    """The menu's button shows the contents, and each track is in them."""
    page = open_page(width, script=script)
    page.goto(files + CHAPTER)
    track = page.locator(".sidebar-tree").get_by_text("Track 6: Regional security").first
    expect(track).not_to_be_in_viewport()
    page.locator("label.nav-overlay-icon").click()
    expect(page.locator(".sidebar-brand")).to_be_in_viewport()
    track.click()
    assert page.url.endswith("#track-6-regional-security")


@scripts
def test_the_front_page_leads_on(open_page, files: str, script: bool):
    """The address of the whole book opens the title page."""
    page = open_page(WIDE, script=script)
    page.goto(files + "index.html")
    page.wait_for_url("**/book/index.html")
    assert page.locator("h1").inner_text().startswith("Six Tracks")


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_on_paper_all_notes_stand_and_no_furniture(open_page, files: str, width: int):
    """Printed from a phone or a laptop: text, numbers, notes."""
    page = open_page(width)
    page.goto(files + CHAPTER)
    page.emulate_media(media="print")
    assert page.locator(".annotation:visible").count() == page.locator(".annotation").count()
    assert page.locator(".digest:visible").count() == page.locator(".passage-number:visible").count() == 11
    furniture = (
        ".sidebar-drawer, .mobile-header, .related-pages, .skip-to-content, .headerlink, .ways, .theme-toggle"
    )
    assert page.locator(furniture).count() > 5
    assert page.locator(furniture).locator("visible=true").count() == 0
    for passage in page.locator(".passage:has(.annotation)").all():
        digest, notes = passage.locator(".digest").bounding_box(), passage.locator(".notes").bounding_box()
        assert notes["y"] >= digest["y"] + digest["height"]


COLOURS = r"""selectors => selectors.map(selector => {
  const rgb = getComputedStyle(document.querySelector(selector)).color.match(/[\d.]+/g).slice(0, 3);
  return rgb.map(Number).reduce((sum, each) => sum + each);
})"""


@pytest.mark.parametrize("chosen", [True, False], ids=["chosen", "by-the-system"])
def test_on_paper_the_ink_is_dark(open_page, files: str, chosen: bool):
    """Also for a reader of the dark theme: a printer leaves the dark ground out."""
    page = open_page(WIDE, dark=not chosen)
    page.goto(files + CHAPTER)
    if chosen:
        page.evaluate("document.body.dataset.theme = 'dark'")
    page.emulate_media(media="print")
    ink = page.evaluate(
        COLOURS, [".digest > p:last-child", ".annotation > p:last-child", ".lemma", "h1", ".voice"]
    )
    assert max(ink) < 400, ink
