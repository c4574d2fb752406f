"""Compares the content before and after a change: two folders with their roadmaps in, what differs out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.authoring.front_matter_edit import front_matter
from generator.content.loader import GLOSSARY, WORDS
from generator.content.site_config import SITE
from generator.content.source import read_mapping, read_source
from generator.content.taxonomy_config import CLASSIFICATIONS
from generator.content.tracking_config import FOLLOW_UP
from generator.model import Document, Indicator, Measure, Page, Roadmap
from generator.urls import Subject, UrlMap, subject_key

# The texts of a file by their names; a name within another is divided from it by a full stop.
TextsByLanguage = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Content:
    """A folder of content and the roadmap that it publishes."""

    folder: Path
    roadmap: Roadmap

    def measures(self) -> dict[str, Measure]:
        return {one.path: one for one in self.roadmap.measures}


@dataclass(frozen=True, slots=True)
class Change:
    """A text that says something else than before, empty where it is new or was removed."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Lost:
    """An address that is no more, and the address that its page has now; empty where the page is gone."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change does to the site. The changed files are by their paths now, from the content folder."""

    lost: tuple[Lost, ...]
    added: tuple[Measure, ...]
    removed: tuple[Measure, ...]
    changed: Mapping[str, tuple[Change, ...]]


def compare_content(old: Content, new: Content) -> Comparison:
    """What differs. A measure is known again by its file, or where that was renamed by its number."""
    renamed = renames(old.measures(), new.measures())
    before, after = texts_of(old), texts_of(new)
    before = {renamed.get(path, path): texts for path, texts in before.items()}
    known, present = {renamed.get(path, path) for path in old.measures()}, new.measures()
    added = tuple(one for path, one in present.items() if path not in known)
    removed = tuple(one for path, one in old.measures().items() if renamed.get(path, path) not in present)
    apart = {one.path for one in (*added, *removed)}
    changed = {
        path: differing
        for path in dict.fromkeys((*after, *before))
        if path not in apart and (differing := tuple(differences(before.get(path, {}), after.get(path, {}))))
    }
    return Comparison(tuple(lost(old.roadmap, new.roadmap, renamed)), added, removed, changed)


def renames(old: Mapping[str, Measure], new: Mapping[str, Measure]) -> dict[str, str]:
    """The new path of each measure whose file has another name than before."""
    by_number = {one.display_number: path for path, one in new.items() if path not in old}
    gone = [one for path, one in old.items() if path not in new]
    return {one.path: by_number[one.display_number] for one in gone if one.display_number in by_number}


def texts_of(content: Content) -> dict[str, TextsByLanguage]:
    """What every published file says, by its path."""
    of_subjects: dict[str, TextsByLanguage] = {
        one.path: texts_of_subject(one, content) for one in content.roadmap.documents
    }
    known = (SITE, CLASSIFICATIONS, WORDS, GLOSSARY, FOLLOW_UP)
    return of_subjects | {
        name: dict(flattened(read_mapping(read_source(content.folder / name)), ""))
        for name in known
        if (content.folder / name).exists()
    }


def texts_of_subject(subject: Document, content: Content) -> TextsByLanguage:
    """The fields as they are written, and the body in each language."""
    bodies = {f"body_{one.code}": subject.body[one].markdown.strip() for one in content.roadmap.site.languages}
    return front_matter(content.folder / subject.path) | bodies


def flattened(node: yaml.MappingNode, above: str) -> Iterator[tuple[str, str]]:
    for key, value in node.value:
        if isinstance(value, yaml.MappingNode):
            yield from flattened(value, f"{above}{key.value}.")
        else:
            yield f"{above}{key.value}", value.value.strip()


def differences(old: TextsByLanguage, new: TextsByLanguage) -> Iterator[Change]:
    for name in dict.fromkeys((*new, *old)):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield Change(name, before, after)


def lost(old: Roadmap, new: Roadmap, renamed: Mapping[str, str]) -> Iterator[Lost]:
    """The addresses of the old roadmap that the new one has not."""
    now = {(identity(one.subject, {}), one.language.code): one.path for one in UrlMap(new) if one.page == 1}
    # An address that redirects still leads somewhere.
    kept = set(now.values()) | {one.old for one in UrlMap(new).redirects()}
    for one in UrlMap(old):
        if one.path not in kept and one.page == 1:
            yield Lost(one.path, now.get((identity(one.subject, renamed), one.language.code), ""))
    for redirect in UrlMap(old).redirects():
        if redirect.old not in kept:
            yield Lost(redirect.old, redirect.new if redirect.new in kept else "")


def identity(subject: Subject, renamed: Mapping[str, str]) -> Hashable:
    """By what the subject of a page is known again in another roadmap."""
    match subject:
        case Measure() | Page() | Indicator():
            return renamed.get(subject.path, subject.path)
        case _:
            return subject_key(subject)
