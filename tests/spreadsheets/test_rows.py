"""The rows of a table: which measure each belongs to, and every cell that does not do."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from table_import.tables import write_xlsx

from generator.export.xlsx import column_letters
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


def test_an_empty_file_is_a_new_measure_and_takes_no_number_of_another(followed, imported):
    before = files()

    assert imported({(TRAM, "file"): "", (TRAM, "weight"): "L"}).splitlines()[-2:] == [
        f'{cell(TRAM, "number")}: Number 2/2024 is already used by measures/02-tram.md; 3 is free. Choose another one, or write the name of this file in the column "file".',
        "1 problem to fix. Nothing was written.",
    ]
    assert files() == before


def test_a_number_that_another_measure_keeps_is_a_problem_of_its_cell(imported):
    assert imported({(TRAM, "number"): 1}).splitlines() == [
        f"{cell(TRAM, 'number')}: Number 1 is already used by measures/01-heating.md; 3 is free. Choose another one.",
        "1 problem to fix. Nothing was written.",
    ]


def test_a_new_measure_takes_the_number_that_another_leaves(imported):
    before = files()
    imported({(TRAM, "number"): 5}, {**MORE, "number": 2})

    assert changed_lines(before) == {
        TRAM: (["number: 2\n"], ["number: 5\n"]),
        "content/measures/02-trad-fler.md": ([], changed_lines(before)["content/measures/02-trad-fler.md"][1]),
    }


def test_rows_of_a_table_without_files_belong_to_the_measures_of_their_numbers_and_years(followed, table, run):
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


def test_a_row_that_names_the_columns_again_is_no_measure(run, table):
    run("--language", "sv", "export", "svenska.xlsx")
    labels = read("svenska.xlsx")[0]
    rows = table()
    labels[0] = "changed"
    save([rows[0], rows[1], labels, rows[2]])

    assert labels[3:6] == ["Utkast", "Mål", "Stadsdel"]
    assert run("import", "roadmap.xlsx").output == UNCHANGED


def test_where_all_rows_name_their_files_no_year_is_needed(followed, table, run):
    rows = table({(BIKES, "weight"): "L"})
    save(with_columns(rows, set(rows[0]) - {"edition"}))
    before = files()
    run("import", "roadmap.xlsx", "--yes")

    assert changed_lines(before) == {BIKES: (["weight: S\n"], ["weight: L\n"])}


def test_rows_without_a_file_and_a_year_are_not_read(followed, table, run):
    rows = table()
    save(with_columns(rows, set(rows[0]) - {"edition", "file"}))

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f"{NAME}A1: Rows without a file need a year as well as a number, because the numbers of each year begin at 1. Add the column “edition”.",
        "1 problem to fix. Nothing was written.",
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
        f'{cell(HEATING, "number")}: "one" is not a number from 1 to 99999. Write one such as 14.',
        f'{cell(HEATING, "goal")}: "Q" is not a goal. Use one of X (Clean energy), Y (Sustainable travel).',
        f'{cell(HEATING, "slug_en")}: "District heating" cannot be used in an address. Use a–z, 0–9 and single hyphens: "district-heating".',
        f"{cell(TRAM, 'title_sv')}: There is a hidden character here (U+202E). Delete it and write the word again.",
        f'{cell(TRAM, "weight")}: "weight" is empty. Write its value into this cell.',
        f"{cell(TRAM, 'problem_en')}: The spreadsheet program has turned this into a date or a time: 2026-01-02. Give the cell the format Text, and write it again.",
        f'{cell(0, "title_en")}: "title_en" is empty. Write its value into this cell.',
        f'{cell(0, "file")}: There is no measure "measures/3-trees.md". Write the name as the export did, or leave the cell empty for a new measure.',
        "8 problems to fix. Nothing was written.",
    ]
    assert files() == before


def test_a_day_that_is_none_or_has_a_time_is_a_problem(followed, imported):
    assert imported({(BIKES, "due"): "31.2.2027", (TRAM, "due"): datetime.datetime(2025, 12, 31, 9)}).splitlines() == [
        f"{cell(TRAM, 'due')}: The spreadsheet program has turned this into a date or a time: 2025-12-31 09:00:00. Give the cell the format Text, and write it again.",
        f'{cell(BIKES, "due")}: "31.2.2027" is not a date: that month has only 28 days. Correct the day.',
        "2 problems to fix. Nothing was written.",
    ]


def test_columns_are_checked_before_their_cells(table, run):
    rows = table()
    price, title, keywords = (rows[0].index(name) for name in ("price", "title_en", "keywords_en"))
    rows[0][title], rows[0][price], rows[0][keywords] = "titel_en", "goal", ""
    save(rows)
    letters = [column_letters(index) for index in (price, title, keywords)]

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f'{NAME}{letters[1]}1: "titel_en" is not a column here. Did you mean "title_en"? If it is a column of your own, give it another name.',
        f'{NAME}{letters[0]}1: The column "goal" appears twice, first at E1. Delete one of the two.',
        f"{NAME}{letters[2]}2: This column has no name in row 1. Write one there, such as “Notes”, or empty the column.",
        "3 problems to fix. Nothing was written.",
    ]


def test_a_table_that_tells_no_measures_apart_is_not_read(table, run):
    rows = table()
    save(with_columns(rows, set(rows[0]) - {"file", "number"}))

    assert run("import", "roadmap.xlsx").output.splitlines()[0] == (
        f'{NAME}A1: The names of the columns are missing from row 1, such as "number". Export a table, and copy its first row above the others.'
    )


def test_two_rows_of_a_measure_are_a_problem(imported):
    assert imported({(TRAM, "file"): "measures/01-heating.md"}, MORE, MORE).splitlines()[-3:] == [
        f'{cell(TRAM, "number")}: "measures/01-heating.md" is also in row {row_of(HEATING) + 1}. Delete one of the two rows, or empty the column "file" of a new measure.',
        f'{cell(1, "number")}: "3" is also in row {row_of(0) + 1}. Delete one of the two rows.',
        "2 problems to fix. Nothing was written.",
    ]


def test_two_rows_are_of_one_measure_only_in_one_year(followed, imported):
    assert imported({}, LATER, LATER, {**LATER, "edition": ""}).splitlines() == [
        f'{cell(1, "number")}: "3/2025" is also in row {row_of(0) + 1}. Delete one of the two rows.',
        f'{cell(2, "edition")}: "edition" (year) is empty. Write its value into this cell.',
        "2 problems to fix. Nothing was written.",
    ]


def test_a_new_measure_needs_all_that_a_measure_has(table, run):
    rows = table({}, {**MORE, "goal": ""})
    save(with_columns(rows, set(rows[0]) - {"price"}))

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f'{cell(0, "number")}: A new measure needs more columns: "price". Add them, or correct the cell that names the measure in this row.',
        f'{cell(0, "goal")}: "goal" is empty. Write its value into this cell.',
        "2 problems to fix. Nothing was written.",
    ]


def test_merged_cells_are_a_problem(table, run):
    rows = table()
    keywords = rows[0].index("keywords_sv")
    with sheet_of(rows) as sheet:
        sheet.merge_range(row_of(HEATING), keywords, row_of(TRAM), keywords, "element")

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f"{cell(HEATING, 'keywords_sv')}: Cells are merged here, and all but the first are empty. Unmerge them, and fill in each.",
        "1 problem to fix. Nothing was written.",
    ]


def test_heads_are_understood_in_any_language_below_a_title_and_blank_rows(run, table):
    run("--language", "sv", "export", "svenska.xlsx")
    labels = read("svenska.xlsx")[0]
    rows = table({(TRAM, "weight"): "L"})
    labels[rows[0].index("goal")] = "GOAL"
    before = files()
    save([["Vägkartan 2026"], [], [str(text).upper() for text in labels], *rows[1:]])
    run("import", "roadmap.xlsx", "--yes")

    assert changed_lines(before) == {TRAM: (["weight: S\n"], ["weight: L\n"])}


def test_heads_that_were_sorted_among_the_rows_are_found(run, table):
    rows = table({(TRAM, "weight"): "L"})
    before = files()
    save([*rows[1:], rows[0]])
    run("import", "roadmap.xlsx", "--yes")

    assert changed_lines(before) == {TRAM: (["weight: S\n"], ["weight: L\n"])}


def test_columns_of_the_editors_own_are_passed_over_with_a_word(run, table):
    rows = table()
    rows[0] += ["Notes", "", "More"]
    rows[1] += ["ask", "", ""]
    save(rows)

    letters = [column_letters(rows[0].index(name)) for name in ("Notes", "More")]
    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f"Columns of your own were not read: Notes ({letters[0]}1), More ({letters[1]}1).",
        UNCHANGED.strip(),
    ]


def test_totals_and_notes_below_the_table_are_one_problem(run, table):
    rows = table()
    save([*rows, [], ["All of them were asked."], ["", "", "", 3, "", "", 12]])

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        f"{NAME}A{len(rows) + 2}: From here on, 2 rows lack most of what a measure has. Fill them in, or delete them; notes go into a column of their own.",
        "1 problem to fix. Nothing was written.",
    ]


def test_measures_without_a_row_are_named_and_stay(run, table):
    save([row for row in table() if row[-2] != "measures/02-tram.md"])

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        "1 measure is not in the table, and stays as it is:",
        "  2 Spårvagn till hamnen",
        "To withdraw one, run the command: tiekartta withdraw content/measures/02-tram.md",
        UNCHANGED.strip(),
    ]


def test_a_table_with_a_part_of_the_roadmap_says_so_in_one_line(followed, run, table):
    save(table()[:2])

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        "The table has 1 of 4 measures. The others stay as they are.",
        UNCHANGED.strip(),
    ]


def test_sheets_that_are_not_read_are_named(run, table):
    rows = table()
    write_xlsx(
        Path("roadmap.xlsx"),
        {"Sheet4": [], "Measures": rows, "Copy": rows, "Values": [["x"]], "Minutes": [["x"]]},
    )

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        (
            "The sheet “Copy” has columns of measures too, but was not read; “Measures” was. Move your changes to "
            "one sheet, and delete the other."
        ),
        "Sheets without the columns of measures were not read: Minutes.",
        UNCHANGED.strip(),
    ]


def test_a_workbook_that_has_lost_its_sheet_of_measures_says_so(followed, run):
    run("export", "roadmap.xlsx")
    steps = CalamineWorkbook.from_path("roadmap.xlsx").get_sheet_by_name("Steps").to_python()
    write_xlsx(Path("roadmap.xlsx"), {"Steps": steps})

    assert run("import", "roadmap.xlsx").output == (
        "There is no sheet of measures. Export a table, and put its first sheet before the others.\n"
    )


@pytest.mark.parametrize(
    ("head", "suggestion"),
    [("Title", "Title (på svenska)"), ("rubrik", "Rubrik (på svenska)"), ("titl_sv", "title_sv")],
)
def test_a_head_that_is_nearly_one_is_asked_about(run, table, head, suggestion):
    rows = table()
    title = rows[0].index("title_sv")
    rows[0][title] = head
    save(rows)

    assert run("import", "roadmap.xlsx").output.splitlines()[0] == (
        f'{NAME}{column_letters(title)}1: "{head}" is not a column here. Did you mean "{suggestion}"? If it is a column of your own, give it another name.'
    )


def test_a_column_of_the_editors_own_may_begin_as_one_that_is_there(run, table):
    rows = table()
    rows[0].append("Rubrik")
    save(rows)

    assert run("import", "roadmap.xlsx").output.splitlines()[0] == (
        f"Columns of your own were not read: Rubrik ({column_letters(len(rows[0]) - 1)}1)."
    )


def test_the_sheet_with_most_columns_of_measures_is_read(run, table):
    write_xlsx(Path("roadmap.xlsx"), {"Notes": [["number", "to do"], [2, "ask"]], "Measures": table()})

    assert run("import", "roadmap.xlsx").output.splitlines() == [
        "Sheets without the columns of measures were not read: Notes.",
        UNCHANGED.strip(),
    ]
