"""The tables of the open data as an .xlsx for people: the data, and a sheet that says what each column is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from generator.content.field_types import NUMBER
from generator.export.columns import ExportColumn
from generator.export.labels import Labels
from generator.export.tables import ExportTable
from generator.export.xlsx import CELL_LENGTH, MeasureRow, Sheet, SheetColumn, write_workbook
from generator.model import Roadmap

_WIDTH = 24


def data_workbook(tables: Sequence[ExportTable], roadmap: Roadmap) -> bytes:
    """Return the tables and a dictionary of their columns as an .xlsx, the same bytes for the same roadmap."""
    sheets = list(map(_sheet, tables))
    dictionary = list(_dictionary_rows(tables, roadmap))
    sheets.append(Sheet("data dictionary", dictionary, [SheetColumn(_WIDTH)] * len(dictionary[0])))
    return write_workbook(sheets, roadmap.site.updated)


def _sheet(table: ExportTable) -> Sheet:
    columns = table.columns
    rows = (MeasureRow(row, partial(_cells, columns, row)) for row in table.rows)
    looks = [SheetColumn(_WIDTH, column.source.field.type == NUMBER) for column in columns]
    return Sheet(table.name, chain([[column.name for column in columns]], rows), looks)


def _dictionary_rows(tables: Sequence[ExportTable], roadmap: Roadmap) -> Iterator[list[str]]:
    """Yield a row for each column of the tables, with its label and its hint in every language."""
    languages = roadmap.site.languages
    dictionaries = [Labels(roadmap, language) for language in languages]
    heads = (f"{name}_{language.code}" for language in languages for name in ("label", "description"))
    yield ["table", "column", *heads]
    for table in tables:
        for column in table.columns:
            words = ((labels.label_of_column(column), labels.hint(column.source)) for labels in dictionaries)
            yield [table.name, column.name, *map(_truncate, chain.from_iterable(words))]


def _cells(columns: Sequence[ExportColumn], row: object) -> list[str]:
    return [_truncate(column.text(row)) for column in columns]


def _truncate(text: str) -> str:
    return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - 1] + "…"
