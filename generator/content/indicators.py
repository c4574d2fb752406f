"""Reads one indicator: a content file in, an Indicator out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.content.date_order import in_future, out_of_order
from generator.content.front_matter import open_document
from generator.content.schema import arguments, indicator_fields
from generator.content.site_config import Settings
from generator.content.source import Source
from generator.diagnostics import ContentError, Diagnostic
from generator.i18n import _
from generator.model import DataPoint, Indicator


def read_indicator(source: Source, path: str, settings: Settings) -> Indicator:
    """Return the indicator of a file. `path` is that of the file from the content folder.

    Raises:
        ContentError: With all that is wrong with the file.
    """
    fields, languages = indicator_fields(), settings.site.languages
    with open_document(source, path, languages) as (front_matter, body):
        values = front_matter.read(fields, languages)
    indicator = Indicator(path=path, body=body, locations=front_matter.locations(), **arguments(fields, values))
    if found := (*out_of_order(indicator.data_points), *_impossible(indicator.data_points, settings.site.updated)):
        raise ContentError(found)
    return indicator


def _impossible(data_points: Sequence[DataPoint], today: datetime.date) -> Iterator[Diagnostic]:
    """Yield the values of a day that has another, or of one that has not come when the site tells of it."""
    for above, point in pairwise(data_points):
        if point.day == above.day:
            yield Diagnostic(point.location, _("This day is here twice. Delete one of the two."))
    for point in data_points:
        if point.day > today:
            yield Diagnostic(point.location, in_future(today))
