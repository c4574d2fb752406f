"""The command build: the site into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.console import CliContext
from generator.cli.options import base_url_option, format_option, output_option, published_option
from generator.i18n import Number, _, ngettext
from generator.output.inputs import is_up_to_date, site_inputs
from generator.output.site_folder import check_place


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
    check_place(folder, Path.cwd(), cli.project.content)
    inputs = site_inputs(cli.project.content, base_url, "pdf" if with_pdf else "")
    # A sitemap to keep may be another now.
    if inputs and published is None and is_up_to_date(folder, inputs):
        cli.echo(_('Nothing has changed: the site in "{path}" is up to date.', path=output))
        return
    # Where nothing has changed, nothing of this is loaded.
    from generator.build import BuildOptions, build_site
    from generator.cli.site_summary import echo_without_measures, totals

    options = BuildOptions(base_url, with_pdf=with_pdf or None, published=published)
    with cli.report(report_format):
        site = build_site(cli.project, options, folder, inputs)
    counts = totals(cli, site)
    if site.changed_count == site.file_count:
        cli.echo(_("{pages} {languages}, {time}: {output}", output=output, **counts))
    else:
        message = ngettext(
            "{count} of {total} files changed, {time}: {output}",
            "{count} of {total} files changed, {time}: {output}",
            count=site.changed_count,
            total=Number(site.file_count),
            time=counts["time"],
            output=output,
        )
        cli.echo(message)
    echo_without_measures(cli, site.roadmap)
