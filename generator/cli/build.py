"""The commands that make the site: build, check, pdf and serve."""

from __future__ import annotations

import datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator.build import (
    BuildOptions,
    BuiltSite,
    advice,
    build,
    checked_files,
    load_published,
    render_pdfs,
    site_files,
)
from generator.cache import Cache
from generator.cli.ci_formats import FORMATS
from generator.cli.console import CliContext, ServeProgress, reported, show
from generator.cli.options import read_base_url, read_date, require_name
from generator.content.parsers import base_address
from generator.i18n import _
from generator.model import Roadmap, language_of
from generator.output.atomic_write import check_output, write_file, write_site
from generator.output.build_stamp import InputsDigest, inputs_digest, is_up_to_date, write_stamp
from generator.site.renderer import LazyFiles
from generator.tracking.reminders import reminders


@click.command("build")
@click.option("--output", default="site", show_default=True, help="The folder to publish.")
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.option("--pdf", "with_pdf", is_flag=True, help="Adds the whole roadmap as a PDF in each language.")
@click.option("--published", help="The sitemap of the published site, a file or an address: none of its pages may go.")
@click.pass_obj
def build_command(cli: CliContext, output: str, base_url: str, with_pdf: bool, published: str | None) -> None:
    """Builds the site into a folder, the whole of it or nothing."""
    progress = ServeProgress(cli)
    with cli.exits():
        require_name(output)
        check_output(Path(output), Path.cwd(), cli.project.content)
        # Fonts of the computer decide a PDF too, and a sitemap to keep may be another now.
        made_of = None if with_pdf else source_of(cli, base_url)
        if made_of and published is None and is_up_to_date(Path(output), made_of):
            cli.show(_('Nothing has changed: the site in "{path}" is up to date.', path=output))
            return

        def write(site: BuiltSite) -> tuple[Roadmap, str]:
            return site.roadmap, write_site(progress.follow(site_files(site)), Path(output))

        options = BuildOptions(base_url or None, with_pdf=with_pdf, published=published)
        roadmap, manifest = build(cli.project, options, write)
        # Someone may have saved a file in the meantime.
        if made_of and source_of(cli, base_url) == made_of:
            write_stamp(Path(output), made_of, manifest)
    cli.show(
        _(
            "{pages} pages in {languages} languages in {seconds} s: {output}",
            **result(roadmap, progress),
            output=output,
        )
    )


@click.command("check")
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), help="Also lists the problems for a program.")
@click.option("--strict", is_flag=True, help="Does not pass while there is advice.")
@click.option("--today", callback=read_date, help="A day: also tells what is due, late or silent then, and of whom.")
@click.option("--published", help="The sitemap of the published site, a file or an address: none of its pages may go.")
@click.pass_obj
def check_command(
    cli: CliContext, base_url: str, form: str | None, strict: bool, today: datetime.date | None, published: str | None
) -> None:
    """Finds every problem that a build would, gives advice, and writes nothing."""
    progress = ServeProgress(cli)
    with cli.exits(), reported(cli, form) as findings:

        def read_all(site: BuiltSite) -> Roadmap:
            for _unused in progress.follow(checked_files(site)):
                pass
            return site.roadmap

        roadmap = build(cli.project, BuildOptions(base_url or None, published=published), read_all)
        findings.extend(advice(roadmap))
        if today:
            language = language_of(roadmap.site.languages, cli.translator.language)
            findings.extend(reminders(roadmap, today, language))
    cli.show_advice(findings)
    cli.show(
        _(
            "No problems. {pages} pages in {languages} languages in {seconds} s: nothing written",
            **result(roadmap, progress),
        )
    )
    if strict and findings:
        cli.refuse(_("With --strict, advice must be followed. Follow it, or leave out --strict."), 1)


@click.command("pdf")
@click.option("--output", default="pdf", show_default=True, help="The folder for the files.")
@click.option("--base-url", callback=read_base_url, help="The address that the site is published at.")
@click.pass_obj
def pdf_command(cli: CliContext, output: str, base_url: str) -> None:
    """Prints the whole roadmap as a PDF in each language."""
    with cli.exits():
        require_name(output)
        roadmap = load_published(cli.project, base_url)
        slugs = roadmap.texts["booklet_slug"]
        files = {f"{slugs[one]}-{one.code}.pdf": one.code for one in roadmap.site.languages}
        pdfs = render_pdfs(roadmap, cli.project)
        for name, code in files.items():
            write_file(Path(output) / name, pdfs[code])
    for name in files:
        show(Path(output, name).as_posix())


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port of the preview.")
@click.option("--path", default="/", show_default=True, help="The path below which the site will be published.")
@click.option("--editor", "with_editor", is_flag=True, help="Adds a form at /admin/ for those who want no YAML.")
@click.pass_obj
def serve_command(cli: CliContext, port: int, path: str, with_editor: bool) -> None:
    """Shows the site in the browser, and shows it anew when a file changes."""
    # Only the preview needs a server.
    from generator.preview.cms import HOME, Form
    from generator.preview.server import BuildResult, no_extra_routes, serve

    with cli.exits():
        form = Form(cli.project.content, cli.translator) if with_editor else None
        base_url = base_address(f"http://127.0.0.1:{port}/{path.strip('/')}")
    base = urlsplit(base_url).path

    cache = Cache()

    options = BuildOptions(base_url if base != "/" else "", with_drafts=True)

    def keep(site: BuiltSite) -> BuildResult:
        return BuildResult(LazyFiles(site.outputs), advice(site.roadmap, cache), site.sources)

    def render() -> BuildResult:
        result = build(cli.project, options, keep, cache)
        cache.evict_unused()
        return result

    watched = (cli.project.content, cli.project.templates, cli.project.static)
    if form:
        cli.show(_("The form: {address}", address=f"http://127.0.0.1:{port}{HOME}"))
    with cli.exits():
        serve(render, watched, port, show, cli.translator, base, form.file if form else no_extra_routes)


def source_of(cli: CliContext, base_url: str) -> InputsDigest | None:
    """The fingerprint of all that a site is made of; None where it has none."""
    project = cli.project
    return inputs_digest((project.content, project.templates, project.static), (base_url,))


def result(roadmap: Roadmap, progress: ServeProgress) -> dict[str, object]:
    """How much was made, and in how long."""
    languages = len(roadmap.site.languages)
    return {"pages": progress.pages, "languages": languages, "seconds": f"{progress.seconds():.2f}"}
