"""What is written in several languages, and where it was written."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.diagnostics import Location

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    `in_itself` heads its section of a body and names the link that leads to it: “På svenska”.
    `locale` decides plural forms, as CLDR knows them: “sv_FI”. `letters_after_z` are those that its
    alphabet has there, in order. `official` is False until the publisher has approved the translation.
    `empty_links` are words that do not say where a link leads: “click here”.
    """

    code: str
    endonym: str
    locale: str
    date_format: str
    official: bool
    letters_after_z: str = ""
    empty_links: tuple[str, ...] = ()


def language_of(languages: Sequence[Language], code: str) -> Language:
    """The language with a code, or else the first."""
    return next((one for one in languages if one.code == code), languages[0])


class Localized(Generic[T]):
    """One T for each language. Using it without choosing a language is a mistake of the programmer's."""

    __slots__ = ("_by_code",)

    def __init__(self, by_code: Mapping[str, T]) -> None:
        self._by_code = dict(by_code)

    def __getitem__(self, language: Language) -> T:
        return self._by_code[language.code]

    def map(self, change: Callable[[T], S]) -> Localized[S]:
        return Localized({code: change(value) for code, value in self._by_code.items()})

    def __str__(self) -> str:
        raise TypeError("a translated text was used without choosing its language")

    def __bool__(self) -> bool:
        raise TypeError("a translated text was tested without choosing its language")

    def __repr__(self) -> str:
        return f"Translated({self._by_code!r})"


LocalizedText = Localized[str]


class FieldLocations:
    """Where the fields of a thing were written in its file, for what is found out about them later.

    `start` is the place of the thing itself. The others are kept pickled: there are many, and few are asked for.
    """

    __slots__ = ("_others", "start")

    def __init__(self, start: Location, by_field: Mapping[str, Location]) -> None:
        self.start = start
        self._others = pickle.dumps({name: (one.line, one.column, one.quote) for name, one in by_field.items()})

    @property
    def by_field(self) -> Mapping[str, Location]:
        """The place of each field that was written."""
        return {name: Location(self.start.file, *rest) for name, rest in pickle.loads(self._others).items()}

    def of(self, field: str) -> Location:
        """The place of a field's value; that of the thing where the field was not written."""
        return self.by_field.get(field, self.start)


@dataclass(frozen=True, slots=True)
class InternalLink:
    """A link in a body to another content file: its path from the content folder, and an anchor."""

    path: str
    anchor: str
    location: Location


# What prose consists of: see there.
Parts = tuple[tuple[str | InternalLink, ...], frozenset[str], str, Location | None]


class RenderedMarkdown:
    """Markdown made into safe HTML, cut where an address of this site belongs.

    `anchors` are the ids of its headings. `written` is the Markdown itself, which begins at the place `start`.
    All of it is kept packed: no part of a roadmap is larger, and each is asked for a few times.
    """

    __slots__ = ("_packed",)

    def __init__(
        self,
        pieces: tuple[str | InternalLink, ...] = (),
        anchors: frozenset[str] = frozenset(),
        written: str = "",
        start: Location | None = None,
    ) -> None:
        self._packed = zlib.compress(pickle.dumps((pieces, anchors, written, start)), zlib.Z_BEST_SPEED)

    @property
    def pieces(self) -> tuple[str | InternalLink, ...]:
        return self._unpacked()[0]

    @property
    def anchors(self) -> frozenset[str]:
        return self._unpacked()[1]

    @property
    def documents(self) -> str:
        return self._unpacked()[2]

    @property
    def start(self) -> Location | None:
        return self._unpacked()[3]

    @property
    def internal_links(self) -> tuple[InternalLink, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, InternalLink))

    def _unpacked(self) -> Parts:
        parts: Parts = pickle.loads(zlib.decompress(self._packed))
        return parts
