"""Reminds of what is due, late or long silent on a day, and says who is to be asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.following.trends import Trend, trend_of
from generator.model import Counts, Course, FollowUp, Indicator, Language, Measure, Roadmap
from generator.problems import Advice, Message, Place, say
from generator.reading.description import DUE, DUE_NOW, STATUS, TARGET_DATE, VALUES


def reminders(roadmap: Roadmap, today: datetime.date, language: Language) -> tuple[Advice, ...]:
    """What is to be asked on a day, by whom it is asked of, in a language of the content."""
    if roadmap.follow_up is None:
        return ()
    found = [
        *of_review(roadmap.follow_up, today),
        *(one for measure in roadmap.measures for one in of_measure(measure, roadmap.follow_up, today, language)),
        *(one for indicator in roadmap.indicators for one in of_indicator(indicator, roadmap.follow_up, today)),
    ]
    return tuple(found)


def of_review(follow_up: FollowUp, today: datetime.date) -> Iterator[Advice]:
    if follow_up.next_review is not None and follow_up.next_review < today:
        place = follow_up.statuses.places.of("next_review")
        message = say("The review of {date} has passed. Write the day of the next one.", date=follow_up.next_review)
        yield Advice(place, message)


def of_measure(measure: Measure, follow_up: FollowUp, today: datetime.date, language: Language) -> Iterator[Advice]:
    course = measure.course
    if course is None or course.status.counts in (Counts.DONE, Counts.CLOSED):
        return
    who = course.responsible[language] if course.responsible is not None else say("nobody is named as responsible")
    for place, message in asked(measure, course, follow_up, today, who):
        yield Advice(place, message)


def asked(
    measure: Measure, course: Course, follow_up: FollowUp, today: datetime.date, who: object
) -> Iterator[tuple[Place, Message]]:
    """What is asked of a measure that is not done: that its date has passed or is near, and what is silent."""
    due = measure.places.of((DUE_NOW if course.due_now else DUE).name)
    if course.is_late(today):
        yield due, say("Late ({who}): promised by {date}. Ask how it goes.", who=who, date=course.promised)
    elif course.promised is not None and 0 <= (course.promised - today).days <= follow_up.due_within:
        yield due, say("Soon due ({who}): promised by {date}. Ask whether it holds.", who=who, date=course.promised)
    told = last_told(course)
    if course.status.counts is Counts.UNKNOWN:
        yield measure.places.of(STATUS), say("No information ({who}): the state is not known. Ask for it.", who=who)
    elif (today - told).days > follow_up.stale_after:
        yield (
            measure.places.of(STATUS),
            say("Silent ({who}): last told of on {date}. Ask for news.", who=who, date=told),
        )


def last_told(course: Course) -> datetime.date:
    """The last day of which anything is told of a measure."""
    days = (course.status_date, *(one.day for one in course.updates), *(one.day for one in course.decisions))
    return max(filter(None, days), default=course.edition.adopted)


def of_indicator(indicator: Indicator, follow_up: FollowUp, today: datetime.date) -> Iterator[Advice]:
    if indicator.target_date < today and trend_of(indicator) is not Trend.REACHED:
        message = say(
            "The target was to be reached by {date}, and is not. Say why in the text.", date=indicator.target_date
        )
        yield Advice(indicator.places.of(TARGET_DATE.name), message)
    last = indicator.known[-1][0] if indicator.known else None
    if last is None or (today - last).days > follow_up.stale_after:
        message = say("There is no value later than {date}. Ask for a new one.", date=last or "–")
        yield Advice(indicator.places.of(VALUES.name), message)
