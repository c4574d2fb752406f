"""Lets whoever waits follow a long task: the task counts its steps here, and the command line shows them.

Nobody follows unless a command does. A parameter for it would go through every function between a command and a loop.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from generator.i18n import Message

T = TypeVar("T")

# Told what is being done, how many steps of it are, of how many, and the share of the work that they are where they are
# not alike.
Observer = Callable[[Message, int, int, float | None], None]

_observer: ContextVar[Observer | None] = ContextVar("observer", default=None)


@contextmanager
def observed_by(observer: Observer) -> Iterator[None]:
    """Let an observer follow the tasks within a block."""
    token = _observer.set(observer)
    try:
        yield
    finally:
        _observer.reset(token)


def with_progress(items: Collection[T], label: Message) -> Iterator[T]:
    """Yield the items of a task, and tell the observer of each that is done.

    Args:
        items: What the steps are on, which take about as long each.
        label: What is being done, such as “Reading the content”.
    """
    return counted(items, label, len(items))


def counted(results: Iterable[T], label: Message, total: int) -> Iterator[T]:
    """Yield the results of a task with so many steps as they come, and tell the observer of each."""
    report(label, 0, total)
    for done, result in enumerate(results, start=1):
        yield result
        report(label, done, total)


def report(label: Message, done: int, total: int, share: float | None = None) -> None:
    """Tell the observer how far a task has come.

    Args:
        label: What is being done.
        done: The number of steps that are done.
        total: The number of all steps.
        share: The share of the work that is done, where the steps are not alike.
    """
    if observer := _observer.get():
        observer(label, done, total, share)
