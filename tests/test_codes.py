"""A code that readers know a measure by, from its file to all that shows it instead of the number."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from project import quoted
from spreadsheets.sheets import HEATING, TRAM, UNCHANGED, read

from generator.build import load_published
from generator.content import parsers
from generator.diagnostics import ContentError, InvalidValue

CODES = ["Ü1", "B5+6", "A1.2", "Vneu", "I/2", "7", "HF 3–4", "M_2(b)", "Å", "Γ2", "3.1.", "(4)", "§ 5 & 6", "12*"]


@pytest.mark.parametrize("code", CODES)
def test_real_codes_will_do(code):
    assert parsers.code(code) == code


@pytest.mark.parametrize("code", ["+6", "A,B", "<b>", "A-", "x" * 21, "", "=1+1", "A|B", "A\u00a01"])
def test_what_a_table_or_a_page_would_read_otherwise_is_no_code(code):
    with pytest.raises(InvalidValue):
        parsers.code(code)


def test_pages_show_the_code_instead_of_the_number(edit, pages):
    edit(TRAM, "number: 2\n", "number: 2\ncode: B5+6\n")
    site = pages()

    assert '<span class="quiet">Measure B5+6</span>' in site["en/measures/tram/index.html"]
    assert re.findall(r'<td data-label="No.">(.*?)</td>', site["en/measures/index.html"]) == ["1", "B5+6"]
    assert '<p class="row-facts"><span>B5+6</span>' in site["en/goals/sustainable-travel/index.html"]
    assert 'id="measure_2">\n    <h3>B5+6 A tram to the harbour</h3>' in site["en/whole-plan/index.html"]
    assert not [path for path, page in site.items() if re.search(r"Measure 2\b", page)]


def test_open_data_and_search_have_the_code(edit, rendered):
    edit(TRAM, "number: 2\n", "number: 2\ncode: B5+6\n")
    files = rendered()
    rows = list(csv.DictReader(io.StringIO(files["data/measures.csv"].decode())))
    (index,) = (json.loads(content) for path, content in files.items() if "search-en" in path)

    assert [(row["designation"], row["number"], row["code"]) for row in rows] == [("1", "1", ""), ("B5+6", "2", "B5+6")]
    assert [measure.get("code") for measure in json.loads(files["data/measures.json"])["measures"]] == [None, "B5+6"]
    assert [entry["names"] for entry in index if entry["title"] == "A tram to the harbour"] == ["b5 6|2"]


def test_a_code_is_within_its_year(followed, edit):
    edit(TRAM, "number: 2\n", "number: 2\ncode: Ü1\n")
    edit("content/measures/03-bikes.md", "number: 1\n", "number: 1\ncode: Ü1\n")

    assert [measure.display_number for measure in load_published(followed).measures] == [
        "1/2024",
        "Ü1/2024",
        "Ü1/2025",
        "2/2025",
    ]


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [("\ncode: A1", "\ncode: A1", "code: |A1"), ("", "\ncode: 1", "code: |1"), ("\ncode: 2", "", "number: |2")],
)
def test_readers_can_tell_measures_apart(city, edit, first, second, place):
    edit(HEATING, "number: 1", f"number: 1{first}")
    edit(TRAM, "number: 2", f"number: 2{second}")

    with pytest.raises(ContentError) as found:
        load_published(city)

    code = place.rpartition("|")[2]
    assert [quoted(diagnostic) for diagnostic in found.value.diagnostics] == [
        f'{TRAM} [{place}]: "{code}" is already the code of {HEATING}. Give one of them another code.'
    ]


def test_a_spreadsheet_has_the_codes_and_finds_measures_by_number(edit, run):
    edit(TRAM, "number: 2\n", "number: 2\ncode: 1.10\n")
    run("export", "roadmap.xlsx")

    assert [row[1] for row in read()] == ["code", "", "1.10"]
    assert run("import", "roadmap.xlsx", "--yes").output == UNCHANGED
