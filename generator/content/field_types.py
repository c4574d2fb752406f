"""What a field of a content file is, and the forms that its values take."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.content import parsers
from generator.i18n import Message
from generator.model import Classification, Language, Value

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FieldType(Generic[T]):
    """What the values of a field look like: how they are read.

    `pattern` says the same as a regular expression for programs that cannot call the parser; empty where every
    text will do.
    """

    name: str
    parse: Callable[[str], T]
    pattern: str = ""


NUMBER = FieldType("number", parsers.number, parsers.NUMBER.pattern)
DECIMAL: FieldType[Any] = FieldType("decimal", parsers.decimal, parsers.DECIMAL.pattern)
DATE = FieldType("date", parsers.date, parsers.DATE.pattern)
WEB_ADDRESS = FieldType("web-address", parsers.web_address, "https?://.+")
FILE = FieldType("file", parsers.file_name, parsers.FILE_NAME.pattern)
FILES = FieldType("files", parsers.file_names)
ENTRIES = FieldType("entries", str)
LINE = FieldType("line", parsers.line)
SLUG = FieldType("slug", parsers.slug, parsers.SLUG.pattern)
SLUGS = FieldType("slugs", parsers.slugs)
WORDS = FieldType("words", parsers.words)
VERBATIM = FieldType("verbatim", str)
YES_OR_NO = FieldType("yes-or-no", parsers.yes_or_no)
RECORD = FieldType("record", parsers.record, parsers.RECORD.pattern)


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A field of a content file.

    `translated` is one that comes in every language, with the language's code at the end of its name.
    `default` is the value of one that is not required and was left out. One that is a choice has its `choices`,
    and where these are the values of a classification, the `classification`. One that has several entries, each
    with fields of its own, has these as its `parts`.
    """

    name: str
    form: FieldType[T]
    hint: Message
    example: str
    default: T | None = None
    required: bool = True
    translated: bool = False
    choices: tuple[str, ...] = ()
    classification: Classification | None = None
    parts: tuple[Field[Any], ...] = ()

    @property
    def values(self) -> tuple[Value, ...]:
        """The values of its classification, none where it has none."""
        return self.classification.values if self.classification else ()


@dataclass(frozen=True, slots=True)
class Key:
    """A name as it stands in a file: that of a field, with the code of a language where it comes in each."""

    name: str
    field: Field[Any]
    language: Language | None = None


def choice(name: str, choices: Sequence[str], hint: Message, **more: Any) -> Field[str]:
    """A field that takes one of a few names."""
    form = FieldType("choice", parsers.one_of(choices, name))
    return Field(name, form, hint, choices[0], choices=tuple(choices), **more)


def text(name: str, hint: Message, example: str) -> Field[str]:
    """A text that is there in every language or in none."""
    return Field(name, LINE, hint, example, required=False, translated=True)


def day(name: str, hint: Message, example: str) -> Field[datetime.date]:
    return Field(name, DATE, hint, example, required=False)


def files(name: str, hint: Message, example: str) -> Field[tuple[str, ...]]:
    """The names of other content files, divided by commas."""
    return Field(name, FILES, hint, example, default=(), required=False)


def entries(name: str, hint: Message, *parts: Field[Any]) -> Field[str]:
    """Several entries below each other, each with the same fields."""
    return Field(name, ENTRIES, hint, "", required=False, parts=parts)


def keys(fields: Sequence[Field[Any]], languages: Sequence[Language]) -> tuple[Key, ...]:
    """The names of the fields as they stand in a file, in their order."""
    return tuple(
        Key(f"{field.name}_{language.code}" if language else field.name, field, language)
        for field in fields
        for language in (languages if field.translated else (None,))
    )
