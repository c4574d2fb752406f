"""The commands that follow the roadmap up: changes and edition."""

from __future__ import annotations

import datetime

import click

from generator import build
from generator.authoring import new_edition
from generator.cli.console import CliContext, write_out
from generator.content import parsers
from generator.diagnostics import UserError
from generator.i18n import ngettext
from generator.model import Roadmap, language_of
from generator.site.changes_markdown import changes_markdown
from generator.tracking.events import after, between, events_of


@click.command("changes")
@click.option("--since", required=True, help="A day, or the year of an edition: what changed after its adoption.")
@click.option("--until", help="A day, or the year of an edition. Without it, all that followed.")
@click.option("--in", "code", help="The language of the text; the first of the site where it is left out.")
@click.pass_obj
def changes_command(cli: CliContext, since: str, until: str | None, code: str | None) -> None:
    """Writes what changed in the roadmap since a day or an edition, as Markdown for the board."""
    with cli.exits():
        roadmap = build.load_published(cli.project)
        if roadmap.follow_up is None:
            raise new_edition.not_followed()
        codes = [one.code for one in roadmap.site.languages]
        if code is not None and code not in codes:
            raise UserError(
                '"{code}" is not a language of the site. Use one of {codes}.', code=code, codes=", ".join(codes)
            )
        language = language_of(roadmap.site.languages, code or "")
        shown, first = beginning(since, roadmap)
        end = beginning(until, roadmap)[0] if until else roadmap.site.updated
        if end < shown:
            raise UserError("{end} comes before {start}. Write the earlier day after --since.", end=end, start=shown)
        text = changes_markdown(roadmap, between(events_of(roadmap), first, end), shown, end, language)
    write_out(text)


def beginning(text: str, roadmap: Roadmap) -> tuple[datetime.date, datetime.date]:
    """A day, or that on which the edition of a year was adopted; and the first day that counts. Raises UserError."""
    editions = {str(edition.year): edition for edition in roadmap.editions}
    if text in editions:
        return editions[text].adopted, after(editions[text])
    if text.isdecimal():
        years = ", ".join(editions)
        raise UserError(
            "There is no roadmap of {year}. Write a day, or one of the years {years}.", year=text, years=years
        )
    day = parsers.date(text)
    return day, day


@click.command("edition")
@click.argument("year", type=click.IntRange(2000, 2199))
@click.pass_obj
def edition_command(cli: CliContext, year: int) -> None:
    """Begins the roadmap of a YEAR as a draft, which goes on with the open measures."""
    with cli.exits():
        roadmap = build.load_preview(cli.project)
        file = new_edition.write_edition(roadmap, cli.project.content, year)
    cli.show(
        ngettext(
            "{file} is there, as a draft, and goes on with {count} measure. Write new ones with “tiekartta new”. "
            "When it has been adopted, write its day, and delete the line “draft: yes”.",
            "{file} is there, as a draft, and goes on with {count} measures. Write new ones with “tiekartta new”. "
            "When it has been adopted, write its day, and delete the line “draft: yes”.",
            file=file.as_posix(),
            count=len(new_edition.open_measures(roadmap)),
        )
    )
