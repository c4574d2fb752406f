"""The tables of the open data: measures, the values of their classifications, and what the indicators read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from generator.addresses import Addresses
from generator.model import Classification, Indicator, Language, Reading, Roadmap, Text, Value
from generator.opendata.attributes import Attribute, Column, cell, columns_of, guarded
from generator.opendata.measures import DESIGNATION, indicator_name, measure_attributes, url_attribute
from generator.problems import say
from generator.reading.description import (
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
from generator.reading.forms import LINE, NUMBER, Field

CLASSIFICATION = Field("classification", LINE, say("The classification: the name of a column of the measures."), "")
VALUE = Field("value", LINE, say("One of its values, as it stands in that column."), "")
CODE = Field("code", LINE, say("The letter that readers know the value by."), "", required=False)
ORDER = Field("order", NUMBER, say("The place of the value in its classification, from 1."), "")
LABEL = Field("label", LINE, say("What the value is called."), "", translated=True)
MEANING = Field("description", LINE, say("What the value means."), "", required=False, translated=True)
INDICATOR = Field("indicator", LINE, say("The indicator, by the name that the measures give it."), "")


class Sorted(NamedTuple):
    """A value in its classification, and its place there."""

    classification: Classification
    value: Value
    order: int


class Read(NamedTuple):
    """An indicator, and one of its readings."""

    indicator: Indicator
    reading: Reading


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the same attributes. The columns `key` tell them apart."""

    name: str
    title: Text
    attributes: tuple[Attribute[Any], ...]
    rows: Sequence[object]
    key: tuple[str, ...]

    def columns(self, languages: Sequence[Language]) -> tuple[Column, ...]:
        return tuple(column for one in self.attributes for column in columns_of(one, languages))

    def cells(self, columns: Sequence[Column]) -> Iterator[list[str]]:
        """The rows, each with the texts of its cells."""
        # An attribute finds its value in all languages at once, and has a column for each.
        attributes = {id(one.attribute): one.attribute for one in columns}
        for row in self.rows:
            values = {key: one.value(row) for key, one in attributes.items()}
            yield [cell(one, values[id(one.attribute)]) for one in columns]


def tables_of(roadmap: Roadmap, addresses: Addresses) -> tuple[Table, ...]:
    """The tables of a roadmap, that of the measures first."""
    texts = roadmap.texts
    tables = [
        Table(
            "measures",
            texts["measures"],
            measure_attributes(roadmap, addresses),
            roadmap.measures,
            (DESIGNATION.name,),
        ),
        Table(
            "classifications",
            texts["data_classifications"],
            value_attributes(),
            [Sorted(one, *pair) for one in roadmap.classifications for pair in placed(one)],
            (CLASSIFICATION.name, VALUE.name),
        ),
    ]
    if roadmap.indicators:
        rows = [Read(one, reading) for one in roadmap.indicators for reading in one.readings]
        key = (INDICATOR.name, ENTRY_DATE.name)
        tables.append(Table("indicators", texts["indicators"], reading_attributes(addresses), rows, key))
    return tuple(tables)


def placed(classification: Classification) -> Iterator[tuple[Value, int]]:
    return ((value, order) for order, value in enumerate(classification.values, start=1))


def value_attributes() -> tuple[Attribute[Any], ...]:
    """What is published of a value of a classification."""
    return (
        Attribute(CLASSIFICATION, attrgetter("classification.id"), say("classification")),
        Attribute(VALUE, attrgetter("value.id")),
        Attribute(CODE, attrgetter("value.code")),
        Attribute(ORDER, attrgetter("order"), say("order")),
        Attribute(LABEL, attrgetter("value.label")),
        Attribute(MEANING, attrgetter("value.description")),
    )


def reading_attributes(addresses: Addresses) -> tuple[Attribute[Any], ...]:
    """What is published of a reading of an indicator."""
    return (
        Attribute(INDICATOR, lambda row: indicator_name(row.indicator), say("indicator")),
        Attribute(ENTRY_DATE, attrgetter("reading.day")),
        Attribute(READING_VALUE, attrgetter("reading.value")),
        *(
            Attribute(field, attrgetter(f"indicator.{field.name}"))
            for field in (UNIT, TITLE, DESCRIPTION, DIRECTION, TARGET, TARGET_DATE, DATA_SOURCE)
        ),
        url_attribute(addresses, attrgetter("indicator")),
    )


def written_csv(table: Table, languages: Sequence[Language]) -> bytes:
    """The table as RFC 4180 has it: commas, CRLF, and UTF-8 without a mark. No cell starts a formula."""
    columns = table.columns(languages)
    content = io.BytesIO()
    with io.TextIOWrapper(content, encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(column.name for column in columns)
        for cells in table.cells(columns):
            writer.writerow(map(guarded, cells, columns))
        stream.flush()
        return content.getvalue()
