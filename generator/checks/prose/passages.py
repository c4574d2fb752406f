"""Takes a roadmap apart into its texts, in which every word knows where it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from html import unescape
from itertools import pairwise

from generator.content.schema import DESCRIPTION, PROBLEM, RESULT, STATUS_NOTE, TITLE, WITHOUT_NET
from generator.diagnostics import Location, written_line
from generator.model import (
    Edition,
    FieldLocations,
    Indicator,
    Language,
    Localized,
    LocalizedText,
    Measure,
    Page,
    RenderedMarkdown,
    Roadmap,
)

# What no reader reads as words: code, the addresses of links, and those that stand in the text as they are.
UNREAD = re.compile(
    r"`[^`]*`|(?<=\])\([^)]*\)|<[^>\s]+>|(?:https?://|www\.)[^\s)]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+"
)
CODE = re.compile(r"<pre><code>(.*?)</code></pre>", re.DOTALL)
# What begins a block of its own without an empty line above: a heading, a list item, a row, a quotation.
MARK = re.compile(r"[ \t]*(?:#{2,6}|[-*+][ \t]|\d{1,9}[.)][ \t]|.*\||>)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in one language, and the place where it begins: a field, a body or a block of it."""

    language: Language
    text: str
    location: Location

    @property
    def read(self) -> str:
        """The text as it is read, every word at the index that it has in the text."""
        return as_read(self.text)

    @property
    def start(self) -> Location:
        """The place of its first word."""
        word = re.search(r"\w", self.text)
        return self.at(word.start() if word else 0)

    def at(self, index: int) -> Location:
        """The place of a character; that of the whole where the line does not show the text as it is."""
        begin = self.text.rfind("\n", 0, index) + 1
        line, row, column = self.text[begin:].partition("\n")[0], self.text.count("\n", 0, begin), index - begin
        if row:
            return Location(self.location.file, self.location.line + row, column + 1)
        start = written_line(self.location).find(line, max(self.location.column - 1, 0))
        return self.location if start < 0 else replace(self.location, column=start + column + 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A text in every language, in passages: a field with its name, or a body, whose name is empty."""

    name: str
    passages: Localized[tuple[Passage, ...]]


def texts_of(roadmap: Roadmap) -> Iterator[tuple[object, Callable[[], tuple[Entry, ...]]]]:
    """Each measure, page, term, classification and value, with what gives its texts."""
    languages = roadmap.site.languages
    for measure in roadmap.measures:
        yield measure, partial(texts_of_measure, measure, languages)
    others: tuple[Edition | Indicator | Page, ...] = (*roadmap.editions, *roadmap.indicators, *roadmap.pages)
    for one in others:
        yield one, partial(texts_of_page, one, languages)
    for term in roadmap.terms:
        yield term, partial(written, {"explanation": term.explanation}, term.locations, languages)
    for classification in roadmap.classifications:
        explanation: dict[str, LocalizedText | None] = {"explanation": classification.explanation}
        yield classification, partial(written, explanation, classification.locations, languages)
        for value in (one for one in classification.values if not isinstance(one, Edition)):
            yield value, partial(written, {"description": value.description}, value.locations, languages)


def texts_of_measure(measure: Measure, languages: tuple[Language, ...]) -> tuple[Entry, ...]:
    fields: dict[str, LocalizedText | None] = {TITLE.name: measure.title, PROBLEM.name: measure.problem}
    if measure.tracking is not None:
        tracking = measure.tracking
        fields |= {
            STATUS_NOTE.name: tracking.note,
            RESULT.name: tracking.result,
            WITHOUT_NET.name: tracking.without_net,
        }
    return (*written(fields, measure.locations, languages), blocks_of(measure.body, languages))


def texts_of_page(page: Edition | Indicator | Page, languages: tuple[Language, ...]) -> tuple[Entry, ...]:
    fields = {TITLE.name: page.title, DESCRIPTION.name: page.lead}
    return (*written(fields, page.locations, languages), blocks_of(page.body, languages))


def written(
    fields: Mapping[str, LocalizedText | None], locations: FieldLocations, languages: tuple[Language, ...]
) -> tuple[Entry, ...]:
    """The fields that are there, each a passage in every language."""
    return tuple(
        Entry(
            name,
            Localized({one.code: (Passage(one, text[one], locations.of(f"{name}_{one.code}")),) for one in languages}),
        )
        for name, text in fields.items()
        if text is not None
    )


def blocks_of(body: Localized[RenderedMarkdown], languages: tuple[Language, ...]) -> Entry:
    return Entry("", Localized({one.code: tuple(blocks(body[one], one)) for one in languages}))


def blocks(prose: RenderedMarkdown, language: Language) -> Iterator[Passage]:
    """The paragraphs, headings, list items and rows of a body, without its code."""
    if prose.start is None:
        return
    code = {line.strip() for block in CODE.findall(html_of(prose)) for line in unescape(block).split("\n")}
    lines = ["" if line[:4].isspace() and line.strip() in code else line for line in prose.markdown.split("\n")]
    beginnings = [number for number in range(len(lines)) if begins(lines, number)]
    for first, end in pairwise([*beginnings, len(lines)]):
        if lines[first].strip():
            location = Location(prose.start.file, prose.start.line + first, 1)
            yield Passage(language, "\n".join(lines[first:end]), location)


def begins(lines: list[str], number: int) -> bool:
    """Whether a block begins at the line, or an empty one ends there."""
    line, above = lines[number], lines[number - 1] if number else ""
    return not line.strip() or not above.strip() or above.startswith("##") or MARK.match(line) is not None


# The preview asks anew for texts that did not change.
@lru_cache(maxsize=10_000)
def as_read(text: str) -> str:
    return UNREAD.sub(lambda unread: re.sub(r"\S", " ", unread[0]), text)


def html_of(prose: RenderedMarkdown) -> str:
    return "".join(piece for piece in prose.pieces if isinstance(piece, str))
