"""Writes JSON Schemas (draft 2020-12): of a measure's front matter as editors write it, and of the published data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.content import parsers
from generator.content.field_types import DATE, DECIMAL, NUMBER, WEB_ADDRESS, YES_OR_NO, Field, Key, keys
from generator.content.schema import measure_fields
from generator.export.columns import ExportField
from generator.export.labels import Labels
from generator.i18n import Translator
from generator.model import Roadmap
from generator.tracking.translation_status import TranslationStatus

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
_URL = {"type": "string", "format": "uri"}
# As YAML reads the answers: yes and no are then true and false.
_ANSWERS = [True, False, "yes", "no"]


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


def roadmap_schema(roadmap: Roadmap, fields: Sequence[ExportField], labels: Labels) -> dict[str, Any]:
    """Return the schema of the whole roadmap as it is published."""
    languages = roadmap.site.languages
    codes = [language.code for language in languages]
    text, url = _localized(_TEXT, codes, codes), _localized(_URL, codes, codes)
    language_properties = {
        "code": {"enum": codes},
        "name": _TEXT,
        "translation": {"enum": [status.value for status in TranslationStatus]},
    }
    properties = {
        "name": text,
        "description": text,
        "publisher": text,
        "publisher_url": url,
        "source": text,
        "licence": _TEXT,
        "licence_url": _URL,
        "updated": _DAY,
        "languages": {"type": "array", "items": _closed(language_properties, language_properties)},
        "measures": {"type": "array", "items": {"$ref": "#/$defs/measure"}},
    }
    required = [name for name in properties if not name.startswith("licence")]
    definitions = {"measure": _exported(fields, codes, labels)}
    return {"$schema": _DIALECT, **_closed(properties, required), "$defs": definitions}


def written_shape(field: Field) -> dict[str, Any]:
    """Return the schema of a field's value as YAML reads what an editor writes."""
    if field.type == NUMBER:
        return {"type": "integer", "minimum": 1, "maximum": 99_999}
    if field.type == YES_OR_NO:
        return {"enum": _ANSWERS}
    if field.choices:
        # A year is text in quotation marks, and else a number.
        numbers = {choice: [int(choice)] for choice in field.choices if parsers.NUMBER.fullmatch(choice)}
        return {"enum": [value for choice in field.choices for value in (choice, *numbers.get(choice, ()))]}
    kind = ["number", "string"] if field.type == DECIMAL else "string"
    return {"type": kind, **({"pattern": f"^({field.type.pattern})$"} if field.type.pattern else {})}


def published_pattern(field: Field) -> str:
    """Return the regular expression of a published text, empty where every one will do."""
    # Of a file, its designation is published.
    return f"^({field.type.pattern})$" if field.type.pattern and not field.type.folder else ""


def published_type(field: Field) -> str:
    """Return the type of a field's single values, as JSON Schema and Data Package both call it."""
    return {NUMBER: "integer", DECIMAL: "number"}.get(field.type, "string")


def _exported(fields: Sequence[ExportField], codes: Sequence[str], labels: Labels) -> dict[str, Any]:
    properties = {}
    for exported in fields:
        field = exported.field
        about = {"title": labels.label(exported), "description": labels.hint(exported)}
        shape = _published_shape(exported, codes, labels)
        if field.translated:
            shape = _localized(shape, codes, codes if field.required else ())
        properties[field.name] = {**{name: words for name, words in about.items() if words}, **shape}
    return _closed(properties, [exported.field.name for exported in fields if exported.is_required])


def _published_shape(exported: ExportField, codes: Sequence[str], labels: Labels) -> dict[str, Any]:
    field = exported.field
    if exported.parts:
        return {"type": "array", "items": _exported(exported.parts, codes, labels)}
    if field.type.is_list:
        return {"type": "array", "items": _TEXT}
    if field.choices:
        return {"enum": list(field.choices)}
    if field.type == DATE:
        return _DAY
    if field.type == WEB_ADDRESS:
        return _URL
    type_, pattern = published_type(field), published_pattern(field)
    return {"type": type_, **({"pattern": pattern} if type_ == "string" and pattern else {})}


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
