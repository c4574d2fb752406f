"""The commands that look at what readers get: verify and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from generator.build import BuildOptions, BuiltSite, build, checked_files
from generator.checks.site.checker import base_url_of, check_files
from generator.cli.ci_formats import FORMATS
from generator.cli.console import CliContext, reported
from generator.cli.options import read_base_url
from generator.content.source import path_text
from generator.diagnostics import ContentError, Severity, UserError
from generator.i18n import _, ngettext

# So many hosts are asked at once, and each has so many seconds to answer.
MOST_AT_ONCE = 8
SECONDS = 15.0


@click.command("verify")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.pass_obj
def verify_command(cli: CliContext, folder: Path, base_url: str) -> None:
    """Finds what is wrong with the finished site in a FOLDER: its links, its names, its languages."""
    counted: Counter[str] = Counter()
    with cli.exits():
        files = files_in(folder)
        origins = {path: path_text(file) for path, file in files.items()}
        for path, _unused in check_files(read(files), files, origins, base_url or base_url_of(read(files))):
            counted[Path(path).suffix] += 1
    cli.show(
        _(
            "No problems. {pages} pages and {others} other files looked at: {folder}",
            pages=counted[".html"],
            others=counted.total() - counted[".html"],
            folder=path_text(folder),
        )
    )


def files_in(folder: Path) -> dict[str, Path]:
    """The files of a site by their paths. Raises UserError where there is no page among them."""
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}
    if not any(path.endswith(".html") for path in files):
        raise UserError(
            'There is no site in "{folder}". Name the folder that one was built into.', folder=path_text(folder)
        )
    return files


def read(files: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    return ((path, file.read_bytes()) for path, file in files.items())


@click.command("links")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), help="Also lists the problems for a program.")
@click.option(
    "--at-once",
    type=click.IntRange(1, 64),
    default=MOST_AT_ONCE,
    show_default=True,
    help="How many hosts are asked at once; each is asked for one page at a time.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=SECONDS,
    show_default=True,
    help="How long an answer may take.",
)
@click.pass_obj
def links_command(cli: CliContext, form: str | None, at_once: int, seconds: float) -> None:
    """Tries every link to another site, and tells which lead nowhere or to what has moved."""
    # Only this command waits for what asks the web.
    from generator.checks.link_check import check_urls, external_links, link_diagnostics

    with cli.exits(), reported(cli, form) as advice:

        def read_links(site: BuiltSite) -> dict[str, list[str]]:
            return external_links(checked_files(site), site.sources, site.roadmap.site.base_url)

        sources = build(cli.project, BuildOptions(), read_links)
        diagnostics = link_diagnostics(check_urls(sources, at_once, seconds), sources, cli.project.content)
        advice.extend(diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ADVICE)
        cli.show_advice(advice)
        if len(advice) < len(diagnostics):
            raise ContentError(diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)
    cli.show(
        ngettext(
            "{count} link to another site tried. It leads somewhere.",
            "{count} links to other sites tried. All of them lead somewhere.",
            count=len(sources),
        )
    )
