"""Compares the files that the last build made with what would be made now: which would be the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Hashable, Mapping
from functools import partial
from typing import Any

from generator.model import Language
from generator.output.build_record import FilePacker, FileRecord, unpacked_files
from generator.queries import Query, argument_key
from generator.urls import ASSETS, RedirectPage, Route, subject_key

Output = Callable[[], bytes]

# The query for the path of an asset.
_PATH_OF_ASSET = "Assets.path"


class FileGone(Exception):
    """Raised when a file of the last build is none any more."""


class EarlierFiles:
    """The files of the last build.

    `waiting` are those of which it is known later whether they would differ. `differing` are the queries whose answers
    are not what they were, `assets` the paths of all assets.

    Args:
        outputs: What makes the files now, by their paths.
        last: The paths of files that wait until others are made.
        fingerprint: Returns the fingerprint of the answer to a query.
    """

    def __init__(
        self, outputs: Mapping[str, Output], last: Collection[str], fingerprint: Callable[[Query], bytes]
    ) -> None:
        self._outputs, self._last, self._fingerprint = outputs, frozenset(last), fingerprint
        self._stale: dict[str, FileRecord] = {}
        # To the queries of those that wait.
        self._answers: dict[Query, bytes] = {}
        self.waiting: dict[str, FileRecord] = {}
        self.differing: set[Query] = set()
        self.assets: list[str] = []

    def compare(self, pack: bytes, packer: FilePacker) -> dict[str, FileRecord]:
        """Return the files of a pack that would be the same, and hand them on to a packer.

        Raises:
            FileGone: One is not made any more.
        """
        files, answers = unpacked_files(pack)
        self.assets += [path for path in files if path.startswith(ASSETS)]
        compared = {path: record for path, record in files.items() if path not in self._last and self._is_made(path)}
        queries = frozenset[Query]().union(*(record.queries for record in compared.values()))
        self.differing |= {query for query in queries if self._fingerprint(query) != answers[query]}
        same = {path: record for path, record in compared.items() if self._would_be_same(path, record)}
        if len(same) == len(files):
            packer.add_pack(pack)
            return same
        for path, record in same.items():
            packer.add(path, record)
        self._stale |= {path: record for path, record in compared.items() if path not in same}
        waiting = {path: files[path] for path in files.keys() & self._last}
        self.waiting |= waiting
        self._answers |= {query: answers[query] for record in waiting.values() for query in record.queries}
        return same

    def is_same(self, path: str, record: FileRecord) -> bool:
        """Tell whether a file that waited would be the same."""
        self.differing |= {query for query in record.queries if self._fingerprint(query) != self._answers[query]}
        return self._would_be_same(path, record)

    def record_of(self, path: str) -> FileRecord | None:
        """Return the record of a file that is made anew, None where there was none."""
        return self._stale.get(path) or self.waiting.get(path)

    def with_other_assets(self, path: str) -> FileRecord | None:
        """Return the record of a file that differs in nothing but the paths of assets, None for others."""
        record = self.record_of(path)
        if record is None or record.identity != identity(self._outputs[path]):
            return None
        differing = self.differing.intersection(record.queries)
        return record if all(query[0] == _PATH_OF_ASSET for query in differing) else None

    def _is_made(self, path: str) -> bool:
        if path in self._outputs:
            return True
        # Who links to an asset asked for it.
        if path.startswith(ASSETS):
            return False
        raise FileGone(path)

    def _would_be_same(self, path: str, record: FileRecord) -> bool:
        return record.identity == identity(self._outputs[path]) and self.differing.isdisjoint(record.queries)


def identity(output: Output) -> Hashable:
    """Return what tells an output from others that may lie at its path: what it is a function of."""
    return tuple(map(_identity, output.args)) if isinstance(output, partial) else None


def _identity(argument: Any) -> Hashable:
    match argument:
        case Route():
            return (_identity(subject_key(argument.subject)), argument.language.code, argument.page)
        case RedirectPage():
            return (argument.path, argument.redirect.new)
        case Language():
            return argument.code
        case bytes():
            return hashlib.sha256(argument).hexdigest()
        case tuple():
            return tuple(map(_identity, argument))
        case str() | int() | None:
            return argument
        case _ if hasattr(argument, "path") or hasattr(argument, "key"):
            return argument_key(argument)
        case _:
            return type(argument).__name__
