"""Reads what each row of a table says of which measure, and finds every cell that does not do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.content import parsers
from generator.content.field_types import DATE, PARTIAL_DATE, VERBATIM, YES_OR_NO, Key
from generator.content.schema import EDITION
from generator.diagnostics import DiagnosticCollector, InvalidValue
from generator.i18n import FieldName, Message, Translator, _, ngettext
from generator.model import Measure, Roadmap
from generator.progress import with_progress
from generator.spreadsheets.choices import read_cell
from generator.spreadsheets.columns import FILE, columns
from generator.spreadsheets.measure_sheet import NUMBER_COLUMN, MeasureSheet, find_measure_sheet
from generator.spreadsheets.tables import CellValue, SheetCell, SheetTable, cell_text, with_date_as_text


@dataclass(frozen=True, slots=True)
class CellEntry:
    """A cell of a row: its field, and its text as a content file has it."""

    key: Key
    text: str
    location: SheetCell


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the table: its measure, None for a new one, and its cells by the names of their columns."""

    location: SheetCell
    measure: Measure | None
    entries: Mapping[str, CellEntry]

    def text(self, name: str) -> str:
        """Return what the row says in a column, empty where the table has no such column."""
        return self.entries[name].text if name in self.entries else ""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of measures, and what the editor is told of the rest: columns of her own, sheets that were not read."""

    rows: tuple[SheetRow, ...]
    remarks: tuple[Message, ...] = ()


def read_rows(tables: Sequence[SheetTable], roadmap: Roadmap, translators: Sequence[Translator]) -> SheetRows:
    """Return the rows of measures of the first table whose columns have the names of a measure's fields.

    A title above the names, and rows that name the columns again, are passed over.

    Raises:
        ContentError: Cells have something to fix.
        UserError: There is no table.
    """
    sheet, remarks = find_measure_sheet(tables, roadmap, translators)
    problems = DiagnosticCollector()
    own_columns = sheet.check_columns(problems)
    problems.raise_any()
    return SheetRows(_RowReader(sheet, roadmap).rows(), (*own_columns, *remarks))


class _RowReader:
    """Reads one table and collects its problems."""

    def __init__(self, sheet: MeasureSheet, roadmap: Roadmap) -> None:
        self._sheet = sheet
        # Each year counts its measures from 1.
        self._naming = (NUMBER_COLUMN, EDITION) if roadmap.editions else (NUMBER_COLUMN,)
        self._roadmap = roadmap
        self._by_full_number = {measure.full_number: measure for measure in roadmap.measures}
        self._by_path = {measure.path: measure for measure in roadmap.measures}
        self._problems = DiagnosticCollector()
        self._known = {key.name: key for key in columns(roadmap)}

    def rows(self) -> tuple[SheetRow, ...]:
        self._check_edition()
        self._problems.raise_any()
        rows = self._unique(self._measure_rows())
        self._check_numbers(rows)
        for (index, column), _last in self._sheet.table.merged:
            if index > self._sheet.header.row:
                message = _("Cells are merged here, and all but the first are empty. Unmerge them, and fill in each.")
                self._problems.add(self._sheet.location(index, column), message)
        self._problems.raise_any()
        return tuple(rows)

    def _check_edition(self) -> None:
        """Report that rows cannot be told apart by their numbers alone."""
        if EDITION in self._naming and not {EDITION, FILE.name} & self._sheet.header.columns.keys():
            message = _(
                "Rows without a file need a year as well as a number, because the numbers of each year begin "
                "at 1. Add the column “{name}”.",
                name=EDITION,
            )
            self._problems.add(self._sheet.location(self._sheet.header.row, 0), message)

    def _measure_rows(self) -> list[SheetRow]:
        """Return the rows, and report all that are of no measure, such as totals and notes, as one problem."""
        rows, others = list[SheetRow](), list[SheetRow]()
        for index in with_progress(self._sheet.row_indices, _("Reading the table")):
            problems = DiagnosticCollector()
            row = self._row(index, problems)
            if self._is_no_measure(row):
                others.append(row)
                continue
            self._check_filled(row, problems)
            self._problems.diagnostics.extend(problems.diagnostics)
            rows.append(row)
        if others:
            message = ngettext(
                "This row lacks most of what a measure has. Fill it in, or delete it; notes go into a column of their "
                "own.",
                "From here on, {count} rows lack most of what a measure has. Fill them in, or delete them; notes go "
                "into a column of their own.",
                count=len(others),
            )
            self._problems.add(others[0].location, message)
        return rows

    def _is_no_measure(self, row: SheetRow) -> bool:
        required = [name for name in row.entries if self._is_required(name, row)]
        empty = [name for name in required if not row.text(name)]
        return row.measure is None and 2 * len(empty) > len(required)

    def _row(self, index: int, problems: DiagnosticCollector) -> SheetRow:
        entries = {}
        for name, column in self._sheet.header.columns.items():
            key, location = self._known[name], self._sheet.location(index, column)
            text = ""
            try:
                text = entry_text(self._sheet.cell(index, column), key)
            except InvalidValue as mistake:
                text = str(self._sheet.cell(index, column))
                problems.add(location, mistake.message)
            entries[name] = CellEntry(key, text, location)
        row = SheetRow(self._sheet.location(index, 0), None, entries)
        return replace(row, measure=self._measure(row, problems))

    def _measure(self, row: SheetRow, problems: DiagnosticCollector) -> Measure | None:
        """Return the measure that a row names, None for a new one; only a table without files goes by numbers."""
        if FILE.name not in row.entries:
            return self._by_full_number.get(self._full_number(row))
        file = row.text(FILE.name)
        if file and file not in self._by_path:
            message = _(
                'There is no measure "{file}". Write the name as the export did, or leave the cell empty for a new '
                "measure.",
                file=file,
            )
            problems.add(row.entries[FILE.name].location, message)
        return self._by_path.get(file)

    def _full_number(self, row: SheetRow) -> str:
        """Return the full number of a row: 3, or 3/2026. Empty where the row lacks a part."""
        parts = [row.text(name) for name in self._naming]
        return "/".join(parts) if all(parts) else ""

    def _unique(self, rows: Sequence[SheetRow]) -> list[SheetRow]:
        """Return the rows, of each measure the first; the others are reported."""
        first: dict[str, SheetRow] = {}
        unique = []
        for row in rows:
            name = row.measure.path if row.measure else self._full_number(row)
            other = first.setdefault(name, row) if name else row
            if other is row:
                unique.append(row)
                continue
            message = _(
                '"{name}" is also in row {row}. Delete one of the two rows.', name=name, row=other.location.line
            )
            if row.text(FILE.name):
                # A row that was copied for a new measure has the file of the other.
                message = _(
                    '"{name}" is also in row {row}. Delete one of the two rows, or empty the column {column} of a new '
                    "measure.",
                    name=name,
                    row=other.location.line,
                    column=FieldName(FILE.name),
                )
            self._problems.add(row.location, message)
        return unique

    def _check_numbers(self, rows: Sequence[SheetRow]) -> None:
        """Report numbers that another measure has, and keeps."""
        left = {row.measure.path for row in rows if row.measure and row.measure.full_number != self._full_number(row)}
        for row in rows:
            other = self._by_full_number.get(self._full_number(row))
            if other is None or other.path in left or other is row.measure:
                continue
            edition = other.tracking.edition if other.tracking else None
            siblings = self._roadmap.measures_in(edition) if edition else self._roadmap.measures
            taken = _(
                "Number {number} is already used by {file}; {free} is free.",
                number=other.display_number,
                file=other.path,
                free=max(measure.number for measure in siblings) + 1,
            )
            cure = (
                _("Choose another one.")
                if row.measure
                else _(
                    "Choose another one, or write the name of this file in the column {column}.",
                    column=FieldName(FILE.name),
                )
            )
            self._problems.add(row.entries[NUMBER_COLUMN].location, _("{problem} {cure}", problem=taken, cure=cure))

    def _is_required(self, name: str, row: SheetRow) -> bool:
        # The slug of a new measure is made of its title.
        field = self._known[name].field
        return field.required and not (row.measure is None and field.name == "slug")

    def _check_filled(self, row: SheetRow, problems: DiagnosticCollector) -> None:
        """Report what is required and empty; for a new measure also the columns that the table lacks."""
        for name, entry in row.entries.items():
            if self._is_required(name, row) and not entry.text:
                message = _("{field} is empty. Write its value into this cell.", field=FieldName(name))
                problems.add(entry.location, message)
        lacking = [name for name in self._known if name not in row.entries and self._is_required(name, row)]
        if row.measure is None and lacking:
            message = _(
                "A new measure needs more columns: {columns}. Add them, or correct the cell that names the "
                "measure in this row.",
                columns=tuple(map(FieldName, lacking)),
            )
            problems.add(row.location, message)


def entry_text(cell: CellValue, key: Key) -> str:
    """Return what a cell says, as a content file has it.

    Raises:
        InvalidValue: The cell holds no text, or none that its field takes.
    """
    if key.field.type in (DATE, PARTIAL_DATE):
        cell = with_date_as_text(cell)
    if isinstance(cell, bool) and key.field.type != YES_OR_NO:
        raise InvalidValue(
            "The spreadsheet program has turned this into TRUE or FALSE. Give the cell the format Text, and "
            "write it again."
        )
    text = cell_text(cell) if key.field.type == VERBATIM else parsers.line(cell_text(cell))
    text = read_cell(text, key)
    if text:
        key.field.type.parse(text)
    return text
