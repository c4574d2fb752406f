"""CSV as spreadsheets save it."""

from __future__ import annotations

import pytest

from generator.spreadsheets.csv import escape_formula, unescape_formula
from spreadsheets.sheets import TRAM, changed_lines, files, save_csv


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_a_table_of_text_is_read_as_excel_saves_it(table, run, delimiter, encoding):
    before = files()
    save_csv(table({(TRAM, "title_sv"): "Spårvagn; till, ön"}), delimiter, encoding)
    run("import", "roadmap.csv", "--yes")

    assert changed_lines(before) == {TRAM: (["title_sv: Spårvagn till hamnen\n"], ["title_sv: Spårvagn; till, ön\n"])}


def test_an_apostrophe_of_the_editors_stays():
    assert [unescape_formula(text) for text in ("'t Hof", "'=1", "''=1", "'")] == ["'t Hof", "=1", "'=1", "'"]
    assert [escape_formula(text) for text in ("'t Hof", "=1", "'=1", "a")] == ["''t Hof", "'=1", "''=1", "a"]
