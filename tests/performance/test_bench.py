"""The benchmark measures what it says. How fast anything is, no test asks: see docs/performance.md."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import brotli
import pytest
from journeys.host import running
from project import ROOT, tree

from generator.build import load_published
from generator.hosting.http_rules import HttpRules
from generator.project import Project
from performance.builds import Workplace, pages_of_change
from performance.measuring import Run, RunFailed, family_of, measured, memory_of
from performance.readers import Delivering, Host
from performance.results import COLD, IDLE, SCRIPT, TITLE, Result, Written, lines_of, median
from performance.roadmaps import retitle, write_roadmap

MEASURING = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows does not tell what a command and its children used"
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The content of a made-up roadmap of 26 measures."""
    write_roadmap(26, tmp_path / "content")
    return tmp_path / "content"


def test_the_same_number_gives_the_same_valid_roadmap(content, tmp_path):
    write_roadmap(26, tmp_path / "again")
    project = Project(content)

    assert tree(tmp_path / "again") == tree(content)
    assert len(load_published(project).measures) == 26


def test_a_new_title_changes_one_line_of_one_file(content):
    before, name = tree(content), "measures/00002-measure.md"
    retitle(content, 2, "Uusi nimi")

    changed = before[name].replace(b"title_fi: Kaavakartta satamassa, 2\n", b"title_fi: Uusi nimi\n")
    assert tree(content) == {**before, name: changed}


@MEASURING
def test_the_straight_line_script_makes_a_page_of_each_measure_in_each_language(content, tmp_path):
    script = ROOT / "tests" / "performance" / "straight_line.py"
    measured([sys.executable, str(script), str(content), str(tmp_path / "plain")])

    pages = {name for name in tree(tmp_path / "plain") if "/m/m-" in name}
    assert pages == {f"{code}/m/m-{location:05}/index.html" for code in ("fi", "sv") for location in range(1, 27)}


def test_the_changing_measure_stands_where_the_site_has_it(tmp_path):
    assert pages_of_change(tmp_path / "content") == ("toimenpiteet/m-00002/", "toimenpiteet/")


@MEASURING
def test_the_time_and_the_memory_of_a_command_are_those_of_its_child_too():
    child = "import time; held = b'x' * 60_000_000; time.sleep(0.3)"
    run = measured([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"])

    assert run.wall > 0.3
    assert run.cpu > 0
    # Only Linux tells the memory.
    assert run.memory > 60_000_000 if sys.platform == "linux" else run.memory is None


def test_a_process_that_ended_in_the_meantime_has_no_family_and_no_memory():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()

    assert list(family_of(process.pid)) == [process.pid]
    assert memory_of(process.pid) == 0


@MEASURING
def test_a_command_that_fails_gives_no_figure_but_its_words():
    with pytest.raises(RunFailed, match="no such roadmap"):
        measured([sys.executable, "-c", "raise SystemExit('no such roadmap')"])


def test_the_median_is_taken_of_each_figure_and_of_none_where_one_is_missing():
    assert median([Run(1, 5, 30), Run(3, 4, 10), Run(2, 9, 20)]) == Run(2, 5, 20)
    assert median([Run(1, 5), Run(2, 6)]) == Run(1.5, 5.5, None)


def test_the_table_compares_each_build_with_that_of_the_same_round():
    results = [
        Result(1_000, SCRIPT, [Run(2, 2, 30e6), Run(4, 2, 30e6), Run(2, 2, 30e6)], Written(40, 5_000_000)),
        Result(1_000, COLD, [Run(4, 6, 90e6), Run(8, 6, 90e6), Run(6, 6, 90e6)]),
        Result(1_000, TITLE, [Run(0.4, 0.3), Run(0.4, 0.3), Run(0.3, 0.3)]),
        Result(26, SCRIPT, [Run(0.1, 0.1, 10e6)]),
        Result(26, IDLE, [Run(20, 0.05)]),
    ]

    assert lines_of(results) == [
        "| what                           | measures | seconds |      compared | goal, at most | CPU seconds |        compared | peak MB | files |  MB |",
        "| ------------------------------ | -------: | ------: | ------------: | ------------: | ----------: | --------------: | ------: | ----: | --: |",
        "| straight-line script           |       26 |    0.10 |             – |               |        0.10 |               – |      10 |     – |   – |",
        "| preview, idle                  |       26 |   20.00 |             – |               |        0.05 | 0.2 % of a core |       – |     – |   – |",
        "| straight-line script           |    1,000 |    2.00 |             – |               |        2.00 |               – |      30 |    40 | 5.0 |",
        "| cold build                     |    1,000 |    6.00 | 2.00 × script |  1.4 × script |        6.00 |   3.00 × script |      90 |     – |   – |",
        "| build again, one title changed |    1,000 |    0.40 |   0.05 × cold |   0.08 × cold |        0.30 |     0.05 × cold |       – |     – |   – |",
    ]


@MEASURING
def test_an_edit_gives_a_figure_only_if_the_site_shows_it(tmp_path, monkeypatch):
    place = Workplace(tmp_path, pages_of_change(tmp_path / "content"))
    place.cold()
    assert place.title().wall > 0

    monkeypatch.setattr(Workplace, "build", lambda _: Run())
    for edit in (place.word, place.template, place.style):
        with pytest.raises(RunFailed):
            edit()


def test_a_reader_loads_what_is_compressed_and_nothing_twice(tmp_path):
    (tmp_path / "index.html").write_text("<p>long</p>")
    (tmp_path / "index.html.br").write_bytes(brotli.compress(b"<p>short</p>"))
    host = Host(tmp_path, HttpRules(None, {"Cache-Control": "no-cache"}, {}, {}, {}, ()), "br")
    with running(ThreadingHTTPServer(("127.0.0.1", 0), partial(Delivering, host=host))) as address:
        request = Request(address, headers={"Accept-Encoding": "gzip, br"})
        with urlopen(request) as first:
            assert brotli.decompress(first.read()) == b"<p>short</p>"
        request.add_header("If-None-Match", first.headers["ETag"])
        with pytest.raises(HTTPError, match="304"):
            urlopen(request)

    assert len(host.sizes) == 2
    assert host.sizes[0] > host.sizes[1] > 0
