"""The links of a page: to other pages, to itself in other languages, and those within rendered Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.model import (
    Classification,
    Edition,
    GlossaryTerm,
    Indicator,
    InternalLink,
    Language,
    Localized,
    LocalizedText,
    Measure,
    RenderedMarkdown,
    Roadmap,
    Status,
    Value,
    Withdrawal,
)
from generator.urls import ALL, PAPERS, BuiltinPage, Route, Subject, UrlMap, relative_url, subject_key

# What a link can lead to.
Target = Subject | GlossaryTerm

_HEADING = re.compile(r"(</?h)([2-6])")
_ANCHOR = re.compile(r"(<h[2-6]) [^>]*")

_TRACKING_MENU = (BuiltinPage.STANDING, BuiltinPage.SERVICES, BuiltinPage.CHANGES)
_REFERENCE_MENU = (BuiltinPage.FIGURES, BuiltinPage.GLOSSARY)


class Link(NamedTuple):
    """A link and its text. `is_current` where it leads to the page that it is on."""

    label: str
    href: str
    is_current: bool = False


class PageLinks:
    """What the page at a route links to, each as a URL relative to it."""

    def __init__(self, route: Route, urls: UrlMap) -> None:
        self.route = route
        self.urls = urls
        self._key = subject_key(route.subject)
        self._is_at_any_depth = route.subject is BuiltinPage.NOT_FOUND

    def to(self, subject: Target, language: Language | None = None) -> str:
        """Return the URL of a page, or of a term in the glossary, in the page's language where none is given."""
        if isinstance(subject, GlossaryTerm):
            return f"{self.to(BuiltinPage.GLOSSARY, language)}#{subject.id}"
        return self.to_path(self.urls.url_for(subject, language or self.route.language))

    def to_path(self, path: str) -> str:
        """Return the URL of a path; from the root on the page that a host serves at any depth."""
        if self._is_at_any_depth:
            return (urlsplit(self.urls.roadmap.site.base_url).path or "/") + path
        return relative_url(self.route.path, path)

    def to_itself(self, language: Language) -> str:
        """Return the URL of the page in another language."""
        return self.to_path(self.urls.url_for(self.route.subject, language, self.route.page))

    def to_page(self, subject: Subject) -> Link:
        """Return the title of a page as a link, without a URL where the subject has no page."""
        label = label_of(subject, self.urls.roadmap)[self.route.language]
        return Link(label, self.find(subject), subject_key(subject) == self._key)

    def find(self, subject: Subject) -> str:
        """Return the URL of a page, empty where the subject has none."""
        path = self.urls.find(subject, self.route.language)
        return "" if path is None else self.to_path(path)

    def in_print_edition(self, measure: Measure) -> str:
        """Return the URL of a measure within the print edition, for a page of that."""
        page, anchor = self.urls.page_of(measure), f"#measure_{measure.anchor}"
        if self.route.page in (page, ALL):
            return anchor
        return self.to_path(self.urls.url_for(BuiltinPage.PRINT_EDITION, self.route.language, page)) + anchor

    def pagination(self) -> list[Link]:
        """Return the links to all pages of a long list; none where it has one page or is shown undivided."""
        subject, language, _path, current = self.route
        page_count = self.urls.page_count(subject)
        if page_count == 1 or current == ALL:
            return []
        return [
            Link(str(page), self.to_path(self.urls.url_for(subject, language, page)), page == current)
            for page in range(1, page_count + 1)
        ]

    def body(self, body: Localized[RenderedMarkdown], level: int = 1) -> Markup:
        """Return a body as HTML with its links, below a heading of a level."""
        html = "".join(
            self._reference(piece) if isinstance(piece, InternalLink) else piece
            for piece in body[self.route.language].pieces
        )

        def below(tag: re.Match[str]) -> str:
            # An editor's headings begin at 2, and 6 is the last.
            return f"{tag[1]}{min(6, int(tag[2]) + level - 1)}"

        # It was made safe when it was read.
        return Markup(_HEADING.sub(below, html))

    def body_without_anchors(self, body: Localized[RenderedMarkdown], level: int) -> Markup:
        """Return a body among others, whose headings would share their anchors."""
        return Markup(_ANCHOR.sub(r"\1", str(self.body(body, level))))

    def _reference(self, reference: InternalLink) -> str:
        anchor = f"#{reference.anchor}" if reference.anchor else ""
        target = self.urls.document_at(reference.path)
        if target is None:
            raise LookupError(f"nothing is written at {reference.path}")
        if self.route.subject is BuiltinPage.PRINT_EDITION and isinstance(target, Measure):
            return self.in_print_edition(target)
        return anchor if anchor and subject_key(target) == self._key else self.to(target) + anchor


def label_of(subject: Target, roadmap: Roadmap) -> LocalizedText:
    """Return what links to a page call it."""
    match subject:
        case BuiltinPage():
            return roadmap.texts[label_key(subject)]
        case Classification():
            return subject.plural
        case GlossaryTerm():
            return subject.term
        case Value():
            return subject.name
        case _:
            return subject.title


def label_key(page: BuiltinPage) -> str:
    """Return the interface word that a page is called by."""
    return "booklet" if page is BuiltinPage.PRINT_EDITION else page.value


def hreflang(route: Route, urls: UrlMap) -> Iterator[tuple[str, str]]:
    """Yield each language of the site, and “x-default”, with the URL of the page in it.

    A URL is absolute where the site's address is known.
    """
    site, links = urls.roadmap.site, PageLinks(route, urls)
    languages = {language.code: language for language in site.languages}
    for code, language in {**languages, "x-default": site.default_language}.items():
        path = urls.url_for(route.subject, language, route.page)
        yield code, site.base_url + path if site.base_url else links.to_path(path)


def breadcrumbs(subject: Subject, roadmap: Roadmap) -> tuple[Subject, ...]:
    """Return the pages above a page, from the home page on."""
    home, standing = BuiltinPage.HOME, BuiltinPage.STANDING
    match subject:
        case BuiltinPage.HOME | BuiltinPage.NOT_FOUND:
            return ()
        case BuiltinPage.CHANGES | BuiltinPage.FOLLOW | BuiltinPage.INDICATORS | Edition():
            return (home, standing)
        case Indicator():
            return (home, standing, BuiltinPage.INDICATORS)
        case Measure() | Withdrawal():
            return (home, BuiltinPage.MEASURES)
        case Status():
            return (home, standing, roadmap.classification_of(subject))
        case Value():
            return (home, roadmap.classification_of(subject))
        case _:
            return (home,)


def menu(urls: UrlMap) -> list[Subject]:
    """Return the main menu: all measures, the main taxonomies, the tracking, the pages that ask to be in it, search.

    Where measures are not tracked, the figures and the glossary take the place of the tracking.
    """
    roadmap = urls.roadmap
    builtin = _TRACKING_MENU if roadmap.follow_up else _REFERENCE_MENU
    return [
        BuiltinPage.MEASURES,
        *roadmap.menu_taxonomies,
        *(page for page in builtin if page in urls),
        *(page for page in roadmap.pages if page.menu == "main"),
        BuiltinPage.SEARCH,
    ]


def footer_menu(urls: UrlMap) -> list[Subject]:
    """Return the links of the footer: what the main menu has no room for, print, open data, and the pages that ask."""
    roadmap = urls.roadmap
    reference = [page for page in _REFERENCE_MENU if page in urls and roadmap.follow_up]
    pages = [page for page in roadmap.pages if page.menu == "footer"]
    follow = [BuiltinPage.FOLLOW] if BuiltinPage.FOLLOW in urls else []
    return [*reference, *follow, *PAPERS, BuiltinPage.DATA, *pages]
