"""The context of the page of the open data: its files, and what their columns are."""

from __future__ import annotations

from generator.export.columns import columns_of
from generator.export.files import OpenData
from generator.export.labels import Labels
from generator.export.tables import ExportTable
from generator.site import formatting
from generator.site.components import Components
from generator.site.embeds import embed_snippet
from generator.site.environment import Context
from generator.urls import BuiltinPage


def data_page(make: Components, data: OpenData) -> Context:
    """Return the context of the page of the open data."""
    language, labels = make.language, data.labels(make.language)
    files = [
        {
            "href": make.links.to_path(file.path),
            "name": file.path.rpartition("/")[2],
            "about": file.about[language],
            "format": file.format.name,
            "media_type": file.format.media_type,
            "size": formatting.size(file.size, language),
        }
        for file in data.files
    ]
    return {
        "files": files,
        "tables": [_described(table, labels, make) for table in data.tables],
        "embed": embed_snippet(BuiltinPage.HOME, make.links.urls, language),
    }


def _described(table: ExportTable, labels: Labels, make: Components) -> Context:
    """Return what the columns of a table are; those of one field, one in each language, are told together."""
    columns = [
        {"names": names, "label": labels.label(field), "hint": labels.hint(field)}
        for field in table.fields
        if (names := [column.name for column in columns_of(field, make.roadmap.site.languages)])
    ]
    return {"title": table.title[make.language], "file": f"{table.name}.csv", "columns": columns}
