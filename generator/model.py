"""What a roadmap is: languages, classifications, measures and pages.

Frozen values without input or output. One that exists is valid.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from generator.problems import Place

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
    in_itself: str
    locale: str
    date_format: str
    official: bool
    letters_after_z: str = ""
    empty_links: tuple[str, ...] = ()


def language_of(languages: Sequence[Language], code: str) -> Language:
    """The language with a code, or else the first."""
    return next((one for one in languages if one.code == code), languages[0])


class Translated(Generic[T]):
    """One T for each language. Using it without choosing a language is a mistake of the programmer's."""

    __slots__ = ("_by_code",)

    def __init__(self, by_code: Mapping[str, T]) -> None:
        self._by_code = dict(by_code)

    def __getitem__(self, language: Language) -> T:
        return self._by_code[language.code]

    def map(self, change: Callable[[T], S]) -> Translated[S]:
        return Translated({code: change(value) for code, value in self._by_code.items()})

    def __str__(self) -> str:
        raise TypeError("a translated text was used without choosing its language")

    def __bool__(self) -> bool:
        raise TypeError("a translated text was tested without choosing its language")

    def __repr__(self) -> str:
        return f"Translated({self._by_code!r})"


Text = Translated[str]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where the fields of a thing were written, for what is found out about them later."""

    start: Place
    by_field: Mapping[str, Place]

    def of(self, field: str) -> Place:
        """The place of a field's value; that of the thing where the field was not written."""
        return self.by_field.get(field, self.start)


@dataclass(frozen=True, slots=True)
class Reference:
    """A link in a body to another content file: its path from the content folder, and an anchor."""

    path: str
    anchor: str
    place: Place


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown made into safe HTML, cut where an address of this site belongs.

    `anchors` are the ids of its headings. `written` is the Markdown itself, which begins at the place `start`.
    """

    pieces: tuple[str | Reference, ...]
    anchors: frozenset[str]
    written: str = ""
    start: Place | None = None

    @property
    def references(self) -> tuple[Reference, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Reference))


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """One value of a classification, such as goal A.

    `name` is what it is called out of its classification: “Stort genomslag”. `code` is the letter
    that readers know it by, `accent` a colour of the design's palette,
    `size` how many of three bars a magnitude fills; each is empty or 0 where the value has none.
    `slug` is there when the values of the classification have pages.
    """

    id: str
    code: str
    label: Text
    name: Text
    description: Text | None
    slug: Text | None
    accent: str
    size: int
    places: Places


@dataclass(frozen=True, slots=True, eq=False)
class Classification:
    """A way to sort measures, such as by goal.

    With a `folder`, it has a page there and so has each of its values; `plural` names them together.
    One `in_menu` is a main way into the roadmap. `section` is the part of a measure's page that it belongs
    to: what the measure gives (“gain”), why it is done (“reason”) or how (“way”).
    """

    id: str
    label: Text
    plural: Text
    section: str
    in_menu: bool
    explanation: Text | None
    folder: Text | None
    values: tuple[Value, ...]
    places: Places

    @property
    def is_scale(self) -> bool:
        """Whether its values are magnitudes, such as small to large."""
        return all(value.size for value in self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A word or an abbreviation that the glossary explains.

    A text uses it where a word begins with the term itself or with one of its `forms`.
    `language` is the code of the language that the term belongs to, empty where it is that of the page.
    """

    id: str
    term: Text
    explanation: Text
    forms: Translated[tuple[str, ...]]
    language: str
    places: Places


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """What the source says of a field, letter for letter, where the site shows it corrected."""

    field: Text
    language: Language
    original: str
    shown: str


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """A measure of the roadmap. `values` has one value for each classification, in their order.

    `keywords` are everyday words that a reader may look for it by. `accepted` records for each language which
    texts were approved, as `translating` reads it; empty where none were.
    """

    path: str
    number: int
    title: Text
    slug: Text
    problem: Text
    values: tuple[Value, ...]
    keywords: Translated[tuple[str, ...]]
    body: Translated[Prose]
    corrections: tuple[Correction, ...]
    draft: bool
    accepted: Text
    places: Places


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page of prose. `menu` is where it is linked from: “main” or “footer”. `accepted` is as in a measure."""

    path: str
    title: Text
    slug: Text
    description: Text
    menu: str
    appendix: str
    body: Translated[Prose]
    accepted: Text
    places: Places


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """What holds for the whole site. `base_url` ends in a slash; it is empty while it is not known.

    `editor_language` is the code of the language that the editors are spoken to in, empty where it was not chosen.
    """

    name: Text
    description: Text
    source: Text
    publisher: Text
    publisher_url: Text
    feedback_url: Text
    base_url: str
    updated: datetime.date
    editor_language: str
    languages: tuple[Language, ...]

    @property
    def default_language(self) -> Language:
        return self.languages[0]


@dataclass(frozen=True, slots=True, eq=False)
class Roadmap:
    """The whole roadmap: measures by number, pages in the order of their file names.

    `left_out` has the paths of drafts that are no part of it.
    """

    site: Site
    texts: Mapping[str, Text]
    classifications: tuple[Classification, ...]
    terms: tuple[Term, ...]
    measures: tuple[Measure, ...]
    pages: tuple[Page, ...]
    left_out: frozenset[str] = frozenset()

    @property
    def groupings(self) -> tuple[Classification, ...]:
        """The classifications whose values have pages."""
        return tuple(one for one in self.classifications if one.folder is not None)

    @property
    def ways_in(self) -> tuple[Classification, ...]:
        """The classifications of the menu: the main ways into the roadmap."""
        return tuple(one for one in self.classifications if one.in_menu)

    @property
    def scales(self) -> tuple[Classification, ...]:
        """The classifications that are magnitudes."""
        return tuple(one for one in self.classifications if one.is_scale)

    def classification_of(self, value: Value) -> Classification:
        return next(one for one in self.classifications if value in one.values)

    def measures_in(self, value: Value) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if value in measure.values)

    def published(self) -> Roadmap:
        """The roadmap without its drafts."""
        drafts = frozenset(measure.path for measure in self.measures if measure.draft)
        return replace(self, measures=tuple(one for one in self.measures if not one.draft), left_out=drafts)
