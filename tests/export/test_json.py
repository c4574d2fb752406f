"""The measures as JSON, held against their schema."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from export.data import EXAMPLE, PLAIN, files_of, rows_of


@pytest.mark.parametrize("project", [EXAMPLE, PLAIN], ids=["tracked", "plain"])
def test_the_json_is_as_its_schema_says(project):
    files = files_of(project)
    schema = json.loads(files["data/schema.json"])
    Draft202012Validator.check_schema(schema)
    whole = Draft202012Validator(schema, format_checker=FormatChecker())

    assert [error.message for error in whole.iter_errors(json.loads(files["data/measures.json"]))] == []
    one = Draft202012Validator({"$ref": "#/$defs/measure", "$defs": schema["$defs"]})
    for path, content in files.items():
        if path.endswith("/measure.json"):
            assert list(one.iter_errors(json.loads(content))) == []


@pytest.mark.parametrize(
    ("name", "value"), [("goal", "Q"), ("number", "2"), ("title", {"sv": "En spårvagn"}), ("x", 1)]
)
def test_the_schema_refuses_what_is_no_measure(city, name, value):
    files = files_of(city)
    schema = json.loads(files["data/schema.json"])
    measure = json.loads(files["en/measures/tram/measure.json"])
    one = Draft202012Validator({"$ref": "#/$defs/measure", "$defs": schema["$defs"]})

    assert len(list(one.iter_errors({**measure, name: value}))) == 1


def test_dates_and_units_are_published_as_they_are_known(units, edit):
    heating = "content/measures/01-heating.md"
    edit(heating, "responsible: energy", "responsible: line, energy")
    edit(heating, "status_date: 2025-10-01", "status_date: 2025-Q4")
    edit(heating, "completed_on: 2025-09-30", "completed_on: 2025")
    edit(heating, "date: 2024-03-01", "date: 2024-03")
    files = files_of(units)
    schema = json.loads(files["data/schema.json"])
    measure, *others = json.loads(files["data/measures.json"])["measures"]
    row, *_others = rows_of(files["data/measures.csv"])

    assert list(Draft202012Validator(schema).iter_errors(json.loads(files["data/measures.json"]))) == []
    assert (measure["status_date"], measure["completed_on"], measure["updates"][0]["date"]) == (
        ("2025-Q4", "2025", "2024-03")
    )
    assert (row["status_date"], row["completed_on"]) == ("2025-Q4", "2025")
    assert (measure["responsible"], row["responsible"]) == (["line", "energy"], "line, energy")
    assert not any("responsible" in other for other in others)


def test_the_json_has_the_site_and_its_measures(followed):
    files = files_of(followed)
    whole = json.loads(files["data/measures.json"])

    assert list(whole) == [
        "name",
        "description",
        "publisher",
        "publisher_url",
        "source",
        "updated",
        "languages",
        "measures",
    ]
    assert whole["publisher"] == {"sv": "Exempelstad", "en": "Sampleville"}
    assert whole["languages"] == [
        {"code": "sv", "name": "svenska", "translation": "source"},
        {"code": "en", "name": "English", "translation": "unreviewed"},
    ]
    heating = whole["measures"][0]
    assert heating == json.loads(files["en/measures/district-heating/measure.json"])
    assert (heating["designation"], heating["edition"], heating["status"]) == ("1/2024", "2024", "done")
    assert heating["original_title"] == {"sv": "Fjärvärme utan kol"}
    assert heating["decisions"] == [
        {
            "date": "2024-02-12",
            "body": {"sv": "Stadsstyrelsen", "en": "The city board"},
            "paragraph": 31,
            "url": {"sv": "https://stad.example/beslut/31", "en": "https://stad.example/en/decisions/31"},
        }
    ]
    assert heating["updates"][0] == {
        "date": "2024-03-01",
        "text": {"sv": "Bygget började.", "en": "The building began."},
        "status": "going",
    }
    assert "related" not in heating
