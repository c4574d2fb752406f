"""Makes safe HTML of Markdown: a part of a file's text in, RenderedMarkdown out, or every problem of that part.

Raw HTML is a problem, not a risk: Markdown has what an editor needs. The result is checked against an
allow-list all the same, and a difference is a problem too.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import escape, unescape
from typing import cast
from urllib.parse import unquote
from xml.etree import ElementTree

import markdown
import nh3
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import AUTOMAIL_RE, HTML_RE, REFERENCE_RE, InlineProcessor, ReferenceInlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.treeprocessors import Treeprocessor
from selectolax.lexbor import LexborHTMLParser

from generator.content.hidden_characters import HIDDEN, hidden_character
from generator.content.markdown_blocks import BlockReader
from generator.content.markdown_marks import CODE, LINK, html_message, marks
from generator.content.parsers import slug_of
from generator.content.source import Source
from generator.content.web_addresses import link_address
from generator.diagnostics import Diagnostic, DiagnosticCollector, InvalidValue, Location, Severity
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
_SIGN = re.compile(r"[\\`*_\[\]!<&@]|  \n|https?://", re.IGNORECASE)
_BARE_ADDRESS = r"(?<![\w/.@-])https?://[^\s<>\"“”„\x02\x03]+|(?<![\w.+/:-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?![\w@])"

# Python-Markdown takes seconds for thousands of these, and overflows the stack in deep lists.
_MOST_OF_A_SIGN = 600
_DEEPEST_INDENT = 40
_DEEP = re.compile(rf"^(?:[ \t>•▪●◦‣]|(?:[-*+·–—o]|\d{{1,9}}[.)])[ \u00a0]){{{_DEEPEST_INDENT},}}", re.MULTILINE)

# What ends a sentence around an address, not the address itself.
_PUNCTUATION = "?!.,:;*_~'\"’”»"
_INLINE = {"a", "em", "strong"}
_TEXT_BLOCKS = {"p", "li", "th", "td", *(f"h{level}" for level in range(1, 7))}
_STASHED = re.compile(f"{markdown.util.STX}wzxhzdk:(\\d+){markdown.util.ETX}")
# White space, also of no width: what names nothing.
_UNSEEN = " \n\u00a0\u00ad\u2000\u2001\u2002\u2003\u2007\u2009\u200a\u200b\u200c\u200d\u202f\u2060\u3000\ufeff"

# What is writing and no program code: a heading, an item of a list, or some words in a row.
_WRITING = re.compile(r"^ *(?:#{2,} ?\w|(?:[-*+•·▪●◦‣–—o]|\w{1,2}[.)]) +\w)|(?:\b[^\W\d_]+[,.]? ){3}", re.MULTILINE)

_ENTITY = re.compile(r"&#?\w{2,31};")
_LONGEST_HEADING = 80

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
    _check_entities(source, start, end)
    _check_size(text, notes)
    _CONVERTER.reset()
    _CONVERTER.notes = notes
    html = _CONVERTER.convert(text)
    for name, line in _CONVERTER.parser.definitions.items():
        if name not in _CONVERTER.references.used:
            notes.go_to(line)
            notes.report("[", _("This line would not be shown. Write a link as [text](address)."))
    notes.diagnostics.raise_any()

    pieces: list[str | InternalLink] = list(_HOLE.split(html))
    pieces[1::2] = [notes.targets[int(index)] for index in _HOLE.findall(html)]
    if not is_safe("".join(piece for piece in pieces if isinstance(piece, str))):
        notes.report("", _("This text would not be safe on a page. Write it in plain Markdown."))
        notes.diagnostics.raise_any()
    return RenderedMarkdown(
        pieces=tuple(filter(None, pieces)),
        anchors=frozenset(notes.anchors),
        markdown=text,
        start=source.location_at(start),
        advice=tuple(notes.advice),
    )


def is_safe(html: str) -> bool:
    """Tell whether the allow-list leaves HTML as it is, however that is spelt."""
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, clean_content_tags=set()
    )
    return clean == html or LexborHTMLParser(clean).html == LexborHTMLParser(html).html


def _check_entities(source: Source, start: int, end: int) -> None:
    """Raise ContentError where an entity of HTML stands for a character that nobody sees."""
    for entity in _ENTITY.finditer(source.text, start, end):
        if hidden := HIDDEN.search(unescape(entity[0])):
            raise source.problem(entity.start(), hidden_character(hidden[0]))


def _check_size(text: str, notes: _Notes) -> None:
    """Raise ContentError where the text would take Python-Markdown too long."""
    for sign in "[<`*_":
        if text.count(sign) > _MOST_OF_A_SIGN:
            message = _(
                "There are more than {most} of the sign {sign}. Divide the text.", most=_MOST_OF_A_SIGN, sign=sign
            )
            notes.report(sign, message)
    if deep := _DEEP.search(text):
        notes.report(deep[0], _("This line is too far from the margin. Move it to the left."))
    notes.diagnostics.raise_any()


class _Notes:
    """What the converter meets in a part of a text: its anchors, its links with their targets, problems and advice.

    The inline patterns know no locations. They are found by what is written, in order, one after another, from the
    line of its block on.
    """

    def __init__(self, source: Source, path: str, start: int, end: int) -> None:
        self._source, self._path, self._start, self._end = source, path, start, end
        self._block = start
        self._after: dict[str, int] = {}
        self.diagnostics = DiagnosticCollector()
        self.advice: list[Diagnostic] = []
        self.anchors: list[str] = []
        self.targets: list[str | InternalLink] = []

    @cached_property
    def _line_starts(self) -> list[int]:
        text = self._source.text[self._start : self._end]
        return [self._start, *(self._start + newline.end() for newline in re.finditer("\n", text))]

    def go_to(self, line: int) -> None:
        """Let what follows be found from a line of the part on, counted from 0."""
        self._block = self._line_starts[line]

    def report(self, written: str, message: Message, rule: str = "") -> None:
        """Collect a problem with what is written; advice on it where the rule is named that it is from."""
        self._add(self._location(written), message, rule)

    def add_link(self, href: str, *, has_text: bool) -> int:
        """Note a link, and return its number."""
        location = self._location(href)
        self.targets.append(self._target(href, location))
        if not has_text:
            message = _("This link has no text. Write what it leads to: [text]({href})", href=href)
            self._add(location, message)
        if href.startswith("http://"):
            message = _('"{href}" is not encrypted. Write https:// if the page opens with it.', href=href)
            self._add(location, message, "not-encrypted")
        return len(self.targets) - 1

    def _add(self, location: Location, message: Message, rule: str = "") -> None:
        if rule:
            self.advice.append(Diagnostic(location, message, Severity.ADVICE, rule))
        else:
            self.diagnostics.add(location, message)

    def _target(self, href: str, location: Location) -> str | InternalLink:
        """Return where a link leads: an address elsewhere as HTML has it, another content file as an internal link."""
        path, _unused, anchor = unquote(href).partition("#")
        path = unicodedata.normalize("NFC", path)
        if (path.endswith(".md") or (anchor and not path)) and ":" not in path and not path.startswith("/"):
            file = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), path)) if path else self._path
            return InternalLink(file, anchor, location)
        try:
            return escape(link_address(href))
        except InvalidValue as invalid:
            self.diagnostics.add(location, invalid.message)
            return href

    def _location(self, written: str) -> Location:
        """Return the location of the next place where this is written; else that of the first text of the block."""
        text = self._source.text
        index = text.find(written, max(self._after.get(written, 0), self._block), self._end)
        if index < 0 or not written:
            part = text[self._block : self._end]
            return self._source.location_at(self._end - len(part.lstrip()))
        self._after[written] = index + len(written)
        return self._source.location_at(index)


class _References(dict[str, tuple[str, str]]):
    """The addresses that links lead to by name, and the names that a link has used."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> tuple[str, str]:
        self.used.add(name)
        return super().__getitem__(name)

    def clear(self) -> None:
        super().clear()
        self.used.clear()


class _Converter(markdown.Markdown):
    """Python-Markdown with our reader of blocks, without raw HTML, with links noted and tables for screen readers."""

    notes: _Notes
    parser: BlockReader
    references: _References

    def __init__(self) -> None:
        headings = TocExtension(slugify=lambda text, _unused: slug_of(text), marker="")
        super().__init__(extensions=[headings], output_format="html")
        self.references = _References()
        self.ESCAPED_CHARS.append("|")
        self.preprocessors.deregister("html_block")
        self.parser = BlockReader(self, _NotedTable(self.parser, {"use_align_attribute": True}))
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.treeprocessors.register(_LeftOverMarks(self), "marks", 15)
        self.inlinePatterns.register(_Reference(REFERENCE_RE, self), "reference", 170)
        self.inlinePatterns.register(_RawHtml(HTML_RE, self), "html", 90)
        self.inlinePatterns.register(_MailLink(AUTOMAIL_RE, self), "automail", 110)
        self.inlinePatterns.register(_BareLink(_BARE_ADDRESS, self), "bare", 85)
        # After the one that takes back the escapes of addresses, whose priority is 0.
        self.treeprocessors.register(_Elements(self), "elements", -1)


class _NotedTable(TableProcessor):
    """Reports the rows whose last cells Python-Markdown would drop, and adds no row to a table that has none."""

    def _build_empty_row(self, *_unused: object) -> None:
        pass

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
    """Reports raw HTML, and makes code of it: no other sign in it is then read."""

    md: _Converter

    def handleMatch(self, m: re.Match[str], _unused: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        self.md.notes.report(m[1], html_message(m[1]))
        code = ElementTree.Element("code")
        code.text = markdown.util.AtomicString(m[1])
        return code, m.start(), m.end()


class _Reference(ReferenceInlineProcessor):
    """Makes a link of [text][name]; Python-Markdown would take [name] [name] for one link too, and lose a text."""

    RE_LINK = re.compile(r"\[([^\]]*)\]")


class _MailLink(InlineProcessor):
    """Makes a plain link of <name@example.org>; Python-Markdown's own would scramble its letters."""

    def handleMatch(self, m: re.Match[str], _unused: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        link = ElementTree.Element("a", href=f"mailto:{m[1].removeprefix('mailto:')}")
        link.text = markdown.util.AtomicString(m[1])
        return link, m.start(0), m.end(0)


class _BareLink(InlineProcessor):
    """Makes a link of an address of the web or of e-mail that stands in the text, as GitHub does."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], _unused: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        address = m[0].rstrip(_PUNCTUATION)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_PUNCTUATION)
        href = address if "://" in address else f"mailto:{address}"
        try:
            link = ElementTree.Element("a", href=link_address(href))
        except InvalidValue:
            return None, None, None
        link.text = markdown.util.AtomicString(address)
        return link, m.start(), m.start() + len(address)


class _LeftOverMarks(Treeprocessor):
    """Reports signs of Markdown and HTML that would be shown letter by letter."""

    md: _Converter

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element in self.md.parser.line_of:
                self.md.notes.go_to(self.md.parser.line_of[element])
            if element.tag in _TEXT_BLOCKS:
                for mark in marks("".join(_texts(element))):
                    self.md.notes.report(mark.written, mark.message, mark.rule)


def _texts(element: ElementTree.Element) -> Iterator[str]:
    """Yield the texts of a block with signs for code and links in them, without those of the blocks within it."""
    yield element.text or ""
    for child in element:
        if child.tag == "code":
            yield CODE
        elif child.tag == "br":
            yield "\n"
        elif child.tag in _INLINE:
            yield LINK if child.tag == "a" else ""
            yield from _texts(child)
        yield child.tail or ""


class _Elements(Treeprocessor):
    """Notes links and anchors, reports pictures and what has no name, and mends tables."""

    md: _Converter

    def run(self, root: ElementTree.Element) -> None:
        notes, self._level = self.md.notes, 1
        for element in root.iter():
            if element in self.md.parser.line_of:
                notes.go_to(self.md.parser.line_of[element])
            match element.tag:
                case "a":
                    link = notes.add_link(element.get("href", ""), has_text=bool(self._text(element)))
                    element.set("href", f"\x02to{link}\x03")
                case "p" if self._is_bold(element):
                    message = _("Bold text is no heading. Write it as one: ## {heading}", heading=self._text(element))
                    notes.report("", message, "bold-heading")
                case "blockquote" if re.match(r"\s*\d", "".join(element.itertext())):
                    message = _("> makes a quotation of this. Write \\> where it means more than.")
                    notes.report(">", message, "quotation")
                case "pre" if _WRITING.search("".join(element.itertext())):
                    message = _("Four spaces make program code of this. Write it from the margin on.")
                    notes.report("", message, "code")
                case "img":
                    message = _("A picture cannot be shown here. Say in words what it shows.")
                    notes.report(element.get("src", ""), message)
                case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                    self._read_heading(element)
                case "th":
                    element.set("scope", "col")
                    if not self._text(element):
                        message = _("A column of this table has no heading. Write one in each cell of the first row.")
                        notes.report("|", message)
                case "li" if not len(element) and not self._text(element):
                    message = _("This item of the list is empty. Write it, or delete the line.")
                    notes.report("", message, "empty-item")
            # An alignment is left to the style sheet.
            if "align" in element.attrib:
                element.set("data-align", element.attrib.pop("align"))
            if "id" in element.attrib:
                notes.anchors.append(element.attrib["id"])

    def _read_heading(self, element: ElementTree.Element) -> None:
        notes, heading, level = self.md.notes, self._text(element), int(element.tag[1])
        if not heading:
            notes.report("#", _("This heading has no words. Write them, or delete the line."))
        elif level == 1:
            notes.report(heading, _("A heading in the text needs two signs: ## {heading}", heading=heading))
        elif element in self.md.parser.underlined and ("\n" in heading or heading.endswith((".", ":", ";", ","))):
            message = _("The hyphens below this text make a heading of it. Leave an empty line between them.")
            notes.report("", message, "underlined-text")
        elif level > self._level + 1:
            cure = f"{'#' * (self._level + 1)} {heading}"
            message = _("This heading skips a level. Write it with fewer signs: {cure}", cure=cure)
            notes.report("#", message, "skipped-heading")
        self._level = level

    def _is_bold(self, paragraph: ElementTree.Element) -> bool:
        """Return whether a paragraph is nothing but some bold words, which end no sentence."""
        if paragraph.text or len(paragraph) != 1 or paragraph[0].tag != "strong" or paragraph[0].tail:
            return False
        text = self._text(paragraph)
        return len(text) <= _LONGEST_HEADING and text[-1:].isalnum()

    def _text(self, element: ElementTree.Element) -> str:
        """Return what an element shows; entities are still in the stash of Python-Markdown."""
        text = "".join(element.itertext())
        for placeholder in _STASHED.finditer(text):
            text = text.replace(placeholder[0], unescape(str(self.md.htmlStash.rawHtmlBlocks[int(placeholder[1])])))
        return text.strip(_UNSEEN)


_CONVERTER = _Converter()
