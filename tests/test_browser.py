"""The published site and the preview in a real browser, as a reader and an editor meet them."""

from __future__ import annotations

import functools
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from generator.pipeline import Project, published, rendered
from generator.writing import write_site

ROOT = Path(__file__).parent.parent

# One of each kind of page, in both languages.
KINDS = {
    "home": ("", "sv/"),
    "measures": ("toimenpiteet/", "sv/atgarder/"),
    "classification": ("tavoitteet/", "sv/mal/"),
    "value": ("tavoitteet/paivittaiset-ilmastoteot/", "sv/mal/dagliga-klimatinsatser/"),
    "measure": ("toimenpiteet/iot-alustan-kayttoonotto/", "sv/atgarder/iot-plattform/"),
    "page": ("tietoa/", "sv/om-webbplatsen/"),
    "not found": ("404.html", "sv/404.html"),
}
ADDRESSES = [address for pair in KINDS.values() for address in pair]

# WCAG 2.2 A and AA, good practice, and contrast and target size beyond AA.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


class Quiet(SimpleHTTPRequestHandler):
    """A static host without a log."""

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the live content, built and served."""
    project = Project(ROOT / "content", ROOT / "templates", ROOT / "static")
    folder = tmp_path_factory.mktemp("host") / "site"
    write_site(rendered(published(project), project), folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    with sync_playwright() as playwright:
        options = {"executable_path": found} if found else {"channel": "chrome"}
        sandbox = [] if not hasattr(os, "getuid") or os.getuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(args=["--disable-gpu", *sandbox], **options)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_has_a_finding_of_axe_nor_scrolls_sideways(browser, site, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    findings, wide = [], []
    for address in ADDRESSES:
        answer = page.goto(site + address)
        assert answer is not None
        assert answer.status == 200
        results = Axe().run(page, options=AXE).response["violations"]
        findings += [(address, one["id"], [node["html"] for node in one["nodes"]][:3]) for one in results]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)
    context.close()

    assert findings == []
    assert wide == []


@pytest.mark.parametrize(("finnish", "swedish"), KINDS.values(), ids=KINDS.keys())
def test_the_language_link_leads_to_the_same_page_and_back(page, site, finnish, swedish):
    page.goto(site + finnish)
    page.get_by_role("link", name="På svenska", exact=True).click()
    assert page.url == site + swedish
    assert page.locator("html").get_attribute("lang") == "sv"

    page.get_by_role("link", name="Suomeksi", exact=True).click()
    assert page.url == site + finnish


def test_the_skip_link_comes_first_and_leads_to_the_content(page, site):
    page.goto(site + "toimenpiteet/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Siirry sisältöön"
    assert page.locator(".skip-link").is_visible()

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main_content"


def test_every_focused_link_of_a_measure_is_seen(page, site):
    page.goto(site + KINDS["measure"][0])
    unseen = []
    for _ in range(page.locator("a").count()):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(() => { const a = document.activeElement, s = getComputedStyle(a);"
            " return a.tagName === 'A' && (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2)"
            " ? a.textContent : '' })()"
        )
        unseen += [outline] if outline else []

    assert unseen == []


def test_a_page_needs_no_script_no_cookie_and_no_other_host(page, site):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(site + KINDS["measure"][0])

    assert all(url.startswith(site) for url in requests)
    assert page.locator("script").count() == 0
    assert page.context.cookies() == []


def test_the_way_from_home_to_a_measure_and_on(page, site):
    page.goto(site)
    page.get_by_role("main").get_by_role("link", name="Päivittäiset ilmastoteot").click()
    page.get_by_role("link", name="Hyödynnetään tekoälyä tunnistamaan esim. vieraslajeja").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Hyödynnetään tekoälyä tunnistamaan esim. vieraslajeja"

    page.locator("a[rel=next]").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Sisäisen vuokran")


def test_on_paper_there_is_no_navigation(page, site):
    page.goto(site + KINDS["measure"][0])
    page.emulate_media(media="print")

    assert not page.get_by_role("navigation", include_hidden=True).first.is_visible()
    assert page.get_by_role("heading", level=1).is_visible()


@pytest.fixture
def preview(city, tmp_path) -> Iterator[str]:
    """The address of a preview of the miniature city, by the real command."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL) as process:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/"
        process.terminate()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no preview on port {port}")


def test_the_preview_follows_an_editor_s_change_mistake_and_cure(page, preview, edit):
    page.goto(preview + "en/measures/tram/")
    edit("content/measures/02-tram.md", "A tram to the harbour", "A ferry to the harbour")
    page.get_by_role("heading", name="A ferry to the harbour", level=1).wait_for(timeout=5000)

    edit("content/measures/02-tram.md", "goal: Y", "goal: Q")
    page.get_by_text('"Q" is not a goal. Use one of X, Y.').wait_for(timeout=5000)
    assert "1 problem to fix" in page.title()

    edit("content/measures/02-tram.md", "goal: Q", "goal: Y")
    page.get_by_role("heading", name="A ferry to the harbour", level=1).wait_for(timeout=5000)


def test_the_preview_shows_a_draft_marked_as_one(page, preview, edit):
    edit("content/measures/02-tram.md", "number: 2\n", "number: 2\ndraft: yes\n")
    page.goto(preview + "en/measures/tram/")

    page.get_by_text("Draft", exact=True).wait_for(timeout=5000)
