"""The workflows that publish: linted, pinned, and made of commands that there are."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from project import ROOT

from generator.cli.app import main

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPTS = [*WORKFLOWS, ROOT / ".gitlab-ci.yml", ROOT / ".ci/publish"]


def linted(*files):
    """What zizmor says of workflows, and whether it is content."""
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [zizmor, "--offline", "--no-progress", "--persona", "pedantic", "--color", "never", *files]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_zizmor_finds_nothing_in_the_workflows():
    result = linted(*WORKFLOWS)

    assert len(WORKFLOWS) == 2
    assert result.returncode == 0, result.stdout


def test_zizmor_finds_what_is_broken(tmp_path):
    broken = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    broken = broken.replace("permissions: {}", "permissions: write-all").replace('"$BASE"', "${{ github.head_ref }}")
    (tmp_path / "publish.yml").write_text(broken, encoding="utf-8")

    found = linted(tmp_path / "publish.yml")
    assert found.returncode != 0
    assert {"excessive-permissions", "template-injection"} <= set(re.findall(r"[\[]([a-z-]+)\]", found.stdout))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_by_commit_and_no_job_may_more_than_it_must(file):
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    jobs = workflow["jobs"].values()

    assert workflow["permissions"] == {}
    uses = [step["uses"] for job in jobs for step in job["steps"] if "uses" in step]
    assert uses
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", one) for one in uses)
    allowed = [{"contents": "read"}, {"contents": "read", "pages": "write", "id-token": "write"}]
    assert all(job["permissions"] in allowed for job in jobs)


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_what_the_workflows_call_is_there(file):
    text = file.read_text(encoding="utf-8")
    options = {option for command in main.commands.values() for one in command.params for option in one.opts}
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    called = re.findall(r"bin/tiekartta (\w+)", text)
    assert set(called) <= set(main.commands)
    assert set(re.findall(r"bin/tiekartta \w+.*?(--[a-z-]+)", text)) <= options
    made = [
        word
        for words in re.findall(r"^\s*(?:run: )?(?:- )?make ([a-z -]+)$", text, re.MULTILINE)
        for word in words.split()
    ]
    assert set(made) <= set(targets)
    assert called or made


def test_gitlab_publishes_what_it_built():
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))

    assert jobs["pages"]["pages"]["publish"] in jobs["pages"]["artifacts"]["paths"]
    assert jobs["check"]["artifacts"]["reports"]["codequality"] in jobs["check"]["script"][-1]
