"""The preview as an editor meets it in a browser."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from project import ROOT, free_port


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page that may complain: the preview answers a mistake with an error on purpose."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def preview(city, tmp_path) -> Iterator[str]:
    """The address of a preview of the miniature city, by the real command."""
    with previewing(tmp_path) as address:
        yield address


@contextmanager
def previewing(project: Path, *options: str, **variables: str) -> Iterator[str]:
    """Runs the preview of a project, with these variables of the environment, and gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    with subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(30)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
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
    expect(page.get_by_role("heading", level=1)).to_have_text("A ferry to the harbour")

    edit("content/measures/02-tram.md", "goal: Y", "goal: Q")
    problem = page.get_by_text('"Q" is not a goal. Use one of X (Clean energy), Y (Sustainable travel).')
    expect(problem).to_be_visible()
    expect(page).to_have_title(re.compile("1 problem to fix"))

    edit("content/measures/02-tram.md", "goal: Q", "goal: Y")
    expect(problem).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("A ferry to the harbour")


def test_problems_and_advice_stand_on_the_page_that_they_concern(page, preview, edit):
    tram = "content/measures/02-tram.md"
    page.goto(preview + "en/measures/tram/")
    edit(tram, "number: 2\n", "number: 2\ngoal: X\n")
    panel = page.get_by_role("complementary", name="Preview")

    expect(panel.get_by_text(f"{tram}, line 4")).to_be_visible()
    # The page may load once more, with advice.
    expect(page.get_by_role("heading", level=1)).to_have_text("A tram to the harbour")
    expect(panel).to_have_css("position", "sticky")
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.locator("html")).to_have_js_property("scrollWidth", 320)


def test_below_a_base_path_our_404_page_leads_home(page, city, tmp_path):
    with previewing(tmp_path, "--path", "/plan/") as address:
        page.goto(address + "plan/en/measures/nowhere/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()

        page.get_by_role("main").get_by_role("link", name="Åtgärder", exact=True).click()
        page.wait_for_url(address + "plan/atgarder/")

        page.goto(address + "plan/en/measures/nowhere/")
        page.locator(".site-name").click()
        page.wait_for_url(address + "plan/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_save_by_renaming_and_a_new_name_are_followed(page, preview):
    tram = Path("content/measures/02-tram.md")
    page.goto(preview + "en/measures/tram/")
    Path("content/measures/.02-tram.md.swp").write_text(tram.read_text().replace("A tram to", "A ferry to"))
    Path("content/measures/.02-tram.md.swp").replace(tram)
    expect(page.get_by_role("heading", level=1)).to_have_text("A ferry to the harbour")

    heating = Path("content/measures/01-heating.md")
    page.goto(preview + "en/measures/district-heating/")
    heating.rename("content/measures/01-warmth.md")
    Path("content/measures/01-warmth.md").write_text(
        Path("content/measures/01-warmth.md").read_text().replace("heating without coal", "warmth without coal")
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("District warmth without coal")


def test_the_preview_shows_a_draft_marked_as_one(page, preview, edit):
    edit("content/measures/02-tram.md", "number: 2\n", "number: 2\ndraft: yes\n")
    page.goto(preview + "en/measures/tram/")

    expect(page.get_by_text("Draft", exact=True)).to_be_visible()
