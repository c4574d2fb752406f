"""Compares two states of the content: their folders and roadmaps in, the differences out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from generator.authoring.front_matter_edit import front_matter
from generator.authoring.history import lost_history
from generator.checks.record import Loss
from generator.content.loader import GLOSSARY
from generator.content.paths import SITE
from generator.content.snapshot import Content, renamed_paths
from generator.content.source import read_mapping, read_source
from generator.content.taxonomy_config import CLASSIFICATIONS
from generator.content.tracking_config import FOLLOW_UP
from generator.content.withdrawals import WITHDRAWN
from generator.i18n import _
from generator.model import Indicator, Measure, Page, Roadmap
from generator.progress import with_progress
from generator.theme import THEME, Theme
from generator.urls import Subject, UrlMap, subject_key

# The texts of a file by the names of its fields; a nested name comes after a full stop.
_FieldTexts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextChange:
    """The old and the new text of a field; empty where it is new or was removed."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class LostUrl:
    """A URL that no longer exists, and the URL that its page has now; empty where the page is gone."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between two states of the content. Changed files are by their new paths, from its folder.

    `unrecorded` is what the old state told of the past of measures and the new one tells no more, by their files.
    """

    old: Content
    new: Content
    lost: tuple[LostUrl, ...]
    added: tuple[Measure, ...]
    removed: tuple[Measure, ...]
    changed: Mapping[str, tuple[TextChange, ...]]
    unrecorded: Mapping[str, tuple[Loss, ...]]


def compare_content(old: Content, new: Content) -> Comparison:
    """Return the differences. A measure is matched by its file, or by what it is called where that was renamed."""
    old_measures, new_measures = old.measures(), new.measures()
    renamed = renamed_paths(old, new)
    old_measures = {renamed.get(path, path): measure for path, measure in old_measures.items()}
    added = tuple(measure for path, measure in new_measures.items() if path not in old_measures)
    removed = tuple(measure for path, measure in old_measures.items() if path not in new_measures)
    before = {renamed.get(path, path): texts for path, texts in _texts_by_file(old).items()}
    after = _texts_by_file(new)
    whole = {measure.path for measure in (*added, *removed)}
    changed = {
        path: changes
        for path in dict.fromkeys((*after, *before))
        if path not in whole and (changes := tuple(_text_changes(before.get(path, {}), after.get(path, {}))))
    }
    lost_urls, unrecorded = tuple(_lost_urls(old.roadmap, new.roadmap, renamed)), lost_history(old, new)
    return Comparison(old, new, lost_urls, added, removed, changed, unrecorded)


def _texts_by_file(content: Content) -> dict[str, _FieldTexts]:
    """Return the texts of every published file by its path: its fields as they are written, and its bodies."""
    texts: dict[str, _FieldTexts] = {}
    for document in with_progress(content.roadmap.documents, _("Comparing the content")):
        bodies = {
            f"body_{language.code}": document.body[language].markdown.strip()
            for language in content.roadmap.site.languages
        }
        texts[document.path] = front_matter(content.folder / document.path) | bodies
    own_words = sorted(Theme(content.folder / THEME).words_file("").parent.glob("*.yaml"))
    settings = (content.folder / name for name in (SITE, CLASSIFICATIONS, GLOSSARY, WITHDRAWN, FOLLOW_UP))
    for file in (*settings, *own_words):
        if file.exists():
            texts[file.relative_to(content.folder).as_posix()] = dict(_flatten(read_mapping(read_source(file)), ""))
    return texts


def _flatten(node: yaml.MappingNode, prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in node.value:
        if isinstance(value, yaml.MappingNode):
            yield from _flatten(value, f"{prefix}{key.value}.")
        else:
            yield f"{prefix}{key.value}", value.value.strip()


def _text_changes(old: _FieldTexts, new: _FieldTexts) -> Iterator[TextChange]:
    for name in dict.fromkeys((*new, *old)):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield TextChange(name, before, after)


def _lost_urls(old: Roadmap, new: Roadmap, renamed: Mapping[str, str]) -> Iterator[LostUrl]:
    old_urls, new_urls = UrlMap(old), UrlMap(new)
    current = {(_page_key(route.subject, {}), route.language.code): route.path for route in new_urls if route.page == 1}
    # A URL that redirects still leads somewhere.
    reachable = set(current.values()) | {redirect.old for redirect in new_urls.redirects()}
    for route in old_urls:
        if route.path not in reachable and route.page == 1:
            yield LostUrl(route.path, current.get((_page_key(route.subject, renamed), route.language.code), ""))
    for redirect in old_urls.redirects():
        if redirect.old not in reachable:
            yield LostUrl(redirect.old, redirect.new if redirect.new in reachable else "")


def _page_key(subject: Subject, renamed: Mapping[str, str]) -> Hashable:
    """Return the key by which the subject of a page is found in another roadmap."""
    match subject:
        case Measure() | Page() | Indicator():
            return renamed.get(subject.path, subject.path)
        case _:
            return subject_key(subject)
