"""Loads the content folder as one Roadmap."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.cache import Cache
from generator.content.brand import BRAND, brand_files
from generator.content.documents import read_edition, read_indicator, read_page
from generator.content.file_names import copy_message, spreadsheet_message
from generator.content.folders import folder_entries, markdown_files
from generator.content.glossary import read_glossary
from generator.content.interface_words import read_interface_words
from generator.content.measure_reader import FileStates, MeasureReader, ReadMeasures
from generator.content.paths import EDITIONS, INDICATORS, MEASURES, PAGES, SITE
from generator.content.site_config import Settings, check_content_format, read_site
from generator.content.source import Source, path_text, read_bytes, read_source
from generator.content.taxonomy_config import CLASSIFICATIONS, read_classifications
from generator.content.tracking_config import FOLLOW_UP, editions_of, read_follow_up
from generator.content.withdrawals import WITHDRAWN, read_withdrawals
from generator.diagnostics import ContentError, DiagnosticCollector, Location, did_you_mean
from generator.i18n import Message, _
from generator.model import Measure, Roadmap
from generator.theme import THEME, Theme

T = TypeVar("T")

GLOSSARY = "glossary.yaml"
# What there is only in a roadmap that is tracked.
_TRACKED = {EDITIONS, INDICATORS}
_KNOWN = {MEASURES, PAGES, SITE, CLASSIFICATIONS, GLOSSARY, WITHDRAWN, FOLLOW_UP, THEME, BRAND} | _TRACKED


def read_roadmap(folder: Path, cache: Cache | None = None, kept: ReadMeasures | None = None) -> Roadmap:
    """Return the roadmap of a content folder.

    Settings come first: without what a file is read against, nothing in it can be judged. With a cache, a file that
    did not change is not read again; nor is a measure that is `kept`, where all measures are in the end.

    Raises:
        ContentError: Files have something to fix; it has the diagnostics of all of them.
    """
    cache, kept, collector = cache or Cache(), kept or ReadMeasures(), DiagnosticCollector()
    _check_folder(folder)
    state = _settings_state(folder)
    words = _state_of(_words_files(folder))
    settings = cache.get_or_create(("settings", state, words), partial(read_settings, folder))

    def cached(read: Callable[[Source, str, Settings], T]) -> Callable[[Source, str], T]:
        return lambda source, path: cache.get_or_create(
            (path, source.text, state, words), partial(read, source, path, settings)
        )

    terms = _read_if_any(folder / GLOSSARY, cached(read_glossary), collector)
    withdrawals = _read_if_any(folder / WITHDRAWN, cached(read_withdrawals), collector)
    measures = MeasureReader(settings, state, words, cache, kept).read(folder / MEASURES, collector)
    pages = _read_folder(folder / PAGES, cached(read_page), collector)
    has_indicators = os.path.lexists(folder / INDICATORS)
    indicators = _read_folder(folder / INDICATORS, cached(read_indicator), collector) if has_indicators else []
    collector.raise_any()
    return Roadmap(
        settings.site,
        settings.texts,
        settings.classifications,
        terms,
        tuple(sorted(measures, key=_measure_order)),
        tuple(pages),
        tuple(indicators),
        settings.follow_up,
        withdrawals=withdrawals,
    )


def read_settings(folder: Path) -> Settings:
    """Return what the measures and pages of a content folder are read against.

    Where the roadmap is tracked, its editions and statuses are classifications too.

    Raises:
        ContentError: A file has something to fix.
    """
    collector = DiagnosticCollector()
    site = read_site(read_source(folder / SITE), folder)
    with collector:
        classifications = read_classifications(read_source(folder / CLASSIFICATIONS), site.languages)
    with collector:
        texts = read_interface_words(Theme(folder / THEME), site.languages, site.words)
    collector.raise_any()
    settings = Settings(site, classifications, texts)
    if not os.path.lexists(folder / FOLLOW_UP):
        return settings
    has_editions = os.path.lexists(folder / EDITIONS)
    read = partial(read_edition, settings=settings)
    editions = _read_folder(folder / EDITIONS, read, collector) if has_editions else []
    collector.raise_any()
    taxonomy = editions_of(editions, settings, path_text(folder / EDITIONS))
    settings = replace(settings, classifications=(*settings.classifications, taxonomy))
    follow_up = read_follow_up(read_source(folder / FOLLOW_UP), settings)
    return replace(settings, classifications=(*settings.classifications, follow_up.statuses), follow_up=follow_up)


def _measure_order(measure: Measure) -> tuple[int, int]:
    return measure.tracking.edition.year if measure.tracking else 0, measure.number


def _read_folder(folder: Path, read: Callable[[Source, str], T], collector: DiagnosticCollector) -> list[T]:
    """Return what is read from the Markdown files of a folder, in the order of their names, and collect the rest."""
    values = list[T]()
    for entry, path in markdown_files(folder, collector):
        with collector:
            values.append(read(read_source(entry), path))
    return values


def _read_if_any(
    file: Path, read: Callable[[Source, str], tuple[T, ...]], collector: DiagnosticCollector
) -> tuple[T, ...]:
    """Return what is read from a file, nothing where there is none, and collect the rest."""
    with collector:
        return read(read_source(file), file.name) if os.path.lexists(file) else ()
    return ()


def _settings_state(folder: Path) -> FileStates:
    """Return the states of the files that the settings are read from, but for the words of the interface."""
    files = (folder / name for name in (SITE, CLASSIFICATIONS, FOLLOW_UP))
    editions = folder_entries(folder / EDITIONS) if (folder / EDITIONS).is_dir() else ()
    return _state_of((*files, *editions, *brand_files(folder).values()))


def _words_files(folder: Path) -> Iterable[Path]:
    words = Theme(folder / THEME).words_file("").parent
    return folder_entries(words) if words.is_dir() else ()


def _state_of(files: Iterable[Path]) -> FileStates:
    state = []
    for file in files:
        digest = b""
        # Whoever reads the file after this reports what is wrong with it.
        with suppress(ContentError):
            digest = hashlib.sha256(read_bytes(file)).digest()
        state.append((file.name, os.path.lexists(file), digest))
    return tuple(state)


def _check_folder(folder: Path) -> None:
    """Raise ContentError where the content folder holds what would not be read."""
    collector = DiagnosticCollector()
    if (folder / SITE).is_file():
        check_content_format(read_source(folder / SITE))
    entries = [*folder_entries(folder)]
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name not in _KNOWN or (entry.name in _TRACKED and FOLLOW_UP not in names):
            collector.add(Location(path_text(entry)), _stray_message(entry, names & _KNOWN))
    collector.raise_any()


def _stray_message(entry: Path, present: Collection[str]) -> Message:
    """Return the message for a file or folder that would not be read, beside what is read of those known."""
    name = path_text(Path(entry.name))
    if entry.name in _TRACKED:
        return _("This is read only together with {file}. Write that file, or move this elsewhere.", file=FOLLOW_UP)
    if message := copy_message(entry.name, present) or spreadsheet_message(name):
        return message
    if meant := did_you_mean(entry.name, _KNOWN - {*present}):
        return _('"{name}" is not read. Rename it to "{meant}".', name=name, meant=meant)
    if name.endswith(".md"):
        return _(
            "Markdown files are not read from here. Move this one into the folder “{measures}” or “{pages}”.",
            measures=MEASURES,
            pages=PAGES,
        )
    known = ", ".join(sorted(_KNOWN))
    return _("This is not read from here. Move it elsewhere; only {known} belong here.", known=known)
