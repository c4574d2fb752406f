"""Makes the columns of the table of measures: the file of each, then its fields as they are declared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from generator.content import parsers
from generator.content.field_types import DATE, NUMBER, RECORD, YES_OR_NO, Key, keys
from generator.content.schema import SHEET_FILE, measure_fields
from generator.i18n import EDITOR_LANGUAGES, Translator, _
from generator.model import Language, Roadmap

FILE = Key(SHEET_FILE.name, SHEET_FILE)


def columns(roadmap: Roadmap) -> tuple[Key, ...]:
    """Return the columns in their order.

    The records of approvals are left out, for nobody writes these by hand, and so is what has several entries.
    """
    fields = measure_fields(roadmap.classifications)
    single = [field for field in fields if field.type != RECORD and not field.parts]
    return (FILE, *keys(single, roadmap.site.languages))


def label(key: Key, translator: Translator) -> str:
    """Return the editors' word for a column, with its language: “otsikko (Suomeksi)”."""
    word = translator.label(key.name) or key.field.name
    return f"{word} ({key.language.endonym})" if key.language else word


def choices(key: Key) -> tuple[str, ...]:
    """Return what a cell of the column is chosen from, empty where it is written freely."""
    return tuple(answers()) if key.field.type == YES_OR_NO else key.field.choices


def meanings(key: Key, languages: Sequence[Language]) -> Iterator[tuple[str, str]]:
    """Yield the words that an editor may write in the column for one of its choices, each with the choice."""
    if key.field.type == YES_OR_NO:
        yield from ((word, answer) for answer, words in answers().items() for word in words)
    for value in key.field.values:
        words = {value.id, value.code, *(text[one] for text in (value.label, value.name) for one in languages)}
        yield from ((word, value.id) for word in words if word)


def understood(text: str, key: Key, languages: Sequence[Language]) -> str:
    """Return a cell's text as a content file has it: the choice that is meant in any language, a whole number, a day.

    Raises:
        InvalidValue: Where a day is none.
    """
    if key.field.type == DATE and text:
        return parsers.date(text).isoformat()
    if key.field.type == NUMBER:
        return re.sub(r"[.,]0$", "", text)
    meant = {choice for word, choice in meanings(key, languages) if word.casefold() == text.casefold()}
    return meant.pop() if len(meant) == 1 and text not in key.field.choices else text


@cache
def answers() -> dict[str, tuple[str, ...]]:
    """Return yes and no, with the words for them in the languages of the editors and of their spreadsheets."""
    speakers = [Translator(language) for language in EDITOR_LANGUAGES]
    words = {"yes": (_("yes"), _("TRUE")), "no": (_("no"), _("FALSE"))}
    return {answer: tuple(one.translate(word) for word in said for one in speakers) for answer, said in words.items()}


def labels_of_choice(choice: str, key: Key, languages: Sequence[Language]) -> list[str]:
    """Return what a choice is called in each language, empty where that is not known."""
    for value in key.field.values:
        if value.id == choice:
            return [value.label[one] for one in languages]
    words = dict(zip(EDITOR_LANGUAGES, answers()[choice], strict=False))
    return [words.get(one.code, "") for one in languages]
