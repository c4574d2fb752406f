"""The commands for a city's own look: theme list, theme copy and theme diff."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from generator.cli.console import CliContext, write_stdout
from generator.diagnostics import UserError
from generator.i18n import _
from generator.output.atomic_write import write_file
from generator.theme import BUILT_IN, annotated_copy, overridable


@click.group("theme")
def theme_command() -> None:
    """List, copy and compare the files of the theme.

    A file in content/theme/ replaces the built-in one at the same path.
    """


@theme_command.command("list")
@click.pass_obj
def list_command(cli: CliContext) -> None:
    """List the files of the theme that a city can override.

    A file that the city overrides is marked with *.
    """
    own = cli.project.theme.own
    write_stdout("".join(f"{'*' if (own / path).is_file() else ' '} {path}\n" for path in overridable()))


@theme_command.command("copy")
@click.argument("path")
@click.pass_obj
def copy_command(cli: CliContext, path: str) -> None:
    """Copy a built-in file into the theme of the city.

    PATH is a path of the theme, such as templates/components/site_footer.html.
    """
    own, content = cli.project.theme.own / path, annotated_copy(path)
    if own.exists():
        raise UserError('"{path}" already exists. Delete it first, or edit it.', path=own.as_posix())
    write_file(own, content)
    cli.echo(_("{file} now replaces the built-in file. Edit it, or delete it to undo.", file=own.as_posix()))


@theme_command.command("diff")
@click.argument("path")
@click.pass_obj
def diff_command(cli: CliContext, path: str) -> None:
    """Show how the city's own file differs from the built-in one.

    PATH is a path of the theme that the city overrides.
    """
    own = cli.project.theme.own / path
    if path not in overridable() or not own.is_file():
        raise UserError(
            'The city does not override "{path}". “tiekartta theme list” lists what it can override.', path=path
        )
    lines = difflib.unified_diff(_lines(BUILT_IN / path), _lines(own), path, own.as_posix())
    write_stdout("".join(lines))


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines(keepends=True)
