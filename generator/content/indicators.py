"""Reads one indicator: a content file in, an Indicator out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.content.date_order import in_future, out_of_order
from generator.content.front_matter import open_document
from generator.content.mapping_reader import MappingReader
from generator.content.schema import (
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
from generator.content.site_config import Settings
from generator.content.source import Source
from generator.diagnostics import ContentError, Diagnostic
from generator.i18n import _
from generator.model import DataPoint, Indicator


def read_indicator(source: Source, path: str, settings: Settings) -> Indicator:
    """The indicator of a file. `path` is that of the file from the content folder. Raises ProblemsFound."""
    languages = settings.site.languages
    with open_document(source, path, languages) as (fields, prose):
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
            data_points=tuple(data_points(fields)),
            body=prose,
            approval=fields.values(ACCEPTED, languages),
            locations=fields.locations(),
        )
    if found := (*out_of_order(indicator.data_points), *impossible(indicator.data_points, settings.site.updated)):
        raise ContentError(found)
    return indicator


def data_points(fields: MappingReader) -> Iterator[DataPoint]:
    for entry in fields.entries(VALUES):
        yield DataPoint(entry.value(ENTRY_DATE), entry.value(READING_VALUE), entry.location_of(ENTRY_DATE.name))


def impossible(data_points: Sequence[DataPoint], today: datetime.date) -> Iterator[Diagnostic]:
    """The values of a day that has another, or of one that has not come when the site tells of it."""
    for above, reading in pairwise(data_points):
        if reading.day == above.day:
            yield Diagnostic(reading.location, _("This day is here twice. Delete one of the two."))
    for reading in data_points:
        if reading.day > today:
            yield Diagnostic(reading.location, in_future(today))
