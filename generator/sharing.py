"""Makes the files of a large site on all cores: what makes each by its path in, the files out in the same order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection

if sys.platform == "linux":
    import fcntl

Make = Callable[[], bytes]

# With fewer files, processes save little and take twice the memory: 26 measures are some 280 files, 150 some 1,000.
FEWEST = 1_000
# After so many files each, new processes go on: little by little, each comes to hold a copy of all that it looks at.
SHIFT = 500
# In bytes, the most that Linux lets everyone have.
PIPE = 1 << 20


def made(makers: Mapping[str, Make]) -> Iterator[tuple[str, bytes]]:
    """Each file, path and bytes. What a maker raises is raised here, at the place of its file."""
    workers = cores()
    if workers == 1 or len(makers) < FEWEST:
        yield from ((path, make()) for path, make in makers.items())
        return
    rest = iter(makers.items())
    while shift := dict(islice(rest, SHIFT * workers)):
        yield from shared(shift, workers)


def cores() -> int:
    """How many processes can work at once; 1 where none can take over what this one knows."""
    # Elsewhere a process begins with nothing, and would read the whole roadmap anew. Where a thread runs besides,
    # a lock that it holds would stay locked in the new process for ever.
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def shared(makers: Mapping[str, Make], workers: int) -> Iterator[tuple[str, bytes]]:
    """The files, dealt to processes in turn. A pipe holds little, so that none runs far ahead of what is written."""
    context = multiprocessing.get_context("fork")
    pipes = [context.Pipe(duplex=False) for _ in range(workers)]
    ends = [end for pipe in pipes for end in pipe]
    processes = [
        context.Process(target=work, args=(list(makers.values())[place::workers], sender, ends), daemon=True)
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


def work(makers: Sequence[Make], sender: Connection, ends: Sequence[Connection]) -> None:
    """Makes some files and sends them one after another, until all are sent or nobody is there to take them.

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
            sender.send(outcome(make))


def outcome(make: Make) -> bytes | Exception:
    """What a maker gives, or what it raises, with its traceback as a note."""
    try:
        return make()
    except Exception as failure:
        failure.add_note(traceback.format_exc())
        return failure


def taken(receiver: Connection) -> bytes:
    answer: bytes | Exception = receiver.recv()
    if isinstance(answer, Exception):
        raise answer
    return answer
