"""Checks the links to other sites: the pages of a finished site in, what its editors should know of these links out."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from threading import Event
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from generator.checks.published_urls import HEADERS, is_web
from generator.checks.site.page_facts import read_page
from generator.diagnostics import Diagnostic, Location, Severity
from generator.i18n import Message, Number, _
from generator.progress import report

_PAUSE_SECONDS = 1.0
_REPORT_SECONDS = 0.5
# RFC 9110: 301 and 308 are permanent.
_PERMANENT = (301, 308)
# What hosts answer to programs, while a reader may well see the page.
_REFUSALS = (401, 403, 405, 406, 429, 451, 999)
# What ends a URL in a text: white space, or a sign that Markdown and YAML put around it.
_END = r"(?![^\s<>()\[\]\"'])"


@dataclass(frozen=True, slots=True)
class HttpResult:
    """What came of a request. `status` is 0 where no host answered, and `reason` says why.

    `moved` is the URL that permanent redirects lead to, empty where there are none.
    """

    status: int
    moved: str = ""
    reason: object = None

    @property
    def is_good(self) -> bool:
        """Whether the page is there."""
        return 200 <= self.status < 300


def external_links(
    files: Iterable[tuple[str, bytes]], origins: Mapping[str, str], base_url: str
) -> dict[str, list[str]]:
    """Return every link of the pages that leaves the site, with the source files of these pages.

    Args:
        files: Path and content of each file of the site.
        origins: The source file by path; without one, it is the path itself.
        base_url: The URL of the site, empty where it is not known.
    """
    sources: dict[str, list[str]] = defaultdict(list)
    for path, content in files:
        if path.endswith(".html"):
            for href in read_page(content).hrefs:
                if is_web(href) and not (base_url and f"{href}/".startswith(base_url)):
                    sources[href].append(origins.get(path, path))
    return dict(sources)


def check_urls(
    urls: Collection[str],
    at_once: int,
    seconds: float,
    pause: float = _PAUSE_SECONDS,
) -> dict[str, HttpResult]:
    """Request every URL, and return what came of it.

    Args:
        urls: The URLs; a page is requested once, whatever anchors lead to it.
        at_once: How many hosts are asked at the same time. None is asked for two pages at once.
        seconds: How long a host may take to answer.
        pause: Seconds before a second request where the first may have been bad luck.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    pages = dict.fromkeys(urldefrag(url).url for url in urls)
    for page in pages:
        by_host[urlsplit(page).netloc.lower()].append(page)
    # The longest queue first: nobody waits for it alone at the end.
    queues = sorted(by_host.values(), key=len, reverse=True)
    tried: dict[str, HttpResult] = {}
    is_stopped = Event()

    def check_host(pages: Sequence[str]) -> None:
        for page in pages:
            if is_stopped.is_set():
                return
            result = _head_or_get(page, seconds)
            # The same request may succeed in a moment.
            if result.status in (0, 429) or result.status >= 500:
                time.sleep(pause)
                result = _head_or_get(page, seconds)
            tried[page] = result

    with ThreadPoolExecutor(at_once) as threads:
        hosts = [threads.submit(check_host, pages) for pages in queues]
        try:
            _report_until_done(hosts, queues, tried, at_once)
        finally:
            # Ctrl-C need not wait for the rest of a queue.
            is_stopped.set()
    for host in hosts:
        host.result()
    return {url: tried[urldefrag(url).url] for url in urls}


def _report_until_done(
    hosts: Collection[Future[None]], queues: Collection[Sequence[str]], tried: Collection[str], at_once: int
) -> None:
    """Report again and again how many pages were tried, until all hosts are done."""
    label, total = _("Checking the links to other sites"), sum(map(len, queues))
    whole = _rounds_left(queues, (), at_once)
    while wait(hosts, _REPORT_SECONDS).not_done:
        report(label, len(tried), total, 1 - _rounds_left(queues, tried, at_once) / whole)
    report(label, total, total)


def _rounds_left(queues: Collection[Sequence[str]], tried: Collection[str], at_once: int) -> float:
    """Return how many pages have to wait for one another: those of the longest queue, or of all by the threads."""
    left = [sum(page not in tried for page in pages) for pages in queues]
    return max(max(left, default=0), sum(left) / at_once)


def link_diagnostics(
    results: Mapping[str, HttpResult], sources: Mapping[str, Sequence[str]], content: Path
) -> list[Diagnostic]:
    """Return errors on the links that lead nowhere, and advice on those that have moved or refuse programs.

    Each is located wherever the content has the link, or else at the source files of its pages.
    """
    texts = {
        file: file.read_text(encoding="utf-8", errors="replace").splitlines()
        for file in content.rglob("[!.]*.*")
        if file.suffix in (".md", ".yaml") and file.is_file()
    }
    diagnostics: list[Diagnostic] = []
    for url, result in results.items():
        if result.moved or not result.is_good:
            message, severity = _message_on(url, result)
            locations = list(link_locations(url, texts)) or map(Location, dict.fromkeys(sources[url]))
            diagnostics += (Diagnostic(location, message, severity) for location in locations)
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.location)


def link_locations(url: str, texts: Mapping[Path, Sequence[str]]) -> Iterator[Location]:
    """Yield where a link is written, in files that are given by their lines."""
    pattern = re.compile(re.escape(url) + _END)
    for file, lines in texts.items():
        for number, line in enumerate(lines, start=1):
            for match in pattern.finditer(line):
                yield Location(file.as_posix(), number, match.start() + 1)


def ascii_url(url: str) -> str:
    """Return a URL in the form that hosts take: å in its path as %C3%A5, in its host as in RFC 3492."""
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return quote(parts._replace(netloc=host).geturl(), safe="%/:=&?~#+!$,;'@()*[]")


def _head_or_get(url: str, seconds: float) -> HttpResult:
    result = _request("HEAD", url, seconds)
    # Some hosts answer HEAD with an error.
    return result if result.is_good or not result.status else _request("GET", url, seconds)


def _request(method: str, url: str, seconds: float) -> HttpResult:
    redirects = _RedirectRecorder()
    try:
        request = Request(ascii_url(url), headers=HEADERS, method=method)
        with build_opener(redirects).open(request, timeout=seconds) as response:
            return HttpResult(response.status, redirects.moved)
    except HTTPError as error:
        error.close()
        return HttpResult(error.code)
    except (OSError, HTTPException, UnicodeError) as error:
        return HttpResult(0, reason=_reason(error, seconds))


class _RedirectRecorder(HTTPRedirectHandler):
    """Follows redirects with the same method, and records where the permanent ones lead."""

    def __init__(self) -> None:
        self.moved = ""
        self._is_permanent = True

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        self._is_permanent = self._is_permanent and code in _PERMANENT
        self.moved = newurl if self._is_permanent else self.moved
        request = super().redirect_request(req, fp, code, msg, headers, newurl)
        if request is not None:
            request.method = req.get_method()
        return request


def _reason(error: Exception, seconds: float) -> object:
    """Return why no host answered: a message, or what the system says."""
    cause = error.reason if isinstance(error, URLError) else error
    match cause:
        case TimeoutError():
            return _(
                "no response within {seconds} s", seconds=Number(int(seconds) if seconds.is_integer() else seconds)
            )
        case socket.gaierror():
            return _("there is no such server")
        case ConnectionError():
            return _("the server refuses the connection")
        case ssl.SSLError():
            return _("the connection is not safe")
        case _:
            return getattr(cause, "strerror", None) or str(cause)


def _message_on(url: str, result: HttpResult) -> tuple[Message, Severity]:
    """Return what an editor should know of a link that has moved, or that did not open."""
    if result.is_good:
        anchor = urldefrag(url).fragment
        moved = result.moved + (f"#{anchor}" if anchor and "#" not in result.moved else "")
        return _('"{link}" has moved permanently. Write "{new}".', link=url, new=moved), Severity.ADVICE
    if result.status in _REFUSALS:
        message = _(
            '"{link}" could not be opened by a program (response {status}). Open it in a browser to see '
            "whether it works.",
            link=url,
            status=result.status,
        )
        return message, Severity.ADVICE
    if result.status:
        message = _(
            '"{link}" leads nowhere (response {status}). Write another address, or remove the link.',
            link=url,
            status=result.status,
        )
    else:
        message = _(
            '"{link}" leads nowhere: {reason}. Write another address, or remove the link.',
            link=url,
            reason=result.reason,
        )
    return message, Severity.ERROR
