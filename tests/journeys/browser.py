"""One browser for the tests of a package, and its pages: fixtures for the package's conftest to import."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from journeys.host import launch

HEIGHT = 900
# How long a slow machine may take to show what is expected, in milliseconds.
PATIENCE = 15_000

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield browser


@pytest.fixture(scope="package")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser's context for all tests that ask for nothing special; the page that stays open keeps it warm."""
    with browser.new_context(viewport={"width": 1280, "height": HEIGHT}) as context:
        context.new_page()
        yield context


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the pages of a test complain of. Whatever it is, it fails the test."""
    complaints: list[str] = []
    yield complaints
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    with context.new_page() as page:
        yield watched(page, complaints)


@pytest.fixture
def open_page(browser: Browser, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens a page with the options of a browser's context."""
    contexts = []

    def opened(width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, **options)
        contexts.append(context)
        return watched(context.new_page(), complaints)

    yield opened
    for context in contexts:
        context.close()


def watched(page: Page, complaints: list[str]) -> Page:
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def visit(page: Page, url: str) -> None:
    """Open a page, and wait for all that its script fetches."""
    page.goto(url)
    expect(page.locator("[aria-busy]")).to_have_count(0)


def resize(page: Page, width: int, height: int = HEIGHT) -> None:
    page.set_viewport_size({"width": width, "height": height})
    expect(page.locator("html")).to_have_js_property("clientWidth", width)
