"""Says where a city is. It loads nothing that builds, so that a command knows its project before it does anything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.theme import THEME, Theme


@dataclass(frozen=True, slots=True)
class Project:
    """Where a city is: the folder of its content, with its own files of the theme."""

    content: Path

    @property
    def theme(self) -> Theme:
        """The city's files of the theme before the built-in ones."""
        return Theme(self.content / THEME)
