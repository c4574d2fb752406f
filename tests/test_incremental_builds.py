"""A build over the site of the last one writes what a build into an empty folder writes, whatever was edited between.

`make fuzz` makes many more edits, of larger cities too.
"""

from __future__ import annotations

import os
import random
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from project import CITIES, ROOT, tree
from random_edits import EDITS, City, Edit, NothingToEdit, snapshot

from generator.cli.app import main

# More of them take longer than a test may else.
pytestmark = pytest.mark.timeout(1_800)

EDITS_OF_A_CITY = 20
# Where nobody asks for more.
EDITS_IN_PASSING = 2
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


def build(city: City, output: Path) -> Result:
    arguments = ["build", "--base-url", city.base_url, "--output", str(output)]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def files_of(site: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a site by its path, with its rights."""
    return {path: (content, stat.S_IMODE((site / path).stat().st_mode)) for path, content in tree(site).items()}


class Whole:
    """Builds a city into an empty folder, once for each state of its content."""

    def __init__(self) -> None:
        self.built: list[tuple[object, Result, dict[str, tuple[bytes, int]]]] = []

    def build(self, city: City) -> tuple[Result, dict[str, tuple[bytes, int]]]:
        state, folder = (tree(city.content), city.base_url), Path("whole") / "site"
        for known, *whole in self.built:
            if known == state:
                return tuple(whole)
        result = build(city, folder)
        whole = result, files_of(folder)
        shutil.rmtree(folder.parent, ignore_errors=True)
        self.built.append((state, *whole))
        return whole


def edits(city: City, number: int) -> Iterator[tuple[str, Edit]]:
    """So many edits, each of another kind as long as there are some."""
    names: list[str] = []
    for _ in range(number):
        names = names or city.chance.sample(list(EDITS), len(EDITS))
        name = names.pop()
        yield name, EDITS[name]


def differences(site: dict[str, tuple[bytes, int]], whole: dict[str, tuple[bytes, int]]) -> list[str]:
    return sorted(path for path in site.keys() | whole.keys() if site.get(path) != whole.get(path))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("source", SOURCES if FUZZ else ["miniature"])
def test_a_build_after_an_edit_writes_what_a_whole_build_writes(city_of, source, seed):
    city, whole, told = city_of(source, seed), Whole(), []
    assert build(city, city.site).exit_code == 0

    for name, edit in edits(city, EDITS_OF_A_CITY if FUZZ else EDITS_IN_PASSING):
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


def compared(city: City, whole: Whole, told: list[str]) -> bool:
    """Build both ways, compare every byte and every word of a refusal, and tell whether the content can be built."""
    before = files_of(city.site)
    expected, files = whole.build(city)
    result = build(city, city.site)
    history = "\n".join(["", *told])

    assert result.exit_code == expected.exit_code, history + result.output
    assert differences(files_of(city.site), before if result.exit_code else files) == [], history
    if result.exit_code:
        assert result.output == expected.output, history
    return not result.exit_code
