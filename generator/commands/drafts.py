"""The command that begins a measure: new."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from generator import drafting, pipeline
from generator.desk import Desk, is_terminal
from generator.problems import say


@click.command()
@click.argument("titles", nargs=-1)
@click.pass_obj
def new(desk: Desk, titles: Sequence[str]) -> None:
    """Writes the file of a new measure, with a title for each language, as a draft."""
    with desk.exits():
        roadmap = pipeline.previewed(desk.project)
        if not titles and is_terminal(sys.stdin):
            ask = [say("Title ({language})", language=one.in_itself) for one in roadmap.site.languages]
            titles = [click.prompt(desk.speaker.say(question)) for question in ask]
        file = drafting.write_draft(roadmap, desk.project.content, titles)
    desk.show(
        say("{file} is there, as a draft. Write its fields, then delete the line “draft: yes”.", file=file.as_posix())
    )
