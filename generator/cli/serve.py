"""The command serve: a preview of the site on this computer."""

from __future__ import annotations

import time
from functools import partial
from urllib.parse import urlsplit

import click

from generator.build import BuildOptions, BuiltSite, advice, build
from generator.cache import Cache
from generator.checks.prose.advice_cache import AdviceCache
from generator.cli.console import CliContext
from generator.cli.losses import lost_since
from generator.content.web_addresses import base_address
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.model import Roadmap
from generator.output.inputs import program_digest
from generator.theme import FOLDERS


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
    help="The path that the site will be published under, such as /roadmap/.",
)
@click.option("--editor", "with_editor", is_flag=True, help="Add the form for editing, at /admin/.")
@click.pass_obj
def serve_command(cli: CliContext, port: int, path: str, with_editor: bool) -> None:
    """Serve the site on localhost and reload on every save.

    The preview includes drafts, and shows problems and advice over the pages. Ctrl-C stops it.
    """
    # The help of all commands needs no server.
    from generator.cli.form import local_form
    from generator.preview.cms import HOME
    from generator.preview.server import BuildResult, Preview, no_extra_routes, serve

    base_url = base_address(f"http://127.0.0.1:{port}/{path.strip('/')}")
    base_path = urlsplit(base_url).path
    form = local_form(cli, base_path) if with_editor else None
    options = BuildOptions(base_url if base_path != "/" else "", with_drafts=True)
    cache, advice_cache = Cache(), AdviceCache(cli.project.content, program_digest())

    def build_preview() -> BuildResult:
        # Until a save nobody waited.
        cli.status_line.silent_since = time.monotonic()
        return build(cli.project, options, preview_of, cache)

    def preview_of(site: BuiltSite) -> BuildResult:
        return BuildResult(site.outputs, partial(advice_on, site.roadmap), site.sources)

    def advice_on(roadmap: Roadmap) -> tuple[Diagnostic, ...]:
        found = advice(roadmap, cli.project.theme, advice_cache)
        losses = tuple(lost_since(roadmap, cli.project.content, cache=cache))
        cache.evict_unused()
        advice_cache.save()
        return (*found, *losses)

    if form:
        cli.echo(_("The form: {address}", address=f"http://127.0.0.1:{port}{HOME}"))
    watched = (cli.project.content, *FOLDERS)
    extra_routes = form.file if form else no_extra_routes
    serve(Preview(build_preview, cli.echo, cli.translator, base_path, extra_routes), watched, port)
