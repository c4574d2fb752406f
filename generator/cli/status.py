"""The command that sets a new status for a measure and keeps the former one: status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator.authoring.history import completed, remaining_losses
from generator.authoring.new_edition import not_followed
from generator.authoring.new_state import NewState, files_of_state, find_measure, find_status, needed
from generator.cli.console import CliContext
from generator.cli.content_files import confirm_and_write, echo_files, echo_problems, echo_undecided
from generator.cli.options import parsed_by, yes_option
from generator.cli.texts import TextCommand, asked_text, asked_texts, given_texts
from generator.content.loader import read_roadmap
from generator.content.measure_reader import ReadMeasures
from generator.content.parsers import partial_date
from generator.content.snapshot import Content
from generator.content.source import path_text
from generator.i18n import _
from generator.model import PartialDate, Roadmap, language_of

_HELP = {"note": _("Why, in a sentence ({language})."), "result": _("What was achieved ({language}).")}
_QUESTIONS = {"note": _("Why? ({language})"), "result": _("What was achieved? ({language})")}


@click.command("status", cls=TextCommand, texts=_HELP)
@click.argument("file")
@click.argument("status")
@click.option(
    "--date",
    "day",
    metavar="DATE",
    callback=parsed_by(partial_date),
    help="The date from which the measure has the status: 2030-01-31, or 2030-01 or 2030-Q1 if no more is known.",
)
@click.option("--due", metavar="DATE", callback=parsed_by(partial_date), help="The deadline from now on.")
@click.option("--into", "merged_into", metavar="FILE", default="", help="The measure that it was merged into.")
@yes_option
@click.pass_obj
def status_command(
    cli: CliContext,
    /,
    file: str,
    status: str,
    day: PartialDate | None,
    due: PartialDate | None,
    merged_into: str,
    is_confirmed: bool,
    **texts: str | None,
) -> None:
    """Set a new status for a measure.

    The former status goes into its updates, with its date and reason. In a terminal, the command asks for the texts
    that the status needs. What will be written is shown first.

    FILE is the file of the measure, or its number.

    STATUS is the name of the status, such as "under way".

    Example: tiekartta status 3/2030 completed --date 2030-01-31
    """
    content = cli.project.content
    kept = ReadMeasures()
    roadmap = read_roadmap(content, kept=kept)
    if roadmap.follow_up is None:
        raise not_followed()
    measure = find_measure(file, roadmap, content)
    language = language_of(roadmap.site.languages, cli.translator.language)
    day = day or partial_date(asked_text(cli, _("Since when? (a date, such as 2030-01-31)"), "--date 2030-01-31"))
    note, result = (given_texts(name, texts, roadmap.site.languages) for name in ("note", "result"))
    new = NewState(find_status(status, roadmap, language), day, note, result, due)
    if merged_into:
        new = replace(new, merged_into=Path(find_measure(merged_into, roadmap, content).path).name)
    for name in needed(measure, new):
        new = replace(new, **_asked(cli, name, new, roadmap))
    before = Content(content, roadmap.published())
    files = completed(before, content, files_of_state(measure, new, roadmap, content), str(day), kept)
    files = {path: text for path, text in files.items() if text != (content / path).read_bytes()}
    if not files:
        cli.echo(_("The measure already has this status. Nothing was written."))
        return
    echo_files(content, files)
    echo_undecided(cli, remaining_losses(before, content, files, kept))
    echo_problems(cli, files, kept)
    confirm_and_write(cli, files, is_confirmed)
    names = ", ".join(path_text(content / path) for path in files)
    cli.echo(_("Look at the page with “tiekartta serve”, then send these files: {files}", files=names))


def _asked(cli: CliContext, name: str, new: NewState, roadmap: Roadmap) -> dict[str, Any]:
    """Return what the status needs, as a terminal answers; the name of a measure, or a text in each language."""
    if name == "merged_into":
        answer = asked_text(cli, _("Into which measure was it merged? (its number)"), "--into 14")
        return {name: Path(find_measure(answer, roadmap, cli.project.content).path).name}
    given: Mapping[str, str] = getattr(new, name)
    languages = [language for language in roadmap.site.languages if language.code not in given]
    return {name: {**given, **asked_texts(cli, name, _QUESTIONS[name], languages)}}
