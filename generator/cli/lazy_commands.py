"""Loads a command when it is asked for: all of them together take longer to load than many a command runs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

import click


class LazyCommands(Mapping[str, click.Command]):
    """The commands of a group by their names, as Click looks them up."""

    def __init__(self, names: Collection[str], load: Callable[[str], click.Command]) -> None:
        self._names, self._load = names, load

    def __getitem__(self, name: str) -> click.Command:
        """Return the command of a name, loaded now."""
        if name not in self._names:
            raise KeyError(name)
        return self._load(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
