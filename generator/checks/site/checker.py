"""Checks a finished site while its files pass by: links, anchors, ids, versions in other languages, its CSP."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET

from generator.checks.site.csp import csp_errors
from generator.checks.site.facts import FileFacts
from generator.checks.site.page_facts import read_page
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
    site, facts = SiteFiles(frozenset(paths), base_url), dict[str, FileFacts]()
    for path, content in files:
        facts[path] = file_facts(path, content, site)
        yield path, content
    diagnostics = [Diagnostic(Location(origins.get(path, path)), message) for path, message in site_errors(facts)]
    if diagnostics:
        raise ContentError(diagnostics)


def has_links(path: str) -> bool:
    """Tell whether a file can link to others; nothing is wrong with one that cannot."""
    return path.endswith((".html", ".css", ".js", ".xml"))


def file_facts(path: str, content: bytes, site: SiteFiles) -> FileFacts:
    """Check a file as far as it can be without the content of others, and return what these need of it."""
    try:
        page = read_page(content) if path.endswith(".html") else None
        hrefs = page.hrefs if page is not None else _hrefs_of(path, content)
    except (ValueError, ET.ParseError):
        # No UTF-8, or no XML.
        return FileFacts((_("The content of this file does not match its name. Build the site again."),))
    links = site.resolve(url_path(path), hrefs)
    errors = dict(_link_errors(path, links, site))
    if page is None:
        return FileFacts(tuple(errors.values()))
    targets = (target for href, target in links.items() if target is not None and href not in errors)
    places = dict.fromkeys(target for target in targets if target.anchor and not _is_built_in(target.anchor))
    return FileFacts(
        errors=(
            *page_errors(url_path(path), page, site.base_url),
            *csp_errors(_name_of(path), page, site.base_url),
            *errors.values(),
            *_anchor_errors(path, (target for target in places if target.file == path), page.ids),
        ),
        is_page=True,
        language=page.language,
        is_noindex=page.is_noindex,
        ids=page.ids,
        alternates=tuple((code, _file_of(links.get(href))) for code, href in page.alternates),
        anchors=tuple(target for target in places if target.file != path),
    )


def site_errors(facts: Mapping[str, FileFacts]) -> Iterator[tuple[str, Message]]:
    """Yield everything that is wrong with a site, each with the path of its file."""
    for path, file in facts.items():
        yield from ((path, message) for message in file.errors)
    pages = {path: file for path, file in facts.items() if file.is_page}
    yield from hreflang_errors(pages)
    for path, page in pages.items():
        for target in page.anchors:
            # A link may lead to a file that is no page.
            if other := pages.get(target.file):
                yield from ((path, message) for message in _anchor_errors(path, (target,), other.ids))


def base_url_of(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the URL of a site that most of its pages give by their canonical URL; empty where none does."""
    base_urls: Counter[str] = Counter()
    for path, content in files:
        if path.endswith(".html"):
            page = read_page(content.partition(b"</head>")[0].decode(errors="replace").encode())
            if not page.is_noindex and page.canonical.endswith(f"/{url_path(path)}"):
                base_urls[page.canonical.removesuffix(url_path(path))] += 1
    return max(base_urls, key=base_urls.__getitem__, default="")


def _link_errors(path: str, links: Mapping[str, LinkTarget | None], site: SiteFiles) -> Iterator[tuple[str, Message]]:
    """Yield each link of a file that is wrong, with what is wrong with it."""
    name, start = _name_of(path), url_path(path)
    for href, target in links.items():
        if target is None and path == SITEMAP:
            message = _(
                '{page} names "{link}", which is not under "{base}". Name only pages of this site.',
                page=name,
                link=href,
                base=site.base_url or site.base_path,
            )
            yield href, message
        elif error := site.link_error(name, start, href, target):
            yield href, error


def _anchor_errors(path: str, targets: Iterable[LinkTarget], ids: Collection[str]) -> Iterator[Message]:
    """Yield which places a page at a path links to, on a page that has these ids, that are not there."""
    return (anchor_error(_name_of(path), target, ids) for target in targets if target.anchor not in ids)


def _is_built_in(anchor: str) -> bool:
    """Tell whether an anchor is one that no page needs to have an id for."""
    return anchor == _TOP or anchor.startswith(_WORDS)


def _file_of(target: LinkTarget | None) -> str:
    return target.file if target is not None else ""


def _hrefs_of(path: str, content: bytes) -> list[str]:
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
