"""Makes safe HTML of Markdown: a part of a file's text in, RenderedMarkdown out, or every problem of that part.

Raw HTML is a problem, not a risk: Markdown has what an editor needs. The result is checked against an
allow-list all the same, and a difference is a problem too.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import markdown
import nh3
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import AUTOMAIL_RE, HTML_RE, InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.treeprocessors import Treeprocessor

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


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A part of a text, by the indices of its start and its end."""

    start: int
    end: int


class Markdown:
    """Makes HTML of the parts of one file. `path` is that of the file from the content folder."""

    def __init__(self, source: Source, path: str) -> None:
        self._source = source
        self._folder = posixpath.dirname(path)
        self._path = path

    def prose(self, part: TextSpan) -> RenderedMarkdown:
        """Return a part of the text as HTML.

        Raises:
            ContentError: The part has something to fix.
        """
        text = self._source.text[part.start : part.end]
        locator = NoteLocator(self._source, part)
        self._check_size(text, locator)
        _MARKDOWN.reset()
        html, notes = _MARKDOWN.convert(text), _CONVERTER.notes
        for address, _title in _MARKDOWN.references.values():
            if address not in notes.links:
                notes.problems.append((address, _("This line would not be shown. Write a link as [text](address).")))
        for written, message in notes.problems:
            locator.add(written, message)
        references = [self._reference(href, locator) for href in notes.links]
        locator.diagnostics.raise_any()

        html = _with_addresses(html, references)
        self._check_safety(html, locator)
        pieces: list[str | InternalLink] = list(_HOLE.split(html))
        pieces[1::2] = [references[int(str(index))] for index in pieces[1::2]]
        location = self._source.location_at(part.start)
        return RenderedMarkdown(tuple(filter(None, pieces)), frozenset(notes.anchors), text, location)

    def _check_size(self, text: str, locator: NoteLocator) -> None:
        for sign in "[<`*_":
            if text.count(sign) > _MOST_OF_A_SIGN:
                message = _(
                    "There are more than {most} of the sign {sign}. Divide the text.", most=_MOST_OF_A_SIGN, sign=sign
                )
                locator.add(sign, message)
        if deep := re.search(rf"^(?:[ \t>]|[-*+] ){{{_DEEPEST_INDENT},}}", text, re.MULTILINE):
            locator.add(deep[0], _("This line is too far from the margin. Move it to the left."))
        locator.diagnostics.raise_any()

    def _reference(self, href: str, locator: NoteLocator) -> str | InternalLink:
        """Return where a link leads: an address elsewhere as it is, another content file as an internal link."""
        location = locator.location(href)
        scheme, colon, _unused = href.partition(":")
        if colon and scheme.lower() in _SCHEMES:
            return href
        path, _unused, anchor = unquote(href).partition("#")
        path = unicodedata.normalize("NFC", path)
        if (path.endswith(".md") or (anchor and not path)) and ":" not in path and not path.startswith("/"):
            file = posixpath.normpath(posixpath.join(self._folder, path)) if path else self._path
            return InternalLink(file, anchor, location)
        message = _(
            '"{href}" leads nowhere. Write an address that begins with https://, '
            "or the name of a content file such as 14-example.md.",
            href=href,
        )
        locator.diagnostics.add(location, message)
        return href

    def _check_safety(self, html: str, locator: NoteLocator) -> None:
        clean = nh3.clean(
            html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, clean_content_tags=set()
        )
        if clean != html and html_events(clean) != html_events(html):
            locator.add("", _("This text would not be safe on a page. Write it in plain Markdown."))
            locator.diagnostics.raise_any()


def html_events(html: str) -> list[tuple[str, ...]]:
    """Return what a browser would make of HTML: its tags, attributes and text, however they are spelt."""
    parser = _EventParser()
    parser.feed(html)
    parser.close()
    return parser.events


class NoteLocator:
    """Finds the locations of what a converter noted, which knows none: in order, one after another."""

    def __init__(self, source: Source, part: TextSpan) -> None:
        self._source, self._part = source, part
        self._after: dict[str, int] = {}
        self.diagnostics = DiagnosticCollector()

    def location(self, written: str) -> Location:
        """Return the location of the next place where this is written; else that of the first text of the part."""
        text, end = self._source.text, self._part.end
        index = text.find(written, self._after.get(written, self._part.start), end)
        if index < 0 or not written:
            blank = text[self._part.start : end]
            return self._source.location_at(self._part.start + len(blank) - len(blank.lstrip()))
        self._after[written] = index + len(written)
        return self._source.location_at(index)

    def add(self, written: str, message: Message) -> None:
        """Collect a problem with what is written."""
        self.diagnostics.add(self.location(written), message)


def _with_addresses(html: str, references: list[str | InternalLink]) -> str:
    """Return the HTML with the addresses of other sites in their holes. Those of this site stay open."""

    def fill(hole: re.Match[str]) -> str:
        reference = references[int(hole[1])]
        return escape(reference) if isinstance(reference, str) else hole[0]

    return _HOLE.sub(fill, html)


@dataclass(slots=True)
class _MarkdownNotes:
    """What the converter met in a text, as it was written there: problems with their messages, links and anchors."""

    problems: list[tuple[str, Message]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)


class _Converter(Extension):
    """Python-Markdown without raw HTML, with links noted and tables that a screen reader understands."""

    notes: _MarkdownNotes

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.registerExtension(self)
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(ListPreprocessor(md), "lists", 20)
        md.parser.blockprocessors.register(_NotedTable(md.parser, {"use_align_attribute": True}, self), "table", 75)
        md.treeprocessors.register(_Inline(md), "inline", 20)
        md.inlinePatterns.register(_RawHtml(HTML_RE, md, self), "html", 90)
        md.inlinePatterns.register(_MailLink(AUTOMAIL_RE, md), "automail", 110)
        # After the one that takes back the escapes of addresses, whose priority is 0.
        md.treeprocessors.register(_Elements(md, self), "elements", -1)

    def reset(self) -> None:
        self.notes = _MarkdownNotes()


class _NotedTable(TableProcessor):
    """Notes the rows whose last cells Python-Markdown would drop."""

    def __init__(self, parser: BlockParser, config: dict[str, object], converter: _Converter) -> None:
        super().__init__(parser, config)
        self._converter = converter

    def _build_row(self, row: str, parent: ElementTree.Element, align: Sequence[str | None]) -> None:
        if len(self._split_row(row)) > len(align):  # type: ignore[attr-defined]
            message = _("This row has more cells than the first row of its table. Make them as many.")
            self._converter.notes.problems.append((row.strip(), message))
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Inline(InlineTreeprocessor):
    """Passes over text that has no sign of Markdown: Python-Markdown would try its every pattern on it."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if _SIGN.search(data) is None:
            return data
        return super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc,no-any-return]


class _RawHtml(InlineProcessor):
    """Notes raw HTML and leaves it as text."""

    def __init__(self, pattern: str, md: markdown.Markdown, converter: _Converter) -> None:
        super().__init__(pattern, md)
        self._converter = converter

    def handleMatch(self, m: re.Match[str], _unused: str) -> tuple[None, None, None]:  # type: ignore[override]  # noqa: N802
        message = _("{html} is HTML. Write it as Markdown: **bold**, [text](address), ## heading.", html=m[1])
        self._converter.notes.problems.append((m[1], message))
        return None, None, None


class _MailLink(InlineProcessor):
    """Makes a plain link of <name@example.org>; Python-Markdown's own would scramble its letters."""

    def handleMatch(self, m: re.Match[str], _unused: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        link = ElementTree.Element("a", href=f"mailto:{m[1].removeprefix('mailto:')}")
        link.text = markdown.util.AtomicString(m[1])
        return link, m.start(0), m.end(0)


class _Elements(Treeprocessor):
    """Notes links, anchors, pictures and headings, and mends tables."""

    def __init__(self, md: markdown.Markdown, converter: _Converter) -> None:
        super().__init__(md)
        self._converter = converter

    def run(self, root: ElementTree.Element) -> None:
        notes = self._converter.notes
        for element in root.iter():
            match element.tag:
                case "a":
                    notes.links.append(element.get("href", ""))
                    element.set("href", f"\x02to{len(notes.links) - 1}\x03")
                case "img":
                    message = _("A picture cannot be shown here. Say in words what it shows.")
                    notes.problems.append((element.get("src", ""), message))
                case "h1":
                    heading = "".join(element.itertext())
                    message = _("A heading in the text needs two signs: ## {heading}", heading=heading)
                    notes.problems.append((heading, message))
                case "th":
                    element.set("scope", "col")
            # An alignment is left to the style sheet.
            if "align" in element.attrib:
                element.set("data-align", element.attrib.pop("align"))
            if "id" in element.attrib:
                notes.anchors.append(element.attrib["id"])


class _EventParser(HTMLParser):
    """Collects the tags, attributes and text of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append(("start", tag, *sorted(f"{name}={value}" for name, value in attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("end", tag))

    def handle_data(self, data: str) -> None:
        self.events.append(("text", data))


_CONVERTER = _Converter()
_MARKDOWN = markdown.Markdown(
    extensions=[
        TableExtension(use_align_attribute=True),
        SaneListExtension(),
        TocExtension(slugify=lambda text, _unused: slug_of(text), marker=""),
        _CONVERTER,
    ],
    output_format="html",
)
