"""The due dates and decisions of a roadmap, or of the measures of a value, as a calendar (RFC 5545) in one language."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from generator.model import Measure, Precision, StatusCategory, Value
from generator.site.components import LanguageSite
from generator.site.lasting_ids import calendar_uid, ordinals
from generator.urls import BuiltinPage, Subject

# Of a line, besides the space that one which goes on begins with.
_MOST_OCTETS = 74


class _Date(NamedTuple):
    """A day of the calendar. `key` tells it from all others, and is the same after every change of it."""

    day: datetime.date
    key: tuple[object, ...]
    summary: str
    details: tuple[str, ...]
    subject: Subject
    is_cancelled: bool = False


def _calendar_title(site: LanguageSite, value: Value | None = None) -> str:
    """Return what the calendar of all dates, or of those of a value, is called."""
    language = site.changes.language
    name = site.urls.roadmap.site.name[language]
    return ": ".join((name, site.words("calendar_dates"), *([value.name[language]] if value else [])))


def calendar(site: LanguageSite, value: Value | None = None) -> bytes:
    """Return the calendar of all dates, or of those of a value, in their order. The site's address is known."""
    roadmap, language = site.urls.roadmap, site.changes.language
    title = _escape(_calendar_title(site, value))
    measures = roadmap.measures_in(value) if value else roadmap.measures
    dates = [date for measure in measures for date in _dates_of_measure(measure, site)]
    if value is None:
        dates += _dates_of_roadmap(site)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Tiekartta//{language.code}",
        # RFC 7986 has names for these; most programs know the older ones only.
        f"NAME:{title}",
        f"X-WR-CALNAME:{title}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        f"SOURCE;VALUE=URI:{roadmap.site.base_url}{site.urls.calendar_file(language, value)}",
        "X-PUBLISHED-TTL:P1D",
        *chain.from_iterable(_event(date, site) for date in sorted(dates, key=lambda date: (date.day, str(date.key)))),
        "END:VCALENDAR",
    )
    return b"".join(map(_folded, lines))


def _event(date: _Date, site: LanguageSite) -> Iterator[str]:
    settings, language = site.urls.roadmap.site, site.changes.language
    url = settings.base_url + site.urls.url_for(date.subject, language)
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{_escape(date.summary)}"
    yield f"DTSTART;VALUE=DATE:{_basic(date.day)}"
    yield f"DTSTAMP:{_basic(settings.updated)}T000000Z"
    yield f"UID:{_escape(calendar_uid(settings, language.code, *date.key))}"
    # Many programs show no `URL`.
    details = "\n".join((*date.details, url))
    yield f"DESCRIPTION:{_escape(details)}"
    if date.is_cancelled:
        yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{url}"
    yield "END:VEVENT"


def _basic(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def _escape(text: str) -> str:
    """Return a text as the value of a property (RFC 5545, 3.3.11)."""
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, escaped)
    return text


def _folded(line: str) -> bytes:
    """Return a line folded to at most 75 octets (RFC 5545, 3.1), within no character and no escaped sign."""
    rest, pieces = line.encode(), []
    while len(rest) > _MOST_OCTETS:
        end = _MOST_OCTETS
        while rest[end] & 0xC0 == 0x80:
            end -= 1
        if rest[end - 1 : end] == b"\\":
            end -= 1
        pieces.append(rest[:end])
        rest = rest[end:]
    return b"\r\n ".join((*pieces, rest)) + b"\r\n"


def _dates_of_measure(measure: Measure, site: LanguageSite) -> Iterator[_Date]:
    """Yield the day that a measure is due on, and those of its decisions.

    What is due in a year, a quarter or a month is due on its last day, from which lateness is counted; the details
    have the date as it was promised. A decision whose day is not known has no place in a calendar.
    """
    tracking, changes, language = measure.tracking, site.changes, site.changes.language
    if tracking is None:
        return
    name = f"{measure.display_number} {measure.title[language]}"
    details = _details(measure, site)
    if tracking.promised is not None:
        due = f"{site.words('due')}: {changes.date(tracking.promised)}"
        is_cancelled = tracking.status.category is StatusCategory.CLOSED
        summary = f"{site.words('due')}: {name}"
        yield _Date(
            tracking.promised.end, (measure.full_number, "due"), summary, (due, *details), measure, is_cancelled
        )
    decisions = [decision for decision in tracking.decisions if decision.day.precision is Precision.DAY]
    for decision, ordinal in zip(decisions, ordinals(decision.day for decision in decisions), strict=True):
        body = decision.body[language]
        if decision.paragraph:
            body = site.words("decision_paragraph", body=body, number=decision.paragraph)
        source = () if decision.url is None else (decision.url[language],)
        summary = site.words("calendar_decision", body=body, measure=name)
        key = measure.full_number, "decision", decision.day, *([ordinal] if ordinal > 1 else [])
        yield _Date(decision.day.start, key, summary, (*details, *source), measure)


def _details(measure: Measure, site: LanguageSite) -> tuple[str, ...]:
    """Return the status of a measure, whether it is late, and its responsible units, a line each."""
    language = site.changes.language
    if measure.tracking is None:
        return ()
    lines = [f"{site.words('status')}: {measure.tracking.status.label[language]}"]
    if measure.tracking.is_late(site.urls.roadmap.site.updated):
        lines.append(site.words("late"))
    if units := measure.responsible:
        label = site.urls.roadmap.classification_of(units[0]).label[language]
        lines.append(f"{label}: {', '.join(unit.label[language] for unit in units)}")
    return tuple(lines)


def _dates_of_roadmap(site: LanguageSite) -> Iterator[_Date]:
    """Yield the days on which the editions were adopted, and that of the next review."""
    roadmap, language = site.urls.roadmap, site.changes.language
    for edition in roadmap.editions:
        adopted = site.words("edition_adopted", date=site.changes.date(edition.adopted))
        yield _Date(edition.adopted, ("edition", edition.year), f"{edition.name[language]}: {adopted}", (), edition)
    review = roadmap.follow_up.next_review if roadmap.follow_up else None
    if review is not None:
        summary = site.words("next_review", date=site.changes.date(review))
        yield _Date(review, ("review",), summary, (), BuiltinPage.STANDING)
