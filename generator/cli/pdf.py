"""The command pdf: the pages for paper as PDFs."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from generator.build import load_published, render_pdfs
from generator.cli.console import CliContext
from generator.cli.options import base_url_option, named_classification, output_option
from generator.output.atomic_write import write_file
from generator.urls import UrlMap


@click.command("pdf")
@output_option("pdf", "The folder to write into.")
@base_url_option
@click.option(
    "--by", metavar="CLASSIFICATION", help="Divide the whole roadmap by a classification, such as responsible."
)
@click.pass_obj
def pdf_command(cli: CliContext, output: str, base_url: str | None, by: str | None) -> None:
    """Render the brief and the whole roadmap as PDFs."""
    roadmap = load_published(cli.project, base_url)
    divider = None if by is None else named_classification(roadmap, by, cli.translator)
    languages = UrlMap(roadmap)
    for path, content in render_pdfs(roadmap, cli.project, divider):
        file = Path(output, f"{PurePosixPath(path).stem}-{languages.language_of(path).code}.pdf")
        write_file(file, content)
        cli.echo(file.as_posix())
