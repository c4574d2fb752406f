"""The commands on translations: translations and accept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from generator import pipeline
from generator.approving import approved, subjects_of
from generator.desk import Desk, show
from generator.problems import Mistake, say, say_counted
from generator.translating import Standing, standings
from generator.writing import write_file


@click.command()
@click.pass_obj
def translations(desk: Desk) -> None:
    """Lists which translations are missing, outdated or not yet approved."""
    with desk.exits():
        roadmap = pipeline.previewed(desk.project)
    for one in standings(roadmap):
        show_standing(desk, one)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def accept(desk: Desk, files: Sequence[Path]) -> None:
    """Records in each file, or in all of a folder, that its translations are approved as they are now."""
    content = desk.project.content
    with desk.exits():
        if not files:
            raise Mistake("Name the files whose translations are approved, such as content/measures/14-example.md.")
        roadmap = pipeline.previewed(desk.project)
        subjects = [one for file in files for one in subjects_of(file, roadmap, content)]
        contents = {content / one.path: approved(one, roadmap, content) for one in subjects}
        for file, text in contents.items():
            write_file(file, text)
    desk.show(
        say_counted(
            "The translations in {count} file are approved.",
            "The translations in {count} files are approved.",
            count=len(contents),
        )
    )


def show_standing(desk: Desk, one: Standing) -> None:
    language = one.language.in_itself
    desk.show(
        say(
            "{language}: {missing} missing, {outdated} outdated, {unreviewed} not approved",
            language=language,
            missing=len(one.missing),
            outdated=len(one.outdated),
            unreviewed=len(one.unreviewed),
        )
    )
    for words, files in (
        (say("missing"), one.missing),
        (say("outdated"), one.outdated),
        (say("not approved"), one.unreviewed),
    ):
        for file in files:
            show(f"  {desk.speaker.say(words)}: {file}")
