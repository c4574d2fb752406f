"""The command line. Exit code 0: done; 1: problems in the content; 2: wrong usage."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from generator import __version__
from generator.cli.authoring import (
    accept_command,
    edition_command,
    new_command,
    schema_command,
    translations_command,
)
from generator.cli.build import build_command, check_command, pdf_command, serve_command
from generator.cli.changes import changes_command, compare_command
from generator.cli.check_site import links_command, verify_command
from generator.cli.console import CliContext, cli_context
from generator.cli.options import InvalidOption
from generator.cli.spreadsheet import export_command, import_command
from generator.diagnostics import Terminated
from generator.i18n import EDITOR_LANGUAGES, Message, _

_CONTENT = Path("content")


class LocalizedGroup(click.Group):
    """A group of commands that reports wrong usage in the editor's language; Click does so in English only."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        standalone = options.pop("standalone_mode", True)
        try:
            code: object = super().main(*arguments, standalone_mode=False, **options)  # type: ignore[call-overload]
        except click.UsageError as error:
            given = arguments[0] if arguments else options.get("args")
            _requested_context(sys.argv[1:] if given is None else given).fail(_usage_message(error), 2)
        except click.Abort:
            sys.exit(1)
        if standalone:
            sys.exit(code if isinstance(code, int) else 0)
        return code


@click.group(
    cls=LocalizedGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    commands=[
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
    ],
)
@click.option(
    "--content",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default=_CONTENT,
    show_default=True,
    help="The folder of the content.",
)
@click.option(
    "--language",
    type=click.Choice(EDITOR_LANGUAGES),
    help="The language of the messages. If left out, that of the content's editors or of the environment.",
)
@click.version_option(__version__, prog_name="tiekartta", help="Show the version and exit.")
@click.pass_context
def main(context: click.Context, content: Path, language: str | None) -> None:
    """Build a city's roadmap site from Markdown files. Run it in the folder of the project."""
    signal.signal(signal.SIGTERM, stop_on_signal)
    context.obj = cli_context(content, language or "")


def stop_on_signal(number: int, _frame: FrameType | None) -> NoReturn:
    """End the program by an exception, so that temporary files are removed."""
    raise Terminated(128 + number)


def _requested_context(arguments: Sequence[str]) -> CliContext:
    """Return the context that the arguments ask for, though Click could not parse them."""
    words = [word for argument in arguments for word in argument.split("=", 1)]
    values = dict(pairwise(words))
    language = values.get("--language", "")
    return cli_context(Path(values.get("--content", _CONTENT)), language if language in EDITOR_LANGUAGES else "")


def _usage_message(error: click.UsageError) -> Message:
    parameter = getattr(error, "param", None)
    option = str(getattr(error, "option_name", "") or (parameter.opts[0] if parameter is not None else ""))
    match error:
        case InvalidOption():
            return error.localized_message
        case click.NoSuchOption():
            return _("There is no option {option} here. The command with --help tells which there are.", option=option)
        case click.MissingParameter() | click.BadOptionUsage():
            return _("{option} needs a value after it.", option=option)
        case click.BadParameter():
            return _("This value of {option} does not do. The command with --help tells what it takes.", option=option)
        case click.NoSuchCommand():
            return _(
                'There is no command "{command}". The word --help tells which there are.', command=error.command_name
            )
        case _:
            return _("The command cannot be written so. With --help it tells how.")
