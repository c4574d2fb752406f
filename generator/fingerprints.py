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

import generator
from generator.writing import WriteFailed, is_site, write_file

PROGRAM = Path(generator.__file__).parent
# What Python makes of a program by itself.
BYTECODE = "__pycache__"


def fingerprint(folders: Sequence[Path], choices: Sequence[str]) -> str:
    """What decides every byte of a site: all files of some folders, the program with its libraries, and choices.

    Files are told by what is in them, never by their time. Empty where it cannot be told: of a file that cannot be
    read, or is a link or a device.
    """
    found = hashlib.sha256("\n".join([*choices, *versions()]).encode())
    try:
        for folder in (*folders, PROGRAM):
            for file in files_of(folder):
                content = file.read_bytes()
                name = file.relative_to(folder).as_posix().encode(errors="surrogateescape")
                found.update(b"\n%b\n%d\n%b" % (name, len(content), content))
    except OSError:
        return ""
    return found.hexdigest()


def versions() -> Iterator[str]:
    """The versions of all that the program is made with: Python, what compresses, and the packages that are there."""
    yield from (sys.version, zlib.ZLIB_RUNTIME_VERSION)
    yield from sorted(one.name for folder in sys.path for one in Path(folder).glob("*.dist-info"))


def files_of(folder: Path) -> Iterator[Path]:
    """The files in a folder and below it, always in the same order. Raises OSError for what is no file of its own."""
    for top, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(one for one in folders if one != BYTECODE)
        for path in (Path(top, name) for name in (*folders, *sorted(names))):
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                yield path
            elif not stat.S_ISDIR(mode):
                raise OSError(f"{path} is no file of its own")


def refuse(failure: OSError) -> None:
    raise failure


def note(output: Path, made_of: str, manifest: str) -> None:
    """Writes down what a site was made of, and the sum of its manifest. Nothing is wrong where that cannot be done."""
    with suppress(WriteFailed):
        write_file(file_beside(output), f"{made_of}  {manifest}\n".encode())


def stands(output: Path, made_of: str) -> bool:
    """Whether the site was made of just this, and every file of it is as it was then."""
    try:
        noted, _, manifest = file_beside(output).read_text(encoding="ascii").strip().partition("  ")
    except (OSError, ValueError):
        return False
    return made_of != "" and noted == made_of and is_site(output, manifest)


def file_beside(output: Path) -> Path:
    output = Path(os.path.realpath(output))
    return output.with_name(f".{output.name}.made")
