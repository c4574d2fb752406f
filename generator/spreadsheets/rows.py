"""Reads what each row of a table says of which measure, and finds every cell that does not do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.content import parsers
from generator.content.field_types import DATE, PARTIAL_DATE, VERBATIM, Key
from generator.content.schema import EDITION
from generator.diagnostics import DiagnosticCollector, InvalidValue, did_you_mean
from generator.i18n import FieldName, Message, Translator, _
from generator.model import Measure, Roadmap
from generator.spreadsheets.columns import FILE, column_label, columns, read_cell
from generator.spreadsheets.tables import SheetCell, SheetTable, cell_text, with_date_as_text


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


def read_rows(table: SheetTable, roadmap: Roadmap, translators: Sequence[Translator]) -> tuple[SheetRow, ...]:
    """Return the rows of measures. Rows with the labels of columns in the editors' languages are passed over.

    Raises:
        ContentError: Cells have something to fix.
    """
    return _RowReader(table, roadmap, translators).rows()


class _RowReader:
    """Reads one table and collects its problems."""

    def __init__(self, table: SheetTable, roadmap: Roadmap, translators: Sequence[Translator]) -> None:
        self._table = table
        width = max(map(len, table.rows), default=0)
        # As wide as the widest row: a row of CSV may end before it.
        self._cells = [[*row, *[""] * (width - len(row))] for row in table.rows]
        # Each year counts its measures from 1.
        self._naming = ("number", EDITION) if roadmap.editions else ("number",)
        self._by_full_number = {measure.full_number: measure for measure in roadmap.measures}
        self._by_path = {measure.path: measure for measure in roadmap.measures}
        self._problems = DiagnosticCollector()
        self._known = {key.name: key for key in columns(roadmap)}
        self._labels = {
            name: {column_label(key, translator).casefold() for translator in translators}
            for name, key in self._known.items()
        }

    def rows(self) -> tuple[SheetRow, ...]:
        header = self._header()
        indices = self._measure_rows(header)
        self._check_edition(header, indices)
        rows = [self._row(index, header) for index in indices]
        self._check_duplicates(rows)
        for (index, column), _last in self._table.merged:
            message = _("Cells are merged here, and all but the first are empty. Split them, and fill in each.")
            self._report(index, column, message)
        for row in rows:
            self._check_filled(row)
        self._problems.raise_any()
        return tuple(rows)

    def _report(self, index: int, column: int, message: Message) -> None:
        self._problems.add(self._table.location(index, column), message)

    def _header(self) -> dict[str, int]:
        """Return the indices of the columns by their names.

        Without one that tells the measures apart, nothing else is read.
        """
        header: dict[str, int] = {}
        for column, cell in enumerate(self._cells[0] if self._cells else ()):
            name = str(cell).strip()
            if name in self._known and name not in header:
                header[name] = column
            elif name or any(str(row[column]).strip() for row in self._cells):
                self._report(0, column, self._head_message(name))
        if not {FILE.name, "number"} & header.keys():
            message = _(
                "The first row has neither the column “{file}” nor “{number}”. Export a table, and fill in that one.",
                file=FILE.name,
                number="number",
            )
            self._report(0, 0, message)
            self._problems.raise_any()
        return header

    def _head_message(self, name: str) -> Message:
        """Return what is wrong with the name of a column."""
        if not name:
            return _("This column has no name. Write one into its first row, or delete the column.")
        if name in self._known:
            return _("The column {field} is here twice. Delete one of the two.", field=FieldName(name))
        suggestion = did_you_mean(name, self._known)
        if suggestion is None:
            return _('"{name}" is not a column here. Delete it.', name=name)
        return _('"{name}" is not a column here. Did you mean "{suggestion}"?', name=name, suggestion=suggestion)

    def _measure_rows(self, header: Mapping[str, int]) -> list[int]:
        """Return the indices of the rows of measures: not the first, empty ones, nor those with labels."""
        indices = []
        for index, row in enumerate(self._cells[1:], start=1):
            texts = [str(cell).strip().casefold() for cell in row]
            labels = [name for name, column in header.items() if texts[column] in self._labels[name]]
            # Most will do, so that an editor may change a label.
            if 2 * len(labels) < len([text for text in texts if text]):
                indices.append(index)
        return indices

    def _check_edition(self, header: Mapping[str, int], indices: Sequence[int]) -> None:
        """Raise ContentError where rows that name no file cannot be told apart by their numbers alone."""
        if EDITION not in self._naming or EDITION in header:
            return
        if FILE.name in header and all(str(self._cells[index][header[FILE.name]]).strip() for index in indices):
            return
        message = _(
            "Rows without a file need a year beside their number, for each year counts from 1. Add the column "
            "“{name}”.",
            name=EDITION,
        )
        self._report(0, 0, message)
        self._problems.raise_any()

    def _row(self, index: int, header: Mapping[str, int]) -> SheetRow:
        entries = {}
        for name, column in header.items():
            key, cell = self._known[name], self._cells[index][column]
            text = str(cell)
            try:
                cell = with_date_as_text(cell) if key.field.type in (DATE, PARTIAL_DATE) else cell
                text = cell_text(cell) if key.field.type == VERBATIM else parsers.line(cell_text(cell))
                text = read_cell(text, key)
                if text:
                    key.field.type.parse(text)
            except InvalidValue as mistake:
                self._report(index, column, mistake.message)
            entries[name] = CellEntry(key, text, self._table.location(index, column))
        row = SheetRow(self._table.location(index, 0), None, entries)
        return replace(row, measure=self._measure(row))

    def _measure(self, row: SheetRow) -> Measure | None:
        """Return the measure that a row names by its file, or else by its number; None for a new one."""
        file = row.text(FILE.name)
        if not file:
            return self._by_full_number.get(self._full_number(row))
        if file not in self._by_path:
            message = _(
                'There is no measure "{file}". Write the name as the export did, or leave the cell empty for a new '
                "measure.",
                file=file,
            )
            self._problems.add(row.entries[FILE.name].location, message)
        return self._by_path.get(file)

    def _full_number(self, row: SheetRow) -> str:
        """Return the full number of a row: 3, or 3/2026. Empty where the row lacks a part."""
        parts = [row.text(name) for name in self._naming]
        return "/".join(parts) if all(parts) else ""

    def _check_duplicates(self, rows: Sequence[SheetRow]) -> None:
        first: dict[str, SheetRow] = {}
        for row in rows:
            name = row.measure.path if row.measure else self._full_number(row)
            other = first.setdefault(name, row) if name else row
            if other is not row:
                message = _(
                    '"{name}" is also in row {row}. Delete one of the two rows.', name=name, row=other.location.line
                )
                self._problems.add(row.location, message)

    def _check_filled(self, row: SheetRow) -> None:
        """Report what is required and empty; for a new measure also the columns that the table lacks."""
        for name, key in self._known.items():
            # The slug of a new measure is made of its title.
            is_derived = row.measure is None and key.field.name == "slug"
            if not key.field.required or row.text(name) or is_derived:
                continue
            if name in row.entries:
                message = _("{field} is empty. Write its value into this cell.", field=FieldName(name))
                self._problems.add(row.entries[name].location, message)
            elif row.measure is None:
                message = _("A new measure needs {field}. Add the column “{name}”.", field=FieldName(name), name=name)
                self._problems.add(row.location, message)
