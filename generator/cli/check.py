"""The command check: what would stop a build, and advice."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from generator.build import BuildOptions, advice, check_site
from generator.checks.prose.advice_cache import AdviceCache
from generator.cli.console import CliContext
from generator.cli.losses import lost_since
from generator.cli.options import base_url_option, format_option, parsed_by, published_option
from generator.cli.site_summary import echo_without_measures, totals
from generator.content.parsers import date
from generator.diagnostics import Diagnostic
from generator.i18n import _, ngettext
from generator.model import language_of
from generator.output.inputs import program_digest, site_inputs
from generator.project import Project


@click.command("check")
@base_url_option
@format_option
@click.option("--strict", is_flag=True, help="Fail on advice too.")
@click.option(
    "--since",
    metavar="OLD",
    help="Only give the advice that was added since a folder or a Git commit, such as origin/main.",
)
@click.option(
    "--today",
    metavar="DATE",
    callback=parsed_by(date),
    help="Also report what is late, due soon, without news or without a status on a date, such as 2030-01-31, and "
    "which unit to ask.",
)
@published_option
@click.pass_obj
def check_command(
    cli: CliContext,
    base_url: str | None,
    report_format: str | None,
    strict: bool,
    since: str | None,
    today: datetime.date | None,
    published: str | None,
) -> None:
    """Report every problem that would stop a build, and advice.

    Nothing is written. Advice, such as on long sentences, makes the check fail only with --strict.

    Example: tiekartta check --strict --since origin/main
    """
    content = cli.project.content
    with cli.report(report_format) as diagnostics:
        options = BuildOptions(base_url, published=published)
        inputs = site_inputs(content, base_url)
        site = check_site(cli.project, options, inputs)
        roadmap, cache = site.roadmap, AdviceCache(content, program_digest())
        found = (*advice(roadmap, cli.project.theme, cache), *lost_since(roadmap, content, published))
        cache.save()
        given = _added_advice(found, content, since) if since else found
        diagnostics.extend(given)
        if today:
            from generator.tracking.reminders import reminder_diagnostics

            language = language_of(roadmap.site.languages, cli.translator.language)
            diagnostics.extend(reminder_diagnostics(roadmap, today, language))
    cli.echo_advice(diagnostics)
    if len(given) < len(found):
        cli.echo(
            ngettext(
                "{count} earlier piece of advice is left out.",
                "{count} earlier pieces of advice are left out.",
                count=len(found) - len(given),
            )
        )
    cli.echo(_("No problems. {pages} {languages}, {time}: nothing written", **totals(cli, site)))
    echo_without_measures(cli, roadmap)
    if strict and given:
        cli.fail(
            _("With --strict, advice must be followed or answered. Do what it says, or copy the line that it gives."), 1
        )


def _added_advice(found: Sequence[Diagnostic], content: Path, old: str) -> tuple[Diagnostic, ...]:
    """Return the advice that an earlier state of the content did not have."""
    # What compares is not needed for a build.
    from generator.content.previous import previous_content
    from generator.diff.added_advice import added_advice

    with previous_content(old, content) as before:
        return added_advice(found, content, advice(before.roadmap, Project(before.folder).theme), before.folder)
