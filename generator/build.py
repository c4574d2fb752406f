"""The four steps from content to site. The commands only call these."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from generator.cache import Cache
from generator.checks.prose.lint import advise
from generator.checks.roadmap import check_roadmap
from generator.checks.site.checker import check_files
from generator.content.loader import read_roadmap, read_settings
from generator.diagnostics import ContentError, Diagnostic, Severity
from generator.hosting.files import host_files
from generator.hosting.precompress import needs_precompression, with_precompressed
from generator.i18n import _
from generator.model import Document, Language, Roadmap, labels_of, language_of
from generator.parallel import run
from generator.site.changes_markdown import changes_markdown as agenda_of
from generator.site.meta.files import discovery_files
from generator.site.pdf import render_print_editions
from generator.site.renderer import LazyFiles, SiteRenderer, template_name
from generator.tracking.events import between, events_of
from generator.tracking.reminders import reminders as reminders_of
from generator.tracking.translation_status import outdated
from generator.urls import DATA, BuiltinPage, Subject, UrlMap, output_path, redirect_pages


@dataclass(frozen=True, slots=True)
class Project:
    """Where things are: the content, the templates and the static files."""

    content: Path
    templates: Path
    static: Path


def load_published(project: Project, base_url: str = "") -> Roadmap:
    """The roadmap without its drafts, read and checked. Raises ProblemsFound."""
    return check_roadmap(with_base_url(read_roadmap(project.content), base_url).published())


def load_preview(project: Project, base_url: str = "", cache: Cache | None = None) -> Roadmap:
    """The roadmap with its drafts, read and checked, at the preview's address. Raises ProblemsFound."""
    return check_roadmap(replace_base(read_roadmap(project.content, cache), base_url))


def advice(roadmap: Roadmap, cache: Cache | None = None) -> tuple[Diagnostic, ...]:
    """What could be better in a checked roadmap, sorted by place."""
    advised = (*advise(roadmap, cache or Cache()), *outdated(roadmap))
    found = sorted(advised, key=lambda one: (one.location, str(one.message)))
    return tuple(Diagnostic(one.location, one.message, Severity.ADVICE) for one in found)


def labels(project: Project, language: str) -> Mapping[str, str]:
    """The labels of the classifications by their names, in a language of the content; none where it cannot be read."""
    try:
        settings = read_settings(project.content)
    except ContentError:
        return {}
    spoken = [one for one in settings.site.languages if one.code == language]
    return labels_of(settings.classifications, spoken[0]) if spoken else {}


def reminders(roadmap: Roadmap, today: datetime.date, language: str) -> tuple[Diagnostic, ...]:
    """What is due, late or silent on a day, with the words of the content in a language, or else in its first."""
    return reminders_of(roadmap, today, language_of(roadmap.site.languages, language))


def agenda(roadmap: Roadmap, first: datetime.date, shown: datetime.date, end: datetime.date, language: Language) -> str:
    """What changed from a first day to a last one, as Markdown in a language. It says that it begins with `shown`."""
    return agenda_of(roadmap, between(events_of(roadmap), first, end), shown, end, language)


def with_base_url(roadmap: Roadmap, base_url: str) -> Roadmap:
    """The roadmap at an address; at its own where that is empty."""
    return replace_base(roadmap, base_url) if base_url else roadmap


def replace_base(roadmap: Roadmap, base_url: str) -> Roadmap:
    return replace(roadmap, site=replace(roadmap.site, base_url=base_url))


def render(files: Mapping[str, Callable[[], bytes]]) -> Iterator[tuple[str, bytes]]:
    """The files that some makers make, one by one: path and bytes."""
    # Other files tell how large those of the data are: these first, so that no process makes them anew to know it.
    data = {path: make for path, make in files.items() if path.startswith(DATA)}
    return chain(run(data), run({path: make for path, make in files.items() if path not in data}))


def checked_files(
    roadmap: Roadmap, project: Project, booklets: Mapping[str, bytes] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The files of the site, and after the last of them ProblemsFound with everything that is wrong in it.

    With booklets, these are files of it too.
    """
    files = outputs(roadmap, project, booklets)
    return check_files(render(files), files, sources(roadmap, project), roadmap.site.base_url)


def site_files(
    roadmap: Roadmap, project: Project, booklets: Mapping[str, bytes] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The same, and what the hosts of the site need besides: compressed siblings, and files of their own."""
    site, files = roadmap.site, checked_files(roadmap, project, booklets)
    yield from with_precompressed(files) if needs_precompression(site) else files
    urls = UrlMap(roadmap)
    roots = {urls.url_for(BuiltinPage.HOME, one): urls.url_for(BuiltinPage.NOT_FOUND, one) for one in site.languages}
    yield from host_files(site, urls.redirects(), roots, urls.embed_folders()).items()


def lazy_files(roadmap: Roadmap, project: Project, cache: Cache) -> Mapping[str, bytes]:
    """The files of the site by path, each rendered when it is first asked for."""
    return LazyFiles(outputs(roadmap, project, cache=cache))


def outputs(
    roadmap: Roadmap, project: Project, booklets: Mapping[str, bytes] | None = None, cache: Cache | None = None
) -> dict[str, Callable[[], bytes]]:
    """What makes each file of the site, by its path: the pages and what they need, and what they are found by.

    Raises ProblemsFound where an old address is that of a file.
    """
    renderer = SiteRenderer(roadmap, project.templates, project.static, booklets, cache)
    living = {**renderer.outputs(), **discovery_files(roadmap, renderer.urls, project.static)}
    hidden = [one for one in renderer.urls.redirects() if output_path(unquote(one.old)) in living]
    if hidden:
        message = _("This is the address of a file of the site. Delete it here.")
        raise ContentError(Diagnostic(one.location, message) for one in hidden)
    return {**renderer.old_makers(), **living}


def origins(roadmap: Roadmap) -> dict[str, str]:
    """The content file that a page is made of, by the path of the page."""
    return {
        output_path(one.path): one.subject.locations.start.file
        for one in UrlMap(roadmap)
        if isinstance(one.subject, Document)
    }


def sources(roadmap: Roadmap, project: Project) -> dict[str, str]:
    """The file that each page is made of, by the path of the page: its content, or else its template."""
    urls = UrlMap(roadmap)

    def source(subject: Subject) -> str:
        if isinstance(subject, Document):
            return subject.locations.start.file
        return (project.templates / "pages" / f"{template_name(subject)}.html").as_posix()

    moved = {output_path(one.path): one.redirect.location.file for one in redirect_pages(urls.redirects())}
    return {**moved, **{output_path(one.path): source(one.subject) for one in urls}}


def render_pdfs(roadmap: Roadmap, project: Project) -> dict[str, bytes]:
    """The whole roadmap as a PDF, by the code of its language. Raises PrinterMissing."""
    return render_print_editions(roadmap, SiteRenderer(roadmap, project.templates, project.static))
