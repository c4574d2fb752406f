"""CSV as spreadsheets save it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.export.xlsx import column_letters
from generator.spreadsheets.csv import escape_formula, unescape_formula
from spreadsheets.sheets import HEATING, TRAM, cell, changed_lines, files, row_of, save_csv


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "mac_roman", "cp850", "cp437"])
def test_a_table_of_text_is_read_as_excel_saves_it(table, run, delimiter, encoding):
    before = files()
    save_csv(table({(TRAM, "title_sv"): "Spårvagn; till, ön"}), delimiter, encoding)
    run("import", "roadmap.csv", "--yes")

    assert changed_lines(before) == {TRAM: (["title_sv: Spårvagn till hamnen\n"], ["title_sv: Spårvagn; till, ön\n"])}


def test_an_apostrophe_of_the_editors_stays():
    assert [unescape_formula(text) for text in ("'t Hof", "'=1", "''=1", "'")] == ["'t Hof", "=1", "'=1", "'"]
    assert [escape_formula(text) for text in ("'t Hof", "=1", "'=1", "a")] == ["''t Hof", "'=1", "''=1", "a"]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_quotation_marks_and_dashes_are_not_taken_for_letters_of_another_system(table, run, encoding):
    before = files()
    rows = table({(TRAM, "title_en"): "The “tram” – and a bus’s stop…"})
    save_csv([row[:1] + row[rows[0].index("title_en") :][:1] for row in rows], ";", encoding)
    run("import", "roadmap.csv", "--yes")

    assert changed_lines(before) == {
        TRAM: (["title_en: A tram to the harbour\n"], ["title_en: The “tram” – and a bus’s stop…\n"])
    }


def test_a_line_that_names_the_delimiter_and_blank_lines_stand_above_the_table(table, run):
    before = files()
    save_csv(table({(TRAM, "title_sv"): "Spår, vagn"}), ";", "utf-8")
    file = Path("roadmap.csv")
    file.write_bytes(b"sep=;\r\n\r\n;;\r\n" + file.read_bytes())
    run("import", "roadmap.csv", "--yes")

    assert changed_lines(before) == {TRAM: (["title_sv: Spårvagn till hamnen\n"], ["title_sv: Spår, vagn\n"])}


def test_a_row_that_goes_on_after_the_last_column_is_a_problem(table, run):
    rows = table()
    lines = [";".join(map(str, row)) for row in rows]
    lines[row_of(HEATING)] = lines[row_of(HEATING)].replace(
        "District heating without coal", "District heating; without coal"
    )
    Path("roadmap.csv").write_text("\n".join(lines), encoding="utf-8")
    before = files()

    assert run("import", "roadmap.csv", "--yes").output.splitlines() == [
        f"roadmap.csv, {column_letters(len(rows[0]))}{row_of(HEATING) + 1}: The row has more cells than the table has columns. Put text that contains the delimiter in quotation marks, or save the table as .xlsx.",
        "1 problem to fix. Nothing was written.",
    ]
    assert files() == before


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"file;number\n" + b";" * 2_000_001, ""),
        (b"file;number\n" + b"a;1\n" * 20_001, ", A1"),
        (b"file;number" + b";mine" * 101 + b"\na;1\n", ", A1"),
    ],
)
def test_more_than_any_table_of_measures_has_is_not_read(run, content, place):
    Path("roadmap.csv").write_bytes(content)

    assert run("import", "roadmap.csv").output.splitlines()[-2:] == [
        f"roadmap.csv{place}: The file contains too much to be a table of measures. Copy the rows to a new one.",
        "1 problem to fix. Nothing was written.",
    ]


def test_letters_that_another_program_has_read_wrongly_are_a_problem_of_their_cell(table, run):
    save_csv(table({(TRAM, "title_sv"): "SpÃ¥rvagn"}), ";", "utf-8")

    assert run("import", "roadmap.csv").output.splitlines()[0] == (
        f"roadmap.csv, {cell(TRAM, 'title_sv')}: Another program has garbled these letters: “Ã¥” was “å”. "
        "Write the text again, or restore the file from the last version."
    ).replace("roadmap.xlsx, Measures!", "")
