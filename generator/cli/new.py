"""The command that begins a measure: new."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from generator import build
from generator.authoring import new_measure
from generator.cli.console import CliContext, is_terminal
from generator.i18n import _


@click.command("new")
@click.argument("titles", nargs=-1)
@click.pass_obj
def new_command(cli: CliContext, titles: Sequence[str]) -> None:
    """Writes the file of a new measure, with a title for each language, as a draft."""
    with cli.exits():
        roadmap = build.load_preview(cli.project)
        if not titles and is_terminal(sys.stdin):
            ask = [_("Title ({language})", language=one.endonym) for one in roadmap.site.languages]
            titles = [click.prompt(cli.translator.translate(question)) for question in ask]
        file = new_measure.write_draft(roadmap, cli.project.content, titles)
    cli.show(
        _("{file} is there, as a draft. Write its fields, then delete the line “draft: yes”.", file=file.as_posix())
    )
