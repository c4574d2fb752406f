"""Finds the terms of the glossary in texts, and marks them: a text or HTML in, HTML out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from html import unescape

from markupsafe import Markup, escape

from generator.model import GlossaryTerm, Language, Measure, RenderedMarkdown
from generator.queries import fragment
from generator.site.formatting import fields_of
from generator.site.search_folding import SOFT_HYPHEN

# Within these a term stays as it is: a link leads elsewhere, and headings are read as lists of contents.
_CLOSED_TO_TERMS = re.compile(r"<(/?)(?:a|code|pre|h[2-6])\b")
_TAG = re.compile(r"(<[^>]*>)")

# What a word can have inside.
_INSIDE = rf"\w{SOFT_HYPHEN}-"
# So short a term must be a whole word or the first part of one with a hyphen: “AI”, “AI-baserad”, but not “Aina”.
_LONGEST_WHOLE = 3
# By so many letters a word is known that may be a term.
_OPENING_LENGTH = 3
# Soft hyphens, and the letters that re.IGNORECASE takes for others: a long s, the Turkish i.
_UNUSUAL = re.compile(f"[{SOFT_HYPHEN}İıſ]")

TermMatch = tuple[re.Match[str], GlossaryTerm]


class GlossaryMatcher:
    """The terms of a glossary as one language writes them."""

    def __init__(self, terms: Iterable[GlossaryTerm], language: Language) -> None:
        self.language = language
        self._by_id = {term.id: term for term in terms}
        beginnings = [
            (beginning, term)
            for term in self._by_id.values()
            for beginning in (term.term[language], *term.forms[language])
        ]
        # The longest first, so that a term within a longer one does not hide it.
        beginnings.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        self._terms = [term for _unused, term in beginnings]
        self._beginnings = [beginning for beginning, _unused in beginnings]
        # Few words open as a term does, and only these are held against the terms that open so.
        self._openings = list(map(_opening_of, self._beginnings))
        openings = "|".join(map(re.escape, sorted(set(self._openings)))) or "(?!)"
        self._opening = re.compile(rf"(?<![{_INSIDE}])(?:{openings})")
        self._words: dict[str, tuple[re.Pattern[str], Sequence[GlossaryTerm]]] = {}
        # To compile takes long: here it is done once, and not by each worker.
        for opening in set(self._openings):
            self._words_with(opening)
        # A title stands on many pages, and is searched once; so is a measure.
        self._matches: dict[str, tuple[TermMatch, ...]] = {}
        self._used: dict[str, tuple[str, ...]] = {}

    def used_in(self, measure: Measure) -> tuple[GlossaryTerm, ...]:
        """Return the terms that a measure uses, in the order of its text."""
        return tuple(map(self._by_id.__getitem__, self._ids_used_in(measure)))

    def users_among(self, measures: Iterable[Measure]) -> dict[str, list[Measure]]:
        """Return those of many measures that use each term, by its id."""
        users: dict[str, list[Measure]] = {term: [] for term in self._by_id}
        for measure in measures:
            for term in fragment(measure, partial(self._ids_used_in, measure)):
                users[term].append(measure)
        return users

    def _ids_used_in(self, measure: Measure) -> tuple[str, ...]:
        if measure.path not in self._used:
            language = self.language
            fields = [text for text in (measure.title, measure.problem) if text is not None]
            texts = (*(text[language] for text in fields), markdown_text(measure.body[language]))
            ids = (term.id for text in texts for _word, term in self.find_once(text))
            self._used[measure.path] = tuple(dict.fromkeys(ids))
        return self._used[measure.path]

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Return each word of a text that is a term, with the term; kept for texts that stand on many pages."""
        if text not in self._matches:
            self._matches[text] = tuple(self.find_once(text))
        return self._matches[text]

    def find_once(self, text: str) -> Iterator[TermMatch]:
        """Yield each word of a text that is a term, with the term."""
        if _UNUSUAL.search(text):
            yield from self._find_any(text)
            return
        end, lowered = 0, text.lower()
        for opening in self._opening.finditer(lowered):
            start = opening.start()
            if start < end:
                continue
            pattern, terms = self._words_with(lowered[start : start + _OPENING_LENGTH])
            if (word := pattern.match(text, start)) is not None:
                end = word.end()
                yield word, terms[(word.lastindex or 0) - 1]

    def _find_any(self, text: str) -> Iterator[TermMatch]:
        """Yield the terms of a text with soft hyphens within words, or with letters that have two lower cases."""
        return ((word, self._terms[(word.lastindex or 0) - 1]) for word in self._any_word.finditer(text))

    def _words_with(self, letters: str) -> tuple[re.Pattern[str], Sequence[GlossaryTerm]]:
        """Return a pattern for the terms that open with some letters, and these terms in the order of its groups."""
        if letters not in self._words:
            places = [place for place, opening in enumerate(self._openings) if letters.startswith(opening)]
            pattern = _word_of([self._beginnings[place] for place in places], "")
            self._words[letters] = pattern, [self._terms[place] for place in places]
        return self._words[letters]

    @cached_property
    def _any_word(self) -> re.Pattern[str]:
        # It takes long to compile and to match, and few texts of the content need it.
        return _word_of(self._beginnings, f"{SOFT_HYPHEN}?")


class GlossaryAnnotator:
    """Marks the terms of a page. Where a term is first used, it becomes a link to its note."""

    def __init__(self, matcher: GlossaryMatcher) -> None:
        self._matcher = matcher
        self._explained: dict[str, GlossaryTerm] = {}

    def begin_page(self) -> None:
        """Forget which terms were explained."""
        self._explained.clear()

    def explained_terms(self) -> list[dict[str, str]]:
        """Return the terms that the page has a link for, in their order."""
        return [term_texts(term, self._matcher.language) for term in self._explained.values()]

    def unexplained(self, terms: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
        """Return the terms that the page has no button for so far: those in titles and links only."""
        return [term for term in terms if term["id"] not in self._explained]

    def mark_foreign(self, text: str) -> Markup:
        """Return a text with the language of each foreign term (WCAG 3.1.2)."""
        return _marked(text, self._matcher.find(text), _spoken)

    def mark_terms(self, text: str | Markup) -> Markup:
        """Return a text or HTML with the language of each foreign term, and a link where a term is first used."""
        if not isinstance(text, Markup):
            return _marked(text, self._matcher.find(text), self._link)
        pieces, closed = _TAG.split(str(text)), 0
        for index, piece in enumerate(pieces):
            # Texts and tags follow each other.
            if index % 2:
                if tag := _CLOSED_TO_TERMS.match(piece):
                    closed += -1 if tag[1] else 1
            elif piece and not piece.isspace():
                plain = unescape(piece)
                if matches := tuple(self._matcher.find_once(plain)):
                    pieces[index] = _marked(plain, matches, _spoken if closed else self._link)
        return Markup("".join(pieces))

    def _link(self, word: str, term: GlossaryTerm) -> Markup:
        if term.id in self._explained:
            return _spoken(word, term)
        self._explained[term.id] = term
        return Markup('<a class="term" href="#term_{}">{}</a>').format(term.id, _spoken(word, term))


def term_texts(term: GlossaryTerm, language: Language) -> dict[str, str]:
    """Return a term and its explanation in one language, as templates use them."""
    return fields_of(term, language, "id", "term", "explanation")


# What is searched for terms is then searched for words.
@lru_cache(8)
def markdown_text(markdown: RenderedMarkdown) -> str:
    """Return the text of rendered Markdown without its HTML."""
    return unescape(_TAG.sub(" ", markdown.html))


def _marked(text: str, matches: Iterable[TermMatch], mark: Callable[[str, GlossaryTerm], Markup]) -> Markup:
    """Return a text in which each of the terms found in it is marked."""
    result, end = "", 0
    for word, term in matches:
        result += f"{escape(text[end : word.start()])}{mark(word[0], term)}"
        end = word.end()
    return Markup(result) + escape(text[end:]) if result else escape(text)


def _word_of(beginnings: Iterable[str], between: str) -> re.Pattern[str]:
    """Return the pattern of words that begin as one of some, the number of its group.

    Args:
        beginnings: The longest first.
        between: The pattern of what may be between any two letters.
    """
    words = "|".join(f"({_pattern_of(beginning, between)})" for beginning in beginnings) or "(?!)"
    return re.compile(rf"(?<![{_INSIDE}])(?:{words})[{_INSIDE}]*", re.IGNORECASE)


def _pattern_of(beginning: str, between: str) -> str:
    """Return a pattern for the beginning of words, whatever white space is in it."""
    words = (between.join(map(re.escape, word)) for word in beginning.split())
    whole = r"(?!\w)" if len(beginning) <= _LONGEST_WHOLE else ""
    return r"\s+".join(words) + whole


def _opening_of(beginning: str) -> str:
    """Return the first letters of a beginning in lower case."""
    return beginning.split(maxsplit=1)[0][:_OPENING_LENGTH].lower()


def _spoken(word: str, term: GlossaryTerm) -> Markup:
    """Return a word with its language where that is not the page's."""
    return Markup('<span lang="{}">{}</span>').format(term.language, word) if term.language else escape(word)
