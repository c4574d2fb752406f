"""Tells whether a site still is what a build would write, so that nothing is built twice.

Loads nothing that builds: where nothing has changed, a build has no more to do than this.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import generator
from generator.content.paths import MEASURES
from generator.output.site_folder import is_site
from generator.theme import FOLDERS

_PROGRAM = Path(generator.__file__).parent
# To be raised where what a record holds is written otherwise.
RECORD_FORMAT = 1


class Inputs(NamedTuple):
    """Digests of all that a site is made of.

    `program` is that of the program and its packages, `shared` of the content but for its measures, of the theme and
    of the choices of the command, and `content` of everything. `saved` differs where a file was saved in the meantime,
    even if its content is again what it was.
    """

    program: str
    shared: str
    content: str
    saved: str


class Header(NamedTuple):
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
    saved = hashlib.sha256()
    try:
        program = _digest_of_folders([_PROGRAM], saved, versions())
        own_theme = [folder for folder in theme if not folder.is_relative_to(_PROGRAM)]
        shared = _digest_of_folders([content, *own_theme], saved, choices, without=measures)
        all_measures = _digest_of_folders([measures], saved, (program, shared))
    except (OSError, ValueError):
        return None
    return Inputs(program, shared, all_measures, saved.hexdigest())


def _digest_of_folders(
    folders: Sequence[Path], saved: Any, choices: Collection[str] | Iterator[str], without: Path | None = None
) -> str:
    """Return the digest of all files below some folders, and of choices. Raise OSError or ValueError."""
    digest = hashlib.sha256("\n".join(choices).encode())
    for number, folder in enumerate(folders):
        if not folder.is_dir():
            raise ValueError(f"{folder} is no folder")
        for path in sorted(_paths_below(folder, without)):
            status, name = path.lstat(), path.relative_to(folder).as_posix().encode(errors="surrogateescape")
            if stat.S_ISDIR(status.st_mode):
                data = b"folder"
            elif stat.S_ISREG(status.st_mode):
                data = path.read_bytes()
                data = b"%d\n%b" % (len(data), data)
            else:
                raise ValueError(f"{path} is no file")
            digest.update(b"\n%d\n%b\n%b" % (number, name, data))
            saved.update(b"%d %d %d\n" % (status.st_ino, status.st_mtime_ns, status.st_ctime_ns))
    return digest.hexdigest()


def _paths_below(folder: Path, without: Path | None) -> Iterator[Path]:
    for path in folder.iterdir():
        # What Python writes into the program by itself decides nothing.
        if path.name == "__pycache__" and path.is_relative_to(_PROGRAM):
            continue
        yield path
        if path.is_dir() and not path.is_symlink() and path != without:
            yield from _paths_below(path, without)


def versions() -> Iterator[str]:
    """Yield the versions of Python, of what compresses, and of the packages that are installed."""
    yield from (sys.version, zlib.ZLIB_RUNTIME_VERSION)
    yield from sorted(info.name for folder in sys.path for info in Path(folder).glob("*.dist-info"))


def header_of(data: bytes) -> Header | None:
    """Return the header of an encoded record, None where this version wrote none; the rest of it may be missing."""
    try:
        found = json.loads(data.partition(b"\n")[0])
        return Header(*found["header"]) if found["format"] == RECORD_FORMAT else None
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
