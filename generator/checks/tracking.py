"""Checks what measures, editions and indicators say of each other, and that the key figures are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import PurePosixPath

from generator.diagnostics import Diagnostic, did_you_mean, with_cure
from generator.i18n import Message, _
from generator.model import Document, Edition, Measure, Roadmap
from generator.tracking.relations import Reference, references
from generator.tracking.statistics import count_meeting

_Documents = Mapping[str, Document]


def check_tracking(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Yield what is wrong in a roadmap that is followed up; nothing in one that is not."""
    documents = {document.path: document for document in roadmap.documents}
    for reference in references(roadmap):
        if message := _reference_error(reference, documents, roadmap):
            yield Diagnostic(reference.subject.locations.of(reference.field), message)
    yield from _adoption_errors(roadmap)
    for figure in roadmap.follow_up.key_figures if roadmap.follow_up else ():
        count = count_meeting(roadmap, figure.filters)
        if figure.count not in (None, count):
            message = _(
                "This figure is {stated}, but the number of measures is {counted}. Correct what is wrong, or "
                "delete the line “count”: then the figure is counted.",
                stated=figure.count,
                counted=count,
            )
            yield Diagnostic(figure.location, message)


def _reference_error(reference: Reference, documents: _Documents, roadmap: Roadmap) -> Message | None:
    """Return why a measure or an edition cannot name a file in a field, None where it can."""
    subject, field, path = reference
    if path not in documents:
        return _unknown_file(path, documents, roadmap)
    if path == subject.path:
        return _("This is the measure itself. Name another, or delete the name here.")
    if field == "merged_into" and _is_in_circle(subject, documents):
        return _("These measures are merged into each other in a circle. Give one of them another status.")
    if field in ("continues", "carries") and _year_of(documents[path]) >= _year_of(subject):
        cure = _("Name the measure that was there before, or delete the name here.")
        if field == "carries":
            cure = _("Leave it out here.")
        return _('"{file}" is not from an earlier year. {cure}', file=_file_name(path), cure=cure)
    return None


def _unknown_file(path: str, documents: _Documents, roadmap: Roadmap) -> Message:
    name, folder = _file_name(path), PurePosixPath(path).parent
    if path in roadmap.unpublished_paths:
        return _(
            '"{file}" or its year is a draft, so it has no page yet. Publish it too, or delete its name here.',
            file=name,
        )
    if message := withdrawn_message(path, roadmap):
        return message
    neighbours = (_file_name(known) for known in documents if PurePosixPath(known).parent == folder)
    return with_cure(
        _('There is no file "{file}".', file=name),
        did_you_mean(name, neighbours),
        _("Write the name of one, or delete it."),
    )


def withdrawn_message(path: str, roadmap: Roadmap) -> Message | None:
    """Return that the measure of a file was withdrawn, None where it was not."""
    for withdrawal in roadmap.withdrawals:
        if withdrawal.path == path:
            return _(
                '"{file}" was withdrawn on {date}. Delete its name here.', file=_file_name(path), date=withdrawal.day
            )
    return None


def _is_in_circle(measure: Document, documents: _Documents) -> bool:
    """Return whether a measure is merged into itself by way of others."""
    seen: set[str] = set()
    target: Document | None = measure
    while isinstance(target, Measure) and target.tracking and target.path not in seen:
        seen.add(target.path)
        target = documents.get(target.tracking.merged_into)
    return target is not None and target.path == measure.path


def _year_of(document: Document) -> int:
    """Return the year of an edition, or of the edition of a measure."""
    if isinstance(document, Measure) and document.tracking:
        document = document.tracking.edition
    return document.year if isinstance(document, Edition) else 0


def _file_name(path: str) -> str:
    return PurePosixPath(path).name


def _adoption_errors(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Report editions that were not adopted in the order of their years, or are adopted after the site's day."""
    adopted = [edition for edition in roadmap.editions if not edition.draft]
    for earlier, edition in pairwise(adopted):
        if edition.adopted <= earlier.adopted:
            message = _(
                "This date is not after {date}, when the roadmap for {year} was adopted. Correct one of the two.",
                year=earlier.year,
                date=earlier.adopted,
            )
            yield Diagnostic(edition.locations.of("adopted"), message)
    for edition in adopted:
        if edition.adopted > roadmap.site.updated:
            message = _(
                "This date is after {date}, the date of the site. Write “draft: yes” until the roadmap has "
                "been adopted, or a later date as “updated” in site.yaml.",
                date=roadmap.site.updated,
            )
            yield Diagnostic(edition.locations.of("adopted"), message)
