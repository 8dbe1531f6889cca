"""One Chromium for all tests in a browser, the edition on a loopback port, and pages that are watched."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from places import CHROMIUM

WIDE = 1440
Open = Callable[..., Page]


# Of this package alone: while Playwright runs, a loop and threads run that other tests do not want.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser; no name but the loopback address leads anywhere."""
    with sync_playwright() as playwright:
        options = [
            "--no-sandbox",
            "--process-per-site",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]
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


class Contexts:
    """Contexts that outlive a test, one for each kind of device and reader.

    With ``--process-per-site`` the pages of a context share a process, which compiles a script once: plotly
    takes a second. What a page may leave behind for the next, :meth:`leave` takes away.
    """

    def __init__(self, browser: Browser, blank: str) -> None:
        self._browser = browser
        self._blank = blank
        self._kept: dict[tuple[bool, bool, bool], BrowserContext] = {}
        self._keepers: dict[BrowserContext, Page] = {}

    def page(self, *, script: bool, dark: bool, touch: bool) -> Page:
        """A new page of a kind."""
        kind = (script, dark, touch)
        if kind not in self._kept:
            context = self._kept[kind] = self.new(script=script, dark=dark, touch=touch)
            keeper = self._keepers[context] = context.new_page()  # holds the process while no other page does
            keeper.goto(self._blank)
        return self._kept[kind].new_page()

    def new(self, *, script: bool, dark: bool, touch: bool) -> BrowserContext:
        """A new context, which nothing else uses."""
        return self._browser.new_context(
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            has_touch=touch,
            is_mobile=touch,
        )

    def leave(self, page: Page, origins: set[str]) -> None:
        """Close a page's context, or, where it is kept, its pages, with all that these origins stored."""
        context = page.context
        if context not in self._keepers:
            context.close()
            return
        keeper = self._keepers[context]
        session = context.new_cdp_session(keeper)
        for origin in origins:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        session.detach()
        for each in context.pages:
            if each is not keeper:
                each.close()


@pytest.fixture(scope="package")
def contexts(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Contexts:
    """The contexts that tests share."""
    blank = tmp_path_factory.mktemp("blank") / "blank.html"
    blank.write_text("<!doctype html><title>Blank</title>", encoding="utf-8")
    return Contexts(chromium, blank.as_uri())


@pytest.fixture
def open_page(contexts: Contexts) -> Iterator[Open]:
    """Open a page: ``open_page(width, script=False, dark=True)``. At the end: no error, no other host.

    With ``anew=True`` it finds empty caches, as on a first visit.
    """
    pages, wrong, origins = [], [], set()

    def told(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("file", "http"):
            origins.add(f"{parts.scheme}://{parts.netloc}")
        if parts.scheme not in ("file", "data", "blob") and parts.hostname != "127.0.0.1":
            wrong.append(f"asked for {request.url}")

    def run(
        width: int = WIDE,
        *,
        script: bool = True,
        dark: bool = False,
        touch: bool = False,
        anew: bool = False,
    ) -> Page:
        kind = {"script": script, "dark": dark, "touch": touch}
        page = contexts.new(**kind).new_page() if anew else contexts.page(**kind)
        page.set_viewport_size({"width": width, "height": 900})
        pages.append(page)
        page.on("console", told)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", asked)
        page.on("requestfailed", lambda request: wrong.append(f"did not get {request.url}"))
        return page

    yield run
    for page in pages:
        contexts.leave(page, origins)
    assert wrong == []
