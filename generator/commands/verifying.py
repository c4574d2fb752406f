"""The commands that look at what readers get: verify and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from generator import pipeline
from generator.commands.options import read_base_url
from generator.desk import Desk, reported
from generator.problems import Mistake, ProblemsFound, say, say_counted
from generator.reading.source import shown
from generator.reporting import FORMATS
from generator.verifying.tree import base_url_of, verified

# So many hosts are asked at once, and each has so many seconds to answer.
MOST_AT_ONCE = 8
SECONDS = 15.0


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.pass_obj
def verify(desk: Desk, folder: Path, base_url: str) -> None:
    """Finds what is wrong with the finished site in a FOLDER: its links, its names, its languages."""
    counted: Counter[str] = Counter()
    with desk.exits():
        files = files_in(folder)
        origins = {path: shown(file) for path, file in files.items()}
        for path, _ in verified(read(files), files, origins, base_url or base_url_of(read(files))):
            counted[Path(path).suffix] += 1
    desk.show(
        say(
            "No problems. {pages} pages and {others} other files looked at: {folder}",
            pages=counted[".html"],
            others=counted.total() - counted[".html"],
            folder=shown(folder),
        )
    )


def files_in(folder: Path) -> dict[str, Path]:
    """The files of a site by their paths. Raises Mistake where there is no page among them."""
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}
    if not any(path.endswith(".html") for path in files):
        raise Mistake('There is no site in "{folder}". Name the folder that one was built into.', folder=shown(folder))
    return files


def read(files: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    return ((path, file.read_bytes()) for path, file in files.items())


@click.command()
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), help="Also lists the problems for a program.")
@click.option(
    "--at-once",
    type=click.IntRange(1, 64),
    default=MOST_AT_ONCE,
    show_default=True,
    help="How many hosts are asked at once; each is asked for one page at a time.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=SECONDS,
    show_default=True,
    help="How long an answer may take.",
)
@click.pass_obj
def links(desk: Desk, form: str | None, at_once: int, seconds: float) -> None:
    """Tries every link to another site, and tells which lead nowhere or to what has moved."""
    # Only this command waits for what asks the web.
    from generator.visiting import findings_of, links_out, visited

    with desk.exits(), reported(desk, form) as advice:
        roadmap = pipeline.published(desk.project)
        files = pipeline.proven(roadmap, desk.project)
        places = links_out(files, pipeline.sources(roadmap, desk.project), roadmap.site.base_url)
        problems, moved = findings_of(visited(places, at_once, seconds), places, desk.project.content)
        advice.extend(moved)
        desk.show_advice(moved)
        if problems:
            raise ProblemsFound(problems)
    desk.show(
        say_counted(
            "{count} link to another site tried. It leads somewhere.",
            "{count} links to other sites tried. All of them lead somewhere.",
            count=len(places),
        )
    )
