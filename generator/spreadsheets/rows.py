"""Reads what each row of a table says of which measure, and finds every cell that does not do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.content import parsers
from generator.content.field_types import DATE, PARTIAL_DATE, VERBATIM, YES_OR_NO, Key
from generator.content.schema import EDITION
from generator.diagnostics import ContentError, Diagnostic, DiagnosticCollector, InvalidValue, UserError
from generator.i18n import FieldName, Message, Translator, _, ngettext
from generator.model import Measure, Roadmap
from generator.spreadsheets.columns import FILE, columns, read_cell
from generator.spreadsheets.header import Header, Heads
from generator.spreadsheets.tables import CellValue, SheetCell, SheetTable, cell_text, with_date_as_text

_NUMBER = "number"


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
class MeasureRows:
    """The rows of measures, and what the editor is told of the rest: columns of her own, sheets that were not read."""

    rows: tuple[SheetRow, ...]
    remarks: tuple[Message, ...] = ()


def read_rows(tables: Sequence[SheetTable], roadmap: Roadmap, translators: Sequence[Translator]) -> MeasureRows:
    """Return the rows of measures of the first table whose columns have the names of a measure's fields.

    A title above the names, and rows that name the columns again, are passed over.

    Raises:
        ContentError: Cells have something to fix.
        UserError: There is no table.
    """
    heads = Heads(columns(roadmap), translators)
    headers = [(table, heads.find(table, {FILE.name, _NUMBER})) for table in tables]
    found = [(table, header) for table, header in headers if header]
    if not tables:
        raise UserError("There is no sheet of measures. Export a table, and put its first sheet before the others.")
    if not found:
        message = _(
            "The names of the columns are missing from row 1, such as {number}. Export a table, and copy its first "
            "row above these.",
            number=FieldName(_NUMBER),
        )
        raise ContentError([Diagnostic(tables[0].location(0, 0), message)])
    table, header = found[0]
    reader = _RowReader(table, header, heads, roadmap)
    rows = reader.rows()
    unread = _unread_sheets(tables, [other for other, _header in found], translators)
    return MeasureRows(rows, (*reader.remarks, *unread))


def _unread_sheets(
    tables: Sequence[SheetTable], found: Sequence[SheetTable], translators: Sequence[Translator]
) -> list[Message]:
    """Return what is said of the sheets beside the one that was read, the first found, and the list of the values."""
    remarks = [
        _(
            "The sheet “{sheet}” has columns of measures too, and was not read; “{read}” was. Move your changes to "
            "one sheet, and delete the other.",
            sheet=other.sheet,
            read=found[0].sheet,
        )
        for other in found[1:]
    ]
    legends = {translator.translate(_("Values")) for translator in translators}
    others = [
        table.sheet
        for table in tables
        if table not in found and table.sheet not in legends and any(map(any, table.rows))
    ]
    if others:
        remarks.append(_("Sheets without the columns of measures were not read: {sheets}.", sheets=", ".join(others)))
    return remarks


class _RowReader:
    """Reads one table and collects its problems."""

    def __init__(self, table: SheetTable, header: Header, heads: Heads, roadmap: Roadmap) -> None:
        self.remarks: list[Message] = []
        self._table, self._header, self._heads = table, header, heads
        # Each year counts its measures from 1.
        self._naming = (_NUMBER, EDITION) if roadmap.editions else (_NUMBER,)
        self._roadmap = roadmap
        self._by_full_number = {measure.full_number: measure for measure in roadmap.measures}
        self._by_path = {measure.path: measure for measure in roadmap.measures}
        self._problems = DiagnosticCollector()
        self._known = {key.name: key for key in columns(roadmap)}

    def rows(self) -> tuple[SheetRow, ...]:
        self._check_heads()
        self._check_edition()
        self._problems.raise_any()
        rows = self._unique(self._measure_rows())
        self._check_numbers(rows)
        for (index, column), _last in self._table.merged:
            if index > self._header.row:
                message = _("Cells are merged here, and all but the first are empty. Split them, and fill in each.")
                self._report(index, column, message)
        self._problems.raise_any()
        return tuple(rows)

    def _report(self, index: int, column: int, message: Message) -> None:
        self._problems.add(self._table.location(index, column), message)

    def _cell(self, index: int, column: int) -> CellValue:
        """Return a cell; a row of CSV may end before it."""
        row = self._table.rows[index]
        return row[column] if column < len(row) else ""

    def _check_heads(self) -> None:
        """Report columns that are there twice, that lack a name, or whose name is nearly that of a lacking column."""
        header = self._header
        for column, name in header.repeated.items():
            message = _(
                "The column {field} is here twice, the first time at {cell}. Delete one of the two.",
                field=FieldName(name),
                cell=self._table.location(header.row, header.columns[name]).reference,
            )
            self._report(header.row, column, message)
        own = []
        for column, text in header.others.items():
            if suggestion := self._heads.suggestion(text, header.columns):
                message = _(
                    '"{name}" is not a column here. Did you mean "{suggestion}"? Give a column of your own another '
                    "name.",
                    name=text,
                    suggestion=suggestion,
                )
                self._report(header.row, column, message)
            else:
                own.append(f"{text} ({self._table.location(header.row, column).reference})")
        if own:
            self.remarks.append(_("Columns of your own were not read: {columns}.", columns=", ".join(own)))
        self._check_width()
        self._check_unnamed()

    @property
    def _csv_width(self) -> int | None:
        """How many cells the rows of CSV may have, None for a sheet of a workbook."""
        return None if self._table.sheet else len(self._table.rows[self._header.row])

    def _check_width(self) -> None:
        """Report rows of CSV with more cells than there are columns: a delimiter in a text has moved its cells."""
        width = self._csv_width
        for index in self._filled_rows:
            if width is not None and len(self._table.rows[index]) > width:
                message = _(
                    "The row goes on after its last column. Put a text with the delimiter in it into quotation marks, "
                    "or save the table as .xlsx."
                )
                self._report(index, width, message)

    def _check_unnamed(self) -> None:
        """Report the first cell of each column that has no name."""
        filled = set(self._filled_rows)
        # A row of labels below the names may have a name of the editor's own.
        heads = [row for index, row in enumerate(self._table.rows) if index >= self._header.row and index not in filled]
        named = {column for row in heads for column, cell in enumerate(row) if str(cell).strip()}
        first: dict[int, int] = {}
        for index in self._filled_rows:
            for column, cell in enumerate(self._table.rows[index][: self._csv_width]):
                if column not in named and str(cell).strip():
                    first.setdefault(column, index)
        for column, index in first.items():
            message = _(
                "This column has no name in row {row}. Write one there, such as “Notes”, or empty the column.",
                row=self._header.row + 1,
            )
            self._report(index, column, message)

    @cached_property
    def _filled_rows(self) -> Sequence[int]:
        """Return the indices of the rows that may be of measures: not empty, nor naming the columns again.

        Above the names of the columns only a row that names a measure is one: a table may have been sorted with them.
        """
        indices = []
        for index, row in enumerate(self._table.rows):
            filled = sum(bool(str(cell).strip()) for cell in row)
            # Most will do, so that an editor may change a label.
            if (
                2 * self._heads.count(row) < filled
                and index != self._header.row
                and (index > self._header.row or self._names_measure(index))
            ):
                indices.append(index)
        return indices

    def _names_measure(self, index: int) -> bool:
        column = self._header.columns.get(FILE.name)
        if column is not None:
            return str(self._cell(index, column)).strip() in self._by_path
        return str(self._cell(index, self._header.columns[_NUMBER])).strip().isdecimal()

    def _check_edition(self) -> None:
        """Report that rows cannot be told apart by their numbers alone."""
        if EDITION in self._naming and not {EDITION, FILE.name} & self._header.columns.keys():
            message = _(
                "Rows without a file need a year beside their number, for each year counts from 1. Add the column "
                "“{name}”.",
                name=EDITION,
            )
            self._report(self._header.row, 0, message)

    def _measure_rows(self) -> list[SheetRow]:
        """Return the rows, and report all that are of no measure, such as totals and notes, as one problem."""
        rows, others = list[SheetRow](), list[SheetRow]()
        for index in self._filled_rows:
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
        for name, column in self._header.columns.items():
            key, location = self._known[name], self._table.location(index, column)
            text = ""
            try:
                text = entry_text(self._cell(index, column), key)
            except InvalidValue as mistake:
                text = str(self._cell(index, column))
                problems.add(location, mistake.message)
            entries[name] = CellEntry(key, text, location)
        row = SheetRow(self._table.location(index, 0), None, entries)
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
                "Number {number} is already that of {file}; {free} is free.",
                number=other.display_number,
                file=other.path,
                free=max(measure.number for measure in siblings) + 1,
            )
            cure = (
                _("Take another one.")
                if row.measure
                else _("Take another one, or write this file into the column {column}.", column=FieldName(FILE.name))
            )
            self._problems.add(row.entries[_NUMBER].location, _("{problem} {cure}", problem=taken, cure=cure))

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
                "A new measure needs more columns: {columns}. Add them, or correct what names the measure in this row.",
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
            "The spreadsheet has made a yes or no of this. Give the cell the format Text, and write it again."
        )
    text = cell_text(cell) if key.field.type == VERBATIM else parsers.line(cell_text(cell))
    text = read_cell(text, key)
    if text:
        key.field.type.parse(text)
    return text
