"""The command that writes a new state of a measure and keeps the former one: status."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator import build
from generator.authoring.history import completed
from generator.authoring.new_edition import not_followed
from generator.authoring.new_state import NewState, files_of_state, find_measure, find_status, needed
from generator.authoring.staging import staged
from generator.cli.console import CliContext
from generator.cli.options import parsed_by
from generator.cli.record import echo_files, write_files
from generator.content.loader import read_roadmap, read_settings
from generator.content.parsers import line, partial_date
from generator.content.snapshot import Content
from generator.content.source import path_text
from generator.diagnostics import ContentError, UserError
from generator.i18n import Message, Translator, _
from generator.model import Language, PartialDate, Roadmap, language_of

_HELP = {"note": _("Why, in a sentence ({language})."), "result": _("What came of it ({language}).")}
_QUESTIONS = {"note": _("Why? ({language})"), "result": _("What came of it? ({language})")}


class _StateCommand(click.Command):
    """A command with options for the texts of each language of the site."""

    def get_params(self, context: click.Context) -> list[click.Parameter]:
        """Return the parameters, with those of the languages where the content can be read."""
        cli = context.find_object(CliContext)
        try:
            languages = read_settings(cli.project.content).site.languages if cli else ()
        except ContentError:
            languages = ()
        return [*super().get_params(context), *(_text_option(cli, name, one) for name in _HELP for one in languages)]


def _text_option(cli: CliContext | None, name: str, language: Language) -> click.Option:
    help_text = (cli.translator if cli else Translator()).translate(replace(_HELP[name], values=_in(language)))
    return click.Option([f"--{name}-{language.code}"], metavar="TEXT", help=help_text, callback=parsed_by(line))


def _in(language: Language) -> tuple[tuple[str, object], ...]:
    return (("language", language.endonym),)


@click.command("status", cls=_StateCommand)
@click.argument("file")
@click.argument("state")
@click.option(
    "--date",
    "day",
    metavar="DATE",
    callback=parsed_by(partial_date),
    help="The day from which the measure is in the state: 2030-01-31, or 2030-01 or 2030-Q1 where no more is known.",
)
@click.option("--due", metavar="DATE", callback=parsed_by(partial_date), help="The date that is promised from now on.")
@click.option("--into", "merged_into", metavar="FILE", default="", help="The measure that it was merged into.")
@click.option("--yes", "is_confirmed", is_flag=True, help="Write without asking.")
@click.pass_obj
def status_command(
    cli: CliContext,
    /,
    file: str,
    state: str,
    day: PartialDate | None,
    due: PartialDate | None,
    merged_into: str,
    is_confirmed: bool,
    **texts: str | None,
) -> None:
    """Write a new state of a measure.

    The former state goes into its updates, with its day and its reason. A terminal asks for the texts that the state
    needs. What will be written is shown first.

    FILE is the file of the measure, or its number.

    STATE is the state by its name, such as "in progress".

    Example: tiekartta status 3/2030 completed --date 2030-01-31
    """
    content = cli.project.content
    roadmap = read_roadmap(content)
    if roadmap.follow_up is None:
        raise not_followed()
    measure = find_measure(file, roadmap, content)
    language = language_of(roadmap.site.languages, cli.translator.language)
    day = day or partial_date(_answer(cli, _("Since when? (a day, such as 2030-01-31)"), "--date 2030-01-31"))
    new = NewState(find_status(state, roadmap, language), day, _given("note", texts), _given("result", texts), due)
    if merged_into:
        new = replace(new, merged_into=Path(find_measure(merged_into, roadmap, content).path).name)
    for name in needed(measure, new):
        new = replace(new, **_asked(cli, name, roadmap))
    before = Content(content, roadmap.published())
    files = completed(before, content, files_of_state(measure, new, roadmap, content), str(day))
    files = {path: text for path, text in files.items() if text != (content / path).read_bytes()}
    if not files:
        cli.echo(_("The measure is in this state already. Nothing was written."))
        return
    echo_files(content, files)
    _echo_problems(cli, files)
    write_files(cli, files, is_confirmed)
    names = ", ".join(path_text(content / path) for path in files)
    cli.echo(_("Look at the page with “tiekartta serve”, then send these files: {files}", files=names))


def _given(name: str, texts: Mapping[str, str | None]) -> dict[str, str]:
    """Return what was given in options such as --note-fi, by the codes of the languages."""
    return {
        option.removeprefix(f"{name}_").replace("_", "-"): text
        for option, text in texts.items()
        if option.startswith(f"{name}_") and text
    }


def _asked(cli: CliContext, name: str, roadmap: Roadmap) -> dict[str, Any]:
    """Return what the state needs, as a terminal answers; the name of a measure, or a text in each language."""
    if name == "merged_into":
        answer = _answer(cli, _("Into which measure was it merged? (its number)"), "--into 14")
        return {name: Path(find_measure(answer, roadmap, cli.project.content).path).name}
    languages = roadmap.site.languages
    options = " ".join(f'--{name}-{language.code} "…"' for language in languages)
    questions = {language.code: replace(_QUESTIONS[name], values=_in(language)) for language in languages}
    return {name: {code: _answer(cli, question, options) for code, question in questions.items()}}


def _answer(cli: CliContext, question: Message, options: str) -> str:
    """Return what is written at a terminal. Raise UserError with the options that say the same where there is none."""
    if not sys.stdin.isatty():
        words = cli.translator.translate(question)
        raise UserError("{question} Add this to the command: {options}", question=words, options=options)
    return line(click.prompt(cli.translator.translate(question), err=True))


def _echo_problems(cli: CliContext, files: Mapping[str, bytes]) -> None:
    """Say what is still to be mended elsewhere once the files are written, such as a figure that the city states."""
    try:
        with staged(cli.project.content, files) as copy:
            build.load_published(replace(cli.project, content=copy))
    except ContentError as error:
        cli.echo(_("After the change this is still to be mended:"))
        cli.echo_diagnostics(error.diagnostics)
