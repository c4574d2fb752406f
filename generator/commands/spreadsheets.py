"""The commands for those who edit in a spreadsheet: export and import."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from generator import pipeline
from generator.desk import Desk, show
from generator.problems import Mistake, say, say_counted
from generator.reading.roadmap import read_roadmap
from generator.reading.source import shown
from generator.speaking import LANGUAGES, Speaker
from generator.spreadsheets.exporting import exported
from generator.spreadsheets.importing import Change, changes_of, read_table
from generator.spreadsheets.rows import read_rows
from generator.spreadsheets.staging import check_changes, write_changes
from generator.writing import write_file


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def export_(desk: Desk, file: Path) -> None:
    """Writes all measures as a spreadsheet, .xlsx or .csv, a row for each."""
    with desk.exits():
        if file.exists():
            raise Mistake('"{file}" is there already, perhaps with changes. Name another file.', file=shown(file))
        roadmap = read_roadmap(desk.project.content)
        write_file(file, exported(roadmap, desk.project.content, file.suffix, desk.speaker))
    desk.show(
        say_counted(
            "{count} measure is in {file}.",
            "{count} measures are in {file}.",
            count=len(roadmap.measures),
            file=shown(file),
        )
    )


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", "shows_only", is_flag=True, help="Shows what would change, and writes nothing.")
@click.option("--yes", "is_agreed", is_flag=True, help="Writes without asking.")
@click.pass_obj
def import_(desk: Desk, file: Path, shows_only: bool, is_agreed: bool) -> None:
    """Takes the measures from a spreadsheet: .xlsx, .ods or .csv."""
    with desk.exits():
        changes = checked_changes(desk, file)
        for change in changes:
            show_change(desk, change)
        if not changes:
            desk.show(say("The table says what the content says. There is nothing to change."))
        elif shows_only:
            desk.show(say("Nothing was written."))
        elif is_agreed or agrees(desk, changes):
            write_changes(changes, desk.project.content)
            desk.show(say_counted("{count} measure was written.", "{count} measures were written.", count=len(changes)))
        else:
            desk.refuse(say("Nothing was written."), 1)


def checked_changes(desk: Desk, file: Path) -> tuple[Change, ...]:
    """What a file changes in the content, with every problem found before anything is shown."""
    project = desk.project
    table, roadmap = read_table(file), read_roadmap(project.content)
    speakers = [Speaker(language, partial(pipeline.labels, project, language)) for language in LANGUAGES]
    changes = changes_of(read_rows(table, roadmap, speakers), roadmap, project.content)
    if changes:
        check_changes(changes, project)
    return changes


def show_change(desk: Desk, change: Change) -> None:
    """Shows a file and its fields: what was there with a minus, what will be there with a plus."""
    if change.before:
        show(change.path)
    else:
        desk.show(say("{file}: a new measure", file=change.path))
    for edit in change.edits:
        label = desk.speaker.label(edit.key.name)
        show(f"  {edit.key.name} ({label})" if label else f"  {edit.key.name}")
        for sign, text in (("-", edit.old), ("+", edit.new)):
            if text:
                show(f"    {sign} {text}")


def agrees(desk: Desk, changes: Sequence[Change]) -> bool:
    """Whether the editor answers yes, in any language of the editors; its first letter will do."""
    question = say_counted("Write {count} measure? (yes/no)", "Write {count} measures? (yes/no)", count=len(changes))
    answer = click.prompt(desk.speaker.say(question), default="", show_default=False, err=True).strip().casefold()
    agreement = say("yes")
    words = {Speaker(language).say(agreement).casefold() for language in LANGUAGES}
    return answer in words | {word[0] for word in words}
