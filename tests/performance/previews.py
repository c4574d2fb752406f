"""Measures the preview: the number of measures in, out how long a save takes to its page, and what an idle one takes."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from journeys.test_preview import previewing
from playwright.sync_api import Page

from performance.builds import CHANGING, Pages
from performance.measuring import Run, command_of, cpu_of, family_of
from performance.results import IDLE, PREVIEW, Result
from performance.roadmaps import retitle, write_roadmap

SAVES = 5
# How long nobody saves, in seconds.
REST = 20
# An editor writes for a while between two saves; in milliseconds, as is the time until we give up.
WRITING = 1_000
PATIENCE = 300_000
SHOWN = 'title => document.querySelector("h1")?.textContent.includes(title)'


def preview_results(measures: int, folder: Path, page: Page, pages: Pages, kinds: Collection[str]) -> Iterator[Result]:
    """The results of the preview of a roadmap with so many measures, made in a new folder."""
    write_roadmap(measures, folder / "content")
    with previewing(folder, XDG_CACHE_HOME=str(folder / "cache")) as address:
        page.goto(address + pages.measure, timeout=PATIENCE)
        if PREVIEW in kinds:
            runs = [save(folder / "content", f"Uusi nimi {turn}", page) for turn in range(SAVES)]
            yield Result(measures, PREVIEW, runs)
        if IDLE in kinds:
            yield Result(measures, IDLE, [rest(page)])


def save(content: Path, title: str, page: Page) -> Run:
    """A save of another title of the measure whose page is open, until it is there after the reload."""
    page.wait_for_timeout(WRITING)
    began = time.perf_counter()
    retitle(content, CHANGING, title)
    page.wait_for_function(SHOWN, arg=title, timeout=PATIENCE)
    return Run(time.perf_counter() - began)


def rest(page: Page) -> Run:
    """A time in which the page is open and nothing is saved: what the preview takes in it."""
    page.wait_for_timeout(WRITING)
    preview = next(process for process in family_of(os.getpid()) if "serve" in command_of(process))
    before, began = cpu_of(preview), time.perf_counter()
    time.sleep(REST)
    return Run(time.perf_counter() - began, cpu_of(preview) - before)
