"""A change, pushed: the workflows publish it, or stop with a message beside the line. A tag, pushed: a release."""

from __future__ import annotations

import functools
import hashlib
import http.server
import os
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from pipelines import Host, Run, run_github, run_gitlab
from project import ROOT, line_of, tree

import generator

pytestmark = pytest.mark.tools

TRAM = "content/measures/02-tram.md"
HEATING = "content/measures/01-heating.md"
Act = Callable[[str, str, Host, str], Run]
REQUESTS: dict[Act, str] = {run_github: "pull_request", run_gitlab: "merge_request_event"}
COMMANDS = [
    ".ci",
    ".github",
    ".gitignore",
    ".gitlab-ci.yml",
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "source",
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def git(*arguments: str) -> str:
    author = ["-c", "user.name=Editor", "-c", "user.email=editor@stad.example"]
    return subprocess.run(["git", *author, *arguments], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host of pages on this computer."""
    folder = tmp_path_factory.mktemp("host") / "public"
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Host(f"http://127.0.0.1:{server.server_port}/", folder)
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def start(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the miniature city, published for the first time. Its .venv runs the program of this project."""
    folder = tmp_path_factory.mktemp("start")
    for path in COMMANDS:
        copy = shutil.copytree if (ROOT / path).is_dir() else shutil.copy
        copy(ROOT / path, folder / path)
    shutil.copytree(ROOT / "tests" / "cities" / "plain" / "content", folder / "content")
    for name, command in (("python", ""), ("tiekartta", "-m generator ")):
        program = folder / ".venv" / "bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" {command}"$@"\n', encoding="utf-8")
        program.chmod(0o755)
    # As if `make install` had been here.
    (folder / ".venv" / "pyvenv.cfg").touch()
    (folder / ".venv" / "run.stamp").touch()
    with pytest.MonkeyPatch.context() as context:
        context.chdir(folder)
        git("init", "--quiet", "--initial-branch=main")
        git("add", ".")
        git("commit", "--quiet", "--message=Begin")
        run = run_github("push", "0" * 40, host)
        assert run.outcome == ("tested", "published"), run.log
    shutil.copytree(host.folder, folder.with_name("published"))
    return folder


@pytest.fixture
def repository(start: Path, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the repository for a test to edit; what was published first is on the host again."""
    folder = tmp_path / "repository"
    shutil.copytree(start, folder, ignore=shutil.ignore_patterns("site"))
    host.publish(start.with_name("published"))
    monkeypatch.chdir(folder)
    return folder


def replace(path: str, old: str, new: str) -> None:
    line_of(path, old)
    Path(path).write_text(Path(path).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def append(path: str, text: str) -> None:
    Path(path).write_text(Path(path).read_text(encoding="utf-8") + text, encoding="utf-8")


def delete_the_tram() -> None:
    Path(TRAM).unlink()
    replace(HEATING, " Se också [spårvagnen](02-tram.md).", "")
    replace(HEATING, " See also [the tram](02-tram.md).", "")


def delete_the_tram_and_lead_on() -> None:
    delete_the_tram()
    append("content/site.yaml", "redirects:\n  /en/measures/tram/: /en/measures/\n  /atgarder/sparvagn/: /atgarder/\n")


def add_a_draft() -> None:
    text = Path(TRAM).read_text(encoding="utf-8").replace("number: 2", "number: 3\ndraft: yes")
    text = text.replace("sparvagn", "cyklar").replace("slug_en: tram", "slug_en: bikes")
    Path("content/measures/03-bikes.md").write_text(text, encoding="utf-8")


def rename_the_tram() -> None:
    replace(TRAM, "slug_en: tram\n", "slug_en: tramway\naliases_en: tram\n")


def change_the_weight() -> None:
    replace(TRAM, "weight: S\n", "weight: L\n")


def change_the_goal() -> None:
    replace(TRAM, "goal: Y\n", "goal: X\n")


def change_the_title() -> None:
    replace(TRAM, "A tram to the harbour", "A tram to the sea")


def change(edit: Callable[[], None], act: Act, event: str, host: Host, program: str = "success") -> Run:
    """Edit the repository, commit that, and run the workflow of a host."""
    base = git("rev-parse", "HEAD")
    edit()
    git("add", "--all")
    git("commit", "--quiet", "--message=Edit")
    return act(event, base, host, program)


# What an editor does: the page that shows it, what is there after, and what was there before.
EDITS = {
    "a value of a scale": (change_the_weight, "en/measures/index.html", "weight:L", "weight:S"),
    "the last of a goal": (change_the_goal, "en/goals/sustainable-travel/index.html", "Sustainable travel", "tram"),
    "a title": (change_the_title, "en/measures/tram/index.html", "A tram to the sea", "A tram to the harbour"),
    "an address": (rename_the_tram, "en/measures/tram/index.html", "../tramway/", "A tram to the harbour"),
    "a deletion with redirects": (delete_the_tram_and_lead_on, "en/measures/tram/index.html", 'href="../"', "harbour"),
    "a draft": (add_a_draft, "en/measures/index.html", "A tram to the harbour", "bikes"),
}


@pytest.mark.parametrize("act", [run_github, run_gitlab])
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_published_without_a_test_of_the_program(repository, host, edit, act):
    change_it, page, after, before = EDITS[edit]

    run = change(change_it, act, "push", host)
    text = (host.folder / page).read_text(encoding="utf-8")

    assert (run.outcome, run.annotations) == (("published",), []), run.log
    assert (after in text, before in text) == (True, False)


# What an editor does wrong: where the message stands, and what it says.
MISTAKES = {
    "a slip of the pen": (
        lambda: replace(TRAM, "goal: Y", "goal: Q"),
        (TRAM, "goal: Q", '"Q" is not a goal. Use one of X (Clean energy), Y (Sustainable travel).'),
    ),
    "a quotation mark that is not closed": (
        lambda: replace(TRAM, "title_en: A tram", 'title_en: "A tram'),
        (
            TRAM,
            'title_en: "A tram',
            'The quotation mark that opens here is not closed on its line. Write: title_en: "A tram to the harbour"',
        ),
    ),
    "a number of another": (
        lambda: replace(TRAM, "number: 2", "number: 1"),
        (TRAM, "number: 1", f"Number 1 is already used by {HEATING}. Give one of them another."),
    ),
    "a link to what was deleted": (
        lambda: Path(TRAM).unlink(),
        (
            HEATING,
            "[spårvagnen](02-tram.md)",
            'There is no published file "measures/02-tram.md". Check its name in the folder "content/measures".',
        ),
    ),
}


@pytest.mark.parametrize("act", [run_github, run_gitlab])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_stops_with_its_message_beside_its_line(repository, host, mistake, act):
    make_it, (file, text, message) = MISTAKES[mistake]
    published = tree(host.folder)

    run = change(make_it, act, "push", host)

    assert (run.outcome, run.annotations[:1]) == (("failed",), [(file, line_of(file, text), message)]), run.log
    assert tree(host.folder) == published


@pytest.mark.parametrize("act", [run_github, run_gitlab])
def test_a_deletion_without_redirects_stops_with_each_lost_address(repository, host, act):
    published = tree(host.folder)

    run = change(delete_the_tram, act, "push", host)

    assert run.outcome == ("failed",), run.log
    for path in ("atgarder/sparvagn/", "en/measures/tram/"):
        assert f'The address "/{path}" was published and has no page now' in run.log
    # GitLab shows messages of files only.
    assert {file for file, _line, _message in run.annotations} == (
        {f"{host.url}sitemap.xml"} if act is run_github else set()
    )
    assert tree(host.folder) == published


@pytest.mark.parametrize("act", [run_github, run_gitlab])
def test_a_deletion_that_is_proposed_is_kept_in_the_list_of_what_was_withdrawn_and_asks_why(repository, host, act):
    published = tree(host.folder)

    run = change(delete_the_tram, act, REQUESTS[act], host)

    assert run.outcome == ("failed",), run.log
    assert "number: 2" in Path("content/withdrawn.yaml").read_text(encoding="utf-8")
    assert 'reason_en: "?"' in run.changes
    assert tree(host.folder) == published


@pytest.mark.parametrize("act", [run_github, run_gitlab])
def test_a_request_says_what_it_changes_and_publishes_nothing(repository, host, act):
    published = tree(host.folder)

    run = change(change_the_title, act, REQUESTS[act], host)

    assert (run.outcome, run.annotations) == ((), []), run.log
    assert "A tram to the sea" in run.changes
    assert Path("site/en/measures/tram/index.html").is_file()
    assert tree(host.folder) == published


@pytest.mark.parametrize("act", [run_github, run_gitlab])
def test_a_request_fails_on_advice_that_it_adds_once_its_pages_can_be_looked_at(repository, host, act):
    run = change(lambda: replace(TRAM, "A tram to the harbour", "A tram to the ABC"), act, REQUESTS[act], host)

    assert (run.outcome, run.annotations) == (("failed",), []), run.log
    assert "Or write why you keep it: kept: abbreviation ABC (…)" in run.log
    assert "A tram to the ABC" in run.changes
    assert Path("site/en/measures/tram/index.html").is_file()


@pytest.mark.parametrize("act", [run_github, run_gitlab])
def test_what_mends_a_mistake_is_published_though_nothing_compares_with_it(repository, host, act):
    replace(TRAM, "goal: Y", "goal: Q")
    git("commit", "--quiet", "--all", "--message=A mistake")

    run = change(lambda: replace(TRAM, "goal: Q", "goal: X"), act, "push", host)

    assert run.outcome == ("published",), run.log
    assert "The old content has problems" in run.changes


@pytest.mark.parametrize("act", [run_github, run_gitlab])
@pytest.mark.parametrize(
    ("result", "outcome"), [("success", ("tested", "published")), ("failure", ("tested", "failed"))]
)
def test_a_change_of_the_program_is_published_once_its_tests_pass(repository, host, act, result, outcome):
    def edit():
        change_the_title()
        append("Makefile", "# A change\n")

    assert change(edit, act, "push", host, result).outcome == outcome


def release(tag: str) -> subprocess.CompletedProcess[str]:
    """Run what the release of a tag runs before it asks GitHub."""
    workflow = yaml.safe_load(Path(".github/workflows/release.yml").read_text(encoding="utf-8"))
    (script,) = (step["run"] for step in workflow["jobs"]["release"]["steps"] if ".ci/release" in step.get("run", ""))
    variables = os.environ | {"TAG": tag}
    return subprocess.run(["bash", "-e", "-c", script], env=variables, capture_output=True, text=True, check=False)


def test_a_tag_releases_the_packages_with_their_sums_and_what_is_new(repository):
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    for path in project["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]:
        if (ROOT / path).is_dir():
            shutil.copytree(ROOT / path, path, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            Path(path).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / path, path)
    # Newer than what was copied: else make would install the copy in the place of this project.
    Path(".venv/run.stamp").touch()
    version = generator.__version__

    released = release(f"v{version}")
    names = {path.name for path in Path("dist").iterdir()}
    sums = Path("dist/SHA256SUMS").read_text(encoding="utf-8").splitlines()

    assert released.returncode == 0, released.stderr
    packages = {f"tiekartta-{version}-py3-none-any.whl", f"tiekartta-{version}.tar.gz"}
    assert names == {*packages, "NOTES.md", "SHA256SUMS"}
    assert {line.split("  ")[1]: line.split("  ")[0] for line in sums} == {
        name: hashlib.sha256(Path("dist", name).read_bytes()).hexdigest() for name in packages
    }
    notes = Path("dist/NOTES.md").read_text(encoding="utf-8")
    assert f"## {version}\n{notes}" in Path("CHANGELOG.md").read_text(encoding="utf-8")
    assert "\n### " in notes


def test_a_tag_of_another_version_releases_nothing(repository):
    released = release("v9.9.9")

    assert released.returncode == 1
    assert released.stderr == (
        f"The tag v9.9.9 is not that of the version {generator.__version__}. "
        f"Write the version into generator/__init__.py, or tag v{generator.__version__}.\n"
    )
    assert not Path("dist").exists()
