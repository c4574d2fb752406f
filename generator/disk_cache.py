"""Keeps bytes that take long to make from one run to the next, in the user's cache folder.

Nothing depends on it: what is not there, damaged, or cannot be written is made anew. A key holds everything that
decides the bytes, so that an entry is never out of date; one that was not read for a month is deleted.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator import __version__

_DIGEST_SIZE = hashlib.sha256().digest_size
# A user without a home, a folder of another's, a full disk.
_FAILURES = (OSError, RuntimeError)
# What was not read for so long is deleted, in seconds.
_LIFETIME = 30 * 24 * 3600


def key_of(*parts: str | bytes) -> str:
    """Return the key of what is made of these parts, by these versions of the program, Python and all packages."""
    encoded = [part.encode() if isinstance(part, str) else part for part in (_versions(), *parts)]
    # The lengths keep ("ab", "c") from ("a", "bc").
    lengths = ",".join(str(len(part)) for part in encoded).encode()
    return hashlib.sha256(b"\0".join((lengths, *encoded))).hexdigest()


def get_or_create(key: str, create: Callable[[], bytes]) -> bytes:
    """Return the bytes of a key, created where there are none."""
    content = read(key)
    if content is None:
        content = create()
        write(key, content)
    return content


def read(key: str) -> bytes | None:
    """Return the bytes of a key, None where there are none, or others than were written."""
    with suppress(*_FAILURES):
        file = _folder() / key
        # Read at once and taken apart, it would be in memory twice.
        with file.open("rb") as entry:
            digest, content = entry.read(_DIGEST_SIZE), entry.read()
        if hashlib.sha256(content).digest() == digest:
            os.utime(file)
            return content
    return None


def write(key: str, content: bytes) -> None:
    """Keep the bytes of a key, where the folder can be written. Whoever reads meanwhile has all of them or none."""
    # What only reads is faster without it.
    import tempfile

    with suppress(*_FAILURES):
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, new = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines((hashlib.sha256(content).digest(), content))
            Path(new).replace(folder / key)
        finally:
            # A disk that was full stays as it was.
            Path(new).unlink(missing_ok=True)
        _delete_unused(folder)


@cache
def _delete_unused(folder: Path) -> None:
    # Once a run, after an entry was written: that is when the folder changed.
    now = folder.stat().st_mtime
    for file in folder.iterdir():
        with suppress(OSError):
            if now - file.stat().st_mtime > _LIFETIME:
                file.unlink()


@cache
def _versions() -> str:
    return " ".join((__version__, sys.version, *installed_packages()))


@cache
def installed_packages() -> tuple[str, ...]:
    """Return the names and versions of the packages that are installed, sorted."""
    return tuple(sorted(info.name for folder in sys.path for info in Path(folder).glob("*.dist-info")))


def _folder() -> Path:
    """Return the folder of the entries, in the one that the system has for caches."""
    # https://specifications.freedesktop.org/basedir-spec
    chosen = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if chosen.is_absolute():
        return chosen / "tiekartta"
    by_system = {"darwin": "Library/Caches", "win32": "AppData/Local"}
    return Path.home() / by_system.get(sys.platform, ".cache") / "tiekartta"
