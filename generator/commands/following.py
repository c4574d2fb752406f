"""The commands that follow the roadmap up: changes and edition."""

from __future__ import annotations

import datetime

import click

from generator import pipeline, renewing
from generator.desk import Desk, write_out
from generator.following.events import after
from generator.model import Roadmap, language_of
from generator.problems import Mistake, say_counted
from generator.reading import parsers


@click.command()
@click.option("--since", required=True, help="A day, or the year of an edition: what changed after its adoption.")
@click.option("--until", help="A day, or the year of an edition. Without it, all that followed.")
@click.option("--in", "code", help="The language of the text; the first of the site where it is left out.")
@click.pass_obj
def changes(desk: Desk, since: str, until: str | None, code: str | None) -> None:
    """Writes what changed in the roadmap since a day or an edition, as Markdown for the board."""
    with desk.exits():
        roadmap = pipeline.published(desk.project)
        if roadmap.follow_up is None:
            raise renewing.not_followed()
        codes = [one.code for one in roadmap.site.languages]
        if code is not None and code not in codes:
            raise Mistake(
                '"{code}" is not a language of the site. Use one of {codes}.', code=code, codes=", ".join(codes)
            )
        language = language_of(roadmap.site.languages, code or "")
        shown, first = beginning(since, roadmap)
        end = beginning(until, roadmap)[0] if until else roadmap.site.updated
        if end < shown:
            raise Mistake("{end} comes before {start}. Write the earlier day after --since.", end=end, start=shown)
        text = pipeline.agenda(roadmap, first, shown, end, language)
    write_out(text)


def beginning(text: str, roadmap: Roadmap) -> tuple[datetime.date, datetime.date]:
    """A day, or that on which the edition of a year was adopted; and the first day that counts. Raises Mistake."""
    editions = {str(edition.year): edition for edition in roadmap.editions}
    if text in editions:
        return editions[text].adopted, after(editions[text])
    if text.isdecimal():
        years = ", ".join(editions)
        raise Mistake(
            "There is no roadmap of {year}. Write a day, or one of the years {years}.", year=text, years=years
        )
    day = parsers.date(text)
    return day, day


@click.command()
@click.argument("year", type=click.IntRange(2000, 2199))
@click.pass_obj
def edition(desk: Desk, year: int) -> None:
    """Begins the roadmap of a YEAR as a draft, which goes on with the open measures."""
    with desk.exits():
        roadmap = pipeline.previewed(desk.project)
        file = renewing.write_edition(roadmap, desk.project.content, year)
    desk.show(
        say_counted(
            "{file} is there, as a draft, and goes on with {count} measure. Write new ones with “tiekartta new”. "
            "When it has been adopted, write its day, and delete the line “draft: yes”.",
            "{file} is there, as a draft, and goes on with {count} measures. Write new ones with “tiekartta new”. "
            "When it has been adopted, write its day, and delete the line “draft: yes”.",
            file=file.as_posix(),
            count=len(renewing.open_measures(roadmap)),
        )
    )
