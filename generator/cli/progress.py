"""One line on the terminal that says what is done, of how many, and how long yet; it goes when all is done.

Only what takes longer than two seconds has it, and only on a terminal: a log of a build server has none.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Self

import click

from generator.cli.console import CliContext, echo
from generator.i18n import Message, Number, Translator, _
from generator.model import Roadmap

# Seconds: of silence, of work before its speed is believed, and from one drawing to the next.
_SILENCE, _FIRST_ESTIMATE, _INTERVAL = 2.0, 0.5, 0.1
_MINUTE = 60


class Progress:
    """How far a task has come: a block that shows it on the terminal in one line, and takes the line away at its end.

    The line is redrawn in place, at most ten times a second.
    """

    def __init__(
        self,
        translator: Translator,
        label: Message,
        total: int,
        started: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin a task.

        Args:
            translator: That of the line.
            label: What is being done.
            total: The number of steps, 0 where `follow` will tell it.
            started: When the silence began, by the clock.
            clock: The time in seconds.
        """
        self._translator, self._label, self._total, self._clock = translator, label, total, clock
        self._began = clock()
        self._next = max(started + _SILENCE, self._began + _FIRST_ESTIMATE) if _is_watched() else float("inf")
        self._done, self._drawn = 0, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_unused: object) -> None:
        self.erase()

    def advance(self, count: int = 1) -> None:
        """Count steps that are done."""
        self.follow(self._done + count, self._total)

    def follow(self, done: int, total: int) -> None:
        """Take over how many steps are done, and of how many."""
        self._done, self._total = done, total
        if self._clock() >= self._next:
            self._draw()

    def relabel(self, label: Message) -> None:
        """Say what is being done now, where a step takes long."""
        self._label = label
        self.advance(0)

    def erase(self) -> None:
        """Take the line off the terminal, until the next step."""
        if self._drawn:
            echo(f"\r{' ' * self._drawn}\r", newline=False)
            self._drawn = 0

    def _draw(self) -> None:
        now = self._clock()
        # The last column would break the line.
        width = _columns() - 1
        line = next((line for line in self._lines(now) if len(line) <= width), "") or self._short(width)
        echo(f"\r{line:<{self._drawn}}", newline=False)
        self._drawn, self._next = len(line), now + _INTERVAL

    def _lines(self, now: float) -> Iterator[str]:
        """Yield the line, and a shorter one."""
        gaps = {"label": self._label, "done": Number(self._done), "total": Number(self._total)}
        if 0 < self._done < self._total:
            left = (now - self._began) * (self._total - self._done) / self._done
            yield self._translator.translate(_("{label}: {done} of {total}, {time} left", time=_about(left), **gaps))
        yield self._translator.translate(_("{label}: {done} of {total}", **gaps))

    def _short(self, width: int) -> str:
        """Return what is being done, cut to the width of the terminal."""
        label = self._translator.translate(self._label)
        return label if len(label) <= width else f"{label[: width - 1]}…"


def progress(cli: CliContext, label: Message, total: int = 0) -> Progress:
    """Return the progress of a task of a command, whose start begins the silence.

    Args:
        cli: The command.
        label: What is being done, such as “Building the site”.
        total: The number of steps, 0 where `follow` will tell it.
    """
    return Progress(cli.translator, label, total, cli.started)


@dataclass(slots=True)
class BuildProgress:
    """Counts the files of a build on the terminal, and its pages for the summary."""

    cli: CliContext
    pages: int = 0

    def follow(
        self, files: Iterator[tuple[str, bytes]], label: Message, outputs: Collection[str]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a site, and count those that are rendered."""
        with progress(self.cli, label, len(outputs)) as task:
            for path, content in files:
                self.pages += path.endswith(".html")
                task.advance(path in outputs)
                yield path, content

    def totals(self, roadmap: Roadmap) -> dict[str, object]:
        """Return the values of a summary: the pages, the languages and the time of the command."""
        time_taken = duration(time.monotonic() - self.cli.started)
        return {"pages": Number(self.pages), "languages": len(roadmap.site.languages), "time": time_taken}


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
