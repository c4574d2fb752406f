"""The preview as an editor meets it in a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page that may complain: the preview answers a mistake with an error on purpose."""
    page = browser.new_page()
    yield page
    page.close()


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
