"""The preview, as a browser meets it: a real server in a process of its own, over a small folder."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from project import ROOT as PROJECT
from project import free_port
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from generator.diagnostics import ContentError, Diagnostic, Location, Severity, Terminated
from generator.i18n import Translator, _
from generator.preview.server import HALF_WRITTEN_SECONDS, BuildResult, Follower, Preview

NO_SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals that a program could answer")

# Pages are the files of the folder; a word in one of them makes the render fail in one way or another.
PROGRAM = """
import os
import signal
import sys
from functools import partial
from pathlib import Path
from generator.diagnostics import ContentError, Diagnostic, Location, UserError
from generator.i18n import _
from generator.preview.server import BuildResult, Preview, serve
from generator.i18n import Translator

# Ctrl-C, even where the tests themselves were started in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)
folder = Path(sys.argv[1])

class Final:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)

def render():
    print("render", flush=True)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    text = b"".join(files.values())
    if b"PROBLEM" in text:
        raise ContentError([Diagnostic(Location("a<b>.md", 1, 7), _('"<x>" is not a level.'))])
    if b"EXCEPTION" in text:
        raise RuntimeError("out of paper")
    if b"FINALIZER" in text:
        Final()
    if b"EXIT" in text:
        sys.exit("gone")
    return BuildResult({path: partial(bytes, content) for path, content in files.items()})

try:
    serve(Preview(render, lambda line: print(line, flush=True), Translator()), [folder], int(sys.argv[2]))
except UserError as taken:
    print(taken.message)
"""
PAGE = "<!doctype html><html><head><title>{0}</title></head><body>{0}</body></html>"


@dataclass
class Site:
    folder: Path
    port: int
    process: subprocess.Popen[str]
    log: Path

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGE.format(text))
        return path

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, dict(response.getheaders()), text

    def status(self, path: str, method: str = "GET", **headers: str) -> int:
        return self.ask(path, method, **headers)[0]

    def shows(self, words: str, path: str = "/") -> bool:
        return eventually(lambda: words in self.ask(path)[2])

    def printed(self) -> str:
        return self.log.read_text()

    async def socket(self, page: str = "/") -> WebSocketClientConnection:
        headers = {"Origin": f"http://localhost:{self.port}"}
        line = await websocket_connect(HTTPRequest(f"ws://127.0.0.1:{self.port}/livereload", headers=headers))
        await line.write_message(json.dumps({"command": "hello"}))
        await line.write_message(json.dumps({"command": "info", "url": f"http://localhost:{self.port}{page}"}))
        await line.read_message()
        return line


async def closed(line: WebSocketClientConnection) -> None:
    # The socket is left open where the event loop ends before the server has answered.
    line.close()
    while await line.read_message() is not None:
        pass


def eventually(holds: Callable[[], bool]) -> bool:
    # A busy machine needs longer; who waits longer than this waits for nothing.
    end = time.monotonic() + 30
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return held


def start(folder: Path, port: int, log: Path) -> subprocess.Popen[str]:
    with log.open("w") as output:
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), str(port)],
            stdout=output, stderr=subprocess.STDOUT, text=True,
            cwd=folder.parent, env={**os.environ, "PYTHONPATH": str(PROJECT)},
        )  # fmt: skip


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    base = tmp_path_factory.mktemp("preview")
    (base / "site").mkdir()
    (base / "a<b>.md").write_text("level: <x>")
    port = free_port()
    site = Site(base / "site", port, start(base / "site", port, base / "log"), base / "log")
    site.write("index.html", "home")
    site.write("404.html", "lost")
    site.write("sv/index.html", "hem")
    (site.folder / "style.css").write_text("body{}")
    try:
        assert eventually(lambda: "http://127.0.0.1" in site.printed())
        assert all([site.shows("lost", "/404.html"), site.shows("hem", "/sv/"), site.shows("body", "/style.css")])
        yield site
    finally:
        site.process.kill()
        site.process.wait()


@pytest.fixture
def site(running: Site) -> Iterator[Site]:
    """The running preview, whole again after the test."""
    yield running
    if (running.folder / "index.html").read_text() != PAGE.format("home"):
        running.write("index.html", "home")
        assert running.shows("<body>home</body>")


def reload_after(site: Site, change: Callable[[], object]) -> str:
    async def listen() -> str:
        line = await site.socket()
        change()
        message = await asyncio.wait_for(line.read_message(), 30)
        await closed(line)
        return str(json.loads(str(message))["command"])

    return asyncio.run(listen())


def test_a_page_comes_with_its_type_and_the_reload_script(site: Site) -> None:
    status, headers, text = site.ask("/")

    assert status == 200
    assert text == PAGE.format("home").replace(
        "</head>", f'<script src="/livereload.js?port={site.port}" defer></script></head>'
    )
    assert (headers["Content-Type"], headers["Cache-Control"], headers["X-Content-Type-Options"]) == (
        "text/html; charset=utf-8", "no-store", "nosniff",
    )  # fmt: skip


def test_a_folder_without_its_slash_is_sent_on(site: Site) -> None:
    status, headers, _ = site.ask("/sv")

    assert (status, headers["Location"]) == (301, "/sv/")


@pytest.mark.parametrize(
    "path",
    ["/none", "/none/", "//sv", "//example.org", "/../log", "/%2e%2e/log", "/sv/..", "/%ff", "/forcereload"],
)
def test_what_is_not_of_the_site_is_our_404_page(site: Site, path: str) -> None:
    status, _, text = site.ask(path)

    assert (status, "<body>lost</body>" in text) == (404, True)


def test_the_preview_is_only_for_reading(site: Site) -> None:
    assert [site.status("/", method) for method in ("GET", "HEAD", "POST", "DELETE")] == [200, 200, 405, 405]


@pytest.mark.parametrize("path", ["/", "/style.css", "/livereload.js", "/livereload"])
def test_a_strange_host_is_turned_away_everywhere(site: Site, path: str) -> None:
    hosts = [f"example.org:{site.port}", "127.0.0.1", f"localhost:{site.port}.example.org"]

    assert [site.status(path, Host=host) for host in hosts] == [403, 403, 403]


def test_the_reload_script_is_served_on_both_names_of_this_computer(site: Site) -> None:
    hosts = [f"localhost:{site.port}", f"127.0.0.1:{site.port}"]

    assert [site.status("/livereload.js", Host=host) for host in hosts] == [200, 200]


@pytest.mark.parametrize("origin", ["http://example.org", "null", "http://localhost", "https://localhost:{port}"])
def test_a_strange_origin_gets_no_reload_socket(site: Site, origin: str) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}

    assert site.status("/livereload", Origin=origin.format(port=site.port), **upgrade, **key) == 403


def test_a_change_reloads_the_open_page_and_shows(site: Site) -> None:
    site.ask("/")

    assert reload_after(site, lambda: site.write("index.html", "new words")) == "reload"
    assert "new words" in site.ask("/")[2]


def test_a_second_save_right_after_reloads_again(site: Site) -> None:
    site.ask("/")

    assert reload_after(site, lambda: site.write("index.html", "one")) == "reload"
    site.ask("/")
    assert reload_after(site, lambda: site.write("index.html", "three")) == "reload"


def test_a_page_that_was_loaded_before_the_last_build_is_reloaded(site: Site) -> None:
    site.ask("/")
    site.write("sv/index.html", "hem igen")
    assert site.shows("hem igen", "/sv/")

    assert reload_after(site, lambda: None) == "reload"


def test_problems_stand_on_every_page_of_the_last_good_build(site: Site) -> None:
    site.write("index.html", "PROBLEM")
    assert site.shows("1 problem to fix")

    status, headers, text = site.ask("/sv/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<title>1 problem to fix – hem" in text
    assert '</title><script src="/livereload.js' in text
    assert "<code>a&lt;b&gt;.md, line 1</code><p>&#34;&lt;x&gt;&#34; is not a level.</p>" in text
    assert "<pre>    level: &lt;x&gt;\n          ^</pre>" in text
    assert "</aside>hem" in text
    assert site.status("/style.css") == site.status("/preview.css") == 200
    assert "1 problem to fix" in site.ask("/nowhere/")[2]
    assert eventually(lambda: 'a<b>.md:1:7: "<x>" is not a level.' in site.printed())

    site.write("index.html", "mended")
    assert site.shows("mended")


def test_problems_at_the_start_stand_in_place_of_every_page(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("PROBLEM")
    port = free_port()
    site = Site(tmp_path / "site", port, start(tmp_path / "site", port, tmp_path / "log"), tmp_path / "log")
    try:
        assert eventually(lambda: "1 problem to fix" in site.printed())
        status, _, text = site.ask("/sv/")
    finally:
        site.process.kill()
        site.process.wait()

    assert status == 500
    assert "<title>1 problem to fix</title>" in text


@pytest.mark.parametrize(("word", "trace"), [("EXCEPTION", "RuntimeError: out of paper"), ("EXIT", "SystemExit: gone")])
def test_the_preview_lives_through_a_failing_generator(site: Site, word: str, trace: str) -> None:
    site.write("index.html", word)
    assert site.shows("The program failed")
    assert eventually(lambda: trace in site.printed())

    site.write("index.html", "well again")
    assert site.shows("well again")


def test_below_a_base_path_the_site_is_there_and_nowhere_else() -> None:
    files = {"index.html": b"home", "sv/index.html": b"hem", "404.html": b"lost"}
    outputs = {path: partial(bytes, content) for path, content in files.items()}
    preview = Preview(lambda: BuildResult(outputs), print, Translator(), "/roadmap/")
    preview.build()
    paths = ("/roadmap/", "/roadmap/sv", "/", "/sv/", "/roadmap/nowhere")
    answers = [preview.respond("GET", path) for path in paths]

    assert [(status[:3], headers.get("Location"), body) for status, headers, body in answers] == [
        ("200", None, b"home"),
        ("301", "/roadmap/sv/", b""),
        ("301", "/roadmap/", b""),
        ("404", None, b"lost"),
        ("404", None, b"lost"),
    ]


def test_a_page_that_fails_when_it_is_asked_for_says_so() -> None:
    def fail() -> bytes:
        raise RuntimeError("out of ink")

    announced: list[str] = []
    preview = Preview(lambda: BuildResult({"index.html": fail}), announced.append, Translator())
    preview.build()
    status, _, body = preview.respond("GET", "/")

    assert (status[:3], b"The program failed" in body) == ("500", True)
    assert "RuntimeError: out of ink" in announced[0]


def test_a_file_pasted_in_with_an_old_time_is_seen(site: Site) -> None:
    old = site.folder.parent / "old.html"
    old.write_text(PAGE.format("from long ago"))
    os.utime(old, (1, 1))

    old.rename(site.folder / "old.html")
    assert site.shows("from long ago", "/old.html")


def test_a_removed_file_is_gone(site: Site) -> None:
    site.write("short.html", "short").unlink()
    site.write("brief.html", "brief")
    assert site.shows("brief", "/brief.html")

    (site.folder / "brief.html").unlink()
    assert eventually(lambda: site.status("/brief.html") == 404)


def test_advice_is_found_once_and_after_the_build() -> None:
    found: list[str] = []

    def advice() -> tuple[Diagnostic, ...]:
        found.append("advice")
        return (Diagnostic(Location("tram.md", 1), _("outdated"), Severity.ADVICE),)

    page = b"<title>Tram</title><body></body>"
    preview = Preview(lambda: BuildResult({"index.html": lambda: page}, advice), print, Translator())
    preview.build()
    assert not found

    bodies = [preview.respond("GET", "/")[2] for _unused in range(2)]
    assert (found, all(b"1 piece of advice" in body for body in bodies)) == (["advice"], True)


def test_an_asset_is_fetched_once_and_a_page_each_time() -> None:
    outputs = {"assets/site.0123456789.css": lambda: b"p {}", "index.html": lambda: b"home"}
    preview = Preview(lambda: BuildResult(outputs), print, Translator())
    preview.build()
    sent: list[dict[str, str]] = []
    for path in ("/assets/site.0123456789.css", "/"):
        preview({"REQUEST_METHOD": "GET", "PATH_INFO": path}, lambda _status, headers: sent.append(dict(headers)))

    assert [headers["Cache-Control"] for headers in sent] == ["max-age=31536000, immutable", "no-store"]


def test_a_file_that_is_half_written_at_first_is_told_once_it_is_whole() -> None:
    problem = ContentError([Diagnostic(Location("tram.md", 1, 1), _("The file is empty."))])
    outcomes: list[ContentError | BuildResult] = [problem, BuildResult({})]
    announced: list[str] = []

    def build() -> BuildResult:
        outcome = outcomes.pop(0)
        if isinstance(outcome, ContentError):
            raise outcome
        return outcome

    async def save() -> None:
        follower = Follower(Preview(build, announced.append, Translator()))
        follower.follow()
        follower.follow()
        await asyncio.sleep(HALF_WRITTEN_SECONDS + 0.05)

    asyncio.run(save())
    assert announced == ["The preview has been rebuilt."]


@NO_SIGNALS
def test_many_files_at_once_are_one_build(site: Site) -> None:
    before = site.printed().count("render")

    # However slowly they are written, the preview learns of all of them at once.
    site.process.send_signal(signal.SIGSTOP)
    for number in range(26):
        site.write(f"{number}.html", "many")
    site.process.send_signal(signal.SIGCONT)
    assert site.shows("many", "/25.html")
    time.sleep(0.3)
    assert site.printed().count("render") == before + 1


def test_a_taken_port_is_named(site: Site, tmp_path: Path) -> None:
    start(site.folder, site.port, tmp_path / "log").wait()

    assert (tmp_path / "log").read_text() == f"Port {site.port} is already in use. Choose another one with --port.\n"


@NO_SIGNALS
def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    port, log = free_port(), tmp_path / "log"
    quitting = Site(tmp_path / "site", port, start(tmp_path / "site", port, log), log)
    assert eventually(lambda: "render" in log.read_text())

    async def quit_while_a_page_is_open() -> int:
        line = await quitting.socket()
        await line.read_message()
        await asyncio.sleep(0.2)
        quitting.process.send_signal(signal.SIGINT)
        code = await asyncio.to_thread(quitting.process.wait, 30)
        await closed(line)
        return code

    try:
        assert asyncio.run(quit_while_a_page_is_open()) == 0
    finally:
        quitting.process.kill()
        quitting.process.wait()
    assert log.read_text() == f"http://127.0.0.1:{port}/\nrender\n"


@NO_SIGNALS
@pytest.mark.parametrize("after", [0.3, 0.6, 0.9, 1.2])
def test_a_preview_that_is_told_to_end_ends_in_the_middle_of_a_build_too(city, after):
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-m", "generator", "serve", "--port", str(free_port())]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        time.sleep(after)
        process.terminate()

        # The signal itself, where it came before the program was ready for it.
        assert process.wait(30) in (143, -signal.SIGTERM)


@NO_SIGNALS
def test_a_preview_ends_though_the_signal_came_within_a_finalizer(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("FINALIZER")

    assert start(tmp_path / "site", free_port(), tmp_path / "log").wait(30) == 143


def test_a_signal_is_no_failure_of_a_build():
    def render() -> BuildResult:
        raise Terminated(143)

    with pytest.raises(Terminated):
        Preview(render, print, Translator()).build()
