"""The commands: parse, call, show. Exit code 0: done; 1: problems in the content; 2: wrong usage."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from generator import drafting, pipeline
from generator.desk import Desk, Progress, desk_of, is_terminal, reported, show
from generator.model import Roadmap
from generator.problems import Message, Mistake, say
from generator.reading.parsers import base_address
from generator.reporting import FORMATS
from generator.speaking import LANGUAGES
from generator.writing import check_output, write_file, write_site

CONTENT = Path("content")


class Misused(click.UsageError):
    """Raised for an option whose value does not do, in words for the editor."""

    def __init__(self, message: Message) -> None:
        self.words = message
        super().__init__(str(message))


def misuse(error: click.UsageError) -> Message:
    """What was wrong with a command, in words of our own: Click speaks English only."""
    match error:
        case Misused():
            return error.words
        case click.NoSuchOption():
            return say(
                "There is no option {option} here. The command with --help tells which there are.",
                option=error.option_name,
            )
        case click.MissingParameter() | click.BadOptionUsage():
            return say("{option} needs a value after it.", option=option_of(error))
        case click.BadParameter():
            return say(
                "This value of {option} does not do. The command with --help tells what it takes.",
                option=option_of(error),
            )
        case click.NoSuchCommand():
            return say(
                'There is no command "{command}". The word --help tells which there are.', command=error.command_name
            )
        case _:
            return say("The command cannot be written so. With --help it tells how.")


def option_of(error: click.UsageError) -> str:
    parameter = getattr(error, "param", None)
    return str(getattr(error, "option_name", "") or (parameter.opts[0] if parameter is not None else ""))


def read_base_url(_: click.Context, __: click.Parameter, value: str | None) -> str:
    try:
        return base_address(value) if value is not None else ""
    except Mistake as mistake:
        raise Misused(mistake.message) from None


def require_name(output: str) -> None:
    """Raises Mistake where --output names no folder."""
    if not output.strip() or output.startswith("~"):
        raise Mistake('"{output}" is not the name of a folder. Write one after --output.', output=output)


def stop_on_signal(number: int, _: FrameType | None) -> NoReturn:
    """Ends the program as an exception does, so that what was begun is put away."""
    sys.exit(128 + number)


def language_in(arguments: Sequence[str]) -> str:
    """The language that the arguments name, though Click did not get through them; empty where they name none."""
    named = [second for first, second in pairwise(arguments) if first == "--language" and second in LANGUAGES]
    return named[0] if named else ""


class Commands(click.Group):
    """The commands, which say in the editor's language what was wrong with how they were called."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        standalone = options.pop("standalone_mode", True)
        try:
            code: object = super().main(*arguments, standalone_mode=False, **options)  # type: ignore[call-overload]
        except click.UsageError as error:
            given = arguments[0] if arguments else options.get("args")
            desk_of(CONTENT, language_in(sys.argv[1:] if given is None else given)).refuse(misuse(error), 2)
        except click.Abort:
            sys.exit(1)
        if standalone:
            sys.exit(code if isinstance(code, int) else 0)
        return code


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=CONTENT,
    show_default=True,
    help="The folder of the content.",
)
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of the messages.")
@click.version_option(package_name="tiekartta")
@click.pass_context
def main(context: click.Context, content: Path, language: str | None) -> None:
    """Publishes a city's roadmap. Run it in the folder of the project."""
    signal.signal(signal.SIGTERM, stop_on_signal)
    context.obj = desk = desk_of(content, language or "")
    missing = [folder for folder in (desk.project.templates, desk.project.static) if not folder.is_dir()]
    if missing:
        desk.refuse(
            say('There is no folder "{folder}" here. Run the command in the folder of the project.', folder=missing[0]),
            2,
        )


@main.command()
@click.option("--output", default="site", show_default=True, help="The folder to publish.")
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.option("--pdf", "with_pdf", is_flag=True, help="Adds the whole roadmap as a PDF in each language.")
@click.pass_obj
def build(desk: Desk, output: str, base_url: str, with_pdf: bool) -> None:
    """Builds the site into a folder, the whole of it or nothing."""
    progress = Progress(desk)
    with desk.exits():
        require_name(output)
        check_output(Path(output), Path.cwd(), desk.project.content)
        roadmap = pipeline.published(desk.project, base_url)
        booklets = pipeline.printed(roadmap, desk.project) if with_pdf else {}
        write_site(progress.follow(pipeline.rendered(roadmap, desk.project, booklets)), Path(output))
    desk.show(
        say(
            "{pages} pages in {languages} languages in {seconds} s: {output}",
            **result(roadmap, progress),
            output=output,
        )
    )


@main.command()
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), help="Also lists the problems for a program.")
@click.pass_obj
def check(desk: Desk, base_url: str, form: str | None) -> None:
    """Finds every problem that a build would, and writes nothing."""
    progress = Progress(desk)
    with desk.exits(), reported(desk, form):
        roadmap = pipeline.published(desk.project, base_url)
        for _ in progress.follow(pipeline.rendered(roadmap, desk.project)):
            pass
    desk.show(
        say(
            "No problems. {pages} pages in {languages} languages in {seconds} s: nothing written",
            **result(roadmap, progress),
        )
    )


@main.command()
@click.option("--output", default="pdf", show_default=True, help="The folder for the files.")
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.pass_obj
def pdf(desk: Desk, output: str, base_url: str) -> None:
    """Prints the whole roadmap as a PDF in each language."""
    with desk.exits():
        require_name(output)
        roadmap = pipeline.published(desk.project, base_url)
        slugs = roadmap.texts["booklet_slug"]
        files = {f"{slugs[one]}-{one.code}.pdf": one.code for one in roadmap.site.languages}
        booklets = pipeline.printed(roadmap, desk.project)
        for name, code in files.items():
            write_file(Path(output) / name, booklets[code])
    for name in files:
        show(Path(output, name).as_posix())


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port of the preview.")
@click.pass_obj
def serve(desk: Desk, port: int) -> None:
    """Shows the site in the browser, and shows it anew when a file changes."""
    # Only the preview needs a server.
    from generator.serving import PortTaken, serve

    def render() -> dict[str, bytes]:
        return dict(pipeline.rendered(pipeline.previewed(desk.project), desk.project))

    watched = (desk.project.content, desk.project.templates, desk.project.static)
    try:
        serve(render, watched, port, show, desk.speaker)
    except PortTaken as taken:
        desk.refuse(taken.message, 2)


@main.command()
@click.argument("titles", nargs=-1)
@click.pass_obj
def new(desk: Desk, titles: Sequence[str]) -> None:
    """Writes the file of a new measure, with a title for each language, as a draft."""
    with desk.exits():
        roadmap = pipeline.previewed(desk.project)
        if not titles and is_terminal(sys.stdin):
            ask = [say("Title ({language})", language=one.in_itself) for one in roadmap.site.languages]
            titles = [click.prompt(desk.speaker.say(question)) for question in ask]
        file = drafting.write_draft(roadmap, desk.project.content, titles)
    desk.show(
        say("{file} is there, as a draft. Write its fields, then delete the line “draft: yes”.", file=file.as_posix())
    )


def result(roadmap: Roadmap, progress: Progress) -> dict[str, object]:
    """How much was made, and in how long."""
    languages = len(roadmap.site.languages)
    return {"pages": progress.pages, "languages": languages, "seconds": f"{progress.seconds():.2f}"}
