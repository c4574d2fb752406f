"""Collects the advice on the texts of a roadmap that was read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from generator.cache import Cache
from generator.checks.prose.language_detection import detectable_languages, untranslated
from generator.checks.prose.passages import Passage, TranslatedText, translated_texts
from generator.checks.prose.structure import skipped_levels, swallowed_lists
from generator.checks.prose.wording import bad_titles, empty_links, long_sentences, placeholders, unknown_abbreviations
from generator.diagnostics import Diagnostic
from generator.model import Document, Language, Roadmap
from generator.site.glossary import GlossaryMatcher


def advise(roadmap: Roadmap, cache: Cache) -> tuple[Diagnostic, ...]:
    """Return what could be better in the texts of a roadmap, sorted by location."""
    languages, known = roadmap.site.languages, detectable_languages(roadmap)
    glossaries = {language.code: GlossaryMatcher(roadmap.terms, language) for language in languages}

    def on_texts(read: Callable[[], tuple[TranslatedText, ...]]) -> tuple[Diagnostic, ...]:
        return tuple(_advice_on_texts(read(), languages, known, glossaries))

    diagnostics: list[Diagnostic] = []
    for subject, read in translated_texts(roadmap):
        key = ("advice on texts", subject, languages, roadmap.terms)
        diagnostics += cache.get_or_create(key, partial(on_texts, read))
    for document in roadmap.documents:
        diagnostics += cache.get_or_create(
            ("advice on a body", document), partial(_advice_on_body, document, languages)
        )
    return tuple(sorted(diagnostics, key=lambda diagnostic: (diagnostic.location, str(diagnostic.message))))


def _advice_on_texts(
    texts: Sequence[TranslatedText],
    languages: Sequence[Language],
    known: Mapping[str, Language],
    glossaries: Mapping[str, GlossaryMatcher],
) -> Iterator[Diagnostic]:
    """Advise on the texts of one subject, which together explain their abbreviations."""
    for text in texts:
        yield from untranslated(text, languages, known)
    for language in languages:
        passages = [(text.field, passage) for text in texts for passage in text.passages[language]]
        yield from unknown_abbreviations([passage for _field, passage in passages], glossaries[language.code])
        for field, passage in passages:
            yield from placeholders(passage)
            yield from empty_links(passage)
            yield from long_sentences(passage)
            if field == "title":
                yield from bad_titles(passage)


def _advice_on_body(document: Document, languages: Sequence[Language]) -> tuple[Diagnostic, ...]:
    diagnostics: list[Diagnostic] = []
    for language in languages:
        body = document.body[language]
        if body.start is not None:
            passage = Passage(language, body.markdown, body.start)
            diagnostics += (*skipped_levels(passage), *swallowed_lists(passage, body))
    return tuple(diagnostics)
