"""Spells the addresses of the site, and the way from one page to another.

An address is a path from the root of the site, without a slash in front: "", "sv/atgarder/".
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.diagnostics import Location
from generator.model import (
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
)


class BuiltinPage(enum.Enum):
    """The pages that a site has of itself.

    There is a glossary where there are terms, and the standing and the changes where the roadmap is followed up.
    """

    HOME = "home"
    MEASURES = "measures"
    STANDING = "standing"
    CHANGES = "changes"
    INDICATORS = "indicators"
    FIGURES = "figures"
    GLOSSARY = "glossary"
    SEARCH = "search"
    BOOKLET = "booklet"
    DATA = "data"
    NOT_FOUND = "not_found"


Subject = BuiltinPage | Classification | Value | Measure | Indicator | Page

# How many measures a page lists: with 150 words to each, its list or booklet stays under 60 kB compressed.
MEASURES_PER_PAGE = 80
# The part that has all of what is otherwise divided.
ALL = 0

ASSETS = "assets/"
DATA = "data/"
SITEMAP = "sitemap.xml"
# The picture of the site on the home screen of a phone.
TOUCH_ICON = "apple-touch-icon.png"


class Route(NamedTuple):
    """One page: what it is about, its language, and its address. The parts of a long list count from 1."""

    subject: Subject
    language: Language
    path: str
    part: int = 1


class UrlMap:
    """The address of every page of a roadmap, in every language."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self._paths = {
            (subject, language): self._root(language) + self._tail(subject, parent, language)
            for subject, parent in self._subjects()
            for language in roadmap.site.languages
        }
        self._by_file: dict[str, Document] = {one.path: one for one in roadmap.documents}

    def __contains__(self, subject: Subject) -> bool:
        return (subject, self.roadmap.site.default_language) in self._paths

    def __iter__(self) -> Iterator[Route]:
        for subject, language in self._paths:
            for part in range(1, self.parts(subject) + 1):
                yield Route(subject, language, self.url_for(subject, language, part), part)

    def url_for(self, subject: Subject, language: Language, part: int = 1) -> str:
        first = self._paths[subject, language]
        return f"{first}{self.roadmap.texts['part_slug'][language]}/{part}/" if part > 1 else first

    def parts(self, subject: Subject) -> int:
        """On how many pages a subject has its measures; 1 where it lists none."""
        return max(1, -(-len(self._listed(subject)) // MEASURES_PER_PAGE))

    def listed(self, subject: Subject, part: int) -> Sequence[Measure]:
        """The measures that a part of a subject lists."""
        measures = self._listed(subject)
        return measures if part == ALL else measures[(part - 1) * MEASURES_PER_PAGE : part * MEASURES_PER_PAGE]

    def part_with(self, measure: Measure) -> int:
        """The part of all measures that one stands on."""
        return self.roadmap.position_of(measure) // MEASURES_PER_PAGE + 1

    def _listed(self, subject: Subject) -> Sequence[Measure]:
        match subject:
            case BuiltinPage.MEASURES | BuiltinPage.BOOKLET:
                return self.roadmap.measures
            case Edition():
                carried = (self.written_in(file) for file in subject.carries)
                new = self.roadmap.measures_in(subject)
                return (*new, *(one for one in carried if isinstance(one, Measure)))
            case Value():
                return self.roadmap.measures_in(subject)
            case _:
                return ()

    def booklet_file(self, language: Language) -> str:
        """The file of the whole roadmap as a PDF: in the folder of its page, and named as that."""
        return f"{self.url_for(BuiltinPage.BOOKLET, language)}{self.roadmap.texts['booklet_slug'][language]}.pdf"

    def embed(self, subject: BuiltinPage | Measure, language: Language) -> str:
        """The card that other sites show of a measure, and else of the whole roadmap. It is no page of its own."""
        folder = f"{self._root(language)}{self.roadmap.texts['embeds_slug'][language]}/"
        return f"{folder}{subject.slug[language]}/" if isinstance(subject, Measure) else folder

    def embed_folders(self) -> tuple[str, ...]:
        """The folders of the cards, one in each language."""
        return tuple(self.embed(BuiltinPage.HOME, one) for one in self.roadmap.site.languages)

    def redirects(self) -> tuple[Redirect, ...]:
        """The addresses that were before, in the order of what they belong to."""
        subjects: tuple[Measure | Page, ...] = (*self.roadmap.measures, *self.roadmap.pages)
        languages = self.roadmap.site.languages
        cards = [
            Redirect(
                self.embed(BuiltinPage.HOME, language) + f"{alias}/",
                self.embed(one, language),
                place_of_aliases(one, language),
            )
            for one in self.roadmap.measures
            for language in languages
            for alias in one.aliases[language]
        ]
        moved = [
            Redirect(
                self._folder(one, language) + f"{alias}/", self.url_for(one, language), place_of_aliases(one, language)
            )
            for one in subjects
            for language in languages
            for alias in one.aliases[language]
        ]
        return (*moved, *cards, *self.roadmap.site.redirects)

    def language_of(self, path: str) -> Language:
        """The language that the page at an address is in."""
        others = self.roadmap.site.languages[1:]
        return next((one for one in others if path.startswith(self._root(one))), self.roadmap.site.default_language)

    def feed_file(self, language: Language) -> str:
        """The file of the feed of changes: in the folder of their page."""
        return f"{self.url_for(BuiltinPage.CHANGES, language)}atom.xml"

    def manifest_file(self, language: Language) -> str:
        """The file that tells a browser what the site is called and how it looks."""
        return f"{self.url_for(BuiltinPage.HOME, language)}site.webmanifest"

    def card_file(self, language: Language) -> str:
        """The picture that stands for the site where someone passes a link on."""
        return f"{self.url_for(BuiltinPage.HOME, language)}card.png"

    def written_in(self, path: str) -> Document | None:
        """What is written in a content file, None where there is no such file."""
        return self._by_file.get(path)

    def files(self) -> tuple[str, ...]:
        """The content files that have a page."""
        return tuple(self._by_file)

    def _subjects(self) -> Iterator[tuple[Subject, LocalizedText | None]]:
        """Every subject that has a page, with the folder that its page lies in."""
        texts = self.roadmap.texts
        yield BuiltinPage.HOME, None
        yield BuiltinPage.MEASURES, texts["measures_slug"]
        if self.roadmap.follow_up is not None:
            yield BuiltinPage.STANDING, texts["standing_slug"]
            yield BuiltinPage.CHANGES, texts["changes_slug"]
        if self.roadmap.indicators:
            yield BuiltinPage.INDICATORS, texts["indicators_slug"]
            for indicator in self.roadmap.indicators:
                yield indicator, texts["indicators_slug"]
        yield BuiltinPage.FIGURES, texts["figures_slug"]
        if self.roadmap.terms:
            yield BuiltinPage.GLOSSARY, texts["glossary_slug"]
        yield BuiltinPage.SEARCH, texts["search_slug"]
        yield BuiltinPage.BOOKLET, texts["booklet_slug"]
        yield BuiltinPage.DATA, texts["data_slug"]
        for classification in self.roadmap.paged_taxonomies:
            yield classification, classification.folder
            for value in classification.values:
                yield value, classification.folder
        for measure in self.roadmap.measures:
            yield measure, texts["measures_slug"]
        for page in self.roadmap.pages:
            yield page, None
        yield BuiltinPage.NOT_FOUND, None

    def _folder(self, subject: Measure | Page, language: Language) -> str:
        """The address that a page lies below."""
        return self.url_for(subject, language).removesuffix(f"{subject.slug[language]}/")

    def _root(self, language: Language) -> str:
        return "" if language == self.roadmap.site.default_language else f"{language.code}/"

    @staticmethod
    def _tail(subject: Subject, folder: LocalizedText | None, language: Language) -> str:
        if subject is BuiltinPage.NOT_FOUND:
            return "404.html"
        slug = None if isinstance(subject, BuiltinPage | Classification) else subject.slug
        return "".join(f"{name[language]}/" for name in (folder, slug) if name is not None)


def output_path(address: str) -> str:
    """The file that a host serves at an address."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def relative_url(start: str, goal: str) -> str:
    """The relative link from the page at one address to another address."""
    # Not posixpath.relpath: a site has some hundred links a page, and addresses have no dots to resolve.
    steps, folders = start.split("/")[:-1], goal.split("/")[:-1]
    shared = 0
    for step, folder in zip(steps, folders, strict=False):
        if step != folder:
            break
        shared += 1
    up, down = "../" * (len(steps) - shared), goal[sum(map(len, folders[:shared])) + shared :]
    return f"{up}{down}" or "./"


def place_of_aliases(subject: Measure | Page, language: Language) -> Location:
    return subject.locations.of(f"aliases_{language.code}")


def slug_place(subject: Subject, language: Language) -> Location | None:
    """Where the slug of a page was written; None for a page that every site has."""
    if isinstance(subject, BuiltinPage):
        return None
    if isinstance(subject, Edition):
        return subject.locations.of("year")
    field = "folder" if isinstance(subject, Classification) else "slug"
    return subject.locations.of(f"{field}_{language.code}")
