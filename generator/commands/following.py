"""The commands that follow the roadmap up: changes and edition."""

from __future__ import annotations

import datetime

import click

from generator import pipeline, renewing
from generator.desk import Desk, write_out
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
        # What happened on a day that is named belongs to the changes, what was adopted with an edition does not.
        start = day_of(since, roadmap, datetime.timedelta(days=1))
        end = day_of(until, roadmap, datetime.timedelta()) if until else roadmap.site.updated
        text = pipeline.agenda(roadmap, start, end, language)
    write_out(text)


def day_of(text: str, roadmap: Roadmap, before: datetime.timedelta) -> datetime.date:
    """The day on which an edition was adopted, by its year; or a day itself, or one before it. Raises Mistake."""
    adopted = {str(edition.year): edition.adopted for edition in roadmap.editions}
    if text in adopted:
        return adopted[text]
    if text.isdecimal():
        raise Mistake(
            "There is no roadmap of {year}. Write a day, or one of the years {years}.",
            year=text,
            years=", ".join(adopted),
        )
    return parsers.date(text) - before


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
