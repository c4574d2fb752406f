"""The index of the search: what can be found in one language, as data in parts for the script of the search page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from generator.content.field_types import Search
from generator.content.schema import measure_fields, texts_in
from generator.model import Document, Language, Measure, RenderedMarkdown, Value
from generator.site.glossary import GlossaryMatcher, markdown_text
from generator.site.hyphenation import hyphenate_text
from generator.site.links import Target, label_key, label_of
from generator.site.search_folding import SOFT_HYPHEN, search_fold, word_lines
from generator.urls import BuiltinPage, UrlMap

# The field of everyday words, which is named where one of them leads to a measure.
_KEYWORDS = "keywords"
_CODE = "code"

# One encoder for all entries: json.dumps makes one for each.
_TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_GAP = re.compile(r" ([.,;:!?)])")

# What can be found, by the names that the script reads.
Entry = dict[str, Any]
# A text, what it is called where it is the reason of a hit, and its language where that is not the page's.
Text = tuple[str, ...]


class SearchIndex:
    """Everything that can be found in a roadmap, in the language of a glossary."""

    def __init__(self, urls: UrlMap, glossary: GlossaryMatcher) -> None:
        self._urls = urls
        self._roadmap = urls.roadmap
        self._language = glossary.language
        self._locales = {language.code: language.locale for language in urls.roadmap.site.languages}
        fields = [field for field in measure_fields(urls.roadmap.classifications) if field.name != _CODE]
        self._fields = {search: [field for field in fields if field.search is search] for search in Search}
        self.glossary = glossary

    def words_of(self, measure: Measure) -> str:
        """Return the words that lead to a measure, ready for the script of the list."""
        title, body, filed = measure.title[self._language], self._body(measure), self._filed(measure)
        lines = ((title,), (text for text, *_unused in body), (text for text, *_unused in filed))
        return "\n".join((self._names(measure), *word_lines(lines, self._language)))

    def part(self, part: int, link: Callable[[Target], str], mark: Callable[[Measure], str]) -> bytes:
        """Return a part of the index as the script reads it; the last has what is no measure, too.

        Args:
            part: Its number, from 1.
            link: The link from the search page to what an entry is about.
            mark: The key of what the search page shows beside a measure.
        """
        measures = (self._measure(measure, link, mark) for measure in self._urls.indexed(part))
        is_last = part == len(self._urls.index_files(self._language))
        entries = chain(measures, self._others(link) if is_last else ())
        return b"[%b]" % b",".join(_TO_JSON(entry).encode() for entry in entries)

    def _measure(self, measure: Measure, link: Callable[[Target], str], mark: Callable[[Measure], str]) -> Entry:
        return {
            **self._entry(measure, link, "", measure.lead[self._language]),
            "kind": self._word("measure_number").format(number=measure.display_number),
            "names": self._names(measure),
            "mark": mark(measure),
            "body": list(map(self._hyphenated, self._body(measure))),
            "filed": list(map(self._hyphenated, self._filed(measure))),
        }

    def _others(self, link: Callable[[Target], str]) -> Iterator[Entry]:
        """Yield what can be found besides the measures, the terms last."""
        for page in BuiltinPage:
            if (keywords := self._word(f"{page.value}_{_KEYWORDS}")) and page in self._urls:
                lead = self._word(f"{label_key(page)}_lead")
                yield {**self._entry(page, link, "page", "" if "{" in lead else lead), **self._keywords(keywords)}
        for kind, documents in (("page", self._roadmap.pages), ("indicator", self._roadmap.indicators)):
            for document in documents:
                yield self._document(document, link, kind)
        for taxonomy in self._roadmap.paged_taxonomies:
            for value in taxonomy.values:
                words = () if value.keywords is None else value.keywords[self._language]
                entry = {**self._entry(value, link, "", self._about(value)), "kind": taxonomy.label[self._language]}
                yield {**entry, **self._keywords(", ".join(words))}
        for term in self._roadmap.terms:
            entry = self._entry(term, link, "term", term.explanation[self._language])
            yield {**entry, "forms": term.forms[self._language], "language": term.language}

    def _entry(self, target: Target, link: Callable[[Target], str], kind: str, summary: str = "") -> Entry:
        """Return the link of an entry, its kind, and what it is called and about."""
        names = (label_of(target, self._roadmap)[self._language], summary)
        title, summary = texts = [text for name in names for text in self._hyphenated((name,))]
        foreign = {
            _hyphenated_word(word, text): term.language
            for name, text in zip(names, texts, strict=True)
            for word, term in self.glossary.find(name)
            if term.language
        }
        entry = {"href": link(target), "kind": kind and self._word(kind), "title": title, "summary": summary}
        return {**entry, "foreign": list(foreign.items())} if foreign else entry

    def _hyphenated(self, text: Text) -> Text:
        """Return a text with soft hyphens in its long words, by the rules of its language."""
        code = text[2] if len(text) > 2 else self._language.code
        return (hyphenate_text(text[0], self._locales[code]), *text[1:])

    def _document(self, document: Document, link: Callable[[Target], str], kind: str) -> Entry:
        language = self._language
        texts = [self._hyphenated((_prose(document.body[language]),))]
        return {**self._entry(document, link, kind, document.lead[language]), "filed": texts}

    def _keywords(self, words: str) -> Entry:
        """Return what else readers call a page that is no measure, nothing where there is no such word."""
        return {"filed": [self._hyphenated((words, self._word(_KEYWORDS)))]} if words else {}

    def _about(self, value: Value) -> str:
        return "" if value.description is None else value.description[self._language]

    def _word(self, name: str) -> str:
        texts = self._roadmap.texts
        return texts[name][self._language] if name in texts else ""

    def _names(self, measure: Measure) -> str:
        """Return the numbers and codes that a measure goes by, with and without its year."""
        names = dict.fromkeys((measure.display_number, measure.full_number, str(measure.number), measure.code))
        return "|".join(dict.fromkeys(filter(None, (search_fold(name, self._language) for name in names))))

    def _body(self, measure: Measure) -> Iterator[Text]:
        """Yield what a measure's page says of it, and what else its readers call it."""
        language, tracking = self._language, measure.tracking
        yield from self._field_texts(measure, Search.PAGE_LANGUAGE, language)
        if body := _prose(measure.body[language]):
            yield (body,)
        yield from (
            text
            for text in self._field_texts(measure, Search.ALL_LANGUAGES, language)
            if text[0] != measure.title[language]
        )
        for unit in measure.responsible:
            yield (unit.label[language], self._roadmap.classification_of(unit).label[language])
        if tracking is not None:
            yield (tracking.status.label[language], self._word("status"))
            if tracking.is_late(self._roadmap.site.updated):
                yield (self._word("late"),)
            texts = (update.text for update in tracking.updates)
            yield from ((text[language], self._word("history")) for text in texts if text is not None)

    def _filed(self, measure: Measure) -> Iterator[Text]:
        """Yield what a measure is filed under: its values, the terms it uses, and its words in other languages."""
        language = self._language
        told = {value.key for value in measure.responsible}
        if measure.tracking is not None:
            told.add(measure.tracking.status.key)
        for value in measure.values:
            if value.key not in told:
                yield (value.label[language], self._roadmap.classification_of(value).label[language])
        for term in self.glossary.used_in(measure):
            texts = (term.term[language], *term.forms[language], term.explanation[language])
            yield (" · ".join(texts), self._word("term"))
        for other in self._roadmap.site.languages:
            if other != language:
                for text, *_unused in self._field_texts(measure, Search.ALL_LANGUAGES, other):
                    yield (text, other.endonym, other.code)

    def _field_texts(self, measure: Measure, search: Search, language: Language) -> Iterator[Text]:
        """Yield the texts of the fields that are declared to lead to a measure in this way."""
        for field in self._fields[search]:
            if texts := texts_in(measure, field, language):
                if field.name == _KEYWORDS:
                    yield (", ".join(texts), self._word(_KEYWORDS))
                else:
                    yield from ((text,) for text in texts)


def _prose(markdown: RenderedMarkdown) -> str:
    """Return rendered Markdown as one line of text, without the gaps that its tags leave before punctuation."""
    return _GAP.sub(r"\1", " ".join(markdown_text(markdown).split()))


def _hyphenated_word(word: re.Match[str], text: str) -> str:
    """Return a word as it is in a text, which is that of the match but for soft hyphens."""
    before, letters = (len(part.replace(SOFT_HYPHEN, "")) for part in (word.string[: word.start()], word[0]))
    places = [place for place, letter in enumerate(text) if letter != SOFT_HYPHEN]
    return text[places[before] : places[before + letters - 1] + 1]
