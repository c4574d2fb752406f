"""The declarations of fields: the names that they take, and what walks them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from project import ROOT, line_of

from generator.build import load_published
from generator.content.loader import read_settings
from generator.content.schema import taken_names
from generator.export.files import OpenData
from generator.i18n import Translator
from generator.preview.cms_config import form_config
from generator.urls import UrlMap

CLASSIFICATIONS = "content/classifications.yaml"


@pytest.mark.parametrize(
    "name",
    [
        *("title", "due", "indicators"),  # fields of a measure, tracked or not
        *("title_sv", "original_goal_sv"),  # their names in a file
        *("designation", "url", "body", "url_en"),  # columns of the measures
        *("classification", "order", "indicator", "unit"),  # columns of the other tables
        *("file", "original"),  # of a spreadsheet
        *("q", "sort", "view"),  # of the list's URL
        *("edition", "status"),  # classifications of a roadmap that is tracked
        *("count", "text"),  # of a key figure
    ],
)
def test_a_classification_cannot_take_the_name_of_something_else(edit, problems, name):
    place = f"{CLASSIFICATIONS}:{line_of(CLASSIFICATIONS, 'district:')}:1: "
    edit(CLASSIFICATIONS, "district:", f"{name}:")

    refused = '"{}" {}'.format(name, "already has another meaning here. Choose another name.")
    if name == "original_goal_sv":
        refused = f'"{name}" cannot be used as a name. Use letters a–z, digits and hyphens.'
    assert [problem for problem in problems() if problem.startswith(place)] == [place + refused]


def test_every_column_of_the_exports_is_a_taken_name_or_a_classification(followed):
    roadmap = load_published(followed)
    languages = roadmap.site.languages
    ids = {classification.id for classification in roadmap.classifications}
    columns = {column.name for table in OpenData(roadmap, UrlMap(roadmap)).tables for column in table.columns}

    assert {name for name in columns if not name.startswith("original_")} - ids - taken_names(languages) == set()


def test_every_field_of_the_form_is_a_taken_name_or_a_classification(followed):
    settings = read_settings(followed.content)
    ids = {classification.id for classification in settings.classifications}
    fields = form_config(followed.content, settings, Translator())["collections"][0]["fields"]
    names = {field["name"] for field in fields if not field["name"].startswith("original_")}

    assert names - ids - taken_names(settings.site.languages) == set()


def test_every_name_in_the_query_of_the_list_is_a_taken_name_or_a_classification(pages):
    names = set(re.findall(r'<(?:input|select)[^>]* name="([^"]+)"', pages()["en/measures/index.html"]))
    names |= set(re.findall(r'\bquery\.set\("([^"]+)"', (ROOT / "static/js/filter.js").read_text(encoding="utf-8")))
    ids = set(yaml.safe_load(Path(CLASSIFICATIONS).read_text(encoding="utf-8")))

    assert {"sort", "view", "goal"} <= names
    assert names - ids - taken_names(()) == set()
