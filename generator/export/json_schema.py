"""Says what a measure's fields are as a JSON Schema (draft 2020-12), for programs that check as one writes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.content import parsers
from generator.content.field_types import DECIMAL, NUMBER, YES_OR_NO, Field, Key, keys
from generator.content.schema import measure_fields
from generator.export.json import DIALECT
from generator.i18n import Translator
from generator.model import Language, Roadmap

# As YAML reads the answers: yes and no are then true and false.
ANSWERS = [True, False, "yes", "no"]


def schema(roadmap: Roadmap, translator: Translator) -> str:
    """The schema of a measure's front matter, with labels and hints in the editor's language."""
    writer = SchemaWriter(roadmap.site.languages, translator)
    whole = {"$schema": DIALECT, **writer.mapping(measure_fields(roadmap.classifications))}
    return json.dumps(whole, ensure_ascii=False, indent=2)


@dataclass(frozen=True, slots=True)
class SchemaWriter:
    """Describes fields in the editor's language."""

    languages: Sequence[Language]
    translator: Translator

    def mapping(self, fields: Sequence[Field[Any]]) -> dict[str, Any]:
        """What has these fields and no others."""
        described = keys(fields, self.languages)
        return {
            "type": "object",
            "properties": {key.name: self.property(key) for key in described},
            "required": [key.name for key in described if key.field.required],
            "additionalProperties": False,
        }

    def property(self, key: Key) -> dict[str, Any]:
        about = {
            "title": self.translator.label(key.name) or key.name,
            "description": self.translator.translate(key.field.hint),
        }
        if key.field.parts:
            return {**about, "type": "array", "minItems": 1, "items": self.mapping(key.field.parts)}
        return {**about, **values_of(key.field)}


def values_of(field: Field[Any]) -> dict[str, Any]:
    if field.form is NUMBER:
        return {"type": "integer", "minimum": 1, "maximum": 99_999}
    if field.form is YES_OR_NO:
        return {"enum": ANSWERS}
    if field.choices:
        return {"enum": list(written(field.choices))}
    kind = ["number", "string"] if field.form is DECIMAL else "string"
    return {"type": kind, **({"pattern": f"^({field.form.pattern})$"} if field.form.pattern else {})}


def written(choices: Sequence[str]) -> Iterator[str | int]:
    """The choices as YAML reads them: a year is text in quotation marks, and else a number."""
    for choice in choices:
        yield choice
        if parsers.NUMBER.fullmatch(choice):
            yield int(choice)
