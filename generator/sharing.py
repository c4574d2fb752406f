"""Makes the files of a large site on all cores: what makes each by its path in, the files out in the same order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

if sys.platform == "linux":
    import fcntl

Make = Callable[[], bytes]

# With fewer files, processes save little and take twice the memory: 26 measures are some 280 files, 150 some 1,000.
FEWEST = 1_000
# In bytes, the most that Linux lets everyone have.
PIPE = 1 << 20


def made(makers: Mapping[str, Make]) -> Iterator[tuple[str, bytes]]:
    """Each file, path and bytes. What a maker raises is raised here, at the place of its file."""
    workers = cores()
    if workers == 1 or len(makers) < FEWEST:
        return ((path, make()) for path, make in makers.items())
    return shared(makers, workers)


def cores() -> int:
    """How many processes can work at once; 1 where none can take over what this one knows."""
    # Elsewhere a process begins with nothing, and would read the whole roadmap anew.
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def shared(makers: Mapping[str, Make], workers: int) -> Iterator[tuple[str, bytes]]:
    """The files, dealt to processes in turn. A pipe holds little, so that none runs far ahead of what is written."""
    context = multiprocessing.get_context("fork")
    pipes = [context.Pipe(duplex=False) for _ in range(workers)]
    for _, sender in pipes:
        widen(sender)
    processes = [
        context.Process(target=work, args=(list(makers.values())[place::workers], sender), daemon=True)
        for place, (_, sender) in enumerate(pipes)
    ]
    # What was read is not looked through for rubbish in each process, which would copy it there.
    gc.freeze()
    for process in processes:
        process.start()
    for _, sender in pipes:
        sender.close()
    try:
        for place, path in enumerate(makers):
            yield path, taken(pipes[place % workers][0])
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


def work(makers: Sequence[Make], sender: Connection) -> None:
    """Makes some files and sends them one after another, or what a maker raised, with its traceback as a note."""
    for make in makers:
        try:
            sender.send(make())
        except Exception as failure:
            failure.add_note(traceback.format_exc())
            sender.send(failure)


def taken(receiver: Connection) -> bytes:
    answer = receiver.recv()
    if isinstance(answer, Exception):
        raise answer
    return bytes(answer)
