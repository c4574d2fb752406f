"""What was promised, what came of it, and what shows it."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass
from decimal import Decimal

from generator.diagnostics import Location
from generator.model.languages import FieldLocations, Localized, LocalizedText, RenderedMarkdown
from generator.model.taxonomy import Edition, Status, StatusCategory


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """A decision on a measure. `paragraph` is its number in the minutes, 0 where it is not known."""

    day: datetime.date
    body: LocalizedText
    paragraph: int
    url: LocalizedText | None
    location: Location


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """What was told of a measure on a day.

    It may record the state or the due date that the measure has from that day on, and the title that it had until
    then.
    """

    day: datetime.date
    text: LocalizedText
    status: Status | None
    due: datetime.date | None
    former_title: LocalizedText | None
    location: Location


@dataclass(frozen=True, slots=True, eq=False)
class Tracking:
    """What was promised of a measure, and what came of it.

    `due` is the date first promised, `due_now` the present one where it was moved. What names other content files
    has their paths.
    """

    edition: Edition
    status: Status
    status_date: datetime.date | None
    note: LocalizedText | None
    responsible: LocalizedText | None
    due: datetime.date | None
    due_now: datetime.date | None
    completed: datetime.date | None
    result: LocalizedText | None
    service_url: LocalizedText | None
    without_net: LocalizedText | None
    decisions: tuple[Decision, ...]
    updates: tuple[Update, ...]
    continues: tuple[str, ...]
    merged_into: str
    related: tuple[str, ...]
    indicators: tuple[str, ...]

    @property
    def promised(self) -> datetime.date | None:
        """The date that is promised now, None where there is none."""
        return self.due_now or self.due

    def is_late(self, today: datetime.date) -> bool:
        """Whether it is still to be done though its date has passed."""
        return self.status.category is StatusCategory.OPEN and self.promised is not None and self.promised < today


class Direction(enum.Enum):
    """Where the values of an indicator should go."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class DataPoint:
    """The value of an indicator on a day, None where nothing is known of that day."""

    day: datetime.date
    value: Decimal | None
    location: Location


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """What shows how far the roadmap has come. `readings` are in the order of their days."""

    path: str
    title: LocalizedText
    slug: LocalizedText
    description: LocalizedText
    unit: LocalizedText
    direction: Direction
    target: Decimal
    target_date: datetime.date
    data_source: LocalizedText
    data_points: tuple[DataPoint, ...]
    body: Localized[RenderedMarkdown]
    approval: LocalizedText
    locations: FieldLocations

    @property
    def lead(self) -> LocalizedText:
        """What it is about, in a sentence."""
        return self.description

    @property
    def known(self) -> tuple[tuple[datetime.date, Decimal], ...]:
        """The readings of which something is known."""
        return tuple((one.day, one.value) for one in self.data_points if one.value is not None)
