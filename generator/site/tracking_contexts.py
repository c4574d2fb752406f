"""What the pages that follow the roadmap up are given."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from generator.content.schema import EDITION
from generator.model import Decision, Edition, Indicator, Language, LocalizedText, Measure, Roadmap, Status, Tracking
from generator.site.change_log import ChangeFormatter, ChangeGroup
from generator.site.charts import chart_of
from generator.tracking import statistics
from generator.tracking.events import Event, events_of, periods
from generator.tracking.relations import Relations
from generator.tracking.trends import trend_of
from generator.urls import Subject


class HistoryEntry(NamedTuple):
    """A day in the course of a measure, and what is told of it."""

    day: datetime.date
    text: LocalizedText | None = None
    status: Status | None = None
    due: datetime.date | None = None
    former_title: LocalizedText | None = None
    decision: Decision | None = None
    edition: Edition | None = None


class Relation(NamedTuple):
    """How a measure hangs together with others, and with which."""

    label: LocalizedText
    subjects: Sequence[Subject]


class CrosstabBlock(NamedTuple):
    """A table of states, and what its columns are."""

    title: LocalizedText
    table: statistics.Crosstab


class ChangePeriod(NamedTuple):
    """What happened in a time, by kinds."""

    heading: str
    start: datetime.date
    end: datetime.date
    groups: tuple[ChangeGroup, ...]


class TrackingContext:
    """Finds out once what the pages of a roadmap in all languages tell of its course."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap = roadmap

    @cached_property
    def ties(self) -> Relations:
        return Relations(self._roadmap)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return events_of(self._roadmap)

    def standing(self) -> dict[str, object]:
        """The page that says how the roadmap stands."""
        return {"tables": tuple(self._tables()), "late": self._late(), "day": self._roadmap.site.updated}

    def changes(self, language: Language) -> dict[str, object]:
        """The page that says what changed, the newest first."""
        teller = ChangeFormatter(self._roadmap, self.ties, language)
        told = [
            ChangePeriod(teller.heading(one), one.start, one.end, teller.groups(one.events))
            for one in periods(self._roadmap, self.events)
        ]
        return {"periods": told}

    def edition(self, edition: Edition, measures: Sequence[Measure]) -> dict[str, object]:
        """The page of an edition: what it brought, and what it went on with, as far as that is among some measures."""
        new = self._roadmap.measures_in(edition)
        carried = self.ties.carried_by(edition)
        statuses = self._roadmap.follow_up.statuses if self._roadmap.follow_up else None
        return {
            "edition": edition,
            "new": [one for one in new if one in measures],
            "carried": [one for one in carried if one in measures],
            "number_of_new": len(new),
            "number_of_carried": len(carried),
            "shares": statistics.distribution(new, statuses) if statuses else [],
        }

    def indicators(self) -> dict[str, object]:
        return {"trends": {one.path: trend_of(one).value for one in self._roadmap.indicators}}

    def indicator(self, indicator: Indicator) -> dict[str, object]:
        """The page of an indicator."""
        return {
            "indicator": indicator,
            "trend": trend_of(indicator).value,
            "chart": chart_of(indicator),
            "measures": self.ties.measures_of(indicator),
        }

    def measure(self, measure: Measure) -> dict[str, object]:
        """What the page of a measure tells of its course; nothing where nobody follows it up."""
        tracking = measure.tracking
        if tracking is None:
            return {"course": None}
        ties = [tie for tie in self._ties_of(measure, tracking) if tie.subjects]
        is_late = tracking.is_late(self._roadmap.site.updated)
        return {"course": tracking, "is_late": is_late, "history": history(tracking), "ties": ties}

    def _tables(self) -> Iterator[CrosstabBlock]:
        """The states by edition, by the first way into the roadmap, and by what the law demands."""
        editions = [one for one in self._roadmap.classifications if one.id == EDITION]
        for classification in (*editions, *self._roadmap.menu_taxonomies[:1]):
            yield CrosstabBlock(classification.plural, statistics.crosstab(self._roadmap, classification.values))
        by_law = statistics.crosstab_by_law(self._roadmap)
        if by_law is not None:
            yield CrosstabBlock(self._roadmap.texts["by_law_title"], by_law)

    def _late(self) -> list[Measure]:
        """The measures whose date has passed, the longest first."""
        today = self._roadmap.site.updated
        late = [one for one in self._roadmap.measures if one.tracking and one.tracking.is_late(today)]
        return sorted(late, key=lambda one: (one.tracking and one.tracking.promised) or today)

    def _ties_of(self, measure: Measure, tracking: Tracking) -> Iterator[Relation]:
        texts, ties = self._roadmap.texts, self.ties
        yield Relation(texts["continues"], ties.continues(tracking))
        yield Relation(texts["continued_by"], ties.continued_by(measure))
        yield Relation(texts["merged_into"], ties.merged_into(tracking))
        yield Relation(texts["merged_from"], ties.merged_from(measure))
        yield Relation(texts["carried_in"], ties.carried_in(measure))
        yield Relation(texts["related"], ties.related(measure))
        yield Relation(texts["indicators"], ties.indicators(tracking))


def history(tracking: Tracking) -> list[HistoryEntry]:
    """What was promised, decided, told and done, the oldest first."""
    moments = [
        HistoryEntry(tracking.edition.adopted, edition=tracking.edition, due=tracking.due),
        *(HistoryEntry(one.day, decision=one) for one in tracking.decisions),
        *(HistoryEntry(one.day, one.text, one.status, one.due, one.former_title) for one in tracking.updates),
    ]
    if tracking.status_date is not None:
        moments.append(HistoryEntry(tracking.completed or tracking.status_date, status=tracking.status))
    return sorted(moments, key=lambda one: one.day)
