"""Messages in the editor's language: a lazy Message in, words out.

The messages in the code are English. The catalogues of the other languages are in `locale/`, in the layout of GNU
gettext; `make messages` brings them up to date with the code.
"""

from __future__ import annotations

import datetime
import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, cast, runtime_checkable

DOMAIN = "tiekartta"
LOCALE = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"
EDITOR_LANGUAGES = (SOURCE_LANGUAGE, *sorted(file.parts[-3] for file in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))

# How many choices a message names.
_MOST_CHOICES = 12
# From this number on some language separates groups of digits.
_FIRST_GROUPED = 1_000
# The context (msgctxt) of the labels of fields in the catalogues.
FIELD = "field"
# Fields whose names are no nouns in English; nor are names of several words.
_NO_NOUNS = ("counts", "responsible")


@runtime_checkable
class Worded(Protocol):
    """A value of a message that each language writes in its own way."""

    def in_words(self, language: str) -> str:
        """Return the value as a language writes it."""


@dataclass(frozen=True, slots=True)
class FieldName:
    """The name of a field in a message: shown in quotation marks, with its label where it has one."""

    name: str

    def __str__(self) -> str:
        return f'"{self.name}"'


@dataclass(frozen=True, slots=True)
class FieldKind(FieldName):
    """The name of a field in a message that speaks of one of its values: “a level”."""

    def __str__(self) -> str:
        if self.name in _NO_NOUNS or "_" in self.name:
            return f'a value of "{self.name}"'
        return f"an {self.name}" if self.name[:1].lower() in "aeiou" else f"a {self.name}"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a message, written as its language does: 6,377 or 0.4, in Finnish 6 377 or 0,4.

    A count is written so without this. Years and the numbers of measures are names.
    """

    value: float

    def in_words(self, language: str) -> str:
        """Return the number with the separators of a language, one decimal where it is no whole one."""
        is_whole = isinstance(self.value, int)
        if is_whole and self.value < _FIRST_GROUPED:
            return str(self.value)
        # Only here: most messages need no rules of a language.
        from babel.numbers import format_decimal

        pattern = "#,##0" if is_whole else "#,##0.0"
        # A terminal shows a no-break space as a sign.
        return str(format_decimal(self.value, pattern, language)).replace("\u00a0", " ").replace("\u202f", " ")


def date_in_words(day: datetime.date, language: str) -> str:
    """Return a day as a sentence has it: 30.6.2026; in the language of the code, as files of the content have it."""
    return day.isoformat() if language == SOURCE_LANGUAGE else f"{day.day}.{day.month}.{day.year}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A name in a message that may have been meant, with what it is called in some languages, by their codes."""

    name: str
    labels: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f'"{self.name}"'

    def label(self, language: str) -> str:
        """Return its label in a language, or else in the first; empty where that says no more than the name."""
        texts = dict(self.labels)
        label = texts.get(language) or next(iter(texts.values()), "")
        return "" if label.casefold() == self.name.casefold() else label


@dataclass(frozen=True, slots=True)
class Choices:
    """Names to choose from in a message, with what each is called in some languages, by their codes."""

    labels: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    def in_words(self, language: str) -> str:
        """Return the names with their labels in a language, or else in the first: “A (Everyday life), B (Climate)”."""
        choices = [Choice(*one) for one in self.labels]
        named = [_with_label(choice.name, choice.label(language)) for choice in choices]
        return ", ".join([*named[:_MOST_CHOICES], *["…"] * (len(named) > _MOST_CHOICES)])


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the editor with named placeholders, and the values for these.

    It is translated when it is shown. `plural` is the form for every `count` but one, empty where nothing is counted.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()
    plural: str = ""

    def __str__(self) -> str:
        return Translator().translate(self)


def _(text: str, /, **values: object) -> Message:
    """Mark a sentence for translation, and return it as a message with the values for its placeholders."""
    return Message(text, tuple(values.items()))


def ngettext(singular: str, plural: str, /, **values: object) -> Message:
    """Mark a sentence that depends on its value `count` for translation, and return it as a message."""
    return Message(singular, tuple(values.items()), plural)


def pgettext(_context: str, text: str, /) -> str:
    """Mark a name for translation in a context of the catalogues, and return the name itself."""
    return text


class Translator:
    """Translates messages into one of the EDITOR_LANGUAGES. `labels` gives the labels that the content itself has."""

    def __init__(self, language: str = SOURCE_LANGUAGE, labels: Callable[[], Mapping[str, str]] = dict) -> None:
        self.language = language
        self._labels_of_content = labels

    def translate(self, message: Message) -> str:
        """Return the message in words, in English where the catalogue lacks it."""
        values = dict(message.values)
        if message.plural:
            text = self._catalogue.ngettext(message.text, message.plural, cast("int", values["count"]))
        else:
            text = self._catalogue.gettext(message.text)
        if isinstance(count := values.get("count"), int):
            values["count"] = Number(count)
        return text.format(**{name: self._in_words(value) for name, value in values.items()})

    def label(self, name: str) -> str:
        """Return the editors' word for the name of a field, with or without the code of a language at its end.

        Empty where there is none. A field about another field, such as `original_title`, has the words of both.
        """
        return self._label(name) or self._label(name.rpartition("_")[0]) or self._composed_label(name)

    def field_label(self, name: str) -> str:
        """Return the editors' word for a field's name without the code of a language, empty where there is none."""
        return self._label(name) or self._composed_label(name)

    def _label(self, name: str) -> str:
        word = self._word(name)
        return word if word != name else ""

    def _composed_label(self, name: str) -> str:
        first, _underscore, other = name.partition("_")
        words = (self._word(first), self.label(other)) if other else ()
        return ": ".join(words) if all(words) else ""

    def _word(self, name: str) -> str:
        return self._labels.get(name) or self._catalogue.pgettext(FIELD, name)

    def _in_words(self, value: object) -> object:
        if isinstance(value, Message):
            return self.translate(value)
        if isinstance(value, Worded):
            return value.in_words(self.language)
        if type(value) is datetime.date:
            return date_in_words(value, self.language)
        if isinstance(value, Choice):
            return _with_label(self._quoted(value.name), value.label(self.language))
        if isinstance(value, tuple):
            return ", ".join(str(self._in_words(one)) for one in value)
        if not isinstance(value, FieldName) or (isinstance(value, FieldKind) and self.language == SOURCE_LANGUAGE):
            return value
        return _with_label(self._quoted(value.name), self.label(value.name))

    def _quoted(self, name: str) -> str:
        """Return a name in the quotation marks of the language."""
        return self.translate(_('"{name}"', name=name))

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return self._labels_of_content()

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        if self.language == SOURCE_LANGUAGE:
            return _SourceMessages()
        catalogue = gettext.translation(DOMAIN, LOCALE, [self.language])
        catalogue.add_fallback(_SourceMessages())
        return catalogue


def _with_label(name: str, label: str) -> str:
    return f"{name} ({label})" if label else name


class _SourceMessages(gettext.NullTranslations):
    """Gives the messages as they are in the code, and no labels: the names of fields are none."""

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return ""
