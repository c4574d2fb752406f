"""Which pages there are, and what each template is given."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.addresses import Address, Addresses, Fixed, Subject, file_of, way
from generator.model import (
    Classification,
    Correction,
    Language,
    Measure,
    Page,
    Prose,
    Reference,
    Roadmap,
    Text,
    Translated,
    Value,
)
from generator.rendering import formats
from generator.rendering.assets import Assets, read_assets
from generator.rendering.templates import Templates, html_of


class Grouped(NamedTuple):
    """A value and measures that have it."""

    value: Value
    measures: tuple[Measure, ...]


class Fact(NamedTuple):
    """What a measure is in one classification."""

    classification: Classification
    value: Value


class Corrected(NamedTuple):
    """One correction, with the measure that it belongs to."""

    measure: Measure
    correction: Correction


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


def render_site(roadmap: Roadmap, templates: Path, static: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the site, one by one, each with its path from the root."""
    assets = read_assets(static)
    yield from ((asset.path, asset.content) for asset in assets)
    addresses = Addresses(roadmap)
    by_language = {one: Templates(templates, one) for one in roadmap.site.languages}
    for address in addresses:
        content = {**frame(address, addresses, assets), **own_context(address.subject, roadmap)}
        yield file_of(address.path), by_language[address.language].render(kind_of(address.subject), content)


def kind_of(subject: Subject) -> str:
    """The name of the template of a page."""
    return subject.value if isinstance(subject, Fixed) else type(subject).__name__.lower()


def frame(address: Address, addresses: Addresses, assets: Assets) -> dict[str, object]:
    """What every page is given."""
    roadmap, language = addresses.roadmap, address.language
    link = partial(link_from, address, addresses)
    return {
        "site": roadmap.site,
        "text": roadmap.texts,
        "roadmap": roadmap,
        "subject": address.subject,
        "home": Fixed.HOME,
        "all_measures": Fixed.MEASURES,
        "url": link,
        "prose": partial(prose_for, address, addresses),
        "measures_in": roadmap.measures_in,
        "menu": menu(address, roadmap),
        "footer_pages": [page for page in roadmap.pages if page.menu == "footer"],
        "alternates": [Alternate(one, link(address.subject, one)) for one in roadmap.site.languages if one != language],
        "canonical": roadmap.site.base_url and roadmap.site.base_url + address.path,
        "hreflang": list(hreflang(address, addresses)),
        "stylesheet": way_from(address, roadmap, assets.stylesheet.path),
        "icon": way_from(address, roadmap, assets.icon.path),
        "updated": formats.date(roadmap.site.updated, language),
    }


def own_context(subject: Subject, roadmap: Roadmap) -> dict[str, object]:
    """What a page of this kind is given besides."""
    match subject:
        case Fixed.MEASURES:
            return {"groups": groups(roadmap)}
        case Classification():
            return {"classification": subject}
        case Value():
            parent = next(one for one in roadmap.classifications if subject in one.values)
            others = [value for value in parent.values if value is not subject]
            measures = roadmap.measures_in(subject)
            return {"value": subject, "classification": parent, "measures": measures, "others": others}
        case Measure():
            return measure_context(subject, roadmap)
        case Page():
            return {"page": subject, "corrections": corrections(roadmap)}
        case _:
            return {}


def groups(roadmap: Roadmap) -> list[Grouped]:
    """All measures by the first classification whose values have pages."""
    return [Grouped(value, roadmap.measures_in(value)) for one in roadmap.groupings[:1] for value in one.values]


def measure_context(measure: Measure, roadmap: Roadmap) -> dict[str, object]:
    position = roadmap.measures.index(measure)
    grouping = {value for one in roadmap.groupings for value in one.values}
    neighbours = [
        Grouped(value, tuple(one for one in roadmap.measures_in(value) if one is not measure))
        for value in measure.values
        if value in grouping
    ]
    return {
        "measure": measure,
        "facts": [Fact(*pair) for pair in zip(roadmap.classifications, measure.values, strict=True)],
        "previous": roadmap.measures[position - 1] if position else None,
        "next": roadmap.measures[position + 1] if position + 1 < len(roadmap.measures) else None,
        "neighbours": neighbours,
    }


def corrections(roadmap: Roadmap) -> list[Corrected]:
    return [Corrected(measure, one) for measure in roadmap.measures for one in measure.corrections]


def menu(address: Address, roadmap: Roadmap) -> list[MenuItem]:
    """The main menu: all measures, the groupings, and the pages that ask to be in it."""
    entries: list[tuple[Text, Subject]] = [
        (roadmap.texts["measures"], Fixed.MEASURES),
        *((one.plural, one) for one in roadmap.groupings),
        *((page.title, page) for page in roadmap.pages if page.menu == "main"),
    ]
    return [MenuItem(label[address.language], subject, subject is address.subject) for label, subject in entries]


def hreflang(address: Address, addresses: Addresses) -> Iterator[Hreflang]:
    """The page in every language, absolute where the site's address is known."""
    site = addresses.roadmap.site
    for code, language in [(one.code, one) for one in site.languages] + [("x-default", site.default_language)]:
        goal = addresses.of(address.subject, language)
        yield Hreflang(code, site.base_url + goal if site.base_url else way_from(address, addresses.roadmap, goal))


def link_from(address: Address, addresses: Addresses, subject: Subject, language: Language | None = None) -> str:
    """The link from a page to another, in the page's language or the one named."""
    return way_from(address, addresses.roadmap, addresses.of(subject, language or address.language))


def way_from(address: Address, roadmap: Roadmap, goal: str) -> str:
    """The relative link to an address; from the root on the page that a host shows at any depth."""
    if address.subject is Fixed.NOT_FOUND:
        return (urlsplit(roadmap.site.base_url).path or "/") + goal
    return way(address.path, goal)


def prose_for(address: Address, addresses: Addresses, body: Translated[Prose]) -> Markup:
    """A body as HTML in the page's language, with its links."""

    def link(reference: Reference) -> str:
        anchor = f"#{reference.anchor}" if reference.anchor else ""
        goal = addresses.written_in(reference.path)
        if goal is None:
            raise LookupError(f"an unchecked reference: {reference.path}")
        return anchor if goal is address.subject and anchor else link_from(address, addresses, goal) + anchor

    return html_of(body[address.language], link)
