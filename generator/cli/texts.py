"""Texts in each language of the site: options of a command, or else answers at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from generator.cli.console import CliContext
from generator.cli.options import parsed_by
from generator.content.loader import read_settings
from generator.content.parsers import line
from generator.diagnostics import ContentError, UserError
from generator.i18n import Message, Translator, _
from generator.model import Language


class TextCommand(click.Command):
    """A command with options for texts in each language of the site, such as --note-fi.

    `texts` has the help of each by its name, with a gap for the language.
    """

    def __init__(self, *arguments: Any, texts: Mapping[str, Message], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._texts = texts

    def get_params(self, context: click.Context) -> list[click.Parameter]:
        """Return the parameters, with those of the languages where the content can be read."""
        cli = context.find_object(CliContext)
        try:
            languages = read_settings(cli.project.content).site.languages if cli else ()
        except ContentError:
            languages = ()
        translator = cli.translator if cli else Translator()
        options = (_option(name, about, one, translator) for name, about in self._texts.items() for one in languages)
        return [*super().get_params(context), *options]


def given_texts(name: str, texts: Mapping[str, str | None], languages: Sequence[Language]) -> dict[str, str]:
    """Return what was given in options such as --note-fi, by the codes of the languages."""
    # Click has the names of options in lower case.
    options = {language.code: f"{name}_{language.code}".replace("-", "_").lower() for language in languages}
    return {code: text for code, option in options.items() if (text := texts.get(option))}


def asked_texts(cli: CliContext, name: str, question: Message, languages: Sequence[Language]) -> dict[str, str]:
    """Return what a terminal answers to a question with a gap for the language, by the codes of the languages."""
    options = " ".join(f'--{name}-{language.code} "…"' for language in languages)
    return {language.code: asked_text(cli, _in(question, language), options) for language in languages}


def asked_text(cli: CliContext, question: Message, options: str) -> str:
    """Return what is written at a terminal. Raise UserError with the options that say the same where there is none."""
    if not sys.stdin.isatty():
        words = cli.translator.translate(question)
        raise UserError("{question} Add this to the command: {options}", question=words, options=options)
    return line(click.prompt(cli.translator.translate(question), err=True))


def asked_if_known(cli: CliContext, question: Message) -> str:
    """Return what is written at a terminal; empty where nothing is, or where there is no terminal."""
    if not sys.stdin.isatty():
        return ""
    return line(click.prompt(cli.translator.translate(question), default="", show_default=False, err=True))


def _option(name: str, about: Message, language: Language, translator: Translator) -> click.Option:
    words = translator.translate(_in(about, language))
    metavar = translator.translate(_("TEXT"))
    return click.Option([f"--{name}-{language.code}"], metavar=metavar, help=words, callback=parsed_by(line))


def _in(message: Message, language: Language) -> Message:
    return replace(message, values=(("language", language.endonym),))
