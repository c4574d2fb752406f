"""A measure that was taken out of the roadmap."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.model.languages import FieldLocations, Localized, LocalizedText


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a measure was called, where its page was, and when and why it was taken out of the roadmap.

    `path` is that of the file that it had. `edition` is the year of its roadmap, None where there are no years.
    """

    path: str
    number: int
    code: str
    edition: int | None
    title: LocalizedText
    slug: LocalizedText
    aliases: Localized[tuple[str, ...]]
    day: datetime.date
    reason: LocalizedText
    locations: FieldLocations

    @property
    def display_number(self) -> str:
        """What readers knew it by among all measures."""
        text = self.code or str(self.number)
        return f"{text}/{self.edition}" if self.edition else text
