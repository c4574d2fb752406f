"""Reads the content folder as one Roadmap."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from generator.cache import Cache
from generator.content.editions import read_edition
from generator.content.glossary import read_glossary
from generator.content.indicators import read_indicator
from generator.content.interface_words import read_interface_words
from generator.content.measures import read_measure
from generator.content.pages import read_page
from generator.content.parsers import FILE_NAME, slug_of
from generator.content.paths import EDITIONS, INDICATORS, MEASURES, PAGES
from generator.content.site_config import SITE, Settings, read_classifications, read_site
from generator.content.source import Source, read_bytes, read_source, shown, whole_file
from generator.content.tracking_config import FOLLOW_UP, editions_of, read_follow_up
from generator.diagnostics import ContentError, Diagnostic, DiagnosticCollector, Location, did_you_mean
from generator.i18n import Message, _
from generator.model import GlossaryTerm, Language, Roadmap
from generator.parallel import run, run_serial

T = TypeVar("T")
# Calls what makes some things, and gives each with its name.
Gather = Callable[[Mapping[str, Callable[[], Any]]], Iterator[tuple[str, Any]]]

CLASSIFICATIONS = "classifications.yaml"
WORDS = "texts.yaml"
GLOSSARY = "glossary.yaml"
# What there is only in a roadmap that is followed up.
FOLLOWED = {EDITIONS, INDICATORS}
KNOWN = {MEASURES, PAGES, SITE, CLASSIFICATIONS, WORDS, GLOSSARY, FOLLOW_UP} | FOLLOWED

# What systems and editors leave beside files: passed over. All else that is no content file is a problem.
LITTER = re.compile(r"\..*|~.*|.*~|#.*#|.*\.(sw[a-p]|bak|tmp|orig)|thumbs\.db|desktop\.ini|icon\r|4913", re.IGNORECASE)


def read_roadmap(folder: Path, cache: Cache | None = None) -> Roadmap:
    """The roadmap of a content folder. Raises ProblemsFound with the problems of all files.

    What the files of measures and pages are read against comes first: without it, nothing else can be judged.
    With a memory, a file that stayed the same is the same Measure or Page as before.
    """
    found, kept = DiagnosticCollector(), cache or Cache()
    with found:
        check_folder(folder)
    found.raise_any()
    basis = digests(folder)
    settings = kept.get_or_create(("settings", basis), partial(read_settings, folder))
    with found:
        read = partial(read_terms, folder / GLOSSARY, settings.site.languages)
        terms = kept.get_or_create(("terms", basis, digest(folder / GLOSSARY)), read)
    # Another process could remember nothing for this one.
    gather = partial(run, known=named_objects(settings)) if cache is None else run_serial
    with found:
        measures = read_files(folder, MEASURES, remembered(read_measure, settings, basis, kept), gather)
    with found:
        pages = read_files(folder, PAGES, remembered(read_page, settings, basis, kept), gather)
    with found:
        indicators = read_files_if_any(folder, INDICATORS, remembered(read_indicator, settings, basis, kept), gather)
    found.raise_any()
    measures.sort(key=lambda one: (one.tracking.edition.year if one.tracking else 0, one.number))
    return Roadmap(
        settings.site,
        settings.texts,
        settings.classifications,
        terms,
        tuple(measures),
        tuple(pages),
        tuple(indicators),
        settings.follow_up,
    )


def remembered(
    read: Callable[[Source, str, Settings], T], settings: Settings, basis: tuple[bytes, ...], cache: Cache
) -> Callable[[Source, str], T]:
    """What reads a file against the settings, only where it is not the same as before."""

    def reading(source: Source, path: str) -> T:
        text = hashlib.sha256(source.text.encode()).digest()
        return cache.get_or_create((read, path, text, basis), partial(read, source, path, settings))

    return reading


def named_objects(settings: Settings) -> tuple[object, ...]:
    """What files name of the settings: some of it is told apart by being the same object."""
    return (
        *(thing for one in settings.site.languages for thing in (one, one.code)),
        *(thing for one in settings.classifications for thing in (one.label, *one.values)),
        *settings.texts.values(),
    )


def digests(folder: Path) -> tuple[bytes, ...]:
    """What tells whether the settings of a content folder are still the same."""
    names = (folder / name for name in (SITE, CLASSIFICATIONS, WORDS, FOLLOW_UP))
    return tuple(digest(file) for file in (*names, *entries(folder / EDITIONS, DiagnosticCollector())))


def digest(file: Path) -> bytes:
    """What tells whether a file is still the same: its name, whether it is there, and what is in it."""
    try:
        content = read_bytes(file)
    except ContentError:
        # Whoever reads the file for good tells what is wrong with it.
        content = b""
    return hashlib.sha256(f"{file.name}\n{os.path.lexists(file)}\n".encode(errors="surrogateescape") + content).digest()


def read_settings(folder: Path) -> Settings:
    """What the files of a content folder are read against. Raises ProblemsFound."""
    found = DiagnosticCollector()
    site = read_site(read_source(folder / SITE))
    with found:
        classifications = read_classifications(read_source(folder / CLASSIFICATIONS), site.languages)
    with found:
        texts = read_interface_words(read_source(folder / WORDS), site.languages)
    found.raise_any()
    settings = Settings(site, classifications, texts)
    return followed(folder, settings) if os.path.lexists(folder / FOLLOW_UP) else settings


def followed(folder: Path, settings: Settings) -> Settings:
    """The settings with what follows the roadmap up: its editions and states are classifications too."""
    found = read_files_if_any(folder, EDITIONS, partial(read_edition, settings=settings))
    editions = editions_of(found, settings, shown(folder / EDITIONS))
    settings = replace(settings, classifications=(*settings.classifications, editions))
    follow_up = read_follow_up(read_source(folder / FOLLOW_UP), settings)
    return replace(settings, classifications=(*settings.classifications, follow_up.statuses), follow_up=follow_up)


def read_terms(file: Path, languages: Sequence[Language]) -> tuple[GlossaryTerm, ...]:
    """The terms of the glossary; none where the content has no such file."""
    return read_glossary(read_source(file), languages) if os.path.lexists(file) else ()


def read_files(folder: Path, name: str, read: Callable[[Source, str], T], gather: Gather = run_serial) -> list[T]:
    """What is read from the Markdown files of a folder, in the order of their names."""
    found, values = DiagnosticCollector(), []
    readers: dict[str, Callable[[], tuple[T | None, tuple[Diagnostic, ...]]]] = {}
    with found:
        for entry in entries(folder / name, found):
            with found:
                check_name(entry)
                path = f"{name}/{unicodedata.normalize('NFC', entry.name)}"
                readers[entry.name] = partial(attempt, entry, path, read)
    for _unused, (value, diagnostics) in gather(readers):
        found.diagnostics.extend(diagnostics)
        if value is not None:
            values.append(value)
    found.raise_any()
    return values


def attempt(file: Path, path: str, read: Callable[[Source, str], T]) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """What is read from a file, or else what is wrong with it."""
    try:
        return read(read_source(file), path), ()
    except ContentError as found:
        return None, found.diagnostics


def read_files_if_any(
    folder: Path, name: str, read: Callable[[Source, str], T], gather: Gather = run_serial
) -> list[T]:
    """The same of a folder that the content need not have."""
    return read_files(folder, name, read, gather) if os.path.lexists(folder / name) else []


def check_folder(folder: Path) -> None:
    """Raises ProblemsFound where the content folder holds what would not be read."""
    found = DiagnosticCollector()
    for entry in entries(folder, found):
        if entry.name not in KNOWN:
            found.add(Location(shown(entry)), unread(entry))
        elif entry.name in FOLLOWED and not os.path.lexists(folder / FOLLOW_UP):
            message = _("This is read only beside {file}. Write that file, or move this elsewhere.", file=FOLLOW_UP)
            found.add(Location(shown(entry)), message)
    found.raise_any()


def unread(entry: Path) -> Message:
    """That something in the content folder is not read, with its right name where it only has a wrong one."""
    meant = did_you_mean(entry.name, (name for name in KNOWN if not (entry.parent / name).exists()))
    if meant is not None:
        return _('"{name}" is not read. Give it the name "{meant}".', name=shown(Path(entry.name)), meant=meant)
    return _("This is not read from here. Move it elsewhere; only {known} belong here.", known=", ".join(sorted(KNOWN)))


def check_name(file: Path) -> None:
    """Raises ProblemsFound where a file in a folder of Markdown files is not one by its name."""
    name = unicodedata.normalize("NFC", file.name)
    if file.is_dir() and not file.is_symlink():
        raise whole_file(file, _("Folders here are not read. Move its files up."))
    if not name.endswith(".md"):
        stem = re.sub(r"(\.md)?(\.[A-Za-z0-9]+)?$", "", name, flags=re.IGNORECASE)
        message = _(
            'Only Markdown files are read here. If it is one, name it "{cure}"; if not, move it elsewhere.',
            cure=f"{slug_of(stem)}.md",
        )
        raise whole_file(file, message)
    if not FILE_NAME.fullmatch(name):
        message = _(
            'The name of the file does not do. Use letters, digits and hyphens: "{cure}".',
            cure=f"{slug_of(name[:-3])}.md",
        )
        raise whole_file(file, message)


def entries(folder: Path, found: DiagnosticCollector) -> Iterator[Path]:
    """What lies in a folder, by name, without litter."""
    try:
        found_there = sorted(folder.iterdir(), key=lambda entry: unicodedata.normalize("NFC", entry.name))
    except FileNotFoundError:
        found.add(
            Location(shown(folder)),
            _("The folder is missing. Run the command in the folder of the project, or put the folder back."),
        )
        return
    except OSError as refusal:
        found.add(
            Location(shown(folder)),
            _("The folder cannot be read ({reason}). Check who may read it.", reason=refusal.strerror),
        )
        return
    yield from (entry for entry in found_there if not LITTER.fullmatch(entry.name))
