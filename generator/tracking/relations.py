"""How measures hang together, from both sides: what is written in one of two files holds for both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model import Edition, Indicator, Measure, Roadmap
from generator.queries import query


class Reference(NamedTuple):
    """A content file that a measure or an edition names, by its path, and the field that names it."""

    subject: Measure | Edition
    field: str
    path: str


def references(roadmap: Roadmap) -> Iterator[Reference]:
    """Yield every reference of the measures and editions."""
    for measure in roadmap.measures:
        if tracking := measure.tracking:
            merged_into = (tracking.merged_into,) if tracking.merged_into else ()
            yield from (Reference(measure, "continues", path) for path in tracking.continues)
            yield from (Reference(measure, "merged_into", path) for path in merged_into)
            yield from (Reference(measure, "related", path) for path in tracking.related)
            yield from (Reference(measure, "indicators", path) for path in tracking.indicators)
    for edition in roadmap.editions:
        yield from (Reference(edition, "carries", path) for path in edition.carries)


class Relations:
    """What the measures, editions and indicators of a checked roadmap have to do with each other."""

    def __init__(self, roadmap: Roadmap) -> None:
        documents: dict[str, Measure | Indicator] = {measure.path: measure for measure in roadmap.measures}
        documents |= {indicator.path: indicator for indicator in roadmap.indicators}
        self._named: dict[tuple[str, str], list[Measure | Edition | Indicator]] = defaultdict(list)
        self._naming: dict[tuple[str, str], list[Measure | Edition]] = defaultdict(list)
        for subject, field, path in references(roadmap):
            self._naming[path, field].append(subject)
            if field == "related":
                # It holds for both.
                self._named[path, field].append(subject)
            self._named[subject.path, field].append(documents[path])

    @query
    def of_measure(self, measure: Measure) -> dict[str, Sequence[Measure | Edition | Indicator]]:
        """Return what a measure has to do with others, by kind: those that it names, and those that name it."""
        path = measure.path
        return {
            "continues": self._named[path, "continues"],
            "continued_by": self._naming[path, "continues"],
            "merged_into": self._named[path, "merged_into"],
            "merged_from": self._naming[path, "merged_into"],
            "carried_in": self._naming[path, "carries"],
            # Each once, though both may name each other.
            "related": tuple({other.path: other for other in self._named[path, "related"]}.values()),
            "indicators": self._named[path, "indicators"],
        }

    @query
    def measures_of(self, indicator: Indicator) -> Sequence[Measure | Edition]:
        """Return the measures that an indicator belongs to."""
        return self._naming[indicator.path, "indicators"]

    @query
    def carried_by(self, edition: Edition) -> list[Measure]:
        """Return the earlier measures that an edition goes on with."""
        return [document for document in self._named[edition.path, "carries"] if isinstance(document, Measure)]
