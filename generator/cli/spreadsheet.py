"""The commands that edit measures in a spreadsheet: export and import."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from generator import build
from generator.cli.console import CliContext, echo
from generator.content.loader import read_roadmap
from generator.content.source import path_text
from generator.diagnostics import UserError
from generator.i18n import EDITOR_LANGUAGES, Translator, _, ngettext
from generator.output.atomic_write import write_file
from generator.spreadsheets.export import export_measures
from generator.spreadsheets.import_ import FileChange, changes_of, read_table
from generator.spreadsheets.rows import read_rows
from generator.spreadsheets.staging import check_changes, write_changes


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def export_command(cli: CliContext, file: Path) -> None:
    """Write all measures to a spreadsheet, a row for each.

    FILE is the spreadsheet to create: .xlsx or .csv.

    Example: tiekartta export roadmap.xlsx
    """
    if file.exists():
        raise UserError('"{file}" is there already, perhaps with changes. Name another file.', file=path_text(file))
    roadmap = read_roadmap(cli.project.content)
    write_file(file, export_measures(roadmap, cli.project.content, file.suffix, cli.translator))
    cli.echo(
        ngettext(
            "{count} measure is in {file}.",
            "{count} measures are in {file}.",
            count=len(roadmap.measures),
            file=path_text(file),
        )
    )


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", "is_dry_run", is_flag=True, help="List what would change, and write nothing.")
@click.option("--yes", "is_confirmed", is_flag=True, help="Write without asking.")
@click.pass_obj
def import_command(cli: CliContext, file: Path, is_dry_run: bool, is_confirmed: bool) -> None:
    """Import measures from a spreadsheet.

    What will change is listed, and then written if you agree.

    FILE is the spreadsheet to read: .xlsx, .ods or .csv.

    Example: tiekartta import roadmap.xlsx --dry-run
    """
    changes = _read_changes(cli, file)
    for change in changes:
        _echo_change(cli, change)
    if not changes:
        cli.echo(_("The table says what the content says. There is nothing to change."))
    elif is_dry_run:
        cli.echo(_("Nothing was written."))
    elif is_confirmed or cli.ask_yes_or_no(
        ngettext("Write {count} measure? (yes/no)", "Write {count} measures? (yes/no)", count=len(changes))
    ):
        write_changes(changes, cli.project.content)
        cli.echo(ngettext("{count} measure was written.", "{count} measures were written.", count=len(changes)))
    else:
        cli.fail(_("Nothing was written."), 1)


def _read_changes(cli: CliContext, file: Path) -> tuple[FileChange, ...]:
    """Return what a spreadsheet changes in the content, checked whole before anything is shown."""
    project = cli.project
    table, roadmap = read_table(file), read_roadmap(project.content)
    translators = [Translator(language, partial(build.labels, project, language)) for language in EDITOR_LANGUAGES]
    changes = changes_of(read_rows(table, roadmap, translators), roadmap, project.content)
    if changes:
        check_changes(changes, project)
    return changes


def _echo_change(cli: CliContext, change: FileChange) -> None:
    """Print a file and its changed fields, the old text after a minus and the new one after a plus."""
    if change.before:
        echo(change.path)
    else:
        cli.echo(_("{file}: a new measure", file=change.path))
    for edit in change.edits:
        label = cli.translator.label(edit.key.name)
        echo(f"  {edit.key.name} ({label})" if label else f"  {edit.key.name}")
        for sign, text in (("-", edit.old), ("+", edit.new)):
            if text:
                echo(f"    {sign} {text}")
