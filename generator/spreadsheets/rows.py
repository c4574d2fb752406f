"""Reads what each row of a table says of which measure, and finds every cell that does not do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.content import parsers
from generator.content.field_types import DATE, VERBATIM, Key
from generator.content.schema import EDITION
from generator.diagnostics import DiagnosticCollector, InvalidValue, did_you_mean
from generator.i18n import FieldName, Message, Translator, _
from generator.model import Measure, Roadmap
from generator.spreadsheets.columns import FILE, columns, label, understood
from generator.spreadsheets.tables import Raw, SheetCell, SheetTable, text_of, written_out


@dataclass(frozen=True, slots=True)
class CellEntry:
    """What a cell says of a field, in the words of a content file; empty where the cell is."""

    key: Key
    text: str
    location: SheetCell


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What a row says: of a measure that there is, or of a new one."""

    location: SheetCell
    measure: Measure | None
    entries: Mapping[str, CellEntry]

    def text(self, name: str) -> str:
        """Return what the row says in a column, empty where the table has no such column."""
        return self.entries[name].text if name in self.entries else ""


def read_rows(table: SheetTable, roadmap: Roadmap, speakers: Sequence[Translator]) -> tuple[SheetRow, ...]:
    """Return the rows of measures. The rows with labels in the languages of the speakers are passed over.

    Raises ContentError with what is wrong in any cell.
    """
    return RowReader(table, roadmap, speakers).rows()


class RowReader:
    """Reads one table and collects its problems."""

    def __init__(self, table: SheetTable, roadmap: Roadmap, speakers: Sequence[Translator]) -> None:
        self._table = table
        self._languages = roadmap.site.languages
        # Each year counts its measures from 1.
        self._naming = ("number", EDITION) if roadmap.editions else ("number",)
        self._by_designation = {measure.display_number: measure for measure in roadmap.measures}
        self._by_path = {measure.path: measure for measure in roadmap.measures}
        self._found = DiagnosticCollector()
        self._known = {key.name: key for key in columns(roadmap)}
        self._labels = {key: {label(key, one).casefold() for one in speakers} for key in self._known.values()}

    def rows(self) -> tuple[SheetRow, ...]:
        header = self._header()
        self._check_edition(header)
        rows = [self._row(index, header) for index in self._indices(header)]
        self._check_doubles(rows)
        self._check_merged()
        for row in rows:
            self._check_filled(row)
        self._found.raise_any()
        return tuple(rows)

    def _header(self) -> dict[int, Key]:
        """Return the keys of the columns by their indices.

        Without one that tells the measures apart, nothing else is read.
        """
        header: dict[int, Key] = {}
        for index, cell in enumerate(self._table.rows[0] if self._table.rows else ()):
            name = str(cell).strip()
            key = self._known.get(name)
            message = self._wrong_head(name, index, header)
            if message is not None:
                self._found.add(self._table.location(0, index), message)
            elif key is not None:
                header[index] = key
        if not {FILE.name, "number"} & {key.name for key in header.values()}:
            message = _(
                "The first row has neither the column “{file}” nor “{number}”. Export a table, and fill in that one.",
                file=FILE.name,
                number="number",
            )
            self._found.add(self._table.location(0, 0), message)
            self._found.raise_any()
        return header

    def _check_edition(self, header: Mapping[int, Key]) -> None:
        """Raises ContentError where rows that name no file cannot be told apart by their numbers alone."""
        names = {key.name: column for column, key in header.items()}
        if EDITION not in self._naming or EDITION in names:
            return
        column = names.get(FILE.name)
        if column is None or not all(self._cell(index, column).strip() for index in self._indices(header)):
            message = _(
                "Rows without a file need a year beside their number, for each year counts from 1. Add the column "
                "“{name}”.",
                name=EDITION,
            )
            self._found.add(self._table.location(0, 0), message)
            self._found.raise_any()

    def _cell(self, index: int, column: int) -> str:
        """Return what stands in a cell, empty where its row ends before it."""
        row = self._table.rows[index]
        return str(row[column]) if column < len(row) else ""

    def _wrong_head(self, name: str, index: int, header: Mapping[int, Key]) -> Message | None:
        if not name:
            if not any(index < len(row) and str(row[index]).strip() for row in self._table.rows):
                return None
            return _("This column has no name. Write one into its first row, or delete the column.")
        if name in {key.name for key in header.values()}:
            return _("The column {field} is here twice. Delete one of the two.", field=FieldName(name))
        if name in self._known:
            return None
        suggestion = did_you_mean(name, self._known)
        if suggestion is None:
            return _('"{name}" is not a column here. Delete it.', name=name)
        return _('"{name}" is not a column here. Did you mean "{suggestion}"?', name=name, suggestion=suggestion)

    def _indices(self, header: Mapping[int, Key]) -> Iterator[int]:
        """Yield the rows that say something of a measure: not the first, empty ones, nor those with labels."""
        for index, row in enumerate(self._table.rows):
            written = {column: str(cell).strip() for column, cell in enumerate(row) if str(cell).strip()}
            labels = [
                column
                for column, text in written.items()
                if column in header and text.casefold() in self._labels[header[column]]
            ]
            # Most will do, so that an editor may change a label.
            if index and written and 2 * len(labels) < len(written):
                yield index

    def _row(self, index: int, header: Mapping[int, Key]) -> SheetRow:
        row = self._table.rows[index]
        entries = {
            key.name: self._entry(row[column] if column < len(row) else "", key, self._table.location(index, column))
            for column, key in header.items()
        }
        return SheetRow(self._table.location(index, 0), self._measure(entries), entries)

    def _entry(self, cell: Raw, key: Key, location: SheetCell) -> CellEntry:
        text = str(cell)
        try:
            cell = written_out(cell) if key.field.type == DATE else cell
            text = text_of(cell) if key.field.type == VERBATIM else parsers.line(text_of(cell))
            text = understood(text, key, self._languages)
            if text:
                key.field.type.parse(text)
        except InvalidValue as mistake:
            self._found.add(location, mistake.message)
        return CellEntry(key, text, location)

    def _measure(self, entries: Mapping[str, CellEntry]) -> Measure | None:
        """Return the measure that a row names by its file, or else by its designation; None for a new one."""
        file = entries.get(FILE.name)
        if file is None or not file.text:
            return self._by_designation.get(self._designation(entries))
        if file.text not in self._by_path:
            message = _(
                'There is no measure "{file}". Write the name as the export did, or leave the cell empty for a new '
                "measure.",
                file=file.text,
            )
            self._found.add(file.location, message)
        return self._by_path.get(file.text)

    def _designation(self, entries: Mapping[str, CellEntry]) -> str:
        """Return the display number of a row: 3, or 3/2026. Empty where the row lacks a part."""
        parts = [entries[name].text if name in entries else "" for name in self._naming]
        return "/".join(parts) if all(parts) else ""

    def _check_doubles(self, rows: Sequence[SheetRow]) -> None:
        first: dict[str, SheetRow] = {}
        for row in rows:
            name = row.measure.path if row.measure else self._designation(row.entries)
            other = first.setdefault(name, row) if name else row
            if other is not row:
                message = _(
                    '"{name}" is also in row {row}. Delete one of the two rows.', name=name, row=other.location.line
                )
                self._found.add(row.location, message)

    def _check_merged(self) -> None:
        for row, column in self._table.merged:
            message = _("Cells are merged here, and all but the first are empty. Split them, and fill in each.")
            self._found.add(self._table.location(row, column), message)

    def _check_filled(self, row: SheetRow) -> None:
        """Notes what is required and empty; for a new measure also the columns that the table lacks."""
        for name, key in self._known.items():
            derived = row.measure is None and key.field.name == "slug"
            if not key.field.required or row.text(name) or derived:
                continue
            if name in row.entries:
                message = _("{field} is empty. Write its value into this cell.", field=FieldName(name))
                self._found.add(row.entries[name].location, message)
            elif row.measure is None:
                message = _("A new measure needs {field}. Add the column “{name}”.", field=FieldName(name), name=name)
                self._found.add(row.location, message)
