"""How measures hang together, from both sides: what is written in one of two files holds for both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from generator.model import Course, Edition, Indicator, Measure, Roadmap

T = TypeVar("T")


class Ties:
    """What each measure of a checked roadmap has to do with others."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._measures = {one.path: one for one in roadmap.measures}
        self._indicators = {one.path: one for one in roadmap.indicators}
        self._continued: dict[str, list[Measure]] = defaultdict(list)
        self._merged: dict[str, list[Measure]] = defaultdict(list)
        self._related: dict[str, list[Measure]] = defaultdict(list)
        self._measured: dict[str, list[Measure]] = defaultdict(list)
        self._carried: dict[str, list[Edition]] = defaultdict(list)
        for measure in roadmap.measures:
            self._note(measure, measure.course)
        for edition in roadmap.editions:
            for path in edition.carries:
                self._carried[path].append(edition)

    def _note(self, measure: Measure, course: Course | None) -> None:
        if course is None:
            return
        for path in course.continues:
            self._continued[path].append(measure)
        for path in course.related:
            self._related[path].append(measure)
            self._related[measure.path].append(self._measures[path])
        for path in course.indicators:
            self._measured[path].append(measure)
        if course.merged_into:
            self._merged[course.merged_into].append(measure)

    def continues(self, course: Course) -> list[Measure]:
        return found(course.continues, self._measures)

    def continued_by(self, measure: Measure) -> list[Measure]:
        return self._continued[measure.path]

    def merged_into(self, course: Course) -> list[Measure]:
        return found([course.merged_into] if course.merged_into else [], self._measures)

    def merged_from(self, measure: Measure) -> list[Measure]:
        return self._merged[measure.path]

    def related(self, measure: Measure) -> list[Measure]:
        """The related ones, each once though both name each other."""
        return list(dict.fromkeys(self._related[measure.path]))

    def carried_in(self, measure: Measure) -> list[Edition]:
        """The later editions that go on with a measure."""
        return self._carried[measure.path]

    def carried_by(self, edition: Edition) -> list[Measure]:
        return found(edition.carries, self._measures)

    def indicators(self, course: Course) -> list[Indicator]:
        return found(course.indicators, self._indicators)

    def measures_of(self, indicator: Indicator) -> list[Measure]:
        return self._measured[indicator.path]


def found(paths: Iterable[str], known: Mapping[str, T]) -> list[T]:
    return [known[path] for path in paths]


def circle(measure: Measure, measures: Mapping[str, Measure]) -> Iterator[Measure]:
    """The measures that a measure was merged into, one after another, until one comes again."""
    seen: set[str] = set()
    while measure.course and measure.course.merged_into in measures and measure.path not in seen:
        seen.add(measure.path)
        measure = measures[measure.course.merged_into]
        yield measure
