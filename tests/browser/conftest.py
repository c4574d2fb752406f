"""One build of the live content and of the miniature city, one server and one browser for all tests here."""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from generator.pipeline import Project, published, rendered
from generator.writing import write_site

ROOT = Path(__file__).parent.parent.parent


class Quiet(SimpleHTTPRequestHandler):
    """A static host without a log."""

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the live site, with the miniature city where its base address says: under klimat/."""
    folder = tmp_path_factory.mktemp("host") / "site"
    for content, place in ((ROOT / "content", folder), (ROOT / "tests/city/content", folder / "klimat")):
        project = Project(content, ROOT / "templates", ROOT / "static")
        write_site(rendered(published(project), project), place)
    return folder


@pytest.fixture(scope="package")
def site(built: Path) -> Iterator[str]:
    """The address of the live site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="package")
def small_site(site: str) -> str:
    """The address of the miniature city."""
    return f"{site}klimat/"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "There is no Chromium. `make test` installs it, or says how."
    sandbox = [] if not hasattr(os, "getuid") or os.getuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=["--disable-gpu", *sandbox], executable_path=found)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page with the options of a browser's context; what the page complains of fails the test."""
    contexts, complaints = [], []

    def opened(width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()
