"""The JSON Schema of a measure, held against what the reader takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from project import SATULAHTI

from generator import build
from generator.content.field_types import DECIMAL, Field
from generator.content.schema import measure_fields
from generator.export.json_schema import front_matter_schema, written_shape
from generator.i18n import Translator, _


class Loader(yaml.SafeLoader):
    """Reads YAML 1.2, as the programs do that check as one writes: a day is text there."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def front_matter(file: str | Path) -> dict[str, object]:
    return yaml.load(Path(file).read_text(encoding="utf-8").split("---")[1], Loader)


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

    assert list(schema["properties"])[:3] == ["number", "code", "draft"]
    assert schema["properties"]["title_en"] == {
        "title": "rubrik",
        "description": "Kort och tydlig, utan punkt i slutet.",
        "type": "string",
    }
    names = {name.rpartition("_")[0] or name for name in schema["properties"]}
    assert {field.name for field in measure_fields(())} - names == set()


def wrong(project: build.Project) -> list[tuple[str, list[str]]]:
    """The measures of some content that its schema refuses, and why."""
    described = Draft202012Validator(front_matter_schema(build.load_preview(project), Translator()))
    found = [
        (file.name, [error.message for error in described.iter_errors(front_matter(file))])
        for file in (project.content / "measures").iterdir()
    ]
    return [(name, messages) for name, messages in found if messages]


def test_the_measures_that_are_followed_up_are_as_the_schema_says(followed):
    assert wrong(followed) == []


@pytest.mark.parametrize(("due", "is_right"), [("2026", 1), ("2026-Q3", 1), ("2026-09", 1), ("26", 0), ("2026-Q5", 0)])
def test_a_date_is_what_is_known_of_it(followed, edit, due, is_right):
    described = Draft202012Validator(front_matter_schema(build.load_preview(followed), Translator()))
    edit("content/measures/03-bikes.md", "due: 2026-06-30", f"due: {due}")

    assert described.is_valid(front_matter(Path("content/measures/03-bikes.md"))) == is_right


def test_the_measures_of_the_demonstration_are_as_the_schema_says(city):
    assert wrong(build.Project(SATULAHTI)) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("edition", 2023),
        ("status", "begun"),
        ("due", "soon"),
        ("service_url_en", "example.org"),
        ("merged_into", "measures/01-heating.md"),
        ("updates", []),
        ("updates", "It began."),
        ("updates", [{"text_sv": "Bygget började.", "text_en": "It began."}]),
        ("updates", [{"date": "March", "text_sv": "Bygget började.", "text_en": "It began."}]),
        ("decisions", [{"date": "2024-03-01", "body_sv": "Stadsstyrelsen", "body_en": "The board", "number": 3}]),
    ],
)
def test_what_the_reader_refuses_of_the_follow_up_the_schema_refuses(followed, validator, field, value):
    assert len(list(validator.iter_errors({**front_matter("content/measures/01-heating.md"), field: value}))) == 1


@pytest.mark.parametrize(("field", "value"), [("edition", "2024"), ("due", "30.6.2025"), ("status", "later")])
def test_what_may_be_written_otherwise_the_schema_takes(followed, validator, field, value):
    assert list(validator.iter_errors({**front_matter("content/measures/01-heating.md"), field: value})) == []


def test_an_entry_has_fields_of_its_own(followed, run):
    decisions = json.loads(run("schema").stdout)["properties"]["decisions"]

    assert (decisions["type"], decisions["minItems"]) == ("array", 1)
    assert list(decisions["items"]["properties"]) == ["date", "body_sv", "body_en", "paragraph", "url_sv", "url_en"]
    assert decisions["items"]["required"] == ["date", "body_sv", "body_en"]
    assert decisions["items"]["additionalProperties"] is False


def test_a_decimal_may_be_a_number_or_a_text():
    described = Draft202012Validator(written_shape(Field("value", DECIMAL, _("The value of that day."))))

    assert [described.is_valid(value) for value in (41, 41.5, "41,5", "−3", "many", None)] == [True] * 4 + [False] * 2
