"""Tells whether a site still is what a build would write, so that nothing is built twice.

Loads nothing that builds: where nothing has changed, a build has no more to do than this.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import filterfalse
from pathlib import Path
from typing import NamedTuple

import generator
from generator.content.paths import MEASURES
from generator.disk_cache import installed_packages
from generator.output.site_folder import is_site
from generator.theme import FOLDERS, THEME, is_asked_for

_PROGRAM = Path(generator.__file__).parent
# What Python writes into the program by itself, and what is made of the theme when it is packaged: neither decides.
_DERIVED = frozenset({"__pycache__", "packaged_files"})
# To be raised where what a record holds is written otherwise.
RECORD_FORMAT = 4


class _File(NamedTuple):
    """A file or folder: its path, its name from the folder that is read on, so that a project may be moved."""

    path: str
    name: str
    status: os.stat_result


class Inputs(NamedTuple):
    """Digests of all that a site is made of.

    `program` is that of the program and its packages, `shared` of the content but for its measures, of the choices of
    the command, and of what no file of the site asks the theme for by its name; `content` is that of everything.
    `saved` differs where a file was saved in the meantime, even if its content is again what it was.
    """

    program: str
    shared: str
    content: str
    saved: str


class RecordHeader(NamedTuple):
    """What tells whether a record can be believed.

    These are the digests of the program and of all inputs, the sum of the manifest of the site, and the state of its
    files on the disk.
    """

    program: str
    content: str
    manifest: str = ""
    state: str = ""


def site_inputs(content: Path, *choices: str | None) -> Inputs | None:
    """Return the digests of all that a site is made of, and of what a command was told; None where it has none."""
    return read_inputs(content, content / MEASURES, FOLDERS, [choice or "" for choice in choices])


def program_digest() -> str:
    """Return the digest of the program and of its packages; empty where a file of it cannot be read, or is a link."""
    try:
        return _digest_of([_files_below(_PROGRAM, _PROGRAM)], versions())
    except (OSError, ValueError):
        return ""


def is_up_to_date(output: Path, inputs: Inputs) -> bool:
    """Tell whether a site was built from these inputs and is as it was written. Waits for a build of it."""
    header = header_of(_first_line(record_beside(output)))
    return header is not None and header.content == inputs.content and is_site(output, header.manifest, header.state)


def read_inputs(content: Path, measures: Path, theme: Sequence[Path], choices: Sequence[str]) -> Inputs | None:
    """Return the digests of all files of the content, of the theme and of the program, and of choices.

    None where a file cannot be read, or is a link or a device.

    Args:
        content: The content folder.
        measures: The folder of the measures in it.
        theme: The folders of the built-in theme.
        choices: What the command was told.
    """
    try:
        files = _files_of(content, measures, theme)
        program = _digest_of([files[0]], versions())
        shared = _digest_of([list(filterfalse(_is_asked_for, some)) for some in files[1:-1]], choices)
        asked = [list(filter(_is_asked_for, some)) for some in files[1:-1]]
        return Inputs(program, shared, _digest_of([*asked, files[-1]], (program, shared)), _saved(files))
    except (OSError, ValueError):
        return None


def is_saved_since(inputs: Inputs, content: Path) -> bool:
    """Tell whether a file that a site is made of was saved after the inputs were read."""
    measures = content / MEASURES
    try:
        return _saved(_files_of(content, measures, FOLDERS)) != inputs.saved
    except OSError:
        return True


def _files_of(content: Path, measures: Path, theme: Sequence[Path]) -> list[list[_File]]:
    """Return what the inputs are: of the program first, of the measures last; the theme's by their paths in content."""
    own_theme = [folder for folder in theme if not folder.is_relative_to(_PROGRAM)]
    return [
        *(_files_below(folder, measures) for folder in (_PROGRAM, content)),
        *(_files_below(folder, measures, f"{THEME}/{folder.name}/") for folder in own_theme),
        _files_below(measures, measures),
    ]


def _is_asked_for(file: _File) -> bool:
    """Tell whether a file is one that the files of a site ask the theme for, or a folder, which says nothing there."""
    top, _unused, path = file.name.partition("/")
    return top == THEME and (stat.S_ISDIR(file.status.st_mode) or is_asked_for(path))


def _files_below(folder: str | Path, measures: Path, above: str = "") -> list[_File]:
    """Return what is in a folder and below it, by name, without what is in that of the measures. Raise OSError."""
    files = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name in _DERIVED and Path(entry.path).is_relative_to(_PROGRAM):
                continue
            files.append(_File(entry.path, above + entry.name, entry.stat(follow_symlinks=False)))
            if entry.is_dir(follow_symlinks=False) and Path(entry.path) != measures:
                files += _files_below(entry.path, measures, f"{above}{entry.name}/")
    return files


def _digest_of(folders: Sequence[Sequence[_File]], choices: Iterable[str]) -> str:
    """Return the digest of the files of some folders, and of choices. Raise OSError or ValueError."""
    digest = hashlib.sha256("\n".join(choices).encode())
    for number, files in enumerate(folders):
        for path, name, status in files:
            if stat.S_ISDIR(status.st_mode):
                kind, data = b"folder", b""
            elif stat.S_ISREG(status.st_mode):
                kind, data = b"file", _content_of(path)
            else:
                raise ValueError(f"{path} is no file")
            encoded = name.encode(errors="surrogateescape")
            digest.update(b"\n%d\n%b\n%b\n%d\n%b" % (number, encoded, kind, len(data), data))
    return digest.hexdigest()


def _content_of(path: str) -> bytes:
    # Without a buffer, and without a Path for each of thousands: half the time.
    with io.FileIO(path) as file:
        return file.readall()


def _saved(folders: Sequence[Sequence[_File]]) -> str:
    statuses = (file.status for files in folders for file in files)
    states = [(status.st_ino, status.st_mtime_ns, status.st_ctime_ns) for status in statuses]
    return hashlib.sha256(repr(states).encode()).hexdigest()


def versions() -> Iterator[str]:
    """Yield the versions of Python, of what compresses, and of the packages that are installed."""
    yield from (sys.version, zlib.ZLIB_RUNTIME_VERSION)
    yield from installed_packages()


def header_of(data: bytes) -> RecordHeader | None:
    """Return the header of an encoded record, None where this version wrote none; the rest of it may be missing."""
    try:
        # A copy of the rest would take as much memory as the record.
        found = json.loads(io.BytesIO(data).readline())
        return RecordHeader(*found["header"]) if found["format"] == RECORD_FORMAT else None
    except (ValueError, TypeError, LookupError):
        return None


def record_beside(output: Path) -> Path:
    """Return the file of the record of a site."""
    output = Path(os.path.realpath(output))
    return output.with_name(f".{output.name}.record")


def read_bytes(file: Path) -> bytes:
    """Return what a file holds, nothing where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _first_line(file: Path) -> bytes:
    try:
        with file.open("rb") as lines:
            return lines.readline()
    except OSError:
        return b""
