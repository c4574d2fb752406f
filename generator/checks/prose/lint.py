"""Gathers all advice on a roadmap that was read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from generator.cache import Cache
from generator.checks.prose.language_detection import detectable, untranslated
from generator.checks.prose.passages import Entry, Passage, texts_of
from generator.checks.prose.structure import skipped_levels, swallowed_lists
from generator.checks.prose.wording import empty_links, long_sentences, placeholders, titles, unknown_abbreviations
from generator.content.schema import TITLE
from generator.diagnostics import Diagnostic
from generator.model import Document, Language, Roadmap
from generator.site.glossary import GlossaryMatcher


def advise(roadmap: Roadmap, cache: Cache) -> tuple[Diagnostic, ...]:
    """What could be better, sorted by place. Nothing of it stops a build."""
    found = (*on_texts(roadmap, cache), *on_bodies(roadmap, cache))
    return tuple(sorted(found, key=lambda advice: (advice.location, str(advice.message))))


def on_texts(roadmap: Roadmap, cache: Cache) -> Iterator[Diagnostic]:
    languages, known = roadmap.site.languages, detectable(roadmap)
    vocabularies = {one.code: GlossaryMatcher(roadmap.terms, one) for one in languages}

    def on(texts: Callable[[], tuple[Entry, ...]]) -> tuple[Diagnostic, ...]:
        return tuple(on_entries(texts(), languages, known, vocabularies))

    for subject, texts in texts_of(roadmap):
        yield from cache.get_or_create(("advice on texts", subject, languages, roadmap.terms), partial(on, texts))


def on_entries(
    texts: Sequence[Entry],
    languages: tuple[Language, ...],
    known: dict[str, Language],
    vocabularies: Mapping[str, GlossaryMatcher],
) -> Iterator[Diagnostic]:
    """What is to be said of the texts of one subject, which together explain their abbreviations."""
    for entry in texts:
        yield from untranslated(entry, languages, known)
    for language in languages:
        named = [(entry.name, passage) for entry in texts for passage in entry.passages[language]]
        yield from unknown_abbreviations([passage for _unused, passage in named], vocabularies[language.code])
        for name, passage in named:
            yield from on_passage(name, passage)


def on_passage(name: str, passage: Passage) -> Iterator[Diagnostic]:
    """What is to be said of a passage of the text with this name."""
    yield from placeholders(passage)
    yield from empty_links(passage)
    yield from long_sentences(passage)
    if name == TITLE.name:
        yield from titles(passage)


def on_bodies(roadmap: Roadmap, cache: Cache) -> Iterator[Diagnostic]:
    for subject in roadmap.documents:
        yield from cache.get_or_create(("advice on a body", subject), partial(on_body, subject, roadmap.site.languages))


def on_body(subject: Document, languages: Sequence[Language]) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    for language in languages:
        prose = subject.body[language]
        if prose.start is not None:
            body = Passage(language, prose.markdown, prose.start)
            found += (*skipped_levels(body), *swallowed_lists(body, prose))
    return tuple(found)
