"""The tables of the open data: read back, they are the roadmap."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from export.data import BASE, EXAMPLE, PLAIN, files_of, rows_of, unguarded
from generator.build import load_published
from generator.export.columns import FORMULA
from generator.urls import UrlMap


def test_a_measure_is_a_row_with_the_wording_of_the_source_beside_it(city):
    assert rows_of(files_of(city)["data/measures.csv"])[0] == {
        "designation": "1",
        "number": "1",
        "code": "",
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
        "summary_sv": "",
        "summary_en": "",
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
        for taxonomy in roadmap.classifications:
            assert row[taxonomy.id] == ", ".join(value.id for value in measure.values_in(taxonomy))
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
                assert row[name] == str(day or "")
            for name, text in (("status_note", tracking.note), ("result", tracking.result)):
                assert [unguarded(row[f"{name}_{one.code}"]) for one in roadmap.site.languages] == [
                    text[one] if text is not None else "" for one in roadmap.site.languages
                ]


def test_the_table_is_as_rfc_4180_has_it(city, edit):
    edit("content/measures/02-tram.md", "A tram to the harbour", 'A tram, "to" the harbour')
    content = files_of(city)["data/measures.csv"]

    assert content.startswith(b"designation,number,")
    assert b'"A tram, ""to"" the harbour"' in content
    assert content.count(b"\r\n") == content.count(b"\n") == 3


def test_the_values_are_rows_in_their_order(city, edit):
    edit(
        "content/classifications.yaml",
        "label_en: Clean energy\n",
        "label_en: Clean energy\n      keywords_en: sun, wind\n",
    )
    rows = rows_of(files_of(city)["data/classifications.csv"])

    assert [tuple(row.values()) for row in rows][:3] == [
        ("goal", "X", "X", "1", "Ren energi", "Clean energy", "Energin är ren.", "Energy is clean.", "", "sun, wind"),
        (
            "goal",
            "Y",
            "Y",
            "2",
            "Hållbara resor",
            "Sustainable travel",
            "Resorna är hållbara.",
            "Travel is sustainable.",
            "",
            "",
        ),
        ("district", "north", "", "1", "Norra", "North", "", "", "", ""),
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
