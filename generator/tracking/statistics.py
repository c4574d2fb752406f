"""Counts measures: how many are in each state, by any other classification. Nothing is left out.

A measure counts once in each value that it has, and once in a total.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.model import Classification, Filter, LocalizedText, Measure, Roadmap, Value


class Share(NamedTuple):
    """The number of measures that have a value, and how many per cent of all they are."""

    value: Value
    number: int
    percent: int


class CrosstabColumn(NamedTuple):
    """A part of the measures, and what it is called."""

    label: LocalizedText
    measures: tuple[Measure, ...]
    value: Value | None = None


class CrosstabRow(NamedTuple):
    """A state, the number of measures in it in each column, and in all."""

    status: Value
    numbers: tuple[int, ...]
    total: int


class Crosstab(NamedTuple):
    """States against the parts of the roadmap, with their sums."""

    columns: tuple[CrosstabColumn, ...]
    lines: tuple[CrosstabRow, ...]
    sums: tuple[int, ...]
    total: int


def distribution(measures: Sequence[Measure], classification: Classification) -> list[Share]:
    """Count how measures are divided among the values of a classification."""
    numbers = [(value, sum(value in measure.values for measure in measures)) for value in classification.values]
    return [Share(value, number, percent(number, len(measures))) for value, number in numbers]


def percent(part: int, whole: int) -> int:
    """Return the share in whole per cents, a half upwards; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def crosstab(roadmap: Roadmap, values: Sequence[Value]) -> Crosstab:
    """Count the statuses of the measures against the values of a classification."""
    return _table(roadmap, [CrosstabColumn(value.label, roadmap.measures_in(value), value) for value in values])


def crosstab_by_law(roadmap: Roadmap) -> Crosstab | None:
    """Count the statuses against what the law demands and what was chosen; None where nothing says which is which."""
    follow_up = roadmap.follow_up
    if follow_up is None or not follow_up.by_law:
        return None
    demanded = tuple(measure for measure in roadmap.measures if _meets(measure, follow_up.by_law))
    chosen = tuple(measure for measure in roadmap.measures if not _meets(measure, follow_up.by_law))
    texts = roadmap.texts
    return _table(roadmap, [CrosstabColumn(texts["by_law"], demanded), CrosstabColumn(texts["by_choice"], chosen)])


def counted(roadmap: Roadmap, conditions: Sequence[Filter]) -> int:
    """Count the measures that meet all of the conditions."""
    return sum(_meets(measure, conditions) for measure in roadmap.measures)


def _table(roadmap: Roadmap, columns: Sequence[CrosstabColumn]) -> Crosstab:
    statuses = roadmap.follow_up.statuses.values if roadmap.follow_up else ()
    # A measure may stand in several columns.
    whole = {measure.path: measure for column in columns for measure in column.measures}.values()
    lines = []
    for status in statuses:
        numbers = tuple(sum(status in measure.values for measure in column.measures) for column in columns)
        lines.append(CrosstabRow(status, numbers, sum(status in measure.values for measure in whole)))
    sums = tuple(len(column.measures) for column in columns)
    return Crosstab(tuple(columns), tuple(lines), sums, len(whole))


def _meets(measure: Measure, conditions: Sequence[Filter]) -> bool:
    return all(condition.matches(measure) for condition in conditions)
