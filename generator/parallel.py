"""Makes many things on all cores, such as the files of a site: what makes each by its path in, these out in order."""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection
from typing import IO, Any, TypeVar

from generator.diagnostics import UserError

if sys.platform == "linux":
    import fcntl

T = TypeVar("T")

# With fewer things, processes save little and take twice the memory: 26 measures are some 280 files, 150 some 1,000.
FEWEST = 1_000
# After so many files each, new processes go on: little by little, each comes to hold a copy of all that it looks at.
SHIFT = 500
# In bytes, the most that Linux lets everyone have.
PIPE = 1 << 20


def run(makers: Mapping[str, Callable[[], T]], known: Iterable[object] = ()) -> Iterator[tuple[str, T]]:
    """Each thing by its path, where there are many made by other processes. What a maker raises is raised at its place.

    What another process made comes back as a copy, but an object of `known` that it holds as that object itself.
    Raises UserError where another process was ended before it had made everything.
    """
    workers = cores()
    if workers == 1 or len(makers) < FEWEST:
        yield from run_serial(makers)
        return
    rest, by_number = iter(makers.items()), {id(one): one for one in known}
    while shift := dict(islice(rest, SHIFT * workers)):
        yield from run_parallel(shift, workers, by_number)


def run_serial(makers: Mapping[str, Callable[[], T]]) -> Iterator[tuple[str, T]]:
    """The same, made by this process."""
    return ((path, make()) for path, make in makers.items())


def cores() -> int:
    """How many processes can work at once; 1 where none can take over what this one knows."""
    # Elsewhere a process begins with nothing, and would read the whole roadmap anew. Where a thread runs besides,
    # a lock that it holds would stay locked in the new process for ever.
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def run_parallel(
    makers: Mapping[str, Callable[[], T]], workers: int, by_number: Mapping[int, object] | None = None
) -> Iterator[tuple[str, T]]:
    """The same, dealt to processes in turn. A pipe holds little, so that none runs far ahead of whoever takes."""
    context, by_number = multiprocessing.get_context("fork"), by_number or {}
    pipes = [context.Pipe(duplex=False) for _unused in range(workers)]
    ends = [end for pipe in pipes for end in pipe]
    processes = [
        context.Process(target=work, args=(list(makers.values())[place::workers], sender, ends, by_number), daemon=True)
        for place, (_unused, sender) in enumerate(pipes)
    ]
    # What was read is not looked through for rubbish in each process, which would copy it there.
    gc.freeze()
    for process, (_unused, sender) in zip(processes, pipes, strict=True):
        widen(sender)
        process.start()
    for _unused, sender in pipes:
        sender.close()
    try:
        for place, path in enumerate(makers):
            yield path, taken(pipes[place % workers][0], by_number)
    finally:
        for process in processes:
            process.terminate()
            process.join()


def widen(sender: Connection) -> None:
    """Lets some twenty pages wait in a pipe, so that neither end waits for the other at each."""
    if sys.platform == "linux":
        # Whoever has many pipes open already may not.
        with suppress(OSError):
            fcntl.fcntl(sender, fcntl.F_SETPIPE_SZ, PIPE)


def work(
    makers: Sequence[Callable[[], object]],
    sender: Connection,
    ends: Sequence[Connection],
    by_number: Mapping[int, object],
) -> None:
    """Makes some things and sends them one after another, until all are sent or nobody is there to take them.

    `ends` are those of all pipes: whoever keeps one open would not notice that the other is gone.
    """
    # Who stops the build stops this process too, which has nothing to put away.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for end in ends:
        if end is not sender:
            end.close()
    with suppress(BrokenPipeError):
        for make in makers:
            sender.send_bytes(packed(outcome(make), by_number))


def outcome(make: Callable[[], object]) -> object:
    """What a maker gives, or what it raises, with its traceback as a note."""
    try:
        return make()
    except Exception as raised:
        failure = raised if can_be_sent(raised) else RuntimeError(repr(raised))
        failure.add_note(traceback.format_exc())
        return failure


def can_be_sent(failure: Exception) -> bool:
    """Whether an exception can be pickled and, which is no matter of course, is whole again after it."""
    try:
        return type(pickle.loads(pickle.dumps(failure))) is type(failure)
    except Exception:
        return False


def taken(receiver: Connection, by_number: Mapping[int, object]) -> Any:
    try:
        answer = Unpacker(io.BytesIO(receiver.recv_bytes()), by_number).load()
    except (EOFError, OSError):
        # It ended between two things, or within one.
        raise UserError(
            "A part of the program was ended from outside, perhaps because the memory is full. "
            "Close other programs and run the command again."
        ) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def packed(thing: object, by_number: Mapping[int, object]) -> memoryview:
    file = io.BytesIO()
    Packer(file, by_number).dump(thing)
    return file.getbuffer()


class Packer(pickle.Pickler):
    """Pickles a thing, and of what is known its number: a process that was forked has it at the same place."""

    def __init__(self, file: IO[bytes], by_number: Mapping[int, object]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._by_number = by_number

    def persistent_id(self, thing: object) -> int | None:
        return id(thing) if id(thing) in self._by_number else None


class Unpacker(pickle.Unpickler):
    """Makes a thing again, with what is known by its number."""

    def __init__(self, file: IO[bytes], by_number: Mapping[int, object]) -> None:
        super().__init__(file)
        self._by_number = by_number

    def persistent_load(self, number: int) -> object:
        return self._by_number[number]
