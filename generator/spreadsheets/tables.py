"""A table as a spreadsheet holds it: rows of cells, each with a place where the editor finds it again."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.content.garbled_text import garbled_text
from generator.content.hidden_characters import find_hidden, hidden_character
from generator.diagnostics import InvalidValue, Location
from generator.export.xlsx import column_letters
from generator.i18n import _
from generator.spreadsheets.number_formats import is_whole

TOO_LARGE = _("The file contains too much to be a table of measures. Copy the rows to a new one.")
# What a spreadsheet shows where it has no value, in any language: #N/A, #REF!, #NAME?, #DIV/0!, Err:502, and where the
# column is too narrow.
_ERROR_VALUE = re.compile(r"#(N/[AD]|NV|[A-ZÅÄÖ/0]+[!?]|GETTING_DATA|#+)|[A-Z][a-zåäö]{2,8}:5\d\d")


@dataclass(frozen=True, slots=True)
class UnreadableCell:
    """What stands in a cell that does not say what it shows.

    It is a fault in the place of a value, such as #N/A, empty for a formula without a result; or else a value that the
    spreadsheet shows in another form, such as 0.5 as 50 %.
    """

    value: str | float | datetime.date
    is_fault: bool

    def __str__(self) -> str:
        return _digits(self.value) if isinstance(self.value, float) else str(self.value)


CellValue = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | UnreadableCell


class SheetCell(Location):
    """The place of a cell: `line` is the number of its row, `file` what is written before it: “x.xlsx, Measures!”."""

    __slots__ = ()

    @property
    def reference(self) -> str:
        """What a spreadsheet calls it: B3."""
        return f"{column_letters(self.column - 1)}{self.line}"

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


def cell_text(cell: CellValue) -> str:
    """Return a cell as the text that it shows. Raises InvalidValue for what is none, such as a date made of it."""
    match cell:
        case UnreadableCell(value="", is_fault=True):
            raise InvalidValue("The formula here has no result. Replace it with its value.")
        case UnreadableCell(is_fault=True):
            raise _fault(str(cell))
        case bool():
            return str(cell).lower()
        case int() | float() if is_whole(cell):
            return str(int(cell))
        case UnreadableCell() | int() | float():
            raise InvalidValue(
                "The cell contains {value}, and may be shown differently. Give the cell the format Text, and "
                "write it again.",
                value=_digits(cell) if isinstance(cell, float) else cell,
            )
        case str():
            text = normalized(cell)
        case _:
            raise InvalidValue(
                "The spreadsheet program has turned this into a date or a time: {value}. Give the cell the "
                "format Text, and write it again.",
                value=_clock(cell) if isinstance(cell, datetime.timedelta) else cell,
            )
    if _ERROR_VALUE.fullmatch(text):
        raise _fault(text)
    if garbled := garbled_text(text):
        raise InvalidValue(garbled[1])
    if hidden := find_hidden(text):
        raise InvalidValue(hidden_character(hidden[0]))
    return text


def value_of(cell: CellValue) -> CellValue:
    """Return what a spreadsheet keeps in a cell, however it shows it. Raises InvalidValue for a fault."""
    if isinstance(cell, UnreadableCell) and cell.is_fault:
        cell_text(cell)
    return cell.value if isinstance(cell, UnreadableCell) else cell


def _digits(number: float) -> str:
    return f"{number:.0f}" if number.is_integer() else str(number)


def _fault(text: str) -> InvalidValue:
    return InvalidValue('"{value}" is an error of the spreadsheet program. Write the value instead.', value=text)


def _clock(duration: datetime.timedelta) -> str:
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def with_date_as_text(cell: CellValue) -> CellValue:
    """Return the cell; a day that the spreadsheet keeps in it as text: 2026-11-24."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def normalized(text: str) -> str:
    """Return the text as content files have it: NFC, lines that end in LF, and no white space around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
