"""Keeps results from one build to the next, for a preview of content most of which stays the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Identity:
    """A part of a key that is one object and no other, however alike: a measure takes long to hash and compare."""

    def __init__(self, one: object) -> None:
        self._one = one

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and self._one is other._one

    def __hash__(self) -> int:
        return id(self._one)


class Cache:
    """Results by their keys. A key must hold everything that decides the result."""

    def __init__(self) -> None:
        self._earlier: dict[Hashable, Any] = {}
        self._used: dict[Hashable, Any] = {}

    def get_or_create(self, key: Hashable, create: Callable[[], T]) -> T:
        """Return the result of a key, created where there is none. What `create` raises is not kept."""
        if key not in self._used:
            self._used[key] = self._earlier[key] if key in self._earlier else create()
        result: T = self._used[key]
        return result

    def has(self, key: Hashable) -> bool:
        """Tell whether a key has a result."""
        return key in self._used or key in self._earlier

    def evict_unused(self) -> None:
        """Forget what was not asked for since the last call. To be called after a build that succeeded."""
        self._earlier, self._used = self._used, {}
