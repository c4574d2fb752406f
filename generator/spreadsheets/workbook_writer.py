"""Writes sheets as an .xlsx that is ready to fill in: drop-downs, hints, and heads that stay in sight."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import UserError
from generator.spreadsheets.tables import letters

NARROWEST, WIDEST = 8, 60
# How many rows below the last have drop-downs too, for new measures.
ROOM = 200
# What Excel takes: characters of a cell, of a title and of a message beside a cell.
LONGEST_CELL, LONGEST_TITLE, LONGEST_HINT = 32_767, 32, 255


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """How a column looks: what is said beside its cells, what they are chosen from, and whether they are numbers.

    `source` is the range of cells that has the choices, empty where there are none.
    """

    title: str
    hint: str
    source: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write: the first rows head it and stay in sight."""

    name: str
    rows: Sequence[Sequence[str]]
    heads: int
    columns: Sequence[SheetColumn] = ()


def write_workbook(sheets: Sequence[Sheet], created: datetime.date) -> bytes:
    """The sheets as an .xlsx, the same bytes for the same sheets and day. Raises UserError without XlsxWriter."""
    stream = io.BytesIO()
    with load_xlsxwriter().Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.datetime.combine(created, datetime.time())})
        # “@” is text: nothing that is written there becomes a date or a number.
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        number = book.add_format({"num_format": "0", "valign": "top"})
        head = book.add_format({"bold": True, "num_format": "@", "valign": "top", "text_wrap": True})
        for sheet in sheets:
            fill(book.add_worksheet(sheet.name), sheet, (text, number, head))
    return stream.getvalue()


def fill(worksheet: Any, sheet: Sheet, formats: tuple[Any, Any, Any]) -> None:
    text, number, head = formats
    columns = sheet.columns or [SheetColumn("", "")] * len(sheet.rows[0])
    for index, column in enumerate(columns):
        worksheet.set_column(index, index, width(sheet, index), number if column.is_number else text)
        if column.title:
            worksheet.data_validation(sheet.heads, index, len(sheet.rows) + ROOM, index, validation(column))
    for index, row in enumerate(sheet.rows[: sheet.heads]):
        for position, cell in enumerate(row):
            worksheet.write_string(index, position, cell, head)
    for index, row in enumerate(sheet.rows[sheet.heads :], start=sheet.heads):
        for position, cell in enumerate(row):
            write_cell(worksheet, (index, position), cell, columns[position])
    worksheet.freeze_panes(sheet.heads, min(2, len(columns)))
    # The arrows stand in the last of the heads, so that sorting leaves all of them where they are.
    worksheet.autofilter(sheet.heads - 1, 0, len(sheet.rows) - 1, len(columns) - 1)


def write_cell(worksheet: Any, place: tuple[int, int], text: str, column: SheetColumn) -> None:
    """Writes a text as it is, never as a formula or an address, and a number where the column has numbers."""
    if len(text) > LONGEST_CELL:
        raise UserError(
            "The text for {cell} is longer than a cell of a spreadsheet can be. Export to .csv instead.",
            cell=f"{worksheet.get_name()}!{letters(place[1] + 1)}{place[0] + 1}",
        )
    if column.is_number and text.isdecimal():
        worksheet.write_number(*place, int(text))
    elif text:
        worksheet.write_string(*place, text)


def width(sheet: Sheet, index: int) -> int:
    """Room for the longest cell of a column, up to what reads well, and for the words of its heads."""
    words = [word for row in sheet.rows[: sheet.heads] for word in row[index].split()]
    longest = max(map(len, [*words, *(row[index] for row in sheet.rows[sheet.heads :])]), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)


def validation(column: SheetColumn) -> dict[str, object]:
    beside = {"input_title": column.title[:LONGEST_TITLE], "input_message": column.hint[:LONGEST_HINT]}
    if not column.source:
        return {"validate": "any", **beside}
    # A warning, not a refusal: labels are understood as well.
    return {"validate": "list", "source": column.source, "error_type": "warning", **beside}


def load_xlsxwriter() -> Any:
    try:
        import xlsxwriter
    except ImportError:
        raise UserError(
            "An .xlsx needs the program XlsxWriter, which is not installed. Run “make sheets”, which installs it; "
            "a .csv needs nothing."
        ) from None
    return xlsxwriter
