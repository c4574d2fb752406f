"""The command that takes a measure out of the roadmap and keeps its addresses: withdraw."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator import build
from generator.authoring.front_matter_edit import appended
from generator.authoring.withdrawals import withdrawal_lines
from generator.cli.console import CliContext, echo
from generator.cli.options import parsed_by
from generator.content.hidden_characters import refuse_hidden
from generator.content.parsers import date, line
from generator.content.source import path_text
from generator.content.withdrawals import WITHDRAWN
from generator.diagnostics import UserError
from generator.i18n import _
from generator.model import Measure, Roadmap, Status, Transition
from generator.on_disk import on_disk
from generator.output.atomic_write import write_file


@click.command("withdraw")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--date",
    "day",
    metavar="DATE",
    required=True,
    callback=parsed_by(date),
    help="The day of the decision, such as 2030-01-31.",
)
@click.option(
    "--reason",
    "reasons",
    metavar="TEXT",
    multiple=True,
    help="Why, once for each language of the site in its order. A terminal asks for it if it is left out.",
)
@click.option("--yes", "is_confirmed", is_flag=True, help="Write without asking.")
@click.pass_obj
def withdraw_command(
    cli: CliContext, file: Path, day: datetime.date, reasons: Sequence[str], is_confirmed: bool
) -> None:
    """Take a measure out of the roadmap, and keep its addresses.

    They lead to a page that says when and why it was removed. What will be written is shown first.

    FILE is the file of the measure, which is deleted.

    Example: tiekartta withdraw content/measures/14-example.md --date 2030-01-31
    """
    content = cli.project.content
    roadmap = build.load_preview(cli.project)
    measure = _measure(file, roadmap, content)
    if measure.tracking and not measure.tracking.edition.draft:
        _echo_state_instead(cli, measure, roadmap, day)
    lines = withdrawal_lines(measure, roadmap, day.isoformat(), _reasons(cli, roadmap, reasons))
    echo(f"- {path_text(file)}")
    for written in (path_text(content / WITHDRAWN), *lines):
        echo(f"+ {written}")
    if not is_confirmed and not cli.ask_yes_or_no(_("Withdraw the measure? (yes/no)")):
        cli.fail(_("Nothing was written."), 1)
    withdrawn = content / WITHDRAWN
    write_file(withdrawn, appended(withdrawn.read_bytes() if withdrawn.is_file() else b"", lines))
    on_disk(content / measure.path).unlink()
    cli.echo(_("The measure is withdrawn. Run “tiekartta check”: it names what still links to it."))


def _measure(file: Path, roadmap: Roadmap, content: Path) -> Measure:
    """Return the published measure of a file."""
    for measure in roadmap.measures:
        if file.exists() and file.samefile(on_disk(content / measure.path)):
            if measure.draft:
                raise UserError('"{file}" is a draft and has no address. Delete the file.', file=path_text(file))
            return measure
    raise UserError(
        '"{file}" is not the file of a measure. Name one such as {example}.',
        file=path_text(file),
        example=f"{path_text(content)}/measures/14-example.md",
    )


def _echo_state_instead(cli: CliContext, measure: Measure, roadmap: Roadmap, day: datetime.date) -> None:
    """Say that a measure that was adopted had better keep its page, in the state of those that were given up."""
    states = roadmap.follow_up.statuses.values if roadmap.follow_up else ()
    dropped = (state.id for state in states if isinstance(state, Status) and state.transition is Transition.DROPPED)
    state = next(dropped, "")
    if state:
        cli.echo(
            _(
                "This measure was adopted. If it is only given up, keep its page and write its new state instead: "
                "tiekartta status {file} {state} --date {date}",
                file=path_text(cli.project.content / measure.path),
                state=state,
                date=day,
            )
        )


def _reasons(cli: CliContext, roadmap: Roadmap, reasons: Sequence[str]) -> list[str]:
    """Return why, in each language; a terminal asks for what is left out."""
    languages = roadmap.site.languages
    if not reasons and sys.stdin.isatty():
        questions = [_("Why? ({language})", language=language.endonym) for language in languages]
        reasons = [click.prompt(cli.translator.translate(question), err=True) for question in questions]
    given = [line(refuse_hidden(reason)) for reason in reasons]
    if len(given) != len(languages) or not all(given):
        codes = ", ".join(language.code for language in languages)
        raise UserError("Give one --reason for each language, in this order: {languages}.", languages=codes)
    return given
