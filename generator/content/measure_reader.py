"""Reads the files of the measures: on all cores where there are many, and none that an earlier build has read."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.cache import Cache
from generator.content.documents import measure_schema, read_measure
from generator.content.folders import markdown_files
from generator.content.front_matter import DocumentSchema
from generator.content.site_config import Settings
from generator.content.source import read_bytes, read_source
from generator.diagnostics import ContentError, Diagnostic, DiagnosticCollector
from generator.i18n import _
from generator.model import FieldLocations, Localized, Measure, RenderedMarkdown
from generator.parallel import run
from generator.pickles import SharedValues, StoredMapping, dumps, loads, store

# Names of files, whether they are there, and digests of their content.
FileStates = tuple[tuple[str, bool, bytes], ...]


class ReadMeasure(NamedTuple):
    """A measure as it was read: the digest of its file, and the measure as a pickle, without the settings.

    `body` and `positions`, of its fields, are apart: they take the most, and few files ask for them.
    """

    digest: bytes
    pickle: bytes
    body: bytes
    positions: bytes


@dataclass(slots=True)
class ReadMeasures:
    """The measures of a build by their paths. They hold for settings with the same digest only."""

    settings: bytes = b""
    by_path: dict[str, ReadMeasure] = field(default_factory=dict)

    def copy(self) -> ReadMeasures:
        """Return them for another read, whose measures do not become these."""
        return ReadMeasures(self.settings, dict(self.by_path))


class MeasureReader:
    """Reads measures against some settings.

    Args:
        settings: What they are read against.
        state: What tells the settings from others, but for the words of the interface.
        words: What tells these from others: what was kept names them, and has them as they are now.
        cache: Keeps the measures themselves.
        kept: The measures of an earlier build; those of this build in the end.
    """

    def __init__(
        self, settings: Settings, state: FileStates, words: FileStates, cache: Cache, kept: ReadMeasures
    ) -> None:
        self._settings, self._state, self._cache, self._kept = settings, (state, words), cache, kept
        self._schema, self._shared = measure_schema(settings), _shared_values(settings)
        digest = hashlib.sha256(repr(state).encode()).digest()
        self._earlier = kept.by_path if kept.settings == digest else {}
        kept.settings, kept.by_path = digest, {}

    def read(self, folder: Path, collector: DiagnosticCollector) -> list[Measure]:
        """Return the measures of a folder in the order of their files' names, and collect what is wrong."""
        digests = dict[str, bytes]()
        jobs = dict[str, Callable[[], ReadMeasure | tuple[Diagnostic, ...]]]()
        for file, path in markdown_files(folder, collector):
            with collector:
                content = read_bytes(file)
                digests[path] = _digest_of(content)
                if not self._is_known(path, digests[path]):
                    jobs[path] = partial(_read, file, path, content, self._settings, self._schema, self._shared)
        found = dict(run(jobs, _("Reading the content")))
        measures = []
        for path, digest in digests.items():
            with collector:
                measures.append(self._measure(path, digest, found.get(path)))
        return measures

    def _is_known(self, path: str, digest: bytes) -> bool:
        earlier = self._earlier.get(path)
        return (earlier is not None and earlier.digest == digest) or self._cache.has((path, digest, self._state))

    def _measure(self, path: str, digest: bytes, found: ReadMeasure | tuple[Diagnostic, ...] | None) -> Measure:
        if found is not None and not isinstance(found, ReadMeasure):
            raise ContentError(found)
        read = found or self._earlier.get(path)

        def load() -> Measure:
            if read is None:
                raise LookupError(f"{path} was not read")
            measure: Measure = loads(zlib.decompress(read.pickle), self._shared)
            return _with_parts(measure, StoredMapping(read.body), StoredMapping(read.positions))

        if read is not None:
            self._kept.by_path[path] = read
        return self._cache.get_or_create((path, digest, self._state), load)


def _read(
    file: Path, path: str, content: bytes, settings: Settings, schema: DocumentSchema, shared: SharedValues
) -> ReadMeasure | tuple[Diagnostic, ...]:
    """Return the measure of a file, or what is wrong with the file."""
    digest = _digest_of(content)
    try:
        measure = replace(read_measure(read_source(file, content), path, settings, schema), digest=digest)
    except ContentError as error:
        return error.diagnostics
    body, positions = store(measure.body.by_code), store(measure.locations.positions)
    # The fastest level: half of the bytes, in a tenth of the time that it took to read.
    return ReadMeasure(digest, zlib.compress(dumps(_with_parts(measure, {}, {}), shared), 1), body, positions)


def _with_parts(
    measure: Measure, bodies: Mapping[str, RenderedMarkdown], positions: Mapping[str, tuple[int, int]]
) -> Measure:
    """Return a measure with other parts in the place of those that are stored apart."""
    locations = FieldLocations(measure.locations.start, positions)
    return replace(measure, body=Localized(bodies), locations=locations)


def _digest_of(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _shared_values(settings: Settings) -> SharedValues:
    """Return what measures have of the settings: their values, the labels of their fields, the languages."""
    values = {
        f"{classification.id}/{value.id}": value
        for classification in settings.classifications
        for value in classification.values
    }
    labels = {f"{classification.id}/": classification.label for classification in settings.classifications}
    words = {f"/{name}": text for name, text in settings.texts.items()}
    languages = {f"/{language.code}/": language for language in settings.site.languages}
    return SharedValues({**values, **labels, **words, **languages})
