"""Checks what the fields of one content file say of days and states against each other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from generator.content.schema import EDITION, STATUS
from generator.diagnostics import Diagnostic, Location
from generator.i18n import FieldName, Message, _
from generator.model import (
    DataPoint,
    Decision,
    FieldLocations,
    PartialDate,
    StatusCategory,
    Tracking,
    Transition,
    Update,
)

# What a measure needs in a state, by the attribute that has it.
NEEDED = (
    ((Transition.FINISHED,), "completed", _("When was the measure completed? Add a line “completed_on: …”.")),
    ((Transition.FINISHED,), "result", _("What did the measure achieve? Add “result_…” in each language.")),
    ((Transition.MERGED,), "merged_into", _("Into which measure was it merged? Add a line “merged_into: …”.")),
    (
        (Transition.POSTPONED, Transition.DROPPED, Transition.MERGED),
        "note",
        _("Why? A measure with this status needs “status_note_…” in each language."),
    ),
)


def contradictions(tracking: Tracking, locations: FieldLocations, today: datetime.date) -> Iterator[Diagnostic]:
    """Yield what the fields of one measure say against each other or leave open, on the day of the site."""
    yield from _day_errors(tracking.updates, today)
    yield from _empty_updates(tracking.updates)
    yield from _day_errors(tracking.decisions, today)
    yield from _in_future(tracking.status_date, locations.of("status_date"), today)
    yield from _in_future(tracking.completed, locations.of("completed_on"), today)
    yield from _status_errors(tracking, locations)
    yield from _completion_errors(tracking, locations)
    yield from _due_date_errors(tracking, locations, today)


def impossible_days(data_points: Sequence[DataPoint], today: datetime.date) -> Iterator[Diagnostic]:
    """Yield the values of an indicator whose day is out of order, has another value, or has not come yet."""
    for above, point in pairwise(data_points):
        if point.day < above.day:
            yield _out_of_order(point)
        if point.day == above.day:
            yield Diagnostic(point.location, _("This date appears twice. Delete one of the two."))
    for point in data_points:
        yield from _in_future(point.day, point.location, today)


def _day_errors(entries: Sequence[Decision | Update], today: datetime.date) -> Iterator[Diagnostic]:
    """Yield the entries that can only have come before one above them, and those of a day that has not come yet."""
    latest = accumulate((entry.day.start for entry in entries), max)
    for start, entry in zip(latest, entries[1:], strict=False):
        if entry.day.end < start:
            yield _out_of_order(entry)
    for entry in entries:
        yield from _in_future(entry.day, entry.location, today)


def _empty_updates(updates: Sequence[Update]) -> Iterator[Diagnostic]:
    """Yield the entries that have a day and nothing else."""
    for update in updates:
        told = (update.text, update.status, update.due, update.former_title, update.former_responsible)
        if all(part is None for part in told):
            message = _(
                "Nothing is said about this date. Add “text_…” in each language, or the status that began then."
            )
            yield Diagnostic(update.location, message)


def _out_of_order(entry: DataPoint | Decision | Update) -> Diagnostic:
    return Diagnostic(entry.location, _("This date is before the one above it. Put the oldest first."))


def future_date(today: datetime.date) -> Message:
    """Return that a date is after the day of the site, and what to do."""
    return _(
        "This date is after {date}, the date of the site. Correct it, or write a later date as “updated” in site.yaml.",
        date=today,
    )


def _in_future(day: PartialDate | None, location: Location, today: datetime.date) -> Iterator[Diagnostic]:
    if day and day.start > today:
        yield Diagnostic(location, future_date(today))


def _status_errors(tracking: Tracking, locations: FieldLocations) -> Iterator[Diagnostic]:
    state = tracking.status.transition
    for states, attribute, question in NEEDED:
        if state in states and getattr(tracking, attribute) in (None, ""):
            yield Diagnostic(locations.of(STATUS), question)
    if tracking.status.category is not StatusCategory.UNKNOWN and tracking.status_date is None:
        message = _("Since when has the measure had this status? Add a line “status_date: …”.")
        yield Diagnostic(locations.of(STATUS), message)
    since = tracking.completed or tracking.status_date
    for update in tracking.updates:
        is_same = (update.day, update.status) == (since, tracking.status)
        if update.status and since and since.end <= update.day.start and not is_same:
            message = _(
                "On this date, the measure already has another status, since {date}. Write the newest one as "
                "{status} and {status_date}, and those before it here.",
                date=since,
                status=FieldName(STATUS),
                status_date=FieldName("status_date"),
            )
            yield Diagnostic(update.location, message)
    if tracking.merged_into and state is not Transition.MERGED:
        message = _(
            "This line is only for a measure that was merged, and this measure has another status. Correct "
            "its {status}, or delete this line.",
            status=FieldName(STATUS),
        )
        yield Diagnostic(locations.of("merged_into"), message)


def _completion_errors(tracking: Tracking, locations: FieldLocations) -> Iterator[Diagnostic]:
    if tracking.completed and tracking.status.transition is not Transition.FINISHED:
        message = _(
            "The measure has a completion date, but its status is another. Correct its {status}, or delete this line.",
            status=FieldName(STATUS),
        )
        yield Diagnostic(locations.of("completed_on"), message)
    if tracking.completed and tracking.status_date and tracking.completed.start > tracking.status_date.end:
        message = _(
            "The measure has had its status since before it was completed. Write this date or a later one as "
            "{status_date}.",
            status_date=FieldName("status_date"),
        )
        yield Diagnostic(locations.of("completed_on"), message)
    if tracking.completed and tracking.completed.end < tracking.edition.adopted:
        message = _(
            "The measure was completed before its roadmap was adopted on {date}. Correct the date, or {edition}.",
            date=tracking.edition.adopted,
            edition=FieldName(EDITION),
        )
        yield Diagnostic(locations.of("completed_on"), message)
    yield from _service_errors(tracking, locations)


def _service_errors(tracking: Tracking, locations: FieldLocations) -> Iterator[Diagnostic]:
    fields = {name: getattr(tracking, name) for name in ("service_url", "without_net", "service_name")}
    present = next((name for name, text in fields.items() if text is not None), "")
    missing = next((name for name in ("service_url", "without_net") if fields[name] is None), "")
    if present and missing:
        message = _(
            "It goes together with {other}. Add “{name}_…” in each language.", other=FieldName(missing), name=missing
        )
        written = (locations.of(name) for name in locations.positions if name.startswith(f"{present}_"))
        yield Diagnostic(min(written, default=locations.start), message)


def _due_date_errors(tracking: Tracking, locations: FieldLocations, today: datetime.date) -> Iterator[Diagnostic]:
    moves = [update for update in tracking.updates if update.due]
    if tracking.due is None and (tracking.due_now or moves):
        location = locations.of("due_now") if tracking.due_now else moves[0].location
        yield Diagnostic(location, _("What was the original deadline? Add a line “due: …”."))
    if tracking.due_now and tracking.due_now == tracking.due and not moves:
        yield Diagnostic(locations.of("due_now"), _("This is the original deadline. Delete the line."))
    elif tracking.due_now and not moves and tracking.status.transition is not Transition.POSTPONED:
        message = _(
            "When was the deadline moved, and why? Add it to {updates}, with the new deadline.",
            updates=FieldName("updates"),
        )
        yield Diagnostic(locations.of("due_now"), message)
    if moves and tracking.completed and moves[-1].day.start > tracking.completed.end:
        message = _(
            "The deadline was moved after the measure was completed on {date}. Correct one of the two.",
            date=tracking.completed,
        )
        yield Diagnostic(moves[-1].location, message)
    if moves and tracking.due and moves[-1].due != tracking.promised:
        message = _(
            "The last deadline here is not the current one, {date}. Write the same as {due_now}.",
            date=tracking.promised,
            due_now=FieldName("due_now"),
        )
        yield Diagnostic(moves[-1].location, message)
    if tracking.note is None and tracking.status.transition is not Transition.POSTPONED and tracking.is_late(today):
        message = _(
            "The deadline has passed. Add “status_note_…” with the reason in each language, or the new "
            "deadline as {due_now}.",
            due_now=FieldName("due_now"),
        )
        yield Diagnostic(locations.of("due_now" if tracking.due_now else "due"), message)
