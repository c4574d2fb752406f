"""The context of the page of the open data: its files, and what their columns are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from generator.export.columns import columns_of
from generator.export.files import DataFile, OpenData
from generator.export.labels import Labels
from generator.export.tables import ExportTable
from generator.site import formatting
from generator.site.components import Components
from generator.site.embeds import embed_snippet
from generator.urls import BuiltinPage


class OfferedFile(NamedTuple):
    """A file to take along: its URL, its name, what it has, its format and its size in words."""

    href: str
    name: str
    about: str
    format: str
    media_type: str
    size: str


class ColumnHelp(NamedTuple):
    """Columns that say the same in each language, what they are called, and what they are."""

    names: tuple[str, ...]
    label: str
    hint: str


class TableHelp(NamedTuple):
    """A table, and what its columns are."""

    title: str
    file: str
    columns: tuple[ColumnHelp, ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    files: tuple[OfferedFile, ...]
    tables: tuple[TableHelp, ...]
    embed: str


def data_page(make: Components, data: OpenData) -> DataPage:
    """Return the context of the page of the open data."""
    labels = data.dictionary(make.language)
    return DataPage(
        tuple(_offered(file, make) for file in data.files),
        tuple(_described(table, labels, make) for table in data.tables),
        embed_snippet(BuiltinPage.HOME, make.links.urls, make.language),
    )


def _offered(file: DataFile, make: Components) -> OfferedFile:
    return OfferedFile(
        make.links.to_path(file.path),
        file.path.rpartition("/")[2],
        file.about[make.language],
        file.format.name,
        file.format.media_type,
        formatting.size(file.size, make.language),
    )


def _described(table: ExportTable, labels: Labels, make: Components) -> TableHelp:
    by_attribute = {field: columns_of(field, make.roadmap.site.languages) for field in table.fields}
    columns = tuple(
        ColumnHelp(tuple(column.name for column in columns), labels.label(field), labels.hint(field))
        for field, columns in by_attribute.items()
        if columns
    )
    return TableHelp(table.title[make.language], f"{table.name}.csv", columns)
