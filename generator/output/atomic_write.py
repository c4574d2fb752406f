"""Puts a finished site in the place of the old one: the whole of it or nothing.

The files of the site come in one by one and become a folder on the disk, with a manifest by which we know it as ours.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from generator.diagnostics import UserError
from generator.i18n import _
from generator.on_disk import on_disk

MANIFEST = "tiekartta.sha256"
# What the file managers of Mac and Windows leave in a folder.
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_PARTS_OF_THE_PROJECT = ("content", "templates", "static", "generator", "tests", "docs", ".git")
# Of a file of the site: its owner writes, everyone reads.
_RIGHTS = 0o644
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP})


class WriteFailed(UserError):
    """Raised when the disk does not take the site, in words for the editor. The old site is whole."""


def check_output(output: Path, project: Path, content: Path) -> None:
    """Raise UserError unless the folder is free, or was written by us and holds nothing else."""
    with failures_in_words(output):
        _refuse_link_or_file(output)
        target, project = _real(output), _real(project)
        if any(_is_within(folder, target) for folder in (_real(Path("~").expanduser()), project)):
            raise UserError('"{path}" holds more than the site. Name a folder of its own, such as "site".', path=output)
        parts = (content, *(project / name for name in _PARTS_OF_THE_PROJECT))
        if any(_is_within(target, _real(part)) for part in parts):
            raise UserError('"{path}" is a part of the project. Name a folder of its own, such as "site".', path=output)
        _refuse_what_is_not_ours(output)


def write_site(files: Iterable[tuple[str, bytes]], output: Path) -> str:
    """Write the files of a site and return the SHA-256 sum of their manifest.

    Whatever is raised, by the files too, leaves the old site whole. Waits for another build of the same folder.

    Args:
        files: A path such as "sv/index.html" and its content, for each file.

    Raises:
        UserError: The site may not go there.
        WriteFailed: The disk does not take it.
        ValueError: A path leaves the folder or comes twice.
    """
    with failures_in_words(output):
        _refuse_link_or_file(output)
    target = _real(output)
    with _lock(target):
        with failures_in_words(target):
            _repair(target)
            _refuse_what_is_not_ours(target)
            staging = _new_staging(target)
        try:
            manifest = _write_files(files, staging, target)
            with failures_in_words(target):
                _refuse_what_is_not_ours(target)
                _put_in_place(staging, target)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return manifest


def is_site(output: Path, manifest: str) -> bool:
    """Tell whether a folder holds the site whose manifest has this sum: every file as it was written, and no other.

    Waits for a build of the same folder.
    """
    target = _real(output)
    with _lock(target):
        try:
            return (
                _sum_of((target / MANIFEST).read_bytes()) == manifest
                and not _foreign_files(target)
                and all(_is_unchanged(target / path, expected) for path, expected in _listed_files(target).items())
            )
        except OSError:
            return False


def write_file(file: Path, content: bytes) -> None:
    """Write one file of its own in the place of an older one, the whole of it or nothing. Raises WriteFailed."""
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
            "{count} of {total} files were written. These were not ({reason}): {files}. Close them where they are "
            "open, and give the command again.",
            count=len(staged) - len(refused),
            total=len(staged),
            reason=next(iter(refused.values())),
            files=", ".join(file.as_posix() for file in refused),
        )


def _written_beside(file: Path, content: bytes) -> Path:
    """Return a new file with the content, in the folder of another, which it is to replace."""
    _make_folder(file.parent)
    new = file.with_name(f".{file.name}.new")
    with new.open("wb") as stream:
        stream.write(content)
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
            '"{path}" could not be written: {reason}. Make sure that there is room and that you may write there.',
            path=path,
            reason=reason,
        ) from failure


def _real(path: Path) -> Path:
    # realpath, not resolve: a ring of links raises nothing here, and the next step says what is wrong.
    return Path(os.path.realpath(path))


def _is_within(path: Path, folder: Path) -> bool:
    for candidate in (path, *path.parents):
        # The disk knows better than the names: it may take "Content" for "content".
        try:
            is_same = candidate.samefile(folder)
        except OSError:
            is_same = candidate == folder
        if is_same:
            return True
    return False


def _refuse_link_or_file(output: Path) -> None:
    if output.is_symlink():
        raise UserError('"{path}" is a link. Name the folder itself.', path=output)
    if output.exists() and not output.is_dir():
        raise UserError('"{path}" is a file. Name a folder.', path=output)


def _refuse_what_is_not_ours(output: Path) -> None:
    _refuse_link_or_file(output)
    if not output.exists():
        return
    if not _has_manifest(output) and {entry.name for entry in output.iterdir()} - _LITTER:
        raise UserError(
            '"{path}" is not empty and does not hold a site of ours. Name another folder, or empty this one.',
            path=output,
        )
    for name in _foreign_files(output):
        raise UserError(
            '"{file}" in "{path}" is not a file of the site. Move it to another place and build again.',
            file=name,
            path=output,
        )


def _has_manifest(folder: Path) -> bool:
    manifest = folder / MANIFEST
    return manifest.is_file() and not manifest.is_symlink()


def _foreign_files(folder: Path) -> list[str]:
    listed = {MANIFEST, *_listed_files(folder)}
    return sorted(path for path in _files_in(folder) if path not in listed and Path(path).name not in _LITTER)


def _files_in(folder: Path, above: str = "") -> Iterator[str]:
    """Yield the path of everything in a folder and below it that is no folder itself; a link is none."""
    # A build that ends just now may take a folder away.
    with suppress(FileNotFoundError), os.scandir(folder / above) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_in(folder, f"{above}{entry.name}/")
            else:
                yield above + entry.name


def _listed_files(folder: Path) -> Mapping[str, str]:
    """Return the files that a folder's manifest lists, with their sums; none where it has no manifest."""
    if not _has_manifest(folder):
        return {}
    lines = (folder / MANIFEST).read_bytes().decode(errors="surrogateescape").split("\n")
    return {path: expected for expected, _unused, path in (line.partition("  ") for line in lines if line)}


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    with failures_in_words(target):
        _make_folder(target.parent)
        lock = FileLock(target.with_name(f".{target.name}.lock")).acquire(poll_interval=0.05)
    with lock:
        yield


def _repair(target: Path) -> None:
    """Clear away what a killed build left, and bring back the site that it had moved aside."""
    previous = target.with_name(f".{target.name}.previous")
    if _has_manifest(previous) and not target.exists():
        previous.rename(target)
    elif _has_manifest(previous) and not _foreign_files(previous):
        # Under a staging's name first: if we are killed half-way, the next build knows it for rubbish.
        previous.rename(_new_staging(target) / "previous")
    # The whole name, so that another site's staging is not taken for ours.
    ours = re.compile(re.escape(f".{target.name}.staging-") + "[a-z0-9_]{8}")
    for path in target.parent.iterdir():
        if ours.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)


def _new_staging(target: Path) -> Path:
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.staging-", dir=target.parent))
    staging.chmod(0o755)
    return staging


def _is_unchanged(file: Path, expected: str) -> bool:
    mode = file.lstat().st_mode
    # Windows knows no such rights.
    has_rights = stat.S_IMODE(mode) == _RIGHTS or sys.platform == "win32"
    return stat.S_ISREG(mode) and has_rights and _sum_of(file.read_bytes()) == expected


def _sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_files(files: Iterable[tuple[str, bytes]], staging: Path, target: Path) -> str:
    """Write files and their manifest into the staging, and return the sum of the manifest."""
    hashes: dict[str, str] = {}
    for path, content in files:
        leaves = any(part in ("", ".", "..") for part in path.split("/"))
        if leaves or path == MANIFEST or not path.isprintable() or any(sign in path for sign in "\\:"):
            raise ValueError(f"{path!r} is not a path within the site")
        if path in hashes:
            raise ValueError(f"{path!r} comes twice")
        hashes[path] = _sum_of(content)
        _write_file(path, content, staging, target)
    manifest = "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode()
    _write_file(MANIFEST, manifest, staging, target)
    return _sum_of(manifest)


def _write_file(path: str, content: bytes, staging: Path, target: Path) -> None:
    """Write a file into the staging. One that is as it was in the target keeps its time."""
    new = staging / path
    with failures_in_words(target):
        _make_folder(new.parent)
        # "x": on a disk that takes A for a, a second file never overwrites the first.
        with new.open("xb") as file:
            file.write(content)
        new.chmod(_RIGHTS)
        old = target / path
        try:
            status = old.lstat()
        except OSError:
            return
        if stat.S_ISREG(status.st_mode) and status.st_size == len(content) and old.read_bytes() == content:
            os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)


def _put_in_place(staging: Path, target: Path) -> None:
    if not target.exists() or not any(target.iterdir()):
        if sys.platform == "win32" and target.exists():
            target.rmdir()
        staging.rename(target)
    elif not _exchange(staging, target):
        _rename_twice(staging, target)


def _exchange(staging: Path, target: Path) -> bool:
    """Swap two folders in one step, and return whether this system and disk can.

    It is renameat2(2) with RENAME_EXCHANGE, from Linux 3.15 on.
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if renameat2 is None:
        return False
    at_working_folder, exchange = -100, 2
    if renameat2(at_working_folder, os.fsencode(staging), at_working_folder, os.fsencode(target), exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code))


def _rename_twice(staging: Path, target: Path) -> None:
    previous = target.with_name(f".{target.name}.previous")
    try:
        target.rename(previous)
        staging.rename(target)
    except BaseException:
        if not target.exists():
            previous.rename(target)
        raise
    # The new site is in place: what is left of the old one is removed as a staging, now or by the next build.
    with suppress(OSError):
        previous.rename(staging)
