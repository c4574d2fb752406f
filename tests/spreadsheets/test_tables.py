"""Cells, and where they are."""

from __future__ import annotations

from generator.diagnostics import Location
from generator.spreadsheets.tables import SheetCell


def test_cells_are_sorted_by_row_and_among_files():
    locations = [SheetCell("b!", 10, 1), Location("c"), SheetCell("b!", 9, 28), Location("a", 3), SheetCell("b!", 9, 3)]

    assert [str(location) for location in sorted(locations)] == ["a:3", "b!C9", "b!AB9", "b!A10", "c"]


def test_places_are_named_as_a_spreadsheet_names_them():
    assert str(SheetCell("x.xlsx, Measures!", 7, 3)) == "x.xlsx, Measures!C7"
