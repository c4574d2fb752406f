"""The files of a large site are rendered by several processes, and nobody can tell.

What forks runs in a program of its own: a test runner may have threads, and a process with threads must not fork.
"""

from __future__ import annotations

import os
import signal
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from generator.i18n import _
from generator.parallel import FEWEST_JOBS, run

# Jobs that do what they are told in a worker only.
ELSEWHERE = """
        import os, time
        from functools import partial
        from generator.parallel import run_parallel
        here = os.getpid()
        def jobs(do, count=50):
            return {str(place): partial(do_elsewhere, do) for place in range(count)}
        def do_elsewhere(do):
            return time.sleep(0.05) if os.getpid() == here else do()
""".strip()
PROJECT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT)}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")


def start(program: str) -> Popen[str]:
    return Popen([sys.executable, "-c", textwrap.dedent(program)], stdout=PIPE, stderr=PIPE, text=True, env=ENVIRONMENT)


def printed(program: str) -> list[str]:
    """The lines that a program prints on its standard output."""
    process = start(program)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    return output.splitlines()


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_their_jobs_however_many_workers_there_are(workers):
    program = f"""
        from functools import partial
        from generator.parallel import JOBS_PER_POOL, run_parallel, run_serial
        jobs = {{str(place): partial(divmod, place, 7) for place in range(JOBS_PER_POOL + 10)}}
        print(list(run_parallel(jobs, {workers})) == list(run_serial(jobs)))
    """

    assert printed(program) == ["True"]


@pytest.mark.usefixtures("city")
def test_a_whole_site_is_the_same():
    program = """
        from pathlib import Path
        from generator import build
        from generator.parallel import run_parallel, run_serial
        city = build.Project(Path("content"))
        outputs = build.outputs(build.load_published(city, "https://city.example/"), city)
        print(dict(run_parallel(outputs, 2)) == dict(run_serial(outputs)))
    """

    assert printed(program) == ["True"]


def test_what_was_frozen_stays_so_when_this_process_runs_all_jobs():
    program = """
        import gc
        from generator.parallel import FEWEST_JOBS, run_serial
        gc.disable()
        gc.freeze()
        for count in (1, FEWEST_JOBS):
            enabled = {on for _, on in run_serial({str(place): gc.isenabled for place in range(count)})}
            print(enabled, gc.isenabled(), gc.get_freeze_count() > 0)
    """

    assert printed(program) == ["{False} False True", "{True} False True"]


def test_many_jobs_are_shared_with_other_processes_and_few_are_not():
    program = """
        import os, time
        from generator.i18n import _
        from generator.parallel import FEWEST_JOBS, run
        def slowly():
            time.sleep(0.05)
            return os.getpid()
        for count in (FEWEST_JOBS - 1, FEWEST_JOBS):
            processes = {process for _, process in run({str(place): slowly for place in range(count)}, _("Working"))}
            print(processes == {os.getpid()})
    """

    assert printed(program) == ["True", str(len(os.sched_getaffinity(0)) == 1)]


def test_a_process_with_threads_runs_all_jobs_itself():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    processes = {process for _, process in run({str(place): os.getpid for place in range(FEWEST_JOBS)}, _("Working"))}
    done.set()
    thread.join()

    assert processes == {os.getpid()}


def test_what_a_job_raises_is_raised_at_its_place_with_where_it_came_from():
    program = f"""
        {ELSEWHERE}
        def fail():
            raise LookupError("there is no such page")
        names = []
        try:
            for name, _unused in run_parallel(jobs(fail), 2):
                names.append(name)
        except LookupError as error:
            print(error)
            print("in fail" in error.__notes__[0])
        print(names == [str(place) for place in range(len(names))])
    """

    assert printed(program) == ["there is no such page", "True", "True"]


def test_a_job_that_fails_is_run_once():
    program = f"""
        {ELSEWHERE}
        import tempfile
        from pathlib import Path
        file = Path(tempfile.mkdtemp()) / "page"
        before = []
        def fail_second():
            if before:
                file.touch(exist_ok=False)
                raise LookupError("there is no space left")
            before.append("the first job of a call")
        try:
            list(run_parallel(jobs(fail_second, 200), 1))
        except LookupError as error:
            print(error)
    """

    assert printed(program) == ["there is no space left"]


def test_what_fails_here_is_raised_at_its_place_too():
    program = """
        import os
        from generator.parallel import run_parallel
        here = os.getpid()
        def fail_here():
            if os.getpid() == here:
                raise LookupError("there is no such page")
        results = run_parallel({str(place): fail_here if place else dict for place in range(200)}, 1)
        print(next(results))
        try:
            print(len(list(results)))
        except LookupError as error:
            print(error)
    """

    assert printed(program) == ["('0', {})", "there is no such page"]


def test_the_diagnostics_of_a_job_are_raised_whole():
    program = f"""
        {ELSEWHERE}
        from generator.diagnostics import ContentError, Diagnostic, Location
        from generator.i18n import _
        found = [Diagnostic(Location("a.md", 2, 3, "title"), _("{{field}} is missing.", field="title"))]
        def fail():
            raise ContentError(found)
        try:
            list(run_parallel(jobs(fail), 1))
        except ContentError as error:
            print(list(error.diagnostics) == found, error)
    """

    assert printed(program) == ["True a.md:2:3: title is missing."]


def test_an_exception_that_cannot_be_sent_is_raised_in_words():
    program = f"""
        {ELSEWHERE}
        class FussyError(Exception):
            def __init__(self, *, page):
                super().__init__(f"there is no {{page}}")
        def fail():
            raise FussyError(page="tram")
        try:
            list(run_parallel(jobs(fail), 1))
        except RuntimeError as error:
            print(error)
            print("in fail" in error.__notes__[0])
    """

    assert printed(program) == ["FussyError('there is no tram')", "True"]


def test_a_killed_worker_is_reported():
    program = f"""
        {ELSEWHERE}
        import signal
        from generator.diagnostics import UserError
        def die():
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            list(run_parallel(jobs(die), 1))
        except UserError as error:
            print(error)
    """

    assert printed(program) == [
        (
            "Part of the program was stopped from outside, perhaps because memory ran out. Close other programs "
            "and run the command again."
        )
    ]


def test_no_worker_is_left_when_nobody_wants_more_results():
    program = """
        import multiprocessing
        from generator.parallel import run_parallel
        results = run_parallel({str(place): dict for place in range(2_000)}, 2)
        next(results)
        print(len(multiprocessing.active_children()))
        results.close()
        print(multiprocessing.active_children())
    """

    assert printed(program) == ["2", "[]"]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_no_worker_outlives_a_build_that_is_stopped(name):
    process = start("""
        import multiprocessing, signal, time
        from generator.cli.app import stop_on_signal
        from generator.parallel import run_parallel
        # Whoever starts the tests in the background may have them ignore a Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, stop_on_signal)
        results = run_parallel({str(place): lambda: b"x" * 100_000 for place in range(1_000)}, 2)
        next(results)
        print(*(worker.pid for worker in multiprocessing.active_children()), flush=True)
        for _ in results:
            time.sleep(1)
    """)
    workers = [int(pid) for pid in process.stdout.readline().split()]
    assert [is_running(worker) for worker in workers] == [True, True]

    process.send_signal(signal.Signals[name])
    errors = process.communicate(timeout=20)[1]
    wait_until(lambda: not any(map(is_running, workers)))
    assert "ForkProcess" not in errors


def is_running(pid: int) -> bool:
    """Whether a process runs: one that is dead may wait for somebody to take note of it."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)
