"""The command: measures each size, and prints what it found or writes it into docs/performance.md as well."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import click
from guides import between
from journeys.host import launch
from playwright.sync_api import sync_playwright
from project import ROOT

from performance.builds import FEWEST, PROJECT_OF_ELEVENTY, Pages, Workplace, build_results, pages_of_change
from performance.cities import city_lines
from performance.previews import preview_results
from performance.readers import reader_lines
from performance.results import ELEVENTY, IDLE, KINDS, PREVIEW, Result, lines_of

PAGE = ROOT / "docs" / "performance.md"
# An editor of more measures than this does not preview them all.
MOST_PREVIEWED = 1_000
# What is measured of the site as it is delivered, each with a part of the page of its own.
READERS, CITIES = "readers", "cities"
PREVIEWS = {PREVIEW, IDLE}
BUILDS = {*KINDS.values()} - PREVIEWS


def read_sizes(_context: click.Context, _option: click.Parameter, text: str) -> list[int]:
    try:
        sizes = sorted({int(size) for size in text.split(",")})
    except ValueError:
        raise click.BadParameter("Write numbers with commas between them, such as 26,1000.") from None
    if sizes[0] < FEWEST:
        raise click.BadParameter(f"A roadmap has at least {FEWEST} measures here.")
    return sizes


def read_kinds(_context: click.Context, _option: click.Parameter, text: str) -> set[str]:
    names = {**KINDS, READERS: READERS, CITIES: CITIES}
    if unknown := {name for name in text.split(",") if name not in names} if text else set():
        raise click.BadParameter(f"There is no {', '.join(sorted(unknown))}. Choose among {', '.join(names)}.")
    kinds = {names[name] for name in text.split(",")} if text else set(names.values())
    if ELEVENTY in kinds and not (PROJECT_OF_ELEVENTY / "node_modules").is_dir():
        raise click.BadParameter("Eleventy is not installed. “make bench” does that.")
    return kinds


@click.command()
@click.option("--write", is_flag=True, help="Writes what was measured into docs/performance.md as well.")
@click.option("--sizes", default="26,1000,10000", callback=read_sizes, help="How many measures the roadmaps have.")
@click.option("--only", "kinds", default="", callback=read_kinds, help="What is measured, such as cold,title.")
@click.option("--rounds", type=click.IntRange(min=1), help="How often each build has its turn at every size.")
def main(write: bool, sizes: list[int], kinds: set[str], rounds: int | None) -> None:
    """Measures how fast sites are made and previews follow a save, and what a site costs those who read it."""
    parts: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        if kinds & set(KINDS.values()):
            before = conditions()
            parts["figures"] = [before, "", *lines_of(results(sizes, Path(folder), kinds, rounds))]
        if READERS in kinds:
            parts[READERS] = reader_lines(Path(folder) / READERS)
        if CITIES in kinds:
            parts[CITIES] = city_lines(Path(folder) / CITIES)
    for name, lines in parts.items():
        click.echo("\n".join([*lines, ""]))
        if write:
            PAGE.write_text(between(PAGE.read_text(encoding="utf-8"), name, lines), encoding="utf-8")


def results(sizes: Sequence[int], folder: Path, kinds: Collection[str], rounds: int | None = None) -> Iterator[Result]:
    """The results of all sizes. The previews come first: whoever has no browser learns it at once."""
    pages = pages_of_change(folder / "content")
    # Unmeasured: Python compiles the modules, and the machine reads them from the disk.
    Workplace(folder, pages).cold()
    if PREVIEWS.intersection(kinds):
        yield from previews([size for size in sizes if size <= MOST_PREVIEWED], folder, pages, kinds)
    for size in sizes if BUILDS.intersection(kinds) else ():
        click.echo(f"{size:,} measures, builds …", err=True)
        with tempfile.TemporaryDirectory(dir=folder) as own:
            yield from build_results(size, Path(own), pages, kinds, rounds)


def previews(sizes: Sequence[int], folder: Path, pages: Pages, kinds: Collection[str]) -> Iterator[Result]:
    with sync_playwright() as playwright, launch(playwright) as browser:
        for size in sizes:
            click.echo(f"{size:,} measures, preview …", err=True)
            with browser.new_page() as page:
                yield from preview_results(size, folder / f"preview-{size}", page, pages, kinds)


def conditions() -> str:
    """When, what and on which machine."""
    system = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    busy = f"load {os.getloadavg()[0]:.1f}"
    return f"{datetime.date.today()}, commit {commit()}; {system}; {busy} at the start; written to {tempfile.gettempdir()}."


def commit() -> str:
    """The short id of the commit, and whether something has changed since."""
    command = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
