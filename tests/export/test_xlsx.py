"""What is written as an .xlsx: the texts of its cells as they were, whatever is in them."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from generator.export.xlsx import Sheet, SheetColumn, column_letters, write_workbook

TODAY = datetime.date(2026, 1, 31)


def workbook(*texts: str, is_number: bool = False) -> bytes:
    """A sheet of one column with these texts below its head."""
    rows = [["head"], *([text] for text in texts)]
    return write_workbook([Sheet("Åland's <1>", rows, [SheetColumn(20, is_number)], readable=True)], TODAY)


def test_texts_are_read_as_they_were_written():
    texts = ["a < b & c > d", " ends in space ", "two\nlines", "ä€😀", '"quoted"', "=1+1", "007"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(*texts)))

    assert book.sheet_names == ["Åland's <1>"]
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()] == ["head", *texts]


@pytest.mark.parametrize(
    ("text", "xml"),
    [("a\rb", "a_x000D_b"), ("\x00\uffff", "_x0000__xFFFF_"), ("_x000D_", "_x005F_x000D_"), ("_xyz", "_xyz")],
)
def test_a_control_character_has_its_code(text, xml):
    sheet = zipfile.ZipFile(io.BytesIO(workbook(text))).read("xl/worksheets/sheet1.xml").decode()

    assert re.findall("<t>(.*?)</t>", sheet) == ["head", xml]


def test_a_number_is_one_and_other_words_in_its_column_are_text():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook("12", "-3", "1.0", "many", is_number=True)))

    assert [row[0] for row in book.get_sheet_by_index(0).to_python()] == ["head", 12, -3, "1.0", "many"]


def test_columns_are_counted_in_letters():
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
