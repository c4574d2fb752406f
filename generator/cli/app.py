"""The command line. Exit code 0: done; 1: problems in the content; 2: wrong usage."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from generator import __version__
from generator.cli.console import CliContext, cli_context
from generator.cli.lazy_commands import LazyCommands
from generator.cli.localized_help import click_words, localized
from generator.cli.progress import observed
from generator.content.paths import CONTENT
from generator.diagnostics import ContentError, InvalidValue, Terminated, UserError
from generator.i18n import EDITOR_LANGUAGES, Message, _, ngettext
from generator.output.atomic_write import WriteFailed

_CONTENT = Path(CONTENT)
# The commands that write files of the content, or a table of them, and not the site.
_WRITING_CONTENT = frozenset(
    {"export", "import", "new", "edition", "withdraw", "status", "record", "accept", "upgrade"}
)


# By command: the module that has it.
_MODULES = {
    "build": "build",
    "check": "check",
    "verify": "check_site",
    "links": "check_site",
    "agenda": "agenda",
    "changes": "changes",
    "compare": "changes",
    "pdf": "pdf",
    "serve": "serve",
    "form": "form",
    "init": "init",
    "new": "authoring",
    "edition": "edition",
    "withdraw": "withdraw",
    "status": "status",
    "record": "record",
    "export": "spreadsheet",
    "import": "spreadsheet",
    "translations": "translations",
    "accept": "translations",
    "upgrade": "authoring",
    "schema": "authoring",
    "guide": "authoring",
    "theme": "theme",
}


def _load(name: str) -> click.Command:
    """Return a command from its module."""
    command: click.Command = getattr(import_module(f"generator.cli.{_MODULES[name]}"), f"{name}_command")
    return command


class LocalizedGroup(click.Group):
    """A group of commands that reports what goes wrong in the editor's language; Click does so in English only."""

    def main(self, args: Sequence[str] | None = None, **options: Any) -> Any:  # type: ignore[override]
        """Run the command that the arguments name. Wrong usage and an interruption end the program."""
        context = _requested_context(sys.argv[1:] if args is None else args)
        try:
            with click_words(context.translator.language):
                return click.Group.main(
                    localized(self, context.translator), args, **options | {"standalone_mode": False}
                )
        except click.UsageError as error:
            context.fail(_usage_message(error), 2)
        except click.Abort:
            sys.exit(1)

    def invoke(self, context: click.Context) -> Any:
        """Run a command. The errors that a user can mend end the program; others keep their traceback."""
        try:
            with observed(lambda: context.obj):
                return super().invoke(context)
        except ContentError as error:
            context.obj.echo_diagnostics(error.diagnostics)
            context.obj.fail(_summary(len(error.diagnostics), str(context.invoked_subcommand)), 1)
        except WriteFailed as error:
            context.obj.fail(error.message, 1)
        except (InvalidValue, UserError) as error:
            context.obj.fail(error.message, 2)


@click.group(
    cls=LocalizedGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    commands=LazyCommands(_MODULES, _load),
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
    help="The language of the messages. If left out, the language of the editors in site.yaml, or that of the system.",
)
@click.version_option(__version__, prog_name="tiekartta", help="Show the version and exit.")
@click.pass_context
def main(context: click.Context, content: Path, language: str | None) -> None:
    """Build a city's roadmap site from Markdown files. Run it in the project folder."""
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


def _summary(count: int, command: str) -> Message:
    """Return how many problems kept a command from writing the content, or the site."""
    if command in _WRITING_CONTENT:
        return ngettext(
            "{count} problem to fix. Nothing was written.",
            "{count} problems to fix. Nothing was written.",
            count=count,
        )
    return ngettext(
        "{count} problem to fix. The site was not changed.",
        "{count} problems to fix. The site was not changed.",
        count=count,
    )


def _usage_message(error: click.UsageError) -> Message:
    parameter = getattr(error, "param", None)
    option = str(getattr(error, "option_name", "") or (parameter.opts[0] if parameter is not None else ""))
    match error:
        case click.NoSuchOption():
            return _(
                "There is no option {option} here. Run the command with --help to list the options.", option=option
            )
        case click.MissingParameter() | click.BadOptionUsage():
            return _("{option} needs a value after it.", option=option)
        case click.BadParameter():
            return _(
                "This value cannot be used with {option}. Run the command with --help to see which can.", option=option
            )
        case click.NoSuchCommand():
            return _(
                'There is no command "{command}". Run the program with --help to list the commands.',
                command=error.command_name,
            )
        case _:
            return _("That is not how the command is written. Run it with --help to see how.")
