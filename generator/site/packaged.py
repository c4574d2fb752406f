"""What is made of the theme when the program is packaged, so that a build need not make it: one folder of files.

A file is named by the digest of all that it is made of. Where there is none, as after an edit, it is made when it is
needed.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

PACKAGED = Path(__file__).with_name("packaged_files")


def packaged_file(suffix: str, *parts: str | bytes) -> Path:
    """Return where the file is that is made of these parts, by what has these versions, if it is there."""
    digests = [hashlib.sha256(part.encode() if isinstance(part, str) else part).digest() for part in parts]
    return PACKAGED / f"{hashlib.sha256(b''.join(digests)).hexdigest()}{suffix}"


def write_packaged(file: Path, content: bytes) -> Path:
    """Write a file, unless it is there, and return it. Another process may read the folder meanwhile."""
    if not file.is_file() or file.read_bytes() != content:
        file.parent.mkdir(exist_ok=True)
        new = file.with_suffix(f".{os.getpid()}")
        new.write_bytes(content)
        new.replace(file)
    return file
