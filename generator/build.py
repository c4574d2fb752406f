"""Builds a site: content in, and out its files. `build` shows the four steps; the commands and the preview call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar
from urllib.parse import unquote

from generator.cache import Cache
from generator.checks.brand import check_brand
from generator.checks.roadmap import check_roadmap, unused_values
from generator.checks.site.checker import check_files
from generator.checks.theme import check_theme, outdated_overrides
from generator.content.loader import read_roadmap, read_settings
from generator.diagnostics import ContentError, Diagnostic, Severity, in_order
from generator.hosting.files import host_files
from generator.hosting.precompress import needs_precompression, with_precompressed
from generator.i18n import _
from generator.model import Classification, Document, Roadmap, Withdrawal, labels_of
from generator.parallel import run
from generator.project import Project
from generator.site.meta.files import meta_files
from generator.site.page_contexts import template_name
from generator.site.renderer import SiteRenderer
from generator.theme import Theme
from generator.tracking.translation_status import outdated
from generator.urls import DATA, BuiltinPage, UrlMap, output_path, redirect_pages

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The options of a build.

    `base_url` stands for that of the content; None leaves that. `with_pdf` tells whether PDFs are printed, None that
    the content says so. `published` is the sitemap, a file or an address, of a site whose pages must all stay.
    """

    base_url: str | None = None
    with_drafts: bool = False
    with_pdf: bool | None = False
    published: str | None = None


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A checked roadmap and what renders each file of its site, by path from the root.

    `sources` has the file that each page is made of, by the path of the page: its content, or else its template.
    """

    roadmap: Roadmap
    outputs: Mapping[str, Callable[[], bytes]]
    sources: Mapping[str, str]


def build(project: Project, options: BuildOptions, write: Callable[[BuiltSite], T], cache: Cache | None = None) -> T:
    """Load the content, check it, render the site and write it; return what `write` returns.

    Nothing is rendered before it is asked for: `checked_files` and `site_files` give `write` the bytes.

    Raises:
        ContentError: The content, or a finished file, has something to fix.
        UserError: A PDF was asked for and cannot be printed.
    """
    roadmap = _load(project, options, cache)
    check_roadmap(roadmap)
    if options.published is not None:
        # Only who compares waits for what asks the web.
        from generator.checks.published_urls import check_published_urls

        check_published_urls(roadmap, options.published)
    has_pdfs = roadmap.site.pdf if options.with_pdf is None else options.with_pdf
    pdfs = dict(render_pdfs(roadmap, project)) if has_pdfs else {}
    return write(BuiltSite(roadmap, outputs(roadmap, project, pdfs, cache), _sources(roadmap, project)))


def load_published(project: Project, base_url: str | None = None) -> Roadmap:
    """Return the checked roadmap without its drafts, at its own address where no other is given."""
    return check_roadmap(_load(project, BuildOptions(base_url), None))


def load_preview(project: Project, base_url: str = "", cache: Cache | None = None) -> Roadmap:
    """Return the checked roadmap with its drafts, at the address of a preview."""
    return check_roadmap(_load(project, BuildOptions(base_url, with_drafts=True), cache))


def outputs(
    roadmap: Roadmap, project: Project, pdfs: Mapping[str, bytes] | None = None, cache: Cache | None = None
) -> dict[str, Callable[[], bytes]]:
    """Return what renders each file of the site, by its path from the root.

    Args:
        pdfs: The PDFs of the site by path.

    Raises:
        ContentError: A redirect of the content is from the path of a file.
    """
    renderer = SiteRenderer(roadmap, project.theme, pdfs, cache)
    files = {**renderer.outputs(), **meta_files(renderer.urls, project.theme)}
    hidden = [redirect for redirect in renderer.urls.redirects() if output_path(unquote(redirect.old)) in files]
    if hidden:
        message = _("This is the address of a file of the site. Delete it here.")
        raise ContentError(Diagnostic(redirect.location, message) for redirect in hidden)
    return {**renderer.redirect_outputs(), **files}


def render(outputs: Mapping[str, Callable[[], bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each file, rendered on all cores where there are many."""
    # Other files tell how large those of the data are: these first, so that no process renders them again to know it.
    data = {path: output for path, output in outputs.items() if path.startswith(DATA)}
    return chain(run(data), run({path: output for path, output in outputs.items() if path not in data}))


def checked_files(site: BuiltSite) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site, and raise ContentError after the last with everything that is wrong in them."""
    return check_files(render(site.outputs), site.outputs, site.sources, site.roadmap.site.base_url)


def site_files(site: BuiltSite) -> Iterator[tuple[str, bytes]]:
    """Yield the checked files of a site, with what its hosts need: compressed copies, and files of their own."""
    files, urls, settings = checked_files(site), UrlMap(site.roadmap), site.roadmap.site
    yield from with_precompressed(files) if needs_precompression(settings) else files
    not_found = {
        urls.url_for(BuiltinPage.HOME, language): urls.url_for(BuiltinPage.NOT_FOUND, language)
        for language in settings.languages
    }
    yield from host_files(settings, urls.redirects(), not_found, urls.embed_folders()).items()


def render_pdfs(roadmap: Roadmap, project: Project, by: Classification | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield the path on the site and the bytes of each PDF, in which a classification may divide the measures.

    Raises:
        UserError: WeasyPrint or its library is not installed.
    """
    # Few builds print.
    from generator.site import pdf

    return pdf.render_pdfs(roadmap, SiteRenderer(roadmap, project.theme), project.theme, by)


def advice(roadmap: Roadmap, theme: Theme, cache: Cache | None = None) -> tuple[Diagnostic, ...]:
    """Return what could be better in a checked roadmap and a city's own theme, but for what is kept, by location."""
    # A build gives none.
    from generator.checks.prose.fill_ins import fill_ins
    from generator.checks.prose.kept import unanswered
    from generator.checks.prose.lint import advise, subjects_of
    from generator.checks.prose.open_facts import open_facts

    on_texts = chain(advise(roadmap, cache or Cache()), unused_values(roadmap))
    diagnostics = (
        *unanswered(on_texts, subjects_of(roadmap), roadmap.site),
        *fill_ins(roadmap),
        *open_facts(roadmap),
        *outdated(roadmap),
        *outdated_overrides(theme),
    )
    return in_order(replace(diagnostic, severity=Severity.ADVICE) for diagnostic in diagnostics)


def labels(project: Project, language: str) -> Mapping[str, str]:
    """Return the labels of the classifications, by their ids, in a language of the content; none where it is broken."""
    try:
        settings = read_settings(project.content)
    except ContentError:
        return {}
    languages = [known for known in settings.site.languages if known.code == language]
    return labels_of(settings.classifications, languages[0]) if languages else {}


def _load(project: Project, options: BuildOptions, cache: Cache | None) -> Roadmap:
    roadmap = read_roadmap(project.content, cache)
    check_theme(project.theme, roadmap.site.languages)
    check_brand(roadmap.site.brand, project.theme)
    if not options.with_drafts:
        roadmap = roadmap.published()
    if options.base_url is not None:
        roadmap = replace(roadmap, site=replace(roadmap.site, base_url=options.base_url))
    return roadmap


def _sources(roadmap: Roadmap, project: Project) -> dict[str, str]:
    urls = UrlMap(roadmap)
    redirects = {output_path(page.path): page.redirect.location.file for page in redirect_pages(urls.redirects())}
    pages = {
        output_path(route.path): route.subject.locations.start.file
        if isinstance(route.subject, Document | Withdrawal)
        else project.theme.source_name(f"templates/pages/{template_name(route.subject)}.html")
        for route in urls
    }
    return {**redirects, **pages}
