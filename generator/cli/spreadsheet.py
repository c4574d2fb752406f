"""The commands that edit measures in a spreadsheet: export and import."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from generator import build
from generator.authoring.history import site_of_day
from generator.cli.console import CliContext, echo
from generator.cli.content_files import echo_undecided
from generator.cli.options import named_classification, parsed_by, yes_option
from generator.content.loader import read_roadmap, read_settings
from generator.content.measure_reader import ReadMeasures
from generator.content.parsers import date
from generator.content.paths import MEASURES, SITE
from generator.content.source import path_text
from generator.diagnostics import UserError
from generator.i18n import EDITOR_LANGUAGES, Number, Translator, _, ngettext
from generator.model import Measure, Roadmap
from generator.output.atomic_write import write_file
from generator.spreadsheets.choices import show_cell
from generator.spreadsheets.csv import read_csv
from generator.spreadsheets.export import check_suffix, export_measures, measures_by_value
from generator.spreadsheets.history import import_losses, other_file, with_addresses, with_history
from generator.spreadsheets.import_ import FileChange, absent_measures, changes_of, read_tables
from generator.spreadsheets.rows import read_rows
from generator.spreadsheets.staging import check_changes, write_changes
from generator.spreadsheets.step_changes import with_steps
from generator.spreadsheets.step_rows import find_steps, read_steps
from generator.spreadsheets.steps import StepForm

# So many changed measures are listed, and so many that the table lacks.
_MOST_SHOWN = 20


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--by",
    "classification",
    metavar="CLASSIFICATION",
    help="Write a file for each value of a classification, such as responsible, into a folder of the same name.",
)
@click.pass_obj
def export_command(cli: CliContext, file: Path, classification: str | None) -> None:
    """Write all measures to a spreadsheet, a row for each.

    FILE is the spreadsheet to create: .xlsx or .csv.

    Example: tiekartta export roadmap.xlsx
    """
    check_suffix(file.suffix)
    folder = file.with_suffix("")
    if (folder if classification else file).exists():
        name = path_text(folder if classification else file)
        raise UserError('"{file}" already exists and may contain changes. Name another file.', file=name)
    roadmap = read_roadmap(cli.project.content)
    groups = {file: roadmap.measures}
    if classification:
        taxonomy = named_classification(roadmap, classification, cli.translator)
        by_value = measures_by_value(roadmap, taxonomy, cli.translator)
        groups = {folder / f"{file.stem}-{name}{file.suffix}": measures for name, measures in by_value.items()}
    contents = {
        path: export_measures(roadmap, measures, cli.project.content, path.suffix, cli.translator)
        for path, measures in groups.items()
    }
    for path, content in contents.items():
        write_file(path, content)
        cli.echo(
            ngettext(
                "{count} measure is in {file}.",
                "{count} measures are in {file}.",
                count=len(groups[path]),
                file=path_text(path),
            )
        )


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", "is_dry_run", is_flag=True, help="List what would change, and write nothing.")
@click.option("--all", "is_whole", is_flag=True, help="List every change, however many there are.")
@click.option(
    "--date",
    "day",
    metavar="DATE",
    callback=parsed_by(date),
    help="The date of the change. If later than the date of the site, it becomes the date of the site. If left "
    "out, the date of the site.",
)
@click.option(
    "--correction",
    "is_correction",
    is_flag=True,
    help="The table corrects mistakes: what was there before is not history, and does not go into the updates.",
)
@yes_option
@click.pass_obj
def import_command(
    cli: CliContext,
    file: Path,
    is_dry_run: bool,
    is_whole: bool,
    day: datetime.date | None,
    is_correction: bool,
    is_confirmed: bool,
) -> None:
    """Import measures from a spreadsheet.

    The changes are listed, and then written if you agree. Former statuses, dates, units and titles go into the
    updates of their measures, and former addresses redirect.

    FILE is the spreadsheet to read: .xlsx, .ods or .csv.

    Example: tiekartta import roadmap.xlsx --dry-run
    """
    changes = _read_changes(cli, file, "" if day is None else day.isoformat(), is_correction)
    shown = changes if is_whole else changes[:_MOST_SHOWN]
    for change in shown:
        _echo_change(cli, change)
    if not changes:
        cli.echo(_("The table matches the content. There is nothing to change."))
        return
    _echo_total(cli, changes, len(changes) - len(shown))
    if is_dry_run:
        cli.echo(_("Nothing was written."))
        return
    count = sum(change.path.startswith(MEASURES) for change in changes)
    cli.confirm(
        ngettext("Write {count} measure? (yes/no)", "Write {count} measures? (yes/no)", count=count), is_confirmed
    )
    write_changes(changes, cli.project.content)
    cli.echo(ngettext("{count} measure was written.", "{count} measures were written.", count=count))


def _read_changes(cli: CliContext, file: Path, day: str, is_correction: bool) -> tuple[FileChange, ...]:
    """Return what a spreadsheet changes in the content, checked whole before anything is shown."""
    project = cli.project
    tables = read_tables(file, read_csv)
    kept = ReadMeasures()
    roadmap = read_roadmap(project.content, kept=kept)
    translators = [Translator(language, partial(build.labels, project, language)) for language in EDITOR_LANGUAGES]
    steps = find_steps(tables, roadmap, translators)
    table = read_rows([table for table in tables if not steps or table is not steps.table], roadmap, translators)
    for remark in table.remarks:
        cli.echo(remark)
    _echo_absent(cli, absent_measures(table.rows, roadmap), roadmap)
    changes, remarks = changes_of(table.rows, roadmap, project.content)
    form = StepForm.of(roadmap, cli.translator.language)
    if steps:
        present = [row.measure.path for row in table.rows if row.measure]
        rows, of_columns = read_steps(steps, roadmap, changes)
        changes, of_steps = with_steps(changes, rows, present, form, project.content)
        remarks += (*of_columns, *of_steps)
    for remark in remarks:
        cli.echo(remark)
    if changes:
        if not is_correction:
            settings = read_settings(project.content)
            changes = with_history(changes, roadmap, settings, form, day)
            echo_undecided(cli, import_losses(changes, roadmap, settings))
        if day > roadmap.site.updated.isoformat():
            changes = (*changes, other_file(project.content, SITE, site_of_day(project.content, day)))
        check_changes(changes, project, kept)
        changes = with_addresses(changes, roadmap, project.content, kept)
    return changes


def _echo_absent(cli: CliContext, absent: Sequence[Measure], roadmap: Roadmap) -> None:
    """Say which measures have no row: by name, unless the table has a part of the roadmap only."""
    total = len(roadmap.measures)
    if len(absent) * 2 > total:
        message = _(
            "The table has {count} of {total} measures. The others stay as they are.",
            count=total - len(absent),
            total=Number(total),
        )
        cli.echo(message)
    elif absent:
        cli.echo(
            ngettext(
                "{count} measure is not in the table, and stays as it is:",
                "{count} measures are not in the table, and stay as they are:",
                count=len(absent),
            )
        )
        for measure in absent[:_MOST_SHOWN]:
            echo(f"  {measure.display_number} {measure.title[roadmap.site.default_language]}")
        first = path_text(cli.project.content / absent[0].path)
        cli.echo(_("To withdraw one, run the command: {command}", command=f"tiekartta withdraw {first}"))


def _echo_total(cli: CliContext, changes: Sequence[FileChange], rest: int) -> None:
    """Print how much changes, and how to see what was not listed."""
    if rest:
        cli.echo(
            ngettext(
                "… and {count} more measure. The option --all lists it.",
                "… and {count} more measures. The option --all lists them.",
                count=rest,
            )
        )
    count = sum(change.path.startswith(MEASURES) for change in changes)
    fields = sum(len(change.edits) for change in changes)
    cli.echo(
        _(
            "What changes: {measures}, {fields}.",
            measures=ngettext("{count} measure", "{count} measures", count=count),
            fields=ngettext("{count} field", "{count} fields", count=fields),
        )
    )


def _echo_change(cli: CliContext, change: FileChange) -> None:
    """Print a file and its changed fields, the old lines after a minus and the new ones after a plus."""
    if change.before:
        echo(change.path)
    else:
        cli.echo(_("{file}: a new measure", file=change.path))
    for edit in change.edits:
        label = cli.translator.label(edit.key.name)
        echo(f"  {edit.key.name} ({label})" if label else f"  {edit.key.name}")
        for sign, text in (("-", edit.old), ("+", edit.new)):
            for line in show_cell(text, edit.key, cli.translator.language).splitlines():
                echo(f"    {sign} {_legible(line)}")


def _legible(text: str) -> str:
    """Return a line with the characters that cannot be seen named in it."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)
