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

from generator.cli.build import build_command, check_command, pdf_command, serve_command
from generator.cli.check_site import links_command, verify_command
from generator.cli.compare import compare_command
from generator.cli.console import CliContext, cli_context
from generator.cli.new import new_command
from generator.cli.options import Misused
from generator.cli.schema import schema_command
from generator.cli.spreadsheet import export_command, import_command
from generator.cli.tracking import changes_command, edition_command
from generator.cli.translations import accept_command, translations_command
from generator.diagnostics import Terminated
from generator.i18n import EDITOR_LANGUAGES, Message, _

CONTENT = Path("content")


def misuse(error: click.UsageError) -> Message:
    """What was wrong with a command, in words of our own: Click speaks English only."""
    match error:
        case Misused():
            return error.words
        case click.NoSuchOption():
            return _(
                "There is no option {option} here. The command with --help tells which there are.",
                option=error.option_name,
            )
        case click.MissingParameter() | click.BadOptionUsage():
            return _("{option} needs a value after it.", option=option_of(error))
        case click.BadParameter():
            return _(
                "This value of {option} does not do. The command with --help tells what it takes.",
                option=option_of(error),
            )
        case click.NoSuchCommand():
            return _(
                'There is no command "{command}". The word --help tells which there are.', command=error.command_name
            )
        case _:
            return _("The command cannot be written so. With --help it tells how.")


def option_of(error: click.UsageError) -> str:
    parameter = getattr(error, "param", None)
    return str(getattr(error, "option_name", "") or (parameter.opts[0] if parameter is not None else ""))


def stop_on_signal(number: int, _unused: FrameType | None) -> NoReturn:
    """Ends the program as an exception does, so that what was begun is put away."""
    raise Terminated(128 + number)


def desk_asked_for(arguments: Sequence[str]) -> CliContext:
    """The desk that the arguments name, though Click did not get through them."""
    words = [word for argument in arguments for word in argument.split("=", 1)]
    named = dict(pairwise(words))
    language = named.get("--language", "")
    return cli_context(Path(named.get("--content", CONTENT)), language if language in EDITOR_LANGUAGES else "")


class Commands(click.Group):
    """The commands, which say in the editor's language what was wrong with how they were called."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        standalone = options.pop("standalone_mode", True)
        try:
            code: object = super().main(*arguments, standalone_mode=False, **options)  # type: ignore[call-overload]
        except click.UsageError as error:
            given = arguments[0] if arguments else options.get("args")
            desk_asked_for(sys.argv[1:] if given is None else given).refuse(misuse(error), 2)
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
@click.option("--language", type=click.Choice(EDITOR_LANGUAGES), help="The language of the messages.")
@click.version_option(package_name="tiekartta")
@click.pass_context
def main(context: click.Context, content: Path, language: str | None) -> None:
    """Publishes a city's roadmap. Run it in the folder of the project."""
    signal.signal(signal.SIGTERM, stop_on_signal)
    context.obj = cli = cli_context(content, language or "")
    missing = [folder for folder in (cli.project.templates, cli.project.static) if not folder.is_dir()]
    if missing:
        cli.refuse(
            _('There is no folder "{folder}" here. Run the command in the folder of the project.', folder=missing[0]),
            2,
        )


COMMANDS = (
    build_command,
    check_command,
    verify_command,
    links_command,
    changes_command,
    compare_command,
    pdf_command,
    serve_command,
    new_command,
    edition_command,
    export_command,
    import_command,
    translations_command,
    accept_command,
    schema_command,
)
for command in COMMANDS:
    main.add_command(command)
