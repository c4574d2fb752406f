"""The record of the last build, from which the next one takes what would be the same.

It is a file such as ".site.record" beside the site, or one in the cache folder for a check. It decides nothing: it is
believed only where the program is the same and every file of the site is as it was written, and may be deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from generator.checks.site.facts import FileFacts
from generator.content.measure_reader import ReadMeasures
from generator.output.inputs import RECORD_FORMAT, RecordHeader, header_of
from generator.pickles import NOTHING_SHARED, UnknownValue, dumps, loads_all
from generator.queries import Query

# The identity of a file for hosts.
HOST_FILE = "host"
# So many are pickled together, and share what is equal.
_FILES_PER_PART = 10_000


class Fragments(NamedTuple):
    """The fragments of a file, in columns since they are many: the name, the value and the queries of each.

    The value of one that is a piece of the file is where it begins and ends.
    """

    names: tuple[str, ...] = ()
    values: tuple[Hashable, ...] = ()
    queries: tuple[tuple[Query, ...], ...] = ()


class FileRecord(NamedTuple):
    """What is known of a file that a build made.

    `identity` tells it from what else may lie at its path. `sums` are the SHA-256 sums of what was written for it, its
    compressed copies too. A file of many measures has `fragments`, whose queries are among its own.
    """

    identity: Hashable
    sums: Mapping[str, str]
    size: int
    facts: FileFacts
    queries: tuple[Query, ...]
    fragments: Fragments = Fragments()


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What a build made: each file by its path, the answers to the queries of all files, and the measures as read.

    `constants` are what all files depend on.
    """

    constants: tuple[object, ...] = ()
    files: Mapping[str, FileRecord] = field(default_factory=dict)
    answers: Mapping[Query, bytes] = field(default_factory=dict)
    measures: ReadMeasures = field(default_factory=ReadMeasures)

    def paths(self) -> set[str]:
        """Return the paths of the files, but for those of hosts."""
        return {path for path, record in self.files.items() if record.identity != HOST_FILE}

    def sums(self) -> dict[str, str]:
        """Return the sum of every file of the site by its path."""
        return {path: written for record in self.files.values() for path, written in record.sums.items()}


def encoded(header: RecordHeader, record: BuildRecord) -> Iterator[bytes]:
    """Yield a record in pieces, which need not be in memory together: its header, its parts, and their sum."""
    yield json.dumps({"format": RECORD_FORMAT, "header": header}).encode() + b"\n"
    digest = hashlib.sha256()
    for part in _parts(record):
        piece = dumps(part, NOTHING_SHARED)
        digest.update(piece)
        yield piece
    yield digest.digest()


def record_in(data: bytes) -> BuildRecord:
    """Return an encoded record, an empty one where it is not whole or not of this version."""
    start, end = data.find(b"\n") + 1, len(data) - hashlib.sha256().digest_size
    if header_of(data) is None or hashlib.sha256(memoryview(data)[start:end]).digest() != data[end:]:
        return BuildRecord()
    try:
        parts = loads_all(memoryview(data)[start:end])
    except UnknownValue:
        return BuildRecord()
    return _joined([part for part in parts if isinstance(part, BuildRecord)])


def _parts(record: BuildRecord) -> Iterator[BuildRecord]:
    """Yield records that are one together: what pickling remembers of all files takes more than their pickle."""
    yield BuildRecord(record.constants, measures=record.measures)
    files, answers = iter(record.files.items()), dict(record.answers)
    while some := dict(islice(files, _FILES_PER_PART)):
        queries = chain.from_iterable(file.queries for file in some.values())
        yield BuildRecord(files=some, answers={query: answers.pop(query) for query in queries if query in answers})


def _joined(parts: Sequence[BuildRecord]) -> BuildRecord:
    if not parts:
        return BuildRecord()
    files, answers = dict[str, FileRecord](), dict[Query, bytes]()
    for part in parts:
        files |= part.files
        answers |= part.answers
    return BuildRecord(parts[0].constants, files, answers, parts[0].measures)
