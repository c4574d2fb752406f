"""What the pages that follow the roadmap up are given."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from generator.addresses import Subject
from generator.following import books
from generator.following.events import Event, events_of, periods
from generator.following.ties import Ties
from generator.following.trends import trend_of
from generator.model import Course, Decision, Edition, Indicator, Language, Measure, Roadmap, Status, Text
from generator.reading.description import EDITION
from generator.rendering.charts import chart_of
from generator.rendering.telling import Group, Teller


class Moment(NamedTuple):
    """A day in the course of a measure, and what is told of it."""

    day: datetime.date
    text: Text | None = None
    status: Status | None = None
    due: datetime.date | None = None
    former_title: Text | None = None
    decision: Decision | None = None
    edition: Edition | None = None


class Tie(NamedTuple):
    """How a measure hangs together with others, and with which."""

    label: Text
    subjects: Sequence[Subject]


class Block(NamedTuple):
    """A table of states, and what its columns are."""

    title: Text
    table: books.Table


class Changes(NamedTuple):
    """What happened in a time, by kinds."""

    heading: str
    start: datetime.date
    end: datetime.date
    groups: tuple[Group, ...]


class Follower:
    """Finds out once what the pages of a roadmap in all languages tell of its course."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap = roadmap

    @cached_property
    def ties(self) -> Ties:
        return Ties(self._roadmap)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return events_of(self._roadmap)

    def standing(self) -> dict[str, object]:
        """The page that says how the roadmap stands."""
        return {"tables": tuple(self._tables()), "late": self._late(), "day": self._roadmap.site.updated}

    def changes(self, language: Language) -> dict[str, object]:
        """The page that says what changed, the newest first."""
        teller = Teller(self._roadmap, self.ties, language)
        told = [
            Changes(teller.heading(one), one.start, one.end, teller.groups(one.events))
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
            "shares": books.shares(new, statuses) if statuses else [],
        }

    def indicators(self) -> dict[str, object]:
        return {"trends": {one: trend_of(one).value for one in self._roadmap.indicators}}

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
        course = measure.course
        if course is None:
            return {"course": None}
        ties = [tie for tie in self._ties_of(measure, course) if tie.subjects]
        is_late = course.is_late(self._roadmap.site.updated)
        return {"course": course, "is_late": is_late, "history": history(course), "ties": ties}

    def _tables(self) -> Iterator[Block]:
        """The states by edition, by the first way into the roadmap, and by what the law demands."""
        editions = [one for one in self._roadmap.classifications if one.id == EDITION]
        for classification in (*editions, *self._roadmap.ways_in[:1]):
            yield Block(classification.plural, books.by_values(self._roadmap, classification.values))
        by_law = books.by_law(self._roadmap)
        if by_law is not None:
            yield Block(self._roadmap.texts["by_law_title"], by_law)

    def _late(self) -> list[Measure]:
        """The measures whose date has passed, the longest first."""
        today = self._roadmap.site.updated
        late = [one for one in self._roadmap.measures if one.course and one.course.is_late(today)]
        return sorted(late, key=lambda one: (one.course and one.course.promised) or today)

    def _ties_of(self, measure: Measure, course: Course) -> Iterator[Tie]:
        texts, ties = self._roadmap.texts, self.ties
        yield Tie(texts["continues"], ties.continues(course))
        yield Tie(texts["continued_by"], ties.continued_by(measure))
        yield Tie(texts["merged_into"], ties.merged_into(course))
        yield Tie(texts["merged_from"], ties.merged_from(measure))
        yield Tie(texts["carried_in"], ties.carried_in(measure))
        yield Tie(texts["related"], ties.related(measure))
        yield Tie(texts["indicators"], ties.indicators(course))


def history(course: Course) -> list[Moment]:
    """What was promised, decided, told and done, the oldest first."""
    moments = [
        Moment(course.edition.adopted, edition=course.edition, due=course.due),
        *(Moment(one.day, decision=one) for one in course.decisions),
        *(Moment(one.day, one.text, one.status, one.due, one.former_title) for one in course.updates),
    ]
    if course.status_date is not None:
        moments.append(Moment(course.completed or course.status_date, status=course.status))
    return sorted(moments, key=lambda one: one.day)
