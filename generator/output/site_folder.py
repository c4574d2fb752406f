"""Puts a finished site in the place of the old one: the whole of it or nothing.

New files are written into a staging beside the site. Where the old site is as we wrote it, they are then moved into
it one by one, by a list that a later build finishes should this one be killed; else the staging takes its place. A
manifest tells a site as ours.
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
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock

from generator.diagnostics import UserError
from generator.output.atomic_write import failures_in_words, make_folder, write_file

MANIFEST = "tiekartta.sha256"
# What the file managers of Mac and Windows leave in a folder.
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_PARTS_OF_THE_PROJECT = ("content", "templates", "static", "generator", "tests", "docs", ".git")
# Of a file of the site, and of a folder: its owner writes, everyone reads.
_RIGHTS, _FOLDER_RIGHTS = 0o644, 0o755
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP})

# The rights, size, times and number of a file.
_State = tuple[int, int, int, int, int]
# The SHA-256 sums of files, by their paths from the root of the site.
Sums = Mapping[str, str]


def check_output(output: Path, project: Path, content: Path) -> None:
    """Raise UserError unless the folder is free, or was written by us and holds nothing else."""
    check_place(output, project, content)
    with failures_in_words(output):
        _refuse_what_is_not_ours(output)


def check_place(output: Path, project: Path, content: Path) -> None:
    """Raise UserError where a folder is a part of the project or holds more than a site, whatever is in it."""
    with failures_in_words(output):
        _refuse_link_or_file(output)
        target, project = _real(output), _real(project)
        if any(_is_within(folder, target) for folder in (_real(Path("~").expanduser()), project)):
            raise UserError(
                '"{path}" contains more than the site. Name a separate folder, such as "site".', path=output
            )
        parts = (content, *(project / name for name in _PARTS_OF_THE_PROJECT))
        if any(_is_within(target, _real(part)) for part in parts):
            raise UserError('"{path}" is a part of the project. Name a separate folder, such as "site".', path=output)


@contextmanager
def site_folder(output: Path) -> Iterator[SiteFolder]:
    """Return the folder of a site, which no other build writes in the meantime.

    Raises:
        UserError: It is a link or a file.
        WriteFailed: The disk does not take it.
    """
    with failures_in_words(output):
        _refuse_link_or_file(output)
    target = _real(output)
    with _lock(target):
        folder = SiteFolder(target)
        with failures_in_words(target):
            folder.repair()
        yield folder


def is_site(output: Path, manifest: str, state: str) -> bool:
    """Tell whether a folder holds a site: every file as it was written, and no other.

    Waits for a build of the same folder.

    Args:
        output: The folder.
        manifest: The sum of the manifest of the site.
        state: The state of its files when it was written; where it is another, all files are read.
    """
    target = _real(output)
    with _lock(target):
        return SiteFolder(target).is_intact(manifest, state)


class Staging:
    """The new files of a site, until all of them are there. Several processes may write into it at once.

    Args:
        folder: Where they are written.
        target: The folder of the site.
        present: The sums of the files that are in the site as they were written, which are not written again.
    """

    def __init__(self, folder: Path, target: Path, present: Sums) -> None:
        self.folder, self._target, self.present = folder, target, present
        # The folders of files that were written by this process.
        self._made: set[str] = set()

    def write(self, path: str, content: bytes) -> str:
        """Write a file at a path of the site, unless it is there, and return its sum.

        Raises:
            WriteFailed: The disk does not take it.
            ValueError: The path leaves the folder.
        """
        if path == MANIFEST or not _is_within_site(path):
            raise ValueError(f"{path!r} is not a path within the site")
        new_sum = _sum_of(content)
        if self.present.get(path) != new_sum:
            self.put(path, content)
        return new_sum

    def open_present(self, path: str) -> BinaryIO | None:
        """Open a file of the site that is there as it was written, None where it is not."""
        return (self._target / path).open("rb") if path in self.present else None

    def read_present(self, path: str) -> bytes:
        """Return the content of a file of the site that is there as it was written."""
        return (self._target / path).read_bytes()

    def put(self, path: str, content: bytes) -> None:
        """Write a file. One that is as it was in the site keeps its time."""
        # Texts, not paths: a site has some thousand files, and a path takes longer than the system to write one.
        new, old = f"{self.folder}/{path}", f"{self._target}/{path}"
        with failures_in_words(self._target):
            self._make_folder_of(path)
            # "x": on a disk that takes A for a, a second file never overwrites the first.
            with open(new, "xb") as file:  # noqa: PTH123
                file.write(content)
            os.chmod(new, _RIGHTS)  # noqa: PTH101
            if path in self.present:
                # It differs, or it would not be written.
                return
            try:
                status = os.lstat(old)
            except OSError:
                return
            if stat.S_ISREG(status.st_mode) and status.st_size == len(content) and Path(old).read_bytes() == content:
                os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))

    def _make_folder_of(self, path: str) -> None:
        """Make the folder of a file and those above it, which everyone may read."""
        folder = path.rpartition("/")[0]
        if folder and folder not in self._made:
            self._make_folder_of(folder)
            # Another process may have made it.
            with suppress(FileExistsError):
                os.mkdir(f"{self.folder}/{folder}")  # noqa: PTH102
                os.chmod(f"{self.folder}/{folder}", _FOLDER_RIGHTS)  # noqa: PTH101
            self._made.add(folder)


class SiteFolder:
    """The folder of a site, and what lies beside it while it is written."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.moves = target.with_name(f".{target.name}.moves")
        self._previous = target.with_name(f".{target.name}.previous")
        # By the paths of the files, where they are known.
        self._states: dict[str, _State] = {}

    @contextmanager
    def staging(self, present: Sums | None = None) -> Iterator[Staging]:
        """Return a new staging, which is removed in the end.

        Args:
            present: The sums of the files of the site that need not be written again, where it is as we wrote it.
        """
        with failures_in_words(self.target):
            folder = self._new_folder()
        try:
            yield Staging(folder, self.target, present or {})
        finally:
            # What had begun to be moved is finished by the next build.
            if not self.moves.exists():
                shutil.rmtree(folder, ignore_errors=True)

    def replace(self, staging: Staging, sums: Sums) -> str:
        """Put a staging with all files in the place of the site, and return the sum of the manifest."""
        with failures_in_words(self.target):
            manifest = _manifest_of(sums)
            staging.put(MANIFEST, manifest)
            _refuse_what_is_not_ours(self.target)
            self._put_in_place(staging.folder)
            self._states = {}
        return _sum_of(manifest)

    def update(self, staging: Staging, sums: Sums, removed: Collection[str]) -> str:
        """Move the files of a staging into the site, remove others from it, and return the sum of the manifest.

        What is new comes first and what goes last, so that no page lacks what it loads.
        """
        with failures_in_words(self.target):
            if _clash(sums, removed):
                # One to which nothing is present: what is as it was keeps its time.
                whole = Staging(staging.folder, self.target, {})
                for path in sums:
                    if not (staging.folder / path).exists():
                        whole.put(path, (self.target / path).read_bytes())
                return self.replace(staging, sums)
            manifest = _manifest_of(sums)
            staging.put(MANIFEST, manifest)
            present = self._present_files()
            moved = sorted(_files_in(staging.folder), key=lambda path: (path in present, path))
            lines = [staging.folder.name, *(f"+{path}" for path in moved), *(f"-{path}" for path in sorted(removed))]
            write_file(self.moves, "\n".join(lines).encode())
            self._move()
        return _sum_of(manifest)

    def refuse_what_is_not_ours(self) -> None:
        """Raise UserError where the folder holds what is no file of a site that we wrote."""
        with failures_in_words(self.target):
            _refuse_what_is_not_ours(self.target)

    def sums(self) -> Sums:
        """Return the sums of the files of the site as they were written."""
        return _listed_files(self.target)

    def is_intact(self, manifest: str, state: str) -> bool:
        """Tell whether the site is as it was written; see `is_site`."""
        try:
            if self.moves.exists() or _sum_of((self.target / MANIFEST).read_bytes()) != manifest:
                return False
            return self.state() == state or (
                not _foreign_files(self.target)
                and all(_is_unchanged(self.target / path, sum_) for path, sum_ in _listed_files(self.target).items())
            )
        except OSError:
            return False

    def state(self) -> str:
        """Return a digest of the rights, sizes, times and numbers of all files, which differs where one was changed."""
        return _sum_of(repr(sorted(self._present_files().items())).encode())

    def _present_files(self) -> dict[str, _State]:
        self._states = self._states or dict(_states_in(str(self.target), ""))
        return self._states

    def repair(self) -> None:
        """Finish what a killed build had begun to move, clear away its rubbish, and bring back what it moved aside."""
        if self.moves.is_file():
            self._move()
        if _has_manifest(self._previous) and not self.target.exists():
            self._previous.rename(self.target)
        elif _has_manifest(self._previous) and not _foreign_files(self._previous):
            # Under a staging's name first: if we are killed half-way, the next build knows it for rubbish.
            self._previous.rename(self._new_folder() / "previous")
        for path in self.target.parent.iterdir():
            if self._is_staging(path):
                shutil.rmtree(path, ignore_errors=True)

    def _is_staging(self, path: Path) -> bool:
        # The whole name, so that another site's staging is not taken for ours.
        ours = re.escape(f".{self.target.name}.staging-") + "[a-z0-9_]{8}"
        return re.fullmatch(ours, path.name) is not None and path.is_dir() and not path.is_symlink()

    def _move(self) -> None:
        """Do what the list of moves says, as far as it is not done."""
        name, *lines = self.moves.read_text(encoding="utf-8").split("\n")
        staging = self.target.parent / name
        if not self._is_staging(staging):
            lines = []
        source, target = str(staging), str(self.target)
        for sign, name in ((line[:1], line[1:]) for line in lines if _is_within_site(line[1:])):
            if sign == "-":
                path = self.target / name
                path.unlink(missing_ok=True)
                self._states.pop(name, None)
                self._remove_empty(path.parent)
            elif _is_moved(f"{source}/{name}", f"{target}/{name}"):
                self._states[name] = _state_of(os.lstat(f"{target}/{name}"))
        self.moves.unlink()

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.target and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def _new_folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix=f".{self.target.name}.staging-", dir=self.target.parent))
        folder.chmod(_FOLDER_RIGHTS)
        return folder

    def _put_in_place(self, staging: Path) -> None:
        target = self.target
        if not target.exists() or not any(target.iterdir()):
            if sys.platform == "win32" and target.exists():
                target.rmdir()
            staging.rename(target)
        elif not _exchange(staging, target):
            self._rename_twice(staging)

    def _rename_twice(self, staging: Path) -> None:
        try:
            self.target.rename(self._previous)
            staging.rename(self.target)
        except BaseException:
            if not self.target.exists():
                self._previous.rename(self.target)
            raise
        # The new site is in place: what is left of the old one is removed as a staging, now or by the next build.
        with suppress(OSError):
            self._previous.rename(staging)


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
            '"{path}" is not empty and does not contain a site built by this program. Name another folder, or '
            "empty this one.",
            path=output,
        )
    for name in _foreign_files(output):
        raise UserError(
            '"{file}" in "{path}" is not a file of the site. Move it elsewhere and build again.',
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
    with suppress(FileNotFoundError), os.scandir(f"{folder}/{above}") as entries:
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
        make_folder(target.parent)
        lock = FileLock(target.with_name(f".{target.name}.lock")).acquire(poll_interval=0.05)
    with lock:
        yield


def _is_moved(new: str, file: str) -> bool:
    """Move a new file to its place, whose folder there may not be yet, and return whether there is one to move."""
    try:
        Path(new).replace(file)
    except FileNotFoundError:
        if not Path(new).exists():
            return False
        make_folder(Path(file).parent)
        Path(new).replace(file)
    return True


def _is_unchanged(file: Path, expected: str) -> bool:
    mode = file.lstat().st_mode
    # Windows knows no such rights.
    has_rights = stat.S_IMODE(mode) == _RIGHTS or sys.platform == "win32"
    return stat.S_ISREG(mode) and has_rights and _sum_of(file.read_bytes()) == expected


def _sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _clash(paths: Collection[str], removed: Collection[str]) -> bool:
    """Tell whether a file takes the place of a folder, or a name that differs from an old one in capitals only."""
    if not removed:
        return False
    folders = {path[:at].casefold() for path in paths for at, sign in enumerate(path) if sign == "/"}
    names = {path.casefold() for path in paths} | folders
    old_folders = {path[:at].casefold() for path in removed for at, sign in enumerate(path) if sign == "/"}
    return not names.isdisjoint(path.casefold() for path in removed) or not old_folders.isdisjoint(names - folders)


def _states_in(root: str, above: str) -> list[tuple[str, _State]]:
    """Return the path and the state of every file in a folder and below it."""
    states = []
    with os.scandir(f"{root}/{above}") as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                states += _states_in(root, f"{above}{entry.name}/")
            else:
                states.append((above + entry.name, _state_of(entry.stat(follow_symlinks=False))))
    return states


def _state_of(status: os.stat_result) -> _State:
    # Windows tells the number of some.
    number = 0 if sys.platform == "win32" else status.st_ino
    return (status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, number)


def _is_within_site(path: str) -> bool:
    """Tell whether a path from the root of the site leads to a file within it, and has a name on every disk."""
    leaves = any(part in ("", ".", "..") for part in path.split("/"))
    return not leaves and path.isprintable() and not any(sign in path for sign in "\\:")


def _manifest_of(sums: Sums) -> bytes:
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()


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
