"""Reads what is written in a file of its own: measures, pages, editions and indicators."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from generator.content.field_types import Field
from generator.content.front_matter import DocumentSchema, read_document
from generator.content.schema import (
    EDITION,
    STATUS,
    arguments,
    edition_fields,
    indicator_fields,
    measure_fields,
    page_fields,
    tracking_names,
)
from generator.content.site_config import Settings
from generator.content.source import Source
from generator.content.tracking import contradictions, impossible_days
from generator.content.tracking_config import FOLLOW_UP
from generator.diagnostics import ContentError, Diagnostic
from generator.i18n import FieldName, Message, _
from generator.model import Correction, Edition, FieldLocations, Indicator, Localized, Measure, Page, Tracking, Value


def measure_schema(settings: Settings) -> DocumentSchema:
    """Return what the front matter of a measure may have."""
    return DocumentSchema(measure_fields(settings.classifications), settings.site.languages, _absent_fields(settings))


def read_measure(source: Source, path: str, settings: Settings, schema: DocumentSchema | None = None) -> Measure:
    """Return the measure of a file.

    Args:
        source: The text of the file.
        path: That of the file from the content folder.
        settings: What it is read against.
        schema: That of the settings. Who reads many measures makes it once.

    Raises:
        ContentError: With all that is wrong with the file.
    """
    schema, tracking = schema or measure_schema(settings), None
    fields = schema.fields
    values, attributes = read_document(source, path, schema)
    if errors := tuple(_stray_originals(fields, values, attributes["locations"])):
        raise ContentError(errors)
    if settings.follow_up:
        tracking = Tracking(
            edition=values[EDITION], status=values[STATUS], **arguments(fields, values, holder="tracking")
        )
        if errors := tuple(contradictions(tracking, attributes["locations"], settings.site.updated)):
            raise ContentError(errors)
    return Measure(
        values=tuple(chain.from_iterable(_as_tuple(values[one.id]) for one in settings.classifications)),
        corrections=tuple(_corrections(fields, values, settings)),
        tracking=tracking,
        extras=arguments(fields, values, holder="extras"),
        **attributes,
    )


def _absent_fields(settings: Settings) -> dict[str, Message]:
    """Return what is said of the fields of a roadmap that is tracked where this one is not, by their names."""
    if settings.follow_up:
        return {}
    message = _(
        "This roadmap is not followed up: it has no {file}. Run “tiekartta edition” with its year, or delete the line.",
        file=FOLLOW_UP,
    )
    return dict.fromkeys(tracking_names(settings.site.languages), message)


def _stray_originals(
    fields: Sequence[Field], values: Mapping[str, Any], locations: FieldLocations
) -> Iterator[Diagnostic]:
    """Report each wording of the source that stands beside no text."""
    for original in fields:
        if original.original_of and values[original.original_of] is None:
            for code, text in values[original.name].by_code.items():
                if text:
                    name = f"{original.name}_{code}"
                    message = _(
                        "{field} has the original wording of a text that is missing here. Write “{name}: …”, "
                        "or delete the line.",
                        field=FieldName(name),
                        name=f"{original.original_of}_{code}",
                    )
                    yield Diagnostic(locations.of(name), message)


def _corrections(fields: Sequence[Field], values: Mapping[str, Any], settings: Settings) -> Iterator[Correction]:
    """Yield what the source says otherwise, in the order of the fields and languages."""
    by_name = {field.name: field for field in fields}
    for original in fields:
        if not original.original_of or values[original.original_of] is None:
            continue
        field, value = by_name[original.original_of], values[original.original_of]
        label = field.classification.label if field.classification else settings.texts[field.source_word]
        for language in settings.site.languages:
            if text := values[original.name][language]:
                texts = [one.label for one in _as_tuple(value)] if field.classification else [value]
                yield Correction(field.name, label, language, text, ", ".join(one[language] for one in texts))


def _as_tuple(value: Value | tuple[Value, ...] | None) -> tuple[Value, ...]:
    """Return what a measure has in a classification, of which it may have several values, one or none."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def read_page(source: Source, path: str, settings: Settings) -> Page:
    """Return the page of a file. `path` is that of the file from the content folder.

    Raises:
        ContentError: With all that is wrong with the file.
    """
    _values, attributes = read_document(source, path, DocumentSchema(page_fields(), settings.site.languages))
    return Page(**attributes)


def read_edition(source: Source, path: str, settings: Settings) -> Edition:
    """Return the edition of a file. `path` is that of the file from the content folder.

    Raises:
        ContentError: With all that is wrong with the file.
    """
    languages = settings.site.languages
    values, attributes = read_document(source, path, DocumentSchema(edition_fields(), languages))
    year = str(values["year"])
    label = Localized({language.code: year for language in languages})
    if attributes["adopted"] is None:
        # Of a draft: it comes after the others.
        attributes["adopted"] = datetime.date(values["year"], 12, 31)
    return Edition(id=year, classification_id=EDITION, label=label, slug=label, **attributes)


def read_indicator(source: Source, path: str, settings: Settings) -> Indicator:
    """Return the indicator of a file. `path` is that of the file from the content folder.

    Raises:
        ContentError: With all that is wrong with the file.
    """
    _values, attributes = read_document(source, path, DocumentSchema(indicator_fields(), settings.site.languages))
    indicator = Indicator(**attributes)
    if errors := tuple(impossible_days(indicator.data_points, settings.site.updated)):
        raise ContentError(errors)
    return indicator
