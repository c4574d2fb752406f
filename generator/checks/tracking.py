"""Checks what measures, editions and indicators say of each other, and that the key figures are right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import PurePosixPath

from generator.diagnostics import Diagnostic, did_you_mean, with_cure
from generator.i18n import _
from generator.model import FieldLocations, Measure, Roadmap, Tracking
from generator.tracking.relations import merge_chain
from generator.tracking.statistics import counted


def check_tracking(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Yield what is wrong in a roadmap that is followed up; nothing in one that is not."""
    measures = {measure.path: measure for measure in roadmap.measures}
    for measure in roadmap.measures:
        if measure.tracking is not None:
            yield from _reference_errors(measure, measure.tracking, measures, roadmap)
            yield from _order_errors(measure, measure.tracking, measures)
    for edition in roadmap.editions:
        yield from _unknown_files(edition.carries, measures, roadmap, edition.locations, "carries")
        for path in _not_before(edition.year, edition.carries, measures):
            message = _('"{file}" is not of an earlier year. Leave it out here.', file=_file_name(path))
            yield Diagnostic(edition.locations.of("carries"), message)
    yield from _adoption_errors(roadmap)
    for figure in roadmap.follow_up.key_figures if roadmap.follow_up else ():
        count = counted(roadmap, figure.filters)
        if count != figure.count:
            message = _(
                "This figure says {stated}, but the measures are {counted}. Mend the figure, or the measures.",
                stated=figure.count,
                counted=count,
            )
            yield Diagnostic(figure.location, message)


def _reference_errors(
    measure: Measure, tracking: Tracking, measures: Mapping[str, Measure], roadmap: Roadmap
) -> Iterator[Diagnostic]:
    """Report names of files that a measure has and the roadmap does not, and a measure that names itself."""
    indicators = {indicator.path for indicator in roadmap.indicators}
    merged_into = (tracking.merged_into,) if tracking.merged_into else ()
    references = {"continues": tracking.continues, "related": tracking.related, "merged_into": merged_into}
    for field, paths in references.items():
        yield from _unknown_files(paths, measures, roadmap, measure.locations, field)
        if measure.path in paths:
            message = _("This is the measure itself. Name another, or delete it.")
            yield Diagnostic(measure.locations.of(field), message)
    yield from _unknown_files(tracking.indicators, indicators, roadmap, measure.locations, "indicators")


def _order_errors(measure: Measure, tracking: Tracking, measures: dict[str, Measure]) -> Iterator[Diagnostic]:
    """Report a measure that continues one of a later year, or is merged into itself by way of others."""
    earlier = [path for path in tracking.continues if path != measure.path]
    for path in _not_before(tracking.edition.year, earlier, measures):
        message = _(
            '"{file}" is not of an earlier year. Name the measure that was there before, or delete it.',
            file=_file_name(path),
        )
        yield Diagnostic(measure.locations.of("continues"), message)
    if tracking.merged_into != measure.path and measure in merge_chain(measure, measures):
        message = _("These measures are merged into each other in a circle. Say of one that it goes on.")
        yield Diagnostic(measure.locations.of("merged_into"), message)


def _not_before(year: int, paths: Iterable[str], measures: Mapping[str, Measure]) -> Iterator[str]:
    """Yield the paths of measures that are of a year or of a later one."""
    for path in paths:
        tracking = measures[path].tracking if path in measures else None
        if tracking is not None and tracking.edition.year >= year:
            yield path


def _adoption_errors(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Report editions that were not adopted in the order of their years, or are adopted after the site's day."""
    adopted = [edition for edition in roadmap.editions if not edition.draft]
    for earlier, edition in pairwise(adopted):
        if edition.adopted <= earlier.adopted:
            message = _(
                "This day does not come after {date}, when the roadmap of {year} was adopted. Mend one of the two.",
                year=earlier.year,
                date=earlier.adopted,
            )
            yield Diagnostic(edition.locations.of("adopted"), message)
    for edition in adopted:
        if edition.adopted > roadmap.site.updated:
            message = _(
                "This day is after {date}, of which the site tells. Write “draft: yes” until it has been adopted, or a "
                "later day as “updated” in site.yaml.",
                date=roadmap.site.updated,
            )
            yield Diagnostic(edition.locations.of("adopted"), message)


def _unknown_files(
    paths: Iterable[str], known: Collection[str], roadmap: Roadmap, locations: FieldLocations, field: str
) -> Iterator[Diagnostic]:
    for path in paths:
        if path in known:
            continue
        name = _file_name(path)
        if path in roadmap.unpublished_paths:
            message = _(
                '"{file}" is a draft, or its year is one, and has no page yet. '
                "Publish it too, or delete its name here.",
                file=name,
            )
        else:
            message = with_cure(
                _('There is no file "{file}".', file=name),
                did_you_mean(name, map(_file_name, known)),
                _("Write the name of one, or delete it."),
            )
        yield Diagnostic(locations.of(field), message)


def _file_name(path: str) -> str:
    return PurePosixPath(path).name
