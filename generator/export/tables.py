"""Makes the tables of the open data: measures, the values of their classifications, and the indicators' values."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from generator.content.field_types import DECIMAL, NUMBER
from generator.content.schema import DESIGNATION, INDICATOR, VALUE_FIELDS, indicator_fields, withdrawal_fields
from generator.export.columns import ExportColumn, ExportField, attribute_field, columns_of, escape_formula
from generator.export.measures import export_fields, indicator_name, url_field
from generator.model import Classification, DataPoint, Indicator, Language, LocalizedText, Roadmap, Value
from generator.queries import fragment
from generator.urls import UrlMap


class _ValueRow(NamedTuple):
    """A value of a classification, and its place there from 1."""

    classification: Classification
    value: Value
    order: int


class _DataPointRow(NamedTuple):
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
    languages: Sequence[Language]

    @property
    def columns(self) -> tuple[ExportColumn, ...]:
        """The columns in their order, one for each language where a field is translated."""
        return tuple(column for field in self.fields for column in columns_of(field, self.languages))


def tables_of(roadmap: Roadmap, urls: UrlMap) -> tuple[ExportTable, ...]:
    """Return the tables of a roadmap, that of the measures first."""
    texts, languages = roadmap.texts, roadmap.site.languages
    values = [
        _ValueRow(classification, value, order)
        for classification in roadmap.classifications
        for order, value in enumerate(classification.values, start=1)
    ]
    points = [_DataPointRow(indicator, point) for indicator in roadmap.indicators for point in indicator.data_points]
    fields, value_fields = export_fields(roadmap, urls), tuple(map(attribute_field, VALUE_FIELDS))
    value_key, point_key = ("classification", "value"), (INDICATOR.name, "date")
    tables = (
        ExportTable("measures", texts["measures"], fields, roadmap.measures, (DESIGNATION.name,), languages),
        ExportTable("classifications", texts["data_classifications"], value_fields, values, value_key, languages),
        ExportTable("indicators", texts["indicators"], _data_point_fields(urls), points, point_key, languages),
    )
    withdrawn = ExportTable(
        "withdrawn",
        texts["withdrawn_list"],
        _withdrawal_fields(urls),
        roadmap.withdrawals,
        (DESIGNATION.name, "date"),
        languages,
    )
    return tuple(table for table in (*tables, withdrawn) if table.rows or table in tables[:2])


def _withdrawal_fields(urls: UrlMap) -> tuple[ExportField, ...]:
    """Return what is published of a measure that was withdrawn."""
    return (
        ExportField(DESIGNATION, lambda withdrawal, _language: withdrawal.display_number),
        *(attribute_field(field) for field in withdrawal_fields() if field.exported),
        url_field(urls, lambda withdrawal: withdrawal),
    )


def _data_point_fields(urls: UrlMap) -> tuple[ExportField, ...]:
    """Return what is published of an indicator's value: first the value with its unit, then the indicator."""
    fields = {field.name: field for field in indicator_fields() if field.exported and field.name != "slug"}
    parts, unit = fields.pop("values").parts, fields.pop("unit")
    return (
        ExportField(INDICATOR, lambda row, _language: indicator_name(row.indicator)),
        *(attribute_field(part, "point.") for part in parts),
        *(attribute_field(field, "indicator.") for field in (unit, *fields.values())),
        url_field(urls, attrgetter("indicator")),
    )


def csv_bytes(table: ExportTable) -> bytes:
    """Return the table as RFC 4180 has it: commas, CRLF, and UTF-8 without a mark. No cell starts a formula."""
    columns = table.columns
    # A number is no formula, whatever its sign.
    numbers = [column.source.field.type in (NUMBER, DECIMAL) for column in columns]

    def line(row: object) -> bytes:
        cells = (column.text(row) for column in columns)
        texts = (text if number else escape_formula(text) for text, number in zip(cells, numbers, strict=True))
        return _line(texts)

    # A stream, since the lines of all measures and the whole of them would take twice as much memory.
    stream = io.BytesIO()
    stream.write(_line(column.name for column in columns))
    for row in table.rows:
        stream.write(fragment(row, partial(line, row), stream.tell()))
    return stream.getvalue()


def _line(texts: Iterable[str]) -> bytes:
    return f"{','.join(map(_quoted, texts))}\r\n".encode()


def _quoted(text: str) -> str:
    """Return a cell as it stands in a line. The csv module looks at each character: three times as long for a table."""
    if "," in text or "\n" in text or '"' in text or "\r" in text:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text
