"""The measures as JSON, and the JSON Schema (draft 2020-12) that says what it has."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from generator.content.field_types import FILE, WEB_ADDRESS, Field
from generator.export.columns import LISTS, ExportField, as_object, is_day, kind_of
from generator.export.labels import Labels
from generator.model import Language, LocalizedText, Roadmap
from generator.tracking.translation_status import TranslationStatus, site_translation_status

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
ADDRESS = {"type": "string", "format": "uri"}


def json_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def roadmap_json(roadmap: Roadmap, attributes: Sequence[ExportField[Any]]) -> bytes:
    """The whole roadmap: what holds for it, and its measures, one after another so that they never are all objects."""
    languages = roadmap.site.languages
    before, _unused, after = json_bytes({**about(roadmap), "measures": []}).rpartition(b"[]")
    measures = (json_bytes(as_object(attributes, one, languages)).rstrip() for one in roadmap.measures)
    inner = b",\n".join(measures).replace(b"\n", b"\n    ")
    return b"%b[\n    %b\n  ]%b" % (before, inner, after)


def about(roadmap: Roadmap) -> dict[str, Any]:
    """What holds for the whole roadmap."""
    site = roadmap.site
    found = {
        "name": by_code(site.name, site.languages),
        "description": by_code(site.description, site.languages),
        "publisher": by_code(site.publisher, site.languages),
        "publisher_url": by_code(site.publisher_url, site.languages),
        "source": by_code(site.source, site.languages),
        "licence": site.licence,
        "licence_url": site.licence_url,
        "updated": site.updated.isoformat(),
        "languages": [
            {"code": one.code, "name": one.endonym, "translation": site_translation_status(roadmap, one).value}
            for one in site.languages
        ],
    }
    return {name: value for name, value in found.items() if value}


def by_code(text: LocalizedText, languages: Sequence[Language]) -> dict[str, str]:
    return {one.code: text[one] for one in languages}


def roadmap_schema(roadmap: Roadmap, attributes: Sequence[ExportField[Any]], dictionary: Labels) -> dict[str, Any]:
    """The schema of the whole roadmap as JSON."""
    languages = roadmap.site.languages
    text = in_each({"type": "string"}, languages, languages)
    language = closed(
        {
            "code": {"enum": [one.code for one in languages]},
            "name": {"type": "string"},
            "translation": {"enum": [one.value for one in TranslationStatus]},
        },
        ("code", "name", "translation"),
    )
    measure = thing(attributes, languages, dictionary)
    properties = {
        "name": text,
        "description": text,
        "publisher": text,
        "publisher_url": in_each(ADDRESS, languages, languages),
        "source": text,
        "licence": {"type": "string"},
        "licence_url": ADDRESS,
        "updated": DAY,
        "languages": {"type": "array", "items": language},
        "measures": {"type": "array", "items": {"$ref": "#/$defs/measure"}},
    }
    required = [name for name in properties if not name.startswith("licence")]
    return {"$schema": DIALECT, **closed(properties, required), "$defs": {"measure": measure}}


def thing(attributes: Sequence[ExportField[Any]], languages: Sequence[Language], dictionary: Labels) -> dict[str, Any]:
    """What has these attributes and no others."""
    properties = {one.field.name: described(one, languages, dictionary) for one in attributes}
    return closed(properties, [one.field.name for one in attributes if is_always_there(one.field)])


def is_always_there(field: Field[Any]) -> bool:
    # What is left out of a file still has the value that stands for it.
    return field.required or (field.classification is not None and field.default is not None)


def described(attribute: ExportField[Any], languages: Sequence[Language], dictionary: Labels) -> dict[str, Any]:
    about = {"title": dictionary.label(attribute), "description": dictionary.hint(attribute)}
    shape = shape_of(attribute, languages, dictionary)
    if attribute.field.translated:
        shape = in_each(shape, languages, languages if attribute.field.required else ())
    return {**{name: words for name, words in about.items() if words}, **shape}


def shape_of(attribute: ExportField[Any], languages: Sequence[Language], dictionary: Labels) -> dict[str, Any]:
    field = attribute.field
    if attribute.parts:
        return {"type": "array", "items": thing(attribute.parts, languages, dictionary)}
    if field.form in LISTS:
        return {"type": "array", "items": {"type": "string"}}
    if field.choices:
        return {"enum": list(field.choices)}
    if is_day(field):
        return DAY
    if field.form is WEB_ADDRESS:
        return ADDRESS
    kind = kind_of(field)
    return {"type": kind, **({"pattern": pattern(field)} if kind == "string" and pattern(field) else {})}


def pattern(field: Field[Any]) -> str:
    """What a text of the field looks like, empty where every one will do."""
    # Of a file, its designation is published.
    return f"^({field.form.pattern})$" if field.form.pattern and field.form is not FILE else ""


def in_each(shape: dict[str, Any], languages: Sequence[Language], required: Sequence[Language]) -> dict[str, Any]:
    return closed({one.code: shape for one in languages}, [one.code for one in required])


def closed(properties: dict[str, Any], required: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        **({"required": list(required)} if required else {}),
        "additionalProperties": False,
    }
