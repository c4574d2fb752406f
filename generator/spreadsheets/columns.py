"""Makes the columns of the sheets of measures, and of the steps of each: its updates and decisions.

Heads and cells speak the editor's language, and come back in any: a head as its field, a label as its value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.content import parsers
from generator.content.field_types import (
    DATE,
    LINE,
    NUMBER,
    PARTIAL_DATE,
    RECORD,
    YES_OR_NO,
    Field,
    FieldType,
    Key,
    keys,
)
from generator.content.schema import EDITION, SHEET_FILE, STATUS, measure_fields
from generator.diagnostics import InvalidValue
from generator.i18n import EDITOR_LANGUAGES, Message, Translator, _, pgettext
from generator.model import Roadmap, Value

FILE = Key(SHEET_FILE.name, SHEET_FILE)
# The kind of a step that is to go from its file.
REMOVED = "delete"
_STEP_KINDS = {"updates": _("update"), "decisions": _("decision"), REMOVED: _("delete")}
# What a measure is known by stands first, and then what came of it.
_FIRST = ("number", EDITION, "code", "title", STATUS)


def _step_kind(text: str) -> str:
    """Return the kind of a step."""
    if text not in _STEP_KINDS:
        raise InvalidValue(
            '"{value}" is no kind of step. Write “{update}” or “{decision}”.',
            value=text,
            update=_STEP_KINDS["updates"],
            decision=_STEP_KINDS["decisions"],
        )
    return text


_STEP_KIND = FieldType("step-kind", _step_kind)
KIND = Key(
    "kind",
    Field(
        pgettext("field", "kind"),
        _STEP_KIND,
        _("Whether it is an update or a decision. “{delete}” takes it from the record.", delete=_STEP_KINDS[REMOVED]),
    ),
)
ENTRY = Key(
    "entry",
    Field(
        pgettext("field", "entry"),
        LINE,
        _("By this the program knows what the row said when it was exported. Leave it empty for a new row."),
        required=False,
    ),
)
# What cells say in the editors' languages, first in the words that they show.
_WORDS: Mapping[FieldType, Mapping[str, Sequence[Message]]] = {
    YES_OR_NO: {"yes": (_("yes"), _("TRUE")), "no": (_("no"), _("FALSE"))},
    _STEP_KIND: {kind: (word,) for kind, word in _STEP_KINDS.items()},
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


def columns(roadmap: Roadmap) -> tuple[Key, ...]:
    """Return the columns in their order.

    The records of approvals are left out, for nobody writes these by hand, and so is what has several entries.
    """
    fields = measure_fields(roadmap.classifications)
    single = [field for field in fields if field.type != RECORD and not field.parts]
    return (*keys(sorted(single, key=_rank), roadmap.site.languages), FILE, ENTRY)


def step_fields(roadmap: Roadmap) -> tuple[Field, ...]:
    """Return the fields of a measure that have several entries, none where the roadmap is not followed up."""
    fields = (field for field in measure_fields(roadmap.classifications) if field.parts)
    return tuple(sorted(fields, key=lambda field: list(_STEP_KINDS).index(field.name)))


def step_columns(roadmap: Roadmap) -> tuple[Key, ...]:
    """Return the columns of the sheet of steps: their measure, their kind, and the parts of every kind."""
    parts = {key.name: key for field in step_fields(roadmap) for key in keys(field.parts, roadmap.site.languages)}
    title_language = (None, roadmap.site.default_language)
    measure = [
        key
        for key in columns(roadmap)
        if key.field.name in ("number", EDITION, "title") and key.language in title_language
    ]
    return (*measure, KIND, *parts.values(), FILE, ENTRY)


def column_label(key: Key, translator: Translator) -> str:
    """Return the editors' word for a column, with its language: “otsikko (suomeksi)”."""
    word = translator.field_label(key.field.name) or key.field.name.replace("_", " ")
    if key.language is None:
        return word
    endonym = key.language.endonym
    return f"{word} ({endonym[:1].lower()}{endonym[1:]})"


def column_heads(columns: Sequence[Key], translator: Translator) -> dict[str, str]:
    """Return the heads of columns in the editor's language, each its own, by the names of the columns."""
    labels = {key.name: column_label(key, translator) for key in columns}
    counts = Counter([*map(str.casefold, labels.values()), *(name.casefold() for name in labels)])
    heads = {}
    for name, label in labels.items():
        is_own = counts[label.casefold()] == (2 if label.casefold() == name.casefold() else 1)
        heads[name] = label[:1].upper() + label[1:] if is_own else f"{label[:1].upper()}{label[1:]} [{name}]"
    return heads


def read_heads(cells: Sequence[str], columns: Sequence[Key], translators: Sequence[Translator]) -> list[Key | None]:
    """Return the columns that the cells of a row name, None for a cell that names none.

    A head may be the name of a field, or its label in any of the languages: first in the one that most cells are in.
    """
    by_name = {key.name: key for key in columns}
    names = {name.casefold(): name for name in by_name}
    written = [parsers.line(cell).casefold() for cell in cells]
    readings = [
        {head.casefold(): name for name, head in column_heads(columns, translator).items()}
        for translator in translators
    ]
    readings.sort(key=lambda heads: -sum(text in heads for text in written))
    meant = [next((heads[text] for heads in [names, *readings] if text in heads), None) for text in written]
    return [by_name[name] if name else None for name in meant]


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


def _rank(field: Field) -> tuple[int, bool]:
    """Return where the column of a field stands among the others."""
    return _FIRST.index(field.name) if field.name in _FIRST else len(_FIRST), field.holder != "tracking"


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
