"""Says in one language what happened to a measure: for the page of changes, the feed and the board's agenda alike."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model import Language, LocalizedText, Roadmap
from generator.site import formatting
from generator.tracking.events import Event, EventKind, Period
from generator.tracking.relations import Relations


class ChangeEntry(NamedTuple):
    """An event with what is said of it, a sentence each."""

    event: Event
    details: tuple[str, ...]


class ChangeGroup(NamedTuple):
    """The events of a kind, in the order of their measures."""

    kind: EventKind
    label: LocalizedText
    entries: tuple[ChangeEntry, ...]


class ChangeFormatter:
    """Tells in one language what happened to the measures of a roadmap."""

    def __init__(self, roadmap: Roadmap, ties: Relations, language: Language) -> None:
        self._roadmap, self._ties, self._language = roadmap, ties, language

    def groups(self, events: Sequence[Event]) -> tuple[ChangeGroup, ...]:
        """The events by their kinds, none where there are none of a kind."""
        position_of = self._roadmap.position_of
        in_order = sorted(events, key=lambda event: (position_of(event.measure), event.day))
        by_kind = {kind: [event for event in in_order if event.kind is kind] for kind in EventKind}
        return tuple(
            ChangeGroup(kind, self.label(kind), tuple(ChangeEntry(one, tuple(self.details(one))) for one in found))
            for kind, found in by_kind.items()
            if found
        )

    def label(self, kind: EventKind) -> LocalizedText:
        return self._roadmap.texts[f"change_{kind.value}"]

    def heading(self, period: Period) -> str:
        """What a time between two editions is called, or that since the last."""
        if period.new is None:
            return self._fill("changes_after", edition=period.old.year)
        return self._fill("changes_between", old=period.old.year, new=period.new.year)

    def details(self, event: Event) -> Iterator[str]:
        """What is said of an event besides its kind and its measure."""
        if event.old_due is not None and event.new_due is not None:
            yield self._fill("change_due", old=self.date(event.old_due), new=self.date(event.new_due))
        if event.former_title is not None:
            yield self._fill("history_title", title=event.former_title[self._language])
        if event.kind is EventKind.MERGED and event.measure.tracking is not None:
            for other in self._ties.merged_into(event.measure.tracking):
                yield self._fill("change_into", title=other.title[self._language])
        if (
            event.kind is EventKind.NEW
            and event.measure.tracking is not None
            and event.measure.tracking.due is not None
        ):
            yield self._fill("history_promised", date=self.date(event.measure.tracking.due))
        if event.why is not None:
            yield event.why[self._language]

    def date(self, day: datetime.date) -> str:
        return formatting.date(day, self._language)

    def _fill(self, name: str, **values: object) -> str:
        return formatting.filled(self._roadmap.texts[name][self._language], **values)
