"""The command line. Exit code 0: done; 1: problems in the content; 2: wrong usage."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from gettext import gettext
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


# By command: the module that has it, and the first sentence of its help, so that the list of commands loads none.
_COMMANDS = {
    "build": ("build", "Build the site into a folder, all or nothing."),
    "check": ("check", "Report every problem that would stop a build, and advice."),
    "verify": ("check_site", "Check a built site."),
    "links": ("check_site", "Request every link to another site, and report dead ones."),
    "agenda": ("agenda", "List what is late, due soon or without news, unit by unit."),
    "changes": ("changes", "Report what changed in the roadmap."),
    "compare": ("changes", "Report in Markdown what a change does to the site."),
    "pdf": ("pdf", "Render the brief and the whole roadmap as PDFs."),
    "serve": ("serve", "Serve the site on localhost and reload on every save."),
    "form": ("form", "Fetch the editing form, or write its page for publishing."),
    "init": ("init", "Start a new city, with the workflows that publish it."),
    "new": ("authoring", "Create the file of a new measure, as a draft."),
    "edition": ("edition", "Start the roadmap of a year."),
    "withdraw": ("withdraw", "Withdraw a measure, and keep its addresses working."),
    "status": ("status", "Set a new status for a measure."),
    "record": ("record", "Keep the history that a change would lose."),
    "export": ("spreadsheet", "Write all measures to a spreadsheet, a row for each."),
    "import": ("spreadsheet", "Import measures from a spreadsheet."),
    "translations": ("translations", "List missing, outdated and unapproved translations."),
    "accept": ("translations", "Record that translations are approved as they are now."),
    "upgrade": ("authoring", "Upgrade the content to the newest format."),
    "schema": ("authoring", "Print the JSON Schema of a measure's fields."),
    "guide": ("authoring", "Write the guide for editors."),
    "theme": ("theme", "List, copy and compare the files of the theme."),
}


def _load(name: str) -> click.Command:
    """Return a command from its module."""
    command: click.Command = getattr(import_module(f"generator.cli.{_COMMANDS[name][0]}"), f"{name}_command")
    return command


class LocalizedGroup(click.Group):
    """A group of commands that reports what goes wrong in the editor's language; Click does so in English only."""

    def main(self, args: Sequence[str] | None = None, **options: Any) -> Any:  # type: ignore[override]
        """Run the command that the arguments name. Wrong usage and an interruption end the program."""
        context = _requested_context(sys.argv[1:] if args is None else args)
        try:
            with click_words(context.translator.language):
                group, options = localized(self, context.translator), options | {"standalone_mode": False}
                return click.Group.main(group, args, obj=context, **options)
        except click.UsageError as error:
            context.fail(_usage_message(error), 2)
        except click.Abort:
            sys.exit(1)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for, as Click does, but without loading them."""
        translate, room = ctx.obj.translator.translate, formatter.width - 6 - max(map(len, _COMMANDS))
        commands = (click.Command(name, help=translate(Message(text))) for name, (_module, text) in _COMMANDS.items())
        with formatter.section(gettext("Commands")):
            formatter.write_dl(sorted((str(command.name), command.get_short_help_str(room)) for command in commands))

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
    commands=LazyCommands(_COMMANDS, _load),
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
