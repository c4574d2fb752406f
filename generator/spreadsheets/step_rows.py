"""Reads the sheet of steps: of which measure each row is, of which kind, and what its cells say of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.content.field_types import Field, Key, key_names, keys
from generator.content.schema import EDITION
from generator.diagnostics import DiagnosticCollector, InvalidValue
from generator.i18n import FieldName, Message, Translator, _
from generator.model import Roadmap
from generator.spreadsheets.columns import ENTRY, FILE, KIND, step_columns, step_fields
from generator.spreadsheets.header import Header, Heads
from generator.spreadsheets.import_ import FileChange
from generator.spreadsheets.measure_sheet import MOST_ROWS
from generator.spreadsheets.rows import entry_text
from generator.spreadsheets.steps import StepRow
from generator.spreadsheets.tables import TOO_LARGE, CellValue, SheetCell, SheetTable

_DATE = "date"


@dataclass(frozen=True, slots=True)
class StepTable:
    """The sheet of steps of a workbook, and the row of it that names its columns."""

    table: SheetTable
    header: Header
    heads: Heads


def find_steps(tables: Sequence[SheetTable], roadmap: Roadmap, translators: Sequence[Translator]) -> StepTable | None:
    """Return the first sheet that has the columns of steps, None where there is none."""
    if not step_fields(roadmap):
        return None
    heads = Heads(step_columns(roadmap), translators)
    found = ((table, heads.find(table, {KIND.name})) for table in tables)
    return next((StepTable(table, header, heads) for table, header in found if header), None)


def read_steps(
    steps: StepTable, roadmap: Roadmap, changes: Sequence[FileChange]
) -> tuple[tuple[StepRow, ...], tuple[Message, ...]]:
    """Return the rows of steps, and what is said of columns of the editor's own.

    Args:
        steps: Their sheet.
        roadmap: The content as it is.
        changes: The files that the sheet of measures changes, which may have measures that are new.

    Raises:
        ContentError: Cells have something to fix.
    """
    reader = _StepReader(steps, roadmap, changes)
    return reader.rows(), tuple(reader.remarks)


class _StepReader:
    """Reads one sheet and collects its problems."""

    def __init__(self, steps: StepTable, roadmap: Roadmap, changes: Sequence[FileChange]) -> None:
        self.remarks: list[Message] = []
        self._table, self._header, self._heads = steps.table, steps.header, steps.heads
        self._languages = roadmap.site.languages
        self._fields = {field.name: field for field in step_fields(roadmap)}
        self._part_names = {name for field in self._fields.values() for name in key_names(field.parts, self._languages)}
        # Each year counts its measures from 1.
        self._naming = [key for key in step_columns(roadmap) if key.field.name in ("number", EDITION)]
        self._problems = DiagnosticCollector()
        self._number_of = {measure.path: measure.full_number for measure in roadmap.measures}
        rows = ((change.path, [change.row.text(key.name) for key in self._naming]) for change in changes)
        new = {"/".join(parts): path for path, parts in rows if all(parts)}
        # A step of a measure that gets another number may have the old or the new one.
        self._by_number = new | {number: path for path, number in self._number_of.items()}
        if len(roadmap.editions) == 1:
            # There is one year only, and nobody needs to write it.
            self._by_number |= {number.partition("/")[0]: path for number, path in self._by_number.items()}

    def rows(self) -> tuple[StepRow, ...]:
        self._check_columns()
        indices = range(self._header.row + 1, len(self._table.rows))
        rows = [row for index in indices if self._is_filled(index) and (row := self._row(index))]
        self._problems.raise_any()
        return tuple(rows)

    def _is_filled(self, index: int) -> bool:
        """Tell whether a row says something, and does not only name the columns again."""
        filled = sum(bool(str(cell).strip()) for cell in self._table.rows[index])
        return 2 * self._heads.count(self._table.rows[index]) < filled

    def _check_columns(self) -> None:
        header = self._header
        if len(self._table.rows) > MOST_ROWS:
            self._problems.add(self._table.location(header.row, 0), TOO_LARGE)
            self._problems.raise_any()
        self.remarks += self._heads.own_columns(self._table, header, self._problems)
        measure = () if FILE.name in header.columns else [key.name for key in self._naming]
        for name in (*measure, _DATE):
            if name not in header.columns:
                message = _(
                    "The column {field} is missing. Copy the first row of a new export above these.",
                    field=FieldName(name),
                )
                self._problems.add(self._table.location(header.row, 0), message)
        self._problems.raise_any()

    def _cell(self, index: int, name: str) -> CellValue:
        """Return a cell, empty where there is no such column."""
        column, row = self._header.columns.get(name), self._table.rows[index]
        return row[column] if column is not None and column < len(row) else ""

    def _location(self, index: int, name: str) -> SheetCell:
        return self._table.location(index, self._header.columns.get(name, 0))

    def _text(self, index: int, key: Key) -> str:
        """Return what a cell says; report it and return nothing where it does not do."""
        try:
            return entry_text(self._cell(index, key.name), key)
        except InvalidValue as mistake:
            self._problems.add(self._location(index, key.name), mistake.message)
            return ""

    def _report_empty(self, index: int, name: str) -> None:
        message = _("{field} is empty. Write its value into this cell.", field=FieldName(name))
        self._problems.add(self._location(index, name), message)

    def _row(self, index: int) -> StepRow | None:
        """Return a row, None where it does not say of which measure and of which kind it is."""
        path, kind, mark = self._path(index), self._text(index, KIND), self._text(index, ENTRY)
        if not str(self._cell(index, KIND.name)).strip():
            self._report_empty(index, KIND.name)
        if not path or not kind:
            return None
        field = self._fields.get(kind)
        if field is None and not mark:
            message = _("This row matches no update or decision in the file. Delete the row.")
            self._problems.add(self._location(index, KIND.name), message)
        texts = self._parts(index, field) if field else {}
        cells = {name: self._location(index, name) for name in self._header.columns}
        return StepRow(self._location(index, KIND.name), path, field.name if field else "", mark, texts, cells)

    def _path(self, index: int) -> str:
        """Return the path of a row's measure, empty where it has none."""
        file = self._text(index, FILE)
        number = "/".join(filter(None, (self._text(index, key) for key in self._naming)))
        meant = self._by_number.get(number, "")
        if file and file not in self._number_of:
            message = _('There is no measure "{file}". Write the name as the export did, or empty the cell.', file=file)
            self._problems.add(self._location(index, FILE.name), message)
        elif file and meant and meant != file:
            message = _(
                "This row belongs to {file}, whose number is {number}. Write that number. For a step of "
                "another measure, empty the columns {file_column} and {entry_column} in this row.",
                file=file,
                number=self._number_of[file],
                file_column=FieldName(FILE.name),
                entry_column=FieldName(ENTRY.name),
            )
            self._problems.add(self._location(index, self._naming[0].name), message)
        elif not file and not meant:
            message = _(
                'No measure has the number "{number}". Correct it, or add the measure to the sheet of measures.',
                number=number,
            )
            self._problems.add(self._location(index, self._naming[0].name), message)
        return file or meant

    def _parts(self, index: int, field: Field) -> dict[str, str]:
        """Return the texts of a row's parts, and report those that are of another kind or are needed and empty."""
        parts = {key.name: key for key in keys(field.parts, self._languages) if key.name in self._header.columns}
        texts = {name: self._text(index, key) for name, key in parts.items()}
        for name in self._header.columns.keys() & self._part_names - parts.keys():
            if str(self._cell(index, name)).strip():
                message = _(
                    "{field} does not belong to this kind. Empty the cell, or choose another kind.",
                    field=FieldName(name),
                )
                self._problems.add(self._location(index, name), message)
        for name, key in parts.items():
            siblings = (other for other, sibling in parts.items() if sibling.field == key.field)
            is_needed = key.field.required or (key.field.translated and any(texts[other] for other in siblings))
            if is_needed and not str(self._cell(index, name)).strip():
                self._report_empty(index, name)
        return texts
