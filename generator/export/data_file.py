"""A file of the open data: where it is, what it has and in which format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from generator.model import LocalizedText
from generator.queries import query


class Format(NamedTuple):
    """A format of files: what readers call it, its media type, and its name in the list of the European Union."""

    name: str
    media_type: str
    authority: str


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


class DataFiles:
    """How large files are, by their paths, for the pages that tell it."""

    def __init__(self, files: Iterable[DataFile]) -> None:
        self._by_path = {file.path: file for file in files}

    @query
    def size_of(self, path: str) -> int:
        """Return how many bytes a file has in whole thousands, as pages tell it: few edits change that."""
        return round(self._by_path[path].size, -3)

    def learn(self, path: str, size: int) -> None:
        """Take over the size of a file that was made elsewhere."""
        if path in self._by_path:
            self._by_path[path].size = size
