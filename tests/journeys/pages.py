"""The pages that the tests visit: a roadmap in, out the addresses of one page of each of its kinds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product, starmap
from typing import NamedTuple
from urllib.parse import urlencode

from generator.model import Language, Roadmap
from generator.urls import BuiltinPage, Subject, UrlMap


class Visit(NamedTuple):
    """A page to visit: of which city, of which kind, in which language."""

    city: str
    kind: str
    language: str


# The kinds of pages that look otherwise where a roadmap is not followed up.
WITHOUT_TRACKING = ("home", "measures", "table", "measure", "brief")
KINDS = (
    *WITHOUT_TRACKING,
    *(
        "classification",
        "value",
        "standing",
        "services",
        "changes",
        "follow",
        "edition",
        "indicators",
        "indicator",
        "late measure",
    ),
    *("figures", "glossary", "search", "print edition", "data", "not found"),
    *("pages/about.md", "pages/privacy.md"),
)
VISITED = tuple(
    starmap(
        Visit,
        [
            *product(["satulahti"], KINDS, ["fi", "sv"]),
            *product(["larger"], WITHOUT_TRACKING, ["sv", "en"]),
            *product(["trilingual"], ["home", "measure"], ["en", "fi", "sv"]),
        ],
    )
)


def kinds_of(roadmap: Roadmap) -> dict[str, tuple[str, ...]]:
    """The addresses by kind, in every language in the order of the site."""
    urls, languages = UrlMap(roadmap), roadmap.site.languages
    kinds = {
        kind: tuple(urls.url_for(subject, language) for language in languages)
        for kind, subject in subjects_of(roadmap)
        if subject in urls
    }
    kinds["table"] = tuple(address + table_query(roadmap) for address in kinds["measures"])
    kinds["search"] = tuple(urls.url_for(BuiltinPage.SEARCH, one) + search_query(roadmap, one) for one in languages)
    return kinds


def subjects_of(roadmap: Roadmap) -> Iterator[tuple[str, Subject]]:
    yield "home", BuiltinPage.HOME
    yield "measures", BuiltinPage.MEASURES
    yield "measure", roadmap.measures[0]
    for classification in roadmap.paged_taxonomies[:1]:
        yield "classification", classification
        yield "value", classification.values[0]
    yield from subjects_of_follow_up(roadmap)
    yield "figures", BuiltinPage.FIGURES
    yield "glossary", BuiltinPage.GLOSSARY
    yield "brief", BuiltinPage.BRIEF
    yield "print edition", BuiltinPage.PRINT_EDITION
    yield "data", BuiltinPage.DATA
    for page in roadmap.pages:
        yield page.path, page
    yield "not found", BuiltinPage.NOT_FOUND


def subjects_of_follow_up(roadmap: Roadmap) -> Iterator[tuple[str, Subject]]:
    yield "standing", BuiltinPage.STANDING
    yield "services", BuiltinPage.SERVICES
    yield "changes", BuiltinPage.CHANGES
    yield "follow", BuiltinPage.FOLLOW
    yield "indicators", BuiltinPage.INDICATORS
    for edition in roadmap.editions[-1:]:
        yield "edition", edition
    for indicator in roadmap.indicators[:1]:
        yield "indicator", indicator
    today = roadmap.site.updated
    for measure in [one for one in roadmap.measures if one.tracking and one.tracking.is_late(today)][:1]:
        yield "late measure", measure


def table_query(roadmap: Roadmap) -> str:
    """What narrows the table of measures to the first value of the first classification."""
    classification = roadmap.classifications[0]
    return f"?{urlencode({classification.id: classification.values[0].id, 'view': 'table'})}"


def search_query(roadmap: Roadmap, language: Language) -> str:
    """What looks for the first word of the first measure."""
    return f"?{urlencode({'q': roadmap.measures[0].title[language].split()[0]})}"
