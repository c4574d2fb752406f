"""Counts measures: how many are in each state, by any other classification. Nothing is counted twice or left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.model import Classification, Condition, Measure, Roadmap, Text, Value


class Share(NamedTuple):
    """The number of measures that have a value, and how many per cent of all they are."""

    value: Value
    number: int
    percent: int


class Column(NamedTuple):
    """A part of the measures, and what it is called."""

    label: Text
    measures: tuple[Measure, ...]
    value: Value | None = None


class Line(NamedTuple):
    """A state, the number of measures in it in each column, and in all."""

    status: Value
    numbers: tuple[int, ...]
    total: int


class Table(NamedTuple):
    """States against the parts of the roadmap, with their sums."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    sums: tuple[int, ...]
    total: int


def shares(measures: Sequence[Measure], classification: Classification) -> list[Share]:
    """How measures are divided among the values of a classification."""
    numbers = [(value, sum(value in measure.values for measure in measures)) for value in classification.values]
    return [Share(value, number, percent(number, len(measures))) for value, number in numbers]


def percent(part: int, whole: int) -> int:
    """The share in whole per cents, a half upwards; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def by_values(roadmap: Roadmap, values: Sequence[Value]) -> Table:
    """The states of the measures against the values of a classification."""
    return table(roadmap, [Column(value.label, roadmap.measures_in(value), value) for value in values])


def by_law(roadmap: Roadmap) -> Table | None:
    """The states against what the law demands and what was chosen; None where nothing says which is which."""
    follow_up = roadmap.follow_up
    if follow_up is None or not follow_up.by_law:
        return None
    demanded = tuple(one for one in roadmap.measures if meets(one, follow_up.by_law))
    chosen = tuple(one for one in roadmap.measures if not meets(one, follow_up.by_law))
    return table(roadmap, [Column(roadmap.texts["by_law"], demanded), Column(roadmap.texts["by_choice"], chosen)])


def table(roadmap: Roadmap, columns: Sequence[Column]) -> Table:
    statuses = roadmap.follow_up.statuses.values if roadmap.follow_up else ()
    lines = [line(status, columns) for status in statuses]
    sums = tuple(len(column.measures) for column in columns)
    return Table(tuple(columns), tuple(lines), sums, sum(sums))


def line(status: Value, columns: Sequence[Column]) -> Line:
    numbers = tuple(sum(status in measure.values for measure in column.measures) for column in columns)
    return Line(status, numbers, sum(numbers))


def meets(measure: Measure, conditions: Sequence[Condition]) -> bool:
    """Whether a measure meets all of the conditions."""
    return all(condition.holds(measure) for condition in conditions)


def counted(roadmap: Roadmap, conditions: Sequence[Condition]) -> int:
    """How many measures meet all of the conditions."""
    return sum(meets(measure, conditions) for measure in roadmap.measures)
