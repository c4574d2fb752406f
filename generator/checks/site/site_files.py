"""Resolves the links of a finished site: a link and the page that it stands on in, its target or what is wrong out."""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from generator.diagnostics import did_you_mean, with_cure
from generator.i18n import Message, _
from generator.urls import output_path, relative_url

_NOT_FOUND = "404.html"
# A URL with nothing but a path and an anchor, as most are: taken apart so in a fifth of the time.
_PLAIN = re.compile(r"(?!//)([\w./-]*)(?:#([\w./-]*))?")


class LinkTarget(NamedTuple):
    """Where a link leads within the site: a path below its root, an anchor there, and the file that a host serves.

    `file` is empty where there is none.
    """

    path: str
    anchor: str
    file: str


@dataclass(slots=True)
class SiteFiles:
    """The paths of all files of a site, and its base URL, which is empty where none is known."""

    files: Collection[str]
    base_url: str = ""
    _suggestions: dict[str, str | None] = field(default_factory=dict)
    _resolve_shared: Callable[[str, str], LinkTarget | None] = field(init=False)

    def __post_init__(self) -> None:
        self._resolve_shared = lru_cache(maxsize=10_000)(self._resolve)

    @property
    def base_path(self) -> str:
        """The path of the base URL: "/" or "/roadmap/"."""
        return split_url(self.base_url).path or "/"

    def resolve(self, start: str, hrefs: Iterable[str]) -> dict[str, LinkTarget | None]:
        """Return where each link on the page at a path leads; None where it leaves the site."""
        folders, targets = _folders(start), dict[str, LinkTarget | None]()
        for href in hrefs:
            steps = 0
            while href.startswith("../", 3 * steps):
                steps += 1
            if 0 < steps < len(folders):
                # "../b/" on the page "a/x/" leads where "./b/" leads on the page "a/", as on all pages below it.
                targets[href] = self._resolve_shared(folders[steps], href[3 * steps - 2 :])
            else:
                targets[href] = self._resolve(start, href)
        return targets

    def _resolve(self, start: str, href: str) -> LinkTarget | None:
        if self.base_url and f"{href}/".startswith(self.base_url):
            start, href = "", href.removeprefix(self.base_url.rstrip("/")).removeprefix("/")
            path, anchor = _split_path(href) or (href, "")
        elif (parts := _split_path(href)) is None:
            return None
        else:
            path, anchor = parts
            path = self._absolute(start, path)
        if "%" in path or "%" in anchor:
            path, anchor = unquote(path), unquote(anchor)
        file = output_path(path)
        # One string for all links to a file.
        return LinkTarget(path, anchor, sys.intern(file) if file in self.files else "")

    def _absolute(self, start: str, path: str) -> str:
        """Return the path from the root of the site that one on the page at a path leads to."""
        if path.startswith("/"):
            return path.removeprefix(self.base_path)
        return _join(start, path) if path else start

    def link_error(self, page: Message, start: str, href: str, target: LinkTarget | None) -> Message | None:
        """Return what is wrong with a link on the page at a path, None for a good one.

        Args:
            page: How the message names the page.
            start: The path of the page.
            href: The link as it is written.
            target: What `resolve` returned for it; its anchor is not checked here.
        """
        if target is None or (target.file and href[:1] != "/" and not start.endswith(_NOT_FOUND)):
            return None
        message = self._rooting_error(page, start, href, target)
        if message is not None or target.file:
            return message
        link, suggestion = f"/{target.path}", self._suggestion(target.path)
        if suggestion is not None and suggestion.casefold() == target.path.casefold():
            return _(
                '{page} links to "{link}", but the address is "/{suggestion}". Use the same capital and small letters.',
                page=page,
                link=link,
                suggestion=suggestion,
            )
        return with_cure(
            _('{page} links to "{link}", which does not exist.', page=page, link=link),
            None if suggestion is None else f"/{suggestion}",
            _("Link to a page that exists."),
        )

    def _rooting_error(self, page: Message, start: str, href: str, target: LinkTarget) -> Message | None:
        """Return why a link breaks where the site is published below a path, or the page is shown at any path."""
        parts, path = split_url(href), target.path.lstrip("/")
        if parts.scheme or parts.netloc or not parts.path:
            return None
        if posixpath.basename(start) == _NOT_FOUND and not parts.path.startswith(self.base_path):
            return _(
                '{page} is shown at any address, so "{link}" does not work from there. Write it as "{cure}".',
                page=page,
                link=href,
                cure=self.base_path + path,
            )
        if posixpath.basename(start) != _NOT_FOUND and parts.path.startswith("/"):
            return _(
                '{page} links to "{link}", which breaks when the site is in a subfolder. Write it as "{cure}".',
                page=page,
                link=href,
                cure=relative_url(start, path),
            )
        return None

    def _suggestion(self, path: str) -> str | None:
        if path not in self._suggestions:
            known = (url_path(file) for file in self.files if not file.endswith((".gz", ".br")))
            self._suggestions[path] = did_you_mean(path, known)
        return self._suggestions[path]


def anchor_error(page: Message, target: LinkTarget, ids: Collection[str]) -> Message:
    """Return that a link leads to an anchor which is missing on a page that has these ids."""
    anchor, suggestion = f"#{target.anchor}", did_you_mean(target.anchor, ids)
    return with_cure(
        _(
            '{page} links to "{anchor}" on "/{address}", and nothing there has that id.',
            page=page,
            anchor=anchor,
            address=target.path,
        ),
        suggestion and f"#{suggestion}",
        _('Leave out "{anchor}".', anchor=anchor),
    )


def url_path(file: str) -> str:
    """Return the path that a host serves a file at."""
    return file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file


def split_url(url: str) -> SplitResult:
    """Return the parts of a URL. What is none becomes a path, which leads nowhere."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def _split_path(url: str) -> tuple[str, str] | None:
    """Return the path and the anchor of a URL; None where it has a scheme or a host."""
    if plain := _PLAIN.fullmatch(url):
        return plain[1], plain[2] or ""
    parts = split_url(url)
    return None if parts.scheme or parts.netloc else (parts.path, parts.fragment)


def _folders(path: str) -> list[str]:
    """Return the folder of a page and those above it, the root last: "a/x/", "a/", ""."""
    names = path.split("/")[:-1]
    return ["".join(f"{name}/" for name in names[:depth]) for depth in range(len(names), -1, -1)]


def _join(start: str, path: str) -> str:
    """Return the path that a relative one leads to; above the root of the site it begins with two dots."""
    folders = start.split("/")[:-1]
    for name in path.split("/"):
        if name == ".." and folders and folders[-1] != "..":
            folders.pop()
        elif name != ".":
            folders.append(name)
    # A last dot, or two, stands for a folder.
    return "/".join(folders) + ("/" if folders and path.rpartition("/")[2] in (".", "..") else "")
