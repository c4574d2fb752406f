"""What was promised, what came of it, and what shows it."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass
from decimal import Decimal

from generator.model.classifications import Counts, Edition, Status
from generator.model.languages import Places, Prose, Text, Translated
from generator.problems import Place


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """A decision on a measure. `paragraph` is its number in the minutes, 0 where it is not known."""

    day: datetime.date
    body: Text
    paragraph: int
    url: Text | None
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """What was told of a measure on a day.

    It may record the state or the due date that the measure has from that day on, and the title that it had until
    then.
    """

    day: datetime.date
    text: Text
    status: Status | None
    due: datetime.date | None
    former_title: Text | None
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What was promised of a measure, and what came of it.

    `due` is the date first promised, `due_now` the present one where it was moved. What names other content files
    has their paths.
    """

    edition: Edition
    status: Status
    status_date: datetime.date | None
    note: Text | None
    responsible: Text | None
    due: datetime.date | None
    due_now: datetime.date | None
    completed: datetime.date | None
    result: Text | None
    service_url: Text | None
    without_net: Text | None
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
        return self.status.counts is Counts.OPEN and self.promised is not None and self.promised < today


class Direction(enum.Enum):
    """Where the values of an indicator should go."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of an indicator on a day, None where nothing is known of that day."""

    day: datetime.date
    value: Decimal | None
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """What shows how far the roadmap has come. `readings` are in the order of their days."""

    path: str
    title: Text
    slug: Text
    description: Text
    unit: Text
    direction: Direction
    target: Decimal
    target_date: datetime.date
    data_source: Text
    readings: tuple[Reading, ...]
    body: Translated[Prose]
    accepted: Text
    places: Places

    @property
    def lead(self) -> Text:
        """What it is about, in a sentence."""
        return self.description

    @property
    def known(self) -> tuple[tuple[datetime.date, Decimal], ...]:
        """The readings of which something is known."""
        return tuple((one.day, one.value) for one in self.readings if one.value is not None)
