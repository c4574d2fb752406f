"""Measures one run of a command: a command in, out the time and the memory that it took.

The memory is that of the command and of all processes below it, together. Only Linux tells it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from project import ROOT

PROCESSES = Path("/proc")
# Between two looks at the memory, in seconds.
PAUSE = 0.05


class RunFailed(Exception):
    """Raised when a command that was to be measured did not do its work."""


class Run(NamedTuple):
    """What a run took: seconds by the clock, seconds of the processors, and bytes of memory at its peak.

    None is what was not measured.
    """

    wall: float | None = None
    cpu: float | None = None
    memory: float | None = None


def measured(command: Sequence[str], folder: Path = ROOT, **variables: str) -> Run:
    """Runs a command in a folder, with these variables of the environment besides."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    # Python keeps a program compiled, as pip does that installs it; uncompiled it takes 0.3 s longer to load.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # What the run before left for the disk is no burden to this one.
    os.sync()
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        with subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said) as process:
            with memory_watched(process.pid) as seen:
                _, status, used = os.wait4(process.pid, 0)
                wall = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RunFailed(f"{' '.join(command)}\n{said.read().decode()}")
    return Run(wall, used.ru_utime + used.ru_stime, max(seen, default=None))


@contextmanager
def memory_watched(process: int) -> Iterator[Sequence[int]]:
    """The bytes of memory that a process and those below it held at each look, as long as the context lasts."""
    seen: list[int] = []
    ended = threading.Event()
    watcher = threading.Thread(target=watch, args=(process, seen, ended))
    if (PROCESSES / "self" / "smaps_rollup").exists():
        watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        if watcher.is_alive():
            watcher.join()


def watch(process: int, seen: list[int], ended: threading.Event) -> None:
    while True:
        seen.append(sum(map(memory_of, family_of(process))))
        if ended.wait(PAUSE):
            return


def family_of(process: int) -> Iterator[int]:
    """A process and all those below it."""
    yield process
    with suppress(FileNotFoundError):  # The process ended since it was found.
        for children in PROCESSES.glob(f"{process}/task/*/children"):
            for child in text_of(children).split():
                yield from family_of(int(child))


def memory_of(process: int) -> int:
    """The bytes of a process, where what it shares with others counts by its share: smaps_rollup(5), Pss."""
    lines = text_of(PROCESSES / str(process) / "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def cpu_of(process: int) -> float:
    """The seconds of the processors that a process and those below it, the ended ones too, took until now."""
    # proc_pid_stat(5): utime, stime, cutime and cstime, after the name in brackets and eleven fields more.
    fields = [text_of(PROCESSES / str(one) / "stat").rpartition(")")[2].split()[11:15] for one in family_of(process)]
    return sum(map(int, (ticks for times in fields for ticks in times))) / os.sysconf("SC_CLK_TCK")


def command_of(process: int) -> list[str]:
    return text_of(PROCESSES / str(process) / "cmdline").split("\0")


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""  # The process ended since it was found.
