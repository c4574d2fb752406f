"""Builds a site: content in, and out its files. `build` shows the four steps; the commands and the preview call it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from generator import disk_cache
from generator.cache import Cache
from generator.checks.brand import check_brand
from generator.checks.roadmap import check_roadmap, unused_values
from generator.checks.site.checker import check_files
from generator.checks.theme import check_theme, outdated_overrides
from generator.content.loader import read_roadmap, read_settings
from generator.content.measure_reader import ReadMeasures
from generator.diagnostics import ContentError, Diagnostic, Severity, in_order
from generator.hosting.files import host_files
from generator.hosting.precompress import needs_precompression
from generator.i18n import _
from generator.incremental import SiteBuilder, SitePlan
from generator.model import Classification, Document, Roadmap, Withdrawal, labels_of
from generator.output.atomic_write import WriteFailed, write_file
from generator.output.build_record import BuildRecord, encoded, record_in
from generator.output.earlier_files import Output
from generator.output.inputs import Inputs, RecordHeader, header_of, is_saved_since, read_bytes, record_beside
from generator.output.site_folder import site_folder
from generator.parallel import run, without_collection
from generator.project import Project
from generator.queries import Names, Recording, record_queries
from generator.site.meta.files import meta_files
from generator.site.page_contexts import template_name
from generator.site.renderer import SiteRenderer
from generator.theme import Theme
from generator.tracking.translation_status import outdated
from generator.urls import BuiltinPage, output_path, redirect_pages

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

    `asked` is what all files depend on, since it was asked for before any is made.
    """

    roadmap: Roadmap
    renderer: SiteRenderer
    outputs: Mapping[str, Output]
    theme: Theme
    asked: Recording

    def sources(self) -> dict[str, str]:
        """Return the file that each page is made of, by the path of the page: its content, or else its template."""
        urls = self.renderer.urls
        redirects = {output_path(page.path): page.redirect.location.file for page in redirect_pages(urls.redirects())}
        pages = {
            output_path(route.path): route.subject.locations.start.file
            if isinstance(route.subject, Document | Withdrawal)
            else self.theme.source_name(f"templates/pages/{template_name(route.subject)}.html")
            for route in urls
        }
        return {**redirects, **pages}


@dataclass(frozen=True, slots=True)
class SiteBuild:
    """What a build made: so many pages and files in all, of which so many changed."""

    roadmap: Roadmap
    page_count: int
    file_count: int
    changed_count: int


def build(
    project: Project,
    options: BuildOptions,
    write: Callable[[BuiltSite], T],
    cache: Cache | None = None,
    kept: ReadMeasures | None = None,
) -> T:
    """Load the content, check it, render the site and write it; return what `write` returns.

    Nothing is rendered before it is asked for: `plan_of` tells `write` what makes the files, `checked_files` gives it
    their bytes.

    Args:
        project: Where the content is.
        options: What to build.
        write: What to do with the site.
        cache: Results of earlier builds of this process.
        kept: The measures of an earlier build; those of this one in the end.

    Raises:
        ContentError: The content, or a finished file, has something to fix.
        UserError: A PDF was asked for and cannot be printed.
    """
    roadmap = _load(project, options, cache, kept)
    check_roadmap(roadmap)
    if options.published is not None:
        # Only who compares waits for what asks the web.
        from generator.checks.published_urls import check_published_urls

        check_published_urls(roadmap, options.published)
    has_pdfs = roadmap.site.pdf if options.with_pdf is None else options.with_pdf
    pdfs = dict(render_pdfs(roadmap, project)) if has_pdfs else {}
    with record_queries() as asked:
        renderer = SiteRenderer(roadmap, project.theme, pdfs, cache)
        outputs = _outputs(renderer, project.theme)
    return write(BuiltSite(roadmap, renderer, outputs, project.theme, asked))


def load_published(project: Project, base_url: str | None = None, kept: ReadMeasures | None = None) -> Roadmap:
    """Return the checked roadmap without its drafts, at its own address where no other is given."""
    return check_roadmap(_load(project, BuildOptions(base_url), None, kept))


def load_preview(
    project: Project, base_url: str = "", cache: Cache | None = None, kept: ReadMeasures | None = None
) -> Roadmap:
    """Return the checked roadmap with its drafts, at the address of a preview."""
    return check_roadmap(_load(project, BuildOptions(base_url, with_drafts=True), cache, kept))


def outputs(
    roadmap: Roadmap, project: Project, pdfs: Mapping[str, bytes] | None = None, cache: Cache | None = None
) -> dict[str, Callable[[], bytes]]:
    """Return what renders each file of the site, by its path from the root.

    Args:
        pdfs: The PDFs of the site by path.

    Raises:
        ContentError: A redirect of the content is from the path of a file.
    """
    return _outputs(SiteRenderer(roadmap, project.theme, pdfs, cache), project.theme)


def _outputs(renderer: SiteRenderer, theme: Theme) -> dict[str, Output]:
    # Pictures come first: they take longest, and whoever works last works alone.
    files = {**meta_files(renderer.urls, theme), **renderer.outputs()}
    hidden = [redirect for redirect in renderer.urls.redirects() if output_path(unquote(redirect.old)) in files]
    if hidden:
        message = _("This is the address of a file of the site. Delete it here.")
        raise ContentError(Diagnostic(redirect.location, message) for redirect in hidden)
    return {**renderer.redirect_outputs(), **files}


def render(outputs: Mapping[str, Callable[[], bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each file, rendered on all cores where there are many."""
    return run(outputs, _("Building the site"))


def checked_files(site: BuiltSite) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site, and raise ContentError after the last with everything that is wrong in them."""
    return check_files(render(site.outputs), site.outputs, site.sources(), site.roadmap.site.base_url)


def build_site(project: Project, options: BuildOptions, output: Path, inputs: Inputs | None) -> SiteBuild:
    """Build the site into a folder, all or nothing: only what differs where the record of the last build is right.

    Args:
        project: Where the content is.
        options: What to build.
        output: The folder.
        inputs: The digests of all that the site is made of.

    Raises:
        ContentError: The content, or a finished file, has something to fix.
        UserError: The site may not go there, or a PDF was asked for and cannot be printed.
        WriteFailed: The disk does not take it.
    """
    with site_folder(output) as folder, without_collection():
        earlier, header = _record_of(read_bytes(record_beside(output)), inputs)
        is_intact = header is not None and folder.is_intact(header.manifest, header.state)
        if not is_intact:
            folder.refuse_what_is_not_ours()
        present = folder.sums() if is_intact else {}

        def write(site: BuiltSite) -> SiteBuild:
            with folder.staging(present) as staging:
                builder = SiteBuilder(plan_of(site, inputs), earlier if is_intact else BuildRecord(), staging)
                sums = builder.make(_("Building the site")).sums
                removed = present.keys() - sums.keys()
                manifest = folder.update(staging, sums, removed) if is_intact else folder.replace(staging, sums)
            # Someone may have saved a file in the meantime.
            if inputs is not None and not is_saved_since(inputs, project.content):
                new = RecordHeader(inputs.program, inputs.content, manifest, folder.state())
                with suppress(WriteFailed):
                    write_file(record_beside(output), encoded(new, builder.record(earlier.measures)))
            changed = len(removed) + sum(present.get(path) != new_sum for path, new_sum in sums.items())
            return SiteBuild(site.roadmap, builder.page_count, len(sums), changed)

        return build(project, options, write, kept=earlier.measures)


def check_site(project: Project, options: BuildOptions, inputs: Inputs | None) -> SiteBuild:
    """Make the whole site without writing it, to find what is wrong with it; what was right the last time is not made.

    Raises:
        ContentError: The content, or a finished file, has something to fix.
    """
    key = disk_cache.key_of("check", os.path.realpath(project.content), options.base_url or "")
    earlier, _header = _record_of(disk_cache.read(key) or b"", inputs)

    def check(site: BuiltSite) -> SiteBuild:
        builder = SiteBuilder(plan_of(site, inputs), earlier, None).make(_("Checking the site"))
        if inputs is not None:
            header = RecordHeader(inputs.program, inputs.content)
            disk_cache.write(key, b"".join(encoded(header, builder.record(earlier.measures))))
        return SiteBuild(site.roadmap, builder.page_count, len(builder.sums), 0)

    with without_collection():
        return build(project, options, check, kept=earlier.measures)


def plan_of(site: BuiltSite, inputs: Inputs | None) -> SitePlan:
    """Return what makes the files of a site."""
    renderer, settings = site.renderer, site.roadmap.site
    answers = renderer.answers()
    names = [query for query in site.asked.asked() if isinstance(query[-1], Names)]
    return SitePlan(
        outputs=site.outputs,
        host_files=_host_files(site),
        last=renderer.last(),
        learn=renderer.learn,
        answers=answers,
        constants=(
            inputs and inputs.program,
            inputs and inputs.shared,
            *renderer.constants(),
            *((query, answers.fingerprint(query)) for query in names),
        ),
        sources=site.sources,
        base_url=settings.base_url,
        is_compressed=needs_precompression(settings),
    )


def _host_files(site: BuiltSite) -> dict[str, bytes]:
    urls, settings = site.renderer.urls, site.roadmap.site
    not_found = {
        urls.url_for(BuiltinPage.HOME, language): urls.url_for(BuiltinPage.NOT_FOUND, language)
        for language in settings.languages
    }
    return host_files(settings, urls.redirects(), not_found, urls.embed_folders())


def _record_of(data: bytes, inputs: Inputs | None) -> tuple[BuildRecord, RecordHeader | None]:
    """Return the record of the last build and its header; an empty one and None where it cannot be believed."""
    header = header_of(data)
    if inputs is None or header is None or header.program != inputs.program:
        return BuildRecord(), None
    record = record_in(data)
    # A damaged record no longer has the files that the site has, which would stay in it for ever.
    return record, header if record.packs else None


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
    from generator.checks.statement import statement_advice

    on_texts = chain(advise(roadmap, cache or Cache()), unused_values(roadmap))
    diagnostics = (
        *unanswered(on_texts, subjects_of(roadmap), roadmap.site),
        *fill_ins(roadmap),
        *open_facts(roadmap),
        *statement_advice(roadmap),
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


def _load(project: Project, options: BuildOptions, cache: Cache | None, kept: ReadMeasures | None = None) -> Roadmap:
    roadmap = read_roadmap(project.content, cache, kept)
    check_theme(project.theme, roadmap.site.languages)
    check_brand(roadmap.site.brand, project.theme)
    if not options.with_drafts:
        roadmap = roadmap.published()
    if options.base_url is not None:
        roadmap = replace(roadmap, site=replace(roadmap.site, base_url=options.base_url))
    return roadmap
