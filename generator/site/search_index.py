"""The index of the search: what can be found in one language, as data in parts for the script of the search page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from generator.content.field_types import Search
from generator.content.schema import measure_fields, texts_in
from generator.model import GlossaryTerm, Indicator, Language, LocalizedText, Measure, Page, Roadmap, Value
from generator.site.glossary import GlossaryMatcher, text_of
from generator.site.search_folding import entry_text
from generator.urls import Subject

# Bytes. Compressed, a part is a fourth of it, a third at most; with the page, its style and its scripts that stays
# below the 50 kB that a reader may have to wait for.
LARGEST_PART = 100_000


class SearchEntry(NamedTuple):
    """One thing to be found: what it is called, its kind, what it is about, and the words that lead to it."""

    subject: Subject | GlossaryTerm
    kind: LocalizedText
    title: LocalizedText
    summary: LocalizedText
    words: str


class SearchIndex:
    """Everything that can be found in a roadmap, in the language of a vocabulary."""

    def __init__(self, roadmap: Roadmap, vocabulary: GlossaryMatcher) -> None:
        self._roadmap = roadmap
        self._fields = measure_fields(roadmap.classifications)
        self.vocabulary = vocabulary

    def __iter__(self) -> Iterator[SearchEntry]:
        texts = self._roadmap.texts
        for measure in self._roadmap.measures:
            yield SearchEntry(measure, texts["measure"], measure.title, measure.problem, self.words_of(measure))
        for term in self._roadmap.terms:
            yield SearchEntry(term, texts["term"], term.term, term.explanation, self.words_of(term))
        for classification in self._roadmap.paged_taxonomies:
            for value in classification.values:
                summary = classification.label if value.description is None else value.description
                yield SearchEntry(value, classification.label, value.name, summary, self.words_of(value))
        for indicator in self._roadmap.indicators:
            yield SearchEntry(
                indicator, texts["indicator"], indicator.title, indicator.description, self.words_of(indicator)
            )
        for page in self._roadmap.pages:
            yield SearchEntry(page, texts["page"], page.title, page.description, self.words_of(page))

    def words_of(self, subject: Measure | GlossaryTerm | Value | Indicator | Page) -> str:
        """The words that lead to a subject, ready for the script."""
        language = self.vocabulary.language
        match subject:
            case Measure():
                return entry_text(subject.title[language], self._parts_of(subject))
            case GlossaryTerm():
                return entry_text(subject.term[language], (subject.explanation[language], *subject.forms[language]))
            case Value():
                description = subject.description[language] if subject.description is not None else ""
                return entry_text(subject.name[language], (subject.label[language], description))
            case Page() | Indicator():
                return entry_text(
                    subject.title[language], (subject.description[language], text_of(subject.body[language]))
                )

    def _parts_of(self, measure: Measure) -> Iterator[str]:
        """What a measure's page says, and what else its readers call it, in any language."""
        language = self.vocabulary.language
        yield from self._texts(measure, Search.PAGE_LANGUAGE, language)
        yield text_of(measure.body[language])
        for term in self.vocabulary.used_in(measure):
            yield from (term.term[language], *term.forms[language], term.explanation[language])
        yield from (value.label[language] for value in measure.values)
        for one in self._roadmap.site.languages:
            yield from self._texts(measure, Search.ALL_LANGUAGES, one)

    def _texts(self, measure: Measure, search: Search, language: Language) -> Iterator[str]:
        """Yield the texts of the fields that are declared to lead to a measure in this way."""
        for field in self._fields:
            if field.search is search:
                yield from texts_in(measure, field, language)

    def parts(self, link: Callable[[Subject | GlossaryTerm], str]) -> Iterator[bytes]:
        """The index as the script reads it, with the link from the search page to each entry."""
        return arrays_of((self._to_json(entry, link(entry.subject)) for entry in self), LARGEST_PART)

    def _to_json(self, entry: SearchEntry, href: str) -> bytes:
        language = self.vocabulary.language
        fields = {
            "href": href,
            "kind": entry.kind[language],
            "title": entry.title[language],
            "summary": entry.summary[language],
            "text": entry.words,
        }
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def arrays_of(entries: Iterable[bytes], most: int) -> Iterator[bytes]:
    """JSON arrays of entries, in their order and at most so many bytes each; a larger entry has one for itself."""
    part: list[bytes] = []
    size = len("[]")
    for entry in entries:
        if part and size + len(entry) > most:
            yield array_of(part)
            part, size = [], len("[]")
        part.append(entry)
        size += len(entry) + len(",")
    yield array_of(part)


def array_of(entries: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(entries) + b"]"
