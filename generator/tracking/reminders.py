"""Reminds of what is due, late or long silent on a day, and says who is to be asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.content.schema import STATUS
from generator.diagnostics import Diagnostic, Location, Severity
from generator.i18n import Message, _
from generator.model import FollowUp, Indicator, Language, Measure, Roadmap, StatusCategory, Tracking
from generator.tracking.trends import Trend, trend_of


def reminders(roadmap: Roadmap, today: datetime.date, language: Language) -> tuple[Diagnostic, ...]:
    """Return what to ask on a day, with who is to be asked, named in a language of the content."""
    if roadmap.follow_up is None:
        return ()
    found = [
        *_of_review(roadmap.follow_up, today),
        *(one for measure in roadmap.measures for one in _of_measure(measure, roadmap.follow_up, today, language)),
        *(one for indicator in roadmap.indicators for one in _of_indicator(indicator, roadmap.follow_up, today)),
    ]
    return tuple(found)


def _of_review(follow_up: FollowUp, today: datetime.date) -> Iterator[Diagnostic]:
    if follow_up.next_review is not None and follow_up.next_review < today:
        location = follow_up.statuses.locations.of("next_review")
        message = _("The review of {date} has passed. Write the day of the next one.", date=follow_up.next_review)
        yield Diagnostic(location, message, Severity.ADVICE)


def _of_measure(
    measure: Measure, follow_up: FollowUp, today: datetime.date, language: Language
) -> Iterator[Diagnostic]:
    tracking = measure.tracking
    if tracking is None or tracking.status.category in (StatusCategory.DONE, StatusCategory.CLOSED):
        return
    who = tracking.responsible[language] if tracking.responsible is not None else _("nobody is named as responsible")
    for location, message in _questions(measure, tracking, follow_up, today, who):
        yield Diagnostic(location, message, Severity.ADVICE)


def _questions(
    measure: Measure, tracking: Tracking, follow_up: FollowUp, today: datetime.date, who: object
) -> Iterator[tuple[Location, Message]]:
    """Yield what to ask of a measure that is not done: that its date has passed or is near, and what is silent."""
    due = measure.locations.of("due_now" if tracking.due_now else "due")
    if tracking.is_late(today):
        yield due, _("Late ({who}): promised by {date}. Ask how it goes.", who=who, date=tracking.promised)
    elif tracking.promised is not None and 0 <= (tracking.promised - today).days <= follow_up.due_within:
        yield due, _("Soon due ({who}): promised by {date}. Ask whether it holds.", who=who, date=tracking.promised)
    told = last_activity(tracking)
    if tracking.status.category is StatusCategory.UNKNOWN:
        yield measure.locations.of(STATUS), _("No information ({who}): the state is not known. Ask for it.", who=who)
    elif (today - told).days > follow_up.stale_after:
        yield (
            measure.locations.of(STATUS),
            _("Silent ({who}): last told of on {date}. Ask for news.", who=who, date=told),
        )


def last_activity(tracking: Tracking) -> datetime.date:
    """Return the last day of which anything is told of a measure."""
    days = (tracking.status_date, *(one.day for one in tracking.updates), *(one.day for one in tracking.decisions))
    return max(filter(None, days), default=tracking.edition.adopted)


def _of_indicator(indicator: Indicator, follow_up: FollowUp, today: datetime.date) -> Iterator[Diagnostic]:
    if indicator.target_date < today and trend_of(indicator) is not Trend.REACHED:
        message = _(
            "The target was to be reached by {date}, and is not. Say why in the text.", date=indicator.target_date
        )
        yield Diagnostic(indicator.locations.of("target_date"), message, Severity.ADVICE)
    last = indicator.known_values[-1][0] if indicator.known_values else None
    if last is None or (today - last).days > follow_up.stale_after:
        message = _("There is no value later than {date}. Ask for a new one.", date=last or "–")
        yield Diagnostic(indicator.locations.of("values"), message, Severity.ADVICE)
