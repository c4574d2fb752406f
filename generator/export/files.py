"""Which files of open data a roadmap has, and what makes each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from generator.export.columns import as_object
from generator.export.datapackage import package
from generator.export.dcat import Distribution, Format, dataset
from generator.export.json import json_bytes, roadmap_json, roadmap_schema
from generator.export.labels import Labels
from generator.export.tables import ExportTable, tables_of, written_csv
from generator.export.xlsx import workbook
from generator.model import Language, LocalizedText, Measure, Roadmap
from generator.urls import DATA, UrlMap

MEASURE_FILE = "measure.json"

CSV = Format("CSV", "text/csv", "CSV")
JSON = Format("JSON", "application/json", "JSON")
JSON_LD = Format("JSON-LD", "application/ld+json", "JSON_LD")
XLSX = Format("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX")


# Neither frozen nor with slots, so that its size can be kept.
@dataclass(eq=False)
class DataFile:
    """A file: its path from the root of the site, what it has, its format, and what makes its bytes."""

    path: str
    about: LocalizedText
    format: Format
    make: Callable[[], bytes]

    def content(self) -> bytes:
        """Its bytes, made anew each time: those of a large roadmap are too many to be kept."""
        content = self.make()
        self.size = len(content)
        return content

    @cached_property
    def size(self) -> int:
        """How many bytes it has, known once it was made."""
        return len(self.make())


class OpenData:
    """The open data of a roadmap. Each file is made when it is asked for."""

    def __init__(self, roadmap: Roadmap, urls: UrlMap) -> None:
        self._roadmap, self._urls = roadmap, urls
        self.languages = roadmap.site.languages
        self.tables = tables_of(roadmap, urls)
        self._dictionaries = {one: Labels(roadmap, one) for one in roadmap.site.languages}
        self._data = tuple(self._files_of_data())
        self.files = (*self._data, *self._descriptions())

    def outputs(self) -> dict[str, Callable[[], bytes]]:
        return {
            **{one.path: one.content for one in self.files},
            **{
                self._urls.url_for(measure, language) + MEASURE_FILE: partial(self._measure, measure)
                for measure in self._roadmap.measures
                for language in self._roadmap.site.languages
            },
        }

    def dictionary(self, language: Language) -> Labels:
        """What the columns are, in the words of a language."""
        return self._dictionaries[language]

    def _files_of_data(self) -> Iterator[DataFile]:
        """The data itself, in its formats."""
        measures = self._roadmap.texts["measures"]
        for table in self.tables:
            make = partial(written_csv, table, self._roadmap.site.languages)
            yield data_file(f"{table.name}.csv", table.title, CSV, make)
        yield data_file("measures.json", measures, JSON, self._whole)
        yield data_file("measures.xlsx", measures, XLSX, self._book)

    def _descriptions(self) -> Iterator[DataFile]:
        """What describes the data for programs."""
        texts = self._roadmap.texts
        yield data_file("datapackage.json", texts["data_package"], JSON, self._package)
        yield data_file("schema.json", texts["data_schema"], JSON, self._schema)
        if self._roadmap.site.base_url:
            yield data_file("dcat.jsonld", texts["data_catalogue"], JSON_LD, self._catalogue)

    def _measure(self, measure: Measure) -> bytes:
        return json_bytes(as_object(self.tables[0].attributes, measure, self.languages))

    def _whole(self) -> bytes:
        return roadmap_json(self._roadmap, self.tables[0].attributes)

    def _schema(self) -> bytes:
        return json_bytes(roadmap_schema(self._roadmap, self.tables[0].attributes, self._first_dictionary))

    def _package(self) -> bytes:
        return json_bytes(package(self._roadmap, list(self._sizes()), self._first_dictionary))

    def _catalogue(self) -> bytes:
        found = [Distribution(one.path, one.about, one.format, one.size) for one in self._data]
        return json_bytes(dataset(self._roadmap, self._urls, f"{DATA}dcat.jsonld", found))

    def _book(self) -> bytes:
        return workbook(self.tables[:2], self._roadmap, list(self._dictionaries.values()))

    def _sizes(self) -> Iterator[tuple[ExportTable, int]]:
        sizes = {one.path: one.size for one in self._data}
        return ((table, sizes[f"{DATA}{table.name}.csv"]) for table in self.tables)

    @property
    def _first_dictionary(self) -> Labels:
        return self._dictionaries[self._roadmap.site.default_language]


def data_file(name: str, about: LocalizedText, file_format: Format, make: Callable[[], bytes]) -> DataFile:
    return DataFile(DATA + name, about, file_format, make)
