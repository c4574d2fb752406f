"""The help of the commands: each command, option and argument is explained, and README has the whole list."""

from __future__ import annotations

import re
from inspect import cleandoc

import click
import pytest
from click.testing import CliRunner
from project import ROOT

from generator.cli.app import main
from generator.i18n import EDITOR_LANGUAGES
from generator.theme import overridable

SUBCOMMANDS = {
    f"{name} {inner}": command
    for name, group in main.commands.items()
    if isinstance(group, click.Group)
    for inner, command in group.commands.items()
}
COMMANDS = [pytest.param(command, id=name) for name, command in {**main.commands, **SUBCOMMANDS}.items()]


def paragraphs(command: click.Command) -> list[str]:
    return cleandoc(command.help or "").split("\n\n")


def is_sentence(text: str | None) -> bool:
    return bool(text and re.match(r"[A-Z].*\.$", text, re.DOTALL))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_explained_in_a_sentence(command):
    assert is_sentence(paragraphs(command)[0])


@pytest.mark.parametrize("command", [*COMMANDS, pytest.param(main, id="tiekartta")])
def test_every_option_is_explained_in_a_sentence(command):
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]

    assert [option.name for option in options if not is_sentence(option.help)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_is_explained_in_a_paragraph_of_the_command(command):
    arguments = [str(argument.name).upper() for argument in command.params if isinstance(argument, click.Argument)]

    assert [name for name in arguments if not any(text.startswith(f"{name} ") for text in paragraphs(command))] == []


def test_the_file_of_the_theme_that_the_help_names_can_be_overridden():
    (example,) = re.findall(r"such as (\S+)\.$", paragraphs(SUBCOMMANDS["theme copy"])[1])

    assert example in overridable()


@pytest.mark.parametrize("command", COMMANDS)
def test_what_an_option_takes_is_named_in_a_word_that_is_translated(command):
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]

    assert [
        option.name
        for option in options
        if not (option.is_flag or option.metavar or isinstance(option.type, click.Choice))
    ] == []


@pytest.mark.parametrize("group", [(), ("theme",)])
@pytest.mark.parametrize("language", EDITOR_LANGUAGES)
def test_the_list_of_commands_has_room_for_each_summary(language, group):
    help_text = CliRunner().invoke(main, ["--language", language, *group, "--help"], terminal_width=78).output

    assert [line for line in help_text.splitlines()[1:] if line.endswith("...")] == []


def test_the_list_of_commands_says_what_the_help_of_each_begins_with():
    help_text = CliRunner().invoke(main, ["--language", "en", "--help"], terminal_width=90).output

    listed = dict(re.findall(r"^  (\w+)  +(.+)$", help_text.partition("Commands:")[2], re.MULTILINE))
    assert listed == {name: paragraphs(command)[0] for name, command in sorted(main.commands.items())}


def test_the_table_in_readme_has_every_command_with_its_options():
    rows = re.findall(
        r"^\| `tiekartta (\w+)` \|(.*)\|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    documented = {name: sorted(re.findall(r"`(--[\w-]+)`", text)) for name, text in rows}

    assert documented == {
        name: sorted(parameter.opts[0] for parameter in command.params if isinstance(parameter, click.Option))
        for name, command in main.commands.items()
    }
