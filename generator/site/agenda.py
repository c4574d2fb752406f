"""Who is asked what: the reminders of a day by unit, as a report in one language."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.model import Indicator, Language, Measure, PartialDate, Roadmap
from generator.site import formatting
from generator.site.formatting import InterfaceWords
from generator.site.report import Report, ReportColumn, ReportRow, Section, measure_row, report_title
from generator.tracking.reminders import Reminder, ReminderKind
from generator.tracking.statistics import Group
from generator.urls import UrlMap

# What is counted above the tables.
_COUNTED: Final = {
    ReminderKind.LATE: "late_title",
    ReminderKind.DUE_SOON: "due_soon_title",
    ReminderKind.NO_STATUS: "untold_title",
    ReminderKind.SILENT: "silent_title",
}
# How far a date is.
_DISTANCES: Final = {ReminderKind.LATE: "days_late", ReminderKind.DUE_SOON: "days_left"}
_URGENCY = tuple(ReminderKind)


def agenda_report(
    roadmap: Roadmap, due: Sequence[Reminder], groups: Sequence[Group], today: datetime.date, language: Language
) -> Report:
    """Return the reminders of a day as a report, a table for each group of measures and one for the indicators."""
    writer = _Writer(roadmap, language)
    words, sections = writer.words, tuple(writer.sections(due, groups))
    counts = Counter(reminder.kind for reminder in due)
    counted = [words(key, count=counts[kind]) for kind, key in _COUNTED.items() if counts[kind]]
    review = roadmap.follow_up and roadmap.follow_up.next_review
    paragraphs = (
        *([" · ".join(counted)] if counted else []),
        *([] if sections else [words("agenda_none")]),
        *([words("ask_review" if review < today else "next_review", date=writer.date(review))] if review else []),
    )
    columns = (
        ReportColumn(words("measure"), 0.3),
        ReportColumn(words("status"), 0.14),
        ReportColumn(words("due"), 0.18, is_named=True),
        ReportColumn(words("agenda_question"), 0.38),
    )
    title = report_title(roadmap, words("agenda", date=writer.date(today)), language)
    return Report(title, language, today, paragraphs, columns, sections)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the tables of an agenda in one language."""

    roadmap: Roadmap
    language: Language

    @property
    def words(self) -> InterfaceWords:
        """The words of the interface."""
        return InterfaceWords(self.roadmap.texts, self.language)

    def date(self, day: datetime.date | PartialDate | None) -> str:
        """Return a date in the format of the language, empty where there is none."""
        return formatting.date(day, self.language) if day else ""

    def sections(self, due: Sequence[Reminder], groups: Sequence[Group]) -> Iterator[Section]:
        """Yield the measures of each group of which something is asked, the most urgent first, then the indicators."""
        by_measure: dict[str, list[Reminder]] = defaultdict(list)
        for reminder in due:
            if isinstance(reminder.subject, Measure):
                by_measure[reminder.subject.path].append(reminder)
        urls = UrlMap(self.roadmap)
        for group in groups:
            asked = [measure for measure in group.measures if measure.path in by_measure]
            asked.sort(key=lambda measure: _urgency(by_measure[measure.path]))
            rows = [self._measure(measure, by_measure[measure.path], urls) for measure in asked]
            if rows:
                yield Section(f"{group.label[self.language]} ({len(rows)})", tuple(rows))
        indicators = [self._indicator(one.subject, one) for one in due if isinstance(one.subject, Indicator)]
        if indicators:
            yield Section(self.words("indicators"), tuple(indicators))

    def _measure(self, measure: Measure, due: Sequence[Reminder], urls: UrlMap) -> ReportRow:
        tracking = measure.tracking
        if tracking is None:
            raise LookupError("what to ask of a measure that is not tracked")
        distances = [self.words(_DISTANCES[one.kind], count=one.days) for one in due if one.kind in _DISTANCES]
        date = ", ".join(filter(None, (self.date(tracking.promised), *distances)))
        reason = "" if tracking.note is None else tracking.note[self.language]
        cells = (
            tracking.status.label[self.language],
            date,
            "\n".join(filter(None, (reason, *map(self._question, due)))),
        )
        return measure_row(measure, cells, urls, self.language)

    def _indicator(self, indicator: Indicator, reminder: Reminder) -> ReportRow:
        return ReportRow(indicator.title[self.language], "", ("", "", self._question(reminder)))

    def _question(self, reminder: Reminder) -> str:
        date = self.date(reminder.date) or self.words("no_information")
        return self.words(f"ask_{reminder.kind.value}", count=reminder.days, date=date)


def _urgency(due: Sequence[Reminder]) -> tuple[int, int]:
    """Return a key that sorts what is asked of a measure: by the most urgent, the longest late and the soonest due."""
    most = min(due, key=lambda reminder: _URGENCY.index(reminder.kind))
    return _URGENCY.index(most.kind), most.days if most.kind is ReminderKind.DUE_SOON else -most.days
