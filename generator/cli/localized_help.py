"""Translates the help of the commands: a command of Click goes in, the same command in the editor's language comes out.

Help is written in English where a command is declared. `make messages` finds it by `help_texts`.
"""

from __future__ import annotations

import copy
import gettext
import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from generator.cli.lazy_commands import LazyCommands
from generator.i18n import DOMAIN, LOCALE, Message, Translator, _

# Click's own words, which it looks up by gettext; they stand in our catalogues.
CLICK_WORDS = (
    _("Usage:"),
    _("Options"),
    _("Commands"),
    _("[OPTIONS]"),
    _("COMMAND [ARGS]..."),
    _("required"),
    _("default: {default}"),
    _("Show this message and exit."),
)
# How the paragraph of a help begins that shows how the command is written.
_EXAMPLE = "Example: "


def help_texts(command: click.Command) -> Iterator[str]:
    """Yield the paragraphs of the help of a command and all below it, and the names of what they take."""
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    for text in filter(None, (command.help, *(option.help for option in options))):
        yield from (message.text for message in _paragraphs(text))
    for parameter in command.params:
        if name := _value_name(parameter):
            yield name
    if isinstance(command, click.Group):
        for other in command.commands.values():
            yield from help_texts(other)


def localized(command: click.Command, translator: Translator) -> click.Command:
    """Return a command that does the same and has its help, and that of all below it, in the translator's language."""
    twin = copy.copy(command)
    twin.help = _translated(command.help, translator)
    twin.options_metavar = _translated(command.options_metavar, translator)
    twin.params = [_localized_parameter(parameter, command, translator) for parameter in command.params]
    if isinstance(command, click.Group) and isinstance(twin, click.Group):
        twin.subcommand_metavar = translator.translate(Message(command.subcommand_metavar))
        twin.commands = LazyCommands(  # type: ignore[assignment]
            command.commands, lambda name: localized(command.commands[name], translator)
        )
    return twin


@contextmanager
def click_words(language: str) -> Iterator[None]:
    """Let Click look up its own words in our catalogue of a language."""
    domain, languages = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        del os.environ["LANGUAGE"]
        if languages is not None:
            os.environ["LANGUAGE"] = languages


def _localized_parameter(parameter: click.Parameter, command: click.Command, translator: Translator) -> click.Parameter:
    twin = copy.copy(parameter)
    if isinstance(twin, click.Option):
        twin.help = _translated(twin.help, translator)
    if name := _value_name(parameter):
        # Click puts brackets and dots around it.
        whole = parameter.make_metavar(click.Context(command))
        twin.metavar = whole.replace(name, translator.translate(Message(name)))
    return twin


def _value_name(parameter: click.Parameter) -> str:
    """Return what help calls the value of a parameter, empty where Click makes it of the choices or the type."""
    if parameter.metavar or isinstance(parameter, click.Option):
        return parameter.metavar or ""
    return (parameter.name or "").upper()


def _translated(text: str | None, translator: Translator) -> str | None:
    return text and "\n\n".join(map(translator.translate, _paragraphs(text)))


def _paragraphs(text: str) -> Iterator[Message]:
    """Yield the paragraphs of a help, each on one line."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        line = " ".join(paragraph.split())
        is_example = line.startswith(_EXAMPLE)
        yield _("Example: {command}", command=line.removeprefix(_EXAMPLE)) if is_example else Message(line)
