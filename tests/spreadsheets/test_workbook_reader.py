"""Workbooks, whole and broken."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from spreadsheets.sheets import HEATING, TRAM, changed_lines, files, reference, row_of, save_csv, save_ods, sheet_of


def test_a_table_of_libreoffice_does_as_well(table, run):
    before = files()
    save_ods(table({(TRAM, "district"): "Norra"}), "roadmap.ods")
    run("import", "roadmap.ods", "--yes")

    assert changed_lines(before) == {TRAM: (["district: south\n"], ["district: north\n"])}


def test_what_a_spreadsheet_shows_for_a_value_that_it_lacks_is_none(table, run):
    rows = table()
    with sheet_of(rows) as sheet:
        sheet.write_formula(row_of(HEATING), rows[0].index("keywords_sv"), "=NA()", None, "#N/A")
    said = run("import", "roadmap.xlsx").output
    rows[row_of(HEATING)][rows[0].index("title_en")] = "#PUUTTUU!"
    save_csv(rows, ";", "utf-8")

    assert said.splitlines()[0] == (
        f"roadmap.xlsx: There is #N/A or the like in the place of a value. Write the value: {reference(HEATING, 'keywords_sv')}"
    )
    assert run("import", "roadmap.csv").output.splitlines()[0] == (
        f'roadmap.csv, {reference(HEATING, "title_en")}: "#PUUTTUU!" stands here in the place of a value. Write the value.'
    )


def test_a_cell_far_from_the_table_is_a_problem(table, run):
    with sheet_of(table()) as sheet:
        sheet.write(1_048_575, 16_383, "x")

    assert run("import", "roadmap.xlsx").output.splitlines()[0] == (
        "roadmap.xlsx: Something is written far below or beside the table. Delete all rows and columns after it."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", 'such as "number". Export a table, and copy its first row above these.'),
        (b"PK\x03\x04 and no more", "The file is damaged or not whole. Save it anew, or take an older copy."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "The file cannot be read as a spreadsheet. Save it anew as .xlsx."),
        (
            b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "The file has a password. Save it without one.",
        ),
        (b"%PDF\0\0", "This is no table. Save it from the spreadsheet as .xlsx, or as CSV in UTF-8."),
        (b'file;number\n"a;1\n', "Line 2 cannot be read. Save the table anew from the spreadsheet."),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(run, content, message):
    Path("roadmap.xlsx").write_bytes(content)
    result = run("import", "roadmap.xlsx")

    assert result.exit_code == 1
    assert result.output.splitlines()[0].startswith("roadmap.xlsx")
    assert result.output.splitlines()[0].endswith(message)


def test_a_file_that_cannot_be_opened_says_what_to_do(run):
    assert run("import", "roadmap.ods").output.splitlines()[0] == (
        "roadmap.ods: There is no such file. Check its name, and the folder that it is in."
    )
    assert run("import", "content").output.splitlines()[0] == (
        "content: The file cannot be read (Is a directory). Close it where it is open, and check who may read it."
    )


def test_a_program_that_is_not_installed_says_how_to_install_it(run, monkeypatch):
    run("export", "roadmap.xlsx")
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    result = run("import", "roadmap.xlsx")

    assert result.exit_code == 2
    assert "Run “make sheets”" in result.output
    assert run("export", "roadmap.csv").exit_code == run("import", "roadmap.csv").exit_code == 0
