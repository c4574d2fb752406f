"""Finds the sheet of measures in a table, and checks its columns before anything of its rows is read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from generator.diagnostics import ContentError, Diagnostic, DiagnosticCollector, UserError
from generator.i18n import FieldName, Message, Translator, _
from generator.model import Roadmap
from generator.spreadsheets.columns import FILE, columns
from generator.spreadsheets.header import Header, Heads
from generator.spreadsheets.tables import TOO_LARGE, CellValue, SheetCell, SheetTable

NUMBER_COLUMN = "number"
# More rows than any roadmap has, and more columns of an editor's own than one can be asked about.
MOST_ROWS, _MOST_OWN = 20_000, 100


class MeasureSheet:
    """The sheet of measures: its table, and the row of it that names its columns."""

    def __init__(self, table: SheetTable, header: Header, heads: Heads, roadmap: Roadmap) -> None:
        self.table, self.header = table, header
        self._heads = heads
        self._paths = {measure.path for measure in roadmap.measures}

    def cell(self, index: int, column: int) -> CellValue:
        """Return a cell; a row of CSV may end before it."""
        row = self.table.rows[index]
        return row[column] if column < len(row) else ""

    def location(self, index: int, column: int) -> SheetCell:
        """Return the location of a cell by its indices."""
        return self.table.location(index, column)

    @cached_property
    def row_indices(self) -> Sequence[int]:
        """The indices of the rows that may be of measures: not empty, nor naming the columns again.

        Above the names of the columns only a row that names a measure is one: a table may have been sorted with them.
        """
        indices = []
        for index, row in enumerate(self.table.rows):
            filled = sum(bool(str(cell).strip()) for cell in row)
            # Most will do, so that an editor may change a label.
            if (
                2 * self._heads.count(row) < filled
                and index != self.header.row
                and (index > self.header.row or self._names_measure(index))
            ):
                indices.append(index)
        return indices

    def check_columns(self, problems: DiagnosticCollector) -> list[Message]:
        """Report columns that are there twice, that lack a name, or whose name is nearly that of a lacking column.

        Returns:
            What is said of the editor's own columns.
        """
        header = self.header
        if len(self.row_indices) > MOST_ROWS or len(header.others) > _MOST_OWN:
            problems.add(self.location(header.row, 0), TOO_LARGE)
            return []
        remarks = self._heads.own_columns(self.table, self.header, problems)
        self._check_width(problems)
        self._check_unnamed(problems)
        return remarks

    @property
    def _csv_width(self) -> int | None:
        """How many cells the rows of CSV may have, None for a sheet of a workbook."""
        return None if self.table.sheet else len(self.table.rows[self.header.row])

    def _check_width(self, problems: DiagnosticCollector) -> None:
        """Report rows of CSV with more cells than there are columns: a delimiter in a text has moved its cells."""
        width = self._csv_width
        for index in self.row_indices:
            if width is not None and len(self.table.rows[index]) > width:
                message = _(
                    "The row has more cells than the table has columns. Put text that contains the delimiter "
                    "in quotation marks, or save the table as .xlsx."
                )
                problems.add(self.location(index, width), message)

    def _check_unnamed(self, problems: DiagnosticCollector) -> None:
        """Report the first cell of each column that has no name."""
        filled = set(self.row_indices)
        # A row of labels below the names may have a name of the editor's own.
        heads = [row for index, row in enumerate(self.table.rows) if index >= self.header.row and index not in filled]
        named = {column for row in heads for column, cell in enumerate(row) if str(cell).strip()}
        first: dict[int, int] = {}
        for index in self.row_indices:
            for column, cell in enumerate(self.table.rows[index][: self._csv_width]):
                if column not in named and str(cell).strip():
                    first.setdefault(column, index)
        for column, index in first.items():
            message = _(
                "This column has no name in row {row}. Write one there, such as “Notes”, or empty the column.",
                row=self.header.row + 1,
            )
            problems.add(self.location(index, column), message)

    def _names_measure(self, index: int) -> bool:
        column = self.header.columns.get(FILE.name)
        if column is not None:
            return str(self.cell(index, column)).strip() in self._paths
        return str(self.cell(index, self.header.columns[NUMBER_COLUMN])).strip().isdecimal()


def find_measure_sheet(
    tables: Sequence[SheetTable], roadmap: Roadmap, translators: Sequence[Translator]
) -> tuple[MeasureSheet, list[Message]]:
    """Return the sheet with most columns of measures, and what is said of the other sheets.

    Raises:
        ContentError: No sheet has the name of a column that tells measures apart.
        UserError: There is no sheet.
    """
    if not tables:
        raise UserError("There is no sheet of measures. Export a table, and put its first sheet before the others.")
    heads = Heads(columns(roadmap), translators)
    headers = [(table, heads.find(table, {FILE.name, NUMBER_COLUMN})) for table in tables]
    found = [(table, header) for table, header in headers if header]
    if not found:
        message = _(
            "The names of the columns are missing from row 1, such as {number}. Export a table, and copy its "
            "first row above the others.",
            number=FieldName(NUMBER_COLUMN),
        )
        raise ContentError([Diagnostic(tables[0].location(0, 0), message)])
    table, header = max(found, key=lambda one: len(one[1].columns))
    rivals = [other for other, theirs in found if other is not table and 2 * len(theirs.columns) > len(header.columns)]
    others = [other for other in tables if other is not table and other not in rivals]
    return MeasureSheet(table, header, heads, roadmap), _unread_sheets(table, rivals, others, translators)


def _unread_sheets(
    read: SheetTable, rivals: Sequence[SheetTable], others: Sequence[SheetTable], translators: Sequence[Translator]
) -> list[Message]:
    """Return what is said of the sheets beside the one that was read and the list of the values."""
    remarks = [
        _(
            "The sheet “{sheet}” has columns of measures too, but was not read; “{read}” was. Move your "
            "changes to one sheet, and delete the other.",
            sheet=rival.sheet,
            read=read.sheet,
        )
        for rival in rivals
    ]
    legends = {translator.translate(_("Values")) for translator in translators}
    names = [other.sheet for other in others if other.sheet not in legends and any(map(any, other.rows))]
    if names:
        remarks.append(_("Sheets without the columns of measures were not read: {sheets}.", sheets=", ".join(names)))
    return remarks
