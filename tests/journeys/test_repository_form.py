"""The form of a repository on GitHub or GitLab: what it asks the server for when an editor saves.

The server is played by a few answers; what the form sends to it is what it would send to the host.
"""

from __future__ import annotations

import base64
import json
import re
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from project import ROOT

from journeys.host import served

ACROSS_ORIGINS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
}
DAY = "2026-03-01T12:00:00Z"
USER = {"id": 1, "login": "editor", "username": "editor", "name": "Editor", "email": "editor@city.example"}
HEATING = "content/measures/01-heating.md"
BRANCH = "cms/measures/01-heating"


class Server(ABC):
    """Answers for a repository with the files of a folder, and keeps what was asked of it to change something."""

    api: str
    graphql: str
    # The last request of a save.
    last: str

    def __init__(self, folder: Path) -> None:
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        self.files = {file.relative_to(folder.parent).as_posix(): file.read_text(encoding="utf-8") for file in files}
        self.changes: list[tuple[str, Any]] = []

    def respond(self, route: Route) -> None:
        request = route.request
        sent = json.loads(request.post_data) if request.post_data else {}
        path = request.url.removeprefix(self.api)
        if request.url == self.graphql and request.method == "POST":
            route.fulfill(headers=ACROSS_ORIGINS, json={"data": self.data(sent["query"], sent["variables"])})
            return
        if request.method in ("POST", "PUT", "PATCH", "DELETE"):
            self.changes.append((f"{request.method} {path}", sent))
        answer = self.resource(path)
        status = 204 if request.method == "OPTIONS" or answer is None else 200
        route.fulfill(status=status, headers=ACROSS_ORIGINS, body=json.dumps(answer) if status == 200 else "")

    @abstractmethod
    def resource(self, path: str) -> Any: ...

    @abstractmethod
    def data(self, query: str, variables: dict[str, Any]) -> dict[str, Any]: ...


class GitHub(Server):
    api = "https://api.github.com"
    graphql = "https://api.github.com/graphql"
    last = "/issues/7/labels"

    def resource(self, path: str) -> Any:
        if path == "/repos/city/roadmap/collaborators/editor":
            return None
        if path == "/user":
            return USER
        if "/git/trees/" in path:
            names = enumerate(self.files)
            return {"tree": [{"type": "blob", "path": name, "sha": f"{n:040}", "size": 9} for n, name in names]}
        return {"number": 7, "node_id": "PR", "html_url": "https://github.com/", "created_at": DAY, "updated_at": DAY}

    def data(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        commit = {"oid": "c0", "message": "", "committedDate": DAY, "author": {"name": "E", "email": "e@city.example"}}
        branch = {"target": {"oid": "c0", "history": {"nodes": [commit]}}}
        if query.lstrip().startswith("mutation"):
            name = re.findall(r"(\w+)\(input: \$input\)", query)[0]
            self.changes.append((name, variables["input"]))
            return {name: {"ref": {"name": "x"}, "commit": commit | {"file_0": {"oid": "b1"}}}}
        if "pullRequests" in query:
            return {"repository": {"pullRequests": {"nodes": [], "totalCount": 0}}}
        aliases = re.findall(r"(\w+_\d+): ", query)
        texts = [list(self.files.values())[int(sha)] for sha in re.findall(r'object\(oid: "(\d+)"\)', query)]
        blobs = {f"content_{n}": {"text": text, "isTruncated": False} for n, text in enumerate(texts)}
        repository = {"id": "R", "defaultBranchRef": {"name": "main"}, "ref": branch, "object": {"oid": "c0"}}
        whole = repository | dict.fromkeys(aliases, branch) | blobs
        return {"repository": whole, "fork": repository, "base": repository}


class GitLab(Server):
    api = "https://git.city.example/api/v4"
    graphql = "https://git.city.example/api/graphql"
    last = "/merge_requests"

    def resource(self, path: str) -> Any:
        if path == "/user":
            return USER
        if "/users?search=" in path:
            return [USER]
        if "/merge_requests?" in path:
            return []
        return {"id": "c1", "iid": 7, "web_url": "", "committed_date": DAY, "created_at": DAY, "updated_at": DAY}

    def data(self, _query: str, variables: dict[str, Any]) -> dict[str, Any]:
        blobs = [{"type": "blob", "path": name, "sha": f"{n:040}"} for n, name in enumerate(self.files)]
        files = {"nodes": blobs, "pageInfo": {"hasNextPage": False, "endCursor": ""}}
        repository = {
            "rootRef": "main",
            "tree": {"lastCommit": {"sha": "c0", "message": ""}, "blobs": files},
            "blobs": {"nodes": [{"rawTextBlob": self.files[path]} for path in variables.get("paths", ())]},
        }
        return {"project": {"repository": repository}}


@pytest.fixture
def save(browser: Browser, city, run, tmp_path):
    """Writes the page for a repository, signs in to it, changes a title and saves it."""
    (tmp_path / "editor").symlink_to(ROOT / "editor")
    contexts = []

    def changed(server: Server, *options: str) -> tuple[Page, list[str]]:
        assert run("form", "--repo", "city/roadmap", "--output", "public/admin", *options).exit_code == 0
        context, elsewhere = browser.new_context(viewport={"width": 1280, "height": 4000}), []
        contexts.append(context)
        context.route(f"{server.api}/**", server.respond)
        context.route(server.graphql, server.respond)
        form = context.new_page()
        with served(Path("public")) as address:
            own = (address, "blob:", "data:", server.api, server.graphql)
            form.on("request", lambda one: one.url.startswith(own) or elsewhere.append(one.url))
            form.goto(f"{address}admin/")
            form.get_by_role("button", name="Sign In Using Access Token").click()
            form.get_by_role("textbox").fill("a-token")
            form.get_by_role("button", name="Sign In", exact=True).click()
            form.get_by_role("gridcell", name="1 District heating without coal").click()
            form.get_by_role("textbox", name="Title (in English)", exact=True).fill("District heating, clean")
            with form.expect_response(lambda one: one.request.method == "POST" and one.url.endswith(server.last)):
                form.get_by_role("button", name="Save", exact=True).click()
        return form, elsewhere

    yield changed
    for context in contexts:
        context.close()


def test_on_github_a_save_is_a_branch_and_a_proposal_and_leaves_the_main_branch_alone(save, city):
    github = GitHub(city.content.absolute())
    form, elsewhere = save(github)
    changes = dict(github.changes)
    commit = changes["createCommitOnBranch"]
    (file,) = commit["fileChanges"]["additions"]
    proposal = changes["POST /repos/city/roadmap/pulls"]

    assert [name for name, _ in github.changes][:3] == [
        "createRef",
        "createCommitOnBranch",
        "POST /repos/city/roadmap/pulls",
    ]
    assert changes["createRef"]["name"] == f"refs/heads/{BRANCH}"
    assert (commit["branch"]["branchName"], commit["fileChanges"]["deletions"]) == (BRANCH, [])
    assert (file["path"], base64.b64decode(file["contents"]).decode()) == (
        HEATING,
        github.files[HEATING].replace("heating without coal", "heating, clean"),
    )
    assert [proposal[name] for name in ("title", "head", "base", "draft")] == [
        f"Change {HEATING}",
        BRANCH,
        "main",
        True,
    ]
    # It is merged on the host alone, with the checks in sight.
    expect(form.get_by_role("button", name="publish")).to_have_count(0)
    assert elsewhere == []


def test_on_gitlab_a_save_is_a_branch_and_a_proposal_and_leaves_the_main_branch_alone(save, city):
    gitlab = GitLab(city.content.absolute())
    form, elsewhere = save(gitlab, "--host", "gitlab", "--url", "https://git.city.example")
    (commit_name, commit), (proposal_name, proposal) = gitlab.changes
    (action,) = commit["actions"]

    assert [commit_name, proposal_name] == [
        "POST /projects/city%2Froadmap/repository/commits",
        "POST /projects/city%2Froadmap/merge_requests",
    ]
    assert [commit["branch"], commit["start_branch"], action["action"], action["file_path"]] == [
        BRANCH,
        "main",
        "update",
        HEATING,
    ]
    assert action["content"] == gitlab.files[HEATING].replace("heating without coal", "heating, clean")
    assert [proposal[name] for name in ("title", "source_branch", "target_branch")] == [
        f"Draft: Change {HEATING}",
        BRANCH,
        "main",
    ]
    expect(form.get_by_role("button", name="publish")).to_have_count(0)
    assert elsewhere == []
