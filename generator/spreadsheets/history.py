"""Keeps what an import would lose: what measures were before goes into their updates, and former addresses lead on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.authoring import history
from generator.authoring.addresses import completed_addresses
from generator.authoring.front_matter_edit import entries_of, fields_of, source_of
from generator.authoring.staging import staged
from generator.checks.record import Loss
from generator.content.field_types import VERBATIM, Field, Key, keys
from generator.content.loader import read_roadmap
from generator.content.measure_reader import ReadMeasures
from generator.content.record import UPDATES, Record, read_record
from generator.content.schema import measure_fields
from generator.content.site_config import Settings
from generator.content.snapshot import Content
from generator.i18n import Message
from generator.model import Roadmap
from generator.on_disk import bytes_of
from generator.spreadsheets.import_ import CellEdit, FileChange
from generator.spreadsheets.rows import SheetRow
from generator.spreadsheets.steps import Step, StepForm
from generator.spreadsheets.tables import SheetCell


def with_history(
    changes: Sequence[FileChange], roadmap: Roadmap, settings: Settings, form: StepForm, day: str = ""
) -> tuple[FileChange, ...]:
    """Return the changes with the former states, dates, titles and units of published measures in their updates.

    Updates that the table takes away are not put back: that was said in so many words.

    Args:
        changes: The files that a table changes.
        roadmap: The content as it is.
        settings: What its files are read against.
        form: How updates are written, and shown to the editor.
        day: That of the change where no state tells it; the day of the site where it is empty.
    """
    published = {measure.path for measure in roadmap.published().measures}
    return tuple(
        _with_history(change, settings, form, day) if settings.follow_up and change.path in published else change
        for change in changes
    )


def import_losses(changes: Sequence[FileChange], roadmap: Roadmap, settings: Settings) -> dict[str, tuple[Loss, ...]]:
    """Return what the changes lose of the history of published measures, by the paths of the files."""
    published = {measure.path for measure in roadmap.published().measures} if settings.follow_up else set()
    return {
        change.path: history.losses_of(change.after, change.path, _kept_record(change, settings), settings)
        for change in changes
        if change.path in published
    }


def with_addresses(
    changes: Sequence[FileChange], roadmap: Roadmap, content: Path, kept: ReadMeasures
) -> tuple[FileChange, ...]:
    """Return the changes with what leads former addresses on, in their own files or in others.

    Args:
        changes: The changes.
        roadmap: The content as it is now.
        content: Its folder.
        kept: Its measures, which are not read again.

    Raises:
        ContentError: The content cannot be read with the changes.
    """
    files = {change.path: change.after for change in changes}
    with staged(content, files) as copy:
        later = Content(copy, read_roadmap(copy, kept=kept.copy()).published())
        added = completed_addresses(Content(content, roadmap.published()), later)
    here = tuple(
        _completed(change, added[change.path], roadmap) if change.path in added else change for change in changes
    )
    others = (other_file(content, path, after) for path, after in added.items() if path not in files)
    return (*here, *others)


def other_file(content: Path, path: str, after: bytes) -> FileChange:
    """Return the change of a file that no row of the table is of."""
    before = bytes_of(content / path)
    lines = [text.decode().removeprefix("\ufeff").splitlines() for text in (before, after)]
    old, new = ("\n".join(line for line in one if line not in other) for one, other in (lines, lines[::-1]))
    edit = CellEdit(Key(path, Field(path, VERBATIM, Message(""))), old, new)
    return FileChange(SheetRow(SheetCell("", 1, 1), None, {}), path, before, after, (edit,))


def _kept_record(change: FileChange, settings: Settings) -> Record:
    """Return the record of before without the updates that the table takes away."""
    old, new = (read_record(source_of(content, change.path), settings) for content in (change.before, change.after))
    return replace(old, updates=tuple(update for update in old.updates if update in new.updates))


def _with_history(change: FileChange, settings: Settings, form: StepForm, day: str) -> FileChange:
    after = history.completed_measure(change.after, change.path, _kept_record(change, settings), settings, day)
    if after == change.after:
        return change
    before = entries_of(change.after, change.path, UPDATES)
    added = [entry for entry in entries_of(after, change.path, UPDATES) if entry not in before]
    key = Key(UPDATES, form.fields[UPDATES])
    edits = [CellEdit(key, "", form.summary(Step(UPDATES, entry))) for entry in added]
    completed = _completed(change, after, settings)
    return replace(completed, edits=(*completed.edits, *edits))


def _completed(change: FileChange, after: bytes, of: Roadmap | Settings) -> FileChange:
    """Return a change that writes more, with the edits that show it."""
    known = {key.name: key for key in keys(measure_fields(of.classifications), of.site.languages)}
    old, new = fields_of(change.before, change.path), fields_of(after, change.path)
    written = fields_of(change.after, change.path)
    edited = {name for name in (*new, *written) if new.get(name) != written.get(name) and name in known} - {UPDATES}
    edits = [edit for edit in change.edits if edit.key.name not in edited]
    edits += [
        CellEdit(known[name], old.get(name, ""), new.get(name, ""))
        for name in known
        if name in edited and old.get(name, "") != new.get(name, "")
    ]
    return replace(change, after=after, edits=tuple(edits))
