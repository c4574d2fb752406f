"""Makes safe HTML of Markdown: a part of a file's text in, RenderedMarkdown out, or every problem of that part.

Raw HTML is a problem, not a risk: Markdown has what an editor needs. The result is checked against an
allow-list all the same, and a difference is a problem too.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Sequence
from html import escape
from typing import cast
from urllib.parse import unquote
from xml.etree import ElementTree

import markdown
import nh3
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import AUTOMAIL_RE, HTML_RE, InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.treeprocessors import Treeprocessor
from selectolax.lexbor import LexborHTMLParser

from generator.content.markdown_lists import ListPreprocessor
from generator.content.parsers import slug_of
from generator.content.source import Source
from generator.diagnostics import DiagnosticCollector, Location
from generator.i18n import Message, _
from generator.model import InternalLink, RenderedMarkdown

_TAGS = (
    {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "br"}
    | {f"h{level}" for level in range(2, 7)}
    | {"strong", "em", "a", "code"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "th": {"scope", "data-align"},
    "td": {"data-align"},
} | {f"h{level}": {"id"} for level in range(2, 7)}
_SCHEMES = {"http", "https", "mailto", "tel"}

# What a pattern of Python-Markdown begins with: emphasis, code, links, pictures, HTML, entities and line breaks.
_SIGN = re.compile(r"[\\`*_\[\]!<&]|  \n")

# Python-Markdown takes seconds for thousands of these, and overflows the stack in deep lists.
_MOST_OF_A_SIGN = 600
_DEEPEST_INDENT = 40

# Stands for an address of this site. No text can hold it: control characters are no part of a file.
_HOLE = re.compile("\x02to(\\d+)\x03")


def render_markdown(source: Source, path: str, start: int, end: int) -> RenderedMarkdown:
    """Return a part of a file's text as HTML.

    Args:
        source: The text of the file.
        path: That of the file from the content folder, from which its links lead.
        start: The index in the text at which the part starts.
        end: The index at which it ends.

    Raises:
        ContentError: The part has something to fix.
    """
    text, notes = source.text[start:end], _Notes(source, path, start, end)
    _check_size(text, notes)
    _CONVERTER.reset()
    _CONVERTER.notes = notes
    html = _CONVERTER.convert(text)
    for address, _title in _CONVERTER.references.values():
        if address not in notes.hrefs:
            notes.report(address, _("This line would not be shown. Write a link as [text](address)."))
    notes.diagnostics.raise_any()

    pieces: list[str | InternalLink] = list(_HOLE.split(html))
    pieces[1::2] = [notes.targets[int(index)] for index in _HOLE.findall(html)]
    if not is_safe("".join(piece for piece in pieces if isinstance(piece, str))):
        notes.report("", _("This text would not be safe on a page. Write it in plain Markdown."))
        notes.diagnostics.raise_any()
    return RenderedMarkdown(tuple(filter(None, pieces)), frozenset(notes.anchors), text, source.location_at(start))


def is_safe(html: str) -> bool:
    """Tell whether the allow-list leaves HTML as it is, however that is spelt."""
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, clean_content_tags=set()
    )
    return clean == html or LexborHTMLParser(clean).html == LexborHTMLParser(html).html


def _check_size(text: str, notes: _Notes) -> None:
    """Raise ContentError where the text would take Python-Markdown too long."""
    for sign in "[<`*_":
        if text.count(sign) > _MOST_OF_A_SIGN:
            message = _(
                "There are more than {most} of the sign {sign}. Divide the text.", most=_MOST_OF_A_SIGN, sign=sign
            )
            notes.report(sign, message)
    if deep := re.search(rf"^(?:[ \t>]|[-*+] ){{{_DEEPEST_INDENT},}}", text, re.MULTILINE):
        notes.report(deep[0], _("This line is too far from the margin. Move it to the left."))
    notes.diagnostics.raise_any()


class _Notes:
    """What the converter meets in a part of a text: its anchors, its links with their targets, and problems.

    The converter knows no locations. They are found by what is written, in order, one after another.
    """

    def __init__(self, source: Source, path: str, start: int, end: int) -> None:
        self._source, self._path, self._start, self._end = source, path, start, end
        self._after: dict[str, int] = {}
        self.diagnostics = DiagnosticCollector()
        self.anchors: list[str] = []
        self.hrefs: list[str] = []
        self.targets: list[str | InternalLink] = []

    def report(self, written: str, message: Message) -> None:
        """Collect a problem with what is written."""
        self.diagnostics.add(self._location(written), message)

    def add_link(self, href: str) -> int:
        """Note a link, and return its number."""
        self.hrefs.append(href)
        self.targets.append(self._target(href))
        return len(self.targets) - 1

    def _target(self, href: str) -> str | InternalLink:
        """Return where a link leads: an address elsewhere as HTML has it, another content file as an internal link."""
        location = self._location(href)
        scheme, colon, _unused = href.partition(":")
        if colon and scheme.lower() in _SCHEMES:
            return escape(href)
        path, _unused, anchor = unquote(href).partition("#")
        path = unicodedata.normalize("NFC", path)
        if (path.endswith(".md") or (anchor and not path)) and ":" not in path and not path.startswith("/"):
            file = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), path)) if path else self._path
            return InternalLink(file, anchor, location)
        message = _(
            '"{href}" leads nowhere. Write an address that begins with https://, '
            "or the name of a content file such as 14-example.md.",
            href=href,
        )
        self.diagnostics.add(location, message)
        return href

    def _location(self, written: str) -> Location:
        """Return the location of the next place where this is written; else that of the first text of the part."""
        text = self._source.text
        index = text.find(written, self._after.get(written, self._start), self._end)
        if index < 0 or not written:
            part = text[self._start : self._end]
            return self._source.location_at(self._end - len(part.lstrip()))
        self._after[written] = index + len(written)
        return self._source.location_at(index)


class _Converter(markdown.Markdown):
    """Python-Markdown without raw HTML, with links noted and tables that a screen reader understands."""

    notes: _Notes

    def __init__(self) -> None:
        extensions = [
            TableExtension(use_align_attribute=True),
            SaneListExtension(),
            TocExtension(slugify=lambda text, _unused: slug_of(text), marker=""),
        ]
        super().__init__(extensions=extensions, output_format="html")
        self.preprocessors.deregister("html_block")
        self.preprocessors.register(ListPreprocessor(self), "lists", 20)
        self.parser.blockprocessors.register(_NotedTable(self.parser, {"use_align_attribute": True}), "table", 75)
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.inlinePatterns.register(_RawHtml(HTML_RE, self), "html", 90)
        self.inlinePatterns.register(_MailLink(AUTOMAIL_RE, self), "automail", 110)
        # After the one that takes back the escapes of addresses, whose priority is 0.
        self.treeprocessors.register(_Elements(self), "elements", -1)


class _NotedTable(TableProcessor):
    """Reports the rows whose last cells Python-Markdown would drop."""

    def _build_row(self, row: str, parent: ElementTree.Element, align: Sequence[str | None]) -> None:
        if len(self._split_row(row)) > len(align):  # type: ignore[attr-defined]
            message = _("This row has more cells than the first row of its table. Make them as many.")
            cast("_Converter", self.parser.md).notes.report(row.strip(), message)
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Inline(InlineTreeprocessor):
    """Passes over text that has no sign of Markdown: Python-Markdown would try its every pattern on it."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if _SIGN.search(data) is None:
            return data
        return super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc,no-any-return]


class _RawHtml(InlineProcessor):
    """Reports raw HTML and leaves it as text."""

    md: _Converter

    def handleMatch(self, m: re.Match[str], _unused: str) -> tuple[None, None, None]:  # type: ignore[override]  # noqa: N802
        message = _("{html} is HTML. Write it as Markdown: **bold**, [text](address), ## heading.", html=m[1])
        self.md.notes.report(m[1], message)
        return None, None, None


class _MailLink(InlineProcessor):
    """Makes a plain link of <name@example.org>; Python-Markdown's own would scramble its letters."""

    def handleMatch(self, m: re.Match[str], _unused: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        link = ElementTree.Element("a", href=f"mailto:{m[1].removeprefix('mailto:')}")
        link.text = markdown.util.AtomicString(m[1])
        return link, m.start(0), m.end(0)


class _Elements(Treeprocessor):
    """Notes links and anchors, reports pictures and headings, and mends tables."""

    md: _Converter

    def run(self, root: ElementTree.Element) -> None:
        notes = self.md.notes
        for element in root.iter():
            match element.tag:
                case "a":
                    element.set("href", f"\x02to{notes.add_link(element.get('href', ''))}\x03")
                case "img":
                    message = _("A picture cannot be shown here. Say in words what it shows.")
                    notes.report(element.get("src", ""), message)
                case "h1":
                    heading = "".join(element.itertext())
                    notes.report(heading, _("A heading in the text needs two signs: ## {heading}", heading=heading))
                case "th":
                    element.set("scope", "col")
            # An alignment is left to the style sheet.
            if "align" in element.attrib:
                element.set("data-align", element.attrib.pop("align"))
            if "id" in element.attrib:
                notes.anchors.append(element.attrib["id"])


_CONVERTER = _Converter()
