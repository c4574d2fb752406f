"""Holds changes against the readers and checks in a copy of the content, and only then writes them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator import build
from generator.build import Project
from generator.content.source import path_text
from generator.diagnostics import ContentError, Diagnostic, DiagnosticCollector, Location, UserError
from generator.output.atomic_write import write_file
from generator.spreadsheets.import_ import FileChange


def check_changes(changes: Sequence[FileChange], project: Project) -> None:
    """Raises ContentError with what the content would have wrong: at the cell that says so, or else in its file."""
    found = DiagnosticCollector()
    with tempfile.TemporaryDirectory() as folder:
        staged = replace(project, content=Path(folder, "content"))
        shutil.copytree(project.content, staged.content, symlinks=True)
        for change in changes:
            (staged.content / change.path).write_bytes(change.after)
        for read in (build.load_published, build.load_preview):
            with found:
                read(staged)
        diagnostics = [
            moved(problem, path_text(staged.content), path_text(project.content)) for problem in found.diagnostics
        ]
    locations = cells(changes, project.content)
    if diagnostics:
        raise ContentError(
            dict.fromkeys(Diagnostic(cell_of(one.location, locations), one.message) for one in diagnostics)
        )


def write_changes(changes: Sequence[FileChange], content: Path) -> None:
    """Writes every file that changes, each the whole of it or nothing.

    Raises UserError, before anything is written, where one is no longer what was read, and WriteFailed.
    """
    for change in changes:
        file = content / change.path
        if (file.read_bytes() if file.exists() else b"") != change.before:
            raise UserError('"{file}" was changed meanwhile. Export again, or import once more.', file=path_text(file))
    for change in changes:
        write_file(content / change.path, change.after)


def moved(problem: Diagnostic, old: str, new: str) -> Diagnostic:
    """Return a diagnostic for the same file in another folder."""
    location, message = problem.location, problem.message
    values = tuple((name, one.replace(old, new) if isinstance(one, str) else one) for name, one in message.values)
    return Diagnostic(replace(location, file=location.file.replace(old, new)), replace(message, values=values))


def cells(changes: Sequence[FileChange], content: Path) -> dict[tuple[str, str], Location]:
    """Return the cells of the files that change, by the file as it is shown and the name of the field."""
    return {
        (path_text(content / change.path), name): entry.location
        for change in changes
        for name, entry in change.row.entries.items()
    }


def cell_of(location: Location, locations: Mapping[tuple[str, str], Location]) -> Location:
    """Return the cell of a field of a file; the location itself where there is none."""
    return locations.get((location.file, location.field), location)
