"""Tells which rows of a table are measures, and which are headings between them, totals or parts of a measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from generator.spreadsheets.tables import SheetCell
from generator.table_import.mapping import CODE, JOINED, LEFT_OUT, PARENT, TableMapping
from generator.table_import.table import Cell, Row, Table
from generator.table_import.vocabulary import TOTAL, folded


@dataclass(frozen=True, slots=True)
class MeasureRows:
    """The rows of one measure: the first, those merged with it, and those that belong to it with titles of their own.

    `group` is the heading above it.
    """

    first: Row
    merged: tuple[Row, ...] = ()
    parts: tuple[Row, ...] = ()
    group: str = ""

    @property
    def location(self) -> SheetCell:
        """Where its first row begins."""
        return self.first.location

    def location_of(self, column: str) -> SheetCell:
        """Return where its first cell in a column is, or else where its first row begins."""
        return next((cell.location for cell in self.cells(column)), self.location)

    def cells(self, column: str) -> list[Cell]:
        """Return the cells that the measure has in a column, those that say the same once."""
        cells = [row.cells[column] for row in (self.first, *self.merged) if column in row.cells]
        return list({cell.text: cell for cell in reversed(cells)}.values())[::-1]

    def text(self, column: str) -> str:
        """Return what the measure has in a column, on lines of their own where its rows differ."""
        return "\n".join(cell.text for cell in self.cells(column))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The measures of a table in their order, the rows that are totals, and the cells that have no place."""

    measures: tuple[MeasureRows, ...]
    totals: tuple[Row, ...]
    unplaced: tuple[Cell, ...]

    def texts(self, column: str) -> list[str]:
        """Return what the measures have in a column, without those that have nothing."""
        return [text for measure in self.measures if (text := measure.text(column))]

    @property
    def groups(self) -> tuple[str, ...]:
        """The headings above measures, each once."""
        return tuple(dict.fromkeys(filter(None, (measure.group for measure in self.measures))))


def arrange(table: Table, mapping: TableMapping) -> Arrangement:
    """Return the measures of a table, and what is none."""
    table = _with_joined_cells(table, mapping)
    unplaced = [*table.outside]
    totals = tuple(row for row in table.rows if is_total(row, mapping.columns_of(CODE)))
    rows = [row for row in table.rows if row not in totals]
    if parents := mapping.columns_of(PARENT):
        measures = tuple(_Tree(rows, mapping, parents[0]).measures(unplaced))
    else:
        measures = tuple(_measures_in_order(rows, mapping, len(table.columns), unplaced))
    return Arrangement(measures, totals, tuple(unplaced))


def _with_joined_cells(table: Table, mapping: TableMapping) -> Table:
    """Return the table with the cells of columns that are the rest of another in that one."""
    names = [column.name for column in table.columns]
    targets: dict[str, str] = {}
    for before, name in pairwise(names):
        if mapping.columns[name] == JOINED:
            targets[name] = targets.get(before, before)
    if not targets:
        return table
    return replace(table, rows=tuple(_with_joined(row, targets, mapping) for row in table.rows))


def _with_joined(row: Row, targets: Mapping[str, str], mapping: TableMapping) -> Row:
    cells = {name: cell for name, cell in row.cells.items() if name not in targets}
    for name, target in targets.items():
        if name in row.cells:
            before = cells.get(target, Cell("", row.cells[name].location))
            # The letter and the number of a code are one word.
            space = "" if mapping.columns[target] == CODE else " "
            cells[target] = Cell(f"{before.text}{space}{row.cells[name].text}".strip(), before.location)
    return replace(row, cells=cells)


def is_total(row: Row, codes: Sequence[str]) -> bool:
    """Return whether a row adds others up: it begins with the word for it, has a number, and no code in its columns."""
    texts = [cell.text for cell in row.cells.values()]
    has_code = any(row.text(name) and not TOTAL.fullmatch(folded(row.text(name))) for name in codes)
    has_number = any(text[-1:].isdigit() or text[:1].isdigit() for text in texts[1:])
    return bool(texts) and not has_code and has_number and TOTAL.fullmatch(folded(texts[0].strip(":"))) is not None


def _measures_in_order(
    rows: Sequence[Row], mapping: TableMapping, width: int, unplaced: list[Cell]
) -> Iterator[MeasureRows]:
    """Yield the measures of rows that follow each other, and collect the cells that belong to none."""
    titles = tuple(mapping.titles.values())
    group, merged = "", list[Row]()
    first: Row | None = None
    for index, row in enumerate(rows):
        following = rows[index + 1] if index + 1 < len(rows) else None
        if first and any(title in row.continued for title in titles):
            merged.append(row)
            continue
        if first:
            yield MeasureRows(first, tuple(merged), (), group)
        if index and rows[index - 1].sheet != row.sheet:
            group = ""
        first, merged = None, []
        if width > 1 and _heads_others(row, following, mapping):
            group = " ".join(cell.text for cell in row.cells.values())
            if not mapping.groups:
                unplaced.extend(row.cells.values())
        elif any(row.text(title) for title in titles):
            first = row
        else:
            unplaced.extend(row.cells.values())
    if first:
        yield MeasureRows(first, tuple(merged), (), group)


def _heads_others(row: Row, following: Row | None, mapping: TableMapping) -> bool:
    """Return whether a row is a heading of those below it: one cell alone, or a code that theirs begin with."""
    if following is None or following.sheet != row.sheet:
        return False
    titles = tuple(mapping.titles.values())
    if len(row.cells) == 1:
        # In the column of titles, a heading stands apart from what follows it.
        is_apart = following.location.line > row.location.line + 1 and len(following.cells) > 1
        return row.is_spanning or is_apart or not any(title in row.cells for title in titles)
    if set(row.cells) <= {*titles, *mapping.columns_of(CODE)}:
        codes = [(row.text(name), following.text(name)) for name in mapping.columns_of(CODE)]
        return any(own and below.startswith(f"{own.rstrip('.')}.") and below != own for own, below in codes)
    return False


@dataclass(slots=True)
class _Tree:
    """Rows that belong to others by the codes of these."""

    rows: Sequence[Row]
    mapping: TableMapping
    parent: str
    _by_code: dict[str, Row] = field(init=False)
    _has_parts: set[str] = field(init=False)

    def __post_init__(self) -> None:
        codes = self.mapping.columns_of(CODE)
        self._by_code = {row.text(codes[0]): row for row in reversed(self.rows)} if codes else {}
        self._has_parts = {row.text(self.parent) for row in self.rows}

    def measures(self, unplaced: list[Cell]) -> list[MeasureRows]:
        """Return the measures, and collect the cells of rows above them other than their titles."""
        titles = tuple(self.mapping.titles.values())
        parts: dict[SheetCell, list[Row]] = {}
        groups: dict[SheetCell, str] = {}
        firsts: dict[SheetCell, Row] = {}
        for row in self.rows:
            line = self._line(row)
            if not any(row.text(title) for title in titles):
                unplaced.extend(row.cells.values())
            elif len(line) > self.mapping.level:
                parts.setdefault(line[self.mapping.level - 1].location, []).append(row)
            elif len(line) < self.mapping.level and self._code(row) in self._has_parts:
                unplaced.extend(self._without_titles(row))
            else:
                firsts[row.location] = row
                groups[row.location] = line[-2].text(titles[0]) if len(line) > 1 else ""
        return [MeasureRows(row, (), tuple(parts.get(place, ())), groups[place]) for place, row in firsts.items()]

    def _code(self, row: Row) -> str:
        return next((row.text(name) for name in self.mapping.columns_of(CODE)), "")

    def _line(self, row: Row) -> list[Row]:
        """Return the rows that a row belongs to, the uppermost first, and the row itself at the end."""
        line = [row]
        while (above := self._by_code.get(line[0].text(self.parent))) is not None and above not in line:
            line.insert(0, above)
        return line

    def _without_titles(self, row: Row) -> Iterator[Cell]:
        titles = {row.text(title) for title in self.mapping.titles.values()}
        for name, cell in row.cells.items():
            if cell.text not in titles and self.mapping.columns[name] not in (CODE, LEFT_OUT):
                yield cell
