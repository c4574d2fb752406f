"""The command that starts the roadmap of a year: edition. With the first year, the follow-up begins."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import click

from generator import build
from generator.authoring import new_edition
from generator.authoring.new_follow_up import follow_up_files, with_edition
from generator.cli.console import CliContext
from generator.cli.content_files import confirm_and_write, echo_files
from generator.cli.options import parsed_by, yes_option
from generator.cli.texts import TextCommand, asked_if_known, given_texts
from generator.content.field_types import OPEN
from generator.content.parsers import date
from generator.content.paths import EDITIONS, SITE
from generator.content.site_config import read_site
from generator.content.source import read_source
from generator.content.tracking_config import FOLLOW_UP
from generator.i18n import _, ngettext
from generator.model import Language


@click.command(
    "edition",
    cls=TextCommand,
    texts={"description": _("What the roadmap of the year is, in a sentence ({language}).")},
)
@click.argument("year", type=click.IntRange(2000, 2199))
@click.option(
    "--adopted",
    metavar="DATE",
    callback=parsed_by(date),
    help="The date on which the first roadmap was adopted, such as 2030-01-31.",
)
@yes_option
@click.pass_obj
def edition_command(
    cli: CliContext, /, year: int, adopted: datetime.date | None, is_confirmed: bool, **texts: str | None
) -> None:
    """Start the roadmap of a year.

    The first year starts the follow-up: follow-up.yaml with the usual statuses, the file of the year, and the year
    in the file of every measure. In a terminal, the command asks for what is known about it, and shows everything
    before it is written. A later year is a draft that continues the measures that are still open.

    YEAR is the year of the roadmap, later than that of the newest one.

    Example: tiekartta edition 2030 --adopted 2030-01-31
    """
    content = cli.project.content
    languages = read_site(read_source(content / SITE), content).languages
    descriptions = given_texts("description", texts, languages)
    if not (content / FOLLOW_UP).exists() or not any((content / EDITIONS).glob("*.md")):
        _begin(cli, year, adopted, _told(cli, languages, descriptions), is_confirmed)
        return
    roadmap = build.load_preview(cli.project)
    if len(roadmap.editions) == 1 and (unnamed := with_edition(content, roadmap.editions[0].year)):
        # From the second year on, each names its own.
        _write(cli, unnamed, is_confirmed)
        if year == roadmap.editions[0].year:
            return
    file = new_edition.write_edition(roadmap, content, year, descriptions)
    cli.echo(
        ngettext(
            "Created {file} as a draft. It continues {count} measure. Create new ones with “tiekartta new”. "
            "When it has been adopted, write the date, and delete the line “draft: yes”.",
            "Created {file} as a draft. It continues {count} measures. Create new ones with “tiekartta new”. "
            "When it has been adopted, write the date, and delete the line “draft: yes”.",
            file=file.as_posix(),
            count=len(new_edition.open_measures(roadmap)),
        )
    )


def _begin(
    cli: CliContext, year: int, adopted: datetime.date | None, descriptions: Mapping[str, str], is_confirmed: bool
) -> None:
    """Begin the follow-up with a year. A terminal asks for its day, which may stay open."""
    content = cli.project.content
    if adopted is None and (
        answer := asked_if_known(
            cli, _("When was it adopted? (a date, such as 2030-01-31; leave empty if you do not know)")
        )
    ):
        adopted = date(answer)
    day = adopted.isoformat() if adopted else OPEN
    _write(cli, follow_up_files(content, year, day, descriptions, cli.translator), is_confirmed)
    cli.echo(
        _(
            "The follow-up has started. Every measure belongs to the year {year}, and its status is not known "
            "yet. Run “tiekartta check” to see what is still open.",
            year=year,
        )
    )


def _told(cli: CliContext, languages: Sequence[Language], given: Mapping[str, str]) -> dict[str, str]:
    """Return what was given of a year, and what a terminal answers, by the codes of the languages."""
    told = dict(given)
    for language in languages:
        question = _("What is this roadmap, in a sentence? ({language})", language=language.endonym)
        if language.code not in told and (answer := asked_if_known(cli, question)):
            told[language.code] = answer
    return told


def _write(cli: CliContext, files: Mapping[str, bytes], is_confirmed: bool) -> None:
    echo_files(cli.project.content, files)
    confirm_and_write(cli, files, is_confirmed)
