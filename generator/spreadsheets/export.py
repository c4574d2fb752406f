"""Writes the measures as a file of a spreadsheet: the roadmap goes in, bytes come out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.authoring.front_matter_edit import front_matter
from generator.content.field_types import NUMBER, Key
from generator.diagnostics import UserError
from generator.export.xlsx import Sheet, SheetColumn, write_workbook
from generator.i18n import Translator, _
from generator.model import Roadmap
from generator.spreadsheets.columns import FILE, cell_choices, column_label, columns
from generator.spreadsheets.csv import write_csv

FORMATS = (".xlsx", ".csv")
# In characters.
_MIN_WIDTH, _MAX_WIDTH = 8, 60


def export_measures(roadmap: Roadmap, content: Path, suffix: str, translator: Translator) -> bytes:
    """Return all measures, drafts too, as a file of one of the FORMATS: a row for each, with what its file has.

    Raises:
        UserError: The suffix is none of the FORMATS.
    """
    if suffix.lower() not in FORMATS:
        raise UserError("Name the file with {formats} at its end.", formats=" / ".join(FORMATS))
    keys = columns(roadmap)
    rows = [[key.name for key in keys], [column_label(key, translator) for key in keys]]
    for measure in roadmap.measures:
        texts = {FILE.name: measure.path, **front_matter(content / measure.path)}
        rows.append([texts.get(key.name, "") for key in keys])
    if suffix.lower() == ".csv":
        return write_csv(rows)
    legend = _legend(roadmap, keys, translator)
    name, legend_name = translator.translate(_("Measures")), translator.translate(_("Values"))
    measure_columns = []
    for index, key in enumerate(keys):
        # The choices of a column stand together in the third column of the legend.
        numbers = [number for number, row in enumerate(legend[1:], start=2) if row[0] == key.name]
        # A spreadsheet would refuse several of them in a cell.
        is_single = numbers and not key.field.type.is_list
        source = f"='{legend_name}'!$C${numbers[0]}:$C${numbers[-1]}" if is_single else ""
        hint, title = translator.translate(key.field.hint), column_label(key, translator)
        measure_columns.append(SheetColumn(_width(rows, index, 2), key.field.type == NUMBER, title, hint, source))
    legend_columns = [SheetColumn(_width(legend, index, 1)) for index in range(len(legend[0]))]
    sheets = (
        Sheet(name, rows, measure_columns, head_rows=2, frozen_columns=2, editable=True),
        Sheet(legend_name, legend, legend_columns, frozen_columns=2, editable=True),
    )
    return write_workbook(sheets, roadmap.site.updated)


def _legend(roadmap: Roadmap, keys: Sequence[Key], translator: Translator) -> list[list[str]]:
    """Return what each choice of each column means in every language, below a row of heads."""
    languages = roadmap.site.languages
    heads = [translator.translate(head) for head in (_("Column"), _("Its name"), _("Value"))]
    rows = [
        [
            key.name,
            column_label(key, translator),
            choice.text,
            *(choice.labels.get(language.code, "") for language in languages),
        ]
        for key in keys
        for choice in cell_choices(key)
    ]
    return [[*heads, *(language.endonym for language in languages)], *rows]


def _width(rows: Sequence[Sequence[str]], index: int, head_rows: int) -> int:
    """Return room for the longest cell of a column, up to what reads well, and for the words of its heads."""
    words = [word for row in rows[:head_rows] for word in row[index].split()]
    longest = max(map(len, [*words, *(row[index] for row in rows[head_rows:])]), default=0)
    return min(max(longest + 2, _MIN_WIDTH), _MAX_WIDTH)
