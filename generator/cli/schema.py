"""The command for programs that help to write a measure: schema."""

from __future__ import annotations

import click

from generator import build
from generator.cli.console import CliContext, write_out
from generator.export.json import json_bytes
from generator.export.json_schema import front_matter_schema


@click.command("schema")
@click.pass_obj
def schema_command(cli: CliContext) -> None:
    """Writes the JSON Schema of a measure's fields to the standard output."""
    with cli.exits():
        schema = front_matter_schema(build.load_preview(cli.project), cli.translator)
    write_out(json_bytes(schema).decode())
