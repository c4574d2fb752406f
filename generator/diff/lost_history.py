"""Finds what is told of measures no more: a roadmap and what was told before in, advice with a cure out.

What was told is that of the last commit, of which git names only the files that changed, or that of the open data of
the published site.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from generator.authoring.front_matter_edit import source_of
from generator.authoring.history import has_same_number_and_name, losses_of
from generator.cache import Cache, Identity
from generator.checks.published_urls import published_data
from generator.checks.record import Loss
from generator.content.git import git_output
from generator.content.paths import MEASURES
from generator.content.record import Record, published_records, read_record
from generator.content.site_config import Settings
from generator.content.source import read_source
from generator.diagnostics import ContentError, Diagnostic
from generator.i18n import _
from generator.model import Measure, Roadmap
from generator.on_disk import on_disk

# A change of more files is made by a program, or is no change of states.
_MOST_FILES = 60


def uncommitted_losses(roadmap: Roadmap, content: Path, cache: Cache | None = None) -> tuple[Diagnostic, ...]:
    """Return advice on what the last commit told of measures and their files tell no more; none without git.

    With a cache, neither git nor a file is read again for a measure that stayed as it was.
    """
    if roadmap.follow_up is None:
        return ()
    cache, settings = cache or Cache(), Settings.of(roadmap)
    measures = {measure.path: measure for measure in roadmap.measures}
    changed = [(path, blob) for path, blob in _changed_files(content) if path in measures]
    found: list[Diagnostic] = []
    for path, blob in changed[:_MOST_FILES]:
        key = ("losses", blob, Identity(measures[path]), Identity(roadmap.follow_up))
        found += cache.get_or_create(key, partial(_losses, measures[path], blob, settings, content))
    return tuple(found)


def _changed_files(content: Path) -> Iterator[tuple[str, str]]:
    """Yield each file of a measure that is not as in the last commit, with the blob that git has of it there."""
    output = git_output(
        content,
        "diff",
        "--no-ext-diff",
        "--raw",
        "--no-abbrev",
        "--no-renames",
        "--relative",
        "-z",
        "HEAD",
        "--",
        MEASURES,
    )
    parts = output.decode(errors="replace").split("\0")
    # ":100644 100644 <old blob> <new blob> M", then the path.
    for change, path in zip(parts[::2], parts[1::2], strict=False):
        yield path, change.split()[2]


def _losses(measure: Measure, blob: str, settings: Settings, content: Path) -> tuple[Diagnostic, ...]:
    """Return the advice on what a blob of git tells of a measure and its file tells no more."""
    with suppress(ContentError, UnicodeDecodeError):
        record = read_record(source_of(git_output(content, "cat-file", "blob", blob), measure.path), settings)
        if record["draft"] != "True" and measure.is_published:
            return tuple(_advice(measure, record, settings, content, "HEAD"))
    return ()


def published_losses(roadmap: Roadmap, content: Path, sitemap: str) -> tuple[Diagnostic, ...]:
    """Return advice on what a published site tells of measures and their files tell no more.

    Args:
        roadmap: The roadmap that is to be published.
        content: Its folder.
        sitemap: The sitemap of the published site, beside which its open data is. An older site may have none.
    """
    if roadmap.follow_up is None:
        return ()
    records, settings = published_records(published_data(sitemap)), Settings.of(roadmap)
    found: list[Diagnostic] = []
    for measure in roadmap.measures:
        if record := records.get(measure.full_number):
            present = read_record(read_source(content / measure.path), settings)
            if has_same_number_and_name(record, present, roadmap.site.default_language.code):
                found += _advice(measure, record, settings, content, "origin/main")
    return tuple(found)


def _shown_loss(loss: Loss, code: str) -> str:
    """Return what is lost in a line: the field as it was, or the parts of an update in one language."""
    if loss.name in loss.fields:
        return f"{loss.name}: {loss.fields[loss.name]}"
    translated = ("text_", "former_title_")
    names = (name for name in loss.entry if not name.startswith(translated) or name.endswith(f"_{code}"))
    return ", ".join(f"{name}: {loss.entry[name]}" for name in names)


def _advice(measure: Measure, old: Record, settings: Settings, content: Path, commit: str) -> Iterator[Diagnostic]:
    file = on_disk(content / measure.path)
    for loss in losses_of(file.read_bytes(), measure.path, old, settings):
        message = _(
            "This was published and is now missing: {text}. Run: tiekartta record {commit}. If it was a "
            "mistake, leave it out.",
            text=_shown_loss(loss, settings.site.default_language.code),
            commit=commit,
        )
        yield Diagnostic(measure.locations.of(loss.name), message)
