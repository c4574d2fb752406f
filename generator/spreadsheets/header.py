"""Finds the row of a table that names its columns, in whatever language and below whatever stands above it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generator.content.field_types import Key
from generator.diagnostics import DiagnosticCollector, did_you_mean
from generator.i18n import FieldName, Message, Translator, _
from generator.spreadsheets.columns import column_heads, read_heads
from generator.spreadsheets.tables import CellValue, SheetTable


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns: its index, and the indices of the columns by the names of their fields.

    `repeated` has the columns that are named again by their indices, `others` the cells that name none.
    """

    row: int
    columns: Mapping[str, int]
    repeated: Mapping[int, str]
    others: Mapping[int, str]


class Heads:
    """What columns may be called: by the names of their fields, or by their labels in the languages of the editors."""

    def __init__(self, keys: Sequence[Key], translators: Sequence[Translator]) -> None:
        self._keys, self._translators = keys, translators
        languages = [column_heads(keys, translator) for translator in translators]
        self._labels = {key.name: (key.name, *(heads[key.name] for heads in languages)) for key in keys}
        self._words = {_folded(label) for labels in self._labels.values() for label in labels}

    def find(self, table: SheetTable, identifying: Collection[str]) -> Header | None:
        """Return the first of the rows that name most columns, at least one of those that tell the rows apart."""
        best: Header | None = None
        for index, row in enumerate(table.rows):
            most = len(best.columns) if best else 0
            # Most rows have no words of heads, and need no closer look.
            header = self._read(index, row) if self.count(row) > most else None
            if header and header.columns.keys() & set(identifying) and len(header.columns) > most:
                best = header
        return best

    def count(self, row: Sequence[CellValue]) -> int:
        """Return how many cells of a row have the words of heads."""
        return sum(_folded(str(cell)) in self._words for cell in row if cell != "")

    def suggestion(self, text: str, columns: Collection[str]) -> str | None:
        """Return what a head was probably meant to be, of those of the fields that have no column."""
        missing = [label for name, labels in self._labels.items() if name not in columns for label in labels]
        # “Title” for “Title (in English)”; the labels have long parts in common.
        begun = (label for label in missing if _folded(label).startswith(f"{_folded(text)} "))
        return next(begun, None) or did_you_mean(text, missing, likeness=0.75)

    def own_columns(self, table: SheetTable, header: Header, problems: DiagnosticCollector) -> list[Message]:
        """Return what is said of the columns of the editor's own, and report those that are there twice or mistyped."""
        for column, name in header.repeated.items():
            message = _(
                "The column {field} appears twice, first at {cell}. Delete one of the two.",
                field=FieldName(name),
                cell=table.location(header.row, header.columns[name]).reference,
            )
            problems.add(table.location(header.row, column), message)
        own = []
        for column, text in header.others.items():
            if suggestion := self.suggestion(text, header.columns):
                message = _(
                    '"{name}" is not a column here. Did you mean "{suggestion}"? If it is a column of your '
                    "own, give it another name.",
                    name=text,
                    suggestion=suggestion,
                )
                problems.add(table.location(header.row, column), message)
            else:
                own.append(f"{text} ({table.location(header.row, column).reference})")
        return [_("Columns of your own were not read: {columns}.", columns=", ".join(own))] if own else []

    def _read(self, index: int, row: Sequence[CellValue]) -> Header:
        columns, repeated, others = dict[str, int](), dict[int, str](), dict[int, str]()
        texts = [" ".join(str(cell).split()) for cell in row]
        for column, (text, key) in enumerate(zip(texts, read_heads(texts, self._keys, self._translators), strict=True)):
            if key is None:
                others.update({column: text} if text else {})
            elif key.name in columns:
                repeated[column] = key.name
            else:
                columns[key.name] = column
        return Header(index, columns, repeated, others)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
