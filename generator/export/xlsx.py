"""Writes sheets as an .xlsx: rows of text in, bytes out. No cell of it is a formula."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import count
from string import ascii_uppercase
from typing import IO, NamedTuple

from generator.diagnostics import UserError
from generator.export.xlsx_package import (
    BOLD,
    DECLARATION,
    HEAD,
    NUMBER,
    PLAIN,
    SPREADSHEET,
    TEXT,
    package_parts,
    sheet_part,
    tag,
)
from generator.queries import fragment

# What Excel takes: characters of a cell, of a title and of a message beside a cell.
CELL_LENGTH, _TITLE_LENGTH, _HINT_LENGTH = 32_767, 32, 255
# A line and the tallest row that Excel takes, in points.
_LINE, _TALLEST_ROW = 15, 405
# How many characters stand side by side on the paper in letters of about 8 points.
_PRINTED_WIDTH = 210
# How many rows below the last have drop-downs too, for new measures.
_EMPTY_ROWS = 200
# The width of a column that is not set; what Excel adds to the characters of a column, in pixels, and those of a digit.
_USUAL_WIDTH, _PADDING, _DIGIT = 8.43, 5, 7
# Margins in inches. The footer has the name of the sheet, its page and how many there are.
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6, "header": 0.3, "footer": 0.3}
_FOOTER, _A4 = "&L&A&R&P / &N", 9
# A column that is out of sight until the plus above its group is pressed.
_FOLDED = {"hidden": 1, "outlineLevel": 1}
# A control character stands as “_x000D_” in a cell, and so does the beginning of a text that looks like one.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# What few texts have: the others are written as they are, a third faster.
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]")
# The same sheets are the same bytes: no part has a day of its own.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


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


class MeasureRow(NamedTuple):
    """A row that is about a measure, and what gives its cells."""

    measure: object
    cells: Callable[[], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write: its first row heads it and stays in sight, as do the first columns.

    One that is `readable` has lines that wrap and filters, and is printed in letters that can be read, with the first
    columns on each page. One that is `editable` is readable, and its cells are text and have drop-downs.
    """

    name: str
    rows: Iterable[Sequence[str] | MeasureRow]
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
    stream = io.BytesIO()
    names: list[str] = []
    ranges: list[dict[str, str]] = []
    with zipfile.ZipFile(stream, "w") as archive:
        for sheet in sheets:
            names.append(sheet.name)
            with archive.open(_entry(sheet_part(len(names))), "w") as part:
                ranges.append(_named_ranges(sheet, _write_sheet(sheet, part, is_first=len(names) == 1)))
        for name, xml in package_parts(names, ranges, created).items():
            archive.writestr(_entry(name), xml)
    return stream.getvalue()


def column_letters(index: int) -> str:
    """Return what a spreadsheet calls a column, the first of which has the index 0: “A”, “AB”."""
    before, place = divmod(index, len(ascii_uppercase))
    return (column_letters(before - 1) if before else "") + ascii_uppercase[place]


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _write_sheet(sheet: Sheet, part: IO[bytes], *, is_first: bool) -> int:
    """Write the XML of a sheet, a row at a time since rows may be many, and return how many there are."""
    before = _before_rows(sheet, is_first=is_first)
    head = "".join((DECLARATION, f'<worksheet xmlns="{SPREADSHEET}">', *before, "<sheetData>")).encode()
    part.write(head)
    row_count = 0
    for row in _rows(sheet, len(head)):
        part.write(row)
        row_count += 1
    part.write("".join(("</sheetData>", *_after_rows(sheet, row_count), "</worksheet>")).encode())
    return row_count


def _before_rows(sheet: Sheet, *, is_first: bool) -> Iterator[str]:
    """Yield how a sheet is shown, the first at once, and its columns."""
    if sheet.wraps:
        yield tag("sheetPr", tag("pageSetUpPr", fitToPage=1))
    yield tag("sheetViews", tag("sheetView", *_panes(sheet), tabSelected=1 if is_first else None, workbookViewId=0))
    has_folded = any(column.folded for column in sheet.columns)
    yield tag("sheetFormatPr", defaultRowHeight=_LINE, outlineLevelCol=1 if has_folded else None)
    columns = [
        _column(number, column.width, style=_style(column, sheet), **(_FOLDED if column.folded else {}))
        for number, column in enumerate(sheet.columns, start=1)
    ]
    if has_folded:
        # The plus that unfolds them is above the one after them.
        columns.append(_column(len(columns) + 1, _USUAL_WIDTH, collapsed=1))
    yield tag("cols", *columns)


def _panes(sheet: Sheet) -> Iterator[str]:
    """Yield the part of a sheet that stays in sight, and where one is in it and in the others."""
    column = column_letters(sheet.frozen_columns)
    pane = {"xSplit": sheet.frozen_columns, "ySplit": 1, "topLeftCell": f"{column}2", "activePane": "bottomRight"}
    yield tag("pane", **pane, state="frozen")
    yield tag("selection", pane="topRight", activeCell=f"{column}1", sqref=f"{column}1")
    yield tag("selection", pane="bottomLeft", activeCell="A2", sqref="A2")
    yield tag("selection", pane="bottomRight")


def _column(number: int, characters: float, **attributes: int | None) -> str:
    """Return a column: Excel has the pixels of its characters and its padding, in 256ths of a digit."""
    width = int((characters * _DIGIT + _PADDING) / _DIGIT * 256) / 256
    return tag("col", min=number, max=number, width=width, customWidth=1, **attributes)


def _style(column: SheetColumn, sheet: Sheet) -> int:
    if not sheet.wraps:
        return PLAIN
    return NUMBER if column.is_number else TEXT


def _rows(sheet: Sheet, place: int) -> Iterator[bytes]:
    """Yield the rows of a sheet, of which the first is its head, and begins at a place in the part of the sheet."""
    letters = list(map(column_letters, range(len(sheet.columns))))
    head = [(letter, HEAD if sheet.wraps else BOLD, _text_cell) for letter in letters]
    looks = [
        (letter, _style(column, sheet), _number_cell if column.is_number else _text_cell)
        for letter, column in zip(letters, sheet.columns, strict=True)
    ]

    def written(number: int, cells: Sequence[str]) -> bytes:
        of_row = [
            cell(f"{letter}{number}", style, text, sheet.name)
            for (letter, style, cell), text in zip(looks if number > 1 else head, cells, strict=True)
            if text
        ]
        height = _height(cells, sheet.columns) if sheet.wraps else _LINE
        own_height = f' ht="{height}" customHeight="1"' if height != _LINE else ""
        return f'<row r="{number}"{own_height}>{"".join(of_row)}</row>'.encode()

    def of_measure(number: int, row: MeasureRow) -> bytes:
        return written(number, row.cells())

    for number, row in enumerate(sheet.rows, start=1):
        if isinstance(row, MeasureRow):
            xml = fragment(row.measure, partial(of_measure, number, row), place, detail=number)
        else:
            xml = written(number, row)
        yield xml
        place += len(xml)


def _number_cell(reference: str, style: int, text: str, sheet_name: str) -> str:
    if text.removeprefix("-").isdecimal():
        return f'<c r="{reference}" s="{style}"><v>{int(text)}</v></c>'
    return _text_cell(reference, style, text, sheet_name)


def _text_cell(reference: str, style: int, text: str, sheet_name: str) -> str:
    """Return a cell of text, which is never a formula or a link."""
    if len(text) > CELL_LENGTH:
        raise UserError(
            "The text for {cell} is longer than a cell of a spreadsheet can be. Export to .csv instead.",
            cell=f"{sheet_name}!{reference}",
        )
    space = "" if text == text.strip() else ' xml:space="preserve"'
    if _SPECIAL.search(text) or "_x" in text:
        text = _CONTROL.sub(lambda control: f"_x{ord(control[0]):04X}_", escape(text, quote=False))
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _after_rows(sheet: Sheet, row_count: int) -> Iterator[str]:
    """Yield the filters of a sheet, what is shown beside its cells, and how it is printed."""
    last_column, last_row = column_letters(len(sheet.columns) - 1), row_count + _EMPTY_ROWS + 1
    if sheet.wraps:
        yield tag("autoFilter", ref=f"A1:{last_column}{row_count}")
    validations = [
        _validation(column, f"{letters}2:{letters}{last_row}")
        for letters, column in zip(map(column_letters, count()), sheet.columns, strict=False)
        if sheet.editable and column.title
    ]
    if validations:
        yield tag("dataValidations", *validations, count=len(validations))
    if sheet.wraps:
        yield tag("printOptions", gridLines=1)
    yield tag("pageMargins", **_MARGINS)
    fit = {"fitToWidth": _page_count(sheet), "fitToHeight": 0} if sheet.wraps else {}
    yield tag("pageSetup", paperSize=_A4, **fit, orientation="landscape")
    yield tag("headerFooter", tag("oddFooter", escape(_FOOTER, quote=False)))
    if sheet.editable:
        # Texts of digits have no warning beside them.
        yield tag("ignoredErrors", tag("ignoredError", sqref=f"A2:{last_column}{last_row}", numberStoredAsText=1))


def _validation(column: SheetColumn, cells: str) -> str:
    """Return the hint of a column and its choices: a warning, not a refusal, since other words are understood too."""
    choices = [tag("formula1", escape(column.source.removeprefix("="), quote=False))] if column.source else []
    return tag(
        "dataValidation",
        *choices,
        **({"type": "list", "errorStyle": "warning"} if choices else {}),
        allowBlank=1,
        showInputMessage=1,
        showErrorMessage=1,
        promptTitle=column.title[:_TITLE_LENGTH],
        prompt=column.hint[:_HINT_LENGTH] or None,
        sqref=cells,
    )


def _named_ranges(sheet: Sheet, row_count: int) -> dict[str, str]:
    """Return the ranges of a sheet that spreadsheets know by name: what is filtered, and what is on each page."""
    name, last_column = sheet.name.replace("'", "''"), column_letters(len(sheet.columns) - 1)
    titles = f"'{name}'!$1:$1"
    if not sheet.wraps:
        return {"Print_Titles": titles}
    if _page_count(sheet) > 1:
        titles = f"'{name}'!$A:${column_letters(sheet.frozen_columns - 1)},{titles}"
    return {"_FilterDatabase": f"'{name}'!$A$1:${last_column}${row_count}", "Print_Titles": titles}


def _page_count(sheet: Sheet) -> int:
    """Return across how many pages of paper a sheet fits in letters that can be read."""
    widths = [0 if column.folded else column.width for column in sheet.columns]
    repeated = sum(widths[: sheet.frozen_columns])
    return max(1, -(-(sum(widths) - repeated) // (_PRINTED_WIDTH - repeated)))


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
