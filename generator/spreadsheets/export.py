"""Writes the measures as a file of a spreadsheet: the roadmap goes in, bytes come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.authoring.front_matter_edit import front_matter
from generator.content.field_types import NUMBER, Key
from generator.diagnostics import UserError
from generator.export.xlsx import Sheet, SheetColumn, write_workbook
from generator.i18n import Translator, _
from generator.model import Language, Roadmap
from generator.spreadsheets.columns import FILE, choices, columns, label, labels_of_choice
from generator.spreadsheets.csv import write_csv

FORMATS = (".xlsx", ".csv")
# In characters.
MIN_WIDTH, MAX_WIDTH = 8, 60


def exported(roadmap: Roadmap, content: Path, form: str, translator: Translator) -> bytes:
    """All measures as a file of one of the FORMATS. Raises UserError for any other."""
    if form.lower() not in FORMATS:
        raise UserError("Name the file with {formats} at its end.", formats=" / ".join(FORMATS))
    keys = columns(roadmap)
    rows = [[key.name for key in keys], [label(key, translator) for key in keys], *measure_rows(roadmap, content, keys)]
    if form.lower() == ".csv":
        return write_csv(rows)
    legend = [legend_head(roadmap, translator), *legend_rows(roadmap, keys, translator)]
    names = translator.translate(_("Measures")), translator.translate(_("Values"))
    measure_columns = [
        column(key, width(rows, index, 2), legend, names[1], translator) for index, key in enumerate(keys)
    ]
    legend_columns = [SheetColumn(width(legend, index, 1)) for index in range(len(legend[0]))]
    sheets = (
        Sheet(names[0], rows, measure_columns, head_rows=2, frozen_columns=2, editable=True),
        Sheet(names[1], legend, legend_columns, frozen_columns=2, editable=True),
    )
    return write_workbook(sheets, roadmap.site.updated)


def measure_rows(roadmap: Roadmap, content: Path, keys: Sequence[Key]) -> Iterator[list[str]]:
    """A row for each measure, drafts too, with what is written in its file."""
    for measure in roadmap.measures:
        written = {FILE.name: measure.path, **front_matter(content / measure.path)}
        yield [written.get(key.name, "") for key in keys]


def legend_head(roadmap: Roadmap, translator: Translator) -> list[str]:
    own = [translator.translate(_("Column")), translator.translate(_("Its name")), translator.translate(_("Value"))]
    return own + [one.endonym for one in roadmap.site.languages]


def legend_rows(roadmap: Roadmap, keys: Sequence[Key], translator: Translator) -> Iterator[list[str]]:
    """Yield what each choice of each column means, in every language."""
    languages: Sequence[Language] = roadmap.site.languages
    for key in keys:
        for choice in choices(key):
            yield [key.name, label(key, translator), choice, *labels_of_choice(choice, key, languages)]


def column(key: Key, width: int, legend: Sequence[Sequence[str]], sheet: str, translator: Translator) -> SheetColumn:
    """Return how the column of a key looks. Its choices stand together in the third column of the legend."""
    numbers = [number for number, row in enumerate(legend, start=1) if row[0] == key.name and number > 1]
    source = f"='{sheet}'!$C${numbers[0]}:$C${numbers[-1]}" if numbers else ""
    hint = translator.translate(key.field.hint)
    return SheetColumn(width, key.field.type == NUMBER, label(key, translator), hint, source)


def width(rows: Sequence[Sequence[str]], index: int, head_rows: int) -> int:
    """Return room for the longest cell of a column, up to what reads well, and for the words of its heads."""
    words = [word for row in rows[:head_rows] for word in row[index].split()]
    longest = max(map(len, [*words, *(row[index] for row in rows[head_rows:])]), default=0)
    return min(max(longest + 2, MIN_WIDTH), MAX_WIDTH)
