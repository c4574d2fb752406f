"""The rows of a table: which measure each belongs to, and every cell that does not do."""

from __future__ import annotations

import datetime

import pytest

from generator.spreadsheets.tables import column_letters
from spreadsheets.sheets import (
    BIKES,
    COAL,
    HEATING,
    LATER,
    MORE,
    NAME,
    TRAM,
    UNCHANGED,
    cell,
    changed_lines,
    files,
    read,
    row_of,
    save,
    sheet_of,
    with_columns,
)


def test_a_row_without_a_file_belongs_to_the_measure_of_its_number(imported):
    before = files()
    imported({(TRAM, "file"): "", (TRAM, "number"): 2.0, (TRAM, "weight"): "L"})

    assert changed_lines(before) == {TRAM: (["weight: S\n"], ["weight: L\n"])}


def test_a_row_without_a_file_belongs_to_the_measure_of_its_number_and_year(followed, table, run):
    rows = table({(TRAM, "weight"): "L", (COAL, "weight"): "L"})
    save(with_columns(rows, ("number", "edition", "weight")))
    before = files()
    run("import", "roadmap.xlsx", "--yes")

    assert changed_lines(before) == {path: (["weight: S\n"], ["weight: L\n"]) for path in (TRAM, COAL)}


def test_a_column_that_is_not_there_changes_nothing(table, run):
    rows = table({(TRAM, "weight"): "L"})
    save(with_columns(rows, ("number", "weight")))
    before = files()
    run("import", "roadmap.xlsx", "--yes")

    assert changed_lines(before) == {TRAM: (["weight: S\n"], ["weight: L\n"])}


def test_the_labels_are_in_the_language_of_the_editors_and_no_row_of_their_own(run):
    run("--language", "sv", "export", "roadmap.xlsx")
    rows = read()
    rows[1][0] = "changed"
    save([rows[0], rows[2], rows[1], rows[3]])

    assert rows[1][4:6] == ["mål", "stadsdel"]
    assert run("import", "roadmap.xlsx").output == UNCHANGED


def test_where_all_rows_name_their_files_no_year_is_needed(followed, table, run):
    rows = table({(BIKES, "weight"): "L"})
    save(with_columns(rows, set(rows[0]) - {"edition"}))
    before = files()
    run("import", "roadmap.xlsx", "--yes")

    assert changed_lines(before) == {BIKES: (["weight: S\n"], ["weight: L\n"])}


@pytest.mark.parametrize(("lacking", "cells"), [({"edition"}, {(BIKES, "file"): ""}), ({"edition", "file"}, {})])
def test_rows_without_a_file_and_a_year_are_not_read(followed, table, run, lacking, cells):
    rows = table(cells)
    save(with_columns(rows, set(rows[0]) - lacking))

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f"{NAME}A1: Rows without a file need a year beside their number, for each year counts from 1. Add the column “edition”.",
        "1 problem to fix. The site was not changed.",
    ]


def test_the_mistakes_of_all_cells_come_at_once_and_nothing_is_written(imported):
    before = files()

    assert imported(
        {
            (HEATING, "goal"): "Q",
            (HEATING, "slug_en"): "District heating",
            (TRAM, "weight"): "",
            (TRAM, "title_sv"): "Spår\u202evagn",
            (HEATING, "number"): "one",
            (TRAM, "problem_en"): datetime.date(2026, 1, 2),
        },
        {**MORE, "file": "measures/3-trees.md", "title_en": ""},
    ).splitlines() == [
        f'{cell(HEATING, "number")}: "one" does not do as a number. Write one from 1 to 99999, such as 14.',
        f'{cell(HEATING, "goal")}: "Q" is not a goal. Use one of X, Y.',
        f'{cell(HEATING, "slug_en")}: "District heating" does not fit in an address. Use a–z, 0–9 and single hyphens: "district-heating".',
        f'{cell(TRAM, "weight")}: "weight" is empty. Write its value into this cell.',
        f"{cell(TRAM, 'title_sv')}: There is a hidden character here (U+202E). Delete it and write the word again.",
        f"{cell(TRAM, 'problem_en')}: The spreadsheet has made a date or a time of this: 2026-01-02. Give the cell the format Text, and write it again.",
        f'{cell(0, "file")}: There is no measure "measures/3-trees.md". Write the name as the export did, or leave the cell empty for a new measure.',
        f'{cell(0, "title_en")}: "title_en" is empty. Write its value into this cell.',
        "8 problems to fix. The site was not changed.",
    ]
    assert files() == before


def test_a_day_that_is_none_or_has_a_time_is_a_problem(followed, imported):
    assert imported({(BIKES, "due"): "31.2.2027", (TRAM, "due"): datetime.datetime(2025, 12, 31, 9)}).splitlines() == [
        f"{cell(TRAM, 'due')}: The spreadsheet has made a date or a time of this: 2025-12-31 09:00:00. Give the cell the format Text, and write it again.",
        f'{cell(BIKES, "due")}: "31.2.2027" is not a date. Write it as 2026-11-24.',
        "2 problems to fix. The site was not changed.",
    ]


def test_columns_are_checked_before_their_cells(table, run):
    rows = table()
    price, title, keywords = (rows[0].index(name) for name in ("price", "title_en", "keywords_en"))
    rows[0][title], rows[0][price], rows[0][keywords] = "titel_en", "goal", ""
    rows[0].append("xyz")
    save(rows)
    letters = [column_letters(index + 1) for index in (price, title, keywords, len(rows[0]) - 1)]

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f'{NAME}{letters[0]}1: The column "goal" is here twice. Delete one of the two.',
        f'{NAME}{letters[1]}1: "titel_en" is not a column here. Did you mean "title_en"?',
        f"{NAME}{letters[2]}1: This column has no name. Write one into its first row, or delete the column.",
        f'{NAME}{letters[3]}1: "xyz" is not a column here. Delete it.',
        "4 problems to fix. The site was not changed.",
    ]


def test_a_table_that_tells_no_measures_apart_is_not_read(table, run):
    rows = table()
    save(with_columns(rows, set(rows[0]) - {"file", "number"}))

    assert run("import", "roadmap.xlsx").output.splitlines()[0] == (
        f"{NAME}A1: The first row has neither the column “file” nor “number”. Export a table, and fill in that one."
    )


def test_two_rows_of_a_measure_are_a_problem(imported):
    assert imported({(TRAM, "file"): "", (TRAM, "number"): 1}, MORE, MORE).splitlines() == [
        f'{cell(TRAM, "file")}: "measures/01-heating.md" is also in row {row_of(HEATING) + 1}. Delete one of the two rows.',
        f'{cell(1, "file")}: "3" is also in row {row_of(0) + 1}. Delete one of the two rows.',
        "2 problems to fix. The site was not changed.",
    ]


def test_two_rows_are_of_one_measure_only_in_one_year(followed, imported):
    assert imported({(TRAM, "file"): "", (TRAM, "number"): 1}, LATER, LATER, {**LATER, "edition": ""}).splitlines() == [
        f'{cell(TRAM, "file")}: "measures/01-heating.md" is also in row {row_of(HEATING) + 1}. Delete one of the two rows.',
        f'{cell(1, "file")}: "3/2025" is also in row {row_of(0) + 1}. Delete one of the two rows.',
        f'{cell(2, "edition")}: "edition" (year) is empty. Write its value into this cell.',
        "3 problems to fix. The site was not changed.",
    ]


def test_a_new_measure_needs_all_that_a_measure_has(table, run):
    rows = table({}, {**MORE, "goal": ""})
    save(with_columns(rows, set(rows[0]) - {"price"}))

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f'{cell(0, "file")}: A new measure needs "price". Add the column “price”.',
        f'{cell(0, "goal")}: "goal" is empty. Write its value into this cell.',
        "2 problems to fix. The site was not changed.",
    ]


def test_merged_cells_are_a_problem(table, run):
    rows = table()
    keywords = rows[0].index("keywords_sv")
    with sheet_of(rows) as sheet:
        sheet.merge_range(row_of(HEATING), keywords, row_of(TRAM), keywords, "element")

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f"{cell(HEATING, 'keywords_sv')}: Cells are merged here, and all but the first are empty. Split them, and fill in each.",
        "1 problem to fix. The site was not changed.",
    ]
