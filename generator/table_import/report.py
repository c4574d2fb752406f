"""Says what becomes of a table: its columns, the values with their counts, and every cell that has no place."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import did_you_mean
from generator.i18n import Message, _, ngettext
from generator.table_import.conversion import Conversion
from generator.table_import.mapping import LEFT_OUT, NOT_STATED, PARENT, TableMapping
from generator.table_import.table import Table

# Cells and values beyond these are counted.
_MOST_CELLS = 40
_LONGEST_EXCERPT = 80


def report(table: Table, mapping: TableMapping, conversion: Conversion) -> Iterator[Message]:
    """Yield what becomes of a table, a line each."""
    arrangement = conversion.arrangement
    yield ngettext("{count} measure:", "{count} measures:", count=len(arrangement.measures))
    for column in table.columns:
        becomes = mapping.columns[column.name]
        if becomes == LEFT_OUT:
            yield _("  {column}: left out, as the mapping says", column=column.name)
        elif becomes != PARENT and table.texts(column.name):
            yield _("  {column} → {field}", column=column.name, field=becomes)
    parts = sum(len(measure.parts) for measure in arrangement.measures)
    if parts:
        yield ngettext(
            "{count} row belongs to another measure and goes into that measure’s text, without a code.",
            "{count} rows belong to other measures and go into those measures’ texts, without codes.",
            count=parts,
        )
    yield from _values(mapping, conversion)
    yield from conversion.notes
    for sheet in table.left_out:
        yield _("The sheet “{sheet}” has other headings, and is left out.", sheet=sheet)
    for location in table.repeated:
        yield _("{cell}: the headings again, which are left out", cell=location)
    for row in arrangement.totals:
        cells = tuple(row.cells.values())
        text = _excerpt(" · ".join(cell.text for cell in cells))
        yield _("{cell}: a total, which is left out: {text}", cell=cells[0].location, text=text)
    for cell in arrangement.unplaced[:_MOST_CELLS]:
        yield _("{cell}: belongs to no measure, and is left out: {text}", cell=cell.location, text=_excerpt(cell.text))
    if len(arrangement.unplaced) > _MOST_CELLS:
        yield ngettext(
            "{count} more cell belongs to no measure.",
            "{count} more cells belong to no measure.",
            count=len(arrangement.unplaced) - _MOST_CELLS,
        )


def _values(mapping: TableMapping, conversion: Conversion) -> Iterator[Message]:
    for classification in mapping.classifications:
        counts = conversion.counts[classification.id]
        labels = classification.texts
        values = "; ".join(f"{label} {counts[value]}" for value, label in labels.items())
        yield _("{classification}: {values}", classification=classification.id, values=values)
        if counts[NOT_STATED]:
            yield ngettext(
                "  {count} measure has no value here.",
                "  {count} measures have no value here.",
                count=counts[NOT_STATED],
            )
        for value in counts:
            others = [labels[other] for other in counts if counts[other] > counts[value] == 1 and other in labels]
            if value in labels and (other := did_you_mean(labels[value], others)) and _is_near(labels[value], other):
                yield _(
                    "  “{value}” and “{other}” may be the same. If so, give both the same name.",
                    value=labels[value],
                    other=other,
                )


def _is_near(text: str, other: str) -> bool:
    """Return whether two labels differ by no more than a slip of the hand."""
    return abs(len(text) - len(other)) <= 2 and len(text) > 4 and not any(map(str.isdigit, text + other))


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_EXCERPT else f"{line[:_LONGEST_EXCERPT]} …"
