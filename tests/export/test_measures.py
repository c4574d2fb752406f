"""What is published of a measure."""

from __future__ import annotations

from export.data import files_of, rows_of
from generator.build import load_published
from generator.content.schema import measure_fields
from generator.export.measures import export_fields
from generator.urls import UrlMap


def test_no_field_of_a_measure_is_forgotten(followed):
    roadmap = load_published(followed)
    described = {one.name for one in measure_fields(roadmap.classifications)}
    given = {one.field.name for one in export_fields(roadmap, UrlMap(roadmap))}

    assert described - given == {"draft", "aliases", "kept", "accepted"}
    assert given - described == {"designation", "url", "body"}


def test_measures_are_tied_by_their_designations(followed):
    rows = {row["designation"]: row for row in rows_of(files_of(followed)["data/measures.csv"])}

    assert rows["1/2025"]["continues"] == "2/2024"
    assert (rows["2/2025"]["merged_into"], rows["2/2025"]["related"]) == ("1/2024", "1/2024")
    assert rows["2/2024"]["indicators"] == "01-trips"
