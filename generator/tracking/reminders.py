"""Reminds of what is due, late or long silent on a day, and says who is to be asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain

from generator.content.schema import STATUS
from generator.diagnostics import Diagnostic, Location, Severity
from generator.i18n import Message, _
from generator.model import FollowUp, Indicator, Language, Measure, PartialDate, Roadmap, StatusCategory, Tracking
from generator.tracking.trends import Trend, trend_of

_Reminder = tuple[Location, Message]


def reminders(roadmap: Roadmap, today: datetime.date, language: Language) -> tuple[Diagnostic, ...]:
    """Return what to ask on a day, with who is to be asked, named in a language of the content."""
    follow_up = roadmap.follow_up
    if follow_up is None:
        return ()
    due = chain(
        _of_review(follow_up, today),
        *(_of_measure(measure, follow_up, today, language) for measure in roadmap.measures),
        *(_of_indicator(indicator, follow_up, today) for indicator in roadmap.indicators),
    )
    return tuple(Diagnostic(location, message, Severity.ADVICE) for location, message in due)


def last_activity(tracking: Tracking) -> PartialDate:
    """Return the last date of which anything is reported of a measure."""
    reported = [update.day for update in tracking.updates]
    decided = [decision.day for decision in tracking.decisions]
    told = filter(None, (tracking.status_date, *reported, *decided))
    return max(told, key=lambda date: date.end, default=PartialDate(tracking.edition.adopted))


def _of_review(follow_up: FollowUp, today: datetime.date) -> Iterator[_Reminder]:
    if follow_up.next_review is not None and follow_up.next_review < today:
        message = _("The review of {date} has passed. Write the day of the next one.", date=follow_up.next_review)
        yield follow_up.statuses.locations.of("next_review"), message


def _of_measure(measure: Measure, follow_up: FollowUp, today: datetime.date, language: Language) -> Iterator[_Reminder]:
    """Remind of a measure that is not done: that its date has passed or is near, and that nothing was reported."""
    tracking = measure.tracking
    if tracking is None or tracking.status.category in (StatusCategory.DONE, StatusCategory.CLOSED):
        return
    who = ", ".join(unit.label[language] for unit in measure.responsible) or _("nobody is named as responsible")
    due, status = measure.locations.of("due_now" if tracking.due_now else "due"), measure.locations.of(STATUS)
    if tracking.is_late(today):
        yield due, _("Late ({who}): promised by {date}. Ask how it goes.", who=who, date=tracking.promised)
    elif tracking.promised is not None and 0 <= (tracking.promised.end - today).days <= follow_up.due_within:
        yield due, _("Soon due ({who}): promised by {date}. Ask whether it holds.", who=who, date=tracking.promised)
    last = last_activity(tracking)
    if tracking.status.category is StatusCategory.UNKNOWN:
        yield status, _("No information ({who}): the state is not known. Ask for it.", who=who)
    elif (today - last.end).days > follow_up.stale_after:
        yield status, _("Silent ({who}): last told of on {date}. Ask for news.", who=who, date=last)


def _of_indicator(indicator: Indicator, follow_up: FollowUp, today: datetime.date) -> Iterator[_Reminder]:
    if indicator.target_date.end < today and trend_of(indicator) is not Trend.REACHED:
        message = _(
            "The target was to be reached by {date}, and is not. Say why in the text.", date=indicator.target_date
        )
        yield indicator.locations.of("target_date"), message
    last = max((day for day, _value in indicator.known_values), default=None)
    if last is None or (today - last.end).days > follow_up.stale_after:
        message = _("There is no value later than {date}. Ask for a new one.", date=last or "–")
        yield indicator.locations.of("values"), message
