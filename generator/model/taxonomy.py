"""How measures are classified: classifications and their values, among them statuses and editions."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.languages import (
    Approval,
    FieldLocations,
    KeptAdvice,
    Language,
    Localized,
    LocalizedText,
    Outline,
    RenderedMarkdown,
)

# The classification of the units that are asked about a measure, which need not have any.
RESPONSIBLE = "responsible"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a value stands in sentences made of the data. What is None leaves the sentence out that needs it.

    `in_sentence` is its form in the sentences on a measure: “lakiin”; of a status, the whole sentence. `counted` tells
    of a number of its measures, in a form for each number that the language tells apart, and `none` that there are
    none. `not_told` is what the roadmap leaves open of it: “mikä laki on kyseessä”. `having` and `lacking` are what
    measures have, or what none of them has: “suuri vaikuttavuus”, “suurta vaikuttavuutta”.
    """

    in_sentence: LocalizedText | None = None
    counted: LocalizedText | None = None
    none: LocalizedText | None = None
    having: LocalizedText | None = None
    lacking: LocalizedText | None = None
    not_told: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a classification, such as goal A.

    `name` is what it is called out of its classification: “Stort genomslag”. `code` is the letter
    that readers know it by, `shape` one of its small drawings,
    `size` how many bars of the `steps` of its scale a magnitude fills; each is empty or 0 where the value has none.
    `slug` is there when the values of the classification have pages. `keywords` are everyday words that lead to its
    page.
    """

    id: str
    classification_id: str
    label: LocalizedText
    name: LocalizedText
    description: LocalizedText | None
    locations: FieldLocations
    code: str = ""
    slug: LocalizedText | None = None
    size: int = 0
    steps: int = 0
    shape: str = ""
    wording: Wording = Wording()
    keywords: Localized[tuple[str, ...]] | None = None
    kept: tuple[KeptAdvice, ...] = ()

    @property
    def storeys(self) -> int:
        """How high a house of at most three storeys is that stands for its size."""
        return self.size if self.steps <= 3 else 1 + 2 * (self.size - 1) // (self.steps - 1)

    @property
    def key(self) -> tuple[str, str]:
        """What tells the value from all others of a roadmap."""
        return self.classification_id, self.id


class StatusCategory(enum.StrEnum):
    """Whether a measure in a status counts as still to be done, done, given up, or not known."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Transition(enum.StrEnum):
    """What happened to a measure when it came into a status."""

    STARTED = "started"
    FINISHED = "finished"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Value):
    """A status that a measure can have. `transition` is None where coming into it is no news."""

    category: StatusCategory
    transition: Transition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Value):
    """The roadmap of a year, as it was adopted. `carries` has the files of earlier measures that it goes on with."""

    path: str
    year: int
    adopted: datetime.date
    draft: bool
    carries: tuple[str, ...]
    body: Localized[RenderedMarkdown]
    outline: Localized[Outline]
    approval: Localized[Approval]
    description: LocalizedText

    @property
    def title(self) -> LocalizedText:
        """What heads its page."""
        return self.name

    @property
    def lead(self) -> LocalizedText:
        """What it is about, in a sentence."""
        return self.description


@dataclass(frozen=True, slots=True)
class Classification:
    """A way to sort measures, such as by goal.

    With a `folder`, it has a page there and so has each of its values; `plural` names them together.
    One `in_menu` is a main way into the roadmap. `section` is the part of a measure's page that it belongs
    to: what the measure gives (“gain”), why it is done (“reason”) or how (“way”); what has its own place there
    has none. `default` is the value of a measure that names none, None where each must. A measure may have `several`
    of its values. `question` is what a reader asks who looks for one of them.
    """

    id: str
    label: LocalizedText
    plural: LocalizedText
    values: tuple[Value, ...]
    locations: FieldLocations
    section: str = ""
    in_menu: bool = False
    explanation: LocalizedText | None = None
    folder: LocalizedText | None = None
    default: Value | None = None
    several: bool = False
    question: LocalizedText | None = None
    kept: tuple[KeptAdvice, ...] = ()

    @property
    def is_scale(self) -> bool:
        """Whether its values are magnitudes, such as small to large. One without a size stands for “not stated”."""
        return any(value.size for value in self.values)


def labels_of(classifications: Sequence[Classification], language: Language) -> dict[str, str]:
    """Return the names of classifications as they stand within a sentence, by their ids: German keeps its capitals."""
    labels = {classification.id: classification.label[language] for classification in classifications}
    return labels if language.code.startswith("de") else {id_: label.lower() for id_, label in labels.items()}


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A word or an abbreviation that the glossary explains.

    A text uses it where a word begins with the term itself or with one of its `forms`.
    `language` is the code of the language that the term belongs to, empty where it is that of the page.
    """

    id: str
    term: LocalizedText
    explanation: LocalizedText
    forms: Localized[tuple[str, ...]]
    language: str
    locations: FieldLocations
    kept: tuple[KeptAdvice, ...] = ()
