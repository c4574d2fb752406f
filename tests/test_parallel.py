"""The files of a large site are made by several processes, and nobody can tell."""

from __future__ import annotations

import multiprocessing
import os
import signal
import struct
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import PIPE

import pytest

from generator import build
from generator.cache import Cache
from generator.content.loader import read_roadmap
from generator.diagnostics import ContentError, UserError
from generator.parallel import SHIFT, cores, run, run_parallel, taken

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shares what a process knows")


def content(location: int) -> bytes:
    return str(location).encode() * 1000


def failing() -> bytes:
    raise LookupError("there is no such page")


def own_number() -> bytes:
    return str(os.getpid()).encode()


MAKERS = {f"{location}.html": partial(content, location) for location in range(2_000)}


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_files_come_in_their_order_however_many_make_them(workers):
    assert list(run_parallel(MAKERS, workers)) == [(path, make()) for path, make in MAKERS.items()]


def test_a_whole_site_is_the_same(city):
    roadmap = build.load_published(city, "https://city.example/")

    assert dict(run_parallel(build.outputs(roadmap, city), 2)) == dict(build.render(build.outputs(roadmap, city)))


@pytest.fixture
def crowded(monkeypatch):
    """Two processes, however few there is to make and wherever the tests run."""
    monkeypatch.setattr("generator.parallel.FEWEST", 1)
    monkeypatch.setattr("generator.parallel.cores", lambda: 2)


@pytest.mark.parametrize("kind", ["city", "followed"])
def test_a_roadmap_that_several_processes_read_is_the_same(kind, crowded, monkeypatch, request):
    project = request.getfixturevalue(kind)
    # The wording of the source is found by the label of its classification, which must be the same object.
    request.getfixturevalue("edit")(
        "content/measures/02-tram.md", "problem_sv:", "original_goal_sv: Spårvägar\nproblem_sv:"
    )
    together = build.load_published(project, "https://city.example/")
    monkeypatch.setattr("generator.parallel.cores", lambda: 1)
    alone = build.load_published(project, "https://city.example/")

    files = dict(build.render(build.outputs(together, project)))
    assert files == dict(build.render(build.outputs(alone, project)))
    assert "Spårvägar" in files["data/measures.csv"].decode()
    values = {value for one in together.classifications for value in one.values}
    assert all(value in values for measure in together.measures for value in measure.values)


def test_a_preview_remembers_what_it_read_however_much_there_is(city, crowded):
    """What another process read, this one could not know again."""
    memory = Cache()
    first = read_roadmap(city.content, memory)
    again = read_roadmap(city.content, memory)

    assert again.measures == first.measures != ()


def test_several_processes_find_the_same_problems(city, crowded, monkeypatch):
    for number, file in enumerate(sorted((city.content / "measures").glob("*.md"))):
        file.write_text(file.read_text(encoding="utf-8").replace("goal:", "goals:"), encoding="utf-8")
        if number % 2:
            file.write_bytes(b"\xff\xfe")
    with pytest.raises(ContentError) as found:
        build.load_published(city)

    monkeypatch.setattr("generator.parallel.cores", lambda: 1)
    with pytest.raises(ContentError) as found_alone:
        build.load_published(city)
    assert found.value.diagnostics == found_alone.value.diagnostics
    assert {one.location.file for one in found.value.diagnostics} == {
        "content/measures/01-heating.md",
        "content/measures/02-tram.md",
    }


def test_what_is_known_beforehand_is_the_same_object(crowded):
    known, unknown = ["goal A"], ["goal A"]
    made_elsewhere = dict(run({"known": lambda: (known, known), "unknown": lambda: (unknown,)}, [known]))

    assert made_elsewhere == {"known": (known, known), "unknown": (unknown,)}
    assert all(one is known for one in made_elsewhere["known"])
    assert made_elsewhere["unknown"][0] is not unknown


def test_many_files_are_shared_and_few_are_not():
    """Whoever makes a file in its own process cannot count it here."""
    counted = []

    def counting() -> bytes:
        counted.append(1)
        return b""

    few, many = ({f"{location}.html": counting for location in range(number)} for number in (999, 1_000))
    assert len(list(run(few))) == len(counted) == 999
    assert len(list(run(many))) == 1_000
    assert len(counted) == (999 if cores() > 1 else 1_999)


def test_no_process_makes_more_than_its_shift():
    """Whoever lives long comes to hold a copy of everything."""
    makers = {f"{location}.html": own_number for location in range(2 * SHIFT * cores() + 1)}
    workers = [maker for _, maker in run(makers)]

    assert list(run(MAKERS)) == [(path, make()) for path, make in MAKERS.items()]
    assert len(set(workers)) == (2 * cores() + 1 if cores() > 1 else 1)


def test_a_process_with_threads_makes_all_by_itself():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert cores() == 1

    done.set()
    thread.join()
    assert cores() == len(os.sched_getaffinity(0))


def test_what_a_maker_raises_is_raised_at_the_place_of_its_file_with_where_it_came_from():
    files = run_parallel({"a.html": partial(content, 1), "b.html": failing, "c.html": partial(content, 3)}, 2)

    assert next(files)[0] == "a.html"
    with pytest.raises(LookupError, match="there is no such page") as raised:
        next(files)
    assert 'raise LookupError("there is no such page")' in raised.value.__notes__[0]


class FussyError(Exception):
    """It can be pickled, and not be made again."""

    def __init__(self, *, page: str) -> None:
        super().__init__(f"there is no {page}")


def fussy() -> bytes:
    raise FussyError(page="tram")


def test_what_cannot_be_sent_is_raised_in_words():
    with pytest.raises(RuntimeError, match="there is no tram") as raised:
        list(run_parallel({"a.html": fussy}, 1))

    assert 'raise FussyError(page="tram")' in raised.value.__notes__[0]


def test_that_a_process_was_ended_from_outside_is_told():
    files = run_parallel({"a.html": own_number, "b.html": lambda: os.kill(os.getpid(), signal.SIGKILL)}, 1)

    assert next(files)[0] == "a.html"
    with pytest.raises(UserError, match="perhaps because the memory is full"):
        next(files)


def test_that_it_was_ended_within_a_thing_is_told_too():
    receiver, sender = multiprocessing.Pipe(duplex=False)
    # The length of what is sent, as `multiprocessing` writes it, and less than that.
    os.write(sender.fileno(), struct.pack("!i", 100) + b"tram")
    sender.close()

    with pytest.raises(UserError, match="perhaps because the memory is full"):
        taken(receiver, {})


def test_no_process_is_left_when_nobody_wants_more_files():
    files = run_parallel(MAKERS, 2)
    next(files)
    assert len(multiprocessing.active_children()) == 2

    files.close()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_a_build_that_is_stopped(number):
    code = """
        import multiprocessing, signal, time
        from generator.cli.app import stop_on_signal
        from generator.parallel import run_parallel
        # Whoever starts the tests in the background may have them ignore a Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, stop_on_signal)
        files = run_parallel({f"{place}.html": lambda: b"x" * 100_000 for place in range(1_000)}, 2)
        next(files)
        print(*(one.pid for one in multiprocessing.active_children()), flush=True)
        for _ in files:
            time.sleep(1)
    """
    build = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=PIPE, stderr=PIPE, text=True)
    workers = [int(pid) for pid in build.stdout.readline().split()]
    assert all(map(is_running, workers))

    build.send_signal(number)
    told = build.communicate(timeout=20)[1]
    wait_until(lambda: not any(map(is_running, workers)))
    assert len(workers) == 2
    assert "ForkProcess" not in told


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
