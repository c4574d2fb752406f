"""Collects the advice on the texts of a roadmap that was read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

    diagnostics: list[Diagnostic] = []
    for subject, read in translated_texts(roadmap):
        key = ("advice on texts", subject, languages, roadmap.terms)
        diagnostics += cache.get_or_create(key, partial(_advice_on_texts, read, languages, known, glossaries))
    for document in roadmap.documents:
        advise_on_body = partial(_advice_on_body, document, languages)
        diagnostics += cache.get_or_create(("advice on a body", document), advise_on_body)
    return tuple(sorted(diagnostics, key=lambda diagnostic: (diagnostic.location, str(diagnostic.message))))


def _advice_on_texts(
    read: Callable[[], tuple[TranslatedText, ...]],
    languages: Sequence[Language],
    known: Mapping[str, Language],
    glossaries: Mapping[str, GlossaryMatcher],
) -> tuple[Diagnostic, ...]:
    """Advise on the texts of one subject, which together explain their abbreviations."""
    texts = read()
    diagnostics = [diagnostic for text in texts for diagnostic in untranslated(text, languages, known)]
    for language in languages:
        passages = [(text.field, passage) for text in texts for passage in text.passages[language]]
        diagnostics += unknown_abbreviations([passage for _field, passage in passages], glossaries[language.code])
        for field, passage in passages:
            diagnostics += (*placeholders(passage), *empty_links(passage), *long_sentences(passage))
            if field == "title":
                diagnostics += bad_titles(passage)
    return tuple(diagnostics)


def _advice_on_body(document: Document, languages: Sequence[Language]) -> tuple[Diagnostic, ...]:
    diagnostics: list[Diagnostic] = []
    for language in languages:
        body = document.body[language]
        if body.start is not None:
            passage = Passage(language, body.markdown, body.start)
            diagnostics += (*skipped_levels(passage), *swallowed_lists(passage, body))
    return tuple(diagnostics)
