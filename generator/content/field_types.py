"""Defines the fields of content files, and the types that their values have."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.content import parsers, web_addresses
from generator.content.paths import INDICATORS, MEASURES
from generator.i18n import Message
from generator.model import Classification, Language, Value


@dataclass(frozen=True, slots=True)
class FieldType:
    """How the values of a field are written and read.

    `pattern` is a regular expression of what the parser takes, for programs that cannot call it; empty where every
    text will do. `choices` are the texts that can be chosen from, and `folder` is that of the content files that are
    named.
    """

    name: str
    parse: Callable[[str], Any]
    pattern: str = ""
    is_list: bool = False
    choices: tuple[str, ...] = ()
    folder: str = ""


# What stands in a draft for a fact that is still open.
OPEN = "?"


def _unless_open(parse: Callable[[str], Any], default: Any = None) -> Callable[[str], Any]:
    return lambda text: default if text == OPEN else parse(text)


# The letters as ranges: what a letter is differs between the programs that read a pattern.
_FILE_NAME = r"[0-9A-Za-zÀ-ӿ]+([_-]+[0-9A-Za-zÀ-ӿ]+)*\.md"


def _several(pattern: str) -> str:
    """Return the pattern of texts divided by commas, each of which fits another pattern."""
    return rf"({pattern})(\s*,\s*({pattern}))*"


NUMBER = FieldType("number", parsers.number, parsers.NUMBER.pattern)
CODE = FieldType("code", parsers.code, parsers.CODE.pattern)
DECIMAL = FieldType("decimal", parsers.decimal, parsers.DECIMAL.pattern)
DATE = FieldType("date", _unless_open(parsers.date), parsers.DATE.pattern)
PARTIAL_DATE = FieldType("partial-date", parsers.partial_date, parsers.PARTIAL_DATE.pattern)
WEB_ADDRESS = FieldType("web-address", web_addresses.web_address, r"https?://\S+")
ENTRIES = FieldType("entries", str)
LINE = FieldType("line", parsers.line)
TITLE = FieldType("title", parsers.title)
SLUG = FieldType("slug", parsers.slug, parsers.SLUG.pattern)
SLUGS = FieldType("slugs", parsers.each(parsers.slug), _several(parsers.SLUG.pattern), is_list=True)
WORDS = FieldType("words", parsers.words, is_list=True)
VERBATIM = FieldType("verbatim", str)
YES_OR_NO = FieldType("yes-or-no", parsers.yes_or_no)
KEPT_ADVICE = FieldType("kept-advice", parsers.kept_advice, parsers.KEPT_ADVICE.pattern)
RECORD = FieldType("record", parsers.record, parsers.RECORD.pattern)


def choice(values: Mapping[str, Any], kind: str) -> FieldType:
    """Return the type of a field that takes the name of one of the values; messages call such a value by its kind."""
    return FieldType("choice", _unless_open(parsers.choice(values, kind)), choices=tuple(values))


def choices(values: Mapping[str, Any], kind: str) -> FieldType:
    """Return the type of a field that takes the names of one or more of the values, divided by commas."""
    parse = _unless_open(parsers.each(parsers.choice(values, kind)), ())
    return FieldType("choices", parse, _several("|".join(values)), is_list=True, choices=tuple(values))


def _file_in(folder: str) -> Callable[[str], str]:
    return lambda text: f"{folder}/{parsers.file_name(text)}"


# Editors write the names of files, divided by commas; the values are their paths from the content folder.
MEASURE_FILE = FieldType("file", _file_in(MEASURES), _FILE_NAME, folder=MEASURES)
MEASURE_FILES = FieldType(
    "files", parsers.each(_file_in(MEASURES)), _several(_FILE_NAME), is_list=True, folder=MEASURES
)
INDICATOR_FILES = FieldType(
    "files", parsers.each(_file_in(INDICATORS)), _several(_FILE_NAME), is_list=True, folder=INDICATORS
)


class Search(enum.Enum):
    """Which texts of a field lead readers to a measure in the search."""

    NONE = enum.auto()
    PAGE_LANGUAGE = enum.auto()
    ALL_LANGUAGES = enum.auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a content file.

    Args:
        example: A Message where it differs between the languages of the editors.
        default: The value where an optional field is left out. Where it is None, an optional field that is translated
            is there in every language or in none.
        translated: Whether it comes in every language, with the language's code at the end of its name.
        classification: The one that it gives a value of.
        parts: The fields of each of its entries, where it has several entries.
        entry: What makes the value of an entry from those of its parts and its location.
        attribute: The attribute that has its value in the model, where that is not called as the field is.
        holder: The attribute of a measure that holds this one, such as “tracking”; empty for the measure itself.
        label: What it is called in the open data, where the catalogues have no label of its name.
        exported: Whether the open data has it, with the `export_hint` where the hint is for editors alone.
        source_word: The interface word that names it in the table of corrections, where `original_…` may say what
            the source has.
        original_of: The name of the field whose wording in the source this one has.
        is_prose: Whether it is read as running text: advice is given on its language, and its translations are
            approved.
    """

    name: str
    type: FieldType
    hint: Message
    example: str | Message = ""
    default: Any = None
    required: bool = True
    translated: bool = False
    classification: Classification | None = None
    parts: tuple[Field, ...] = ()
    entry: Callable[..., Any] | None = None
    attribute: str = ""
    holder: str = ""
    label: Message | None = None
    exported: bool = True
    export_hint: Message | None = None
    source_word: str = ""
    original_of: str = ""
    search: Search = Search.NONE
    is_prose: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts that its values are chosen from, none where it is written freely."""
        return self.type.choices

    @property
    def can_be_open(self) -> bool:
        """Whether a draft can have `OPEN` in its place."""
        return bool(self.choices) or self.type in (LINE, DATE)

    @property
    def values(self) -> tuple[Value, ...]:
        """The values of its classification, none where it has none."""
        return self.classification.values if self.classification else ()

    @property
    def has_original(self) -> bool:
        """Whether a measure can have the wording of the source beside it."""
        return bool(self.source_word or (self.classification and self.classification.section))

    @property
    def model_name(self) -> str:
        """The name that its value has in the model."""
        return self.attribute or self.name


@dataclass(frozen=True, slots=True)
class Key:
    """A name as it stands in a file: that of a field, with the code of a language where it comes in each."""

    name: str
    field: Field
    language: Language | None = None


def keys(fields: Sequence[Field], languages: Sequence[Language]) -> tuple[Key, ...]:
    """Return the names of fields as they stand in a file, in their order."""
    return tuple(
        Key(f"{field.name}_{language.code}" if language else field.name, field, language)
        for field in fields
        for language in (languages if field.translated else (None,))
    )


def key_names(fields: Sequence[Field], languages: Sequence[Language]) -> tuple[str, ...]:
    """Return the names of fields as texts: “title_fi”, “title_sv”, “due”."""
    return tuple(key.name for key in keys(fields, languages))
