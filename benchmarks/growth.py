"""How a book grows with its events: the time to build it, its bytes, and the time to draw and to filter.

Usage: .venv/bin/python benchmarks/growth.py [--events 100 1000 10000] [--rounds 3] [--keep FOLDER]

Makes books with one timeline each, of as many events as asked, from ``tests/books/small``: random records,
the same each time. Each is built from nothing with ``sixtracks build`` in a folder of its own; then a copy's
HTML alone with ``jupyter-book build``. In Chromium, from the file system, it measures how long the page takes
to open, the chart from the click to plotly's drawing, and a filter by party until rows, drawing and chart
follow.

For each quantity it prints the amount in each book and its growth from one book to the next in shares of the
events' own growth (1.00: it grows as the events do; less: a part does not depend on them). What grows faster
than the events is flagged. The part that every book has hides some of that, so it is also told how many times
as much a further event costs in the larger books as in the smaller ones.
"""

import argparse
import gzip
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
NAME = "history"
TOLERATED = 1.15
"""A growth above this, in shares of the events' own, is flagged."""

FIRST, LAST = date(1950, 1, 1), date(2025, 12, 31)
KINDS = (
    *("agreement", "meeting", "negotiation", "statement", "decision"),
    *("resolution", "test", "incident", "publication"),
)
LANES, PARTIES, SOURCES, PASSAGES = 5, 30, 20, 3
WORDS = [
    *("accord", "agency", "armistice", "assembly", "border", "ceasefire", "commission", "conference"),
    *("council", "declaration", "delegation", "embassy", "envoy", "exchange", "export", "freeze"),
    *("frontier", "group", "inspection", "joint", "letter", "limit", "line", "meeting"),
    *("ministers", "missile", "mission", "north", "observer", "offer", "pact", "peace"),
    *("plan", "pledge", "port", "proposal", "protocol", "reactor", "report", "return"),
    *("round", "south", "statement", "summit", "talks", "test", "text", "treaty"),
    *("troops", "truce", "verification", "visit", "withdrawal", "zone"),
]

Amounts = dict[str, float]
"""What was measured on one book: seconds, bytes or megabytes, by the name of the quantity."""


def phrase(chance: random.Random, least: int, most: int) -> str:
    """Words, between a least and a most number of characters together."""
    goal = chance.randint(least, most)
    words = chance.choice(WORDS).capitalize()
    while len(words) < least or len(words) + 6 < goal:
        longer = f"{words} {chance.choice(WORDS)}"
        if len(longer) > most:
            break
        words = longer
    return words


def event(number: int, chance: random.Random) -> dict[str, Any]:
    """A random event; three in ten are spans, and half bear on a paragraph."""
    start = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
    form = chance.choices(("%Y-%m-%d", "%Y-%m", "%Y"), (80, 15, 5))[0]
    record: dict[str, Any] = {
        "id": f"e-{start.year}-n{number:05}",
        "timelines": {NAME: f"lane-{chance.randrange(LANES)}"},
        "start": start.strftime(form),
        "title": phrase(chance, 20, 60),
        "text": f"{phrase(chance, 80, 140)}. {phrase(chance, 60, 120)}.",
        "kind": chance.choice(KINDS),
        "parties": [f"party-{each}" for each in chance.sample(range(PARTIES), chance.randint(1, 4))],
        "sources": [
            f"Author{2000 + each}work" for each in chance.sample(range(SOURCES), chance.randint(1, 3))
        ],
    }
    if chance.random() < 0.3:  # noqa: PLR2004 (the share of spans)
        end = min(start + timedelta(days=chance.randint(1, 900)), LAST)
        record["end"] = end.strftime(form)
    if chance.random() < 0.5:  # noqa: PLR2004 (the share that bears on a paragraph)
        record["paragraphs"] = [chance.randint(1, PASSAGES)]
    return record


def make_book(root: Path, number: int) -> None:
    """A book with one timeline of as many events."""
    shutil.copytree(ROOT / "tests" / "books" / "small", root)
    chance = random.Random(number)
    decades: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for each in range(number):
        made = event(each, chance)
        decades[int(made["start"][:4]) // 10 * 10].append(made)
    folder = root / "data" / "events"
    folder.mkdir(exist_ok=True)
    for decade, records in decades.items():
        records.sort(key=lambda record: (record["start"], record["id"]))
        _dump(folder / f"{decade}s.yml", records)
    lanes = [{"id": f"lane-{each}", "name": f"Lane {each + 1}"} for each in range(LANES)]
    told = {"title": "A long history", "rule": "All that was drawn by lot.", "shows": "Chance."}
    _dump(root / "data" / "timelines.yml", [{"id": NAME, **told, "as_of": LAST, "lanes": lanes}])
    parties = [
        {"id": f"party-{each}", "name": f"Party {each + 1}", "kind": "state"} for each in range(PARTIES)
    ]
    _dump(root / "data" / "parties.yml", parties)
    with (root / "data" / "references.bib").open("a", encoding="utf-8") as file:
        for each in range(SOURCES):
            file.write(SOURCE.format(year=2000 + each, letter=chr(65 + each)))
    (root / "book" / f"{NAME}.md").write_text(CHAPTER, encoding="utf-8")
    toc = root / "_toc.yml"
    entry = "      - file: book/two\n"
    toc.write_text(
        toc.read_text("utf-8").replace(entry, f"{entry}      - file: book/{NAME}\n"), encoding="utf-8"
    )


SOURCE = """
@misc{{Author{year}work,
  author = {{Author, {letter}.}},
  title = {{{{A work of {year}}}}},
  year = {{{year}}},
  keywords = {{primary}}
}}
"""

CHAPTER = f"""---
file_format: mystnb
kernelspec: {{name: python3}}
---

# A long history

```{{code-cell}} ipython3
:tags: [hide-input]

from sixtracks.figures import timeline

timeline("{NAME}")
```
"""


def _dump(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text(yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")


def build(folder: Path, *command: str | Path) -> Amounts:
    """Build a book; it must succeed.

    Returns:
        The seconds that pass, the seconds of all processors together, and the largest process's memory.
    """
    began = time.monotonic()
    with (folder / "build.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command} failed:\n{(folder / 'build.log').read_text('utf-8')[-2000:]}")
    memory = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {
        "time": time.monotonic() - began,
        "processor time": used.ru_utime + used.ru_stime,
        "memory": memory,
    }


def built(folder: Path) -> Amounts:
    """Build a book's HTML and PDF, and another copy's HTML alone; their times and bytes."""
    alone = folder.with_name(f"{folder.name}-html")
    shutil.copytree(folder, alone)
    both = build(folder, BIN / "sixtracks", "build")
    html = build(alone, BIN / "jupyter-book", "build", ".")
    shutil.rmtree(alone)
    site = folder / "_build" / "html"
    page = (site / "book" / f"{NAME}.html").read_bytes()
    found = {
        "page": len(page),
        "page, gzip": len(gzip.compress(page)),
        **{name: (site / "figures" / f"{NAME}.{kind}").stat().st_size for kind, name in FILES.items()},
        "PDF": next((folder / "_build" / "pdf").glob("*.pdf")).stat().st_size,
    }
    return {
        **{f"build, HTML and PDF: {name}": amount for name, amount in both.items()},
        **{f"build, HTML alone: {name}": amount for name, amount in html.items()},
        **{f"bytes: {name}": amount for name, amount in found.items()},
    }


FILES = {"svg": "drawing (.svg)", "js": "chart's form (.js)", "csv": "rows (.csv)"}

REACH = """async () => {
  const chart = document.querySelector('.chart');
  const began = performance.now();
  chart.querySelector('.chart-reach button').click();
  while (!chart.classList.contains('is-explored')) {
    if (chart.querySelector('.failed')) throw new Error('the chart did not load');
    await new Promise((done) => setTimeout(done, 1));
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""
"""From the click to the frame in which plotly's drawing is seen, in milliseconds."""

FILTER = """async () => {
  const chart = document.querySelector('.chart');
  const party = chart.querySelector('select[name=party]');
  const drawn = new Promise((done) => chart.querySelector('.plot').once('plotly_afterplot', done));
  const began = performance.now();
  party.selectedIndex = 1;
  party.dispatchEvent(new Event('change'));
  await drawn;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""
"""From the choice of a party to the frame in which rows, drawing and chart show it, in milliseconds."""

PLACED = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
"""From the call of the page until its own script has run, in milliseconds."""


def seen(folder: Path, rounds: int) -> Iterator[Amounts]:
    """Open a book's page in Chromium from the file system, each time anew; what it takes."""
    from playwright.sync_api import sync_playwright

    address = (folder / "_build" / "html" / "book" / f"{NAME}.html").as_uri()
    with sync_playwright() as playwright:
        for _ in range(rounds):
            browser = playwright.chromium.launch(executable_path=CHROMIUM)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(0)
            page.goto(address)
            amounts = {"Chromium: page opens": page.evaluate(PLACED) / 1000}
            amounts["Chromium: chart drawn"] = page.evaluate(REACH) / 1000
            left = page.evaluate("document.querySelectorAll('.rows tbody tr:not([hidden])').length")
            amounts["Chromium: filter by party"] = page.evaluate(FILTER) / 1000
            now = page.evaluate("document.querySelectorAll('.rows tbody tr:not([hidden])').length")
            assert 0 < now < left, "the filter hides some rows and leaves some"
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable")
            told = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
            amounts["Chromium: memory of the script"] = told["JSHeapUsedSize"] / 1e6
            browser.close()
            yield amounts


CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)


def measure(folder: Path, number: int, rounds: int) -> Amounts:
    """All that is measured on a book of as many events; of what is measured more than once, the median."""
    make_book(folder, number)
    amounts = built(folder)
    if CHROMIUM:
        views = list(seen(folder, rounds))
        amounts |= {name: statistics.median(view[name] for view in views) for name in views[0]}
    return amounts


def shares(numbers: list[int], amounts: list[float]) -> list[float]:
    """The growth of an amount from each book to the next, in shares of the growth of the events."""
    pairs = zip(pairwise(numbers), pairwise(amounts), strict=True)
    return [(after / before) / (more / fewer) for (fewer, more), (before, after) in pairs]


def dearer(numbers: list[int], amounts: list[float]) -> list[float]:
    """How many times as much a further event costs between two books as between the two before them."""
    each = [
        (after - before) / (more - fewer)
        for (fewer, more), (before, after) in zip(pairwise(numbers), pairwise(amounts), strict=True)
    ]
    return [late / early if early > 0 else 0 for early, late in pairwise(each)]


def told(name: str, amount: float) -> str:
    """An amount with its unit."""
    if name.startswith("bytes"):
        return f"{amount / 1000:,.0f} kB"
    return f"{amount:,.0f} MB" if "memory" in name else f"{amount:,.2f} s"


def report(numbers: list[int], found: list[Amounts]) -> Iterator[str]:
    """The table, and the verdict."""
    heads = [*(f"{number:,} events" for number in numbers), "growth", "a further event"]
    yield f"| | {' | '.join(heads)} | |\n|---{'|---:' * len(heads)}|---|"
    flagged = []
    for name in found[0]:
        amounts = [each[name] for each in found]
        grown, further = shares(numbers, amounts), dearer(numbers, amounts)
        if max(grown, default=0) > TOLERATED:
            flagged.append(name)
        ratios = (", ".join(f"{each:.2f}" for each in group) for group in (grown, further))
        verdict = "**faster than the events**" if name in flagged else "no faster"
        yield f"| {name} | {' | '.join([*(told(name, each) for each in amounts), *ratios])} | {verdict} |"
    yield ""
    yield f"Faster than the events: {', '.join(flagged) or 'nothing'}."
    if not CHROMIUM:
        yield "There is no Chromium here: nothing was drawn or filtered."


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--rounds", type=int, default=3, help="how often a page is opened (default: 3)")
    parser.add_argument("--keep", type=Path, help="make the books in this folder, and leave them there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder)
        found = []
        for number in sorted(options.events):
            print(f"{number} events", file=sys.stderr, flush=True)
            found.append(measure(place.resolve() / str(number), number, options.rounds))
    print("\n".join(report(sorted(options.events), found)))


if __name__ == "__main__":
    main()
