"""The measures of a roadmap as an Excel file for people: words instead of codes, what is asked first in front."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from generator.content.schema import STATUS
from generator.export.xlsx import CELL_LENGTH, MeasureRow, Sheet, SheetColumn, write_workbook
from generator.model import Classification, Language, LocalizedText, Measure, PartialDate, Roadmap, Tracking
from generator.site import formatting
from generator.site.formatting import InterfaceWords
from generator.urls import UrlMap

# The widths of columns, in characters.
_NUMBER, _DATE, _VALUE, _TEXT = 8, 12, 20, 45


class _Column(NamedTuple):
    """A column of the sheet: its head, its width, and the text of its cell for a measure."""

    head: str
    width: int
    text: Callable[[Measure], str]
    is_number: bool = False


def measures_workbook(roadmap: Roadmap, urls: UrlMap, words: InterfaceWords, language: Language) -> bytes:
    """Return the measures as an .xlsx in a language, the same bytes for the same roadmap."""
    base_url = roadmap.site.base_url
    columns = [
        _Column(words("number"), _NUMBER, lambda measure: measure.display_number),
        _Column(words("measure"), _TEXT, lambda measure: measure.title[language]),
        *(_tracking_columns(roadmap, words, language) if roadmap.follow_up else ()),
        *(_value_column(taxonomy, language) for taxonomy in roadmap.classifications if taxonomy.id != STATUS),
        _Column(words("problem"), _TEXT, lambda measure: _text(measure.problem, language)),
        _Column(words("web_address"), _TEXT, lambda measure: base_url + urls.url_for(measure, language)),
    ]

    def cells(measure: Measure) -> list[str]:
        return [column.text(measure)[:CELL_LENGTH] for column in columns]

    rows = [[column.head for column in columns], *(MeasureRow(one, partial(cells, one)) for one in roadmap.measures)]
    looks = [SheetColumn(column.width, column.is_number) for column in columns]
    sheet = Sheet(words("measures"), rows, looks, frozen_columns=2, readable=True)
    return write_workbook([sheet], roadmap.site.updated)


def _tracking_columns(roadmap: Roadmap, words: InterfaceWords, language: Language) -> Iterator[_Column]:
    """Yield what came of a measure, and when."""

    def column(name: str, width: int, text: Callable[[Tracking], str]) -> _Column:
        def text_of(measure: Measure) -> str:
            return text(measure.tracking) if measure.tracking else ""

        return _Column(words(name), width, text_of, is_number=name == "late_days")

    def date(day: PartialDate | None) -> str:
        return formatting.date(day, language) if day else ""

    yield column("status", _VALUE, lambda tracking: tracking.status.label[language])
    yield column("late_days", _DATE, lambda tracking: str(tracking.days_late(roadmap.site.updated) or ""))
    yield column("due", _DATE, lambda tracking: date(tracking.promised))
    yield column("completed", _DATE, lambda tracking: date(tracking.completed))
    yield column("status_note", _TEXT, lambda tracking: _text(tracking.note, language))
    yield column("result", _TEXT, lambda tracking: _text(tracking.result, language))


def _value_column(taxonomy: Classification, language: Language) -> _Column:
    """Return the column of a classification: its letters and its words."""

    def text(measure: Measure) -> str:
        values = measure.values_in(taxonomy)
        return ", ".join(f"{value.code} {value.label[language]}".strip() for value in values)

    return _Column(taxonomy.label[language], _VALUE, text)


def _text(text: LocalizedText | None, language: Language) -> str:
    return "" if text is None else text[language]
