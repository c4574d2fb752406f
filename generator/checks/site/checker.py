"""Lets the files of a site pass by, and says at their end what is wrong with the whole of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from generator.checks.site.csp import blocked
from generator.checks.site.html_scanner import PageFacts, scan
from generator.checks.site.links import LinkTarget, SiteFiles, address_of, wrong_anchor
from generator.checks.site.pages import Alternates, alternates_of, wrong_address, wrong_with_pairs, wrong_within
from generator.diagnostics import ContentError, Diagnostic, Location
from generator.i18n import Message, _
from generator.urls import SITEMAP

# A comment, or what a style sheet loads.
URL = re.compile(r"""/\*.*?\*/|url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)""", re.DOTALL)
IMPORT = re.compile(r"""^\s*import\b[^"']*["'](\.[^"']+)["']""", re.MULTILINE)
LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>|<xhtml:link\b[^>]*\bhref=[\"']([^\"']*)[\"']", re.DOTALL)
WEB_MANIFEST = ".webmanifest"


def check_files(
    files: Iterable[tuple[str, bytes]], paths: Iterable[str], origins: Mapping[str, str], base_url: str
) -> Iterator[tuple[str, bytes]]:
    """The same files, each a path and its content. After the last, raises ProblemsFound with all that is wrong.

    `paths` are those of all the files. `origins` has the file that a file of the site is made of; without one, a
    problem stands at the file itself. The address of the site is empty where it has none.
    """
    # One string for each path: much of what is kept names one.
    proof = SiteChecker(SiteFiles({one: one for one in paths}, base_url))
    for path, content in files:
        proof.take(path, content)
        yield path, content
    diagnostics = tuple(Diagnostic(Location(origins.get(path, path)), message) for path, message in proof.messages())
    if diagnostics:
        raise ContentError(diagnostics)


def base_url_of(files: Iterable[tuple[str, bytes]]) -> str:
    """The address of a site, as most of the pages tell it; empty where none does."""
    bases: Counter[str] = Counter()
    for path, content in files:
        sheet = head_of(content) if path.endswith(".html") else PageFacts()
        if not sheet.hidden and sheet.canonical.endswith(f"/{address_of(path)}"):
            bases[sheet.canonical.removesuffix(address_of(path))] += 1
    return max(bases, key=bases.__getitem__, default="")


def head_of(page: bytes) -> PageFacts:
    """What stands in the head of a page; nothing where it is no UTF-8."""
    try:
        return scan(page.decode().partition("</head>")[0])
    except UnicodeDecodeError:
        return PageFacts()


@dataclass(slots=True)
class SiteChecker:
    """What is wrong with a site so far, and what can be judged only at its end.

    Of each page are kept its ids and what it claims, and of its links those to a place on a page still to come.
    """

    site: SiteFiles
    noted: list[tuple[str, Message]] = field(default_factory=list)
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    claims: dict[str, Alternates] = field(default_factory=dict)
    anchored: dict[LinkTarget, list[str]] = field(default_factory=dict)

    def take(self, path: str, content: bytes) -> None:
        """Notes what stands in a file, and what is wrong with it."""
        try:
            read = read_file(path, content)
        except ValueError:
            # No UTF-8, or no JSON.
            self._note(path, [_("This file cannot be read as what its name says. Make the site anew.")])
            return
        if isinstance(read, PageFacts):
            self._take_page(path, read)
        else:
            self._take_links(path, read)

    def messages(self) -> Iterator[tuple[str, Message]]:
        """Everything that is wrong with the whole site, each with the path of its file."""
        yield from self.noted
        yield from wrong_with_pairs(self.claims)
        for aim, paths in self.anchored.items():
            # What is no page has none.
            if (ids := self._ids_at(aim)) is not None:
                yield from ((one, told) for one in paths if (told := wrong_anchor(named(one), aim, ids)))

    def _take_page(self, path: str, sheet: PageFacts) -> None:
        self.ids[path] = tuple(sheet.ids)
        self.claims[path] = alternates_of(sheet, address_of(path), self.site)
        self._note(path, wrong_within(path, sheet))
        self._note(path, wrong_address(path, sheet, self.site))
        self._note(path, (blocks(named(path), what) for what in dict.fromkeys(blocked(sheet, self.site.base_url))))
        self._take_links(path, dict.fromkeys(link.href for link in sheet.links))

    def _take_links(self, path: str, hrefs: Iterable[str]) -> None:
        """Notes the links that lead nowhere, and those that cannot be judged yet."""
        page, start = named(path), address_of(path)
        for href in hrefs:
            aim = self.site.aim(start, href)
            if aim is None and path == SITEMAP:
                self._note(path, [strange(page, href, self.site)])
            elif wrong := self.site.wrong_with(page, start, href, aim):
                self._note(path, [wrong])
            elif aim is not None and aim.anchor:
                self._take_anchor(path, aim)

    def _take_anchor(self, path: str, aim: LinkTarget) -> None:
        ids = self._ids_at(aim)
        if ids is None:
            self.anchored.setdefault(aim, []).append(path)
        else:
            self._note(path, [wrong_anchor(named(path), aim, ids)])

    def _ids_at(self, aim: LinkTarget) -> tuple[str, ...] | None:
        """The ids of the page that a link leads to, None where none has passed there."""
        goal = self.site.file_at(aim.address)
        return self.ids.get(goal) if goal is not None else None

    def _note(self, path: str, messages: Iterable[Message | None]) -> None:
        self.noted.extend((path, one) for one in messages if one is not None)


def read_file(path: str, content: bytes) -> PageFacts | tuple[str, ...]:
    """What stands on a page, or the links of another file. Raises ValueError for what is not what its name says."""
    if path.endswith(".html"):
        return scan(content.decode())
    is_linking = path.endswith((".css", ".js", WEB_MANIFEST)) or path == SITEMAP
    return tuple(links_of_file(path, content.decode())) if is_linking else ()


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


def strange(page: Message, href: str, site: SiteFiles) -> Message:
    """That a sitemap names what is not of its site."""
    return _(
        '{page} names "{link}", which is not below "{base}". Name only pages of this site.',
        page=page,
        link=href,
        base=site.base_url or site.base,
    )


def named(path: str) -> Message:
    """How a file of the site is spoken of: a page by its address, another file by its path."""
    if path.endswith(".html"):
        return _('The page "/{address}"', address=address_of(path))
    return _('The file "/{path}"', path=path)


def blocks(page: Message, what: str) -> Message:
    return _(
        '{page} has "{what}", which its own policy (Content-Security-Policy) blocks. '
        "Put it in a file of the site, or leave it out.",
        page=page,
        what=what,
    )
