"""The commands for those who write the content: new, upgrade, schema and guide."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator import build
from generator.authoring import new_measure
from generator.authoring.guide import guide
from generator.authoring.release_pin import installed_pin, repinned
from generator.authoring.upgrade import unused_texts, upgraded
from generator.cli.console import CliContext, write_stdout
from generator.cli.content_files import diff_lines
from generator.cli.documents import document_option, put_text
from generator.content.loader import read_settings
from generator.content.site_config import CONTENT_FORMAT
from generator.export.json import json_bytes
from generator.export.json_schema import front_matter_schema
from generator.i18n import _, ngettext
from generator.on_disk import bytes_of
from generator.output.atomic_write import write_files


@click.command("new")
@click.argument("titles", nargs=-1)
@click.pass_obj
def new_command(cli: CliContext, titles: Sequence[str]) -> None:
    """Create the file of a new measure, as a draft.

    TITLES are the titles of the measure, one for each language of the site in its order. In a terminal, the command
    asks for them if they are left out.

    Example: tiekartta new "Raitiotie satamaan" "Spårvagn till hamnen"
    """
    roadmap = build.load_preview(cli.project)
    if not titles and sys.stdin.isatty():
        questions = [_("Title ({language})", language=language.endonym) for language in roadmap.site.languages]
        titles = [click.prompt(cli.translator.translate(question)) for question in questions]
    file = new_measure.write_draft(roadmap, cli.project.content, titles)
    cli.echo(_("Created {file} as a draft. Write its fields, then delete the line “draft: yes”.", file=file.as_posix()))


@click.command("upgrade")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.pass_obj
def upgrade_command(cli: CliContext, dry_run: bool) -> None:
    """Upgrade the content to the newest format.

    A city's requirements.txt is changed to the installed version. Every line that changes is shown, and all others
    stay as they are. Commit your own changes first, so that you can review these and undo them.
    """
    content = cli.project.content
    unused, changes = unused_texts(content), {**upgraded(content), **repinned(content.parent, installed_pin())}
    if not changes:
        cli.echo(_("The content has format {format}, the newest. Nothing was changed.", format=CONTENT_FORMAT))
        return
    for file, new in changes.items():
        name = file.as_posix()
        # Of a file that is deleted, what is still needed is in other files.
        write_stdout("".join(diff_lines(bytes_of(file), new, name)) if new else f"--- {name}\n")
    if unused:
        cli.echo(_("No page uses these words of texts.yaml any more: {names}", names=", ".join(unused)))
    if dry_run:
        cli.echo(ngettext("{count} file would change.", "{count} files would change.", count=len(changes)))
        return
    write_files({file: new for file, new in changes.items() if new is not None})
    for file, new in changes.items():
        if new is None:
            file.unlink()
    cli.echo(
        ngettext(
            "{count} file was changed. Run “tiekartta check”, and look at the changes.",
            "{count} files were changed. Run “tiekartta check”, and look at the changes.",
            count=len(changes),
        )
    )


@click.command("schema")
@document_option
@click.pass_obj
def schema_command(cli: CliContext, output: Path | None) -> None:
    """Print the JSON Schema of a measure's fields."""
    schema = front_matter_schema(build.load_preview(cli.project), cli.translator)
    put_text(cli, json_bytes(schema).decode(), output)


@click.command("guide")
@document_option
@click.pass_obj
def guide_command(cli: CliContext, output: Path | None) -> None:
    """Write the guide for editors.

    It is Markdown, and explains the fields, values and languages that this city has. It is in the language of the
    messages: tiekartta --language sv guide
    """
    folders = {Path(), output.parent} if output else {Path()}
    files = {file.name for folder in folders if folder.is_dir() for file in folder.iterdir()}
    text = guide(read_settings(cli.project.content), cli.translator, files)
    put_text(cli, text, output)
