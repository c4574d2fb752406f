"""Tells whether a site still is what a build would write, so that nothing is built twice.

The build stamp, a file such as ".site.made" beside the site, has a digest of the inputs of the site and the sum of its
manifest. It may be deleted at any time: then the site is built again.
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

_PROGRAM = Path(generator.__file__).parent


class InputsDigest(NamedTuple):
    """A digest of all inputs of a site.

    `content` decides every byte of the site. `saved` differs where a file was saved in the meantime, even if its
    content is again what it was.
    """

    content: str
    saved: str


def inputs_digest(folders: Sequence[Path], choices: Sequence[str]) -> InputsDigest | None:
    """Return the digest of all files of some folders, of the program and its packages, and of choices.

    None where a file cannot be read, or is a link or a device.
    """
    content = hashlib.sha256("\n".join([*choices, *versions()]).encode())
    saved = hashlib.sha256()
    try:
        for number, folder in enumerate((*folders, _PROGRAM)):
            if not folder.is_dir():
                return None
            # What Python writes into the program by itself decides nothing.
            paths = (path for path in folder.rglob("*") if folder is not _PROGRAM or "__pycache__" not in path.parts)
            for path in sorted(paths):
                status, name = path.lstat(), path.relative_to(folder).as_posix().encode(errors="surrogateescape")
                if stat.S_ISDIR(status.st_mode):
                    data = b"folder"
                elif stat.S_ISREG(status.st_mode):
                    data = path.read_bytes()
                    data = b"%d\n%b" % (len(data), data)
                else:
                    return None
                content.update(b"\n%d\n%b\n%b" % (number, name, data))
                saved.update(b"%d %d %d\n" % (status.st_ino, status.st_mtime_ns, status.st_ctime_ns))
    except (OSError, ValueError):
        return None
    return InputsDigest(content.hexdigest(), saved.hexdigest())


def write_stamp(output: Path, inputs: InputsDigest, manifest: str) -> None:
    """Record the inputs of a site and the sum of its manifest. A stamp that cannot be written is no failure."""
    with suppress(WriteFailed):
        write_file(_stamp_of(output), f"{inputs.content}  {manifest}\n".encode())


def is_up_to_date(output: Path, inputs: InputsDigest) -> bool:
    """Tell whether the site was built from these inputs and is as it was written. Waits for a build of it."""
    try:
        content, _unused, manifest = _stamp_of(output).read_text(encoding="ascii").strip().partition("  ")
    except (OSError, ValueError):
        return False
    return content == inputs.content and is_site(output, manifest)


def versions() -> Iterator[str]:
    """Yield the versions of Python, of what compresses, and of the packages that are installed."""
    yield from (sys.version, zlib.ZLIB_RUNTIME_VERSION)
    yield from sorted(info.name for folder in sys.path for info in Path(folder).glob("*.dist-info"))


def _stamp_of(output: Path) -> Path:
    output = Path(os.path.realpath(output))
    return output.with_name(f".{output.name}.made")
