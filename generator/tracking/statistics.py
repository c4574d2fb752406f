"""Counts measures: how many are in each status, in the whole and in its parts. Nothing is left out.

A measure counts once in each value that it has.
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


class StatusCount(NamedTuple):
    """The number of measures in a status, and how many of them are late."""

    status: Value
    number: int
    late: int


class Group(NamedTuple):
    """A part of the measures, and what it is called: those with one of some values, or without any."""

    label: LocalizedText
    measures: tuple[Measure, ...]
    values: tuple[Value, ...]


def distribution(roadmap: Roadmap, classification: Classification) -> list[Share]:
    """Count how the measures are divided among the values of a classification."""
    numbers = [(value, roadmap.count_in(value)) for value in classification.values]
    return [Share(value, number, percent(number, roadmap.measure_count)) for value, number in numbers]


def percent(part: int, whole: int) -> int:
    """Return the share in whole per cent, a half upwards; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def count_statuses(measures: Sequence[Measure], roadmap: Roadmap) -> list[StatusCount]:
    """Count the measures in each status and those that are late on the day of the site."""
    statuses = roadmap.follow_up.by_progress if roadmap.follow_up else ()
    tracked = [measure.tracking for measure in measures if measure.tracking]
    counts = []
    for status in statuses:
        found = [tracking for tracking in tracked if tracking.status == status]
        counts.append(StatusCount(status, len(found), sum(one.is_late(roadmap.site.updated) for one in found)))
    return counts


def statuses_in(roadmap: Roadmap, *values: Value) -> list[StatusCount]:
    """Count the measures that have all of some values in each status, and those that are late."""
    statuses = roadmap.follow_up.by_progress if roadmap.follow_up else ()
    return [
        StatusCount(status, roadmap.count_in(*values, status), roadmap.late_count_in(*values, status))
        for status in statuses
    ]


def groups(roadmap: Roadmap, taxonomy: Classification) -> list[Group]:
    """Divide the measures by a classification; those without a value of it come last, where there are any."""
    by_value = [Group(value.label, roadmap.measures_in(value), (value,)) for value in taxonomy.values]
    others = tuple(measure for measure in roadmap.measures if not measure.values_in(taxonomy))
    return [*by_value, Group(roadmap.texts["no_unit"], others, ())] if others else by_value


def groups_by_law(roadmap: Roadmap) -> list[Group]:
    """Divide the measures into what the law demands and the others; nothing where nothing says which is which."""
    conditions = roadmap.follow_up.by_law if roadmap.follow_up else ()
    if not conditions:
        return []
    demanded = tuple(measure for measure in roadmap.measures if _meets(measure, conditions))
    others = tuple(measure for measure in roadmap.measures if not _meets(measure, conditions))
    values = tuple(value for condition in conditions for value in condition.values)
    return [
        Group(roadmap.texts["by_law"], demanded, values),
        Group(roadmap.texts["by_choice"], others, _other_values(values, roadmap)),
    ]


def count_meeting(roadmap: Roadmap, conditions: Sequence[Filter]) -> int:
    """Count the measures that meet all of the conditions."""
    return sum(_meets(measure, conditions) for measure in roadmap.measures)


def _other_values(values: Sequence[Value], roadmap: Roadmap) -> tuple[Value, ...]:
    """Return the values that every other measure has, none where these are not to be told by their values alone."""
    taxonomies = {value.classification_id: roadmap.classification_of(value) for value in values}
    if len(taxonomies) > 1:
        return ()
    [taxonomy] = taxonomies.values()
    return () if taxonomy.several else tuple(value for value in taxonomy.values if value not in values)


def _meets(measure: Measure, conditions: Sequence[Filter]) -> bool:
    return all(condition.matches(measure) for condition in conditions)
