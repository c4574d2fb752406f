"""Finds what is told of measures no more: a roadmap and what was told before in, advice with a cure out.

What was told is that of the last commit, of which git names only the files that changed, or that of the open data of
the published site.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from generator.authoring.front_matter_edit import source_of
from generator.authoring.history import is_same, losses_of
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


def uncommitted_losses(roadmap: Roadmap, content: Path) -> tuple[Diagnostic, ...]:
    """Return advice on what the last commit told of measures and their files tell no more; none without git."""
    if roadmap.follow_up is None:
        return ()
    measures, settings = {measure.path: measure for measure in roadmap.measures}, Settings.of(roadmap)
    found: list[Diagnostic] = []
    changed = git_output(content, "diff", "--no-ext-diff", "--name-only", "--relative", "-z", "HEAD", "--", MEASURES)
    for path in [path for path in changed.decode(errors="replace").split("\0") if path in measures][:_MOST_FILES]:
        with suppress(ContentError, UnicodeDecodeError):
            record = read_record(source_of(git_output(content, "show", f"HEAD:./{path}"), path), settings)
            if record["draft"] != "True" and measures[path].is_published:
                found += _advice(measures[path], record, settings, content, "HEAD")
    return tuple(found)


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
            if is_same(record, present, roadmap.site.default_language.code):
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
            "This was published and is told no more: {text}. Run: tiekartta record {commit}. If it was a mistake, "
            "leave it out.",
            text=_shown_loss(loss, settings.site.default_language.code),
            commit=commit,
        )
        yield Diagnostic(measure.locations.of(loss.name), message)
