"""Gathers all advice on a roadmap that was read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from generator.advising.languages import detectable, untranslated
from generator.advising.structure import skipped_levels, swallowed_lists
from generator.advising.texts import Entry, Passage, texts_of
from generator.advising.wording import empty_links, long_sentences, placeholders, titles, unknown_abbreviations
from generator.memory import Memory
from generator.model import Language, Roadmap, Written
from generator.problems import Problem
from generator.reading.description import TITLE
from generator.rendering.terms import Vocabulary


def advise(roadmap: Roadmap, memory: Memory) -> tuple[Problem, ...]:
    """What could be better, sorted by place. Nothing of it stops a build."""
    found = (*on_texts(roadmap, memory), *on_bodies(roadmap, memory))
    return tuple(sorted(found, key=lambda advice: (advice.place, str(advice.message))))


def on_texts(roadmap: Roadmap, memory: Memory) -> Iterator[Problem]:
    languages, known = roadmap.site.languages, detectable(roadmap)
    vocabularies = {one.code: Vocabulary(roadmap.terms, one) for one in languages}

    def on(texts: Callable[[], tuple[Entry, ...]]) -> tuple[Problem, ...]:
        return tuple(on_entries(texts(), languages, known, vocabularies))

    for subject, texts in texts_of(roadmap):
        yield from memory.of(("advice on texts", subject, languages, roadmap.terms), partial(on, texts))


def on_entries(
    texts: Sequence[Entry],
    languages: tuple[Language, ...],
    known: dict[str, Language],
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[Problem]:
    """What is to be said of the texts of one subject, which together explain their abbreviations."""
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


def on_bodies(roadmap: Roadmap, memory: Memory) -> Iterator[Problem]:
    for subject in roadmap.written:
        yield from memory.of(("advice on a body", subject), partial(on_body, subject, roadmap.site.languages))


def on_body(subject: Written, languages: Sequence[Language]) -> tuple[Problem, ...]:
    found: list[Problem] = []
    for language in languages:
        prose = subject.body[language]
        if prose.start is not None:
            body = Passage(language, prose.written, prose.start)
            found += (*skipped_levels(body), *swallowed_lists(body, prose))
    return tuple(found)
