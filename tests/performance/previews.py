"""Measures the preview: the number of measures in, out the time from a save until the browser shows it."""

from __future__ import annotations

import time
from pathlib import Path

from journeys.test_preview import previewing
from playwright.sync_api import Page

from performance.builds import CHANGING, Pages
from performance.measuring import Run
from performance.results import PREVIEW, Result
from performance.roadmaps import retitle, write_roadmap

SAVES = 5
# An editor writes for a while between two saves; in milliseconds, as is the time until we give up.
WRITING = 1_000
PATIENCE = 300_000
SHOWN = 'title => document.querySelector("h1")?.textContent.includes(title)'


def preview_result(measures: int, folder: Path, page: Page, pages: Pages) -> Result:
    """The result of saves in the preview of a roadmap with so many measures, made in a new folder."""
    write_roadmap(measures, folder / "content")
    with previewing(folder, XDG_CACHE_HOME=str(folder / "cache")) as address:
        page.goto(address + pages.measure, timeout=PATIENCE)
        runs = [save(folder / "content", f"Uusi nimi {turn}", page) for turn in range(SAVES)]
    return Result(measures, PREVIEW, runs)


def save(content: Path, title: str, page: Page) -> Run:
    """A save of another title of the measure whose page is open, until it is there after the reload."""
    page.wait_for_timeout(WRITING)
    began = time.perf_counter()
    retitle(content, CHANGING, title)
    page.wait_for_function(SHOWN, arg=title, timeout=PATIENCE)
    return Run(time.perf_counter() - began)
