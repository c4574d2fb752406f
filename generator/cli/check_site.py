"""The commands that check what readers get: verify (a built site) and links (to other sites)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from generator.build import BuildOptions, BuiltSite, build, checked_files
from generator.checks.site.checker import base_url_of, check_files
from generator.cli.console import CliContext
from generator.cli.options import base_url_option, format_option
from generator.content.source import path_text
from generator.diagnostics import ContentError, Severity, UserError
from generator.i18n import _, ngettext
from generator.progress import with_progress


@click.command("verify")
@click.argument("folder", type=click.Path(path_type=Path))
@base_url_option
@click.pass_obj
def verify_command(cli: CliContext, folder: Path, base_url: str | None) -> None:
    """Check a built site.

    Links, anchors, titles, languages and the content security policy of its pages are checked.

    FOLDER is the folder that the site was built into.
    """
    file_types: Counter[str] = Counter()
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}
    if not any(path.endswith(".html") for path in files):
        raise UserError(
            'There is no site in "{folder}". Name the folder that a site was built into.', folder=path_text(folder)
        )

    def contents() -> Iterator[tuple[str, bytes]]:
        return ((path, file.read_bytes()) for path, file in with_progress(files.items(), _("Checking the site")))

    origins = {path: path_text(file) for path, file in files.items()}
    for path, _content in check_files(contents(), files, origins, base_url or base_url_of(contents())):
        file_types[Path(path).suffix] += 1
    cli.echo(
        _(
            "No problems. {pages} and {others} checked: {folder}",
            pages=ngettext("{count} page", "{count} pages", count=file_types[".html"]),
            others=ngettext(
                "{count} other file", "{count} other files", count=file_types.total() - file_types[".html"]
            ),
            folder=path_text(folder),
        )
    )


@click.command("links")
@format_option
@click.option(
    "--at-once",
    metavar="NUMBER",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    help="The number of servers to request from in parallel, one page at a time from each.",
)
@click.option(
    "--seconds",
    metavar="NUMBER",
    type=click.FloatRange(0, min_open=True),
    default=15.0,
    show_default=True,
    help="The timeout of a request, in seconds.",
)
@click.pass_obj
def links_command(cli: CliContext, report_format: str | None, at_once: int, seconds: float) -> None:
    """Request every link to another site, and report dead ones.

    Links to pages that have moved permanently are reported as advice.
    """
    # Only this command waits for what asks the web.
    from generator.checks.link_check import check_urls, external_links, link_diagnostics

    with cli.report(report_format) as advice:

        def read_links(site: BuiltSite) -> dict[str, list[str]]:
            return external_links(checked_files(site), site.sources(), site.roadmap.site.base_url)

        sources = build(cli.project, BuildOptions(), read_links)
        results = check_urls(sources, at_once, seconds)
        diagnostics = link_diagnostics(results, sources, cli.project.content)
        advice.extend(diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ADVICE)
        cli.echo_advice(advice)
        if len(advice) < len(diagnostics):
            raise ContentError(diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)
    cli.echo(
        ngettext(
            "{count} link to another site checked. It works.",
            "{count} links to other sites checked. All of them work.",
            count=len(sources),
        )
    )
