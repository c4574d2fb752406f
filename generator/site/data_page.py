"""What the page of the open data is given: its files, and what their columns are."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator.export.columns import columns_of
from generator.export.files import DataFile, OpenData
from generator.export.labels import Labels
from generator.export.tables import ExportTable
from generator.model import Language, LocalizedText
from generator.site import formatting


class Offered(NamedTuple):
    """A file to take along: the way to it, its name, what it has, its format and its size in words."""

    href: str
    name: str
    about: LocalizedText
    format: str
    media_type: str
    size: str


class ColumnHelp(NamedTuple):
    """Columns that say the same in each language, what they are called, and what they are."""

    names: tuple[str, ...]
    label: str
    hint: str


class Described(NamedTuple):
    """A table, and what its columns are."""

    title: LocalizedText
    file: str
    columns: tuple[ColumnHelp, ...]


def data_context(data: OpenData, language: Language, way_to: Callable[[str], str]) -> dict[str, object]:
    """The page of the open data in a language."""
    dictionary = data.dictionary(language)
    return {
        "files": [offered(one, language, way_to) for one in data.files],
        "tables": [described(one, dictionary, data.languages) for one in data.tables],
    }


def offered(file: DataFile, language: Language, way_to: Callable[[str], str]) -> Offered:
    name = file.path.rpartition("/")[2]
    size = formatting.size(file.size, language)
    return Offered(way_to(file.path), name, file.about, file.format.name, file.format.media_type, size)


def described(table: ExportTable, dictionary: Labels, languages: tuple[Language, ...]) -> Described:
    by_attribute = {one: columns_of(one, languages) for one in table.attributes}
    columns = tuple(
        ColumnHelp(tuple(column.name for column in columns), dictionary.label(one), dictionary.hint(one))
        for one, columns in by_attribute.items()
        if columns
    )
    return Described(table.title, f"{table.name}.csv", columns)
