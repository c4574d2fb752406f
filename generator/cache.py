"""Keeps what was made, for a program that makes it over and over of things most of which stay the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Cache:
    """What was made, by what it was made of. A key must hold everything that decides the result."""

    def __init__(self) -> None:
        self._earlier: dict[Hashable, Any] = {}
        self._lately: dict[Hashable, Any] = {}

    def get_or_create(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made of the key, or is made now. What `make` raises is not kept."""
        if key not in self._lately:
            self._lately[key] = self._earlier[key] if key in self._earlier else make()
        found: T = self._lately[key]
        return found

    def evict_unused(self) -> None:
        """Ends a round that went well: what nobody asked for in it is forgotten."""
        self._earlier, self._lately = self._lately, {}
