"""Reminds of what is due, late, long silent or unknown on a day."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from generator.content.schema import STATUS
from generator.diagnostics import Diagnostic, Location, Severity
from generator.i18n import Message, _
from generator.model import (
    RESPONSIBLE,
    FollowUp,
    Indicator,
    Language,
    Measure,
    PartialDate,
    Roadmap,
    StatusCategory,
    Tracking,
)
from generator.tracking.trends import Trend, trend_of

# In days: most indicators have a value a year.
_VALUE_STALE_AFTER = 365
# A state of work without an end, which has no date.
_ENDLESS = "loop"


class ReminderKind(enum.Enum):
    """What can be asked, the most urgent first. What is asked of measures and indicators has its words in the theme."""

    REVIEW = "review"
    LATE = "late"
    DUE_SOON = "due_soon"
    NO_STATUS = "no_status"
    SILENT = "silent"
    NO_DUE = "no_due"
    NO_UNIT = "no_unit"
    TARGET_MISSED = "target_missed"
    NO_VALUE = "no_value"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to ask of a measure or an indicator, None for the whole roadmap.

    `date` is what was promised or when it was last heard of, None where there is none, and `days` how far that is
    from the day of the reminder.
    """

    kind: ReminderKind
    subject: Measure | Indicator | None
    location: Location
    date: PartialDate | None = None
    days: int = 0


def reminders(roadmap: Roadmap, today: datetime.date, due_within: int | None = None) -> tuple[Reminder, ...]:
    """Return what to ask on a day, by unit; nothing where the roadmap is not tracked.

    Args:
        due_within: In how many days something is due soon, where it is not as follow-up.yaml says.
    """
    follow_up = roadmap.follow_up
    if follow_up is None:
        return ()
    within = follow_up.due_within if due_within is None else due_within
    units = {value.id: position for position, value in enumerate(roadmap.units.values if roadmap.units else ())}
    by_unit = sorted(
        roadmap.measures,
        key=lambda measure: min((units[unit.id] for unit in measure.responsible), default=len(units)),
    )
    return tuple(
        chain(
            _of_review(follow_up, today),
            *(_of_measure(measure, today, within, follow_up.stale_after) for measure in by_unit),
            *(_of_unit(measure) for measure in by_unit if units),
            *(_of_indicator(indicator, today) for indicator in roadmap.indicators),
        )
    )


def reminder_diagnostics(roadmap: Roadmap, today: datetime.date, language: Language) -> tuple[Diagnostic, ...]:
    """Return what to ask on a day as diagnostics, with who is to be asked, named in a language of the content."""
    due = reminders(roadmap, today)
    # The message on another question tells that nobody is responsible.
    asked = {reminder.location.file for reminder in due if reminder.kind is not ReminderKind.NO_UNIT}
    return tuple(
        Diagnostic(reminder.location, _message(reminder, language), Severity.ADVICE)
        for reminder in due
        if reminder.kind is not ReminderKind.NO_UNIT or reminder.location.file not in asked
    )


def last_activity(tracking: Tracking) -> PartialDate:
    """Return the last date of which anything is reported of a measure."""
    reported = [update.day for update in tracking.updates]
    decided = [decision.day for decision in tracking.decisions]
    told = filter(None, (tracking.status_date, *reported, *decided))
    return max(told, key=lambda date: date.end, default=PartialDate(tracking.edition.adopted))


def _of_review(follow_up: FollowUp, today: datetime.date) -> Iterator[Reminder]:
    review = follow_up.next_review
    if review is not None and review < today:
        location = follow_up.statuses.locations.of("next_review")
        yield Reminder(ReminderKind.REVIEW, None, location, PartialDate(review), (today - review).days)


def _of_measure(measure: Measure, today: datetime.date, due_within: int, stale_after: int) -> Iterator[Reminder]:
    """Remind of a measure that is not done: of its date, and of what is not known or was not told of for long."""
    tracking = measure.tracking
    if tracking is None or not _is_open(tracking):
        return
    due, status = measure.locations.of("due_now" if tracking.due_now else "due"), measure.locations.of(STATUS)
    promised, last = tracking.promised, last_activity(tracking)
    if tracking.is_late(today):
        yield Reminder(ReminderKind.LATE, measure, due, promised, tracking.days_late(today))
    elif promised is not None and 0 <= (days := (promised.end - today).days) <= due_within:
        yield Reminder(ReminderKind.DUE_SOON, measure, due, promised, days)
    if tracking.status.category is StatusCategory.UNKNOWN:
        yield Reminder(ReminderKind.NO_STATUS, measure, status)
        return
    if (days := (today - last.end).days) > stale_after:
        yield Reminder(ReminderKind.SILENT, measure, status, last, days)
    if promised is None and tracking.status.shape != _ENDLESS:
        yield Reminder(ReminderKind.NO_DUE, measure, status)


def _of_unit(measure: Measure) -> Iterator[Reminder]:
    if measure.tracking is not None and _is_open(measure.tracking) and not measure.responsible:
        yield Reminder(ReminderKind.NO_UNIT, measure, measure.locations.of(RESPONSIBLE))


def _of_indicator(indicator: Indicator, today: datetime.date) -> Iterator[Reminder]:
    target = indicator.target_date
    if target.end < today and trend_of(indicator) is not Trend.REACHED:
        location = indicator.locations.of("target_date")
        yield Reminder(ReminderKind.TARGET_MISSED, indicator, location, target, (today - target.end).days)
    last = max((day for day, _value in indicator.known_values), default=None)
    days = (today - last.end).days if last else 0
    if last is None or days > _VALUE_STALE_AFTER:
        yield Reminder(ReminderKind.NO_VALUE, indicator, indicator.locations.of("values"), last, days)


def _is_open(tracking: Tracking) -> bool:
    return tracking.status.category in (StatusCategory.OPEN, StatusCategory.UNKNOWN)


def _message(reminder: Reminder, language: Language) -> Message:
    date = reminder.date
    units = reminder.subject.responsible if isinstance(reminder.subject, Measure) else ()
    who = ", ".join(unit.label[language] for unit in units) or _("no responsible unit named")
    match reminder.kind:
        case ReminderKind.REVIEW:
            return _("The review date {date} has passed. Write the date of the next one.", date=date)
        case ReminderKind.LATE:
            return _("Late ({who}): the deadline was {date}. Ask how it is progressing.", who=who, date=date)
        case ReminderKind.DUE_SOON:
            return _("Due soon ({who}): the deadline is {date}. Ask whether it will be met.", who=who, date=date)
        case ReminderKind.NO_STATUS:
            return _("No information ({who}): the status is not known. Ask for it.", who=who)
        case ReminderKind.SILENT:
            return _("No news ({who}): the latest news is from {date}. Ask for more.", who=who, date=date)
        case ReminderKind.NO_DUE:
            return _(
                "No deadline ({who}): it is not known when the measure will be completed. Ask for a date.", who=who
            )
        case ReminderKind.NO_UNIT:
            return _("No responsible unit is named. Ask which it is, and write it as “responsible: …”.")
        case ReminderKind.TARGET_MISSED:
            return _("The target was to be reached by {date}, but has not been. Say why in the text.", date=date)
        case ReminderKind.NO_VALUE:
            return _("There is no new value (latest: {date}). Ask for one.", date=date or "–")
