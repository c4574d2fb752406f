"""The tables as an .xlsx for people: the data, and a sheet that says what each column is."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from generator.content.field_types import NUMBER
from generator.export.columns import ExportColumn
from generator.export.labels import Labels
from generator.export.tables import ExportTable
from generator.model import Language, Roadmap

DICTIONARY = "data dictionary"
# What a cell of Excel takes.
LONGEST_CELL = 32_767
WIDTH = 24


def workbook(tables: Sequence[ExportTable], roadmap: Roadmap, dictionaries: Sequence[Labels]) -> bytes:
    """The book, the same bytes for the same roadmap. No cell of it is a formula."""
    import xlsxwriter

    languages = roadmap.site.languages
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        book.set_properties({"created": datetime.datetime.combine(roadmap.site.updated, datetime.time())})
        bold = book.add_format({"bold": True})
        for table in tables:
            columns = table.columns(languages)
            names = [column.name for column in columns]
            are_numbers = [column.source.field.type == NUMBER for column in columns]
            fill(book.add_worksheet(table.name), bold, chain([names], table.cells(columns)), are_numbers)
        rows = list(dictionary_rows(tables, languages, dictionaries))
        fill(book.add_worksheet(DICTIONARY), bold, rows, [False] * len(rows[0]))
    return stream.getvalue()


def dictionary_rows(
    tables: Sequence[ExportTable], languages: Sequence[Language], dictionaries: Sequence[Labels]
) -> Iterator[list[str]]:
    """A row for each column of the tables, with its label and its hint in every language."""
    yield ["table", "column", *(f"{name}_{one.code}" for one in languages for name in ("label", "description"))]
    for table in tables:
        for column in table.columns(languages):
            words = (word for one in dictionaries for word in said(one, column))
            yield [table.name, column.name, *words]


def said(dictionary: Labels, column: ExportColumn) -> tuple[str, str]:
    return dictionary.label_of_column(column), dictionary.hint(column.source)


def fill(worksheet: Any, bold: Any, rows: Iterable[Sequence[str]], are_numbers: Sequence[bool]) -> None:
    """Writes rows, one after another, the first of which heads them."""
    worksheet.set_column(0, len(are_numbers) - 1, WIDTH)
    worksheet.freeze_panes(1, 1)
    for row, cells in enumerate(rows):
        for position, text in enumerate(cells):
            if row and are_numbers[position] and text:
                worksheet.write_number(row, position, int(text))
            elif text:
                worksheet.write_string(row, position, shortened(text), None if row else bold)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
