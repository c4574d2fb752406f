"""Reads the content folder as one Roadmap."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from generator.model import Language, Roadmap, Term
from generator.problems import Collector, Message, Place, closest, say
from generator.reading.glossary import read_glossary
from generator.reading.measures import read_measure
from generator.reading.pages import read_page
from generator.reading.parsers import slug_of
from generator.reading.settings import SITE, Settings, read_classifications, read_site, read_texts
from generator.reading.source import Source, read_source, shown, whole_file

T = TypeVar("T")

MEASURES = "measures"
PAGES = "pages"
CLASSIFICATIONS = "classifications.yaml"
WORDS = "texts.yaml"
GLOSSARY = "glossary.yaml"
KNOWN = {MEASURES, PAGES, SITE, CLASSIFICATIONS, WORDS, GLOSSARY}

# What systems and editors leave beside files: passed over. All else that is no content file is a problem.
LITTER = re.compile(r"\..*|~.*|.*~|#.*#|.*\.(sw[a-p]|bak|tmp|orig)|thumbs\.db|desktop\.ini|icon\r|4913", re.IGNORECASE)
FILE_NAME = re.compile(r"[^\W_]+([_-]+[^\W_]+)*\.md")


def read_roadmap(folder: Path) -> Roadmap:
    """The roadmap of a content folder. Raises ProblemsFound with the problems of all files.

    The languages come first, then the classifications and words: without them, nothing else can be judged.
    """
    found = Collector()
    with found:
        check_folder(folder)
    found.stop()
    site = read_site(read_source(folder / SITE))
    with found:
        classifications = read_classifications(read_source(folder / CLASSIFICATIONS), site.languages)
    with found:
        texts = read_texts(read_source(folder / WORDS), site.languages)
    found.stop()
    settings = Settings(site, classifications, texts)
    with found:
        terms = read_terms(folder / GLOSSARY, site.languages)
    with found:
        measures = read_files(folder, MEASURES, settings, read_measure)
    with found:
        pages = read_files(folder, PAGES, settings, read_page)
    found.stop()
    measures.sort(key=lambda one: one.number)
    return Roadmap(site, texts, classifications, terms, tuple(measures), tuple(pages))


def read_terms(file: Path, languages: Sequence[Language]) -> tuple[Term, ...]:
    """The terms of the glossary; none where the content has no such file."""
    return read_glossary(read_source(file), languages) if os.path.lexists(file) else ()


def read_files(folder: Path, name: str, settings: Settings, read: Callable[[Source, str, Settings], T]) -> list[T]:
    """What is read from the Markdown files of a folder, in the order of their names."""
    found, values = Collector(), []
    with found:
        for entry in entries(folder / name, found):
            with found:
                check_name(entry)
                path = f"{name}/{unicodedata.normalize('NFC', entry.name)}"
                values.append(read(read_source(entry), path, settings))
    found.stop()
    return values


def check_folder(folder: Path) -> None:
    """Raises ProblemsFound where the content folder holds what would not be read."""
    found = Collector()
    for entry in entries(folder, found):
        if entry.name not in KNOWN:
            found.add(Place(shown(entry)), unread(entry))
    found.stop()


def unread(entry: Path) -> Message:
    """That something in the content folder is not read, with its right name where it only has a wrong one."""
    meant = closest(entry.name, (name for name in KNOWN if not (entry.parent / name).exists()))
    if meant is not None:
        return say('"{name}" is not read. Give it the name "{meant}".', name=entry.name, meant=meant)
    return say(
        "This is not read from here. Move it elsewhere; only {known} belong here.", known=", ".join(sorted(KNOWN))
    )


def check_name(file: Path) -> None:
    """Raises ProblemsFound where a file in a folder of Markdown files is not one by its name."""
    name = unicodedata.normalize("NFC", file.name)
    if file.is_dir() and not file.is_symlink():
        raise whole_file(file, say("Folders here are not read. Move its files up."))
    if not name.endswith(".md"):
        stem = re.sub(r"(\.md)?(\.[A-Za-z0-9]+)?$", "", name, flags=re.IGNORECASE)
        message = say(
            'Only Markdown files are read here. If it is one, name it "{cure}"; if not, move it elsewhere.',
            cure=f"{slug_of(stem)}.md",
        )
        raise whole_file(file, message)
    if not FILE_NAME.fullmatch(name):
        message = say(
            'The name of the file does not do. Use letters, digits and hyphens: "{cure}".',
            cure=f"{slug_of(name[:-3])}.md",
        )
        raise whole_file(file, message)


def entries(folder: Path, found: Collector) -> Iterator[Path]:
    """What lies in a folder, by name, without litter."""
    try:
        found_there = sorted(folder.iterdir(), key=lambda entry: unicodedata.normalize("NFC", entry.name))
    except FileNotFoundError:
        found.add(
            Place(shown(folder)),
            say("The folder is missing. Run the command in the folder of the project, or put the folder back."),
        )
        return
    except OSError as refusal:
        found.add(
            Place(shown(folder)),
            say("The folder cannot be read ({reason}). Check who may read it.", reason=refusal.strerror),
        )
        return
    yield from (entry for entry in found_there if not LITTER.fullmatch(entry.name))
