"""Texts in several languages, and where they were written."""

from __future__ import annotations

import datetime
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Generic, TypeVar

from generator.diagnostics import Diagnostic, Location
from generator.queries import ask_for

# In characters: what a card or a search engine shows of a text.
_LONGEST_LEAD = 300
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    `endonym` heads its section of a body and names the link that leads to it: “På svenska”.
    `locale` decides plural forms, as CLDR knows them: “sv_FI”. `letters_after_z` are those that its
    alphabet has there, in order. `official` is False until the publisher has approved the translation.
    `empty_links` are words that do not say where a link leads: “click here”. A draft is in the preview only, with the
    texts of the first language in its gaps.
    """

    code: str
    endonym: str
    locale: str
    date_format: str
    official: bool
    letters_after_z: str = ""
    empty_links: tuple[str, ...] = ()
    draft: bool = False


def language_of(languages: Sequence[Language], code: str) -> Language:
    """Return the language with a code, or else the first."""
    return next((language for language in languages if language.code == code), languages[0])


@dataclass(frozen=True, slots=True)
class KeptAdvice:
    """Advice that the editors do not follow, by its code, and their reason."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Localized(Generic[T]):
    """One T for each language. To use it without choosing a language is a bug, so it has no text and no truth."""

    by_code: Mapping[str, T]

    def __getitem__(self, language: Language) -> T:
        return self.by_code[language.code]

    def map(self, change: Callable[[T], S]) -> Localized[S]:
        """Return the result of a change in every language."""
        return Localized({code: change(value) for code, value in self.by_code.items()})

    def __hash__(self) -> int:
        return hash(tuple(self.by_code.items()))

    def __str__(self) -> str:
        raise TypeError("a translated text was used without choosing its language")

    def __bool__(self) -> bool:
        raise TypeError("a translated text was tested without choosing its language")


LocalizedText = Localized[str]


@dataclass(frozen=True, slots=True)
class QueriedWord(Localized[str]):
    """A word of the interface, which to read in a language is a query."""

    name: str

    def __getitem__(self, language: Language) -> str:
        ask_for(("Roadmap.word", language.code), self.name)
        return self.by_code[language.code]


@dataclass(frozen=True, slots=True)
class Approval:
    """That a translation was approved: digests of the source and of the translation, the day, and by whom.

    All are empty where it was not, and the last two where that is not recorded.
    """

    source: str = ""
    translation: str = ""
    day: datetime.date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class FieldLocations:
    """Where a value was written: its start, and line and column of each field that was written, by its name."""

    start: Location
    positions: Mapping[str, tuple[int, int]] = field(default_factory=dict, hash=False)

    def of(self, name: str) -> Location:
        """Return the location of a field's value, or that of the whole where the field was not written."""
        if name not in self.positions:
            return self.start
        path = f"{self.start.field}.{name}" if self.start.field else name
        return Location(self.start.file, *self.positions[name], path)


@dataclass(frozen=True, slots=True)
class InternalLink:
    """A link in a body to another content file: its path from the content folder, and an anchor."""

    path: str
    anchor: str
    location: Location


@dataclass(frozen=True, slots=True)
class Outline:
    """What other files must fit in a body: the files and anchors that it links to, and the ids of its headings."""

    links: tuple[tuple[str, str], ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedMarkdown:
    """Markdown as safe HTML, cut where an address of this site belongs.

    `anchors` are the ids of its headings. `markdown` is the text that was rendered, which begins at `start`;
    `start` is None where nothing was written. `advice` says what of it is probably not shown as it was meant.
    """

    pieces: tuple[str | InternalLink, ...] = ()
    anchors: frozenset[str] = frozenset()
    markdown: str = ""
    start: Location | None = None
    advice: tuple[Diagnostic, ...] = ()

    @property
    def html(self) -> str:
        """Its HTML without the addresses of this site, for those who look at its text."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def internal_links(self) -> tuple[InternalLink, ...]:
        """The links to other content files, in their order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, InternalLink))

    @property
    def outline(self) -> Outline:
        """What other files must fit."""
        links = tuple((link.path, link.anchor) for link in self.internal_links)
        return Outline(links, tuple(sorted(self.anchors)))

    @property
    def lead(self) -> str:
        """The words of its first paragraph, cut where they are many; empty where it has none."""
        paragraph = _PARAGRAPH.search(self.html)
        text = unescape(_TAG.sub("", paragraph[1])) if paragraph else ""
        return textwrap.shorten(text, _LONGEST_LEAD, placeholder=" …")
