"""What a roadmap is made of: measures, pages, its follow-up and its site."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.diagnostics import Location
from generator.model.languages import FieldLocations, Language, Localized, LocalizedText, RenderedMarkdown
from generator.model.taxonomy import Classification, Edition, GlossaryTerm, Value
from generator.model.tracking import Indicator, Tracking


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """What the source says of a field, letter for letter, where the site shows it corrected."""

    field: LocalizedText
    language: Language
    original: str
    shown: str


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """A measure of the roadmap. `values` has one value for each classification, in their order.

    `keywords` are everyday words that a reader may look for it by. `accepted` records for each language which
    texts were approved, as `translating` reads it; empty where none were. `aliases` are slugs that it had before.
    `course` is None in a roadmap that is not followed up.
    """

    path: str
    number: int
    title: LocalizedText
    slug: LocalizedText
    problem: LocalizedText
    values: tuple[Value, ...]
    keywords: Localized[tuple[str, ...]]
    body: Localized[RenderedMarkdown]
    corrections: tuple[Correction, ...]
    draft: bool
    aliases: Localized[tuple[str, ...]]
    approval: LocalizedText
    locations: FieldLocations
    tracking: Tracking | None = None

    @property
    def lead(self) -> LocalizedText:
        """What it is about, in a sentence."""
        return self.problem

    @property
    def display_number(self) -> str:
        """What it is called among all measures: its number, with the year where every year counts from 1."""
        return f"{self.number}/{self.tracking.edition.year}" if self.tracking else str(self.number)

    @property
    def anchor(self) -> str:
        """The same as a part of the id of an element."""
        return self.display_number.replace("/", "_")


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page of prose. `menu` is where it is linked from: “main” or “footer”. The rest is as in a measure."""

    path: str
    title: LocalizedText
    slug: LocalizedText
    description: LocalizedText
    menu: str
    appendix: str
    body: Localized[RenderedMarkdown]
    aliases: Localized[tuple[str, ...]]
    approval: LocalizedText
    locations: FieldLocations

    @property
    def lead(self) -> LocalizedText:
        """What it is about, in a sentence."""
        return self.description


# What is written in a file of its own, approved as one, and linked to by the name of the file.
Document = Measure | Page | Edition | Indicator


@dataclass(frozen=True, slots=True)
class Filter:
    """What a measure has to be: one of some values of a classification."""

    values: tuple[Value, ...]

    def holds(self, measure: Measure) -> bool:
        return any(value in measure.values for value in self.values)


@dataclass(frozen=True, slots=True, eq=False)
class KeyFigure:
    """A figure that the publisher gives of the roadmap: how many measures meet all of some conditions."""

    count: int
    filters: tuple[Filter, ...]
    text: LocalizedText
    location: Location


@dataclass(frozen=True, slots=True, eq=False)
class FollowUp:
    """How the roadmap is followed up.

    `by_law` are the conditions of a measure that the law demands, empty where nothing says which these are.
    A measure is to be asked after when it is due within `due_within` days, or when nothing was told of it for
    `stale_after` days.
    """

    statuses: Classification
    next_review: datetime.date | None
    by_law: tuple[Filter, ...]
    key_figures: tuple[KeyFigure, ...]
    due_within: int
    stale_after: int


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that is no more, and the one that it leads to; both from the root, without a slash in front."""

    old: str
    new: str
    location: Location


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """What holds for the whole site. `base_url` ends in a slash; it is empty while it is not known.

    `editor_language` is the code of the language that the editors are spoken to in, empty where it was not chosen.
    `hosts` are the names of those that the site is made ready for, `headers` what they send besides or otherwise, and
    `redirects` addresses that the site had before. What is not set is empty: the `licence` of the content, such as
    “CC BY 4.0”, with the address of its text, and where a hole in the security is told of.
    """

    name: LocalizedText
    description: LocalizedText
    source: LocalizedText
    publisher: LocalizedText
    publisher_url: LocalizedText
    feedback_url: LocalizedText
    base_url: str
    updated: datetime.date
    editor_language: str
    languages: tuple[Language, ...]
    hosts: tuple[str, ...]
    headers: Mapping[str, str]
    redirects: tuple[Redirect, ...]
    licence: str
    licence_url: str
    security_contact: str

    @property
    def default_language(self) -> Language:
        return self.languages[0]


# Without slots, which would have no room for what is found out once.
@dataclass(frozen=True, eq=False)
class Roadmap:
    """The whole roadmap: measures by edition and number, pages and indicators in the order of their file names.

    `follow_up` is None where nobody follows it up. `left_out` has the paths of drafts that are no part of it.
    """

    site: Site
    texts: Mapping[str, LocalizedText]
    classifications: tuple[Classification, ...]
    terms: tuple[GlossaryTerm, ...]
    measures: tuple[Measure, ...]
    pages: tuple[Page, ...]
    indicators: tuple[Indicator, ...] = ()
    follow_up: FollowUp | None = None
    unpublished_paths: frozenset[str] = frozenset()

    @property
    def paged_taxonomies(self) -> tuple[Classification, ...]:
        """The classifications whose values have pages."""
        return tuple(one for one in self.classifications if one.folder is not None)

    @property
    def menu_taxonomies(self) -> tuple[Classification, ...]:
        """The classifications of the menu: the main ways into the roadmap."""
        return tuple(one for one in self.classifications if one.in_menu)

    @property
    def scales(self) -> tuple[Classification, ...]:
        """The classifications that are magnitudes."""
        return tuple(one for one in self.classifications if one.is_scale)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions by their years, none where the roadmap is not followed up."""
        return tuple(value for one in self.classifications for value in one.values if isinstance(value, Edition))

    @property
    def documents(self) -> tuple[Document, ...]:
        """Everything that is written in a file of its own."""
        return (*self.measures, *self.editions, *self.indicators, *self.pages)

    def classification_of(self, value: Value) -> Classification:
        return next(one for one in self.classifications if value in one.values)

    def measures_in(self, value: Value) -> tuple[Measure, ...]:
        return self._by_value.get(value, ())

    def position_of(self, measure: Measure) -> int:
        """Where a measure stands among all, the first at 0."""
        return self._places[measure]

    @cached_property
    def _by_value(self) -> Mapping[Value, tuple[Measure, ...]]:
        found: dict[Value, list[Measure]] = defaultdict(list)
        for measure in self.measures:
            for value in measure.values:
                found[value].append(measure)
        return {value: tuple(measures) for value, measures in found.items()}

    @cached_property
    def _places(self) -> Mapping[Measure, int]:
        return {measure: place for place, measure in enumerate(self.measures)}

    def published(self) -> Roadmap:
        """The roadmap without its drafts, and without the editions that are drafts."""
        drafts: list[Document] = [
            one for one in self.measures if one.draft or (one.tracking and one.tracking.edition.draft)
        ]
        editions = [one for one in self.editions if one.draft]
        return replace(
            self,
            classifications=tuple(one.without(editions) for one in self.classifications),
            measures=tuple(one for one in self.measures if one not in drafts),
            unpublished_paths=frozenset(one.path for one in (*drafts, *editions)),
        )
