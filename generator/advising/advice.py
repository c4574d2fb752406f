"""Gathers all advice on a roadmap that was read and checked."""

from __future__ import annotations

from collections.abc import Iterator

from generator.advising.languages import detectable, untranslated
from generator.advising.structure import skipped_levels, swallowed_lists
from generator.advising.texts import Passage, entries
from generator.advising.wording import empty_links, long_sentences, placeholders, titles, unknown_abbreviations
from generator.model import Roadmap
from generator.problems import Problem
from generator.reading.description import TITLE
from generator.rendering.terms import Vocabulary


def advise(roadmap: Roadmap) -> tuple[Problem, ...]:
    """What could be better, sorted by place. Nothing of it stops a build."""
    found = (*on_texts(roadmap), *on_bodies(roadmap))
    return tuple(sorted(found, key=lambda advice: (advice.place, str(advice.message))))


def on_texts(roadmap: Roadmap) -> Iterator[Problem]:
    languages, known = roadmap.site.languages, detectable(roadmap)
    vocabularies = {one.code: Vocabulary(roadmap.terms, one) for one in languages}
    for texts in entries(roadmap):
        for entry in texts:
            yield from untranslated(entry, languages, known)
        for language in languages:
            named = [(entry.name, passage) for entry in texts for passage in entry.passages[language]]
            yield from unknown_abbreviations([passage for _, passage in named], vocabularies[language.code])
            for name, passage in named:
                yield from on_passage(name, passage)


def on_passage(name: str, passage: Passage) -> Iterator[Problem]:
    """What is to be said of a passage of the text with this name."""
    yield from placeholders(passage)
    yield from empty_links(passage)
    yield from long_sentences(passage)
    if name == TITLE.name:
        yield from titles(passage)


def on_bodies(roadmap: Roadmap) -> Iterator[Problem]:
    for subject in roadmap.written:
        for language in roadmap.site.languages:
            prose = subject.body[language]
            if prose.start is not None:
                body = Passage(language, prose.written, prose.start)
                yield from skipped_levels(body)
                yield from swallowed_lists(body, prose)
