"""Finds files by their names: a Mac may write the letters of a name decomposed, and lists them so."""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from pathlib import Path


def on_disk(path: Path) -> Path:
    """Return the path of the file or folder that a path means, with its name as the disk has it.

    The path itself is returned where it is there as written, or nothing is that it could mean.
    """
    if path.as_posix().isascii() or os.path.lexists(path):
        return path
    folder, name = on_disk(path.parent), unicodedata.normalize("NFC", path.name)
    with suppress(OSError):
        for entry in folder.iterdir():
            if unicodedata.normalize("NFC", entry.name) == name:
                return entry
    return folder / path.name


def bytes_of(path: Path) -> bytes:
    """Return what the file that a path means holds, nothing where there is none."""
    file = on_disk(path)
    return file.read_bytes() if file.is_file() else b""
