"""The commands that make the site: build, check, pdf and serve."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import click

from generator.build import (
    BuildOptions,
    BuiltSite,
    SiteBuild,
    advice,
    build,
    build_site,
    check_site,
    is_up_to_date,
    load_published,
    render_pdfs,
    site_inputs,
)
from generator.cache import Cache
from generator.cli.console import CliContext, echo
from generator.cli.options import (
    base_url_option,
    format_option,
    named_classification,
    output_option,
    parsed_by,
    published_option,
)
from generator.cli.print_progress import PrintProgress
from generator.cli.progress import duration
from generator.content.parsers import date
from generator.content.web_addresses import base_address
from generator.diagnostics import Diagnostic, Severity
from generator.i18n import Number, _, ngettext
from generator.model import Roadmap, language_of
from generator.output.atomic_write import write_file
from generator.output.build_record import Inputs
from generator.output.site_folder import check_output
from generator.project import Project
from generator.theme import FOLDERS
from generator.urls import UrlMap


@click.command("build")
@output_option("site", "The folder to build into.")
@base_url_option
@click.option("--pdf", "with_pdf", is_flag=True, help="Add the PDFs where site.yaml has no “pdf: yes”.")
@published_option
@format_option
@click.pass_obj
def build_command(
    cli: CliContext,
    output: str,
    base_url: str | None,
    with_pdf: bool,
    published: str | None,
    report_format: str | None,
) -> None:
    """Build the site into a folder, all or nothing.

    Nothing is done if no input has changed since the last build.

    Example: tiekartta build --base-url https://example.org/roadmap/
    """
    folder = Path(output)
    check_output(folder, Path.cwd(), cli.project.content)

    def inputs() -> Inputs | None:
        return site_inputs(cli.project, base_url, "pdf" if with_pdf else "")

    # A sitemap to keep may be another now.
    now = inputs() if published is None else None
    if now and is_up_to_date(folder, now):
        cli.echo(_('Nothing has changed: the site in "{path}" is up to date.', path=output))
        return
    options = BuildOptions(base_url, with_pdf=with_pdf or None, published=published)
    with cli.report(report_format), PrintProgress(cli):
        site = build_site(cli.project, options, folder, inputs)
    totals = _totals(cli, site)
    cli.echo(_("{pages} pages in {languages} languages in {time}: {output}", output=output, **totals))
    _echo_without_measures(cli, site.roadmap)


@click.command("check")
@base_url_option
@format_option
@click.option("--strict", is_flag=True, help="Fail on advice too.")
@click.option(
    "--since",
    metavar="OLD",
    help="Only give the advice that was added since: a folder, or a commit of git such as origin/main.",
)
@click.option(
    "--today",
    metavar="DATE",
    callback=parsed_by(date),
    help="Also report what is late, due soon, silent or unknown on a date, such as 2030-01-31, and which unit to ask.",
)
@published_option
@click.pass_obj
def check_command(
    cli: CliContext,
    base_url: str | None,
    report_format: str | None,
    strict: bool,
    since: str | None,
    today: datetime.date | None,
    published: str | None,
) -> None:
    """Report every problem that would stop a build, and advice.

    Nothing is written. Advice, such as on long sentences, stops nothing without --strict.

    Example: tiekartta check --strict --since origin/main
    """
    content = cli.project.content
    with cli.report(report_format) as diagnostics:
        options = BuildOptions(base_url, published=published)
        site = check_site(cli.project, options, site_inputs(cli.project, base_url))
        roadmap = site.roadmap
        found = (*advice(roadmap, cli.project.theme), *_lost(roadmap, content, published))
        given = _added_advice(found, content, since) if since else found
        diagnostics.extend(given)
        if today:
            from generator.tracking.reminders import reminder_diagnostics

            language = language_of(roadmap.site.languages, cli.translator.language)
            diagnostics.extend(reminder_diagnostics(roadmap, today, language))
    cli.echo_advice(diagnostics)
    if len(given) < len(found):
        cli.echo(
            ngettext(
                "{count} earlier piece of advice is left out.",
                "{count} earlier pieces of advice are left out.",
                count=len(found) - len(given),
            )
        )
    totals = _totals(cli, site)
    cli.echo(_("No problems. {pages} pages in {languages} languages in {time}: nothing written", **totals))
    _echo_without_measures(cli, roadmap)
    if strict and given:
        cli.fail(
            _("With --strict, advice must be followed or answered. Write what it says, or the line that it gives."), 1
        )


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
    divider = None if by is None else named_classification(roadmap, by)
    languages = UrlMap(roadmap)
    with PrintProgress(cli):
        for path, content in render_pdfs(roadmap, cli.project, divider):
            file = Path(output, f"{PurePosixPath(path).stem}-{languages.language_of(path).code}.pdf")
            write_file(file, content)
            echo(file.as_posix())


@click.command("serve")
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port of the preview.",
)
@click.option(
    "--path",
    metavar="PATH",
    default="/",
    show_default=True,
    help="The path that the site will be published below, such as /roadmap/.",
)
@click.option("--editor", "with_editor", is_flag=True, help="Add the form for editing, at /admin/.")
@click.pass_obj
def serve_command(cli: CliContext, port: int, path: str, with_editor: bool) -> None:
    """Serve the site on localhost and reload on every save.

    The preview includes drafts, and shows problems and advice over the pages. Ctrl-C ends it.
    """
    # Only the preview needs a server.
    from generator.cli.form import local_form
    from generator.preview.cms import HOME
    from generator.preview.server import BuildResult, Preview, no_extra_routes, serve

    base_url = base_address(f"http://127.0.0.1:{port}/{path.strip('/')}")
    base_path = urlsplit(base_url).path
    form = local_form(cli, base_path) if with_editor else None
    options = BuildOptions(base_url if base_path != "/" else "", with_drafts=True)
    cache = Cache()

    def build_preview() -> BuildResult:
        return build(cli.project, options, preview_of, cache)

    def preview_of(site: BuiltSite) -> BuildResult:
        return BuildResult(site.outputs, partial(advice_on, site.roadmap), site.sources)

    def advice_on(roadmap: Roadmap) -> tuple[Diagnostic, ...]:
        found = (*advice(roadmap, cli.project.theme, cache), *_lost(roadmap, cli.project.content, cache=cache))
        cache.evict_unused()
        return found

    if form:
        cli.echo(_("The form: {address}", address=f"http://127.0.0.1:{port}{HOME}"))
    watched = (cli.project.content, *FOLDERS)
    extra_routes = form.file if form else no_extra_routes
    serve(Preview(build_preview, echo, cli.translator, base_path, extra_routes), watched, port)


def _added_advice(found: Sequence[Diagnostic], content: Path, old: str) -> tuple[Diagnostic, ...]:
    """Return the advice that an earlier state of the content did not have."""
    # What compares is not needed for a build.
    from generator.content.previous import previous_content
    from generator.diff.added_advice import added_advice

    with previous_content(old, content) as before:
        return added_advice(found, content, advice(before.roadmap, Project(before.folder).theme), before.folder)


def _lost(
    roadmap: Roadmap, content: Path, published: str | None = None, cache: Cache | None = None
) -> Iterator[Diagnostic]:
    """Yield advice on addresses and history that were lost since the last commit, or since a site was published."""
    # What compares is not needed for a build.
    from generator.diff.lost_history import published_losses, uncommitted_losses
    from generator.diff.uncommitted import lost_addresses

    losses = published_losses(roadmap, content, published) if published else uncommitted_losses(roadmap, content, cache)
    return (replace(lost, severity=Severity.ADVICE) for lost in (*lost_addresses(roadmap, content), *losses))


def _totals(cli: CliContext, site: SiteBuild) -> dict[str, object]:
    """Return the values of a summary: the pages, the languages and the time of the command."""
    time_taken = duration(time.monotonic() - cli.started)
    languages = len(site.roadmap.site.languages)
    return {"pages": Number(site.page_count), "languages": languages, "time": time_taken}


def _echo_without_measures(cli: CliContext, roadmap: Roadmap) -> None:
    if not roadmap.measures:
        cli.echo(_("No measure is published. Write one, or delete the line “draft: yes” of one."))
