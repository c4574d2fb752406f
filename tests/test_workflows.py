"""The workflows that publish: linted, pinned, and made of commands that there are."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from project import ROOT

from generator.cli.app import main

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPTS = [*WORKFLOWS, ROOT / ".gitlab-ci.yml", *sorted((ROOT / ".ci").iterdir())]


def linted(*files):
    """What zizmor says of workflows, and whether it is content."""
    zizmor = shutil.which("zizmor", path=Path(sys.executable).parent)
    command = [zizmor, "--offline", "--no-progress", "--persona", "pedantic", "--color", "never", *files]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_zizmor_finds_nothing_in_the_workflows():
    result = linted(*WORKFLOWS)

    assert [file.stem for file in WORKFLOWS] == ["program", "publish", "release", "rounds"]
    assert result.returncode == 0, result.stdout


def test_zizmor_finds_what_is_broken(tmp_path):
    broken = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    broken = broken.replace("permissions: {}", "permissions: write-all").replace('"$BASE"', "${{ github.head_ref }}")
    (tmp_path / "publish.yml").write_text(broken, encoding="utf-8")

    found = linted(tmp_path / "publish.yml")
    assert found.returncode != 0
    assert {"excessive-permissions", "template-injection"} <= set(re.findall(r"[\[]([a-z-]+)\]", found.stdout))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_by_commit(file):
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    jobs = workflow["jobs"].values()

    uses = [step["uses"] for job in jobs for step in job.get("steps", []) if "uses" in step]
    assert uses
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", one) for one in uses)


def test_no_job_may_more_than_it_must():
    workflows = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in WORKFLOWS}

    assert all(workflow["permissions"] == {} for workflow in workflows.values())
    assert {
        f"{name}/{job_name}": job["permissions"]
        for name, workflow in workflows.items()
        for job_name, job in workflow["jobs"].items()
        if job["permissions"] != {"contents": "read"}
    } == {
        "publish/answer": {"actions": "write", "contents": "write", "pull-requests": "write"},
        "publish/site": {"contents": "read", "pages": "read"},
        "publish/publish": {"pages": "write", "id-token": "write"},
        "release/release": {"contents": "write"},
    }


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_what_the_workflows_call_is_there(file):
    text = file.read_text(encoding="utf-8")
    options = {option for command in main.commands.values() for one in command.params for option in one.opts}
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    called = re.findall(r"bin/tiekartta (\w+)", text)
    made = re.findall(r"\bmake (?:--silent )?([a-z-]+)$", text, re.MULTILINE)
    scripts = re.findall(r"\.ci/\w+", text)
    assert set(called) <= set(main.commands)
    assert set(re.findall(r"bin/tiekartta \w+.*?(--[a-z-]+)", text)) <= options
    assert set(made) <= set(targets)
    assert all((ROOT / script).is_file() for script in scripts)
    assert called or made or scripts


def test_gitlab_tests_the_program_for_all_but_the_content():
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    folders = {path.split("/")[0] for path in tracked if "/" in path} - {"content"}

    assert jobs["program"]["rules"] == [{"changes": ["*", *(f"{folder}/**/*" for folder in sorted(folders))]}]


def test_gitlab_publishes_what_it_built():
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))

    assert jobs["pages"]["dependencies"] == ["site"]
    assert jobs["pages"]["pages"]["publish"] in {
        *jobs["pages"]["artifacts"]["paths"],
        *jobs["site"]["artifacts"]["paths"],
    }
