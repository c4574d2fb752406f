"""The file of a spreadsheet that the measures go out as."""

from __future__ import annotations

import csv
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from project import SATULAHTI
from python_calamine import CalamineWorkbook

from generator.authoring.front_matter_edit import scalar
from generator.export.xlsx import _line_count
from spreadsheets.sheets import TRAM, UNCHANGED, files, read, reference


@pytest.mark.parametrize("name", ["roadmap.xlsx", "roadmap.csv"])
@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_a_whole_roadmap_goes_out_and_comes_back_byte_for_byte(run, name, language):
    shutil.rmtree("content")
    shutil.copytree(SATULAHTI, "content")
    before = files()
    run("--language", language, "export", name)

    assert run("--language", "en", "import", name, "--yes").output == UNCHANGED
    assert files() == before


@pytest.mark.parametrize("name", ["roadmap.xlsx", "roadmap.csv"])
def test_a_roadmap_that_is_followed_up_comes_back_byte_for_byte(followed, run, name):
    before = files()
    run("export", name)

    assert run("import", name, "--yes").output == UNCHANGED
    assert files() == before


@pytest.mark.parametrize("name", ["roadmap.xlsx", "roadmap.csv"])
@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@home", "'=1", "''a", "'quoted'", "#PORVOO", "1-2", "007", "1.0"]
)
def test_a_cell_never_begins_a_formula_and_comes_back_as_it_was(run, edit, name, title):
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {scalar(title)}")
    run("export", name)

    assert run("import", name, "--yes").output == UNCHANGED
    if name == "roadmap.csv":
        cells = csv.reader(Path(name).read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in cells for cell in row)
    else:
        assert b"<f>" not in zipfile.ZipFile(name).read("xl/worksheets/sheet1.xml")


def test_the_workbook_is_ready_to_fill_in_and_to_print(followed, run):
    run("export", "roadmap.xlsx")
    first = Path("roadmap.xlsx").read_bytes()
    run("export", "roadmap.xlsx")
    book = CalamineWorkbook.from_path("roadmap.xlsx")
    heads, row = book.get_sheet_by_index(0).to_python()[:2]
    sheet = zipfile.ZipFile("roadmap.xlsx").read("xl/worksheets/sheet1.xml").decode()
    folded = [heads[int(number) - 1] for number in re.findall('<col min="([0-9]+)" [^>]*hidden="1"', sheet)]

    assert Path("roadmap.xlsx").read_bytes() == first
    assert heads[:5] == ["Number", "Year", "Title (på svenska)", "Title (in English)", "State"]
    assert row[:5] == [1.0, "2024", "Fjärrvärme utan kol", "District heating without coal", "done"]
    assert folded == heads[heads.index("Code") :]
    assert {"Slug (in English)", "Original goal (in English)", "Related", "File"} < set(folded)
    assert '<pane xSplit="3" ySplit="1" topLeftCell="D2"' in sheet
    assert '<pageSetup paperSize="9" fitToWidth="3" fitToHeight="0" orientation="landscape"/>' in sheet
    assert re.findall("<formula1>(.*?)</formula1>", sheet)[:2] == ["'Values'!$B$2:$B$3", "'Values'!$B$4:$B$10"]
    assert book.get_sheet_by_name("Values").to_python()[:3] == [
        ["Column", "Value", "På svenska"],
        ["Year", "2024", "2024"],
        ["Year", "2025", "2025"],
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("word", 1),
        ("a " * 20, 4),
        ("a\nb", 2),
        ("x" * 25, 3),
        ("12345 7890123 x", 2),
        ("x" * 10, 1),
        ("\n\n", 3),
    ],
)
def test_a_row_is_as_high_as_its_lines(text, lines):
    assert _line_count(text, 10) == lines


def test_what_has_several_entries_has_no_column(followed, table):
    names = table()[0]

    assert {"edition", "status", "status_date", "due", "related"} <= set(names)
    assert [name for name in names if name.startswith(("decisions", "updates", "accepted"))] == []


def test_a_table_of_another_form_is_not_written(run):
    result = run("export", "roadmap.pdf")

    assert (result.exit_code, result.output) == (2, "Give the file a name that ends in .xlsx / .csv.\n")


def test_a_text_that_no_cell_holds_is_not_cut(run, edit):
    run("export", "roadmap.xlsx")
    words = "".join(f"  {'word ' * 1500}\n" for _ in range(5))
    edit(TRAM, "number: 2\n", f"number: 2\noriginal_title_en:\n{words}")
    result = run("export", "long.xlsx")

    assert (result.exit_code, result.output) == (
        2,
        f"The text for Measures!{reference(TRAM, 'original_title_en')} is longer than a cell of a spreadsheet can be. Export to .csv instead.\n",
    )


def test_an_export_overwrites_nothing(city, run):
    Path("roadmap.csv").write_text("mine", encoding="utf-8")
    result = run("export", "roadmap.csv")

    assert result.exit_code == 2
    assert result.output == '"roadmap.csv" already exists and may contain changes. Name another file.\n'
    assert Path("roadmap.csv").read_text(encoding="utf-8") == "mine"


def test_each_unit_gets_a_file_of_its_own_that_comes_back_alone(units, run):
    tram = Path(TRAM).read_text(encoding="utf-8")
    Path(TRAM).write_text(tram.replace("status:", "responsible: line, energy\nstatus:", 1), encoding="utf-8")
    before = files()

    assert run("export", "round.xlsx", "--by", "Responsible").output.splitlines() == [
        "1 measure is in round/round-the-energy-unit.xlsx.",
        "1 measure is in round/round-the-line.xlsx.",
        "2 measures are in round/round-others.xlsx.",
    ]
    assert [row[0] for row in read("round/round-the-line.xlsx")] == ["number", 2.0]
    assert run("import", "round/round-the-energy-unit.xlsx", "--yes").output.splitlines() == [
        "The table has 1 of 4 measures. The others stay as they are.",
        UNCHANGED.strip(),
    ]
    assert files() == before


def test_a_folder_that_is_there_is_not_overwritten(units, run):
    Path("round").mkdir()
    result = run("export", "round.csv", "--by", "goal")

    assert (result.exit_code, result.output) == (
        2,
        '"round" already exists and may contain changes. Name another file.\n',
    )


def test_a_classification_that_is_none_is_named_with_those_that_are(city, run):
    result = run("export", "round.xlsx", "--by", "unit")

    assert (result.exit_code, result.output) == (
        2,
        '"unit" is not a classification. Use one of these: goal, district, weight, price.\n',
    )
