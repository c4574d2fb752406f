"""The tables of the open data: measures, the values of their classifications, and what the indicators read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from generator.content.field_types import LINE, NUMBER, Field
from generator.content.schema import (
    DATA_SOURCE,
    DESCRIPTION,
    DIRECTION,
    ENTRY_DATE,
    READING_VALUE,
    TARGET,
    TARGET_DATE,
    TITLE,
    UNIT,
)
from generator.export.columns import ExportColumn, ExportField, cell, columns_of, escape_formula
from generator.export.measures import DESIGNATION, indicator_name, measure_attributes, url_attribute
from generator.i18n import _
from generator.model import Classification, DataPoint, Indicator, Language, LocalizedText, Roadmap, Value
from generator.urls import UrlMap

CLASSIFICATION = Field("classification", LINE, _("The classification: the name of a column of the measures."), "")
VALUE = Field("value", LINE, _("One of its values, as it stands in that column."), "")
CODE = Field("code", LINE, _("The letter that readers know the value by."), "", required=False)
ORDER = Field("order", NUMBER, _("The place of the value in its classification, from 1."), "")
LABEL = Field("label", LINE, _("What the value is called."), "", translated=True)
MEANING = Field("description", LINE, _("What the value means."), "", required=False, translated=True)
INDICATOR = Field("indicator", LINE, _("The indicator, by the name that the measures give it."), "")


class Sorted(NamedTuple):
    """A value in its classification, and its place there."""

    classification: Classification
    value: Value
    order: int


class Read(NamedTuple):
    """An indicator, and one of its readings."""

    indicator: Indicator
    reading: DataPoint


@dataclass(frozen=True, slots=True)
class ExportTable:
    """Rows with the same attributes. The columns `key` tell them apart."""

    name: str
    title: LocalizedText
    attributes: tuple[ExportField[Any], ...]
    rows: Sequence[object]
    key: tuple[str, ...]

    def columns(self, languages: Sequence[Language]) -> tuple[ExportColumn, ...]:
        return tuple(column for one in self.attributes for column in columns_of(one, languages))

    def cells(self, columns: Sequence[ExportColumn]) -> Iterator[list[str]]:
        """The rows, each with the texts of its cells."""
        # An attribute finds its value in all languages at once, and has a column for each.
        attributes = {id(one.attribute): one.attribute for one in columns}
        for row in self.rows:
            values = {key: one.value(row) for key, one in attributes.items()}
            yield [cell(one, values[id(one.attribute)]) for one in columns]


def tables_of(roadmap: Roadmap, urls: UrlMap) -> tuple[ExportTable, ...]:
    """The tables of a roadmap, that of the measures first."""
    texts = roadmap.texts
    tables = [
        ExportTable(
            "measures",
            texts["measures"],
            measure_attributes(roadmap, urls),
            roadmap.measures,
            (DESIGNATION.name,),
        ),
        ExportTable(
            "classifications",
            texts["data_classifications"],
            value_attributes(),
            [Sorted(one, *pair) for one in roadmap.classifications for pair in placed(one)],
            (CLASSIFICATION.name, VALUE.name),
        ),
    ]
    if roadmap.indicators:
        rows = [Read(one, reading) for one in roadmap.indicators for reading in one.data_points]
        key = (INDICATOR.name, ENTRY_DATE.name)
        tables.append(ExportTable("indicators", texts["indicators"], reading_attributes(urls), rows, key))
    return tuple(tables)


def placed(classification: Classification) -> Iterator[tuple[Value, int]]:
    return ((value, order) for order, value in enumerate(classification.values, start=1))


def value_attributes() -> tuple[ExportField[Any], ...]:
    """What is published of a value of a classification."""
    return (
        ExportField(CLASSIFICATION, attrgetter("classification.id"), _("classification")),
        ExportField(VALUE, attrgetter("value.id")),
        ExportField(CODE, attrgetter("value.code")),
        ExportField(ORDER, attrgetter("order"), _("order")),
        ExportField(LABEL, attrgetter("value.label")),
        ExportField(MEANING, attrgetter("value.description")),
    )


def reading_attributes(urls: UrlMap) -> tuple[ExportField[Any], ...]:
    """What is published of a reading of an indicator."""
    return (
        ExportField(INDICATOR, lambda row: indicator_name(row.indicator), _("indicator")),
        ExportField(ENTRY_DATE, attrgetter("reading.day")),
        ExportField(READING_VALUE, attrgetter("reading.value")),
        *(
            ExportField(field, attrgetter(f"indicator.{field.name}"))
            for field in (UNIT, TITLE, DESCRIPTION, DIRECTION, TARGET, TARGET_DATE, DATA_SOURCE)
        ),
        url_attribute(urls, attrgetter("indicator")),
    )


def written_csv(table: ExportTable, languages: Sequence[Language]) -> bytes:
    """The table as RFC 4180 has it: commas, CRLF, and UTF-8 without a mark. No cell starts a formula."""
    columns = table.columns(languages)
    content = io.BytesIO()
    with io.TextIOWrapper(content, encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(column.name for column in columns)
        for cells in table.cells(columns):
            writer.writerow(map(escape_formula, cells, columns))
        stream.flush()
        return content.getvalue()
