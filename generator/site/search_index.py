"""The index of the search: what can be found in one language, as data in parts for the script of the search page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator.content.field_types import Search
from generator.content.schema import measure_fields, texts_in
from generator.model import Language, LocalizedText, Measure, Roadmap
from generator.site.glossary import GlossaryMatcher, text_of
from generator.site.links import Target, label_of
from generator.site.search_folding import entry_text

# Bytes. Compressed, a part is a fourth of it, a third at most; with the page, its style and its scripts that stays
# below the 50 kB that a reader may have to wait for.
LARGEST_PART = 100_000

# What can be found, by the names that the script reads.
Entry = dict[str, str]


class SearchIndex:
    """Everything that can be found in a roadmap, in the language of a glossary."""

    def __init__(self, roadmap: Roadmap, glossary: GlossaryMatcher) -> None:
        self._roadmap = roadmap
        self._fields = measure_fields(roadmap.classifications)
        self.glossary = glossary

    def words_of(self, measure: Measure) -> str:
        """Return the words that lead to a measure, ready for the script."""
        language = self.glossary.language
        return entry_text(measure.title[language], self._texts_of(measure), language)

    def parts(self, link: Callable[[Target], str]) -> Iterator[bytes]:
        """Yield the index as the script reads it, with the link from the search page to each entry."""
        to_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
        return arrays_of((to_json(entry).encode() for entry in self._entries(link)), LARGEST_PART)

    def _entries(self, link: Callable[[Target], str]) -> Iterator[Entry]:
        """Yield what can be found: its link, its kind, what it is called and about, and the words that lead to it."""
        roadmap, language, words = self._roadmap, self.glossary.language, self._roadmap.texts

        def entry(target: Target, kind: LocalizedText, summary: LocalizedText, texts: Iterable[str]) -> Entry:
            title = label_of(target, roadmap)[language]
            return {
                "href": link(target),
                "kind": kind[language],
                "title": title,
                "summary": summary[language],
                "text": entry_text(title, texts, language),
            }

        for measure in roadmap.measures:
            yield entry(measure, words["measure"], measure.lead, self._texts_of(measure))
        for term in roadmap.terms:
            yield entry(term, words["term"], term.explanation, (term.explanation[language], *term.forms[language]))
        for taxonomy in roadmap.paged_taxonomies:
            for value in taxonomy.values:
                description = value.description[language] if value.description is not None else ""
                summary = taxonomy.label if value.description is None else value.description
                yield entry(value, taxonomy.label, summary, (value.label[language], description))
        for kind, documents in (("indicator", roadmap.indicators), ("page", roadmap.pages)):
            for document in documents:
                texts = (document.description[language], text_of(document.body[language]))
                yield entry(document, words[kind], document.description, texts)

    def _texts_of(self, measure: Measure) -> Iterator[str]:
        """Yield what a measure's page says, and what else its readers call it, in any language."""
        language = self.glossary.language
        yield from self._field_texts(measure, Search.PAGE_LANGUAGE, language)
        yield text_of(measure.body[language])
        for term in self.glossary.used_in(measure):
            yield from (term.term[language], *term.forms[language], term.explanation[language])
        yield from (value.label[language] for value in measure.values)
        for any_language in self._roadmap.site.languages:
            yield from self._field_texts(measure, Search.ALL_LANGUAGES, any_language)

    def _field_texts(self, measure: Measure, search: Search, language: Language) -> Iterator[str]:
        """Yield the texts of the fields that are declared to lead to a measure in this way."""
        for field in self._fields:
            if field.search is search:
                yield from texts_in(measure, field, language)


def arrays_of(entries: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield JSON arrays of entries, of at most so many bytes each; a larger entry has one for itself."""
    part: list[bytes] = []
    size = len("[]")
    for entry in entries:
        if part and size + len(entry) > most:
            yield b"[%b]" % b",".join(part)
            part, size = [], len("[]")
        part.append(entry)
        size += len(entry) + len(",")
    yield b"[%b]" % b",".join(part)
