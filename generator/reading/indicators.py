"""Reads one indicator: a content file in, an Indicator out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.model import Indicator, Reading
from generator.problems import Problem, ProblemsFound, say
from generator.reading.days import in_future, out_of_order
from generator.reading.description import (
    ACCEPTED,
    DATA_SOURCE,
    DESCRIPTION,
    DIRECTION,
    ENTRY_DATE,
    PAGE_SLUG,
    READING_VALUE,
    TARGET,
    TARGET_DATE,
    TITLE,
    UNIT,
    VALUES,
)
from generator.reading.document import contents
from generator.reading.fields import Fields
from generator.reading.settings import Settings
from generator.reading.source import Source


def read_indicator(source: Source, path: str, settings: Settings) -> Indicator:
    """The indicator of a file. `path` is that of the file from the content folder. Raises ProblemsFound."""
    languages = settings.site.languages
    with contents(source, path, languages) as (fields, prose):
        indicator = Indicator(
            path=path,
            title=fields.values(TITLE, languages),
            slug=fields.values(PAGE_SLUG, languages),
            description=fields.values(DESCRIPTION, languages),
            unit=fields.values(UNIT, languages),
            direction=fields.value(DIRECTION),
            target=fields.value(TARGET),
            target_date=fields.value(TARGET_DATE),
            data_source=fields.values(DATA_SOURCE, languages),
            readings=tuple(readings(fields)),
            body=prose,
            accepted=fields.values(ACCEPTED, languages),
            places=fields.places(),
        )
    if found := (*out_of_order(indicator.readings), *impossible(indicator.readings, settings.site.updated)):
        raise ProblemsFound(found)
    return indicator


def readings(fields: Fields) -> Iterator[Reading]:
    for entry in fields.entries(VALUES):
        yield Reading(entry.value(ENTRY_DATE), entry.value(READING_VALUE), entry.place_of(ENTRY_DATE.name))


def impossible(readings: Sequence[Reading], today: datetime.date) -> Iterator[Problem]:
    """The values of a day that has another, or of one that has not come when the site tells of it."""
    for above, reading in pairwise(readings):
        if reading.day == above.day:
            yield Problem(reading.place, say("This day is here twice. Delete one of the two."))
    for reading in readings:
        if reading.day > today:
            yield Problem(reading.place, in_future(today))
