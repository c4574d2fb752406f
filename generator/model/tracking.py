"""What was promised of a measure, and what came of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.diagnostics import Location
from generator.model.languages import LocalizedText
from generator.model.partial_date import PartialDate
from generator.model.taxonomy import Edition, Status, StatusCategory, Value


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a measure. `paragraph` is its number in the minutes, None where it is not known."""

    day: PartialDate
    body: LocalizedText
    paragraph: int | None
    url: LocalizedText | None
    location: Location


@dataclass(frozen=True, slots=True)
class Update:
    """What was reported of a measure on a day.

    It may record the status or the due date that the measure has from that day on, and the title and the units that it
    had until then. What records any of these needs no text.
    """

    day: PartialDate
    text: LocalizedText | None
    status: Status | None
    due: PartialDate | None
    former_title: LocalizedText | None
    location: Location
    former_responsible: tuple[Value, ...] | None = None


@dataclass(frozen=True, slots=True)
class Tracking:
    """What was promised of a measure, and what came of it.

    `due` is the date first promised, `due_now` the present one where it was moved. Other content files are named by
    their paths.
    """

    edition: Edition
    status: Status
    status_date: PartialDate | None
    note: LocalizedText | None
    due: PartialDate | None
    due_now: PartialDate | None
    completed: PartialDate | None
    result: LocalizedText | None
    service_url: LocalizedText | None
    service_name: LocalizedText | None
    without_net: LocalizedText | None
    decisions: tuple[Decision, ...]
    updates: tuple[Update, ...]
    continues: tuple[str, ...]
    merged_into: str
    related: tuple[str, ...]
    indicators: tuple[str, ...]

    @property
    def promised(self) -> PartialDate | None:
        """The date that is promised now, None where there is none."""
        return self.due_now or self.due

    def days_late(self, today: datetime.date) -> int:
        """Return how many days ago the date of what is still to be done has passed, 0 where it has not."""
        return (today - self.promised.end).days if self.promised and self.is_late(today) else 0

    def is_late(self, today: datetime.date) -> bool:
        """Tell whether it is still to be done though its date has passed."""
        return self.status.category is StatusCategory.OPEN and self.promised is not None and self.promised.end < today
