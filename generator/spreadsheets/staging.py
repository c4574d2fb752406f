"""Holds changes against the readers and checks in a copy of the content, and only then writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator import build
from generator.authoring.front_matter_edit import entries_of, entry_lines
from generator.authoring.staging import staged
from generator.content.measure_reader import ReadMeasures
from generator.content.source import path_text
from generator.diagnostics import ContentError, Diagnostic, DiagnosticCollector, Location, UserError
from generator.on_disk import bytes_of
from generator.output.atomic_write import write_files
from generator.project import Project
from generator.spreadsheets.import_ import FileChange
from generator.spreadsheets.tables import SheetCell


def check_changes(changes: Sequence[FileChange], project: Project, kept: ReadMeasures) -> None:
    """Check the content as it would be after the changes.

    Args:
        changes: The changes.
        project: Where the content is.
        kept: Its measures as they are now, which are not read again.

    Raises:
        ContentError: The content has mistakes, each at its cell, or else in its file.
    """
    files = {change.path: change.after for change in changes}
    try:
        with staged(project.content, files) as copy:
            problems = DiagnosticCollector()
            for load in (build.load_published, build.load_preview):
                with problems:
                    load(replace(project, content=copy), kept=kept.copy())
            problems.raise_any()
    except ContentError as error:
        raise ContentError(_at_cells(error.diagnostics, changes, project.content)) from None


def _at_cells(diagnostics: Sequence[Diagnostic], changes: Sequence[FileChange], content: Path) -> Iterator[Diagnostic]:
    """Yield diagnostics each at the cell that it is about, or else where it is."""
    cells: dict[tuple[str, str], Location] = {
        (path_text(content / change.path), name): entry.location
        for change in changes
        for name, entry in change.row.entries.items()
    }
    lines: dict[tuple[str, int], Location] = {
        (path_text(content / change.path), line): cell for change in changes for line, cell in _step_lines(change)
    }
    for diagnostic in diagnostics:
        location = diagnostic.location
        cell = cells.get((location.file, location.field), location)
        yield replace(diagnostic, location=lines.get((location.file, location.line), cell))


def _step_lines(change: FileChange) -> Iterator[tuple[int, SheetCell]]:
    """Yield the lines of a changed file that entries of its fields stand on, with the cells that they came from."""
    for name in {name for name, _entry in change.step_cells}:
        entries = zip(
            entries_of(change.after, change.path, name), entry_lines(change.after, change.path, name), strict=True
        )
        for texts, lines in entries:
            cells = change.step_cells.get((name, frozenset(texts.items())), {})
            for part, line in lines.items():
                if part in cells:
                    yield line, cells[part]


def write_changes(changes: Sequence[FileChange], content: Path) -> None:
    """Write every file that changes, once all of them are on the disk.

    Raises:
        UserError: A file is no longer what was read; nothing was written.
        WriteFailed: The disk does not take a file, and nothing was written; or a file cannot be replaced, though
            others were.
    """
    for change in changes:
        file = content / change.path
        if bytes_of(file) != change.before:
            raise UserError(
                '"{file}" was changed in the meantime. Export again, or import again.', file=path_text(file)
            )
    write_files({content / change.path: change.after for change in changes})
