"""Writes files of their own in the place of older ones, the whole of each or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.diagnostics import UserError
from generator.i18n import Number, _
from generator.on_disk import on_disk


class WriteFailed(UserError):
    """Raised when the disk does not take a file, in words for the editor. What was there before is whole."""


def write_file(file: Path, content: bytes | Iterable[bytes]) -> None:
    """Write one file of its own in the place of an older one, the whole of it or nothing. Raises WriteFailed.

    Args:
        file: Where it is.
        content: Its bytes, or pieces of them.
    """
    file = on_disk(file)
    with failures_in_words(file):
        new = _written_beside(file, content)
        new.replace(file)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files of their own in the place of older ones, once all of them are on the disk beside these.

    Raises:
        WriteFailed: The disk does not take a file: nothing was written. Or a file cannot be replaced, as one that is
            open in a program of Windows: the message says which were written and which were not.
    """
    staged = dict[Path, Path]()
    try:
        for path, content in files.items():
            file = on_disk(path)
            with failures_in_words(file):
                staged[file] = _written_beside(file, content)
    except WriteFailed as failure:
        raise WriteFailed("{problem} {cure}", problem=failure.message, cure=_("Nothing was written.")) from failure
    else:
        refused = _replaced(staged)
    finally:
        for new in staged.values():
            new.unlink(missing_ok=True)
    if refused:
        raise WriteFailed(
            "{count} of {total} files were written. These were not ({reason}): {files}. Close them where they "
            "are open, and run the command again.",
            count=len(staged) - len(refused),
            total=Number(len(staged)),
            reason=next(iter(refused.values())),
            files=", ".join(file.as_posix() for file in refused),
        )


def _written_beside(file: Path, content: bytes | Iterable[bytes]) -> Path:
    """Return a new file with the content, in the folder of another, which it is to replace."""
    make_folder(file.parent)
    new = file.with_name(f".{file.name}.new")
    with new.open("wb") as stream:
        stream.writelines((content,) if isinstance(content, bytes) else content)
        stream.flush()
        os.fsync(stream.fileno())
    return new


def _replaced(staged: Mapping[Path, Path]) -> dict[Path, str]:
    """Put new files in the place of old ones, and return those that could not be replaced, with the reason."""
    refused = {}
    for file, new in staged.items():
        try:
            new.replace(file)
        except OSError as failure:
            refused[file] = failure.strerror or str(failure)
    return refused


@contextmanager
def failures_in_words(path: Path) -> Iterator[None]:
    """Raise WriteFailed where the disk refuses what the block writes at a path."""
    try:
        yield
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise WriteFailed(
            '"{path}" could not be written: {reason}. Make sure that there is enough space and that you may '
            "write there.",
            path=path,
            reason=reason,
        ) from failure


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, which everyone may read."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
