"""What the template of each kind of page is given of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from generator.model import Classification, Correction, Edition, GlossaryTerm, Indicator, Measure, Page, Roadmap, Value
from generator.site import formatting
from generator.site.glossary import GlossaryMatcher
from generator.site.search_index import SearchIndex
from generator.site.tracking_contexts import TrackingContext
from generator.tracking.statistics import distribution
from generator.urls import MEASURES_PER_PAGE, BuiltinPage, Subject

# How many measures are named where they are not the matter itself; the others are a link away.
MOST_ASIDE = 12


class Grouped(NamedTuple):
    """A value, some measures that have it, and how many there are."""

    value: Value
    measures: Sequence[Measure]
    number: int


class Fact(NamedTuple):
    """What a measure is in one classification."""

    classification: Classification
    value: Value


class Corrected(NamedTuple):
    """One correction, with the measure that it belongs to."""

    measure: Measure
    correction: Correction


class GridCell(NamedTuple):
    """Where a row and a column of the grid meet."""

    row: Value
    column: Value
    measures: tuple[Measure, ...]


class GridRow(NamedTuple):
    """A row of the grid: its value and its cells."""

    value: Value
    cells: tuple[GridCell, ...]


class Grid(NamedTuple):
    """Two scales against each other: the first downwards from its largest value, the second from its smallest.

    It has a house for each measure where these are few enough to be seen.
    """

    down: Classification
    across: Classification
    rows: tuple[GridRow, ...]
    columns: tuple[Value, ...]
    has_houses: bool


class GlossaryUse(NamedTuple):
    """A term with some measures that use it, and how many do."""

    term: GlossaryTerm
    measures: Sequence[Measure]
    number: int


def own_context(
    subject: Subject, measures: Sequence[Measure], roadmap: Roadmap, index: SearchIndex, follower: TrackingContext
) -> dict[str, object]:
    """What the page of a subject is given besides what every page is. It lists some measures, or some of its own."""
    vocabulary = index.vocabulary
    facts_of = partial(facts, roadmap.classifications)
    match subject:
        case BuiltinPage.HOME:
            return {
                "houses": roadmap.measures if few(roadmap) else (),
                "grid": grid(roadmap),
                "largest": largest(roadmap),
                "shares": partial(distribution, roadmap.measures),
            }
        case BuiltinPage.FIGURES:
            return {"grid": grid(roadmap), "most": MOST_ASIDE, "shares": partial(distribution, roadmap.measures)}
        case BuiltinPage.MEASURES:
            facets = sorted(roadmap.classifications, key=has_section)
            return {
                "measures": measures,
                "place_of": roadmap.position_of,
                "index": index,
                "facets": facets,
                "facts": partial(facts, facets),
            }
        case BuiltinPage.STANDING:
            return {"shares": partial(distribution, roadmap.measures), **follower.standing()}
        case BuiltinPage.CHANGES:
            return follower.changes(vocabulary.language)
        case BuiltinPage.INDICATORS:
            return follower.indicators()
        case BuiltinPage.GLOSSARY:
            return {"terms": glossary(roadmap, vocabulary)}
        case BuiltinPage.PRINT_EDITION:
            return {"measures": measures, "facts": facts_of, **after(measures, roadmap, vocabulary)}
        case Classification():
            return {"classification": subject}
        case Edition():
            return follower.edition(subject, measures)
        case Value():
            parent = roadmap.classification_of(subject)
            others = [value for value in parent.values if value.id != subject.id]
            return {
                "value": subject,
                "classification": parent,
                "total": len(roadmap.measures_in(subject)),
                "measures": measures,
                "others": others,
            }
        case Measure():
            return {**measure_context(subject, roadmap, vocabulary), **follower.measure(subject)}
        case Indicator():
            return follower.indicator(subject)
        case Page():
            return {"page": subject, "corrections": corrections(roadmap)}
        case _:
            return {}


def measure_context(measure: Measure, roadmap: Roadmap, vocabulary: GlossaryMatcher) -> dict[str, object]:
    position = roadmap.position_of(measure)
    return {
        "measure": measure,
        "terms": vocabulary.used_in(measure),
        "facts": facts(roadmap.classifications, measure),
        "previous": roadmap.measures[position - 1] if position else None,
        "next": roadmap.measures[position + 1] if position + 1 < len(roadmap.measures) else None,
        "neighbours": neighbours(measure, roadmap),
    }


def neighbours(measure: Measure, roadmap: Roadmap) -> Grouped | None:
    """The nearest of the same value in the first way into the roadmap; None where there is no way."""
    if not roadmap.menu_taxonomies:
        return None
    value = next(value for value in roadmap.menu_taxonomies[0].values if value in measure.values)
    measures = roadmap.measures_in(value)
    place = bisect_left(measures, roadmap.position_of(measure), key=roadmap.position_of)
    start = max(0, min(place - MOST_ASIDE // 2, len(measures) - 1 - MOST_ASIDE))
    nearest = [one for one in measures[start : start + MOST_ASIDE + 1] if one.path != measure.path]
    return Grouped(value, nearest, len(measures) - 1)


def largest(roadmap: Roadmap) -> Grouped | None:
    """The measures with the largest value of the first scale; None where there is no scale."""
    if not roadmap.scales:
        return None
    value = max(roadmap.scales[0].values, key=lambda one: one.size)
    measures = roadmap.measures_in(value)
    return Grouped(value, measures[:MOST_ASIDE], len(measures))


def few(roadmap: Roadmap) -> bool:
    """Whether the measures are few enough to have a small picture each."""
    return len(roadmap.measures) <= MEASURES_PER_PAGE


def after(measures: Sequence[Measure], roadmap: Roadmap, vocabulary: GlossaryMatcher) -> dict[str, object]:
    """What follows the measures in the whole roadmap: the grid where all are there, the terms after the last."""
    return {
        "grid": grid(roadmap) if len(measures) == len(roadmap.measures) else None,
        "terms": glossary(roadmap, vocabulary) if measures[-1:] == roadmap.measures[-1:] else [],
    }


def has_section(classification: Classification) -> bool:
    """Sorts what has no section on a measure's page before the rest: what came of a measure is asked first."""
    return bool(classification.section)


def facts(classifications: Sequence[Classification], measure: Measure) -> list[Fact]:
    """What a measure is in each of some classifications."""
    values = {value.classification_id: value for value in measure.values}
    return [Fact(one, values[one.id]) for one in classifications]


def glossary(roadmap: Roadmap, vocabulary: GlossaryMatcher) -> list[GlossaryUse]:
    """The terms in alphabetical order."""
    users: dict[str, list[Measure]] = {term.id: [] for term in roadmap.terms}
    for measure in roadmap.measures:
        for term in vocabulary.used_in(measure):
            users[term.id].append(measure)
    language = vocabulary.language
    ordered = sorted(roadmap.terms, key=lambda one: formatting.sorting(one.term[language], language))
    return [GlossaryUse(term, users[term.id][:MOST_ASIDE], len(users[term.id])) for term in ordered]


def grid(roadmap: Roadmap) -> Grid | None:
    """The first two scales against each other; None where there are fewer."""
    if len(roadmap.scales) < 2:
        return None
    down, across = roadmap.scales[:2]
    columns = tuple(sorted(across.values, key=lambda one: one.size))
    downwards = sorted(down.values, key=lambda one: -one.size)
    rows = tuple(GridRow(value, cells(value, columns, roadmap)) for value in downwards)
    return Grid(down, across, rows, columns, few(roadmap))


def cells(row: Value, columns: Iterable[Value], roadmap: Roadmap) -> tuple[GridCell, ...]:
    measures = roadmap.measures_in(row)
    return tuple(GridCell(row, column, tuple(one for one in measures if column in one.values)) for column in columns)


def corrections(roadmap: Roadmap) -> list[Corrected]:
    return [Corrected(measure, one) for measure in roadmap.measures for one in measure.corrections]
