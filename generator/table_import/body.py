"""Writes the text of a measure from its rows, in one language: what has no field stands below its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.dates import format_date
from babel.numbers import format_decimal

from generator.content import parsers
from generator.diagnostics import InvalidValue
from generator.model import Language
from generator.table_import.mapping import (
    CODE,
    DESCRIPTION,
    LEFT_OUT,
    NUMBER,
    PARENT,
    PROBLEM,
    TEXT,
    TITLE,
    TableMapping,
)
from generator.table_import.markdown import inline, paragraphs
from generator.table_import.rows import MeasureRows
from generator.table_import.table import Cell, Column, Row, Table
from generator.table_import.vocabulary import MONEY, bare_heading, folded

# What the roles of columns with sentences begin with.
_PROSE = (f"{DESCRIPTION}_", f"{TEXT}_", f"{PROBLEM}_")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class BodyWriter:
    """Writes the texts of measures of a table."""

    table: Table
    mapping: TableMapping
    languages: Sequence[Language]

    def lines(self, measure: MeasureRows, language: Language, more: Sequence[str]) -> Iterator[str]:
        """Yield the lines of a measure's text in a language, without what its title says already.

        Args:
            measure: The rows of the measure.
            language: The language; the first one has what no column says the language of.
            more: The names of columns whose cells did not fit into a field.
        """
        titles = {"", *(parsers.line(measure.text(name)) for name in self.mapping.titles.values())}
        for name in self.mapping.columns_of(f"{DESCRIPTION}_{language.code}"):
            if parsers.line(measure.text(name)) not in titles:
                yield from ("", paragraphs(measure.text(name)))
        texts = self.mapping.columns_of(f"{TEXT}_{language.code}")
        for column in self.table.columns:
            text = measure.text(column.name)
            if column.name in more or (column.name in texts and parsers.line(text) not in titles):
                if heading := bare_heading(column.heading, [one.code for one in self.languages]):
                    yield from ("", f"## {inline(parsers.line(heading))}")
                lines = (_in_words(cell, column, language) for cell in measure.cells(column.name))
                yield from ("", paragraphs("\n".join(lines)))
        if language == self.languages[0]:
            for part in measure.parts:
                yield from self._part_lines(part, (measure.first, *measure.parts), language)

    def _part_lines(self, part: Row, rows: Sequence[Row], language: Language) -> Iterator[str]:
        """Yield the lines of a row that belongs to a measure, whose rows are all given."""
        title = next(part.text(name) for name in self.mapping.titles.values() if part.text(name))
        yield from ("", f"## {inline(parsers.line(title))}")
        roles = {
            column: self.mapping.columns[column.name] for column in self.table.columns if column.name in part.cells
        }
        texts = {column: _in_words(part.cells[column.name], column, language) for column in roles}
        # The prose comes first, as the beginning of a measure's text is its lead on cards.
        for column, role in roles.items():
            if role.startswith(_PROSE):
                yield from ("", paragraphs(texts[column]))
        for column, role in roles.items():
            is_key = role in (CODE, NUMBER, PARENT, LEFT_OUT) or role.startswith(f"{TITLE}_")
            # What is the same in all rows is said by the measure.
            is_own = len({row.text(column.name) for row in rows}) > 1
            if is_own and not is_key and not role.startswith(_PROSE):
                yield from ("", paragraphs(f"{column.heading}: {texts[column]}"))


def _in_words(cell: Cell, column: Column, language: Language) -> str:
    """Return the text of a cell as the language writes it: days, and numbers that the spreadsheet knows as such."""
    if _DAY.fullmatch(cell.text):
        try:
            return format_date(parsers.date(cell.text), "long", language.locale)
        except InvalidValue:
            return cell.text
    if not cell.is_number:
        return cell.text
    # Amounts of money have signs between thousands, as years have not.
    pattern = "#,##0.##########" if MONEY.search(folded(column.heading)) else "0.##########"
    return format_decimal(cell.text, pattern, language.locale)
