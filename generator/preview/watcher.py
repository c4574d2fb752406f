"""Watches folders for the preview: folders in, a call on the event loop whenever their files have changed.

The system tells when to look, and the look at all files decides. A slow look goes on beside that, for network drives
and containers that tell nothing, and for a folder that was replaced as a whole.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from tornado.ioloop import IOLoop
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from generator.content.file_names import LITTER

# Not that a file was opened or read, as every build does.
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
# One save is several events, and so is a change of many files.
_QUIET_SECONDS = 0.03
# How long the slow look waits, and the part of a core that it may take.
_SLOW_SECONDS = 2
_SLOW_SHARE = 1 / 300


class FolderWatcher:
    """Calls `changed` on the event loop, in its block, whenever files of the folders have changed since it was made.

    What programs leave beside files, such as an editor's swap file, is no change. A folder need not be there yet.
    """

    def __init__(self, folders: Sequence[Path], changed: Callable[[], None]) -> None:
        self._folders = folders
        self._changed = changed
        self._loop = IOLoop.current()
        self._observer = Observer()
        self._seen = _snapshot(folders)
        self._look: object = None

    def __enter__(self) -> None:
        self._observe()
        self._look_soon()
        self._loop.call_later(_SLOW_SECONDS, self._look_slowly)

    def __exit__(self, *_unused: object) -> None:
        self._stop_observing()

    def _observe(self) -> None:
        """Have the system tell of changes in the folders that are there now; where it cannot, slow looks are left."""
        handler = _Handler(self._loop, self._look_soon)
        with suppress(OSError):
            for folder in filter(Path.is_dir, self._folders):
                self._observer.schedule(handler, folder, recursive=True, event_filter=_EVENTS)
            self._observer.start()

    def _stop_observing(self) -> None:
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join()

    def _look_soon(self) -> None:
        """Look once the system has told nothing for a moment, so that many changes at once are one."""
        if self._look is not None:
            self._loop.remove_timeout(self._look)
        self._look = self._loop.call_later(_QUIET_SECONDS, self._look_now)

    def _look_now(self) -> None:
        if (snapshot := _snapshot(self._folders)) != self._seen:
            self._seen = snapshot
            self._changed()

    def _look_slowly(self) -> None:
        """Look whether there is a change that nothing told of. Then what the system watches is no longer there."""
        began = time.thread_time()
        if _snapshot(self._folders) != self._seen:
            self._stop_observing()
            self._observer = Observer()
            self._observe()
            self._look_soon()
        seconds = (time.thread_time() - began) / _SLOW_SHARE
        self._loop.call_later(max(_SLOW_SECONDS, seconds), self._look_slowly)


class _Handler(FileSystemEventHandler):
    """Passes on that something was told, from the thread of the observer to the event loop."""

    def __init__(self, loop: IOLoop, told: Callable[[], None]) -> None:
        self._loop = loop
        self._told = told

    def on_any_event(self, _unused: FileSystemEvent) -> None:
        """Pass on whatever was told."""
        self._loop.add_callback(self._told)


def _snapshot(folders: Iterable[Path]) -> dict[str, tuple[int, int, int]]:
    """Return size, time and inode of every file, so that a file pasted in with an old time shows as well."""
    states = {}
    for file in chain.from_iterable(map(_files, folders)):
        # It may have been removed since it was listed.
        with suppress(OSError):
            status = file.stat()
            states[file.path] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return states


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Yield the files below a folder, but for litter. No Path of each: this is what an idle preview does."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if LITTER.fullmatch(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                yield entry
