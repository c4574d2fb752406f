"""The JSON Schema of a measure, held against what the reader takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.reading.description import measure_fields


def front_matter(file: str) -> dict[str, object]:
    return yaml.safe_load(Path(file).read_text(encoding="utf-8").split("---")[1])


@pytest.fixture
def validator(run) -> Draft202012Validator:
    schema = json.loads(run("schema").stdout)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_measures_of_the_city_are_as_the_schema_says(validator):
    for file in ("content/measures/01-heating.md", "content/measures/02-tram.md"):
        assert list(validator.iter_errors(front_matter(file))) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("goal", "Q"), ("number", "two"), ("slug_en", "A tram"), ("draft", "maybe"), ("titel_sv", "x"), ("title_sv", 1)],
)
def test_what_the_reader_refuses_the_schema_refuses(validator, field, value):
    assert len(list(validator.iter_errors({**front_matter("content/measures/02-tram.md"), field: value}))) == 1


def test_the_schema_has_every_field_with_its_label_in_the_language_of_the_editors(run):
    schema = json.loads(run("--language", "sv", "schema").stdout)

    assert list(schema["properties"])[:3] == ["number", "draft", "goal"]
    assert schema["properties"]["title_en"] == {
        "title": "rubrik",
        "description": "Kort och tydlig, utan punkt i slutet.",
        "type": "string",
    }
    names = {name.rpartition("_")[0] or name for name in schema["properties"]}
    assert {field.name for field in measure_fields(())} - names == set()
