"""The folders of the content, and how a file in one is named in another file."""

from __future__ import annotations

MEASURES = "measures"
PAGES = "pages"
EDITIONS = "editions"
INDICATORS = "indicators"


def in_folder(folder: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The paths of files of a folder, from the content folder."""
    return tuple(f"{folder}/{name}" for name in names)
