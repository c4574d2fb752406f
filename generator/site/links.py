"""The links of a page: to other pages, to itself in other languages, and those within rendered Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.model import (
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
    Value,
)
from generator.urls import ALL, BuiltinPage, Route, Subject, UrlMap, relative_url, subject_key

_HEADING = re.compile(r"(</?h)([2-6])")
_ANCHOR = re.compile(r"(<h[2-6]) [^>]*")


class Link(NamedTuple):
    """A link and its text. `is_current` where it leads to the page that it is on."""

    label: str
    href: str
    is_current: bool = False


class Hreflang(NamedTuple):
    """A language, or “x-default”, and the URL of a page in it."""

    code: str
    href: str


class Crumb(NamedTuple):
    """A page above another, and what it is called."""

    label: LocalizedText
    subject: Subject


class PageLinks:
    """What the page at a route links to, each as a URL relative to it."""

    def __init__(self, route: Route, urls: UrlMap) -> None:
        self.route = route
        self.urls = urls

    def to(self, subject: Subject | GlossaryTerm, language: Language | None = None) -> str:
        """Return the URL of a page, or of a term in the glossary, in the page's language where none is given."""
        if isinstance(subject, GlossaryTerm):
            return f"{self.to(BuiltinPage.GLOSSARY, language)}#{subject.id}"
        return self.to_path(self.urls.url_for(subject, language or self.route.language))

    def to_path(self, path: str) -> str:
        """Return the URL of a path; from the root on the page that a host serves at any depth."""
        if self.route.subject is BuiltinPage.NOT_FOUND:
            return (urlsplit(self.urls.roadmap.site.base_url).path or "/") + path
        return relative_url(self.route.path, path)

    def to_itself(self, language: Language) -> str:
        """Return the URL of the page in another language."""
        return self.to_path(self.urls.url_for(self.route.subject, language, self.route.page))

    def to_all(self, crumbs: Iterable[Crumb]) -> list[Link]:
        """Return the links to some pages, by which the page itself is known too."""
        own = subject_key(self.route.subject)
        return [
            Link(crumb.label[self.route.language], self.to(crumb.subject), subject_key(crumb.subject) == own)
            for crumb in crumbs
        ]

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
        target = self.urls.documents[reference.path]
        if self.route.subject is BuiltinPage.PRINT_EDITION and isinstance(target, Measure):
            return self.in_print_edition(target)
        return anchor if anchor and subject_key(target) == subject_key(self.route.subject) else self.to(target) + anchor


def hreflang(route: Route, urls: UrlMap) -> Iterator[Hreflang]:
    """Yield the page in every language, absolute where the site's address is known."""
    site = urls.roadmap.site
    languages = {language.code: language for language in site.languages}
    for code, language in {**languages, "x-default": site.default_language}.items():
        path = urls.url_for(route.subject, language, route.page)
        yield Hreflang(code, site.base_url + path if site.base_url else PageLinks(route, urls).to_path(path))


def breadcrumbs(subject: Subject, roadmap: Roadmap) -> tuple[Crumb, ...]:
    """Return the pages above a page, from the home page on."""
    texts = roadmap.texts
    home = Crumb(texts["home"], BuiltinPage.HOME)
    standing = Crumb(texts["standing"], BuiltinPage.STANDING)
    match subject:
        case BuiltinPage.HOME | BuiltinPage.NOT_FOUND:
            return ()
        case BuiltinPage.CHANGES | BuiltinPage.INDICATORS | Edition():
            return (home, standing)
        case Indicator():
            return (home, standing, Crumb(texts["indicators"], BuiltinPage.INDICATORS))
        case Measure():
            return (home, Crumb(texts["measures"], BuiltinPage.MEASURES))
        case Value():
            classification = roadmap.classification_of(subject)
            return (home, Crumb(classification.plural, classification))
        case _:
            return (home,)


def menu(urls: UrlMap) -> list[Crumb]:
    """Return the main menu: all measures, the main taxonomies, the tracking, and the pages that ask to be in it."""
    roadmap, texts = urls.roadmap, urls.roadmap.texts
    builtin = (BuiltinPage.STANDING, BuiltinPage.CHANGES, BuiltinPage.FIGURES, BuiltinPage.GLOSSARY)
    return [
        Crumb(texts["measures"], BuiltinPage.MEASURES),
        *(Crumb(taxonomy.plural, taxonomy) for taxonomy in roadmap.menu_taxonomies),
        *(Crumb(texts[page.value], page) for page in builtin if page in urls),
        *(Crumb(page.title, page) for page in roadmap.pages if page.menu == "main"),
    ]
