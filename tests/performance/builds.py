"""Measures the builds of a roadmap: the number of its measures in, out a result of each kind of build.

The product runs as a process of its own each time. A first build finds no site; those after it find that of the build
before.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.build import load_published
from generator.project import Project
from generator.urls import BuiltinPage, UrlMap, output_path
from performance.measuring import Run, RunFailed, measured
from performance.results import CHANGED, COLD, SCRIPT, UNCHANGED, Result, Written
from performance.roadmaps import retitle, write_roadmap

# Up to how many measures, how many pairs of first builds, and how many builds again.
REPETITIONS = ((26, 7, 3), (1_000, 3, 3), (sys.maxsize, 1, 1))
# So many measures have every value of the classifications, as a roadmap must.
FEWEST = 26
# The place of the measure that changes: on the first page of the list, with one before and one after it.
CHANGING = 2


class Pages(NamedTuple):
    """The addresses of what shows the title of the measure that changes."""

    measure: str
    list: str


def pages_of_change(folder: Path) -> Pages:
    """Where every roadmap shows the changing measure, in the first language. Writes the smallest into a new folder."""
    write_roadmap(FEWEST, folder)
    roadmap = load_published(Project(folder))
    urls, language = UrlMap(roadmap), roadmap.site.default_language
    measure = next(one for one in roadmap.measures if one.number == CHANGING)
    return Pages(urls.url_for(measure, language), urls.url_for(BuiltinPage.MEASURES, language))


def build_results(measures: int, folder: Path, pages: Pages) -> Iterator[Result]:
    """The results of the builds of a roadmap with so many measures, made in a folder. Raises RunFailed."""
    write_roadmap(measures, folder / "content")
    pairs, again = next(numbers for most, *numbers in REPETITIONS if measures <= most)
    scripts, builds = zip(*(first_pair(folder) for _ in range(pairs)), strict=True)
    yield Result(measures, SCRIPT, scripts, written(folder / "plain"))
    yield Result(measures, COLD, builds, written(folder / "site"))
    yield Result(measures, UNCHANGED, [build(folder) for _ in range(again)])
    yield Result(measures, CHANGED, [changed_build(folder, f"Uusi nimi {turn}", pages) for turn in range(again)])


def first_pair(folder: Path) -> tuple[Run, Run]:
    """The script and the product, one after the other, with nothing kept of those before."""
    for name in ("plain", "site"):
        if (folder / name).exists():
            shutil.rmtree(folder / name)
    script = [sys.executable, str(Path(__file__).with_name("straight_line.py"))]
    return measured([*script, str(folder / "content"), str(folder / "plain")]), build(folder)


def build(folder: Path) -> Run:
    command = [sys.executable, "-m", "generator", "--content", str(folder / "content"), "build"]
    options = ["--base-url", "https://roadmap.example/", "--output", str(folder / "site")]
    return measured([*command, *options])


def changed_build(folder: Path, title: str, pages: Pages) -> Run:
    """A build after the title of a measure became another. Raises RunFailed where the site does not show it."""
    retitle(folder / "content", CHANGING, title)
    run = build(folder)
    for page in pages:
        if title not in (folder / "site" / output_path(page)).read_text(encoding="utf-8"):
            raise RunFailed(f"{page} does not show the new title, {title}.")
    return run


def written(folder: Path) -> Written:
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return Written(len(sizes), sum(sizes))
