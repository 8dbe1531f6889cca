"""Fail where a page is too heavy, asks for too much, or writes errors to the console.

Usage: loads.py FILE.json SITE: what ../shared/judges/thirdparty.mjs wrote, and the folder of the pages.
"""

import json
import sys
from pathlib import Path

KIB, REQUESTS = 80, 10  # the bars of a chapter page
SEARCH = "search.html"  # has the search's scripts and the index: its own bars
SEARCH_KIB, SEARCH_REQUESTS = 120, 12
CHART_KIB, CHART_REQUESTS = 160, 14  # a page with a chart, before a reader touches it


def limits_of(name: str) -> tuple[int, int]:
    """The bars of a page."""
    if name.endswith(SEARCH):
        return SEARCH_KIB, SEARCH_REQUESTS
    if 'class="chart' in Path(sys.argv[2], name).read_text(encoding="utf-8"):
        return CHART_KIB, CHART_REQUESTS
    return KIB, REQUESTS


pages = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["perPage"]
wrong = []
for page in pages:
    kib, requests = page["ownBytesGz"] / 1024, page["ownRequests"]
    print(f"{page['page']:32} {requests:3} requests {kib:7.1f} KiB")
    limits = limits_of(page["page"])
    if kib > limits[0] or requests > limits[1]:
        wrong.append(f"{page['page']}: {kib:.1f} KiB in {requests} requests")
    wrong += [f"{page['page']}: console: {text}" for text in page["consoleErrors"]]
    wrong += [f"{page['page']}: not found: {path}" for path in page["notFound"]]
    if page["overflowX"]:
        wrong.append(f"{page['page']}: scrolls sideways by {page['overflowX']} px")
print("\n".join(wrong) or "no page too heavy, no console error, nothing missing")
sys.exit(1 if wrong else 0)
