"""Checks a finished site while its files pass by: links, anchors, ids, versions in other languages, its CSP."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from generator.checks.site.csp import csp_errors
from generator.checks.site.page_facts import read_page
from generator.checks.site.pages import Alternates, alternates_of, hreflang_errors, page_errors
from generator.checks.site.site_files import LinkTarget, SiteFiles, anchor_error, url_path
from generator.diagnostics import ContentError, Diagnostic, Location
from generator.i18n import Message, _
from generator.urls import SITEMAP

# A comment, or what a style sheet loads.
_CSS_URL = re.compile(r"""/\*.*?\*/|url\(\s*(["']?)(.*?)\1\s*\)""", re.DOTALL)
_JS_IMPORT = re.compile(r"""^\s*import\b[^"']*["'](\.[^"']+)["']""", re.MULTILINE)


def check_files(
    files: Iterable[tuple[str, bytes]], paths: Iterable[str], origins: Mapping[str, str], base_url: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site unchanged, and raise ContentError after the last where something is wrong with them.

    Args:
        files: Path and content of each file.
        paths: The paths of all files, those to come included.
        origins: The source file of a path, where a problem is located; without one, it is the path itself.
        base_url: The URL of the site, empty where it is not known.
    """
    checker = SiteChecker(SiteFiles(frozenset(paths), base_url))
    for path, content in files:
        checker.add(path, content)
        yield path, content
    diagnostics = [Diagnostic(Location(origins.get(path, path)), message) for path, message in checker.errors()]
    if diagnostics:
        raise ContentError(diagnostics)


def base_url_of(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the URL of a site that most of its pages give by their canonical URL; empty where none does."""
    base_urls: Counter[str] = Counter()
    for path, content in files:
        if path.endswith(".html"):
            page = read_page(content.partition(b"</head>")[0].decode(errors="replace"))
            if not page.is_noindex and page.canonical.endswith(f"/{url_path(path)}"):
                base_urls[page.canonical.removesuffix(url_path(path))] += 1
    return max(base_urls, key=base_urls.__getitem__, default="")


@dataclass(slots=True)
class SiteChecker:
    """Collects what is wrong with the files of a site, one after another.

    Of a page it keeps the ids and what it says of its versions, and of links those to an anchor on a page to come.
    """

    site: SiteFiles
    _errors: list[tuple[str, Message]] = field(default_factory=list)
    _ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _alternates: dict[str, Alternates] = field(default_factory=dict)
    _open_anchors: dict[LinkTarget, list[str]] = field(default_factory=dict)

    def add(self, path: str, content: bytes) -> None:
        """Check a file, as far as it can be without those to come."""
        try:
            page = read_page(content.decode()) if path.endswith(".html") else None
            links = page.hrefs if page is not None else _links_of(path, content)
        except (ValueError, ET.ParseError):
            # No UTF-8, or no XML.
            self._report(path, [_("This file cannot be read as what its name says. Make the site anew.")])
            return
        if page is not None:
            self._ids[path] = page.ids
            self._alternates[path] = alternates_of(page, url_path(path), self.site)
            self._report(path, page_errors(url_path(path), page, self.site.base_url))
            self._report(path, csp_errors(_name_of(path), page, self.site.base_url))
        self._add_links(path, links)

    def errors(self) -> Iterator[tuple[str, Message]]:
        """Yield everything that is wrong with the site, each with the path of its file."""
        yield from self._errors
        yield from hreflang_errors(self._alternates)
        for target, paths in self._open_anchors.items():
            if (ids := self._ids_at(target)) is None:
                # The link leads to a file that is no page.
                continue
            for path in paths:
                if message := anchor_error(_name_of(path), target, ids):
                    yield path, message

    def _add_links(self, path: str, hrefs: Iterable[str]) -> None:
        page, start = _name_of(path), url_path(path)
        for href in hrefs:
            target = self.site.resolve(start, href)
            if target is None and path == SITEMAP:
                outside = _(
                    '{page} names "{link}", which is not below "{base}". Name only pages of this site.',
                    page=page,
                    link=href,
                    base=self.site.base_url or self.site.base_path,
                )
                self._errors.append((path, outside))
            elif message := self.site.link_error(page, start, href, target):
                self._report(path, [message])
            elif target is not None and target.anchor:
                ids = self._ids_at(target)
                if ids is None:
                    self._open_anchors.setdefault(target, []).append(path)
                else:
                    self._report(path, [anchor_error(page, target, ids)])

    def _ids_at(self, target: LinkTarget) -> tuple[str, ...] | None:
        """Return the ids of the page that a link leads to, None where none was added there."""
        file = self.site.file_at(target.path)
        return self._ids.get(file) if file is not None else None

    def _report(self, path: str, messages: Iterable[Message | None]) -> None:
        self._errors.extend((path, message) for message in messages if message is not None)


def _links_of(path: str, content: bytes) -> list[str]:
    """Return the links of a file that is no page. Raise ValueError or ParseError where it is not what its name says."""
    if path.endswith(".css"):
        return [url for _quote, url in _CSS_URL.findall(content.decode()) if url]
    if path.endswith(".js"):
        return _JS_IMPORT.findall(content.decode())
    if path == SITEMAP:
        elements = ET.fromstring(content).iter()
        links = (element.get("href") or (element.text if element.tag.endswith("loc") else "") for element in elements)
        return [link.strip() for link in links if link]
    return []


def _name_of(path: str) -> Message:
    """Return how a message names a file of the site: a page by its address, another file by its path."""
    if path.endswith(".html"):
        return _('The page "/{address}"', address=url_path(path))
    return _('The file "/{path}"', path=path)
