"""Collects the advice on the texts of a roadmap that was read and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from generator.cache import Cache, Identity
from generator.checks.prose.language_detection import detectable_languages, untranslated
from generator.checks.prose.passages import Passage, Subject, advice_code, texts_of
from generator.checks.prose.structure import joined_lines, pasted_tables, swallowed_lists
from generator.checks.prose.wording import (
    bad_titles,
    empty_links,
    long_sentences,
    marks_in_plain_text,
    placeholders,
    unknown_abbreviations,
    unpaired_quotes,
)
from generator.diagnostics import Diagnostic
from generator.i18n import _
from generator.model import Document, Edition, Language, Measure, RenderedMarkdown, Roadmap
from generator.progress import with_progress
from generator.site.glossary import GlossaryMatcher


def advise(roadmap: Roadmap, cache: Cache) -> tuple[Diagnostic, ...]:
    """Return what could be better in the texts of a roadmap."""
    languages = tuple(language for language in roadmap.site.languages if not language.draft)
    known = detectable_languages(roadmap)
    glossaries = {language: GlossaryMatcher(roadmap.terms, language) for language in languages}
    rules = hashlib.sha256(repr((languages, sorted(known), roadmap.terms)).encode()).hexdigest()
    diagnostics: list[Diagnostic] = []
    for subject in with_progress(subjects_of(roadmap), _("Checking the texts")):
        diagnostics += cache.get_or_create(_key_of(subject, rules), partial(_advice_on, subject, known, glossaries))
    return tuple(diagnostics)


def _key_of(subject: Subject, rules: str) -> Hashable:
    """Return what decides the advice on a subject: of a measure, a text that means the same in another run."""
    if isinstance(subject, Measure) and subject.digest:
        return f"{rules} {subject.digest.hex()} {subject.locations.start.file}"
    return rules, Identity(subject)


def subjects_of(roadmap: Roadmap) -> tuple[Subject, ...]:
    """Return everything of a roadmap that has texts."""
    # An edition is a document.
    values = (value for taxonomy in roadmap.classifications for value in taxonomy.values)
    others = (value for value in values if not isinstance(value, Edition))
    return (*roadmap.documents, *roadmap.terms, *roadmap.classifications, *others)


def _advice_on(
    subject: Subject, known: Mapping[str, Language], glossaries: Mapping[Language, GlossaryMatcher]
) -> tuple[Diagnostic, ...]:
    """Advise on the texts of one subject, which together explain their abbreviations."""
    texts = texts_of(subject, tuple(glossaries))
    diagnostics = [diagnostic for text in texts for diagnostic in untranslated(text, known)]
    for language, glossary in glossaries.items():
        passages = [(text.field, passage) for text in texts for passage in text.passages[language]]
        diagnostics += unknown_abbreviations([passage for _field, passage in passages], glossary)
        for field, passage in passages:
            diagnostics += (*placeholders(passage), *empty_links(passage), *long_sentences(passage))
            if field:
                diagnostics += (*marks_in_plain_text(passage), *unpaired_quotes(passage))
            else:
                diagnostics += joined_lines(passage)
            if field == "title":
                diagnostics += bad_titles(passage)
        body = subject.body[language] if isinstance(subject, Document) else RenderedMarkdown()
        if body.start is not None:
            whole = Passage(language, body.markdown, body.start)
            diagnostics += (*_on_markdown(body), *swallowed_lists(whole, body), *pasted_tables(whole))
    return tuple(diagnostics)


def _on_markdown(body: RenderedMarkdown) -> Iterator[Diagnostic]:
    """Yield the advice on what became of Markdown, with the words that an answer names it by."""
    lines = body.markdown.split("\n")
    for advice in body.advice:
        if body.start is not None:
            line = lines[advice.location.line - body.start.line]
            yield replace(advice, code=advice_code(advice.code, line[advice.location.column - 1 :]))
