"""The open data as a workbook."""

from __future__ import annotations

import csv
import io

from python_calamine import CalamineWorkbook

from export.data import files_of, unguarded


def test_the_book_has_the_measures_the_classifications_and_what_the_columns_are(followed):
    files = files_of(followed)
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["data/measures.xlsx"]))
    measures = book.get_sheet_by_name("measures").to_python()
    dictionary = book.get_sheet_by_name("data dictionary").to_python()

    assert book.sheet_names == ["measures", "classifications", "data dictionary"]
    as_text = [[str(int(cell)) if isinstance(cell, float) else cell for cell in row] for row in measures]
    guarded = list(csv.reader(io.StringIO(files["data/measures.csv"].decode(), newline="")))
    assert as_text == [[unguarded(cell) for cell in row] for row in guarded]
    assert dictionary[0] == ["table", "column", "label_sv", "description_sv", "label_en", "description_en"]
    assert [row[1] for row in dictionary[1 : len(measures[0]) + 1]] == measures[0]
