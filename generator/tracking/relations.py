"""How measures hang together, from both sides: what is written in one of two files holds for both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.model import Edition, Indicator, Measure, Roadmap, Tracking


class Relations:
    """What each measure of a checked roadmap has to do with others."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._measures = {measure.path: measure for measure in roadmap.measures}
        self._indicators = {indicator.path: indicator for indicator in roadmap.indicators}
        self._continued: dict[str, list[Measure]] = defaultdict(list)
        self._merged: dict[str, list[Measure]] = defaultdict(list)
        self._related: dict[str, list[Measure]] = defaultdict(list)
        self._measured: dict[str, list[Measure]] = defaultdict(list)
        self._carried: dict[str, list[Edition]] = defaultdict(list)
        for measure in roadmap.measures:
            self._note(measure, measure.tracking)
        for edition in roadmap.editions:
            for path in edition.carries:
                self._carried[path].append(edition)

    def _note(self, measure: Measure, tracking: Tracking | None) -> None:
        if tracking is None:
            return
        for path in tracking.continues:
            self._continued[path].append(measure)
        for path in tracking.related:
            self._related[path].append(measure)
            self._related[measure.path].append(self._measures[path])
        for path in tracking.indicators:
            self._measured[path].append(measure)
        if tracking.merged_into:
            self._merged[tracking.merged_into].append(measure)

    def continues(self, tracking: Tracking) -> list[Measure]:
        return [self._measures[path] for path in tracking.continues]

    def continued_by(self, measure: Measure) -> list[Measure]:
        return self._continued[measure.path]

    def merged_into(self, tracking: Tracking) -> list[Measure]:
        return [self._measures[tracking.merged_into]] if tracking.merged_into else []

    def merged_from(self, measure: Measure) -> list[Measure]:
        return self._merged[measure.path]

    def related(self, measure: Measure) -> list[Measure]:
        """Return the related measures, each once though both name each other."""
        return list(dict.fromkeys(self._related[measure.path]))

    def carried_in(self, measure: Measure) -> list[Edition]:
        """Return the later editions that go on with a measure."""
        return self._carried[measure.path]

    def carried_by(self, edition: Edition) -> list[Measure]:
        return [self._measures[path] for path in edition.carries]

    def indicators(self, tracking: Tracking) -> list[Indicator]:
        return [self._indicators[path] for path in tracking.indicators]

    def measures_of(self, indicator: Indicator) -> list[Measure]:
        return self._measured[indicator.path]


def merge_chain(measure: Measure, measures: Mapping[str, Measure]) -> Iterator[Measure]:
    """Yield the measures that a measure was merged into, one after another, until one comes again."""
    seen: set[str] = set()
    while measure.tracking and measure.tracking.merged_into in measures and measure.path not in seen:
        seen.add(measure.path)
        measure = measures[measure.tracking.merged_into]
        yield measure
