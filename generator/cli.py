"""The commands: parse, call, show. Exit code 0: done; 1: problems in the content; 2: wrong usage."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn, TextIO

import click

from generator import drafting, pipeline
from generator.model import Roadmap
from generator.pipeline import Project
from generator.printing import PrinterMissing
from generator.problems import Message, Mistake, ProblemsFound, say
from generator.reading.parsers import base_address
from generator.writing import OutputRefused, WriteFailed, check_output, write_file, write_site


@dataclass(slots=True)
class Progress:
    """Counts pages aloud on a terminal once it takes longer than a second."""

    started: float = field(default_factory=time.monotonic)
    pages: int = 0
    shown: bool = False

    def follow(self, files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        for path, content in files:
            self.pages += path.endswith(".html")
            if self.seconds() > 1 and is_terminal(sys.stderr):
                show(f"\r{self.pages} pages …", newline=False)
                self.shown = True
            yield path, content
        if self.shown:
            show("\r", newline=False)

    def seconds(self) -> float:
        return time.monotonic() - self.started


def is_terminal(stream: TextIO) -> bool:
    return stream.isatty()


def show(text: str, newline: bool = True) -> None:
    """The one door to the terminal: control characters are escaped, and no console is too old for the rest."""
    click.echo(printable(text), err=True, nl=newline)


def printable(text: str) -> str:
    safe = "".join(c if c in "\n\r" or c.isprintable() else repr(c)[1:-1] for c in text)
    encoding = sys.stderr.encoding or "utf-8"
    return safe.encode(encoding, "backslashreplace").decode(encoding)


def show_problems(found: ProblemsFound) -> None:
    for problem in found.problems:
        show(str(problem))
        if problem.excerpt():
            show(problem.excerpt())
    count = len(found.problems)
    show(f"{count} problem{'' if count == 1 else 's'} to fix. The site was not changed.")


def refuse(message: Message, code: int) -> NoReturn:
    show(str(message))
    sys.exit(code)


@contextmanager
def exits() -> Iterator[None]:
    """Turns what a step raises for the editor into words and an exit code. All else stays a traceback."""
    try:
        yield
    except ProblemsFound as found:
        show_problems(found)
        sys.exit(1)
    except (OutputRefused, PrinterMissing, Mistake) as refusal:
        refuse(refusal.message, 2)
    except WriteFailed as failure:
        refuse(failure.message, 1)


def read_base_url(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    try:
        return base_address(value) if value is not None else ""
    except Mistake as mistake:
        raise click.BadParameter(printable(str(mistake)), context, parameter) from None


def require_name(output: str) -> None:
    """Raises Mistake where --output names no folder."""
    if not output.strip() or output.startswith("~"):
        raise Mistake('"{output}" is not the name of a folder. Write one after --output.', output=output)


def stop_on_signal(number: int, _: FrameType | None) -> NoReturn:
    """Ends the program as an exception does, so that what was begun is put away."""
    sys.exit(128 + number)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The folder of the content.",
)
@click.version_option(package_name="tiekartta")
@click.pass_context
def main(context: click.Context, content: Path) -> None:
    """Publishes a city's roadmap. Run it in the folder of the project."""
    signal.signal(signal.SIGTERM, stop_on_signal)
    context.obj = Project(content, Path("templates"), Path("static"))
    missing = [folder for folder in (context.obj.templates, context.obj.static) if not folder.is_dir()]
    if missing:
        refuse(
            say('There is no folder "{folder}" here. Run the command in the folder of the project.', folder=missing[0]),
            2,
        )


@main.command()
@click.option("--output", default="site", show_default=True, help="The folder to publish.")
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.option("--pdf", "with_pdf", is_flag=True, help="Adds the whole roadmap as a PDF in each language.")
@click.pass_obj
def build(project: Project, output: str, base_url: str, with_pdf: bool) -> None:
    """Builds the site into a folder, the whole of it or nothing."""
    progress = Progress()
    with exits():
        require_name(output)
        check_output(Path(output), Path.cwd(), project.content)
        roadmap = pipeline.published(project, base_url)
        booklets = pipeline.printed(roadmap, project) if with_pdf else {}
        write_site(progress.follow(pipeline.rendered(roadmap, project, booklets)), Path(output))
    show(f"{result(roadmap, progress)}: {output}")


@main.command()
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.pass_obj
def check(project: Project, base_url: str) -> None:
    """Finds every problem that a build would, and writes nothing."""
    progress = Progress()
    with exits():
        roadmap = pipeline.published(project, base_url)
        for _ in progress.follow(pipeline.rendered(roadmap, project)):
            pass
    show(f"No problems. {result(roadmap, progress)}: nothing written")


@main.command()
@click.option("--output", default="pdf", show_default=True, help="The folder for the files.")
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.pass_obj
def pdf(project: Project, output: str, base_url: str) -> None:
    """Prints the whole roadmap as a PDF in each language."""
    with exits():
        require_name(output)
        roadmap = pipeline.published(project, base_url)
        slugs = roadmap.texts["booklet_slug"]
        files = {f"{slugs[one]}-{one.code}.pdf": one.code for one in roadmap.site.languages}
        booklets = pipeline.printed(roadmap, project)
        for name, code in files.items():
            write_file(Path(output) / name, booklets[code])
    for name in files:
        show(Path(output, name).as_posix())


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port of the preview.")
@click.pass_obj
def serve(project: Project, port: int) -> None:
    """Shows the site in the browser, and shows it anew when a file changes."""
    # Only the preview needs a server.
    from generator.serving import PortTaken, serve

    def render() -> dict[str, bytes]:
        return dict(pipeline.rendered(pipeline.previewed(project), project))

    try:
        serve(render, (project.content, project.templates, project.static), port, show)
    except PortTaken as taken:
        refuse(taken.message, 2)


@main.command()
@click.argument("titles", nargs=-1)
@click.pass_obj
def new(project: Project, titles: Sequence[str]) -> None:
    """Writes the file of a new measure, with a title for each language, as a draft."""
    with exits():
        roadmap = pipeline.previewed(project)
        if not titles and is_terminal(sys.stdin):
            titles = [click.prompt(f"Title ({one.in_itself})") for one in roadmap.site.languages]
        file = drafting.write_draft(roadmap, project.content, titles)
    show(f"{file.as_posix()} is there, as a draft. Write its fields, then delete the line “draft: yes”.")


def result(roadmap: Roadmap, progress: Progress) -> str:
    languages = len(roadmap.site.languages)
    return f"{progress.pages} pages in {languages} languages in {progress.seconds():.2f} s"
