"""Dates as far as they are known: by year, quarter, month or day."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass

from generator.i18n import SOURCE_LANGUAGE, date_in_words


class Precision(enum.IntEnum):
    """How exactly a date is known, the least exact first."""

    YEAR = 1
    QUARTER = 2
    MONTH = 3
    DAY = 4


_MONTHS = {Precision.YEAR: 12, Precision.QUARTER: 3, Precision.MONTH: 1}


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a quarter, a month or a day, by its first day; in order, the less exact of two comes first."""

    start: datetime.date
    precision: Precision = Precision.DAY

    @property
    def end(self) -> datetime.date:
        """Its last day."""
        if self.precision is Precision.DAY:
            return self.start
        last_month = self.start.month - 1 + _MONTHS[self.precision]
        years, month = divmod(last_month, 12)
        # The calendar ends with 9999.
        if self.start.year + years > datetime.MAXYEAR:
            return datetime.date.max
        return datetime.date(self.start.year + years, month + 1, 1) - datetime.timedelta(days=1)

    def not_before(self, earliest: datetime.date) -> datetime.date:
        """Return its first day that does not come before another day, or else its last."""
        return min(max(earliest, self.start), self.end)

    @property
    def iso(self) -> str:
        """The date as ISO 8601 has it; empty for a quarter, of which that standard knows nothing."""
        return "" if self.precision is Precision.QUARTER else str(self)

    def __str__(self) -> str:
        """Return the date as editors write it: 2025, 2025-Q3, 2025-09 or 2025-09-30."""
        day = self.start.isoformat()
        match self.precision:
            case Precision.YEAR:
                return day[:4]
            case Precision.QUARTER:
                return f"{day[:4]}-Q{(self.start.month + 2) // 3}"
            case Precision.MONTH:
                return day[:7]
            case _:
                return day

    def in_words(self, language: str) -> str:
        """Return the date as a sentence to editors has it: 2025, 3. neljännes 2025, 9/2025 or 30.9.2025."""
        if language == SOURCE_LANGUAGE:
            return str(self)
        match self.precision:
            case Precision.YEAR:
                return f"{self.start.year}"
            case Precision.QUARTER:
                # Only here: most messages need no rules of a language.
                from babel.dates import format_skeleton

                return str(format_skeleton("yQQQQ", self.start, locale=language))
            case Precision.MONTH:
                return f"{self.start.month}/{self.start.year}"
            case _:
                return date_in_words(self.start, language)
