"""Documents of the commands: what is printed, or written to the file that --output names."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.console import CliContext, write_stdout
from generator.diagnostics import UserError
from generator.i18n import _
from generator.model import Language, Roadmap, language_of
from generator.output.atomic_write import write_file
from generator.site.report import Report

_MARKDOWN = (".md", ".txt")
_WORD = ".docx"

document_option = click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write. If left out, the text is printed.",
)
report_option = click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: Markdown (.md) or a Word document (.docx). If left out, Markdown is printed.",
)
text_language_option = click.option(
    "--in", "code", metavar="CODE", help="The language of the text. The first of the site if left out."
)


def text_language(roadmap: Roadmap, code: str | None) -> Language:
    """Return the language of the site that --in names, or else the first.

    Raises:
        UserError: The site has no such language.
    """
    codes = [language.code for language in roadmap.site.languages]
    if code is not None and code not in codes:
        raise UserError(
            '"{code}" is not a language of the site. Use one of {codes}.', code=code, codes=", ".join(codes)
        )
    return language_of(roadmap.site.languages, code or "")


def put_text(cli: CliContext, text: str, output: Path | None) -> None:
    """Print a text, or write it to a file as UTF-8."""
    if output is None:
        write_stdout(text)
    else:
        put_file(cli, text.encode(), output)


def put_report(cli: CliContext, report: Report, output: Path | None) -> None:
    """Print a report as Markdown, or write it to a file in the format that its name ends in.

    Raises:
        UserError: The name ends otherwise, or the file is there, perhaps with what somebody wrote into it.
    """
    ending = output.suffix.lower() if output else ""
    if output is None:
        write_stdout(report.markdown())
        return
    if ending == _WORD:
        # Only this format needs its library.
        from generator.site.word import word_document

        content = word_document(report)
    elif ending in _MARKDOWN:
        content = report.markdown().encode()
    else:
        raise UserError(
            '"{file}" cannot be written in this format. Choose a name that ends in .md or .docx.',
            file=output.as_posix(),
        )
    if output.exists() and output.read_bytes() != content:
        raise UserError('"{file}" already exists and may contain changes. Name another file.', file=output.as_posix())
    put_file(cli, content, output)


def put_file(cli: CliContext, content: bytes, output: Path) -> None:
    """Write a file, and say where it is."""
    write_file(output, content)
    cli.echo(_("Written: {file}", file=output.as_posix()))
