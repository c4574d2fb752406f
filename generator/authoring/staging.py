"""Makes a copy of the content with other files, in which a change is held against the readers before it is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from generator.content.source import path_text
from generator.diagnostics import ContentError, Diagnostic
from generator.on_disk import on_disk


@contextmanager
def staged(content: Path, files: Mapping[str, bytes | None]) -> Iterator[Path]:
    """Yield a copy of the folder of content with other files. Problems in it are reported at the files themselves.

    Args:
        content: The folder.
        files: What its files are to hold, by their paths from it; None for those that are to go.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "content")
        shutil.copytree(content, copy, symlinks=True)
        put(copy, files)
        try:
            yield copy
        except ContentError as error:
            old, new = path_text(copy), path_text(content)
            raise ContentError(_moved(diagnostic, old, new) for diagnostic in error.diagnostics) from None


def put(content: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files into a copy of the content, by their paths from it, and delete those that are to hold nothing."""
    for path, new in files.items():
        file = on_disk(content / path)
        if new is None:
            file.unlink()
        else:
            file.write_bytes(new)


def _moved(diagnostic: Diagnostic, old: str, new: str) -> Diagnostic:
    """Return a diagnostic that names one folder instead of another."""
    location = replace(diagnostic.location, file=diagnostic.location.file.replace(old, new))
    values = tuple(
        (name, value.replace(old, new) if isinstance(value, str) else value)
        for name, value in diagnostic.message.values
    )
    return replace(diagnostic, location=location, message=replace(diagnostic.message, values=values))
