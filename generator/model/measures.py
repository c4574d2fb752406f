"""A measure of the roadmap, and conditions that measures meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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
from generator.model.taxonomy import RESPONSIBLE, Classification, Value
from generator.model.tracking import Tracking


@dataclass(frozen=True, slots=True)
class Correction:
    """What the source says of a field, letter for letter, where the site corrects it.

    `field` is its name in the file, `label` what readers know it by.
    """

    field: str
    label: LocalizedText
    language: Language
    original: str
    corrected: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the roadmap. `values` has its values in each classification, in the order of these.

    `code` is what readers know it by instead of its number, empty where that is the number. `summary` is what will be
    done, in the words of the city. `keywords` are everyday words that a reader may look for it by. `approval` says of
    each language which texts were approved, empty where nothing was approved. `aliases` are slugs that it had before.
    `kept` is the advice that the editors do not follow. `tracking` is None in a roadmap that is not tracked. `extras`
    has the values of declared fields that no code needs to know, by their names: None where an optional one was left
    out. `digest` is that of its file. `body` and `locations` may be read from their bytes when they are asked for.
    """

    path: str
    number: int
    title: LocalizedText
    slug: LocalizedText
    problem: LocalizedText | None
    values: tuple[Value, ...]
    keywords: Localized[tuple[str, ...]]
    body: Localized[RenderedMarkdown]
    outline: Localized[Outline]
    corrections: tuple[Correction, ...]
    draft: bool
    aliases: Localized[tuple[str, ...]]
    approval: Localized[Approval]
    locations: FieldLocations
    kept: tuple[KeptAdvice, ...] = ()
    code: str = ""
    summary: LocalizedText | None = None
    tracking: Tracking | None = None
    extras: Mapping[str, Any] = field(default_factory=dict, hash=False)
    digest: bytes = field(default=b"", compare=False, repr=False)

    @property
    def lead(self) -> LocalizedText:
        """What it is about: its problem, or else the first paragraph of its text, which may have none."""
        return self.body.map(lambda body: body.lead) if self.problem is None else self.problem

    def lead_in(self, language: Language) -> str:
        """Return what it is about, in a language."""
        return self.body[language].lead if self.problem is None else self.problem[language]

    @property
    def full_number(self) -> str:
        """Its number among all measures: with the year where every year counts from 1."""
        return self._with_year(str(self.number))

    @property
    def display_number(self) -> str:
        """What readers know it by among all measures: its code, or else its number, with the year as in that."""
        return self._with_year(self.code or str(self.number))

    def _with_year(self, text: str) -> str:
        return f"{text}/{self.tracking.edition.year}" if self.tracking else text

    def values_in(self, classification: Classification) -> tuple[Value, ...]:
        """Return its values in a classification: one, or more where a measure may have several."""
        return self._values_of(classification.id)

    @property
    def responsible(self) -> tuple[Value, ...]:
        """The units that are asked about it, none where nobody is named."""
        return self._values_of(RESPONSIBLE)

    def _values_of(self, classification_id: str) -> tuple[Value, ...]:
        # A list is made in half the time of a tuple, and this is asked some hundred times a page.
        return tuple([value for value in self.values if value.classification_id == classification_id])

    @property
    def anchor(self) -> str:
        """The full number as a part of the id of an element."""
        return self.full_number.replace("/", "_")

    @property
    def is_published(self) -> bool:
        """Whether neither it nor its edition is a draft."""
        return not (self.draft or (self.tracking is not None and self.tracking.edition.draft))


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition of measures: to have one of some values of a classification."""

    values: tuple[Value, ...]

    def matches(self, measure: Measure) -> bool:
        """Tell whether a measure meets the condition."""
        return any(value in measure.values for value in self.values)
