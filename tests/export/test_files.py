"""Which files of open data there are, and that each is made once and alike."""

from __future__ import annotations

import json
from pathlib import Path

from export.data import EXAMPLE, files_of, rows_of
from generator.build import load_preview, load_published, outputs, render
from generator.export.files import OpenData
from generator.urls import UrlMap


def test_the_files_of_a_city(city):
    assert list(files_of(city)) == [
        "data/measures.csv",
        "data/classifications.csv",
        "data/measures.json",
        "data/measures.xlsx",
        "data/datapackage.json",
        "data/schema.json",
        "data/dcat.jsonld",
        "atgarder/fjarrvarme/measure.json",
        "en/measures/district-heating/measure.json",
        "atgarder/sparvagn/measure.json",
        "en/measures/tram/measure.json",
    ]


def test_a_draft_is_in_no_file(city):
    tram = Path("content/measures/02-tram.md").read_text(encoding="utf-8")
    draft = tram.replace("number: 2", "number: 3\ndraft: yes").replace("tram", "boat").replace("sparvagn", "bat")
    Path("content/measures/03-boat.md").write_text(draft, encoding="utf-8")
    files = files_of(city)

    assert [path for path in files if "boat" in path] == []
    assert [path for path, content in files.items() if b"boat" in content] == []
    assert not any("boat" in path for path, _ in render(outputs(load_published(city), city)))


def test_the_same_roadmap_gives_the_same_bytes(followed, example):
    assert files_of(followed) == files_of(followed)
    assert files_of(EXAMPLE) == example


def test_without_an_address_there_is_no_catalogue_entry_and_links_are_from_the_root(city):
    roadmap = load_preview(city)
    makers = OpenData(roadmap, UrlMap(roadmap)).file_outputs()

    assert "data/dcat.jsonld" not in makers
    assert rows_of(makers["data/measures.csv"]())[1]["url_en"] == "en/measures/tram/"
    assert "homepage" not in json.loads(makers["data/datapackage.json"]())
