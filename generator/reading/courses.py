"""Reads what was promised of a measure and what came of it: fields in, a Course out, or what they contradict."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import cast

from generator.model import (
    Classification,
    Counts,
    Course,
    Decision,
    Edition,
    Language,
    Places,
    Status,
    Turn,
    Update,
    Value,
)
from generator.problems import Name, Place, Problem, say
from generator.reading import folders
from generator.reading.days import in_future, out_of_order
from generator.reading.description import (
    COMPLETED_ON,
    CONTINUES,
    DECISION_BODY,
    DECISION_PARAGRAPH,
    DECISION_URL,
    DECISIONS,
    DUE,
    DUE_NOW,
    EDITION,
    ENTRY_DATE,
    FORMER_TITLE,
    INDICATORS,
    MERGED_INTO,
    RELATED,
    RESPONSIBLE,
    RESULT,
    SERVICE_URL,
    STATUS,
    STATUS_DATE,
    STATUS_NOTE,
    UPDATE_DUE,
    UPDATE_TEXT,
    UPDATES,
    WITHOUT_NET,
    update_status,
    updates,
)
from generator.reading.fields import Fields
from generator.reading.folders import MEASURES, paths

# Coming into these states needs a word of why.
EXPLAINED = (Turn.POSTPONED, Turn.DROPPED, Turn.MERGED)


def read_course(
    fields: Fields, values: Sequence[Value], statuses: Classification, languages: Sequence[Language]
) -> Course:
    """What came of a measure, the last of whose values are its edition and its state."""
    merged_into = fields.value(MERGED_INTO)
    return Course(
        edition=cast("Edition", values[-2]),
        status=cast("Status", values[-1]),
        status_date=fields.value(STATUS_DATE),
        note=fields.values_if_any(STATUS_NOTE, languages),
        responsible=fields.values_if_any(RESPONSIBLE, languages),
        due=fields.value(DUE),
        due_now=fields.value(DUE_NOW),
        completed=fields.value(COMPLETED_ON),
        result=fields.values_if_any(RESULT, languages),
        service_url=fields.values_if_any(SERVICE_URL, languages),
        without_net=fields.values_if_any(WITHOUT_NET, languages),
        decisions=tuple(read_decisions(fields, languages)),
        updates=tuple(read_updates(fields, statuses, languages)),
        continues=paths(MEASURES, fields.value(CONTINUES)),
        merged_into=f"{MEASURES}/{merged_into}" if merged_into else "",
        related=paths(MEASURES, fields.value(RELATED)),
        indicators=paths(folders.INDICATORS, fields.value(INDICATORS)),
    )


def read_decisions(fields: Fields, languages: Sequence[Language]) -> Iterator[Decision]:
    for entry in fields.entries(DECISIONS):
        yield Decision(
            day=entry.value(ENTRY_DATE),
            body=entry.values(DECISION_BODY, languages),
            paragraph=entry.value(DECISION_PARAGRAPH),
            url=entry.values_if_any(DECISION_URL, languages),
            place=entry.place_of(ENTRY_DATE.name),
        )


def read_updates(fields: Fields, statuses: Classification, languages: Sequence[Language]) -> Iterator[Update]:
    for entry in fields.entries(updates(statuses)):
        yield Update(
            day=entry.value(ENTRY_DATE),
            text=entry.values(UPDATE_TEXT, languages),
            status=cast("Status | None", entry.value(update_status(statuses))),
            due=entry.value(UPDATE_DUE),
            former_title=entry.values_if_any(FORMER_TITLE, languages),
            place=entry.place_of(ENTRY_DATE.name),
        )


def contradictions(course: Course, places: Places, today: datetime.date) -> Iterator[Problem]:
    """What the fields of one measure say against each other, and what they leave open, on the day of the site."""
    yield from out_of_order(course.updates)
    yield from out_of_order(course.decisions)
    yield from on_state(course, places)
    yield from on_outcome(course, places)
    yield from on_promise(course, places)
    yield from on_reason(course, places, today)
    yield from on_future(course, places, today)


def on_state(course: Course, places: Places) -> Iterator[Problem]:
    if course.status.counts is not Counts.UNKNOWN and course.status_date is None:
        message = say("Since when is the measure in this state? Add a line “status_date: …”.")
        yield Problem(places.of(STATUS), message)
    since = course.completed or course.status_date
    for update in course.updates:
        if update.status and since and since <= update.day and (update.day, update.status) != (since, course.status):
            message = say(
                "This state is told of a day on which the measure is in another, since {date}. "
                "Write the newest one as {status} and {status_date}, and those before it here.",
                date=since,
                status=Name(STATUS),
                status_date=Name(STATUS_DATE.name),
            )
            yield Problem(update.place, message)
    merged = course.status.turn is Turn.MERGED
    if merged and not course.merged_into:
        yield Problem(places.of(STATUS), say("Into which measure was it merged? Add a line “merged_into: …”."))
    if course.merged_into and not merged:
        message = say(
            "A measure that was merged is in another state than this one. Write its {status}, or delete this line.",
            status=Name(STATUS),
        )
        yield Problem(places.of(MERGED_INTO.name), message)


def on_outcome(course: Course, places: Places) -> Iterator[Problem]:
    done = course.status.turn is Turn.FINISHED
    if done and course.completed is None:
        yield Problem(places.of(STATUS), say("When was the measure done? Add a line “completed_on: …”."))
    if done and course.result is None:
        yield Problem(places.of(STATUS), say("What came of the measure? Add “result_…” in each language."))
    if course.completed and not done:
        message = say(
            "The measure has a day on which it was done, but its state is another. Write its {status}, or delete this "
            "line.",
            status=Name(STATUS),
        )
        yield Problem(places.of(COMPLETED_ON.name), message)
    if course.completed and course.status_date and course.completed > course.status_date:
        message = say(
            "The measure is in its state before it was done. Write as {status_date} this day or a later one.",
            status_date=Name(STATUS_DATE.name),
        )
        yield Problem(places.of(COMPLETED_ON.name), message)
    if course.completed and course.completed < course.edition.adopted:
        message = say(
            "The measure was done before its roadmap was adopted, on {date}. Mend the day, or {edition}.",
            date=course.edition.adopted,
            edition=Name(EDITION),
        )
        yield Problem(places.of(COMPLETED_ON.name), message)
    if (course.service_url is None) != (course.without_net is None):
        written, missing = SERVICE_URL.name, WITHOUT_NET.name
        if course.service_url is None:
            written, missing = missing, written
        message = say(
            "It goes together with {other}. Add “{name}_…” in each language.", other=Name(missing), name=missing
        )
        yield Problem(first_of(places, written), message)


def on_promise(course: Course, places: Places) -> Iterator[Problem]:
    moves = [update for update in course.updates if update.due]
    if course.due is None and (course.due_now or moves):
        place = places.of(DUE_NOW.name) if course.due_now else moves[0].place
        yield Problem(place, say("To which date was it first promised? Add a line “due: …”."))
    if course.due_now and course.due_now == course.due and not moves:
        yield Problem(places.of(DUE_NOW.name), say("This is the date that was first promised. Delete the line."))
    elif course.due_now and not moves and course.status.turn is not Turn.POSTPONED:
        message = say(
            "When was the date moved, and why? Tell it in {updates}, with the new date.", updates=Name(UPDATES)
        )
        yield Problem(places.of(DUE_NOW.name), message)
    if moves and course.completed and moves[-1].day > course.completed:
        message = say("The date was moved after the measure was done, on {date}. Mend one.", date=course.completed)
        yield Problem(moves[-1].place, message)
    if moves and course.due and moves[-1].due != course.promised:
        message = say(
            "The last date promised here is another than the present one, {date}. Write the same as {due_now}.",
            date=course.promised,
            due_now=Name(DUE_NOW.name),
        )
        yield Problem(moves[-1].place, message)


def on_reason(course: Course, places: Places, today: datetime.date) -> Iterator[Problem]:
    if course.note is not None:
        return
    if course.status.turn in EXPLAINED:
        yield Problem(places.of(STATUS), say("Why? A measure in this state needs “status_note_…” in each language."))
    elif course.is_late(today):
        place = places.of((DUE_NOW if course.due_now else DUE).name)
        message = say(
            "The date has passed. Add “status_note_…” that tells why in each language, or the new date as {due_now}.",
            due_now=Name(DUE_NOW.name),
        )
        yield Problem(place, message)


def on_future(course: Course, places: Places, today: datetime.date) -> Iterator[Problem]:
    """What happened cannot have happened after the day of which the site tells."""
    happened = [
        (course.status_date, places.of(STATUS_DATE.name)),
        (course.completed, places.of(COMPLETED_ON.name)),
        *((one.day, one.place) for one in course.decisions),
        *((one.day, one.place) for one in course.updates),
    ]
    for day, place in happened:
        if day is not None and day > today:
            yield Problem(place, in_future(today))


def first_of(places: Places, name: str) -> Place:
    """The place of a field that comes in every language: that of the first."""
    found = [place for field, place in places.by_field.items() if field.startswith(f"{name}_")]
    return min(found, default=places.start)
