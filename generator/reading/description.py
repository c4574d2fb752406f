"""Describes the fields of a content file, once for all who read, write or explain one.

From here come what the readers ask for, the columns of a spreadsheet, the form, the JSON Schema and the tables
in the guides for editors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.model import Classification, Language, Value
from generator.problems import Message, say
from generator.reading import parsers

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """What the values of a field look like: how they are read.

    `pattern` says the same as a regular expression for programs that cannot call the parser; empty where every
    text will do.
    """

    name: str
    parse: Callable[[str], T]
    pattern: str = ""


NUMBER = Form("number", parsers.number, parsers.NUMBER.pattern)
LINE = Form("line", parsers.line)
SLUG = Form("slug", parsers.slug, parsers.SLUG.pattern)
WORDS = Form("words", parsers.words)
VERBATIM = Form("verbatim", str)
YES_OR_NO = Form("yes-or-no", parsers.yes_or_no)
RECORD = Form("record", parsers.record, parsers.RECORD.pattern)


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A field of a content file.

    `translated` is one that comes in every language, with the language's code at the end of its name.
    `default` is the value of one that is not required and was left out. One that is a choice has its `choices`,
    and where these are the values of a classification, the `classification`.
    """

    name: str
    form: Form[T]
    hint: Message
    example: str
    default: T | None = None
    required: bool = True
    translated: bool = False
    choices: tuple[str, ...] = ()
    classification: Classification | None = None

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
    form = Form("choice", parsers.one_of(choices, name))
    return Field(name, form, hint, choices[0], choices=tuple(choices), **more)


def classified(classification: Classification) -> Field[Value]:
    """The field of a measure that gives its value in a classification."""
    values = {value.id: value for value in classification.values}
    return Field(
        classification.id,
        Form("choice", parsers.choice(values, classification.id)),
        say("One of the values of this classification."),
        next(iter(values)),
        choices=tuple(values),
        classification=classification,
    )


def original(name: str) -> Field[str]:
    """The field that has what the source says where the site shows another field corrected."""
    hint = say("What the source says, letter for letter, where the site shows it corrected.")
    return Field(f"original_{name}", VERBATIM, hint, "IOT-alusta", default="", required=False, translated=True)


# Of measures and of pages alike.
TITLE = Field(
    "title", LINE, say("Short and clear, without a full stop at its end."), "IoT-alustan käyttöönotto", translated=True
)
PAGE_SLUG = Field(
    "slug",
    SLUG,
    say("The part of the address. Do not change it once it is published: links to it would break."),
    "iot-alusta",
    translated=True,
)
ACCEPTED = Field(
    "accepted",
    RECORD,
    say("Which texts the city has approved. The command “accept” writes it; nobody does by hand."),
    "0f3a9c21-7be04d55",
    default="",
    required=False,
    translated=True,
)

MEASURE_NUMBER = Field("number", NUMBER, say("The number of the measure in the roadmap, its own."), "14")
DRAFT = Field(
    "draft",
    YES_OR_NO,
    say("Write “yes” while the measure is not finished: the preview shows it, the site does not."),
    "yes",
    default=False,
    required=False,
)
PROBLEM = Field(
    "problem",
    LINE,
    say("The problem that the measure solves, as a question."),
    "Miten tieto saadaan käyttöön?",
    translated=True,
)
KEYWORDS: Field[tuple[str, ...]] = Field(
    "keywords",
    WORDS,
    say("Everyday words by which a reader may search, divided by commas."),
    "anturi, mittari",
    default=(),
    required=False,
    translated=True,
)

DESCRIPTION = Field(
    "description",
    LINE,
    say("What the page is about, in a sentence. Search engines show it."),
    "Mikä tiekartta on?",
    translated=True,
)
MENUS = ("main", "footer")
MENU = choice("menu", MENUS, say("Where the page is linked from: the main menu or the end of every page."))
# What a page may show below its text, made of the data.
APPENDICES = ("corrections",)
APPENDIX = choice(
    "appendix",
    APPENDICES,
    say("What the program adds below the text: the list of corrections."),
    default="",
    required=False,
)


def measure_fields(classifications: Sequence[Classification]) -> tuple[Field[Any], ...]:
    """The fields of a measure, in the order in which a file has them."""
    return (
        MEASURE_NUMBER,
        DRAFT,
        *map(classified, classifications),
        TITLE,
        PAGE_SLUG,
        PROBLEM,
        KEYWORDS,
        *originals(classifications),
        ACCEPTED,
    )


def originals(classifications: Sequence[Classification]) -> tuple[Field[str], ...]:
    """The fields that have the wording of the source."""
    return tuple(map(original, (TITLE.name, PROBLEM.name, *(one.id for one in classifications))))


def page_fields() -> tuple[Field[Any], ...]:
    """The fields of a page, in the order in which a file has them."""
    return (TITLE, PAGE_SLUG, DESCRIPTION, MENU, APPENDIX, ACCEPTED)


def keys(fields: Sequence[Field[Any]], languages: Sequence[Language]) -> tuple[Key, ...]:
    """The names of the fields as they stand in a file, in their order."""
    return tuple(
        Key(f"{field.name}_{language.code}" if language else field.name, field, language)
        for field in fields
        for language in (languages if field.translated else (None,))
    )
