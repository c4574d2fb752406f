"""Keeps the history of measures: an earlier state of the content in, and out the files that lose nothing of it.

What a measure was until a change goes into its updates, and the date first promised stays where it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from unicodedata import normalize

from generator.authoring.addresses import completed_addresses
from generator.authoring.front_matter_edit import entries_of, source_of, with_entries, with_fields, with_setting
from generator.authoring.staging import put, staged
from generator.authoring.withdrawals import DayAndReasons, not_known
from generator.checks.record import Loss, RecordRules, losses, merged
from generator.content.field_types import key_names
from generator.content.loader import read_roadmap, read_settings
from generator.content.measure_reader import ReadMeasures
from generator.content.paths import MEASURES, SITE
from generator.content.record import UPDATES, Record, read_record
from generator.content.schema import measure_fields
from generator.content.site_config import Settings
from generator.content.snapshot import Content, renamed_paths
from generator.content.source import path_text, read_bytes, read_source
from generator.diagnostics import ContentError, InvalidValue
from generator.on_disk import on_disk


def completed(
    old: Content,
    content: Path,
    files: Mapping[str, bytes],
    day: str = "",
    kept: ReadMeasures | None = None,
    day_and_reasons: DayAndReasons = not_known,
) -> dict[str, bytes]:
    """Return the files of the content that are to be written so that neither history nor addresses are lost.

    Args:
        old: An earlier state.
        content: The content as it is now.
        files: What is to be written in its files anyway, by their paths from it.
        day: That of the change where no state tells it; the day of the site where it is empty.
        kept: Measures that were read before, which are not read again.
        day_and_reasons: Tells when and why a measure was withdrawn that the content does not have any more.

    Raises:
        ContentError: The content cannot be read with these files.
    """
    with staged(content, files) as copy:
        history = completed_history(old, copy, read_settings(copy), day)
        put(copy, history)
        new = Content(copy, read_roadmap(copy, kept=kept and kept.copy()).published())
        return {**files, **history, **completed_addresses(old, new, day_and_reasons)}


def completed_history(old: Content, folder: Path, settings: Settings, day: str = "") -> dict[str, bytes]:
    """Return the files of measures that change so that nothing of an earlier state is lost.

    Args:
        old: The earlier state.
        folder: The content as it is now, whose files need not be right yet.
        settings: Those of the content as it is now.
        day: That of the change where no state tells it; the day of the site where it is empty.
    """
    if settings.follow_up is None:
        return {}
    names = (f"{MEASURES}/{normalize('NFC', file.name)}" for file in (folder / MEASURES).glob("*.md"))
    contents = {path: on_disk(folder / path).read_bytes() for path in names}
    records = _records(contents, settings)
    earlier, first = _earlier_records(old), settings.site.default_language.code
    new_files = {path: record for path, record in records.items() if path not in earlier}
    changed = {}
    for path, record in earlier.items():
        same = (name for name, other in new_files.items() if has_same_number_and_name(record, other, first))
        if current := path if path in records else next(same, ""):
            content = completed_measure(contents[current], current, record, settings, day)
            if content != contents[current]:
                changed[current] = content
    return changed


def site_of_day(content: Path, day: str) -> bytes:
    """Return the settings of a site that tells of a later day."""
    site = content / SITE
    return with_setting(read_bytes(site), path_text(site), "updated", day)


def remaining_losses(
    old: Content, content: Path, files: Mapping[str, bytes], kept: ReadMeasures | None = None
) -> dict[str, tuple[Loss, ...]]:
    """Return what is lost even with some files written, by the paths of the files.

    Args:
        old: An earlier state.
        content: The content as it is now.
        files: What is to be written in its files, by their paths from it.
        kept: Measures that were read before, which are not read again.
    """
    with staged(content, files) as copy:
        return lost_history(old, Content(copy, read_roadmap(copy, kept=kept and kept.copy()).published()))


def lost_history(old: Content, new: Content) -> dict[str, tuple[Loss, ...]]:
    """Return what the files of published measures lack of an earlier state, by their paths in the later one."""
    roadmap, renamed = new.roadmap, renamed_paths(old, new)
    if roadmap.follow_up is None:
        return {}
    settings = Settings.of(roadmap)
    records = {renamed.get(path, path): record for path, record in _earlier_records(old).items()}
    files = {path: on_disk(new.folder / path) for path in new.measures() if path in records}
    lost = {path: losses_of(file.read_bytes(), path, records[path], settings) for path, file in files.items()}
    return {path: some for path, some in lost.items() if some}


def completed_measure(content: bytes, path: str, old: Record, settings: Settings, day: str = "") -> bytes:
    """Return the file of a measure with what it would lose of an earlier record.

    Args:
        content: The file.
        path: Its path, for messages.
        old: The earlier record.
        settings: What the file is read against.
        day: That of the change where no state tells it; the day of the site where it is empty.
    """
    certain = [loss for loss in losses_of(content, path, old, settings, day) if loss.is_certain]
    if not certain:
        return content
    names = key_names(measure_fields(settings.classifications), settings.site.languages)
    content = with_fields(content, path, dict(chain.from_iterable(loss.fields.items() for loss in certain)), names)
    added = [loss.entry for loss in certain if loss.entry]
    if not added:
        return content
    parts = chain.from_iterable(
        field.parts for field in measure_fields(settings.classifications) if field.name == UPDATES
    )
    order = key_names(tuple(parts), settings.site.languages)
    entries = merged(entries_of(content, path, UPDATES), added)
    in_order = [dict(sorted(entry.items(), key=lambda part: _place(part[0], order))) for entry in entries]
    return with_entries(content, path, UPDATES, in_order, names)


def losses_of(content: bytes, path: str, old: Record, settings: Settings, day: str = "") -> tuple[Loss, ...]:
    """Return what the file of a measure lacks of an earlier record; nothing where it cannot be read."""
    try:
        rules = RecordRules.of(settings.site.languages, settings.classifications)
        return losses(old, _record(content, path, settings), rules, day)
    except (ContentError, InvalidValue):
        # Whoever reads the whole file tells what does not fit.
        return ()


def _earlier_records(old: Content) -> dict[str, Record]:
    """Return the records of the published measures of an earlier state by the paths of their files."""
    settings = Settings.of(old.roadmap)
    return {path: read_record(read_source(old.folder / path), settings) for path in old.measures()}


def has_same_number_and_name(old: Record, new: Record, code: str) -> bool:
    """Tell whether two records are of one measure, whose history goes on.

    A number alone may be that of a stranger. A name alone leads its old addresses on (`successors`), but may be that of
    the measure that continues it in the next edition, with a history of its own.
    """
    names = (f"title_{code}", f"slug_{code}")
    return old.full_number == new.full_number and any(old[name] == new[name] != "" for name in names)


def _place(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _records(contents: Mapping[str, bytes], settings: Settings) -> dict[str, Record]:
    records = {}
    for path, content in contents.items():
        with suppress(ContentError, UnicodeDecodeError):
            records[path] = _record(content, path, settings)
    return records


def _record(content: bytes, path: str, settings: Settings) -> Record:
    return read_record(source_of(content, path), settings)
