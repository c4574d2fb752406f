"""The small values that several pages show, each with its texts and URLs ready for the page at one route."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from generator.model import Classification, Edition, Indicator, LocalizedText, Measure, Value
from generator.site import formatting
from generator.site.formatting import InterfaceWords
from generator.site.links import Link, PageLinks
from generator.tracking.statistics import distribution
from generator.urls import MEASURES_PER_PAGE, Route, UrlMap


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
    measure_count: str


class ShareBar(NamedTuple):
    """A value, and how many measures have it: in words, and in per cent for the length of a bar."""

    value: ValueName
    percent: int
    text: str


class Fact(NamedTuple):
    """What a measure is in one classification, and what that means. `id` and `value_id` are their keys."""

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
    number: str
    draft: bool
    status: ValueName | None
    sizes: tuple[ValueName, ...]


class GridCell(NamedTuple):
    """Where a row and a column of the grid meet: how many measures are there, and the links to some of them.

    `accents` are the colours of a house for each measure, none where these are too many. `all_measures` leads to
    those that have no link here, None where each has one.
    """

    id: str
    row: str
    column: str
    measure_count: int
    accents: tuple[str, ...]
    measures: tuple[Link, ...]
    all_measures: Link | None


class GridRow(NamedTuple):
    """A row of the grid: its value and its cells."""

    value: ValueName
    cells: tuple[GridCell, ...]


class Grid(NamedTuple):
    """Two scales against each other: the first downwards from its largest value, the second from its smallest."""

    down: str
    across: str
    columns: tuple[ValueName, ...]
    rows: tuple[GridRow, ...]


class Components:
    """Makes the small values of the page at a route."""

    def __init__(self, route: Route, urls: UrlMap, words: InterfaceWords) -> None:
        self.roadmap = urls.roadmap
        self.language = route.language
        self.links = PageLinks(route, urls)
        self.words = words

    def text(self, text: LocalizedText | None) -> str | None:
        return None if text is None else text[self.language]

    def link(self, document: Measure | Indicator | Edition) -> Link:
        return Link(document.title[self.language], self.links.to(document))

    def value_name(self, value: Value, href: str = "") -> ValueName:
        return ValueName(value.label[self.language], href, value.code, value.accent, value.shape, value.size)

    def linked_value(self, value: Value) -> ValueName:
        """Return the name of a value, as a link where the value has a page."""
        return self.value_name(value, self.links.to(value) if value.slug is not None else "")

    def value_cards(self, values: Iterable[Value]) -> tuple[ValueCard, ...]:
        return tuple(
            ValueCard(self.linked_value(value), self.text(value.description), self.measure_count(value))
            for value in values
        )

    def measure_count(self, value: Value) -> str:
        return self.words("measures_count", count=len(self.roadmap.measures_in(value)))

    def share_bars(
        self,
        measures: Sequence[Measure],
        classification: Classification,
        name: Callable[[Value], ValueName] | None = None,
    ) -> tuple[ShareBar, ...]:
        """Return how measures are divided by a classification; the names of its values are links if not `name`d."""
        name = name or self.linked_value
        return tuple(
            ShareBar(
                name(share.value),
                share.percent,
                self.words("share", count=share.number, percent=formatting.percent(share.percent, self.language)),
            )
            for share in distribution(measures, classification)
        )

    def facts(
        self,
        measure: Measure,
        classifications: Iterable[Classification],
        name: Callable[[Value], ValueName] | None = None,
    ) -> tuple[Fact, ...]:
        """Return what a measure is in each of some classifications; their names are links if not `name`d."""
        name = name or self.linked_value
        values = {value.classification_id: value for value in measure.values}
        facts = []
        for classification in classifications:
            value = values[classification.id]
            explanation = classification.explanation if value.description is None else value.description
            facts.append(
                Fact(
                    classification.id,
                    classification.label[self.language],
                    classification.section,
                    value.id,
                    name(value),
                    self.text(explanation),
                )
            )
        return tuple(facts)

    def card(self, measure: Measure) -> MeasureCard:
        scales = [classification.id for classification in self.roadmap.scales]
        sizes = [value for scale in scales for value in measure.values if value.classification_id == scale]
        return MeasureCard(
            measure.title[self.language],
            self.links.to(measure),
            measure.problem[self.language],
            accent_of(measure),
            self.words("measure_number", number=measure.display_number),
            measure.draft,
            self.value_name(measure.tracking.status) if measure.tracking else None,
            tuple(self.value_name(value)._replace(label=value.name[self.language]) for value in sizes),
        )

    def grid(
        self,
        link: Callable[[Measure], Link] | None = None,
        most: int | None = None,
        all_measures: Callable[[str], str] | None = None,
    ) -> Grid | None:
        """Return the first two scales against each other; None where there are fewer.

        Args:
            link: The link of a measure in a cell; without one, cells have none.
            most: How many links a cell has at most.
            all_measures: The URL of the measures that a query narrows down to, for cells with more.
        """
        if len(self.roadmap.scales) < 2:
            return None
        down, across = self.roadmap.scales[:2]
        columns = sorted(across.values, key=lambda value: value.size)

        def cell(row: Value, column: Value) -> GridCell:
            measures = [measure for measure in self.roadmap.measures_in(row) if column in measure.values]
            count = len(measures)
            more = None
            if all_measures and most and count > most:
                href = all_measures(f"{down.id}={row.id}&{across.id}={column.id}")
                more = Link(self.words("measures_count", count=count), href)
            return GridCell(
                f"{row.id}_{column.id}",
                row.name[self.language],
                column.name[self.language],
                count,
                tuple(map(accent_of, measures)) if self.has_houses else (),
                tuple(map(link, measures[:most])) if link else (),
                more,
            )

        rows = sorted(down.values, key=lambda value: -value.size)
        return Grid(
            down.label[self.language],
            across.label[self.language],
            tuple(map(self.value_name, columns)),
            tuple(GridRow(self.value_name(row), tuple(cell(row, column) for column in columns)) for row in rows),
        )

    @property
    def has_houses(self) -> bool:
        """Whether the measures are few enough to have a small picture each."""
        return len(self.roadmap.measures) <= MEASURES_PER_PAGE


def accent_of(measure: Measure) -> str:
    """Return the colour of the first value that has one, empty where none has."""
    return next((value.accent for value in measure.values if value.accent), "")
