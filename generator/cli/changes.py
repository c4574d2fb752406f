"""The commands that report in Markdown what changed: compare (two states of the content) and changes (the roadmap)."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator import build
from generator.authoring.new_edition import not_followed
from generator.cli.console import CliContext
from generator.cli.documents import (
    document_option,
    put_report,
    put_text,
    report_option,
    text_language,
    text_language_option,
)
from generator.content import parsers
from generator.content.previous import previous_content
from generator.content.snapshot import Content
from generator.diagnostics import UserError
from generator.diff.content_diff import compare_content
from generator.diff.report import comparison_report
from generator.model import Roadmap
from generator.site.change_log import ChangeFormatter
from generator.tracking.events import after, between, events_of
from generator.tracking.relations import Relations


@click.command("compare")
@click.argument("old")
@document_option
@click.pass_obj
def compare_command(cli: CliContext, old: str, output: Path | None) -> None:
    """Report in Markdown what a change does to the site.

    OLD is the content before the change: a folder, or a Git commit such as origin/main. The report lists the
    measures added, changed and removed, the old and new texts, and the addresses that are lost.

    Example: tiekartta compare origin/main
    """
    new = Content(cli.project.content, build.load_published(cli.project))
    with previous_content(old, cli.project.content) as before:
        report = comparison_report(compare_content(before, new), cli.translator)
    put_text(cli, report, output)


@click.command("changes")
@click.option(
    "--since", metavar="DATE", required=True, help="A date, or the year of a roadmap, which counts from its adoption."
)
@click.option("--until", metavar="DATE", help="A date, or the year of a roadmap. If left out, the last update.")
@text_language_option
@report_option
@click.pass_obj
def changes_command(cli: CliContext, since: str, until: str | None, code: str | None, output: Path | None) -> None:
    """Report what changed in the roadmap.

    The text is for the agenda of the board. Dates are written as 2030-01-31.

    Example: tiekartta changes --since 2024 --until 2026-06-30 --output changes.docx
    """
    roadmap = build.load_published(cli.project)
    if roadmap.follow_up is None:
        raise not_followed()
    language = text_language(roadmap, code)
    start, first = _start_dates(since, roadmap)
    end = _start_dates(until, roadmap)[0] if until else roadmap.site.updated
    if end < start:
        raise UserError("{end} comes before {start}. Write the earlier date after --since.", end=end, start=start)
    formatter = ChangeFormatter(roadmap, Relations(roadmap), language)
    put_report(cli, formatter.report(between(events_of(roadmap), first, end), start, end), output)


def _start_dates(text: str, roadmap: Roadmap) -> tuple[datetime.date, datetime.date]:
    """Return the date that an option names, a day or the adoption of a year's edition, and the first that counts."""
    editions = {str(edition.year): edition for edition in roadmap.editions}
    if text in editions:
        return editions[text].adopted, after(editions[text])
    if text.isdecimal():
        years = ", ".join(editions)
        raise UserError(
            "There is no roadmap for {year}. Write a date, or one of the years {years}.", year=text, years=years
        )
    day = parsers.date(text)
    return day, day
