"""One build of the live content and of the miniature city, one server and one browser for all tests here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browser.host import ROOT, build, launch, served


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the live site, with the miniature city where its base address says: under klimat/."""
    folder = tmp_path_factory.mktemp("host") / "site"
    build(ROOT / "content", folder)
    build(ROOT / "tests/city/content", folder / "klimat")
    return folder


@pytest.fixture(scope="package")
def site(built: Path) -> Iterator[str]:
    """The address of the live site."""
    with served(built) as address:
        yield address


@pytest.fixture(scope="package")
def small_site(site: str) -> str:
    """The address of the miniature city."""
    return f"{site}klimat/"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
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
