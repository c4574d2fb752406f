"""Writes JSON Schemas (draft 2020-12): of a measure's front matter as editors write it, and of the published data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from generator.content import parsers
from generator.content.field_types import (
    DATE,
    DECIMAL,
    NUMBER,
    PARTIAL_DATE,
    WEB_ADDRESS,
    YES_OR_NO,
    Field,
    FieldType,
    Key,
    keys,
)
from generator.content.schema import measure_fields
from generator.export.columns import ExportField
from generator.export.json import SITE_TEXTS
from generator.export.labels import Labels
from generator.i18n import Translator
from generator.model import Roadmap
from generator.tracking.translation_status import TranslationStatus

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
_URL = {"type": "string", "format": "uri"}
_PUBLISHED: Mapping[FieldType, dict[str, Any]] = {
    NUMBER: {"type": "integer"},
    DECIMAL: {"type": "number"},
    DATE: _DAY,
    PARTIAL_DATE: {"type": "string", "pattern": r"^\d{4}(-Q[1-4]|-\d\d(-\d\d)?)?$"},
    WEB_ADDRESS: _URL,
}
_WRITTEN: Mapping[FieldType, dict[str, Any]] = {
    NUMBER: {"type": "integer", "minimum": 1, "maximum": 99_999},
    DECIMAL: {"type": ["number", "string"], "pattern": f"^({DECIMAL.pattern})$"},
    # A year is a number.
    PARTIAL_DATE: {
        "type": ["string", "integer"],
        "pattern": f"^({PARTIAL_DATE.pattern})$",
        "minimum": 1000,
        "maximum": 9999,
    },
    # As YAML reads the answers: yes and no are then true and false.
    YES_OR_NO: {"enum": [True, False, "yes", "no"]},
}


def front_matter_schema(roadmap: Roadmap, translator: Translator) -> dict[str, Any]:
    """Return the schema of a measure's front matter, with labels and hints in the editor's language."""

    def mapping(fields: Sequence[Field]) -> dict[str, Any]:
        names = keys(fields, roadmap.site.languages)
        return _closed({key.name: shape(key) for key in names}, [key.name for key in names if key.field.required])

    def shape(key: Key) -> dict[str, Any]:
        about = {
            "title": translator.label(key.name) or key.name,
            "description": translator.translate(key.field.hint),
        }
        if key.field.parts:
            return {**about, "type": "array", "minItems": 1, "items": mapping(key.field.parts)}
        return {**about, **written_shape(key.field)}

    return {"$schema": _DIALECT, **mapping(measure_fields(roadmap.classifications))}


def roadmap_schema(roadmap: Roadmap, fields: Sequence[ExportField]) -> dict[str, Any]:
    """Return the schema of the whole roadmap as it is published, in the words of its default language."""
    codes = [language.code for language in roadmap.site.languages]
    language_properties = {
        "code": {"enum": codes},
        "name": _TEXT,
        "translation": {"enum": [status.value for status in TranslationStatus]},
    }
    properties = {
        **{name: _localized(_URL if name.endswith("_url") else _TEXT, codes, codes) for name in SITE_TEXTS},
        "licence": _TEXT,
        "licence_url": _URL,
        "updated": _DAY,
        "languages": {"type": "array", "items": _closed(language_properties, language_properties)},
        "measures": {"type": "array", "items": {"$ref": "#/$defs/measure"}},
    }
    required = [name for name in properties if not name.startswith("licence")]
    measure = _exported(fields, codes, Labels(roadmap, roadmap.site.default_language))
    return {"$schema": _DIALECT, **_closed(properties, required), "$defs": {"measure": measure}}


def written_shape(field: Field) -> dict[str, Any]:
    """Return the schema of a field's value as YAML reads what an editor writes."""
    if field.choices:
        # A year is text in quotation marks, and else a number.
        numbers = {choice: [int(choice)] for choice in field.choices if parsers.NUMBER.fullmatch(choice)}
        if field.type.is_list:
            texts = _text(field.type.pattern)
            return {"anyOf": [texts, {"enum": list(chain.from_iterable(numbers.values()))}]} if numbers else texts
        return {"enum": [value for choice in field.choices for value in (choice, *numbers.get(choice, ()))]}
    return _WRITTEN.get(field.type) or _text(field.type.pattern)


def published_shape(field: Field) -> dict[str, Any]:
    """Return the schema of a field's single values as they are published."""
    if field.choices:
        return {"enum": list(field.choices)}
    # Of a file, its designation is published.
    return _PUBLISHED.get(field.type) or _text("" if field.type.folder else field.type.pattern)


def _text(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^({pattern})$"} if pattern else _TEXT


def _exported(fields: Sequence[ExportField], codes: Sequence[str], labels: Labels) -> dict[str, Any]:
    properties = {}
    for exported in fields:
        field = exported.field
        about = {"title": labels.label(exported), "description": labels.hint(exported)}
        entry = _exported(exported.parts, codes, labels) if field.parts else published_shape(field)
        shape = {"type": "array", "items": entry} if field.parts or field.type.is_list else entry
        if field.translated:
            shape = _localized(shape, codes, codes if field.required else ())
        properties[field.name] = {**{name: words for name, words in about.items() if words}, **shape}
    return _closed(properties, [exported.field.name for exported in fields if exported.is_required])


def _localized(shape: dict[str, Any], codes: Sequence[str], required: Sequence[str]) -> dict[str, Any]:
    return _closed(dict.fromkeys(codes, shape), required)


def _closed(properties: Mapping[str, Any], required: Iterable[str]) -> dict[str, Any]:
    """Return the schema of an object that has these properties and no others."""
    names = list(required)
    return {
        "type": "object",
        "properties": dict(properties),
        **({"required": names} if names else {}),
        "additionalProperties": False,
    }
