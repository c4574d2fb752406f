"""Checks that what measures, editions and indicators say of each other holds, and that the books balance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from generator.following.books import counted
from generator.following.ties import circle
from generator.model import Course, Measure, Places, Roadmap
from generator.problems import Message, Problem, closest, say
from generator.reading.description import ADOPTED, CARRIES, CONTINUES, INDICATORS, MERGED_INTO, RELATED


def check_follow_up(roadmap: Roadmap) -> Iterator[Problem]:
    """What does not hold in a roadmap that is followed up; nothing in one that is not."""
    measures = {one.path: one for one in roadmap.measures}
    for measure in roadmap.measures:
        if measure.course is not None:
            yield from on_references(measure, measure.course, measures, roadmap)
            yield from on_order(measure, measure.course, measures)
    for edition in roadmap.editions:
        yield from dead_names(edition.carries, measures, roadmap, edition.places, CARRIES.name)
        for path in edition.carries:
            course = measures[path].course if path in measures else None
            if course is not None and course.edition.year >= edition.year:
                message = say('"{file}" is not of an earlier year. Leave it out here.', file=name_of(path))
                yield Problem(edition.places.of(CARRIES.name), message)
    yield from on_adoption(roadmap)
    yield from false_headlines(roadmap)


def on_adoption(roadmap: Roadmap) -> Iterator[Problem]:
    """The editions that were not adopted one after another, by the day of which the site tells."""
    adopted = [one for one in roadmap.editions if not one.draft]
    for earlier, edition in pairwise(adopted):
        if edition.adopted <= earlier.adopted:
            message = say(
                "This day does not come after {date}, when the roadmap of {year} was adopted. Mend one of the two.",
                year=earlier.year,
                date=earlier.adopted,
            )
            yield Problem(edition.places.of(ADOPTED.name), message)
    for edition in adopted:
        if edition.adopted > roadmap.site.updated:
            message = say(
                "This day is after {date}, of which the site tells. Write “draft: yes” until it has been adopted, or a "
                "later day as “updated” in site.yaml.",
                date=roadmap.site.updated,
            )
            yield Problem(edition.places.of(ADOPTED.name), message)


def on_references(
    measure: Measure, course: Course, measures: dict[str, Measure], roadmap: Roadmap
) -> Iterator[Problem]:
    merged_into = [course.merged_into] if course.merged_into else []
    for field, paths in ((CONTINUES, course.continues), (RELATED, course.related), (MERGED_INTO, merged_into)):
        yield from dead_names(paths, measures, roadmap, measure.places, field.name)
        if measure.path in paths:
            yield Problem(measure.places.of(field.name), say("This is the measure itself. Name another, or delete it."))
    indicators = {one.path for one in roadmap.indicators}
    yield from dead_names(course.indicators, indicators, roadmap, measure.places, INDICATORS.name)


def on_order(measure: Measure, course: Course, measures: dict[str, Measure]) -> Iterator[Problem]:
    """What would go back in time, or round in a circle."""
    for path in course.continues:
        earlier = measures[path].course if path in measures else None
        if earlier is not None and path != measure.path and earlier.edition.year >= course.edition.year:
            message = say(
                '"{file}" is not of an earlier year. Name the measure that was there before, or delete it.',
                file=name_of(path),
            )
            yield Problem(measure.places.of(CONTINUES.name), message)
    if course.merged_into != measure.path and measure in circle(measure, measures):
        message = say("These measures are merged into each other in a circle. Say of one that it goes on.")
        yield Problem(measure.places.of(MERGED_INTO.name), message)


def dead_names(
    paths: Iterable[str], known: Iterable[str], roadmap: Roadmap, places: Places, field: str
) -> Iterator[Problem]:
    """The names of files that a field has and the roadmap does not."""
    known = set(known)
    for path in paths:
        if path not in known:
            yield Problem(places.of(field), dead_name(path, known, roadmap))


def dead_name(path: str, known: set[str], roadmap: Roadmap) -> Message:
    if path in roadmap.left_out:
        return say(
            '"{file}" is a draft, or its year is one, and has no page yet. Publish it too, or delete its name here.',
            file=name_of(path),
        )
    suggestion = closest(name_of(path), map(name_of, known))
    if suggestion is None:
        return say('There is no file "{file}". Write the name of one, or delete it.', file=name_of(path))
    return say('There is no file "{file}". Did you mean "{suggestion}"?', file=name_of(path), suggestion=suggestion)


def name_of(path: str) -> str:
    return PurePosixPath(path).name


def false_headlines(roadmap: Roadmap) -> Iterator[Problem]:
    """The figures that the publisher gives and the measures do not."""
    for headline in roadmap.follow_up.headlines if roadmap.follow_up else ():
        number = counted(roadmap, headline.conditions)
        if number != headline.count:
            message = say(
                "This figure says {stated}, but the measures are {counted}. Mend the figure, or the measures.",
                stated=headline.count,
                counted=number,
            )
            yield Problem(headline.place, message)
