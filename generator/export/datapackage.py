"""Describes the tables as a Data Package (Frictionless, version 1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.content.field_types import WEB_ADDRESS
from generator.content.parsers import slug_of
from generator.content.schema import MERGED_INTO
from generator.export.columns import ExportColumn, is_day, kind_of
from generator.export.json import is_always_there, pattern
from generator.export.labels import Labels
from generator.export.measures import DESIGNATION
from generator.export.tables import ExportTable
from generator.model import Roadmap


def package(roadmap: Roadmap, sizes: Sequence[tuple[ExportTable, int]], dictionary: Labels) -> dict[str, Any]:
    """The package of tables, each with the size of its file in bytes, in the words of the first language."""
    site, language = roadmap.site, roadmap.site.default_language
    whole = {
        "profile": "tabular-data-package",
        "name": slug_of(site.name[language]),
        "title": site.name[language],
        "description": site.description[language],
        "homepage": site.base_url,
        "created": f"{site.updated.isoformat()}T00:00:00Z",
        "licenses": licences(roadmap),
        "sources": [{"title": site.source[language], "path": site.publisher_url[language]}],
        "contributors": [
            {"title": site.publisher[language], "path": site.publisher_url[language], "role": "publisher"}
        ],
        "resources": [resource(table, size, roadmap, dictionary) for table, size in sizes],
    }
    return {name: value for name, value in whole.items() if value}


def licences(roadmap: Roadmap) -> list[dict[str, str]]:
    """The licence of the content, none where the publisher gives none."""
    site = roadmap.site
    if not site.licence:
        return []
    named = {"name": "-".join(site.licence.split()), "title": site.licence}
    return [{**named, "path": site.licence_url} if site.licence_url else named]


def resource(table: ExportTable, size: int, roadmap: Roadmap, dictionary: Labels) -> dict[str, Any]:
    columns = table.columns(roadmap.site.languages)
    schema: dict[str, Any] = {
        "fields": [field_of(column, dictionary) for column in columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if any(column.name == MERGED_INTO.name for column in columns):
        # “” is the table itself.
        itself = {"resource": "", "fields": DESIGNATION.name}
        schema["foreignKeys"] = [{"fields": MERGED_INTO.name, "reference": itself}]
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


def field_of(column: ExportColumn, dictionary: Labels) -> dict[str, Any]:
    field = column.attribute.field
    whole = {
        "name": column.name,
        "title": dictionary.label_of_column(column),
        "description": dictionary.hint(column.attribute),
        "type": "date" if is_day(field) else kind_of(field),
        "format": "uri" if field.form is WEB_ADDRESS else "",
        "constraints": constraints(column),
    }
    return {name: value for name, value in whole.items() if value}


def constraints(column: ExportColumn) -> dict[str, Any]:
    """What a cell of the column must be. A value of a classification is one of those."""
    field = column.attribute.field
    found: dict[str, Any] = {"required": True} if is_always_there(field) else {}
    if field.choices:
        found["enum"] = list(field.choices)
    elif kind_of(field) == "string" and not is_day(field) and field.form is not WEB_ADDRESS and pattern(field):
        found["pattern"] = pattern(field)
    return found
