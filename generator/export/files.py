"""Says which files of open data a roadmap has, and makes each when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from generator.export.data_workbook import data_workbook
from generator.export.datapackage import package
from generator.export.dcat import Distribution, Format, dataset
from generator.export.json import as_object, json_bytes, roadmap_json
from generator.export.json_schema import roadmap_schema
from generator.export.labels import Labels
from generator.export.tables import csv_bytes, tables_of
from generator.model import Language, LocalizedText, Measure, Roadmap
from generator.urls import DATA, UrlMap

_MEASURE_FILE = "measure.json"
_CATALOGUE = f"{DATA}dcat.jsonld"

CSV = Format("CSV", "text/csv", "CSV")
JSON = Format("JSON", "application/json", "JSON")
JSON_LD = Format("JSON-LD", "application/ld+json", "JSON_LD")
XLSX = Format("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX")


class DataFile:
    """A file: its path from the root of the site, what it has, its format, and what makes its bytes."""

    def __init__(self, path: str, about: LocalizedText, file_format: Format, make: Callable[[], bytes]) -> None:
        self.path, self.about, self.format, self._make = path, about, file_format, make

    def content(self) -> bytes:
        """Return its bytes, made anew each time: those of a large roadmap are too many to be kept."""
        content = self._make()
        self.size = len(content)
        return content

    @cached_property
    def size(self) -> int:
        """How many bytes it has, known once it was made."""
        return len(self._make())


class OpenData:
    """The open data of a roadmap. Each file is made when it is asked for."""

    def __init__(self, roadmap: Roadmap, urls: UrlMap) -> None:
        self._roadmap, self._urls = roadmap, urls
        self.languages = roadmap.site.languages
        self.tables = tables_of(roadmap, urls)
        self._measure_fields = self.tables[0].fields
        self._labels = {language.code: Labels(roadmap, language) for language in self.languages}
        texts, dictionaries = roadmap.texts, list(self._labels.values())
        tables = [
            DataFile(f"{DATA}{table.name}.csv", table.title, CSV, partial(csv_bytes, table, self.languages))
            for table in self.tables
        ]
        objects = partial(roadmap_json, roadmap, self._measure_fields)
        workbook = partial(data_workbook, self.tables[:2], roadmap, dictionaries)
        self._data = (
            *tables,
            DataFile(f"{DATA}measures.json", texts["measures"], JSON, objects),
            DataFile(f"{DATA}measures.xlsx", texts["measures"], XLSX, workbook),
        )
        descriptions = [
            DataFile(f"{DATA}datapackage.json", texts["data_package"], JSON, self._package),
            DataFile(f"{DATA}schema.json", texts["data_schema"], JSON, self._schema),
        ]
        if roadmap.site.base_url:
            descriptions.append(DataFile(_CATALOGUE, texts["data_catalogue"], JSON_LD, self._catalogue))
        self.files = (*self._data, *descriptions)

    def outputs(self) -> dict[str, Callable[[], bytes]]:
        """Return a function for each file that renders it, by path: the data, its descriptions, and each measure."""
        return {
            **{file.path: file.content for file in self.files},
            **{
                self._urls.url_for(measure, language) + _MEASURE_FILE: partial(self._measure_json, measure)
                for measure in self._roadmap.measures
                for language in self.languages
            },
        }

    def labels(self, language: Language) -> Labels:
        """Return the labels and hints of the columns in a language."""
        return self._labels[language.code]

    def _measure_json(self, measure: Measure) -> bytes:
        return json_bytes(as_object(self._measure_fields, measure, self.languages))

    def _schema(self) -> bytes:
        labels = self.labels(self._roadmap.site.default_language)
        return json_bytes(roadmap_schema(self._roadmap, self._measure_fields, labels))

    def _package(self) -> bytes:
        labels = self.labels(self._roadmap.site.default_language)
        # Each table has its file, in the same order.
        sizes = [(table, file.size) for table, file in zip(self.tables, self._data, strict=False)]
        return json_bytes(package(self._roadmap, sizes, labels))

    def _catalogue(self) -> bytes:
        files = [Distribution(file.path, file.about, file.format, file.size) for file in self._data]
        return json_bytes(dataset(self._roadmap, self._urls, _CATALOGUE, files))
