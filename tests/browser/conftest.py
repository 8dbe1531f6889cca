"""One Chromium for all tests in a browser, the edition on a loopback port, and pages that are watched."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from places import CHROMIUM

WIDE = 1440
Open = Callable[..., Page]


# Of this package alone: while Playwright runs, a loop and threads run that other tests do not want.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser; no name but the loopback address leads anywhere."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that does not log, and knows no icon of the site."""

    def do_GET(self) -> None:
        """Give a file; say that there is nothing where Chromium looks for an icon by itself."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="package")
def site(edition: Path) -> Iterator[str]:
    """The edition's pages as a web server gives them."""
    handler = partial(Quiet, directory=str(edition / "html"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def files(edition: Path) -> str:
    """The edition's pages as they lie on a disk."""
    return f"{(edition / 'html').as_uri()}/"


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Open a page: ``open_page(width, script=False, dark=True)``. At the end: no error, no other host."""
    contexts, wrong = [], []

    def told(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("file", "data", "blob") and parts.hostname != "127.0.0.1":
            wrong.append(f"asked for {request.url}")

    def run(width: int = WIDE, *, script: bool = True, dark: bool = False, touch: bool = False) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            has_touch=touch,
            is_mobile=touch,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", told)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", asked)
        page.on("requestfailed", lambda request: wrong.append(f"did not get {request.url}"))
        return page

    yield run
    for context in contexts:
        context.close()
    assert wrong == []
