"""Keeps the advice on measures from one run of the program to the next, in the user's cache folder."""

from __future__ import annotations

import os
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

from generator import disk_cache
from generator.cache import Cache
from generator.pickles import NOTHING_SHARED, UnknownValue, dumps, loads


class AdviceCache(Cache):
    """A cache whose results are on disk too, but for those of keys that mean something in this run only.

    Args:
        content: The folder of the content. Each has one entry.
        program: The digest of the program, another one of which may advise otherwise.
    """

    def __init__(self, content: Path, program: str) -> None:
        super().__init__()
        self._entry = disk_cache.key_of("advice", os.path.realpath(content), program)
        self._on_disk: Mapping[Hashable, Any] = _read(self._entry)
        self._earlier = dict(self._on_disk)

    def save(self) -> None:
        """Forget what was not asked for since the last call, and keep the rest."""
        self.evict_unused()
        lasting: dict[Hashable, Any] = {key: found for key, found in self._earlier.items() if isinstance(key, str)}
        if lasting.keys() != self._on_disk.keys():
            self._on_disk = lasting
            disk_cache.write(self._entry, dumps(lasting, NOTHING_SHARED))


def _read(entry: str) -> Mapping[Hashable, Any]:
    try:
        found = loads(disk_cache.read(entry) or b"", NOTHING_SHARED)
    except UnknownValue:
        return {}
    return found if isinstance(found, dict) else {}
