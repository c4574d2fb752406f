"""Reads any table of measures: the sheets of a file in, its columns and rows out, and the cells that are in neither."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePath

from generator.content.hidden_characters import hidden_pattern
from generator.diagnostics import ContentError, Diagnostic, Location
from generator.export.xlsx import column_letters
from generator.i18n import _
from generator.spreadsheets.tables import CellValue, SheetCell, SheetTable, normalized

# Where the headings are looked for, and how long one can be.
_FIRST_ROWS = 40
_LONGEST_HEADING = 150
# What stands between the parts of a heading that is in two rows: “Laufzeit – Ende”.
_HEADING_JOINT = " – "


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with something in it. `text` has days as 2025-03-12, and numbers that the spreadsheet knows as 1200.5."""

    text: str
    location: SheetCell
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name that the mapping gives it, and its heading, empty where it has none."""

    name: str
    heading: str
    location: SheetCell


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells by the names of their columns.

    `continued` has the columns whose cell is merged with the one above, `is_spanning` tells that its only cell is
    merged over several columns, and `sheet` is the name of its sheet.
    """

    sheet: str
    location: SheetCell
    cells: Mapping[str, Cell]
    continued: frozenset[str] = frozenset()
    is_spanning: bool = False

    def text(self, column: str) -> str:
        """Return what the row says in a column, empty where it says nothing."""
        return self.cells[column].text if column in self.cells else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of measures.

    `outside` has the cells above the headings, `repeated` the places of rows that say the headings again. `sheets` has
    the names of the sheets that the rows are from, `left_out` those of the others, which have other headings.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    outside: tuple[Cell, ...]
    repeated: tuple[SheetCell, ...]
    sheets: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    def texts(self, column: str) -> list[str]:
        """Return what is written in a column, row by row, without empty cells."""
        return [row.cells[column].text for row in self.rows if column in row.cells]


def read_columns(tables: Sequence[SheetTable], file: str) -> Table:
    """Return the table of the sheets whose headings are those of the sheet with the most rows.

    Raises:
        ContentError: There is no row of headings with something below it.
    """
    # A table of text has the name of its file.
    tables = [table if table.sheet else replace(table, sheet=PurePath(file).stem) for table in tables]
    sheets = [sheet for sheet in map(_read_sheet, tables) if sheet]
    if not sheets:
        message = _(
            "There is no table here: no row of headings with rows below it. Write one heading above each column."
        )
        raise ContentError([Diagnostic(Location(file), message)])
    main = max(sheets, key=lambda sheet: len(sheet.rows))
    names = [column.name for column in main.columns]
    alike = [sheet for sheet in sheets if [column.name for column in sheet.columns] == names]
    used = tuple(name for sheet in alike for name in sheet.sheets)
    return Table(
        columns=main.columns,
        rows=tuple(row for sheet in alike for row in sheet.rows),
        outside=tuple(cell for sheet in alike for cell in sheet.outside),
        repeated=tuple(location for sheet in alike for location in sheet.repeated),
        sheets=used,
        left_out=tuple(table.sheet for table in tables if table.sheet not in used and any(map(any, table.rows))),
    )


def plain_text(value: CellValue) -> str:
    """Return the value of a cell as text, without the characters that nobody sees."""
    match value:
        case bool():
            return str(value).lower()
        case datetime.datetime():
            return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            # Excel's own sign for the return that it writes with each end of a line.
            return hidden_pattern().sub("", normalized(str(value).replace("_x000D_", "")))


def _read_sheet(table: SheetTable) -> Table | None:
    """Return the columns and rows of one sheet, None where it has no headings with rows below them."""
    grid = _Grid(table)
    first = grid.heading_row()
    if first is None:
        return None
    last = grid.last_heading_row(first)
    columns, names = list[Column](), dict[int, str]()
    for heading, indices in grid.headings(first, last):
        taken = {column.name for column in columns}
        letters = column_letters(indices[0])
        name = f"{heading} ({letters})" if heading in taken else heading or letters
        columns.append(Column(name, heading, table.location(last, indices[0])))
        names.update(dict.fromkeys(indices, name))
    anywhere = {column: column_letters(column) for column in range(grid.width)}
    repeated = grid.repeated(first, last)
    # Where the headings are repeated, the line above them heads its part of the table.
    start = first - 1 if repeated and first and grid.is_single(first - 1) else first
    return Table(
        columns=tuple(columns),
        rows=tuple(
            grid.row(row, names) for row in grid.filled(start) if not first <= row <= last and row not in repeated
        ),
        outside=tuple(cell for row in range(start) for cell in grid.cells(row, anywhere).values()),
        repeated=tuple(table.location(row, 0) for row in repeated),
        sheets=(table.sheet,),
    )


class _Grid:
    """The texts of a sheet, as a rectangle; cells that are merged downwards all have the text of the first."""

    def __init__(self, table: SheetTable) -> None:
        self._table = table
        self.width = max(map(len, table.rows), default=0)
        self._texts = [[*map(plain_text, row), *[""] * (self.width - len(row))] for row in table.rows]
        self._continued: set[tuple[int, int]] = set()
        self._spans: dict[tuple[int, int], int] = {}
        for (top, left), (bottom, right) in table.merged:
            self._spans[top, left] = right
            # Merged cells may lie beside all that is written.
            for row in range(top + 1, bottom + 1) if bottom < len(self._texts) and left < self.width else ():
                self._texts[row][left] = self._texts[top][left]
                self._continued.add((row, left))

    def heading_row(self) -> int | None:
        """Return the index of the first row that heads the most columns, None where there is nothing below one."""
        widths = [
            sum(bool(text) for text in texts) if self._is_heading(row) else 0
            for row, texts in enumerate(self._texts[:_FIRST_ROWS])
        ]
        # A line of prose above the table has fewer cells; the first of the rows that are wide enough has the headings.
        enough = max(widths, default=0) * 0.6
        row = next((index for index, width in enumerate(widths) if width and width >= enough), None)
        return row if row is not None and any(map(any, self._texts[row + 1 :])) else None

    def last_heading_row(self, first: int) -> int:
        """Return the index of the row that ends the headings: they fill two where those of the first have parts."""
        merged_to = [
            bottom
            for (top, _left), (bottom, _right) in self._table.merged
            if top == first and bottom < len(self._texts) - 1
        ]
        if merged_to and max(merged_to) > first:
            return max(merged_to)
        if first + 2 < len(self._texts) and self._completes(self._texts[first], self._texts[first + 1], first):
            return first + 1
        return first

    def headings(self, first: int, last: int) -> list[tuple[str, tuple[int, ...]]]:
        """Return each heading with the indices of its columns: several where it is merged over all of them."""
        used = [column for column in range(self.width) if any(texts[column] for texts in self._texts[first:])]
        headings: list[tuple[str, tuple[int, ...]]] = []
        joined_to = -1
        upper = ""
        for column in used:
            right = self._spans.get((first, column), -1)
            own = [self._texts[row][column] for row in range(first, last + 1)]
            if own[0]:
                upper, joined_to = own[0], right
            elif column <= joined_to or (last > first and own[-1]):
                own[0] = upper
            heading = _HEADING_JOINT.join(dict.fromkeys(" ".join(part.split()) for part in own if part))
            if headings and column <= joined_to and heading == headings[-1][0]:
                headings[-1] = (heading, (*headings[-1][1], column))
            else:
                headings.append((heading, (column,)))
        return headings

    def repeated(self, first: int, last: int) -> list[int]:
        """Return the indices of the rows that say the headings again, as each page of a print does, or an export."""
        headings = self._texts[first : last + 1]
        return [
            row
            for row in self.filled(last + 1)
            if self._texts[row] in headings or (row == last + 1 and self._labels_again(row))
        ]

    def filled(self, first: int) -> Iterator[int]:
        """Yield the indices of the rows that have something in them, from one on."""
        yield from (row for row in range(first, len(self._texts)) if any(self._texts[row]))

    def is_single(self, row: int) -> bool:
        """Return whether a row has one cell with something in it."""
        return sum(map(bool, self._texts[row])) == 1

    def row(self, row: int, names: Mapping[int, str]) -> Row:
        """Return a row below the headings, by the names of the columns."""
        cells = self.cells(row, names)
        continued = frozenset(names[column] for top, column in self._continued if top == row and column in names)
        is_spanning = any(right > left for (top, left), right in self._spans.items() if top == row)
        location = self._table.location(row, 0)
        return Row(self._table.sheet, location, cells, continued, len(cells) == 1 and is_spanning)

    def cells(self, row: int, names: Mapping[int, str]) -> dict[str, Cell]:
        """Return the cells of a row that have something in them, by the names of their columns."""
        columns: dict[str, list[int]] = {}
        for column, name in names.items():
            if self._texts[row][column]:
                columns.setdefault(name, []).append(column)
        return {name: self._cell(row, indices) for name, indices in columns.items()}

    def _cell(self, row: int, columns: Sequence[int]) -> Cell:
        """Return the cell of a column, whose heading may be merged over several."""
        text = " ".join(dict.fromkeys(self._texts[row][column] for column in columns))
        values = [self._table.rows[row][column] for column in columns[:1] if column < len(self._table.rows[row])]
        is_number = len(columns) == 1 and any(type(value) in (int, float) for value in values)
        return Cell(text, self._table.location(row, columns[0]), is_number)

    def _is_heading(self, row: int) -> bool:
        """Return whether the cells of a row can be headings: short, no two alike, and words for the most part."""
        texts = [text for text in self._texts[row] if text]
        worded = [text for text in texts if any(map(str.isalpha, text))]
        is_short = all(len(text) <= _LONGEST_HEADING for text in texts)
        return is_short and len(worded) * 2 > len(texts) and max(Counter(texts).values(), default=0) <= 2

    def _labels_again(self, row: int) -> bool:
        """Return whether a row has a label for each heading above it, where the cells below are numbers or days."""
        upper, lower, below = self._texts[row - 1], self._texts[row], self._texts[row + 1 :]
        if not self._is_heading(row) or list(map(bool, upper)) != list(map(bool, lower)):
            return False
        columns = [(lower[column], [texts[column] for texts in below if texts[column]]) for column in range(self.width)]
        return any(
            label.isalpha() and len(texts) > 1 and all(re.search("[0-9]", text) for text in texts)
            for label, texts in columns
        )

    def _completes(self, upper: Sequence[str], lower: Sequence[str], row: int) -> bool:
        """Return whether a row has the parts of headings above it, and nothing but these."""
        gaps = [column for column in range(1, self.width) if not upper[column] and lower[column]]
        if not gaps or any(len(text) > _LONGEST_HEADING for text in lower):
            return False
        spanned = {
            column for (top, left), right in self._spans.items() if top == row for column in range(left, right + 1)
        }
        # Without merged cells: a heading that has parts is followed by a column without one.
        parents = {left for left, right in pairwise(range(self.width)) if upper[left] and not upper[right]}
        return all(not text or column in spanned | parents or column in gaps for column, text in enumerate(lower))
