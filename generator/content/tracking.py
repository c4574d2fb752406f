"""Checks what the fields of one measure say of its tracking against each other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.content.date_order import in_future, out_of_order
from generator.content.schema import EDITION, STATUS
from generator.diagnostics import Diagnostic, Location
from generator.i18n import FieldName, _
from generator.model import FieldLocations, StatusCategory, Tracking, Transition

# Coming into these states needs a word of why.
_EXPLAINED = (Transition.POSTPONED, Transition.DROPPED, Transition.MERGED)


def contradictions(tracking: Tracking, locations: FieldLocations, today: datetime.date) -> Iterator[Diagnostic]:
    """Yield what the fields of one measure say against each other or leave open, on the day of the site."""
    yield from out_of_order(tracking.updates)
    yield from out_of_order(tracking.decisions)
    yield from _status_errors(tracking, locations)
    yield from _completion_errors(tracking, locations)
    yield from _due_date_errors(tracking, locations)
    yield from _missing_reasons(tracking, locations, today)
    yield from _future_days(tracking, locations, today)


def _status_errors(tracking: Tracking, locations: FieldLocations) -> Iterator[Diagnostic]:
    if tracking.status.category is not StatusCategory.UNKNOWN and tracking.status_date is None:
        message = _("Since when is the measure in this state? Add a line “status_date: …”.")
        yield Diagnostic(locations.of(STATUS), message)
    since = tracking.completed or tracking.status_date
    for update in tracking.updates:
        if update.status and since and since <= update.day and (update.day, update.status) != (since, tracking.status):
            message = _(
                "This state is told of a day on which the measure is in another, since {date}. "
                "Write the newest one as {status} and {status_date}, and those before it here.",
                date=since,
                status=FieldName(STATUS),
                status_date=FieldName("status_date"),
            )
            yield Diagnostic(update.location, message)
    merged = tracking.status.transition is Transition.MERGED
    if merged and not tracking.merged_into:
        yield Diagnostic(locations.of(STATUS), _("Into which measure was it merged? Add a line “merged_into: …”."))
    if tracking.merged_into and not merged:
        message = _(
            "A measure that was merged is in another state than this one. Write its {status}, or delete this line.",
            status=FieldName(STATUS),
        )
        yield Diagnostic(locations.of("merged_into"), message)


def _completion_errors(tracking: Tracking, locations: FieldLocations) -> Iterator[Diagnostic]:
    done = tracking.status.transition is Transition.FINISHED
    if done and tracking.completed is None:
        yield Diagnostic(locations.of(STATUS), _("When was the measure done? Add a line “completed_on: …”."))
    if done and tracking.result is None:
        yield Diagnostic(locations.of(STATUS), _("What came of the measure? Add “result_…” in each language."))
    if tracking.completed and not done:
        message = _(
            "The measure has a day on which it was done, but its state is another. Write its {status}, or delete this "
            "line.",
            status=FieldName(STATUS),
        )
        yield Diagnostic(locations.of("completed_on"), message)
    if tracking.completed and tracking.status_date and tracking.completed > tracking.status_date:
        message = _(
            "The measure is in its state before it was done. Write as {status_date} this day or a later one.",
            status_date=FieldName("status_date"),
        )
        yield Diagnostic(locations.of("completed_on"), message)
    if tracking.completed and tracking.completed < tracking.edition.adopted:
        message = _(
            "The measure was done before its roadmap was adopted, on {date}. Mend the day, or {edition}.",
            date=tracking.edition.adopted,
            edition=FieldName(EDITION),
        )
        yield Diagnostic(locations.of("completed_on"), message)
    if (tracking.service_url is None) != (tracking.without_net is None):
        present, missing = "service_url", "without_net"
        if tracking.service_url is None:
            present, missing = missing, present
        message = _(
            "It goes together with {other}. Add “{name}_…” in each language.", other=FieldName(missing), name=missing
        )
        yield Diagnostic(_first_location(locations, present), message)


def _due_date_errors(tracking: Tracking, locations: FieldLocations) -> Iterator[Diagnostic]:
    moves = [update for update in tracking.updates if update.due]
    if tracking.due is None and (tracking.due_now or moves):
        location = locations.of("due_now") if tracking.due_now else moves[0].location
        yield Diagnostic(location, _("To which date was it first promised? Add a line “due: …”."))
    if tracking.due_now and tracking.due_now == tracking.due and not moves:
        yield Diagnostic(locations.of("due_now"), _("This is the date that was first promised. Delete the line."))
    elif tracking.due_now and not moves and tracking.status.transition is not Transition.POSTPONED:
        message = _(
            "When was the date moved, and why? Tell it in {updates}, with the new date.", updates=FieldName("updates")
        )
        yield Diagnostic(locations.of("due_now"), message)
    if moves and tracking.completed and moves[-1].day > tracking.completed:
        message = _("The date was moved after the measure was done, on {date}. Mend one.", date=tracking.completed)
        yield Diagnostic(moves[-1].location, message)
    if moves and tracking.due and moves[-1].due != tracking.promised:
        message = _(
            "The last date promised here is another than the present one, {date}. Write the same as {due_now}.",
            date=tracking.promised,
            due_now=FieldName("due_now"),
        )
        yield Diagnostic(moves[-1].location, message)


def _missing_reasons(tracking: Tracking, locations: FieldLocations, today: datetime.date) -> Iterator[Diagnostic]:
    if tracking.note is not None:
        return
    if tracking.status.transition in _EXPLAINED:
        yield Diagnostic(
            locations.of(STATUS), _("Why? A measure in this state needs “status_note_…” in each language.")
        )
    elif tracking.is_late(today):
        location = locations.of("due_now" if tracking.due_now else "due")
        message = _(
            "The date has passed. Add “status_note_…” that tells why in each language, or the new date as {due_now}.",
            due_now=FieldName("due_now"),
        )
        yield Diagnostic(location, message)


def _future_days(tracking: Tracking, locations: FieldLocations, today: datetime.date) -> Iterator[Diagnostic]:
    """Yield the days of what happened that are after the day of the site."""
    happened = [
        (tracking.status_date, locations.of("status_date")),
        (tracking.completed, locations.of("completed_on")),
        *((decision.day, decision.location) for decision in tracking.decisions),
        *((update.day, update.location) for update in tracking.updates),
    ]
    for day, location in happened:
        if day is not None and day > today:
            yield Diagnostic(location, in_future(today))


def _first_location(locations: FieldLocations, name: str) -> Location:
    """Return the location of a field that comes in every language: that of the first."""
    of_field = (location for field, location in locations.by_field.items() if field.startswith(f"{name}_"))
    return min(of_field, default=locations.start)
