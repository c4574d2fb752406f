"""Describes the tables as a Data Package (Frictionless, version 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.content.field_types import DATE, WEB_ADDRESS
from generator.content.parsers import slug_of
from generator.content.schema import DESIGNATION
from generator.export.columns import ExportColumn
from generator.export.json_schema import published_pattern, published_type
from generator.export.labels import Labels
from generator.export.tables import ExportTable
from generator.model import Roadmap


def package(roadmap: Roadmap, sizes: Sequence[tuple[ExportTable, int]], labels: Labels) -> dict[str, Any]:
    """Describe a package of tables, each with the size of its file in bytes, in the words of the labels."""
    site, language = roadmap.site, roadmap.site.default_language
    licence = {"name": "-".join(site.licence.split()), "title": site.licence, "path": site.licence_url}
    descriptor = {
        "profile": "tabular-data-package",
        "name": slug_of(site.name[language]),
        "title": site.name[language],
        "description": site.description[language],
        "homepage": site.base_url,
        "created": f"{site.updated.isoformat()}T00:00:00Z",
        "licenses": [_non_empty(licence)] if site.licence else [],
        "sources": [{"title": site.source[language], "path": site.publisher_url[language]}],
        "contributors": [
            {"title": site.publisher[language], "path": site.publisher_url[language], "role": "publisher"}
        ],
        "resources": [_resource(table, size, roadmap, labels) for table, size in sizes],
    }
    return _non_empty(descriptor)


def _resource(table: ExportTable, size: int, roadmap: Roadmap, labels: Labels) -> dict[str, Any]:
    """Describe a table and its file, `size` bytes of CSV."""
    columns = table.columns(roadmap.site.languages)
    schema: dict[str, Any] = {
        "fields": [_field(column, labels) for column in columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if any(column.name == "merged_into" for column in columns):
        # “” is the table itself.
        itself = {"resource": "", "fields": DESIGNATION.name}
        schema["foreignKeys"] = [{"fields": "merged_into", "reference": itself}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title[roadmap.site.default_language],
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: ExportColumn, labels: Labels) -> dict[str, Any]:
    """Describe a column. A cell of a classification has one of its values."""
    field = column.source.field
    constraints: dict[str, Any] = {"required": True} if column.source.is_required else {}
    if field.choices:
        constraints["enum"] = list(field.choices)
    elif field.type not in (DATE, WEB_ADDRESS) and published_type(field) == "string" and published_pattern(field):
        constraints["pattern"] = published_pattern(field)
    descriptor = {
        "name": column.name,
        "title": labels.label_of_column(column),
        "description": labels.hint(column.source),
        "type": "date" if field.type == DATE else published_type(field),
        "format": "uri" if field.type == WEB_ADDRESS else "",
        "constraints": constraints,
    }
    return _non_empty(descriptor)


def _non_empty(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in descriptor.items() if value}
