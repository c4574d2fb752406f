"""Tries the links to other sites: the pages of a finished site in, what its editors should know of their links out."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from generator.checks.published_urls import HEADERS, in_ascii, is_web
from generator.checks.site.page_facts import read_page
from generator.diagnostics import Diagnostic, Location, Severity
from generator.i18n import Message, _

PAUSE = 1.0
# RFC 9110: 301 and 308 are for good.
FOR_GOOD = (301, 308)
# Answers that are meant for programs, where a reader may well see the page.
SHY = (401, 403, 405, 406, 429, 451, 999)
# What ends an address in a text: white space, or a sign that Markdown and YAML put around it.
ENDING = r"(?![^\s<>()\[\]\"'])"


@dataclass(frozen=True, slots=True)
class HttpResult:
    """What came of a visit. `status` is 0 where no host answered, and `reason` tells why.

    `moved` is the address that a page has now for good, empty where it has not moved.
    """

    status: int
    moved: str = ""
    reason: object = None

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_passing(self) -> bool:
        """Whether the same visit may go better in a moment."""
        return self.status in (0, 429) or self.status >= 500


def links_out(files: Iterable[tuple[str, bytes]], origins: Mapping[str, str], base_url: str) -> dict[str, list[str]]:
    """Every link of the pages that leaves the site, with the files that these pages are made of."""
    locations: dict[str, list[str]] = defaultdict(list)
    for path, content in files:
        if path.endswith(".html"):
            for href in read_page(content.decode()).hrefs:
                if is_web(href) and not (base_url and f"{href}/".startswith(base_url)):
                    locations[href].append(origins.get(path, path))
    return dict(locations)


def check_urls(links: Collection[str], at_once: int, seconds: float, pause: float = PAUSE) -> dict[str, HttpResult]:
    """What came of a visit to every link. Hosts are asked at the same time, but none for two pages at once."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(urldefrag(link).url for link in links):
        by_host[urlsplit(address).netloc.lower()].append(address)

    def visit_host(urls: Sequence[str]) -> list[tuple[str, HttpResult]]:
        return [(one, visit(one, seconds, pause)) for one in urls]

    with ThreadPoolExecutor(at_once) as threads:
        answers = dict(pair for pairs in threads.map(visit_host, by_host.values()) for pair in pairs)
    return {link: answers[urldefrag(link).url] for link in links}


def visit(address: str, seconds: float, pause: float) -> HttpResult:
    """What came of a visit, or of a second one after a pause, where the first may have been bad luck."""
    answer = ask(address, seconds)
    if answer.is_passing:
        time.sleep(pause)
        answer = ask(address, seconds)
    return answer


def ask(address: str, seconds: float) -> HttpResult:
    """Asks for the head of a page, and for the page where a host gives no heads."""
    answer = ask_with("HEAD", address, seconds)
    return answer if answer.is_good or not answer.status else ask_with("GET", address, seconds)


class Following(HTTPRedirectHandler):
    """Follows redirects and notes the address that the first of them, all for good, lead to."""

    def __init__(self) -> None:
        self.moved = ""
        self.is_for_good = True

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        self.is_for_good = self.is_for_good and code in FOR_GOOD
        self.moved = newurl if self.is_for_good else self.moved
        following = super().redirect_request(req, fp, code, msg, headers, newurl)
        if following is not None:
            following.method = req.get_method()
        return following


def ask_with(method: str, address: str, seconds: float) -> HttpResult:
    following = Following()
    opener: OpenerDirector = build_opener(following)
    try:
        with opener.open(Request(in_ascii(address), headers=HEADERS, method=method), timeout=seconds) as answer:
            return HttpResult(answer.status, following.moved)
    except HTTPError as refusal:
        refusal.close()
        return HttpResult(refusal.code)
    except (OSError, HTTPException, UnicodeError) as failure:
        return HttpResult(0, reason=reason_of(failure, seconds))


def reason_of(failure: Exception, seconds: float) -> object:
    """Why no host answered: a message, or what the system says."""
    cause = failure.reason if isinstance(failure, URLError) else failure
    match cause:
        case TimeoutError():
            return _("no answer in {seconds} s", seconds=f"{seconds:g}")
        case socket.gaierror():
            return _("there is no such host")
        case ConnectionError():
            return _("the host takes no connection")
        case ssl.SSLError():
            return _("the connection is not safe")
        case _:
            return getattr(cause, "strerror", None) or str(cause)


def findings_of(
    answers: Mapping[str, HttpResult], locations: Mapping[str, Sequence[str]], content: Path
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The links that lead nowhere, and advice on those that will not for ever, each wherever it is written."""
    diagnostics: list[Diagnostic] = []
    advice: list[Diagnostic] = []
    files = filter(is_text, sorted(content.rglob("*.*")))
    texts = {file: file.read_text(encoding="utf-8", errors="replace").splitlines() for file in files}
    for link, answer in answers.items():
        message = message_of(link, answer)
        if message is None:
            continue
        for location in written_at(link, texts) or [Location(file) for file in dict.fromkeys(locations[link])]:
            if answer.is_good or answer.status in SHY:
                advice.append(Diagnostic(location, message, Severity.ADVICE))
            else:
                diagnostics.append(Diagnostic(location, message))
    return diagnostics, sorted(advice, key=lambda one: one.location)


def is_text(file: Path) -> bool:
    return file.suffix in (".md", ".yaml") and not file.name.startswith(".") and file.is_file()


def message_of(link: str, answer: HttpResult) -> Message | None:
    """What an editor should know of a link, None where it does what it should."""
    if answer.is_good:
        anchor = urldefrag(link).fragment
        new = answer.moved + (f"#{anchor}" if anchor and "#" not in answer.moved else "")
        return _('"{link}" has moved for good. Write "{new}".', link=link, new=new) if answer.moved else None
    if answer.status in SHY:
        return _(
            '"{link}" does not open to programs (answer {status}). Look in a browser whether it is there.',
            link=link,
            status=answer.status,
        )
    if answer.status:
        return _(
            '"{link}" leads nowhere (answer {status}). Write another address, or leave the link out.',
            link=link,
            status=answer.status,
        )
    return _(
        '"{link}" leads nowhere: {reason}. Write another address, or leave the link out.',
        link=link,
        reason=answer.reason,
    )


def written_at(link: str, texts: Mapping[Path, Sequence[str]]) -> list[Location]:
    """Where a link is written in the content."""
    written = re.compile(re.escape(link) + ENDING)
    return [
        Location(file.as_posix(), number, found.start() + 1)
        for file, lines in texts.items()
        for number, line in enumerate(lines, start=1)
        for found in written.finditer(line)
    ]
