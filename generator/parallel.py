"""Runs many jobs on all cores: functions by their names in, their results out in the same order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from itertools import islice
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeVar

from generator.diagnostics import UserError
from generator.garbage import collecting
from generator.i18n import Message
from generator.progress import counted

T = TypeVar("T")

# With fewer jobs, to start workers takes longer than they save.
FEWEST_JOBS = 16
# A new pool takes over after so many: a worker comes to hold a copy of all that it reads.
JOBS_PER_POOL = 1_500
# So many go to a worker at once, or fewer where there are few.
_MOST_JOBS_PER_CALL = 8
_FEWEST_CALLS = 64
# In bytes, of the number of a call.
_NUMBER_SIZE = 2

_STOPPING = {signal.SIGINT, signal.SIGTERM}

# The calls of a worker. It has them from the fork, without pickling.
_calls: _Calls


@contextmanager
def without_collection() -> Iterator[None]:
    """Look for no garbage in a block, but for many jobs that are run in it: what a build loads lives until its end."""
    with collecting(is_enabled=False):
        try:
            yield
        finally:
            # Or else all that was loaded would be looked at now.
            gc.freeze()


def run(jobs: Mapping[str, Callable[[], T]], label: Message) -> Iterator[tuple[str, T]]:
    """Yield the name and the result of each job, run on all cores where there are many.

    What a job raises is raised at its place. `label` tells whoever follows what is being done.

    Raises:
        UserError: A worker was killed.
    """
    workers = _worker_count()
    results = run_serial(jobs) if workers == 0 or len(jobs) < FEWEST_JOBS else run_parallel(jobs, workers)
    return counted(results, label, len(jobs))


def run_serial(jobs: Mapping[str, Callable[[], T]]) -> Iterator[tuple[str, T]]:
    """Yield the name and the result of each job, run by this process."""
    # Many jobs leave garbage.
    with collecting(is_enabled=True) if len(jobs) >= FEWEST_JOBS else nullcontext():
        for name, job in jobs.items():
            yield name, job()


def run_parallel(jobs: Mapping[str, Callable[[], T]], workers: int) -> Iterator[tuple[str, T]]:
    """Yield the name and the result of each job, run by so many worker processes and by this one."""
    remaining = iter(jobs.items())
    # A search for garbage writes to all that it looks at, and what is written to is no longer shared with the workers.
    gc.freeze()
    try:
        with collecting(is_enabled=True):
            while batch := dict(islice(remaining, JOBS_PER_POOL)):
                yield from zip(batch, _results_of_pool(tuple(batch.values()), workers), strict=True)
    finally:
        gc.unfreeze()


class _Outcome(NamedTuple):
    """What came of a call: its number, the results of its jobs up to one that failed, and what that one raised."""

    number: int
    results: list[Any]
    error: Exception | None


class _Calls:
    """The calls of some jobs, a few jobs each, which this process and its workers take from one another.

    A pipe has the numbers of those that nobody has taken, as that of a jobserver of make has its tokens: there is no
    lock that a killed worker could leave locked.
    """

    def __init__(self, jobs: Sequence[Callable[[], object]]) -> None:
        self._jobs, self._size = jobs, max(1, min(_MOST_JOBS_PER_CALL, len(jobs) // _FEWEST_CALLS))
        self.count = -(-len(jobs) // self._size)
        self._numbers, writing = os.pipe()
        os.write(writing, b"".join(number.to_bytes(_NUMBER_SIZE, "big") for number in range(self.count)))
        os.close(writing)

    def close(self) -> None:
        """Close the pipe of this process."""
        os.close(self._numbers)

    def run_next(self) -> _Outcome | None:
        """Run the next call that nobody has taken, and return its outcome; None where all are taken."""
        taken = os.read(self._numbers, _NUMBER_SIZE)
        if not taken:
            return None
        number, results = int.from_bytes(taken, "big"), list[Any]()
        try:
            results.extend(job() for job in self._jobs[number * self._size : (number + 1) * self._size])
        except Exception as error:
            return _Outcome(number, results, error)
        return _Outcome(number, results, None)


def _results_of_pool(jobs: Sequence[Callable[[], object]], workers: int) -> Iterator[Any]:
    """Yield the results of jobs, run by workers of their own and by this process."""
    context, calls = multiprocessing.get_context("fork"), _Calls(jobs)
    pool = ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=(calls,))
    try:
        yield from _results(pool, calls)
    except BrokenProcessPool:
        raise UserError(
            "Part of the program was stopped from outside, perhaps because memory ran out. Close other "
            "programs and run the command again."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)
        calls.close()


def _results(pool: ProcessPoolExecutor, calls: _Calls) -> Iterator[Any]:
    """Yield the results of all jobs of a pool, and raise what a job raised at its place."""
    finished = SimpleQueue[Future[_Outcome | None]]()
    for future in _started(pool, calls.count):
        future.add_done_callback(finished.put)
    outcomes = dict[int, _Outcome]()
    for number in range(calls.count):
        while number not in outcomes:
            # This process works instead of waiting.
            outcome = calls.run_next() if finished.empty() else None
            outcome = outcome or finished.get().result()
            if outcome is not None:
                outcomes[outcome.number] = outcome
        _number, results, error = outcomes.pop(number)
        yield from results
        if error is not None:
            raise error


def _started(pool: ProcessPoolExecutor, count: int) -> list[Future[_Outcome | None]]:
    """Return the outcomes to come of so many calls of a pool, whose workers run."""
    # Stopped between a fork and its bookkeeping, a pool would forget a worker, and this process wait for it for ever.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        return [pool.submit(_run_next) for _unused in range(count)]
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)


def _worker_count() -> int:
    """Return how many processes can work beside this one; 0 where none can take over what this one has in memory."""
    # Only Linux forks safely, and only from one thread: a lock that another holds would stay locked in the worker.
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0
    return len(os.sched_getaffinity(0)) - 1


def _start_worker(calls: _Calls) -> None:
    global _calls
    _calls = calls
    # Garbage collection would touch, and so copy, all memory that is shared with the parent.
    gc.freeze()
    # The parent answers signals, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    """End this worker when its parent was killed; the pool would wait for the next job for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _run_next() -> _Outcome | None:
    """Run the next call in a worker, and return its outcome, which can be sent."""
    outcome = _calls.run_next()
    if outcome is None or outcome.error is None:
        return outcome
    return outcome._replace(error=_sendable(outcome.error))


def _sendable(error: Exception) -> Exception:
    """Return what comes out of a pickle again and tells of an exception, with its traceback in a note."""
    where = "".join(traceback.format_exception(error))
    try:
        survives = type(pickle.loads(pickle.dumps(error))) is type(error)
    except Exception:
        survives = False
    sent = error if survives else RuntimeError(repr(error))
    sent.add_note(where)
    return sent
