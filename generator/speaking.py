"""Says messages in the editor's language: a Message in, words out.

The messages in the code are English. Each other language has a catalogue in `locale/`, named by its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING

from generator.problems import Kind, Message, Name, Problem

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LOCALE = Path(__file__).parent / "locale"
SOURCE = "en"
LANGUAGES = (SOURCE, *sorted(file.stem for file in LOCALE.glob("*.po")))

# Where the catalogues keep the labels of fields.
FIELD = "field"


class Speaker:
    """Says messages in one of the LANGUAGES. `labels` gives the editors' words for the names of the content."""

    def __init__(self, language: str = SOURCE, labels: Callable[[], Mapping[str, str]] = dict) -> None:
        self.language = language
        self._labels_of_content = labels

    def say(self, message: Message) -> str:
        """The message in words. One that the catalogue lacks is said in English."""
        values = {name: self._shown(value) for name, value in message.values}
        known = self._catalogue.get(message.text)
        if known is None:
            return str(Message(message.text, tuple(values.items()), message.many))
        if isinstance(known.string, tuple | list):
            form_of = c2py(self._catalogue.plural_expr)
            return known.string[form_of(int(str(values["count"])))].format(**values)
        return str(known.string).format(**values)

    def lines(self, problem: Problem) -> Iterator[str]:
        """A problem in lines for a terminal: its place and the message, then what was written."""
        yield f"{problem.place}: {self.say(problem.message)}"
        if excerpt := problem.excerpt():
            yield excerpt

    def label(self, name: str) -> str:
        """The editors' word for a name of a field, with or without the code of a language at its end.

        Empty where there is none. What a field says of another, as `original_title` does, has the words of both.
        """
        for candidate in (name, name.rpartition("_")[0]):
            label = self._word(candidate)
            if label and label != name:
                return label
        first, _, other = name.partition("_")
        words = (self._word(first), self.label(other)) if other else ()
        return ": ".join(words) if all(words) else ""

    def _word(self, name: str) -> str:
        known = self._catalogue.get(name, FIELD)
        return self._labels.get(name) or (str(known.string) if known is not None else "")

    def _shown(self, value: object) -> object:
        if isinstance(value, Message):
            return self.say(value)
        if not isinstance(value, Name) or (isinstance(value, Kind) and self.language == SOURCE):
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

    if language == SOURCE:
        return Catalog()
    with (LOCALE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)
