"""What cells are chosen from: labels in the editor's language go out, and come back in any as what a file has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.content import parsers
from generator.content.field_types import DATE, NUMBER, PARTIAL_DATE, YES_OR_NO, FieldType, Key
from generator.diagnostics import InvalidValue
from generator.i18n import EDITOR_LANGUAGES, Message, Translator, _
from generator.model import Value

# The kind of a step that is to go from its file.
REMOVED = "delete"
STEP_KINDS = {"updates": _("update"), "decisions": _("decision"), REMOVED: _("delete")}


def _step_kind(text: str) -> str:
    """Return the kind of a step."""
    if text not in STEP_KINDS:
        raise InvalidValue(
            '"{value}" is not a kind of step. Write “{update}” or “{decision}”.',
            value=text,
            update=STEP_KINDS["updates"],
            decision=STEP_KINDS["decisions"],
        )
    return text


STEP_KIND = FieldType("step-kind", _step_kind)
# What cells say in the editors' languages, first in the words that they show.
_WORDS: Mapping[FieldType, Mapping[str, Sequence[Message]]] = {
    YES_OR_NO: {"yes": (_("yes"), _("TRUE")), "no": (_("no"), _("FALSE"))},
    STEP_KIND: {kind: (word,) for kind, word in STEP_KINDS.items()},
}


@dataclass(frozen=True, slots=True)
class CellChoice:
    """A text that the cells of a column are chosen from, as a content file has it.

    `labels` has what it is called in a language, by its code, and no other choice of the column is; `words` are all
    that an editor may write for it.
    """

    text: str
    labels: Mapping[str, str]
    words: tuple[str, ...]

    def label(self, language: str) -> str:
        """Return what it is called in a language, or else in the first that it has a word in."""
        return self.labels.get(language) or next(iter(self.labels.values()))


def cell_choices(key: Key) -> Sequence[CellChoice]:
    """Return what the cells of a column are chosen from, nothing where they are written freely."""
    return _spoken_choices(key.field.type) if key.field.type in _WORDS else _choices_of(key.field.values)


def show_cell(text: str, key: Key, language: str) -> str:
    """Return the text of a content file as its cell shows it, with the labels of choices in the editor's language.

    Where the labels would come back as something else, it is the text itself.
    """
    labels = {choice.text: choice.label(language) for choice in cell_choices(key)}
    if not labels or not text:
        return text
    parts = parsers.words(text) if key.field.type.is_list else [text]
    meant = [_meant(part, key) for part in parts]
    shown = ", ".join(labels.get(part, part) for part in meant)
    return shown if read_cell(shown, key) == ", ".join(meant) else text


def read_cell(text: str, key: Key) -> str:
    """Return a cell's text as a content file has it: the choice that is meant in any language, a whole number, a day.

    Raises:
        InvalidValue: Where a day is none.
    """
    if key.field.type in (DATE, PARTIAL_DATE) and text:
        return str(key.field.type.parse(text))
    if key.field.type == NUMBER:
        return re.sub(r"[.,]0$", "", text)
    return _read_list(text, key) if key.field.choices and key.field.type.is_list else _meant(text, key)


def _read_list(text: str, key: Key) -> str:
    """Return the choices of a cell, divided by commas: a label may have commas of its own, and the longest is meant."""
    parts, meant = parsers.words(text), []
    most = max(word.count(",") + 1 for choice in cell_choices(key) for word in choice.words)
    while parts:
        readings = ((count, ", ".join(parts[:count])) for count in range(min(most, len(parts)), 0, -1))
        known = ((count, _meant(words, key)) for count, words in readings)
        count, choice = next((one for one in known if one[1] in key.field.choices), (1, parts[0]))
        meant.append(choice)
        parts = parts[count:]
    return ", ".join(meant)


def _meant(text: str, key: Key) -> str:
    """Return the one choice of a column that a text may mean, the text as it is where there is none."""
    if key.field.type in _WORDS:
        return _by_word(_spoken_choices(key.field.type)).get(text.casefold(), text)
    return _texts_by_word(key.field.values).get(text.casefold(), text)


@cache
def _texts_by_word(values: Sequence[Value]) -> Mapping[str, str]:
    return _by_word(_choices_of(values))


def _by_word(choices: Sequence[CellChoice]) -> dict[str, str]:
    """Return the choices by the words that mean one of them alone."""
    spoken = ((word, choice.text) for choice in choices for word in choice.words)
    # The commas of a list have one space after them.
    pairs = {(form.casefold(), text) for word, text in spoken for form in (word, ", ".join(parsers.words(word)))}
    counts = Counter(word for word, _text in pairs)
    return {word: text for word, text in pairs if counts[word] == 1}


@cache
def _choices_of(values: Sequence[Value]) -> Sequence[CellChoice]:
    """Return the values of a classification. A label that may mean another one, too, has the id beside it."""
    words = {
        value.id: [value.id, value.code, *value.label.by_code.values(), *value.name.by_code.values()]
        for value in values
    }
    counts = Counter(word for spoken in words.values() for word in set(map(str.casefold, spoken)))

    def label(value: Value, text: str) -> str:
        return text if counts[text.casefold()] == 1 else f"{text} ({value.id})"

    choices = []
    for value in values:
        labels = {code: label(value, text) for code, text in value.label.by_code.items()}
        choices.append(CellChoice(value.id, labels, tuple(filter(None, [*words[value.id], *labels.values()]))))
    return choices


@cache
def _spoken_choices(type_: FieldType) -> Sequence[CellChoice]:
    """Return what the program has words for, in the languages of the editors."""
    translators = [Translator(language) for language in EDITOR_LANGUAGES]
    choices = []
    for text, (word, *others) in _WORDS[type_].items():
        labels = {translator.language: translator.translate(word) for translator in translators}
        more = (translator.translate(other) for translator in translators for other in others)
        choices.append(CellChoice(text, labels, (text, *labels.values(), *more)))
    return choices
