"""A classification of which a measure may have several values, from the file of a measure to all that shows them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator
from project import quoted
from spreadsheets.sheets import TRAM, read, row_of, save

from generator.authoring.front_matter_edit import front_matter
from generator.build import load_published
from generator.content.loader import read_settings
from generator.diagnostics import ContentError
from generator.i18n import Translator
from generator.preview.cms_config import form_config
from generator.tracking.statistics import groups

NOTE = "A measure may belong to several of these groups, so the numbers may add up to more than the total."
SEVERAL = "  plural_en: Districts\n  folder_sv: delar\n  folder_en: districts\n  several: yes\n"


@pytest.fixture
def districts(city, edit):
    """The city in which the tram is in both districts, the south first."""
    edit("content/classifications.yaml", "  plural_en: Districts\n", SEVERAL)
    for slug_sv, slug_en in (("norra", "north"), ("sodra", "south")):
        label = f"      label_en: {slug_en.title()}\n"
        slugs = f"      slug_sv: {slug_sv}\n      slug_en: {slug_en}\n"
        edit("content/classifications.yaml", label, label + slugs)
    edit(TRAM, "district: south", "district: south, north")
    return city


def test_the_values_are_in_the_order_in_which_they_are_written(districts):
    roadmap = load_published(districts)
    taxonomy = roadmap.classifications[1]

    assert [[value.id for value in measure.values_in(taxonomy)] for measure in roadmap.measures] == [
        ["north"],
        ["south", "north"],
    ]
    assert [len(roadmap.measures_in(value)) for value in taxonomy.values] == [2, 1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("south, nort", '[district: |south, nort]: "nort" is not a district. Did you mean "north"?'),
        ("south/north", '[district: |south/north]: "south/north" is not a district. Did you mean "south"?'),
        ("','", "[district: |',']: There are only commas here. Write a name, or delete the line."),
        (
            "[south, north]",
            '[district: |[south, north]]: "district" takes one value. Write it without the brackets, or put it in '
            "quotation marks with them.",
        ),
        (
            "\n  - south\n  - north",
            '[|- south]: "district" must be on one line. Write it after the colon, several values separated by commas.',
        ),
    ],
)
def test_a_mistake_in_one_of_them_has_its_place_and_its_cure(districts, edit, text, message):
    edit(TRAM, "district: south, north", f"district: {text}")

    with pytest.raises(ContentError) as found:
        load_published(districts)

    assert [quoted(diagnostic) for diagnostic in found.value.diagnostics] == [f"{TRAM} {message}"]


def test_pages_list_and_filter_by_each_of_them(districts, pages):
    files = pages()

    assert 'data-values="goal:Y district:south district:north weight:S price:high"' in files["en/measures/index.html"]
    assert [path for path in files if path.startswith("en/districts/")] == [
        "en/districts/index.html",
        "en/districts/north/index.html",
        "en/districts/south/index.html",
    ]
    assert "1 of 2 measures" in files["en/districts/south/index.html"]
    assert "2 of 2 measures" in files["en/districts/north/index.html"]
    tram = files["en/measures/tram/index.html"]
    assert tram.index(">South</a>") < tram.index(">North</a>")


def test_a_page_says_where_numbers_add_up_to_more_than_the_measures(districts, pages):
    files = pages()

    assert [path for path, page in files.items() if NOTE in page] == ["en/figures/index.html"]


def test_open_data_has_all_of_them(districts, rendered):
    files = rendered()
    rows = list(csv.DictReader(io.StringIO(files["data/measures.csv"].decode())))
    measures = json.loads(files["data/measures.json"])
    package = json.loads(files["data/datapackage.json"])
    field = next(one for one in package["resources"][0]["schema"]["fields"] if one["name"] == "district")

    assert [row["district"] for row in rows] == ["north", "south, north"]
    assert [measure["district"] for measure in measures["measures"]] == [["north"], ["south", "north"]]
    assert list(Draft202012Validator(json.loads(files["data/schema.json"])).iter_errors(measures)) == []
    assert field["constraints"] == {"required": True, "pattern": r"(north|south)(\s*,\s*(north|south))*"}


@pytest.mark.parametrize(("value", "errors"), [("south", 0), ("south,north", 0), ("south, nort", 1), ("", 1)])
def test_the_schema_of_a_file_takes_what_the_reader_takes(districts, run, value, errors):
    schema = json.loads(run("schema").stdout)["properties"]["district"]

    assert len(list(Draft202012Validator(schema).iter_errors(value))) == errors


def test_a_spreadsheet_takes_their_labels_divided_by_commas(districts, run):
    run("export", "roadmap.xlsx")
    rows = read()
    column = rows[0].index("district")
    assert rows[row_of(TRAM)][column] == "South, North"
    rows[row_of("content/measures/01-heating.md")][column] = "södra, North"
    save(rows)

    run("import", "roadmap.xlsx", "--yes")

    assert front_matter(districts.content / "measures/01-heating.md")["district"] == "south, north"


def test_the_form_says_which_there_are(districts):
    config = form_config(districts.content, read_settings(districts.content), Translator())
    field = next(one for one in config["collections"][0]["fields"] if one["name"] == "district")

    assert field == {
        "name": "district",
        "label": "District",
        "hint": "Choose one or more.",
        "required": True,
        "widget": "select",
        "multiple": True,
        "min": 1,
        "options": [{"value": "north", "label": "North"}, {"value": "south", "label": "South"}],
        "dropdown_threshold": 0,
    }


def test_the_wording_of_the_source_stands_beside_all_of_them(districts, edit):
    edit("content/classifications.yaml", "  several: yes\n", "  several: yes\n  section: way\n")
    edit(TRAM, "price: high", "price: high\noriginal_district_en: Everywhere")

    corrections = load_published(districts).measures[1].corrections

    assert [(one.original, one.corrected) for one in corrections] == [("Everywhere", "South, North")]


def test_a_measure_counts_in_each_of_its_values(followed, edit, pages):
    edit("content/classifications.yaml", "  plural_en: Goals\n", "  plural_en: Goals\n  several: yes\n")
    edit(TRAM, "goal: Y", "goal: X, Y")

    roadmap = load_published(followed)
    parts = groups(roadmap, roadmap.menu_taxonomies[0])

    assert [len(part.measures) for part in parts] == [3, 2]
    assert [path for path, page in pages().items() if NOTE in page] == [
        "en/standing/index.html",
        "en/figures/index.html",
    ]
