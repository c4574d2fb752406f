"""Makes safe HTML of Markdown: a part of a file's text in, Prose out, or every problem of that part.

Raw HTML is a problem, not a risk: Markdown has what an editor needs. The result is held against an
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

TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "code",
    "pre",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
    "br",
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "th": {"scope", "data-align"},
    "td": {"data-align"},
} | {f"h{level}": {"id"} for level in range(2, 7)}
SCHEMES = {"http", "https", "mailto", "tel"}

# What a pattern of Python-Markdown begins with: emphasis, code, links, pictures, HTML, entities and line breaks.
SIGN = re.compile(r"[\\`*_\[\]!<&]|  \n")

# Python-Markdown takes seconds for thousands of these, and overflows the stack in deep lists.
MOST_OF_A_SIGN = 600
DEEPEST_INDENT = 40

# Stands for an address of this site. No text can hold it: control characters are no part of a file.
HOLE = re.compile("\x02to(\\d+)\x03")


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A part of a text, by the indices of its start and its end."""

    start: int
    end: int


class Markdown:
    """Makes prose of the parts of one file. `path` is that of the file from the content folder."""

    def __init__(self, source: Source, path: str) -> None:
        self._source = source
        self._folder = posixpath.dirname(path)
        self._path = path

    def prose(self, part: TextSpan) -> RenderedMarkdown:
        """The part as HTML. Raises ProblemsFound."""
        text = self._source.text[part.start : part.end]
        finding = NoteLocator(self._source, part)
        self._check_size(text, finding)
        html, notes = converted(text)
        for written in notes.html:
            finding.add(
                written,
                _("{html} is HTML. Write it as Markdown: **bold**, [text](address), ## heading.", html=written),
            )
        for written in notes.pictures:
            finding.add(written, _("A picture cannot be shown here. Say in words what it shows."))
        for written in notes.headings:
            finding.add(written, _("A heading in the text needs two signs: ## {heading}", heading=written))
        for written in notes.unused:
            finding.add(written, _("This line would not be shown. Write a link as [text](address)."))
        for written in notes.rows:
            finding.add(written, _("This row has more cells than the first row of its table. Make them as many."))
        references = [self._reference(href, finding) for href in notes.links]
        finding.diagnostics.raise_any()
        html = with_addresses(html, references)
        self._check_safety(html, finding)
        return RenderedMarkdown(
            pieces(html, references), frozenset(notes.anchors), text, self._source.location_at(part.start)
        )

    def _check_size(self, text: str, finding: NoteLocator) -> None:
        for sign in "[<`*_":
            if text.count(sign) > MOST_OF_A_SIGN:
                message = _(
                    "There are more than {most} of the sign {sign}. Divide the text.", most=MOST_OF_A_SIGN, sign=sign
                )
                finding.add(sign, message)
        deep = re.search(rf"^(?:[ \t>]|[-*+] ){{{DEEPEST_INDENT},}}", text, re.MULTILINE)
        if deep is not None:
            finding.add(deep[0], _("This line is too far from the margin. Move it to the left."))
        finding.diagnostics.raise_any()

    def _reference(self, href: str, finding: NoteLocator) -> str | InternalLink:
        """What a link leads to: an address elsewhere as it is, another content file as a reference."""
        location = finding.location(href)
        scheme, colon, _unused = href.partition(":")
        if colon and scheme.lower() in SCHEMES:
            return href
        path, _unused, anchor = unquote(href).partition("#")
        path = unicodedata.normalize("NFC", path)
        if (path.endswith(".md") or (anchor and not path)) and ":" not in path and not path.startswith("/"):
            return InternalLink(
                posixpath.normpath(posixpath.join(self._folder, path)) if path else self._path, anchor, location
            )
        message = _(
            '"{href}" leads nowhere. Write an address that begins with https://, '
            "or the name of a content file such as 14-example.md.",
            href=href,
        )
        finding.diagnostics.add(location, message)
        return href

    def _check_safety(self, html: str, finding: NoteLocator) -> None:
        clean = nh3.clean(
            html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, clean_content_tags=set()
        )
        if clean != html and events(clean) != events(html):
            finding.add("", _("This text would not be safe on a page. Write it in plain Markdown."))
            finding.diagnostics.raise_any()


class NoteLocator:
    """Finds the places of what a converter noted, which knows no places: in order, one after another."""

    def __init__(self, source: Source, part: TextSpan) -> None:
        self._source, self._part = source, part
        self._after: dict[str, int] = {}
        self.diagnostics = DiagnosticCollector()

    def location(self, written: str) -> Location:
        index = self._source.text.find(written, self._after.get(written, self._part.start), self._part.end)
        if index < 0 or not written:
            return self._source.location_at(self._first())
        self._after[written] = index + len(written)
        return self._source.location_at(index)

    def add(self, written: str, message: Message) -> None:
        self.diagnostics.add(self.location(written), message)

    def _first(self) -> int:
        text = self._source.text[self._part.start : self._part.end]
        return self._part.start + len(text) - len(text.lstrip())


@dataclass(slots=True)
class MarkdownNotes:
    """What the converter met in a text, as it was written there.

    `rows` are those of tables that have too many cells, `unused` the addresses that no link uses.
    """

    html: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


class Converter(Extension):
    """Python-Markdown without raw HTML, with links noted and tables that a screen reader understands."""

    def __init__(self) -> None:
        super().__init__()
        self.notes = MarkdownNotes()

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(ListPreprocessor(md), "lists", 20)
        md.parser.blockprocessors.register(NotedTable(md.parser, {"use_align_attribute": True}, self), "table", 75)
        md.treeprocessors.register(Inline(md), "inline", 20)
        md.inlinePatterns.register(RawHtml(HTML_RE, md, self), "html", 90)
        md.inlinePatterns.register(MailLink(AUTOMAIL_RE, md), "automail", 110)
        # After the one that takes back the escapes of addresses, whose priority is 0.
        md.treeprocessors.register(Elements(md, self), "elements", -1)

    def begin(self) -> None:
        self.notes = MarkdownNotes()


class NotedTable(TableProcessor):
    """Notes the rows whose last cells Python-Markdown would drop."""

    def __init__(self, parser: BlockParser, config: dict[str, object], converter: Converter) -> None:
        super().__init__(parser, config)
        self._converter = converter

    def _build_row(self, row: str, parent: ElementTree.Element, align: Sequence[str | None]) -> None:
        if len(self._split_row(row)) > len(align):  # type: ignore[attr-defined]
            self._converter.notes.rows.append(row.strip())
        super()._build_row(row, parent, align)  # type: ignore[misc]


class Inline(InlineTreeprocessor):
    """Passes over text that has no sign of Markdown: Python-Markdown would try its every pattern on it."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if SIGN.search(data) is None:
            return data
        return super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc,no-any-return]


class RawHtml(InlineProcessor):
    """Notes raw HTML and leaves it as text."""

    def __init__(self, pattern: str, md: markdown.Markdown, converter: Converter) -> None:
        super().__init__(pattern, md)
        self._converter = converter

    def handleMatch(self, m: re.Match[str], _unused: str) -> tuple[None, None, None]:  # type: ignore[override]  # noqa: N802
        self._converter.notes.html.append(m[1])
        return None, None, None


class MailLink(InlineProcessor):
    """Makes a plain link of <name@example.org>; Python-Markdown's own would scramble its letters."""

    def handleMatch(self, m: re.Match[str], _unused: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        link = ElementTree.Element("a", href=f"mailto:{m[1].removeprefix('mailto:')}")
        link.text = markdown.util.AtomicString(m[1])
        return link, m.start(0), m.end(0)


class Elements(Treeprocessor):
    """Notes links, pictures and headings, and mends tables."""

    def __init__(self, md: markdown.Markdown, converter: Converter) -> None:
        super().__init__(md)
        self._converter = converter

    def run(self, root: ElementTree.Element) -> None:
        notes = self._converter.notes
        for element in root.iter():
            if element.tag == "a":
                notes.links.append(element.get("href", ""))
                element.set("href", f"\x02to{len(notes.links) - 1}\x03")
            elif element.tag == "img":
                notes.pictures.append(element.get("src", ""))
            elif element.tag == "h1":
                notes.headings.append("".join(element.itertext()))
            elif element.tag in ("th", "td"):
                mend_cell(element)
            if "id" in element.attrib:
                notes.anchors.append(element.attrib["id"])


def mend_cell(cell: ElementTree.Element) -> None:
    """A heading cell says what it heads; an alignment is left to the style sheet."""
    if cell.tag == "th":
        cell.set("scope", "col")
    if "align" in cell.attrib:
        cell.set("data-align", cell.attrib.pop("align"))


CONVERTER = Converter()
MARKDOWN = markdown.Markdown(
    extensions=[
        TableExtension(use_align_attribute=True),
        SaneListExtension(),
        TocExtension(slugify=lambda text, _unused: slug_of(text), marker=""),
        CONVERTER,
    ],
    output_format="html",
)


def converted(text: str) -> tuple[str, MarkdownNotes]:
    """The HTML of a text, with a hole for each address, and what was met in it."""
    CONVERTER.begin()
    MARKDOWN.reset()
    html, notes = MARKDOWN.convert(text), CONVERTER.notes
    notes.unused = [address for address, _unused in MARKDOWN.references.values() if address not in notes.links]
    return html, notes


def with_addresses(html: str, references: list[str | InternalLink]) -> str:
    """The HTML with the addresses of other sites in their holes. Those of this site stay open."""

    def filling(hole: re.Match[str]) -> str:
        reference = references[int(hole[1])]
        return escape(reference) if isinstance(reference, str) else hole[0]

    return HOLE.sub(filling, html)


def pieces(html: str, references: list[str | InternalLink]) -> tuple[str | InternalLink, ...]:
    """The HTML cut at its holes, with a reference in each."""
    cut: list[str | InternalLink] = list(HOLE.split(html))
    cut[1::2] = [references[int(str(index))] for index in cut[1::2]]
    return tuple(piece for piece in cut if piece != "")


class Events(HTMLParser):
    """What a browser would make of HTML: its tags, attributes and text, however they are spelt."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(("start", tag, *sorted(f"{name}={value}" for name, value in attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(("end", tag))

    def handle_data(self, data: str) -> None:
        self.seen.append(("text", data))


def events(html: str) -> list[tuple[str, ...]]:
    parser = Events()
    parser.feed(html)
    parser.close()
    return parser.seen
