"""The invented city, built once, and each browser, started once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from journeys.host import build, served
from playwright.sync_api import Playwright, sync_playwright
from project import SATULAHTI

from browsers.clients import FRAME, Client, started

# Today's, which `make test` installs; `make browsers` names those that it installs.
BROWSERS = os.environ.get("BROWSERS", "chromium firefox").split()
OLDER = [name for name in BROWSERS if name in {"chromium-92", "chromium-103", "chromium-108"}]
# Width and colour scheme. Today's browsers are few surprises, so they take less of the time of `make test`.
SCREENS = [(1280, "light"), (360, "dark"), (1280, "dark"), (360, "light")][: 4 if OLDER else 2]

collect_ignore = [] if OLDER else ["test_older.py"]


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented city Satulahti, which follows its roadmap up, built."""
    folder = tmp_path_factory.mktemp("browsers") / "site"
    build(SATULAHTI, folder)
    (folder / FRAME).write_text("<!DOCTYPE html><title>A phone</title><iframe height=740></iframe>\n")
    return folder


@pytest.fixture(scope="package")
def site(folder: Path) -> Iterator[str]:
    """The address of Satulahti."""
    with served(folder) as address:
        yield address


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """What drives each Chromium: a process has one of it at a time."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package", params=[name for name in BROWSERS if name not in OLDER])
def client(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Client]:
    """A window of each supported browser in turn."""
    with started(request.param, playwright) as window:
        yield window


@pytest.fixture(scope="package", params=OLDER)
def older_client(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Client]:
    """A window of each browser in turn that is older than the site has a style for."""
    with started(request.param, playwright) as window:
        yield window


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen[0]}-{screen[1]}")
def screen(request: pytest.FixtureRequest) -> tuple[int, str]:
    return request.param


@pytest.fixture
def width(screen: tuple[int, str]) -> int:
    return screen[0]


@pytest.fixture
def scheme(screen: tuple[int, str]) -> str:
    return screen[1]


@pytest.fixture
def visit(client: Client, site: str, width: int, scheme: str) -> Callable[[str], Client]:
    """Opens a page of Satulahti on a screen of a width and a colour scheme."""

    def opened(path: str) -> Client:
        client.open(site + path, width, scheme)
        return client

    return opened
