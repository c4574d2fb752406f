"""Writes the measures as a file of a spreadsheet: the roadmap goes in, bytes come out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from generator.authoring.front_matter_edit import front_matter
from generator.content import parsers
from generator.content.field_types import NUMBER, SLUG, YES_OR_NO, Key
from generator.diagnostics import UserError
from generator.export.xlsx import Sheet, SheetColumn, write_workbook
from generator.i18n import Message, Translator, _
from generator.model import Classification, Measure, Roadmap
from generator.progress import with_progress
from generator.spreadsheets.choices import cell_choices, show_cell
from generator.spreadsheets.columns import ENTRY, FILE, KIND, column_heads, columns, step_columns, step_fields
from generator.spreadsheets.csv import write_csv
from generator.spreadsheets.marks import row_mark, text_as_read
from generator.spreadsheets.steps import step_rows

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
    check_suffix(suffix)
    counted = with_progress(measures, _("Writing the table"))
    texts = [_row_texts(measure, content, columns(roadmap)) for measure in counted]
    rare = {key.name for key in columns(roadmap) if _is_rare(key, texts)}
    keys = sorted(columns(roadmap), key=lambda key: key.name in rare)
    rows = [[show_cell(row.get(key.name, ""), key, translator.language) for key in keys] for row in texts]
    if suffix.lower() == ".csv":
        heads = column_heads(keys, translator)
        return write_csv([[heads[key.name] for key in keys], *rows])
    steps = step_columns(roadmap) if step_fields(roadmap) else ()
    legend, sources = _legend(roadmap, (*keys, *steps), translator)
    frozen = 1 + next(index for index, key in enumerate(keys) if key.field.name == "title")
    sheets = [_sheet(_("Measures"), keys, rows, frozen, rare, sources, translator)]
    if steps:
        rows = step_rows(roadmap, measures, content, translator.language)
        folded = {FILE.name, ENTRY.name}
        sheets.append(_sheet(_("Steps"), steps, rows, steps.index(KIND), folded, sources, translator))
    return write_workbook([*sheets, legend], roadmap.site.updated)


def measures_by_value(
    roadmap: Roadmap, classification: Classification, translator: Translator
) -> dict[str, tuple[Measure, ...]]:
    """Return the measures by the name of a file for each value of a classification, those without a value the last.

    Each measure is in one file only, that of the first of its values, so that the files can come back in any order.
    """
    language = translator.language
    of_value: dict[str, list[Measure]] = {value.id: [] for value in classification.values}
    labels = {
        value.id: value.label.by_code.get(language) or value.label[roadmap.site.default_language]
        for value in classification.values
    }
    labels[""] = translator.translate(_("others"))
    for measure in roadmap.measures:
        values = measure.values_in(classification)
        of_value.setdefault(values[0].id if values else "", []).append(measure)
    names: dict[str, tuple[Measure, ...]] = {}
    for value, measures in of_value.items():
        if measures:
            names[parsers.free_name(parsers.slug_of(labels[value], language), names)] = tuple(measures)
    return names


def check_suffix(suffix: str) -> None:
    """Raise UserError where the suffix of a file's name is none of the FORMATS."""
    if suffix.lower() not in FORMATS:
        raise UserError("Give the file a name that ends in {formats}.", formats=" / ".join(FORMATS))


def _row_texts(measure: Measure, content: Path, keys: Sequence[Key]) -> dict[str, str]:
    """Return the texts of a measure's fields, with its file and the mark of what they are now."""
    written = front_matter(content / measure.path)
    texts = {key.name: text_as_read(written.get(key.name, ""), key) for key in keys}
    return {**written, FILE.name: measure.path, ENTRY.name: row_mark(texts)}


def _sheet(
    name: Message,
    keys: Sequence[Key],
    rows: Sequence[Sequence[str]],
    frozen_columns: int,
    folded: Collection[str],
    sources: Mapping[str, str],
    translator: Translator,
) -> Sheet:
    """Return a sheet to fill in, with a head, a hint and what can be chosen for each column."""
    heads = column_heads(keys, translator)
    written = [[heads[key.name] for key in keys], *rows]
    looks = [
        SheetColumn(
            _width(written, index, _MAX_CHOICE_WIDTH if cell_choices(key) else _MAX_WIDTH),
            key.field.type == NUMBER,
            heads[key.name],
            translator.translate(key.field.hint),
            sources.get(key.name, ""),
            key.name in folded,
        )
        for index, key in enumerate(keys)
    ]
    return Sheet(translator.translate(name), written, looks, frozen_columns=frozen_columns, editable=True)


def _is_rare(key: Key, texts: Sequence[Mapping[str, str]]) -> bool:
    """Tell whether a column is folded away: what is seldom written, or not used, and says nothing of progress."""
    field = key.field
    if field.type == YES_OR_NO:
        return False
    # What the open data does not have, such as old slugs, is for the program.
    if key in (FILE, ENTRY) or field.original_of or field.type.folder or field.type == SLUG or not field.exported:
        return True
    is_asked_for = field.required or field.holder == "tracking"
    return not is_asked_for and not any(row.get(key.name) for row in texts)


def _legend(roadmap: Roadmap, keys: Sequence[Key], translator: Translator) -> tuple[Sheet, dict[str, str]]:
    """Return the sheet of what cells are chosen from, and the ranges of it by the names of their columns."""
    name = translator.translate(_("Values"))
    heads = column_heads(keys, translator)
    languages = [language for language in roadmap.site.languages if language.code != translator.language]
    rows, sources = [[*map(translator.translate, (_("Column"), _("Value"))), *(one.endonym for one in languages)]], {}
    for key in {key.name: key for key in keys}.values():
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
