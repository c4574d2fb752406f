"""Checks that what measures, editions and indicators say of each other holds, and that the books balance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from generator.content.schema import ADOPTED, CARRIES, CONTINUES, INDICATORS, MERGED_INTO, RELATED
from generator.diagnostics import Diagnostic, did_you_mean
from generator.i18n import Message, _
from generator.model import FieldLocations, Measure, Roadmap, Tracking
from generator.tracking.relations import merge_chain
from generator.tracking.statistics import counted


def check_follow_up(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """What does not hold in a roadmap that is followed up; nothing in one that is not."""
    measures = {one.path: one for one in roadmap.measures}
    for measure in roadmap.measures:
        if measure.tracking is not None:
            yield from on_references(measure, measure.tracking, measures, roadmap)
            yield from on_order(measure, measure.tracking, measures)
    for edition in roadmap.editions:
        yield from dead_names(edition.carries, measures, roadmap, edition.locations, CARRIES.name)
        for path in edition.carries:
            tracking = measures[path].tracking if path in measures else None
            if tracking is not None and tracking.edition.year >= edition.year:
                message = _('"{file}" is not of an earlier year. Leave it out here.', file=name_of(path))
                yield Diagnostic(edition.locations.of(CARRIES.name), message)
    yield from on_adoption(roadmap)
    yield from false_headlines(roadmap)


def on_adoption(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """The editions that were not adopted one after another, by the day of which the site tells."""
    adopted = [one for one in roadmap.editions if not one.draft]
    for earlier, edition in pairwise(adopted):
        if edition.adopted <= earlier.adopted:
            message = _(
                "This day does not come after {date}, when the roadmap of {year} was adopted. Mend one of the two.",
                year=earlier.year,
                date=earlier.adopted,
            )
            yield Diagnostic(edition.locations.of(ADOPTED.name), message)
    for edition in adopted:
        if edition.adopted > roadmap.site.updated:
            message = _(
                "This day is after {date}, of which the site tells. Write “draft: yes” until it has been adopted, or a "
                "later day as “updated” in site.yaml.",
                date=roadmap.site.updated,
            )
            yield Diagnostic(edition.locations.of(ADOPTED.name), message)


def on_references(
    measure: Measure, tracking: Tracking, measures: dict[str, Measure], roadmap: Roadmap
) -> Iterator[Diagnostic]:
    merged_into = [tracking.merged_into] if tracking.merged_into else []
    for field, paths in ((CONTINUES, tracking.continues), (RELATED, tracking.related), (MERGED_INTO, merged_into)):
        yield from dead_names(paths, measures, roadmap, measure.locations, field.name)
        if measure.path in paths:
            yield Diagnostic(
                measure.locations.of(field.name), _("This is the measure itself. Name another, or delete it.")
            )
    indicators = {one.path for one in roadmap.indicators}
    yield from dead_names(tracking.indicators, indicators, roadmap, measure.locations, INDICATORS.name)


def on_order(measure: Measure, tracking: Tracking, measures: dict[str, Measure]) -> Iterator[Diagnostic]:
    """What would go back in time, or round in a circle."""
    for path in tracking.continues:
        earlier = measures[path].tracking if path in measures else None
        if earlier is not None and path != measure.path and earlier.edition.year >= tracking.edition.year:
            message = _(
                '"{file}" is not of an earlier year. Name the measure that was there before, or delete it.',
                file=name_of(path),
            )
            yield Diagnostic(measure.locations.of(CONTINUES.name), message)
    if tracking.merged_into != measure.path and measure in merge_chain(measure, measures):
        message = _("These measures are merged into each other in a circle. Say of one that it goes on.")
        yield Diagnostic(measure.locations.of(MERGED_INTO.name), message)


def dead_names(
    paths: Iterable[str], known: Iterable[str], roadmap: Roadmap, locations: FieldLocations, field: str
) -> Iterator[Diagnostic]:
    """The names of files that a field has and the roadmap does not."""
    known = set(known)
    for path in paths:
        if path not in known:
            yield Diagnostic(locations.of(field), dead_name(path, known, roadmap))


def dead_name(path: str, known: set[str], roadmap: Roadmap) -> Message:
    if path in roadmap.unpublished_paths:
        return _(
            '"{file}" is a draft, or its year is one, and has no page yet. Publish it too, or delete its name here.',
            file=name_of(path),
        )
    suggestion = did_you_mean(name_of(path), map(name_of, known))
    if suggestion is None:
        return _('There is no file "{file}". Write the name of one, or delete it.', file=name_of(path))
    return _('There is no file "{file}". Did you mean "{suggestion}"?', file=name_of(path), suggestion=suggestion)


def name_of(path: str) -> str:
    return PurePosixPath(path).name


def false_headlines(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """The figures that the publisher gives and the measures do not."""
    for headline in roadmap.follow_up.key_figures if roadmap.follow_up else ():
        number = counted(roadmap, headline.filters)
        if number != headline.count:
            message = _(
                "This figure says {stated}, but the measures are {counted}. Mend the figure, or the measures.",
                stated=headline.count,
                counted=number,
            )
            yield Diagnostic(headline.location, message)
