"""Makes safe HTML of Markdown: a part of a file's text in, RenderedMarkdown out, or every problem of that part.

Raw HTML is a problem, not a risk: Markdown has what an editor needs. The result is checked all the same: it has only
the tags and attributes of an allow-list, each spelt as `markdown_html` writes it.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import cached_property
from html import unescape
from itertools import zip_longest
from typing import Any, cast
from xml.etree import ElementTree

import markdown
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import (
    AUTOMAIL_RE,
    HTML_RE,
    REFERENCE_RE,
    InlineProcessor,
    ReferenceInlineProcessor,
)
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from generator.content.hidden_characters import find_hidden, hidden_character
from generator.content.markdown_blocks import BlockReader
from generator.content.markdown_elements import read_elements, report_marks
from generator.content.markdown_html import html_of
from generator.content.markdown_marks import WORD_BULLETS, html_message
from generator.content.markdown_notes import Notes
from generator.content.source import Source
from generator.content.web_addresses import link_address
from generator.diagnostics import InvalidValue
from generator.i18n import _
from generator.model import InternalLink, RenderedMarkdown

# HTML with nothing but what Markdown may contain. The addresses of links within the site are not in it yet.
_SAFE = re.compile(
    r"""(?:
    [^<]++
  | </? (?: p | ul | ol | li | blockquote | pre | strong | em | code | table | thead | tbody | tr ) >
  | < (?: hr | br ) >
  | <a[ ]href="(?: (?i:https?|mailto|tel):[^"<>]* )?" (?: [ ]title="[^"<>]*" )? > | </a>
  | <ol[ ]start="[0-9]+">
  | <h[2-6] (?: [ ]id="[^"<>]*" )? > | </h[2-6]>
  | <t[hd] (?: [ ]data-align="[a-z]+" )? (?: [ ]scope="col" )? > | </t[hd]>
    )*+""",
    re.VERBOSE,
)

# What a pattern of Python-Markdown has in it, beside an address or a line break: emphasis, code, links, HTML, entities.
_SIGN = re.compile(r"[\\`*_\[<&@]")
# By pattern: the signs one of which it has in it. A pattern that is not here is tried on every text that has a sign.
_SIGNS_OF = {
    "backtick": ("`",),
    "escape": ("\\",),
    **dict.fromkeys(("reference", "link", "short_reference"), ("[",)),
    **dict.fromkeys(("image_link", "image_reference", "short_image_ref"), ("![",)),
    **dict.fromkeys(("autolink", "automail", "html"), ("<",)),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "bare": ("://", "@"),
}
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
    if not text.strip():
        return RenderedMarkdown(markdown=text, start=source.location_at(start))
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
    """Tell whether HTML has nothing but what Markdown may contain."""
    return _SAFE.fullmatch(html) is not None


def _check_entities(source: Source, start: int, end: int) -> None:
    """Raise ContentError where an entity of HTML stands for a character that nobody sees."""
    for entity in _ENTITY.finditer(source.text, start, end):
        if hidden := find_hidden(unescape(entity[0])):
            raise source.problem(entity.start(), hidden_character(hidden[0]))


def _check_size(text: str, notes: Notes) -> None:
    """Raise ContentError where the text would take Python-Markdown too long."""
    for sign in "[<`*_":
        if text.count(sign) > _MOST_OF_A_SIGN:
            message = _(
                "The sign {sign} appears more than {most} times. Split the text.", most=_MOST_OF_A_SIGN, sign=sign
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
    """Python-Markdown with our reader of blocks, without raw HTML, with links noted and tables for screen readers.

    Of its own it has the patterns of inline signs and the tables.
    """

    notes: Notes
    parser: BlockReader
    references: _References

    def __init__(self) -> None:
        super().__init__(output_format="html")
        self.references = _References()
        self.ESCAPED_CHARS = list(string.punctuation)
        self.parser = BlockReader(self, _NotedTable(self.parser, {}))
        self.inlinePatterns.register(_Reference(REFERENCE_RE, self), "reference", 170)
        self.inlinePatterns.register(_RawHtml(HTML_RE, self), "html", 90)
        self.inlinePatterns.register(_MailLink(AUTOMAIL_RE, self), "automail", 110)
        self.inlinePatterns.register(_BareLink(_BARE_ADDRESS, self), "bare", 85)
        # Links ask it by this name for what escaped signs stand for.
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self._raw_html = self.postprocessors["raw_html"]

    def convert(self, source: str) -> str:
        """Return a text as HTML, with all that is met in it in the notes."""
        lines = [line if line.strip(" ") else "" for line in source.expandtabs(self.tab_length).split("\n")]
        root = self.parser.parseDocument(lines).getroot()
        self.treeprocessors["inline"].run(root)
        report_marks(root, self)
        read_elements(root, self)
        html = html_of(root)
        # Entities are kept apart until here.
        return (self._raw_html.run(html) if self.htmlStash.html_counter else html).replace(AMP_SUBSTITUTE, "&")


class _NotedTable(TableProcessor):
    """Makes the rows of tables, reports those with cells too many, and adds no row to a table that has none."""

    def _build_empty_row(self, *_unused: object) -> None:
        pass

    def _split(self, row: str) -> list[str]:
        return super()._split(row) if "`" in row or "\\" in row else row.split("|")  # type: ignore[misc]

    def _build_row(self, row: str, parent: ElementTree.Element, align: Sequence[str | None]) -> None:
        cells = self._split_row(row)  # type: ignore[attr-defined]
        if len(cells) > len(align):
            message = _("This row has more cells than the first row of its table. Use the same number of cells.")
            cast("Converter", self.parser.md).notes.report(row.strip(), message)
        tag, scope = ("th", {"scope": "col"}) if parent.tag == "thead" else ("td", {})
        element = ElementTree.SubElement(parent, "tr")
        for side, text in zip_longest(align, cells[: len(align)], fillvalue=""):
            # An alignment is left to the style sheet.
            alignment = {"data-align": side} if side else {}
            ElementTree.SubElement(element, tag, {**alignment, **scope}).text = text.strip(" ")


class _Inline(InlineTreeprocessor):
    """Tries a pattern only on text that has a sign of it: Python-Markdown would try each on every text."""

    @cached_property
    def _patterns(self) -> list[tuple[Any, tuple[str, ...]]]:
        """The patterns in their order, each with its signs."""
        registry = self.inlinePatterns
        names = {id(registry[name]): name for name in _SIGNS_OF if name in registry}
        return [(pattern, _SIGNS_OF.get(names.get(id(pattern), ""), ("",))) for pattern in registry]

    def run(self, tree: ElementTree.Element, ancestors: list[str] | None = None) -> ElementTree.Element:
        """Read the signs in all texts of a tree."""
        elements = list(tree.iter())
        if any(_has_sign(element.tail) for element in elements if element.tail):
            return super().run(tree, ancestors)
        read = set[ElementTree.Element]()
        for element in [element for element in elements if _has_sign(element.text)]:
            if element not in read:
                # Python-Markdown reads all that is in an element.
                parent = ElementTree.Element(tree.tag)
                parent.append(element)
                super().run(parent, ancestors)
                read.update(element.iter())
        return tree

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not _has_sign(data):
            return data
        for index in range(patternIndex, len(self._patterns)):
            pattern, signs = self._patterns[index]
            if any(sign in data for sign in signs):
                start, is_matched = 0, True
                while is_matched:
                    data, is_matched, start = self._InlineProcessor__applyPattern(pattern, data, index, start)  # type: ignore[attr-defined]
        return data


def _has_sign(text: str | None) -> bool:
    """Tell whether a text may have a sign of Markdown in it."""
    if not text or isinstance(text, AtomicString):
        return False
    return _SIGN.search(text) is not None or "://" in text or "  \n" in text


class _RawHtml(InlineProcessor):
    """Reports raw HTML, and makes code of it: no other sign in it is then read."""

    md: Converter

    def handleMatch(self, m: re.Match[str], _unused: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        self.md.notes.report(m[1], html_message(m[1]))
        code = ElementTree.Element("code")
        code.text = AtomicString(m[1])
        return code, m.start(), m.end()


class _Reference(ReferenceInlineProcessor):
    """Makes a link of [text][name]; Python-Markdown would take [name] [name] for one link too, and lose a text."""

    RE_LINK = re.compile(r"\[([^\]]*)\]")


class _MailLink(InlineProcessor):
    """Makes a plain link of <name@example.org>; Python-Markdown's own would scramble its letters."""

    def handleMatch(self, m: re.Match[str], _unused: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        link = ElementTree.Element("a", href=f"mailto:{m[1].removeprefix('mailto:')}")
        link.text = AtomicString(m[1])
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
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)


_CONVERTER = Converter()
