"""Writes the measures as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from babel import Locale

from generator.export.columns import ExportField, text_of
from generator.model import Language, Measure, Roadmap
from generator.queries import fragment
from generator.tracking.translation_status import site_translation_status

# What the JSON says of the whole roadmap in every language, as the site's settings name it.
SITE_TEXTS = ("name", "description", "publisher", "publisher_url", "source")


def json_bytes(value: object) -> bytes:
    """Return a value as indented JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def roadmap_json(roadmap: Roadmap, fields: Sequence[ExportField]) -> bytes:
    """Return the whole roadmap: what holds for it, then its measures, of which only one at a time is an object."""
    site, languages = roadmap.site, roadmap.site.languages
    about = {
        **{name: {language.code: getattr(site, name)[language] for language in languages} for name in SITE_TEXTS},
        "licence": site.licence,
        "licence_url": site.licence_url,
        "updated": site.updated.isoformat(),
        "languages": [
            {
                "code": language.code,
                "name": Locale.parse(language.locale).get_language_name(),
                "translation": site_translation_status(roadmap, language).value,
            }
            for language in languages
        ],
    }
    before, _unused, after = json_bytes({**_known(about), "measures": []}).rpartition(b"[]")
    # A stream, since each copy of all measures would take as much memory again.
    stream = io.BytesIO()
    stream.write(before + b"[\n    ")
    for place, measure in enumerate(roadmap.measures):
        stream.write(b",\n    " if place else b"")
        stream.write(fragment(measure, partial(_indented, fields, measure, languages), stream.tell()))
    stream.write(b"\n  ]" + after)
    return stream.getvalue()


def _indented(fields: Sequence[ExportField], measure: Measure, languages: Sequence[Language]) -> bytes:
    """Return a measure as it stands among the others."""
    return json_bytes(as_object(fields, measure, languages)).rstrip().replace(b"\n", b"\n    ")


def as_object(fields: Sequence[ExportField], thing: object, languages: Sequence[Language]) -> dict[str, Any]:
    """Return the fields of a thing as JSON has them, without those of which nothing is known."""
    return _known({exported.field.name: _as_json(exported, thing, languages) for exported in fields})


def _as_json(exported: ExportField, thing: object, languages: Sequence[Language]) -> object:
    if exported.field.translated:
        return _known({language.code: _in_one_language(exported.value(thing, language)) for language in languages})
    value = exported.value(thing, None)
    if exported.field.parts:
        return [as_object(exported.parts, entry, languages) for entry in value] if value else []
    return _in_one_language(value)


def _in_one_language(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return value
    return [text_of(entry) for entry in value] if isinstance(value, tuple) else text_of(value)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value or isinstance(value, int)}
