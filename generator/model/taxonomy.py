"""How measures are sorted: classifications and their values, those of states and editions too."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.model.languages import FieldLocations, Language, Localized, LocalizedText, RenderedMarkdown


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
    label: LocalizedText
    name: LocalizedText
    description: LocalizedText | None
    slug: LocalizedText | None
    accent: str
    size: int
    locations: FieldLocations
    shape: str = ""


class StatusCategory(enum.Enum):
    """What a measure in a state counts as: still to be done, done, given up, or not known."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Transition(enum.Enum):
    """What happened to a measure when it came into a state."""

    STARTED = "started"
    FINISHED = "finished"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Status(Value):
    """A state that a measure can be in. `turn` is None where coming into it is no news."""

    category: StatusCategory
    transition: Transition | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Edition(Value):
    """The roadmap of a year, as it was adopted. `carries` has the files of earlier measures that it goes on with."""

    path: str
    year: int
    adopted: datetime.date
    draft: bool
    carries: tuple[str, ...]
    body: Localized[RenderedMarkdown]
    approval: LocalizedText
    description: LocalizedText

    @property
    def title(self) -> LocalizedText:
        return self.name

    @property
    def lead(self) -> LocalizedText:
        """What it is about, in a sentence."""
        return self.description


@dataclass(frozen=True, slots=True, eq=False)
class Classification:
    """A way to sort measures, such as by goal.

    With a `folder`, it has a page there and so has each of its values; `plural` names them together.
    One `in_menu` is a main way into the roadmap. `section` is the part of a measure's page that it belongs
    to: what the measure gives (“gain”), why it is done (“reason”) or how (“way”); what has its own place there
    has none. `default` is the value of a measure that names none, None where each must.
    """

    id: str
    label: LocalizedText
    plural: LocalizedText
    section: str
    in_menu: bool
    explanation: LocalizedText | None
    folder: LocalizedText | None
    values: tuple[Value, ...]
    locations: FieldLocations
    default: Value | None = None

    @property
    def is_scale(self) -> bool:
        """Whether its values are magnitudes, such as small to large."""
        return all(value.size for value in self.values)

    def without(self, values: Sequence[Value]) -> Classification:
        """The classification without some of its values; itself where it has none of them."""
        left = tuple(one for one in self.values if one not in values)
        return replace(self, values=left) if len(left) < len(self.values) else self


def labels_of(classifications: Sequence[Classification], language: Language) -> dict[str, str]:
    """What classifications are called within a sentence, by their names."""
    return {one.id: one.label[language].lower() for one in classifications}


@dataclass(frozen=True, slots=True, eq=False)
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
