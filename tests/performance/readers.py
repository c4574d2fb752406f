"""Measures what a reader loads: the demonstration, built with compressed files and served as hosts are told to.

A browser visits pages twice; the server counts what it is asked for and the bytes that it sends, headers too.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from itertools import chain
from pathlib import Path

from journeys.host import Quiet, launch, running
from playwright.sync_api import Browser, Page, sync_playwright
from project import ROOT

from generator.build import load_published
from generator.hosting.http_rules import HttpRules, http_rules
from generator.hosting.media_types import content_type
from generator.model import Roadmap
from generator.project import Project
from generator.urls import BuiltinPage, UrlMap
from performance.measuring import measured
from performance.results import table

CODINGS = {"br": ".br", "gzip": ".gz"}
HEAD = ("what is read", "requests", "kB (br)", "kB (gz)", "again: requests", "kB (br)")
KILOBYTE = 1_000
# An address from the root of the site, and what is done on that page.
Look = tuple[str, Callable[[Page], None]]


@dataclass
class Host:
    """A host that does what the rules of a site say, and knows how much it was asked for and sent."""

    folder: Path
    rules: HttpRules
    coding: str
    sizes: list[int] = field(default_factory=list)


class Delivering(Quiet):
    """Sends files of a host, compressed where there is a compressed one, and nothing that the browser has already."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, host: Host) -> None:
        self.host = host
        super().__init__(*arguments, directory=str(host.folder))

    def do_GET(self) -> None:  # noqa: N802 - The name that the server calls.
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        coded = file.with_name(file.name + CODINGS[self.host.coding])
        is_coded = coded.is_file() and self.host.coding in self.headers["Accept-Encoding"]
        content = (coded if is_coded else file).read_bytes() if file.is_file() else b""
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        is_known = self.headers["If-None-Match"] == tag
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK if content else HTTPStatus.NOT_FOUND)
        for name, value in headers_of(self.path.removeprefix("/"), self.host.rules).items():
            self.send_header(name, value)
        self.send_header("ETag", tag)
        if not is_known:
            self.send_header("Content-Type", content_type(file.name))
            self.send_header("Content-Length", str(len(content)))
            if is_coded:
                self.send_header("Content-Encoding", self.host.coding)
        sent = b"" if is_known else content
        self.host.sizes.append(len(b"".join(self._headers_buffer)) + len(sent))
        self.end_headers()
        self.wfile.write(sent)


def headers_of(path: str, rules: HttpRules) -> dict[str, str]:
    own = [headers for folder, headers in rules.folder_headers.items() if path.startswith(folder)]
    return {**rules.headers, **{name: value for headers in own for name, value in headers.items()}}


def reader_lines(folder: Path) -> list[str]:
    """A table of what a reader loads, in the first language of the demonstration, built into a new folder."""
    roadmap = build_delivered(folder)
    visits = visits_of(roadmap)
    with sync_playwright() as playwright, launch(playwright) as browser:
        by_coding = {
            coding: list(counted(folder / "site", roadmap, browser, coding, visits.values())) for coding in CODINGS
        }
    rows = [
        (name, str(first[0]), told(first[1]), told(gz[1]), str(again[0]), told(again[1]))
        for name, (first, again), (gz, _) in zip(visits, by_coding["br"], by_coding["gzip"], strict=True)
    ]
    return table(HEAD, rows)


def build_delivered(folder: Path) -> Roadmap:
    """Builds the demonstration as nginx delivers it."""
    shutil.copytree(ROOT / "content", folder / "content")
    with (folder / "content" / "site.yaml").open("a", encoding="utf-8") as site:
        site.write("hosts: nginx\n")
    measured([sys.executable, "-m", "generator", "build"], folder)
    return load_published(Project(folder / "content"))


def visits_of(roadmap: Roadmap) -> dict[str, list[Look]]:
    """What is read in each visit: addresses, and what is done there."""
    urls, language = UrlMap(roadmap), roadmap.site.default_language
    word = roadmap.measures[0].title[language].split()[0]
    visits = {
        "home page": [(urls.url_for(BuiltinPage.HOME, language), look)],
        "a measure": [(urls.url_for(roadmap.measures[0], language), look)],
        "list of measures": [(urls.url_for(BuiltinPage.MEASURES, language), look)],
        "search for a word": [(urls.url_for(BuiltinPage.SEARCH, language), partial(search, word))],
    }
    return {**visits, "all four, one after the other": list(chain.from_iterable(visits.values()))}


def look(page: Page) -> None:
    """Reads what is there."""


def search(word: str, page: Page) -> None:
    page.get_by_role("searchbox").last.fill(word)
    page.locator("main li a").first.wait_for()


def counted(
    site: Path, roadmap: Roadmap, browser: Browser, coding: str, visits: Iterable[Sequence[Look]]
) -> Iterator[Sequence[tuple[int, int]]]:
    """The requests and bytes of each visit and of its repetition, by a browser that has nothing at first."""
    rules = http_rules(roadmap.site, (), {}, UrlMap(roadmap).embed_folders(), ())
    host = Host(site, rules, coding)
    with running(ThreadingHTTPServer(("127.0.0.1", 0), partial(Delivering, host=host))) as address:
        for looks in visits:
            with browser.new_context() as context:
                yield [visited(context.new_page(), address, looks, host) for _ in range(2)]


def visited(page: Page, address: str, looks: Sequence[Look], host: Host) -> tuple[int, int]:
    host.sizes.clear()
    for url, act in looks:
        page.goto(address + url, wait_until="networkidle")
        act(page)
        page.wait_for_load_state("networkidle")
    return len(host.sizes), sum(host.sizes)


def told(size: int) -> str:
    return f"{size / KILOBYTE:,.1f}"
