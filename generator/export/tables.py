"""Makes the tables of the open data: measures, the values of their classifications, and the indicators' values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from generator.content.field_types import DECIMAL, NUMBER
from generator.content.schema import DESIGNATION, INDICATOR, VALUE_FIELDS, indicator_fields
from generator.export.columns import ExportColumn, ExportField, cell, columns_of, escape_formula
from generator.export.measures import export_fields, indicator_name, url_field
from generator.model import Classification, DataPoint, Indicator, Language, LocalizedText, Roadmap, Value
from generator.urls import UrlMap


class ValueRow(NamedTuple):
    """A value of a classification, and its place there from 1."""

    classification: Classification
    value: Value
    order: int


class DataPointRow(NamedTuple):
    """An indicator, and one of its values."""

    indicator: Indicator
    point: DataPoint


@dataclass(frozen=True, slots=True)
class ExportTable:
    """Rows with the same fields. The columns `key` tell them apart."""

    name: str
    title: LocalizedText
    fields: tuple[ExportField, ...]
    rows: Sequence[object]
    key: tuple[str, ...]

    def columns(self, languages: Sequence[Language]) -> tuple[ExportColumn, ...]:
        """Return the columns in their order, one for each language where a field is translated."""
        return tuple(column for field in self.fields for column in columns_of(field, languages))

    def cells(self, columns: Sequence[ExportColumn]) -> Iterator[list[str]]:
        """Yield the rows, each with the texts of its cells."""
        # A field finds its value in all languages at once, and has a column for each.
        fields = {column.source.field.name: column.source for column in columns}
        for row in self.rows:
            values = {name: field.value(row) for name, field in fields.items()}
            yield [cell(column, values[column.source.field.name]) for column in columns]


def tables_of(roadmap: Roadmap, urls: UrlMap) -> tuple[ExportTable, ...]:
    """Return the tables of a roadmap, that of the measures first."""
    texts = roadmap.texts
    measures = ExportTable(
        "measures", texts["measures"], export_fields(roadmap, urls), roadmap.measures, (DESIGNATION.name,)
    )
    value_fields = tuple(ExportField(field, attrgetter(field.attribute)) for field in VALUE_FIELDS)
    values = [
        ValueRow(classification, value, order)
        for classification in roadmap.classifications
        for order, value in enumerate(classification.values, start=1)
    ]
    classifications = ExportTable(
        "classifications", texts["data_classifications"], value_fields, values, ("classification", "value")
    )
    if not roadmap.indicators:
        return (measures, classifications)
    points = [DataPointRow(indicator, point) for indicator in roadmap.indicators for point in indicator.data_points]
    indicators = ExportTable(
        "indicators", texts["indicators"], _data_point_fields(urls), points, (INDICATOR.name, "date")
    )
    return (measures, classifications, indicators)


def _data_point_fields(urls: UrlMap) -> tuple[ExportField, ...]:
    """Return what is published of an indicator's value: first the value with its unit, then the indicator."""
    fields = {field.name: field for field in indicator_fields()}
    parts = fields.pop("values").parts
    of_indicator = [fields.pop("unit"), *(field for name, field in fields.items() if field.exported and name != "slug")]
    return (
        ExportField(INDICATOR, lambda row: indicator_name(row.indicator)),
        *(ExportField(part, attrgetter(f"point.{part.model_name}")) for part in parts),
        *(ExportField(field, attrgetter(f"indicator.{field.model_name}")) for field in of_indicator),
        url_field(urls, attrgetter("indicator")),
    )


def csv_bytes(table: ExportTable, languages: Sequence[Language]) -> bytes:
    """Return the table as RFC 4180 has it: commas, CRLF, and UTF-8 without a mark. No cell starts a formula."""
    columns = table.columns(languages)
    # A number is no formula, whatever its sign.
    numbers = [column.source.field.type in (NUMBER, DECIMAL) for column in columns]
    content = io.BytesIO()
    with io.TextIOWrapper(content, encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(column.name for column in columns)
        for cells in table.cells(columns):
            writer.writerow(
                text if number else escape_formula(text) for text, number in zip(cells, numbers, strict=True)
            )
        stream.flush()
        return content.getvalue()
