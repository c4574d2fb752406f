"""The command that says who must do what: agenda."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from generator import build
from generator.authoring.new_edition import not_followed
from generator.cli.console import CliContext
from generator.cli.documents import put_file, put_report, text_language, text_language_option
from generator.cli.options import named_classification, parsed_by
from generator.content import parsers
from generator.content.parsers import slug_of
from generator.diagnostics import UserError
from generator.i18n import FieldName, _
from generator.model import Classification, Language, Roadmap, Value
from generator.project import Project
from generator.site.agenda import agenda_report
from generator.site.calendars import calendar
from generator.site.renderer import SiteRenderer
from generator.tracking.reminders import Reminder, reminders
from generator.tracking.statistics import Group, groups
from generator.urls import UrlMap

_CALENDAR = ".ics"


@click.command("agenda")
@click.option(
    "--by",
    metavar="CLASSIFICATION",
    help="What to divide the measures by, such as goal. If left out, the responsible units.",
)
@click.option("--unit", metavar="VALUE", help="Only the measures of this unit, or of this value of --by.")
@click.option("--each", is_flag=True, help="Write a file for each unit into a folder named after --output.")
@click.option(
    "--today", metavar="DATE", callback=parsed_by(parsers.date), help="The date to count from. Today if left out."
)
@click.option(
    "--days",
    metavar="NUMBER",
    type=click.IntRange(0, 9999),
    help="How many days ahead count as soon. If left out, as follow-up.yaml says.",
)
@text_language_option
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: Markdown (.md), a Word document (.docx) or the dates as a calendar (.ics). If left "
    "out, Markdown is printed.",
)
@click.pass_obj
def agenda_command(
    cli: CliContext,
    by: str | None,
    unit: str | None,
    each: bool,
    today: datetime.date | None,
    days: int | None,
    code: str | None,
    output: Path | None,
) -> None:
    """List what is late, due soon or without news, unit by unit.

    Each measure has the questions for its unit. A measure is without news if nothing was reported for half a year,
    or for the time given in follow-up.yaml.

    Example: tiekartta agenda --unit library --output library.docx
    """
    roadmap = build.load_published(cli.project)
    if roadmap.follow_up is None:
        raise not_followed()
    language = text_language(roadmap, code)
    divider = named_classification(roadmap, by, cli.translator) if by else roadmap.units
    value = _value(unit, divider) if unit else None
    if output and output.suffix.lower() == _CALENDAR:
        put_file(cli, _calendar(cli.project, roadmap, value, language), output)
        return
    day = today or datetime.date.today()  # noqa: DTZ011 the day of whoever asks
    due = reminders(roadmap, day, days)
    parts = groups(roadmap, divider) if divider else [Group(roadmap.texts["measures"], roadmap.measures, ())]
    parts = [part for part in parts if value is None or value in part.values]
    if each:
        asked = {name: part for name, part in _names(parts, output, language).items() if _due_of(part, due)}
        for name, part in asked.items():
            put_report(cli, agenda_report(roadmap, _due_of(part, due), [part], day, language), name)
        if not asked:
            cli.echo(_("There is nothing to ask. Nothing was written."))
        return
    due = _due_of(parts[0], due) if value else due
    put_report(cli, agenda_report(roadmap, due, parts, day, language), output)


def _names(parts: Sequence[Group], output: Path | None, language: Language) -> dict[Path, Group]:
    """Return the parts by their files: open.docx becomes open/open-library.docx."""
    if output is None:
        raise UserError("Name the files that --each writes: --output {example}", example="open.docx")
    names = (part.values[0].id if part.values else slug_of(part.label[language], language.code) for part in parts)
    files = (output.with_suffix("") / f"{output.stem}-{name}{output.suffix}" for name in names)
    return dict(zip(files, parts, strict=True))


def _due_of(part: Group, due: Sequence[Reminder]) -> tuple[Reminder, ...]:
    """Return the reminders of the measures of a part."""
    files = {measure.locations.start.file for measure in part.measures}
    return tuple(reminder for reminder in due if reminder.location.file in files)


def _value(text: str, classification: Classification | None) -> Value:
    """Return the value of a classification that is named by its id, its letter or its label in any language."""
    if classification is None:
        raise UserError("The content names no units. Leave out --unit, or name a classification with --by.")
    for value in classification.values:
        names = (value.id, value.code, *value.label.by_code.values(), *value.name.by_code.values())
        if text.casefold() in (name.casefold() for name in names):
            return value
    raise UserError(
        '"{value}" is not a value of {classification}. Use one of {names}.',
        value=text,
        classification=FieldName(classification.id),
        names=", ".join(value.id for value in classification.values),
    )


def _calendar(project: Project, roadmap: Roadmap, value: Value | None, language: Language) -> bytes:
    """Return the due dates and decisions of all measures, or of those of a value, as the site has them."""
    if not roadmap.site.base_url:
        raise UserError(
            "The calendar links to the site. Write the address of the site as “base_url: …” in site.yaml first."
        )
    if value not in UrlMap(roadmap).followed:
        raise UserError(
            "The site has no calendar for this value. Leave out --unit, or choose a file name that ends in .docx."
        )
    return calendar(SiteRenderer(roadmap, project.theme).sites[language.code], value)
