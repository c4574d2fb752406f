"""The URLs of a site: which page lies where, in every language, and the relative URL from one to another.

A path is from the root of the site, without a slash in front: "", "sv/atgarder/". Long lists of measures are
paginated: each page of theirs is a route of its own.
"""

from __future__ import annotations

import enum
from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from generator.diagnostics import Location
from generator.model import (
    RESPONSIBLE,
    Classification,
    Document,
    Edition,
    Indicator,
    Language,
    LocalizedText,
    Measure,
    Page,
    Redirect,
    Roadmap,
    Value,
    Withdrawal,
)
from generator.queries import query

# How many measures a page lists: with 150 words to each, its list or print edition stays under 60 kB compressed.
MEASURES_PER_PAGE = 80
# The page that has all of what is otherwise paginated.
ALL = 0
# How many measures a part of the search index has. With 150 words to each it has 90 kB, a fourth of it compressed: with
# the page, its style and its scripts that stays below the 50 kB that a reader may have to wait for.
MEASURES_PER_INDEX_FILE = 40

ASSETS = "assets/"
DATA = "data/"
SITEMAP = "sitemap.xml"
# The picture of the site on the home screen of a phone.
TOUCH_ICON = "apple-touch-icon.png"


class BuiltinPage(enum.Enum):
    """The pages that a site has of itself.

    There is a glossary where there are terms, the standing and the changes where the roadmap is followed up, the
    services where a finished measure left one, and how to follow the roadmap where it is followed up and the address of
    the site is known.
    """

    HOME = "home"
    MEASURES = "measures"
    STANDING = "standing"
    SERVICES = "services"
    CHANGES = "changes"
    FOLLOW = "follow"
    INDICATORS = "indicators"
    FIGURES = "figures"
    GLOSSARY = "glossary"
    SEARCH = "search"
    BRIEF = "brief"
    PRINT_EDITION = "print_edition"
    DATA = "data"
    NOT_FOUND = "not_found"

    # Each is one of a kind. The hash of other enumerations is worked out in Python.
    __hash__ = object.__hash__


# The pages that are made for paper, each of them a PDF too where the site has PDFs.
PAPERS = (BuiltinPage.BRIEF, BuiltinPage.PRINT_EDITION)

Subject = BuiltinPage | Classification | Value | Measure | Indicator | Page | Withdrawal


class Route(NamedTuple):
    """One page: its subject, its language and its path. The pages of a long list count from 1."""

    subject: Subject
    language: Language
    path: str
    page: int = 1


class UrlMap:
    """The paths of all pages of a roadmap, in every language.

    `documents` has every content file that has a page, by its path from the content folder.
    """

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.documents: dict[str, Document] = {document.path: document for document in roadmap.documents}
        folders = tuple(_subjects(roadmap))
        self._by_key = {subject_key(subject): subject for subject, _unused in folders}
        self._paths = {
            language.code: {
                subject_key(subject): self._root(language) + _tail(subject, folder, language)
                for subject, folder in folders
            }
            for language in roadmap.site.languages
        }

    def __contains__(self, subject: Subject) -> bool:
        return subject_key(subject) in self._by_key

    def subjects(self) -> Iterable[Subject]:
        """Return what has a page, all measures among it: this asks for them."""
        self.roadmap.ask_for_measures()
        return self._by_key.values()

    def __iter__(self) -> Iterator[Route]:
        for subject in self.subjects():
            yield from self.routes_of(subject)

    def routes_of(self, subject: Subject) -> Iterator[Route]:
        """Yield the route of each page of a subject: a page in every language, then the next, with other measures."""
        for page in range(1, self.page_count(subject) + 1):
            for language in self.roadmap.site.languages:
                yield self.route(subject, language, page)

    @query
    def document_at(self, path: str) -> Document | None:
        """Return what is written in a file below the content folder; None where that has no page."""
        return self.documents.get(path)

    def route(self, subject: Subject, language: Language, page: int = 1) -> Route:
        """Return the route of a subject's page in a language."""
        return Route(subject, language, self.url_for(subject, language, page), page)

    def url_for(self, subject: Subject, language: Language, page: int = 1) -> str:
        """Return the path of a subject's page, such as "sv/atgarder/sida/2/"."""
        first = self._paths[language.code][subject_key(subject)]
        return f"{first}{self.roadmap.texts['part_slug'][language]}/{page}/" if page > 1 else first

    def find(self, subject: Subject, language: Language) -> str | None:
        """Return the path of a subject's page, None where it has none."""
        return self._paths[language.code].get(subject_key(subject))

    def page_count(self, subject: Subject) -> int:
        """Return how many pages a subject's measures take; 1 where it lists none."""
        # Not asked of the pages of measures, which are most.
        return 1 if isinstance(subject, Measure) else self._page_count(subject)

    @query
    def _page_count(self, subject: Subject) -> int:
        return max(1, -(-self._measure_count(subject) // MEASURES_PER_PAGE))

    @query
    def paginate(self, subject: Subject, page: int) -> Sequence[Measure]:
        """Return the measures that a page of a subject lists."""
        match subject:
            case BuiltinPage.MEASURES | BuiltinPage.PRINT_EDITION:
                measures = self.roadmap.measures
            case Edition():
                carried = (self.documents.get(path) for path in subject.carries)
                new = self.roadmap.measures_in(subject)
                measures = (*new, *(document for document in carried if isinstance(document, Measure)))
            case Value():
                measures = self.roadmap.measures_in(subject)
            case _:
                measures = ()
        return measures if page == ALL else measures[(page - 1) * MEASURES_PER_PAGE : page * MEASURES_PER_PAGE]

    def _measure_count(self, subject: Subject) -> int:
        """Return how many measures a subject lists."""
        match subject:
            case BuiltinPage.MEASURES | BuiltinPage.PRINT_EDITION:
                return self.roadmap.measure_count
            case Edition():
                return len(self.paginate(subject, ALL))
            case Value():
                return self.roadmap.count_in(subject)
            case _:
                return 0

    @query
    def page_of(self, measure: Measure) -> int:
        """Return the page of the list of all measures that a measure is on."""
        return self.roadmap.position_of(measure) // MEASURES_PER_PAGE + 1

    def embed(self, subject: BuiltinPage | Measure | Withdrawal, language: Language) -> str:
        """Return the path of the card that other sites embed: of a measure, or else of the whole roadmap."""
        folder = f"{self._root(language)}{self.roadmap.texts['embeds_slug'][language]}/"
        return folder if isinstance(subject, BuiltinPage) else f"{folder}{subject.slug[language]}/"

    def embed_folders(self) -> tuple[str, ...]:
        """Return the folders of the cards, one in each language."""
        return tuple(self.embed(BuiltinPage.HOME, language) for language in self.roadmap.site.languages)

    def embeds(self) -> Iterator[Route]:
        """Yield the route of every card: that of the whole roadmap has the home page as its subject."""
        for language in self.roadmap.site.languages:
            yield Route(BuiltinPage.HOME, language, self.embed(BuiltinPage.HOME, language))
            for measure in self.roadmap.addressed:
                yield Route(measure, language, self.embed(measure, language))

    @property
    def has_feeds(self) -> bool:
        """Whether there are feeds and calendars: both are read elsewhere, so they need the site's own address."""
        return _has_feeds(self.roadmap)

    @property
    def followed_taxonomies(self) -> tuple[Classification, ...]:
        """The classifications whose values have a feed and a calendar each: the main one, and the units."""
        if not self.has_feeds:
            return ()
        main = self.roadmap.main_taxonomy
        followed = {RESPONSIBLE, main.id if main else RESPONSIBLE}
        return tuple(taxonomy for taxonomy in self.roadmap.paged_taxonomies if taxonomy.id in followed)

    @property
    def followed(self) -> tuple[Value | None, ...]:
        """What has a feed and a calendar: None stands for the whole roadmap; empty where there are none."""
        if not self.has_feeds:
            return ()
        return (None, *(value for taxonomy in self.followed_taxonomies for value in taxonomy.values))

    def redirects(self) -> tuple[Redirect, ...]:
        """Return the redirects of all aliases, of pages first and then of cards, and those of site.yaml."""
        documents: tuple[Measure | Withdrawal | Page, ...] = (*self.roadmap.addressed, *self.roadmap.pages)
        pages, cards = [], []
        for document in documents:
            for language in self.roadmap.site.languages:
                if not document.aliases[language]:
                    continue
                path, location = self.url_for(document, language), document.locations.of(f"aliases_{language.code}")
                folder = path.removesuffix(f"{document.slug[language]}/")
                for alias in document.aliases[language]:
                    pages.append(Redirect(f"{folder}{alias}/", path, location))
                    if not isinstance(document, Page):
                        old = f"{self.embed(BuiltinPage.HOME, language)}{alias}/"
                        cards.append(Redirect(old, self.embed(document, language), location))
        return (*pages, *cards, *self.roadmap.site.redirects)

    def language_of(self, path: str) -> Language:
        """Return the language of the page at a path."""
        default, *others = self.roadmap.site.languages
        return next((language for language in others if path.startswith(self._root(language))), default)

    def pdf_file(self, page: BuiltinPage, language: Language) -> str:
        """Return the file of a page for paper as a PDF: in the folder of the page, and named as that."""
        folder = self.url_for(page, language)
        return f"{folder}{folder.rstrip('/').rpartition('/')[2]}.pdf"

    def workbook_file(self, language: Language) -> str:
        """Return the path of the Excel file of the measures: in the folder of their list, and named as that."""
        return f"{self.url_for(BuiltinPage.MEASURES, language)}{self.roadmap.texts['measures_slug'][language]}.xlsx"

    def index_files(self, language: Language) -> list[str]:
        """Return the paths of the parts of the search index: in the folder of the page of the search."""
        folder = self.url_for(BuiltinPage.SEARCH, language)
        count = max(1, -(-self.roadmap.measure_count // MEASURES_PER_INDEX_FILE))
        return [f"{folder}search-{language.code}-{part}.json" for part in range(1, count + 1)]

    @query
    def indexed(self, part: int) -> Sequence[Measure]:
        """Return the measures in a part of the search index; the parts count from 1."""
        return self.roadmap.measures[(part - 1) * MEASURES_PER_INDEX_FILE : part * MEASURES_PER_INDEX_FILE]

    def feed_file(self, language: Language, value: Value | None = None) -> str:
        """Return the path of the Atom feed of all changes, or of those of a value: in the folder of their page."""
        return f"{self.url_for(value or BuiltinPage.CHANGES, language)}atom.xml"

    def calendar_file(self, language: Language, value: Value | None = None) -> str:
        """Return the path of the calendar of all dates, or of those of a value: in the folder of their page."""
        return f"{self.url_for(value or BuiltinPage.STANDING, language)}calendar.ics"

    def manifest_file(self, language: Language) -> str:
        """Return the path of the web app manifest."""
        return f"{self.url_for(BuiltinPage.HOME, language)}site.webmanifest"

    def card_file(self, language: Language) -> str:
        """Return the path of the social card, the picture that social media show beside a link to the site."""
        return f"{self.url_for(BuiltinPage.HOME, language)}card.png"

    def _root(self, language: Language) -> str:
        return "" if language == self.roadmap.site.default_language else f"{language.code}/"


class RedirectPage(NamedTuple):
    """A page at an old path, and the redirect that it makes."""

    path: str
    redirect: Redirect


def subject_key(subject: Subject) -> Hashable:
    """Return what tells the subject of a page from all others of its roadmap."""
    match subject:
        case BuiltinPage():
            return subject
        case Value():
            return subject.key
        case Classification():
            return subject.id
        case Withdrawal():
            # A later file may have its name.
            return "withdrawn", subject.path
        case _:
            return subject.path


def redirect_pages(redirects: Iterable[Redirect]) -> Iterator[RedirectPage]:
    """Yield a page for each old address where one can lie: a host serves the file of “/plan.pdf” as no page."""
    for redirect in redirects:
        path = unquote(redirect.old)
        ending = "" if path.endswith("/") else PurePosixPath(path).suffix
        # Characters that divide a URL, or that Windows has in no file name.
        is_file_name = path.isprintable() and not set('?#:*"<>|\\%') & set(path)
        is_within = not {"", ".", ".."} & set(path.removesuffix("/").split("/"))
        if ending in ("", ".html", ".htm") and is_file_name and is_within:
            yield RedirectPage(path if path.endswith((".html", ".htm")) else path.rstrip("/") + "/", redirect)


def output_path(path: str) -> str:
    """Return the file that a host serves at a path."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def relative_url(source: str, target: str) -> str:
    """Return the URL of a path relative to the page at another, so that the site works below any base path."""
    # Not posixpath.relpath: a site has some hundred links a page, and paths have no dots to resolve.
    folder, up = source[: source.rfind("/") + 1], ""
    while not target.startswith(folder):
        folder, up = folder[: folder.rfind("/", 0, -1) + 1], f"../{up}"
    return up + target[len(folder) :] or "./"


def slug_location(subject: Subject, language: Language) -> Location | None:
    """Return where the slug of a page was written; None for a page that every site has."""
    if isinstance(subject, BuiltinPage):
        return None
    if isinstance(subject, Edition):
        return subject.locations.of("year")
    field = "folder" if isinstance(subject, Classification) else "slug"
    return subject.locations.of(f"{field}_{language.code}")


def _has_feeds(roadmap: Roadmap) -> bool:
    return roadmap.follow_up is not None and bool(roadmap.site.base_url)


def _subjects(roadmap: Roadmap) -> Iterator[tuple[Subject, LocalizedText | None]]:
    """Yield every subject that has a page, with the slug of the folder that its page lies in."""
    texts = roadmap.texts
    yield BuiltinPage.HOME, None
    yield BuiltinPage.MEASURES, texts["measures_slug"]
    if roadmap.follow_up is not None:
        yield BuiltinPage.STANDING, texts["standing_slug"]
        yield BuiltinPage.CHANGES, texts["changes_slug"]
    if roadmap.services:
        yield BuiltinPage.SERVICES, texts["services_slug"]
    if _has_feeds(roadmap):
        yield BuiltinPage.FOLLOW, texts["follow_slug"]
    if roadmap.indicators:
        yield BuiltinPage.INDICATORS, texts["indicators_slug"]
        for indicator in roadmap.indicators:
            yield indicator, texts["indicators_slug"]
    yield BuiltinPage.FIGURES, texts["figures_slug"]
    if roadmap.terms:
        yield BuiltinPage.GLOSSARY, texts["glossary_slug"]
    yield BuiltinPage.SEARCH, texts["search_slug"]
    yield BuiltinPage.BRIEF, texts["brief_slug"]
    yield BuiltinPage.PRINT_EDITION, texts["booklet_slug"]
    yield BuiltinPage.DATA, texts["data_slug"]
    for classification in roadmap.paged_taxonomies:
        yield classification, classification.folder
        for value in classification.values:
            yield value, classification.folder
    for measure in roadmap.addressed:
        yield measure, texts["measures_slug"]
    for page in roadmap.pages:
        yield page, None
    yield BuiltinPage.NOT_FOUND, None


def _tail(subject: Subject, folder: LocalizedText | None, language: Language) -> str:
    """Return the path of a page below the root of its language."""
    if subject is BuiltinPage.NOT_FOUND:
        return "404.html"
    slug = None if isinstance(subject, BuiltinPage | Classification) else subject.slug
    return "".join(f"{name[language]}/" for name in (folder, slug) if name is not None)
