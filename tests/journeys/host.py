"""A static host on this computer, and the browser that visits it."""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright
from site_writing import write_site

from generator.build import load_published, outputs, render
from generator.model import Roadmap
from generator.project import Project


class Quiet(SimpleHTTPRequestHandler):
    """A static host without a log."""

    def log_message(self, *_: object) -> None: ...


def build(content: Path, folder: Path) -> Roadmap:
    """Builds content with the project's templates into a folder, and gives what it says."""
    project = Project(content)
    roadmap = load_published(project)
    write_site(render(outputs(roadmap, project)), folder)
    return roadmap


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, as long as the context lasts."""
    with running(ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))) as address:
        yield address


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[str]:
    """The address of a server, which answers as long as the context lasts."""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def launch(playwright: Playwright) -> Browser:
    """The Chromium of this computer, or the one that CHROMIUM names."""
    return playwright.chromium.launch(**chromium())


def chromium() -> dict[str, Any]:
    """Where the browser is, and how it is started."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "There is no Chromium. `make test` installs it, or says how."
    sandbox = [] if not hasattr(os, "getuid") or os.getuid() else ["--no-sandbox"]
    return {"args": ["--disable-gpu", *sandbox], "executable_path": found}
