"""Writes sheets as an .xlsx: rows of text in, bytes out. No cell of it is a formula."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import UserError

# What Excel takes: characters of a cell, of a title and of a message beside a cell.
CELL_LENGTH, _TITLE_LENGTH, _HINT_LENGTH = 32_767, 32, 255
# A line and the tallest row that Excel takes, in points; its number of the paper.
_LINE, _TALLEST_ROW, _A4 = 15, 405, 9
# How many rows below the last have drop-downs too, for new measures.
_EMPTY_ROWS = 200
# "@" is text: nothing that is written there becomes a date or a number.
_TEXT_FORMAT = {"num_format": "@", "text_wrap": True, "valign": "top"}
_NUMBER_FORMAT = {"num_format": "0", "valign": "top"}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """How a column looks: its width in characters, and in a sheet to fill in what is shown beside its cells.

    `source` is the range of cells that has the choices, empty where there are none.
    """

    width: int
    is_number: bool = False
    title: str = ""
    hint: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write: the first rows head it and stay in sight, as do the first columns.

    One that is `editable` has cells formatted as text, drop-downs and filters. One that is `readable` has lines that
    wrap and filters, and is printed as wide as the paper.
    """

    name: str
    rows: Iterable[Sequence[str]]
    columns: Sequence[SheetColumn]
    head_rows: int = 1
    frozen_columns: int = 1
    editable: bool = False
    readable: bool = False


def write_workbook(sheets: Iterable[Sheet], created: datetime.date) -> bytes:
    """Return the sheets as an .xlsx, the same bytes for the same sheets and day.

    Raises:
        UserError: A text is longer than a cell can be.
    """
    # Only some commands write a workbook.
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        book.set_properties({"created": datetime.datetime.combine(created, datetime.time())})
        bold = book.add_format({"bold": True})
        text, number = book.add_format(_TEXT_FORMAT), book.add_format(_NUMBER_FORMAT)
        editable_head = book.add_format({"bold": True, **_TEXT_FORMAT})
        for sheet in sheets:
            worksheet = book.add_worksheet(sheet.name)
            for index, column in enumerate(sheet.columns):
                cell_format = (number if column.is_number else text) if sheet.editable or sheet.readable else None
                worksheet.set_column(index, index, column.width, cell_format)
            row_count = _write_rows(worksheet, sheet, editable_head if sheet.editable else bold)
            worksheet.freeze_panes(sheet.head_rows, sheet.frozen_columns)
            worksheet.set_landscape()
            worksheet.set_paper(_A4)
            worksheet.repeat_rows(0, sheet.head_rows - 1)
            worksheet.set_footer("&L&A&R&P / &N")
            if sheet.readable:
                worksheet.fit_to_pages(1, 0)
            if sheet.editable:
                _make_editable(worksheet, sheet, row_count)
            if sheet.editable or sheet.readable:
                # The arrows stand in the last of the heads, so that sorting leaves all of them where they are.
                worksheet.autofilter(sheet.head_rows - 1, 0, row_count - 1, len(sheet.columns) - 1)
    return stream.getvalue()


def _write_rows(worksheet: Any, sheet: Sheet, head: Any) -> int:
    """Write each cell as text or number, never as a formula or an address, and return the number of rows."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    row_count = 0
    for row, cells in enumerate(sheet.rows):
        row_count += 1
        if sheet.editable or sheet.readable:
            worksheet.set_row(row, _height(cells, sheet.columns))
        for index, text in enumerate(cells):
            if len(text) > CELL_LENGTH:
                raise UserError(
                    "The text for {cell} is longer than a cell of a spreadsheet can be. Export to .csv instead.",
                    cell=f"{sheet.name}!{xl_rowcol_to_cell(row, index)}",
                )
            if row < sheet.head_rows:
                worksheet.write_string(row, index, text, head)
            elif sheet.columns[index].is_number and text.removeprefix("-").isdecimal():
                worksheet.write_number(row, index, int(text))
            elif text:
                worksheet.write_string(row, index, text)
    return row_count


def _height(cells: Sequence[str], columns: Sequence[SheetColumn]) -> int:
    """Return the height of a row in points: a spreadsheet fits none to lines that wrap until a cell is edited."""
    lines = (
        sum(1 + len(line) // column.width for line in text.split("\n"))
        for text, column in zip(cells, columns, strict=True)
    )
    return min(_TALLEST_ROW, _LINE * max(lines, default=1))


def _make_editable(worksheet: Any, sheet: Sheet, row_count: int) -> None:
    for index, column in enumerate(sheet.columns):
        if column.title:
            # A warning, not a refusal: labels are understood as well.
            choices = {"validate": "list", "source": column.source, "error_type": "warning"}
            options = {
                **(choices if column.source else {"validate": "any"}),
                "input_title": column.title[:_TITLE_LENGTH],
                "input_message": column.hint[:_HINT_LENGTH],
            }
            worksheet.data_validation(sheet.head_rows, index, row_count + _EMPTY_ROWS, index, options)
