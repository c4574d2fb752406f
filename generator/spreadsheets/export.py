"""Writes the measures as a file of a spreadsheet: the roadmap goes in, bytes come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.authoring.front_matter_edit import front_matter
from generator.content.field_types import NUMBER, SLUG, YES_OR_NO, Key
from generator.diagnostics import UserError
from generator.export.xlsx import Sheet, SheetColumn, write_workbook
from generator.i18n import Translator, _
from generator.model import Measure, Roadmap
from generator.spreadsheets.columns import FILE, cell_choices, column_heads, columns, show_cell
from generator.spreadsheets.csv import write_csv

FORMATS = (".xlsx", ".csv")
# In characters: of any column, of one of texts, and of one of choices.
_MIN_WIDTH, _MAX_WIDTH, _MAX_CHOICE_WIDTH = 8, 32, 18


def export_measures(
    roadmap: Roadmap, measures: Sequence[Measure], content: Path, suffix: str, translator: Translator
) -> bytes:
    """Return measures, drafts too, as a file of one of the FORMATS: a row for each, in the words of the editor.

    Raises:
        UserError: The suffix is none of the FORMATS, or a text is longer than a cell can be.
    """
    check_format(suffix)
    texts = [{**front_matter(content / measure.path), FILE.name: measure.path} for measure in measures]
    keys = sorted(columns(roadmap), key=lambda key: _is_rare(key, texts))
    heads = column_heads(keys, translator)
    rows = [[heads[key.name] for key in keys]]
    rows += [[show_cell(row.get(key.name, ""), key, translator.language) for key in keys] for row in texts]
    if suffix.lower() == ".csv":
        return write_csv(rows)
    legend, sources = _legend(roadmap, keys, translator)
    looks = [
        SheetColumn(
            _width(rows, index, _MAX_CHOICE_WIDTH if key.field.choices else _MAX_WIDTH),
            key.field.type == NUMBER,
            heads[key.name],
            translator.translate(key.field.hint),
            sources.get(key.name, ""),
            _is_rare(key, texts),
        )
        for index, key in enumerate(keys)
    ]
    frozen = 1 + next(index for index, key in enumerate(keys) if key.field.name == "title")
    measure_sheet = Sheet(translator.translate(_("Measures")), rows, looks, frozen_columns=frozen, editable=True)
    return write_workbook([measure_sheet, legend], roadmap.site.updated)


def check_format(suffix: str) -> None:
    """Raise UserError where the suffix of a file's name is none of the FORMATS."""
    if suffix.lower() not in FORMATS:
        raise UserError("Name the file with {formats} at its end.", formats=" / ".join(FORMATS))


def _is_rare(key: Key, texts: Sequence[Mapping[str, str]]) -> bool:
    """Tell whether a column is folded away: what is seldom written, or not used, and says nothing of progress."""
    field = key.field
    is_asked_for = field.required or field.holder == "tracking" or field.type == YES_OR_NO
    if key == FILE or field.original_of or field.type.folder or field.type == SLUG:
        return True
    return not is_asked_for and not any(row.get(key.name) for row in texts)


def _legend(roadmap: Roadmap, keys: Sequence[Key], translator: Translator) -> tuple[Sheet, dict[str, str]]:
    """Return the sheet of what cells are chosen from, and the ranges of it by the names of their columns."""
    name = translator.translate(_("Values"))
    heads = column_heads(keys, translator)
    languages = [language for language in roadmap.site.languages if language.code != translator.language]
    rows, sources = [[*map(translator.translate, (_("Column"), _("Value"))), *(one.endonym for one in languages)]], {}
    for key in keys:
        choices = cell_choices(key)
        first = len(rows) + 1
        for choice in choices:
            others = (choice.labels.get(language.code, "") for language in languages)
            rows.append([heads[key.name], choice.label(translator.language), *others])
        # A spreadsheet would refuse several of them in a cell.
        if choices and not key.field.type.is_list:
            sources[key.name] = f"='{name}'!$B${first}:$B${len(rows)}"
    looks = [SheetColumn(_width(rows, index, _MAX_WIDTH)) for index in range(len(rows[0]))]
    return Sheet(name, rows, looks, editable=True), sources


def _width(rows: Sequence[Sequence[str]], index: int, widest: int) -> int:
    """Return room for the longest cell of a column, up to what reads well, and for each word of its head."""
    head, *cells = (row[index] for row in rows)
    longest_word = max(map(len, head.split()), default=0)
    return max(min(max(map(len, cells), default=0) + 2, widest), longest_word + 2, _MIN_WIDTH)
