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
# How many characters stand side by side on the paper in letters of about 8 points; its margins in inches.
_PRINTED_WIDTH, _MARGINS = 210, (0.4, 0.4, 0.5, 0.6)
# How many rows below the last have drop-downs too, for new measures.
_EMPTY_ROWS = 200
# "@" is text: nothing that is written there becomes a date or a number.
_TEXT_FORMAT = {"num_format": "@", "text_wrap": True, "valign": "top"}
_NUMBER_FORMAT = {"num_format": "0", "align": "left", "valign": "top"}
_HEAD_FORMAT = {"bold": True, "bg_color": "#E8E8E8", **_TEXT_FORMAT}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """How a column looks: its width in characters, and in a sheet to fill in what is shown beside its cells.

    `source` is the range of cells that has the choices, empty where there are none. Those that are `folded` stand
    last, out of sight until they are asked for.
    """

    width: int
    is_number: bool = False
    title: str = ""
    hint: str = ""
    source: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write: its first row heads it and stays in sight, as do the first columns.

    One that is `readable` has lines that wrap and filters, and is printed in letters that can be read, with the first
    columns on each page. One that is `editable` is readable, and its cells are text and have drop-downs.
    """

    name: str
    rows: Iterable[Sequence[str]]
    columns: Sequence[SheetColumn]
    frozen_columns: int = 1
    editable: bool = False
    readable: bool = False

    @property
    def wraps(self) -> bool:
        """Whether lines wrap in its cells."""
        return self.editable or self.readable


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
        bold, head = book.add_format({"bold": True}), book.add_format(_HEAD_FORMAT)
        text, number = book.add_format(_TEXT_FORMAT), book.add_format(_NUMBER_FORMAT)
        for sheet in sheets:
            worksheet = book.add_worksheet(sheet.name)
            for index, column in enumerate(sheet.columns):
                cell_format = (number if column.is_number else text) if sheet.wraps else None
                options = {"level": 1, "hidden": True} if column.folded else {}
                worksheet.set_column(index, index, column.width, cell_format, options)
            if sheet.columns[-1].folded:
                # The plus that unfolds them is above the one after them.
                worksheet.set_column(len(sheet.columns), len(sheet.columns), None, None, {"collapsed": True})
            row_count = _write_rows(worksheet, sheet, head if sheet.wraps else bold)
            worksheet.freeze_panes(1, sheet.frozen_columns)
            _set_up_page(worksheet, sheet)
            if sheet.editable:
                _make_editable(worksheet, sheet, row_count)
            if sheet.wraps:
                worksheet.autofilter(0, 0, row_count - 1, len(sheet.columns) - 1)
    return stream.getvalue()


def _set_up_page(worksheet: Any, sheet: Sheet) -> None:
    """Lay the sheet out for paper: across as few pages as leave its letters large enough to read."""
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(*_MARGINS)
    worksheet.repeat_rows(0)
    worksheet.set_footer("&L&A&R&P / &N")
    if not sheet.wraps:
        return
    widths = [0 if column.folded else column.width for column in sheet.columns]
    repeated = sum(widths[: sheet.frozen_columns])
    pages = max(1, -(-(sum(widths) - repeated) // (_PRINTED_WIDTH - repeated)))
    worksheet.fit_to_pages(pages, 0)
    worksheet.hide_gridlines(0)
    if pages > 1:
        worksheet.repeat_columns(0, sheet.frozen_columns - 1)


def _write_rows(worksheet: Any, sheet: Sheet, head: Any) -> int:
    """Write each cell as text or number, never as a formula or an address, and return the number of rows."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    row_count = 0
    for row, cells in enumerate(sheet.rows):
        row_count += 1
        if sheet.wraps:
            worksheet.set_row(row, _height(cells, sheet.columns))
        for index, text in enumerate(cells):
            if len(text) > CELL_LENGTH:
                raise UserError(
                    "The text for {cell} is longer than a cell of a spreadsheet can be. Export to .csv instead.",
                    cell=f"{sheet.name}!{xl_rowcol_to_cell(row, index)}",
                )
            if row == 0:
                worksheet.write_string(row, index, text, head)
            elif sheet.columns[index].is_number and text.removeprefix("-").isdecimal():
                worksheet.write_number(row, index, int(text))
            elif text:
                worksheet.write_string(row, index, text)
    return row_count


def _height(cells: Sequence[str], columns: Sequence[SheetColumn]) -> int:
    """Return the height of a row in points: a spreadsheet fits none to lines that wrap until a cell is edited."""
    lines = (_line_count(text, column.width) for text, column in zip(cells, columns, strict=True) if not column.folded)
    return min(_TALLEST_ROW, _LINE * max(lines, default=1))


def _line_count(text: str, width: int) -> int:
    """Return how many lines a text takes in a cell: words wrap as a whole, and one that is too long is broken."""
    if len(text) < width and "\n" not in text:
        return 1
    count = 0
    for line in text.split("\n"):
        count, used = count + 1, 0
        for word in line.split(" "):
            needed = len(word) + (used > 0)
            if used and used + needed > width:
                count, used, needed = count + 1, 0, len(word)
            used += needed
            if used > width:
                count, used = count + (used - 1) // width, (used - 1) % width + 1
    return count


def _make_editable(worksheet: Any, sheet: Sheet, row_count: int) -> None:
    """Add drop-downs and hints, and leave texts of digits without a warning beside each."""
    from xlsxwriter.utility import xl_range

    last_row, last_column = row_count + _EMPTY_ROWS, len(sheet.columns) - 1
    worksheet.ignore_errors({"number_stored_as_text": xl_range(1, 0, last_row, last_column)})
    for index, column in enumerate(sheet.columns):
        if column.title:
            # A warning, not a refusal: other words are understood as well.
            choices = {"validate": "list", "source": column.source, "error_type": "warning"}
            options = {
                **(choices if column.source else {"validate": "any"}),
                "input_title": column.title[:_TITLE_LENGTH],
                "input_message": column.hint[:_HINT_LENGTH],
            }
            worksheet.data_validation(1, index, last_row, index, options)
