"""The commands for those who translate the content: translations and accept."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from generator import build
from generator.authoring.approvals import approvable, with_approval
from generator.cli.console import CliContext, echo
from generator.cli.options import parsed_by, yes_option
from generator.content import parsers
from generator.content.git import user_name
from generator.diagnostics import UserError
from generator.i18n import Number, _, ngettext
from generator.model import Document, Roadmap
from generator.output.atomic_write import write_files
from generator.tracking.translation_status import translation_reports


@click.command("translations")
@click.pass_obj
def translations_command(cli: CliContext) -> None:
    """List missing, outdated and unapproved translations."""
    roadmap = build.load_preview(cli.project)
    for report in translation_reports(roadmap):
        cli.echo(
            _(
                "{language}: {missing} missing, {outdated} outdated, {unreviewed} not approved",
                language=report.language.endonym,
                missing=Number(len(report.missing)),
                outdated=Number(len(report.outdated)),
                unreviewed=Number(len(report.unreviewed)),
            )
        )
        for status, files in (
            (_("missing"), report.missing),
            (_("outdated"), report.outdated),
            (_("not approved"), report.unreviewed),
        ):
            for file in files:
                echo(f"  {cli.translator.translate(status)}: {file}")


@click.command("accept")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", help="Who approves, as shown on the site: a unit. If left out, the user of git.")
@click.option("--date", "day", metavar="DATE", callback=parsed_by(parsers.date), help="Since when. Today if left out.")
@yes_option
@click.pass_obj
def accept_command(
    cli: CliContext, files: Sequence[Path], by: str | None, day: datetime.date | None, is_confirmed: bool
) -> None:
    """Record that translations are approved as they are now.

    FILES are the content files whose translations are approved, or folders of them. In a folder, drafts and
    outdated translations are left out: name such a file itself.

    Example: tiekartta accept content/measures/14-example.md
    """
    content = cli.project.content
    if not files:
        raise UserError("Name the files whose translations are approved, such as content/measures/14-example.md.")
    by = parsers.line(by or user_name(content))
    if not by:
        raise UserError("It is not known who approves. Write the unit after --by.")
    roadmap = build.load_preview(cli.project)
    found = approvable(files, roadmap, content)
    for document in found.documents:
        _echo_texts(document, roadmap)
    for document in found.held_back:
        file = document.locations.start.file
        cli.echo(_("{file}: changed since its approval, and left out. Read it, and name the file itself.", file=file))
    if not found.documents:
        cli.echo(_("There is nothing to approve. Nothing was written."))
        return
    question = ngettext(
        "Approve the translations in this {count} file, by {by}? (yes/no)",
        "Approve the translations in these {count} files, by {by}? (yes/no)",
        count=len(found.documents),
        by=by,
    )
    cli.confirm(question, is_confirmed)
    approved_on = day or datetime.datetime.now().astimezone().date()
    contents = {
        content / document.path: with_approval(document, roadmap, content, approved_on, by)
        for document in found.documents
    }
    write_files(contents)
    cli.echo(
        ngettext(
            "The translations in {count} file are approved.",
            "The translations in {count} files are approved.",
            count=len(contents),
        )
    )


def _echo_texts(document: Document, roadmap: Roadmap) -> None:
    """Print a file and its titles, the source first."""
    echo(document.locations.start.file)
    for language in roadmap.site.languages:
        echo(f"  {language.code}  {document.title[language]}")
