"""What is published of a thing: fields, each with what finds its value, and the value as a cell or as JSON."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from generator.content.field_types import DATE, DECIMAL, FILES, NUMBER, SLUGS, WORDS, Field, keys
from generator.i18n import Message
from generator.model import Language, Localized, Value

T = TypeVar("T")

LISTS = (FILES, SLUGS, WORDS)
NUMBERS = (NUMBER, DECIMAL)
# What a spreadsheet would take for the beginning of a formula, and the sign that keeps it from that.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMULA_ESCAPE = "'"


@dataclass(frozen=True, slots=True)
class ExportField(Generic[T]):
    """A field of what is published, and what gives its value.

    `label` is there where the editors have no word for the field. `parts` are those of its entries.
    """

    field: Field[Any]
    value: Callable[[T], object]
    label: Message | None = None
    parts: tuple[ExportField[Any], ...] = ()


class ExportColumn(NamedTuple):
    """A column of a table: its name, and the language where the attribute comes in each."""

    name: str
    attribute: ExportField[Any]
    language: Language | None


def columns_of(attribute: ExportField[Any], languages: Sequence[Language]) -> tuple[ExportColumn, ...]:
    """The columns of an attribute, none where it has several entries."""
    if attribute.parts:
        return ()
    return tuple(ExportColumn(key.name, attribute, key.language) for key in keys((attribute.field,), languages))


def cell(column: ExportColumn, value: object) -> str:
    """What the attribute of a column has in a row, as a text. A day is 2026-11-24, and a list has commas."""
    if isinstance(value, Localized) and column.language is not None:
        value = value[column.language]
    return ", ".join(map(text_of, value)) if isinstance(value, tuple) else text_of(value)


def escape_formula(text: str, column: ExportColumn) -> str:
    """The text of a cell so that no spreadsheet takes it for a formula. A number is none, whatever its sign."""
    starts_formula = column.attribute.field.form not in NUMBERS and text.startswith((*FORMULA, FORMULA_ESCAPE))
    return FORMULA_ESCAPE + text if starts_formula else text


def as_object(attributes: Sequence[ExportField[Any]], thing: object, languages: Sequence[Language]) -> dict[str, Any]:
    """A thing as JSON has it, without what is not known."""
    pairs = ((one.field.name, as_json(one, one.value(thing), languages)) for one in attributes)
    return {name: value for name, value in pairs if value not in (None, "", {}, [])}


def as_json(attribute: ExportField[Any], value: object, languages: Sequence[Language]) -> object:
    if isinstance(value, Localized):
        by_code = {one.code: as_json(attribute, value[one], languages) for one in languages}
        return {code: known for code, known in by_code.items() if known not in ("", [])}
    if isinstance(value, tuple):
        parts = attribute.parts
        return [as_object(parts, one, languages) for one in value] if parts else [text_of(one) for one in value]
    return value if value is None or isinstance(value, int) else text_of(value)


def text_of(value: object) -> str:
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


def kind_of(field: Field[Any]) -> str:
    """The type of a field's values, as JSON Schema and Data Package both call it."""
    if field.form is NUMBER:
        return "integer"
    return "number" if field.form is DECIMAL else "string"


def is_day(field: Field[Any]) -> bool:
    return field.form is DATE
