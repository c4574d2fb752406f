"""One line on the terminal that says what is done, of how many, and how long yet; it goes when all is done.

Only what takes longer than two seconds has it, and only on a terminal: a log of a build server has none.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil, sqrt

import click

from generator.cli.console import CliContext
from generator.i18n import Message, Number, _
from generator.progress import observed_by

# Seconds: of silence, of work before its speed is believed, and from one drawing to the next.
_SILENCE, _FIRST_ESTIMATE, _INTERVAL = 2.0, 0.5, 0.1
# Of the steps: before the time that the others take is told.
_FIRST_SHARE = 0.05
# Up to so many steps have the share beside them.
_FEW_STEPS = 20
_MINUTE = 60


class _Task:
    """How far a task has come. Its line on the terminal is redrawn in place, at most ten times a second."""

    def __init__(self, cli: CliContext, label: Message, clock: Callable[[], float]) -> None:
        self._translator, self._line, self._label, self._clock = cli.translator, cli.status_line, label, clock
        self._done, self._total, self._began = 0, 0, clock()
        self._share: float | None = None
        # When the line was drawn, with the shares of the work that were done.
        self._drawn = deque[tuple[float, float]]()
        first = max(self._line.silent_since + _SILENCE, self._began + _FIRST_ESTIMATE)
        self._next = first if _is_watched() else float("inf")

    def update(self, done: int, total: int, share: float | None = None) -> None:
        """Take over how many steps are done, of how many, and the share of the work where they are not alike."""
        self._done, self._total, self._share = done, total, share
        if done == total:
            self._line.erase()
        elif (now := self._clock()) >= self._next:
            # The last column would break the line.
            width = _columns() - 1
            self._line.draw(next((line for line in self._lines(now) if len(line) <= width), "") or self._short(width))
            self._next = now + _INTERVAL

    def _lines(self, now: float) -> Iterator[str]:
        """Yield the line, and a shorter one."""
        steps = {"done": Number(self._done), "total": Number(self._total)}
        share, done = self._done / self._total, _("{done} of {total}", **steps)
        if self._share is not None:
            share = self._share
        if self._total <= _FEW_STEPS:
            # Each takes long, and the line is to tell that it goes on.
            done = _("{done} of {total} ({percent}%)", percent=int(100 * share), **steps)
        if share > _FIRST_SHARE:
            left = _about(self._seconds_left(share, now))
            yield self._translator.translate(_("{label}: {done}, {time} left", label=self._label, done=done, time=left))
        yield self._translator.translate(_("{label}: {done}", label=self._label, done=done))

    def _seconds_left(self, share: float, now: float) -> float:
        """Return about how long the rest takes, by the share of the work that is done.

        Kinds of steps follow one another, and one may take ten times as long as another: by all of them too little is
        left, and by those of the later half of the time too much. The truth lies between.
        """
        while len(self._drawn) > 1 and self._drawn[0][0] < (self._began + now) / 2:
            self._drawn.popleft()
        before, share_before = self._drawn[0] if self._drawn else (self._began, 0.0)
        self._drawn.append((now, share))
        by_all, by_later = share / (now - self._began), (share - share_before) / (now - before)
        return (1 - share) / sqrt(by_all * (by_later if by_later > 0 else by_all))

    def _short(self, width: int) -> str:
        """Return what is being done, cut to the width of the terminal."""
        label = self._translator.translate(self._label)
        return label if len(label) <= width else f"{label[: width - 1]}…"


@contextmanager
def observed(cli: Callable[[], CliContext], clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Show on the terminal how far the tasks within a block have come that count their steps.

    Args:
        cli: Gives the command, once a task begins.
        clock: The time in seconds.
    """
    task: _Task | None = None

    def show(label: Message, done: int, total: int, share: float | None) -> None:
        nonlocal task
        if task is None or (done == 0 and not share):
            task = _Task(cli(), label, clock)
        task.update(done, total, share)

    try:
        with observed_by(show):
            yield
    finally:
        if task:
            cli().status_line.erase()


def duration(seconds: float) -> Message:
    """Return how long something took: “0.4 s”, from a minute on “2 min 30 s”."""
    # 59.96 would be written as 60.0.
    if round(seconds, 1) < _MINUTE:
        return _("{seconds} s", seconds=Number(seconds))
    minutes, rest = divmod(round(seconds), _MINUTE)
    return _("{minutes} min {seconds} s", minutes=Number(minutes), seconds=Number(rest))


def _about(seconds: float) -> Message:
    """Return about how long something will take, in whole seconds or minutes."""
    if seconds <= _MINUTE:
        return _("{seconds} s", seconds=Number(ceil(seconds)))
    return _("{minutes} min", minutes=Number(ceil(seconds / _MINUTE)))


def _is_watched() -> bool:
    """Tell whether somebody watches the messages as they come, and no program reads what the command prints."""
    context = click.get_current_context(silent=True)
    is_for_program = context is not None and bool(context.params.get("report_format"))
    return sys.stderr.isatty() and not os.environ.get("CI") and not is_for_program


def _columns() -> int:
    """Return the width of the terminal that has the messages; its output may go elsewhere."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or shutil.get_terminal_size().columns
    except (OSError, ValueError):
        return shutil.get_terminal_size().columns
