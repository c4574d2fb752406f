"""A new city by `tiekartta init`: it builds at once, in any language, and its files do what its README says."""

from __future__ import annotations

import functools
import hashlib
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from project import ROOT, SATULAHTI, tree

from generator.cli.app import main

FILES = {
    ".github/workflows/check.yml",
    ".github/workflows/publish.yml",
    ".github/workflows/weekly.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    "README.md",
    "content/classifications.yaml",
    "content/pages/about.md",
    "content/pages/accessibility.md",
    "content/pages/privacy.md",
    "content/site.yaml",
    "requirements.lock",
    "requirements.txt",
}
NAMED = ("--name", "Plan", "--languages", "en")
WHEEL = f"https://example.org/tiekartta-0.2.0-py3-none-any.whl#sha256={'a' * 64}"


@pytest.fixture
def init(tmp_path, monkeypatch):
    """Runs `tiekartta init` in an empty folder, without a terminal."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["init", *arguments], catch_exceptions=False)


def lines(command, *arguments, cwd):
    """What a command that succeeds says, without the time that it took."""
    done = subprocess.run([command, *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [re.sub(r", [\d.]+ s:", ", … s:", line) for line in (done.stdout + done.stderr).splitlines()]


@pytest.mark.parametrize(
    ("codes", "measure", "places", "pages", "first"),
    [
        ("fi", "ensimmainen-toimenpide", 27, "15 pages in 1 language", "about.md:12:1"),
        ("sv", "den-forsta-atgarden", 27, "15 pages in 1 language", "about.md:12:1"),
        ("en", "first-measure", 30, "15 pages in 1 language", "about.md:12:1"),
        ("de", "erste-massnahme", 30, "15 pages in 1 language", "about.md:12:1"),
        ("fi,sv", "ensimmainen-toimenpide", 54, "30 pages in 2 languages", "about.md:15:1"),
        ("nb", "first-measure", 30, "15 pages in 1 language", "about.md:12:1"),
    ],
)
def test_a_new_city_builds_from_the_wheel(tiekartta, tmp_path, codes, measure, places, pages, first):
    lines(tiekartta, "init", "city", "--name", "Plan", "--languages", codes, cwd=tmp_path)
    city = tmp_path / "city"
    words = {"content/theme/templates/words/nb.yaml"} if codes == "nb" else set()
    summary = f"{pages}, … s"
    files = ", ".join(f"content/{name}" for name in ("pages/about.md", "pages/accessibility.md", "pages/privacy.md"))
    advice = f"content/pages/{first}: {places} places are still to be filled in, in {files}, content/site.yaml."
    empty = "No measure is published. Write one, or delete the line “draft: yes” of one."
    assessed = "When was accessibility assessed? Write the date in the text, and here: “assessed: 2026-11-24”."
    checked = lines(tiekartta, "--language", "en", "check", cwd=city)

    assert set(tree(city)) == FILES | {f"content/measures/01-{measure}.md"} | words
    assert [checked[0], checked[3].partition(": ")[2], *checked[6:]] == [
        f"{advice} Write there what is true of your city.",
        assessed,
        "2 pieces of advice. They do not stop a build.",
        f"No problems. {summary}: nothing written",
        empty,
    ]
    assert lines(tiekartta, "--language", "en", "build", cwd=city) == [f"{summary}: site", empty]
    assert lines(tiekartta, "--language", "en", "verify", "site", cwd=city)[0].startswith("No problems.")


def test_the_example_is_the_invented_city(tiekartta, tmp_path):
    lines(tiekartta, "init", "city", "--example", cwd=tmp_path)
    example = tree(SATULAHTI)

    assert tree(tmp_path / "city" / "content") == example
    assert FILES - {f"content/{path}" for path in example} <= set(tree(tmp_path / "city")) | FILES
    lines(tiekartta, "build", cwd=tmp_path / "city")


def test_the_languages_of_the_site_and_of_its_editors(init):
    init("fi", "--name", "Suunnitelma", "--name", "Plan", "--languages", "fi, sv", "--base-url", "https://a.example/b")
    settings = yaml.safe_load(Path("fi/content/site.yaml").read_text(encoding="utf-8"))

    assert [settings[name] for name in ("name_fi", "name_sv", "base_url", "editor_language")] == [
        "Suunnitelma",
        "Plan",
        "https://a.example/b/",
        "fi",
    ]
    assert "Sivuston nimi, joka on jokaisen sivun yläosassa." in Path("fi/content/site.yaml").read_text("utf-8")
    assert "## Julkaise\n" in Path("fi/README.md").read_text(encoding="utf-8")
    CliRunner().invoke(main, ["--language", "sv", "init", "sv", "--name", "Plan", "--languages", "fi"])
    assert "## Publicera\n" in Path("sv/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Write the name of the site after --name, and its languages after --languages, such as fi,sv."),
        (("--name", "A", "--name", "B", "--languages", "fi"), "Write one name for all languages, or one for each"),
        (("--name", " ", "--languages", "fi"), "The name is empty. Write one."),
        (("--name", "A", "--languages", "fi,fi"), '"fi" is already in use. Choose another.'),
        (
            ("--name", "A", "--languages", "qq"),
            '"qq" is not a language code. Write one such as sv, de-ls or zh-Hant.',
        ),
        ((*NAMED, "--base-url", "a.example"), '"a.example"'),
        ((*NAMED, "--wheel", "tiekartta"), '"tiekartta" is not the address of a wheel with its checksum.'),
        (
            (*NAMED, "--example"),
            "The example has its own name, languages, address and measures. Leave out these options.",
        ),
    ],
)
def test_what_cannot_be_a_city_is_one_message_and_no_file(init, tmp_path, arguments, message):
    result = init("city", *arguments)

    assert result.exit_code == 2
    assert result.output.startswith(message)
    assert result.output.count("\n") == 1
    assert tree(tmp_path) == {}


def test_a_folder_that_is_not_free_stays_as_it_is(init, tmp_path):
    for path, text in {"full/a.txt": "a", "file": "b", "hidden/.gitignore": "c"}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    before = tree(tmp_path)

    assert [init(folder, *NAMED).output for folder in ("full", "file", "hidden")] == [
        '"full" is not empty: it contains "a.txt". Name a new folder, or an empty one.\n',
        '"file" is a file. Name a folder.\n',
        '"hidden" is not empty: it contains ".gitignore". Name a new folder, or an empty one.\n',
    ]
    assert init("file/inner", *NAMED).output.startswith('"file/inner" could not be written: ')
    assert tree(tmp_path) == before


def test_a_city_begins_beside_its_environment_and_repository(init, tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".venv").mkdir()

    assert init(".", *NAMED).exit_code == 0
    assert set(tree(tmp_path)) >= FILES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals that a program could open")
def test_a_terminal_is_asked_for_what_is_left_out(tmp_path):
    import pty

    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "generator", "init", "city"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "sv"}
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdin=terminal, stdout=terminal, stderr=subprocess.PIPE
    )
    os.write(controller, "finska\nfi,sv\nSuunnitelma\n\nFärdplan\nhttps://plan.example/\n".encode())
    said = process.communicate(timeout=60)[1].decode()
    os.close(terminal)
    os.close(controller)
    settings = yaml.safe_load((tmp_path / "city/content/site.yaml").read_text(encoding="utf-8"))

    assert process.returncode == 0, said
    assert said.startswith("Webbplatsens språk, det första är standardspråket (till exempel fi,sv): ")
    assert "Namnet är tomt. Skriv ett namn." in said
    assert [settings[name] for name in ("name_fi", "name_sv", "base_url")] == [
        "Suunnitelma",
        "Färdplan",
        "https://plan.example/",
    ]


def test_every_workflow_is_short_and_zizmor_finds_nothing_in_it(init):
    init("city", *NAMED)
    workflows = [*Path("city/.github/workflows").iterdir(), Path("city/.gitlab-ci.yml")]
    zizmor = [Path(sys.executable).with_name("zizmor"), "--offline", "--no-progress", "--color", "never", "city"]
    result = subprocess.run(zizmor, capture_output=True, text=True, check=False)

    assert [file.name for file in workflows if len(file.read_text(encoding="utf-8").splitlines()) > 50] == []
    assert all(isinstance(yaml.safe_load(file.read_text(encoding="utf-8")), dict) for file in workflows)
    assert result.returncode == 0, result.stdout


def test_the_job_that_may_publish_runs_nothing_of_the_city(init):
    init("city", *NAMED)
    jobs = yaml.safe_load(Path("city/.github/workflows/publish.yml").read_text("utf-8"))["jobs"]
    writing = [name for name, job in jobs.items() if "write" in job["permissions"].values()]

    assert writing == ["publish"]
    assert [[*step] for step in jobs["publish"]["steps"]] == [["uses"]]


@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Linux")
def test_what_was_published_stays_when_the_workflow_runs_again(init, tmp_path):
    init("city", *NAMED)
    steps = yaml.safe_load(Path("city/.github/workflows/publish.yml").read_text("utf-8"))["jobs"]["site"]["steps"]
    (step,) = [step["run"] for step in steps if "curl" in step.get("run", "")]
    job = yaml.safe_load(Path("city/.gitlab-ci.yml").read_text(encoding="utf-8"))["pages"]
    (script,) = [line for line in job["script"] if "curl" in line]
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "tiekartta").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', encoding="utf-8")
    (bin_folder / "tiekartta").chmod(0o755)
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path / "published")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/plan"
        path = f"{bin_folder}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "URL": url, "CI_PAGES_URL": url}

        def publish(lines: str) -> subprocess.CompletedProcess[str]:
            command = ["bash", "-eo", "pipefail", "-c", lines]
            return subprocess.run(command, cwd="city", env=environment, capture_output=True, text=True, check=False)

        first = publish(step)
        shutil.copytree("city/site", "published/plan")
        Path("city/content/pages/about.md").unlink()
        again = [publish(lines) for lines in (step, script)]
        server.shutdown()

    assert (first.returncode, [one.returncode for one in again]) == (0, [1, 1])
    assert all('The address "/about/" was published and has no page now' in one.stderr for one in again)


@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Linux")
def test_what_a_proposal_would_lose_is_added_to_its_branch_and_nothing_outside_the_content(init, tmp_path):
    init("city", *NAMED)
    job = yaml.safe_load(Path("city/.github/workflows/check.yml").read_text("utf-8"))["jobs"]["answer"]
    (script,) = [step["run"] for step in job["steps"] if "git push" in step.get("run", "")]
    git = ["git", "-c", "user.name=Edith", "-c", "user.email=edith@city.example"]
    for command in (["init", "-q", "-b", "cms/pages/about"], ["add", "-A"], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *command], cwd="city", check=True)
    subprocess.run(["git", "clone", "-q", "--bare", "city", "origin.git"], check=True)
    for file in ("content/pages/about.md", "README.md"):
        Path("city", file).write_text(Path("city", file).read_text("utf-8") + "\nKept.\n", "utf-8")
    Path("city/changes").mkdir()
    with Path("city/changes/record.patch").open("w") as patch:
        subprocess.run(["git", "diff"], cwd="city", stdout=patch, check=True)
    subprocess.run(["git", "checkout", "-q", "."], cwd="city", check=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/started"\n', encoding="utf-8")
    (tmp_path / "bin/gh").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "city/roadmap",
        "GH_TOKEN": "token",
        "BRANCH": "cms/pages/about",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{tmp_path}/origin.git.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://x-access-token:token@github.com/city/roadmap",
    }
    subprocess.run(["bash", "-e", "-c", script], cwd="city", env=environment, check=True)
    log = ["git", "log", "--name-only", "--format=%s", "-1", "cms/pages/about"]

    shown = subprocess.run(log, cwd="origin.git", capture_output=True, text=True, check=True).stdout
    assert shown == "Keep what was published\n\ncontent/pages/about.md\n"
    assert (tmp_path / "started").read_text() == "workflow run check.yml --ref cms/pages/about\n"


def test_the_pin_is_the_wheel_that_was_named(init):
    init("city", *NAMED, "--wheel", WHEEL)
    address, _sign, checksum = WHEEL.partition("#sha256=")
    (line,) = [line for line in Path("city/requirements.txt").read_text("utf-8").splitlines() if line[0] != "#"]

    assert line == f"tiekartta @ {address} --hash=sha256:{checksum}"
    locked = Path("city/requirements.lock").read_text(encoding="utf-8")
    assert locked in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_pip_installs_the_pinned_wheel_and_the_next_city_pins_it_too(wheel, tiekartta, tmp_path):
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=wheel.parent)
    checksum = hashlib.sha256(wheel.read_bytes()).hexdigest()
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/{wheel.name}"
        lines(tiekartta, "init", "city", *NAMED, "--wheel", f"{url}#sha256={checksum}", cwd=tmp_path)
        install = ["install", "--no-index", "--no-deps", "--require-hashes", "-r", tmp_path / "city/requirements.txt"]
        lines(sys.executable, "-m", "pip", "--python", environment, *install, cwd=tmp_path)
        server.shutdown()
    (noted,) = environment.rglob("tiekartta-*.dist-info/direct_url.json")

    assert yaml.safe_load(noted.read_text(encoding="utf-8"))["url"] == url
