"""Makes safe HTML of Markdown: a part of a file's text in, RenderedMarkdown out, or every problem of that part.

Raw HTML is a problem, not a risk: Markdown has what an editor needs. The result is checked against an
allow-list all the same, and a difference is a problem too.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from html import unescape
from typing import cast
from xml.etree import ElementTree

import markdown
import nh3
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import AUTOMAIL_RE, HTML_RE, REFERENCE_RE, InlineProcessor, ReferenceInlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from selectolax.lexbor import LexborHTMLParser

from generator.content.hidden_characters import HIDDEN, hidden_character
from generator.content.markdown_blocks import BlockReader
from generator.content.markdown_elements import Elements, LeftOverMarks
from generator.content.markdown_marks import WORD_BULLETS, html_message
from generator.content.markdown_notes import Notes
from generator.content.parsers import slug_of
from generator.content.source import Source
from generator.content.web_addresses import link_address
from generator.diagnostics import InvalidValue
from generator.i18n import _
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
_BARE_ADDRESS = r"(?<![\w/.@-])(?i:https?)://[^\s<>\"“”„\x02\x03]+|(?<![\w.+/:-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?![\w@])"

# Python-Markdown takes seconds for thousands of these, and overflows the stack in deep lists.
_MOST_OF_A_SIGN = 600
_DEEPEST_INDENT = 40
_DEEP = re.compile(
    rf"^(?:[ \t>{WORD_BULLETS}]|(?:[-*+·–—o]|\d{{1,9}}[.)])[ \u00a0]){{{_DEEPEST_INDENT},}}", re.MULTILINE
)

# What ends a sentence around an address, not the address itself.
_PUNCTUATION = "?!.,:;*_~'\"’”»"

_ENTITY = re.compile(r"&#?\w{2,31};")

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
    text, notes = source.text[start:end], Notes(source, path, start, end)
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


def _check_size(text: str, notes: Notes) -> None:
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


class Converter(markdown.Markdown):
    """Python-Markdown with our reader of blocks, without raw HTML, with links noted and tables for screen readers."""

    notes: Notes
    parser: BlockReader
    references: _References

    def __init__(self) -> None:
        headings = TocExtension(slugify=lambda text, _unused: slug_of(text), marker="")
        super().__init__(extensions=[headings], output_format="html")
        self.references = _References()
        self.ESCAPED_CHARS = list(string.punctuation)
        self.preprocessors.deregister("html_block")
        self.parser = BlockReader(self, _NotedTable(self.parser, {"use_align_attribute": True}))
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.treeprocessors.register(LeftOverMarks(self), "marks", 15)
        self.inlinePatterns.register(_Reference(REFERENCE_RE, self), "reference", 170)
        self.inlinePatterns.register(_RawHtml(HTML_RE, self), "html", 90)
        self.inlinePatterns.register(_MailLink(AUTOMAIL_RE, self), "automail", 110)
        self.inlinePatterns.register(_BareLink(_BARE_ADDRESS, self), "bare", 85)
        # After the one that takes back the escapes of addresses, whose priority is 0.
        self.treeprocessors.register(Elements(self), "elements", -1)


class _NotedTable(TableProcessor):
    """Reports the rows whose last cells Python-Markdown would drop, and adds no row to a table that has none."""

    def _build_empty_row(self, *_unused: object) -> None:
        pass

    def _build_row(self, row: str, parent: ElementTree.Element, align: Sequence[str | None]) -> None:
        if len(self._split_row(row)) > len(align):  # type: ignore[attr-defined]
            message = _("This row has more cells than the first row of its table. Make them as many.")
            cast("Converter", self.parser.md).notes.report(row.strip(), message)
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Inline(InlineTreeprocessor):
    """Passes over text that has no sign of Markdown: Python-Markdown would try its every pattern on it."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if _SIGN.search(data) is None:
            return data
        return super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc,no-any-return]


class _RawHtml(InlineProcessor):
    """Reports raw HTML, and makes code of it: no other sign in it is then read."""

    md: Converter

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


_CONVERTER = Converter()
