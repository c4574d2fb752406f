"""The commands that README gives to another city work, from the built wheel and an empty folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from project import ROOT, SATULAHTI, tree

README = (ROOT / "README.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a Unix shell")


def commands(heading: str) -> str:
    """Return the shell commands below a heading, up to the next one."""
    (section,) = re.findall(rf"^{heading}\n(.*?)(?=^#+ \w)", README, re.MULTILINE | re.DOTALL)
    return "".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL))


@pytest.fixture
def shell(wheel: Path, tmp_path: Path) -> Callable[..., str]:
    """Runs commands as a shell does, without a network: the packages of the tests stand for those of an index."""
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    needed = Path(pytest.__file__).parent.parent
    python.write_text(
        f'#!/bin/sh\n"{sys.executable}" "$@"\nfor lib in .venv/lib/python*; do\n'
        f'  echo "{needed}" > "$lib/site-packages/needed.pth"\ndone\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "PATH": f"{python.parent}:{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "WHEEL": str(wheel),
    }

    def run(lines: str, folder: Path = tmp_path) -> str:
        command = ["bash", "-eu", "-o", "pipefail", "-c", lines]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_another_city_is_built_gets_its_words_and_takes_a_new_version(shell, tmp_path):
    shell(commands("## Another city"))
    city = tmp_path / "sampleville"
    guide = (city / "GUIDE.md").read_text(encoding="utf-8")
    shell(commands("### Words") + ".venv/bin/tiekartta build\n", city)
    home = (city / "site/index.html").read_text(encoding="utf-8")
    diff = shell(commands("### Templates").replace("theme list", "theme list > list.txt"), city)
    # The upgrade finds content in the format of an older version.
    shutil.rmtree(city / "content")
    shutil.copytree(ROOT / "tests/upgrades/format-0/content", city / "content")
    shell(commands("## A new version"), city)

    assert ">Actions</a>" in home
    assert "| `title_en` |" in guide
    assert "of Tiekartta" in diff
    assert "content_format: 1" in (city / "content/site.yaml").read_text(encoding="utf-8")
    assert "index.html" in tree(city / "site")


def test_a_city_begins_with_its_table(shell, tmp_path):
    begin = commands("## Another city").partition(".venv/bin/tiekartta init")[0]
    example = f'.venv/bin/tiekartta --content "{ROOT}/examples/satulahti/content" export ../measures.csv\n'
    shell(f"{begin}{example}{commands('### From a table')}")

    measures = tree(tmp_path / "sampleville/content/measures")
    assert len(measures) == len(tree(SATULAHTI / "measures"))


def test_the_changelog_says_what_a_version_changes_of_all_that_others_build_on():
    newest = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1]
    rows = re.findall(r"^\| ([a-z ]+) \| .+ \|$", newest.partition("\n### ")[0], re.MULTILINE)

    assert rows == ["what others build on", "content format", "theme", "addresses", "open data", "commands"]
