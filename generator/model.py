"""What a roadmap is: languages, classifications, measures and pages.

Frozen values without input or output. One that exists is valid.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
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
    that readers know it by, `accent` a colour of the design's palette, `shape` one of its small drawings,
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
    shape: str = ""


class Counts(enum.Enum):
    """What a measure in a state counts as: still to be done, done, given up, or not known."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Turn(enum.Enum):
    """What happened to a measure when it came into a state."""

    STARTED = "started"
    FINISHED = "finished"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Status(Value):
    """A state that a measure can be in. `turn` is None where coming into it is no news."""

    counts: Counts
    turn: Turn | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Edition(Value):
    """The roadmap of a year, as it was adopted. `carries` has the files of earlier measures that it goes on with."""

    path: str
    year: int
    adopted: datetime.date
    draft: bool
    carries: tuple[str, ...]
    body: Translated[Prose]
    accepted: Text
    lead: Text

    @property
    def title(self) -> Text:
        return self.name


@dataclass(frozen=True, slots=True, eq=False)
class Classification:
    """A way to sort measures, such as by goal.

    With a `folder`, it has a page there and so has each of its values; `plural` names them together.
    One `in_menu` is a main way into the roadmap. `section` is the part of a measure's page that it belongs
    to: what the measure gives (“gain”), why it is done (“reason”) or how (“way”); what has its own place there
    has none. `default` is the value of a measure that names none, None where each must.
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
    default: Value | None = None

    @property
    def is_scale(self) -> bool:
        """Whether its values are magnitudes, such as small to large."""
        return all(value.size for value in self.values)

    def without(self, values: Sequence[Value]) -> Classification:
        """The classification without some of its values; itself where it has none of them."""
        left = tuple(one for one in self.values if one not in values)
        return replace(self, values=left) if len(left) < len(self.values) else self


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
class Decision:
    """A decision on a measure. `paragraph` is its number in the minutes, 0 where it is not known."""

    day: datetime.date
    body: Text
    paragraph: int
    url: Text | None
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """What was told of a measure on a day.

    It may record the state or the due date that the measure has from that day on, and the title that it had until
    then.
    """

    day: datetime.date
    text: Text
    status: Status | None
    due: datetime.date | None
    former_title: Text | None
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What was promised of a measure, and what came of it.

    `due` is the date first promised, `due_now` the present one where it was moved. What names other content files
    has their paths.
    """

    edition: Edition
    status: Status
    status_date: datetime.date | None
    note: Text | None
    responsible: Text | None
    due: datetime.date | None
    due_now: datetime.date | None
    completed: datetime.date | None
    result: Text | None
    service_url: Text | None
    without_net: Text | None
    decisions: tuple[Decision, ...]
    updates: tuple[Update, ...]
    continues: tuple[str, ...]
    merged_into: str
    related: tuple[str, ...]
    indicators: tuple[str, ...]

    @property
    def promised(self) -> datetime.date | None:
        """The date that is promised now, None where there is none."""
        return self.due_now or self.due

    def is_late(self, today: datetime.date) -> bool:
        """Whether it is still to be done though its date has passed."""
        return self.status.counts is Counts.OPEN and self.promised is not None and self.promised < today


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """A measure of the roadmap. `values` has one value for each classification, in their order.

    `keywords` are everyday words that a reader may look for it by. `accepted` records for each language which
    texts were approved, as `translating` reads it; empty where none were. `course` is None in a roadmap that is
    not followed up.
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
    course: Course | None = None

    @property
    def lead(self) -> Text:
        """What it is about, in a sentence."""
        return self.problem

    @property
    def designation(self) -> str:
        """What it is called among all measures: its number, with the year where every year counts from 1."""
        return f"{self.number}/{self.course.edition.year}" if self.course else str(self.number)

    @property
    def anchor(self) -> str:
        """The same as a part of the id of an element."""
        return self.designation.replace("/", "_")


class Direction(enum.Enum):
    """Where the values of an indicator should go."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of an indicator on a day, None where nothing is known of that day."""

    day: datetime.date
    value: Decimal | None
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """What shows how far the roadmap has come. `readings` are in the order of their days."""

    path: str
    title: Text
    slug: Text
    description: Text
    unit: Text
    direction: Direction
    target: Decimal
    target_date: datetime.date
    source: Text
    readings: tuple[Reading, ...]
    body: Translated[Prose]
    accepted: Text
    places: Places

    @property
    def lead(self) -> Text:
        """What it is about, in a sentence."""
        return self.description

    @property
    def known(self) -> tuple[tuple[datetime.date, Decimal], ...]:
        """The readings of which something is known."""
        return tuple((one.day, one.value) for one in self.readings if one.value is not None)


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

    @property
    def lead(self) -> Text:
        """What it is about, in a sentence."""
        return self.description


# What is written in a file of its own, approved as one, and linked to by the name of the file.
Written = Measure | Page | Edition | Indicator


@dataclass(frozen=True, slots=True)
class Condition:
    """What a measure has to be: one of some values of a classification."""

    values: tuple[Value, ...]

    def holds(self, measure: Measure) -> bool:
        return any(value in measure.values for value in self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Headline:
    """A figure that the publisher gives of the roadmap: how many measures meet all of some conditions."""

    count: int
    conditions: tuple[Condition, ...]
    text: Text
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class FollowUp:
    """How the roadmap is followed up.

    `by_law` are the conditions of a measure that the law demands, empty where nothing says which these are.
    A measure is to be asked after when it is due within `due_within` days, or when nothing was told of it for
    `stale_after` days.
    """

    statuses: Classification
    next_review: datetime.date | None
    by_law: tuple[Condition, ...]
    headlines: tuple[Headline, ...]
    due_within: int
    stale_after: int


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
    """The whole roadmap: measures by edition and number, pages and indicators in the order of their file names.

    `follow_up` is None where nobody follows it up. `left_out` has the paths of drafts that are no part of it.
    """

    site: Site
    texts: Mapping[str, Text]
    classifications: tuple[Classification, ...]
    terms: tuple[Term, ...]
    measures: tuple[Measure, ...]
    pages: tuple[Page, ...]
    indicators: tuple[Indicator, ...] = ()
    follow_up: FollowUp | None = None
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

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions by their years, none where the roadmap is not followed up."""
        return tuple(value for one in self.classifications for value in one.values if isinstance(value, Edition))

    @property
    def written(self) -> tuple[Written, ...]:
        """Everything that is written in a file of its own."""
        return (*self.measures, *self.editions, *self.indicators, *self.pages)

    def classification_of(self, value: Value) -> Classification:
        return next(one for one in self.classifications if value in one.values)

    def measures_in(self, value: Value) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if value in measure.values)

    def published(self) -> Roadmap:
        """The roadmap without its drafts, and without the editions that are drafts."""
        drafts: list[Written] = [one for one in self.measures if one.draft or (one.course and one.course.edition.draft)]
        editions = [one for one in self.editions if one.draft]
        return replace(
            self,
            classifications=tuple(one.without(editions) for one in self.classifications),
            measures=tuple(one for one in self.measures if one not in drafts),
            left_out=frozenset(one.path for one in (*drafts, *editions)),
        )
