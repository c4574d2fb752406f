"""Says which files of open data a roadmap has, and makes each when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.export.data_file import CSV, JSON, JSON_LD, XLSX, DataFile
from generator.export.data_workbook import data_workbook
from generator.export.datapackage import package
from generator.export.dcat import dataset
from generator.export.json import as_object, json_bytes, roadmap_json
from generator.export.json_schema import roadmap_schema
from generator.export.tables import csv_bytes, tables_of
from generator.model import Measure, Roadmap
from generator.queries import Recording, made_once
from generator.urls import DATA, UrlMap

_MEASURE_FILE = "measure.json"
_CATALOGUE = f"{DATA}dcat.jsonld"


class OpenData:
    """The open data of a roadmap: `downloads` have the data, `files` what describes it too."""

    def __init__(self, roadmap: Roadmap, urls: UrlMap) -> None:
        self._roadmap, self._urls = roadmap, urls
        self.tables = tables_of(roadmap, urls)
        self._measure_fields = self.tables[0].fields
        # What the last measure became, by its path.
        self._last_measure: dict[str, tuple[bytes, Recording]] = {}
        texts = roadmap.texts
        self._table_files = [
            DataFile(f"{DATA}{table.name}.csv", table.title, CSV, partial(csv_bytes, table)) for table in self.tables
        ]
        objects = partial(roadmap_json, roadmap, self._measure_fields)
        workbook = partial(data_workbook, self.tables[:2], roadmap)
        self.downloads = [
            *self._table_files,
            DataFile(f"{DATA}measures.json", texts["measures"], JSON, objects),
            DataFile(f"{DATA}measures.xlsx", texts["measures"], XLSX, workbook),
        ]
        self.files = [
            *self.downloads,
            DataFile(f"{DATA}datapackage.json", texts["data_package"], JSON, self._package),
            DataFile(f"{DATA}schema.json", texts["data_schema"], JSON, self._schema),
        ]
        if roadmap.site.base_url:
            self.files.append(DataFile(_CATALOGUE, texts["data_catalogue"], JSON_LD, self._catalogue))

    def file_outputs(self) -> dict[str, Callable[[], bytes]]:
        """Return a function for each file of all measures that renders it, by path: the data and its descriptions."""
        return {file.path: partial(self._content, file) for file in self.files}

    def measure_outputs(self) -> dict[str, Callable[[], bytes]]:
        """Return a function for the data of each measure that renders it, by path."""
        return {
            self._urls.url_for(measure, language) + _MEASURE_FILE: partial(self._measure_json, measure)
            for measure in self._roadmap.measures
            for language in self._roadmap.site.languages
        }

    @property
    def descriptions(self) -> list[str]:
        """The paths of the files that tell of the others."""
        return [file.path for file in self.files if file not in self.downloads]

    def _content(self, file: DataFile) -> bytes:
        # The tables have the measures since they were made: this asks for them.
        self._roadmap.ask_for_measures()
        return file.content()

    def _measure_json(self, measure: Measure) -> bytes:
        self._roadmap.measure_at(measure.path)
        # The folders of all languages have the same file, and are asked for it one after the other.
        if measure.path not in self._last_measure:
            self._last_measure.clear()
        return made_once(self._last_measure, measure.path, partial(self._rendered, measure))

    def _rendered(self, measure: Measure) -> bytes:
        return json_bytes(as_object(self._measure_fields, measure, self._roadmap.site.languages))

    def _schema(self) -> bytes:
        return json_bytes(roadmap_schema(self._roadmap, self._measure_fields))

    def _package(self) -> bytes:
        sizes = [file.size for file in self._table_files]
        return json_bytes(package(self._roadmap, self.tables, sizes))

    def _catalogue(self) -> bytes:
        return json_bytes(dataset(self._roadmap, self._urls, _CATALOGUE, self.downloads))
