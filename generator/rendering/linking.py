"""The links of a page: to other pages, to itself in other languages, and those within prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.addresses import WHOLE, Address, Addresses, Fixed, Subject, way
from generator.model import (
    Edition,
    Indicator,
    Language,
    Measure,
    Prose,
    Reference,
    Roadmap,
    Term,
    Text,
    Translated,
    Value,
)
from generator.rendering.templates import html_of
from generator.rendering.terms import Marker

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

    label: Text
    subject: Subject


def trail(subject: Subject, roadmap: Roadmap) -> tuple[Crumb, ...]:
    """The way to a page from the home page, without the page itself."""
    texts = roadmap.texts
    home = Crumb(texts["home"], Fixed.HOME)
    standing = Crumb(texts["standing"], Fixed.STANDING)
    match subject:
        case Fixed.HOME | Fixed.NOT_FOUND:
            return ()
        case Fixed.CHANGES | Fixed.INDICATORS | Edition():
            return (home, standing)
        case Indicator():
            return (home, standing, Crumb(texts["indicators"], Fixed.INDICATORS))
        case Measure():
            return (home, Crumb(texts["measures"], Fixed.MEASURES))
        case Value():
            parent = roadmap.classification_of(subject)
            return (home, Crumb(parent.plural, parent))
        case _:
            return (home,)


def menu(address: Address, addresses: Addresses) -> list[MenuItem]:
    """The main menu: all measures, the main ways into the roadmap, and the pages that ask to be in it."""
    roadmap, texts = addresses.roadmap, addresses.roadmap.texts
    entries: list[tuple[Text, Subject]] = [
        (texts["measures"], Fixed.MEASURES),
        *((one.plural, one) for one in roadmap.ways_in),
        *((texts[one.value], one) for one in (Fixed.STANDING, Fixed.CHANGES) if one in addresses),
        (texts["figures"], Fixed.FIGURES),
        *([(texts["glossary"], Fixed.GLOSSARY)] if Fixed.GLOSSARY in addresses else []),
        *((page.title, page) for page in roadmap.pages if page.menu == "main"),
    ]
    return [MenuItem(label[address.language], subject, subject is address.subject) for label, subject in entries]


def hreflang(address: Address, addresses: Addresses) -> Iterator[Hreflang]:
    """The page in every language, absolute where the site's address is known."""
    site = addresses.roadmap.site
    for code, language in [(one.code, one) for one in site.languages] + [("x-default", site.default_language)]:
        goal = addresses.of(address.subject, language, address.part)
        yield Hreflang(code, site.base_url + goal if site.base_url else way_from(address, addresses.roadmap, goal))


def link_from(address: Address, addresses: Addresses, subject: Subject | Term, language: Language | None = None) -> str:
    """The link from a page to another, or to a term of the glossary, in the page's language or the one named."""
    if isinstance(subject, Term):
        return f"{link_from(address, addresses, Fixed.GLOSSARY, language)}#{subject.id}"
    return way_from(address, addresses.roadmap, addresses.of(subject, language or address.language))


def version_from(address: Address, addresses: Addresses, language: Language) -> str:
    """The link from a page to the same in another language."""
    return way_from(address, addresses.roadmap, addresses.of(address.subject, language, address.part))


def part_links(address: Address, addresses: Addresses) -> list[PartLink]:
    """The links to all parts of a list, none where it has one alone or is shown undivided."""
    parts = addresses.parts(address.subject)
    if parts == 1 or address.part == WHOLE:
        return []
    ways = (way(address.path, addresses.of(address.subject, address.language, part)) for part in range(1, parts + 1))
    return [PartLink(part, href, part == address.part) for part, href in enumerate(ways, start=1)]


def booklet_link(address: Address, addresses: Addresses, measure: Measure) -> str:
    """The link from a part of the whole roadmap to a measure within it."""
    part, anchor = addresses.part_with(measure), f"#measure_{measure.anchor}"
    if address.part in (part, WHOLE):
        return anchor
    return way(address.path, addresses.of(Fixed.BOOKLET, address.language, part)) + anchor


def way_from(address: Address, roadmap: Roadmap, goal: str) -> str:
    """The relative link to an address; from the root on the page that a host shows at any depth."""
    if address.subject is Fixed.NOT_FOUND:
        return (urlsplit(roadmap.site.base_url).path or "/") + goal
    return way(address.path, goal)


def prose_for(
    address: Address, addresses: Addresses, marker: Marker, body: Translated[Prose], above: int = 1
) -> Markup:
    """A body as HTML in the page's language, with its links and terms, below a heading of the level `above`."""
    return marker.explained_html(HEADING.sub(partial(heading_below, above), linked(address, addresses, body)))


def prose_within(address: Address, addresses: Addresses, body: Translated[Prose], above: int) -> Markup:
    """A body among others: as HTML below a heading of the level `above`, without anchors of its own."""
    bare = ANCHOR.sub(r"\1", linked(address, addresses, body))
    return Markup(HEADING.sub(partial(heading_below, above), bare))


def heading_below(above: int, tag: re.Match[str]) -> str:
    """A heading's tag with its level: an editor's begin at 2, and 6 is the last."""
    return f"{tag[1]}{min(6, int(tag[2]) + above - 1)}"


def linked(address: Address, addresses: Addresses, body: Translated[Prose]) -> str:
    """A body as HTML in the page's language, with its links."""

    def link(reference: Reference) -> str:
        anchor = f"#{reference.anchor}" if reference.anchor else ""
        goal = addresses.written_in(reference.path)
        if goal is None:
            raise LookupError(f"an unchecked reference: {reference.path}")
        if address.subject is Fixed.BOOKLET and isinstance(goal, Measure):
            return booklet_link(address, addresses, goal)
        return anchor if goal is address.subject and anchor else link_from(address, addresses, goal) + anchor

    return html_of(body[address.language], link)
