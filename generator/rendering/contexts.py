"""What the template of each kind of page is given of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from generator.addresses import Fixed, Subject
from generator.following.books import shares
from generator.model import Classification, Correction, Edition, Indicator, Measure, Page, Roadmap, Term, Value
from generator.rendering import formats
from generator.rendering.following import Follower
from generator.rendering.index import Index
from generator.rendering.terms import Vocabulary, text_of


class Grouped(NamedTuple):
    """A value and measures that have it."""

    value: Value
    measures: tuple[Measure, ...]


class Fact(NamedTuple):
    """What a measure is in one classification."""

    classification: Classification
    value: Value


class Corrected(NamedTuple):
    """One correction, with the measure that it belongs to."""

    measure: Measure
    correction: Correction


class Cell(NamedTuple):
    """Where a row and a column of the grid meet."""

    row: Value
    column: Value
    measures: tuple[Measure, ...]


class Row(NamedTuple):
    """A row of the grid: its value and its cells."""

    value: Value
    cells: tuple[Cell, ...]


class Grid(NamedTuple):
    """Two scales against each other: the first downwards from its largest value, the second from its smallest."""

    down: Classification
    across: Classification
    rows: tuple[Row, ...]
    columns: tuple[Value, ...]


class Explained(NamedTuple):
    """A term with the measures that use it."""

    term: Term
    measures: tuple[Measure, ...]


def own_context(subject: Subject, roadmap: Roadmap, vocabulary: Vocabulary, follower: Follower) -> dict[str, object]:
    """What the page of a subject is given besides what every page is."""
    facts_of = partial(facts, roadmap, roadmap.classifications)
    match subject:
        case Fixed.HOME:
            return {"grid": grid(roadmap), "largest": largest(roadmap), "shares": partial(shares, roadmap.measures)}
        case Fixed.FIGURES:
            return {"grid": grid(roadmap), "shares": partial(shares, roadmap.measures)}
        case Fixed.MEASURES:
            facets = sorted(roadmap.classifications, key=has_section)
            return {"index": Index(roadmap, vocabulary), "facets": facets, "facts": partial(facts, roadmap, facets)}
        case Fixed.STANDING:
            return {"shares": partial(shares, roadmap.measures), **follower.standing()}
        case Fixed.CHANGES:
            return follower.changes(vocabulary.language)
        case Fixed.INDICATORS:
            return follower.indicators()
        case Fixed.GLOSSARY:
            return {"terms": glossary(roadmap, vocabulary)}
        case Fixed.BOOKLET:
            return {"grid": grid(roadmap), "terms": glossary(roadmap, vocabulary), "facts": facts_of}
        case Classification():
            return {"classification": subject}
        case Edition():
            return follower.edition(subject)
        case Value():
            parent = roadmap.classification_of(subject)
            others = [value for value in parent.values if value is not subject]
            return {
                "value": subject,
                "classification": parent,
                "measures": roadmap.measures_in(subject),
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


def measure_context(measure: Measure, roadmap: Roadmap, vocabulary: Vocabulary) -> dict[str, object]:
    position = roadmap.measures.index(measure)
    return {
        "measure": measure,
        "terms": terms_of(measure, vocabulary),
        "facts": facts(roadmap, roadmap.classifications, measure),
        "previous": roadmap.measures[position - 1] if position else None,
        "next": roadmap.measures[position + 1] if position + 1 < len(roadmap.measures) else None,
        "neighbours": neighbours(measure, roadmap),
    }


def neighbours(measure: Measure, roadmap: Roadmap) -> Grouped | None:
    """The other measures of the same value in the first way into the roadmap; None where there is none."""
    if not roadmap.ways_in:
        return None
    value = next(value for value in roadmap.ways_in[0].values if value in measure.values)
    return Grouped(value, tuple(one for one in roadmap.measures_in(value) if one is not measure))


def largest(roadmap: Roadmap) -> Grouped | None:
    """The measures with the largest value of the first scale; None where there is no scale."""
    if not roadmap.scales:
        return None
    value = max(roadmap.scales[0].values, key=lambda one: one.size)
    return Grouped(value, roadmap.measures_in(value))


def has_section(classification: Classification) -> bool:
    """Sorts what has no section on a measure's page before the rest: what came of a measure is asked first."""
    return bool(classification.section)


def facts(roadmap: Roadmap, classifications: Sequence[Classification], measure: Measure) -> list[Fact]:
    """What a measure is in each of some classifications."""
    values = dict(zip(roadmap.classifications, measure.values, strict=True))
    return [Fact(one, values[one]) for one in classifications]


def terms_of(measure: Measure, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The terms that a measure uses, in the order of its text."""
    return vocabulary.used_in(measure.title, measure.problem, text_of(measure.body[vocabulary.language]))


def glossary(roadmap: Roadmap, vocabulary: Vocabulary) -> list[Explained]:
    """The terms in alphabetical order."""
    users: dict[Term, list[Measure]] = {term: [] for term in roadmap.terms}
    for measure in roadmap.measures:
        for term in terms_of(measure, vocabulary):
            users[term].append(measure)
    language = vocabulary.language
    ordered = sorted(roadmap.terms, key=lambda one: formats.sorting(one.term[language], language))
    return [Explained(term, tuple(users[term])) for term in ordered]


def grid(roadmap: Roadmap) -> Grid | None:
    """The first two scales against each other; None where there are fewer."""
    if len(roadmap.scales) < 2:
        return None
    down, across = roadmap.scales[:2]
    columns = tuple(sorted(across.values, key=lambda one: one.size))
    downwards = sorted(down.values, key=lambda one: -one.size)
    return Grid(down, across, tuple(Row(value, cells(value, columns, roadmap)) for value in downwards), columns)


def cells(row: Value, columns: Iterable[Value], roadmap: Roadmap) -> tuple[Cell, ...]:
    measures = roadmap.measures_in(row)
    return tuple(Cell(row, column, tuple(one for one in measures if column in one.values)) for column in columns)


def corrections(roadmap: Roadmap) -> list[Corrected]:
    return [Corrected(measure, one) for measure in roadmap.measures for one in measure.corrections]
