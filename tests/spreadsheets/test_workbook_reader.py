"""Workbooks, whole and broken."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from table_import.tables import write_xlsx

from generator.diagnostics import InvalidValue, install_command
from generator.spreadsheets import workbook_reader
from generator.spreadsheets.tables import CellValue, cell_text
from generator.spreadsheets.workbook_process import Refusal, read_sheets
from generator.spreadsheets.workbook_reader import read_workbook
from spreadsheets.sheets import (
    HEATING,
    TRAM,
    UNCHANGED,
    cell,
    changed_lines,
    files,
    reference,
    row_of,
    save_csv,
    save_ods,
    sheet_of,
)


def test_a_table_of_libreoffice_does_as_well(table, run):
    before = files()
    save_ods(table({(TRAM, "district"): "Norra"}), "roadmap.ods")
    run("import", "roadmap.ods", "--yes")

    assert changed_lines(before) == {TRAM: (["district: south\n"], ["district: north\n"])}


def _said(cell: CellValue) -> str:
    """The text of a cell, or what is wrong with it."""
    try:
        return cell_text(cell)
    except InvalidValue as mistake:
        return f"! {mistake}"


def _kept(text: str) -> str:
    return (
        f"! The cell contains {text}, and may be shown differently. Give the cell the format Text, and write it again."
    )


def _day(text: str) -> str:
    return f"! The spreadsheet program has turned this into a date or a time: {text}. Give the cell the format Text, and write it again."


# What the cells of saved/cells.* say, which LibreOffice saved: beside each word is what it tells of.
_CELLS = {
    "text": "abc",
    "whole": "14",
    "as text": "14",
    "yes": "true",
    "fraction": _kept("1.5"),
    "percent": _kept("0.5"),
    "decimals": _kept("2"),
    "thousands": _kept("12000"),
    "currency": _kept("12"),
    "long": _kept("123456789012"),
    "hidden": _kept("abc"),
    "month": _kept("2026-03-01"),
    "day": _day("2026-11-24"),
    "day and time": _day("2026-11-24 09:30:00"),
    "time": _day("09:30:00"),
    "duration": _day("30:00:00"),
    "not available": '! "#N/A" is an error of the spreadsheet program. Write the value instead.',
    "division": '! "#DIV/0!" is an error of the spreadsheet program. Write the value instead.',
    "name": '! "#NAME?" is an error of the spreadsheet program. Write the value instead.',
}


@pytest.mark.parametrize(
    ("suffix", "others"),
    [
        ("xlsx", {}),
        ("xls", {"time": _day("9:30:00")}),
        # What is no number here is as it is shown.
        ("ods", {"yes": "TRUE", "duration": "30:00", "hidden": "abc"}),
    ],
)
def test_a_cell_says_what_it_shows_or_is_refused(suffix, others):
    file = Path(__file__).parent / "saved" / f"cells.{suffix}"
    (table,) = read_workbook(file.name, file.read_bytes())

    assert {row[0]: _said(row[1]) for row in table.rows if row[:1] != [""] and row[:1] != ["merged"] and row} == {
        **_CELLS,
        **others,
    }
    assert table.merged == (((21, 0), (21, 1)),)


def test_a_fault_is_a_problem_of_its_cell_on_the_sheet_that_is_read(table, run):
    rows = table()
    with sheet_of(rows) as sheet:
        sheet.write_formula(row_of(HEATING), rows[0].index("keywords_sv"), "=NA()", None, "#N/A")
    said = run("import", "roadmap.xlsx").output
    rows[row_of(HEATING)][rows[0].index("title_en")] = "#PUUTTUU!"
    save_csv(rows, ";", "utf-8")

    assert said.splitlines()[0] == (
        f'{cell(HEATING, "keywords_sv")}: "#N/A" is an error of the spreadsheet program. Write the value instead.'
    )
    assert run("import", "roadmap.csv").output.splitlines()[0] == (
        f'roadmap.csv, {reference(HEATING, "title_en")}: "#PUUTTUU!" is an error of the spreadsheet program. Write the value instead.'
    )


def test_a_fault_on_another_sheet_is_none_of_ours(table, run):
    rows = table()
    write_xlsx(Path("roadmap.xlsx"), {"Sums": [["=NA()"]], "Measures": rows})

    assert run("import", "roadmap.xlsx").output.splitlines()[-1] == UNCHANGED.strip()


def test_a_formula_whose_result_is_not_saved_is_a_problem(table, run):
    rows = table()
    with sheet_of(rows) as sheet:
        sheet.write_formula(row_of(HEATING), rows[0].index("keywords_sv"), "=A1", None, "")

    assert run("import", "roadmap.xlsx").output.splitlines()[0] == (
        f"{cell(HEATING, 'keywords_sv')}: The formula here has no result. Replace it with its value."
    )


def _crafted(sheet: Callable[[bytes], bytes], names: Mapping[str, str] = {}) -> bytes:
    """The exported workbook with another sheet in it, and other names of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile("roadmap.xlsx") as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            content = sheet(content) if name == "xl/worksheets/sheet1.xml" else content
            for before, after in names.items():
                content = content.replace(before.encode(), after.encode())
            new.writestr(next((name.replace(*pair) for pair in names.items() if pair[0] in name), name), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ('r="XFD1048576"', {}),
        ("r='XFD1048576'", {}),
        ('r = "XFD1048576"', {}),
        ('r="xfd1048576"', {}),
        ('r="XFD1048576"', {"worksheets/sheet1.xml": "sheets/measures.xml"}),
    ],
)
def test_a_cell_far_from_the_table_is_a_problem_however_it_is_written(run, place, names):
    run("export", "roadmap.xlsx")
    row = f'<row r="1048576"><c {place} t="str"><v>x</v></c></row></sheetData>'.encode()
    content = _crafted(lambda sheet: sheet.replace(b"</sheetData>", row), names)

    with pytest.raises(Refusal) as refusal:
        read_sheets(content)
    assert refusal.value.args == ("far", "Measures")


def test_cells_that_an_ods_repeats_are_counted_before_they_are_read(city):
    cell = '<table:table-cell table:number-columns-repeated="1000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    save_ods(
        [["file", "number"]],
        "far.ods",
        f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>',
    )

    with pytest.raises(Refusal) as refusal:
        read_sheets(Path("far.ods").read_bytes())
    assert refusal.value.args == ("far", "Measures")


def test_rows_that_are_formatted_and_empty_are_no_table(table, run):
    with sheet_of(table()) as sheet:
        sheet.set_row(1_048_575, 30)
        sheet.write_blank(1_048_575, 16_383, None, None)

    assert run("import", "roadmap.xlsx").output == UNCHANGED


def test_xml_that_declares_entities_is_no_spreadsheet(run):
    run("export", "roadmap.xlsx")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>'
    content = _crafted(lambda sheet: sheet.replace(b"<worksheet", bomb + b"<worksheet", 1))

    with pytest.raises(Refusal) as refusal:
        read_sheets(content)
    assert refusal.value.args == ("unreadable",)


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere the system does not limit memory.")
def test_a_workbook_that_takes_too_much_memory_ends_in_a_message(run):
    words = f'<table:table-cell office:value-type="string"><text:p>{"x" * 500}</text:p></table:table-cell>'
    save_ods(
        [["file", "number"]],
        "roadmap.ods",
        f'<table:table-row table:number-rows-repeated="900000">{words}</table:table-row>',
    )

    assert run("import", "roadmap.ods").output.splitlines() == [
        "roadmap.ods: The file contains too much to be a table of measures. Copy the rows to a new one.",
        "1 problem to fix. Nothing was written.",
    ]


def test_a_workbook_that_takes_too_long_ends_in_a_message(run, monkeypatch):
    run("export", "roadmap.xlsx")
    monkeypatch.setattr(workbook_reader, "_SECONDS", 0.001)

    assert run("import", "roadmap.xlsx").output.splitlines()[0] == (
        "roadmap.xlsx: The file contains too much to be a table of measures. Copy the rows to a new one."
    )


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_damaged_workbook_is_refused_and_never_stumbled_over(suffix):
    """Whatever byte is another: the sheets are read, or the reason is told that they are not."""
    content = (Path(__file__).parent / "saved" / f"cells.{suffix}").read_bytes()
    chance = random.Random(suffix)
    reasons = set()
    for _turn in range(40):
        damaged = bytearray(content)
        for _byte in range(chance.randrange(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read_sheets(bytes(damaged[: chance.choice([len(damaged), chance.randrange(len(damaged))])]))
        except Refusal as refusal:
            reasons.add(refusal.args[0])

    assert reasons <= {"damaged", "unreadable", "password", "far", "large"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", 'such as "number". Export a table, and copy its first row above the others.'),
        (b"PK\x03\x04 and no more", "The file is damaged or incomplete. Save it again, or use an older copy."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "The file cannot be read as a spreadsheet. Save it again as .xlsx."),
        (
            b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "The file has a password. Save it without one.",
        ),
        (b"%PDF\0\0", "This is not a table. Save it from the spreadsheet program as .xlsx, or as CSV in UTF-8."),
        (b'file;number\n"a;1\n', "Line 2 cannot be read. Save the table again from the spreadsheet program."),
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
        "roadmap.ods: There is no such file. Check its name and its folder."
    )
    assert run("import", "content").output.splitlines()[0] == (
        "content: The file cannot be read (Is a directory). Close it where it is open, and check who may read it."
    )


def test_a_program_that_is_not_installed_says_how_to_install_it(run, monkeypatch):
    run("export", "roadmap.xlsx")
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    result = run("import", "roadmap.xlsx")

    assert result.exit_code == 2
    assert f"Run: {install_command('sheets')}." in result.output
    assert run("export", "roadmap.csv").exit_code == run("import", "roadmap.csv").exit_code == 0
