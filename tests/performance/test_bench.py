"""The benchmark measures what it says. How fast anything is, no test asks: see docs/performance.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT, tree

from generator.build import load_published
from generator.project import Project
from performance.builds import pages_of_change
from performance.measuring import Run, RunFailed, family_of, measured, memory_of
from performance.results import COLD, SCRIPT, Result, Written, lines_of, median
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


def test_the_tables_show_the_medians_beside_the_script_and_how_each_grows():
    results = [
        Result(10, SCRIPT, [Run(0.1, 0.1, 10e6), Run(0.2, 0.1, 10e6)], Written(4, 500_000)),
        Result(10, COLD, [Run(0.4, 0.3, 30e6), Run(0.4, 0.3, 30e6)], Written(40, 5_000_000)),
        Result(1_000, SCRIPT, [Run(9, 8)]),
        Result(1_000, COLD, [Run(18, 8, 1_500e6)]),
    ]

    assert lines_of(reversed(results)) == [
        "| what                 | measures | seconds | × script | CPU seconds | × script | peak MB | files | ms a file | MB written |",
        "| -------------------- | -------: | ------: | -------: | ----------: | -------: | ------: | ----: | --------: | ---------: |",
        "| straight-line script |       10 |    0.15 |        – |        0.10 |        – |      10 |     4 |     37.50 |        0.5 |",
        "| first build          |       10 |    0.40 |      3.0 |        0.30 |      3.0 |      30 |    40 |     10.00 |        5.0 |",
        "| straight-line script |    1,000 |    9.00 |        – |        8.00 |        – |       – |     – |         – |          – |",
        "| first build          |    1,000 |   18.00 |      2.0 |        8.00 |      1.0 |   1,500 |     – |         – |          – |",
        "",
        "How each grows:",
        "",
        "| what                 |             measures | seconds | CPU seconds | peak MB |",
        "| -------------------- | -------------------: | ------: | ----------: | ------: |",
        "| straight-line script | 10 → 1,000 (× 100.0) |  × 60.0 |      × 80.0 |       – |",
        "| first build          | 10 → 1,000 (× 100.0) |  × 45.0 |      × 26.7 |  × 50.0 |",
    ]
