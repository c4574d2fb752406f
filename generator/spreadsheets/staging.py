"""Holds changes against the readers and checks in a copy of the content, and only then writes them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator import pipeline
from generator.pipeline import Project
from generator.problems import Collector, Message, Mistake, Place, Problem, ProblemsFound
from generator.reading.source import shown
from generator.spreadsheets.importing import Change
from generator.writing import write_file


def check_changes(changes: Sequence[Change], project: Project) -> None:
    """Raises ProblemsFound with what the content would have wrong: at the cell that says so, or else in its file."""
    found = Collector()
    with tempfile.TemporaryDirectory() as folder:
        staged = replace(project, content=Path(folder, "content"))
        shutil.copytree(project.content, staged.content, symlinks=True)
        for change in changes:
            (staged.content / change.path).write_bytes(change.after)
        for read in (pipeline.published, pipeline.previewed):
            with found:
                read(staged)
        problems = [moved(problem, shown(staged.content), shown(project.content)) for problem in found.problems]
    places = cells(changes, project.content)
    if problems:
        raise ProblemsFound(dict.fromkeys(Problem(cell_of(one.place, places), one.message) for one in problems))


def write_changes(changes: Sequence[Change], content: Path) -> None:
    """Writes every file that changes, each the whole of it or nothing.

    Raises Mistake, before anything is written, where one is no longer what was read, and WriteFailed.
    """
    for change in changes:
        file = content / change.path
        if (file.read_bytes() if file.exists() else b"") != change.before:
            raise Mistake('"{file}" was changed meanwhile. Export again, or import once more.', file=shown(file))
    for change in changes:
        write_file(content / change.path, change.after)


def moved(problem: Problem, old: str, new: str) -> Problem:
    """The same problem of the same file in another folder."""
    place, message = problem.place, problem.message
    values = tuple((name, one.replace(old, new) if isinstance(one, str) else one) for name, one in message.values)
    return Problem(replace(place, file=place.file.replace(old, new)), Message(message.text, values, message.many))


def cells(changes: Sequence[Change], content: Path) -> dict[tuple[str, str], Place]:
    """The cells of the files that change, by the file as it is shown and the name of the field."""
    return {
        (shown(content / change.path), name): entry.place
        for change in changes
        for name, entry in change.row.entries.items()
    }


def cell_of(place: Place, places: Mapping[tuple[str, str], Place]) -> Place:
    """The cell of a field, by the line of its file that the problem quotes; the place itself where there is none."""
    name = place.quote.partition(":")[0].strip()
    return places.get((place.file, name), place)
