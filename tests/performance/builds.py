"""Measures the builds of a roadmap: the number of its measures in, out a result of each kind of build.

Every build is a process of its own. In each round all kinds have their turn, so that a build and what it is compared
with meet the same load; a ratio is that of two builds of one round.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from generator.build import load_published
from generator.project import Project
from generator.urls import BuiltinPage, UrlMap, output_path
from performance.measuring import Run, RunFailed, measured
from performance.results import (
    CHECK,
    CHECK_TITLE,
    COLD,
    DELIVERED,
    ELEVENTY,
    NOTHING,
    SCRIPT,
    STYLE,
    TEMPLATE,
    TITLE,
    WARM,
    WORD,
    Result,
    Written,
)
from performance.roadmaps import deliver_to, override, restyle, retitle, reword, write_roadmap

# Up to how many measures, how many rounds.
ROUNDS = ((26, 7), (1_000, 5), (sys.maxsize, 1))
# So many measures have every value of the classifications, as a roadmap must.
FEWEST = 26
# Up to how many measures a kind is measured.
MOST = {DELIVERED: 1_000, CHECK: 1_000, CHECK_TITLE: 1_000}
# The place of the measure that changes: on the first page of the list, with one before and one after it.
CHANGING = 2
# What edits write in place of what was there.
OLD, NEW = "Vanha nimi", "Uusi nimi"
HERE = Path(__file__).parent
PROJECT_OF_ELEVENTY = HERE / "eleventy"
MANIFEST = "tiekartta.sha256"


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


def build_results(
    measures: int, folder: Path, pages: Pages, kinds: Collection[str], rounds: int | None = None
) -> Iterator[Result]:
    """The results of the builds of a roadmap with so many measures, made in a folder. Raises RunFailed."""
    write_roadmap(measures, folder / "content")
    place = Workplace(folder, pages)
    runs: dict[str, list[Run]] = {}
    for _ in range(rounds or next(number for most, number in ROUNDS if measures <= most)):
        for kind, step in place.steps().items():
            # What follows the cold build needs its site.
            if kind == COLD or (kind in kinds and measures <= MOST.get(kind, measures)):
                runs.setdefault(kind, []).append(step())
    for kind, ran in runs.items():
        yield Result(measures, kind, ran, place.written.get(kind))


@dataclass(frozen=True)
class Workplace:
    """A folder with the content of a roadmap, in which one build is made after the other.

    Each step of a round is one run; those that build again find what the step before left. Before a cold build nothing
    is left: no site, no record of a build, and an empty cache of the user's.
    """

    folder: Path
    pages: Pages
    written: dict[str, Written] = field(default_factory=dict)

    @property
    def content(self) -> Path:
        return self.folder / "content"

    def steps(self) -> Mapping[str, Callable[[], Run]]:
        """What measures each kind, in the order of a round."""
        return {
            SCRIPT: self.script,
            ELEVENTY: self.eleventy,
            COLD: self.cold,
            NOTHING: self.nothing,
            TITLE: self.title,
            WORD: self.word,
            TEMPLATE: self.template,
            STYLE: self.style,
            WARM: self.warm,
            DELIVERED: self.delivered,
            CHECK: self.check,
            CHECK_TITLE: self.check_after_title,
        }

    def script(self) -> Run:
        run = measured([sys.executable, str(HERE / "straight_line.py"), str(self.content), str(self.emptied("script"))])
        return self.counted(SCRIPT, run, "script")

    def eleventy(self) -> Run:
        command = ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet", f"--output={self.emptied('eleventy')}"]
        run = measured(command, PROJECT_OF_ELEVENTY, CONTENT=str(self.content))
        self.counted(ELEVENTY, run, "eleventy")
        if (self.folder / "script").exists() and self.written[ELEVENTY].files != self.written[SCRIPT].files:
            raise RunFailed("Eleventy and the script have written other pages.")
        return run

    def cold(self) -> Run:
        self.clean()
        return self.counted(COLD, self.build(), "site")

    def delivered(self) -> Run:
        self.clean()
        deliver_to(self.content, "nginx")
        run = self.counted(DELIVERED, self.build(), "site")
        deliver_to(self.content, "netlify")
        return run

    def warm(self) -> Run:
        """A build into a new folder, of a user who has built a site before."""
        self.clean(but=(self.folder / "cache",))
        return self.build()

    def nothing(self) -> Run:
        before = (self.folder / "site" / MANIFEST).stat()
        run = self.build()
        if (self.folder / "site" / MANIFEST).stat().st_ctime_ns != before.st_ctime_ns:
            raise RunFailed("A build after which nothing had changed wrote the site anew.")
        return run

    def title(self) -> Run:
        retitle(self.content, CHANGING, NEW)
        return self.shown(self.build(), *self.pages)

    def word(self) -> Run:
        reword(self.content, f"{NEW}?")
        return self.shown(self.build(), self.pages.measure, text=f"{NEW}?")

    def template(self) -> Run:
        override(self.content, f"{NEW}!")
        return self.shown(self.build(), self.pages.measure, text=f"<p>{NEW}!</p>")

    def style(self) -> Run:
        restyle(self.content, "new-name")
        run = self.build()
        if not any(".new-name" in file.read_text(encoding="utf-8") for file in self.folder.glob("site/assets/*.css")):
            raise RunFailed("No style sheet has the new rule.")
        return run

    def check(self) -> Run:
        self.clean()
        return self.command("check")

    def check_after_title(self) -> Run:
        retitle(self.content, CHANGING, NEW)
        return self.command("check")

    def build(self) -> Run:
        return self.command("build", "--base-url", "https://roadmap.example/")

    def command(self, *arguments: str) -> Run:
        """Runs a command of the product in the folder, where it finds the content and puts the site."""
        command = [sys.executable, "-m", "generator", *arguments]
        return measured(command, self.folder, XDG_CACHE_HOME=str(self.folder / "cache"))

    def clean(self, but: Collection[Path] = ()) -> None:
        """Deletes what builds have left, and takes the edits back."""
        for path in self.folder.iterdir():
            if path not in {self.content, *but}:
                remove(path)
        remove(self.content / "theme")
        retitle(self.content, CHANGING, OLD)

    def emptied(self, name: str) -> Path:
        remove(self.folder / name)
        return self.folder / name

    def counted(self, kind: str, run: Run, name: str) -> Run:
        """The run, after what it wrote was counted."""
        sizes = [file.stat().st_size for file in (self.folder / name).rglob("*") if file.is_file()]
        self.written[kind] = Written(len(sizes), sum(sizes))
        return run

    def shown(self, run: Run, *pages: str, text: str = NEW) -> Run:
        """The run, if some pages show a text after it. Raises RunFailed."""
        for page in pages:
            if text not in (self.folder / "site" / output_path(page)).read_text(encoding="utf-8"):
                raise RunFailed(f"{page} does not show what was changed: {text}")
        return run


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
