"""The small values that several pages show, each with its texts and URLs ready for the page at one route."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from generator.model import Classification, Edition, Indicator, Language, LocalizedText, Measure, Value
from generator.site.formatting import InterfaceWords
from generator.site.links import Link, PageLinks
from generator.tracking.statistics import distribution
from generator.urls import MEASURES_PER_PAGE, BuiltinPage, Route, UrlMap


class ValueName(NamedTuple):
    """The name of a value with its letter, its bars or its drawing. `href` is empty where the name is no link."""

    label: str
    href: str
    code: str
    accent: str
    shape: str
    size: int


class ValueCard(NamedTuple):
    """A value, what it means, and how many measures have it."""

    name: ValueName
    description: str | None
    measure_count: int


class ShareBar(NamedTuple):
    """A value, how many measures have it, and how many per cent of all they are."""

    value: ValueName
    measure_count: int
    percent: int


class Fact(NamedTuple):
    """The value of a measure in one classification, and its explanation. `id` and `value_id` are their keys."""

    id: str
    label: str
    section: str
    value_id: str
    value: ValueName
    explanation: str | None


class MeasureCard(NamedTuple):
    """A measure among others: its status is None where it is not tracked, `sizes` are its values on the scales."""

    title: str
    href: str
    problem: str
    accent: str
    display_number: str
    draft: bool
    status: ValueName | None
    sizes: Sequence[ValueName]


class GridCell(NamedTuple):
    """Where a row and a column of the grid meet: how many measures are there, and the links to some of them.

    `accents` are the colours of a house for each measure, none where these are too many. `all_measures` is the URL of
    those that have no link here, empty where each has one.
    """

    id: str
    row: str
    column: str
    measure_count: int
    accents: Sequence[str]
    links: Sequence[Link]
    all_measures: str


class Grid(NamedTuple):
    """Two scales against each other: the first downwards from its largest value, the second from its smallest."""

    down: str
    across: str
    columns: Sequence[ValueName]
    rows: Sequence[tuple[ValueName, Sequence[GridCell]]]


NameOf = Callable[[Value], ValueName]


class Components:
    """Makes the small values of the page at a route."""

    def __init__(self, route: Route, urls: UrlMap, words: InterfaceWords) -> None:
        self.roadmap = urls.roadmap
        self.language = route.language
        self.links = PageLinks(route, urls)
        self.words = words

    def text(self, text: LocalizedText | None) -> str | None:
        """Return a text in the page's language, None where there is none."""
        return None if text is None else text[self.language]

    @property
    def other_languages(self) -> list[Language]:
        """The languages of the site but the page's own."""
        return [language for language in self.roadmap.site.languages if language != self.language]

    def taxonomy_link(self, taxonomy: Classification) -> Link:
        """Return the title of a classification, as a link where it has a page."""
        href = self.links.to(taxonomy) if taxonomy.folder is not None else ""
        return Link(taxonomy.plural[self.language], href)

    def link(self, document: Measure | Indicator | Edition) -> Link:
        """Return the title of a document as a link to its page."""
        return Link(document.title[self.language], self.links.to(document))

    def value_name(self, value: Value, href: str = "") -> ValueName:
        """Return the name of a value, which is no link where no URL is given."""
        return ValueName(value.label[self.language], href, value.code, value.accent, value.shape, value.size)

    def linked_value(self, value: Value) -> ValueName:
        """Return the name of a value, as a link where the value has a page."""
        return self.value_name(value, self.links.to(value) if value.slug is not None else "")

    def value_cards(self, values: Iterable[Value]) -> list[ValueCard]:
        """Return a card for each value, with its description and its number of measures."""
        return [
            ValueCard(self.linked_value(value), self.text(value.description), len(self.roadmap.measures_in(value)))
            for value in values
        ]

    def share_bars(
        self, measures: Sequence[Measure], taxonomy: Classification, name: NameOf | None = None
    ) -> list[ShareBar]:
        """Return how measures are divided by a classification; the names of its values are links if not `name`d."""
        name = name or self.linked_value
        shares = distribution(measures, taxonomy)
        return [ShareBar(name(share.value), share.number, share.percent) for share in shares]

    def facts(self, measure: Measure, taxonomies: Iterable[Classification], name: NameOf | None = None) -> list[Fact]:
        """Return what a measure is in each of some classifications; their names are links if not `name`d."""
        name, language = name or self.linked_value, self.language
        facts = []
        for taxonomy in taxonomies:
            value = value_in(measure, taxonomy)
            explanation = self.text(taxonomy.explanation if value.description is None else value.description)
            label = taxonomy.label[language]
            facts.append(Fact(taxonomy.id, label, taxonomy.section, value.id, name(value), explanation))
        return facts

    def card(self, measure: Measure) -> MeasureCard:
        """Return what stands for a measure in a list of measures."""
        language = self.language
        sizes = [value_in(measure, scale) for scale in self.roadmap.scales]
        return MeasureCard(
            measure.title[language],
            self.links.to(measure),
            measure.problem[language],
            accent_of(measure),
            measure.display_number,
            measure.draft,
            self.value_name(measure.tracking.status) if measure.tracking else None,
            [self.value_name(size)._replace(label=size.name[language]) for size in sizes],
        )

    def grid(self, link: Callable[[Measure], Link] | None = None, most: int | None = None) -> Grid | None:
        """Return the first two scales against each other; None where there are fewer.

        Args:
            link: The link of a measure in a cell; without one, cells have none.
            most: How many links a cell has at most. A cell with more measures leads to the list of all of them.
        """
        if len(self.roadmap.scales) < 2:
            return None
        language, (down, across) = self.language, self.roadmap.scales[:2]
        all_measures = self.links.to(BuiltinPage.MEASURES)

        def cell(row: Value, column: Value) -> GridCell:
            measures = [measure for measure in self.roadmap.measures_in(row) if column in measure.values]
            url = f"{all_measures}?{down.id}={row.id}&{across.id}={column.id}"
            return GridCell(
                f"{row.id}_{column.id}",
                row.name[language],
                column.name[language],
                len(measures),
                [accent_of(measure) for measure in measures] if self.has_houses else [],
                [link(measure) for measure in measures[:most]] if link else [],
                url if most and len(measures) > most else "",
            )

        columns = sorted(across.values, key=lambda value: value.size)
        rows = sorted(down.values, key=lambda value: -value.size)
        return Grid(
            down.label[language],
            across.label[language],
            [self.value_name(column) for column in columns],
            [(self.value_name(row), [cell(row, column) for column in columns]) for row in rows],
        )

    @property
    def has_houses(self) -> bool:
        """Whether the measures are few enough to have a small picture each."""
        return len(self.roadmap.measures) <= MEASURES_PER_PAGE


def value_in(measure: Measure, taxonomy: Classification) -> Value:
    """Return the value that a measure has in a classification."""
    return next(value for value in measure.values if value.classification_id == taxonomy.id)


def accent_of(measure: Measure) -> str:
    """Return the colour of the first value that has one, empty where none has."""
    return next((value.accent for value in measure.values if value.accent), "")
