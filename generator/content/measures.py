"""Reads one measure: a content file in, a Measure out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.content.field_types import Field
from generator.content.front_matter import open_document
from generator.content.schema import EDITION, STATUS, arguments, measure_fields
from generator.content.site_config import Settings
from generator.content.source import Source
from generator.content.tracking import contradictions
from generator.diagnostics import ContentError
from generator.model import Correction, Measure, Tracking


def read_measure(source: Source, path: str, settings: Settings) -> Measure:
    """Return the measure of a file. `path` is that of the file from the content folder.

    Raises:
        ContentError: With all that is wrong with the file.
    """
    fields, languages = measure_fields(settings.classifications), settings.site.languages
    with open_document(source, path, languages) as (front_matter, body):
        values = front_matter.read(fields, languages)
    locations, tracking = front_matter.locations(), None
    if settings.follow_up:
        tracking = Tracking(
            edition=values[EDITION], status=values[STATUS], **arguments(fields, values, holder="tracking")
        )
        if found := tuple(contradictions(tracking, locations, settings.site.updated)):
            raise ContentError(found)
    return Measure(
        path=path,
        body=body,
        values=tuple(values[one.id] for one in settings.classifications),
        corrections=tuple(_corrections(fields, values, settings)),
        locations=locations,
        tracking=tracking,
        extras=arguments(fields, values, holder="extras"),
        **arguments(fields, values),
    )


def _corrections(fields: Sequence[Field], values: Mapping[str, Any], settings: Settings) -> Iterator[Correction]:
    """Yield what the source says otherwise, in the order of the fields and languages."""
    by_name = {field.name: field for field in fields}
    for original in fields:
        if not original.original_of:
            continue
        field, value = by_name[original.original_of], values[original.original_of]
        label = field.classification.label if field.classification else settings.texts[field.source_word]
        corrected = value.label if field.classification else value
        for language in settings.site.languages:
            if text := values[original.name][language]:
                yield Correction(field.name, label, language, text, corrected[language])
