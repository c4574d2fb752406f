"""Finds the terms of the glossary in texts, and marks them: a text or HTML in, HTML out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape

from markupsafe import Markup, escape

from generator.model import Language, Prose, Term, Text, Translated

# Within these a term stays as it is: a link leads elsewhere, and headings are read as lists of contents.
CLOSED_TO_TERMS = ("a", "code", "pre", "h2", "h3", "h4", "h5", "h6")
TAG = re.compile(r"(<[^>]*>)")

SOFT_HYPHEN = "\u00ad"
# What a word can have inside.
INSIDE = rf"\w{SOFT_HYPHEN}-"
# So short a term must be a whole word or the first part of one with a hyphen: “AI”, “AI-baserad”, but not “Aina”.
LONGEST_WHOLE = 3


def pattern_of(beginning: str) -> str:
    """What finds the beginning of a word, or of several, whatever white space or soft hyphens are in it."""
    words = (rf"{SOFT_HYPHEN}?".join(map(re.escape, word)) for word in beginning.split())
    whole = r"(?!\w)" if len(beginning) <= LONGEST_WHOLE else ""
    return r"\s+".join(words) + whole


class Vocabulary:
    """The terms of a glossary as one language writes them."""

    def __init__(self, terms: Iterable[Term], language: Language) -> None:
        self.language = language
        beginnings = [(beginning, term) for term in terms for beginning in (term.term[language], *term.forms[language])]
        # The longest first, so that a term within a longer one does not hide it.
        beginnings.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        self._terms = [term for _, term in beginnings]
        words = "|".join(f"({pattern_of(beginning)})" for beginning, _ in beginnings) or "(?!)"
        self._word = re.compile(rf"(?<![{INSIDE}])(?:{words})[{INSIDE}]*", re.IGNORECASE)
        # A title stands on many pages, and is searched once.
        self._found: dict[str, tuple[tuple[re.Match[str], Term], ...]] = {}

    def used_in(self, *texts: Text | str) -> tuple[Term, ...]:
        """The terms that the texts use, in order of their first use."""
        return tuple(dict.fromkeys(term for text in texts for _, term in self.words(self.chosen(text))))

    def words(self, text: str) -> tuple[tuple[re.Match[str], Term], ...]:
        """Each word of a text that is a term, with the term."""
        if text not in self._found:
            words = self._word.finditer(text)
            self._found[text] = tuple((word, self._terms[(word.lastindex or 0) - 1]) for word in words)
        return self._found[text]

    def chosen(self, text: Text | str) -> str:
        return text[self.language] if isinstance(text, Translated) else text


class Marker:
    """Marks terms on one page. Where a term is first explained it becomes a button that opens its note."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.explained_here: list[Term] = []

    def named(self, text: Text | str) -> Markup:
        """The text with the language of each foreign term (WCAG 3.1.2)."""
        return self._marked(text, spoken)

    def explained(self, text: Text | str) -> Markup:
        """The text with the language of each foreign term, and a button where a term is first used."""
        return self._marked(text, self._button)

    def explained_html(self, html: str) -> Markup:
        """The same for HTML: only its running text is marked."""
        pieces, closed = [], 0
        for piece in TAG.split(html):
            name = re.match(r"</?(\w+)", piece)
            if name is not None and name[1] in CLOSED_TO_TERMS:
                closed += -1 if piece.startswith("</") else 1
            is_text = name is None and piece.strip() != ""
            mark = self.named if closed else self.explained
            pieces.append(mark(unescape(piece)) if is_text else Markup(piece))
        return Markup("").join(pieces)

    def _button(self, word: str, term: Term) -> Markup:
        if term in self.explained_here:
            return spoken(word, term)
        self.explained_here.append(term)
        button = Markup('<button type="button" class="term" popovertarget="term_{}">{}</button>')
        return button.format(term.id, spoken(word, term))

    def _marked(self, text: Text | str, mark: Callable[[str, Term], Markup]) -> Markup:
        words, result, end = self._vocabulary.chosen(text), Markup(""), 0
        for word, term in self._vocabulary.words(words):
            result += escape(words[end : word.start()]) + mark(word[0], term)
            end = word.end()
        return result + escape(words[end:])


def spoken(word: str, term: Term) -> Markup:
    """The word, with its language where that is not the page's."""
    return Markup('<span lang="{}">{}</span>').format(term.language, word) if term.language else escape(word)


def text_of(prose: Prose) -> str:
    """The text of prose without its HTML."""
    html = "".join(piece for piece in prose.pieces if isinstance(piece, str))
    return unescape(TAG.sub(" ", html))
