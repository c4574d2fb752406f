"""The record of the last build, from which the next one takes what would be the same.

It is a file such as ".site.record" beside the site, or one in the cache folder for a check. It decides nothing: it is
believed only where the program is the same and every file of the site is as it was written, and may be deleted.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.checks.site.facts import FileFacts
from generator.content.measure_reader import ReadMeasures
from generator.output.inputs import RECORD_FORMAT, RecordHeader, header_of
from generator.pickles import NOTHING_SHARED, UnknownValue, dumps, loads, loads_all
from generator.queries import Query

# So many share what is equal, and are read again together when one of them differs.
_FILES_PER_PACK = 100


class Fragments(NamedTuple):
    """The fragments of a file, in columns since they are many: the name, the value and the queries of each.

    The value of one that is a piece of the file is where it begins and ends.
    """

    names: tuple[str, ...] = ()
    values: tuple[Hashable, ...] = ()
    queries: tuple[tuple[Query, ...], ...] = ()


class FileRecord(NamedTuple):
    """What is known of a file that a build made.

    `identity` tells it from what else may lie at its path. `copies` are the paths of its compressed copies. A file of
    many measures has `fragments`, whose queries are among its own; they are packed, since few read them.
    """

    identity: Hashable
    size: int
    facts: FileFacts
    queries: tuple[Query, ...]
    fragments: bytes = b""
    copies: tuple[str, ...] = ()


class Pack(NamedTuple):
    """Some files by their paths, and the answers to their queries."""

    files: Mapping[str, FileRecord]
    answers: Mapping[Query, bytes]


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What a build made: its files, in packs, and the measures as read.

    `constants` are what all files depend on.
    """

    constants: tuple[object, ...] = ()
    packs: tuple[bytes, ...] = ()
    measures: ReadMeasures = field(default_factory=ReadMeasures)


class FilePacker:
    """Packs the records of files, with the answers to their queries: as objects they take five times the memory.

    Args:
        fingerprint: Returns the fingerprint of the answer to a query.
    """

    def __init__(self, fingerprint: Callable[[Query], bytes]) -> None:
        self._fingerprint = fingerprint
        self._packs: list[bytes] = []
        self._files: dict[str, FileRecord] = {}

    def add(self, path: str, record: FileRecord) -> None:
        """Pack a file."""
        self._files[path] = record
        if len(self._files) == _FILES_PER_PACK:
            self._pack()

    def add_pack(self, pack: bytes) -> None:
        """Take over a pack of the last build, in which nothing differs."""
        self._packs.append(pack)

    def packs(self) -> tuple[bytes, ...]:
        """Return the packs of all files."""
        if self._files:
            self._pack()
        return tuple(self._packs)

    def _pack(self) -> None:
        # What other processes made is there for each file anew. A pickle has once what is one object.
        queries = dict[Query, Query]()
        files = {
            path: record._replace(
                facts=record.facts.interned(),
                queries=tuple([queries.setdefault(query, query) for query in record.queries]),
            )
            for path, record in self._files.items()
        }
        self._packs.append(packed(Pack(files, {query: self._fingerprint(query) for query in queries})))
        self._files = {}


def packed(value: object) -> bytes:
    """Return a value as compressed bytes."""
    # The fastest level: a quarter of the bytes.
    return zlib.compress(dumps(value, NOTHING_SHARED), 1)


def unpacked(data: bytes) -> Any:
    """Return the value of compressed bytes.

    Raises:
        UnknownValue: They are damaged, or not written by `packed`.
    """
    try:
        return loads(zlib.decompress(data), NOTHING_SHARED)
    except zlib.error as error:
        raise UnknownValue(str(error)) from error


def unpacked_files(data: bytes) -> Pack:
    """Return the files of a pack, and the answers to their queries. Raise UnknownValue where it is none."""
    pack = unpacked(data)
    if not isinstance(pack, Pack):
        raise UnknownValue
    return pack


def encoded(header: RecordHeader, record: BuildRecord) -> Iterator[bytes]:
    """Yield a record in pieces, which need not be in memory together: its header, its parts, and their sum."""
    yield json.dumps({"format": RECORD_FORMAT, "header": header}).encode() + b"\n"
    digest = hashlib.sha256()
    for part in (record.constants, record.packs, record.measures):
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
        return BuildRecord(*loads_all(memoryview(data)[start:end]))
    except (UnknownValue, TypeError):
        return BuildRecord()
