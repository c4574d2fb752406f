"""Says what a measure's fields are as a JSON Schema (draft 2020-12), for programs that check as one writes."""

from __future__ import annotations

import json
from typing import Any

from generator.model import Roadmap
from generator.reading.description import NUMBER, YES_OR_NO, Key, keys, measure_fields
from generator.speaking import Speaker

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# As YAML reads the answers: yes and no are then true and false.
ANSWERS = [True, False, "yes", "no"]


def schema(roadmap: Roadmap, speaker: Speaker) -> str:
    """The schema of a measure's front matter, with labels and hints in the editor's language."""
    described = keys(measure_fields(roadmap.classifications), roadmap.site.languages)
    whole = {
        "$schema": DIALECT,
        "type": "object",
        "properties": {key.name: property_of(key, speaker) for key in described},
        "required": [key.name for key in described if key.field.required],
        "additionalProperties": False,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def property_of(key: Key, speaker: Speaker) -> dict[str, Any]:
    about = {"title": speaker.label(key.name) or key.name, "description": speaker.say(key.field.hint)}
    return {**about, **values_of(key)}


def values_of(key: Key) -> dict[str, Any]:
    field = key.field
    if field.form is NUMBER:
        return {"type": "integer", "minimum": 1, "maximum": 99_999}
    if field.form is YES_OR_NO:
        return {"enum": ANSWERS}
    if field.choices:
        return {"enum": list(field.choices)}
    return {"type": "string", **({"pattern": f"^({field.form.pattern})$"} if field.form.pattern else {})}
