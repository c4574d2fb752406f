"""Says messages in the editor's language: a Message in, words out.

The messages in the code are English. Each other language has a catalogue in `locale/`, named by its code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LOCALE = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"
EDITOR_LANGUAGES = (SOURCE_LANGUAGE, *sorted(file.stem for file in LOCALE.glob("*.po")))

# Where the catalogues keep the labels of fields.
FIELD = "field"


@dataclass(frozen=True, slots=True)
class FieldName:
    """What an editor writes by its name, such as a field: it is shown with its label, where it has one."""

    name: str

    def __str__(self) -> str:
        return f'"{self.name}"'


@dataclass(frozen=True, slots=True)
class FieldKind(FieldName):
    """The same, where one of its values is spoken of: “a level”."""

    def __str__(self) -> str:
        return f"an {self.name}" if self.name[:1].lower() in "aeiou" else f"a {self.name}"


@dataclass(frozen=True, slots=True)
class Message:
    """Words for the editor: a sentence with named gaps, and what goes into them.

    The sentence stays whole until it is shown, so that it can be looked up in another language. `many` is its
    form for every `count` but one.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()
    many: str = ""

    def __str__(self) -> str:
        values = dict(self.values)
        return (self.many if self.many and values["count"] != 1 else self.text).format(**values)


def _(text: str, **values: object) -> Message:
    """The message of a sentence and the values for its gaps."""
    return Message(text, tuple(values.items()))


def ngettext(one: str, many: str, **values: object) -> Message:
    """The message of a sentence with a `count`, in its form for one and for all other numbers."""
    return Message(one, tuple(values.items()), many)


class Translator:
    """Says messages in one of the LANGUAGES. `labels` gives the editors' words for the names of the content."""

    def __init__(self, language: str = SOURCE_LANGUAGE, labels: Callable[[], Mapping[str, str]] = dict) -> None:
        self.language = language
        self._labels_of_content = labels

    def translate(self, message: Message) -> str:
        """The message in words. One that the catalogue lacks is said in English."""
        values = {name: self._shown(value) for name, value in message.values}
        known = self._catalogue.get(message.text)
        if known is None:
            return str(Message(message.text, tuple(values.items()), message.many))
        if isinstance(known.string, tuple | list):
            form_of = c2py(self._catalogue.plural_expr)
            return known.string[form_of(int(str(values["count"])))].format(**values)
        return str(known.string).format(**values)

    def label(self, name: str) -> str:
        """The editors' word for a name of a field, with or without the code of a language at its end.

        Empty where there is none. What a field says of another, as `original_title` does, has the words of both.
        """
        for candidate in (name, name.rpartition("_")[0]):
            label = self._word(candidate)
            if label and label != name:
                return label
        first, _unused, other = name.partition("_")
        words = (self._word(first), self.label(other)) if other else ()
        return ": ".join(words) if all(words) else ""

    def _word(self, name: str) -> str:
        known = self._catalogue.get(name, FIELD)
        return self._labels.get(name) or (str(known.string) if known is not None else "")

    def _shown(self, value: object) -> object:
        if isinstance(value, Message):
            return self.translate(value)
        if not isinstance(value, FieldName) or (isinstance(value, FieldKind) and self.language == SOURCE_LANGUAGE):
            return value
        label = self.label(value.name)
        return f'"{value.name}" ({label})' if label else f'"{value.name}"'

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return self._labels_of_content()

    @property
    def _catalogue(self) -> Catalog:
        return catalogue(self.language)


@cache
def catalogue(language: str) -> Catalog:
    """What is said in one of the LANGUAGES, read once for all who speak it."""
    # Only who speaks another language waits for the reader of catalogues.
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if language == SOURCE_LANGUAGE:
        return Catalog()
    with (LOCALE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)
