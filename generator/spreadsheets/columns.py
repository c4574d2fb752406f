"""Makes the columns of the table of measures: the file of each, then its fields as they are declared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.content import parsers
from generator.content.field_types import DATE, NUMBER, PARTIAL_DATE, RECORD, YES_OR_NO, Key, keys
from generator.content.schema import SHEET_FILE, measure_fields
from generator.i18n import EDITOR_LANGUAGES, Translator, _
from generator.model import Roadmap

FILE = Key(SHEET_FILE.name, SHEET_FILE)


@dataclass(frozen=True, slots=True)
class CellChoice:
    """A text that the cells of a column are chosen from, as a content file has it.

    `labels` has what it is called in a language, by its code; `words` are all that an editor may write for it.
    """

    text: str
    labels: Mapping[str, str]
    words: tuple[str, ...]


def columns(roadmap: Roadmap) -> tuple[Key, ...]:
    """Return the columns in their order.

    The records of approvals are left out, for nobody writes these by hand, and so is what has several entries.
    """
    fields = measure_fields(roadmap.classifications)
    single = [field for field in fields if field.type != RECORD and not field.parts]
    return (FILE, *keys(single, roadmap.site.languages))


def column_label(key: Key, translator: Translator) -> str:
    """Return the editors' word for a column, with its language: “otsikko (Suomeksi)”."""
    word = translator.label(key.name) or key.field.name
    return f"{word} ({key.language.endonym})" if key.language else word


def cell_choices(key: Key) -> Sequence[CellChoice]:
    """Return what the cells of a column are chosen from, nothing where they are written freely."""
    if key.field.type == YES_OR_NO:
        return _yes_and_no()
    return [
        CellChoice(
            value.id,
            value.label.by_code,
            (value.id, value.code, *value.label.by_code.values(), *value.name.by_code.values()),
        )
        for value in key.field.values
    ]


def read_cell(text: str, key: Key) -> str:
    """Return a cell's text as a content file has it: the choice that is meant in any language, a whole number, a day.

    Raises:
        InvalidValue: Where a day is none.
    """
    if key.field.type in (DATE, PARTIAL_DATE) and text:
        return str(key.field.type.parse(text))
    if key.field.type == NUMBER:
        return re.sub(r"[.,]0$", "", text)
    meant = _meant(text, key)
    # The label of a value may have a comma in it.
    if meant == text and key.field.choices and key.field.type.is_list:
        return ", ".join(_meant(one, key) for one in parsers.words(text))
    return meant


def _meant(text: str, key: Key) -> str:
    """Return the one choice of a column that a text may mean, the text as it is where there is none."""
    written = text.casefold()
    meant = [choice.text for choice in cell_choices(key) if written in map(str.casefold, filter(None, choice.words))]
    return meant[0] if len(meant) == 1 else text


@cache
def _yes_and_no() -> Sequence[CellChoice]:
    """Return yes and no in the languages of the editors, with what their spreadsheets write for them."""
    translators = [Translator(language) for language in EDITOR_LANGUAGES]
    choices = []
    for text, word, sheet_word in (("yes", _("yes"), _("TRUE")), ("no", _("no"), _("FALSE"))):
        labels = {translator.language: translator.translate(word) for translator in translators}
        sheet_words = (translator.translate(sheet_word) for translator in translators)
        choices.append(CellChoice(text, labels, (*labels.values(), *sheet_words)))
    return choices
