"""Finds what a table changes: its rows go in, and the files of measures as they shall be come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

from generator.authoring.front_matter_edit import front_matter, with_fields
from generator.authoring.new_measure import file_stem, free_slug, measure_lines
from generator.content.field_types import NUMBER, Key, key_names
from generator.content.paths import MEASURES
from generator.content.schema import EDITION, measure_fields
from generator.content.source import file_error, path_text, read_bytes
from generator.diagnostics import DiagnosticCollector, InvalidValue
from generator.i18n import FieldName, Message, _
from generator.model import Measure, Roadmap
from generator.progress import with_progress
from generator.spreadsheets.columns import ENTRY, FILE, columns
from generator.spreadsheets.marks import is_untouched
from generator.spreadsheets.rows import SheetRow
from generator.spreadsheets.tables import TOO_LARGE, SheetCell, SheetTable, normalized
from generator.spreadsheets.workbook_reader import is_workbook, read_workbook

_LARGEST_TABLE = 20_000_000
# The columns that are of no field.
_SHEET_ONLY = (FILE.name, ENTRY.name)
# Two texts may be exchanged on purpose.
_FEWEST_MOVED = 3


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One field that changes. The text is empty where the field is new, or is removed."""

    key: Key
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that changes: its path from the content folder, and its bytes, empty before for a new one.

    `step_cells` has the cells that the entries of its fields were read from, by the name of the field and the texts of
    the entry, and then by the names of the parts.
    """

    row: SheetRow
    path: str
    before: bytes
    after: bytes
    edits: tuple[CellEdit, ...]
    step_cells: Mapping[tuple[str, frozenset[tuple[str, str]]], Mapping[str, SheetCell]] = field(default_factory=dict)


def read_tables(file: Path, read_text: Callable[[str, bytes], SheetTable]) -> tuple[SheetTable, ...]:
    """Return the tables of a file, whose format is told by its bytes and not by its name.

    Args:
        file: A workbook, or a table of text.
        read_text: What reads a table of text, such as `read_csv`.

    Raises:
        ContentError: The file cannot be read, or has no table.
        UserError: The program that reads it is not installed.
    """
    name = path_text(file)
    try:
        if file.stat().st_size > _LARGEST_TABLE:
            raise file_error(file, TOO_LARGE)
        content = file.read_bytes()
        tables = read_workbook(name, content) if is_workbook(content) else (read_text(name, content),)
        return tables or (SheetTable(f"{name}, ", ()),)
    except FileNotFoundError:
        raise file_error(file, _("There is no such file. Check its name and its folder.")) from None
    except OSError as refusal:
        message = _(
            "The file cannot be read ({reason}). Close it where it is open, and check who may read it.",
            reason=refusal.strerror,
        )
        raise file_error(file, message) from None
    except InvalidValue as mistake:
        raise file_error(file, mistake.message) from None


def changes_of(
    rows: Sequence[SheetRow], roadmap: Roadmap, content: Path
) -> tuple[tuple[FileChange, ...], tuple[Message, ...]]:
    """Return the files that change, in the order of the rows, and what is said of cells that are out of date.

    Raises:
        ContentError: A file cannot be changed.
    """
    problems, changes, remarks = DiagnosticCollector(), list[FileChange](), list[Message]()
    for row in with_progress(rows, _("Comparing the table with the content")):
        with problems:
            if row.measure is None:
                changes.append(_addition(row, roadmap, content))
                continue
            change, outdated = _update(row, row.measure, roadmap, content)
            changes += [change] if change.edits else []
            remarks += [_outdated(row.measure.path, outdated)] if outdated else []
    _check_order(changes, problems)
    problems.raise_any()
    return tuple(changes), tuple(remarks)


def absent_measures(rows: Sequence[SheetRow], roadmap: Roadmap) -> tuple[Measure, ...]:
    """Return the measures that no row is of; they stay as they are."""
    present = {row.measure.path for row in rows if row.measure}
    return tuple(measure for measure in roadmap.measures if measure.path not in present)


def free_path(stem: str, content: Path) -> str:
    """Return the path of a file that is not there yet."""
    paths = chain([f"{stem}.md"], (f"{stem}-{number}.md" for number in count(2)))
    return next(path for path in paths if not (content / path).exists())


def _check_order(changes: Sequence[FileChange], problems: DiagnosticCollector) -> None:
    """Report columns that were sorted without the others: measures have the texts that other measures had."""
    columns: dict[str, list[tuple[FileChange, CellEdit]]] = {}
    for change in changes:
        for edit in change.edits:
            # Numbers are given anew on purpose, and few choices are shared by many measures.
            if change.before and not edit.key.field.choices and edit.key.field.type != NUMBER:
                columns.setdefault(edit.key.name, []).append((change, edit))
    for name, edits in columns.items():
        old = Counter(normalized(edit.old) for _change, edit in edits)
        new = Counter(edit.new for _change, edit in edits)
        moved = {text for text in old.keys() & new.keys() if text}
        # Texts of a language are each measure's own; days may all move on by the same time.
        is_sorted = 2 * len(moved) > len(edits) if edits[0][1].key.language else old == new
        if is_sorted and len(moved) >= _FEWEST_MOVED:
            message = _(
                "{count} texts of the column {field} have moved to other measures: the column was sorted "
                "without the others. Undo that, and sort whole rows.",
                count=len(moved),
                field=FieldName(name),
            )
            problems.add(edits[0][0].row.entries[name].location, message)


def _outdated(path: str, names: Sequence[str]) -> Message:
    return _(
        "{file} has changed since the export: {fields}. These are unchanged in the table, so they stay as they are.",
        file=path,
        fields=tuple(map(FieldName, names)),
    )


def _update(row: SheetRow, measure: Measure, roadmap: Roadmap, content: Path) -> tuple[FileChange, list[str]]:
    """Return the change of a measure that there is, and the names of the cells that are only out of date.

    There is no edit where the row says what the file does, or what the file did when it was exported.
    """
    file = content / measure.path
    texts, before, mark = front_matter(file), read_bytes(file), row.text(ENTRY.name)
    edits, outdated = list[CellEdit](), list[str]()
    for name, entry in row.entries.items():
        if name in _SHEET_ONLY:
            continue
        key, old = entry.key, texts.get(name, "")
        # “yes” and “true” are the same value, and so is a text with other spaces.
        values = [key.field.type.parse(text) if text else key.field.default for text in (normalized(old), entry.text)]
        if values[0] != values[1] and is_untouched(mark, name, entry.text):
            outdated.append(name)
        elif values[0] != values[1]:
            edits.append(CellEdit(key, old, entry.text))
    order = key_names(measure_fields(roadmap.classifications), roadmap.site.languages)
    after = with_fields(before, path_text(file), {edit.key.name: edit.new for edit in edits}, order)
    return FileChange(row, measure.path, before, after, tuple(edits)), outdated


def _addition(row: SheetRow, roadmap: Roadmap, content: Path) -> FileChange:
    """Return the file of a new measure: its fields in their order, and a heading for each language.

    A slug that the row leaves out is made of the title.
    """
    texts = {name: entry.text for name, entry in row.entries.items() if entry.text and name not in _SHEET_ONLY}
    for language in roadmap.site.languages:
        texts.setdefault(f"slug_{language.code}", free_slug(roadmap, language, texts[f"title_{language.code}"]))
    name = file_stem(int(texts["number"]), texts[f"slug_{roadmap.site.default_language.code}"], texts.get(EDITION, ""))
    edits = tuple(CellEdit(key, "", texts[key.name]) for key in columns(roadmap) if key.name in texts)
    lines = "".join(f"{line}\n" for line in measure_lines(roadmap, texts))
    return FileChange(row, free_path(f"{MEASURES}/{name}", content), b"", lines.encode(), edits)
