"""The command: measures each size, and prints the tables or writes them into docs/performance.md as well."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from guides import between
from journeys.host import launch
from playwright.sync_api import sync_playwright
from project import ROOT

from performance.builds import FEWEST, Pages, build_results, first_pair, pages_of_change
from performance.previews import preview_result
from performance.results import Result, lines_of

PAGE = ROOT / "docs" / "performance.md"
# An editor of more measures than this does not preview them all.
MOST_PREVIEWED = 1_000


def read_sizes(_context: click.Context, _option: click.Parameter, text: str) -> list[int]:
    try:
        sizes = sorted({int(size) for size in text.split(",")})
    except ValueError:
        raise click.BadParameter("Write numbers with commas between them, such as 26,1000.") from None
    if sizes[0] < FEWEST:
        raise click.BadParameter(f"A roadmap has at least {FEWEST} measures here.")
    return sizes


@click.command()
@click.option("--write", is_flag=True, help="Writes the tables into docs/performance.md as well.")
@click.option("--sizes", default="26,1000,10000", callback=read_sizes, help="How many measures the roadmaps have.")
def main(write: bool, sizes: list[int]) -> None:
    """Measures how fast sites are made and previews follow a save."""
    with tempfile.TemporaryDirectory() as folder:
        lines = [conditions(), "", *lines_of(results(sizes, Path(folder)))]
    click.echo("\n".join(lines))
    if write:
        PAGE.write_text(between(PAGE.read_text(encoding="utf-8"), "figures", lines), encoding="utf-8")


def results(sizes: Sequence[int], folder: Path) -> Iterator[Result]:
    """The results of all sizes. The previews come first: whoever has no browser learns it at once."""
    pages = pages_of_change(folder / "content")
    # Unmeasured: Python compiles the modules, and the machine reads them from the disk.
    first_pair(folder)
    yield from previews([size for size in sizes if size <= MOST_PREVIEWED], folder, pages)
    for size in sizes:
        click.echo(f"{size:,} measures, builds …", err=True)
        with tempfile.TemporaryDirectory(dir=folder) as own:
            yield from build_results(size, Path(own), pages)


def previews(sizes: Sequence[int], folder: Path, pages: Pages) -> Iterator[Result]:
    with sync_playwright() as playwright, launch(playwright) as browser:
        for size in sizes:
            click.echo(f"{size:,} measures, preview …", err=True)
            with browser.new_page() as page:
                yield preview_result(size, folder / f"preview-{size}", page, pages)


def conditions() -> str:
    """When, what and on which machine."""
    system = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{datetime.date.today()}, commit {commit()}; {system}."


def commit() -> str:
    """The short id of the commit, and whether something has changed since."""
    command = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
