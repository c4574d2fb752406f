"""What shows how far the roadmap has come."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal

from generator.diagnostics import Location
from generator.model.languages import (
    Approval,
    FieldLocations,
    KeptAdvice,
    Localized,
    LocalizedText,
    Outline,
    RenderedMarkdown,
)
from generator.model.partial_date import PartialDate


class Direction(enum.StrEnum):
    """Where the values of an indicator should go."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class DataPoint:
    """The value of an indicator on a day, None where nothing is known of that day."""

    day: PartialDate
    value: Decimal | None
    location: Location


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that shows what comes of measures. `data_points` are in the order of their days."""

    path: str
    title: LocalizedText
    slug: LocalizedText
    description: LocalizedText
    unit: LocalizedText
    direction: Direction
    target: Decimal
    target_date: PartialDate
    data_source: LocalizedText
    data_points: tuple[DataPoint, ...]
    body: Localized[RenderedMarkdown]
    outline: Localized[Outline]
    approval: Localized[Approval]
    locations: FieldLocations
    kept: tuple[KeptAdvice, ...] = ()

    @property
    def lead(self) -> LocalizedText:
        """What it is about, in a sentence."""
        return self.description

    @property
    def known_values(self) -> tuple[tuple[PartialDate, Decimal], ...]:
        """The days of which a value is known, each with its value."""
        return tuple((point.day, point.value) for point in self.data_points if point.value is not None)
