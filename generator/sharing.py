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

if sys.platform == "linux":
    import fcntl

T = TypeVar("T")

# With fewer files, processes save little and take twice the memory: 26 measures are some 280 files, 150 some 1,000.
FEWEST = 1_000
# After so many files each, new processes go on: little by little, each comes to hold a copy of all that it looks at.
SHIFT = 500
# In bytes, the most that Linux lets everyone have.
PIPE = 1 << 20


def made(makers: Mapping[str, Callable[[], T]], known: Iterable[object] = ()) -> Iterator[tuple[str, T]]:
    """Each thing by its path, pickled where another process made it. What a maker raises is raised at its place.

    What they name and is `known` beforehand is the same object after it.
    """
    workers = cores()
    if workers == 1 or len(makers) < FEWEST:
        yield from ((path, make()) for path, make in makers.items())
        return
    rest, objects = iter(makers.items()), {id(one): one for one in known}
    while shift := dict(islice(rest, SHIFT * workers)):
        yield from shared(shift, workers, objects)


def cores() -> int:
    """How many processes can work at once; 1 where none can take over what this one knows."""
    # Elsewhere a process begins with nothing, and would read the whole roadmap anew. Where a thread runs besides,
    # a lock that it holds would stay locked in the new process for ever.
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def shared(
    makers: Mapping[str, Callable[[], T]], workers: int, known: Mapping[int, object] | None = None
) -> Iterator[tuple[str, T]]:
    """The same, dealt to processes in turn. A pipe holds little, so that none runs far ahead of whoever takes."""
    context, known = multiprocessing.get_context("fork"), known or {}
    pipes = [context.Pipe(duplex=False) for _ in range(workers)]
    ends = [end for pipe in pipes for end in pipe]
    processes = [
        context.Process(target=work, args=(list(makers.values())[place::workers], sender, ends, known), daemon=True)
        for place, (_, sender) in enumerate(pipes)
    ]
    # What was read is not looked through for rubbish in each process, which would copy it there.
    gc.freeze()
    for process, (_, sender) in zip(processes, pipes, strict=True):
        widen(sender)
        process.start()
    for _, sender in pipes:
        sender.close()
    try:
        for place, path in enumerate(makers):
            yield path, taken(pipes[place % workers][0], known)
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
    makers: Sequence[Callable[[], object]], sender: Connection, ends: Sequence[Connection], known: Mapping[int, object]
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
            sender.send_bytes(packed(outcome(make), known))


def outcome(make: Callable[[], object]) -> object:
    """What a maker gives, or what it raises, with its traceback as a note."""
    try:
        return make()
    except Exception as failure:
        failure.add_note(traceback.format_exc())
        return failure


def taken(receiver: Connection, known: Mapping[int, object]) -> Any:
    answer = Unpacker(io.BytesIO(receiver.recv_bytes()), known).load()
    if isinstance(answer, Exception):
        raise answer
    return answer


def packed(thing: object, known: Mapping[int, object]) -> memoryview:
    file = io.BytesIO()
    Packer(file, known).dump(thing)
    return file.getbuffer()


class Packer(pickle.Pickler):
    """Pickles a thing, and names what is known by its number: a process that was forked has it at the same place."""

    def __init__(self, file: IO[bytes], known: Mapping[int, object]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._known = known

    def persistent_id(self, thing: object) -> int | None:
        return id(thing) if id(thing) in self._known else None


class Unpacker(pickle.Unpickler):
    """Takes from what is known the things that are named."""

    def __init__(self, file: IO[bytes], known: Mapping[int, object]) -> None:
        super().__init__(file)
        self._known = known

    def persistent_load(self, number: int) -> object:
        return self._known[number]
