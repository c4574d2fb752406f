"""The commands for those who edit in a spreadsheet: export and import."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from generator import build
from generator.cli.console import CliContext, show
from generator.content.loader import read_roadmap
from generator.content.source import path_text
from generator.diagnostics import UserError
from generator.i18n import EDITOR_LANGUAGES, Translator, _, ngettext
from generator.output.atomic_write import write_file
from generator.spreadsheets.export import exported
from generator.spreadsheets.import_ import FileChange, changes_of, read_table
from generator.spreadsheets.rows import read_rows
from generator.spreadsheets.staging import check_changes, write_changes


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def export_command(cli: CliContext, file: Path) -> None:
    """Writes all measures as a spreadsheet, .xlsx or .csv, a row for each."""
    with cli.exits():
        if file.exists():
            raise UserError('"{file}" is there already, perhaps with changes. Name another file.', file=path_text(file))
        roadmap = read_roadmap(cli.project.content)
        write_file(file, exported(roadmap, cli.project.content, file.suffix, cli.translator))
    cli.show(
        ngettext(
            "{count} measure is in {file}.",
            "{count} measures are in {file}.",
            count=len(roadmap.measures),
            file=path_text(file),
        )
    )


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", "shows_only", is_flag=True, help="Shows what would change, and writes nothing.")
@click.option("--yes", "is_agreed", is_flag=True, help="Writes without asking.")
@click.pass_obj
def import_command(cli: CliContext, file: Path, shows_only: bool, is_agreed: bool) -> None:
    """Takes the measures from a spreadsheet: .xlsx, .ods or .csv."""
    with cli.exits():
        changes = checked_changes(cli, file)
        for change in changes:
            show_change(cli, change)
        if not changes:
            cli.show(_("The table says what the content says. There is nothing to change."))
        elif shows_only:
            cli.show(_("Nothing was written."))
        elif is_agreed or agrees(cli, changes):
            write_changes(changes, cli.project.content)
            cli.show(ngettext("{count} measure was written.", "{count} measures were written.", count=len(changes)))
        else:
            cli.refuse(_("Nothing was written."), 1)


def checked_changes(cli: CliContext, file: Path) -> tuple[FileChange, ...]:
    """What a file changes in the content, with every problem found before anything is shown."""
    project = cli.project
    table, roadmap = read_table(file), read_roadmap(project.content)
    speakers = [Translator(language, partial(build.labels, project, language)) for language in EDITOR_LANGUAGES]
    changes = changes_of(read_rows(table, roadmap, speakers), roadmap, project.content)
    if changes:
        check_changes(changes, project)
    return changes


def show_change(cli: CliContext, change: FileChange) -> None:
    """Shows a file and its fields: what was there with a minus, what will be there with a plus."""
    if change.before:
        show(change.path)
    else:
        cli.show(_("{file}: a new measure", file=change.path))
    for edit in change.edits:
        label = cli.translator.label(edit.key.name)
        show(f"  {edit.key.name} ({label})" if label else f"  {edit.key.name}")
        for sign, text in (("-", edit.old), ("+", edit.new)):
            if text:
                show(f"    {sign} {text}")


def agrees(cli: CliContext, changes: Sequence[FileChange]) -> bool:
    """Whether the editor answers yes, in any language of the editors; its first letter will do."""
    question = ngettext("Write {count} measure? (yes/no)", "Write {count} measures? (yes/no)", count=len(changes))
    answer = (
        click.prompt(cli.translator.translate(question), default="", show_default=False, err=True).strip().casefold()
    )
    agreement = _("yes")
    words = {Translator(language).translate(agreement).casefold() for language in EDITOR_LANGUAGES}
    return answer in words | {word[0] for word in words}
