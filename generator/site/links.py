"""The links of a page: to other pages, to itself in other languages, and those within prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
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
from generator.site.environment import html_of
from generator.site.glossary import GlossaryAnnotator
from generator.urls import ALL, BuiltinPage, Route, Subject, UrlMap, relative_url

HEADING = re.compile(r"(</?h)([2-6])")
ANCHOR = re.compile(r"(<h[2-6]) [^>]*")


class Alternate(NamedTuple):
    """The same page in another language."""

    language: Language
    href: str


class Hreflang(NamedTuple):
    """A language, or “x-default”, and the address for it."""

    code: str
    href: str


class MenuItem(NamedTuple):
    """An entry of the main menu."""

    label: str
    subject: Subject
    current: bool


class PartLink(NamedTuple):
    """A part of a list: its number, the way to it, and whether it is this page."""

    number: int
    href: str
    current: bool


class Crumb(NamedTuple):
    """A step on the way to a page: what it is called, and its page."""

    label: LocalizedText
    subject: Subject


def breadcrumbs(subject: Subject, roadmap: Roadmap) -> tuple[Crumb, ...]:
    """The way to a page from the home page, without the page itself."""
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
            parent = roadmap.classification_of(subject)
            return (home, Crumb(parent.plural, parent))
        case _:
            return (home,)


def menu(address: Route, urls: UrlMap) -> list[MenuItem]:
    """The main menu: all measures, the main ways into the roadmap, and the pages that ask to be in it."""
    roadmap, texts = urls.roadmap, urls.roadmap.texts
    entries: list[tuple[LocalizedText, Subject]] = [
        (texts["measures"], BuiltinPage.MEASURES),
        *((one.plural, one) for one in roadmap.menu_taxonomies),
        *((texts[one.value], one) for one in (BuiltinPage.STANDING, BuiltinPage.CHANGES) if one in urls),
        (texts["figures"], BuiltinPage.FIGURES),
        *([(texts["glossary"], BuiltinPage.GLOSSARY)] if BuiltinPage.GLOSSARY in urls else []),
        *((page.title, page) for page in roadmap.pages if page.menu == "main"),
    ]
    return [MenuItem(label[address.language], subject, subject == address.subject) for label, subject in entries]


def hreflang(address: Route, urls: UrlMap) -> Iterator[Hreflang]:
    """The page in every language, absolute where the site's address is known."""
    site = urls.roadmap.site
    for code, language in [(one.code, one) for one in site.languages] + [("x-default", site.default_language)]:
        goal = urls.url_for(address.subject, language, address.page)
        yield Hreflang(code, site.base_url + goal if site.base_url else way_from(address, urls.roadmap, goal))


def link_from(address: Route, urls: UrlMap, subject: Subject | GlossaryTerm, language: Language | None = None) -> str:
    """The link from a page to another, or to a term of the glossary, in the page's language or the one named."""
    if isinstance(subject, GlossaryTerm):
        return f"{link_from(address, urls, BuiltinPage.GLOSSARY, language)}#{subject.id}"
    return way_from(address, urls.roadmap, urls.url_for(subject, language or address.language))


def version_from(address: Route, urls: UrlMap, language: Language) -> str:
    """The link from a page to the same in another language."""
    return way_from(address, urls.roadmap, urls.url_for(address.subject, language, address.page))


def part_links(address: Route, urls: UrlMap) -> list[PartLink]:
    """The links to all parts of a list, none where it has one alone or is shown undivided."""
    parts = urls.page_count(address.subject)
    if parts == 1 or address.page == ALL:
        return []
    ways = (
        relative_url(address.path, urls.url_for(address.subject, address.language, part))
        for part in range(1, parts + 1)
    )
    return [PartLink(part, href, part == address.page) for part, href in enumerate(ways, start=1)]


def booklet_link(address: Route, urls: UrlMap, measure: Measure) -> str:
    """The link from a part of the whole roadmap to a measure within it."""
    part, anchor = urls.page_of(measure), f"#measure_{measure.anchor}"
    if address.page in (part, ALL):
        return anchor
    return relative_url(address.path, urls.url_for(BuiltinPage.PRINT_EDITION, address.language, part)) + anchor


def way_from(address: Route, roadmap: Roadmap, goal: str) -> str:
    """The relative link to an address; from the root on the page that a host shows at any depth."""
    if address.subject is BuiltinPage.NOT_FOUND:
        return (urlsplit(roadmap.site.base_url).path or "/") + goal
    return relative_url(address.path, goal)


def prose_for(
    address: Route, urls: UrlMap, marker: GlossaryAnnotator, body: Localized[RenderedMarkdown], above: int = 1
) -> Markup:
    """A body as HTML in the page's language, with its links and terms, below a heading of the level `above`."""
    return marker.explained_html(HEADING.sub(partial(heading_below, above), linked(address, urls, body)))


def prose_within(address: Route, urls: UrlMap, body: Localized[RenderedMarkdown], above: int) -> Markup:
    """A body among others: as HTML below a heading of the level `above`, without anchors of its own."""
    bare = ANCHOR.sub(r"\1", linked(address, urls, body))
    return Markup(HEADING.sub(partial(heading_below, above), bare))


def heading_below(above: int, tag: re.Match[str]) -> str:
    """A heading's tag with its level: an editor's begin at 2, and 6 is the last."""
    return f"{tag[1]}{min(6, int(tag[2]) + above - 1)}"


def linked(address: Route, urls: UrlMap, body: Localized[RenderedMarkdown]) -> str:
    """A body as HTML in the page's language, with its links."""

    def link(reference: InternalLink) -> str:
        anchor = f"#{reference.anchor}" if reference.anchor else ""
        goal = urls.documents.get(reference.path)
        if goal is None:
            raise LookupError(f"an unchecked reference: {reference.path}")
        if address.subject is BuiltinPage.PRINT_EDITION and isinstance(goal, Measure):
            return booklet_link(address, urls, goal)
        return anchor if anchor and goal == address.subject else link_from(address, urls, goal) + anchor

    return html_of(body[address.language], link)
