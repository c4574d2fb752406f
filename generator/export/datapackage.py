"""Describes the tables as a Data Package (Frictionless, version 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.content.parsers import slug_of
from generator.content.schema import DESIGNATION
from generator.export.columns import ExportColumn
from generator.export.json_schema import published_shape
from generator.export.labels import Labels
from generator.export.tables import ExportTable
from generator.model import Roadmap


def package(roadmap: Roadmap, tables: Sequence[ExportTable], sizes: Sequence[int]) -> dict[str, Any]:
    """Describe a package of tables, each with the size of its file in bytes, in the words of the default language."""
    site, language = roadmap.site, roadmap.site.default_language
    licence = {"name": "-".join(site.licence.split()), "title": site.licence, "path": site.licence_url}
    descriptor = {
        "profile": "tabular-data-package",
        "name": slug_of(site.name[language], language.code),
        "title": site.name[language],
        "description": site.description[language],
        "homepage": site.base_url,
        "created": f"{site.updated.isoformat()}T00:00:00Z",
        "licenses": [_non_empty(licence)] if site.licence else [],
        "sources": [{"title": site.source[language], "path": site.publisher_url[language]}],
        "contributors": [
            {"title": site.publisher[language], "path": site.publisher_url[language], "role": "publisher"}
        ],
        "resources": [_resource(table, size, roadmap) for table, size in zip(tables, sizes, strict=True)],
    }
    return _non_empty(descriptor)


def _resource(table: ExportTable, size: int, roadmap: Roadmap) -> dict[str, Any]:
    """Describe a table and its file, `size` bytes of CSV."""
    labels = Labels(roadmap, roadmap.site.default_language)
    schema: dict[str, Any] = {
        "fields": [_field(column, labels) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if any(column.name == "merged_into" for column in table.columns):
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
    """Describe a column. A cell of a classification has one of its values, or several divided by commas."""
    field = column.source.field
    shape = published_shape(field)
    form = shape.get("format")
    constraints = {
        "required": column.source.is_required,
        "enum": None if field.type.is_list else shape.get("enum"),
        "pattern": field.type.pattern if field.choices else shape.get("pattern") if form is None else None,
    }
    descriptor = {
        "name": column.name,
        "title": labels.label_of_column(column),
        "description": labels.hint(column.source),
        "type": "date" if form == "date" else shape.get("type", "string"),
        "format": "uri" if form == "uri" else None,
        "constraints": _non_empty(constraints),
    }
    return _non_empty(descriptor)


def _non_empty(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in descriptor.items() if value}
