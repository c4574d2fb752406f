"""The preview: shows the site on this computer and renders it anew whenever a watched file changes.

In come a function that renders the site and the folders to watch; out go pages from memory, never from the disk.
Only the serve command imports this module, so that a build never loads livereload.
"""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import LiveScriptContainer, Server
from livereload.watcher import Watcher
from tornado import web
from tornado.escape import json_decode
from tornado.httputil import HTTPServerRequest
from tornado.ioloop import PeriodicCallback

from generator.diagnostics import ContentError, Diagnostic, Terminated, diagnostic_lines
from generator.i18n import Translator, _
from generator.preview.overlay import STYLE, STYLE_PATH, failure_page, how_many, problems_page, with_panel

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml; charset=utf-8",
    ".yml": "application/yaml",
}


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build gives to the preview: the files of the site by path, and advice on its content.

    `sources` has the file that a page is made of, by the path of the page.
    """

    files: Mapping[str, bytes]
    advice: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


Render = Callable[[], BuildResult]
# Gives what stands at a path beside the site, whatever becomes of that; None where nothing does.
ExtraRoutes = Callable[[str], bytes | None]
Snapshot = dict[Path, tuple[int, int, int]]
Answer = tuple[str, dict[str, str], bytes]


def nothing(_unused: str) -> None:
    """Beside the site, when there is only the site."""


class PortTaken(Exception):
    """Raised when the preview cannot listen on its port."""

    def __init__(self, port: int) -> None:
        self.message = _("Port {port} is not free. Choose another one with --port.", port=port)
        super().__init__(str(self.message))


def serve(
    render: Render,
    watched: Sequence[Path],
    port: int,
    announce: Callable[[str], None],
    translator: Translator,
    base: str = "/",
    beside: ExtraRoutes = nothing,
) -> None:
    """Serves the preview below a base path until Ctrl-C. Raises PortTaken before anything is rendered."""
    preview = Preview(render, announce, translator, base)
    preview.beside = beside
    server = PreviewServer(preview, SnapshotWatcher(watched, preview))
    server.serve(port=port, host="127.0.0.1", debug=False, live_css=False)


class Preview:
    """The files of the last good build, with what was found in the content since.

    A WSGI application: it answers with these files and with nothing else.
    """

    def __init__(
        self, render: Render, announce: Callable[[str], None], translator: Translator, base: str = "/"
    ) -> None:
        self.render = render
        self.announce = announce
        self.translator = translator
        self.base = base
        self.beside: ExtraRoutes = nothing
        self.shown = BuildResult({})
        self.diagnostics: tuple[Diagnostic, ...] = ()
        self.failed = False
        self.up_to_date: set[str] = set()

    def build(self) -> None:
        """Renders the site. Lives through whatever that raises, but for Ctrl-C."""
        self.up_to_date.clear()
        self.diagnostics, self.failed = (), False
        try:
            self.shown = self.render()
        except ContentError as found:
            self.diagnostics = found.diagnostics
            self.announce("\n".join(problem_lines(found.diagnostics, self.translator)))
        except (KeyboardInterrupt, Terminated):
            raise
        except BaseException:
            self.failed = True
            self.announce(traceback.format_exc())

    def rebuild(self) -> None:
        self.build()
        if not self.diagnostics and not self.failed:
            self.announce(self.translator.translate(_("The preview was made anew.")))

    def missed_a_build(self, path: str) -> bool:
        """Whether the page at the path was loaded before the last build. Asked again, the answer is no."""
        missed = path not in self.up_to_date
        self.up_to_date.add(path)
        return missed

    def __call__(self, environ: Mapping[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        status, headers, body = self.answer(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        headers |= {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        start_response(status, list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def answer(self, method: str, wsgi_path: str) -> Answer:
        if method not in ("GET", "HEAD"):
            return "405 Method Not Allowed", {"Allow": "GET, HEAD", **typed(".txt")}, b"The preview is for reading.\n"
        # WSGI hands over the bytes of the decoded path as Latin-1.
        path = wsgi_path.encode("latin-1").decode(errors="replace")
        self.up_to_date.add(path)
        if path == STYLE_PATH:
            return "200 OK", typed(".css"), STYLE
        if (found := self.beside(path)) is not None:
            return "200 OK", typed(PurePosixPath(path).suffix or ".html"), found
        if path == "/" != self.base:
            return redirection(self.base)
        if not self.failed and (self.shown.files or not self.diagnostics or not is_page(path)):
            try:
                return self.file_at(path)
            except Exception:
                # A file is rendered when it is asked for, so a template fails here.
                self.announce(traceback.format_exc())
                return self.instead(failure_page(self.translator))
        return self.instead(
            failure_page(self.translator) if self.failed else problems_page(self.diagnostics, self.translator)
        )

    def instead(self, page: str) -> Answer:
        """A page that stands for the one that was asked for."""
        return "500 Internal Server Error", typed(".html"), page.encode(errors="backslashreplace")

    def file_at(self, path: str) -> Answer:
        if not path.startswith(self.base):
            return self.not_found()
        # A name of the site has no dot segments and no slash in front, so "/../x" and "//host" are not found.
        name = path.removeprefix(self.base)
        if name.endswith("/") or not name:
            name += "index.html"
        if name in self.shown.files:
            return "200 OK", typed(PurePosixPath(name).suffix), self.content_of(name)
        return redirection(f"{path}/") if f"{name}/index.html" in self.shown.files else self.not_found()

    def not_found(self) -> Answer:
        if "404.html" in self.shown.files:
            return "404 Not Found", typed(".html"), self.content_of("404.html")
        return "404 Not Found", typed(".txt"), b"There is no such page.\n"

    def content_of(self, name: str) -> bytes:
        """The content of a file, with what was found where it is a page."""
        content = self.shown.files[name]
        if not name.endswith(".html"):
            return content
        found = self.diagnostics or self.shown.advice
        page = with_panel(content.decode(), found, self.shown.sources.get(name, ""), self.translator)
        return page.encode(errors="backslashreplace")


def redirection(path: str) -> Answer:
    return "301 Moved Permanently", {"Location": quote(path), **typed(".txt")}, b""


def is_page(path: str) -> bool:
    return path.endswith("/") or PurePosixPath(path).suffix in ("", ".html")


def typed(suffix: str) -> dict[str, str]:
    return {"Content-Type": TYPES.get(suffix, "application/octet-stream")}


def problem_lines(diagnostics: Sequence[Diagnostic], translator: Translator) -> Iterator[str]:
    for problem in diagnostics:
        yield from diagnostic_lines(problem, translator)
    yield f"{translator.translate(how_many(diagnostics))}."


class SnapshotWatcher(Watcher):  # type: ignore[misc]
    """Compares all watched files with those of the last build, twenty times a second.

    It builds when the files have kept still for one look, so that many changes at once are one build.
    """

    def __init__(self, watched: Iterable[Path], preview: Preview) -> None:
        super().__init__()
        self.preview = preview
        for path in watched:
            self.watch(str(path))

    def start(self, callback: Callable[[], None]) -> bool:
        self.built = self.seen = snapshot(self._tasks)
        self.preview.build()
        PeriodicCallback(callback, 50).start()
        return True

    def examine(self) -> tuple[str | None, None]:
        """What pages to reload: all or none."""
        before, self.seen = self.seen, snapshot(self._tasks)
        if self.seen == self.built or self.seen != before:
            return None, None
        self.built = self.seen
        self.preview.rebuild()
        return "*", None


def snapshot(paths: Iterable[str]) -> Snapshot:
    """Size, time and number of every file. A file pasted in with an old time shows as well."""
    return {file: state for path in paths for file in files_under(Path(path)) if (state := state_of(file))}


def files_under(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for folder, _unused, names in os.walk(path):
        yield from (Path(folder, name) for name in names)


def state_of(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None  # It went away since it was listed.
    return found.st_size, found.st_mtime_ns, found.st_ino


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server, for this computer only and without its other routes."""

    def application(self, port: int, host: str, **_unused: object) -> None:
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
        script = f'<script src="/livereload.js?port={port}" defer></script>'.encode()
        try:
            GuardedApplication(port, self.app, script).listen(port, address=host)
        except OSError as taken:
            raise PortTaken(port) from taken
        self.app.announce(f"http://{host}:{port}{self.app.base}")

    def _setup_logging(self) -> None:
        for name in ("livereload", "tornado"):
            logging.getLogger(name).setLevel(logging.ERROR)
        for name in ("asyncio", "tornado.access"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


class GuardedApplication(web.Application):
    """Answers only those who ask for this computer by name: a strange site cannot point its own name here."""

    def __init__(self, port: int, preview: Preview, script: bytes) -> None:
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        origins = [f"http://{host}" for host in self.hosts]
        routes: list[Any] = [
            (r"/livereload", ReloadSocket, {"preview": preview, "origins": origins}),
            (r"/livereload\.js", LiveReloadJSHandler),
            (r".*", web.FallbackHandler, {"fallback": LiveScriptContainer(preview, script)}),
        ]
        super().__init__(routes)

    def find_handler(self, request: HTTPServerRequest, **arguments: Any) -> Any:
        if request.host not in self.hosts:
            return self.get_handler_delegate(request, web.ErrorHandler, {"status_code": 403})
        return super().find_handler(request, **arguments)


class ReloadSocket(LiveReloadHandler):  # type: ignore[misc]
    """The line to a page that is open in a browser."""

    def initialize(self, preview: Preview, origins: Sequence[str]) -> None:
        self.preview = preview
        self.origins = origins

    def check_origin(self, origin: str) -> bool:
        return origin in self.origins

    def on_message(self, message: str) -> None:
        """Greets the page, and reloads it if the site was built after the page was loaded."""
        super().on_message(message)
        url = json_decode(message).get("url")
        if url and self.preview.missed_a_build(unquote(urlsplit(url).path)):
            # Not send_message, which swallows a Ctrl-C.
            self.write_message({"command": "reload", "path": "*", "liveCSS": False})
