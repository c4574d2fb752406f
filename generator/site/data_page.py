"""The context of the page of the open data: its files, and what their columns are."""

from __future__ import annotations

from generator.export.columns import columns_of
from generator.export.files import OpenData
from generator.export.labels import Labels
from generator.site import formatting
from generator.site.components import Components
from generator.site.embeds import embed_snippet
from generator.site.environment import Context
from generator.urls import BuiltinPage


def data_page(make: Components, data: OpenData) -> Context:
    """Return the context of the page of the open data."""
    language, labels = make.language, Labels(make.roadmap, make.language)
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
    tables = [
        {
            "title": table.title[language],
            "file": f"{table.name}.csv",
            # The columns of one field, one in each language, share a line.
            "columns": [
                {"names": names, "label": labels.label(field), "hint": labels.hint(field)}
                for field in table.fields
                if (names := [column.name for column in columns_of(field, make.roadmap.site.languages)])
            ],
        }
        for table in data.tables
    ]
    return {"files": files, "tables": tables, "embed": embed_snippet(BuiltinPage.HOME, make.links.urls, language)}
