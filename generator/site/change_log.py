"""What happened to measures, in the words of one language: for the page of changes, the feed and the board's agenda."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.model import Language, PartialDate, Roadmap
from generator.site import formatting
from generator.site.formatting import InterfaceWords
from generator.tracking.events import Event, EventKind, Period
from generator.tracking.relations import Relations
from generator.urls import UrlMap

if TYPE_CHECKING:
    from generator.site.report import Report, ReportRow


class ChangeFormatter:
    """Describes in one language what happened to the measures of a roadmap."""

    def __init__(self, roadmap: Roadmap, relations: Relations, language: Language) -> None:
        self.words = InterfaceWords(roadmap.texts, language)
        self._roadmap, self._relations, self.language = roadmap, relations, language

    def by_kind(self, events: Sequence[Event]) -> dict[EventKind, list[Event]]:
        """Return the events of each kind in the order of their measures, without kinds of which there are none."""
        position_of = self._roadmap.position_of
        in_order = sorted(events, key=lambda event: (position_of(event.measure), event.placed_on))
        by_kind = {kind: [event for event in in_order if event.kind is kind] for kind in EventKind}
        return {kind: of_kind for kind, of_kind in by_kind.items() if of_kind}

    def label(self, kind: EventKind) -> str:
        """Return the name of the events of a kind together."""
        return self.words(f"change_{kind.value}")

    def event_label(self, kind: EventKind) -> str:
        """Return what happened in a single event of a kind."""
        return self.words(f"event_{kind.value}")

    def summary(self, kind: EventKind, events: Sequence[Event]) -> str:
        """Return how many measures saw events of a kind, in words: “3 valmistui”."""
        count = self.measure_count(events)
        # The number stays on the line of the word that follows.
        return self.words(f"changed_{kind.value}", count=count).replace(f"{count} ", f"{count}\u00a0")

    @staticmethod
    def measure_count(events: Sequence[Event]) -> int:
        """Return how many measures saw the events: a due date can be moved more than once."""
        return len({event.measure.path for event in events})

    def heading(self, period: Period) -> str:
        """Return the title of the time between two editions, or since the last."""
        if period.new is None:
            return self.words("changes_after", edition=period.old.year)
        return self.words("changes_between", old=period.old.year, new=period.new.year)

    def details(self, event: Event) -> Iterator[str]:
        """Yield what there is to say of an event besides its kind and its measure, a sentence each."""
        language, tracking = self.language, event.measure.tracking
        if event.old_due is not None and event.new_due is not None:
            yield self.words("change_due", old=self.date(event.old_due), new=self.date(event.new_due))
        if event.former_title is not None:
            yield self.words("history_title", title=event.former_title[language])
        if event.former_responsible is not None:
            units = ", ".join(unit.label[language] for unit in event.former_responsible)
            yield self.words("history_responsible", units=units)
        if event.kind is EventKind.MERGED:
            for other in self._relations.of_measure(event.measure)["merged_into"]:
                yield self.words("change_into", title=other.title[language])
        if event.kind is EventKind.NEW and tracking is not None and tracking.due is not None:
            yield self.words("history_promised", date=self.date(tracking.due))
        if event.why is not None:
            yield event.why[language]

    def date(self, day: datetime.date | PartialDate) -> str:
        """Return a date in the format of the language."""
        return formatting.date(day, self.language)

    def report(self, events: Sequence[Event], start: datetime.date, end: datetime.date) -> Report:
        """Return the events of a time by kind."""
        # The site has none.
        from generator.site.report import Report, ReportColumn, Section, measure_row, report_title

        urls, words = UrlMap(self._roadmap), self.words

        def row(event: Event) -> ReportRow:
            cells = self.date(event.day), "\n".join(self.details(event))
            return measure_row(event.measure, cells, urls, self.language)

        sections = [
            Section(f"{self.label(kind)} ({len(of_kind)})", tuple(map(row, of_kind)))
            for kind, of_kind in self.by_kind(events).items()
        ]
        paragraphs = [words("period", start=self.date(start), end=self.date(end))]
        if not sections:
            paragraphs.append(words("changes_none"))
        columns = (
            ReportColumn(words("measure"), 0.38),
            ReportColumn(words("indicator_day"), 0.16),
            ReportColumn(words("changes"), 0.46),
        )
        title = report_title(self._roadmap, words("changes"), self.language)
        return Report(title, self.language, end, tuple(paragraphs), columns, tuple(sections))
