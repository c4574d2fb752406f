"""The steps of measures, their updates and decisions, and the rows of a sheet that they go out as."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.authoring.front_matter_edit import entries_of
from generator.content import parsers
from generator.content.field_types import Field, Key, key_names, keys
from generator.content.schema import EDITION, measure_fields
from generator.content.source import read_bytes
from generator.model import Measure, Roadmap
from generator.spreadsheets.choices import show_cell
from generator.spreadsheets.columns import ENTRY, FILE, KIND, step_columns, step_fields
from generator.spreadsheets.marks import digest, row_mark, text_as_read
from generator.spreadsheets.tables import SheetCell


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of a field of a measure: the name of the field, and the texts of its parts by their names.

    Its mark tells it from the others of its file, as long as nobody changes it.
    """

    kind: str
    texts: Mapping[str, str]
    mark: str = field(default="", compare=False)

    @property
    def start(self) -> datetime.date:
        """The first day of its date."""
        return parsers.partial_date(self.texts["date"]).start


@dataclass(frozen=True, slots=True)
class StepRow:
    """A row of the sheet: the path of its measure, and what its cells say by the names of their columns.

    `kind` is the name of the field that the step is of, empty where the step is to go from its file.
    """

    location: SheetCell
    path: str
    kind: str
    mark: str
    texts: Mapping[str, str]
    cells: Mapping[str, SheetCell]

    @property
    def is_untouched(self) -> bool:
        """Whether it says what it said when it was exported."""
        return bool(self.mark) and self.mark == _step_mark(self.kind, self.texts)


@dataclass(frozen=True, slots=True)
class StepForm:
    """How steps are written: their fields and the names of their parts by their kinds, and the order of all fields.

    `language` is the one in which the editor reads them.
    """

    fields: Mapping[str, Field]
    parts: Mapping[str, tuple[Key, ...]]
    order: Sequence[str]
    language: str

    @classmethod
    def of(cls, roadmap: Roadmap, language: str) -> StepForm:
        """Return the form of the steps of a roadmap."""
        languages, fields = roadmap.site.languages, {field.name: field for field in step_fields(roadmap)}
        order = key_names(measure_fields(roadmap.classifications), languages)
        return cls(fields, {name: keys(field.parts, languages) for name, field in fields.items()}, order, language)

    def steps_of(self, content: bytes, path: str) -> list[Step]:
        """Return the steps in a file. Raises ContentError where it has no fields."""
        return [
            Step(
                kind,
                texts,
                _step_mark(kind, {part.name: text_as_read(texts.get(part.name, ""), part) for part in parts}),
            )
            for kind, parts in self.parts.items()
            for texts in entries_of(content, path, kind)
        ]

    def summary(self, step: Step) -> str:
        """Return a step in a line."""
        texts = (show_cell(step.texts.get(part.name, ""), part, self.language) for part in self.parts[step.kind])
        return " · ".join(filter(None, texts))


def step_rows(roadmap: Roadmap, measures: Sequence[Measure], content: Path, language: str) -> list[list[str]]:
    """Return a row for each step of measures, the oldest first, as the columns show it in the editor's language."""
    form, columns, title = StepForm.of(roadmap, language), step_columns(roadmap), roadmap.site.default_language
    rows = []
    for measure in measures:
        known = {
            "number": str(measure.number),
            EDITION: measure.tracking.edition.id if measure.tracking else "",
            f"title_{title.code}": measure.title[title],
            FILE.name: measure.path,
        }
        steps = form.steps_of(read_bytes(content / measure.path), measure.path)
        for step in sorted(steps, key=lambda step: step.start):
            texts = {**step.texts, **known, KIND.name: step.kind, ENTRY.name: step.mark}
            rows.append([show_cell(texts.get(key.name, ""), key, language) for key in columns])
    return rows


def _step_mark(kind: str, texts: Mapping[str, str]) -> str:
    """Return the mark of a step by what its cells say."""
    # A spreadsheet might take digits alone for a number.
    return "s" + digest(f"{kind} {row_mark(dict(sorted(texts.items())))}")
