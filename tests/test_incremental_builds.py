"""A build over the site of the last one writes what a build into an empty folder writes, whatever was edited between.

So does a check say what it says of a content that it has never seen.

`make fuzz` makes many more edits, of larger cities too.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result
from project import CITIES, ROOT, tree
from random_edits import EDITS, City, Edit, NothingToEdit, snapshot

from generator.cli.app import main

# More of them take longer than a test may else.
pytestmark = pytest.mark.timeout(1_800)

EDITS_OF_A_CITY = 20
FUZZ = int(os.environ.get("FUZZ", "0"))
SEEDS = range(max(1, FUZZ // EDITS_OF_A_CITY))
# The folders of content that a city is made of; the smallest where nobody asks for more.
SOURCES = {
    "miniature": [CITIES / "plain" / "content", CITIES / "tracked" / "content"],
    "trilingual": [CITIES / "trilingual" / "content"],
    "Satulahti": [ROOT / "examples" / "satulahti" / "content"],
}


@pytest.fixture
def city_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], City]:
    """Copies a city into the working folder of the test. It compresses nothing, until an edit wants that."""

    def copy(source: str, seed: int) -> City:
        for folder in SOURCES[source]:
            shutil.copytree(folder, tmp_path / "content", dirs_exist_ok=True)
        with (tmp_path / "content" / "site.yaml").open("a", encoding="utf-8") as site:
            site.write("hosts: netlify\n")
        monkeypatch.chdir(tmp_path)
        return City(Path("content"), Path("site"), random.Random(seed))

    return copy


Files = dict[str, tuple[bytes, int]]


class Outcome(NamedTuple):
    """What a command said in the end, without its seconds, and the files of the site, with their rights."""

    exit_code: int
    said: str
    files: Files


def build(city: City) -> Outcome:
    result = command("build", "--base-url", city.base_url)
    # What was written is told by the files; how many of them changed is another matter each time.
    return Outcome(result.exit_code, result.output if result.exit_code else "", files_of(city.site))


def check(city: City) -> Outcome:
    result = command("check", "--base-url", city.base_url)
    return Outcome(result.exit_code, re.sub(r"[\d.,]+ (?:s|min)\b", "", result.output), {})


def command(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def files_of(site: Path) -> Files:
    return {path: (content, stat.S_IMODE((site / path).stat().st_mode)) for path, content in tree(site).items()}


class Whole:
    """Runs a command on a city where nothing is known of earlier builds, once for each state of its content."""

    def __init__(self) -> None:
        self.outcomes: list[tuple[object, Outcome]] = []

    def outcome(self, run: Callable[[City], Outcome], city: City) -> Outcome:
        state = run, city.base_url, tree(city.content)
        for known, outcome in self.outcomes:
            if known == state:
                return outcome
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(city.content, Path(folder) / city.content)
            with chdir(folder):
                outcome = run(city)
        self.outcomes.append((state, outcome))
        return outcome


def edits(city: City, number: int) -> Iterator[tuple[str, Edit]]:
    """So many edits, each of another kind as long as there are some."""
    names: list[str] = []
    for _ in range(number):
        names = names or city.chance.sample(list(EDITS), len(EDITS))
        name = names.pop()
        yield name, EDITS[name]


def differences(site: Files, whole: Files) -> list[str]:
    return sorted(path for path in site.keys() | whole.keys() if site.get(path) != whole.get(path))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("source", SOURCES if FUZZ else ["miniature"])
def test_a_build_after_an_edit_writes_what_a_whole_build_writes(city_of, source, seed):
    city, whole, told = city_of(source, seed), Whole(), []
    assert build(city).exit_code == 0

    for name, edit in edits(city, EDITS_OF_A_CITY):
        snapshot(city)
        city.turn += 1
        address = city.base_url
        try:
            told.append(f"{name}: {edit(city)}")
        except NothingToEdit:
            continue
        if not compared(city, whole, told):
            city.base_url = address
            city.write(city.contents[-1])
            told.append("mended")
            assert compared(city, whole, told)


def test_what_goes_leaves_the_site_where_the_record_is_damaged(city_of):
    city = city_of("miniature", 0)
    build(city)
    (record,) = city.record()
    record.write_bytes(record.read_bytes()[:-1] + b"?")

    EDITS["delete"](city)

    assert differences(build(city).files, Whole().outcome(build, city).files) == []


def compared(city: City, whole: Whole, told: list[str]) -> bool:
    """Build both ways, compare every byte and every word of a refusal, and tell whether the content can be built."""
    history = "\n".join(["", *told])
    before, expected, outcome = files_of(city.site), whole.outcome(build, city), build(city)

    assert (outcome.exit_code, outcome.said) == (expected.exit_code, expected.said), history
    assert differences(outcome.files, before if outcome.exit_code else expected.files) == [], history
    if FUZZ:
        assert check(city) == whole.outcome(check, city), history
    return not outcome.exit_code
