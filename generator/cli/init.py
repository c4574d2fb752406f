"""The command that begins a new city: init."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from generator import build
from generator.authoring import new_city
from generator.authoring.new_city import NewCity, new_languages
from generator.authoring.release_pin import ReleasePin, installed_pin, release_pin
from generator.cli.console import CliContext
from generator.cli.options import base_url_option, parsed_by
from generator.content import parsers
from generator.content.paths import CONTENT, SITE
from generator.content.site_config import read_site
from generator.content.source import read_source
from generator.content.web_addresses import base_address
from generator.diagnostics import InvalidValue, UserError
from generator.i18n import EDITOR_LANGUAGES, Message, Translator, _
from generator.model import Language
from generator.output.atomic_write import write_file
from generator.project import Project
from generator.table_import.importer import MAPPING, TableImport, import_table, imported_files, write_import

T = TypeVar("T")


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--name",
    "names",
    metavar="NAME",
    multiple=True,
    callback=lambda _context, _parameter, names: tuple(map(_filled, names)),
    help="The name of the site. Repeat the option for each further language.",
)
@click.option(
    "--languages",
    metavar="CODES",
    callback=parsed_by(new_languages),
    help="The languages of the site, the default first, such as fi,sv.",
)
@base_url_option
@click.option("--example", "is_example", is_flag=True, help="Start with the content of an invented city.")
@click.option(
    "--from",
    "table",
    metavar="TABLE",
    type=click.Path(path_type=Path),
    help="Start with the measures in a spreadsheet: .xlsx, .ods or .csv, with any headings.",
)
@click.option(
    "--mapping",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What the columns of the spreadsheet become, if that is not in mapping.yaml in the folder.",
)
@click.option("--yes", "is_confirmed", is_flag=True, help="Write the content made from the spreadsheet without asking.")
@click.option(
    "--wheel",
    "pin",
    metavar="URL",
    callback=parsed_by(release_pin),
    help="The wheel to pin, https://….whl#sha256=…. If left out, the one that is installed.",
)
@click.pass_obj
def init_command(
    cli: CliContext,
    folder: Path,
    names: Sequence[str],
    languages: Sequence[Language] | None,
    base_url: str | None,
    is_example: bool,
    table: Path | None,
    mapping: Path | None,
    is_confirmed: bool,
    pin: ReleasePin | None,
) -> None:
    """Start a new city, with the workflows that publish it.

    Its content can be built straight away. In a terminal, the command asks for what is left out.

    With --from, the measures and classifications come from a spreadsheet. The command proposes in mapping.yaml what
    each column becomes: correct that file, and run the command again.

    FOLDER is the folder of the new city: new or empty, or one that was started from the same spreadsheet.

    Example: tiekartta init sampleville --name "Climate plan" --languages en
    """
    if table and (folder / CONTENT / SITE).exists():
        _import_again(cli, folder, table, mapping, is_confirmed)
        return
    new_city.check_is_free(folder, {MAPPING} if table else ())
    first_measure: Sequence[Language] = ()
    if is_example:
        if names or languages or base_url or table:
            raise UserError("The example has its own name, languages, address and measures. Leave out these options.")
        city = _example(cli, pin)
        files = new_city.example_files()
    else:
        city = _new_city(cli, tuple(names), languages, base_url, pin)
        imported: dict[str, str] = {}
        if table:
            agreed = _agreed_import(cli, city.translator, folder, table, mapping, city.languages, is_confirmed)
            city = replace(city, languages=agreed.languages)
            imported = imported_files(agreed)
        else:
            first_measure = city.languages
        files = new_city.content_files(city) | imported
    new_city.write_city(folder, files | new_city.project_files(city), first_measure)
    _echo_next_steps(cli, folder, city)


def _import_again(cli: CliContext, folder: Path, table: Path, mapping: Path | None, is_confirmed: bool) -> None:
    """Write what a table becomes into a city that was started from it."""
    content = folder / CONTENT
    languages = read_site(read_source(content / SITE), content).languages
    write_import(_agreed_import(cli, cli.translator, folder, table, mapping, languages, is_confirmed), folder)
    cli.echo(_("{folder} now contains the measures from {table}.", folder=folder.as_posix(), table=table.as_posix()))


def _agreed_import(
    cli: CliContext,
    translator: Translator,
    folder: Path,
    table: Path,
    mapping: Path | None,
    languages: Sequence[Language],
    is_confirmed: bool,
) -> TableImport:
    """Print what becomes of a table, and return it where that is agreed to; else write the mapping alone, and exit."""
    table_import = import_table(table, languages, mapping or folder / MAPPING, translator)
    for message in table_import.report:
        cli.echo(message)
    if not is_confirmed and not (sys.stdin.isatty() and cli.ask_yes_or_no(_("Write this? (yes/no)"))):
        folder.mkdir(parents=True, exist_ok=True)
        write_file(folder / MAPPING, table_import.mapping.encode())
        message = _(
            "Only {mapping} was written. Correct it where needed, and run the command again; --yes writes the rest.",
            mapping=(folder / MAPPING).as_posix(),
        )
        cli.fail(message, 1)
    return table_import


def _example(cli: CliContext, pin: ReleasePin | None) -> NewCity:
    site = build.load_preview(Project(new_city.EXAMPLE)).site
    names = tuple(site.name[language] for language in site.languages)
    return NewCity(names, site.languages, site.base_url, site.updated, cli.translator, pin or installed_pin())


def _new_city(
    cli: CliContext,
    names: tuple[str, ...],
    languages: Sequence[Language] | None,
    base_url: str | None,
    pin: ReleasePin | None,
) -> NewCity:
    """Return what the options say, and what a terminal answers where they say nothing."""
    has_terminal = sys.stdin.isatty()
    if not has_terminal and not (names and languages):
        raise UserError("Write the name of the site after --name, and its languages after --languages, such as fi,sv.")
    if not languages:
        question = _("Languages of the site, the default first (such as fi,sv)")
        languages = _ask(cli, question, new_languages)
    if not names:
        questions = [_("Name of the site ({language})", language=language.endonym) for language in languages]
        names = tuple(_ask(cli, question, _filled) for question in questions)
    if len(names) not in (1, len(languages)):
        codes = ", ".join(language.code for language in languages)
        raise UserError(
            "Write one name for all languages, or one for each, in this order: {languages}.", languages=codes
        )
    if base_url is None and has_terminal:
        question = _("Address of the site, such as https://example.org/plan/ (leave empty if not known yet)")
        base_url = _ask(cli, question, lambda text: base_address(text) if text else "")
    return NewCity(
        names=names if len(names) > 1 else names * len(languages),
        languages=tuple(languages),
        base_url=base_url or "",
        updated=datetime.datetime.now().astimezone().date(),
        translator=_editors_translator(cli, languages),
        pin=pin or installed_pin(),
    )


def _ask(cli: CliContext, question: Message, parse: Callable[[str], T]) -> T:
    """Return the answer of the terminal, asked for again until it can be used."""
    while True:
        answer = click.prompt(cli.translator.translate(question), default="", show_default=False, err=True)
        try:
            return parse(answer.strip())
        except InvalidValue as error:
            cli.echo(error.message)


def _filled(text: str) -> str:
    name = parsers.line(text)
    if not name:
        raise InvalidValue("The name is empty. Write one.")
    return name


def _editors_translator(cli: CliContext, languages: Sequence[Language]) -> Translator:
    """Return the translator for the editors: of --language, or of the first language that the program speaks."""
    chosen = click.get_current_context().find_root().params.get("language")
    spoken = [language.code for language in languages if language.code in EDITOR_LANGUAGES]
    return cli.translator if chosen or not spoken else Translator(spoken[0])


def _echo_next_steps(cli: CliContext, folder: Path, city: NewCity) -> None:
    cli.echo(
        _(
            "Created {folder}. In it, “tiekartta serve” shows the site; README.md explains how to publish it.",
            folder=folder.as_posix(),
        )
    )
    for language in new_city.without_words(city.languages):
        cli.echo(
            _(
                "The program has no words in this language: {language}. Translate the English words in {file}.",
                language=language.endonym,
                file=new_city.words_path(language),
            )
        )
    if not city.pin.url:
        cli.echo(
            _(
                "The address of the release is not known. Write it in requirements.txt, as described there, "
                "before you publish."
            )
        )
