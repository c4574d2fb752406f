"""Tells whether a site still is what it would be made to be, so that nothing is made twice.

Beside the site, in a file such as “.site.made”, stands what it was made of and which site came of it. The file may be
deleted at any time: then the site is made anew.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import generator
from generator.output.atomic_write import WriteFailed, is_site, write_file

PROGRAM = Path(generator.__file__).parent
# What Python makes of the program by itself.
BYTECODE = "__pycache__"


class InputsDigest(NamedTuple):
    """What tells one state of all that a site is made of from every other.

    `content` decides every byte of the site. `saved` is another where a file was saved in the meantime, even if it is
    again what it was.
    """

    content: str
    saved: str


def inputs_digest(folders: Sequence[Path], choices: Sequence[str]) -> InputsDigest | None:
    """That of all files of some folders, the program with the versions of its packages, and choices.

    Files are told by what is in them, not by their times. None where it cannot be told: of a file that cannot be read,
    or is a link or a device.
    """
    content = hashlib.sha256("\n".join([*choices, *versions()]).encode())
    saved = hashlib.sha256()
    try:
        for location, folder in enumerate((*folders, PROGRAM)):
            for path in paths_in(folder):
                status, name = path.lstat(), path.relative_to(folder).as_posix().encode(errors="surrogateescape")
                content.update(b"\n%d\n%b\n%b" % (location, name, told(path, status)))
                saved.update(b"%d %d %d\n" % (status.st_ino, status.st_mtime_ns, status.st_ctime_ns))
    except (OSError, ValueError):
        return None
    return InputsDigest(content.hexdigest(), saved.hexdigest())


def told(path: Path, status: os.stat_result) -> bytes:
    """What is in a file, after its length; of a folder, that it is one. Raises OSError for anything else."""
    if stat.S_ISDIR(status.st_mode):
        return b"folder"
    if not stat.S_ISREG(status.st_mode):
        raise OSError(f"{path} is no file of its own")
    content = path.read_bytes()
    return b"%d\n%b" % (len(content), content)


def versions() -> Iterator[str]:
    """The versions of all that the program is made with: Python, what compresses, and the packages that are there."""
    yield from (sys.version, zlib.ZLIB_RUNTIME_VERSION)
    yield from sorted(one.name for folder in sys.path for one in Path(folder).glob("*.dist-info"))


def paths_in(folder: Path) -> Iterator[Path]:
    """Everything in a folder and below it, always in the same order. Raises OSError where that cannot be seen."""
    for top, folders, names in os.walk(folder, onerror=refuse):
        if folder is PROGRAM:
            folders[:] = (one for one in folders if one != BYTECODE)
        folders.sort()
        yield from (Path(top, name) for name in (*folders, *sorted(names)))


def refuse(failure: OSError) -> None:
    raise failure


def write_stamp(output: Path, made_of: InputsDigest, manifest: str) -> None:
    """Writes down what a site was made of, and the sum of its manifest. Nothing is wrong where that cannot be done."""
    with suppress(WriteFailed):
        write_file(file_beside(output), f"{made_of.content}  {manifest}\n".encode())


def is_up_to_date(output: Path, made_of: InputsDigest) -> bool:
    """Whether the site was made of just this, and every file of it is as it was then. Waits for a build under way."""
    try:
        noted, _unused, manifest = file_beside(output).read_text(encoding="ascii").strip().partition("  ")
    except (OSError, ValueError):
        return False
    return noted == made_of.content and is_site(output, manifest)


def file_beside(output: Path) -> Path:
    output = Path(os.path.realpath(output))
    return output.with_name(f".{output.name}.made")
