"""Finds what a table changes: its rows go in, and the files of measures as they shall be come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.authoring.front_matter_edit import front_matter, with_fields
from generator.authoring.new_measure import file_stem, free_slug, measure_lines
from generator.content.field_types import Key, keys
from generator.content.paths import MEASURES
from generator.content.schema import EDITION, measure_fields
from generator.content.source import file_error, path_text, read_bytes
from generator.diagnostics import DiagnosticCollector
from generator.i18n import _
from generator.model import Measure, Roadmap
from generator.spreadsheets.columns import FILE, columns
from generator.spreadsheets.csv import read_csv
from generator.spreadsheets.rows import SheetRow
from generator.spreadsheets.tables import SheetTable, tidied
from generator.spreadsheets.workbook_reader import is_book, read_book

LARGEST_TABLE = 20_000_000


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One field that changes. The text is empty where the field is new, or is removed."""

    key: Key
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that changes: its path from the content folder, and its bytes, empty before for a new one."""

    row: SheetRow
    path: str
    before: bytes
    after: bytes
    edits: tuple[CellEdit, ...]


def read_table(file: Path) -> SheetTable:
    """Return the table of a file, whose format is told by its bytes and not by its name.

    Raises ContentError where it cannot be read, and UserError where what reads it is not installed.
    """
    try:
        if file.stat().st_size > LARGEST_TABLE:
            message = _("The file holds too much to be a table of measures. Copy the rows to a new one.")
            raise file_error(file, message)
        content = file.read_bytes()
    except FileNotFoundError:
        raise file_error(file, _("There is no such file. Check its name, and the folder that it is in.")) from None
    except OSError as refusal:
        message = _(
            "The file cannot be read ({reason}). Close it where it is open, and check who may read it.",
            reason=refusal.strerror,
        )
        raise file_error(file, message) from None
    if is_book(content):
        return read_book(path_text(file), content, (FILE.name, "number"))
    return read_csv(path_text(file), content)


def changes_of(rows: Sequence[SheetRow], roadmap: Roadmap, content: Path) -> tuple[FileChange, ...]:
    """Return the files that change, in the order of the rows. Raises ContentError where a file cannot be changed."""
    found, changes = DiagnosticCollector(), []
    for row in rows:
        with found:
            change = (
                addition(row, roadmap, content) if row.measure is None else update(row, row.measure, roadmap, content)
            )
            changes += [change] if change.edits else []
    found.raise_any()
    return tuple(changes)


def update(row: SheetRow, measure: Measure, roadmap: Roadmap, content: Path) -> FileChange:
    """Return the change of a measure that there is, without an edit where the row says what the file does."""
    file = content / measure.path
    written, before = front_matter(file), read_bytes(file)
    edits = tuple(
        CellEdit(entry.key, written.get(name, ""), entry.text)
        for name, entry in row.entries.items()
        if name != FILE.name and value(entry.key, entry.text) != value(entry.key, tidied(written.get(name, "")))
    )
    order = [key.name for key in keys(measure_fields(roadmap.classifications), roadmap.site.languages)]
    after = with_fields(before, path_text(file), {edit.key.name: edit.new for edit in edits}, order)
    return FileChange(row, measure.path, before, after, edits)


def value(key: Key, text: str) -> Any:
    """Return what a text is read as: “yes” and “true” are the same, and so is a text with other spaces."""
    return key.field.type.parse(text) if text else key.field.default


def addition(row: SheetRow, roadmap: Roadmap, content: Path) -> FileChange:
    """Return the file of a new measure: its fields in their order, and a heading for each language."""
    texts = {key.name: row.text(key.name) or derived(key, row, roadmap) for key in columns(roadmap)[1:]}
    slug = texts[f"slug_{roadmap.site.default_language.code}"]
    name = file_stem(int(texts["number"]), slug, texts.get(EDITION, ""))
    path = free_path(f"{MEASURES}/{name}", content)
    edits = tuple(CellEdit(key, "", texts[key.name]) for key in columns(roadmap)[1:] if texts[key.name])
    lines = "".join(f"{line}\n" for line in measure_lines(roadmap, texts))
    return FileChange(row, path, b"", lines.encode(), edits)


def derived(key: Key, row: SheetRow, roadmap: Roadmap) -> str:
    """Return what a new measure has in an empty cell: the slug that its title gives, else nothing."""
    if key.field.name != "slug" or key.language is None:
        return ""
    return free_slug(roadmap, key.language, row.text(f"title_{key.language.code}"))


def free_path(stem: str, content: Path) -> str:
    """Return the path of a file that is not there yet."""
    number, path = 1, f"{stem}.md"
    while (content / path).exists():
        number += 1
        path = f"{stem}-{number}.md"
    return path
