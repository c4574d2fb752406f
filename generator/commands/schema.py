"""The command for programs that help to write a measure: schema."""

from __future__ import annotations

import click

from generator import pipeline
from generator.desk import Desk, write_out
from generator.schema import schema as schema_of


@click.command()
@click.pass_obj
def schema(desk: Desk) -> None:
    """Writes the JSON Schema of a measure's fields to the standard output."""
    with desk.exits():
        text = schema_of(pipeline.previewed(desk.project), desk.speaker)
    write_out(f"{text}\n")
