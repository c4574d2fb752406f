"""Tells where the links of a site lead: a link and the address that it stands at in, what is wrong with it out."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from generator.checks.site.html_scanner import split
from generator.diagnostics import did_you_mean
from generator.i18n import Message, _
from generator.urls import output_path, relative_url

NOT_FOUND = "404.html"
# An anchor that every page has: the HTML standard names it “the top of the document”.
TOP = "top"


class LinkTarget(NamedTuple):
    """Where a link leads within the site: an address, and a place on its page."""

    address: str
    anchor: str


@dataclass(slots=True)
class SiteFiles:
    """The whole of a site. `files` has each path by itself, `base_url` is empty where none is known."""

    files: Mapping[str, str]
    base_url: str = ""
    _suggestions: dict[str, str | None] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The path that the site is below."""
        return split(self.base_url).path or "/"

    def aim(self, start: str, href: str) -> LinkTarget | None:
        """Where a link leads from the page at an address; None where it leaves the site."""
        parts = split(href)
        if parts.scheme or parts.netloc:
            return self._absolute(href)
        if not parts.path:
            return LinkTarget(start, unquote(parts.fragment))
        if parts.path.startswith("/"):
            address = parts.path.removeprefix(self.base) if parts.path.startswith(self.base) else parts.path
        else:
            address = joined(start, parts.path)
        return LinkTarget(unquote(address), unquote(parts.fragment))

    def _absolute(self, href: str) -> LinkTarget | None:
        if not self.base_url or not f"{href}/".startswith(self.base_url):
            return None
        parts = split(href.removeprefix(self.base_url.rstrip("/")).removeprefix("/"))
        return LinkTarget(unquote(parts.path), unquote(parts.fragment))

    def file_at(self, address: str) -> str | None:
        """The file that a host serves at an address, None where there is none."""
        return self.files.get(output_path(address))

    def wrong_with(self, page: Message, start: str, href: str, aim: LinkTarget | None) -> Message | None:
        """What is wrong with a link that stands at an address; None for a good one, and for one that leaves.

        Its `aim` is where it leads. The place on the page there is looked at by `wrong_anchor`.
        """
        wrong = self._badly_rooted(page, start, href)
        if wrong is not None or aim is None or self.file_at(aim.address) is not None:
            return wrong
        return self._missing(page, aim)

    def _badly_rooted(self, page: Message, start: str, href: str) -> Message | None:
        """What is wrong where a link within the site is written from the wrong end."""
        parts = split(href)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        rooted, is_anywhere = parts.path.startswith("/"), posixpath.basename(start) == NOT_FOUND
        if rooted and not is_anywhere:
            goal = unquote(parts.path.removeprefix(self.base if parts.path.startswith(self.base) else "/"))
            return _(
                '{page} links to "{link}", which leads astray where the site lies deeper. Write it as "{cure}".',
                page=page,
                link=href,
                cure=relative_url(start, goal),
            )
        if is_anywhere and not parts.path.startswith(self.base):
            cure = parts.path if rooted else joined(start, parts.path)
            return _(
                '{page} is shown at any address, so "{link}" leads nowhere from there. Write it as "{cure}".',
                page=page,
                link=href,
                cure=self.base + cure.lstrip("/"),
            )
        return None

    def _missing(self, page: Message, aim: LinkTarget) -> Message:
        link, suggestion = f"/{aim.address}", self._suggestion(aim.address)
        if suggestion is None:
            return _('{page} links to "{link}", which is not there. Link to a page that is.', page=page, link=link)
        if suggestion.casefold() == aim.address.casefold():
            return _(
                '{page} links to "{link}", but the address is "/{suggestion}". Write its capital and small letters so.',
                page=page,
                link=link,
                suggestion=suggestion,
            )
        return _(
            '{page} links to "{link}", which is not there. Did you mean "/{suggestion}"?',
            page=page,
            link=link,
            suggestion=suggestion,
        )

    def _suggestion(self, address: str) -> str | None:
        if address not in self._suggestions:
            known = {address_of(file) for file in self.files if not file.endswith((".gz", ".br"))}
            same = [one for one in known if one.casefold() == address.casefold()]
            self._suggestions[address] = same[0] if same else did_you_mean(address, known)
        return self._suggestions[address]


def wrong_anchor(page: Message, aim: LinkTarget, ids: Collection[str]) -> Message | None:
    """What is wrong with the place that a link leads to, on a page that has these ids."""
    if aim.anchor in ("", TOP) or aim.anchor in ids:
        return None
    suggestion = did_you_mean(aim.anchor, ids)
    if suggestion is None:
        return _(
            '{page} links to "#{anchor}" on "/{address}", and no place there has that name. Leave out "#{anchor}".',
            page=page,
            anchor=aim.anchor,
            address=aim.address,
        )
    return _(
        '{page} links to "#{anchor}" on "/{address}", and no place there has that name. Did you mean "#{suggestion}"?',
        page=page,
        anchor=aim.anchor,
        address=aim.address,
        suggestion=suggestion,
    )


def joined(start: str, path: str) -> str:
    """The address that a relative path leads to from another; above the root of the site it begins with two dots."""
    parts = start.split("/")[:-1]
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    # A last dot, or two, stands for a folder.
    return "/".join(parts) + ("/" if parts and path.rpartition("/")[2] in (".", "..") else "")


def address_of(file: str) -> str:
    """The address that a host serves a file at."""
    return file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file
