"""The form of a repository on GitHub: what it asks the server for when an editor saves.

The server is played by a few answers; what the form sends to it is what it would send to GitHub.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from project import ROOT

from journeys.host import served

API = "https://api.github.com"
ACROSS_ORIGINS = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
LABELS = "/repos/city/roadmap/issues/7/labels"
DAY = "2026-03-01T12:00:00Z"


class GitHub:
    """Answers for a repository with the files of a folder, and keeps what was asked of it to change something."""

    def __init__(self, folder: Path) -> None:
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        self.files = [(file.relative_to(folder.parent).as_posix(), file.read_text(encoding="utf-8")) for file in files]
        self.changes: list[tuple[str, Any]] = []

    def respond(self, route: Route) -> None:
        request, path = route.request, route.request.url.removeprefix(API)
        sent = json.loads(request.post_data) if request.post_data else {}
        if request.method == "OPTIONS":
            methods = {"Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE"}
            route.fulfill(status=204, headers=ACROSS_ORIGINS | methods)
        elif path == "/graphql":
            route.fulfill(headers=ACROSS_ORIGINS, json={"data": self.data(sent["query"], sent["variables"])})
        elif path == "/repos/city/roadmap/collaborators/editor":
            route.fulfill(status=204, headers=ACROSS_ORIGINS)
        else:
            if request.method != "GET":
                self.changes.append((f"{request.method} {path}", sent))
            route.fulfill(headers=ACROSS_ORIGINS, json=self.resource(path))

    def resource(self, path: str) -> dict[str, Any]:
        if path == "/user":
            return {"id": 1, "login": "editor", "name": "Editor", "email": "editor@city.example"}
        if "/git/trees/" in path:
            blobs = [
                {"type": "blob", "path": name, "sha": f"{n:040}", "size": 9} for n, (name, _) in enumerate(self.files)
            ]
            return {"tree": blobs}
        return {
            "number": 7,
            "node_id": "PR",
            "html_url": "https://github.com/city/roadmap/pull/7",
            "created_at": DAY,
            "updated_at": DAY,
        }

    def data(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        commit = {"oid": "c0", "message": "", "committedDate": DAY, "author": {"name": "E", "email": "e@city.example"}}
        branch = {"target": {"oid": "c0", "history": {"nodes": [commit]}}}
        if query.lstrip().startswith("mutation"):
            name = re.findall(r"(\w+)\(input: \$input\)", query)[0]
            self.changes.append((name, variables["input"]))
            return {
                name: {"ref": {"name": "x"}, "commit": {"oid": "c1", "committedDate": DAY, "file_0": {"oid": "b1"}}}
            }
        if "pullRequests" in query:
            return {"repository": {"pullRequests": {"nodes": [], "totalCount": 0}}}
        aliases = re.findall(r"(\w+_\d+): ", query)
        by_sha = re.findall(r'object\(oid: "(\d+)"\)', query)
        blobs = {
            f"content_{n}": {"text": self.files[int(sha)][1], "isTruncated": False} for n, sha in enumerate(by_sha)
        }
        repository = {"id": "R", "defaultBranchRef": {"name": "main"}, "ref": branch, "object": {"oid": "c0"}}
        return {
            "repository": repository | dict.fromkeys(aliases, branch) | blobs,
            "fork": repository,
            "base": repository,
        }


@pytest.fixture
def github(city) -> GitHub:
    return GitHub(city.content.absolute())


@pytest.fixture
def requests() -> list[str]:
    return []


@pytest.fixture
def form(browser: Browser, city, run, tmp_path, github, requests) -> Iterator[Page]:
    """The page that the command has written, signed in to."""
    (tmp_path / "editor").symlink_to(ROOT / "editor")
    assert run("form", "--repo", "city/roadmap", "--output", "public/admin").exit_code == 0
    with served(Path("public")) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 4000})
        context.route(f"{API}/**", github.respond)
        form = context.new_page()
        form.on("request", lambda one: one.url.startswith((address, "blob:", "data:", API)) or requests.append(one.url))
        form.goto(f"{address}admin/")
        form.get_by_role("button", name="Sign In Using Access Token").click()
        form.get_by_role("textbox").fill("a-token")
        form.get_by_role("button", name="Sign In", exact=True).click()
        form.get_by_role("grid").wait_for()
        yield form
        context.close()


def test_a_save_is_a_branch_and_a_proposal_and_leaves_the_main_branch_alone(form, github, requests):
    form.get_by_role("gridcell", name="1 District heating without coal").click()
    form.get_by_role("textbox", name="Title (in English)", exact=True).fill("District heating, clean")
    with form.expect_response(f"{API}{LABELS}"):
        form.get_by_role("button", name="Save", exact=True).click()
    names = [name for name, _ in github.changes]
    changes = dict(github.changes)
    commit = changes["createCommitOnBranch"]
    (file,) = commit["fileChanges"]["additions"]

    assert names == ["createRef", "createCommitOnBranch", "POST /repos/city/roadmap/pulls", f"POST {LABELS}"]
    assert changes["createRef"]["name"] == "refs/heads/cms/measures/01-heating"
    assert commit["branch"]["branchName"] == "cms/measures/01-heating"
    assert commit["fileChanges"]["deletions"] == []
    assert (file["path"], base64.b64decode(file["contents"]).decode()) == (
        "content/measures/01-heating.md",
        dict(github.files)["content/measures/01-heating.md"].replace("heating without coal", "heating, clean"),
    )
    proposal = changes["POST /repos/city/roadmap/pulls"]
    assert [proposal[name] for name in ("title", "head", "base", "draft")] == [
        "Change content/measures/01-heating.md",
        "cms/measures/01-heating",
        "main",
        True,
    ]
    # It is merged on the host alone, with the checks in sight.
    assert [name for name in form.get_by_role("button").all_inner_texts() if "ublish" in name] == []
    assert requests == []
