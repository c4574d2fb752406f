"""The four steps from content to site. The commands only call these."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from generator.addresses import DATA, Addresses, Fixed, Subject, file_of
from generator.advising.advice import advise
from generator.checking import check_roadmap
from generator.discovering.files import discovery_files
from generator.following.events import between, events_of
from generator.following.reminders import reminders as reminders_of
from generator.hosting.compressing import compressed, wants_siblings
from generator.hosting.hosts import host_files
from generator.memory import Memory
from generator.model import Language, Roadmap, Written, labels_of, language_of
from generator.printing import print_booklets
from generator.problems import Advice, Problem, ProblemsFound, say
from generator.reading.roadmap import read_roadmap, read_settings
from generator.rendering.agenda import agenda as agenda_of
from generator.rendering.pages import Rendered, SiteRenderer, kind_of
from generator.rendering.redirects import old_pages
from generator.sharing import made
from generator.translating import outdated
from generator.verifying.tree import verified


@dataclass(frozen=True, slots=True)
class Project:
    """Where things are: the content, the templates and the static files."""

    content: Path
    templates: Path
    static: Path


def published(project: Project, base_url: str = "") -> Roadmap:
    """The roadmap without its drafts, read and checked. Raises ProblemsFound."""
    return check_roadmap(at(read_roadmap(project.content), base_url).published())


def previewed(project: Project, base_url: str = "", memory: Memory | None = None) -> Roadmap:
    """The roadmap with its drafts, read and checked, at the preview's address. Raises ProblemsFound."""
    return check_roadmap(replace_base(read_roadmap(project.content, memory), base_url))


def advice(roadmap: Roadmap, memory: Memory | None = None) -> tuple[Advice, ...]:
    """What could be better in a checked roadmap, sorted by place."""
    advised = (*advise(roadmap, memory or Memory()), *outdated(roadmap))
    found = sorted(advised, key=lambda one: (one.place, str(one.message)))
    return tuple(Advice(one.place, one.message) for one in found)


def labels(project: Project, language: str) -> Mapping[str, str]:
    """The labels of the classifications by their names, in a language of the content; none where it cannot be read."""
    try:
        settings = read_settings(project.content)
    except ProblemsFound:
        return {}
    spoken = [one for one in settings.site.languages if one.code == language]
    return labels_of(settings.classifications, spoken[0]) if spoken else {}


def reminders(roadmap: Roadmap, today: datetime.date, language: str) -> tuple[Advice, ...]:
    """What is due, late or silent on a day, with the words of the content in a language, or else in its first."""
    return reminders_of(roadmap, today, language_of(roadmap.site.languages, language))


def agenda(roadmap: Roadmap, first: datetime.date, shown: datetime.date, end: datetime.date, language: Language) -> str:
    """What changed from a first day to a last one, as Markdown in a language. It says that it begins with `shown`."""
    return agenda_of(roadmap, between(events_of(roadmap), first, end), shown, end, language)


def at(roadmap: Roadmap, base_url: str) -> Roadmap:
    """The roadmap at an address; at its own where that is empty."""
    return replace_base(roadmap, base_url) if base_url else roadmap


def replace_base(roadmap: Roadmap, base_url: str) -> Roadmap:
    return replace(roadmap, site=replace(roadmap.site, base_url=base_url))


def rendered(files: Mapping[str, Callable[[], bytes]]) -> Iterator[tuple[str, bytes]]:
    """The files that some makers make, one by one: path and bytes."""
    # Other files tell how large those of the data are: these first, so that no process makes them anew to know it.
    data = {path: make for path, make in files.items() if path.startswith(DATA)}
    return chain(made(data), made({path: make for path, make in files.items() if path not in data}))


def proven(
    roadmap: Roadmap, project: Project, booklets: Mapping[str, bytes] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The files of the site, and after the last of them ProblemsFound with everything that is wrong in it.

    With booklets, these are files of it too.
    """
    files = makers(roadmap, project, booklets)
    return verified(rendered(files), files, sources(roadmap, project), roadmap.site.base_url)


def ready(
    roadmap: Roadmap, project: Project, booklets: Mapping[str, bytes] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The same, and what the hosts of the site need besides: compressed siblings, and files of their own."""
    site, files = roadmap.site, proven(roadmap, project, booklets)
    yield from compressed(files) if wants_siblings(site) else files
    addresses = Addresses(roadmap)
    roots = {addresses.of(Fixed.HOME, one): addresses.of(Fixed.NOT_FOUND, one) for one in site.languages}
    yield from host_files(site, addresses.redirects(), roots, addresses.embed_folders()).items()


def shown(roadmap: Roadmap, project: Project, memory: Memory) -> Mapping[str, bytes]:
    """The files of the site by path, each rendered when it is first asked for."""
    return Rendered(makers(roadmap, project, memory=memory))


def makers(
    roadmap: Roadmap, project: Project, booklets: Mapping[str, bytes] | None = None, memory: Memory | None = None
) -> dict[str, Callable[[], bytes]]:
    """What makes each file of the site, by its path: the pages and what they need, and what they are found by.

    Raises ProblemsFound where an old address is that of a file.
    """
    renderer = SiteRenderer(roadmap, project.templates, project.static, booklets, memory)
    living = {**renderer.makers(), **discovery_files(roadmap, renderer.addresses, project.static)}
    hidden = [one for one in renderer.addresses.redirects() if file_of(unquote(one.old)) in living]
    if hidden:
        message = say("This is the address of a file of the site. Delete it here.")
        raise ProblemsFound(Problem(one.place, message) for one in hidden)
    return {**renderer.old_makers(), **living}


def origins(roadmap: Roadmap) -> dict[str, str]:
    """The content file that a page is made of, by the path of the page."""
    return {
        file_of(one.path): one.subject.places.start.file
        for one in Addresses(roadmap)
        if isinstance(one.subject, Written)
    }


def sources(roadmap: Roadmap, project: Project) -> dict[str, str]:
    """The file that each page is made of, by the path of the page: its content, or else its template."""
    addresses = Addresses(roadmap)

    def source(subject: Subject) -> str:
        if isinstance(subject, Written):
            return subject.places.start.file
        return (project.templates / "pages" / f"{kind_of(subject)}.html").as_posix()

    moved = {one.file: one.redirect.place.file for one in old_pages(addresses.redirects())}
    return {**moved, **{file_of(one.path): source(one.subject) for one in addresses}}


def printed(roadmap: Roadmap, project: Project) -> dict[str, bytes]:
    """The whole roadmap as a PDF, by the code of its language. Raises PrinterMissing."""
    return print_booklets(roadmap, SiteRenderer(roadmap, project.templates, project.static))
