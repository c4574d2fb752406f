"""Describes what is published of a thing: fields with what finds their values, and the columns of a table."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from generator.content.field_types import Field, keys
from generator.i18n import Message
from generator.model import Language, Localized, Value

# What a spreadsheet would take for the beginning of a formula, and the sign that keeps it from that.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMULA_ESCAPE = "'"
_ESCAPED = (*FORMULA, FORMULA_ESCAPE)


@dataclass(frozen=True, slots=True)
class ExportField:
    """A field that is published, and what gives its value for a row in a language, None where it is not translated."""

    field: Field
    value: Callable[[Any, Any], Any]

    @property
    def parts(self) -> tuple[ExportField, ...]:
        """The fields of its entries, where it has several."""
        return tuple(map(attribute_field, self.field.parts))

    @property
    def hint(self) -> Message:
        """What it is, in words for those who use the data."""
        return self.field.export_hint or self.field.hint

    @property
    def is_required(self) -> bool:
        """Whether it always has a value: that of a classification stands in for what is left out of a file."""
        return self.field.required or (self.field.classification is not None and self.field.default is not None)


def attribute_field(field: Field, owner: str = "") -> ExportField:
    """Return the field whose value is an attribute of a row, or of what the row has as its `owner`: “indicator.”."""
    attribute = attrgetter(f"{owner}{field.model_name}")
    return ExportField(field, lambda row, language: in_language(attribute(row), language))


def in_language(value: object, language: Language | None) -> object:
    """Return a value as it is in a language; one that is not translated stays as it is."""
    return value if language is None or not isinstance(value, Localized) else value[language]


class ExportColumn(NamedTuple):
    """A column of a table: its name, and the language where the field comes in each."""

    name: str
    source: ExportField
    language: Language | None

    def text(self, row: object) -> str:
        """Return the text of its cell in a row. A day is 2026-11-24, and a list has commas."""
        value = self.source.value(row, self.language)
        # Most are: a table has tens of thousands of cells.
        if isinstance(value, str):
            return value
        return ", ".join(map(text_of, value)) if isinstance(value, tuple) else text_of(value)


def columns_of(exported: ExportField, languages: Sequence[Language]) -> tuple[ExportColumn, ...]:
    """Return the columns of a field, none where it has several entries."""
    if exported.parts:
        return ()
    return tuple(ExportColumn(key.name, exported, key.language) for key in keys((exported.field,), languages))


def escape_formula(text: str) -> str:
    """Return the text of a cell so that no spreadsheet takes it for a formula."""
    return FORMULA_ESCAPE + text if text.startswith(_ESCAPED) else text


def text_of(value: object) -> str:
    """Return a single value as text, empty where there is none."""
    match value:
        case None:
            return ""
        case Value():
            return value.id
        case enum.Enum():
            return str(value.value)
        case datetime.date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
