"""The open data of the miniature city and of the demonstration: read back, it is the roadmap."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import rdflib
from jsonschema import Draft202012Validator, FormatChecker
from project import CITIES, ROOT
from python_calamine import CalamineWorkbook

from generator.build import Project, load_preview, load_published, outputs, render
from generator.content.field_types import keys
from generator.content.schema import measure_fields
from generator.export.columns import FORMULA, FORMULA_ESCAPE
from generator.export.data_file import CSV, DataFile
from generator.export.files import OpenData
from generator.export.measures import export_fields
from generator.urls import UrlMap

EXAMPLE = Project(ROOT / "examples/satulahti/content")
PLAIN = replace(EXAMPLE, content=CITIES / "plain/content")
BASE = "https://plan.stad.example/klimat/"


def files_of(project: Project) -> dict[str, bytes]:
    """The open data of a project by path."""
    roadmap = load_published(project)
    return {path: make() for path, make in OpenData(roadmap, UrlMap(roadmap)).outputs().items()}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def unguarded(text: str) -> str:
    return text.removeprefix(FORMULA_ESCAPE) if text.startswith(FORMULA_ESCAPE) else text


@pytest.fixture(scope="module")
def example() -> dict[str, bytes]:
    return files_of(EXAMPLE)


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


def test_a_measure_is_a_row_with_the_wording_of_the_source_beside_it(city):
    assert rows_of(files_of(city)["data/measures.csv"])[0] == {
        "designation": "1",
        "number": "1",
        "goal": "X",
        "original_goal_sv": "",
        "original_goal_en": "",
        "district": "north",
        "original_district_sv": "",
        "original_district_en": "",
        "weight": "L",
        "original_weight_sv": "",
        "original_weight_en": "",
        "price": "high",
        "original_price_sv": "",
        "original_price_en": "",
        "title_sv": "Fjärrvärme utan kol",
        "title_en": "District heating without coal",
        "original_title_sv": "Fjärvärme utan kol",
        "original_title_en": "",
        "slug_sv": "fjarrvarme",
        "slug_en": "district-heating",
        "problem_sv": "Hur värmer vi utan kol?",
        "problem_en": "How do we heat without coal?",
        "original_problem_sv": "",
        "original_problem_en": "",
        "keywords_sv": "element, vinter",
        "keywords_en": "radiator, winter",
        "url_sv": f"{BASE}atgarder/fjarrvarme/",
        "url_en": f"{BASE}en/measures/district-heating/",
        "body_sv": f"Värmen kommer till husen i rör. Se också [spårvagnen]({BASE}atgarder/sparvagn/).",
        "body_en": f"The heat comes to the houses in pipes. See also [the tram]({BASE}en/measures/tram/).",
    }


@pytest.mark.parametrize("project", [EXAMPLE, PLAIN], ids=["tracked", "plain"])
def test_the_rows_read_back_are_the_measures(project):
    roadmap = load_published(project)
    rows = rows_of(files_of(project)["data/measures.csv"])

    assert [row["designation"] for row in rows] == [one.display_number for one in roadmap.measures]
    for row, measure in zip(rows, roadmap.measures, strict=True):
        assert int(row["number"]) == measure.number
        values = dict(zip(roadmap.classifications, measure.values, strict=True))
        assert {one.id: row[one.id] for one in values} == {one.id: value.id for one, value in values.items()}
        for language in roadmap.site.languages:
            code = language.code
            assert unguarded(row[f"title_{code}"]) == measure.title[language]
            assert unguarded(row[f"problem_{code}"]) == measure.problem[language]
            assert row[f"slug_{code}"] == measure.slug[language]
            assert row[f"keywords_{code}"] == ", ".join(measure.keywords[language])
            assert row[f"url_{code}"].endswith(UrlMap(roadmap).url_for(measure, language))
            found = [value for name, value in row.items() if name.startswith("original_") and name.endswith(code)]
            assert sorted(filter(None, found)) == sorted(
                one.original for one in measure.corrections if one.language == language
            )
        tracking = measure.tracking
        if tracking is not None:
            for name, day in (
                ("due", tracking.due),
                ("due_now", tracking.due_now),
                ("completed_on", tracking.completed),
            ):
                assert row[name] == (day.isoformat() if day else "")
            for name, text in (("status_note", tracking.note), ("result", tracking.result)):
                assert [unguarded(row[f"{name}_{one.code}"]) for one in roadmap.site.languages] == [
                    text[one] if text is not None else "" for one in roadmap.site.languages
                ]


def test_no_field_of_a_measure_is_forgotten(followed):
    roadmap = load_published(followed)
    described = {one.name for one in measure_fields(roadmap.classifications)}
    given = {one.field.name for one in export_fields(roadmap, UrlMap(roadmap))}

    assert described - given == {"draft", "aliases", "accepted"}
    assert given - described == {"designation", "url", "body"}


def test_measures_are_tied_by_their_designations(followed):
    rows = {row["designation"]: row for row in rows_of(files_of(followed)["data/measures.csv"])}

    assert rows["1/2025"]["continues"] == "2/2024"
    assert (rows["2/2025"]["merged_into"], rows["2/2025"]["related"]) == ("1/2024", "1/2024")
    assert rows["2/2024"]["indicators"] == "01-trips"


def test_the_table_is_as_rfc_4180_has_it(city, edit):
    edit("content/measures/02-tram.md", "A tram to the harbour", 'A tram, "to" the harbour')
    content = files_of(city)["data/measures.csv"]

    assert content.startswith(b"designation,number,")
    assert b'"A tram, ""to"" the harbour"' in content
    assert content.count(b"\r\n") == content.count(b"\n") == 3


def test_the_values_are_rows_in_their_order(city):
    rows = rows_of(files_of(city)["data/classifications.csv"])

    assert [tuple(row.values()) for row in rows][:3] == [
        ("goal", "X", "X", "1", "Ren energi", "Clean energy", "Energin är ren.", "Energy is clean."),
        (
            "goal",
            "Y",
            "Y",
            "2",
            "Hållbara resor",
            "Sustainable travel",
            "Resorna är hållbara.",
            "Travel is sustainable.",
        ),
        ("district", "north", "", "1", "Norra", "North", "", ""),
    ]


def test_the_readings_of_the_indicators_are_rows(followed):
    rows = rows_of(files_of(followed)["data/indicators.csv"])

    assert [(row["indicator"], row["date"], row["value"]) for row in rows] == [
        ("01-trips", "2023-12-31", "0"),
        ("01-trips", "2024-12-31", ""),
        ("01-trips", "2025-12-31", "812.5"),
    ]
    assert Decimal(rows[0]["target"]) == 1200
    assert rows[0]["direction"] == "up"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_starts_a_formula(city, edit, sign):
    edit("content/measures/02-tram.md", "title_en: A tram to the harbour", f'title_en: "{sign}1+1"')
    files = files_of(city)
    cells = [cell for path in files if path.endswith(".csv") for row in rows_of(files[path]) for cell in row.values()]

    assert rows_of(files["data/measures.csv"])[1]["title_en"] == f"'{sign}1+1"
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["data/measures.xlsx"]))
    assert f"{sign}1+1" in book.get_sheet_by_name("measures").to_python()[2]


def test_a_number_below_zero_stays_a_number(followed, edit):
    edit("content/indicators/01-trips.md", "value: 812,5", "value: -3")

    assert rows_of(files_of(followed)["data/indicators.csv"])[2]["value"] == "-3"


def test_the_data_package_is_valid_with_its_tables(example, city, followed, tmp_path):
    for name, files in (("example", example), ("city", files_of(city))):
        for path, content in files.items():
            if path.startswith("data/"):
                (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name / path).write_bytes(content)
        # A process of its own: its libraries warn of one another.
        command = [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "--json", "datapackage.json"]
        result = subprocess.run(command, cwd=tmp_path / name / "data", capture_output=True, text=True, check=False)

        report = json.loads(result.stdout)
        assert [error for task in report["tasks"] for error in task["errors"]] + report["errors"] == []
        assert [task["name"] for task in report["tasks"]] == ["measures", "classifications", "indicators"]


def test_the_data_package_says_what_the_tables_are(followed):
    package = json.loads(files_of(followed)["data/datapackage.json"])
    measures = package["resources"][0]
    fields = {one["name"]: one for one in measures["schema"]["fields"]}

    assert (package["name"], package["title"]) == ("exempelstads-klimatplan", "Exempelstads klimatplan")
    assert package["created"] == "2026-01-31T00:00:00Z"
    assert package["sources"] == [{"title": "Exempelstad, klimatplanen", "path": "https://stad.example/"}]
    assert "licenses" not in package
    assert measures["schema"]["primaryKey"] == ["designation"]
    assert measures["schema"]["foreignKeys"] == [
        {"fields": "merged_into", "reference": {"resource": "", "fields": "designation"}}
    ]
    assert fields["goal"]["constraints"] == {"required": True, "enum": ["X", "Y"]}
    assert (fields["number"]["type"], fields["due"]["type"], fields["url_sv"]["format"]) == ("integer", "date", "uri")
    assert (fields["title_en"]["title"], fields["title_en"]["description"]) == (
        "rubrik (In English)",
        "Kort och tydlig, utan punkt i slutet.",
    )


def test_a_licence_is_named_where_it_is_set(city, edit):
    address = "https://creativecommons.org/licenses/by/4.0/"
    licence = f"updated: 2026-01-31\nlicence: CC BY 4.0\nlicence_url: {address}\n"
    edit("content/site.yaml", "updated: 2026-01-31\n", licence)
    files = files_of(city)

    assert json.loads(files["data/datapackage.json"])["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": address}
    ]
    assert json.loads(files["data/measures.json"])["licence"] == "CC BY 4.0"
    distributions = json.loads(files["data/dcat.jsonld"])["dcat:distribution"]
    assert {one["dcterms:license"]["@id"] for one in distributions} == {address}


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
        {"code": "sv", "name": "På svenska", "translation": "source"},
        {"code": "en", "name": "In English", "translation": "unreviewed"},
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


# Its reader of JSON-LD uses what the library itself gives up.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_the_catalogue_entry_is_a_data_set_with_distributions(example):
    graph = rdflib.Graph().parse(data=example["data/dcat.jsonld"], format="json-ld")
    dcat, terms = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
    (data_set,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)

    for name in (terms.title, terms.description, dcat.keyword):
        assert {text.language for text in graph.objects(data_set, name)} == {"fi", "sv"}
    assert graph.value(data_set, terms.modified) == rdflib.Literal("2026-10-01", datatype=rdflib.XSD.date)
    publisher = graph.value(data_set, terms.publisher)
    assert (publisher, rdflib.RDF.type, rdflib.FOAF.Agent) in graph
    vcard = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
    contact = graph.value(data_set, dcat.contactPoint)
    assert rdflib.URIRef("https://www.satulahti.example/palaute/") in graph.objects(contact, vcard.hasURL)
    root = "https://tiekartta.satulahti.example/"
    distributions = list(graph.objects(data_set, dcat.distribution))
    assert {str(one) for one in distributions} == {
        f"{root}data/{name}"
        for name in ("measures.csv", "classifications.csv", "indicators.csv", "measures.json", "measures.xlsx")
    }
    for one in distributions:
        path = str(one).removeprefix(root)
        assert graph.value(one, dcat.downloadURL) == one
        assert graph.value(one, dcat.accessURL) == rdflib.URIRef(f"{root}avoin-data/")
        assert int(graph.value(one, dcat.byteSize)) == len(example[path])
        assert str(graph.value(one, dcat.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
        assert graph.value(one, terms.license) is None


def test_without_an_address_there_is_no_catalogue_entry_and_links_are_from_the_root(city):
    roadmap = load_preview(city)
    makers = OpenData(roadmap, UrlMap(roadmap)).outputs()

    assert "data/dcat.jsonld" not in makers
    assert rows_of(makers["data/measures.csv"]())[1]["url_en"] == "en/measures/tram/"
    assert "homepage" not in json.loads(makers["data/datapackage.json"]())


def test_the_book_has_the_measures_the_classifications_and_what_the_columns_are(followed):
    files = files_of(followed)
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["data/measures.xlsx"]))
    measures = book.get_sheet_by_name("measures").to_python()
    dictionary = book.get_sheet_by_name("data dictionary").to_python()

    assert book.sheet_names == ["measures", "classifications", "data dictionary"]
    as_text = [[str(int(cell)) if isinstance(cell, float) else cell for cell in row] for row in measures]
    guarded = list(csv.reader(io.StringIO(files["data/measures.csv"].decode(), newline="")))
    assert as_text == [[unguarded(cell) for cell in row] for row in guarded]
    assert dictionary[0] == ["table", "column", "label_sv", "description_sv", "label_en", "description_en"]
    assert [row[1] for row in dictionary[1 : len(measures[0]) + 1]] == measures[0]


def test_a_file_that_was_made_is_not_made_again_for_its_size(city):
    roadmap, made = load_published(city), []

    def make() -> bytes:
        made.append(1)
        return b"number,title"

    file = DataFile("data/measures.csv", roadmap.texts["measures"], CSV, make)
    assert (file.content(), file.size, file.size, made) == (b"number,title", 12, 12, [1])


def test_the_same_roadmap_gives_the_same_bytes(followed, example):
    assert files_of(followed) == files_of(followed)
    assert files_of(EXAMPLE) == example


def test_a_draft_is_in_no_file(city):
    tram = Path("content/measures/02-tram.md").read_text(encoding="utf-8")
    draft = tram.replace("number: 2", "number: 3\ndraft: yes").replace("tram", "boat").replace("sparvagn", "bat")
    Path("content/measures/03-boat.md").write_text(draft, encoding="utf-8")
    files = files_of(city)

    assert [path for path in files if "boat" in path] == []
    assert [path for path, content in files.items() if b"boat" in content] == []
    assert not any("boat" in path for path, _ in render(outputs(load_published(city), city)))


def test_the_data_page_has_every_file_and_every_column(followed, pages):
    roadmap = load_published(followed)
    html = pages()["en/open-data/index.html"]

    for path in OpenData(roadmap, UrlMap(roadmap)).outputs():
        if path.startswith("data/"):
            assert f'href="../../{path}"' in html
    for key in keys(measure_fields(roadmap.classifications), roadmap.site.languages):
        named = key.field.exported and not key.field.parts
        assert (f"<code>{key.name}</code>" in html) is named
    assert "Source: Sampleville, the climate plan" in html
    assert "Licence:" not in html


def test_the_data_page_speaks_the_language_of_the_page(pages):
    site = pages()

    assert "<strong>rubrik</strong><br>Kort och tydlig, utan punkt i slutet." in site["oppna-data/index.html"]
    assert "<strong>ordalydelse i källan: mål</strong>" in site["oppna-data/index.html"]
    assert "Short and clear, without a full stop at its end." in site["en/open-data/index.html"]


def test_every_page_leads_to_the_data(pages):
    assert '<a href="../../open-data/">Open data</a>' in pages()["en/measures/tram/index.html"]


def test_a_card_is_html_without_script_that_no_search_engine_lists(followed, pages):
    cards = {path: html for path, html in pages().items() if path.startswith(("badda-in/", "en/embeds/"))}

    assert len(cards) == 2 * 5
    for html in cards.values():
        assert "<script" not in html
        assert '<meta name="robots" content="noindex">' in html
        assert "Content-Security-Policy" in html
        assert html.count("<a ") == html.count('target="_top"') > 0
        assert html.count("<h1>") == 1


def test_a_card_shows_the_measure_and_how_it_stands(followed, pages):
    html = pages()["en/embeds/district-heating/index.html"]

    assert '<html lang="en">' in html
    assert '<a href="../../measures/district-heating/" target="_top">District heating without coal</a>' in html
    assert "How do we heat without coal?" in html
    assert "done" in html


def test_the_totals_are_by_state_or_else_by_the_first_way_in(city, pages):
    unfollowed = pages()["en/embeds/index.html"]

    assert ("<h1>Goals</h1>" in unfollowed, "Clean energy" in unfollowed) == (True, True)


def test_the_totals_of_a_roadmap_that_is_followed_up_are_by_state(followed, pages):
    assert "<h1>States of the measures</h1>" in pages()["en/embeds/index.html"]


def test_what_is_to_be_copied_is_a_frame_with_a_title(pages):
    html = pages()["en/measures/tram/index.html"]
    code = unescape(html.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0])
    frame = ET.fromstring(code)

    assert frame.tag == "iframe"
    assert frame.attrib["src"] == f"{BASE}en/embeds/tram/"
    assert frame.attrib["title"] == "A tram to the harbour – Climate plan of Sampleville"


def test_a_title_with_signs_of_html_stays_a_title(edit, pages):
    edit("content/measures/02-tram.md", "A tram to the harbour", 'A "tram" & <more>')
    html = pages()["en/measures/tram/index.html"]
    code = unescape(html.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0])

    assert ET.fromstring(code).attrib["title"] == 'A "tram" & <more> – Climate plan of Sampleville'


def test_without_an_address_there_is_nothing_to_copy(edit, pages):
    edit("content/site.yaml", "base_url: https://plan.stad.example/klimat\n", "")
    site = pages()

    assert "<textarea" not in site["en/measures/tram/index.html"] + site["en/open-data/index.html"]


def test_cards_are_no_pages(city):
    roadmap = load_published(city)
    urls = UrlMap(roadmap)

    assert not [one for one in urls if one.path.startswith(("badda-in/", "en/embeds/"))]
