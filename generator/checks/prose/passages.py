"""Divides a roadmap into its texts, in which every word knows where it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from itertools import pairwise

from generator.content.markdown_marks import BULLETS
from generator.content.schema import prose_of
from generator.diagnostics import Location, written_line
from generator.model import (
    Classification,
    Document,
    Edition,
    GlossaryTerm,
    Indicator,
    Language,
    LocalizedText,
    Measure,
    Page,
    RenderedMarkdown,
    Value,
)

# What nobody reads as words: code, link targets, and URLs and mail addresses in the text.
_NO_PROSE = re.compile(
    r"`[^`]*`|(?<=\])\([^)]*\)|<[^>\s]+>|(?:https?://|www\.)[^\s)]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+"
)
CODE_BLOCK = re.compile(r"<pre><code>(.*?)</code></pre>", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS_OF_CODE = 3
# What begins a block without an empty line above: a heading, a list item, a table row, a quotation.
_BLOCK_START = re.compile(rf"[ \t]*(?:#{{2,6}}|[{BULLETS}][ \t\u00a0]|\d{{1,9}}[.)][ \t]|.*\||>)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in one language, and where it begins: a field, a body or a block of it."""

    language: Language
    text: str
    location: Location

    @property
    def prose(self) -> str:
        """The text with blanks for what is no prose, so that every word keeps its index."""
        return _blank_no_prose(self.text)

    @property
    def start(self) -> Location:
        """The location of the first word."""
        word = re.search(r"\w", self.text)
        return self.at(word.start() if word else 0)

    def at(self, index: int) -> Location:
        """Return the location of a character; that of the whole where the file does not show the text as it is."""
        begin = self.text.rfind("\n", 0, index) + 1
        line, row, column = self.text[begin:].partition("\n")[0], self.text.count("\n", 0, begin), index - begin
        if row:
            return Location(self.location.file, self.location.line + row, column + 1)
        start = written_line(self.location).find(line, max(self.location.column - 1, 0))
        return self.location if start < 0 else replace(self.location, column=start + column + 1)


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """A text in every language, in passages: a field by its name, or a body, whose field is empty."""

    field: str
    passages: Mapping[Language, Sequence[Passage]]


# What has texts: what is written in a file of its own, and what is explained in a word or a sentence.
Subject = Document | GlossaryTerm | Classification | Value


def texts_of(subject: Subject, languages: Sequence[Language]) -> list[TranslatedText]:
    """Return the texts of a document, a term, a classification or a value: its fields, then its body."""
    fields: Mapping[str, LocalizedText | None]
    match subject:
        case Measure():
            fields = prose_of(subject)
        case Page() | Edition() | Indicator():
            fields = {"title": subject.title, "description": subject.description}
        case GlossaryTerm() | Classification():
            fields = {"explanation": subject.explanation}
        case Value():
            fields = {"description": subject.description}
    texts = [
        TranslatedText(name, {language: [_field_passage(name, text, subject, language)] for language in languages})
        for name, text in fields.items()
        if text is not None
    ]
    if isinstance(subject, Document):
        texts.append(
            TranslatedText("", {language: list(_blocks(subject.body[language], language)) for language in languages})
        )
    return texts


def advice_code(rule: str, words: str) -> str:
    """Return the code of advice on some words, of which it has the first three: “long-sentence The city board”."""
    return " ".join((rule, *_WORD.findall(words)[:_MAX_WORDS_OF_CODE]))


def _field_passage(name: str, text: LocalizedText, subject: Subject, language: Language) -> Passage:
    return Passage(language, text[language], subject.locations.of(f"{name}_{language.code}"))


def _blocks(body: RenderedMarkdown, language: Language) -> Iterator[Passage]:
    """Yield the paragraphs, headings, list items and table rows of a body, without its code."""
    if body.start is None:
        return
    code = {line.strip() for block in CODE_BLOCK.findall(body.html) for line in unescape(block).split("\n")}
    lines = ["" if line[:4].isspace() and line.strip() in code else line for line in body.markdown.split("\n")]
    starts = [number for number in range(len(lines)) if _is_boundary(lines, number)]
    for first, end in pairwise([*starts, len(lines)]):
        if lines[first].strip():
            location = Location(body.start.file, body.start.line + first, 1)
            yield Passage(language, "\n".join(lines[first:end]), location)


def _is_boundary(lines: Sequence[str], number: int) -> bool:
    """Return whether a block begins at a line, or an empty line ends one there."""
    line, above = lines[number], lines[number - 1] if number else ""
    return not line.strip() or not above.strip() or above.startswith("##") or _BLOCK_START.match(line) is not None


# The preview asks again for texts that did not change.
@lru_cache(maxsize=10_000)
def _blank_no_prose(text: str) -> str:
    return _NO_PROSE.sub(lambda match: re.sub(r"\S", " ", match[0]), text)
