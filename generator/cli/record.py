"""The command that keeps what a change would lose: record."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from generator.authoring.history import completed, remaining_losses, site_of_day
from generator.cli.console import CliContext
from generator.cli.content_files import confirm_and_write, echo_files, echo_undecided
from generator.cli.options import parsed_by, yes_option
from generator.content.loader import read_settings
from generator.content.parsers import date, line, partial_date
from generator.content.paths import SITE
from generator.content.previous import previous_content
from generator.content.withdrawals import WITHDRAWN
from generator.i18n import Message, _
from generator.model import Measure, PartialDate, Site


@click.command("record")
@click.argument("old")
@click.option(
    "--date",
    "day",
    metavar="DATE",
    callback=parsed_by(partial_date),
    help="The date of changes without a new status. If left out, the date of the site.",
)
@click.option(
    "--correction",
    "corrections",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file in which a mistake was corrected: what it said before is not part of the history.",
)
@yes_option
@click.pass_obj
def record_command(
    cli: CliContext, old: str, day: PartialDate | None, corrections: Sequence[Path], is_confirmed: bool
) -> None:
    """Keep the history that a change would lose.

    Former statuses, dates, units and titles go into the updates of their measures, and former addresses redirect.
    What will be written is shown first.

    OLD is the content before the change: a folder, or a Git commit such as origin/main.

    Example: tiekartta record origin/main
    """
    content = cli.project.content
    with previous_content(old, content) as before:
        site = read_settings(content).site
        is_later = day is not None and day.start > site.updated
        changed = {SITE: site_of_day(content, str(day.start))} if day and is_later else {}
        day_and_reasons = partial(_day_and_reasons, cli, site, day)
        files = completed(before, content, changed, str(day or ""), day_and_reasons=day_and_reasons)
        corrected = {path for path in files for file in corrections if Path(path).name == file.name}
        files = {path: file for path, file in files.items() if path not in corrected}
        # What is open of a withdrawn measure has no history.
        left = remaining_losses(before, content, {path: file for path, file in files.items() if path != WITHDRAWN})
    echo_files(content, files)
    echo_undecided(cli, {path: losses for path, losses in left.items() if path not in corrected})
    if not files:
        cli.echo(_("Nothing that was published is lost. There is nothing to write."))
    else:
        confirm_and_write(cli, files, is_confirmed)
        cli.echo(_("Run “tiekartta check”, and look at the changes."))


def _day_and_reasons(
    cli: CliContext, site: Site, day: PartialDate | None, measure: Measure
) -> tuple[str, Sequence[str]]:
    """Return when a measure was withdrawn and why, as far as it was given or a terminal answers it."""
    known = day.start.isoformat() if day and day.start == day.end else ""
    if not sys.stdin.isatty():
        return known, ()

    def answer(question: Message) -> str:
        title = measure.title[site.default_language]
        return line(click.prompt(f"{title} – {cli.translator.translate(question)}", err=True))

    known = known or date(answer(_("When was it removed? (a date, such as 2030-01-31)"))).isoformat()
    return known, [answer(_("Why? ({language})", language=one.endonym)) for one in site.languages]
