"""Checks a finished site while its files pass by: links, anchors, ids, versions in other languages, its CSP."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from xml.etree import ElementTree as ET

from generator.checks.site.csp import csp_errors
from generator.checks.site.page_facts import PageFacts, read_page
from generator.checks.site.pages import hreflang_errors, page_errors
from generator.checks.site.site_files import LinkTarget, SiteFiles, anchor_error, url_path
from generator.diagnostics import ContentError, Diagnostic, Location
from generator.i18n import Message, _
from generator.urls import SITEMAP

# An anchor that every page has: the HTML standard names it “the top of the document”.
_TOP = "top"
# What words for the script of the list or of the search begin with, in the place of an anchor.
_WORDS = "q="
# A comment, or what a style sheet loads.
_CSS_URL = re.compile(r"""/\*.*?\*/|url\(\s*(["']?)(.*?)\1\s*\)""", re.DOTALL)
_JS_IMPORT = re.compile(r"""^\s*import\b[^"']*["'](\.[^"']+)["']""", re.MULTILINE)
_XML_STYLE = re.compile(r'<\?xml-stylesheet [^>]*href="([^"]*)"')


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
    checker = _SiteChecker(SiteFiles(frozenset(paths), base_url))
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


class _SiteChecker:
    """Collects what is wrong with the files of a site, one after another.

    Of a page it keeps what other pages may name, and of links those that have an anchor.
    """

    def __init__(self, site: SiteFiles) -> None:
        self._site = site
        self._errors: list[tuple[str, Message]] = []
        self._pages: dict[str, PageFacts] = {}
        self._anchors: dict[LinkTarget, list[str]] = defaultdict(list)

    def add(self, path: str, content: bytes) -> None:
        """Check a file, as far as it can be without those to come."""
        try:
            page = read_page(content.decode()) if path.endswith(".html") else None
            links = _links_of(path, content) if page is None else page.hrefs
        except (ValueError, ET.ParseError):
            # No UTF-8, or no XML.
            self._report(path, [_("This file cannot be read as what its name says. Make the site anew.")])
            return
        if page is not None:
            self._pages[path] = replace(page, links=(), inline=())
            self._report(path, page_errors(url_path(path), page, self._site.base_url))
            self._report(path, csp_errors(_name_of(path), page, self._site.base_url))
        self._report(path, self._link_errors(path, links))

    def errors(self) -> Iterator[tuple[str, Message]]:
        """Yield everything that is wrong with the site, each with the path of its file."""
        yield from self._errors
        yield from hreflang_errors(self._pages, self._site)
        for target, paths in self._anchors.items():
            page = self._pages.get(self._site.file_at(target.path))
            # A link may lead to a file that is no page.
            if page is not None and target.anchor not in (_TOP, *page.ids):
                yield from ((path, anchor_error(_name_of(path), target, page.ids)) for path in paths)

    def _link_errors(self, path: str, hrefs: Iterable[str]) -> Iterator[Message]:
        name, start = _name_of(path), url_path(path)
        for href in hrefs:
            target = self._site.resolve(start, href)
            if target is None and path == SITEMAP:
                yield _(
                    '{page} names "{link}", which is not below "{base}". Name only pages of this site.',
                    page=name,
                    link=href,
                    base=self._site.base_url or self._site.base_path,
                )
            elif message := self._site.link_error(name, start, href, target):
                yield message
            elif target is not None and target.anchor and not target.anchor.startswith(_WORDS):
                self._anchors[target].append(path)

    def _report(self, path: str, messages: Iterable[Message]) -> None:
        self._errors.extend((path, message) for message in messages)


def _links_of(path: str, content: bytes) -> list[str]:
    """Return the links of a file that is no page. Raise ValueError or ParseError where it is not what its name says."""
    if path.endswith(".css"):
        return [url for _quote, url in _CSS_URL.findall(content.decode()) if url]
    if path.endswith(".js"):
        return _JS_IMPORT.findall(content.decode())
    if path.endswith(".xml"):
        elements = ET.fromstring(content).iter()
        links = (element.get("href") or (element.text if element.tag.endswith("loc") else "") for element in elements)
        return [*_XML_STYLE.findall(content.decode()), *(link.strip() for link in links if link)]
    return []


def _name_of(path: str) -> Message:
    """Return how a message names a file of the site: a page by its address, another file by its path."""
    if path.endswith(".html"):
        return _('The page "/{address}"', address=url_path(path))
    return _('The file "/{path}"', path=path)
