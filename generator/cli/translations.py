"""The commands on translations: translations and accept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from generator import build
from generator.authoring.approvals import approved, subjects_of
from generator.cli.console import CliContext, show
from generator.diagnostics import UserError
from generator.i18n import _, ngettext
from generator.output.atomic_write import write_file
from generator.tracking.translation_status import TranslationReport, translation_reports


@click.command("translations")
@click.pass_obj
def translations_command(cli: CliContext) -> None:
    """Lists which translations are missing, outdated or not yet approved."""
    with cli.exits():
        roadmap = build.load_preview(cli.project)
    for one in translation_reports(roadmap):
        show_standing(cli, one)


@click.command("accept")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def accept_command(cli: CliContext, files: Sequence[Path]) -> None:
    """Records in each file, or in all of a folder, that its translations are approved as they are now."""
    content = cli.project.content
    with cli.exits():
        if not files:
            raise UserError("Name the files whose translations are approved, such as content/measures/14-example.md.")
        roadmap = build.load_preview(cli.project)
        subjects = [one for file in files for one in subjects_of(file, roadmap, content)]
        contents = {content / one.path: approved(one, roadmap, content) for one in subjects}
        for file, text in contents.items():
            write_file(file, text)
    cli.show(
        ngettext(
            "The translations in {count} file are approved.",
            "The translations in {count} files are approved.",
            count=len(contents),
        )
    )


def show_standing(cli: CliContext, one: TranslationReport) -> None:
    language = one.language.endonym
    cli.show(
        _(
            "{language}: {missing} missing, {outdated} outdated, {unreviewed} not approved",
            language=language,
            missing=len(one.missing),
            outdated=len(one.outdated),
            unreviewed=len(one.unreviewed),
        )
    )
    for words, files in (
        (_("missing"), one.missing),
        (_("outdated"), one.outdated),
        (_("not approved"), one.unreviewed),
    ):
        for file in files:
            show(f"  {cli.translator.translate(words)}: {file}")
