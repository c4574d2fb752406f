"""What happened to the measures, and when: made of their fields alone."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.model import Edition, LocalizedText, Measure, PartialDate, Roadmap, Status, Tracking, Transition, Value


class EventKind(enum.Enum):
    """What can happen to a measure, in the order of the lists. Each has its words in the theme, such as “event_new”."""

    NEW = "new"
    STARTED = "started"
    FINISHED = "finished"
    POSTPONED = "postponed"
    ADVANCED = "advanced"
    MERGED = "merged"
    DROPPED = "dropped"
    REWORDED = "reworded"
    REASSIGNED = "reassigned"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a measure on a day, or at a time that is known less exactly.

    `placed_on` is its day among all events: the first that it can have happened on. `why` tells more of it. A date
    that was moved has its old and its new one, a measure with another title or other units its former ones.
    """

    day: PartialDate
    placed_on: datetime.date
    kind: EventKind
    measure: Measure
    why: LocalizedText | None = None
    old_due: PartialDate | None = None
    new_due: PartialDate | None = None
    former_title: LocalizedText | None = None
    former_responsible: tuple[Value, ...] | None = None


class _Step(NamedTuple):
    """From a day on, a measure is in a state, or promised by a date; what was told of it."""

    day: PartialDate
    status: Status | None
    due: PartialDate | None
    why: LocalizedText | None


class Period(NamedTuple):
    """From the adoption of one edition to that of the next, or to the day of the site: what happened."""

    old: Edition
    new: Edition | None
    end: datetime.date
    events: tuple[Event, ...]


def events_of(roadmap: Roadmap) -> tuple[Event, ...]:
    """Return everything that happened, the oldest first."""
    order = list(EventKind)
    events = (event for measure in roadmap.measures for event in _events_of_measure(measure))
    return tuple(sorted(events, key=lambda event: (event.placed_on, order.index(event.kind))))


def between(events: Iterable[Event], first: datetime.date, last: datetime.date) -> tuple[Event, ...]:
    """Return what happened from a first day to a last one, both included."""
    return tuple(event for event in events if first <= event.placed_on <= last)


def periods(roadmap: Roadmap, events: Sequence[Event]) -> tuple[Period, ...]:
    """Return the time since the first edition, divided where an edition was adopted; the newest first."""
    newest_first = []
    new = None
    for old in reversed(roadmap.editions):
        end = new.adopted if new else max(old.adopted, roadmap.site.updated)
        newest_first.append(Period(old, new, end, between(events, after(old), end)))
        new = old
    return tuple(newest_first)


def after(edition: Edition) -> datetime.date:
    """Return the first day of changes after an edition: what was adopted with it is no change."""
    return edition.adopted + datetime.timedelta(days=1)


def _events_of_measure(measure: Measure) -> Iterator[Event]:
    tracking = measure.tracking
    if tracking is None:
        return
    adopted = tracking.edition.adopted
    yield Event(PartialDate(adopted), adopted, EventKind.NEW, measure)
    events: dict[tuple[PartialDate, EventKind], Event] = {}
    for event in _transitions(measure, tracking):
        key = event.day, event.kind
        events[key] = _joined(events[key], event) if key in events else event
    yield from events.values()
    for update in tracking.updates:
        event = Event(
            update.day, update.day.not_before(after(tracking.edition)), EventKind.REWORDED, measure, update.text
        )
        if update.former_title is not None:
            yield replace(event, former_title=update.former_title)
        if update.former_responsible is not None:
            yield replace(event, kind=EventKind.REASSIGNED, former_responsible=update.former_responsible)


def _joined(first: Event, second: Event) -> Event:
    """Return two events of one kind and day as one, as when a date was moved and the measure was postponed."""
    return replace(
        second,
        why=first.why if second.why is None else second.why,
        old_due=first.old_due or second.old_due,
        new_due=second.new_due or first.new_due,
    )


def _transitions(measure: Measure, tracking: Tracking) -> Iterator[Event]:
    """Yield what the statuses and due dates of a measure show."""
    transition, due, placed_on = None, tracking.due, after(tracking.edition)
    for step in _steps(tracking):
        placed_on = step.day.not_before(placed_on)
        old_due, due = due, step.due or due
        if step.status and step.status.transition and step.status.transition is not transition:
            yield Event(step.day, placed_on, EventKind(step.status.transition.value), measure, step.why)
        transition = step.status.transition if step.status else transition
        if due and old_due and due.end != old_due.end:
            kind = EventKind.POSTPONED if due.end > old_due.end else EventKind.ADVANCED
            yield Event(step.day, placed_on, kind, measure, step.why, old_due, due)


def _steps(tracking: Tracking) -> list[_Step]:
    """Return the statuses and due dates of a measure in their order: those of the updates, and the present ones."""
    steps = [
        _Step(update.day, update.status, update.due, update.text)
        for update in tracking.updates
        if update.status or update.due
    ]
    if tracking.status_date is None:
        return steps
    day = tracking.completed or tracking.status_date
    # The note of a measure that goes on tells why it is late, not why it began.
    why = tracking.result if tracking.status.transition is Transition.FINISHED else tracking.note
    why = None if tracking.status.transition in (Transition.STARTED, None) else why
    last_due = next((update.due for update in reversed(tracking.updates) if update.due), None)
    present = _Step(day, tracking.status, tracking.due_now if last_due is None else None, why)
    # A due date can have been moved since.
    later = (index for index, step in enumerate(steps) if step.day.start > day.end)
    steps.insert(next(later, len(steps)), present)
    return steps
