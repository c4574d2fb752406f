"""The command that takes a measure out of the roadmap and keeps its addresses: withdraw."""

from __future__ import annotations

import datetime

import click

from generator.authoring.front_matter_edit import appended
from generator.authoring.new_state import find_measure
from generator.authoring.withdrawals import withdrawal_lines
from generator.cli.console import CliContext
from generator.cli.content_files import confirm_and_write, echo_files, echo_problems
from generator.cli.options import parsed_by, yes_option
from generator.cli.texts import TextCommand, asked_texts, given_texts
from generator.content.loader import read_roadmap
from generator.content.measure_reader import ReadMeasures
from generator.content.parsers import date
from generator.content.source import path_text
from generator.content.withdrawals import WITHDRAWN
from generator.diagnostics import UserError
from generator.i18n import _
from generator.model import Roadmap, Status, Transition
from generator.on_disk import bytes_of


@click.command("withdraw", cls=TextCommand, texts={"reason": _("Why, in a sentence ({language}).")})
@click.argument("file")
@click.option(
    "--date",
    "day",
    metavar="DATE",
    required=True,
    callback=parsed_by(date),
    help="The date of the decision, such as 2030-01-31.",
)
@yes_option
@click.pass_obj
def withdraw_command(
    cli: CliContext, /, file: str, day: datetime.date, is_confirmed: bool, **texts: str | None
) -> None:
    """Withdraw a measure, and keep its addresses working.

    Its addresses lead to a page that says when and why it was removed. In a terminal, the command asks for the
    reason. What will be written is shown first.

    FILE is the file of the measure, or its number. The file is deleted.

    Example: tiekartta withdraw content/measures/14-example.md --date 2030-01-31
    """
    content = cli.project.content
    kept = ReadMeasures()
    roadmap = read_roadmap(content, kept=kept)
    measure = find_measure(file, roadmap, content)
    name = path_text(content / measure.path)
    if measure.draft:
        raise UserError('"{file}" is a draft and has no address. Delete the file.', file=name)
    if measure.tracking and not measure.tracking.edition.draft:
        _echo_state_instead(cli, name, roadmap, day)
    languages = roadmap.site.languages
    reasons = given_texts("reason", texts, languages)
    if len(reasons) < len(languages):
        reasons |= asked_texts(
            cli, "reason", _("Why? ({language})"), [one for one in languages if one.code not in reasons]
        )
    lines = withdrawal_lines(measure, roadmap, day.isoformat(), [reasons[language.code] for language in languages])
    files = {WITHDRAWN: appended(bytes_of(content / WITHDRAWN), lines), measure.path: None}
    echo_files(content, files)
    echo_problems(cli, files, kept)
    confirm_and_write(cli, files, is_confirmed)
    cli.echo(_("The measure has been withdrawn. Run “tiekartta check”, and look at the changes."))


def _echo_state_instead(cli: CliContext, name: str, roadmap: Roadmap, day: datetime.date) -> None:
    """Say that a measure that was adopted had better keep its page, in the state of those that were given up."""
    states = roadmap.follow_up.statuses.values if roadmap.follow_up else ()
    for state in states:
        if isinstance(state, Status) and state.transition is Transition.DROPPED:
            cli.echo(
                _(
                    "This measure was adopted. If it will just not be carried out, keep its page and set its "
                    "new status instead: tiekartta status {file} {state} --date {date}",
                    file=name,
                    state=state.id,
                    date=day.isoformat(),
                )
            )
            return
