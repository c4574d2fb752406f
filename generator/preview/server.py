"""The preview: serves the site on this computer, and builds it and reloads its pages on every save.

A function that builds the site and the folders to watch come in; pages are served from memory, never from the disk.
Only the serve command imports this module, so that a build never loads livereload.
"""

from __future__ import annotations

import gc
import logging
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import quote, unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import LiveScriptContainer
from tornado import web
from tornado.escape import json_decode
from tornado.httputil import HTTPServerRequest
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClosedError

from generator.diagnostics import ContentError, Diagnostic, Terminated, UserError, diagnostic_lines
from generator.hosting.media_types import content_type
from generator.i18n import Translator, _
from generator.preview.html import STYLE, STYLE_PATH
from generator.preview.overlay import failure_page, how_many, problems_page, with_panel
from generator.preview.watcher import FolderWatcher
from generator.urls import ASSETS


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A site for the preview: what renders each file, by its path, and what finds the advice on its content.

    `sources` returns the file that a page is made of, by the path of the page.
    """

    outputs: Mapping[str, Callable[[], bytes]]
    advice: Callable[[], tuple[Diagnostic, ...]] = tuple
    sources: Callable[[], Mapping[str, str]] = dict


# Returns the file at a path that is no part of the site, such as the form; None where there is none.
ExtraRoutes = Callable[[str], bytes | None]
# Status line, headers and body.
Response = tuple[str, dict[str, str], bytes]

# What the script of a page is sent.
_RELOAD = {"command": "reload", "path": "*", "liveCSS": False}
# An asset is named by its content: a page that is reloaded needs none of them again.
_FOR_EVER = {"Cache-Control": "max-age=31536000, immutable"}
# How long a program may take to write a file that it has begun to write.
HALF_WRITTEN_SECONDS = 0.2


def no_extra_routes(_unused: str) -> None:
    """Serve nothing besides the site."""


def serve(preview: Preview, watched: Sequence[Path], port: int) -> None:
    """Serve a preview until Ctrl-C or SIGTERM, and build it anew when a file of the watched folders changes.

    Raises:
        UserError: The port is taken. Nothing was built.
    """
    loop = IOLoop.current()
    signal.signal(signal.SIGTERM, partial(_terminate, loop))
    logging.getLogger("tornado").setLevel(logging.ERROR)
    for name in ("tornado.access", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # It tells of a folder that it came to watch in two ways at once.
    warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
    try:
        _GuardedApplication(port, preview).listen(port, address="127.0.0.1")
    except OSError as taken:
        raise UserError("Port {port} is already in use. Choose another one with --port.", port=port) from taken
    preview.announce(f"http://127.0.0.1:{port}{preview.base}")
    with suppress(KeyboardInterrupt):
        # Its threads come after the first build, which works on all cores only while there is one thread.
        watcher = FolderWatcher(watched, Follower(preview).follow)
        preview.build()
        preview.advise()
        preview.announce_problems()
        # The content stays: without this Python looks for garbage in all of it at each save, 0.06 of 0.4 s.
        gc.freeze()
        with watcher:
            loop.start()


def _terminate(loop: IOLoop, number: int, _frame: FrameType | None) -> NoReturn:
    """End the preview at once, in the middle of a build too.

    Python drops an exception that is raised in a finalizer, and livereload one in its handlers. Then the event loop
    raises it again.
    """
    loop.add_callback(_raise_terminated, number)
    _raise_terminated(number)


def _raise_terminated(number: int) -> NoReturn:
    raise Terminated(128 + number)


class Preview:
    """A WSGI application: the files of the last good build, with the diagnostics found since on its pages.

    All of it is below the path `base`, but for the extra routes. `announce` shows a line in the terminal.
    """

    def __init__(
        self,
        build: Callable[[], BuildResult],
        announce: Callable[[str], None],
        translator: Translator,
        base: str = "/",
        extra_routes: ExtraRoutes = no_extra_routes,
    ) -> None:
        self.announce = announce
        self.base = base
        self._build = build
        self._translator = translator
        self._extra_routes = extra_routes
        self._result = BuildResult({})
        self._advice: tuple[Diagnostic, ...] | None = None
        self._sources: Mapping[str, str] | None = None
        self._diagnostics: tuple[Diagnostic, ...] = ()
        self._failure = ""
        self._loaded_since_build: set[str] = set()

    def build(self) -> None:
        """Build the site, and keep running whatever that raises, but for Ctrl-C and a signal."""
        self._loaded_since_build.clear()
        self._diagnostics, self._failure = (), ""
        with self._surviving():
            self._result, self._advice, self._sources = self._build(), None, None

    def advise(self) -> None:
        """Find the advice on the site, which its pages have in their panel, if it was not found yet."""
        if self._advice is None:
            self._advice = ()
            with self._surviving():
                self._advice = self._result.advice()

    @contextmanager
    def _surviving(self) -> Iterator[None]:
        """Keep what is raised in a block, to show it, but for Ctrl-C and a signal."""
        try:
            yield
        except ContentError as failure:
            self._diagnostics = failure.diagnostics
        except (KeyboardInterrupt, Terminated):
            raise
        except BaseException:
            self._failure = traceback.format_exc()

    @property
    def is_well(self) -> bool:
        """Whether the last build succeeded."""
        return not self._diagnostics and not self._failure

    def announce_problems(self) -> None:
        """Announce why the last build did not succeed; nothing where it did."""
        if self._failure:
            self.announce(self._failure)
        elif self._diagnostics:
            lines = [line for problem in self._diagnostics for line in diagnostic_lines(problem, self._translator)]
            self.announce("\n".join([*lines, f"{self._translator.translate(how_many(self._diagnostics))}."]))

    def announce_rebuild(self) -> None:
        """Announce what came of a build after a save."""
        self.announce_problems()
        if self.is_well:
            self.announce(self._translator.translate(_("The preview has been rebuilt.")))

    def missed_a_build(self, path: str) -> bool:
        """Tell whether the page at a path was loaded before the last build; True once for each build."""
        missed = path not in self._loaded_since_build
        self._loaded_since_build.add(path)
        return missed

    def __call__(self, environ: Mapping[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        """Respond to a request as WSGI has it."""
        status, headers, body = self.respond(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", **headers}
        start_response(status, list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def respond(self, method: str, wsgi_path: str) -> Response:
        """Return the response to a request for a path, as WSGI gives it: its bytes as Latin-1."""
        if method not in ("GET", "HEAD"):
            headers = {"Allow": "GET, HEAD", **_content_type(".txt")}
            return "405 Method Not Allowed", headers, b"The preview is for reading.\n"
        path = wsgi_path.encode("latin-1").decode(errors="replace")
        self._loaded_since_build.add(path)
        if path == STYLE_PATH:
            return "200 OK", _content_type(".css"), STYLE
        if (extra := self._extra_routes(path)) is not None:
            return "200 OK", _content_type(PurePosixPath(path).suffix or ".html"), extra
        if path == "/" != self.base:
            return _redirect(self.base)
        if self._extra_routes(f"{path}/") is not None:
            return _redirect(f"{path}/")
        if self._failure:
            return _error_response(failure_page(self._translator))
        is_page = path.endswith("/") or PurePosixPath(path).suffix in ("", ".html")
        if self._diagnostics and not self._result.outputs and is_page:
            return _error_response(problems_page(self._diagnostics, self._translator))
        try:
            return self._file_at(path)
        except Exception:
            # A file is rendered when it is asked for, so a template fails here.
            self.announce(traceback.format_exc())
            return _error_response(failure_page(self._translator))

    def _file_at(self, path: str) -> Response:
        # A name of the site has no dot segments and no slash in front, so "/../x" and "//host" are not found.
        name = path.removeprefix(self.base)
        if name.endswith("/") or not name:
            name += "index.html"
        if path.startswith(self.base) and name in self._result.outputs:
            headers = _content_type(PurePosixPath(name).suffix) | (_FOR_EVER if name.startswith(ASSETS) else {})
            return "200 OK", headers, self._content_of(name)
        if path.startswith(self.base) and f"{name}/index.html" in self._result.outputs:
            return _redirect(f"{path}/")
        if "404.html" in self._result.outputs:
            return "404 Not Found", _content_type(".html"), self._content_of("404.html")
        return "404 Not Found", _content_type(".txt"), b"There is no such page.\n"

    def _content_of(self, name: str) -> bytes:
        """Return the content of a file; of a page, with the diagnostics in an overlay."""
        content = self._result.outputs[name]()
        if not name.endswith(".html"):
            return content
        self.advise()
        diagnostics = self._diagnostics or self._advice
        if not diagnostics:
            return content
        if self._sources is None:
            self._sources = self._result.sources()
        page = with_panel(content.decode(), diagnostics, self._sources.get(name, ""), self._translator)
        return page.encode(errors="backslashreplace")


def _redirect(path: str) -> Response:
    return "301 Moved Permanently", {"Location": quote(path), **_content_type(".txt")}, b""


def _error_response(page: str) -> Response:
    """Return a page in the place of the one that was asked for."""
    return "500 Internal Server Error", _content_type(".html"), page.encode(errors="backslashreplace")


def _content_type(suffix: str) -> dict[str, str]:
    return {"Content-Type": content_type(f"file{suffix}")}


class Follower:
    """Builds the site after a change, then tells the terminal and the open pages."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview
        self._loop = IOLoop.current()
        self._telling: object = None

    def follow(self) -> None:
        """Build the site. What is wrong is told a moment later, if it is wrong still: a file may be half written."""
        if self._telling is not None:
            self._loop.remove_timeout(self._telling)
        self._preview.build()
        if self._preview.is_well:
            self._tell()
        else:
            self._telling = self._loop.call_later(HALF_WRITTEN_SECONDS, self._tell)

    def _tell(self) -> None:
        """Reload the pages first: while the browsers ask for them again, there is time for advice."""
        for page in LiveReloadHandler.waiters.copy():
            with suppress(WebSocketClosedError):
                page.write_message(_RELOAD)
        self._preview.advise()
        self._preview.announce_rebuild()


class _GuardedApplication(web.Application):
    """Responds to requests for this computer by name only: no other site can point its own name here."""

    def __init__(self, port: int, preview: Preview) -> None:
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        origins = [f"http://{host}" for host in self.hosts]
        script = f'<script src="/livereload.js?port={port}" defer></script>'.encode()
        routes: list[Any] = [
            (r"/livereload", _ReloadSocket, {"preview": preview, "origins": origins}),
            (r"/livereload\.js", LiveReloadJSHandler),
            (r".*", web.FallbackHandler, {"fallback": LiveScriptContainer(preview, script)}),
        ]
        super().__init__(routes)

    def find_handler(self, request: HTTPServerRequest, **arguments: Any) -> Any:
        """Return what handles a request: a refusal where it is for another name."""
        if request.host not in self.hosts:
            return self.get_handler_delegate(request, web.ErrorHandler, {"status_code": 403})
        return super().find_handler(request, **arguments)


class _ReloadSocket(LiveReloadHandler):  # type: ignore[misc]
    """The connection to a page that is open in a browser."""

    def initialize(self, preview: Preview, origins: Sequence[str]) -> None:
        """Take what the route gives each connection."""
        self.preview = preview
        self.origins = origins

    def check_origin(self, origin: str) -> bool:
        """Tell whether a connection is from a page of this preview."""
        return origin in self.origins

    def on_message(self, message: str) -> None:
        """Answer the page, and reload it if the site was built after it was loaded."""
        super().on_message(message)
        url = json_decode(message).get("url")
        if url and self.preview.missed_a_build(unquote(urlsplit(url).path)):
            # Not send_message, which swallows a Ctrl-C.
            self.write_message(_RELOAD)
