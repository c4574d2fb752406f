"""Runs the workflows of GitHub and GitLab on this computer: their shell steps are run, their conditions evaluated.

What only the host can do is stood in for: an action of GitHub by what it leaves behind, a page host by a folder.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Workflow = Mapping[str, Any]


@dataclass(frozen=True)
class Host:
    """Where pages are published: an address, and the folder that it serves."""

    url: str
    folder: Path

    def publish(self, site: Path) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(site, self.folder)


@dataclass
class Run:
    """What became of a pipeline: the log, the diagnostics beside lines, the report on the changes, and what was done."""

    failed: bool = False
    log: str = ""
    annotations: list[tuple[str, int, str]] = field(default_factory=list)
    changes: str = ""
    tested: bool = False
    published: bool = False

    @property
    def outcome(self) -> tuple[str, ...]:
        """Return what happened of what can: the program was tested, something failed, the site was published."""
        return tuple(name for name in ("tested", "failed", "published") if getattr(self, name))


def shell(script: str, variables: Mapping[str, str], run: Run) -> str:
    """Run a script in the working folder, which ends where something fails, and return its standard output."""
    environment = os.environ | {"no_proxy": "127.0.0.1"} | variables
    command = ["bash", "-e", "-c", script]
    ended = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    run.log += ended.stdout + ended.stderr
    run.failed = ended.returncode != 0
    return ended.stdout


def run_github(event: str, base: str, host: Host, program: str = "success") -> Run:
    """Run publish.yml on the commit of the working folder: a "push" to main, or a "pull_request" against it.

    The tests of the program are not run, but have the result that `program` names.
    """
    workflow = yaml.safe_load(Path(".github/workflows/publish.yml").read_text(encoding="utf-8"))
    context = {
        "github.event_name": event,
        # A proposal of a fork: what answers one of the repository's own is asked of GitHub.
        "github.repository": "city/roadmap",
        "github.ref": "refs/heads/main" if event != "pull_request" else "refs/pull/1/merge",
        "github.event.before" if event == "push" else "github.event.pull_request.base.sha": base,
    }
    run, results = Run(), {}
    for name, job in workflow["jobs"].items():
        needs = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        condition = str(job.get("if", "success()"))
        states = [results[need] for need in needs]
        if "()" not in condition:
            condition = f"success() && ({condition})"
        if not evaluate(condition, context, states):
            results[name] = "skipped"
        elif "uses" in job:
            assert job["uses"] == "./.github/workflows/program.yml"
            run.tested, results[name] = True, program
        else:
            results[name] = _github_job(name, job, context, host, run)
    run.failed = "failure" in results.values()
    return run


def evaluate(expression: str, context: Mapping[str, str], states: list[str]) -> Any:
    """Return the value of one of GitHub's expressions; what is not in the context is empty, as it is there."""
    expression = expression.strip().removeprefix("${{").removesuffix("}}").strip()
    python = re.sub(r"!(?!=)", " not ", expression).replace("&&", " and ").replace("||", " or ")
    python = re.sub(r"\b[a-z_]+(?:\.(?:[A-Za-z_]+|\*))+", lambda name: repr(context.get(name[0], "")), python)
    functions = {
        "success": lambda: all(state == "success" for state in states),
        "failure": lambda: "failure" in states,
        "cancelled": lambda: False,
        "contains": lambda values, value: value in values,
    }
    return eval(python, functions)


def _github_job(name: str, job: Workflow, context: dict[str, str], host: Host, run: Run) -> str:
    for step in job["steps"]:
        # The packages of the machine are installed already.
        if step.get("run", "").startswith("sudo apt-get") or not evaluate(
            str(step.get("if", "success()")), context, []
        ):
            continue
        if "uses" in step:
            _github_action(step, context, host, run)
        else:
            _github_step(step, context, run)
        if run.failed:
            return "failure"
    for output, expression in job.get("outputs", {}).items():
        context[f"needs.{name}.outputs.{output}"] = evaluate(expression, context, [])
    return "success"


def _github_action(step: Workflow, context: dict[str, str], host: Host, run: Run) -> None:
    match step["uses"].partition("@")[0]:
        case "actions/checkout" | "actions/setup-python" | "actions/upload-artifact":
            pass
        case "actions/configure-pages":
            context[f"steps.{step['id']}.outputs.base_url"] = host.url
        case "actions/upload-pages-artifact":
            context["artifact"] = step["with"]["path"]
        case "actions/deploy-pages":
            host.publish(Path(context["artifact"]))
            run.published = True
        case unknown:
            raise LookupError(unknown)


def _github_step(step: Workflow, context: dict[str, str], run: Run) -> None:
    files = {name: Path(f".venv/{name}") for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("", encoding="utf-8")
    variables = {name: evaluate(value, context, []) for name, value in step.get("env", {}).items()}
    variables |= {name: str(file) for name, file in files.items()} | {"GITHUB_ACTIONS": "true"}
    output = shell(step["run"], variables, run)
    run.failed &= not step.get("continue-on-error", False)
    for path, line, message in re.findall(r"^::error file=([^,:]+)(?:,line=(\d+))?[^:]*::(.*)$", output, re.MULTILINE):
        run.annotations.append((path.replace("%3A", ":"), int(line or 1), message.replace("%25", "%")))
    run.changes += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
    for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition("=")
        context[f"steps.{step['id']}.outputs.{key}"] = value


def run_gitlab(event: str, base: str, host: Host, program: str = "success") -> Run:
    """Run .gitlab-ci.yml on the commit of the working folder: a "push" to main, or a "merge_request_event".

    The tests of the program are not run, but have the result that `program` names.
    """
    workflow = yaml.safe_load(Path(".gitlab-ci.yml").read_text(encoding="utf-8"))
    variables = {"CI_DEFAULT_BRANCH": "main", "CI_PAGES_URL": host.url, "CI_PIPELINE_SOURCE": event}
    if event == "push":
        variables |= {"CI_COMMIT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": base}
    else:
        variables |= {"CI_COMMIT_BEFORE_SHA": 40 * "0", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    changed = subprocess.run(["git", "diff", "--name-only", base, "HEAD"], capture_output=True, text=True, check=True)
    paths, run = changed.stdout.split(), Run()
    jobs = [job for stage in workflow["stages"] for job in workflow.values() if stage == _stage(job)]
    for job in jobs:
        if all(_matches(rules, variables, paths) for rules in (workflow["workflow"]["rules"], job.get("rules"))):
            if job["script"] == ["make ci"]:
                run.tested, run.failed = True, program == "failure"
            else:
                _gitlab_job(job, variables, host, run)
        if run.failed:
            break
    return run


def _stage(job: Any) -> str:
    return job.get("stage", "") if isinstance(job, dict) else ""


def _matches(rules: list[Workflow] | None, variables: Mapping[str, str], paths: list[str]) -> bool:
    """Return whether one of GitLab's rules includes a job, of the two kinds that are used here."""

    def holds(rule: Workflow) -> bool:
        python = re.sub(r"\$(\w+)", lambda name: repr(variables.get(name[1])), rule.get("if", "True"))
        globs = [
            re.escape(glob).replace(r"\*\*/\*", ".+").replace(r"\*", "[^/]*") for glob in rule.get("changes", ["**/*"])
        ]
        return eval(python) and any(re.fullmatch(glob, path) for glob in globs for path in paths)

    return rules is None or any(map(holds, rules))


def _gitlab_job(job: Workflow, variables: Mapping[str, str], host: Host, run: Run) -> None:
    # A list may be in a list. The tools that a job installs are those of the tests.
    before = [line for lines in job.get("before_script", []) for line in ([lines] if isinstance(lines, str) else lines)]
    lines = [line for line in (*before, *job["script"]) if not line.startswith("apt-get")]
    shell("set -o pipefail\n" + "\n".join(lines), variables, run)
    artifacts = job["artifacts"]
    if report := artifacts.get("reports", {}).get("codequality"):
        for issue in json.loads(Path(report).read_text(encoding="utf-8")):
            if issue["severity"] == "major":
                location = issue["location"]
                run.annotations.append((location["path"], location["lines"]["begin"], issue["description"]))
    run.changes += "".join(Path(path).read_text() for path in artifacts["paths"] if Path(path).is_file())
    if "pages" in job:
        host.publish(Path(job["pages"]["publish"]))
        run.published = True
