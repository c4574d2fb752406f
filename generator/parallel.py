"""Runs many jobs on all cores: functions by their names in, their results out in the same order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from generator.diagnostics import UserError
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

# The parameter of mallopt(3), of glibc, and how many bytes of freed memory a worker keeps.
_M_TRIM_THRESHOLD, _KEPT_BYTES = -1, 16_000_000

_STOPPING = {signal.SIGINT, signal.SIGTERM}

# The jobs of a worker. It has them from the fork, without pickling.
_jobs: Sequence[Callable[[], object]] = ()


@contextmanager
def without_collection() -> Iterator[None]:
    """Look for no garbage in a block, but for many jobs that are run in it: what a build loads lives until its end."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Or else all that was loaded would be looked at now.
            gc.freeze()
            gc.enable()


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
    if len(jobs) >= FEWEST_JOBS:
        gc.enable()
    return ((name, job()) for name, job in jobs.items())


def run_parallel(jobs: Mapping[str, Callable[[], T]], workers: int) -> Iterator[tuple[str, T]]:
    """Yield the name and the result of each job, run by so many worker processes and by this one."""
    remaining = iter(jobs.items())
    was_enabled = gc.isenabled()
    # A search for garbage writes to all that it looks at, and what is written to is no longer shared with the workers.
    gc.freeze()
    # What jobs leave is garbage.
    gc.enable()
    try:
        while batch := dict(islice(remaining, JOBS_PER_POOL)):
            yield from zip(batch, _results_of_pool(tuple(batch.values()), workers), strict=True)
    finally:
        if not was_enabled:
            gc.disable()
        gc.unfreeze()


def _results_of_pool(jobs: Sequence[Callable[[], object]], workers: int) -> Iterator[Any]:
    """Yield the results of jobs, run by workers of their own and by this process."""
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=(jobs,))
    try:
        yield from _results(pool, jobs, workers)
    except BrokenProcessPool:
        raise UserError(
            "Part of the program was stopped from outside, perhaps because memory ran out. Close other "
            "programs and run the command again."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _results(pool: ProcessPoolExecutor, jobs: Sequence[Callable[[], object]], workers: int) -> Iterator[Any]:
    """Yield the results of all jobs of a pool, and raise what a job raised at its place."""
    size = max(1, min(_MOST_JOBS_PER_CALL, len(jobs) // _FEWEST_CALLS))
    calls = [range(start, min(start + size, len(jobs))) for start in range(0, len(jobs), size)]
    futures = _started(pool, calls)
    # This process works instead of waiting: by number, the results of the calls that no worker had begun.
    own: dict[int, tuple[list[Any], Exception | None]] = {}
    others = iter(range(workers, len(calls)))
    for number, (call, future) in enumerate(zip(calls, futures, strict=True)):
        while number not in own and not future.done():
            taken = next((other for other in others if futures[other].cancel()), None)
            if taken is None:
                break
            own[taken] = _until_failure(jobs, calls[taken])
        results, error = own.pop(number) if number in own else (future.result(), None)
        yield from results
        if error is not None:
            raise error
        if len(results) < len(call):
            # The next one fails, and here it does so with its traceback.
            yield from pool.submit(_run_jobs, call[len(results) :]).result()


def _started(pool: ProcessPoolExecutor, calls: Sequence[range]) -> list[Future[list[Any]]]:
    """Return the results to come of all calls of a pool, whose workers run."""
    # Stopped between a fork and its bookkeeping, a pool would forget a worker, and this process wait for it for ever.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        return [pool.submit(_run_jobs, call) for call in calls]
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)


def _until_failure(jobs: Sequence[Callable[[], object]], call: range) -> tuple[list[Any], Exception | None]:
    """Return the results of some jobs up to one that fails, and what that raised."""
    results: list[Any] = []
    try:
        results.extend(jobs[place]() for place in call)
    except Exception as error:
        return results, error
    return results, None


def _worker_count() -> int:
    """Return how many processes can work beside this one; 0 where none can take over what this one has in memory."""
    # Only Linux forks safely, and only from one thread: a lock that another holds would stay locked in the worker.
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0
    return len(os.sched_getaffinity(0)) - 1


def _start_worker(jobs: Sequence[Callable[[], object]]) -> None:
    global _jobs
    _jobs = jobs
    # Garbage collection would touch, and so copy, all memory that is shared with the parent.
    gc.freeze()
    gc.enable()
    # The parent answers signals, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _keep_freed_memory() -> None:
    """Let this worker keep what a page took for the next one: glibc would give it back and ask for it again."""
    # Only here: commands that start no worker begin faster without.
    import ctypes

    # Other C libraries have no such function.
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)


def _exit_with_parent() -> None:
    """End this worker when its parent was killed; the pool would wait for the next job for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _run_jobs(call: range) -> list[Any]:
    """Return the results of some jobs of this worker, up to one that fails; raise what the first raises."""
    results, error = _until_failure(_jobs, call)
    if error is None or results:
        return results
    if not _survives_pickling(error):
        raise RuntimeError(repr(error)) from error
    raise error


def _survives_pickling(error: Exception) -> bool:
    """Tell whether an exception comes out of a pickle again. One that does not would break the pool."""
    try:
        return type(pickle.loads(pickle.dumps(error))) is type(error)
    except Exception:
        return False
