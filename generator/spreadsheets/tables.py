"""A table as a spreadsheet holds it: rows of cells, each with a place where the editor finds it again."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.content.hidden_characters import HIDDEN, hidden_character
from generator.diagnostics import InvalidValue, Location

CellValue = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta

# What a spreadsheet shows where it has no value, in any language: #N/A, #REF!, #NAME?, #DIV/0!
_ERROR_VALUE = re.compile(r"#(N/A|[A-ZÅÄÖ/0]+[!?])")


class SheetCell(Location):
    """The place of a cell: `line` is the number of its row, `file` what is written before it: “x.xlsx, Measures!”."""

    __slots__ = ()

    @property
    def reference(self) -> str:
        """What a spreadsheet calls it: B3."""
        return f"{column_letters(self.column)}{self.line}"

    def __str__(self) -> str:
        return f"{self.file}{self.reference}"

    # A dataclass compares only with its own class, and cells are sorted among the places of files.
    def __lt__(self, other: Location) -> bool:
        return (self.file, self.line, self.column) < (other.file, other.line, other.column)

    def __gt__(self, other: Location) -> bool:
        return (self.file, self.line, self.column) > (other.file, other.line, other.column)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Rows as they were read. `name` is what is written before the place of a cell.

    `merged` has the indices, of row and column, of the first and the last cell of those that are merged; `sheet` is
    the name of the sheet, empty where the file has none.
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    sheet: str = ""

    def location(self, row: int, column: int) -> SheetCell:
        """Return the location of a cell by its indices, which count from 0."""
        return SheetCell(self.name, row + 1, column + 1)


def column_letters(column: int) -> str:
    """Return the letters of a column that counts from 1: A … Z, AA, and so on."""
    before, last = divmod(column - 1, 26)
    return (column_letters(before) if before else "") + chr(ord("A") + last)


def cell_text(cell: CellValue) -> str:
    """Return a cell as text. Raises InvalidValue for what is none, such as a date made by the program."""
    match cell:
        case bool():
            return str(cell).lower()
        case int() | float():
            return str(int(cell)) if float(cell).is_integer() else str(cell)
        case str():
            text = normalized(cell)
        case _:
            raise InvalidValue(
                "The spreadsheet has made a date or a time of this: {value}. Give the cell the format Text, "
                "and write it again.",
                value=cell,
            )
    if _ERROR_VALUE.fullmatch(text):
        raise InvalidValue('"{value}" stands here in the place of a value. Write the value.', value=text)
    if hidden := HIDDEN.search(text):
        message = hidden_character(hidden[0])
        raise InvalidValue(message.text, **dict(message.values))
    return text


def with_date_as_text(cell: CellValue) -> CellValue:
    """Return the cell; a day that the spreadsheet keeps in it as text: 2026-11-24."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def normalized(text: str) -> str:
    """Return the text as content files have it: NFC, lines that end in LF, and no white space around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
