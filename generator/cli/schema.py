"""The command for programs that help to write a measure: schema."""

from __future__ import annotations

import click

from generator import build
from generator.cli.console import CliContext, write_out
from generator.export.json_schema import schema as schema_of


@click.command("schema")
@click.pass_obj
def schema_command(cli: CliContext) -> None:
    """Writes the JSON Schema of a measure's fields to the standard output."""
    with cli.exits():
        text = schema_of(build.load_preview(cli.project), cli.translator)
    write_out(f"{text}\n")
