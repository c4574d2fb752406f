"""Lets the files of a site pass by, and says at their end what is wrong with the whole of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from generator.addresses import SITEMAP
from generator.problems import Message, Place, Problem, ProblemsFound, say
from generator.verifying.aims import Site, address_of
from generator.verifying.pages import wrong_with_pages
from generator.verifying.policies import blocked
from generator.verifying.scanning import Sheet, scan

# A comment, or what a style sheet loads.
URL = re.compile(r"""/\*.*?\*/|url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)""", re.DOTALL)
IMPORT = re.compile(r"""^\s*import\b[^"']*["'](\.[^"']+)["']""", re.MULTILINE)
LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>|<xhtml:link\b[^>]*\bhref=[\"']([^\"']*)[\"']", re.DOTALL)
WEB_MANIFEST = ".webmanifest"


def verified(
    files: Iterable[tuple[str, bytes]], origins: Mapping[str, str], base_url: str = ""
) -> Iterator[tuple[str, bytes]]:
    """The same files, each a path and its content. After the last, raises ProblemsFound with all that is wrong.

    `origins` has the file that a file of the site is made of; without one, a problem stands at the file itself.
    The address of the site is that of its pages, where none is given.
    """
    proof = Proof(origins)
    for path, content in files:
        proof.take(path, content)
        yield path, content
    problems = tuple(proof.problems(base_url or proof.base_url()))
    if problems:
        raise ProblemsFound(problems)


@dataclass(slots=True)
class Proof:
    """What was seen of a site so far: its pages, and the links of its other files."""

    origins: Mapping[str, str]
    files: set[str] = field(default_factory=set)
    pages: dict[str, Sheet] = field(default_factory=dict)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def take(self, path: str, content: bytes) -> None:
        """Notes what stands in a file."""
        self.files.add(path)
        try:
            if path.endswith(".html"):
                self.pages[path] = scan(content.decode())
            elif path.endswith((".css", ".js", WEB_MANIFEST)) or path == SITEMAP:
                self.others[path] = tuple(links_of_file(path, content.decode()))
        except ValueError:
            # No UTF-8, or no JSON.
            self.unread.append(path)

    def base_url(self) -> str:
        """The address of the site, as most of its pages tell it; empty where none does."""
        bases = Counter(
            sheet.canonical.removesuffix(address_of(path))
            for path, sheet in self.pages.items()
            if not sheet.hidden and sheet.canonical.endswith(f"/{address_of(path)}")
        )
        return max(bases, key=bases.__getitem__, default="")

    def problems(self, base_url: str) -> Iterator[Problem]:
        """Everything that is wrong with the site at its address."""
        site = Site(self.files, {path: frozenset(one.ids) for path, one in self.pages.items()}, base_url)
        for path, message in self._messages(site):
            yield Problem(Place(self.origins.get(path, path)), message)

    def _messages(self, site: Site) -> Iterator[tuple[str, Message]]:
        broken = say("This file cannot be read as what its name says. Make the site anew.")
        yield from ((path, broken) for path in self.unread)
        yield from wrong_with_pages(self.pages, site)
        for path, sheet in self.pages.items():
            page, address = named(path), address_of(path)
            hrefs = dict.fromkeys(link.href for link in sheet.links)
            yield from ((path, one) for href in hrefs if (one := site.wrong_with(page, address, href)))
            yield from ((path, blocks(page, what)) for what in dict.fromkeys(blocked(sheet, site.base_url)))
        for path, links in self.others.items():
            yield from ((path, one) for href in links if (one := wrong_with_file(path, href, site)))


def links_of_file(path: str, text: str) -> Iterator[str]:
    """The links of a file that is no page."""
    if path.endswith(".css"):
        yield from ("".join(groups) for groups in URL.findall(text) if any(groups))
    elif path.endswith(".js"):
        yield from IMPORT.findall(text)
    elif path == SITEMAP:
        yield from (unescape(first or second) for first, second in LOCATION.findall(text))
    else:
        yield from links_of_manifest(json.loads(text))


def links_of_manifest(manifest: object) -> Iterator[str]:
    """The links of a manifest of the web, its icons and shortcuts too."""
    for name, value in manifest.items() if isinstance(manifest, dict) else ():
        if name in ("start_url", "scope", "src", "url", "href") and isinstance(value, str):
            yield value
        for inner in value if isinstance(value, list) else ():
            if isinstance(inner, dict):
                yield from links_of_manifest(inner)


def wrong_with_file(path: str, href: str, site: Site) -> Message | None:
    if path == SITEMAP and site.aim("", href) is None:
        return say(
            '{page} names "{link}", which is not below "{base}". Name only pages of this site.',
            page=named(path),
            link=href,
            base=site.base_url or site.base,
        )
    return site.wrong_with(named(path), path, href)


def named(path: str) -> Message:
    """How a file of the site is spoken of: a page by its address, another file by its path."""
    if path.endswith(".html"):
        return say('The page "/{address}"', address=address_of(path))
    return say('The file "/{path}"', path=path)


def blocks(page: Message, what: str) -> Message:
    return say(
        '{page} has "{what}", which its own policy (Content-Security-Policy) blocks. '
        "Put it in a file of the site, or leave it out.",
        page=page,
        what=what,
    )
